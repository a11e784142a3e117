"""Boards: rendered once, and again only when something in them is different."""

import pytest

from kiosk.core.calendar import WorkCalendar
from kiosk.core.db import db
from kiosk.postings import operations
from kiosk.programme import boards
from kiosk.programme.boards import Board, board_of, list_link, posting_link
from kiosk.programme.facts import facts_of
from tests.postings import making


@pytest.fixture(autouse=True)
def answering(app, app_context):
    """Inside a request, as boards are made."""
    with app.test_request_context():
        yield


@pytest.fixture
def posting():
    return making.posted(making.category(), making.everywhere(), code="7kqmx2p9a")


def facts(posting, viewed_at="LQ"):
    return facts_of(posting, WorkCalendar(), moment=making.EARLIER, viewed_at=viewed_at)


def test_a_board_is_rendered_once_for_each_content(posting):
    first = board_of(posting.approved, facts(posting))

    assert board_of(posting.approved, facts(posting)) is first
    assert (first.code, first.kind, first.theme, first.revision) == (
        "7kqmx2p9a",
        "notices",
        "paper",
        1,
    )


def test_a_correction_is_another_board(posting):
    first = board_of(posting.approved, facts(posting))
    correction = making.add_content(posting, making.notice("更正"), reason="金额写错")
    operations.approve(correction, making.SIGNED, at=making.EARLIER, register_number=None)
    db.session.flush()
    second = board_of(posting.approved, facts(posting))

    assert second.digest != first.digest
    assert second.revision == 2
    assert "金额写错" not in first.html


def test_another_address_is_another_board(app, posting, monkeypatch):
    first = board_of(posting.approved, facts(posting))
    monkeypatch.setitem(app.config, "BASE_URL", "http://10.1.2.3:8000")

    assert board_of(posting.approved, facts(posting)).digest != first.digest


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


def test_there_are_no_facts_about_what_nobody_approved():
    draft = making.posted(making.category(), making.everywhere(), is_approved=False)

    with pytest.raises(ValueError, match="has nothing approved"):
        facts(draft)
