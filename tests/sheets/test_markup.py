"""HTML tables from clipboards and from web pages that call themselves .xls."""

from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kiosk.sheets import Unreadable, pasted_book
from kiosk.sheets.grid import Merge
from kiosk.sheets.markup import is_markup, tables


def grid(html: str, sheet: int = 0) -> dict[tuple[int, int], object]:
    return {
        (line.number, column): cell.value
        for line in tables(html).sheet(sheet).lines
        for column, cell in line.filled()
    }


def test_merged_heads_take_their_columns_and_lines():
    html = (
        "<table><tr><td rowspan=2>姓名</td><td colspan='2'>考核项目</td><td rowspan=\"2\">备注</td></tr>"
        "<tr><td>业务</td><td>服务</td></tr>"
        "<tr><td>马晓燕</td><td>29.5</td><td>24.5</td><td>&nbsp;</td></tr></table>"
    )

    assert grid(html) == {
        (1, 0): "姓名",
        (1, 1): "考核项目",
        (1, 3): "备注",
        (2, 1): "业务",
        (2, 2): "服务",
        (3, 0): "马晓燕",
        (3, 1): "29.5",
        (3, 2): "24.5",
    }
    assert tables(html).sheet(0).merges == (
        Merge(1, 0, 2, 0),
        Merge(1, 1, 1, 2),
        Merge(1, 3, 2, 3),
    )


def test_what_excel_puts_on_the_clipboard_is_read():
    html = (
        '<html xmlns:x="urn:schemas-microsoft-com:office:excel"><head><style><!--td{color:red}-->'
        "</style></head><body><!--StartFragment--><table><col width=64>"
        '<tr height=18><td class=xl65>水费&amp;电费</td><td align=right x:num="9836.4">9,836.40</td></tr>'
        "</table><!--EndFragment--></body></html>"
    )

    assert grid(html) == {(1, 0): "水费&电费", (1, 1): "9,836.40"}


def test_cells_that_are_never_closed_end_where_the_next_begins():
    assert grid("<TABLE><TR><TD>甲<TD>乙<TR><TD>丙</TABLE>") == {
        (1, 0): "甲",
        (1, 1): "乙",
        (2, 0): "丙",
    }


def test_a_table_within_a_table_becomes_one_of_its_own():
    book = tables("<table><tr><td>外<table><tr><td>内</td></tr></table></td></tr></table>")

    assert [book.sheet(at).lines[0].cells[0].value for at in range(2)] == ["外", "内"]


def test_breaks_and_markup_inside_a_cell_leave_its_text():
    assert grid("<table><tr><td><b>单价</b><br>（元）</td></tr></table>") == {(1, 0): "单价 （元）"}


def test_what_a_page_hides_is_not_read():
    html = (
        "<table><tr><td>姓名</td><td style='display:none'>身份证号</td><td>得分</td></tr>"
        "<tr style='height:0;display: none'><td>某人</td><td>x</td><td>1</td></tr></table>"
    )

    assert grid(html) == {(1, 0): "姓名", (1, 2): "得分"}


def test_a_pasted_table_is_known_from_a_pasted_range():
    assert is_markup("  <meta charset='utf-8'><table><tr><td>a</td></tr></table>")
    assert not is_markup("<5 次\t>3 次")
    assert pasted_book("<table><tr><td>a</td></tr></table>").sheet(0).lines[0].cells[0].value == "a"


@pytest.mark.parametrize(
    "flood",
    [
        "<" * 400_000,
        "<!--" * 100_000,
        "<style>" * 60_000,
        "<td " * 100_000,
        "<table><tr>" + "<td>" * 100_000,
        "<table>" * 60_000,
        "<td colspan=" * 40_000 + ">",
    ],
)
def test_no_flood_of_tags_takes_long(flood):
    began = time.process_time()
    try:
        tables("<table><tr><td>a</td></tr>" + flood)
    except Unreadable:
        pass
    finally:
        assert time.process_time() - began < 3


@given(
    st.lists(
        st.sampled_from(
            [
                "<table>",
                "</table>",
                "<tr>",
                "</tr>",
                "<td>",
                "</td>",
                "<td rowspan=3 colspan=2>",
                "甲",
                "<",
                ">",
                "<!--",
                "-->",
                "<style>",
                "&#x4e00;",
                "<br>",
                "<td rowspan=99999>",
            ]
        ),
        max_size=40,
    )
)
def test_any_soup_of_tags_is_a_table_or_refused(soup):
    try:
        book = tables("".join(soup))
    except Unreadable:
        return
    assert all(book.sheet(at).lines for at in range(len(book.names)))
