"""Settings: addresses of QR codes, pages' seconds, looks of boards, people; and forms that are sent twice."""

import json
import re
from dataclasses import replace
from datetime import timedelta

import pytest
import sqlalchemy as sa

from kiosk.accounts.models import Account, Act, Office, Person, Station
from kiosk.accounts.showing_hours import showing_hours
from kiosk.core import clock
from kiosk.core.db import db
from kiosk.faces.admin.settings_forms import PAGES
from kiosk.postings.models import Category
from kiosk.programme import signal
from kiosk.programme.boards import posting_link
from kiosk.programme.build import programme_of
from kiosk.programme.page_times import FIXED_SECONDS, USUAL_SECONDS
from tests.faces.admin.settled import OFFICE, acts, seen_on
from tests.postings import making

HERE = "http://kiosk.test"
SECONDS = {name: str(seconds) for name, seconds in USUAL_SECONDS.items()}


@pytest.fixture
def office(stations) -> Office:
    row = Office(id=1, name="Old name", short_name="Old", language="en")
    db.session.add(row)
    db.session.commit()
    return row


@pytest.fixture
def free_address(app, monkeypatch):
    """An installation whose environment says nothing of the address."""
    settings = replace(app.config["SETTINGS"], base_url_is_given=False)
    monkeypatch.setitem(app.config, "SETTINGS", settings)


def saved(client, **said):
    seen = seen_on(client, "/admin/settings")
    return client.post("/admin/settings", data={**OFFICE, "seen": seen, **said})


def moved_by(act):
    before = signal.version()
    act()
    db.session.rollback()
    return signal.version() - before


@pytest.mark.usefixtures("free_address")
def test_the_panel_names_the_address_and_qr_codes_follow_at_once(enter, office):
    ada = enter("ada")
    assert posting_link("abc") == f"{HERE}/n/abc"

    moved = moved_by(lambda: saved(ada, base_url="http://10.1.2.3:8000/"))

    assert posting_link("abc") == "http://10.1.2.3:8000/n/abc"
    assert moved >= 1
    [act] = acts("office.change")
    assert json.loads(act.after)["base_url"] == "http://10.1.2.3:8000"


@pytest.mark.usefixtures("free_address")
@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ("ftp://10.1.2.3", "Write an address such as"),
        ("10.1.2.3:8000", "Write an address such as"),
        ("http://10.1.2.3/board", "without a path"),
        ("http://a-name-that-is-too-long.example", "At most 28 characters"),
    ],
)
def test_an_address_no_qr_code_can_begin_with_is_said_and_kept_on_the_page(
    enter, office, typed, sentence
):
    answer = saved(enter("ada"), base_url=typed)

    assert answer.status_code == 422
    assert sentence in answer.text
    assert f'value="{typed}"' in answer.text
    assert re.search(r"<details[^>]*more-fields[^>]* open", answer.text)
    assert posting_link("abc") == f"{HERE}/n/abc"


def test_what_the_environment_says_wins_and_the_page_says_so(enter, office):
    office.base_url = "http://10.9.9.9"
    ada = enter("ada")

    page = ada.get("/admin/settings").text
    saved(ada, base_url="http://10.1.2.3:8000")

    assert "that wins over this page" in page
    assert 'name="base_url"' not in page
    assert posting_link("abc") == f"{HERE}/n/abc"
    assert db.session.get_one(Office, 1).base_url == "http://10.9.9.9"


def test_a_forged_host_is_never_the_address(app, office, free_address):
    with app.test_request_context(headers={"Host": "evil.example"}):
        assert posting_link("abc") == f"{HERE}/n/abc"


def test_seconds_of_pages_reach_the_walls_and_the_trail(enter, office, screens, now):
    ada = enter("ada")

    moved = moved_by(
        lambda: ada.post("/admin/settings/page-times", data={**SECONDS, "table": "30"})
    )

    assert moved >= 1
    assert json.loads(programme_of(screens[0], moment=now).body)["screen"]["seconds"] == {
        "table": 30
    }
    [act] = acts("office.page_times")
    assert (act.before, act.after) == ('{"table": 20}', '{"table": 30}')


@pytest.mark.parametrize("typed", ["11", "46", "", "long"])
def test_seconds_out_of_bounds_are_said_at_their_field(enter, office, typed):
    answer = enter("ada").post("/admin/settings/page-times", data={**SECONDS, "stars": typed})

    assert answer.status_code == 422
    assert 'id="stars-error"' in answer.text
    assert acts("office.page_times") == []


