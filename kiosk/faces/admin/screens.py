"""The screens: which there are, how they are, and one at a time to change, give up or link anew."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from flask import abort, flash, request, url_for
from flask_babel import gettext as _
from sqlalchemy.orm.exc import StaleDataError
from werkzeug.wrappers import Response

from kiosk.accounts import trail
from kiosk.accounts.models import Station
from kiosk.accounts.offices import base_url, office, stations
from kiosk.accounts.roles import Right
from kiosk.core import clock
from kiosk.core.db import session
from kiosk.core.i18n import speaking
from kiosk.core.numbers import whole_number
from kiosk.core.web import commits, page_or_fragment
from kiosk.faces.admin import health_words, reading, words
from kiosk.faces.admin.access import allow, require, visitor
from kiosk.faces.admin.answers import go_on
from kiosk.faces.admin.blueprint import bp
from kiosk.faces.admin.changes import note
from kiosk.faces.admin.forms import DECIMETRES, PairForm, ScreenForm, say
from kiosk.faces.admin.heard import Heard, heard_from
from kiosk.faces.admin.on_screens import tile_of
from kiosk.faces.admin.reading import Wall
from kiosk.faces.admin.screen_day import screen_day
from kiosk.programme.glance import hung_now
from kiosk.programme.overview import overview_now
from kiosk.programme.playlists import Playlist, playlists
from kiosk.programme.wall_words import wall_version
from kiosk.screens.health import what_was_asked
from kiosk.screens.models import Screen
from kiosk.screens.operations import fresh_claim
from kiosk.screens.standing import note_standing


@dataclass(frozen=True)
class Difference:
    """A field in which what was typed differs from what somebody else has stored meanwhile."""

    label: object
    stored: object
    typed: object


@bp.get("/screens")
@allow(Right.SEE_PANEL)
def screens() -> Response:
    """All screens one has to do with, and the form that pairs another."""
    form = PairForm()
    form.offer(own_stations())
    return screens_room(form)


@bp.get("/screens/<int:screen_id>")
@allow(Right.PAIR_SCREENS)
def screen(screen_id: int) -> Response:
    """One screen."""
    found = screen_in_hand(screen_id)
    form = _form()
    form.show(found)
    return _screen_room(found, form)


@bp.post("/screens/<int:screen_id>")
@allow(Right.PAIR_SCREENS)
@commits
def screen_post(screen_id: int) -> Response:
    """Save; a save over a newer version shows both and stores nothing."""
    found, form = screen_in_hand(screen_id), _form()
    station = accepted_station(form)
    if station is None or not _has_own_playlist(form, station):
        return _screen_room(found, form, status=422)
    said = {"station_id": station.id, **form.said()}
    if form.version.data != str(found.version):
        return _conflict(found, form, said)
    try:
        changed = found.change(**said)
        session().flush()  # the database may know of a save made this very moment
    except StaleDataError:
        abort(409)
    session().refresh(found, ["station"])  # where it hangs now is what is said of it
    note_standing(found, at=clock.now())
    if "playlist_id" in changed:  # by its name: numbers may be given again
        before, after = (_playlist_called(one) for one in changed["playlist_id"])
        changed["playlist_id"] = (before, after)
    note("screen.change", subject_of(found), changed)
    flash(_("Saved: %(name)s", name=full_name(found)))
    return go_on(url_for("admin.screens"))


@bp.post("/screens/<int:screen_id>/revoke")
@allow(Right.PAIR_SCREENS)
@commits
def screen_revoke(screen_id: int) -> Response:
    """The device that was this screen shows nothing from now on."""
    found = screen_in_hand(screen_id)
    # Locked and read anew, or a claim made this very moment would outlive the revocation.
    session().refresh(found, with_for_update=True)
    found.revoke()
    note_standing(found, at=clock.now())
    note_act("screen.revoke", found)
    flash(_("%(name)s has no device now.", name=full_name(found)))
    return go_on(url_for("admin.screens"))


@bp.post("/screens/<int:screen_id>/link")
@allow(Right.PAIR_SCREENS)
@commits
def screen_link(screen_id: int) -> Response:
    """A fresh link that turns one browser into this screen, shown once."""
    found = screen_in_hand(screen_id)
    link = f"{base_url()}/screen/claim/{fresh_claim(found)}"
    note_act("screen.link", found)
    form = _form(sent=False)
    form.show(found)
    return _screen_room(found, form, link=link)


def screens_room(form: PairForm, *, status: int = 200, new: int | None = None) -> Response:
    """The room with all screens; the row of screen `new` is marked, and one of them is looked at closely."""
    now, who = clock.now(), visitor()
    walls = reading.walls(moment=now, sees=who.sees)
    heard = _heard_now(walls, now)
    chosen = _chosen(walls, new or whole_number(request.args.get("screen", "")))
    return page_or_fragment(
        "faces/admin/screens.html",
        "faces/admin/_screens_room.html",
        status=status,
        form=form,
        new=new,
        now=now,
        walls=walls,
        heard=heard,
        chosen=chosen,
        tile=tile_of(chosen, heard.get(chosen.screen.id)) if chosen else None,
        asked=what_was_asked(chosen.screen, chosen.report, at=now) if chosen else None,
        **(screen_day(chosen.screen, now=now) if chosen else {}),
        newest=wall_version(),
        may_pair=who.may(Right.PAIR_SCREENS),
        pair_address=url_for("admin.screens_pair"),
        may_keep_playlists=who.may(Right.ORDER),
        playlist_names={one.id: one.name for one in playlists()},
        words=words,
        health_words=health_words,
    )


def _heard_now(walls: Sequence[Wall], now: datetime) -> dict[int, Heard]:
    with speaking(office().language):
        overview, hung = overview_now(moment=now), hung_now(moment=now)
    return heard_from(walls, hung, overview=overview, moment=now)


def _chosen(walls: Sequence[Wall], number: int | None) -> Wall | None:
    """The one that was asked for, else the first that is silent, else the first."""
    of_interest = sorted(walls, key=lambda one: (one.screen.id != number, one.state != "silent"))
    return of_interest[0] if of_interest else None


def own_stations() -> list[Station]:
    """The stations whose screens the visitor may pair and look after."""
    return [one for one in stations() if visitor().may(Right.PAIR_SCREENS, station=one.code)]


def accepted_station(form: ScreenForm) -> Station | None:
    """The station of a form in which all is well; None if something is not, said at its field.

    Answers 403 to a station the visitor has nothing to do with, whatever else the form says.
    """
    station = session().get(Station, whole_number(form.station.data) or 0)
    if station is not None:
        require(Right.PAIR_SCREENS, station=station.code)
    fine = form.validate()
    if station is None and not form.station.errors:
        say(form.station, _("Choose a station."))
    return station if fine else None


def _form(*, sent: bool = True) -> ScreenForm:
    """The form of one screen, as it was `sent`, with all that may be chosen."""
    form = ScreenForm() if sent else ScreenForm(formdata=None)
    form.offer(own_stations())
    form.offer_playlists(
        {
            one.id: one.name
            for one in playlists()
            if one.station_id is None or form.offers(one.station_id)
        }
    )
    return form


def _has_own_playlist(form: ScreenForm, station: Station) -> bool:
    """True if a screen of `station` may go by the playlist that was chosen; else it is said at its field."""
    number = form.playlist_id.data
    chosen = session().get(Playlist, number) if number else None
    if chosen is None or chosen.station_id in {None, station.id}:
        return True
    say(form.playlist_id, _("This playlist belongs to another station."))
    return False


def screen_in_hand(screen_id: int) -> Screen:
    found = session().get(Screen, screen_id)
    if found is None:
        abort(404)
    require(Right.PAIR_SCREENS, station=found.station.code)
    return found


def _conflict(found: Screen, form: ScreenForm, said: dict[str, object]) -> Response:
    """Both values side by side; saving again, now over the newest version, keeps what was typed."""
    differences = [
        Difference(words.FIELDS[name], _shown(name, getattr(found, name)), _shown(name, value))
        for name, value in said.items()
        if getattr(found, name) != value
    ]
    form.version.data = str(found.version)
    say(form.version, _("Somebody else saved this screen meanwhile."))
    return _screen_room(
        found,
        form,
        status=409,
        differences=differences,
        act=reading.last_act_on(subject_of(found)),
    )


def _screen_room(found: Screen, form: ScreenForm, *, status: int = 200, **more: object) -> Response:
    now = clock.now()
    wall = reading.wall_of(found, moment=now)
    return page_or_fragment(
        "faces/admin/screen.html",
        "faces/admin/_screen_room.html",
        status=status,
        screen=found,
        report=wall.report,
        wall_state=wall.state,
        form=form,
        now=now,
        words=words,
        **more,
    )


def _shown(name: str, value: object) -> object:
    if name == "station_id":
        station = session().get(Station, value)
        return station.name if station else ""
    if name == "playlist_id":
        return _playlist_called(value) or _("All that is due")
    if name == "audience":
        return words.AUDIENCES.get(str(value), value)
    if name == "night":
        return words.NIGHTS.get(str(value), value)
    return value / DECIMETRES if name == "distance_dm" and isinstance(value, int) else value


def _playlist_called(number: object) -> str:
    """The name of a playlist; empty for none."""
    found = session().get(Playlist, number) if number else None
    return found.name if found else ""


def note_act(what: str, found: Screen) -> None:
    """Write into the trail what was done to a screen."""
    trail.record(what, who=visitor().name, subject=subject_of(found), at=clock.now())


def subject_of(found: Screen) -> str:
    return f"screen {found.id}"


def full_name(found: Screen) -> str:
    return f"{found.station.short_name} · {found.name}"
