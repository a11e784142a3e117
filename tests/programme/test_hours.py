"""What a wall's programme says of its hours: shift handovers, the night board and dark hours, without the server too."""

import json
from datetime import UTC, date, datetime, timedelta

import pytest
from bs4 import BeautifulSoup

from kiosk.accounts.models import Office, Person
from kiosk.core import quarters
from kiosk.core.db import db
from kiosk.programme.build import programme_of
from kiosk.programme.modes import quarters_of_handovers
from kiosk.screens.operations import Site, add_screen
from tests.kinds.moments.samples import SEEN
from tests.postings import making

pytestmark = pytest.mark.usefixtures("answering_in_chinese")


def at(text):
    """A moment on the office's clock."""
    return datetime.fromisoformat(f"{text}+08:00").astimezone(UTC)


NOW = at("2026-11-22T08:26")
MIDNIGHT = at("2026-11-23T00:00")


@pytest.fixture
def screen(own):
    return put_up(own)


def put_up(station):
    made = add_screen(Site("监控室", station))
    db.session.flush()
    return made


def post(category, placing=None, *, code, content=None):
    """A posting that says its code, so that each board is another."""
    content = content or making.notice(f"通知{code}")
    return making.posted(category, placing or making.everywhere(), code=code, content=content)


def plan(screen):
    return json.loads(programme_of(screen, moment=NOW).body)


def shown(screen, when):
    """The codes on `screen` at a moment, in their order."""
    known = plan(screen)["boards"]
    return [known[digest]["posting"] for digest in window(screen, when)["boards"]]


@pytest.fixture
def office():
    made = Office(
        id=1,
        name="柳泉收费所",
        short_name="柳泉所",
        handover_times="08:00,16:00,00:00",
        duty_phone="0937-0000110",
    )
    db.session.add(made)
    db.session.flush()
    return made


def window(screen, when):
    stamp = when.timestamp() * 1000
    windows = plan(screen)["windows"]
    return next(one for one in windows if one["from"] <= stamp < one["until"])


def brief(screen, when):
    """What the board says that opens a handover: its heading, and its lines."""
    digest = window(screen, when)["boards"][0]
    page = BeautifulSoup(programme_of(screen, moment=NOW).boards[digest].html, "html.parser")
    lines = [" ".join(one.get_text(" ").split()) for one in page.select(".brief")]
    return page.select("h2")[0].get_text(), lines


def test_a_handover_begins_with_what_is_new_and_what_ends_and_its_pages_stay_longer(
    office, screen, category
):
    post(category, making.everywhere(shows_from=at("2026-11-22T07:00")), code="new")
    post(category, making.everywhere(shows_until=MIDNIGHT), code="ending")
    post(category, code="standing")
    found = window(screen, at("2026-11-22T08:10"))

    assert (found["mode"], found["slower"]) == ("handover", 1.3)
    assert found["from"] == at("2026-11-22T07:45").timestamp() * 1000
    assert found["until"] == at("2026-11-22T08:15").timestamp() * 1000
    assert brief(screen, at("2026-11-22T08:10")) == (
        "今天新上墙 1 项，今天截止 1 项",
        ["新 通知new", "今天截止 通知ending"],
    )
    assert shown(screen, at("2026-11-22T08:10")) == ["handover", "new", "ending", "standing"]


def test_a_handover_names_what_is_in_its_publicity_period_too(office, screen, category):
    first, last = date(2026, 11, 20), date(2026, 11, 24)
    running = making.everywhere(publicity_first=first, publicity_last=last)
    post(category, running, code="running")
    post(category, code="standing")

    assert brief(screen, at("2026-11-22T16:00"))[1] == ["公示中 通知running"]


def test_a_handover_over_midnight_speaks_of_each_day_by_itself(office, screen, category):
    post(category, making.everywhere(shows_until=MIDNIGHT), code="ending")
    post(category, making.everywhere(shows_from=MIDNIGHT), code="coming")

    assert brief(screen, MIDNIGHT - timedelta(minutes=1))[1] == ["今天截止 通知ending"]
    assert brief(screen, MIDNIGHT)[1] == ["新 通知coming"]


