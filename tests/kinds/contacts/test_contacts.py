"""Contacts: every station sees its own integrity supervisor."""

import pytest

from kiosk.kinds.contacts import CONTACTS
from kiosk.programme.boards import rendered
from tests.kinds import making
from tests.kinds.contacts.samples import BOARD


@pytest.mark.parametrize(
    ("viewed_at", "supervisors"),
    [("LQ", ["高原"]), ("SM", ["苏蕊"]), ("HX", []), (None, ["高原", "苏蕊"])],
)
def test_a_station_sees_its_own_supervisor_and_no_other(viewed_at, supervisors):
    shown = CONTACTS.visible(BOARD, making.facts("contacts", viewed_at=viewed_at))

    assert [one.name for one in shown.supervisors] == supervisors
    assert shown.leaders == BOARD.leaders


def test_the_wall_of_a_station_names_no_other_stations_supervisor(app):
    with app.test_request_context():
        html = rendered(
            BOARD, making.facts("contacts"), revision=1, link="http://kiosk.test/n/x"
        ).html

    assert "高原" in html
    assert "苏蕊" not in html
    assert "0937-0000101" in html
    assert "chen@kiosk.example" in html
