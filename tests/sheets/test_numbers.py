"""Figures and days as people type them."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kiosk.sheets.number_formats import (
    Shows,
    number_cell,
    number_format,
    plain,
    serial_day,
    stored_number,
)
from kiosk.sheets.numbers import day, figure, looks_like_a_code, shown, stars


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("28", "28"),
        ("28.0", "28.0"),
        ("２８．０", "28.0"),
        ("-3.5", "-3.5"),
        ("－３．５", "-3.5"),
        ("−3.5", "-3.5"),
        ("+4", "4"),
        ("1,234,567.80", "1234567.80"),
        ("１，２３４", "1234"),
        ("(35.20)", "-35.20"),
        ("（35.20）", "-35.20"),
        ("￥1,200.50", "1200.50"),
        ("¥ 1200", "1200"),
        ("-¥3.00", "-3.00"),
        ("　42.47　", "42.47"),
        ("0.5", "0.5"),
        ("12.", "12"),
    ],
)
def test_a_figure_is_read_however_it_is_typed(text, value):
    found = figure(text)

    assert found is not None
    assert (found.value, found.unit) == (Decimal(value), "")


@pytest.mark.parametrize(
    ("text", "value", "unit"),
    [
        ("21.5分", "21.5", "分"),
        ("1,200元", "1200", "元"),
        ("1.2万元", "1.2", "万元"),
        ("70.2%", "70.2", "%"),
        ("７０．２％", "70.2", "%"),
        ("235 公里", "235", "公里"),
    ],
)
def test_a_unit_behind_a_figure_is_told_apart_from_it(text, value, unit):
    found = figure(text)

    assert found is not None
    assert (found.value, found.unit) == (Decimal(value), unit)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "优秀",
        "1,23",
        "12,3456",
        "1.2.3",
        "3月",
        "LQ0101",
        "(-3)",
        "1e5",
        "NaN",
        "∞",
        "12-13",
        "9" * 21,
    ],
)
def test_what_only_looks_like_a_figure_is_none(text):
    assert figure(text) is None


@given(
    st.decimals(min_value=-(10**12), max_value=10**12, places=3),
    st.integers(min_value=0, max_value=3),
)
def test_a_figure_written_out_comes_back_the_same(number, places):
    written = shown(number, places)

    found = figure(f"{written:,f}")

    assert found is not None
    assert (found.value, found.places) == (written, places)


@given(st.text(max_size=60))
def test_any_text_is_a_figure_a_day_stars_or_nothing_and_never_an_error(text):
    found = figure(text)

    assert found is None or found.value.is_finite()
    on = day(text)
    assert on is None or on.year >= 1900
    assert stars(text) in {None, 0, 1, 2, 3, 4, 5}


@pytest.mark.parametrize(
    "text",
    [
        "2026年10月8日",
        "2026-10-8",
        "2026-10-08",
        "2026/10/8",
        "2026.10.08",
        "２０２６年１０月８日",
        "二〇二六年十月八日",
        "2026-10-08 00:00:00",
    ],
)
def test_a_day_is_read_however_it_is_typed(text):
    assert day(text) == date(2026, 10, 8)


def test_days_of_two_han_digits_are_read():
    assert day("二〇二六年十一月二十三日") == date(2026, 11, 23)
    assert day("二零二六年一月三十一日") == date(2026, 1, 31)


@pytest.mark.parametrize(
    "text",
    ["10月8日", "2026年10月", "2026-02-30", "2026-13-01", "0026-01-01", "1985.06", "十月八日"],
)
def test_what_names_no_whole_day_is_none(text):
    assert day(text) is None


@given(st.dates(min_value=date(1900, 1, 1), max_value=date(2199, 12, 31)))
def test_a_day_written_out_comes_back_the_same(on):
    assert day(on.isoformat()) == on
    assert day(f"{on.year}年{on.month}月{on.day}日") == on


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("★★★", 3),
        ("★★★☆☆", 3),
        ("三星级", 3),
        ("五星", 5),
        ("3星", 3),
        ("4", 4),
        ("无", 0),
        ("无星级", 0),
        ("0", 0),
        ("6", None),
        ("优秀", None),
        ("", None),
    ],
)
def test_stars_are_counted_however_they_are_written(text, count):
    assert stars(text) == count


def test_digits_that_are_a_name_are_told_from_figures():
    assert looks_like_a_code("0937")
    assert looks_like_a_code("620100199001011234")
    assert not looks_like_a_code("2026")
    assert not looks_like_a_code("0.5")
    assert not looks_like_a_code("0")


def test_the_noise_of_a_binary_fraction_is_dropped():
    assert stored_number("91.95999999999999") == Decimal("91.96")
    assert stored_number("0.30000000000000004") == Decimal("0.3")
    assert stored_number("5.5511151231257827E-17") == 0
    assert str(stored_number("2.84E2")) == "284"


@pytest.mark.parametrize("text", ["", "abc", "NaN", "Infinity", "1E+99", "1E+999999999"])
def test_what_no_sheet_shows_as_a_number_is_none(text):
    assert stored_number(text) is None


@given(st.decimals(allow_nan=False, allow_infinity=False, places=2, min_value=0, max_value=10**12))
def test_making_a_number_plain_keeps_its_value(number):
    assert plain(number) == number
    assert "E" not in str(plain(number))


@pytest.mark.parametrize(
    ("code", "shows", "places"),
    [
        ("General", Shows.NUMBER, None),
        ("0", Shows.NUMBER, 0),
        ("0.00", Shows.NUMBER, 2),
        ("#,##0.0", Shows.NUMBER, 1),
        ('_ "¥"* #,##0.00_ ', Shows.NUMBER, 2),
        ("[Red]0.0;[Green]-0.0", Shows.NUMBER, 1),
        ("0.0%", Shows.PERCENT, 1),
        ("0%", Shows.PERCENT, 0),
        ("yyyy-mm-dd", Shows.DAY, None),
        ('yyyy"年"m"月"d"日"', Shows.DAY, None),
        ("[$-804]yyyy/m/d", Shows.DAY, None),
        ('yyyy"年"m"月"', Shows.MONTH, None),
        ("yyyy.mm", Shows.MONTH, None),
        ("yyyy-mm-dd hh:mm", Shows.MOMENT, None),
        ("h:mm", Shows.TIME, None),
        ("[h]:mm", Shows.TIME, None),
        ('0.0"分"', Shows.NUMBER, 1),
        ("@", Shows.NUMBER, None),
    ],
)
def test_a_format_code_says_what_a_number_is(code, shows, places):
    found = number_format(code)

    assert (found.shows, found.places) == (shows, places)


def test_a_percent_is_told_in_hundredths():
    found = number_cell(Decimal("0.702"), number_format("0.0%"), since_1904=False)

    assert (found.value, found.places, found.percent) == (Decimal("70.2"), 1, True)


@pytest.mark.parametrize(
    ("serial", "code", "said"),
    [
        ("46303", "yyyy-mm-dd", date(2026, 10, 8)),
        ("46303.5", "yyyy-mm-dd", date(2026, 10, 8)),
        ("46303", "yyyy-mm-dd hh:mm", date(2026, 10, 8)),
        ("46303.354166666664", "yyyy-mm-dd hh:mm", "2026-10-08 08:30"),
        ("46303", 'yyyy"年"m"月"', "2026年10月"),
        ("46303", "yyyy.mm", "2026.10"),
        ("0.6701388888888888", "h:mm", "16:05"),
        ("-5", "yyyy-mm-dd", Decimal(-5)),
    ],
)
def test_a_serial_number_says_what_its_format_shows(serial, code, said):
    stored = stored_number(serial)
    assert stored is not None
    found = number_cell(stored, number_format(code), since_1904=False)

    assert found.value == said


def test_serial_numbers_step_around_the_day_that_never_was():
    assert serial_day(Decimal(1)) == date(1900, 1, 1)
    assert serial_day(Decimal(59)) == date(1900, 2, 28)
    assert serial_day(Decimal(60)) is None
    assert serial_day(Decimal(61)) == date(1900, 3, 1)
    assert serial_day(Decimal(0), since_1904=True) is None
    assert serial_day(Decimal(44841), since_1904=True) == date(2026, 10, 8)


@given(st.integers(min_value=-10, max_value=10**8), st.booleans())
def test_any_serial_number_is_a_day_or_none(serial, since_1904):
    found = serial_day(Decimal(serial), since_1904=since_1904)

    assert found is None or found.year >= 1900


@pytest.mark.parametrize(
    ("code", "is_signed"),
    [
        ("+0;-0;0", True),
        ('"+"#,##0', True),
        ("+0.0%", True),
        ("0.00E+00", False),
        ("#,##0;+0", False),
    ],
)
def test_a_format_code_says_whether_a_plus_is_shown(code, is_signed):
    assert number_format(code).is_signed is is_signed
    assert number_cell(Decimal(6), number_format(code), since_1904=False).signed is is_signed
