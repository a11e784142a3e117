"""A folder of open files in a .zip: texts for every editor, tables for every sheet, names for every file system."""

from __future__ import annotations

import csv
import io
import re
import shutil
import zipfile
from collections.abc import Iterable
from datetime import datetime
from pathlib import Path

from kiosk.core import clock

MOST_NAME = 60
#: What no file system takes, and what leads out of a folder.
_UNFIT = re.compile(r'[\\/:*?"<>|\x00-\x1f\x7f\u200b-\u200f\u202a-\u202e\u2066-\u2069]+')
#: What a sheet would take for a formula.
_FORMULA = re.compile(r"^\s*[=+\-@\t\r]")
_FIGURE = re.compile(r"[+-]?\d+(\.\d+)?%?")


def safe_name(name: str) -> str:
    """`name` as any file system takes it; its ending stays. Pure.

    >>> safe_name("../a:b.pdf")
    '_a_b.pdf'
    """
    plain = _UNFIT.sub("_", name).strip(" .")
    stem, dot, ending = plain.rpartition(".")
    if dot and stem and len(ending) <= 5:  # noqa: PLR2004 - .xlsx
        return f"{stem[: MOST_NAME - len(ending)].strip(' .') or '_'}.{ending}"
    return plain[:MOST_NAME].strip(" .") or "_"


def plain_cell(value: object) -> str:
    """A cell that no sheet takes for a formula: what looks like one has an apostrophe in front. Pure.

    >>> plain_cell("=1+1"), plain_cell("-5.20")
    ("'=1+1", '-5.20')
    """
    text = "" if value is None else str(value)
    return f"'{text}" if _FORMULA.match(text) and not _FIGURE.fullmatch(text) else text


class Folder:
    """One folder inside a .zip that is being written."""

    def __init__(self, archive: zipfile.ZipFile, name: str, *, at: datetime):
        self._archive, self._name = archive, name
        self._at = clock.local(at).timetuple()[:6]
        self._taken: set[str] = set()

    def add_bytes(self, name: str, data: bytes) -> None:
        """A file with exactly these bytes."""
        with self._archive.open(self._entry(name), "w") as target:
            target.write(data)

    def add_text(self, name: str, text: str) -> None:
        """A text with a mark by which old editors know UTF-8, and their line ends."""
        self.add_bytes(name, text.replace("\n", "\r\n").encode("utf-8-sig"))

    def add_file(self, name: str, path: Path) -> None:
        """A copy of a file, piece by piece."""
        with path.open("rb") as source, self._archive.open(self._entry(name), "w") as target:
            shutil.copyfileobj(source, target)

    def add_table(self, name: str, heads: Iterable[str], rows: Iterable[Iterable[object]]) -> None:
        """A table as CSV, row by row."""
        with (
            self._archive.open(self._entry(name), "w") as target,
            io.TextIOWrapper(target, encoding="utf-8-sig", newline="") as text,
        ):
            sheet = csv.writer(text)
            sheet.writerow([plain_cell(head) for head in heads])
            sheet.writerows([plain_cell(cell) for cell in row] for row in rows)

    def _entry(self, name: str) -> zipfile.ZipInfo:
        """A name of its own for each file: two attachments may be called alike."""
        path = "/".join(safe_name(part) for part in name.split("/"))
        stem, dot, ending = path.rpartition(".")
        number = 1
        while path.lower() in self._taken:
            number += 1
            path = f"{stem}-{number}{dot}{ending}"
        self._taken.add(path.lower())
        entry = zipfile.ZipInfo(f"{self._name}/{path}", self._at)
        entry.compress_type = zipfile.ZIP_DEFLATED
        return entry
