"""The one function that decides who may see a posting: for walls, phones and lists alike. Pure."""

from __future__ import annotations

from enum import StrEnum


class Scope(StrEnum):
    """公开范围: whom a posting is for."""

    PARTY = "party"  # 全体党员
    STAFF = "staff"  # 全所职工
    STATION_STAFF = "station_staff"  # 本站职工
    SOCIETY = "society"  # 社会


class Audience(StrEnum):
    """Who stands in front of a screen or behind a link."""

    HALL = "hall"  # drivers pass: outsiders
    STAFF = "staff"  # staff of the station
    PARTY = "party"  # the party members' room: members, who are staff too


_REACHES: dict[Audience, frozenset[Scope]] = {
    Audience.HALL: frozenset({Scope.SOCIETY}),
    Audience.STAFF: frozenset({Scope.SOCIETY, Scope.STAFF, Scope.STATION_STAFF}),
    Audience.PARTY: frozenset(Scope),
}


def may_see(*, scope: str, posted_by: str | None, audience: str, viewed_at: str | None) -> bool:
    """True if what has `scope` may be seen by `audience` at station `viewed_at`.

    `posted_by` is the posting's station code, None for the office's own. A station's posting hangs
    at that station only, whatever its scope; the office's hang everywhere their scope allows.
    `viewed_at` None is nowhere in particular (the open list): only the office's postings.
    """
    if posted_by is not None and posted_by != viewed_at:
        return False
    return Scope(scope) in _REACHES[Audience(audience)]
