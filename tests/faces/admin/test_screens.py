"""The screens: listed, changed, given up, linked anew."""

import re
from datetime import timedelta

import pytest
import sqlalchemy as sa

from kiosk.accounts.models import Act
from kiosk.core.db import db
from kiosk.screens.health import note_health
from kiosk.screens.models import Screen, Standing
from kiosk.screens.operations import claim, fresh_claim
from tests.faces.admin.desk import typed_screen


@pytest.fixture
def hers(screens):
    """The screen at Bo's station."""
    return screens[0]


@pytest.fixture
def claimed(hers):
    """The same, with a device."""
    found = claim(fresh_claim(hers))
    assert found
    db.session.commit()
    return found[1]


def acts():
    query = sa.select(Act.what, Act.before, Act.after).order_by(Act.id)
    return [tuple(row) for row in db.session.execute(query)]


def states(page):
    return re.findall(r'<tr [^>]*data-state="(\w+)"', page)


def test_a_chief_sees_the_own_stations_screens_only(enter, screens):
    page = enter("bo").get("/admin/screens").text

    assert "SQB room" in page
    assert "SZP room" not in page


def test_the_offices_people_see_all(enter, screens):
    page = enter("sid").get("/admin/screens").text

    assert "SQB room" in page
    assert "SZP room" in page
    assert re.findall(r'href="/admin/screens/\d+"', page) == [], "nothing there is theirs to change"


@pytest.mark.parametrize("minutes", [0, 2])
def test_a_screen_heard_of_lately_is_online(enter, hers, claimed, now, minutes):
    seen = now - timedelta(minutes=minutes)
    note_health(hers, {"width": 1920, "height": 1080}, at=seen)

    page = enter("bo").get("/admin/screens").text

    assert states(page) == ["online"]
    assert "1920×1080" in page


@pytest.mark.parametrize(
    ("minutes", "word"), [(3, "3 minutes"), (16, "16 minutes"), (60, "1 hour"), (5000, "3 days")]
)
def test_a_screen_is_silent_after_three_minutes(enter, hers, claimed, now, minutes, word):  # noqa: PLR0917 - fixtures
    seen = now - timedelta(minutes=minutes)
    note_health(hers, {"width": 1080, "height": 1920}, at=seen)

    page = enter("bo").get("/admin/screens").text

    assert states(page) == ["silent"]
    assert f"Silent for {word}" in page


def test_a_screen_without_a_device_says_so(enter, hers):
    assert states(enter("bo").get("/admin/screens").text) == ["free"]


def test_a_screen_not_heard_of_yet_says_so(enter, hers, claimed):
    assert states(enter("bo").get("/admin/screens").text) == ["new"]


@pytest.mark.parametrize("address", ["/admin/", "/admin/screens"])
def test_more_screens_take_no_more_statements(enter, screens, stations, count_queries, address):
    client = enter("cleo")
    with count_queries() as few:
        client.get(address)

    db.session.add_all(Screen(name=f"screen {n}", station=stations[n % 2]) for n in range(20))
    db.session.commit()
    with count_queries() as many:
        client.get(address)

    assert len(many) == len(few)


def test_a_change_is_saved_and_told(enter, hers):
    answer = enter("bo").post(
        f"/admin/screens/{hers.id}", data=typed_screen(hers, name="Canteen", distance="3.5")
    )

    assert (answer.status_code, answer.location) == (303, "/admin/screens")
    assert (hers.name, hers.distance_dm, hers.version) == ("Canteen", 35, 2)
    assert acts() == [
        (
            "screen.change",
            '{"name": "SQB room", "distance_dm": 30}',
            '{"name": "Canteen", "distance_dm": 35}',
        )
    ]


def test_a_night_is_kept_as_walls_read_it_and_holds_for_the_proof_from_now_on(enter, hers, claimed):
    answer = enter("bo").post(
        f"/admin/screens/{hers.id}",
        data=typed_screen(hers, night="dark", night_hours="22：00 — 6:30"),
    )

    assert answer.status_code == 303
    assert (hers.night, hers.night_hours) == ("dark", "22:00-06:30")
    stands = db.session.scalars(sa.select(Standing).where(Standing.ends.is_(None))).one()
    assert (stands.device, stands.rests) == (hers.mark, "22:00-06:30")


@pytest.mark.parametrize(
    ("said", "fault"),
    [
        ({"night": "night", "night_hours": "late"}, "Write hours like 22:00-06:30."),
        ({"night": "off"}, "Choose what it does at night."),
    ],
)
def test_what_is_no_night_is_said_at_its_field(enter, hers, said, fault):
    answer = enter("bo").post(f"/admin/screens/{hers.id}", data=typed_screen(hers, **said))

    assert answer.status_code == 422
    assert fault in answer.text
    assert hers.night == ""


