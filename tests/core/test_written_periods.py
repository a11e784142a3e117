"""Publicity periods that a text names, as papers write them."""

from datetime import date

import pytest

from kiosk.core.written_periods import WrittenPeriod, written_periods

TODAY = date(2026, 11, 22)


@pytest.mark.parametrize(
    "text",
    [
        "公示期为11月23日至29日（7天）。",
        "公示时间：2026年11月23日—2026年11月29日",
        "现予以公示，公示期自2026年11月23日起至11月29日止。",
        "公示期限：2026.11.23-2026.11.29",
        "于11月23日至11月29日进行公示。",
        "公示期：１１月２３日（星期一）至２９日",
        "现将结果公示如下，公示时间11月23日8:00至29日18:00。",
    ],
)
def test_the_days_of_a_period_are_read_as_papers_write_them(text):
    found = written_periods(text, today=TODAY)

    assert found == [WrittenPeriod(date(2026, 11, 23), date(2026, 11, 29))]


@pytest.mark.parametrize(
    ("text", "days", "are_working"),
    [
        ("公示期为7天。", 7, False),
        ("公示期：五个工作日", 5, True),
        ("现公示5个工作日，", 5, True),
        ("公示期限自发布之日起 7 日。", 7, False),
    ],
)
def test_a_period_without_days_has_its_length(text, days, are_working):
    assert written_periods(text, today=TODAY) == [WrittenPeriod(days=days, are_working=are_working)]


def test_a_period_across_the_turn_of_the_year_ends_in_the_next():
    (found,) = written_periods("公示期12月29日至1月6日", today=date(2026, 12, 28))

    assert (found.first, found.last) == (date(2026, 12, 29), date(2027, 1, 6))


@pytest.mark.parametrize(
    "text",
    [
        "10月1日至10月31日共采购三批。现予公示。",
        "公示如下。报名时间11月23日至29日",
        "公示期满后3日内发放。",
        "公示期2月30日至3月2日",
        "公示11月23日",
        "公示期不少于5个工作日。",
    ],
)
def test_other_days_are_no_period(text):
    assert written_periods(text, today=TODAY) == []
