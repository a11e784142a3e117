"""What Word and WeChat leave behind, and what becomes of it."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kiosk.core.prose import tidied
from kiosk.core.text import blocks


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
        ("（一）联系138****0000", "### （一）联系138****0000"),
        ("- 一项", "- 一项"),
        ("1. 这是一句完整的话。", "1\\. 这是一句完整的话。"),
    ],
)
def test_official_numbering_becomes_headings_and_sentences_stay_sentences(line, expected):
    assert tidied(line) == expected


def test_a_number_at_the_start_of_a_sentence_is_shown_as_it_was_typed(app_context):
    assert "1. 这是一句完整的话。" in blocks(tidied("1. 这是一句完整的话。")).striptags()


HALF_WIDTH = """(一)现场稽查.发现问题3起,已当场纠正.
(二)视频稽查.共查看8.5小时,扣2.5分.
(三)数据稽查:比对流水1200条."""


def test_with_marks_of_half_width_only_the_leading_phrase_is_set_as_a_heading(app_context):
    assert tidied(HALF_WIDTH).split("\n\n") == [
        "**(一)现场稽查**.发现问题3起,已当场纠正.",
        "**(二)视频稽查**.共查看8.5小时,扣2.5分.",
        "**(三)数据稽查**:比对流水1200条.",
    ]
    shown = blocks(tidied(HALF_WIDTH))
    assert "<strong>(一)现场稽查</strong>" in shown
    assert "*" not in shown.striptags()


@pytest.mark.parametrize(
    "line",
    [
        "（一）发现问题3起,已当场纠正.",
        "一、各站要高度重视.",
        "（二）扣2.5分的1次!扣1分的2次",
    ],
)
def test_a_sentence_is_no_heading_whatever_its_marks_are(line):
    assert tidied(line) == line


@pytest.mark.parametrize(
    "items",
    [
        ["1.融雪剂10吨;", "2.防滑链20条."],
        ["1.融雪剂10吨", "2.防滑链20条。"],
        ["（1）人员到岗", "（2）物资到位；", "（3）车辆备勤。"],
        ["1.融雪剂10吨", "2.防滑链20条"],
    ],
)
def test_the_items_of_one_list_are_treated_alike(items):
    assert tidied("\n".join(items)).split("\n\n") == items


def test_numbered_headings_with_text_below_them_stay_headings():
    text = "1.责任分工\n各站站长负责。\n2.值班安排\n双人值班。"

    assert tidied(text).split("\n\n") == [
        "#### 1.责任分工",
        "各站站长负责。",
        "#### 2.值班安排",
        "双人值班。",
    ]


def test_a_part_that_is_named_only_is_no_heading_among_parts_that_are_sentences():
    text = "一、加强领导\n二、各站要高度重视，认真落实。\n三、工作安排\n12月1日起执行。"

    assert tidied(text).split("\n\n") == [
        "一、加强领导",
        "二、各站要高度重视，认真落实。",
        "## 三、工作安排",
        "12月1日起执行。",
    ]


PIECES = st.sampled_from(
    ["一、", "（一）", "(二)", "1.", "2、", "：", ".", "（1）", "#", "- ", "**", "。", "；", "\n", "\r\n", "\u3000", "\u200b", " ",
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
