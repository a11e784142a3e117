"""What two people do in the same moment: one of them is first, on SQLite and on PostgreSQL."""

import threading
from concurrent.futures import ThreadPoolExecutor, wait
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
import sqlalchemy as sa

from kiosk.accounts import trail
from kiosk.accounts.models import Act, SignInTry
from kiosk.accounts.operations import MOST_TRIES, Credentials, SignInRefused, TooManyTries, sign_in
from kiosk.core.db import db, means_to_write, reads_again
from kiosk.postings import drafts, register
from kiosk.postings.asking import asked_as_it_stands
from kiosk.postings.models import Posting
from kiosk.postings.operations import (
    Signed,
    new_posting,
    posting_by_code,
    put_under,
    work_calendar,
)
from kiosk.postings.register_models import RegisterEntry
from kiosk.postings.signing import Signer
from kiosk.postings.submissions import (
    MayNotSign,
    NothingUnderWay,
    Paper,
    in_hand,
    sign,
    submit,
)
from kiosk.screens import operations
from kiosk.screens.health import note_health
from kiosk.screens.models import Pairing, Screen, ScreenReport
from kiosk.screens.operations import Site, UnknownPairingCode
from tests.postings import making

NOON = datetime(2026, 11, 22, 4, tzinfo=UTC)
#: Long enough for the second to come as far as it can while the first has not committed.
A_WHILE_S = 0.5
AT_MOST_S = 20
CROWD = 12
#: Each press of the button twice; a signature is more work than most.
MANY_SIGNERS = 4


@pytest.fixture
def apart(app):
    """Run something in a transaction of its own that means to write: apart(work)."""

    def run(work):
        with app.app_context():
            means_to_write()
            try:
                result = work()
                db.session.commit()
            finally:
                reads_again()
            return result

    return run


@pytest.fixture
def overtaken(apart):
    """Run `work` twice, the second time while the first has not committed; give both results."""

    def run(work):
        with ThreadPoolExecutor(1) as pool:
            others = []

            def first():
                result = work()
                db.session.flush()
                others.append(pool.submit(apart, work))
                wait(others, timeout=A_WHILE_S)
                return result

            return apart(first), others[0].result(AT_MOST_S)

    return run


@pytest.fixture
def together(apart):
    """Run `work(number)` for a crowd in the same moment; give all results."""

    def run(work):
        gate = threading.Barrier(CROWD)

        def one(number):
            gate.wait(AT_MOST_S)
            return apart(lambda: work(number))

        with ThreadPoolExecutor(CROWD) as pool:
            return list(pool.map(one, range(CROWD), timeout=AT_MOST_S))

    return run


@pytest.fixture
def link(apart):
    """The secret of a screen's one-use link; the screen is at 柳泉, and alone there."""

    def put_up():
        screen = operations.add_screen(Site("监控室", making.station("LQ")))
        db.session.flush()
        return operations.fresh_claim(screen)

    return apart(put_up)


def stations_screens():
    return db.session.scalars(sa.select(Screen)).all()


def test_a_link_opened_twice_in_one_moment_makes_one_browser_the_screen(link, apart, overtaken):
    def claim():
        claimed = operations.claim(link)
        return claimed and claimed[1]

    first, second = overtaken(claim)

    assert first is not None
    assert second is None
    assert apart(lambda: operations.screen_with(first) is not None)


def test_a_code_typed_twice_in_one_moment_makes_one_screen(link, apart, overtaken):
    code = apart(lambda: operations.begin_pairing("secret", address="10.0.0.1", at=NOON).code)

    def pair():
        station = stations_screens()[0].station
        try:
            return operations.pair(code, Site("大厅", station), at=NOON).name
        except UnknownPairingCode:
            return None

    assert overtaken(pair) == ("大厅", None)
    assert apart(lambda: len(stations_screens())) == 2


def test_no_more_wait_than_may_however_many_come_at_once(apart, together, monkeypatch):
    monkeypatch.setattr(operations, "MOST_WAITING_AT_ONE_ADDRESS", 3)

    together(lambda number: operations.begin_pairing(f"{number}", address="10.0.0.1", at=NOON).id)

    assert apart(lambda: db.session.scalar(sa.select(sa.func.count(Pairing.id)))) == 3


def test_guesses_made_side_by_side_all_count(apart, together):
    def guess(_number):
        try:
            sign_in(Credentials("ada", "a guess", "10.0.0.1"), at=NOON)
        except (SignInRefused, TooManyTries) as refusal:
            return type(refusal)

    refusals = together(guess)

    assert refusals.count(SignInRefused) == MOST_TRIES
    assert refusals.count(TooManyTries) == CROWD - MOST_TRIES
    assert apart(lambda: db.session.scalar(sa.select(sa.func.count(SignInTry.id)))) == MOST_TRIES


def test_a_screen_that_reports_twice_in_one_moment_has_one_report(apart, overtaken, link):
    def report():
        size = {"width": 1920, "height": 1080}
        note_health(stations_screens()[0], size, at=NOON)

    overtaken(report)

    assert apart(lambda: db.session.scalar(sa.select(sa.func.count(ScreenReport.screen_id)))) == 1


