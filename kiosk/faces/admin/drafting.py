"""A draft in hand: what was typed, read by its kind's editor, and the document it makes."""

from __future__ import annotations

import json
import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any

import sqlalchemy as sa
from flask import abort, flash, g, request, url_for
from flask_babel import gettext as _
from wtforms import (  # type: ignore[attr-defined]  # SelectChoice: annotations a version behind
    Field,
    FieldList,
    FormField,
    SelectChoice,
)

from kiosk.accounts.models import Station
from kiosk.accounts.offices import office, stations
from kiosk.accounts.roles import Right
from kiosk.core import clock
from kiosk.core.db import session
from kiosk.core.document import Document, decode
from kiosk.core.numbers import whole_number
from kiosk.core.web import wants_fragment
from kiosk.faces.admin.access import require_touch, visitor
from kiosk.faces.admin.answers import go_on
from kiosk.faces.admin.made_up import with_own_contacts
from kiosk.faces.admin.placing import OFFICE, PREFIX, PlacingForm, placing_of, placing_values
from kiosk.faces.admin.words import persons_name
from kiosk.kinds.contract import Kind
from kiosk.kinds.editing import (
    Editor,
    Known,
    PairsField,
    Parts,
    Typed,
    as_formdata,
    read_back,
    stored,
    typed_of,
)
from kiosk.kinds.registry import kind as kind_called
from kiosk.kinds.renewing import redone, renewed
from kiosk.postings import drafts
from kiosk.postings.acts import note
from kiosk.postings.drafts import parts_of
from kiosk.postings.lifecycle import TAKEN_DOWN, Stage
from kiosk.postings.models import Category, Draft, Posting, Revision
from kiosk.postings.operations import Placing, new_posting, posting_by_code
from kiosk.postings.transitions import Step
from kiosk.sample import invented_in, without_invented

#: Fields of the page that are nobody's words.
MECHANICS = frozenset({"csrf_token", "version", "do"})
#: What is chosen or pasted for a button of the editor, and nobody's words either; the browser calls it the same.
HAND = "hand-"
_ONCE = re.compile(r"\w{4,20}", re.ASCII)
#: Of one field: a table with more faults than these is to be looked at as a whole.
MOST_WANTING = 12
#: The id of the button that fetches what is not typed.
IMPORT = "import"


@dataclass(frozen=True)
class Wanting:
    """A field that needs another look, and why."""

    label: str
    sentence: str
    #: The id of the control in the editor.
    control: str


@dataclass(frozen=True)
class Desk:
    """A draft with everything that is made of it."""

    posting: Posting
    draft: Draft
    kind: Kind[Any]
    typed: Typed
    parts: Parts
    editor: Editor
    placing: PlacingForm
    known: Known

    def content(self) -> Document:
        """The document as far as it has been typed. Raises BadContent."""
        made: Document = self.kind.content_of(self.editor, self.parts, self.known)
        return made

    @property
    def title(self) -> str:
        """What lists call it meanwhile."""
        return str(self.editor["title"].data or "")

    def wanting(self) -> list[Wanting]:
        """What is not right yet, field by field, after both forms were validated."""
        return wanting_in(self.kind, self.parts, self.editor, self.placing)

    @property
    def first_fault(self) -> str | None:
        """The id of the first control of a table that must be mended before it hangs."""
        return next(filter(None, (one.first_fault() for one in self.editor.pairs_fields())), None)

    @property
    def is_correction(self) -> bool:
        """True if something of this posting hangs, or has hung."""
        return self.posting.stage != Stage.DRAFT


def wanting_in(
    kind: Kind[Any], parts: Parts, editor: Editor, placing: PlacingForm
) -> list[Wanting]:
    """What is not right in two forms that were validated, field by field, and what the parts lack."""
    lacking = kind.lacking(parts)
    return [
        Wanting(str(one.label.text), str(error), _control_of(one))
        for one in [*editor.all_fields(), *placing]
        if not isinstance(one, (FieldList, FormField))
        for error in one.errors[:MOST_WANTING]
    ] + ([Wanting(_("Result"), lacking, IMPORT)] if lacking else [])


def posting_in_hand(code: str, right: Right) -> Posting:
    """The posting of that code. Answers 404 if there is none, 403 if it is not the visitor's to touch."""
    found = posting_by_code(code)
    if found is None:
        abort(404)
    # The navigation shows whose room this is.
    g.posting_kind = found.kind
    own = found.station.code if found.station else None
    require_touch(right, posted_by=own, category=found.category.code)
    return found


