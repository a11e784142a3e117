"""Settings: the office, its stations, its categories. Every change stands in the trail, from and to."""

from __future__ import annotations

from collections.abc import Sequence

import sqlalchemy as sa
from flask import abort, current_app, flash, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from kiosk.accounts import trail
from kiosk.accounts.models import Office, Person, Station
from kiosk.accounts.office_names import BEARING, following
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
from kiosk.accounts.showing_hours import note_hours
from kiosk.core import clock
from kiosk.core.config import Settings
from kiosk.core.db import Base, session
from kiosk.core.web import commits, page_or_fragment
from kiosk.faces.admin.access import allow, visitor
from kiosk.faces.admin.answers import go_on
from kiosk.faces.admin.blueprint import bp
from kiosk.faces.admin.calendar import missing_year
from kiosk.faces.admin.changes import differences, is_stale, note
from kiosk.faces.admin.settings_forms import (
    THEMES,
    BeginForm,
    NewCategoryForm,
    NewStationForm,
    OfficeForm,
    PageTimesForm,
    RowForm,
    StationForm,
)
from kiosk.kinds.registry import KINDS
from kiosk.postings.operations import categories, work_calendar
from kiosk.programme.page_times import kept, page_seconds
from kiosk.sample import bears_old_names, has_sample, invented_in, load_sample, unsaid_in
from kiosk.screens.standing import note_standings


@bp.get("/settings")
@allow(Right.CHANGE_SETTINGS)
def settings() -> Response:
    """Everything that is set, on one page."""
    return _settings_room(_office_form(filled=True))


@bp.post("/settings")
@allow(Right.CHANGE_SETTINGS)
@commits
def settings_post() -> Response:
    """Save what is said of the office."""
    form, row = _office_form(), named_office()
    if not form.validate():
        return _settings_room(form, status=422)
    if is_stale(form, row):
        return _settings_room(form, status=409, differences=differences(form, row))
    for name, value in following(form.said(), _names_of(row)).items():
        form[name].data = value
    lit = row.showing_hours
    save(form, row, "office.change", "office")
    note_hours(lit, row.showing_hours, today=clock.local_day(clock.now()))
    return go_on(url_for("admin.settings"))


@bp.get("/settings/stations/<int:station_id>")
@allow(Right.CHANGE_SETTINGS)
def station(station_id: int) -> Response:
    """One station."""
    found = _station(station_id)
    form = StationForm(formdata=None)
    form.show(found)
    return _row_room(found.name, form)


@bp.post("/settings/stations/<int:station_id>")
@allow(Right.CHANGE_SETTINGS)
@commits
def station_post(station_id: int) -> Response:
    """Save what is said of it."""
    found, form = _station(station_id), StationForm()
    if not form.validate():
        return _row_room(found.name, form, status=422)
    if is_stale(form, found):
        return _row_room(found.name, form, status=409, differences=differences(form, found))
    save(form, found, "station.change", f"station {found.code}")
    return go_on(url_for("admin.settings"))


@bp.post("/settings/stations")
@allow(Right.CHANGE_SETTINGS)
@commits
def station_add() -> Response:
    """Another station. The same name sent twice adds one."""
    form = NewStationForm()
    if not form.validate():
        return _settings_room(_office_form(filled=True), status=422, new_station=form)
    name = form.station_name.data or ""
    made = next((one for one in stations() if one.name == name), None)
    return go_on(url_for("admin.station", station_id=(made or _added(name)).id))


@bp.post("/settings/page-times")
@allow(Right.CHANGE_SETTINGS)
@commits
def page_times_post() -> Response:
    """How long pages of walls stay."""
    form, row = PageTimesForm(), named_office()
    if not form.validate():
        return _settings_room(_office_form(filled=True), status=422, page_times=form)
    before, after = page_seconds(), form.said()
    changed = {name: (before[name], after[name]) for name in after if before[name] != after[name]}
    row.page_seconds = kept(after)
    note("office.page_times", "office", changed)
    flash(_("Saved."))
    return go_on(url_for("admin.settings"))


@bp.get("/begin")
@allow(Right.CHANGE_SETTINGS)
def begin() -> Response:
    """The first steps: one page, and the walls bear the office's own names."""
    form, own = BeginForm(formdata=None), office()
    _name_address(form)
    for name in form._fields:
        if hasattr(Office, name):
            form[name].data = invented_in(own).get(name, getattr(own, name))
    form.stations.data = tuple(one.name for one in stations())
    return _begin_room(form)


