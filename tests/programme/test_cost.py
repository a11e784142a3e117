"""What programmes cost: made once, from as few questions as can be, shared by walls that show the same."""

from datetime import UTC, datetime

import pytest

from kiosk.core.db import db
from kiosk.postings.operations import Placing
from kiosk.programme import build, rota
from kiosk.programme.build import programme_of
from kiosk.screens.operations import Site, add_screen
from tests.postings import making

pytestmark = pytest.mark.usefixtures("answering_in_chinese")

NOW = datetime(2026, 11, 22, 0, 26, tzinfo=UTC)


@pytest.fixture
def screen(own):
    return put_up(own)


def put_up(station, audience="staff"):
    made = add_screen(Site("监控室", station, audience=audience))
    db.session.flush()
    return made


def post(category, code):
    return making.posted(category, making.everywhere("society"), code=code)


def test_many_postings_take_as_many_queries_as_few(screen, category, count_queries):
    def queries_with(number):
        for _ in range(number):
            making.posted(category, Placing("staff", shows_from=making.EARLIER), code="")
        db.session.commit()
        db.session.expire_all()
        with count_queries() as queries:
            programme_of(screen, moment=NOW)
        return len(queries)

    assert queries_with(2) == queries_with(40)


def test_a_programme_that_has_not_changed_is_not_made_again(screen, category, count_queries):
    post(category, "a")
    db.session.commit()
    first = programme_of(screen, moment=NOW)
    with count_queries() as queries:
        again = programme_of(screen, moment=NOW)

    assert again is first
    assert len(queries) <= 2  # the signal, and the screen's row


def test_screens_that_the_same_people_pass_share_what_hangs_there(own, category, monkeypatch):
    post(category, "a")
    screens = [put_up(own), put_up(own), put_up(own, "hall")]
    worked_out = []
    wall_of = rota.wall_of

    def note(screen, sitting):
        worked_out.append(screen)
        return wall_of(screen, sitting)

    monkeypatch.setattr(build, "wall_of", note)
    made = [programme_of(screen, moment=NOW) for screen in screens]

    assert worked_out == [screens[0], screens[2]]
    assert made[0].boards is made[1].boards
    assert [len(one.boards) for one in made] == [1, 1, 1]
