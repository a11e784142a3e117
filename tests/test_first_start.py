"""What a start offers: links of the sample's screens, and a cookie that fits the address."""

import pytest

from kiosk import create_app
from kiosk.core.config import Settings
from kiosk.core.db import close_connections, db
from kiosk.core.schema import migrate_to_head
from kiosk.first_start import unclaimed_sample_screens
from kiosk.screens.models import Screen
from kiosk.screens.operations import Site, add_screen, claim, fresh_claim
from tests.postings import making


@pytest.fixture
def screens(app_context):
    """Two screens of the sample, and one of the office's own that is never offered."""
    station = making.station("LQ")
    both = [add_screen(Site(name, station), is_sample=True) for name in ("值班室", "收费大厅")]
    add_screen(Site("会议室", station))
    db.session.commit()
    return both


def offered():
    """What a start offers, by the screens' names; committed, as a start does."""
    found = dict(unclaimed_sample_screens())
    db.session.commit()
    return found


def test_screens_of_the_sample_are_offered_until_a_browser_has_claimed_them(screens):
    first = offered()
    assert claim(first["LQ · 值班室"])

    again = offered()

    assert list(first) == ["LQ · 值班室", "LQ · 收费大厅"]
    assert list(again) == ["LQ · 收费大厅"]
    assert claim(first["LQ · 收费大厅"]) is None  # each start's links are its own
    assert claim(again["LQ · 收费大厅"])


@pytest.mark.parametrize("was_claimed", [True, False])
def test_a_revoked_screen_is_not_offered(screens, was_claimed):
    if was_claimed:
        assert claim(fresh_claim(screens[0]))
    screens[0].revoke()

    assert list(offered()) == ["LQ · 收费大厅"]


def test_a_link_an_administrator_makes_for_it_outlives_a_start_and_works(screens):
    screens[0].revoke()
    link = fresh_claim(screens[0])
    assert list(offered()) == ["LQ · 收费大厅"]

    assert claim(link)
    assert isinstance(db.session.get_one(Screen, screens[0].id).secret_hash, str)


@pytest.mark.parametrize(
    ("base_url", "secure"), [("https://board.example", True), ("http://10.1.2.3:8000", False)]
)
def test_a_session_travels_encrypted_where_the_address_does(tmp_path, base_url, secure):
    environ = {"KIOSK_INSTANCE": str(tmp_path), "KIOSK_BASE_URL": base_url}
    app = create_app(Settings.from_env(environ))
    migrate_to_head(app)

    cookie = app.test_client().get("/admin/login").headers["Set-Cookie"]

    with app.app_context():
        close_connections()
    assert cookie.startswith("kiosk_session=")
    assert ("Secure" in cookie) is secure
    assert "HttpOnly" in cookie
