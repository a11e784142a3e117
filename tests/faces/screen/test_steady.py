"""The short way of a wall that has nothing new to learn: as fast as it is, it is never out of date."""

from contextlib import closing
from dataclasses import dataclass

import psycopg
import pytest
import sqlalchemy as sa
from flask import Flask

from kiosk import create_app
from kiosk.accounts.models import Office, Station
from kiosk.core.config import Settings
from kiosk.core.db import close_connections, db, one_question_engine
from kiosk.programme.ahead import ahead_of
from kiosk.programme.build import forget_programmes
from kiosk.screens.models import Screen
from kiosk.screens.operations import Site, add_screen, claim, fresh_claim
from tests.client import KioskClient

PROGRAMME = "/screen/programme"
CLOCK = "Kiosk-Now"
SHELL = "Kiosk-Shell"


@dataclass
class Wall:
    """A paired screen and the browser on it."""

    screen: Screen
    client: KioskClient
    secret: str

    def ask(self, tag: str = "", *, method: str = "GET"):
        """Ask for the programme, with the tag of the last one."""
        headers = {"If-None-Match": tag} if tag else {}
        return self.client.open(PROGRAMME, method=method, headers=headers)

    def settle(self) -> str:
        """Ask until the short way knows the answer; return its tag."""
        tag = str(self.ask().headers["ETag"])
        assert self.ask(tag).status_code == 304
        return tag


@pytest.fixture
def hang(app: Flask, app_context, now):
    """Put up a wall, paired, at a new station."""

    def hang_up(code: str, *, on: Flask | None = None) -> Wall:
        db.session.merge(Office(id=1, name="柳泉收费所", short_name="柳泉所", language="zh_CN"))
        station = Station(
            code=code, name=f"{code} 站", short_name=code, list_token=code, position=1
        )
        db.session.add(station)
        screen = add_screen(Site(f"{code} 值班室", station))
        db.session.flush()  # a claim is looked up in the table
        claimed = claim(fresh_claim(screen))
        assert claimed is not None
        db.session.commit()
        return browser_of(screen, claimed[1], on or app)

    return hang_up


def browser_of(screen: Screen, secret: str, app: Flask) -> Wall:
    """A browser that keeps `secret`."""
    client = app.test_client()
    assert isinstance(client, KioskClient)
    client.set_cookie("kiosk_screen", secret, path="/screen")
    return Wall(screen, client, secret)


def change_the_office() -> None:
    office = db.session.get(Office, 1)
    assert office is not None
    office.magazine = "廉洁公示"
    db.session.commit()


def test_a_known_304_does_not_enter_flask(hang, count_queries):
    wall = hang("A1")
    tag = wall.settle()

    with count_queries() as queries:
        answer = wall.ask(tag)

    assert (answer.status_code, answer.data) == (304, b"")
    assert queries == []


def test_a_known_304_has_the_headers_of_the_one_before(hang):
    wall = hang("A1")
    tag = wall.ask().headers["ETag"]

    from_flask = wall.ask(tag)
    known = wall.ask(tag)

    assert sorted(known.headers) == sorted(from_flask.headers)
    names = {"ETag", "Cache-Control", CLOCK, "Content-Security-Policy"}
    assert names | {"X-Content-Type-Options", "X-Robots-Tag"} <= set(known.headers.keys())


def test_a_known_304_tells_the_time_of_now(hang, at):
    wall = hang("A1")
    tag = wall.settle()

    at("2026-11-22T10:00+08:00")
    answer = wall.ask(tag)

    assert answer.headers[CLOCK] == "1795312800000"


def test_a_change_shows_in_the_very_next_answer(hang):
    wall = hang("A1")
    tag = wall.settle()

    change_the_office()
    answer = wall.ask(tag)

    assert answer.status_code == 200
    assert answer.headers["ETag"] != tag


