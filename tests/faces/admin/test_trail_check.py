"""What `verify` says of the trail, said in the panel to whoever holds a sheet of paper."""

from datetime import datetime

import pytest

from kiosk.accounts import trail
from kiosk.accounts.chain import Chain
from kiosk.accounts.models import Grant
from kiosk.accounts.roles import Role
from kiosk.core.db import db
from tests.tampering import rewrite

AT = datetime.fromisoformat("2026-11-22T08:00+08:00")
ADDRESS = "/admin/trail/check"


@pytest.fixture
def printed(cast) -> str:
    """The head of a trail of three acts, as paper has it; two more have come since."""
    for number in range(1, 4):
        trail.record("screen.add", who="Ada", subject=f"screen {number}", at=AT)
    head = str(trail.head())
    for number in range(4, 6):
        trail.record("screen.remove", who="Bo", subject=f"screen {number}", at=AT)
    db.session.commit()
    return head


def test_a_whole_trail_is_said_to_be_whole_and_to_hold_an_older_paper(enter, printed):
    ada = enter("ada")

    assert "The trail is whole: all 5 acts fit together." in ada.get(ADDRESS).text
    page = ada.get(ADDRESS, query_string={"printed": f" {printed.upper()} "}).text
    assert "It holds the number on the paper: nothing up to act 3 was changed" in page


def test_what_was_changed_is_named(app, enter, printed):
    rewrite(app, "UPDATE act SET who = 'Cy' WHERE place = 2")

    page = enter("ada").get(ADDRESS).text

    assert "Act 2 is not what was written then: 11/22 08:00, Cy, Screen" in page
    assert "whole" not in page


def test_what_was_cut_off_shows_against_the_paper_alone(app, enter, printed):
    rewrite(app, "DELETE FROM act WHERE place > 2")
    ada = enter("ada")

    assert "all 2 acts fit together" in ada.get(ADDRESS).text
    page = ada.get(ADDRESS, query_string={"printed": printed}).text
    assert "The number may be mistyped: the trail has no act 3" in page


def test_another_number_than_the_trail_has_accuses_nobody_before_it_was_looked_at(enter, printed):
    page = enter("ada").get(ADDRESS, query_string={"printed": "3-" + "0" * 16}).text

    assert "Look whether the number was copied rightly." in page


def test_what_is_no_number_is_said_at_its_field(enter, printed):
    answer = enter("ada").get(ADDRESS, query_string={"printed": "<1284>"})

    assert answer.status_code == 422
    assert "This is no such number." in answer.text
    assert 'value="&lt;1284&gt;"' in answer.text


def test_who_reads_the_trail_of_one_station_is_not_told_of_the_whole(
    enter, cast, stations, printed
):
    cast.signer.grants = [Grant(role=Role.INTEGRITY_SUPERVISOR, station=stations[0])]
    db.session.commit()
    sid, ada = enter("sid"), enter("ada")

    assert sid.get(ADDRESS).status_code == 403
    assert ADDRESS not in sid.get("/admin/trail").text
    assert ADDRESS in ada.get("/admin/trail").text


def test_a_paper_of_the_sample_is_known_and_said_to_prove_nothing(app, enter, printed):
    trail.record("posting.publish", who="Ada", subject="posting", at=AT, chain=Chain.SAMPLE)
    db.session.commit()
    head = str(trail.head(Chain.SAMPLE))

    page = enter("ada").get(ADDRESS, query_string={"printed": head}).text
    assert "The number is of a paper of the sample, which proves nothing." in page
    assert "holds the number" not in page
    rewrite(app, "UPDATE act SET who = 'Cy' WHERE chain = 'sample'")
    assert (
        "is not what was written then"
        in enter("ada").get(ADDRESS, query_string={"printed": head}).text
    )
