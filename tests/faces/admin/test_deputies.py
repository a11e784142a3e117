"""Who signs in somebody else's part for a while."""

from datetime import date

import sqlalchemy as sa

from kiosk.accounts.models import Act, Grant
from kiosk.accounts.operations import account_called, holdings_of
from kiosk.accounts.roles import Holding, Role
from kiosk.core.db import db

DEPUTY = {
    "role": "admin_signer", "station": "", "stands_for": "田建军", "reason": "外出开会",
    "first_day": "2026-11-22", "last_day": "2026-11-24",
}  # fmt: skip
HELD = Holding(Role.ADMIN_SIGNER, None, stands_for="田建军（外出开会）")


def named(client, **more):
    bo = account_called("bo")
    assert bo is not None
    return client.post(
        f"/admin/accounts/{bo.id}/deputies",
        data={f"deputy-{name}": said for name, said in {**DEPUTY, **more}.items()},
    )


def held_on(day: date) -> bool:
    db.session.expire_all()
    bo = account_called("bo")
    assert bo is not None
    return HELD in holdings_of(bo, today=day)


def acts() -> list[str]:
    query = sa.select(Act.what).where(Act.what.startswith("deputy.")).order_by(Act.id)
    return list(db.session.scalars(query))


def test_from_the_first_day_to_the_last_and_no_longer(enter):
    ada = enter("ada")

    assert named(ada).status_code == 303
    assert named(ada).status_code == 303  # sent twice

    assert [held_on(date(2026, 11, day)) for day in (21, 22, 24, 25)] == [False, True, True, False]
    assert acts() == ["deputy.add"]


def test_it_can_be_ended_at_once(enter):
    ada = enter("ada")
    named(ada)
    bo = account_called("bo")
    assert bo is not None
    address = f"/admin/accounts/{bo.id}/deputies/{bo.deputies[0].id}/end"

    assert [ada.post(address).status_code for _twice in range(2)] == [303, 303]

    assert not held_on(date(2026, 11, 22))
    assert acts() == ["deputy.add", "deputy.end"]


def test_what_makes_no_sense_is_said_at_its_field(enter):
    ada = enter("ada")

    backwards = named(ada, last_day="2026-11-21")
    nowhere = named(ada, role="station_chief")
    silent = named(ada, stands_for="", reason="")
    no_signer = named(ada, role="system_admin")

    answers = (backwards, nowhere, silent, no_signer)
    assert [one.status_code for one in answers] == [422] * 4
    assert "The last day is before the first." in backwards.text
    assert "Choose the station." in nowhere.text
    assert 'value="外出开会"' in backwards.text
    assert not held_on(date(2026, 11, 22))


def test_of_one_account_no_deputy_of_another_is_ended(enter):
    ada = enter("ada")
    named(ada)
    bo, cy = account_called("bo"), account_called("cy")
    assert bo is not None
    assert cy is not None

    answer = ada.post(f"/admin/accounts/{cy.id}/deputies/{bo.deputies[0].id}/end")

    assert answer.status_code == 404
    assert held_on(date(2026, 11, 22))


def test_what_is_private_is_refused_where_it_is_typed(enter):
    ada = enter("ada")

    with_a_number = named(ada, reason="出差，电话13800000000")

    assert with_a_number.status_code == 422
    assert "That may not be shown: Mobile number 13800000000" in with_a_number.text
    assert acts() == []


def test_whoever_holds_the_part_is_named_and_nobody_else(enter, cast):
    ada = enter("ada")
    before = named(ada, stands_for="Cleo"), named(ada, stands_for="Bo")
    cast.clerk.grants.append(Grant(role=Role.ADMIN_SIGNER))
    db.session.commit()

    another = named(ada, stands_for="田建军")
    holder = named(ada, stands_for="cleo")

    assert "Cleo has an account, and does not hold that part." in before[0].text
    assert "Nobody is their own deputy." in before[1].text
    assert "Write who holds that part: Cleo." in another.text
    assert [one.status_code for one in (*before, another, holder)] == [422, 422, 422, 303]
    assert acts() == ["deputy.add"]


def test_the_holder_of_another_station_is_not_the_one_stood_in_for(enter):
    ada = enter("ada")

    elsewhere = named(ada, role="station_chief", station="SQB", stands_for="Cy")
    # Supervisors watch over the whole office where they were given that.
    everywhere = named(ada, role="integrity_supervisor", station="", stands_for="苏蕊")

    assert "Cy has an account, and does not hold that part." in elsewhere.text
    assert everywhere.status_code == 303


def test_one_that_ended_on_its_first_day_shows_that_day(enter):
    ada = enter("ada")
    named(ada)
    bo = account_called("bo")
    assert bo is not None
    ada.post(f"/admin/accounts/{bo.id}/deputies/{bo.deputies[0].id}/end")

    page = ada.get(f"/admin/accounts/{bo.id}").text

    assert '<span class="hint">11/22</span>' in page
    assert "–21" not in page
    # From nothing to something, which is no word of the code's.
    trail = ada.get("/admin/trail").text
    assert "None" not in trail


def test_a_part_that_is_signed_for_the_office_has_no_deputy_for_one_station(enter):
    ada = enter("ada")

    refused = [
        named(ada, role=role, station="SQB")
        for role in ("party_signer", "admin_signer", "secrecy_reviewer")
    ]

    assert [one.status_code for one in refused] == [422] * 3
    assert all("This part is signed for the whole office" in one.text for one in refused)
    assert acts() == []
    assert named(ada, role="integrity_supervisor", station="SQB").status_code == 303
