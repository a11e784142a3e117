"""Boards: rendered once, and again only when something in them is different."""

import pytest

from kiosk.core.calendar import WorkCalendar
from kiosk.core.codes import mark_of
from kiosk.core.db import db
from kiosk.postings import operations
from kiosk.programme import boards
from kiosk.programme.boards import Board, board_of, list_link, marked_link, posting_link
from kiosk.programme.facts import facts_of
from tests.postings import making

pytestmark = pytest.mark.usefixtures("answering")

LINK = "http://kiosk.test/n/7kqmx2p9a"


@pytest.fixture
def posting():
    return making.posted(making.category(), making.everywhere(), code="7kqmx2p9a")


def facts(posting, viewed_at="LQ"):
    return facts_of(posting, WorkCalendar(), moment=making.EARLIER, viewed_at=viewed_at)


def test_a_board_is_rendered_once_for_each_content(posting):
    first = board_of(posting.approved, facts(posting), link=LINK)

    assert board_of(posting.approved, facts(posting), link=LINK) is first
    assert (first.code, first.kind, first.theme, first.revision) == (
        "7kqmx2p9a",
        "notices",
        "paper",
        1,
    )


def test_a_correction_is_another_board(posting):
    first = board_of(posting.approved, facts(posting), link=LINK)
    correction = making.add_content(posting, making.notice("更正"), reason="金额写错")
    operations.approve(correction, making.SIGNED, at=making.EARLIER, register_number=None)
    db.session.flush()
    second = board_of(posting.approved, facts(posting), link=LINK)

    assert second.digest != first.digest
    assert second.revision == 2
    assert "金额写错" not in first.html


def test_another_link_is_another_board(posting):
    first = board_of(posting.approved, facts(posting), link=LINK)
    second = board_of(posting.approved, facts(posting), link=f"{LINK}-3xyz")

    assert second.digest != first.digest
    assert board_of(posting.approved, facts(posting), link=LINK) is first


def test_only_so_many_boards_are_kept_and_the_last_used_stay(monkeypatch):
    monkeypatch.setattr(boards, "MOST_BOARDS_KEPT", 2)
    shelf = boards._Shelf()
    made = [Board(str(number), "notices", "paper", 1, str(number), "") for number in range(3)]
    shelf.put(("a",), made[0])
    shelf.put(("b",), made[1])
    shelf.get(("a",))
    shelf.put(("c",), made[2])

    assert [shelf.get((key,)) for key in "abc"] == [made[0], None, made[2]]


def test_addresses_start_with_the_configured_one():
    assert posting_link("7kqmx2p9a") == "http://kiosk.test/n/7kqmx2p9a"
    assert list_link("tokenlq") == "http://kiosk.test/n/s/tokenlq"


def test_a_marked_address_is_in_upper_case_with_the_mark_of_its_station_under_the_offices_key(app):
    mark = mark_of("7kqmx2p9a", "LQ", key=app.config["SECRET_KEY"])

    assert marked_link("7kqmx2p9a", "LQ") == f"http://kiosk.test/n/7KQMX2P9A-{mark.upper()}"
    assert marked_link("7kqmx2p9a", "LQ") != marked_link("7kqmx2p9a", "SM")


def test_there_are_no_facts_about_what_nobody_approved():
    draft = making.posted(making.category(), making.everywhere(), is_approved=False)

    with pytest.raises(ValueError, match="has nothing approved"):
        facts(draft)
