"""Workbooks and grids made for the tests: a small writer of .xlsx, and lines typed like a sheet."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping, Sequence
from decimal import Decimal
from pathlib import Path
from xml.sax.saxutils import escape

from hypothesis import strategies as st

from kiosk.sheets import Book, Column, Problem, Recognised, column_letter, pasted_book, recognise
from kiosk.sheets.choices import AS_RECOGNISED, Choices

STATIONS = {
    "SQB": "双泉堡收费站",
    "SZP": "沙枣坪收费站",
    "QYY": "青杨驿收费站",
    "WHD": "望湖墩收费站",
    "SMG": "石磨沟收费站",
}
FILES = Path(__file__).parent / "files"
MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PACKAGE = "http://schemas.openxmlformats.org/package/2006/relationships"
#: What stands in the cells of a grid nobody would believe.
CELLS = st.sampled_from(
    [
        "",
        "姓名",
        "工号",
        "序号",
        "金额（元）",
        "合计",
        "小计",
        "平均",
        "12",
        "1,200.50",
        "70%",
        "优秀",
        "2026-10-08",
        "注：x",
        "★★",
        "—",
        "21.5分",
        "单位：元",
        "9" * 30,
    ]
)


def file_bytes(name: str) -> bytes:
    """A file of tests/sheets/files."""
    return (FILES / name).read_bytes()


def typed(*lines: str) -> Book:
    """A pasted range whose cells are divided by | and padded as one likes."""
    return pasted_book("\n".join("\t".join(map(str.strip, line.split("|"))) for line in lines))


def table(*lines: str, choices: Choices = AS_RECOGNISED) -> Recognised:
    """The table recognised in such a range."""
    return recognise(typed(*lines), choices)


def column_of(found: Recognised, label: str) -> Column:
    """A column, by its label."""
    return next(one for one in found.columns if one.label == label)


def contents(found: Recognised, label: str) -> list[object]:
    """A column's cells, by its label."""
    position = [column.label for column in found.columns].index(label)
    return [row.contents[position] for row in found.rows]


def said(problems: Sequence[Problem]) -> list[str]:
    """Problems as an English face would say them, with their cells."""
    return [f"{one.place} {one.message % one.named}".strip() for one in problems]


def cell(reference: str, value: object, *, style: int = 0, formula: str = "") -> str:
    """One cell of a worksheet's XML. A formula with None for a value was never computed."""
    kind, inside = "n", ""
    if isinstance(value, str):
        kind, inside = "str" if formula else "inlineStr", escape(value)
    formula = f"<f>{escape(formula)}</f>" if formula else ""
    if kind == "inlineStr":
        body = f'<is><t xml:space="preserve">{inside}</t></is>'
    else:
        body = f"{formula}<v>{inside or ('' if value is None else value)}</v>"
    return f'<c r="{reference}" s="{style}" t="{kind}">{body}</c>'


def rows_xml(rows: Sequence[Sequence[object]]) -> str:
    """Rows of plain values, from A1 on."""
    lines = []
    for number, row in enumerate(rows, start=1):
        cells = "".join(
            cell(f"{column_letter(column)}{number}", value)
            for column, value in enumerate(row)
            if value is not None
        )
        lines.append(f'<row r="{number}">{cells}</row>')
    return "".join(lines)


def worksheet(rows: str, *, before: str = "", after: str = "") -> str:
    """A worksheet's XML around its rows."""
    return (
        f'<worksheet xmlns="{MAIN}" xmlns:r="{OFFICE}">{before}'
        f"<sheetData>{rows}</sheetData>{after}</worksheet>"
    )


def workbook(
    *sheets: str,
    states: Sequence[str] = (),
    formats: Sequence[str] = (),
    texts: Sequence[str] = (),
    since_1904: bool = False,
    parts: Mapping[str, str | bytes] | None = None,
) -> bytes:
    """An .xlsx of these worksheets.

    Style 0 is general, style n the n-th of `formats`; `texts` are the XML inside each shared `<si>`.
    `parts` are put in beside or instead of the usual ones.
    """
    names = [f"表{number}" for number in range(1, len(sheets) + 1)]
    listed = "".join(
        f'<sheet name="{name}" sheetId="{number}" r:id="r{number}" '
        f'state="{states[number - 1] if number <= len(states) else "visible"}"/>'
        for number, name in enumerate(names, start=1)
    )
    codes = "".join(
        f'<numFmt numFmtId="{164 + at}" formatCode="{escape(code, {chr(34): "&quot;"})}"/>'
        for at, code in enumerate(formats)
    )
    styles = "".join(f'<xf numFmtId="{164 + at}"/>' for at in range(len(formats)))
    shared = "".join(f"<si>{text}</si>" for text in texts)
    made: dict[str, str | bytes] = {
        "[Content_Types].xml": "<Types/>",
        "_rels/.rels": _relations({"r1": ("officeDocument", "xl/workbook.xml")}),
        "xl/workbook.xml": (
            f'<workbook xmlns="{MAIN}" xmlns:r="{OFFICE}">'
            f'<workbookPr date1904="{int(since_1904)}"/><sheets>{listed}</sheets></workbook>'
        ),
        "xl/_rels/workbook.xml.rels": _relations(
            {
                f"r{number}": ("worksheet", f"worksheets/sheet{number}.xml")
                for number in range(1, len(sheets) + 1)
            }
            | {"s": ("styles", "styles.xml"), "t": ("sharedStrings", "sharedStrings.xml")}
        ),
        "xl/styles.xml": (
            f'<styleSheet xmlns="{MAIN}"><numFmts>{codes}</numFmts><cellStyleXfs><xf numFmtId="9"/>'
            f'</cellStyleXfs><cellXfs><xf numFmtId="0"/>{styles}</cellXfs></styleSheet>'
        ),
        "xl/sharedStrings.xml": f'<sst xmlns="{MAIN}">{shared}</sst>',
        **{f"xl/worksheets/sheet{at}.xml": sheet for at, sheet in enumerate(sheets, start=1)},
        **(parts or {}),
    }
    return zipped(made)


def plain_workbook(rows: Sequence[Sequence[object]]) -> bytes:
    """An .xlsx with one sheet of plain values."""
    return workbook(worksheet(rows_xml(rows)))


def zipped(parts: Mapping[str, str | bytes]) -> bytes:
    """A zip file of these parts."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return buffer.getvalue()


def numbers(*texts: str) -> list[Decimal]:
    """Decimals, for what a column is expected to hold."""
    return [Decimal(text) for text in texts]


def _relations(targets: Mapping[str, tuple[str, str]]) -> str:
    listed = "".join(
        f'<Relationship Id="{key}" Type="{OFFICE}/{kind}" Target="{target}"/>'
        for key, (kind, target) in targets.items()
    )
    return f'<Relationships xmlns="{PACKAGE}">{listed}</Relationships>'
