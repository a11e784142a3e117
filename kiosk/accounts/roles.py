"""The one table of who may do what. The route-walk test and the page that shows it read it too."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum


class Role(StrEnum):
    """The parts people play; the Chinese words stand in the catalogue."""

    CLERK = "clerk"
    CONTRIBUTOR = "contributor"
    STATION_CHIEF = "station_chief"
    PARTY_SIGNER = "party_signer"
    ADMIN_SIGNER = "admin_signer"
    SECRECY_REVIEWER = "secrecy_reviewer"
    INTEGRITY_SUPERVISOR = "integrity_supervisor"
    OBJECTION_HANDLER = "objection_handler"
    SYSTEM_ADMIN = "system_admin"


class Right(StrEnum):
    """What a view can ask for."""

    SEE_PANEL = "see_panel"
    PAIR_SCREENS = "pair_screens"
    WRITE = "write"
    PUBLISH = "publish"
    REVIEW = "review"
    SIGN = "sign"
    SEND_BACK = "send_back"
    TAKE_DOWN = "take_down"
    TAKE_OVER = "take_over"
    ORDER = "order"
    CHANGE_SETTINGS = "change_settings"
    MANAGE_PEOPLE = "manage_people"
    REMOVE_SAMPLE = "remove_sample"
    SEE_TRAIL = "see_trail"
    KEEP_FINDS = "keep_finds"
    SEE_DUTIES = "see_duties"
    KEEP_DUTIES = "keep_duties"
    SEE_REGISTER = "see_register"


EVERY_ROLE = frozenset(Role)
SIGNERS = frozenset(
    {Role.PARTY_SIGNER, Role.ADMIN_SIGNER, Role.STATION_CHIEF, Role.INTEGRITY_SUPERVISOR}
)

MAY: dict[Right, frozenset[Role]] = {
    Right.SEE_PANEL: EVERY_ROLE,
    Right.PAIR_SCREENS: frozenset({Role.SYSTEM_ADMIN, Role.CLERK, Role.STATION_CHIEF}),
    Right.WRITE: frozenset({Role.CLERK, Role.CONTRIBUTOR, Role.STATION_CHIEF}),
    Right.PUBLISH: frozenset({Role.CLERK, Role.STATION_CHIEF}),
    # Before it is decided on: necessary, true, and no secret (DOMAIN §2.3).
    Right.REVIEW: frozenset({Role.SECRECY_REVIEWER}),
    Right.SIGN: SIGNERS,
    Right.SEND_BACK: SIGNERS | {Role.SECRECY_REVIEWER},
    Right.TAKE_DOWN: frozenset(
        {Role.CLERK, Role.STATION_CHIEF, Role.PARTY_SIGNER, Role.ADMIN_SIGNER}
    ),
    # Who answers for what happens on the road, at their own station or in the office; reviewed afterwards.
    Right.TAKE_OVER: frozenset(
        {Role.CLERK, Role.STATION_CHIEF, Role.PARTY_SIGNER, Role.ADMIN_SIGNER}
    ),
    Right.ORDER: frozenset({Role.SYSTEM_ADMIN, Role.CLERK, Role.STATION_CHIEF}),
    Right.CHANGE_SETTINGS: frozenset({Role.SYSTEM_ADMIN}),
    Right.MANAGE_PEOPLE: frozenset({Role.SYSTEM_ADMIN}),
    Right.REMOVE_SAMPLE: frozenset({Role.SYSTEM_ADMIN}),
    # Who answers for what was done, who watches over it, and who keeps the house.
    Right.SEE_TRAIL: frozenset(
        {
            Role.PARTY_SIGNER,
            Role.ADMIN_SIGNER,
            Role.INTEGRITY_SUPERVISOR,
            Role.OBJECTION_HANDLER,
            Role.SYSTEM_ADMIN,
        }
    ),
    # Whoever writes for one category only has nothing to look up there.
    Right.SEE_REGISTER: EVERY_ROLE - {Role.CONTRIBUTOR},
    # What the check on privacy and secrecy has found may stand, with a reason (DOMAIN §2.9).
    Right.KEEP_FINDS: frozenset({Role.SECRECY_REVIEWER}),
    # What is due in time concerns everybody but those who write one category alone.
    Right.SEE_DUTIES: EVERY_ROLE - {Role.CONTRIBUTOR},
    # Visits, talks, reminders: theirs who answer for them, and nobody else's.
    Right.KEEP_DUTIES: frozenset(
        {Role.CLERK, Role.PARTY_SIGNER, Role.ADMIN_SIGNER, Role.SYSTEM_ADMIN}
    ),
}


@dataclass(frozen=True)
class Holding:
    """A role somebody holds; `station` is a station's code, or None for the whole office.

    `category` is the code of the one category a contributor writes for, None for all. `stands_for` says
    in whose place a deputy holds it, and why.
    """

    role: Role
    station: str | None = None
    category: str | None = None
    stands_for: str = ""


def may(right: Right, holdings: Iterable[Holding], *, station: str | None = None) -> bool:
    """True if one of `holdings` gives `right`, over the office or over the station in question.

    A right asked for without a station is about the office as a whole and needs only the role,
    because what a station's people may then touch is decided again for each station.
    """
    return any(
        held.role in MAY[right] and (station is None or held.station in {None, station})
        for held in holdings
    )


def may_touch(
    right: Right,
    holdings: Iterable[Holding],
    *,
    posted_by: str | None,
    category: str | None = None,
) -> bool:
    """True if one of `holdings` gives `right` over a posting of the station `posted_by`.

    What is the office's own (None) is touched only by those who hold the role for the whole office.
    A `category` narrows the question to postings of that category; None asks about any at all.
    """
    return any(
        held.role in MAY[right]
        and (held.station is None or held.station == posted_by)
        and (held.category is None or category is None or held.category == category)
        for held in holdings
    )
