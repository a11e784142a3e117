"""Numbers are covered in every kind's draft, wherever they stand."""

from datetime import date
from typing import Any

import pytest

from kiosk.checks.documents import finds_in, texts
from kiosk.checks.numbers import masked
from kiosk.core.document import Document
from kiosk.kinds.contract import Kind
from kiosk.kinds.editing import Known, as_formdata, typed_of
from kiosk.kinds.notices.content import Column, Notice, Table
from kiosk.kinds.notices.kind import NOTICES
from kiosk.kinds.registry import KINDS
from tests.checks.places import with_text_in_every_place
from tests.kinds import making

IDENTITY = "99999919900307002X"
KNOWN = Known(on=date(2026, 11, 22), form="公示")
CASES = [
    pytest.param(kind, document, id=f"{kind.name}-{number}")
    for kind in KINDS
    if kind.editor is not None
    for number, document in enumerate(making.samples(kind.name), start=1)
]


def covered(_name: str, text: str) -> str:
    return masked(text, only={IDENTITY})


def drafted(kind: Kind[Any], document: Document) -> Document:
    """The document as its draft makes it anew."""
    assert kind.editor is not None
    typed = typed_of(kind.editor(data=kind.values_of(document)))
    made: Document = kind.content_of(
        kind.editor(formdata=as_formdata(typed)), kind.parts_of(document), KNOWN
    )
    return made


def drafted_masked(kind: Kind[Any], document: Document) -> Document:
    """The same after its number was covered."""
    assert kind.editor is not None
    typed = typed_of(kind.editor(data=kind.values_of(document)))
    typed, parts = kind.masked(typed, kind.parts_of(document), covered)
    made: Document = kind.content_of(kind.editor(formdata=as_formdata(typed)), parts, KNOWN)
    return made


def written_in(document: Document) -> list[str]:
    return [one.written for one in finds_in(texts(document))]


@pytest.mark.parametrize(("kind", "document"), CASES)
def test_a_number_is_covered_in_whatever_text_of_a_draft_it_stands(kind, document):
    every = [
        (name, one)
        for name, one in with_text_in_every_place(document, IDENTITY)
        if IDENTITY in written_in(drafted(kind, one))
    ]

    left = [name for name, one in every if written_in(drafted_masked(kind, one))]

    assert every
    assert left == []


@pytest.mark.parametrize(("kind", "document"), CASES)
def test_what_has_no_number_stays_what_it_is(kind, document):
    assert drafted_masked(kind, document) == drafted(kind, document)


def test_a_column_of_figures_that_held_a_number_holds_text_and_the_others_stay():
    columns = tuple(Column(key=key, label=key, type="int") for key in ("phone", "count"))
    table = Table(caption="值班", columns=columns, rows=({"phone": 13800000000, "count": 3},))
    notice = Notice(
        title="t", form="公示", issuer="i", sign_date=date(2026, 11, 22), tables=(table,)
    )

    _typed, parts = NOTICES.masked([], NOTICES.parts_of(notice), lambda _name, text: masked(text))

    [plain] = parts["tables"]
    assert plain["rows"] == [{"phone": "138****0000", "count": 3}]
    assert [one["type"] for one in plain["columns"]] == ["text", "int"]