def test_two_acts_in_the_same_moment_follow_each_other(app, apart, overtaken):
    overtaken(lambda: trail.record("screen.add", who="x", subject="s", at=NOON).place)

    with app.app_context():
        assert db.session.scalars(sa.select(Act.place).order_by(Act.place)).all() == [1, 2]
        assert trail.verified() == (trail.head(), None)


def test_a_crowd_leaves_an_unbroken_trail(app, apart):
    with ThreadPoolExecutor(CROWD) as pool:
        asked = [
            pool.submit(
                apart, lambda: trail.record("screen.add", who="x", subject="s", at=NOON).place
            )
            for _ in range(CROWD)
        ]
        places = sorted(one.result(AT_MOST_S) for one in asked)

    assert places == list(range(1, CROWD + 1))
    with app.app_context():
        assert trail.verified() == (trail.head(), None)


@pytest.fixture
def to_be_registered(apart):
    """The ids of as many approved postings as there are people in a crowd, half of them a station's."""

    def write():
        under, station = making.category(form="公开"), making.station("LQ")
        places = [
            making.everywhere(station=station if count % 2 else None) for count in range(CROWD)
        ]
        return [making.posted(under, place).id for place in places]

    return apart(write)


def registered(number):
    posting = db.session.get_one(Posting, number)
    entry = register.enter(posting.revisions[-1], who="x", at=NOON)
    return entry and entry.number


def test_two_that_register_in_one_moment_get_two_numbers_after_each_other(
    to_be_registered, overtaken
):
    office = iter(to_be_registered[::2])

    first, second = overtaken(lambda: registered(next(office)))

    assert [first, second] == ["收费公开〔2026〕1号", "收费公开〔2026〕2号"]


def test_a_posting_released_twice_in_one_moment_has_one_number(to_be_registered, apart, overtaken):
    first, second = overtaken(lambda: registered(to_be_registered[0]))

    assert (first, second) == ("收费公开〔2026〕1号", None)
    assert apart(lambda: db.session.scalar(sa.select(sa.func.count(RegisterEntry.id)))) == 1


def test_a_crowd_is_registered_without_gaps_and_doubles_in_each_series(
    to_be_registered, together, apart
):
    numbers = together(lambda number: registered(to_be_registered[number]))

    half = range(1, CROWD // 2 + 1)
    assert sorted(numbers) == sorted(
        [f"收费公开〔2026〕{one}号" for one in half] + [f"LQ公开〔2026〕{one}号" for one in half]
    )
    assert apart(trail.verified)[1] is None


def test_a_number_whose_release_failed_is_given_to_the_next(to_be_registered, apart):
    def fails():
        registered(to_be_registered[0])
        raise InterruptedError

    with pytest.raises(InterruptedError):
        apart(fails)

    assert apart(lambda: registered(to_be_registered[2])) == "收费公开〔2026〕1号"


def test_where_a_year_begins_is_settled_by_whoever_is_first(to_be_registered, apart, overtaken):
    steps = iter(
        [
            lambda: registered(to_be_registered[0]),
            lambda: register.begin_year("", 2026, 40, who="x", at=NOON),
        ]
    )

    def next_step():
        return next(steps)()

    with pytest.raises(register.AlreadyCounting):
        overtaken(next_step)


def test_two_signatures_in_one_moment_release_it_once(app, app_context, together, tmp_path):
    posting = _on_its_way()
    calendar = work_calendar()

    def one_signs(number: int) -> str:
        if number >= MANY_SIGNERS:
            return "looks on"
        part, name = ("party", "陈守业") if number % 2 else ("admin", "田建军")
        found = posting_by_code(posting)
        assert found is not None
        try:
            submission = in_hand(found)
            signed = Signed(part=part, name=name, post="", on=date(2026, 11, 22), at=NOON)
            paper = Paper(making.notice(), names=lambda _person: False)
            released = sign(
                submission, [signed], paper, who=name, at=NOON, media=tmp_path, calendar=calendar
            )
        except MayNotSign as refused:
            return str(refused.why)
        except NothingUnderWay:
            return "over"
        return "released" if released else "signed"

    results = together(one_signs)

    assert (results.count("signed"), results.count("released")) == (1, 1)
    db.session.rollback()  # what this thread saw was before
    hung = posting_by_code(posting)
    assert hung is not None
    assert hung.approved is not None
    assert sorted(one.part for one in hung.approved.signatures) == [
        "admin", "party", "secrecy_reviewer",
    ]  # fmt: skip
    acts = db.session.scalars(sa.select(Act.what).where(Act.what == "posting.publish")).all()
    assert len(acts) == 1


def _on_its_way() -> str:
    """A reviewed notice that both heads have before them; its code."""
    posting = new_posting(making.category(signing="joint"), making.everywhere(), kind="notices")
    draft = drafts.begin(posting, who="蔺芳", at=NOON)
    db.session.flush()
    submission = submit(
        draft,
        Paper(making.notice(), names=lambda _person: False),
        asked_as_it_stands(posting),
        schema=1,
        title="通知",
        reason="",
        writers=[Signer("蔺芳")],
        who="蔺芳",
        at=NOON,
        media=Path(),
    )
    review = Signed(part="secrecy_reviewer", name="苗春霞", post="", on=date(2026, 11, 22), at=NOON)
    put_under(submission.revision, review)
    db.session.commit()
    return posting.code
