"""The office's own duties: added, done, taken back, ended; known to those who keep them and to no wall."""

import json
from datetime import date

import pytest
import sqlalchemy as sa
from bs4 import BeautifulSoup

from kiosk import sample
from kiosk.accounts.models import Account, Act, Grant
from kiosk.accounts.roles import Role
from kiosk.core.db import db
from kiosk.duties.models import DutyDone, OwnDuty
from tests.faces.admin.settled import seen_on

ADDRESS = "/admin/duties"
VISIT = {
    "name": "到收费站调研",
    "who": "白玉成",
    "rhythm": "monthly",
    "minimum": "1",
    "due_day": "25",
    "station_id": "",
    "is_private": "1",
    "note": "",
}


@pytest.fixture
def cleo(enter):
    return enter("cleo")


def added(client, **said):
    answer = client.post(f"{ADDRESS}/own", data={**VISIT, **said})
    assert answer.status_code == 303, answer.text
    return db.session.scalars(sa.select(OwnDuty).order_by(OwnDuty.id.desc())).first()


def done(client, duty, on="2026-11-20", **said):
    return client.post(f"{ADDRESS}/own/{duty.id}/done", data={"done_on": on, "remark": "", **said})


def state_of(client, duty, address=ADDRESS):
    page = BeautifulSoup(client.get(address).text, "html.parser")
    found = [
        one for one in page.select(".duty") if one.select(f"a[href='{ADDRESS}/own/{duty.id}']")
    ]
    return found[0]["data-state"] if found else None


def acts():
    query = sa.select(Act.what).where(Act.what.startswith("duty.")).order_by(Act.id)
    return list(db.session.scalars(query))


def test_a_duty_is_added_once_however_often_the_form_is_sent(cleo):
    duty = added(cleo)
    added(cleo)

    assert db.session.scalar(sa.select(sa.func.count(OwnDuty.id))) == 1
    assert (duty.begun_on, duty.is_private, duty.due_day) == (date(2026, 11, 22), True, 25)
    assert acts() == ["duty.add"]
    assert state_of(cleo, duty) == "soon"


def test_what_was_done_is_recorded_and_stands_on_its_page(cleo):
    duty = added(cleo)

    assert done(cleo, duty, remark="双泉堡站").status_code == 303
    assert done(cleo, duty, remark="双泉堡站").status_code == 303

    assert state_of(cleo, duty) == "done"
    page = cleo.get(f"{ADDRESS}/own/{duty.id}").text
    assert "双泉堡站" in page
    assert "Recorded by Cleo" in page
    assert acts() == ["duty.add", "duty.done"]


def test_twice_a_quarter_is_done_with_the_second(cleo):
    talks = added(cleo, name="谈话", rhythm="quarterly", minimum="2", due_day="")

    done(cleo, talks, "2026-11-03")
    assert state_of(cleo, talks) == "open"
    done(cleo, talks, "2026-11-20")
    assert state_of(cleo, talks) == "done"


@pytest.mark.parametrize("on", ["2026-11-23", "", "some day"])
def test_a_day_to_come_or_no_day_is_not_recorded(cleo, on):
    duty = added(cleo)

    answer = done(cleo, duty, on)

    assert answer.status_code == 422
    assert db.session.scalar(sa.select(sa.func.count(DutyDone.id))) == 0


def test_a_slip_of_the_hand_is_taken_back_and_stays_to_be_read(cleo):
    duty = added(cleo)
    done(cleo, duty, remark="误记")
    [row] = db.session.scalars(sa.select(DutyDone))

    for _ in range(2):
        assert cleo.post(f"{ADDRESS}/done/{row.id}/take-back").status_code == 303

    assert state_of(cleo, duty) == "soon"
    page = BeautifulSoup(cleo.get(f"{ADDRESS}/own/{duty.id}").text, "html.parser")
    assert [one.get_text() for one in page.select("del")] == ["11/20/2026"]
    assert acts() == ["duty.add", "duty.done", "duty.take_back"]
    assert done(cleo, duty, remark="误记").status_code == 303
    assert state_of(cleo, duty) == "done"


def test_it_is_changed_from_and_to_in_the_trail(cleo):
    duty = added(cleo)
    address = f"{ADDRESS}/own/{duty.id}"

    answer = cleo.post(address, data={**VISIT, "due_day": "28", "seen": seen_on(cleo, address)})

    assert (answer.status_code, answer.location) == (303, address)
    [act] = db.session.scalars(sa.select(Act).where(Act.what == "duty.change"))
    assert (json.loads(act.before), json.loads(act.after)) == ({"due_day": 25}, {"due_day": 28})


def test_what_was_changed_meanwhile_is_not_written_over(cleo, enter):
    duty = added(cleo)
    address = f"{ADDRESS}/own/{duty.id}"
    seen = seen_on(cleo, address)
    enter("ada").post(address, data={**VISIT, "who": "田建军", "seen": seen})

    answer = cleo.post(address, data={**VISIT, "who": "苗春霞", "seen": seen})

    assert answer.status_code == 409
    db.session.expire_all()
    assert db.session.scalars(sa.select(OwnDuty.who)).all() == ["田建军"]


