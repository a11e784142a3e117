"""CSV files: their encoding, their separator, their quotation marks."""

from __future__ import annotations

import csv
import io

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kiosk.sheets import Refusal, Unreadable, open_book
from kiosk.sheets.delimited import decoded, separated, separator_of
from tests.sheets.making import file_bytes

ROWS = [
    ["科目", "预算（元）", "执行率"],
    ["水电费", "120,000.00", "70.2%"],
    ["办公用品", "24,000.00", "66.6%"],
]


def values(data: bytes) -> list[list[object]]:
    return [[cell.value for cell in line.cells] for line in open_book(data).sheet(0).lines]


def written(separator: str) -> str:
    buffer = io.StringIO()
    csv.writer(buffer, delimiter=separator).writerows(ROWS)
    return buffer.getvalue()


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16"])
@pytest.mark.parametrize("separator", [",", ";", "\t"])
def test_every_usual_encoding_and_separator_is_read_alike(encoding, separator):
    assert values(written(separator).encode(encoding)) == ROWS


def test_the_offices_files_hold_the_same_rows_in_either_encoding():
    one = values(file_bytes("办公经费-UTF8-BOM.csv"))
    other = values(file_bytes("办公经费-GB18030-分号.csv"))

    assert one == other
    assert one[5] == ["合计", "222,000.00", "16,951.40", "152,661.05", "68.8%"]


def test_thousands_marks_do_not_pass_for_separators():
    text = "科目;金额\n水费;9,836.40\n电费;1,985,600.00\n"

    assert separator_of(text) == ";"


def test_one_column_needs_no_separator():
    assert values("姓名\n马晓燕\n张立军".encode()) == [["姓名"], ["马晓燕"], ["张立军"]]


def test_a_quotation_mark_that_is_never_closed_spoils_its_own_line_only():
    text = '品牌,金额\n"左公柳"品牌,"1,200.00"\n五"办,3\n'

    assert [[cell.value for cell in line.cells] for line in separated(text).lines] == [
        ["品牌", "金额"],
        ["左公柳品牌", "1,200.00"],
        ['五"办', "3"],
    ]


def test_lines_keep_their_numbers_past_empty_ones():
    lines = separated("a,b\n,\n\nc,d\n").lines

    assert [line.number for line in lines] == [1, 4]


def test_texts_are_trimmed_also_of_wide_spaces():
    lines = separated("张立军　\t 一班\u00a0\n", "\t").lines

    assert [cell.value for cell in lines[0].cells] == ["张立军", "一班"]


def test_control_characters_are_no_text():
    with pytest.raises(Unreadable) as refused:
        decoded(b"abc\x00\x01def")

    assert refused.value.reason is Refusal.NOT_A_SHEET


@given(
    st.lists(
        st.lists(st.text(alphabet='甲乙12,;"\n\t .', max_size=6), min_size=1, max_size=4),
        max_size=6,
    ),
    st.sampled_from([",", ";", "\t"]),
)
def test_what_a_csv_writer_writes_comes_back_in_order(rows, separator):
    buffer = io.StringIO()
    csv.writer(buffer, delimiter=separator).writerows(rows)

    lines = separated(buffer.getvalue(), separator).lines

    assert {(line.number, at): cell.value for line in lines for at, cell in line.filled()} == {
        (number, at): text.strip()
        for number, row in enumerate(rows, start=1)
        for at, text in enumerate(row)
        if text.strip()
    }