def test_server_and_browser_know_the_same_seconds(root):
    script = (root / "static/core/rotation.js").read_text()
    block = re.search(r"FIXED_S = \{(.*?)\}", script, re.DOTALL)
    assert block is not None
    told = {name: int(value) for name, value in re.findall(r"(\w+): (\d+)", block[1])}
    longest = re.search(r"MOST_PROSE_S = (\d+)", script)
    assert longest is not None

    assert told | {"prose": int(longest[1])} == USUAL_SECONDS | FIXED_SECONDS
    assert set(PAGES) == set(USUAL_SECONDS)


def test_a_category_may_have_its_boards_in_red(enter, office, screens, now):
    posting = making.posted(making.category("praise"), making.everywhere())
    db.session.commit()
    ada = enter("ada")
    address = f"/admin/settings/categories/{posting.category_id}"
    looks = []
    for theme in ("", "crimson"):
        data = {"name": "Praise", "signing": "one", "theme": theme, "rhythm": "at_once"}
        data |= {"expected_of": "", "seen": seen_on(ada, address)}
        assert ada.post(address, data=data).status_code == 303
        made = programme_of(screens[0], moment=now)
        [board] = [one for one in made.boards.values() if one.code == posting.code]
        looks.append(board.theme)
        assert f'data-theme="{board.theme}"' in board.html

    assert looks == ["paper", "crimson"]


def test_a_look_nobody_has_drawn_is_refused(enter, office):
    row = making.category("praise")
    db.session.commit()
    ada = enter("ada")
    address = f"/admin/settings/categories/{row.id}"

    answer = ada.post(
        address,
        data={"name": "X", "signing": "one", "theme": "pink", "seen": seen_on(ada, address)},
    )

    assert answer.status_code == 422
    assert db.session.get_one(Category, row.id).theme == ""


def test_people_are_added_changed_and_taken_off_and_walls_hear_of_it(enter, stations):
    ada = enter("ada")
    new = {"name": "买买提·艾合买提", "post": "收费员", "station_id": str(stations[0].id)}

    moved = moved_by(lambda: ada.post("/admin/settings/people", data=new))
    person = db.session.scalars(sa.select(Person)).one()
    address = f"/admin/settings/people/{person.id}"
    ada.post(address, data={**new, "post": "班长", "station_id": "", "seen": seen_on(ada, address)})
    db.session.refresh(person)
    assert (person.post, person.station_id) == ("班长", None)
    for _sent in range(2):
        assert ada.post(f"{address}/remove").status_code == 303

    assert moved == 1
    assert db.session.scalars(sa.select(Person)).all() == []
    done = db.session.scalars(sa.select(Act.what).where(Act.what.startswith("person."))).all()
    assert list(done) == ["person.add", "person.change", "person.remove"]


def test_people_are_found_by_a_part_of_their_name(enter, stations):
    db.session.add_all([Person(name="田甜"), Person(name="田野"), Person(name="宁采薇")])
    ada = enter("ada")

    page = ada.get("/admin/settings/people?q=田").text

    assert "田野" in page
    assert "宁采薇" not in page
    assert ada.get("/admin/settings/people?q=%25&page=9999999").status_code == 200


def test_two_who_change_one_person_never_overwrite_each_other_silently(enter, stations):
    person = Person(name="田甜")
    db.session.add(person)
    db.session.commit()
    ada, address = enter("ada"), f"/admin/settings/people/{person.id}"
    seen = seen_on(ada, address)
    ada.post(address, data={"name": "田田", "station_id": "", "seen": seen})

    answer = ada.post(address, data={"name": "甜甜", "station_id": "", "seen": seen})

    assert answer.status_code == 409
    assert "田田" in answer.text
    db.session.refresh(person)
    assert person.name == "田田"


