"""Taking a large sheet takes seconds, in which everybody else goes on working."""

import json

import pytest
import sqlalchemy as sa

from kiosk.core.db import db
from kiosk.faces.admin import importing
from kiosk.postings.models import Draft
from tests.client import KioskClient
from tests.faces.admin.desk import PASTED, begun, draft_of, parts_of, saved, sent


@pytest.fixture
def read(cleo, categories) -> str:
    """A draft with a sheet that was read and not taken yet."""
    code = begun(cleo, categories["notice"])
    assert sent(cleo, code, do="read", pasted=PASTED).status_code == 303
    return code


@pytest.fixture
def meanwhile(monkeypatch):
    """Lets somebody else store something, on a connection of their own, while a sheet is recognised."""
    look = importing.look

    def store(statement: sa.Update) -> None:
        def looking(*args, **more):
            seen = look(*args, **more)
            with db.engine.begin() as other:
                other.execute(statement)
            return seen

        monkeypatch.setattr(importing, "look", looking)

    return store


def test_somebody_else_saves_while_a_sheet_is_recognised(
    cleo: KioskClient, categories, read, meanwhile
):
    other = begun(cleo, categories["notice"])
    saved(cleo, other)
    number = draft_of(other).id
    meanwhile(sa.update(Draft).where(Draft.id == number).values(title="另一份"))

    assert sent(cleo, read, do="take").status_code == 303

    assert draft_of(other).title == "另一份"
    assert len(parts_of(read)["tables"]) == 1


def test_what_was_typed_while_a_sheet_was_recognised_stays(cleo, read, meanwhile):
    draft = draft_of(read)
    values = {"title": "新标题", "version": draft.version + 1}
    meanwhile(sa.update(Draft).where(Draft.id == draft.id).values(values))

    assert sent(cleo, read, do="take").status_code == 303

    assert draft_of(read).title == "新标题"
    assert len(parts_of(read)["tables"]) == 1


def test_a_sheet_thrown_away_while_it_was_recognised_is_not_taken(cleo, read, meanwhile):
    draft = draft_of(read)
    parts = json.dumps(importing.without_sheet(parts_of(read)))
    meanwhile(sa.update(Draft).where(Draft.id == draft.id).values(parts=parts))

    answer = sent(cleo, read, do="take")

    assert answer.location == f"/admin/postings/{read}/sheet"
    assert (
        "Somebody else has done something with this sheet meanwhile."
        in cleo.get(answer.location).text
    )
    assert not parts_of(read).get("tables")
