"""Proof of display of a posting: what walls reported, joined with when and where it had to hang."""

import random
from datetime import UTC, date, datetime, timedelta

import pytest
import sqlalchemy as sa

from kiosk.accounts.models import Office
from kiosk.accounts.showing_hours import note_hours
from kiosk.core import clock, quarters
from kiosk.core.db import db
from kiosk.postings import register
from kiosk.postings.lengthening import Longer, lengthen
from kiosk.postings.lifecycle import State, state_at
from kiosk.postings.operations import approve, life_of, period_days, withdraw, work_calendar
from kiosk.programme.evidence import evidence_before, evidence_of
from kiosk.screens.models import Play, Standing
from kiosk.screens.operations import Site, add_screen
from kiosk.screens.plays import as_digits, keep_plays
from kiosk.screens.standing import end_standing, note_standing
from tests.postings import making

pytestmark = pytest.mark.usefixtures("app_context")

FIRST, LAST = date(2026, 11, 18), date(2026, 11, 24)
BEGINS, OVER = clock.day_begins(FIRST), clock.day_ends(LAST)
PUT_UP = datetime(2026, 11, 10, tzinfo=UTC)
LATER = OVER + timedelta(days=2)
HOUR = timedelta(hours=1)


def proof_of(posting, *, moment=LATER):
    found = evidence_of(posting, moment=moment)
    assert found is not None
    return found


@pytest.fixture
def places():
    """An office with two stations, lit from seven to ten in the evening."""
    db.session.add(
        Office(id=1, name="柳泉收费所", short_name="柳泉所", showing_hours="07:00-22:00")
    )
    return making.station("LQ", "柳泉收费站"), making.station("DS", "东山收费站")


@pytest.fixture
def put_up(places):
    def put_up(name="监控室", station=None, *, audience="staff", at=PUT_UP):
        screen = add_screen(Site(name, station or places[0], audience=audience))
        screen.secret_hash = name
        db.session.flush()
        note_standing(screen, at=at)
        return screen

    return put_up


@pytest.fixture
def posted(places):
    """A notice of the office with five working days of publicity."""
    placing = making.everywhere(
        shows_from=BEGINS, shows_until=OVER, publicity_first=FIRST, publicity_last=LAST
    )
    return making.posted(making.category("awards", form="公示"), placing)


def test_what_hung_too_short_to_count_is_known_to_have_been_shown(put_up, posted):
    screen = put_up()
    nine = clock.day_begins(FIRST) + 9 * HOUR
    posted.shows_from, posted.shows_until = nine, nine + timedelta(minutes=4)
    report(screen, posted, {(FIRST, 1): (2, quarters.span(36, 37))})

    proof = proof_of(posted)

    assert (proof.coverage.due, proof.times, proof.shown_on) == (0, 2, 1)


def report(screen, posting, counts, *, boot="1", at=LATER):
    """Let a wall report `counts`: {(day, revision): (times, quarter-hours)}."""
    rows = [
        [
            f"{screen.mark}-{boot}",
            str(day),
            posting.code,
            revision,
            times,
            20 * times,
            as_digits(seen),
        ]
        for (day, revision), (times, seen) in counts.items()
    ]
    known = {(posting.code, one.number): one.fingerprint for one in posting.revisions}
    assert keep_plays(screen, rows, known=known, at=at) == len(rows)


def lit(first=28, after=88):
    seen = quarters.span(first, after)
    return (seen.bit_count(), seen)


def every_day(seen, without=()):
    return {
        (day, 1): seen
        for day in (FIRST + timedelta(days=offset) for offset in range(7))
        if day not in without
    }


def test_a_board_that_showed_it_all_the_time_covers_all_of_it(posted, put_up):
    screen = put_up()
    report(screen, posted, every_day(lit()))

    proof = proof_of(posted)

    assert (proof.begins, proof.ends, proof.until) == (BEGINS, OVER, OVER)
    assert (proof.coverage.due, proof.coverage.shown, proof.coverage.percent) == (420, 420, 100)
    assert proof.extension is None
    assert proof.without_boards == ("东山收费站",)


def test_boards_whose_onlookers_must_not_see_it_are_not_asked(posted, put_up, places):
    put_up("大厅", audience="hall")
    report(put_up("监控室", places[1]), posted, every_day(lit()))

    proof = proof_of(posted)

    assert {one.board.name for one in proof.coverage.days} == {"监控室"}
    assert proof.without_boards == ("柳泉收费站",)


