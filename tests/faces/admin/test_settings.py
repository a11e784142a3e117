"""Settings: saved with their trail, never over what somebody else has saved."""

import json
import re
from datetime import timedelta

import pytest
import sqlalchemy as sa
from bs4 import BeautifulSoup

from kiosk.accounts.models import Office, Station
from kiosk.accounts.offices import UNNAMED
from kiosk.core import clock
from kiosk.core.db import db
from kiosk.postings.models import Category, Posting, Revision
from kiosk.programme.page_times import USUAL_SECONDS
from kiosk.sample import load_sample
from kiosk.screens.models import Screen, Standing
from kiosk.screens.operations import claim, fresh_claim
from kiosk.screens.standing import note_standing
from tests.faces.admin.settled import OFFICE, acts, seen_on
from tests.postings.making import category


@pytest.fixture
def office(stations) -> Office:
    row = Office(id=1, name="Old name", short_name="Old", language="en")
    db.session.add(row)
    db.session.commit()
    return row


def test_the_office_is_saved_and_the_trail_says_from_and_to(enter, office):
    ada = enter("ada")

    answer = ada.post("/admin/settings", data={**OFFICE, "seen": seen_on(ada, "/admin/settings")})

    assert answer.status_code == 303
    db.session.expire_all()
    assert (office.name, office.handover_times) == (OFFICE["name"], "08:00,16:00,00:00")
    [act] = acts("office.change")
    assert json.loads(act.before)["name"] == "Old name"
    assert json.loads(act.after)["name"] == OFFICE["name"]


def handovers_kept():
    db.session.expire_all()
    rows = db.session.scalars(sa.select(Standing).order_by(Standing.id))
    return [(one.handovers, one.ends is None) for one in rows]


def test_from_when_on_walls_hand_over_at_other_times_is_kept_with_what_is_saved(
    enter, office, screens, count_queries
):
    screens[0].secret_hash = "hash"
    note_standing(screens[0], at=clock.now() - timedelta(days=1))
    before = office.handover_times
    db.session.commit()
    ada = enter("ada")

    def save(address, data):
        return ada.post(address, data={**data, "seen": seen_on(ada, address)}).status_code

    assert save("/admin/settings", {**OFFICE, "handover_times": "morning"}) == 422
    assert handovers_kept() == [(before, True)]
    with count_queries() as queries:
        assert save("/admin/settings", OFFICE) == 303
    assert handovers_kept() == [(before, False), ("08:00,16:00,00:00", True)]
    # Whoever holds the trail waits for nobody.
    written = [one.split()[2] for one in queries if one.startswith("INSERT INTO")]
    assert written == ["screen_standing", "act"]
    assert save("/admin/settings", {**OFFICE, "branch": "Another"}) == 303
    assert len(handovers_kept()) == 2

    station = screens[0].station
    own = {"name": station.name, "short_name": station.short_name, "handover_times": "20:00"}
    assert save(f"/admin/settings/stations/{station.id}", own) == 303
    assert handovers_kept()[1:] == [("08:00,16:00,00:00", False), ("20:00", True)]


def test_an_office_nobody_has_named_is_named_at_the_first_try(enter, stations):
    ada = enter("ada")

    answer = ada.post("/admin/settings", data={**OFFICE, "seen": seen_on(ada, "/admin/settings")})

    assert answer.status_code == 303
    assert db.session.get_one(Office, 1).name == "Red Willow toll office"


def test_an_office_nobody_has_named_keeps_what_walls_call_it_when_its_pages_get_other_seconds(
    enter, stations
):
    seconds = dict.fromkeys(USUAL_SECONDS, "30")

    enter("ada").post("/admin/settings/page-times", data=seconds)

    named = db.session.get_one(Office, 1)
    assert (named.name, named.magazine) == (UNNAMED.name, UNNAMED.magazine)


def test_what_is_no_clock_time_is_said_at_its_field_and_nothing_is_saved(enter, office):
    ada = enter("ada")

    answer = ada.post(
        "/admin/settings",
        data={**OFFICE, "handover_times": "morning", "seen": seen_on(ada, "/admin/settings")},
    )

    assert answer.status_code == 422
    assert "Write times like" in answer.text
    assert 'value="morning"' in answer.text
    db.session.expire_all()
    assert office.name == "Old name"


def test_two_who_save_settings_never_overwrite_each_other_silently(enter, office):
    ada = enter("ada")
    seen = seen_on(ada, "/admin/settings")
    ada.post("/admin/settings", data={**OFFICE, "name": "First", "seen": seen})

    answer = ada.post("/admin/settings", data={**OFFICE, "name": "Second", "seen": seen})

    assert answer.status_code == 409
    assert "First" in answer.text
    db.session.expire_all()
    assert office.name == "First"


