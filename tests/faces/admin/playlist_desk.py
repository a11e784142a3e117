"""A playlist's page as a browser sends it back: every field as it stands there, but for what is typed."""

from __future__ import annotations

from typing import Any

from bs4 import BeautifulSoup, Tag

from kiosk.core.db import db
from kiosk.programme.playlists import Playlist
from kiosk.programme.rules import Line, Rules
from tests.client import KioskClient


def made(name: str = "午间", station: Any = None, *lines: Line) -> Playlist:
    """A playlist, stored."""
    playlist = Playlist(name=name, station=station)
    playlist.keep(Rules(lines=lines))
    db.session.add(playlist)
    db.session.commit()
    return playlist


def address(playlist: Playlist) -> str:
    return f"/admin/playlists/{playlist.id}"


def fields(client: KioskClient, playlist: Playlist) -> dict[str, Any]:
    """What its form would send, untouched."""
    page = BeautifulSoup(client.get(address(playlist)).text, "html.parser")
    form = page.select_one(f'form[action="{address(playlist)}"]')
    assert form is not None
    found: dict[str, Any] = {}
    for one in form.select("input[name], select[name]"):
        if one.get("type") == "checkbox" and not one.has_attr("checked"):
            continue
        value = _chosen(one) if one.name == "select" else one.get("value", "")
        found.setdefault(str(one["name"]), []).append(value)
    return found


def line_of(typed: dict[str, Any], target: str) -> str:
    """Where the fields of a line begin: lines-3-"""
    name = next(name for name, value in typed.items() if value == [target])
    return name.removesuffix("target")


def saved(client: KioskClient, playlist: Playlist, target: str, **said: Any) -> Any:
    """Save it with one line changed."""
    typed = fields(client, playlist)
    at = line_of(typed, target)
    typed.update({f"{at}{name}": value for name, value in said.items()})
    return client.post(address(playlist), data=typed)


def _chosen(select: Tag) -> str:
    options = select.select("option")
    picked = [one for one in options if one.has_attr("selected")] or options[:1]
    return str(picked[0]["value"]) if picked else ""
