"""Pictures and attachments: kept by content hash, re-encoded, cropped once for each use.

A picture is never served as it came in: it is decoded, turned upright, stripped of its metadata
and encoded again. Focal points are cropped here, because the pages may carry no inline style.
Addresses of pictures are sealed, so that only what the product itself asks for is ever cropped.
"""

from __future__ import annotations

import hashlib
import hmac
import io
import os
import re
import struct
import tempfile
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from threading import Lock
from typing import ClassVar

from PIL import Image, ImageOps, UnidentifiedImageError

from kiosk.core.document import Document

MAX_PIXELS = 60_000_000
QUALITY = 84
ORIGINAL_LONG_SIDE = 2400
ATTACHMENTS = "attachments"
SEAL_LENGTH = 24  # 96 bits


@dataclass(frozen=True)
class Size:
    """What one use of a picture needs, in pixels; height None keeps the picture's own shape."""

    width: int
    height: int | None


#: Every size a face may ask for. Ratios from DESIGN §6.
SIZES = {
    "tile": Size(480, 560),
    "tall": Size(560, 800),
    "spotlight": Size(800, 1200),
    "spotlight-wide": Size(960, 780),
    "face": Size(270, 300),
    "wide": Size(1230, 820),
    "moment": Size(1150, 920),
    "phone": Size(720, None),
}


class Fault(StrEnum):
    """Why a file was not taken."""

    NOT_A_PICTURE = "not a picture"
    HEIC = "a picture as iPhones keep them, which no wall can decode"
    TOO_MANY_PIXELS = "too many pixels"
    DAMAGED = "damaged"
    TYPE = "of a type that is not taken"
    DISGUISED = "not what its name says"
    MACROS = "with macros in it"
    TOO_LARGE = "too large"


class BadFile(Exception):
    """A file that is not taken, and why."""

    def __init__(self, fault: Fault, detail: str = ""):
        super().__init__(f"{fault}: {detail}" if detail else str(fault))
        self.fault = fault


class BadPicture(BadFile):
    """The file is not a picture we can show."""


class Photo(Document, frozen=True, kw_only=True):
    """A picture as documents name it: the hash of its file, what it shows, and its focal point in %."""

    unread: ClassVar[frozenset[str]] = frozenset({"sha"})

    sha: str
    alt: str
    focus_x: int = 50
    focus_y: int = 40

    def path(self, size: str) -> str:
        """What its address ends with, which says everything its bytes depend on."""
        return f"{self.sha}-{self.focus_x}-{self.focus_y}/{size}.jpg"


class Attachment(Document, frozen=True, kw_only=True):
    """A file that goes with a notice."""

    unread: ClassVar[frozenset[str]] = frozenset({"sha", "extension"})

    sha: str
    name: str
    extension: str
    byte_size: int


#: extension → the only type it is ever served with
ATTACHMENT_TYPES = {
    "pdf": "application/pdf",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "jpg": "image/jpeg",
    "png": "image/png",
}

PICTURE_FORMATS = ("JPEG", "PNG", "WEBP")
_HEIC = {b"heic", b"heix", b"hevc", b"mif1", b"msf1", b"avif"}
_SHA = re.compile(r"[0-9a-f]{64}")
_PERCENT = r"(0|[1-9][0-9]?|100)"
_PICTURE_PATH = re.compile(rf"([0-9a-f]{{64}})-{_PERCENT}-{_PERCENT}/([a-z-]+)\.jpg")
#: What a damaged picture makes its decoders raise, beside saying that it is none.
UNREADABLE = (
    OSError,
    SyntaxError,
    ValueError,
    TypeError,
    LookupError,
    ArithmeticError,
    EOFError,
    struct.error,
    Image.DecompressionBombError,
)


#: A picture being decoded takes up to 4 bytes a pixel several times over: one after the other in a process.
_DECODING = Lock()


def keep_picture(folder: Path, data: bytes) -> str:
    """Re-encode a picture and keep it; return its hash. Raises BadPicture with the reason."""
    with _DECODING:
        encoded = _jpeg(_decoded(data))
    sha = hashlib.sha256(encoded).hexdigest()
    write_once(folder / f"{sha}.jpg", encoded)
    return sha


def keep_attachment(folder: Path, data: bytes, *, name: str) -> Attachment:
    """Keep a file by its hash. The caller has checked what it is."""
    extension = name.rsplit(".", 1)[-1].lower()
    if extension not in ATTACHMENT_TYPES:
        raise BadFile(Fault.TYPE, extension)
    sha = hashlib.sha256(data).hexdigest()
    attachment = Attachment(sha=sha, name=name, extension=extension, byte_size=len(data))
    write_once(folder / ATTACHMENTS / f"{sha}.{extension}", data)
    return attachment


def attachment_file(folder: Path, attachment: Attachment) -> Path | None:
    """The file of an attachment; None if it is gone or of a type nobody should open."""
    if attachment.extension not in ATTACHMENT_TYPES:
        return None
    name = f"{attachment.sha}.{attachment.extension}"
    # Early installations, and their backups, have attachments beside the pictures.
    places = (folder / ATTACHMENTS / name, folder / name)
    return next((place for place in places if place.is_file()), None)


