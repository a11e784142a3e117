"""Days, numbers and amounts as people write them, in both languages."""

from datetime import UTC, date, datetime

import pytest
from flask import g
from hypothesis import given
from hypothesis import strategies as st

from kiosk.core import clock, formats

DAY = date(2026, 11, 8)
#: Already the 9th in Shanghai.
LATE = datetime(2026, 11, 8, 16, 40, tzinfo=UTC)


@pytest.fixture(params=["zh_CN"])
def language(request, app):
    """An answer in one language; Chinese unless the test names others."""
    with app.test_request_context():
        g.language = request.param
        yield request.param


@pytest.mark.parametrize(
    ("language", "text"), [("zh_CN", "11月8日"), ("en", "11/8")], indirect=["language"]
)
def test_a_day(language, text):
    assert formats.day(DAY) == text


@pytest.mark.parametrize(
    ("language", "text"), [("zh_CN", "2026年11月8日"), ("en", "11/8/2026")], indirect=["language"]
)
def test_a_day_with_its_year_has_no_leading_zero(language, text):
    assert formats.long_day(DAY) == text


def test_a_day_of_another_year_than_this_has_its_year(language, monkeypatch):
    assert formats.day(DAY) == "11月8日"
    monkeypatch.setattr(clock, "now", lambda: datetime(2026, 12, 31, 16, tzinfo=UTC))

    assert formats.day(DAY) == "2026年11月8日"
    assert formats.minute(LATE) == "2026年11月9日 00:40"
    assert formats.month_day(DAY) == "11月8日"


@pytest.mark.parametrize(
    ("language", "text"), [("zh_CN", "2026年11月"), ("en", "11/2026")], indirect=["language"]
)
def test_a_month(language, text):
    assert formats.month(DAY) == text


def test_a_moment_is_shown_on_the_offices_clock(language):
    assert formats.minute(LATE) == "11月9日 00:40"
    assert formats.clock_time(LATE) == "00:40"
    assert formats.day(LATE) == "11月9日"
    assert formats.long_day(LATE) == "2026年11月9日"


def test_what_ends_at_midnight_ends_with_its_last_day(language):
    midnight = datetime(2026, 11, 30, 16, tzinfo=UTC)

    assert formats.ending(midnight) == "11月30日 24:00"
    assert formats.ending(LATE) == "11月9日 00:40"


def test_a_range_names_the_month_once_where_it_is_the_same(language):
    assert formats.day_range(date(2026, 11, 18), date(2026, 11, 24)) == "11月18日—24日"
    assert formats.day_range(date(2026, 9, 29), date(2026, 10, 10)) == "9月29日—10月10日"


@pytest.mark.parametrize(
    ("language", "one_month", "two_years", "another"),
    [
        ("zh_CN", "2025年11月18日—24日", "12月28日—2027年1月4日", "2025年9月29日—2025年10月10日"),
        ("en", "11/18–24/2025", "12/28—1/4/2027", "9/29/2025—10/10/2025"),
    ],
    indirect=["language"],
)
def test_days_of_another_year_have_it_in_a_range_and_none_on_a_board(
    language, one_month, two_years, another
):
    assert formats.day_range(date(2025, 11, 18), date(2025, 11, 24)) == one_month
    assert formats.day_range(date(2026, 12, 28), date(2027, 1, 4)) == two_years
    assert formats.day_range(date(2025, 9, 29), date(2025, 10, 10)) == another
    board = formats.month_day_range(date(2025, 11, 18), date(2025, 11, 24))
    assert board == formats.day_range(date(2026, 11, 18), date(2026, 11, 24))


@pytest.mark.parametrize(
    ("value", "text"),
    [
        ("65898.00", "65,898.00"),
        ("1234567.5", "1,234,567.5"),
        ("-1234.50", "-1,234.50"),
        ("+1200", "+1,200"),
        ("+0.5", "+0.5"),
        ("0.1", "0.1"),
        ("999", "999"),
        ("1E+5", "100,000"),
        (1234567, "1,234,567"),
        (0, "0"),
        (None, ""),
    ],
)
def test_a_figure_has_marks_for_thousands_and_keeps_its_decimals(value, text):
    assert formats.number(value) == text


@given(st.decimals(-(10**9), 10**9, places=2))
def test_a_figure_says_the_same_with_and_without_its_marks(value):
    assert formats.number(str(value)).replace(",", "") == str(value)


@pytest.mark.parametrize(
    ("size", "text"),
    [
        (0, "1 KB"),
        (300, "1 KB"),
        (1536, "2 KB"),
        (1024 * 999, "999 KB"),
        (1024 * 1000, "1.0 MB"),
        (1258291, "1.2 MB"),
    ],
)
def test_a_file_size(size, text):
    assert formats.file_size(size) == text


@pytest.mark.parametrize(
    ("written", "dialled"),
    [
        ("0937-0000103", "09370000103"),
        ("0937-0000103转8", "09370000103,8"),
        ("+86 937 000 0103", "+869370000103"),
        ("（0937）0000103 转 802", "09370000103,802"),
        ("１２３", ""),
        ('"><img src=x>', ""),
        ("", ""),
    ],
)
def test_a_phone_number_is_dialled_with_its_digits_only(written, dialled):
    assert formats.dial(written) == dialled


def test_templates_know_every_format(app):
    names = {
        "day",
        "long_day",
        "month",
        "minute",
        "clock_time",
        "number",
        "iso_day",
        "file_size",
        "dial",
    }

    assert names <= set(app.jinja_env.filters)
    assert app.jinja_env.globals["day_range"] is formats.day_range
    assert formats.iso_day("2026-11-08") == DAY
