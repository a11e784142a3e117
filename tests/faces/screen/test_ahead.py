"""Programmes made before walls ask for them are what Flask would answer, and nobody's but their own."""

import time
from threading import Event, Thread

import pytest

from kiosk.accounts.models import Office
from kiosk.core.db import db
from kiosk.faces.screen import views
from kiosk.programme.ahead import Ahead, ahead_of
from kiosk.programme.build import forget_programmes
from kiosk.screens.operations import Site, add_screen, claim, fresh_claim
from tests.faces.screen.standing import PROGRAMME, SHELL, change_the_office

SOON_S = 10


def until(holds) -> bool:
    """Wait for something to hold; False if it does not within ten seconds."""
    give_up = time.monotonic() + SOON_S
    while time.monotonic() < give_up and not holds():
        time.sleep(0.01)
    return bool(holds())


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


def test_what_is_just_being_made_is_waited_for(app, hang, monkeypatch):
    wall = hang("A1")
    wall.settle()
    change_the_office()
    ahead, wanted, of = ahead_of(app), Event(), Ahead.of
    shells = ahead._shells
    asked_of_flask = []

    def as_soon_as_it_is_wanted():
        assert wanted.wait(SOON_S)
        return shells()

    def wanting(*args):
        wanted.set()
        return of(*args)

    monkeypatch.setattr(ahead, "_shells", as_soon_as_it_is_wanted)
    monkeypatch.setattr(Ahead, "of", wanting)
    monkeypatch.setattr(views, "programme_of", lambda *_, **__: asked_of_flask.append(1))
    making = Thread(target=ahead.make)
    making.start()
    assert until(ahead._making.locked)
    answer = wall.ask()
    making.join()

    assert (answer.status_code, asked_of_flask) == (200, [])


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