def seal(key: str | bytes, *, owner: str, path: str) -> str:
    """What stands before `path` in the address that shows `owner`'s picture."""
    secret = key.encode() if isinstance(key, str) else key
    return hmac.new(secret, f"picture {owner}/{path}".encode(), "sha256").hexdigest()[:SEAL_LENGTH]


def is_sealed(given: str, key: str | bytes, *, owner: str, path: str) -> bool:
    """True if `given` is the seal of this owner's picture."""
    expected = seal(key, owner=owner, path=path)
    return hmac.compare_digest(given.encode(), expected.encode())


def picture_file(folder: Path, path: str) -> Path | None:
    """The file for a path made by `Photo.path`, cut on first use; None if there is no such picture."""
    match = _PICTURE_PATH.fullmatch(path)
    if match is None or match[4] not in SIZES:
        return None
    original = folder / f"{match[1]}.jpg"
    if not original.exists():
        return None
    made = folder / "made" / f"{match[1]}-{match[2]}-{match[3]}-{match[4]}.jpg"
    if not made.exists():
        with Image.open(original) as picture:
            focus = (int(match[2]) / 100, int(match[3]) / 100)
            write_once(made, _jpeg(_cut(picture, SIZES[match[4]], focus=focus)))
    return made


def check_picture(data: bytes, *, format_: str) -> None:
    """Raise BadPicture unless the whole of `data` decodes as a picture in that format of Pillow's."""
    with _DECODING:
        _decoded(data, formats=(format_,))


def picture_size(folder: Path, sha: str) -> tuple[int, int] | None:
    """Width and height of the picture kept under that hash; None if there is none."""
    if not _SHA.fullmatch(sha):
        return None
    try:
        with Image.open(folder / f"{sha}.jpg") as picture:
            return picture.size
    except OSError:
        return None


def _decoded(data: bytes, *, formats: tuple[str, ...] = PICTURE_FORMATS) -> Image.Image:
    """The picture, upright, on white, no larger than any use of it needs."""
    picture = _opened(data, formats)
    try:
        picture.draft("RGB", (ORIGINAL_LONG_SIDE, ORIGINAL_LONG_SIDE))  # a JPEG: a fraction at once
        if picture.mode not in {"RGB", "RGBA", "L"}:
            picture = picture.convert("RGBA" if picture.has_transparency_data else "RGB")
        picture.thumbnail((ORIGINAL_LONG_SIDE, ORIGINAL_LONG_SIDE))
        return _on_white(ImageOps.exif_transpose(picture))
    except UNREADABLE as error:
        raise BadPicture(Fault.DAMAGED, str(error)) from error


def _opened(data: bytes, formats: tuple[str, ...]) -> Image.Image:
    """The picture, nothing decoded yet but what its head says."""
    try:
        picture: Image.Image = Image.open(io.BytesIO(data), formats=formats)
    except Image.DecompressionBombError as error:
        raise BadPicture(Fault.TOO_MANY_PIXELS, str(error)) from error
    except UnidentifiedImageError as error:
        fault = Fault.HEIC if data[4:8] == b"ftyp" and data[8:12] in _HEIC else Fault.NOT_A_PICTURE
        raise BadPicture(fault) from error
    except UNREADABLE as error:
        raise BadPicture(Fault.DAMAGED, str(error)) from error
    if picture.width * picture.height > MAX_PIXELS:
        raise BadPicture(Fault.TOO_MANY_PIXELS, f"{picture.width} × {picture.height}")
    return picture


def _on_white(picture: Image.Image) -> Image.Image:
    """What shines through is paper, not the black that transparent pixels mostly hide."""
    if picture.mode != "RGBA":
        return picture.convert("RGB")
    white = Image.new("RGB", picture.size, "white")
    white.paste(picture, mask=picture.getchannel("A"))
    return white


def _cut(picture: Image.Image, size: Size, *, focus: tuple[float, float]) -> Image.Image:
    if size.height is None:
        copy = picture.copy()
        copy.thumbnail((size.width, size.width * 4))
        return copy
    return ImageOps.fit(
        picture, (size.width, size.height), Image.Resampling.LANCZOS, centering=focus
    )


def _jpeg(picture: Image.Image) -> bytes:
    buffer = io.BytesIO()
    plain = picture.convert("RGB")
    plain.info = {}  # else a comment in the file, or its colour profile, would be written again
    plain.save(buffer, "JPEG", quality=QUALITY, optimize=True, progressive=True)
    return buffer.getvalue()


def write_once(path: Path, data: bytes) -> None:
    """Write whole or not at all; what is there already has the same bytes and stays, as young as if it were new."""
    if path.exists():
        path.touch()  # or it might be swept away as a leftover in this very moment
        return
    path.parent.mkdir(parents=True, exist_ok=True)
    handle, temporary = tempfile.mkstemp(dir=path.parent)
    with os.fdopen(handle, "wb") as file:
        file.write(data)
        file.flush()
        os.fsync(file.fileno())
    Path(temporary).replace(path)
