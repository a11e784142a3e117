"""A board's QR code says at which station it was scanned, where only staff pass."""

import pytest
from bs4 import BeautifulSoup

from kiosk.core.db import db
from kiosk.programme.boards import marked_link
from kiosk.programme.build import programme_of
from kiosk.screens.operations import Site, add_screen
from tests.core import read_qr
from tests.postings import making

pytestmark = pytest.mark.usefixtures("answering")

CODE = "7kqmx2p9a"


@pytest.fixture
def elsewhere():
    return making.station("SM", "石磨沟收费站")


@pytest.fixture(params=["society", "staff"])
def posting(request):
    """What hangs at every station, for society or for staff."""
    return making.posted(making.category(), making.everywhere(request.param), code=CODE)


def scanned(station, audience):
    """What a phone reads from the one board on a new screen."""
    screen = add_screen(Site("监控室", station, audience=audience))
    db.session.flush()
    (board,) = programme_of(screen, moment=making.EARLIER).boards.values()
    (code,) = BeautifulSoup(board.html, "html.parser").select(".qr svg")
    return read_qr.text(read_qr.matrix(str(code)))


@pytest.mark.parametrize("audience", ["staff", "party"])
def test_it_carries_the_mark_of_the_walls_own_station(posting, own, elsewhere, audience):
    assert scanned(own, audience) == marked_link(CODE, "LQ")
    assert scanned(elsewhere, audience) == marked_link(CODE, "SM")


@pytest.mark.parametrize("posting", ["society"], indirect=True)
def test_where_drivers_pass_it_carries_none(posting, own):
    """One posting on two walls of one station: neither gets the other's board."""
    assert scanned(own, "staff") == marked_link(CODE, "LQ")
    assert scanned(own, "hall") == f"http://kiosk.test/n/{CODE}"
    assert scanned(own, "party") == marked_link(CODE, "LQ")
