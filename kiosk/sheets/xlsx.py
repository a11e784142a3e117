"""Workbooks of Excel 2007 and later (.xlsx, .xlsm): which sheets they have, and what each holds."""

from __future__ import annotations

import posixpath
from collections.abc import Mapping
from dataclasses import dataclass, field

from kiosk.sheets.grid import Book, Sheet, SheetName
from kiosk.sheets.number_formats import BUILTIN, GENERAL, NumberFormat, number_format
from kiosk.sheets.package import Attributes, Handler, Package, open_package
from kiosk.sheets.problems import Refusal, Unreadable
from kiosk.sheets.xlsx_cells import CellReader

MOST_SHEETS = 200
#: Shared texts of all sheets of a book; one sheet of ours needs far fewer.
MOST_TEXTS = 300_000
#: Excel's own limit is 65,490.
MOST_STYLES = 66_000
#: How the types of relations end.
_STYLES, _TEXTS, _SHEET = "/styles", "/sharedStrings", "/worksheet"


def open_xlsx(data: bytes) -> Book:
    """The book in a zip file. Raises Unreadable."""
    package = open_package(data)
    _refuse_other_formats(package)
    book_part = _book_part(package)
    contents = _Workbook()
    package.parse(book_part, contents)
    targets = _relations(package, book_part)
    sheets = [
        (SheetName(name, is_hidden), targets[relation].target)
        for name, relation, is_hidden in contents.sheets
        if relation in targets and targets[relation].kind.endswith(_SHEET)
    ]
    if not sheets:
        raise Unreadable(Refusal.NOTHING_IN_IT)

    def read(index: int) -> Sheet:
        name, part = sheets[index]
        # What another sheet unpacked to does not count against this one.
        return _read_sheet(
            package.afresh(), targets, name.name, part, since_1904=contents.counts_from_1904
        )

    return Book(tuple(name for name, _part in sheets), read)


def _read_sheet(
    package: Package,
    targets: Mapping[str, _Relation],
    name: str,
    part: str,
    *,
    since_1904: bool,
) -> Sheet:
    styles, texts = _Styles(), _Texts()
    for relation in targets.values():
        if relation.kind.endswith(_STYLES):
            package.parse(relation.target, styles)
        elif relation.kind.endswith(_TEXTS):
            package.parse(relation.target, texts)
    reader = CellReader(texts=texts.found, formats=styles.formats(), since_1904=since_1904)
    package.parse(part, reader)
    return reader.sheet(name)


def _refuse_other_formats(package: Package) -> None:
    if package.has("xl/workbook.bin"):
        raise Unreadable(Refusal.OTHER_FORMAT, format=".xlsb")
    if package.has("mimetype") and package.has("content.xml"):
        raise Unreadable(Refusal.OTHER_FORMAT, format=".ods")
    if not any(name.startswith("xl/") for name in package.names):
        raise Unreadable(Refusal.NOT_A_SHEET)


def _book_part(package: Package) -> str:
    """The part that lists the sheets; nearly always xl/workbook.xml, but a relation says so."""
    if package.has("_rels/.rels"):
        for relation in _relations(package, "").values():
            if relation.kind.endswith("/officeDocument"):
                return relation.target
    return "xl/workbook.xml"


def _relations(package: Package, part: str) -> dict[str, _Relation]:
    folder, name = posixpath.split(part)
    found = _Relations(folder)
    package.parse(posixpath.join(folder, "_rels", f"{name}.rels"), found)
    return found.found


@dataclass(frozen=True)
class _Relation:
    kind: str
    target: str


@dataclass
class _Relations(Handler):
    folder: str
    found: dict[str, _Relation] = field(default_factory=dict)

    def start(self, name: str, attributes: Attributes) -> None:
        if name == "Relationship":
            target = attributes.get("Target", "")
            inside = target if target.startswith("/") else f"{self.folder}/{target}"
            self.found[attributes.get("Id", "")] = _Relation(
                attributes.get("Type", ""), posixpath.normpath(inside).lstrip("/")
            )


@dataclass
class _Workbook(Handler):
    #: Name, relation and whether it is hidden, sheet by sheet.
    sheets: list[tuple[str, str, bool]] = field(default_factory=list)
    counts_from_1904: bool = False

    def start(self, name: str, attributes: Attributes) -> None:
        if name == "workbookPr":
            self.counts_from_1904 = attributes.get("date1904", "") in {"1", "true"}
        elif name == "sheet" and len(self.sheets) < MOST_SHEETS:
            relation = next((value for key, value in attributes.items() if key.endswith(":id")), "")
            is_hidden = attributes.get("state", "visible") != "visible"
            self.sheets.append((attributes.get("name", ""), relation, is_hidden))


@dataclass
class _Styles(Handler):
    codes: dict[int, str] = field(default_factory=lambda: dict(BUILTIN))
    used: list[int] = field(default_factory=list)
    in_cell_formats: bool = False

    def start(self, name: str, attributes: Attributes) -> None:
        if name == "numFmt":
            self.codes[int(attributes.get("numFmtId", "0"))] = attributes.get("formatCode", "")
        elif name == "cellXfs":
            self.in_cell_formats = True
        elif name == "xf" and self.in_cell_formats:
            self.used.append(int(attributes.get("numFmtId", "0")))
        if len(self.codes) + len(self.used) > MOST_STYLES:
            raise Unreadable(Refusal.BROKEN)

    def end(self, name: str) -> None:
        if name == "cellXfs":
            self.in_cell_formats = False

    def formats(self) -> list[NumberFormat]:
        """The number format of each style, by its index."""
        return [
            number_format(self.codes[one]) if one in self.codes else GENERAL for one in self.used
        ]


@dataclass
class _Texts(Handler):
    """The shared texts; how a word is read aloud (rPh) is no part of it."""

    found: list[str] = field(default_factory=list)
    pieces: list[str] = field(default_factory=list)
    keeps_text: bool = False
    in_reading: bool = False

    def start(self, name: str, attributes: Attributes) -> None:
        if name == "t":
            self.keeps_text = not self.in_reading
        elif name == "rPh":
            self.in_reading = True

    def end(self, name: str) -> None:
        if name == "t":
            self.keeps_text = False
        elif name == "rPh":
            self.in_reading = False
        elif name == "si":
            if len(self.found) >= MOST_TEXTS:
                raise Unreadable(Refusal.TOO_MANY_CELLS, most=MOST_TEXTS)
            self.found.append("".join(self.pieces))
            self.pieces.clear()

    def text(self, data: str) -> None:
        if self.keeps_text:
            self.pieces.append(data)
