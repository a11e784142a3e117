"""The order of a rotation: as people have put it, new things first, the overview always before all."""

from datetime import UTC, datetime, timedelta

import pytest
import sqlalchemy as sa
from hypothesis import given
from hypothesis import strategies as st

from kiosk.core.db import db
from kiosk.postings.operations import Placing
from kiosk.programme import signal
from kiosk.programme.build import programme_of
from kiosk.programme.order import RotationPlace, keep_order, put_beside, rotation, usual_order
from kiosk.programme.weave import Candidate, in_order, woven
from kiosk.screens.operations import Site, add_screen
from tests.postings import making

NOW = datetime(2026, 11, 22, 0, 26, tzinfo=UTC)
CODES = st.lists(st.sampled_from("abcdefgh"), unique=True, min_size=2)


def codes(candidates):
    return "".join(one.code for one in candidates)


def test_without_places_the_usual_order_stands():
    every = [Candidate("a", "paper", (0, 0)), Candidate("b", "crimson", (2, 1))]

    assert in_order(every, {}) == woven(every)


def test_placed_ones_stand_as_placed_though_themes_do_not_alternate():
    every = [Candidate("a", "paper"), Candidate("b", "paper"), Candidate("c", "crimson")]

    assert codes(in_order(every, {"b": 1, "a": 2, "c": 3})) == "bac"


def test_what_nobody_has_placed_yet_comes_first():
    every = [Candidate("a", "paper"), Candidate("b", "paper"), Candidate("new", "paper", (9,))]

    assert codes(in_order(every, {"b": 1, "a": 2})) == "newba"


def test_what_opens_the_cycle_stays_first_wherever_it_was_put():
    every = [Candidate("a", "paper"), Candidate("seven", "crimson", opens=True)]

    assert codes(in_order(every, {"a": 1, "seven": 2})) == "sevena"


@given(CODES, st.data())
def test_a_move_changes_one_place_and_twice_is_as_once(order, data):
    code, beside = data.draw(st.permutations(order))[:2]
    moved = put_beside(order, code, before=beside)

    assert moved.index(code) + 1 == moved.index(beside)
    assert [one for one in moved if one != code] == [one for one in order if one != code]
    assert put_beside(moved, code, before=beside) == moved


@pytest.mark.parametrize(
    ("code", "beside", "expected"),
    [
        ("c", {"before": "a"}, "cab"),
        ("a", {"after": "c"}, "bca"),
        ("x", {"before": "a"}, "abc"),
        ("a", {"before": "x"}, "abc"),
        ("a", {"after": "a"}, "abc"),
    ],
)
def test_only_what_is_there_is_moved(code, beside, expected):
    assert "".join(put_beside("abc", code, **beside)) == expected


@pytest.fixture
def own(answering):
    return making.station("LQ", "柳泉收费站")


@pytest.fixture
def hung(own):
    """Three notices, the newest first in the usual order; one of another station."""
    category = making.category()
    for number, code in enumerate(["oldest", "middle", "newest"]):
        place = Placing("staff", shows_from=making.EARLIER + timedelta(days=number))
        making.posted(category, place, code=code)
    elsewhere = Placing("staff", station=making.station("SM"), shows_from=making.EARLIER)
    making.posted(category, elsewhere, code="elsewhere")
    db.session.commit()
    return category


def order_at(station):
    return [one.code for one in rotation(station, moment=NOW)]


def shown_on(screen):
    made = programme_of(screen, moment=NOW)
    return [made.boards[digest].code for digest in made.due_at(NOW)]


def put(station, *wanted):
    by_code = {one.code: one for one in rotation(station, moment=NOW)}
    keep_order(station, [by_code[code] for code in wanted])
    db.session.commit()


def test_walls_show_what_people_have_put_in_order_and_the_signal_rises(own, hung):
    screen = add_screen(Site("监控室", own))
    db.session.commit()
    assert shown_on(screen) == order_at(own) == ["newest", "middle", "oldest"]
    before = signal.version()

    put(own, "oldest", "newest", "middle")

    assert signal.version() > before
    assert shown_on(screen) == order_at(own) == ["oldest", "newest", "middle"]


def test_another_station_keeps_its_own_order(own, hung):
    other = making.station("SZ")

    put(own, "oldest", "newest", "middle")

    assert order_at(other) == ["newest", "middle", "oldest"]


def test_a_posting_that_goes_up_later_comes_first_until_it_is_moved(own, hung):
    put(own, "oldest", "newest", "middle")

    making.posted(hung, Placing("staff", shows_from=making.EARLIER), code="late")

    assert order_at(own) == ["late", "oldest", "newest", "middle"]


def test_going_back_to_the_usual_order_forgets_every_place(own, hung):
    put(own, "oldest", "newest", "middle")

    usual_order(own)
    db.session.commit()

    assert order_at(own) == ["newest", "middle", "oldest"]
    assert db.session.scalar(sa.select(sa.func.count(RotationPlace.id))) == 0


def test_a_posting_that_is_deleted_leaves_no_place_behind(own, hung):
    put(own, "oldest", "newest", "middle")
    gone = next(one for one in rotation(own, moment=NOW) if one.code == "newest")

    db.session.delete(gone)
    db.session.commit()

    assert order_at(own) == ["oldest", "middle"]
    assert db.session.scalar(sa.select(sa.func.count(RotationPlace.id))) == 2


def test_what_is_over_has_no_turn(own, hung):
    over = Placing("staff", shows_from=making.EARLIER, shows_until=NOW)
    making.posted(hung, over, code="over")

    assert "over" not in order_at(own)
