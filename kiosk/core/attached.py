"""Attachments: told by their bytes, whatever their names say; nothing is unpacked to disk or run."""

from __future__ import annotations

import io
import re
import unicodedata
import zipfile
import zlib

from kiosk.core.media import ATTACHMENT_TYPES, BadFile, Fault, check_picture

MOST_NAME_CHARACTERS = 80
MOST_ENTRIES = 5000
MOST_TYPES_BYTES = 1_000_000
#: How far into a file a PDF may begin; readers look that far too.
PDF_HEAD = 1024
CONTENT_TYPES = "[Content_Types].xml"
#: extension → the part that makes an Office file what it says it is
MAIN_PART = {"docx": "word/document.xml", "xlsx": "xl/workbook.xml"}
_PICTURES = {"jpg": "JPEG", "png": "PNG"}
_SPELLINGS = {"jpeg": "jpg"}
_PROGRAM = re.compile(r"(^|/)(vbaProject\.bin|vbaData\.xml|activeX/.*|macrosheets/.*)$", re.I)
_BROKEN_ZIP = (
    zipfile.BadZipFile,
    zlib.error,
    OSError,
    EOFError,
    KeyError,
    ValueError,
    NotImplementedError,  # a way of packing that no Office program uses
    RuntimeError,  # an entry behind a password
)


def plain_name(name: str) -> str:
    """A file's own name without folders and what no list can show, its type spelled our way.

    Raises BadFile if its type is none that is taken.
    """
    last = re.split(r"[/\\]", unicodedata.normalize("NFC", name))[-1]
    visible = "".join(one for one in last if unicodedata.category(one)[0] != "C").strip()
    stem, _dot, said = visible.rpartition(".")
    extension = _SPELLINGS.get(said.lower(), said.lower())
    if not stem.strip(". ") or extension not in ATTACHMENT_TYPES:
        raise BadFile(Fault.TYPE, said)
    return f"{stem[:MOST_NAME_CHARACTERS]}.{extension}"


def check_content(data: bytes, *, extension: str) -> None:
    """Raise BadFile unless `data` is what a file with that extension holds."""
    if extension == "pdf":
        if b"%PDF-" not in data[:PDF_HEAD]:
            raise BadFile(Fault.DISGUISED)
    elif extension in _PICTURES:
        _check_picture(data, _PICTURES[extension])
    else:
        _check_office(data, MAIN_PART[extension])


def _check_picture(data: bytes, format_: str) -> None:
    try:
        check_picture(data, format_=format_)
    except BadFile as bad:
        if bad.fault in {Fault.NOT_A_PICTURE, Fault.HEIC}:
            raise BadFile(Fault.DISGUISED) from bad
        raise


def _check_office(data: bytes, main_part: str) -> None:
    if not data.startswith(b"PK"):
        raise BadFile(Fault.DISGUISED)
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as packed:
            names, types = packed.namelist(), packed.getinfo(CONTENT_TYPES)
            if len(names) > MOST_ENTRIES or types.file_size > MOST_TYPES_BYTES:
                raise BadFile(Fault.DAMAGED)
            with packed.open(types) as file:
                said = file.read(MOST_TYPES_BYTES)
    except _BROKEN_ZIP as error:
        # An archive that is whole but has no such part is simply another kind of archive.
        fault = Fault.DISGUISED if isinstance(error, KeyError) else Fault.DAMAGED
        raise BadFile(fault, str(error)) from error
    if main_part not in names:
        raise BadFile(Fault.DISGUISED)
    if b"macroEnabled" in said or any(_PROGRAM.search(name) for name in names):
        raise BadFile(Fault.MACROS)