def test_a_station_can_be_renamed_and_another_added(enter, stations):
    ada = enter("ada")
    address = f"/admin/settings/stations/{stations[0].id}"
    data = {"name": "Willow station", "short_name": "Willow", "seen": seen_on(ada, address)}

    assert ada.post(address, data=data).status_code == 303
    added = ada.post("/admin/settings/stations", data={"station_name": "Third station"})

    assert added.location.startswith("/admin/settings/stations/")
    db.session.expire_all()
    names = set(db.session.scalars(sa.select(Station.name)))
    assert "Willow station" in names
    assert len(names) == 3


def test_a_categorys_defaults_can_be_changed(enter, stations):
    row = category("costs")
    db.session.commit()
    ada = enter("ada")
    address = f"/admin/settings/categories/{row.id}"
    data = {
        "name": "Costs",
        "min_working_days": "5",
        "signing": "one",
        "theme": "",
        "rhythm": "monthly",
        "expected_of": "",
        "seen": seen_on(ada, address),
    }

    ada.post(address, data=data)

    db.session.expire_all()
    found = db.session.get(Category, row.id)
    assert found is not None
    assert (found.name, found.min_working_days, found.default_days) == ("Costs", 5, None)


def test_the_first_steps_name_everything_and_dress_the_sample(enter, app_context, now, cast):
    load_sample(now.date(), at=now)
    db.session.commit()
    ada = enter("ada")
    names = [f"红柳{number}号收费站" for number in range(8)]

    answer = ada.post(
        "/admin/begin",
        data={
            "name": "红柳湾高速公路收费所",
            "short_name": "红柳湾所",
            "stations": "\n".join(names),
            "magazine": "红柳驿站",
        },
    )

    assert answer.status_code == 303, answer.text
    assert "First steps" not in re.sub(
        r"<nav.*?</nav>", "", ada.get("/admin/").text, flags=re.DOTALL
    )
    db.session.expire_all()
    assert list(db.session.scalars(sa.select(Station.name).order_by(Station.position))) == names
    titles = list(db.session.scalars(sa.select(Revision.title)))
    assert any(title.startswith("红柳湾高速公路收费所") for title in titles)


def test_the_first_steps_leave_nothing_that_the_sample_made_up(enter, app_context, now, cast):
    load_sample(now.date(), at=now)
    db.session.commit()
    ada = enter("ada")
    field = BeautifulSoup(ada.get("/admin/begin").text, "html.parser").select_one(
        "#supervision_phone"
    )

    dress(ada, "红柳湾高速公路收费所", ["红柳一站", "红柳二站"])

    assert field is not None
    assert field.get("value", "") == ""
    own = db.session.get_one(Office, 1)
    assert (own.supervision_phone, own.duty_phone) == ("", "")
    first = db.session.scalars(sa.select(Station).order_by(Station.position)).first()
    assert first is not None
    assert (first.stake, first.chief, first.integrity_supervisor, first.phone) == ("",) * 4
    assert "No supervision phone has been set" in ada.get("/admin/").text


def test_what_an_office_has_written_itself_stays_through_the_first_steps(
    enter, app_context, now, cast
):
    load_sample(now.date(), at=now)
    station = db.session.scalars(sa.select(Station).order_by(Station.position)).first()
    assert station is not None
    station.stake, station.chief = "K1+1", "赵所长"
    db.session.commit()
    ada = enter("ada")

    dress(ada, "红柳湾高速公路收费所", ["红柳一站"], supervision_phone="0931-1234567")

    own = db.session.get_one(Office, 1)
    found = db.session.get_one(Station, station.id)
    assert own.supervision_phone == "0931-1234567"
    assert (found.stake, found.chief, found.phone) == ("K1+1", "赵所长", "")
    assert "No supervision phone" not in ada.get("/admin/").text


def test_a_name_that_a_station_bears_stays_with_it_through_the_first_steps(
    enter, app_context, now, cast
):
    load_sample(now.date(), at=now)
    rows = list(db.session.scalars(sa.select(Station).order_by(Station.position)))
    last, borne = rows[-1].id, rows[-1].name
    db.session.commit()

    dress(enter("ada"), "红柳湾高速公路收费所", ["红柳一站", borne, "红柳二站"])

    db.session.expire_all()
    names = list(db.session.scalars(sa.select(Station.name).order_by(Station.position)))
    assert names[:2] == ["红柳一站", "红柳二站"]
    assert db.session.get_one(Station, last).name == borne
    assert len(set(names)) == len(names)


def test_the_first_steps_sent_twice_dress_the_sample_once(enter, app_context, now, cast):
    load_sample(now.date(), at=now)
    db.session.commit()
    ada = enter("ada")
    names = {"name": "红柳湾收费所", "short_name": "红柳湾所", "stations": "红柳一站\n红柳二站"}

    first, second = (ada.post("/admin/begin", data=names) for _sent in range(2))

    assert (first.location, second.location) == ("/admin/", "/admin/")
    assert len(acts("sample.load")) == 2  # the one before, and the one that dresses it
    assert len(acts("office.change")) == 1


