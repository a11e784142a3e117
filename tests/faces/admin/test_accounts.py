"""Accounts in the panel: opened, given roles, closed; nobody is locked out of the house."""

import re

import pytest
import sqlalchemy as sa

from kiosk.accounts.models import Account, Act
from kiosk.core.db import db
from tests.client import KioskClient
from tests.faces.admin.settled import seen_on
from tests.faces.admin.signing import PASSWORD
from tests.postings.making import category


def changed(client: KioskClient, account: Account, *, keep_all: bool = True, **said: str):
    address = f"/admin/accounts/{account.id}"
    db.session.expire_all()
    data = {
        "display_name": account.display_name,
        "is_active": "y",
        "keep": [str(one.id) for one in account.grants] if keep_all else [],
        "seen": seen_on(client, address),
        **said,
    }
    return client.post(address, data={name: value for name, value in data.items() if value != "-"})


def test_an_account_is_opened_with_a_password_that_must_be_changed(enter, app):
    ada = enter("ada")

    answer = ada.post("/admin/accounts", data={"username": "li.na", "display_name": "李娜"})

    password = re.search(r"data-password>(\w+)<", answer.text)
    assert password is not None
    lina = enter("li.na", password[1])
    assert lina.get("/admin/").location.startswith("/admin/password")


@pytest.mark.parametrize("username", ["", "ada", "Ada Lovelace", "李娜"])
def test_a_user_name_that_will_not_do_is_said_at_its_field(enter, username):
    answer = enter("ada").post(
        "/admin/accounts", data={"username": username, "display_name": "Somebody"}
    )

    assert answer.status_code == 422
    assert 'value="Somebody"' in answer.text


def test_a_role_given_or_taken_counts_at_the_next_click(enter, cast):
    ada, sid = enter("ada"), enter("sid")
    assert sid.get("/admin/postings/new").status_code == 403

    changed(ada, cast.signer, role="clerk")
    assert sid.get("/admin/postings/new").status_code == 200

    changed(ada, cast.signer, keep_all=False)
    assert sid.get("/admin/").status_code == 403


def test_a_contributor_writes_for_their_own_category_only(enter, cast):
    cars, costs = category("cars"), category("costs")
    db.session.commit()
    ada, sid = enter("ada"), enter("sid")

    changed(ada, cast.signer, role="contributor", category="cars")

    assert sid.post("/admin/postings/new", data={"category": cars.id}).status_code == 303
    assert sid.post("/admin/postings/new", data={"category": costs.id}).status_code == 403
    page = sid.get("/admin/postings/new").text
    assert "cars" in page
    assert "costs" not in page


def test_a_closed_account_is_out_at_once_and_its_history_stays(enter, cast):
    ada, cleo = enter("ada"), enter("cleo")

    changed(ada, cast.clerk, is_active="-")

    assert cleo.get("/admin/").location.startswith("/admin/login")
    [act] = db.session.scalars(sa.select(Act).where(Act.what == "account.change"))
    assert '"is_active": false' in act.after


def test_the_last_administrator_can_neither_leave_nor_be_closed(enter, cast):
    ada = enter("ada")

    for said in ({"is_active": "-"}, {"keep_all": False}):
        answer = changed(ada, cast.admin, **said)
        assert answer.status_code == 422
        assert "Somebody must be able" in answer.text
    assert ada.get("/admin/accounts").status_code == 200


def test_a_forgotten_password_is_given_anew_and_ends_every_session(enter, cast):
    ada, cleo = enter("ada"), enter("cleo")

    answer = ada.post(f"/admin/accounts/{cast.clerk.id}/password")

    password = re.search(r"data-password>(\w+)<", answer.text)
    assert password is not None
    assert cleo.get("/admin/").location.startswith("/admin/login")
    with pytest.raises(AssertionError):
        enter("cleo", PASSWORD)
    enter("cleo", password[1])


def test_two_administrators_never_overwrite_each_other_silently(enter, cast):
    ada = enter("ada")
    address = f"/admin/accounts/{cast.clerk.id}"
    seen = seen_on(ada, address)
    changed(ada, cast.clerk, role="objection_handler")

    answer = ada.post(address, data={"display_name": "X", "is_active": "y", "seen": seen})

    assert answer.status_code == 409
    db.session.expire_all()
    assert cast.clerk.display_name == "Cleo"
