"""What screens say they have shown: taken once however often it is said, and only if it can be true."""

from datetime import UTC, date, datetime, timedelta

import pytest
import sqlalchemy as sa
from hypothesis import given
from hypothesis import strategies as st

from kiosk.core.db import db
from kiosk.screens.models import Play, Screen, ScreenReport, Standing
from kiosk.screens.operations import Site, add_screen
from kiosk.screens.plays import Aside, Counted, as_digits, fault, keep_plays, read
from kiosk.screens.standing import end_standing, note_standing
from tests.postings import making

MARK = "lq7k3"
DAY = date(2026, 11, 22)
#: 08:26 on the office's clock.
AT = datetime(2026, 11, 22, 0, 26, tzinfo=UTC)
PUT_UP = datetime(2026, 11, 20, 1, 0, tzinfo=UTC)
KNOWN = {("abc", 1): "f" * 64, ("abc", 2): "e" * 64}
#: 08:00 to 08:15.
EIGHT = 1 << (95 - 32)


def row(
    *,
    boot=f"{MARK}-1",
    day="2026-11-22",
    posting="abc",
    revision=1,
    times=2,
    seconds=40,
    quarters=EIGHT,
):
    return [boot, day, posting, revision, times, seconds, as_digits(quarters)]


def why(said, **more):
    counted = read(said)
    assert counted is not None
    return fault(counted, **{"mark": MARK, "since": PUT_UP, "at": AT, "known": KNOWN, **more})


@pytest.fixture
def screen(app_context):
    """A screen with a device since Friday."""
    made = add_screen(Site("监控室", making.station("LQ", "柳泉收费站")))
    made.mark, made.secret_hash = MARK, "x"
    db.session.flush()
    db.session.add(ScreenReport(screen_id=made.id, seen_at=AT))
    note_standing(made, at=PUT_UP)
    return made


def stored():
    rows = db.session.scalars(
        sa.select(Play).order_by(Play.day, Play.posting, Play.revision, Play.boot)
    )
    return [
        (one.boot, one.posting, one.revision, one.times, one.seconds, one.quarters) for one in rows
    ]


def test_what_was_shown_is_kept_with_what_that_revision_says(screen):
    heard = keep_plays(screen, [row(revision=2)], known=KNOWN, at=AT)

    assert heard == 1
    assert stored() == [("1", "abc", 2, 2, 40, as_digits(EIGHT))]
    one = db.session.scalars(sa.select(Play)).one()
    assert (one.device, one.day, one.fingerprint, one.reported_at) == (MARK, DAY, "e" * 64, AT)


def test_a_report_that_comes_twice_or_late_changes_nothing(screen):
    early, later = row(), row(times=3, seconds=60, quarters=EIGHT | EIGHT >> 1)
    for rows in ([early], [later], [early], [later, early]):
        keep_plays(screen, rows, known=KNOWN, at=AT)

    assert stored() == [("1", "abc", 1, 3, 60, as_digits(EIGHT | EIGHT >> 1))]


def test_counts_of_two_starts_are_kept_apart(screen):
    keep_plays(screen, [row(), row(boot=f"{MARK}-2", times=1, seconds=20)], known=KNOWN, at=AT)

    assert [one[:4] for one in stored()] == [("1", "abc", 1, 2), ("2", "abc", 1, 1)]


def test_bad_rows_are_set_aside_and_counted_and_good_ones_kept(screen):
    rows = [[], row(day="2026-11-23"), row(), row(posting="xyz"), row(day="2026-11-23", revision=2)]
    heard = keep_plays(screen, rows, known=KNOWN, at=AT)

    assert heard == len(rows)
    assert [one[1:4] for one in stored()] == [("abc", 1, 2)]
    report = db.session.get_one(ScreenReport, screen.id)
    assert (report.aside, report.aside_at, report.aside_why) == (4, AT, "future")


def test_of_a_report_without_end_the_rest_waits_for_the_next(screen):
    assert keep_plays(screen, [row()] * 1000, known=KNOWN, at=AT) == 400


@pytest.mark.parametrize(
    "said",
    [
        None,
        {},
        "abc",
        [],
        ["plays:lq7k3-old:2026-11-20"],
        row()[:-1],
        [*row(), 1],
        row(day="2026-02-30"),
        row(day="22.11.2026"),
        row(day=20261122),
        row(posting="<b>"),
        row(boot="../../etc"),
        row(times="2"),
        row(times=True),
        row(seconds=40.5),
        row(seconds=None),
        [*row()[:-1], "zz"],
        [*row()[:-1], as_digits(EIGHT) + "0"],
        [*row()[:-1], 7],
    ],
)
def test_what_is_no_count_is_not_readable(said):
    assert read(said) is None


