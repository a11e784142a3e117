"""What every page of the panel has around it: who is here, where one can go, what just happened."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from flask import g, request, url_for
from flask_babel import lazy_gettext as _l
from flask_babel import ngettext

from kiosk.accounts.offices import office
from kiosk.accounts.roles import Right
from kiosk.core import clock
from kiosk.core.i18n import LANGUAGES
from kiosk.core.web import wants_fragment
from kiosk.faces.admin import reading, waiting
from kiosk.faces.admin.access import Visitor
from kiosk.faces.admin.answers import own_address
from kiosk.faces.admin.blueprint import bp
from kiosk.faces.admin.due import overdue
from kiosk.faces.admin.takeovers import may_at, to_review_by
from kiosk.faces.admin.words import KINDS, LANGUAGE_NAMES, role_names
from kiosk.programme.takeovers import Takeover, not_over


@dataclass(frozen=True)
class Door:
    """A way from any page to one of the rooms."""

    endpoint: str
    label: object
    right: Right
    #: Pages that belong to this room too.
    inside: tuple[str, ...] = ()
    #: The room is one kind of posting in the list of all.
    kind: str = ""

    @property
    def address(self) -> str:
        return url_for(self.endpoint, kind=self.kind or None)

    @property
    def is_here(self) -> bool:
        if self.endpoint != "admin.postings":
            return request.endpoint in {self.endpoint, *self.inside}
        if request.endpoint != self.endpoint and request.endpoint not in INSIDE_POSTINGS:
            return False
        asked = g.get("posting_kind") or request.args.get("kind", "")
        return asked == self.kind or (not self.kind and asked not in KIND_ROOMS)


#: The kinds people look for by name; the others are found among all postings.
KIND_ROOMS = ("notices", "stars", "honors", "moments")
#: Pages that belong to the room of the kind they are about; to that of all postings if they are about none.
INSIDE_POSTINGS = frozenset(
    {
        "admin.new",
        "admin.posting",
        "admin.evidence",
        "admin.lengthen_post",
        "admin.take_down",
        "admin.take_down_page",
        "admin.conclusion_page",
        "admin.conclusion_post",
        "admin.chosen",
        "admin.compare",
        "admin.edit",
        "admin.sheet",
        "admin.sheet_post",
        "admin.edit_post",
        "admin.publish_page",
        "admin.publish_post",
        "admin.submit_post",
        "admin.approval",
        "admin.review_post",
        "admin.sign_post",
        "admin.send_back_post",
        "admin.recall_post",
        "admin.paper_page",
        "admin.paper_post",
        "admin.rotation_page",
        "admin.rotation_post",
    }
)

DOORS = (
    Door("admin.home", _l("Overview"), Right.SEE_PANEL, ("admin.remove_sample",)),
    *(Door("admin.postings", KINDS[kind], Right.SEE_PANEL, kind=kind) for kind in KIND_ROOMS),
    Door("admin.postings", _l("All postings"), Right.SEE_PANEL),
    Door(
        "admin.duties",
        _l("Due dates"),
        Right.SEE_DUTIES,
        (
            "admin.duty_nothing",
            "admin.duty",
            "admin.duty_post",
            "admin.duty_add",
            "admin.duty_done",
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
            "admin.screen_turns",
            "admin.screen_asked",
            "admin.screen_reload",
            "admin.screen_identify",
            "admin.playlists_page",
            "admin.playlist_add",
            "admin.playlist",
            "admin.playlist_post",
        ),
    ),
    Door(
        "admin.takeover_room",
        _l("Takeovers"),
        Right.SEE_PANEL,
        (
            "admin.takeover",
            "admin.takeover_new",
            "admin.takeover_begin",
            "admin.takeover_lengthen",
            "admin.takeover_end",
            "admin.takeover_review",
        ),
    ),
    Door(
        "admin.register", _l("Register"), Right.SEE_REGISTER, ("admin.register_begin", "admin.kept")
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
            "admin.category_add",
            "admin.page_times_post",
            "admin.calendar",
            "admin.calendar_post",
            "admin.people",
            "admin.person_add",
            "admin.person",
            "admin.person_post",
        ),
    ),
    Door(
        "admin.accounts",
        _l("Accounts"),
        Right.MANAGE_PEOPLE,
        (
            "admin.account_add",
            "admin.account",
            "admin.account_post",
            "admin.account_password",
            "admin.deputy_add",
            "admin.deputy_end",
        ),
    ),
    Door("admin.roles", _l("Roles"), Right.SEE_PANEL),
    Door("admin.trail", _l("Trail"), Right.SEE_TRAIL),
)


@dataclass(frozen=True)
class Badge:
    """That something waits in a room: how much, and what it is in words."""

    count: int
    says: str


@bp.context_processor
def frame() -> dict[str, object]:
    """The values of layout.html."""
    who: Visitor | None = g.get("visitor")
    inside = who if who and not who.must_change_password else None
    return {
        "visitor": who,
        "visitor_roles": role_names(who.holdings) if who else "",
        "doors": [door for door in DOORS if inside and inside.may(door.right)],
        # Asked by whole pages alone: a fragment brings no navigation along.
        "badges": lambda: badges(inside) if inside else {},
        "taken_over": lambda: _taken_over(inside) if inside else [],
        "office": office(),
        "server_ms": clock.milliseconds(clock.now()),
        "is_fragment": wants_fragment(),
        "here": own_address(request.full_path.rstrip("?")) if request.method == "GET" else "",
        "languages": [(code, LANGUAGE_NAMES[code]) for code in LANGUAGES],
    }


def _taken_over(who: Visitor) -> list[tuple[Takeover, bool]]:
    """What has replaced everything on some screens now, and whether `who` may end it."""
    running = not_over(clock.now())
    return [(one, may_at(who, Right.TAKE_OVER, one.place)) for one in running]


def badges(who: Visitor) -> Mapping[str, Badge]:
    """What waits where, by the address of the room."""
    counts = waiting.drafts_by_kind(who)
    found = {
        url_for("admin.postings", kind=kind): Badge(
            counts[kind], ngettext("%(num)d draft", "%(num)d drafts", counts[kind])
        )
        for kind in KIND_ROOMS
        if counts.get(kind)
    }
    late = len(overdue(who))
    if late:
        says = ngettext("%(num)d overdue", "%(num)d overdue", late)
        found[url_for("admin.duties")] = Badge(late, says)
    silent = reading.silent_screens(moment=clock.now(), sees=who.sees)
    if silent:
        words = ngettext("%(num)d silent", "%(num)d silent", silent)
        found[url_for("admin.screens")] = Badge(silent, words)
    reviews = len(to_review_by(who))
    if reviews:
        words = ngettext("%(num)d to be reviewed", "%(num)d to be reviewed", reviews)
        found[url_for("admin.takeover_room")] = Badge(reviews, words)
    return found