def test_a_handover_leaves_out_what_is_neither_new_nor_a_notice_nor_stars(office, screen, category):
    moments = making.category("moments", kind="moments")
    post(moments, making.everywhere(), code="moment", content=SEEN)
    post(category, code="notice")

    assert shown(screen, at("2026-11-22T16:00")) == ["handover", "notice"]
    assert sorted(shown(screen, at("2026-11-22T12:00"))) == ["moment", "notice"]


def test_the_quarter_hours_that_count_as_left_out_are_those_in_which_it_never_hangs(
    office, screen, category
):
    moments = making.category("moments", kind="moments")
    post(moments, making.everywhere(), code="moment", content=SEEN)
    post(category, code="notice")
    known = plan(screen)
    with_it = {digest for digest, one in known["boards"].items() if one["posting"] == "moment"}
    day = date(2026, 11, 24)

    never = 0
    for number in range(quarters.A_DAY):
        begins, ends = (
            quarters.moment(day, one).timestamp() * 1000 for one in (number, number + 1)
        )
        meanwhile = [
            one for one in known["windows"] if one["from"] < ends and begins < one["until"]
        ]
        if not any(with_it.intersection(one["boards"]) for one in meanwhile):
            never |= quarters.span(number, number + 1)
    assert never == quarters_of_handovers(office.handover_times)


def test_who_is_hidden_is_not_named_by_a_handover(office, screen, category):
    hidden = Person(name="赵海霞", hidden_at=NOW)
    db.session.add(hidden)
    content = making.notice("赵海霞同志岗位调整")
    post(category, making.everywhere(shows_until=MIDNIGHT), code="a", content=content)

    assert brief(screen, at("2026-11-22T16:00"))[1] == ["今天截止 某某同志岗位调整"]


def test_a_wall_on_which_nothing_hangs_has_nothing_to_say_at_a_handover(office, screen):
    assert window(screen, at("2026-11-22T16:00"))["boards"] == []


def test_a_station_has_its_own_handovers_if_it_says_so(office, screen, own, category):
    own.handover_times = "20:00"
    post(category, code="a")
    db.session.flush()

    assert "mode" not in window(screen, at("2026-11-22T08:00"))
    assert window(screen, at("2026-11-22T20:00"))["mode"] == "handover"


def test_at_night_a_dim_clock_says_which_shift_it_is_and_whom_to_call(office, screen, category):
    post(category, code="a")
    screen.night = "night"
    db.session.flush()
    found = window(screen, at("2026-11-23T02:41"))
    board = programme_of(screen, moment=NOW).boards[found["boards"][0]]

    assert found["mode"] == "night"
    assert (board.kind, board.revision, len(found["boards"])) == ("night", 0, 1)
    text = " ".join(BeautifulSoup(board.html, "html.parser").get_text(" ").split())
    assert "00:00–08:00" in text
    assert "06:30" in text
    assert "0937-0000110" in text


def test_in_its_dark_hours_a_wall_shows_nothing_but_handovers(office, screen, category):
    post(category, code="a")
    screen.night, screen.night_hours = "dark", "22:00-06:30"
    db.session.flush()
    hours = ["2026-11-22T22:00", "2026-11-22T23:50", "2026-11-23T03:00", "2026-11-23T06:30"]

    assert [shown(screen, at(one))[0] for one in hours] == ["dark", "handover", "dark", "a"]


def test_walls_of_a_station_that_rest_otherwise_have_programmes_of_their_own(
    office, screen, own, category
):
    post(category, code="a")
    other = put_up(own)
    other.night = "dark"
    db.session.flush()

    assert shown(screen, at("2026-11-23T03:00")) == ["a"]
    assert shown(other, at("2026-11-23T03:00")) == ["dark"]