def test_a_change_made_by_one_worker_shows_in_the_next_answer_of_another(hang, settings: Settings):
    wall = hang("A1")
    other_worker = create_app(settings)
    other_worker.test_client_class = KioskClient
    there = browser_of(wall.screen, wall.secret, other_worker)
    tag = there.settle()

    change_the_office()
    answer = there.ask(tag)
    with other_worker.app_context():
        close_connections()

    assert answer.status_code == 200


def test_a_revoked_screen_is_turned_away_at_once(hang):
    wall = hang("A1")
    tag = wall.settle()

    wall.screen.revoke()
    db.session.commit()

    assert wall.ask(tag).status_code == 401


def test_midnight_brings_a_new_programme(hang, at):
    wall = hang("A1")
    at("2026-11-22T23:59:59+08:00")
    tag = wall.settle()

    at("2026-11-23T00:00:00+08:00")
    answer = wall.ask(tag)

    assert answer.status_code == 200
    assert answer.headers["ETag"] != tag


def test_the_tag_of_another_screen_is_not_accepted(hang):
    wall, other = hang("A1"), hang("B2")
    tag, other_tag = wall.settle(), other.settle()

    answer = wall.ask(other_tag)

    assert answer.status_code == 200
    assert answer.headers["ETag"] == tag


def test_a_stranger_with_a_known_tag_is_turned_away(hang, client):
    tag = hang("A1").settle()

    answer = client.get(PROGRAMME, headers={"If-None-Match": tag})

    assert answer.status_code == 401


def test_a_heartbeat_leaves_the_short_way_open(hang, count_queries):
    wall = hang("A1")
    tag = wall.settle()
    wall.client.post("/screen/report", json={"width": 1920}, csrf=False)

    with count_queries() as queries:
        answer = wall.ask(tag)

    assert answer.status_code == 304
    assert queries == []


@pytest.mark.parametrize(("method", "status"), [("HEAD", 304), ("POST", 405)])
def test_other_methods_go_to_flask(hang, method, status):
    wall = hang("A1")
    tag = wall.settle()

    answer = wall.ask(tag, method=method)

    assert answer.status_code == status


def test_a_question_with_arguments_goes_to_flask(hang, count_queries):
    wall = hang("A1")
    tag = wall.settle()

    with count_queries() as queries:
        wall.client.get(f"{PROGRAMME}?since=7", headers={"If-None-Match": tag})

    assert queries != []


def test_two_applications_in_one_process_know_nothing_of_each_other(
    hang, settings: Settings, count_queries
):
    wall = hang("A1")
    tag = wall.settle()
    other = create_app(settings)
    other.test_client_class = KioskClient
    there = browser_of(wall.screen, wall.secret, other)

    with count_queries() as queries:
        there.ask(tag)
    with other.app_context():
        close_connections()

    assert queries != []


@pytest.mark.postgres
def test_a_known_304_takes_one_way_to_the_server_and_back(hang, tmp_path):
    wall = hang("A1")
    tag = wall.settle()
    sent = tmp_path / "sent"
    with sent.open("wb") as file, closing(one_question_engine().raw_connection()) as kept:
        assert kept.driver_connection
        line = kept.driver_connection.pgconn
        line.trace(file.fileno())
        line.set_trace_flags(psycopg.pq.Trace.SUPPRESS_TIMESTAMPS)
        kept.close()  # back into the pool, where the next question finds it

        answer = wall.ask(tag)
        line.untrace()

    assert answer.status_code == 304
    # Each answer of the server ends with saying that it is ready for the next question.
    assert sent.read_text("utf-8", "replace").count("ReadyForQuery") == 1


@pytest.mark.postgres
def test_a_server_that_went_away_costs_one_ordinary_answer(hang, count_queries):
    wall = hang("A1")
    tag = wall.settle()
    others = (
        "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = {} AND pid <> {}"
    )
    names = ("current_database()", "pg_backend_pid()")
    db.session.execute(sa.text(others.format(*names)))
    db.session.commit()

    at_first = wall.ask(tag)
    with count_queries() as queries:
        again = wall.ask(tag)

    assert (at_first.status_code, again.status_code) == (304, 304)
    assert queries == []