def test_a_board_dark_for_a_working_day_proposes_one_more(posted, put_up):
    report(put_up(), posted, every_day(lit(), without={date(2026, 11, 20), date(2026, 11, 21)}))

    proof = proof_of(posted)

    # It is asked on Friday the 27th, when the period is over: a whole working day is still to come.
    assert (proof.extension.days, proof.extension.until) == (1, date(2026, 11, 30))
    assert proof_of(posted, moment=OVER - HOUR).extension.until == date(2026, 11, 25)
    withdraw(posted, reason="test", at=LATER - timedelta(days=3))
    assert proof_of(posted).extension is None


def lengthened(posting, *, at):
    proposed = proof_of(posting, moment=at).extension
    longer = Longer(proposed.until, tuple(proposed.dark))
    return lengthen(posting, longer, reason="补足", who="Cleo", at=at)


def test_a_dark_day_is_made_good_once(posted, put_up):
    report(put_up(), posted, every_day(lit(), without={date(2026, 11, 20)}))

    lengthened(posted, at=OVER - HOUR)

    assert (posted.publicity_last, posted.shows_until) == (date(2026, 11, 25), OVER + HOUR * 24)
    assert proof_of(posted, moment=OVER).extension is None
    # The added day was dark as well: that is one more.
    assert proof_of(posted, moment=LATER).extension.dark.keys() == {date(2026, 11, 25)}


def test_the_time_in_which_it_was_down_is_neither_due_nor_counted(posted, put_up):
    """The last day was dark, and nobody saw it before Friday at nine: the posting had come down by then."""
    screen = put_up()
    report(screen, posted, every_day(lit(), without={LAST}))
    on_friday = clock.day_begins(date(2026, 11, 27)) + 9 * HOUR

    lengthened(posted, at=on_friday)

    assert posted.publicity_last == date(2026, 11, 30)
    assert state_at(life_of(posted), on_friday) == State.PUBLICITY_RUNNING
    proof = proof_of(posted, moment=clock.day_ends(date(2026, 11, 30)))
    due = {one.day.day: one.due.bit_count() for one in proof.coverage.days}
    assert (due[24], due.get(25), due.get(26), due[27], due[30]) == (60, None, None, 52, 60)
    # Wednesday to Friday are none of its working days: it hangs for six, one of them to make good the dark one.
    assert [day.day for day in period_days(posted, work_calendar())] == [18, 19, 20, 23, 24, 30]


def test_each_day_goes_by_the_hours_that_held_on_it(posted, put_up):
    report(put_up(), posted, every_day(lit()))
    note_hours("07:00-22:00", "07:00-12:00", today=date(2026, 11, 22))
    note_hours("07:00-12:00", "08:00-12:00", today=date(2026, 11, 22))

    proof = proof_of(posted)

    assert [one.due.bit_count() for one in proof.coverage.days] == [60] * 5 + [16] * 2
    assert [(str(one.since), one.hours) for one in proof.hours] == [
        ("2000-01-01", "07:00-22:00"),
        ("2026-11-23", "08:00-12:00"),
    ]


def test_while_it_hangs_only_what_is_over_is_asked(posted, put_up):
    report(put_up(), posted, every_day(lit(28, 30)))

    proof = proof_of(posted, moment=BEGINS + timedelta(hours=8, minutes=14))

    assert (proof.coverage.due, proof.coverage.shown) == (4, 2)
    assert evidence_of(posted, moment=BEGINS) is None


def test_what_an_earlier_version_has_shown_is_kept_when_the_period_begins_anew(posted, put_up):
    screen = put_up()
    posted.revisions[0].approved_at = BEGINS - HOUR
    register.enter(posted.revisions[0], who="x", at=BEGINS)
    assert evidence_before(posted, moment=LATER) == []
    report(screen, posted, every_day(lit()))
    corrected_at = BEGINS + timedelta(days=2)
    better = making.add_content(posted, making.notice("改过"), reason="金额有误")
    approve(better, [], at=corrected_at, register_number=None)
    posted.shows_from = BEGINS + timedelta(days=3)
    posted.publicity_first = FIRST + timedelta(days=3)

    [before] = evidence_before(posted, moment=LATER)

    assert (before.number, before.begins, before.until) == (1, BEGINS, corrected_at)
    assert list(before.by_day.values()) == [100, 100]
    assert (before.coverage.shown, before.coverage.due) == (120, 120)
    assert proof_of(posted).coverage.shown == 0


def test_evidence_outlives_the_screen(posted, put_up):
    screen = put_up()
    report(screen, posted, every_day(lit()))
    end_standing(screen, at=OVER)
    db.session.delete(screen)
    db.session.flush()
    another = put_up("大厅")  # which may get the same number

    proof = proof_of(posted)

    assert [one.board.name for one in proof.coverage.days if one.shown] == ["监控室"] * 7
    assert another.mark not in {one.board.device for one in proof.coverage.days if one.shown}


