"""One's own account: password and language."""

import pytest

from kiosk.accounts.passwords import matches
from tests.faces.admin.signing import PASSWORD

NEW = "three words nobody joins"


def change(client, **typed):
    data = {"old": PASSWORD, "new": NEW, "again": NEW} | typed
    return client.post("/admin/password", data=data)


def test_a_new_password_ends_the_other_sessions_and_keeps_this_one(enter):
    here, elsewhere = enter("ada"), enter("ada")

    assert change(here).status_code == 303

    assert here.get("/admin/").status_code == 200
    assert elsewhere.get("/admin/").status_code == 303


@pytest.mark.parametrize(
    ("typed", "field"),
    [
        ({"old": "a wrong one"}, "old"),
        ({"new": "short", "again": "short"}, "new"),
        ({"new": PASSWORD, "again": PASSWORD}, "new"),
        ({"again": "something else"}, "again"),
        ({"again": ""}, "again"),
    ],
)
def test_what_is_wrong_is_said_at_its_field(enter, cast, typed, field):
    answer = change(enter("ada"), **typed)

    assert answer.status_code == 422
    assert f'id="{field}-error"' in answer.text
    assert matches(PASSWORD, cast.admin.password_hash)


def test_no_password_comes_back_in_a_page(enter):
    answer = change(enter("ada"), again="something else")

    assert PASSWORD not in answer.text
    assert NEW not in answer.text


def test_htmx_gets_the_form_alone(enter):
    answer = enter("ada").post(
        "/admin/password", data={"old": "a wrong one"}, headers={"HX-Request": "true"}
    )

    assert answer.status_code == 422
    assert answer.text.strip().startswith('<form id="password-form"')
    assert "HX-Request" in answer.headers["Vary"]


def test_the_panel_speaks_the_accounts_language(enter, cast):
    client = enter("ada")
    assert '<html lang="en">' in client.get("/admin/").text

    answer = client.post("/admin/language", data={"language": "zh_CN", "next": "/admin/roles"})

    assert (answer.status_code, answer.location) == (303, "/admin/roles")
    assert '<html lang="zh-CN">' in client.get("/admin/").text
    assert cast.clerk.language == "en"


def test_a_language_nobody_speaks_is_refused(enter, cast):
    answer = enter("ada").post("/admin/language", data={"language": "tlh"})

    assert answer.status_code == 400
    assert cast.admin.language == "en"