def body_and_head(answer):
    return answer.status_code, answer.data, sorted(answer.headers)


@pytest.mark.parametrize("encoding", ["gzip, deflate", "identity"])
def test_a_programme_made_ahead_is_what_flask_would_answer(app, hang, count_queries, encoding):
    wall, other = hang("A1"), hang("B2")
    taking = {"Accept-Encoding": encoding}
    tag = wall.client.get(PROGRAMME, headers=taking).headers["ETag"]
    change_the_office()
    ahead_of(app).make()

    with count_queries() as queries:
        ahead = wall.client.get(PROGRAMME, headers=taking | {"If-None-Match": tag})
    forget_programmes()
    from_flask = other.client.get(f"{PROGRAMME}?", headers=taking)
    again = wall.client.get(f"{PROGRAMME}?from=flask", headers=taking)

    assert queries == []
    assert ahead.status_code == 200
    assert ahead.headers["ETag"] != tag
    assert body_and_head(ahead) == body_and_head(again)
    assert sorted(ahead.headers.keys()) == sorted(from_flask.headers.keys())
    assert ahead.headers[SHELL] == again.headers[SHELL] != from_flask.headers[SHELL]


def test_a_page_that_changed_without_its_programme_is_told(app, hang):
    """A page around old names would stay for good if the answer that nothing has changed kept the old fingerprint."""
    wall = hang("A1")
    tag = wall.settle()
    before = wall.ask(tag).headers[SHELL]
    db.session.get_one(Office, 1).name = "柳泉中心收费所"
    db.session.commit()
    ahead_of(app).make()

    answer = wall.ask(tag)

    assert answer.headers[SHELL] != before
    assert answer.headers[SHELL] == wall.client.get(f"{PROGRAMME}?from=flask").headers[SHELL]


def test_where_nothing_came_of_a_change_the_304_is_known_at_once(app, hang, count_queries):
    wall, other = hang("A1"), hang("B2")
    tag, other_tag = wall.settle(), other.settle()
    wall.screen.change(name="改名")
    db.session.commit()
    ahead_of(app).make()

    with count_queries() as queries:
        changed, same, same_again = wall.ask(tag), other.ask(other_tag), other.ask(other_tag)

    assert [one.status_code for one in (changed, same, same_again)] == [200, 304, 304]
    assert same.headers["ETag"] == other_tag
    assert queries == []


def test_what_was_made_ahead_of_a_later_change_is_not_given(app, hang):
    wall = hang("A1")
    wall.settle()
    change_the_office()
    ahead_of(app).make()
    db.session.get_one(Office, 1).magazine = "又一次"
    db.session.commit()

    answer = wall.ask()

    assert "又一次" in answer.text


def test_a_screen_revoked_after_its_programme_was_made_is_turned_away(app, hang):
    wall, other = hang("A1"), hang("B2")
    tag = wall.settle()
    change_the_office()
    ahead_of(app).make()
    wall.screen.revoke()
    db.session.commit()

    assert wall.ask(tag).status_code == 401
    ahead_of(app).make()
    assert wall.ask(tag).status_code == 401
    assert other.ask().status_code == 200


def test_programmes_of_many_walls_are_made_from_as_few_questions_as_those_of_few(
    app, hang, count_queries
):
    wall, _other = hang("A1"), hang("B2")
    change_the_office()
    with count_queries() as for_two:
        ahead_of(app).make()
    for number in range(5):
        beside = add_screen(Site(f"{number} 号", wall.screen.station, audience="staff"))
        db.session.flush()
        assert claim(fresh_claim(beside))
    db.session.commit()

    with count_queries() as for_seven:
        ahead_of(app).make()

    assert len(for_seven) <= len(for_two)
