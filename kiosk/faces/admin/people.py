"""People: the names boards know. What is kept of them may be public inside the office."""

from __future__ import annotations

import sqlalchemy as sa
from flask import abort, flash, request, url_for
from flask_babel import gettext as _
from sqlalchemy.orm import joinedload
from werkzeug.wrappers import Response

from kiosk.accounts.models import Person
from kiosk.accounts.offices import change, office, stations
from kiosk.accounts.roles import Right
from kiosk.core import clock
from kiosk.core.db import session
from kiosk.core.i18n import speaking
from kiosk.core.web import commits, page_or_fragment
from kiosk.faces.admin.access import allow
from kiosk.faces.admin.answers import go_on
from kiosk.faces.admin.blueprint import bp
from kiosk.faces.admin.changes import differences, is_stale, note
from kiosk.faces.admin.forms import say
from kiosk.faces.admin.paging import page_of
from kiosk.faces.admin.settings_forms import HideForm, PersonForm
from kiosk.programme.naming import mark_of_hidden


@bp.get("/settings/people")
@allow(Right.CHANGE_SETTINGS)
def people() -> Response:
    """Everybody, looked for by name, a page at a time."""
    return _people_room(_shown_form(None))


@bp.post("/settings/people")
@allow(Right.CHANGE_SETTINGS)
@commits
def person_add() -> Response:
    """Somebody new; the same form sent twice adds one."""
    form = _sent_form()
    if not form.validate():
        return _people_room(form, status=422)
    said = form.said()
    if session().scalar(sa.select(Person.id).filter_by(**said).limit(1)) is None:
        session().add(Person(**said))
        note("person.add", _subject(said["name"]), {k: ("", v) for k, v in said.items() if v})
    flash(_("Added: %(name)s", name=said["name"]))
    return go_on(url_for("admin.people"))


@bp.get("/settings/people/<int:person_id>")
@allow(Right.CHANGE_SETTINGS)
def person(person_id: int) -> Response:
    """One of them."""
    found = _person(person_id)
    return _person_room(found, _shown_form(found))


@bp.post("/settings/people/<int:person_id>")
@allow(Right.CHANGE_SETTINGS)
@commits
def person_post(person_id: int) -> Response:
    """Save what is said of them. Boards that hang keep the words they were published with."""
    found, form = _person(person_id), _sent_form()
    if not form.validate():
        return _person_room(found, form, status=422)
    if is_stale(form, found):
        return _person_room(found, form, status=409, differences=differences(form, found))
    before = found.name
    if found.hidden_at and form.name.data != before:
        say(form.name, _("Somebody who is hidden keeps their name: boards would show it again."))
        return _person_room(found, form, status=422)
    note("person.change", _subject(before), change(found, **form.said()))
    flash(_("Saved."))
    return go_on(url_for("admin.people"))


@bp.post("/settings/people/<int:person_id>/remove")
@allow(Right.CHANGE_SETTINGS)
@commits
def person_remove(person_id: int) -> Response:
    """Take a name off the list; sent twice, it is off. Whoever is hidden stays: boards would name them again."""
    found = session().get(Person, person_id)
    if found is not None and found.hidden_at:
        flash(_("Hidden on all boards, and stays on the list as long as that."))
        return go_on(url_for("admin.person", person_id=person_id))
    if found is not None:
        note("person.remove", _subject(found.name), {"name": (found.name, "")})
        session().delete(found)
        flash(_("Removed: %(name)s", name=found.name))
    return go_on(url_for("admin.people"))


@bp.get("/settings/people/<int:person_id>/hide")
@allow(Right.CHANGE_SETTINGS)
def person_hide_page(person_id: int) -> Response:
    """The room with the question why: also for whoever loads that form once more."""
    found = _person(person_id)
    return _person_room(found, _shown_form(found), asks=True)


@bp.post("/settings/people/<int:person_id>/hide")
@allow(Right.CHANGE_SETTINGS)
@commits
def person_hide(person_id: int) -> Response:
    """From now on no wall and no phone names them. What was published, and its fingerprint, stay as they are."""
    found, form = _person(person_id), HideForm()
    if not form.validate():
        return _person_room(found, _shown_form(found), status=422, hide_form=form, asks=True)
    if found.hidden_at is None:
        found.hidden_at = clock.now()
        said = {"is_hidden": (False, True), "reason": ("", form.reason.data)}
        note("person.hide", _subject(found.name), said)
    flash(_("Hidden. Walls and phones say “%(mark)s” instead.", mark=_mark()))
    return go_on(url_for("admin.person", person_id=person_id))


@bp.post("/settings/people/<int:person_id>/show")
@allow(Right.CHANGE_SETTINGS)
@commits
def person_show(person_id: int) -> Response:
    """Their name is back wherever it still hangs."""
    found = _person(person_id)
    if found.hidden_at is not None:
        found.hidden_at = None
        note("person.show", _subject(found.name), {"is_hidden": (True, False)})
    flash(_("Shown again wherever the name still hangs."))
    return go_on(url_for("admin.person", person_id=person_id))


def _mark() -> str:
    with speaking(office().language):
        return mark_of_hidden()


def _person(person_id: int) -> Person:
    found = session().get(Person, person_id)
    if found is None:
        abort(404)
    return found


def _sent_form() -> PersonForm:
    form = PersonForm()
    form.offer(stations())
    return form


def _shown_form(found: Person | None) -> PersonForm:
    """Filled from somebody, or empty."""
    form = PersonForm(formdata=None)
    form.offer(stations())
    if found is not None:
        form.show(found)
    return form


def _subject(name: str) -> str:
    return f"person {name}"


def _people_room(form: PersonForm, *, status: int = 200) -> Response:
    words = request.args.get("q", "").strip()[:40]
    query = sa.select(Person).options(joinedload(Person.station)).order_by(Person.name, Person.id)
    if words:
        query = query.where(Person.name.contains(words, autoescape=True))
    return page_or_fragment(
        "faces/admin/people.html",
        "faces/admin/_people_room.html",
        status=status,
        form=form,
        words=words,
        found=page_of(query),
        address=lambda page: url_for("admin.people", q=words or None, page=page),
    )


def _person_room(
    found: Person,
    form: PersonForm,
    *,
    status: int = 200,
    hide_form: HideForm | None = None,
    asks: bool = False,
    **more: object,
) -> Response:
    return page_or_fragment(
        "faces/admin/person.html",
        "faces/admin/_person_room.html",
        status=status,
        person=found,
        form=form,
        hide_form=hide_form or HideForm(formdata=None),
        asks=asks,
        mark=_mark(),
        namesakes=_namesakes(found),
        **more,
    )


def _namesakes(found: Person) -> int:
    """How many others are called the same: a name on a board does not say which of them is meant."""
    others = sa.select(sa.func.count()).where(Person.name == found.name, Person.id != found.id)
    return session().scalar(others) or 0
