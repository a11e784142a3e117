"""What hangs and in which turn, told without making a board: the same as the walls' own programmes."""

from datetime import UTC, date, datetime, timedelta

import pytest
import sqlalchemy as sa
from flask import render_template

from kiosk.core.db import db
from kiosk.postings.models import Category
from kiosk.postings.operations import Placing, approve, withdraw
from kiosk.programme.build import programme_of
from kiosk.programme.glance import hung_now, titles_of, turns_of, wall_values
from kiosk.programme.order import keep_order, places_everywhere, rotation
from kiosk.programme.overview import overview_now
from kiosk.screens.operations import Site, add_screen
from tests.kinds.honors.samples import SAMPLES as HONORS
from tests.postings import making

pytestmark = pytest.mark.usefixtures("answering_in_chinese")

NOW = datetime(2026, 11, 22, 0, 26, tzinfo=UTC)
YESTERDAY = NOW - timedelta(days=1)


@pytest.fixture
def stations():
    return making.station("LQ"), making.station("SM")


@pytest.fixture
def hung(stations):
    """Something of every sort, for every audience, at either station; and three that do not hang."""
    own, elsewhere = stations
    plain = making.category()
    honors = making.category("honor", kind="honors", form="荣誉")
    making.category("wages", seven_place=3)

    def post(code, placing, under=plain, **more):
        return making.posted(under, placing, code=code, **more)

    post("notice1", making.everywhere())
    post("notice2", making.everywhere("society", shows_from=YESTERDAY))
    post("honor1", making.everywhere("society"), honors, content=HONORS[0])
    post("honor2", making.everywhere(), honors, content=HONORS[0])
    post("members", making.everywhere("party"))
    post("own", making.everywhere("station_staff", station=own))
    post("other", making.everywhere("society", station=elsewhere))
    post("coming", making.everywhere(shows_from=NOW + timedelta(minutes=1)))
    post("ended", making.everywhere(shows_until=NOW))
    withdraw(post("down", making.everywhere()), reason="x", at=NOW)
    db.session.commit()
    return hung_now(moment=NOW)


def codes(hung):
    return {one.code for one in hung}


def test_what_hangs_is_what_has_begun_not_ended_and_not_come_down(hung):
    assert codes(hung) == {"notice1", "notice2", "honor1", "honor2", "members", "own", "other"}


@pytest.mark.parametrize("audience", ["staff", "hall", "party"])
def test_the_turns_are_those_of_the_screens_own_programme(hung, stations, audience):
    for station in stations:
        screen = add_screen(Site("room", station, audience=audience))
        db.session.flush()
        programme = programme_of(screen, moment=NOW)
        on_the_wall = [programme.boards[digest].code for digest in programme.due_at(NOW)]

        turns = turns_of(screen, hung, overview=overview_now(moment=NOW), moment=NOW)

        assert [one.code for one in turns] == on_the_wall
        assert len(turns) > 1


def test_an_order_people_have_given_and_a_categorys_own_theme_count_too(hung, stations):
    station = stations[0]
    screen = add_screen(Site("room", station))
    notice = db.session.scalars(sa.select(Category).where(Category.code == "notice")).one()
    notice.theme = "crimson"
    placed = rotation(station, moment=NOW)[::-1][:2]
    keep_order(station, placed)
    db.session.commit()
    programme = programme_of(screen, moment=NOW)
    on_the_wall = [programme.boards[digest] for digest in programme.due_at(NOW)]

    places = places_everywhere()[station.id]
    turns = turns_of(
        screen, hung_now(moment=NOW), overview=overview_now(moment=NOW), moment=NOW, places=places
    )

    assert [one.code for one in turns] == [one.code for one in on_the_wall]
    assert [one.theme for one in turns] == [one.theme for one in on_the_wall]
    assert [one.code for one in turns][-2:] == [one.code for one in placed]


def test_a_corrected_posting_hangs_once_with_its_newest_title_and_hour():
    posting = making.posted(making.category(), making.everywhere(), content=making.notice("旧题"))
    approve(
        making.add_content(posting, making.notice("新题")), [], at=YESTERDAY, register_number=None
    )
    making.add_content(posting, making.notice("还没批"))
    db.session.commit()

    [one] = hung_now(moment=NOW)

    assert (one.title, one.approved_at, one.revision) == ("新题", YESTERDAY, 2)


def test_the_last_day_is_the_periods_while_that_runs_then_that_of_hanging():
    until = datetime(2026, 12, 4, 16, 0, tzinfo=UTC)  # 24:00 on the 4th
    placing = making.everywhere(
        shows_until=until,
        publicity_first=date(2026, 11, 18),
        publicity_last=date(2026, 11, 24),
    )
    making.posted(making.category(), placing)
    db.session.commit()

    [running] = hung_now(moment=NOW)
    [after] = hung_now(moment=datetime(2026, 11, 24, 16, 0, tzinfo=UTC))

    assert running.last_day == date(2026, 11, 24)
    assert after.last_day == date(2026, 12, 4)


def test_what_hangs_no_more_is_still_called_by_its_last_approved_title():
    posting = making.posted(making.category(), making.everywhere(), content=making.notice("旧题"))
    approve(
        making.add_content(posting, making.notice("新题")), [], at=YESTERDAY, register_number=None
    )
    making.add_content(posting, making.notice("还没批"))
    withdraw(posting, reason="x", at=NOW)
    making.posted(making.category("other"), making.everywhere(), code="other")
    db.session.commit()

    assert titles_of([posting.code, "nowhere"]) == {posting.code: "新题"}


def test_a_board_is_told_on_the_walls_it_hangs_on_alone(hung, stations):
    own, elsewhere = (add_screen(Site("room", station)) for station in stations)
    hall = add_screen(Site("hall", stations[0], audience="hall"))
    db.session.flush()

    def tells(screen, code):
        return wall_values(screen, code, moment=NOW) is not None

    assert tells(own, "own")
    assert not tells(elsewhere, "own")
    assert not tells(hall, "own")
    assert tells(own, "overview")
    assert not tells(hall, "overview")
    assert not any(tells(own, code) for code in ["members", "coming", "ended", "down", "nowhere"])


@pytest.mark.parametrize("audience", ["staff", "hall"])
def test_a_board_is_byte_for_byte_that_of_the_wall(hung, stations, audience):
    screen = add_screen(Site("room", stations[0], audience=audience))
    db.session.flush()
    programme = programme_of(screen, moment=NOW)

    for digest in programme.due_at(NOW):
        board = programme.boards[digest]
        values = wall_values(screen, board.code, moment=NOW)
        assert values is not None
        assert render_template(f"kinds/{board.kind}/wall.html", **values) == board.html


def test_more_postings_take_no_more_statements(stations, count_queries):
    under = making.category()
    screen = add_screen(Site("room", stations[0]))

    def statements(number):
        for _ in range(number):
            making.posted(under, Placing("staff", shows_from=making.EARLIER))
        db.session.commit()
        with count_queries() as queries:
            assert len(turns_of(screen, hung_now(moment=NOW), overview=None, moment=NOW)) >= number
        return len(queries)

    assert statements(1) == statements(30)
