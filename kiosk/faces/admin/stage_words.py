"""The words of the stage beside the editor: `{n}` and the like are filled in by the browser, which measures."""

from __future__ import annotations

from flask_babel import gettext as _


def stage_words() -> dict[str, object]:
    """Sent with the editor's page."""
    return {
        "looks": {
            "own": _("Our screen"),
            "wide": _("Landscape 16:9"),
            "tall": _("Portrait 9:16"),
            "old": _("Old 1366"),
        },
        "lookTitle": _("{width}×{height} pixels, {inches} inches, read from {metres} m"),
        "frameTitle": _("The board on the wall: {look}"),
        "pageOf": _("{page} / {pages}"),
        "stale": _("The preview is not up to date: the server does not answer."),
        "unshown": _("This cannot be laid out yet."),
        "standing": {
            "ok": _("Fine"),
            "warn": _("Look again"),
            "bad": _("To be mended"),
        },
        "and": _(", "),
        "body": _("Body text {pixels} pixels"),
        "readFrom": _("{inches} inches: read from up to {metres} m"),
        "tooSmall": _("too small to be read from {metres} m"),
        "pages": _("{look} {pages} p."),
        "seconds": _("Stays {seconds} seconds"),
        "tooLong": _(
            "Over 4 pages few people wait for the end: a summary on the wall, the full text behind the code."
        ),
        "title": _("Title of {length} characters"),
        "titleRows": _("{rows} rows; {most} characters may be"),
        "titleMost": _("{most} characters may be"),
        "noTitle": _("No title yet"),
    }
