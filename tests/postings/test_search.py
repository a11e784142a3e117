"""Finding postings. The cases that matter: names inside tables, four words of life, nobody else's station."""

from datetime import UTC, date, datetime, timedelta

import pytest
import sqlalchemy as sa

from kiosk.core.db import db
from kiosk.postings.operations import Placing, withdraw
from kiosk.postings.search import PAGE_LENGTH, Wanted, find
from kiosk.postings.visibility import Scope
from tests.postings.making import category, notice, posted, station

NOW = datetime(2026, 11, 22, 1, tzinfo=UTC)
DAY = timedelta(days=1)


@pytest.fixture
def hung(app_context):
    """Four postings: two hang (one of them a station's), one is over, one was taken down."""
    costs, cars = category("costs"), category("cars")
    own = station("SQB")

    def place(**more):
        return Placing(scope=Scope.STAFF, **{"shows_from": NOW - DAY, **more})

    made = {
        "costs": posted(costs, place(), content=notice("十月办公经费", body="电费由王雅琴核对。")),
        "cars": posted(cars, place(shows_until=NOW + DAY), content=notice("十月公务用车")),
        "station": posted(costs, place(station=own), content=notice("双泉堡站经费")),
        "over": posted(
            cars, place(shows_from=NOW - 9 * DAY, shows_until=NOW), content=notice("九月公务用车")
        ),
        "gone": posted(costs, place(), content=notice("有误的通知")),
    }
    withdraw(made["gone"], reason="有误", at=NOW)
    db.session.commit()
    return made


def titles(places=None, **wanted) -> set[str]:
    return {row.title for row in find(Wanted(**wanted), moment=NOW, places=places).rows}


def test_nothing_asked_for_finds_everything(hung):
    found = find(Wanted(), moment=NOW, places=None)

    assert found.total == len(hung)
    assert found.counts == {"on_wall": 3, "over": 2}


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("公务用车", {"十月公务用车", "九月公务用车"}),
        ("用车 十月", {"十月公务用车"}),
        ("王雅琴", {"十月办公经费"}),
        ("%", set()),
        ("_", set()),
    ],
)
def test_words_are_looked_for_in_titles_and_in_what_hangs(hung, words, expected):
    assert titles(words=words) == expected


def test_a_posting_is_over_from_the_moment_it_ends_or_is_taken_down(hung):
    assert titles(life="over") == {"九月公务用车", "有误的通知"}


def test_category_place_and_month_narrow_it(hung):
    assert titles(category="cars") == {"十月公务用车", "九月公务用车"}
    assert titles(place="SQB") == {"双泉堡站经费"}
    assert "双泉堡站经费" not in titles(place="office")
    assert titles(place="stations") == {"双泉堡站经费"}
    assert titles(month=date(2026, 10, 1)) == set()
    assert len(titles(month=date(2026, 11, 1))) == len(hung)


def test_a_stations_people_find_their_own_and_nothing_else(hung):
    assert titles(places={"SQB"}) == {"双泉堡站经费"}
    assert titles(places={"SZP"}) == set()


def test_what_ends_soonest_comes_first_and_what_never_ends_last(hung):
    rows = find(Wanted(sort="ends"), moment=NOW, places=None).rows

    assert [row.title for row in rows][:2] == ["九月公务用车", "十月公务用车"]


def test_a_page_beyond_the_last_is_the_last(hung):
    found = find(Wanted(page=99), moment=NOW, places=None)

    assert (found.page, found.pages) == (1, 1)
    assert found.rows


def test_more_postings_take_no_more_statements(hung, app_context):
    def statements() -> int:
        seen: list[str] = []

        def note(_connection, _cursor, statement, *_rest):
            seen.append(statement)

        db.session.expire_all()
        sa.event.listen(db.engine, "before_cursor_execute", note)
        try:
            rows = find(Wanted(), moment=NOW, places=None).rows
            assert [row.posting.category.name for row in rows]
        finally:
            sa.event.remove(db.engine, "before_cursor_execute", note)
        return len(seen)

    few = statements()
    more = category("more")
    for number in range(PAGE_LENGTH):
        posted(
            more, Placing(scope=Scope.STAFF, shows_from=NOW - DAY), content=notice(f"通知{number}")
        )
    db.session.commit()

    assert statements() <= few
