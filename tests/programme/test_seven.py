"""The seven matters of the report: how each stands this month."""

from datetime import UTC, date, datetime

import pytest

from kiosk.programme.seven import (
    Disclosed,
    Nothing,
    SevenCategory,
    overview,
    turning_points,
)

#: In the words and the order of the office's report; given here out of order.
REPORT = [
    "大宗物资采购",
    "办公经费使用",
    "工资发放",
    "稽查考核",
    "公务用车",
    "管理岗位调整",
    "党建管理",
]
CATEGORIES = [
    SevenCategory("party", "党建管理", 7, "quarterly"),
    SevenCategory("purchase", "大宗物资采购", 1, "at_once"),
    SevenCategory("wages", "工资发放", 3, "monthly"),
    SevenCategory("expense", "办公经费使用", 2, "monthly"),
    SevenCategory("audit", "稽查考核", 4, "monthly"),
    SevenCategory("posts", "管理岗位调整", 6, "at_once"),
    SevenCategory("cars", "公务用车", 5, "monthly"),
]
NOVEMBER = date(2026, 11, 1)


def at(text):
    return datetime.fromisoformat(f"{text}+08:00").astimezone(UTC)


NOW = at("2026-11-22T08:26")


def matter(code, disclosures=(), statements=(), moment=NOW):
    """How one category stands."""
    place = next(one.place for one in CATEGORIES if one.code == code)
    return overview(CATEGORIES, disclosures, statements, moment=moment).matters[place - 1]


def test_the_seven_stand_in_the_words_and_the_order_of_the_report():
    shown = overview(CATEGORIES, [], [], moment=NOW)

    assert shown.month == NOVEMBER
    assert [one.name for one in shown.matters] == REPORT
    assert [one.place for one in shown.matters] == [1, 2, 3, 4, 5, 6, 7]
    assert {one.standing for one in shown.matters} == {"missing"}


def test_what_was_posted_this_month_is_disclosed_with_its_day_and_number():
    wages = matter("wages", [Disclosed("wages", at("2026-11-10T09:00"), "柳所公开〔2026〕30号")])

    assert (wages.standing, wages.on, wages.register_number) == (
        "disclosed",
        date(2026, 11, 10),
        "柳所公开〔2026〕30号",
    )


def test_the_newest_posting_of_the_month_counts():
    wages = matter(
        "wages",
        [
            Disclosed("wages", at("2026-11-10T09:00"), "30号"),
            Disclosed("wages", at("2026-11-20T09:00"), "34号"),
            Disclosed("wages", at("2026-11-02T09:00"), "28号"),
        ],
    )

    assert (wages.on, wages.register_number) == (date(2026, 11, 20), "34号")


def test_a_posting_of_another_category_does_not_count():
    assert matter("wages", [Disclosed("expense", at("2026-11-10T09:00"))]).standing == "missing"


@pytest.mark.parametrize(
    ("since", "moment", "standing"),
    [
        ("2026-10-31T23:59", "2026-11-22T08:26", "missing"),  # last month's
        ("2026-11-01T00:00", "2026-11-22T08:26", "disclosed"),
        ("2026-11-22T08:27", "2026-11-22T08:26", "missing"),  # in a minute
        ("2026-11-22T08:26", "2026-11-22T08:26", "disclosed"),
        ("2026-11-10T09:00", "2026-11-30T23:59", "disclosed"),
        ("2026-11-10T09:00", "2026-12-01T00:00", "missing"),  # a new month has begun
        ("2025-11-10T09:00", "2026-11-22T08:26", "missing"),  # last year's
    ],
)
def test_a_monthly_matter_is_of_the_offices_month(since, moment, standing):
    assert matter("wages", [Disclosed("wages", at(since))], moment=at(moment)).standing == standing


@pytest.mark.parametrize(
    ("since", "moment", "standing"),
    [
        ("2026-10-01T00:00", "2026-12-31T23:59", "disclosed"),
        ("2026-09-30T23:59", "2026-10-01T00:00", "missing"),
        ("2026-10-08T09:00", "2027-01-01T00:00", "missing"),
        ("2026-01-05T09:00", "2026-03-31T12:00", "disclosed"),
    ],
)
def test_a_quarterly_matter_is_of_the_offices_quarter(since, moment, standing):
    assert matter("party", [Disclosed("party", at(since))], moment=at(moment)).standing == standing


def test_a_month_stated_to_have_nothing_is_told_from_one_forgotten():
    cars = matter("cars", statements=[Nothing("cars", NOVEMBER, date(2026, 11, 3))])

    assert (cars.standing, cars.on, cars.register_number) == ("nothing", date(2026, 11, 3), "")
    assert matter("cars").standing == "missing"


@pytest.mark.parametrize(
    "statement",
    [
        Nothing("audit", NOVEMBER, date(2026, 11, 3)),
        Nothing("cars", date(2026, 10, 1), date(2026, 11, 3)),
        Nothing("cars", NOVEMBER, date(2026, 11, 23)),
    ],
    ids=["another category", "another month", "not stated yet"],
)
def test_another_statement_says_nothing_about_it(statement):
    assert matter("cars", statements=[statement]).standing == "missing"


def test_a_quarter_stated_to_have_nothing_is_so_in_each_of_its_months():
    stated = [Nothing("party", date(2026, 10, 1), date(2026, 10, 9))]

    assert matter("party", statements=stated).standing == "nothing"
    assert matter("party", statements=stated, moment=at("2027-01-01T00:00")).standing == "missing"


def test_a_posting_outweighs_a_statement_that_there_would_be_none():
    cars = matter(
        "cars",
        [Disclosed("cars", at("2026-11-20T09:00"))],
        [Nothing("cars", NOVEMBER, date(2026, 11, 3))],
    )

    assert cars.standing == "disclosed"


def test_it_is_of_the_sample_as_soon_as_one_thing_it_counts_is():
    posted = Disclosed("wages", at("2026-11-10T09:00"))
    stated = Nothing("cars", NOVEMBER, date(2026, 11, 3))
    sample_posted = Disclosed("audit", at("2026-11-11T09:00"), is_sample=True)
    sample_stated = Nothing("posts", NOVEMBER, date(2026, 11, 4), is_sample=True)

    assert not overview(CATEGORIES, [posted], [stated], moment=NOW).is_sample
    assert overview(CATEGORIES, [posted, sample_posted], [stated], moment=NOW).is_sample
    assert overview(CATEGORIES, [posted], [stated, sample_stated], moment=NOW).is_sample


def test_what_of_the_sample_is_not_counted_does_not_make_it_one():
    replaced = Disclosed("wages", at("2026-11-10T09:00"), is_sample=True)
    real = Disclosed("wages", at("2026-11-12T09:00"))
    of_october = Disclosed("audit", at("2026-10-11T09:00"), is_sample=True)
    to_come = Disclosed("cars", at("2026-11-25T09:00"), is_sample=True)

    assert not overview(CATEGORIES, [replaced, real, of_october, to_come], [], moment=NOW).is_sample


def test_the_overview_can_change_with_a_posting_a_statement_and_a_new_month():
    points = turning_points(
        [Disclosed("wages", at("2026-11-10T09:00"))],
        [Nothing("cars", NOVEMBER, date(2026, 11, 3))],
        [date(2026, 12, 1)],
    )

    assert points == [at("2026-11-10T09:00"), at("2026-11-03T00:00"), at("2026-12-01T00:00")]
