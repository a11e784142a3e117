"""The people's room: hiding somebody on all boards with a reason, showing them again, and who may."""

import json
import re

import pytest
import sqlalchemy as sa

from kiosk.accounts.models import Account, Act, Office, Person
from kiosk.core.db import db
from kiosk.faces.admin import words
from kiosk.postings.models import Posting
from kiosk.programme import signal
from tests.faces.admin.settled import seen_on
from tests.postings import making

REASON = "撤回同意"


@pytest.fixture
def person(stations) -> Person:
    made = Person(name="田甜")
    db.session.add_all([made, Person(name="白雪")])
    db.session.add(Office(id=1, name="Office", short_name="Of", language="zh_CN"))
    db.session.commit()
    return made


@pytest.fixture
def posting(categories) -> Posting:
    """A notice that names them, beside one that does not."""
    making.posted(categories["notice"], making.everywhere(), code="other")
    made = making.posted(
        categories["notice"], making.everywhere(), content=making.notice("田甜的通知"), code="named"
    )
    db.session.commit()
    return made


def room(person, end=""):
    return f"/admin/settings/people/{person.id}{end}"


def hide(client, person, reason=REASON):
    return client.post(room(person, "/hide"), data={"reason": reason})


def is_hidden(person):
    db.session.refresh(person)
    return person.hidden_at is not None


def acts():
    query = sa.select(Act).where(Act.what.in_(["person.hide", "person.show"])).order_by(Act.id)
    return list(db.session.scalars(query))


def test_hiding_wants_a_reason_and_keeps_it_in_the_trail_alone(enter, person, now):
    ada = enter("ada")
    before = signal.version()

    refused = hide(ada, person, "  ")
    assert refused.status_code == 422
    assert '<details class="more" open>' in refused.text
    assert not is_hidden(person)

    answer = hide(ada, person)

    assert (answer.status_code, answer.location) == (303, room(person))
    assert is_hidden(person)
    assert person.hidden_at == now
    [act] = acts()
    assert (act.what, act.who, act.subject) == ("person.hide", "Ada", "person 田甜")
    assert json.loads(act.after) == {"is_hidden": True, "reason": REASON}
    assert signal.version() == before + 1
    assert REASON not in ada.get(room(person)).text


def test_each_is_done_once_however_often_its_form_is_sent(enter, person):
    ada = enter("ada")

    for _sent in range(2):
        assert hide(ada, person).status_code == 303
    for _sent in range(2):
        assert ada.post(room(person, "/show")).status_code == 303

    assert [act.what for act in acts()] == ["person.hide", "person.show"]
    assert not is_hidden(person)


def test_the_form_is_there_without_script_and_loaded_once_more_it_asks(enter, person):
    ada = enter("ada")

    folded, asked = ada.get(room(person)).text, ada.get(room(person, "/hide")).text

    assert '<details class="more">' in folded
    assert '<details class="more" open>' in asked
    for page in (folded, asked):
        assert f'action="{room(person, "/hide")}"' in page


@pytest.mark.parametrize("username", ["cleo", "sid", "bo"])
@pytest.mark.parametrize("end", ["/hide", "/show"])
def test_only_who_may_change_the_settings_hides_and_shows(enter, person, username, end):
    client = enter(username)

    assert client.post(room(person, end), data={"reason": REASON}).status_code == 403
    assert client.get(room(person, "/hide")).status_code == 403
    assert not is_hidden(person)


def test_the_list_marks_who_is_hidden(enter, person):
    ada = enter("ada")
    hide(ada, person)

    page = ada.get("/admin/settings/people").text
    rows = {row for row in re.findall(r'<li class="row">.*?</li>', page) if "Hidden on all" in row}

    [row] = rows
    assert "田甜" in row


@pytest.mark.parametrize(
    ("language", "says", "mark"),
    [("en", "Hidden on all boards", "某某"), ("zh_CN", "已在所有看板上隐去", "某某")],
)
def test_the_room_says_since_when_and_what_boards_say_in_the_offices_language(
    enter, person, language, says, mark
):
    ada = enter("ada")
    db.session.execute(sa.update(Account).values(language=language))
    db.session.commit()
    hide(ada, person)

    page = ada.get(room(person)).text

    assert says in page
    assert f"“{mark}”" in page
    assert "08:26" in page


def test_whoever_is_hidden_keeps_name_and_place_on_the_list(enter, person):
    ada = enter("ada")
    hide(ada, person)
    said = {"name": "田恬", "station_id": "", "seen": seen_on(ada, room(person))}

    renamed = ada.post(room(person), data=said)
    removed = ada.post(room(person, "/remove"))
    moved = ada.post(room(person), data={**said, "name": "田甜", "post": "班长"})

    assert renamed.status_code == 422
    assert (removed.status_code, removed.location) == (303, room(person))
    assert moved.status_code == 303
    assert is_hidden(person)
    assert (person.name, person.post) == ("田甜", "班长")
    assert room(person, "/remove") not in ada.get(room(person)).text


def test_it_says_how_many_others_are_called_the_same(enter, person):
    ada = enter("ada")
    assert "of this name" not in ada.get(room(person)).text
    db.session.add(Person(name="田甜"))
    db.session.commit()

    assert "1 other person of this name is hidden as well." in ada.get(room(person)).text


def test_both_acts_have_words_in_the_trail(enter, person):
    ada = enter("ada")
    hide(ada, person)
    ada.post(room(person, "/show"))

    page = re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", ada.get("/admin/trail").text))

    assert {"person.hide", "person.show"} <= words.ACTS.keys()
    assert "Person hidden on all boards 田甜" in page
    assert "Hidden on all boards No → Yes" in page
    assert f"Reason empty → {REASON}" in page
    assert "Person shown again 田甜" in page


def test_the_posting_page_says_who_of_it_is_hidden_and_keeps_the_real_text(enter, person, posting):
    ada, cleo = enter("ada"), enter("cleo")
    assert "Hidden on all boards" not in cleo.get("/admin/postings/named").text
    hide(ada, person)

    page, other = (cleo.get(f"/admin/postings/{code}").text for code in ("named", "other"))

    assert "Hidden on all boards: 田甜" in page
    assert "田甜的通知" in page
    assert "Hidden on all boards" not in other


def test_the_editor_keeps_the_real_text_and_its_wall_does_not(enter, person, posting):
    ada, cleo = enter("ada"), enter("cleo")
    hide(ada, person)
    cleo.post("/admin/postings/named/correct")
    address = "/admin/postings/named"

    editor = cleo.get(f"{address}/edit").text
    typed = dict(
        re.findall(r'name="(title|body|issuer)"[^>]*?value="([^"]*)"', editor), title="田甜的通知"
    )
    shown = cleo.post(f"{address}/preview", data=typed).json

    assert 'value="田甜的通知"' in editor
    assert "田甜" not in shown["board"]
    assert "某某" in shown["board"]
    [check] = [one for one in shown["checks"] if one["name"] == "hidden"]
    assert check["says"] == "Hidden on all boards: 田甜"