@bp.post("/begin")
@allow(Right.CHANGE_SETTINGS)
@commits
def begin_post() -> Response:
    """Name everything and dress the sample anew, so that it can be learnt on."""
    form = BeginForm()
    _name_address(form)
    if not form.validate():
        return _begin_room(form, status=422)
    now, own = clock.now(), named_office()
    said = {name: one.data or "" for name, one in form._fields.items() if hasattr(Office, name)}
    names = following(said, _names_of(own))
    # What they say though the sample says the same is theirs from now on: the trail has to know it.
    theirs = {
        one: ("", names[one]) for one in unsaid_in(own) if names.get(one) == getattr(own, one)
    }
    note("office.change", "office", {**change(own, **{**invented_in(own), **names}), **theirs})
    named, added = _who_bears_what(stations(), form.stations.data)
    for row, name in named:
        short = row.short_name if name == row.name else short_station_name(name)
        changed = change(row, name=name, short_name=short, **invented_in(row))
        note("station.change", f"station {row.code}", changed)
    for name in added:
        _added(name)
    session().flush()
    # Sent twice, the second finds it dressed. What was named on other pages meanwhile counts as well.
    if has_sample() and bears_old_names():
        load_sample(clock.local_day(now), at=now, who=visitor().name)
    flash(_("Your walls bear your own names now."))
    return go_on(url_for("admin.home"))


def _who_bears_what(
    rows: Sequence[Station], names: Sequence[str]
) -> tuple[list[tuple[Station, str]], list[str]]:
    """Which station is called what, and the names of new ones: a name stays with the station that bears it."""
    borne = {row.name for row in rows}.intersection(names)
    others = iter([name for name in names if name not in borne])
    named = [(row, row.name if row.name in borne else next(others, "")) for row in rows]
    return [(row, name) for row, name in named if name], list(others)


def _names_of(row: Office) -> dict[str, str]:
    """The names of an office, as it is called until now."""
    return {name: getattr(row, name) for name in ("name", "short_name", *BEARING)}


def _added(name: str) -> Station:
    """A new station, with its line in the trail."""
    made = add_station(name, short_name=short_station_name(name))
    session().flush()
    trail.record(
        "station.add",
        who=visitor().name,
        subject=f"station {made.code}",
        at=clock.now(),
        after=name,
    )
    return made


def _office_form(*, filled: bool = False) -> OfficeForm:
    """The form of the office: as it was sent, or `filled` with what is stored."""
    form = OfficeForm(formdata=None) if filled else OfficeForm()
    _name_address(form)
    if filled:
        form.show(office())
    return form


def _name_address(form: OfficeForm | BeginForm) -> None:
    """Where the environment says what QR codes start with, nobody else can."""
    if _settings().base_url_is_given:
        del form.base_url


def _settings() -> Settings:
    settings: Settings = current_app.config["SETTINGS"]
    return settings


def _station(number: int) -> Station:
    found = session().get(Station, number)
    if found is None:
        abort(404)
    return found


def save(form: RowForm, row: Base, what: str, subject: str) -> None:
    """Write what was typed into the row, and from and to into the trail."""
    changed = change(row, **form.said())
    if "handover_times" in changed:
        # Evidence of earlier days goes by the times of those days. Whoever saves a screen has its standing before the trail too.
        note_standings(at=clock.now())
    note(what, subject, changed)
    flash(_("Saved."))


def settings_with(new_category: NewCategoryForm) -> Response:
    """The settings once more, because a new category wants another look."""
    return _settings_room(_office_form(filled=True), status=422, new_category=new_category)


def _settings_room(
    form: OfficeForm,
    *,
    status: int = 200,
    new_station: NewStationForm | None = None,
    new_category: NewCategoryForm | None = None,
    page_times: PageTimesForm | None = None,
    **more: object,
) -> Response:
    return page_or_fragment(
        "faces/admin/settings.html",
        "faces/admin/_settings_room.html",
        status=status,
        form=form,
        new_station=new_station or NewStationForm(formdata=None),
        new_category=new_category or NewCategoryForm(formdata=None),
        page_times=page_times or PageTimesForm(formdata=None, data=page_seconds()),
        stations=stations(),
        categories=sorted(categories(), key=lambda one: one.is_retired),
        themes=THEMES,
        kind_theme={one.name: one.theme for one in KINDS},
        people=session().scalar(sa.select(sa.func.count(Person.id))),
        may=visitor().may,
        rights=Right,
        this_year=clock.local_day(clock.now()).year,
        missing_year=missing_year(clock.local_day(clock.now()), work_calendar()),
        **_address_facts(),
        **more,
    )


def _address_facts() -> dict[str, object]:
    """What the pages say of the address QR codes start with."""
    return {
        "base_url": base_url(),
        "served_at": _settings().base_url,
        "address_is_given": _settings().base_url_is_given,
    }


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
    return page_or_fragment(
        "faces/admin/begin.html",
        "faces/admin/_begin_room.html",
        status=status,
        form=form,
        **_address_facts(),
    )
