"""Playlists: which rules there are, which screens go by them, and one at a time to change."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import msgspec
import sqlalchemy as sa
from flask import abort, flash, url_for
from flask_babel import gettext as _
from flask_babel import ngettext
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm.exc import StaleDataError
from werkzeug.wrappers import Response

from kiosk.accounts import trail
from kiosk.accounts.models import Station
from kiosk.accounts.offices import stations
from kiosk.accounts.roles import Right
from kiosk.core import clock
from kiosk.core.db import session
from kiosk.core.web import commits, page_or_fragment
from kiosk.faces.admin.access import allow, require_touch, visitor
from kiosk.faces.admin.answers import go_on
from kiosk.faces.admin.blueprint import bp
from kiosk.faces.admin.changes import Difference, note
from kiosk.faces.admin.forms import say
from kiosk.faces.admin.playlist_forms import LineForm, NewPlaylistForm, PlaylistForm, filled
from kiosk.faces.admin.playlist_words import KINDS, line_said, rules_said, target_said
from kiosk.faces.admin.unseen_words import unseen_by
from kiosk.programme.glance import hung_now, titles_of, to_be_hung
from kiosk.programme.playlists import Playlist, playlists, remove, screens_with
from kiosk.programme.rules import Line, Rules


@dataclass(frozen=True)
class Row:
    """A line of the form: what it speaks of, what is stored of it in words, and whether it is unfolded."""

    form: LineForm
    title: str
    said: str
    is_open: bool


@bp.get("/playlists")
@allow(Right.ORDER)
def playlists_page() -> Response:
    """All playlists one has to do with."""
    return _all_room(_new_form())


@bp.post("/playlists")
@allow(Right.ORDER)
@commits
def playlist_add() -> Response:
    """Another one, which changes nothing yet. The same name sent twice adds one."""
    form = _new_form(sent=True)
    if not form.validate():
        return _all_room(form, status=422)
    name, place = form.playlist_name.data or "", form.station_id.data
    found = _called(name)
    if found is not None and (found.station_id != place or found.read().lines):
        say(form.playlist_name, _("There is a playlist of this name already."))
        return _all_room(form, status=422)
    if found is None:
        station = session().get(Station, place) if place else None
        require_touch(Right.ORDER, posted_by=station.code if station else None)
        found = Playlist(name=name, station=station)
        session().add(found)
        _flushed()  # for its number
        _record("playlist.add", found, after=name)
    return go_on(url_for("admin.playlist", playlist_id=found.id))


@bp.get("/playlists/<int:playlist_id>")
@allow(Right.ORDER)
def playlist(playlist_id: int) -> Response:
    """One of them."""
    found = _in_hand(playlist_id)
    form = filled(found, _targets(found))
    return _room(found, form)


@bp.post("/playlists/<int:playlist_id>")
@allow(Right.ORDER)
@commits
def playlist_post(playlist_id: int) -> Response:
    """Save; a save over a newer version shows both and stores nothing."""
    found, form = _in_hand(playlist_id), PlaylistForm()
    _offer(form, found)
    if not _is_fine(form, found):
        return _room(found, form, status=422)
    typed, stored = form.rules(), found.read()
    if form.seen.data != str(found.version) and (typed, form.name.data) != (stored, found.name):
        return _conflict(found, form, typed)
    changed = _changed(stored, typed)
    if form.name.data != found.name:
        changed["name"] = (found.name, form.name.data)
    found.name = form.name.data or found.name
    found.keep(typed)
    _flushed()
    note("playlist.change", _subject(found), changed)
    count = len(screens_with().get(found.id, ()))
    flash(ngettext("Saved. %(num)d screen goes by it.", "Saved. %(num)d screens go by it.", count))
    return go_on(url_for("admin.playlist", playlist_id=found.id))


@bp.post("/playlists/<int:playlist_id>/remove")
@allow(Right.ORDER)
@commits
def playlist_remove(playlist_id: int) -> Response:
    """Its screens show all that is due again; sent twice, it is gone."""
    if session().get(Playlist, playlist_id) is None:
        return go_on(url_for("admin.playlists_page"))
    found = _in_hand(playlist_id)
    _record("playlist.remove", found, before=found.name)
    remove(found)
    flash(_("Removed: %(name)s. Its screens show all that is due.", name=found.name))
    return go_on(url_for("admin.playlists_page"))


def _flushed() -> None:
    """Let the database look at it: it may know of another save, or of another one of this name, made this very moment."""
    try:
        session().flush()
    except (StaleDataError, IntegrityError):
        abort(409)


def _is_fine(form: PlaylistForm, found: Playlist) -> bool:
    """True if all is well; what is not is said at its field."""
    fine = bool(form.validate())
    other = _called(form.name.data or "")
    if other is not None and other.id != found.id:
        say(form.name, _("There is a playlist of this name already."))
        return False
    return fine


def _changed(before: Rules, after: Rules) -> dict[str, tuple[object, object]]:
    """What of the lines changed, from and to, as the trail keeps it: without what is as usual."""
    old, new = ({line.target: line for line in rules.lines} for rules in (before, after))
    targets = sorted({*old, *new})
    return {
        target: (_plain(old.get(target)), _plain(new.get(target)))
        for target in targets
        if old.get(target) != new.get(target)
    }


def _plain(line: Line | None) -> dict[str, object]:
    if line is None:
        return {}
    usual = msgspec.to_builtins(Line(target=line.target))
    said = msgspec.to_builtins(line)
    return {name: value for name, value in said.items() if value != usual[name]}


def _conflict(found: Playlist, form: PlaylistForm, typed: Rules) -> Response:
    """Both side by side; saving again, now over the newest version, keeps what was typed."""
    own, said = ({one.target: one for one in rules.lines} for rules in (found.read(), typed))
    titles = _titles({*own, *said})
    differences = [
        Difference(target_said(target, titles), _told(own.get(target)), _told(said.get(target)))
        for target in sorted({*own, *said})
        if own.get(target) != said.get(target)
    ]
    if found.name != form.name.data:
        differences.insert(0, Difference(str(form.name.label.text), found.name, form.name.data))
    form.seen.data = str(found.version)
    say(form.seen, _("Somebody else saved this meanwhile."))
    return _room(found, form, status=409, differences=differences)


def _told(line: Line | None) -> str:
    return (line_said(line) or _("as usual")) if line is not None else _("as usual")


def _in_hand(playlist_id: int) -> Playlist:
    """The playlist, if the visitor may change it: the office's own is touched by the office alone."""
    found = session().get(Playlist, playlist_id)
    if found is None:
        abort(404)
    require_touch(Right.ORDER, posted_by=found.station.code if found.station else None)
    return found


