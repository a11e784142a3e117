"""The panel: everything on the walls is made, checked and taken down here. One module a room."""

from kiosk.faces.admin import (
    account,
    accounts,
    frame,
    home,
    ordering,
    pairing,
    posting,
    postings,
    previewing,
    publishing,
    roles,
    screens,
    settings,
    sheets,
    sign_in,
    uploads,
    writing,
)
from kiosk.faces.admin.blueprint import bp

__all__ = [
    "account",
    "accounts",
    "bp",
    "frame",
    "home",
    "ordering",
    "pairing",
    "posting",
    "postings",
    "previewing",
    "publishing",
    "roles",
    "screens",
    "settings",
    "sheets",
    "sign_in",
    "uploads",
    "writing",
]