@pytest.mark.parametrize(
    "wrong",
    [
        {"name": ""},
        {"minimum": "0"},
        {"due_day": "25", "due_working_day": "3"},
        {"rhythm": "daily"},
    ],
)
def test_what_makes_no_sense_comes_back_with_a_sentence(cleo, wrong):
    answer = cleo.post(f"{ADDRESS}/own", data={**VISIT, **wrong})

    assert answer.status_code == 422
    assert BeautifulSoup(answer.text, "html.parser").select("#duties [data-invalid] .error")
    assert db.session.scalar(sa.select(sa.func.count(OwnDuty.id))) == 0


def test_an_ended_duty_reminds_nobody_keeps_what_was_done_and_can_be_taken_up_again(cleo):
    duty = added(cleo)
    done(cleo, duty)
    cleo.post(f"{ADDRESS}/own/{duty.id}/end")

    assert state_of(cleo, duty) is None
    page = BeautifulSoup(cleo.get(ADDRESS).text, "html.parser")
    assert page.select(f"details a[href='{ADDRESS}/own/{duty.id}']")
    assert "11/20/2026" in cleo.get(f"{ADDRESS}/own/{duty.id}").text

    cleo.post(f"{ADDRESS}/own/{duty.id}/resume")
    assert state_of(cleo, duty) == "done"
    assert acts() == ["duty.add", "duty.done", "duty.end", "duty.resume"]


def test_nobody_else_finds_a_private_duty(cleo, enter, stations):
    duty = added(cleo)
    bo = enter("bo")
    address = f"{ADDRESS}/own/{duty.id}"

    assert bo.get(address).status_code == 404
    assert state_of(bo, duty) is None
    for way in ("", "/done", "/end", "/resume"):
        assert bo.post(f"{address}{way}", data=VISIT).status_code == 403


def test_one_that_is_not_private_is_read_by_everybody_and_kept_by_few(cleo, enter):
    duty = added(cleo, is_private="")
    bo = enter("bo")

    assert state_of(bo, duty) == "soon"
    page = bo.get(f"{ADDRESS}/own/{duty.id}")
    assert page.status_code == 200
    assert not BeautifulSoup(page.text, "html.parser").select("main form")


def test_a_stations_clerk_keeps_its_own_and_not_the_offices(cleo, enter, stations):
    own, _other = stations
    of_the_office, of_the_station = added(cleo), added(cleo, station_id=str(own.id))
    password = db.session.scalars(
        sa.select(Account.password_hash).where(Account.username == "ada")
    ).one()
    account = Account(
        username="dee",
        display_name="Dee",
        password_hash=password,
        must_change_password=False,
        language="en",
        grants=[Grant(role=Role.CLERK, station=own)],
    )
    db.session.add(account)
    db.session.commit()
    dee = enter("dee")

    assert (state_of(dee, of_the_station), state_of(dee, of_the_office)) == ("soon", None)
    assert done(dee, of_the_station).status_code == 303
    assert done(dee, of_the_office).status_code == 404
    assert dee.post(f"{ADDRESS}/own", data=VISIT).status_code == 422


def test_the_trail_tells_of_them_only_who_keeps_them(cleo, enter):
    added(cleo)
    sid = sa.select(Account.id).where(Account.username == "sid").scalar_subquery()
    supervises = sa.update(Grant).where(Grant.account_id == sid)
    db.session.execute(supervises.values(role=Role.INTEGRITY_SUPERVISOR))
    db.session.commit()

    assert "到收费站调研" in enter("ada").get("/admin/trail").text
    assert "到收费站调研" not in enter("sid").get("/admin/trail").text


def test_those_of_the_sample_go_with_it_and_stand_in_its_own_chain(cleo, enter, now):
    sample.load_sample(date(2026, 11, 22), at=now)
    db.session.commit()
    duty = db.session.scalars(sa.select(OwnDuty).where(OwnDuty.who == "白玉成")).first()
    real = added(cleo)
    done(cleo, duty)

    chains = db.session.execute(
        sa.select(Act.what, Act.chain).where(Act.what.startswith("duty.")).order_by(Act.id)
    )
    assert [tuple(one) for one in chains] == [("duty.add", "office"), ("duty.done", "sample")]
    enter("ada").post("/admin/sample/remove")

    assert db.session.scalars(sa.select(OwnDuty.id)).all() == [real.id]
    assert db.session.scalar(sa.select(sa.func.count(DutyDone.id))) == 0


def test_no_wall_and_no_phone_speaks_of_them(app, cleo, stations):
    added(cleo, name="谁也不能在墙上看见")

    station, _other = stations
    for address in ("/n/", f"/n/s/{station.list_token}"):
        answer = app.test_client().get(address)
        assert answer.status_code == 200
        assert "谁也不能在墙上看见" not in answer.text