@pytest.mark.parametrize(
    ("said", "reason"),
    [
        (row(), None),
        (row(day="2026-11-21", seconds=86_400, times=4000), None),
        (row(posting="", revision=0), None),
        (row(boot="other-1"), Aside.OTHER_SCREEN),
        (row(day="2026-11-23"), Aside.FUTURE),
        (row(quarters=EIGHT >> 2), Aside.FUTURE),  # 08:30, and it is 08:26
        (row(quarters=EIGHT >> 1), None),  # 08:15
        (row(day="2026-11-19"), Aside.TOO_EARLY),
        (row(day="2026-11-20", quarters=EIGHT), Aside.TOO_EARLY),  # put up at nine
        (row(day="2026-11-20", quarters=EIGHT >> 4), None),
        (row(times=0), Aside.IMPOSSIBLE),
        (row(times=-1), Aside.IMPOSSIBLE),
        (row(seconds=-40), Aside.IMPOSSIBLE),
        (row(times=50), Aside.IMPOSSIBLE),  # in less than a second each
        (row(seconds=86_401, day="2026-11-21"), Aside.IMPOSSIBLE),
        (row(seconds=32_000), Aside.IMPOSSIBLE),  # more than the day has had by now
        (row(quarters=0), Aside.IMPOSSIBLE),
        (row(quarters=EIGHT | EIGHT >> 1 | EIGHT << 1), Aside.IMPOSSIBLE),  # three in two showings
        (row(revision=0), Aside.IMPOSSIBLE),
        (row(revision=10**20), Aside.IMPOSSIBLE),
        (row(posting="", revision=1), Aside.IMPOSSIBLE),
        (row(revision=3), Aside.UNKNOWN),
        (row(posting="xyz"), Aside.UNKNOWN),
    ],
)
def test_what_cannot_be_true_is_set_aside(said, reason):
    assert why(said) is reason


def test_a_clock_a_minute_fast_is_no_future():
    before_midnight = datetime(2026, 11, 22, 15, 59, tzinfo=UTC)

    assert (
        why(row(day="2026-11-23", times=1, seconds=20, quarters=1 << 95), at=before_midnight)
        is None
    )


COUNTS = st.builds(
    lambda boot, revision, times, quarter: row(
        boot=f"{MARK}-{boot}",
        revision=revision,
        times=times,
        seconds=20 * times,
        quarters=1 << (95 - quarter),
    ),
    st.sampled_from("12"),
    st.sampled_from([1, 2]),
    st.integers(1, 9),
    st.integers(0, 33),
)


@given(rows=st.lists(COUNTS, max_size=12), data=st.data())
def test_neither_order_nor_repetition_nor_the_cut_of_reports_matters(migrated_app, rows, data):
    app, database = migrated_app
    again = data.draw(st.permutations(rows + rows))
    cut = data.draw(st.integers(0, len(again)))

    found = []
    for reports in ([rows], [again[:cut], again[cut:]]):
        database.reset()
        with app.app_context():
            alone = Screen(id=1, mark=MARK)
            db.session.add(
                Standing(
                    device=MARK,
                    name="",
                    station="LQ",
                    station_name="",
                    audience="staff",
                    begins=PUT_UP,
                )
            )
            db.session.flush()
            for report in reports:
                keep_plays(alone, report, known=KNOWN, at=AT)
            found.append(stored())
            db.session.rollback()

    assert found[0] == found[1]


def standings():
    rows = db.session.scalars(sa.select(Standing).order_by(Standing.id))
    return [(one.name, one.station, one.audience, one.begins, one.ends) for one in rows]


def test_a_screen_that_is_renamed_or_moved_stands_elsewhere_from_then_on(screen):
    other = making.station("DS", "东山收费站")
    moved, revoked = PUT_UP + timedelta(hours=1), PUT_UP + timedelta(hours=2)
    note_standing(screen, at=PUT_UP + timedelta(minutes=5))
    screen.change(station_id=other.id, name="大厅", audience="hall")
    note_standing(screen, at=moved)
    screen.revoke()
    note_standing(screen, at=revoked)
    note_standing(screen, at=revoked + timedelta(hours=1))

    assert standings() == [
        ("监控室", "LQ", "staff", PUT_UP, moved),
        ("大厅", "DS", "hall", moved, revoked),
    ]


def test_a_screen_that_is_deleted_has_stood_until_then(screen):
    end_standing(screen, at=AT)
    db.session.delete(db.session.get_one(ScreenReport, screen.id))
    db.session.delete(screen)
    db.session.flush()

    assert standings() == [("监控室", "LQ", "staff", PUT_UP, AT)]


def test_a_count_is_what_it_says():
    assert read(row()) == Counted(f"{MARK}-1", DAY, "abc", 1, 2, 40, EIGHT)
