"""Placeholders and days of the sample, moved."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kiosk.postings.publicity import Period
from kiosk.sample.moving import Announced, BadPlaceholder, filled, move, moved, weeks_into_month

OCTOBER_REPORT = date(2026, 11, 5)
ANNOUNCED = Announced(Period(date(2026, 12, 30), date(2027, 1, 5)), 5)


@pytest.mark.parametrize(
    ("written", "weeks", "read"),
    [
        ("{day:2026-11-12}", 0, "2026年11月12日"),
        ("{day:2026-11-12}", 8, "2027年1月7日"),
        ("{day_short:2026-11-12}", 1, "11月19日"),
        ("{month:2026-10}", 0, "2026年10月"),
        ("{month:2026-10}", 3, "2026年10月"),
        ("{month:2026-10}", 4, "2026年11月"),
        ("{month_short:2026-10}", 12, "12月"),
        ("{month:2026-10}", -45, "2025年11月"),
        ("{quarter:2026Q3}", 4, "2026年第三季度"),
        ("{quarter:2026Q3}", 9, "2026年第四季度"),
        ("{quarter_short:2026Q3}", -9, "第二季度"),
        ("〔{year:2026}〕", 8, "〔2026〕"),
        ("〔{year:2026}〕", 9, "〔2027〕"),
        ("{year_of:2026-10-19}", 9, "2026"),
        ("{if_still:2026-10|国庆|平时}", 3, "国庆"),
        ("{if_still:2026-10|国庆|平时}", 4, "平时"),
        ("{if_still:2026-10-02|国庆|平时}", 1, "平时"),
    ],
)
def test_a_placeholder_follows_its_posting(written: str, weeks: int, read: str):
    assert filled(written, move(OCTOBER_REPORT, weeks)) == read


def test_a_period_names_the_year_of_its_end_only_where_it_is_another():
    across = move(OCTOBER_REPORT, 0, announced=ANNOUNCED)
    within = Announced(Period(date(2026, 11, 18), date(2026, 11, 24)), 5)
    text = "{publicity_first}至{publicity_last}（{publicity_days}个工作日）"

    assert filled(text, across) == "2026年12月30日至2027年1月5日（5个工作日）"
    assert (
        filled(text, move(OCTOBER_REPORT, 0, announced=within))
        == "2026年11月18日至11月24日（5个工作日）"
    )


@pytest.mark.parametrize("text", ["{dya:2026-11-12}", "{day:2026-13-01}", "{publicity_first}"])
def test_a_placeholder_that_cannot_be_filled_is_refused(text: str):
    with pytest.raises(BadPlaceholder):
        filled(text, move(OCTOBER_REPORT, 0))


def test_plain_days_move_and_everything_else_stays():
    record = {"on": "2026-11-05", "rows": [{"n": 3, "birth": "1985.06", "none": None}]}

    assert moved(record, move(OCTOBER_REPORT, 2)) == {
        "on": "2026-11-19",
        "rows": [{"n": 3, "birth": "1985.06", "none": None}],
    }


def test_days_of_a_report_stay_in_the_month_reported_on():
    by = move(OCTOBER_REPORT, 4, report_days=(date(2026, 10, 3), date(2026, 10, 23)))

    assert filled("{month:2026-10}", by) == "2026年11月"
    assert moved(["2026-10-03", "2026-10-23", "2026-11-05"], by) == [
        "2026-11-07",
        "2026-11-27",
        "2026-12-03",
    ]


def test_a_report_never_speaks_of_days_after_its_own():
    """Dated 28 October about days of that month, moved to 4 November: it is about October still."""
    by = move(date(2026, 10, 28), 1, report_days=(date(2026, 10, 13), date(2026, 10, 27)))

    assert filled("{month:2026-10}", by) == "2026年10月"
    assert moved("2026-10-27", by) == "2026-10-27"


@given(
    first=st.dates(date(2020, 1, 1), date(2030, 1, 1)).filter(lambda day: day.day <= 6),
    span=st.integers(0, 21),
    months=st.integers(-40, 40),
)
def test_report_days_always_find_their_month(first: date, span: int, months: int):
    last = first + timedelta(days=span)

    weeks = weeks_into_month((first, last), months)

    landed = [day + timedelta(weeks=weeks) for day in (first, last)]
    wanted = first.year * 12 + first.month + months
    assert [day.year * 12 + day.month for day in landed] == [wanted, wanted]
    assert weeks == 0 or months != 0