def _called(name: str) -> Playlist | None:
    return session().scalar(sa.select(Playlist).where(Playlist.name == name))


def _new_form(*, sent: bool = False) -> NewPlaylistForm:
    form = NewPlaylistForm() if sent else NewPlaylistForm(formdata=None)
    who = visitor()
    own = [one for one in stations() if who.may_touch(Right.ORDER, posted_by=one.code)]
    form.offer(own, office=who.may_touch(Right.ORDER, posted_by=None))
    return form


def _offer(form: PlaylistForm, found: Playlist) -> None:
    """Let those postings be singled out that hang at its place, or will."""
    eligible = to_be_hung(station_id=found.station_id, moment=clock.now())
    form.offer(eligible, frozenset([*_targets(found), *(f"posting:{code}" for code in eligible)]))


def _targets(found: Playlist) -> list[str]:
    """The lines of the page: every kind, then what has been singled out."""
    postings = [line.target for line in found.read().lines if line.target.startswith("posting:")]
    return [*(f"kind:{name}" for name in KINDS), *postings]


def _titles(targets: set[str]) -> Mapping[str, str]:
    codes = {
        name for sort, _colon, name in (one.partition(":") for one in targets) if sort == "posting"
    }
    return titles_of(codes)


def _rows(form: PlaylistForm, found: Playlist) -> list[Row]:
    stored = {line.target: line for line in found.read().lines}
    lines = [one.form for one in form.lines if one.form.target.data]
    titles = _titles({str(one.target.data) for one in lines})
    return [
        Row(
            form=one,
            title=target_said(str(one.target.data), titles),
            said=line_said(stored[one.target.data]) if one.target.data in stored else "",
            is_open=any(name not in {"target", "shown"} for name in one.errors),
        )
        for one in lines
    ]


def _room(found: Playlist, form: PlaylistForm, *, status: int = 200, **more: object) -> Response:
    if form.more.choices == []:
        _offer(form, found)
    now = clock.now()
    rows = _rows(form, found)
    fields = [form.name, form.more, *(field for row in rows for field in row.form)]
    return page_or_fragment(
        "faces/admin/playlist.html",
        "faces/admin/_playlist_room.html",
        status=status,
        playlist=found,
        form=form,
        rows=rows,
        wrong=[field for field in fields if field.errors],
        screens=screens_with().get(found.id, []),
        hides=any(one.is_hidden for one in found.read().lines),
        unseen=unseen_by(visitor(), hung_now(moment=now), moment=now, playlist=found.id),
        **more,
    )


def _all_room(form: NewPlaylistForm, *, status: int = 200) -> Response:
    who, shared = visitor(), screens_with()
    known = [one for one in playlists() if who.sees(one.station.code if one.station else None)]
    read = {one.id: one.read() for one in known}
    titles = _titles({line.target for rules in read.values() for line in rules.lines})
    return page_or_fragment(
        "faces/admin/playlists.html",
        "faces/admin/_playlists_room.html",
        status=status,
        form=form,
        playlists=[
            (
                one,
                rules_said(read[one.id], titles),
                [screen for screen in shared.get(one.id, ()) if who.sees(screen.station.code)],
                who.may_touch(Right.ORDER, posted_by=one.station.code if one.station else None),
            )
            for one in known
        ],
    )


def _record(what: str, found: Playlist, *, before: str = "", after: str = "") -> None:
    trail.record(
        what,
        who=visitor().name,
        subject=_subject(found),
        at=clock.now(),
        before=before,
        after=after,
    )


def _subject(found: Playlist) -> str:
    return f"playlist {found.id}"
