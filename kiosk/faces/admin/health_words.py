"""What screens report of themselves, in words."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_babel import ngettext

from kiosk.faces.admin.reading import Wall
from kiosk.faces.admin.words import clock_time, how_long
from kiosk.screens.health import DRIFT_WORTH_SAYING, Ask, Asked
from kiosk.screens.models import ScreenReport

#: Trouble that is older says nothing of how a screen is now.
TROUBLE_COUNTS_FOR = timedelta(days=1)
#: What is on changes with every page: said with its time once it is older than that.
FRESH = timedelta(seconds=75)
#: Walls answer within seconds; for so long a page asks whether this one has.
AWAITED_FOR = timedelta(seconds=30)
MEGABYTES_A_GIGABYTE = 1024
SECONDS_A_MINUTE = 60
#: Any moment will do to reckon a length from; a box may be decades off.
EPOCH = datetime(1970, 1, 1, tzinfo=UTC)

ASKED = {
    (Ask.RELOAD, "waiting"): _l("Asked at %(time)s to load itself anew; it has not answered yet."),
    (Ask.RELOAD, "done"): _l("Asked at %(time)s to load itself anew, and did."),
    (Ask.RELOAD, "void"): _l("Asked at %(time)s to load itself anew, but never did."),
    (Ask.IDENTIFY, "waiting"): _l("Asked at %(time)s for its number; it has not shown it yet."),
    (Ask.IDENTIFY, "done"): _l("Asked at %(time)s for its number, and showed it."),
    (Ask.IDENTIFY, "void"): _l("Asked at %(time)s for its number, but never showed it."),
}


def asked(said: Asked, *, now: datetime) -> str:
    """What it was asked last, and what came of it."""
    return str(ASKED[said.what, said.state]) % {"time": clock_time(said.at, now)}


def is_awaited(said: Asked, *, now: datetime) -> bool:
    """True while somebody may be looking at the page for what comes of it."""
    return said.state == "waiting" and now - said.at < AWAITED_FOR


def drift(report: ScreenReport) -> str:
    """How far its own clock is from ours; empty: it does not say."""
    if report.drift_s is None:
        return ""
    if not drifts(report):
        return _("right")
    lasts = _lasting(abs(report.drift_s))
    return _("%(time)s fast", time=lasts) if report.drift_s > 0 else _("%(time)s slow", time=lasts)


def _lasting(seconds: int) -> str:
    if seconds < SECONDS_A_MINUTE:
        return ngettext("%(num)d second", "%(num)d seconds", seconds)
    return how_long(EPOCH, EPOCH + timedelta(seconds=seconds))


def drifts(report: ScreenReport) -> bool:
    """True if somebody should set its clock."""
    return report.drift_s is not None and abs(report.drift_s) >= DRIFT_WORTH_SAYING.total_seconds()


def megabytes(number: int | None) -> str:
    """34 MB, 1.5 GB; empty: nobody knows."""
    if number is None:
        return ""
    if number < MEGABYTES_A_GIGABYTE:
        return f"{number} MB"
    return f"{number / MEGABYTES_A_GIGABYTE:.1f} GB"


def is_fresh(report: ScreenReport, now: datetime) -> bool:
    """True while what it said is on can still be on."""
    return now - report.seen_at < FRESH


def worries(wall: Wall, *, newest: str, now: datetime) -> Iterator[str]:
    """What somebody should look after, of a screen that is heard of; `newest` is the version that is sent now."""
    report = wall.report
    if report is None or wall.state != "online":
        return
    if drifts(report):
        yield _("Clock %(drift)s", drift=drift(report))
    if report.version and report.version != newest:
        yield _("Old version")
    if report.error_at is not None and now - report.error_at < TROUBLE_COUNTS_FOR:
        yield _("Trouble at %(time)s", time=clock_time(report.error_at, now))
