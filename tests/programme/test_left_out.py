"""What handovers leave out is not due, as far as a board has proved that it showed what goes before. Never more than that."""

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kiosk.accounts.models import Office
from kiosk.core import clock, quarters
from kiosk.core.db import db
from kiosk.postings.coverage import Stand
from kiosk.programme.evidence import evidence_of
from kiosk.programme.left_out import rule
from kiosk.programme.modes import quarters_of_handovers
from kiosk.screens.operations import Site, add_screen
from kiosk.screens.plays import as_digits, keep_plays
from kiosk.screens.standing import note_standing, note_standings
from tests.kinds.moments.samples import SEEN
from tests.postings import making

FIRST = date(2026, 11, 18)
BEGINS = clock.day_begins(FIRST)
DAY = timedelta(days=1)
OVER = BEGINS + 3 * DAY
PUT_UP = datetime(2026, 11, 10, tzinfo=UTC)
MORNING = quarters.span(31, 33)  # 07:45 to 08:15
EVENING = quarters.span(63, 65)  # 15:45 to 16:15


@pytest.fixture
def office(app_context):
    made = Office(id=1, name="柳泉收费所", short_name="柳泉所", handover_times="08:00")
    db.session.add(made)
    return made


@pytest.fixture
def screen(office):
    made = add_screen(Site("监控室", making.station("LQ", "柳泉收费站")))
    made.secret_hash = "hash"
    db.session.flush()
    note_standing(made, at=PUT_UP)
    return made


@pytest.fixture
def moment(office):
    """Something that waits at handovers; it hangs for three days."""
    category = making.category("moments", kind="moments")
    placing = making.everywhere(shows_from=BEGINS, shows_until=OVER)
    return making.posted(category, placing, content=SEEN)


@pytest.fixture
def notice(office):
    return making.posted(making.category(), making.everywhere())


def report(screen, posting, seen, *, day):
    row = [f"{screen.mark}-1", str(day), posting.code, 1, 96, 1920, as_digits(seen)]
    known = {(posting.code, one.number): one.fingerprint for one in posting.revisions}
    keep_plays(screen, [row], known=known, at=OVER + DAY)


def days_of(posting):
    """By the number of the day: (due, shown, left out)."""
    found = evidence_of(posting, moment=OVER)
    assert found is not None
    return [
        tuple(some.bit_count() for some in (one.due, one.shown, one.left_out))
        for one in found.coverage.days
    ]


def lit(screen, moment, notice, *, without=0):
    """All three days both are shown, the moment not at handovers; on none of them anything in what is `without`."""
    for day in (FIRST, FIRST + DAY, FIRST + 2 * DAY):
        report(screen, notice, quarters.ALL_DAY & ~without, day=day)
        report(screen, moment, quarters.ALL_DAY & ~without & ~MORNING, day=day)


def test_a_quarter_hour_in_which_a_handover_showed_what_goes_before_is_not_due(
    screen, moment, notice
):
    lit(screen, moment, notice)

    # On its first day it was new: walls show that at a handover too.
    assert days_of(moment) == [(96, 94, 0), (94, 94, 2), (94, 94, 2)]


def test_a_board_that_was_dark_at_a_handover_has_a_gap(screen, moment, notice):
    lit(screen, moment, notice, without=quarters.span(31, 32))

    assert days_of(moment)[1] == (95, 94, 1)


def test_a_board_with_nothing_else_to_show_leaves_nothing_out(screen, moment, notice):
    report(screen, moment, quarters.ALL_DAY & ~MORNING, day=FIRST + DAY)
    other = add_screen(Site("大厅", screen.station))
    other.secret_hash = "other"
    db.session.flush()
    note_standing(other, at=PUT_UP)
    # What one board says of a notice proves something for itself alone.
    report(other, notice, quarters.ALL_DAY, day=FIRST + DAY)

    _first, _first_of_other, of_other, of_board, *_last = days_of(moment)
    assert (of_other, of_board) == ((94, 0, 2), (96, 94, 0))


def test_of_notices_and_of_what_is_in_its_period_nothing_is_left_out(screen, moment, notice):
    report(screen, notice, quarters.ALL_DAY, day=FIRST + DAY)
    other = making.posted(
        making.category("awards", form="公示"),
        making.everywhere(shows_from=BEGINS, shows_until=OVER),
    )
    assert days_of(other)[1] == (96, 0, 0)

    assert days_of(moment)[1] == (94, 0, 2)
    moment.publicity_first, moment.publicity_last = FIRST, FIRST + 2 * DAY
    assert days_of(moment)[1] == (96, 0, 0)


def test_times_that_are_set_later_change_nothing_of_earlier_days(office, screen, moment, notice):
    lit(screen, moment, notice)
    before = days_of(moment)

    office.handover_times = ""
    note_standings(at=OVER)
    assert days_of(moment) == before

    office.handover_times = "16:00"
    note_standings(at=OVER + timedelta(minutes=1))
    assert days_of(moment) == before


def test_each_day_goes_by_the_times_that_were_set_then(office, screen, moment, notice):
    for day in (FIRST + DAY, FIRST + 2 * DAY):
        report(screen, notice, quarters.ALL_DAY, day=day)
        report(screen, moment, quarters.ALL_DAY & ~MORNING & ~EVENING, day=day)
    office.handover_times = "16:00"
    note_standings(at=BEGINS + 2 * DAY)

    assert days_of(moment)[1:] == [(94, 92, 2), (94, 92, 2)]


def test_what_was_set_before_anybody_kept_it_leaves_nothing_out(office, screen, moment, notice):
    office.handover_times = ""
    note_standings(at=PUT_UP)
    office.handover_times = "08:00"
    note_standings(at=OVER)
    lit(screen, moment, notice)

    assert days_of(moment) == [(96, 94, 0)] * 3


def test_it_is_reckoned_through_many_notices(screen, moment):
    """Each day another one proves it, among many that hung and of which nothing is known."""
    notices = [
        making.posted(
            making.category(f"c{one}"), making.everywhere(), content=making.notice(f"通知{one}")
        )
        for one in range(20)
    ]
    report(screen, notices[3], MORNING & quarters.span(31, 32), day=FIRST + DAY)
    report(screen, notices[17], MORNING & quarters.span(32, 33), day=FIRST + DAY)
    report(screen, notices[18], quarters.span(31, 32), day=FIRST + 2 * DAY)

    assert [left_out for _due, _shown, left_out in days_of(moment)] == [0, 2, 1]


SETS = st.integers(0, quarters.ALL_DAY)


@given(
    set_then=st.sampled_from(["", "08:00", "08:00,16:00,00:00", "07:50"]),
    told=SETS,
    is_new=st.booleans(),
)
def test_nothing_is_left_out_but_what_a_handover_showed_by_the_times_of_that_day(
    set_then, told, is_new
):
    stand = Stand("d", "", "", PUT_UP, handovers=set_then)
    found = rule(
        {("d", FIRST): told, ("e", FIRST): quarters.ALL_DAY}, frozenset([FIRST] if is_new else [])
    )(stand, FIRST)

    assert found & ~told == 0
    assert found & ~quarters_of_handovers(set_then) == 0
    assert found == 0 or not is_new
    assert is_new or found == told & quarters_of_handovers(set_then)
