"""Workbooks of Excel 2007 and later: each way a cell can be written down, and what is hidden."""

from __future__ import annotations

import io
import zipfile
from datetime import date
from decimal import Decimal

import pytest

from kiosk.sheets import Refusal, Unreadable, open_book
from kiosk.sheets.grid import Cell, Merge, NoValue
from tests.sheets.making import MAIN, cell, file_bytes, rows_xml, workbook, worksheet, zipped


def only_cell(xml, **book):
    """The value of A1, written like this."""
    lines = open_book(workbook(worksheet(f'<row r="1">{xml}</row>'), **book)).sheet(0).lines
    return lines[0].cells[0].value if lines else None


@pytest.mark.parametrize(
    ("xml", "value"),
    [
        ('<c r="A1"><v>15</v></c>', Decimal(15)),
        ('<c r="A1" t="n"><v>91.95999999999999</v></c>', Decimal("91.96")),
        ('<c r="A1" t="inlineStr"><is><t xml:space="preserve">张立军 </t></is></c>', "张立军"),
        ('<c r="A1" t="inlineStr"><is><r><t>左公</t></r><r><t>柳</t></r></is></c>', "左公柳"),
        ('<c r="A1" t="s"><v>0</v></c>', "双泉堡收费站"),
        ('<c r="A1" t="s"><v>1</v></c>', "王芳"),
        ('<c r="A1" t="str"><f>A2&amp;A3</f><v>合并</v></c>', "合并"),
        ('<c r="A1" t="b"><v>1</v></c>', "TRUE"),
        ('<c r="A1" t="d"><v>2026-10-08T00:00:00</v></c>', date(2026, 10, 8)),
        ('<c r="A1" t="e"><f>1/0</f><v>#DIV/0!</v></c>', NoValue("#DIV/0!")),
        ('<c r="A1"><f>SUM(A2:A9)</f></c>', NoValue()),
        ('<c r="A1"><f>SUM(A2:A9)</f><v></v></c>', NoValue()),
        ('<c r="A1" t="str"><f>IF(A2="","",A2)</f><v></v></c>', None),
        ('<c r="A1" s="0"/>', None),
        ("<c><v>7</v></c>", Decimal(7)),
    ],
)
def test_a_cell_is_read_however_it_is_written_down(xml, value):
    texts = ["<t>双泉堡收费站</t>", "<r><t>王</t></r><r><t>芳</t></r><rPh><t>wáng</t></rPh>"]

    assert only_cell(xml, texts=texts) == value


def test_number_formats_make_days_and_percents():
    formats = ["yyyy-mm-dd", "0.0%", "#,##0.00"]
    row = cell("A1", 46303, style=1) + cell("B1", 0.702, style=2) + cell("C1", 30, style=3)

    line = (
        open_book(workbook(worksheet(f'<row r="1">{row}</row>'), formats=formats)).sheet(0).lines[0]
    )

    assert line.cells == (
        Cell(date(2026, 10, 8)),
        Cell(Decimal("70.2"), 1, percent=True),
        Cell(Decimal(30), 2),
    )


def test_a_workbook_that_counts_from_1904_is_believed():
    xml = cell("A1", 44841, style=1)

    assert only_cell(xml, formats=["yyyy-mm-dd"], since_1904=True) == date(2026, 10, 8)


def test_elements_may_have_a_prefix():
    prefixed = (
        f'<x:worksheet xmlns:x="{MAIN}"><x:sheetData><x:row r="1"><x:c r="A1"><x:v>3</x:v></x:c>'
        "</x:row></x:sheetData></x:worksheet>"
    )

    assert open_book(workbook(prefixed)).sheet(0).lines[0].cells[0].value == Decimal(3)


def test_merged_ranges_are_kept():
    sheet = worksheet(
        rows_xml([["标题"]]), after='<mergeCells><mergeCell ref="A1:P2"/></mergeCells>'
    )

    assert open_book(workbook(sheet)).sheet(0).merges == (Merge(1, 0, 2, 15),)


def test_what_is_hidden_is_marked():
    rows = f'<row r="1">{cell("A1", 1)}</row><row r="2" hidden="1">{cell("A2", 2)}</row>'
    sheet = worksheet(rows, before='<cols><col min="2" max="3" hidden="1"/></cols>')

    book = open_book(
        workbook(sheet, worksheet(""), worksheet(""), states=["visible", "hidden", "veryHidden"])
    )

    assert [name.is_hidden for name in book.names] == [False, True, True]
    assert book.sheet(0).hidden_lines == {2}
    assert book.sheet(0).hidden_columns == {1, 2}


def test_formatted_but_empty_cells_are_nothing():
    blank = "".join(
        f'<row r="{number}"><c r="A{number}" s="0"/></row>' for number in range(2, 3000)
    )

    lines = (
        open_book(workbook(worksheet(f'<row r="1">{cell("A1", 1)}</row>{blank}'))).sheet(0).lines
    )

    assert [line.number for line in lines] == [1]


def test_every_sheet_is_read_by_itself():
    book = open_book(workbook(worksheet(rows_xml([["甲"]])), worksheet(rows_xml([["乙"]]))))

    assert book.sheet(1).lines[0].cells[0].value == "乙"
    assert book.sheet(0).lines[0].cells[0].value == "甲"


@pytest.mark.parametrize(
    "sheet",
    [
        worksheet('<row r="1"><c r="A1" t="s"><v>99</v></c></row>'),
        worksheet('<row r="x"><c r="A1"><v>1</v></c></row>'),
        worksheet('<row r="1"><c r="一1"><v>1</v></c></row>'),
        worksheet('<row r="1"><c r="A1"><v>1</v>'),
        worksheet(rows_xml([[1]]), after='<mergeCells><mergeCell ref="huh"/></mergeCells>'),
        "no xml at all",
        "",
    ],
)
def test_a_damaged_sheet_is_called_damaged(sheet):
    with pytest.raises(Unreadable) as refused:
        open_book(workbook(sheet)).sheet(0)

    assert refused.value.reason is Refusal.BROKEN


def test_a_workbook_without_the_sheet_it_lists_is_called_damaged():
    data = workbook(
        worksheet(""),
        parts={
            "xl/_rels/workbook.xml.rels": (
                '<Relationships><Relationship Id="r1" Type="a/worksheet" Target="worksheets/gone.xml"/>'
                "</Relationships>"
            )
        },
    )

    with pytest.raises(Unreadable) as refused:
        open_book(data).sheet(0)

    assert refused.value.reason is Refusal.BROKEN


def test_parts_are_found_however_their_names_are_written():
    plain = workbook(
        worksheet('<row r="1"><c r="A1" t="s"><v>0</v></c></row>'), texts=["<t>左公柳</t>"]
    )
    with zipfile.ZipFile(io.BytesIO(plain)) as archive:
        parts = {
            name.replace("/", "\\").replace("sharedStrings", "SharedStrings"): archive.read(name)
            for name in archive.namelist()
        }

    assert open_book(zipped(parts)).sheet(0).lines[0].cells[0].value == "左公柳"


def test_the_offices_ledger_keeps_its_days_and_its_uncomputed_totals():
    lines = open_book(file_bytes("公务用车台账-2026年10月.xlsx")).sheet(0).lines

    assert lines[2].cells[1].value == date(2026, 10, 1)
    assert lines[-1].number == 66
    assert [value for _column, (value, *_shown) in lines[-1].filled()] == [
        "合计",
        NoValue(),
        NoValue(),
    ]
