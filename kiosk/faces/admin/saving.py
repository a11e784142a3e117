"""Saving what is being written, and what comes up when somebody else has saved meanwhile."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import dataclass

from kiosk.core import clock
from kiosk.core.db import session
from kiosk.faces.admin.access import visitor
from kiosk.faces.admin.drafting import Desk, desk_of, version_now
from kiosk.kinds.editing import Typed, read_back, stored
from kiosk.kinds.merging import changed, merged, unit_of
from kiosk.postings import drafts


@dataclass(frozen=True)
class Difference:
    """A field that somebody else has saved otherwise than it is typed here."""

    label: str
    stored: str
    typed: str


@dataclass(frozen=True)
class Conflict:
    """Two versions of a draft, put together as far as that needs no choice."""

    #: What both have said otherwise: there the form has one's own words.
    differences: list[Difference]
    #: What only the other one has changed, and what only oneself has, by what the fields are called.
    theirs: list[str]
    mine: list[str]
    typed: Typed


def save_desk(desk: Desk) -> None:
    """Save what stands on a desk over the version the form was filled from. Raises StaleDraft, DraftTooLong."""
    if desk.draft.version != version_now():
        session().refresh(desk.draft)  # it may have been saved since it was read
    drafts.save(
        desk.draft,
        over=version_now(),
        who=visitor().name,
        at=clock.now(),
        typed=stored(desk.typed),
        title=desk.title,
        parts=json.dumps(desk.parts, ensure_ascii=False),
        changed=changed(read_back(desk.draft.typed), desk.typed),
    )


def conflict_with(desk: Desk) -> Conflict:
    """What is typed on this desk and what somebody else has saved meanwhile, field by field."""
    theirs = desk_of(desk.draft, at=clock.now())
    labels = _labels(theirs) | _labels(desk)
    base = drafts.prints_before(desk.draft, version=version_now())
    found = merged(desk.typed, theirs.typed, base)
    mine, stored_there = _by_name(desk.typed), _by_name(theirs.typed)
    differing = [
        name
        for name in dict.fromkeys([*mine, *stored_there])
        if mine.get(name, "") != stored_there.get(name, "")
    ]
    return Conflict(
        differences=[
            Difference(
                labels.get(name, name),
                _readable(theirs, name, stored_there.get(name, "")),
                _readable(desk, name, mine.get(name, "")),
            )
            for name in differing
            if unit_of(name) in found.disputed
        ],
        theirs=_called(differing, found.theirs, labels),
        mine=_called(differing, found.mine, labels),
        typed=found.typed,
    )


def _called(names: Iterable[str], units: frozenset[str], labels: dict[str, str]) -> list[str]:
    """What these fields are called, each once; of a table or a list all that differs."""
    return list(dict.fromkeys(labels.get(one, one) for one in names if unit_of(one) in units))


def _by_name(typed: Typed) -> dict[str, str]:
    """Fields by name, all with one kind of line end, whatever the browser sends."""
    return {name: value.replace("\r\n", "\n") for name, value in typed}


def _readable(desk: Desk, name: str, value: str) -> str:
    """A field's value in words: of a choice, what it stands for."""
    fields = {one.name: one for one in [*desk.editor.all_fields(), *desk.placing]}
    choices = getattr(fields.get(name), "choices", None) or ()
    return next((str(one.label) for one in choices if str(one.value) == value), value)


def _labels(desk: Desk) -> dict[str, str]:
    fields = [*desk.editor.all_fields(), *desk.placing]
    pairs = [pair for one in desk.editor.pairs_fields() for pair in one.labels()]
    return {one.name: str(one.label.text) for one in fields} | dict(pairs)
