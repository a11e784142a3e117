"""The short way of a wall that has nothing new to learn: as fast as it is, it is never out of date."""

from contextlib import closing

import psycopg
import pytest
import sqlalchemy as sa

from kiosk import create_app
from kiosk.core.config import Settings
from kiosk.core.db import close_connections, db, one_question_engine
from tests.client import KioskClient
from tests.faces.screen.standing import PROGRAMME, browser_of, change_the_office

CLOCK = "Kiosk-Now"


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
