"""The wall: the page a station's screen shows, and what its player asks for."""

from kiosk.faces.screen import events
from kiosk.faces.screen.views import bp

__all__ = ["OUTDATED", "PLAYER", "SHEETS", "bp", "events"]

#: The wall's style sheets, its frame's before those of the kinds. Sent as one: a slow box pays for
#: each request, these are small, and every wall needs them all.
SHEETS = (
    "core/tokens.css",
    "faces/screen/wall.css",
    "faces/screen/board.css",
    "faces/screen/people.css",
    "faces/screen/states.css",
    "programme/*.css",
    "kinds/*/wall*.css",
)
#: The wall's script, sent as one with all the modules it takes, for the same reason.
PLAYER = "faces/screen/player.js"
#: What a page gets that was made for another version of it.
OUTDATED = "faces/screen/outdated.js"
