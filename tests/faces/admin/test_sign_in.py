"""The way in: one answer for every refusal, a fresh session, and an end to guessing."""

from dataclasses import replace

import pytest

from kiosk import create_app
from kiosk.accounts.operations import MOST_TRIES
from kiosk.core.db import close_connections
from tests.client import KioskClient
from tests.faces.admin.signing import PASSWORD


def try_in(client, username="ada", password=PASSWORD, **more):
    return client.post("/admin/login", data={"username": username, "password": password, **more})


def without_tokens(answer):
    lines = answer.text.splitlines()
    return [line for line in lines if "csrf_token" not in line and 'name="username"' not in line]


def test_the_right_password_opens_the_panel(client, cast):
    answer = try_in(client)

    assert (answer.status_code, answer.location) == (303, "/admin/")
    assert client.get("/admin/").status_code == 200


def test_the_session_before_is_not_the_session_after(client, cast):
    client.get("/admin/login")
    with client.session_transaction() as session:
        session["planted"] = "by somebody else"
        token = session["csrf_token"]

    try_in(client)

    with client.session_transaction() as session:
        assert "planted" not in session
        assert session.get("csrf_token") != token


def test_an_unknown_name_and_a_wrong_password_look_the_same(client, cast):
    wrong = try_in(client, password="a wrong one")
    unknown = try_in(client, username="eve", password="a wrong one")

    assert wrong.status_code == unknown.status_code == 422
    assert without_tokens(wrong) == without_tokens(unknown)
    assert 'value="ada"' in wrong.text
    assert 'value="eve"' in unknown.text
    assert PASSWORD not in wrong.text


def test_an_empty_form_is_a_422_with_its_fields_named(client, cast):
    answer = try_in(client, username="", password="")

    assert answer.status_code == 422
    assert 'id="username-error"' in answer.text
    assert 'id="password-error"' in answer.text


def test_a_form_without_its_token_is_refused(client, cast):
    answer = client.post("/admin/login", data={"username": "ada", "password": PASSWORD}, csrf=False)

    assert answer.status_code == 400


def test_after_ten_tries_even_the_right_password_waits(client, cast):
    for _ in range(MOST_TRIES):
        assert try_in(client, password="a wrong one").status_code == 422

    answer = try_in(client)

    assert answer.status_code == 429
    assert 'role="alert"' in answer.text


def test_what_a_header_claims_is_nobodys_address(client, cast):
    for number in range(MOST_TRIES):
        client.post(
            "/admin/login",
            data={"username": f"name {number}", "password": "a wrong one"},
            headers={"X-Forwarded-For": f"192.0.2.{number}"},
        )

    assert try_in(client).status_code == 429


def tried_behind_a_proxy(app, *, trusted, forwarded):
    """Ten wrong tries through a proxy that says each time who asked, then the right password."""
    own = create_app(replace(app.config["SETTINGS"], trusted_proxies=trusted))
    own.test_client_class = KioskClient
    browser = own.test_client()
    for number in range(MOST_TRIES):
        said = {"X-Forwarded-For": forwarded.format(number)}
        data = {"username": f"name {number}", "password": "a wrong one"}
        assert browser.post("/admin/login", data=data, headers=said).status_code == 422
    last = {"username": "ada", "password": PASSWORD}
    answer = browser.post(
        "/admin/login", data=last, headers={"X-Forwarded-For": forwarded.format("last")}
    )
    with own.app_context():
        close_connections()
    return answer.status_code


def test_behind_a_trusted_proxy_each_address_is_counted_by_itself(app, cast):
    assert tried_behind_a_proxy(app, trusted=1, forwarded="client-{}") == 303


def test_what_stands_before_the_trusted_proxies_word_is_nobodys_address(app, cast):
    forwarded = "invented-{}, 192.0.2.7"

    assert tried_behind_a_proxy(app, trusted=1, forwarded=forwarded) == 429


def test_a_proxys_endless_word_is_cut_and_breaks_nothing(app, cast):
    assert tried_behind_a_proxy(app, trusted=2, forwarded="x" * 300 + "-{}, 192.0.2.7") == 429


@pytest.mark.parametrize(
    "wanted", ["/admin/screens", "/admin/pair/482913", "/admin/screens?x=1", "/admin"]
)
def test_one_goes_on_to_where_one_wanted(client, cast, wanted):
    assert try_in(client, next=wanted).location == wanted


@pytest.mark.parametrize(
    "wanted",
    [
        "https://evil.example/admin/",
        "//evil.example/admin/",
        "/\\evil.example/admin",
        "/admin/\\..",
        "\t//evil.example",
        "/administer",
        "/screen",
        "javascript:alert(1)",
        "/admin@evil.example/",
        "",
    ],
)
def test_one_is_never_sent_elsewhere(client, cast, wanted):
    assert try_in(client, next=wanted).location == "/admin/"


def test_signing_out_ends_the_session(enter):
    client = enter("ada")

    answer = client.post("/admin/logout")

    assert (answer.status_code, answer.location) == (303, "/admin/login")
    assert client.get("/admin/").status_code == 303


def test_a_link_cannot_sign_anybody_out(enter):
    client = enter("ada")

    assert client.get("/admin/logout").status_code == 405
    assert client.get("/admin/").status_code == 200
