"""Who gets where: read afresh at every click, from the one table."""

import pytest

from kiosk.accounts.models import Grant, Office
from kiosk.accounts.operations import open_account
from kiosk.accounts.roles import MAY, Right, Role
from kiosk.core.db import db
from tests.faces.admin.signing import PASSWORD

ADDRESSES = {
    Right.SEE_PANEL: ("GET", "/admin/"),
    Right.PAIR_SCREENS: ("GET", "/admin/pair/482913"),
    Right.WRITE: ("GET", "/admin/postings/new"),
    Right.PUBLISH: ("POST", "/admin/postings/nothing99/publish"),
    Right.REVIEW: ("POST", "/admin/postings/nothing99/approval/review"),
    Right.SIGN: ("POST", "/admin/postings/nothing99/approval/sign"),
    Right.SEND_BACK: ("POST", "/admin/postings/nothing99/approval/send-back"),
    Right.TAKE_DOWN: ("POST", "/admin/postings/nothing99/take-down"),
    Right.TAKE_OVER: ("GET", "/admin/takeovers/new"),
    Right.ORDER: ("GET", "/admin/order"),
    Right.CHANGE_SETTINGS: ("GET", "/admin/settings"),
    Right.MANAGE_PEOPLE: ("GET", "/admin/accounts"),
    Right.REMOVE_SAMPLE: ("POST", "/admin/sample/remove"),
    Right.SEE_TRAIL: ("GET", "/admin/trail"),
    Right.SEE_REGISTER: ("GET", "/admin/register"),
    Right.KEEP_FINDS: ("POST", "/admin/postings/nothing99/checks/keep"),
    Right.SEE_DUTIES: ("GET", "/admin/duties"),
    Right.KEEP_DUTIES: ("POST", "/admin/duties/own/99/end"),
}


def test_every_view_of_the_panel_names_a_right_of_the_table(app):
    named = {
        view.access
        for endpoint, view in app.view_functions.items()
        if endpoint.startswith("admin.")
    }

    assert named <= {"public", "signed_in", *(f"allow:{right}" for right in MAY)}


@pytest.mark.parametrize("role", Role)
@pytest.mark.parametrize("right", Right)
def test_a_role_may_what_the_table_says(enter, stations, right, role):
    open_account(
        "kim",
        display_name="Kim",
        password=PASSWORD,
        roles=[(role, None)],
        must_change_password=False,
    )
    db.session.commit()
    method, address = ADDRESSES[right]

    answer = enter("kim").open(address, method=method)

    assert (answer.status_code != 403) is (role in MAY[right])


def test_whoever_loses_a_role_knows_at_the_next_click(enter, cast):
    client = enter("cleo")
    assert client.get("/admin/pair/482913").status_code == 200

    cast.clerk.grants = [Grant(role=Role.CONTRIBUTOR)]
    db.session.commit()

    assert client.get("/admin/pair/482913").status_code == 403
    assert client.get("/admin/").status_code == 200


def test_whoever_has_no_role_left_may_nothing(enter, cast):
    client = enter("cleo")

    cast.clerk.grants = []
    db.session.commit()

    assert client.get("/admin/").status_code == 403


def test_a_closed_account_is_out_at_the_next_click(enter, cast):
    client = enter("cleo")

    cast.clerk.is_active = False
    db.session.commit()

    assert client.get("/admin/").status_code == 303


def test_a_stranger_is_sent_to_sign_in_and_back(client):
    answer = client.get("/admin/pair/482913?x=1")

    assert (answer.status_code, answer.location) == (
        303,
        "/admin/login?next=/admin/pair/482913?x%3D1",
    )


def test_a_stranger_who_sends_a_form_comes_back_to_its_page(client):
    answer = client.post(
        "/admin/screens/1/revoke", headers={"Referer": "http://localhost/admin/screens/1"}
    )

    assert answer.location == "/admin/login?next=/admin/screens/1"


def test_htmx_is_told_to_leave_the_page(client):
    answer = client.get("/admin/screens", headers={"HX-Request": "true"})

    assert answer.status_code == 204
    assert answer.headers["HX-Redirect"] == "/admin/login?next=/admin/screens"


def test_a_panel_left_alone_is_left(enter, at, cast):
    client = enter("ada")

    at("2026-11-22T16:25+08:00")
    assert client.get("/admin/").status_code == 200
    at("2026-11-23T00:20+08:00")
    assert client.get("/admin/").status_code == 200
    at("2026-11-23T08:21+08:00")
    assert client.get("/admin/").status_code == 303


def test_the_office_says_how_long_a_panel_may_be_left_alone(enter, at, cast):
    db.session.add(Office(id=1, name="Office", short_name="Office", idle_minutes=30))
    db.session.commit()
    client = enter("ada")

    at("2026-11-22T08:55+08:00")
    assert client.get("/admin/").status_code == 200
    at("2026-11-22T09:26+08:00")
    assert client.get("/admin/").status_code == 303


def test_a_forged_session_is_none(client, cast):
    with client.session_transaction() as session:
        session.update(account="1", version=1, seen="now")

    assert client.get("/admin/").status_code == 303


@pytest.fixture
def newcomer(cast, enter):
    """Somebody who came with a printed password."""
    open_account("nell", display_name="Nell", password=PASSWORD, roles=[(Role.CLERK, None)])
    db.session.commit()
    return enter("nell")


@pytest.mark.parametrize("address", ["/admin/", "/admin/screens", "/admin/roles"])
def test_with_a_printed_password_everything_leads_to_changing_it(newcomer, address):
    answer = newcomer.get(address)

    assert (answer.status_code, answer.location) == (303, f"/admin/password?next={address}")


def test_with_a_printed_password_nothing_can_be_done(newcomer, screens):
    answer = newcomer.post(f"/admin/screens/{screens[0].id}/revoke")

    assert answer.location.startswith("/admin/password")


def test_with_a_printed_password_the_page_shows_no_other_way(newcomer):
    page = newcomer.get("/admin/password").text

    assert 'href="/admin/screens"' not in page


def test_once_it_is_changed_one_goes_on(newcomer):
    answer = newcomer.post(
        "/admin/password",
        data={
            "old": PASSWORD,
            "new": "three words nobody joins",
            "again": "three words nobody joins",
            "next": "/admin/screens",
        },
    )

    assert (answer.status_code, answer.location) == (303, "/admin/screens")
    assert newcomer.get("/admin/screens").status_code == 200
