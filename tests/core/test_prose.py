"""What Word and WeChat leave behind, and what becomes of it."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kiosk.core.prose import taken_apart, tidied
from kiosk.core.text import blocks

WORD = (
    "柳泉高速公路收费所关于冬季保畅物资采购结果的公示\r\n"
    "\u3000\u3000为做好２０２６年冬季保畅工作，现将结果\u200b予以公示。\r\n\r\n\r\n"
    "一、采购结果\r\n"
    "（一）询价情况。共有3家单位参加。\r\n"
    "1.融雪剂10吨；\r\n"
    "\xa0\xa0公示期间如有异议，请实名反映。\v"
    "柳泉高速公路收费所\r\n"
    "2026年11月18日\r\n"
)


def test_a_paper_from_word_is_taken_apart():
    paper = taken_apart(WORD)

    assert paper.title == "柳泉高速公路收费所关于冬季保畅物资采购结果的公示"
    assert paper.issuer == "柳泉高速公路收费所"
    assert paper.on == date(2026, 11, 18)
    assert paper.body.split("\n\n") == [
        "为做好2026年冬季保畅工作，现将结果予以公示。",
        "## 一、采购结果",
        "**（一）询价情况。**共有3家单位参加。",
        "1.融雪剂10吨；",
        "公示期间如有异议，请实名反映。",
    ]


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("一、指导思想", "## 一、指导思想"),
        ("（二）组织领导", "### （二）组织领导"),
        ("3.责任分工", "#### 3.责任分工"),
        ("（4）值班安排", "##### （4）值班安排"),
        ("一、各站要高度重视，认真落实。", "一、各站要高度重视，认真落实。"),
        ("2026年11月收入", "2026年11月收入"),
        ("3.5吨融雪剂", "3.5吨融雪剂"),
        ("## 已经是标题", "## 已经是标题"),
        ("- 一项", "- 一项"),
        ("1. 这是一句完整的话。", "1\\. 这是一句完整的话。"),
    ],
)
def test_official_numbering_becomes_headings_and_sentences_stay_sentences(line, expected):
    assert tidied(line) == expected


def test_a_number_at_the_start_of_a_sentence_is_shown_as_it_was_typed(app_context):
    assert "1. 这是一句完整的话。" in blocks(tidied("1. 这是一句完整的话。")).striptags()


def test_text_without_title_issuer_or_day_stays_whole():
    paper = taken_apart("自12月1日起调整班车时间。\n请相互转告。")

    assert (paper.title, paper.issuer, paper.on) == ("", "", None)
    assert paper.body == "自12月1日起调整班车时间。\n\n请相互转告。"


@pytest.mark.parametrize("day", ["2026年13月1日", "2026年2月30日", "11月18日"])
def test_what_is_no_day_stays_in_the_text(day):
    assert taken_apart(f"内容。\n{day}").body.endswith(day)


PIECES = st.sampled_from(
    ["一、", "（一）", "1.", "（1）", "#", "- ", "**", "。", "；", "\n", "\r\n", "\u3000", "\u200b", " ",
     "２", "现予公示", "异议", "2026年11月18日", "\\", ">"]
)  # fmt: skip
texts = st.lists(PIECES | st.text(max_size=4), max_size=30).map("".join)


@given(texts)
def test_tidying_twice_changes_nothing(text):
    once = tidied(text)
    assert tidied(once) == once


@given(texts)
def test_no_word_is_lost_or_changed(text):
    def words(some: str) -> str:
        return "".join(
            one for one in some if one not in "#*\\" and one.isprintable() and one != " "
        )

    kept = words(tidied(text))
    typed = words(text.translate(str.maketrans("０１２３４５６７８９", "0123456789")))
    assert kept.replace("\u3000", "") == "".join(c for c in typed if not c.isspace())
