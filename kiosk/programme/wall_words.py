"""The words the player says by itself, in the office's language."""

from __future__ import annotations

from flask_babel import gettext as _

from kiosk.core.assets import script_version
from kiosk.version import VERSION


def wall_version() -> str:
    """Which version of the wall is sent now: a wall tells which one it runs, and one sees whether it is old."""
    return f"{VERSION}-{script_version('wall')}"


def wall_words() -> dict[str, object]:
    """Sent with the wall's page; `{n}` and the like are filled in by the player."""
    return {
        "weekdays": [
            _("Sunday"),
            _("Monday"),
            _("Tuesday"),
            _("Wednesday"),
            _("Thursday"),
            _("Friday"),
            _("Saturday"),
        ],
        "date": _("{month}/{day}"),
        "workingDays": _("({n} working days)"),
        "total": _("Total"),
        "subtotal": _("This page"),
        "grandTotal": _("Total of {n} rows"),
        "pageOf": _("/ {pages} pages"),
        "restByQr": _("{n} more rows: scan the code"),
        "allByQr": _("Scan for all {n} rows"),
        "fromRow": _("From row {n}"),
        "offline": _("Network down, showing {time}"),
        "codeLasts": _("The code changes in {minutes} min {seconds} s."),
        "landscape": _("landscape"),
        "portrait": _("portrait"),
    }
