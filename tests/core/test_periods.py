"""Periods in words, and the words of the next one."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kiosk.core.months import month_after
from kiosk.core.periods import Period, months_on, moved_on, period_in

MONTHS = st.dates(min_value=date(1990, 1, 1), max_value=date(2190, 12, 31))
LATER = st.integers(min_value=0, max_value=60)


@pytest.mark.parametrize(
    ("text", "months", "moved"),
    [
        ("柳泉所2026年10月公务用车使用情况公开", 1, "柳泉所2026年11月公务用车使用情况公开"),
        ("2026年12月和11月相比", 1, "2027年1月和12月相比"),
        ("2026年第三季度劳动纪律检查", 3, "2026年第四季度劳动纪律检查"),
        ("2026年第四季度（10—12月）", 3, "2027年第一季度（1—3月）"),
        ("一季度，1月至3月", 3, "二季度，4月至6月"),
        ("2026年上半年", 6, "2026年下半年"),
        ("2026年度先进个人公示", 12, "2027年度先进个人公示"),
        ("2026年1—10月累计", 1, "2026年1—11月累计"),
        ("2026年1—12月累计", 1, "2027年1—1月累计"),
        ("1至9月累计", 3, "1至12月累计"),
    ],
)
def test_periods_move_on(text, months, moved):
    assert moved_on(text, months=months) == moved


@pytest.mark.parametrize(
    "text",
    [
        "2026年10月15日公示，10月 20 日截止，3个月内有效",
        "每年3月集中清理",
        "安西公开〔2026〕12号，支出4,902.00元",
        "第三条、第十季",
        "13月、0月、110月",
    ],
)
def test_what_is_no_period_stays(text):
    assert moved_on(text, months=1) == text


def test_a_quarter_stays_in_a_paper_that_moves_by_a_month():
    assert moved_on("10月，第三季度以来", months=1) == "11月，第三季度以来"


@given(MONTHS, LATER)
def test_a_month_in_words_moves_as_the_calendar_does(day, months):
    later = month_after(day, months)

    moved = moved_on(f"{day.year}年{day.month}月", months=months)

    assert moved == f"{later.year}年{later.month}月"


@given(st.text("2026年第一三四季度1031月日—至上下半 "), LATER, LATER)
def test_texts_without_spans_moved_twice_are_moved_by_both(text, first, second):
    plain = text.replace("—", "").replace("至", "")
    twice = moved_on(moved_on(plain, months=12 * first), months=12 * second)

    assert twice == moved_on(plain, months=12 * (first + second))


@given(st.text())
def test_no_months_change_no_word(text):
    assert moved_on(text, months=0) == text


@pytest.mark.parametrize(
    ("text", "period"),
    [
        ("2026年10月用车情况", Period(1, date(2026, 10, 1))),
        ("2026年第三季度", Period(3, date(2026, 9, 1))),
        ("2026年下半年", Period(6, date(2026, 12, 1))),
        ("2025年度评优评先", Period(12, date(2025, 12, 1))),
        ("第三季度（7月至9月）", Period(3)),
        ("10月", Period(1)),
        ("1—10月累计", Period(1)),
        ("关于调整班车时间的公告", None),
    ],
)
def test_the_period_of_a_paper_is_the_shortest_it_names(text, period):
    assert period_in(text) == period


@pytest.mark.parametrize(
    ("period", "months"),
    [
        (Period(1, date(2026, 10, 1)), 1),  # November's, which is not over yet
        (Period(1, date(2026, 11, 1)), 1),
        (Period(1, date(2026, 7, 1)), 3),  # none for August and September: October's
        (Period(3, date(2026, 9, 1)), 3),
        (Period(3, date(2026, 3, 1)), 6),
        (Period(12, date(2025, 12, 1)), 12),
        (Period(3), 3),
    ],
)
def test_the_next_paper_is_about_the_next_period_or_the_last_that_is_over(period, months):
    assert months_on(period, on=date(2026, 11, 22)) == months
