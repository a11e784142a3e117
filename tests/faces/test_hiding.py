"""Somebody hidden in the people's room is gone from every wall and phone, whole pages of them, and comes back."""

import io
from datetime import UTC, date, datetime
from typing import Any
from urllib.parse import unquote

import pytest
from PIL import Image

from kiosk.accounts.models import Office, Person
from kiosk.core.db import db
from kiosk.core.media import Attachment, Photo, keep_picture
from kiosk.faces.media import picture_address
from kiosk.kinds.contacts import ContactBoard, Leader
from kiosk.kinds.honors import Honor, HonorBoard
from kiosk.kinds.moments import Moment
from kiosk.kinds.notices import Column, Notice, Table
from kiosk.kinds.stars import Collector, StarResult
from kiosk.postings.operations import approve
from kiosk.programme import signal
from kiosk.programme.build import programme_of
from kiosk.programme.glance import hung_now, wall_values
from kiosk.screens.operations import Site, add_screen
from tests.postings import making

NAME = "田甜"
LONGER = "田甜甜"
DAY = date(2026, 11, 15)
REACHED_BY = ("0937-0000222", "tian@kiosk.example")


@pytest.fixture
def photo(settings):
    data = io.BytesIO()
    Image.new("RGB", (60, 40), (200, 30, 30)).save(data, "PNG")
    return Photo(sha=keep_picture(settings.media_folder, data.getvalue()), alt=f"{NAME}在岗")


@pytest.fixture
def person(app_context, now) -> Person:
    """Known to the office together with somebody whose longer name begins the same way."""
    made = Person(name=NAME)
    db.session.add_all([made, Person(name=LONGER), Person(name="白雪")])
    db.session.add(Office(id=1, name="柳泉收费所", short_name="柳泉所", language="zh_CN"))
    return made


@pytest.fixture
def postings(person, photo):
    """One posting of every kind that people write; each names them wherever it can."""
    made = {
        kind: making.posted(
            making.category(kind, kind=kind),
            making.everywhere("society"),
            content=content,
            code=f"code{kind}",
        )
        for kind, content in contents(photo).items()
    }
    correction = making.add_content(
        made["notices"], contents(photo)["notices"], reason=f"{NAME}的工号写错"
    )
    approve(correction, making.SIGNED, at=datetime(2026, 11, 20, tzinfo=UTC), register_number=None)
    correction.signatures[0].name = NAME
    db.session.commit()
    return made


def notice():
    return Notice(
        title=f"关于{NAME}同志的公示",
        form="公示",
        issuer="柳泉所",
        sign_date=DAY,
        body=f"由**{NAME}**负责，{LONGER}协助。",
        tables=(
            Table(
                caption=f"{NAME}班组",
                columns=(Column(key="who", label="姓名"), Column(key="n", label="分")),
                rows=({"who": "田　甜", "n": "5"}, {"who": LONGER, "n": "6"}),
                note=f"由{NAME}统计",
            ),
        ),
        attachments=(Attachment(sha="a" * 64, name=f"{NAME}.pdf", extension="pdf", byte_size=1),),
    )


def contents(photo):
    honor: dict[str, Any] = {
        "title": "先进",
        "level": "所级",
        "awarded_by": "所",
        "awarded_on": DAY,
    }
    star: dict[str, Any] = {
        "station_code": "LQ",
        "station": "柳泉收费站",
        "rank": 1,
        "score": "97.5",
        "star": 5,
    }
    return {
        "notices": notice(),
        "stars": StarResult(
            title="星级考核结果",
            period="2026年",
            rule="办法",
            participants=1,
            distribution=(1, 0, 0, 0, 0, 0),
            collectors=(Collector(name=NAME, **star),),
        ),
        "honors": HonorBoard(
            title="光荣榜",
            recipient="person",
            honors=(
                Honor(name=NAME, photo=photo, story=f"{NAME}每天如此。", **honor),
                Honor(name=LONGER, **honor),
            ),
        ),
        "moments": Moment(
            title=f"{NAME}的一杯水",
            story="路上慢点。",
            day=DAY,
            station="柳泉",
            author="苏蕊",
            people=(NAME,),
            photo=photo,
        ),
        "contacts": ContactBoard(
            title="公开电话",
            leaders=(
                Leader(
                    name=NAME, post="书记", duty="", phone=REACHED_BY[0], email=REACHED_BY[1],
                    photo=photo,
                ),
            ),
        ),
    }  # fmt: skip