def test_forms_that_are_sent_twice_do_nothing_twice(enter, office, stations):
    ada = enter("ada")
    forms = {
        "/admin/settings": {**OFFICE, "seen": seen_on(ada, "/admin/settings")},
        "/admin/settings/stations": {"station_name": "Third station"},
        "/admin/settings/people": {"name": "田甜", "station_id": ""},
        "/admin/settings/page-times": {**SECONDS, "table": "30"},
        "/admin/language": {"language": "zh_CN"},
    }
    for address, data in forms.items():
        first, second = (ada.post(address, data=data) for _sent in range(2))
        assert first.status_code == second.status_code == 303, address
        assert first.location == second.location

    done = list(db.session.scalars(sa.select(Act.what).order_by(Act.id)))
    assert done == [
        "office.change",
        "station.add",
        "person.add",
        "office.page_times",
        "account.language",
    ]
    assert len(db.session.scalars(sa.select(Station)).all()) == 3
    assert len(db.session.scalars(sa.select(Person)).all()) == 1


def shown_password(answer):
    found = re.search(r"data-password>(\w+)<", answer.text)
    assert found is not None
    return found[1]


def test_an_account_opened_twice_by_one_form_is_one_and_shows_one_password(enter):
    ada = enter("ada")
    once = re.search(r'name="once"[^>]*value="([^"]+)"', ada.get("/admin/accounts").text)
    assert once is not None
    data = {"username": "li.na", "display_name": "李娜", "once": once[1]}

    first, second = (ada.post("/admin/accounts", data=data) for _sent in range(2))
    other = ada.post("/admin/accounts", data={**data, "once": "of another page"})

    assert shown_password(first) == shown_password(second)
    assert enter("li.na", shown_password(second))
    assert other.status_code == 422
    assert len(acts("account.add")) == 1


def test_a_password_given_twice_by_one_form_is_one(enter, cast):
    ada = enter("ada")
    data = {"once": "made with the page"}

    first, second = (
        ada.post(f"/admin/accounts/{cast.clerk.id}/password", data=data) for _sent in range(2)
    )
    third = ada.post(f"/admin/accounts/{cast.clerk.id}/password", data={"once": "another page"})

    assert shown_password(first) == shown_password(second) != shown_password(third)
    assert len(acts("account.password_reset")) == 2


def test_roles_given_twice_by_one_form_are_given_once(enter, cast):
    ada, address = enter("ada"), f"/admin/accounts/{cast.clerk.id}"
    seen = re.search(r'name="seen"[^>]*value="([^"]+)"', ada.get(address).text)
    assert seen is not None
    keep = [str(one.id) for one in cast.clerk.grants]
    data = {"display_name": "Cleo", "is_active": "y", "keep": keep, "role": "contributor"}

    sent = [ada.post(address, data={**data, "seen": seen[1]}) for _sent in range(2)]

    assert [one.status_code for one in sent] == [303, 303]
    db.session.expire_all()
    roles = [one.role for one in db.session.get_one(Account, cast.clerk.id).grants]
    assert sorted(roles) == ["clerk", "contributor"]
    assert len(acts("account.change")) == 1


@pytest.mark.parametrize(
    ("address", "root_id"),
    [
        ("/admin/settings", "settings"),
        ("/admin/settings/page-times", "settings"),
        ("/admin/settings/people", "people"),
    ],
)
def test_a_bad_form_comes_back_as_what_was_asked_for(enter, office, address, root_id):
    ada = enter("ada")

    page = ada.post(address, data={"name": " "})
    part = ada.post(address, data={"name": " "}, headers={"HX-Request": "true"})

    assert (page.status_code, part.status_code) == (422, 422)
    assert "<h1>" in page.text
    assert "<h1>" not in part.text
    assert f'id="{root_id}"' in part.text
    assert part.text.count("autofocus") == 1


@pytest.mark.parametrize(("typed", "kept"), [("7:00—22：00", "07:00-22:00"), ("", "00:00-24:00")])
def test_showing_hours_are_kept_plain(enter, office, typed, kept):
    assert saved(enter("ada"), showing_hours=typed).status_code == 303

    db.session.expire_all()
    assert office.showing_hours == kept


def test_changed_hours_hold_from_the_day_after_on(enter, office, now):
    today = clock.local_day(now)
    saved(enter("ada"), showing_hours="07:00-22:00")
    saved(enter("ada"), showing_hours="08:00-20:00")

    kept = showing_hours()

    assert [kept.on(today), kept.on(today + timedelta(days=1))] == ["00:00-24:00", "08:00-20:00"]


def test_hours_that_are_none_are_said_at_their_field(enter, office):
    answer = saved(enter("ada"), showing_hours="22:00-06:00")

    assert answer.status_code == 422
    assert "Write hours of one day like 07:00-22:00" in answer.text
    db.session.expire_all()
    assert office.showing_hours == "00:00-24:00"
