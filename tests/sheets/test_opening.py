"""What a file is, its content says; what cannot be taken is refused in one sentence."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kiosk.sheets import Refusal, Unreadable, open_book, pasted_book
from kiosk.sheets.grid import MOST_BYTES
from kiosk.sheets.problems import REFUSALS
from tests.sheets.making import file_bytes, plain_workbook, workbook, worksheet, zipped

WORD = zipped({"[Content_Types].xml": "<Types/>", "word/document.xml": "<document/>"})
OPEN_DOCUMENT = zipped(
    {"mimetype": "application/vnd.oasis.opendocument.spreadsheet", "content.xml": "<x/>"}
)
BINARY_WORKBOOK = zipped({"[Content_Types].xml": "<Types/>", "xl/workbook.bin": b"\x83\x01"})
XML_WORKBOOK = (
    b'<?xml version="1.0"?><?mso-application progid="Excel.Sheet"?>'
    b'<Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet"/>'
)


def refusal_of(data: bytes) -> Unreadable:
    with pytest.raises(Unreadable) as refused:
        open_book(data).sheet(0)
    return refused.value


def test_an_xlsx_is_known_by_its_content():
    book = open_book(plain_workbook([["姓名", "得分"], ["马晓燕", 29.5]]))

    assert [name.name for name in book.names] == ["表1"]


def test_an_xls_is_known_by_its_content():
    book = open_book(file_bytes("公务用车台账-2026年10月.xls"))

    assert [(name.name, name.is_hidden) for name in book.names] == [("10月", False), ("底稿", True)]


def test_a_web_page_under_the_name_of_a_sheet_is_read_as_its_table():
    page = (
        '<html><head><meta charset="gb2312"><style>td{}</style></head><body>'
        "<TABLE><TR><TD>科目</TD><TD>金额</TD></TR><tr><td>水费<td>410.20</tr></TABLE></body></html>"
    ).encode("gb18030")

    lines = open_book(page).sheet(0).lines

    assert [[cell.value for cell in line.cells] for line in lines] == [
        ["科目", "金额"],
        ["水费", "410.20"],
    ]


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b"", Refusal.EMPTY),
        (b" \r\n\t", Refusal.EMPTY),
        (b"a" * (MOST_BYTES + 1), Refusal.TOO_BIG),
        (b"%PDF-1.7 ...", Refusal.NOT_A_SHEET),
        (b"\x89PNG\r\n\x1a\n....", Refusal.NOT_A_SHEET),
        (b"\xff\xd8\xff\xe0 a photo", Refusal.NOT_A_SHEET),
        (b"MZ\x90\x00\x03\x00\x00\x00", Refusal.NOT_A_SHEET),
        (WORD, Refusal.NOT_A_SHEET),
        (zipped({"a.txt": "words"}), Refusal.NOT_A_SHEET),
        (zipped({}), Refusal.NOT_A_SHEET),
        (OPEN_DOCUMENT, Refusal.OTHER_FORMAT),
        (BINARY_WORKBOOK, Refusal.OTHER_FORMAT),
        (XML_WORKBOOK, Refusal.OTHER_FORMAT),
        (b"MIME-Version: 1.0\r\nContent-Type: multipart/related", Refusal.OTHER_FORMAT),
        (b"<html><body>no table</body></html>", Refusal.NOTHING_IN_IT),
        (workbook(), Refusal.NOTHING_IN_IT),
        (b"PK\x03\x04 and nothing more", Refusal.BROKEN),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1 and nothing more", Refusal.BROKEN),
    ],
)
def test_what_cannot_be_taken_is_refused_with_its_reason(data, reason):
    refused = refusal_of(data)

    assert refused.reason is reason
    assert "%" not in refused.message % refused.named


def test_every_reason_has_a_sentence():
    assert set(REFUSALS) == set(Refusal)


def test_a_sheet_that_does_not_exist_is_refused():
    book = open_book(workbook(worksheet("")))

    with pytest.raises(Unreadable) as refused:
        book.sheet(1)

    assert refused.value.reason is Refusal.NO_SUCH_SHEET


def test_an_empty_paste_is_refused():
    with pytest.raises(Unreadable) as refused:
        pasted_book(" \n ")

    assert refused.value.reason is Refusal.EMPTY


def test_tabs_divide_what_was_copied_from_a_sheet():
    lines = pasted_book('姓名\t备注\r\n马晓燕\t"两行\n字"\r\n').sheet(0).lines

    assert [[cell.value for cell in line.cells] for line in lines] == [
        ["姓名", "备注"],
        ["马晓燕", "两行\n字"],
    ]


def test_plain_quotation_marks_in_a_paste_stay_part_of_the_text():
    lines = pasted_book('品牌\t说明\n"左公柳"品牌\t服务').sheet(0).lines

    assert lines[1].cells[0].value == '"左公柳"品牌'


def test_what_was_copied_from_a_csv_file_opened_as_text_is_divided_too():
    lines = pasted_book('科目,金额\n水费,"9,836.40"').sheet(0).lines

    assert lines[1].cells[1].value == "9,836.40"


@given(st.binary(max_size=400))
def test_any_bytes_are_a_book_or_refused(data):
    try:
        book = open_book(data)
    except Unreadable:
        return
    assert book.sheet(0).lines is not None


@given(st.text(max_size=400))
def test_any_paste_is_a_book_or_refused(text):
    try:
        book = pasted_book(text)
    except Unreadable:
        return
    assert book.sheet(0).lines is not None
