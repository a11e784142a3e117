"""Which page a wall has around its boards: another one whenever a file, a word or a name in it is."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Hashable
from typing import Any

from flask import current_app, render_template

from kiosk.accounts.models import Station
from kiosk.accounts.offices import office
from kiosk.core.i18n import html_language
from kiosk.programme.wall_words import wall_version, wall_words
from kiosk.screens.models import Screen

#: Says which page belongs around a programme.
SHELL_HEADER = "Kiosk-Shell"
#: All forgotten when full; one rendering learns it again.
MOST_KNOWN = 100
#: What pages are without a screen's names, by everything else they are made of.
_KNOWN: dict[Hashable, str] = {}


def shell_of(screen: Screen) -> str:
    """The fingerprint of this screen's page without what is due."""
    return shells()(screen)


def shells() -> Callable[[Screen], str]:
    """Tells that fingerprint of any screen. What all pages share is looked up once: a thousand walls ask at a time."""
    shared = _shared()

    def shell(screen: Screen) -> str:
        said = "\0".join((shared, screen.station.name, screen.name))
        return hashlib.sha256(said.encode()).hexdigest()[:16]

    return shell


def _shared() -> str:
    key = (*_files(), wall_version(), html_language(), office().name, office().magazine)
    if key not in _KNOWN:
        if len(_KNOWN) >= MOST_KNOWN:
            _KNOWN.clear()
        _KNOWN[key] = _page_of_nobody()
    return _KNOWN[key]


def _files() -> tuple[str, ...]:
    """What templates take them for."""
    addresses: dict[str, Any] = current_app.jinja_env.globals
    return addresses["script"]("wall"), addresses["style_sheet"]("wall"), addresses["font_sheet"]()


def _page_of_nobody() -> str:
    return render_template(
        "faces/screen/wall.html",
        words=wall_words(),
        version=wall_version(),
        office=office(),
        now_ms=0,
        screen=Screen(name="", station=Station(name="")),
        opening={"boards": {}, "needsAllFonts": True},
        shell="",
    )
