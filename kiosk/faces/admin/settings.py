"""Settings: the office, its stations, its categories. Every change stands in the trail, from and to."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TypeVar

import sqlalchemy as sa
from flask import abort, flash, make_response, render_template, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from kiosk.accounts import trail
from kiosk.accounts.models import Office, Station
from kiosk.accounts.offices import (
    add_station,
    base_url,
    change,
    named_office,
    office,
    short_station_name,
    stations,
)
from kiosk.accounts.roles import Right
from kiosk.core import clock
from kiosk.core.db import Base, session
from kiosk.core.web import commits, page_or_fragment
from kiosk.faces.admin.access import allow, visitor
from kiosk.faces.admin.answers import go_on
from kiosk.faces.admin.blueprint import bp
from kiosk.faces.admin.forms import say
from kiosk.faces.admin.settings_forms import (
    BeginForm,
    CategoryForm,
    OfficeForm,
    RowForm,
    StationForm,
)
from kiosk.postings.models import Category
from kiosk.postings.wording import category_name
from kiosk.sample import has_sample, load_sample

Row = TypeVar("Row", Station, Category)


@dataclass(frozen=True)
class Difference:
    """A column in which what was typed differs from what somebody has stored meanwhile."""

    label: str
    stored: object
    typed: object


@bp.get("/settings")
@allow(Right.CHANGE_SETTINGS)
def settings() -> Response:
    """Everything that is set, on one page."""
    form = OfficeForm(formdata=None)
    form.show(office())
    return _settings_room(form)


@bp.post("/settings")
@allow(Right.CHANGE_SETTINGS)
@commits
def settings_post() -> Response:
    """Save what is said of the office."""
    form, row = OfficeForm(), named_office()
    if not form.validate():
        return _settings_room(form, status=422)
    if _is_stale(form, row):
        return _settings_room(form, status=409, differences=_differences(form, row))
    _save(form, row, "office.change", "office")
    return go_on(url_for("admin.settings"))


@bp.get("/settings/stations/<int:station_id>")
@allow(Right.CHANGE_SETTINGS)
def station(station_id: int) -> Response:
    """One station."""
    found = _row(Station, station_id)
    form = StationForm(formdata=None)
    form.show(found)
    return _row_room(found.name, form)


@bp.post("/settings/stations/<int:station_id>")
@allow(Right.CHANGE_SETTINGS)
@commits
def station_post(station_id: int) -> Response:
    """Save what is said of it."""
    found, form = _row(Station, station_id), StationForm()
    if not form.validate():
        return _row_room(found.name, form, status=422)
    if _is_stale(form, found):
        return _row_room(found.name, form, status=409, differences=_differences(form, found))
    _save(form, found, "station.change", f"station {found.code}")
    return go_on(url_for("admin.settings"))


@bp.post("/settings/stations")
@allow(Right.CHANGE_SETTINGS)
@commits
def station_add() -> Response:
    """Another station, to be named at once."""
    made = add_station(_("New station"), short_name=_("New station"))
    session().flush()
    trail.record("station.add", who=visitor().name, subject=f"station {made.code}", at=clock.now())
    return go_on(url_for("admin.station", station_id=made.id))


@bp.get("/settings/categories/<int:category_id>")
@allow(Right.CHANGE_SETTINGS)
def category(category_id: int) -> Response:
    """One category and its defaults."""
    found = _row(Category, category_id)
    form = CategoryForm(formdata=None)
    form.show(found)
    return _row_room(category_name(found), form)


@bp.post("/settings/categories/<int:category_id>")
@allow(Right.CHANGE_SETTINGS)
@commits
def category_post(category_id: int) -> Response:
    """Save what is said of it; what hangs already keeps its days."""
    found, form = _row(Category, category_id), CategoryForm()
    if not form.validate():
        return _row_room(category_name(found), form, status=422)
    if _is_stale(form, found):
        return _row_room(
            category_name(found), form, status=409, differences=_differences(form, found)
        )
    _save(form, found, "category.change", f"category {found.code}")
    return go_on(url_for("admin.settings"))


@bp.get("/begin")
@allow(Right.CHANGE_SETTINGS)
def begin() -> Response:
    """The first steps: one page, and the walls bear the office's own names."""
    form, own = BeginForm(formdata=None), office()
    for name in ("name", "short_name", "brand", "magazine", "moments_column", "supervision_phone"):
        form[name].data = getattr(own, name)
    form.stations.data = tuple(one.name for one in stations())
    return _begin_room(form)


@bp.post("/begin")
@allow(Right.CHANGE_SETTINGS)
@commits
def begin_post() -> Response:
    """Name everything and dress the sample anew, so that it can be learnt on."""
    form = BeginForm()
    if not form.validate():
        return _begin_room(form, status=422)
    now, who = clock.now(), visitor().name
    names = {name: one.data for name, one in form._fields.items() if hasattr(Office, name)}
    changed = change(named_office(), **names)
    _note("office.change", "office", changed)
    for row, name in zip(stations(), form.stations.data, strict=False):
        said = change(row, name=name, short_name=short_station_name(name))
        _note("station.change", f"station {row.code}", said)
    for name in form.stations.data[len(stations()) :]:
        made = add_station(name, short_name=short_station_name(name))
        session().flush()
        trail.record("station.add", who=who, subject=f"station {made.code}", at=now, after=name)
    session().flush()
    if has_sample():
        load_sample(clock.local_day(now), at=now, who=who)
    flash(_("Your walls bear your own names now."))
    return go_on(url_for("admin.home"))


def _row(model: type[Row], number: int) -> Row:
    found = session().get(model, number)
    if found is None:
        abort(404)
    return found


def _is_stale(form: RowForm, row: Base) -> bool:
    """True if the row no longer says what the form was filled from; then nothing is stored."""
    if form.seen.data == form.mark(row):
        return False
    form.seen.data = form.mark(row)
    say(form.seen, _("Somebody else saved this meanwhile."))
    return True


def _differences(form: RowForm, row: Base) -> list[Difference]:
    return [
        Difference(str(form[name].label.text), getattr(row, name), typed)
        for name, typed in form.said().items()
        if getattr(row, name) != typed
    ]


def _save(form: RowForm, row: Base, what: str, subject: str) -> None:
    _note(what, subject, change(row, **form.said()))
    flash(_("Saved."))


def _note(what: str, subject: str, changed: dict[str, tuple[object, object]]) -> None:
    if changed:
        trail.record(
            what,
            who=visitor().name,
            subject=subject,
            at=clock.now(),
            before=_side(changed, 0),
            after=_side(changed, 1),
        )


def _side(changed: dict[str, tuple[object, object]], side: int) -> str:
    return json.dumps({name: pair[side] for name, pair in changed.items()}, ensure_ascii=False)


def _settings_room(form: OfficeForm, *, status: int = 200, **more: object) -> Response:
    query = sa.select(Category).order_by(Category.position, Category.id)
    return page_or_fragment(
        "faces/admin/settings.html",
        "faces/admin/_settings_room.html",
        status=status,
        form=form,
        stations=stations(),
        categories=list(session().scalars(query)),
        base_url=base_url(),
        **more,
    )


def _row_room(title: str, form: RowForm, *, status: int = 200, **more: object) -> Response:
    return page_or_fragment(
        "faces/admin/setting.html",
        "faces/admin/_setting_room.html",
        status=status,
        heading=title,
        form=form,
        **more,
    )


def _begin_room(form: BeginForm, *, status: int = 200) -> Response:
    page = render_template("faces/admin/begin.html", form=form, base_url=base_url())
    return make_response(page, status)
