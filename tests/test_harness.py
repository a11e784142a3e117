"""Tests of the harness: what it isolates, refuses and counts."""

import socket
from datetime import UTC, datetime

import pytest
import sqlalchemy as sa
from flask import Flask, request
from flask_wtf import CSRFProtect
from pytest_socket import SocketConnectBlockedError

from kiosk.accounts.models import Person
from kiosk.core.db import db
from tests.client import KioskClient, PageFault


@pytest.fixture
def little_app():
    """A bare app whose pages are what the test puts into its config."""
    app = Flask("little")
    app.secret_key = "little"
    app.test_client_class = KioskClient
    CSRFProtect(app)
    app.add_url_rule("/", "page", lambda: app.config["PAGE"])
    app.add_url_rule("/post", "post", lambda: request.form["a"], methods=["POST"])
    return app


@pytest.mark.parametrize("time", ["first", "second"])
def test_what_one_test_commits_the_next_does_not_see(app_context, time):
    before = db.session.scalar(sa.select(sa.func.count(Person.id)))
    db.session.add(Person(name=time))
    db.session.commit()

    assert before == 0
    assert db.session.scalars(sa.select(Person.id)).all() == [1]


def test_rows_written_by_the_migration_are_there(app_context):
    assert db.session.scalar(sa.text("SELECT count(*) FROM change_signal")) == 1


def test_a_request_sees_what_the_test_arranged_and_the_test_sees_what_the_request_did(
    app, app_context, monkeypatch
):
    def rename() -> str:
        for person in db.session.scalars(sa.select(Person)):
            person.name = "after"
        db.session.commit()
        return str(id(db.session()))

    rename.check = lambda: None  # type: ignore[attr-defined]  # what the guard asks for
    endpoint = next(rule.endpoint for rule in app.url_map.iter_rules() if rule.rule == "/healthz")
    monkeypatch.setitem(app.view_functions, endpoint, rename)
    person = Person(name="before")
    db.session.add(person)

    answer = app.test_client().get("/healthz", lint_html=False)

    assert person.name == "after"
    assert answer.text != str(id(db.session()))


def test_queries_are_counted(app_context, count_queries):
    with count_queries() as queries:
        db.session.scalar(sa.select(Person.id))
        db.session.scalar(sa.select(Person.name))

    assert len(queries) == 2
    assert "person.name" in queries[1]


def test_an_answer_that_breaks_a_rule_fails_the_test(little_app):
    little_app.config["PAGE"] = "<p id='a'></p><p id='a'></p>"

    with pytest.raises(PageFault, match=r'GET /: the id "a" is there 2 times'):
        little_app.test_client().get("/")


def test_a_good_answer_passes_and_a_bad_one_can_be_asked_for(little_app):
    little_app.config["PAGE"] = "<p>fine</p>"
    assert little_app.test_client().get("/").status_code == 200

    little_app.config["PAGE"] = "<p>bad"
    assert little_app.test_client().get("/", lint_html=False).status_code == 200


def test_a_post_carries_a_valid_token_unless_told_otherwise(little_app):
    client = little_app.test_client()

    assert client.post("/post", data={"a": "1"}).text == "1"
    assert client.post("/post", data={"a": "1"}, csrf=False).status_code == 400


def test_the_clock_stops_where_it_is_told(at):
    at("2026-11-22T08:26+08:00")
    assert datetime.now(UTC).isoformat() == "2026-11-22T00:26:00+00:00"

    at("2026-11-22T08:30+08:00")
    assert datetime.now(UTC).isoformat() == "2026-11-22T00:30:00+00:00"


@pytest.mark.filterwarnings("ignore:A test tried to use")
def test_nothing_leaves_the_machine():
    with pytest.raises(SocketConnectBlockedError), socket.socket() as outside:
        outside.connect(("192.0.2.1", 80))
