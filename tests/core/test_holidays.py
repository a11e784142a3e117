"""Holidays read from the State Council's notice, in its own words."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kiosk.core.calendar import SATURDAY, WorkCalendar, days
from kiosk.core.holidays import (
    Holidays,
    Unreadable,
    as_notice,
    holidays_of,
    read_notice,
    table_of,
)

#: 国务院办公厅关于2026年部分节假日安排的通知
NOTICE_2026 = """
一、元旦：1月1日（周四）至3日（周六）放假调休，共3天。1月4日（周日）上班。
二、春节：2月15日（农历腊月二十八、周日）至23日（农历正月初七、周一）放假调休，共9天。2月14日（周六）、2月28日（周六）上班。
三、清明节：4月4日（周六）至6日（周一）放假，共3天。
四、劳动节：5月1日（周五）至5日（周二）放假调休，共5天。5月9日（周六）上班。
五、端午节：6月19日（周五）至21日（周日）放假，共3天。
六、中秋节：9月25日（周五）至27日（周日）放假，共3天。
七、国庆节：10月1日（周四）至7日（周三）放假调休，共7天。9月20日（周日）、10月10日（周六）上班。
"""
ANNOUNCED = WorkCalendar()


def calendar_after(text: str, year: int) -> WorkCalendar:
    table = table_of(read_notice(text, year), year, ANNOUNCED)
    return WorkCalendar(overrides=table, known_years=frozenset({year}))


def days_of(year: int) -> list[date]:
    return list(days(date(year, 1, 1), date(year, 12, 31)))


def test_the_notice_of_2026_is_the_calendar_of_2026():
    read = calendar_after(NOTICE_2026, 2026)

    assert [read.is_working_day(day) for day in days_of(2026)] == [
        ANNOUNCED.is_working_day(day) for day in days_of(2026)
    ]


def test_a_notice_makes_an_unknown_year_known():
    read = calendar_after("元旦：1月1日（周五）至3日（周日）放假，共3天。", 2027)

    assert read.is_known(2027)
    assert not read.is_working_day(date(2027, 1, 1))
    assert read.is_working_day(date(2027, 1, 4))


def test_what_the_office_says_counts_more_than_the_package():
    read = calendar_after("1月1日放假。", 2026)

    assert read.is_working_day(date(2026, 10, 1))
    assert not read.is_working_day(date(2026, 1, 4)), "a plain Sunday"


@pytest.mark.parametrize(
    "text",
    [
        "1月1日至3日放假",
        "1月1日（周四）到1月3日放假调休",
        "2026年1月1日—3日休息",
        "１月１日－３日放假",
        "1 月 1 日 ~ 1 月 3 日 放假",
        "2025年12月31日至2026年1月3日放假",
    ],
)
def test_days_are_read_however_they_are_written(text):
    assert read_notice(text, 2026).off >= {date(2026, 1, day) for day in (1, 2, 3)}


@pytest.mark.parametrize(
    ("text", "wrong"),
    [
        ("2月30日放假。", "2月30日"),
        ("5月5日至1日放假。", "5月5日至1日"),
        ("1月1日至11月3日放假。", "1月1日至11月3日"),
        ("1月1日放假。5月1日", "5月1日"),
        ("1月1日放假。1月1日上班。", "1月1日"),
        ("", ""),
        ("祝大家节日快乐！", ""),
        ("1月4日上班。", ""),
    ],
)
def test_what_cannot_be_is_named(text, wrong):
    with pytest.raises(Unreadable) as refusal:
        read_notice(text, 2026)

    assert refusal.value.what == wrong


weekdays_off = st.frozensets(
    st.sampled_from([d for d in days_of(2027) if d.weekday() < SATURDAY]), min_size=1
)
weekends_on = st.frozensets(st.sampled_from([d for d in days_of(2027) if d.weekday() >= SATURDAY]))


@given(weekdays_off, weekends_on)
def test_what_is_said_is_read_back(off, working):
    holidays = Holidays(off, working)

    assert read_notice(as_notice(holidays), 2027) == holidays


@given(weekdays_off, weekends_on)
def test_a_table_makes_the_year_what_the_notice_says(off, working):
    holidays = Holidays(off, working)
    table = table_of(holidays, 2027, ANNOUNCED)

    assert holidays_of(WorkCalendar(overrides=table), 2027) == holidays
