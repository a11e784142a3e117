"""Places that still wait for words, and what only looks like one."""

import json
from pathlib import Path

import pytest

from kiosk.core.blanks import blanks_in
from kiosk.kinds import notices


@pytest.mark.parametrize(
    "text",
    [
        "关于××的通知",
        "《××办法》",
        "经2026年×月×日所务会研究",
        "20××年××月",
        "采购××物资",
        "关于XX的通知",
        "关于xxx的通知",
        "联系电话：____",
        "联系人：＿＿＿",
        "现对【】予以公示",
        "根据《 》",
        "推荐××为人选",
    ],
)
def test_a_place_that_waits_is_found(text):
    assert blanks_in(text)


@pytest.mark.parametrize(
    "text",
    [
        "会议室3×5米",
        "1920×1080",
        "对张××同志批评教育",
        "138××××0000",
        "甘F·12×××",
        "尺寸XXL",
        "【重要】请注意",
        "138****0000",
        "王XX",
        "最大载重×2",
    ],
)
def test_a_sign_a_covered_name_and_a_covered_number_are_words(text):
    assert blanks_in(text) == []


def test_every_cross_of_the_templates_is_found():
    written = Path(notices.__file__).with_name("patterns.json").read_text(encoding="utf-8")
    crossed = [
        part
        for one in json.loads(written).values()
        for part in (one["title"], one["opening"], one["closing"])
        if "×" in part
    ]

    assert crossed
    assert all(blanks_in(part.replace("{year}", "2026")) for part in crossed)


def test_a_place_is_named_with_the_words_around_it():
    assert blanks_in("安西所关于××的通知") == ["安西所关于××的通知"]
    assert blanks_in("柳泉高速公路收费所关于××的通知") == ["…路收费所关于××的通知"]
