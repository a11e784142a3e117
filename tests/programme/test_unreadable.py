"""One document that cannot be read must not take the others off the wall."""

import json

import pytest

from kiosk.core.db import db
from kiosk.programme.build import programme_of
from kiosk.screens.operations import Site, add_screen
from tests.postings import making

pytestmark = pytest.mark.usefixtures("answering")


def test_a_document_nobody_can_read_takes_no_other_off_the_wall(now):
    screen = add_screen(Site("监控室", making.station()))
    category = making.category()
    broken = making.posted(category, making.everywhere(), code="a")
    making.posted(category, making.everywhere(), code="b", content=making.notice("另一份"))
    broken.revisions[0].content = "{}"
    broken.revisions[0].fingerprint = "0" * 64
    db.session.flush()

    boards = json.loads(programme_of(screen, moment=now).body)["boards"].values()

    assert [board["posting"] for board in boards] == ["b"]
