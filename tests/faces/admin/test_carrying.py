"""A form sent after its session has ended: sign in again, and nothing typed is lost. No script is needed."""

import json
from io import BytesIO

import pytest
from bs4 import BeautifulSoup

from kiosk.accounts.models import Office
from kiosk.accounts.operations import open_account
from kiosk.accounts.roles import Role
from kiosk.core.db import db
from kiosk.faces.admin.carrying import NOT_CARRIED
from tests.every_route import address, rules_of
from tests.faces.admin.signing import PASSWORD

#: What the browser says of a form on a page of ours.
HERE = {"Origin": "http://localhost"}
TYPED = [
    ("title", '柳泉收费所：<公示> "引号"'),
    ("body", "第一行\n第二行"),
    ("keep", "1"),
    ("keep", "2"),
]
NEW = "three words nobody joins"


def form_on(answer):
    """The form in the card, as a browser would send it: where to, and what."""
    [form, *_] = BeautifulSoup(answer.text, "html.parser").select("main form")
    pairs = [
        (one["name"], one.get("value", "")) for one in form.find_all("input") if one.get("name")
    ]
    return form["action"], [pair for pair in pairs if pair[0] != "csrf_token"]


def token_on(answer):
    [token, *_] = BeautifulSoup(answer.text, "html.parser").select("main [name=csrf_token]")
    return token["value"]


def encoded(pairs):
    data: dict[str, list[str]] = {}
    for name, value in pairs:
        data.setdefault(name, []).append(value)
    return data


def sent(client, where, pairs, **headers):
    return client.post(where, data=encoded(pairs), headers={**HERE, **headers})


def signed_in_on(client, answer, **typed):
    where, pairs = form_on(answer)
    given = dict(pairs) | {"username": "ada", "password": PASSWORD} | typed
    return client.post(where, data=given)


def forms_of_the_panel(app):
    rules = [rule for rule in rules_of(app) if rule.endpoint.startswith("admin.")]
    return [
        address(app, rule)
        for rule in rules
        if "POST" in (rule.methods or ()) and rule.endpoint not in NOT_CARRIED
    ]


def test_every_form_of_the_panel_survives_the_end_of_its_session(app, client, cast):
    lost = []
    for where in forms_of_the_panel(app):
        client.delete_cookie("kiosk_session")
        door = sent(client, where, TYPED)
        page = signed_in_on(client, door)
        if form_on(page) != (where, TYPED):
            lost.append(where)

    assert len(forms_of_the_panel(app)) > 20
    assert lost == []


def test_once_signed_in_again_it_is_sent_and_saved(enter, at, cast):
    db.session.add(Office(id=1, name="Old name", short_name="Old", idle_minutes=30))
    db.session.commit()
    ada = enter("ada")
    _where, pairs = form_on(ada.get("/admin/settings"))
    typed = [(name, "Typed for an hour" if name == "name" else value) for name, value in pairs]
    typed += [("language", "en"), ("counts_from", "first")]
    at("2026-11-22T12:00+08:00")

    door = sent(ada, "/admin/settings", typed)
    page = signed_in_on(ada, door)
    assert "nothing of it has been saved yet" in page.text
    where, pairs = form_on(page)
    saved = ada.post(where, data=encoded([*pairs, ("csrf_token", token_on(page))]), csrf=False)

    assert (door.status_code, page.status_code, saved.status_code) == (403, 200, 303)
    db.session.expire_all()
    assert db.session.get_one(Office, 1).name == "Typed for an hour"


def test_a_mistyped_password_on_the_way_loses_nothing(client, cast):
    door = sent(client, "/admin/settings", TYPED)

    again = signed_in_on(client, door, password="a wrong one")

    assert again.status_code == 422
    assert form_on(signed_in_on(client, again)) == ("/admin/settings", TYPED)


def test_whoever_was_given_a_password_meanwhile_changes_it_and_loses_nothing(client, cast):
    open_account("nell", display_name="Nell", password=PASSWORD, roles=[(Role.CLERK, None)])
    db.session.commit()

    door = sent(client, "/admin/screens/1", TYPED)
    change = signed_in_on(client, door, username="nell")
    where, pairs = form_on(change)
    page = client.post(where, data=dict(pairs) | {"old": PASSWORD, "new": NEW, "again": NEW})

    assert where == "/admin/password"
    assert form_on(page) == ("/admin/screens/1", TYPED)


def test_somebody_signed_in_anew_beside_the_page_can_send_it_on(enter):
    ada = enter("ada")

    page = ada.post("/admin/settings", data=encoded(TYPED), headers=HERE, csrf=False)

    assert page.status_code == 400
    assert form_on(page) == ("/admin/settings", TYPED)


def test_a_page_at_which_one_signs_in_may_grow_old_too(client, cast):
    door = sent(client, "/admin/settings", TYPED)
    where, pairs = form_on(door)

    again = client.post(where, data=dict(pairs), headers=HERE, csrf=False)

    assert again.status_code == 400
    assert form_on(signed_in_on(client, again)) == ("/admin/settings", TYPED)


@pytest.mark.parametrize(
    "headers", [{}, {"Origin": "http://evil.example"}, {"Origin": "null"}, {"Referer": "x"}]
)
@pytest.mark.parametrize("who", [None, "ada"])
def test_another_site_puts_no_words_into_anybodys_mouth(client, enter, headers, who):
    browser = enter(who) if who else client

    answer = browser.post("/admin/settings", data=encoded(TYPED), headers=headers, csrf=False)

    assert answer.status_code == (400 if who else 303)
    assert "第二行" not in answer.text


@pytest.mark.parametrize(
    "packed",
    [
        "",
        "nonsense",
        "[1, 2]",
        json.dumps(["https://evil.example/admin/", [["a", "b"]], False]),
        json.dumps(["/screen/report", [["a", "b"]], False]),
        json.dumps(["/admin/settings", [["a"]], False]),
    ],
)
def test_a_forged_parcel_leads_nowhere_else(client, cast, packed):
    answer = client.post(
        "/admin/login", data={"username": "ada", "password": PASSWORD, "carried": packed}
    )

    assert (answer.status_code, answer.location) == (303, "/admin/")


def test_passwords_are_never_carried(enter, at):
    ada = enter("ada")
    at("2026-11-23T09:00+08:00")

    answer = sent(ada, "/admin/password", [("old", PASSWORD), ("new", NEW), ("again", NEW)])

    assert answer.status_code == 303
    assert NEW not in answer.text


def test_files_are_named_as_what_has_to_be_chosen_again(client, cast):
    typed = {"sheet": (BytesIO(b"a,b\n1,2"), "sheet.csv"), "title": "x"}

    door = client.post("/admin/postings/abc/sheet", data=typed, headers=HERE)

    assert "choose them again" in signed_in_on(client, door).text


def test_to_htmx_the_way_in_is_a_header_and_the_form_stays(client, cast):
    answer = sent(client, "/admin/settings", TYPED, **{"HX-Request": "true"})

    assert answer.status_code == 204
    assert answer.headers["HX-Redirect"].startswith("/admin/login")
