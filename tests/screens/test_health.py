"""How screens are: what a report makes sense of, who is missed when, and what is asked of a wall is done once."""

from datetime import UTC, datetime, timedelta

import pytest

from kiosk.core.db import db
from kiosk.screens import health, operations
from kiosk.screens.health import Ask, Asked, Health
from kiosk.screens.models import Screen, ScreenReport
from kiosk.screens.operations import Site
from tests.postings import making

AT = datetime(2026, 11, 22, 0, 26, tzinfo=UTC)
AT_MS = int(AT.timestamp() * 1000)
MINUTE = timedelta(minutes=1)
PAGE = {
    "kind": "notices", "posting": "lq7k3", "revision": 2, "page": 3, "pages": 4,
    "begins": [0, 240], "since": AT_MS - 9000, "next": "hn4xx",
}  # fmt: skip
DAY = "07:00-22:00"
ALWAYS = "00:00-24:00"


def morning(clock):
    """That minute of the sample's day, in the office."""
    return datetime.fromisoformat(f"2026-11-22T{clock}:00+08:00").astimezone(UTC)


def state_of_ask(screen, report, at):
    asked = health.what_was_asked(screen, report, at=at)
    return asked and asked.state


def read(**said):
    return health.read(said, at=AT)


@pytest.fixture
def screens(app_context):
    """A screen with a device, and another that nothing is asked of."""
    station = making.station("LQ")
    both = [operations.add_screen(Site(name, station)) for name in ["监控室", "大厅"]]
    for number, one in enumerate(both):
        one.secret_hash = f"h{number}"
    db.session.flush()
    return both


def test_a_report_says_how_the_wall_is_and_the_very_page_that_is_on():
    said = read(
        width=1920, height=1080, engine="Chrome/83", version="0.1.0-ab", begun=AT_MS - 60_000,
        clock=AT_MS + 90_000, memory=34, storage=None, on=PAGE,
    )  # fmt: skip

    assert said == Health(
        width_px=1920, height_px=1080, engine="Chrome/83", version="0.1.0-ab", begun_at=AT - MINUTE,
        drift_s=90, memory_mb=34, storage_mb=None, on_kind="notices", on_posting="lq7k3",
        on_revision=2, on_page=3, on_pages=4, on_begins="0,240",
        on_since=AT - timedelta(seconds=9), next_posting="hn4xx",
    )  # fmt: skip


