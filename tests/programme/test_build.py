"""A screen's programme, from real rows: what hangs there, when, and in what order."""

import itertools
import json
from datetime import UTC, date, datetime, timedelta

import pytest

from kiosk.accounts.models import Office, WorkingDayOverride
from kiosk.core.db import db
from kiosk.kinds.notices import Column, KeepRule, Table
from kiosk.postings import operations
from kiosk.postings.models import NilReturn
from kiosk.postings.operations import Placing
from kiosk.programme import build
from kiosk.programme.build import programme_of
from kiosk.screens.health import note_health
from kiosk.screens.models import ScreenReport
from kiosk.screens.operations import Site, add_screen
from tests.kinds.honors.samples import SAMPLES as HONORS
from tests.kinds.moments.samples import SEEN
from tests.postings import making

pytestmark = pytest.mark.usefixtures("answering")


def at(text):
    """A moment on the office's clock."""
    return datetime.fromisoformat(f"{text}+08:00").astimezone(UTC)


NOW = at("2026-11-22T08:26")
MIDNIGHT = at("2026-11-23T00:00")


@pytest.fixture
def elsewhere():
    return making.station("SM", "石磨沟收费站")


@pytest.fixture
def screen(own):
    return put_up(own)


def put_up(station, audience="staff", **site):
    made = add_screen(Site("监控室", station, audience=audience, **site))
    db.session.flush()
    return made


def post(category, placing=None, *, code, **options):
    """A posting that says its code, so that each board is another."""
    content = options.pop("content", making.notice(f"通知{code}"))
    return making.posted(
        category, placing or making.everywhere(), code=code, content=content, **options
    )


def plan(screen, moment=NOW):
    return json.loads(programme_of(screen, moment=moment).body)


def shown(screen, when=NOW, *, moment=NOW):
    """The codes on `screen` at a moment, in their order, by the programme of (perhaps) an earlier one."""
    document = plan(screen, moment)
    stamp = when.timestamp() * 1000
    (window,) = [one for one in document["windows"] if one["from"] <= stamp < one["until"]]
    return [document["boards"][digest]["posting"] for digest in window["boards"]]


def test_a_wall_shows_the_offices_postings_and_its_own_stations(screen, own, elsewhere, category):
    post(category, code="office")
    post(category, making.everywhere("station_staff", station=own), code="own")
    post(category, making.everywhere("station_staff", station=elsewhere), code="elsewhere")
    post(category, making.everywhere("society", station=elsewhere), code="elsewhere2")

    assert sorted(shown(screen)) == ["office", "own"]
    assert sorted(shown(put_up(elsewhere))) == ["elsewhere", "elsewhere2", "office"]


@pytest.mark.parametrize(
    ("audience", "codes"),
    [
        ("hall", ["society"]),
        ("staff", ["society", "staff", "station"]),
        ("party", ["party", "society", "staff", "station"]),
    ],
)
def test_a_wall_shows_what_its_audience_may_see(own, category, audience, codes):
    post(category, making.everywhere("society"), code="society")
    post(category, making.everywhere("staff"), code="staff")
    post(category, making.everywhere("party"), code="party")
    post(category, making.everywhere("station_staff", station=own), code="station")

    assert sorted(shown(put_up(own, audience))) == codes


def test_drafts_and_what_was_withdrawn_hang_nowhere(screen, category):
    post(category, code="hanging")
    post(category, code="draft", is_approved=False)
    withdrawn = post(category, code="withdrawn")
    operations.withdraw(withdrawn, reason="数字有误", at=NOW)
    db.session.flush()

    assert shown(screen) == ["hanging"]


def test_a_correction_hangs_once_it_is_approved(screen, category):
    posting = post(category, code="a")
    correction = making.add_content(posting, making.notice("更正"), reason="金额写错")
    db.session.flush()
    assert [one["revision"] for one in plan(screen)["boards"].values()] == [1]

    operations.approve(correction, making.SIGNED, at=NOW, register_number=None)
    db.session.flush()

    assert [one["revision"] for one in plan(screen)["boards"].values()] == [2]


def test_what_is_scheduled_comes_up_at_its_minute_without_the_server(screen, category):
    post(category, code="hanging")
    post(category, making.everywhere(shows_from=at("2026-12-01T09:30")), code="later")

    assert shown(screen, at("2026-12-01T09:29")) == ["hanging"]
    assert sorted(shown(screen, at("2026-12-01T09:30"))) == ["hanging", "later"]


def test_what_ends_with_a_day_comes_down_at_24_00(screen, category):
    post(category, making.everywhere(shows_until=MIDNIGHT), code="ending")
    post(category, code="hanging")

    assert sorted(shown(screen, MIDNIGHT - timedelta(milliseconds=1))) == ["ending", "hanging"]
    assert shown(screen, MIDNIGHT) == ["hanging"]


def test_a_wall_with_nothing_on_it_has_one_empty_window(screen):
    assert [window["boards"] for window in plan(screen)["windows"]] == [[]]