def draft_in_hand(code: str) -> Draft:
    """The draft of a posting the visitor may write on.

    Where nothing is being written any more, or its signers have it, people are led to how it stands: they
    came by the back button, or by a form sent twice. What a script sends behind an open editor is answered 410.
    """
    found = posting_in_hand(code, Right.WRITE).draft
    if found is None:
        if wants_fragment():
            abort(410)
        flash(
            _("This is no draft any more: it was published or thrown away. Here is how it stands.")
        )
        abort(go_on(url_for("admin.posting", code=code)))
    if found.step != Step.WRITING:
        said = _("It is with its signers. To write on it, take it back first.")
        if wants_fragment():
            abort(410, said)
        flash(said)
        abort(go_on(url_for("admin.approval", code=code)))
    return found


def desk_of(draft: Draft, *, at: datetime, typed: Typed | None = None) -> Desk:
    """The draft as stored, or as it was `typed` just now."""
    posting = draft.posting
    kind = kind_called(posting.kind)
    said = read_back(draft.typed) if typed is None else typed
    placing = placing_of(said)
    category = chosen_category(placing, posting)
    own = posting.station.code if posting.station else None
    placing.offer(
        categories_of(posting),
        _offered(posting, writable_stations(category), chosen=own),
        office=may_write_for_the_office(category),
    )
    if kind.editor is None:
        abort(404)
    editor = kind.editor(formdata=as_formdata(said))
    _offer_stations(editor, posting)
    return Desk(
        posting=posting,
        draft=draft,
        kind=kind,
        typed=said,
        parts=parts_of(draft),
        editor=editor,
        placing=placing,
        known=known(posting, category=category, at=at),
    )


def with_parts(desk: Desk, parts: Parts) -> Desk:
    """The same draft with other parts."""
    return replace(desk, parts=parts)


def typed_now() -> Typed:
    """What this request's form says, mechanics aside."""
    return [
        (name, text)
        for name, text in request.form.items(multi=True)
        if name not in MECHANICS and not name.startswith(HAND)
    ]


def in_hand() -> dict[str, str]:
    """What is chosen or pasted for this request's button."""
    return {name: text for name, text in request.form.items() if name.startswith(HAND)}


def version_now() -> int:
    """The version this request's form was filled from; one that is none is never the newest."""
    return number_in(request.form.get("version"))


def first_typed(posting: Posting, *, at: datetime, about: date | None = None) -> Typed:
    """What a new draft begins with; `about`: the month, quarter or year it makes good, else the last one."""
    kind = kind_called(posting.kind)
    if kind.editor is None:
        abort(404)
    known_now = replace(known(posting, category=posting.category, at=at), about=about)
    editor = kind.editor(data=kind.first_values(known_now))
    return [*typed_of(PlacingForm(data=placing_values(posting), prefix=PREFIX)), *typed_of(editor)]


def typed_of_revision(posting: Posting, revision: Revision) -> tuple[Typed, Parts]:
    """An approved revision on its way back into the editor: a correction, or a copy of last month's."""
    kind = kind_called(posting.kind)
    if kind.editor is None:
        abort(404)
    content = decode(revision.content, kind.content)
    editor = kind.editor(data=kind.values_of(content))
    _offer_stations(editor, posting)
    placing = typed_of(PlacingForm(data=placing_values(posting), prefix=PREFIX))
    return [*placing, *typed_of(editor)], kind.parts_of(content)


def begun(
    posting: Posting,
    typed: Typed,
    parts: Parts,
    *,
    title: str,
    at: datetime,
    before: str = "",
    form: str = "",
) -> Draft:
    """A new draft that begins with these words, and its line in the trail."""
    draft = drafts.begin(posting, who=visitor().name, at=at)
    draft.typed, draft.parts = stored(typed), json.dumps(parts, ensure_ascii=False)
    draft.title, draft.begun_with = title, form
    note("draft.begin", posting, who=visitor().name, at=at, before=before)
    return draft