@pytest.mark.parametrize(
    ("said", "kept"),
    [
        ({"on": "text"}, Health()),
        ({"on": {"posting": 7, "page": "1", "since": "x", "begins": "0"}}, Health()),
        ({"on": {"begins": [0] * 9, "page": -1}}, Health()),
        ({"on": {"begins": [True, 5, None]}}, Health(on_begins="0,5,0")),
        ({"memory": "much", "storage": True}, Health(memory_mb=0, storage_mb=0)),
        ({"clock": True, "begun": True}, Health()),
        ({"begun": AT_MS + 10**9}, Health()),
        ({"begun": AT_MS + 1000}, Health(begun_at=AT)),
        ({"clock": 0}, Health(drift_s=-AT_MS // 1000)),
        ({"clock": 10**30}, Health(drift_s=2**31 - 1)),
        ({"version": "a\x00b" * 40}, Health(version="ab" * 20)),
    ],
)
def test_whatever_makes_no_sense_is_left_out(said, kept):
    assert health.read(said, at=AT) == kept


def test_the_last_trouble_stays_until_there_is_another(screens):
    screen, _other = screens
    health.note_health(screen, {"error": "board lq7k3", "errorAt": AT_MS - 5000}, at=AT)
    report = health.note_health(screen, {"error": ""}, at=AT + MINUTE)
    assert (report.error, report.error_at) == ("board lq7k3", AT - timedelta(seconds=5))

    health.note_health(screen, {"error": "another", "errorAt": "?"}, at=AT + MINUTE)

    assert (report.error, report.error_at) == ("another", AT + MINUTE)


def test_a_report_is_replaced_by_the_next_one_of_the_same_screen(screens):
    screen, other = screens
    health.note_health(other, {"width": 1}, at=AT)
    health.note_health(screen, {"width": 1920, "on": PAGE}, at=AT)
    health.note_health(screen, {"width": 1080}, at=AT + MINUTE)

    report = db.session.get_one(ScreenReport, screen.id)
    assert (report.seen_at, report.width_px, report.on_posting) == (AT + MINUTE, 1080, "")
    assert db.session.get_one(ScreenReport, other.id).width_px == 1


def test_what_is_asked_has_a_number_and_is_asked_until_the_wall_says_that_number(screens):
    screen, other = screens
    number = health.ask(screen, Ask.RELOAD, at=AT)
    report = health.note_health(screen, {"done": number - 1}, at=AT)
    assert health.asked_of(screen, done=report.done, at=AT) is Ask.RELOAD

    report = health.note_health(screen, {"done": number}, at=AT + MINUTE)

    assert health.asked_of(screen, done=report.done, at=AT + MINUTE) is None
    assert (report.done, report.done_at) == (number, AT + MINUTE)
    assert health.asked_of(other, done=0, at=AT) is None


def test_a_page_that_was_loaded_anew_and_remembers_nothing_is_not_asked_again(screens):
    screen, _other = screens
    number = health.ask(screen, Ask.RELOAD, at=AT)
    health.note_health(screen, {"done": number}, at=AT)

    report = health.note_health(screen, {"done": 0}, at=AT + MINUTE)

    assert health.asked_of(screen, done=report.done, at=AT + MINUTE) is None


def test_a_wall_cannot_say_that_it_has_done_what_nobody_has_asked(screens):
    screen, _other = screens
    report = health.note_health(screen, {"done": 10**12}, at=AT)
    number = health.ask(screen, Ask.IDENTIFY, at=AT)

    assert number == 1
    assert health.asked_of(screen, done=report.done, at=AT) is Ask.IDENTIFY


def test_the_newest_ask_holds_and_the_one_before_is_void(screens):
    screen, _other = screens
    health.ask(screen, Ask.IDENTIFY, at=AT)
    health.ask(screen, Ask.RELOAD, at=AT)

    assert (screen.asked, health.asked_of(screen, done=0, at=AT)) == (2, Ask.RELOAD)


@pytest.mark.parametrize(
    ("what", "lasts"), [(Ask.IDENTIFY, timedelta(minutes=2)), (Ask.RELOAD, timedelta(days=1))]
)
def test_an_ask_that_nobody_waits_for_any_more_is_void(screens, what, lasts):
    screen, _other = screens
    health.ask(screen, what, at=AT)

    assert health.asked_of(screen, done=0, at=AT + lasts - MINUTE) is what
    assert health.asked_of(screen, done=0, at=AT + lasts) is None
    assert state_of_ask(screen, None, AT + lasts) == "void"


def test_the_panel_knows_what_came_of_what_was_asked(screens):
    screen, other = screens
    number = health.ask(screen, Ask.RELOAD, at=AT)
    assert state_of_ask(screen, None, AT) == "waiting"
    report = health.note_health(screen, {"done": number}, at=AT)

    assert health.what_was_asked(screen, report, at=AT) == Asked(Ask.RELOAD, AT, "done")
    assert health.what_was_asked(other, None, at=AT) is None


@pytest.mark.parametrize(
    ("hours", "clock", "since"),
    [
        (DAY, "06:59", None),
        (DAY, "07:00", "07:00"),
        (DAY, "21:59", "07:00"),
        (DAY, "22:00", None),
        ("07:10-22:00", "07:12", None),  # quarter-hours count as wholes
    ],
)
def test_boards_are_lit_from_when_the_showing_hours_say(hours, clock, since):
    assert health.lit_since(hours, moment=morning(clock)) == (since and morning(since))


def test_a_day_that_is_lit_throughout_goes_on_from_the_one_before():
    assert health.lit_since(ALWAYS, moment=morning("00:01")) == morning("00:00") - timedelta(days=1)


@pytest.mark.parametrize(
    ("hours", "clock", "silent_for", "state"),
    [
        (ALWAYS, "00:01", 2, "online"),
        (ALWAYS, "00:01", 3, "silent"),
        (DAY, "06:30", 400, "resting"),
        (DAY, "07:02", 400, "resting"),  # it may be starting
        (DAY, "07:03", 400, "silent"),
        (DAY, "21:59", 3, "silent"),
        (DAY, "23:00", 600, "resting"),
        (DAY, "23:00", 1, "online"),
    ],
)
def test_a_screen_is_missed_only_while_it_should_be_lit(hours, clock, silent_for, state):
    now = morning(clock)
    screen = Screen(secret_hash="x")
    report = ScreenReport(seen_at=now - silent_for * MINUTE)
    lit = health.lit_since(hours, moment=now)

    assert health.state_of(screen, report, moment=now, lit=lit) == state


@pytest.mark.parametrize(
    ("clock", "state"),
    [("05:00", "resting"), ("06:32", "resting"), ("06:33", "silent"), ("22:30", "resting")],
)
def test_a_wall_that_is_black_because_it_was_set_so_is_not_missed(clock, state):
    now = morning(clock)
    screen = Screen(secret_hash="x", night="dark", night_hours="22:00-06:30")
    dark = health.dark_hours(screen.night, screen.night_hours)
    lit = health.lit_since(ALWAYS, moment=now, dark=dark)
    report = ScreenReport(seen_at=now - timedelta(hours=9))

    assert health.state_of(screen, report, moment=now, lit=lit) == state


def test_a_night_board_is_to_be_seen():
    assert health.dark_hours("night", "22:00-06:30") == ""


def test_without_a_device_or_a_report_there_is_nobody_to_miss():
    assert health.state_of(Screen(), ScreenReport(seen_at=AT), moment=AT, lit=AT) == "free"
    assert health.state_of(Screen(secret_hash="x"), None, moment=AT, lit=AT) == "new"


def test_many_walls_report_less_often_so_that_all_together_are_no_burden():
    between = {walls: health.seconds_between(walls) for walls in [1, 60, 64, 200, 1000]}

    assert between == {1: 15, 60: 15, 64: 16, 200: 50, 1000: 60}