@pytest.mark.parametrize("moment", [at("2026-11-22T00:00"), NOW, at("2026-11-22T23:59")])
def test_a_programme_reaches_thirty_days_ahead_and_back_to_the_days_beginning(screen, moment):
    windows = plan(screen, moment)["windows"]

    assert windows[0]["from"] == at("2026-11-22T00:00").timestamp() * 1000
    assert windows[-1]["until"] >= (moment + timedelta(days=30)).timestamp() * 1000
    assert all(one["until"] == other["from"] for one, other in itertools.pairwise(windows))


def test_a_programme_knows_exactly_the_boards_that_its_windows_name(screen, category):
    post(category, making.everywhere(shows_until=MIDNIGHT), code="ending")
    post(category, making.everywhere(shows_from=MIDNIGHT), code="coming")
    post(category, making.everywhere(shows_from=at("2027-06-01T00:00")), code="next year")
    programme = programme_of(screen, moment=NOW)
    document = json.loads(programme.body)
    named = {digest for window in document["windows"] for digest in window["boards"]}

    assert named == set(document["boards"]) == set(programme.boards)
    assert {board.code for board in programme.boards.values()} == {"ending", "coming"}
    assert all(board.digest == digest for digest, board in programme.boards.items())


def test_light_and_crimson_boards_alternate_and_notices_come_before_moments(screen, category):
    honor = making.category("honor", kind="honors", spine="光荣榜")
    moments = making.category("moments", kind="moments")
    post(moments, code="moment", content=SEEN)
    for number in (1, 2):
        post(honor, code=f"honor{number}", content=HONORS[number])
        post(category, code=f"notice{number}")

    assert shown(screen) == ["notice1", "honor1", "notice2", "honor2", "moment"]


class TestSevenMatters:
    """The first page of every cycle."""

    @pytest.fixture
    def seven(self):
        return [
            making.category("wages", name="工资发放", seven_place=3, rhythm="monthly"),
            making.category("expense", name="办公经费使用", seven_place=2, rhythm="monthly"),
            making.category("party", name="党建管理", seven_place=7, rhythm="quarterly"),
        ]

    def overview(self, screen, when=NOW):
        """The standings on the overview at a moment."""
        programme = programme_of(screen, moment=NOW)
        document = json.loads(programme.body)
        stamp = when.timestamp() * 1000
        (window,) = [one for one in document["windows"] if one["from"] <= stamp < one["until"]]
        html = programme.boards[window["boards"][0]].html
        return [part.split('"')[0] for part in html.split('data-standing="')[1:]]

    def board(self, screen):
        """What the wall shows of it now."""
        programme = programme_of(screen, moment=NOW)
        return next(one.html for one in programme.boards.values() if one.code == "overview")

    def test_it_comes_first_on_every_wall_that_staff_look_at(self, own, seven, category):
        post(category, making.everywhere("society"), code="a")
        post(category, making.everywhere("society"), code="b")

        assert shown(put_up(own, "staff")) == ["overview", "a", "b"]
        assert shown(put_up(own, "party")) == ["overview", "a", "b"]
        assert shown(put_up(own, "hall")) == ["a", "b"]

    def test_without_the_seven_there_is_none(self, screen, category):
        post(category, code="a")

        assert shown(screen) == ["a"]

    def test_it_says_how_each_stands_in_the_reports_order(self, screen, seven):
        wages, expense, _party = seven
        post(wages, making.everywhere(shows_from=at("2026-11-10T09:00")), code="a")
        month = date(2026, 11, 1)
        db.session.add(NilReturn(category=expense, month=month, stated_on=date(2026, 11, 3)))

        assert self.overview(screen) == ["nothing", "disclosed", "missing"]

    def test_what_was_withdrawn_was_never_disclosed(self, screen, seven):
        posting = post(seven[0], making.everywhere(shows_from=at("2026-11-10T09:00")), code="a")
        operations.withdraw(posting, reason="x", at=NOW)
        db.session.flush()

        assert self.overview(screen) == ["missing", "missing", "missing"]

    def test_it_changes_by_itself_with_a_posting_to_come_and_with_the_month(self, screen, seven):
        post(seven[0], making.everywhere(shows_from=at("2026-11-25T09:00")), code="a")

        assert self.overview(screen, at("2026-11-25T08:59"))[1] == "missing"
        assert self.overview(screen, at("2026-11-25T09:00"))[1] == "disclosed"
        assert self.overview(screen, at("2026-11-30T23:59"))[1] == "disclosed"
        assert self.overview(screen, at("2026-12-01T00:00"))[1] == "missing"

    def test_a_station_does_not_speak_for_the_office(self, screen, own, seven):
        here = Placing(scope="staff", station=own, shows_from=at("2026-11-10T09:00"))
        post(seven[0], here, code="a")

        assert self.overview(screen) == ["missing", "missing", "missing"]

    def test_what_members_alone_may_read_has_still_been_disclosed(self, screen, seven):
        members = making.everywhere("party", shows_from=at("2026-11-10T09:00"))
        post(seven[2], members, code="a")

        assert shown(screen) == ["overview"]
        assert self.overview(screen) == ["missing", "missing", "disclosed"]

    def test_it_is_marked_as_a_sample_while_it_counts_something_of_the_sample(self, screen, seven):
        of_sample = post(seven[0], making.everywhere(shows_from=at("2026-11-10T09:00")), code="a")
        of_sample.is_sample = True
        real = post(seven[1], making.everywhere(shows_from=at("2026-11-11T09:00")), code="b")
        db.session.flush()
        assert "data-sample" in self.board(screen)

        build.forget_programmes()
        of_sample.stage = "withdrawn"
        db.session.flush()
        assert real.stage == "registered"
        assert "data-sample" not in self.board(screen)

    def test_its_code_leads_to_the_stations_own_list(self, screen, seven, monkeypatch):
        asked = []

        def note(token):
            asked.append(token)
            return "http://kiosk.test/n/s/x"

        monkeypatch.setattr("kiosk.programme.rota.list_link", note)
        shown(screen)

        assert set(asked) == {"tokenlq"}