def test_what_is_withdrawn_or_not_approved_proves_no_more_than_its_time(posted, put_up):
    report(put_up(), posted, every_day(lit()))
    withdraw(posted, reason="test", at=BEGINS + timedelta(hours=12))

    assert proof_of(posted).coverage.due == 20
    posted.approved.approved_at = None
    assert evidence_of(posted, moment=LATER) is None


def test_sums_of_which_nobody_knows_the_posting_are_told(posted, put_up):
    screen = put_up()
    rows = [[f"{screen.mark}-1", str(FIRST), "", 0, 40, 800, as_digits(1)]]
    keep_plays(screen, rows, known={}, at=LATER)

    proof = proof_of(posted)

    assert (proof.unnamed_times, proof.coverage.shown) == (40, 0)


class Wall:
    """A wall through a week of reloads and outages; what it really showed, and what it managed to say."""

    def __init__(self, screen, posting, dice):
        self.screen, self.posting, self.dice = screen, posting, dice
        self.boot, self.counts, self.sent = 1, {}, []
        self.shown = set()

    def show(self, moment):
        day, number = (
            clock.local_day(moment),
            (moment - clock.day_begins(clock.local_day(moment))) // quarters.LENGTH,
        )
        self.shown.add((day, number))
        times, seen = self.counts.get((self.boot, day), (0, 0))
        self.counts[self.boot, day] = (times + 1, seen | quarters.span(number, number + 1))

    def say(self, *, is_lost):
        told = [(boot, {(day, 1): count}) for (boot, day), count in self.counts.items()]
        self.dice.shuffle(told)
        self.sent.append(told)
        if not is_lost:
            self.deliver(told)

    def deliver(self, told):
        for boot, counts in told:
            report(self.screen, self.posting, counts, boot=str(boot))


def lived_through(wall, dice, *, is_whole):
    moment, is_up = BEGINS, True
    while moment < OVER:
        moment += timedelta(minutes=dice.choice([4, 9, 14, 40]))
        if dice.random() < 0.05:
            is_up = not is_up
        if dice.random() < 0.04:
            wall.boot += 1
        if dice.random() < 0.03:
            moment += timedelta(hours=dice.randint(1, 14))  # dark
        if moment < OVER:
            wall.show(moment)
        if dice.random() < 0.03:
            wall.say(is_lost=not is_up)
        if wall.sent and dice.random() < 0.01:
            wall.deliver(dice.choice(wall.sent))  # something old comes again
    if is_whole:
        wall.say(is_lost=False)


@pytest.mark.parametrize("seed", range(40))
def test_through_forty_weeks_of_outages_evidence_never_says_more_than_was(posted, put_up, seed):
    dice = random.Random(seed)
    wall = Wall(put_up(), posted, dice)
    is_whole = seed % 2 == 0
    lived_through(wall, dice, is_whole=is_whole)

    proof = proof_of(posted)

    due = {(day.day, number) for day in proof.coverage.days for number in range(28, 88)}
    true = wall.shown & due
    said = {
        (day.day, number)
        for day in proof.coverage.days
        for first, after in quarters.runs(day.shown)
        for number in range(first, after)
    }
    times = db.session.scalar(sa.select(sa.func.sum(Play.times))) or 0
    assert said <= true
    assert times <= sum(count for count, _seen in wall.counts.values())
    if is_whole:
        assert said == true
        assert times == sum(count for count, _seen in wall.counts.values())
    assert db.session.scalar(sa.select(sa.func.count()).select_from(Standing)) == 1


def test_a_board_that_rests_at_night_owes_nothing_then_and_the_proof_says_so(
    places, put_up, posted
):
    screen = put_up()
    screen.change(night="dark", night_hours="20:00-08:00")
    note_standing(screen, at=BEGINS - HOUR)
    proof = proof_of(posted)

    assert {one.due.bit_count() for one in proof.coverage.days} == {48}
    assert [(board.name, rests) for board, rests in proof.rests] == [("监控室", "20:00-08:00")]


def test_hours_that_a_board_is_given_today_do_not_mend_yesterday(places, put_up, posted):
    screen = put_up()
    screen.change(night="night", night_hours="20:00-08:00")
    note_standing(screen, at=BEGINS + 24 * HOUR)
    days = proof_of(posted).coverage.days

    assert [one.due.bit_count() for one in days[:2]] == [60, 48]
