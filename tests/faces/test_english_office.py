"""An office that speaks English: nothing the product itself says is Chinese, on any wall, phone page or page of the panel.

The sample office's own words are turned into Latin letters first, so that whatever is still Chinese on a page was said by
the product.
"""

import re
from datetime import date

import pytest
import sqlalchemy as sa
from bs4 import BeautifulSoup

from kiosk.accounts.models import Account, Grant, Office, Person, Station
from kiosk.accounts.offices import stations
from kiosk.accounts.passwords import hashed
from kiosk.accounts.roles import Role
from kiosk.core.db import db
from kiosk.postings.closing_models import Conclusion
from kiosk.postings.models import Category, Posting, Revision, Signature
from kiosk.sample import load_sample
from kiosk.screens.models import Screen
from kiosk.screens.operations import Site, add_screen, fresh_claim

PASSWORD = "red willow by the road"
#: Where the panel itself shows how something is written in Chinese, and the way into the other language.
MEANT = {"中文", "柳泉所", "一、一"}
ONE_OF_EACH_KIND = ("N06", "stars", "H01", "M01", "contacts")
CHINESE = re.compile(r"[\u3001-\u9fff]+")
#: Brackets around units, which are the office's own words, and the gap between names.
SIGNS = str.maketrans("", "", "（）\u3000")


def in_latin(text):
    return CHINESE.sub(lambda found: "x" * len(found[0]), text)


def chinese_in(html):
    """What a reader of the page meets in Chinese, in sight or read out; not what a paper is made of by a pattern."""
    soup = BeautifulSoup(html, "html.parser")
    for offered in soup.select(".table-offers small"):
        # A category's patterns speak as such papers do, whoever writes them.
        offered.decompose()
    said = [*soup.stripped_strings]
    for name in ("aria-label", "alt", "title", "data-spine", "data-words"):
        said += [str(tag[name]) for tag in soup.select(f"[{name}]")]
    return sorted({found for text in said for found in CHINESE.findall(text.translate(SIGNS))})


@pytest.fixture
def office(app_context, now):
    """The sample office in English, its own words in Latin letters."""
    report = load_sample(date(2026, 11, 22), at=now)
    db.session.flush()
    db.session.get_one(Office, 1).language = "en"
    for model in (Office, Station, Person, Screen, Account, Posting, Revision, Signature):
        for row in db.session.scalars(sa.select(model)):
            for column in model.__table__.columns:
                value = getattr(row, column.key)
                if isinstance(value, str):
                    setattr(row, column.key, in_latin(value))
    for said in db.session.scalars(sa.select(Conclusion)):  # nobody changes one, not even here
        columns = {one.key: getattr(said, one.key) for one in Conclusion.__table__.columns}
        db.session.delete(said)
        db.session.flush()
        changed = {k: in_latin(v) if isinstance(v, str) else v for k, v in columns.items()}
        db.session.add(Conclusion(**changed))
    db.session.commit()
    return report


def test_every_phone_page_is_in_english(client, office):
    station = stations()[0]
    addresses = ["/n/", "/n/?ended=1", f"/n/s/{station.list_token}"]
    addresses += [f"/n/s/{station.list_token}?ended=1"]
    addresses += [
        f"/n/{posting.code}{tail}"
        for posting in office.postings.values()
        for tail in ("", "/print")
    ]

    answers = {address: client.get(address) for address in addresses}
    read = {
        address: chinese_in(answer.text)
        for address, answer in answers.items()
        if answer.status_code == 200
    }

    assert len(read) > len(office.postings)
    assert {address: found for address, found in read.items() if found} == {}


@pytest.mark.parametrize("audience", ["party", "hall"])
def test_every_board_on_a_wall_is_in_english(client, office, audience):
    station = stations()[0]
    screen = add_screen(Site("room", station, audience=audience))
    db.session.flush()
    client.get(f"/screen/claim/{fresh_claim(screen)}")
    boards = client.get("/screen/programme").json["boards"]

    pages = {
        one["posting"]: client.get(f"/screen/board/{digest}").text for digest, one in boards.items()
    }
    pages["wall"] = client.get("/screen").text

    assert len(pages) > 5
    assert {name: found for name, page in pages.items() if (found := chinese_in(page))} == {}


def test_a_wall_that_waits_for_its_pairing_is_in_english(client, office):
    assert chinese_in(client.get("/screen").text) == []


@pytest.fixture
def panel(client, office):
    """A browser of somebody who may do everything, in English."""
    account = Account(
        username="ada",
        display_name="Ada",
        password_hash=hashed(PASSWORD),
        must_change_password=False,
        language="en",
        grants=[Grant(role=Role.SYSTEM_ADMIN), Grant(role=Role.CLERK)],
    )
    db.session.add(account)
    db.session.commit()
    client.post("/admin/login", data={"username": "ada", "password": PASSWORD})
    return client


def test_every_page_of_the_panel_is_in_english(panel, office):
    rooms = ["", "postings", "postings/new", "screens", "settings", "begin", "accounts", "roles"]
    rooms += ["password", "pair/482913", "nothing"]
    for key, folder in {
        Screen.id: "screens",
        Account.id: "accounts",
        Station.id: "settings/stations",
        Category.id: "settings/categories",
    }.items():
        rooms += [f"{folder}/{number}" for number in db.session.scalars(sa.select(key))]
    for number in ONE_OF_EACH_KIND:
        posting = office.postings[number]
        panel.post(f"/admin/postings/{posting.code}/correct")
        rooms += [
            f"postings/{posting.code}{tail}" for tail in ("", "/edit", "/publish", "/preview")
        ]

    answers = {room: panel.get(f"/admin/{room}") for room in rooms}

    refused = {room for room, one in answers.items() if one.status_code not in {200, 404}}
    assert refused == set()
    found = {room: set(chinese_in(one.text)) - MEANT for room, one in answers.items()}
    assert {room: words for room, words in found.items() if words} == {}