def test_after_its_publicity_period_a_notice_becomes_another_board(screen, category):
    rating = Table(
        caption="星级",
        columns=(Column(key="name", label="姓名"), Column(key="star", label="星级", type="star")),
        rows=({"name": "田甜", "star": 3}, {"name": "唐立新", "star": 2}),
        keep_after=KeepRule(column="star", minimum=3, requires="name"),
    )
    placing = making.everywhere(
        publicity_first=date(2026, 11, 18), publicity_last=date(2026, 11, 22)
    )
    post(category, placing, code="N09", content=making.notice("星级公示", tables=(rating,)))
    programme = programme_of(screen, moment=NOW)
    (before,), (after,) = (one["boards"] for one in json.loads(programme.body)["windows"])

    assert "唐立新" in programme.boards[before].html
    assert "唐立新" not in programme.boards[after].html
    assert shown(screen, MIDNIGHT) == ["N09"]


class TestEtag:
    """It changes exactly when what the screen shows changes."""

    @pytest.fixture
    def posting(self, category):
        return post(category, code="a")

    @pytest.fixture
    def tag(self, screen, posting):
        db.session.commit()
        return lambda moment=NOW: programme_of(screen, moment=moment).etag

    def test_asked_again_it_is_the_same_all_day(self, tag):
        assert tag() == tag() == tag(at("2026-11-22T00:00")) == tag(at("2026-11-22T23:59:59"))

    def test_a_new_day_changes_it(self, tag):
        assert tag(MIDNIGHT) != tag()

    def test_a_new_posting_changes_it(self, tag, category):
        before = tag()
        post(category, code="b")

        assert tag() != before

    def test_a_withdrawal_changes_it_and_undoing_it_brings_it_back(self, tag, posting):
        before = tag()
        operations.withdraw(posting, reason="x", at=NOW)
        db.session.flush()
        without = tag()
        posting.stage = "registered"
        db.session.flush()

        assert without != before
        assert tag() == before

    def test_the_settings_of_the_screen_change_it(self, tag, screen):
        before = tag()
        screen.change(distance_dm=60)
        db.session.flush()

        assert tag() != before

    def test_a_day_off_inside_a_publicity_period_changes_it(self, tag, category):
        placing = making.everywhere(
            publicity_first=date(2026, 11, 18), publicity_last=date(2026, 11, 24)
        )
        post(category, placing, code="b")
        before = tag()
        db.session.add(WorkingDayOverride(day=date(2026, 11, 23), is_working=False))
        db.session.flush()

        assert tag() != before

    def test_a_heartbeat_does_not_change_it(self, tag, screen):
        before = tag()
        note_health(screen, {"width": 1920, "height": 1080}, at=NOW)
        db.session.flush()

        assert db.session.get_one(ScreenReport, screen.id).width_px == 1920
        assert tag() == before

    def test_what_others_see_does_not_change_it(self, tag, category, elsewhere):
        before = tag()
        post(category, making.everywhere("station_staff", station=elsewhere), code="b")
        post(category, making.everywhere("party"), code="c")
        post(category, code="d", is_approved=False)
        put_up(elsewhere)

        assert tag() == before


def test_a_programme_says_what_the_frame_of_the_wall_needs(own):
    own.stake = "K1234+500"
    db.session.add(
        Office(id=1, name="柳泉收费所", short_name="柳泉所", brand="左公柳", magazine="柳泉驿站")
    )
    screen = put_up(own, panel_inches=32)
    screen.overscan_percent = 2
    db.session.flush()

    assert plan(screen)["screen"] == {
        "mark": screen.mark,
        "name": "监控室",
        "language": "zh-CN",
        "station": "柳泉收费站",
        "stake": "K1234+500",
        "brand": "柳泉驿站",
        "scale": 1.34,
        "overscanPercent": 2,
        "seconds": {},
    }