def copied(old: Posting, *, at: datetime) -> Draft:
    """A new draft with the words of an older posting, for this time. Answers 404 if that never was approved."""
    revision = old.approved
    if revision is None:
        abort(404)
    form = form_that_begins(old.code)
    begun_already = drafts.begun_by(form)
    if begun_already is not None:
        return begun_already
    placing = Placing(scope=old.scope, station=old.station)
    posting = new_posting(old.category, placing, kind=old.kind)
    session().flush()
    again = redone if old.stage in TAKEN_DOWN else renewed
    said, parts = again(*typed_of_revision(old, revision), on=clock.local_day(at))
    typed = with_own_contacts(said, old, first_typed(posting, at=at))
    title = dict(typed).get("title") or revision.title
    return begun(posting, typed, parts, title=title, at=at, before=old.code, form=form)


def form_that_begins(what: object) -> str:
    """A name for this request's form and `what` it begins, the same if it is sent twice; empty if it has none."""
    once = request.form.get("once", "")
    return f"{once}:{what}" if _ONCE.fullmatch(once) else ""


def known(posting: Posting, *, category: Category, at: datetime) -> Known:
    """What the editor of `posting` knows beside what is typed."""
    own, station = office(), posting.station
    made_up = invented_in(own)
    return Known(
        on=clock.local_day(at),
        form=category.form,
        category=category.code,
        stations={one.code: one.name for one in stations()},
        issuer=station.name if station else own.name,
        office=own.name,
        branch=own.branch,
        place=station.short_name if station else own.short_name,
        writer=persons_name(visitor().name),
        phone=made_up.get("supervision_phone", own.supervision_phone),
        box=made_up.get("opinion_box", own.opinion_box),
        column=own.moments_column,
    )


def chosen_category(placing: PlacingForm, posting: Posting) -> Category:
    """The category chosen, if it is one of this kind that the visitor writes for there; else the one there was."""
    found = session().get(Category, number_in(placing.category.data))
    if found is None or found.kind != posting.kind:
        return posting.category
    return found if _may_write(found, at=_station_said(placing, posting)) else posting.category


def chosen_station(placing: PlacingForm, posting: Posting) -> Station | None:
    """The station chosen, None for the office; 403 to what the visitor may not write for in that category."""
    station = _station_said(placing, posting)
    if station != posting.station:
        category = chosen_category(placing, posting)
        require_touch(
            Right.WRITE, posted_by=station.code if station else None, category=category.code
        )
    return station


def _station_said(placing: PlacingForm, posting: Posting) -> Station | None:
    """The station that stands in the form, whoever may write for it; where none does, the one there was."""
    said = placing.station.data
    if said == OFFICE:
        return None
    return session().get(Station, number_in(said)) or posting.station


def categories_of(posting: Posting) -> list[Category]:
    """The categories that may be chosen for a posting: those of its kind in use, and its own."""
    may_be = sa.or_(~Category.is_retired, Category.id == posting.category_id)
    query = sa.select(Category).where(Category.kind == posting.kind, may_be)
    return list(session().scalars(query.order_by(Category.position, Category.id)))


def may_write_in(category: Category) -> bool:
    """True if the visitor writes for that category, wherever it may be."""
    return may_write_for_the_office(category) or bool(writable_stations(category))


def writable_stations(category: Category) -> list[Station]:
    """The stations the visitor may write for in that category."""
    return [one for one in stations() if _may_write(category, at=one)]


def _offered(posting: Posting, among: Sequence[Station], *, chosen: str | None) -> list[Station]:
    """Of these, what is no invention of the sample, once the office has stations of its own; and what is `chosen`, by its code."""
    if posting.is_sample:
        return list(among)
    own = without_invented(among)
    return [one for one in among if one in own or one.code == chosen]


def may_write_for_the_office(category: Category) -> bool:
    """True if what the visitor writes in that category may hang at every station."""
    return _may_write(category, at=None)


def _may_write(category: Category, *, at: Station | None) -> bool:
    """Asked with both at once: one role may be for that category elsewhere, another for other ones there."""
    own = at.code if at else None
    return visitor().may_touch(Right.WRITE, posted_by=own, category=category.code)


def number_in(text: str | None) -> int:
    """The number a form's choice stands for; 0, which nothing has, if it is none."""
    return whole_number(text) or 0


def _offer_stations(editor: Editor, posting: Posting) -> None:
    """Fill the choices of every field that asks for a station's code."""
    among = stations()
    for one in editor.station_fields():
        offered = _offered(posting, among, chosen=one.data)
        one.choices = [SelectChoice(each.code, each.short_name) for each in offered]


def _control_of(field: Field) -> str:
    fault = field.first_fault() if isinstance(field, PairsField) else None
    return fault or str(field.id)