def dress(ada, name, stations, **more):
    data = {"name": name, "short_name": "", "stations": "\n".join(stations), **more}
    answer = ada.post("/admin/begin", data=data)
    assert answer.status_code == 303, answer.text
    db.session.expire_all()


def said_on_the_sample():
    numbers = list(db.session.scalars(sa.select(Posting.register_number)))
    titles = list(db.session.scalars(sa.select(Revision.title)))
    return "\n".join(one for one in [*titles, *numbers] if one)


def test_the_sample_can_be_dressed_anew_any_number_of_times(enter, app_context, now, cast):
    load_sample(now.date(), at=now)
    db.session.commit()
    ada = enter("ada")
    kept = {"short_name": "安西所", "magazine": "安西驿站"}

    dress(ada, "安西高速公路收费所", ["布隆吉收费站"], magazine="柳泉驿站")
    first = said_on_the_sample()
    dress(ada, "柳泉高速公路收费所", ["双泉堡收费站"], **kept)
    second = said_on_the_sample()
    dress(ada, "玉门高速公路收费所", ["桥湾收费站"], short_name="柳泉所", magazine="柳泉驿站")
    third = said_on_the_sample()

    assert "安西公开〔" in first
    assert "柳泉" not in first
    assert "双泉堡" not in first
    assert "柳泉公开〔" in second
    assert "安西" not in second
    assert "布隆吉" not in second
    assert "玉门公开〔" in third
    assert "柳泉" not in third
    own = db.session.get(Office, 1)
    assert own is not None
    assert (own.short_name, own.magazine) == ("玉门所", "玉门驿站")
    assert own.branch == "中共玉门高速公路收费所支部委员会"


def test_an_office_renamed_in_the_settings_is_dressed_by_the_first_steps(
    enter, app_context, now, cast
):
    load_sample(now.date(), at=now)
    own = db.session.get(Office, 1)
    assert own is not None
    db.session.commit()
    ada = enter("ada")
    names = {"short_name": own.short_name, "branch": own.branch, "magazine": own.magazine}
    seen = seen_on(ada, "/admin/settings")
    ada.post(
        "/admin/settings", data={**OFFICE, **names, "name": "安西高速公路收费所", "seen": seen}
    )

    dress(ada, "安西高速公路收费所", ["双泉堡收费站"], short_name="安西所", magazine="安西驿站")

    assert "安西高速公路收费所" in said_on_the_sample()
    assert "柳泉" not in said_on_the_sample()
    assert own.branch == "中共安西高速公路收费所支部委员会"


def test_claimed_sample_screens_stay_what_they_are_when_stations_get_names(
    enter, app_context, now, cast
):
    screens = load_sample(now.date(), at=now).screens
    for screen in screens:
        claim(fresh_claim(screen))
    db.session.commit()
    before = [(one.id, one.secret_hash) for one in screens]
    ada = enter("ada")

    dress(ada, "安西高速公路收费所", ["布隆吉收费站", "柳园收费站", "桥湾收费站"])

    now_there = list(db.session.scalars(sa.select(Screen).order_by(Screen.id)))
    assert [(one.id, one.secret_hash) for one in now_there] == before
    assert [(one.station.short_name, one.name) for one in now_there] == [
        ("布隆吉站", "值班室"),
        ("桥湾站", "食堂"),
    ]


def test_a_short_name_of_ones_own_stays_when_the_station_keeps_its_name(
    enter, app_context, now, cast
):
    load_sample(now.date(), at=now)
    station = db.session.scalars(sa.select(Station).order_by(Station.position)).first()
    assert station is not None
    station.short_name = "老双泉"
    db.session.commit()

    dress(enter("ada"), "安西高速公路收费所", [station.name])

    assert station.short_name == "老双泉"


def test_a_station_named_twice_is_refused(enter, office):
    answer = enter("ada").post(
        "/admin/begin", data={"name": "A", "short_name": "A", "stations": "One\nTwo\nOne"}
    )

    assert answer.status_code == 422
    assert "Two stations have the same name." in answer.text


@pytest.mark.parametrize("who", ["cleo", "bo", "sid"])
def test_only_the_administrator_changes_settings(enter, stations, who):
    client = enter(who)
    for address in [
        "/admin/settings",
        "/admin/begin",
        f"/admin/settings/stations/{stations[0].id}",
    ]:
        assert client.get(address).status_code == 403
        assert client.post(address).status_code == 403


def test_a_phone_that_nobody_can_dial_is_refused_at_its_field(enter, office):
    before, ada = office.supervision_phone, enter("ada")
    typed = {**OFFICE, "seen": seen_on(ada, "/admin/settings"), "supervision_phone": "abc"}

    answer = ada.post("/admin/settings", data=typed)

    assert answer.status_code == 422
    assert 'id="supervision_phone-error"' in answer.text
    assert "This is no phone number." in answer.text
    db.session.refresh(office)
    assert office.supervision_phone == before