@pytest.fixture
def screen(postings):
    made = add_screen(Site("监控室", making.station()))
    db.session.commit()
    return made


def hide(person, hidden_at):
    person.hidden_at = hidden_at
    db.session.commit()


def on_wall(app, screen, now):
    with app.test_request_context():
        boards = programme_of(screen, moment=now).boards
        return {board.kind: board for board in boards.values()}


def on_phone(client, postings):
    """Everything a phone can open, the print views and the list included."""
    pages = [f"/n/{one.code}{end}" for one in postings.values() for end in ("", "/print")]
    return {page: client.get(page).text for page in [*pages, "/n/", "/n/s/tokenlq"]}


def named(html):
    """True if the hidden name stands in `html`, addresses included, apart from the longer one."""
    rest = unquote(html).replace(LONGER, "")
    return NAME in rest or "田　甜" in rest


def test_every_kind_of_board_says_the_mark_until_they_are_shown_again(app, screen, person, now):
    before = on_wall(app, screen, now)
    version = signal.version()
    hide(person, now)
    hidden = on_wall(app, screen, now)
    moved = signal.version() - version
    hide(person, None)

    kinds = ["contacts", "honors", "moments", "notices", "stars"]
    assert sorted(kind for kind, board in before.items() if named(board.html)) == kinds
    assert moved >= 1
    for kind in kinds:
        assert not named(hidden[kind].html), kind
        assert "某某" in hidden[kind].html, kind
        assert hidden[kind].digest != before[kind].digest
        assert "<img" not in hidden[kind].html
    assert not any(said in hidden["contacts"].html for said in REACHED_BY)
    assert LONGER in hidden["honors"].html
    assert "97.5" in hidden["stars"].html
    assert on_wall(app, screen, now) == before


def test_whatever_a_phone_opens_says_the_mark_until_they_are_shown_again(
    client, screen, postings, person, now
):
    before = on_phone(client, postings)
    hide(person, now)
    hidden = on_phone(client, postings)
    hide(person, None)

    assert all(named(html) for html in before.values())
    assert [page for page, html in hidden.items() if named(html)] == []
    assert all("某某" in html for html in hidden.values())
    assert not any(said in hidden["/n/codecontacts"] for said in REACHED_BY)
    assert 'href="tel:"' not in hidden["/n/codecontacts"]
    assert LONGER in hidden["/n/codenotices"]
    assert on_phone(client, postings) == before


def test_what_was_frozen_stays_as_it_was_signed(screen, postings, person, now):
    def frozen():
        return {
            code: (one.approved.content, one.approved.fingerprint, one.approved.title)
            for code, one in postings.items()
        }

    before = frozen()

    hide(person, now)
    db.session.expire_all()

    assert frozen() == before
    assert NAME in before["notices"][2]


def test_the_panel_is_told_of_walls_as_they_are(app, screen, postings, person, now):
    hide(person, now)

    with app.test_request_context():
        titles = {one.code: one.title for one in hung_now(moment=now)}
        values = wall_values(screen, "codehonors", moment=now)

    assert values is not None
    assert titles["codenotices"] == "关于某某同志的公示"
    assert [one.name for one in values["content"].honors] == ["某某", LONGER]


def test_an_english_office_says_it_in_latin_letters(client, postings, person, now):
    db.session.get_one(Office, 1).language = "en"
    hide(person, now)

    page = client.get("/n/codenotices").text

    assert "关于N.N.同志的公示" in page.replace("<wbr>", "").replace(
        '<span class="nb">', ""
    ).replace("</span>", "")
    assert not named(page)


def test_a_picture_known_from_before_is_no_longer_to_be_had(client, postings, photo, person, now):
    with client.application.test_request_context():
        where = picture_address(photo, "tall", posting="codehonors")

    def status():
        with client.get(where) as answer:
            answer.get_data()
            return answer.status_code

    shown = status()
    hide(person, now)
    hidden = status()
    hide(person, None)

    assert (shown, hidden, status()) == (200, 404, 200)


def test_of_two_people_of_one_name_one_is_enough(client, postings, now):
    db.session.add(Person(name=NAME, hidden_at=now))
    db.session.commit()

    assert not named(client.get("/n/codestars").text)
