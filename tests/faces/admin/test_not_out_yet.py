"""What is not out yet is read by those it is the business of, and by nobody else, at whatever address."""

import pytest

from kiosk.accounts.roles import Role
from kiosk.core.db import db
from kiosk.postings.models import Category
from tests.client import KioskClient
from tests.every_route import address, rules_of
from tests.faces.admin.desk import WORDS, begun, posting_of, published, saved
from tests.faces.admin.signing import account, did, submitted


@pytest.fixture
def outsiders(enter, cast, stations, categories) -> list[KioskClient]:
    """The chief of the other station, and whoever writes its moments and nothing else."""
    momo = account("momo", "Momo", Role.CONTRIBUTOR, stations[1])
    momo.grants[0].category_code = "moments"
    db.session.commit()
    return [enter("cy"), enter("momo")]


def drafted(client: KioskClient, category: Category) -> str:
    code = begun(client, category)
    assert saved(client, code).status_code == 303
    return code


@pytest.fixture(params=["a station's draft", "the office's draft", "the office's submission"])
def unreleased(request, enter, cleo, categories) -> str:
    """Something that only its makers and its signers read so far."""
    writer = enter("bo") if request.param == "a station's draft" else cleo
    code = drafted(writer, categories["notice"])
    if request.param == "the office's submission":
        assert submitted(cleo, code).status_code == 303
    return code


def test_no_address_with_a_code_shows_it_to_another_stations_people(
    app, outsiders, unreleased, screens
):
    walked = [
        address(app, rule, code=unreleased, screen_id=str(screens[1].id))
        for rule in rules_of(app)
        if "<code>" in rule.rule and "GET" in (rule.methods or ())
    ]
    assert len(walked) > 20

    told = [
        where
        for client in outsiders
        for where in walked
        if (answer := client.get(where)).status_code == 200
        and any(WORDS[name] in answer.text for name in ("title", "body"))
    ]

    assert told == []


def test_neither_the_form_nor_the_approval_page_is_for_another_stations_people(
    outsiders, unreleased
):
    for client in outsiders:
        for page in ("form", "approval"):
            assert client.get(f"/admin/postings/{unreleased}/{page}").status_code == 403


def test_who_is_to_enter_paper_at_a_station_does_not_read_what_the_office_has_signed(
    enter, cleo, notice
):
    submitted(cleo, notice)

    assert enter("cy").get(f"/admin/postings/{notice}/approval/paper").status_code == 403


def test_what_came_back_to_the_office_is_not_read_at_a_station(enter, cleo, signers, notice):
    submitted(cleo, notice)
    did(signers["rita"], notice, "send-back", remark="请核对时间")

    assert enter("cy").get(f"/admin/postings/{notice}/approval").status_code == 403
    assert "请核对时间" in cleo.get(f"/admin/postings/{notice}/approval").text


def test_the_offices_signers_read_what_is_on_its_way(cleo, signers, notice):
    submitted(cleo, notice)

    for client in signers.values():
        for page in ("form", "approval"):
            assert WORDS["title"] in client.get(f"/admin/postings/{notice}/{page}").text


def test_what_was_released_keeps_its_form_for_everybody_and_its_correction_does_not(
    enter, cleo, signers, notice
):
    assert published(cleo, notice).status_code == 303
    form = f"/admin/postings/{notice}/form"
    cy = enter("cy")
    assert WORDS["title"] in cy.get(form).text

    cleo.post(f"/admin/postings/{notice}/correct")
    saved(cleo, notice, title="更正后的标题")

    assert cy.get(form).status_code == 403
    released = cy.get(f"{form}?version=1").text
    assert WORDS["title"] in released
    assert "更正后的标题" not in released


def test_who_wrote_at_a_station_what_the_office_has_made_its_own_reads_how_it_goes_on(
    enter, stations, categories, cleo
):
    account("momo", "Momo", Role.CLERK, stations[0])
    db.session.commit()
    momo = enter("momo")
    code = drafted(momo, categories["notice"])
    everywhere = {"placing-station": "", "placing-scope": "staff"}
    assert saved(cleo, code, **everywhere).status_code == 303
    assert submitted(cleo, code).status_code == 303

    assert posting_of(code).station is None
    assert WORDS["title"] in momo.get(f"/admin/postings/{code}/approval").text


def test_a_namesake_of_who_wrote_a_draft_does_not_read_it(enter, stations, cleo, notice):
    account("cleo2", "Cleo", Role.CLERK, stations[1])
    db.session.commit()

    assert enter("cleo2").get(f"/admin/postings/{notice}/form").status_code == 403