@pytest.mark.parametrize(("night", "state"), [("dark", "resting"), ("night", "silent")])
def test_a_screen_is_not_missed_in_its_dark_hours(enter, hers, claimed, now, night, state):  # noqa: PLR0917 - fixtures
    note_health(hers, {"width": 1920, "height": 1080}, at=now - timedelta(hours=1))
    hers.change(night=night, night_hours="00:00-23:59")
    db.session.commit()
    client = enter("bo")

    assert states(client.get("/admin/screens").text) == [state]
    assert ("silent" in client.get("/admin/").text.lower()) == (state == "silent")


def test_saving_what_is_there_changes_nothing(enter, hers):
    answer = enter("bo").post(f"/admin/screens/{hers.id}", data=typed_screen(hers))

    assert answer.status_code == 303
    assert hers.version == 1
    assert acts() == []


def test_a_save_over_a_newer_version_shows_both_and_stores_nothing(enter, hers):
    form = typed_screen(hers, name="Bo's name")
    hers.change(name="Cleo's name")
    db.session.commit()

    answer = enter("bo").post(f"/admin/screens/{hers.id}", data=form)

    assert answer.status_code == 409
    assert "Cleo&#39;s name" in answer.text
    assert "Bo&#39;s name" in answer.text
    assert hers.name == "Cleo's name"
    assert acts() == []


def test_saving_again_after_the_warning_keeps_what_was_typed(enter, hers):
    hers.change(name="Cleo's name")
    db.session.commit()
    client = enter("bo")
    client.post(f"/admin/screens/{hers.id}", data=typed_screen(hers, name="Bo's name", version="1"))

    answer = client.post(f"/admin/screens/{hers.id}", data=typed_screen(hers, name="Bo's name"))

    assert answer.status_code == 303
    assert hers.name == "Bo's name"


def test_a_device_that_claims_its_screen_disturbs_no_open_form(enter, hers):
    form = typed_screen(hers, name="Canteen")
    claim(fresh_claim(hers))
    db.session.commit()

    assert enter("bo").post(f"/admin/screens/{hers.id}", data=form).status_code == 303


def test_what_is_wrong_is_said_and_nothing_stored(enter, hers):
    answer = enter("bo").post(
        f"/admin/screens/{hers.id}",
        data=typed_screen(hers, name="", panel_inches="1000"),
        headers={"HX-Request": "true"},
    )

    assert answer.status_code == 422
    assert 'id="name-error"' in answer.text
    assert 'value="1000"' in answer.text
    assert answer.text.strip().startswith('<div id="screen-room"')
    assert hers.name == "SQB room"


@pytest.mark.parametrize("what", ["", "/revoke", "/link"])
def test_another_stations_screen_is_out_of_reach(enter, hers, claimed, what):
    before = (hers.secret_hash, hers.claim_hash, hers.version)

    answer = enter("cy").post(
        f"/admin/screens/{hers.id}{what}", data=typed_screen(hers, name="mine")
    )

    assert answer.status_code == 403
    assert (hers.name, hers.secret_hash, hers.claim_hash, hers.version) == ("SQB room", *before)
    assert acts() == []


def test_another_stations_screen_cannot_be_opened(enter, hers):
    assert enter("cy").get(f"/admin/screens/{hers.id}").status_code == 403


def test_a_screen_cannot_be_moved_to_another_station(enter, hers, stations):
    answer = enter("bo").post(
        f"/admin/screens/{hers.id}", data=typed_screen(hers, station=str(stations[1].id))
    )

    assert answer.status_code == 403
    assert hers.station is stations[0]


@pytest.mark.parametrize("what", ["", "/revoke", "/link"])
def test_a_screen_that_is_not_there_is_a_404(enter, what):
    assert enter("cleo").post(f"/admin/screens/99{what}").status_code == 404


def test_a_device_is_taken_away(app, enter, hers, claimed):
    wall = app.test_client()
    wall.set_cookie("kiosk_screen", claimed, path="/screen")
    assert wall.get("/screen/programme").status_code == 200

    answer = enter("bo").post(f"/admin/screens/{hers.id}/revoke")

    assert answer.status_code == 303
    assert wall.get("/screen/programme").status_code == 401
    assert [act[0] for act in acts()] == ["screen.revoke"]


def test_a_new_link_is_shown_once_and_works_once(app, enter, hers):
    client = enter("bo")

    page = client.post(f"/admin/screens/{hers.id}/link").text

    link = page.split("data-claim-link>")[1].split("<")[0]
    assert link.startswith("http://kiosk.test/screen/claim/")
    assert link not in client.get(f"/admin/screens/{hers.id}").text
    wall = app.test_client()
    wall.get(link.removeprefix("http://kiosk.test"))
    assert wall.get("/screen/programme").status_code == 200
    assert [act[0] for act in acts()] == ["screen.link", "screen.claim"]
    assert link.rsplit("/", 1)[1] not in str(acts())
