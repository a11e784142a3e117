"""Whoever holds several roles may do what one of them gives as a whole, not what is put together from all."""

import pytest

from kiosk.accounts.models import Grant
from kiosk.accounts.roles import Role
from kiosk.core.db import db
from tests.faces.admin.desk import begun, posting_of, saved
from tests.faces.admin.signing import account


@pytest.fixture
def holding(enter, cast):
    """Signs in somebody who holds these roles together."""

    def signed_in(*grants: Grant):
        account("momo", "Momo", Role.CONTRIBUTOR).grants = list(grants)
        db.session.commit()
        return enter("momo")

    return signed_in


@pytest.fixture
def moments_here_notices_there(holding, stations):
    here, there = stations
    return holding(
        Grant(role=Role.CONTRIBUTOR, station=here, category_code="moments"),
        Grant(role=Role.CONTRIBUTOR, station=there, category_code="notice"),
    )


def test_a_new_draft_lands_where_its_category_is_theirs_to_write(
    moments_here_notices_there, stations, categories
):
    here, there = stations
    momo = moments_here_notices_there

    for category, station in (("moments", here), ("notice", there)):
        code = begun(momo, categories[category])
        assert posting_of(code).station_id == station.id
        assert momo.get(f"/admin/postings/{code}/edit").status_code == 200


def test_a_station_of_another_role_is_neither_offered_nor_taken(
    moments_here_notices_there, stations, categories
):
    here, there = stations
    momo = moments_here_notices_there
    code = begun(momo, categories["moments"])
    assert there.short_name not in momo.get(f"/admin/postings/{code}/edit").text

    for forged in (str(there.id), ""):
        assert saved(momo, code, **{"placing-station": forged}).status_code == 403

    assert posting_of(code).station_id == here.id


def test_a_category_of_another_role_is_not_taken_where_the_draft_lies(
    holding, stations, categories
):
    here, there = stations
    momo = holding(
        Grant(role=Role.CONTRIBUTOR, station=here, category_code="notice"),
        Grant(role=Role.CONTRIBUTOR, station=there, category_code="awards"),
    )
    code = begun(momo, categories["notice"])
    awards = {"placing-category": str(categories["awards"].id)}

    assert saved(momo, code, **awards).status_code == 303
    assert saved(momo, code, **awards, **{"placing-station": str(here.id)}).status_code == 303
    assert posting_of(code).category.code == "notice"

    # Both of them at once are one of their roles.
    assert saved(momo, code, **awards, **{"placing-station": str(there.id)}).status_code == 303
    moved = posting_of(code)
    assert (moved.category.code, moved.station_id) == ("awards", there.id)


def test_a_clerk_of_a_station_who_writes_one_category_for_the_office_begins_the_rest_at_the_station(
    holding, stations, categories
):
    clerk = holding(
        Grant(role=Role.CLERK, station=stations[0]),
        Grant(role=Role.CONTRIBUTOR, category_code="moments"),
    )

    notice, moment = (begun(clerk, categories[one]) for one in ("notice", "moments"))

    assert posting_of(notice).station_id == stations[0].id
    assert posting_of(moment).station_id is None
    for code in (notice, moment):
        assert clerk.get(f"/admin/postings/{code}/edit").status_code == 200
    assert saved(clerk, notice, **{"placing-station": ""}).status_code == 403
