"""Whose names the last page asks for: those the category's rule wants of this posting, and of real people alone."""

from datetime import date

import pytest
from bs4 import BeautifulSoup

from kiosk.accounts.models import Deputy
from kiosk.accounts.roles import Role
from kiosk.core.db import db
from tests.faces.admin.desk import begun, posting_of, published, saved
from tests.faces.admin.signing import account, step, submitted


@pytest.fixture
def cleo(enter):
    return enter("cleo")


def drafted(client, category, **typed):
    code = begun(client, category)
    saved(client, code, **typed)
    return code


def last_page(client, code):
    return BeautifulSoup(client.get(f"/admin/postings/{code}/publish").text, "html.parser")


def names(page):
    """The fields with names, and what stands in them."""
    return {one["name"]: one.get("value", "") for one in page.select("input[name$=_name]")}


@pytest.mark.parametrize(
    ("rule", "fields"),
    [
        ("joint office", ["reviewer_name", "party_name", "admin_name"]),
        ("joint station", ["reviewer_name", "chief_name", "supervisor_name"]),
        ("one office", ["reviewer_name", "either_name"]),
        ("one station", ["reviewer_name", "chief_name"]),
        ("station station", ["reviewer_name", "chief_name", "supervisor_name"]),
        ("station office", ["reviewer_name", "party_name", "admin_name"]),
        ("none office", []),
    ],
)
def test_there_is_a_field_for_each_signature_and_no_other(cleo, categories, stations, rule, fields):
    categories["notice"].signing, _space, place = rule.partition(" ")
    chosen = {"placing-station": str(stations[0].id)} if place == "station" else {}
    code = drafted(cleo, categories["notice"], **chosen)

    assert list(names(last_page(cleo, code))) == fields


def test_a_stations_matter_of_the_office_says_why_both_heads_sign(cleo, categories):
    categories["notice"].signing = "station"
    code = drafted(cleo, categories["notice"])

    said = last_page(cleo, code).get_text(" ", strip=True)

    assert "choose the station first: then its chief and the supervisor sign" in said


@pytest.mark.parametrize(("part", "post"), [("party", "Secretary"), ("admin", "Head")])
def test_where_one_signs_one_name_is_kept_and_readers_hear_of_one(cleo, categories, part, post):
    categories["notice"].signing = "one"
    code = drafted(cleo, categories["notice"])

    answer = published(cleo, code, either_name="骆承泽", either_part=part)

    assert answer.status_code == 303
    page = cleo.get(f"/n/{code}").text
    assert "党政联签" not in page
    assert f"{post} 骆承泽" in page


def test_that_nobody_has_signed_is_said_at_the_one_field(cleo, categories):
    categories["notice"].signing = "one"
    code = drafted(cleo, categories["notice"])

    page = published(cleo, code, either_name="")

    assert page.status_code == 422
    [error] = BeautifulSoup(page.text, "html.parser").select("#either_name-error")
    assert error.get_text(strip=True) == "Still to sign: Secretary or Head of the office"


def test_what_is_on_its_way_is_signed_by_one_on_paper_too(cleo, categories):
    categories["notice"].signing = "one"
    code = drafted(cleo, categories["notice"])
    submitted(cleo, code)
    address = f"/admin/postings/{code}/approval/paper"
    page = BeautifulSoup(cleo.get(address).text, "html.parser")
    assert list(names(page)) == ["reviewer_name", "either_name"]

    said = {"reviewer_name": "骆承安", "either_name": "骆承泽", "either_part": "admin"}
    answer = cleo.post(address, data={**said, "signed_on": "2026-11-22"})

    assert answer.status_code == 303
    approved = posting_of(code).approved
    assert approved is not None
    assert [one.part for one in approved.signatures] == ["secrecy_reviewer", "admin"]


def test_who_holds_the_office_goes_before_who_signed_last(cleo, categories):
    """Somebody else has become head since: the form knows it from the accounts."""
    categories["notice"].signing = "joint"
    published(cleo, drafted(cleo, categories["notice"]))
    account("luo", "骆承泽", Role.ADMIN_SIGNER)
    db.session.commit()

    found = names(last_page(cleo, drafted(cleo, categories["notice"])))

    # No account reviews here: the name of last time stands there. Sid is the secretary.
    assert found == {"reviewer_name": "苗春霞", "party_name": "Sid", "admin_name": "骆承泽"}


def test_of_two_who_hold_the_office_the_one_who_signed_last_stands_there(cleo, categories):
    categories["notice"].signing = "joint"
    account("luo", "骆承泽", Role.ADMIN_SIGNER)
    account("tian", "田建军", Role.ADMIN_SIGNER)
    db.session.commit()
    first = drafted(cleo, categories["notice"])
    assert names(last_page(cleo, first))["admin_name"] == "骆承泽"
    published(cleo, first)

    found = names(last_page(cleo, drafted(cleo, categories["notice"])))

    assert found["admin_name"] == "田建军"


def test_what_nobody_of_the_station_may_sign_says_so_before_it_is_sent(
    enter, categories, stations, cast
):
    """Its chief has written it, and it names the only supervisor; a deputy for one of them is enough for that one."""
    station, _other = stations
    categories["notice"].signing = "station"
    account("wu", "吴秀兰", Role.INTEGRITY_SUPERVISOR, station)
    db.session.commit()
    bo = enter("bo")
    code = drafted(bo, categories["notice"], body="吴秀兰同志负责夜班班车。")

    [warning] = last_page(bo, code).select("#unsignable")
    said = warning.get_text()
    assert said.startswith("Nobody can sign here: Station chief, Integrity supervisor.")
    assert "wrote on it or is named in it (Bo, 吴秀兰)." in said
    assert "Ask the system administrator (Ada) to name a deputy." in said
    asked = submitted(bo, code)
    assert asked.status_code == 422
    assert "Nobody could sign it now." in asked.text
    assert step(code) == "writing"

    days = {"first_day": date(2026, 11, 22), "last_day": date(2026, 11, 22)}
    lin = account("lin", "田甜", Role.CLERK, station)
    db.session.add(
        Deputy(
            account=lin,
            role=Role.STATION_CHIEF,
            station=station,
            stands_for="Bo",
            reason="起草",
            **days,
        )
    )
    saved(bo, code, body="夜班班车提前。")
    db.session.commit()
    assert not last_page(bo, code).select("#unsignable")
    assert submitted(bo, code).status_code == 303


def test_what_nobody_may_sign_yet_is_sent_all_the_same_once_that_is_said(enter, categories):
    """A deputy may be named while it waits."""
    categories["notice"].signing = "one"
    db.session.commit()
    bo = enter("bo")
    code = drafted(bo, categories["notice"])
    assert submitted(bo, code).status_code == 422

    assert submitted(bo, code, sent_so="y").status_code == 303
