"""What every page of the panel has around it: who is here, where one can go, what just happened."""

from __future__ import annotations

from dataclasses import dataclass

from flask import g, request, url_for
from flask_babel import lazy_gettext as _l

from kiosk.accounts.offices import office
from kiosk.accounts.roles import Right
from kiosk.core.i18n import LANGUAGES
from kiosk.core.web import wants_fragment
from kiosk.faces.admin.access import Visitor
from kiosk.faces.admin.answers import own_address
from kiosk.faces.admin.blueprint import bp
from kiosk.faces.admin.words import LANGUAGE_NAMES, role_names


@dataclass(frozen=True)
class Door:
    """A way from any page to one of the rooms."""

    endpoint: str
    label: object
    right: Right
    #: Pages that belong to this room too.
    inside: tuple[str, ...] = ()

    @property
    def address(self) -> str:
        return url_for(self.endpoint)

    @property
    def is_here(self) -> bool:
        return request.endpoint in {self.endpoint, *self.inside}


DOORS = (
    Door("admin.home", _l("Overview"), Right.SEE_PANEL, ("admin.remove_sample",)),
    Door(
        "admin.postings",
        _l("Postings"),
        Right.SEE_PANEL,
        (
            "admin.new",
            "admin.posting",
            "admin.take_down",
            "admin.edit",
            "admin.sheet",
            "admin.sheet_post",
            "admin.edit_post",
            "admin.publish_page",
            "admin.publish_post",
            "admin.rotation_page",
            "admin.rotation_post",
        ),
    ),
    Door(
        "admin.screens",
        _l("Screens"),
        Right.SEE_PANEL,
        (
            "admin.screens_pair",
            "admin.pair",
            "admin.pair_post",
            "admin.screen",
            "admin.screen_post",
            "admin.screen_link",
        ),
    ),
    Door(
        "admin.settings",
        _l("Settings"),
        Right.CHANGE_SETTINGS,
        (
            "admin.settings_post",
            "admin.begin",
            "admin.begin_post",
            "admin.station",
            "admin.station_post",
            "admin.category",
            "admin.category_post",
        ),
    ),
    Door(
        "admin.accounts",
        _l("Accounts"),
        Right.MANAGE_PEOPLE,
        ("admin.account_add", "admin.account", "admin.account_post", "admin.account_password"),
    ),
    Door("admin.roles", _l("Roles"), Right.SEE_PANEL),
)


@bp.context_processor
def frame() -> dict[str, object]:
    """The values of layout.html."""
    who: Visitor | None = g.get("visitor")
    inside = who if who and not who.must_change_password else None
    return {
        "visitor": who,
        "visitor_roles": role_names(who.holdings) if who else "",
        "doors": [door for door in DOORS if inside and inside.may(door.right)],
        "office": office(),
        "is_fragment": wants_fragment(),
        "here": own_address(request.full_path.rstrip("?")) if request.method == "GET" else "",
        "languages": [(code, LANGUAGE_NAMES[code]) for code in LANGUAGES],
    }
