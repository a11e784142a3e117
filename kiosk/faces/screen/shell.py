"""Which page a wall has around its boards: another one whenever a file, a word or a name in it is."""

from __future__ import annotations

import hashlib
from typing import Any

from flask import current_app, render_template

from kiosk.accounts.offices import office
from kiosk.core.i18n import html_language
from kiosk.programme.wall_words import wall_version, wall_words
from kiosk.screens.models import Screen

#: Says which page belongs around a programme.
SHELL_HEADER = "Kiosk-Shell"
#: All forgotten when full; one rendering learns it again.
MOST_KNOWN = 5000
#: By everything the page is made of. A thousand walls ask at once when something is published.
_KNOWN: dict[tuple[object, ...], str] = {}


def shell_of(screen: Screen) -> str:
    """The fingerprint of this screen's page without what is due."""
    key = (
        *_files(),
        wall_version(),
        html_language(),
        office().name,
        office().magazine,
        screen.station.name,
        screen.name,
    )
    if key not in _KNOWN:
        if len(_KNOWN) >= MOST_KNOWN:
            _KNOWN.clear()
        _KNOWN[key] = _fingerprint(screen)
    return _KNOWN[key]


def _files() -> tuple[str, ...]:
    """What templates take them for."""
    addresses: dict[str, Any] = current_app.jinja_env.globals
    return addresses["script"]("wall"), addresses["style_sheet"]("wall"), addresses["font_sheet"]()


def _fingerprint(screen: Screen) -> str:
    page = render_template(
        "faces/screen/wall.html",
        words=wall_words(),
        version=wall_version(),
        office=office(),
        now_ms=0,
        screen=screen,
        opening={"boards": {}, "needsAllFonts": True},
        shell="",
    )
    return hashlib.sha256(page.encode()).hexdigest()[:16]
