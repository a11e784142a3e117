"""What the editor says by itself; `{n}` and the like are filled in by the browser."""

from __future__ import annotations

from flask_babel import gettext as _


def stage_words() -> dict[str, object]:
    """Of the wall beside the form, which the browser measures."""
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
        "noBody": _("No body text: the title and the picture speak"),
        "readFrom": _("{inches} inches: read from up to {metres} m"),
        "tooSmall": _("too small to be read from {metres} m"),
        "pages": _("{look} {pages} p."),
        "seconds": _("Stays {seconds} seconds"),
        "tooLong": _(
            "{look}: over 4 pages few people wait for the end. A summary on the wall, the full text behind the code."
        ),
        "inRounds": _(
            "{shown} of the {all} rows are shown in one round, the next ones in the next. All of them at once are kinder to read on the phone: put what matters, or the totals, into the text."
        ),
        "onlyFirst": _("The wall goes as far as row {there}; the phone and paper have all."),
        "title": _("Title of {length} characters"),
        "titleRows": _("{rows} rows; {most} characters may be"),
        "titleMost": _("{most} characters may be"),
        "noTitle": _("No title yet"),
    }


def desk_words() -> dict[str, str]:
    """Of saving, when it does not go as usual."""
    return {
        "offline": _(
            "No connection to the server. What you typed is kept in this browser and will be saved as soon as it answers."
        ),
        "ended": _(
            "You have been signed out. What you typed is still here, and will be saved once you have signed in again."
        ),
        "signIn": _("Sign in again (a small window opens)"),
        "tooLong": _(
            "This is more than a draft holds, so it could not be saved. What you typed is still here."
        ),
        "busy": _("Saving…"),
        "unsaved": _("On {day} at {time} something was typed here that never reached the server."),
        "takeBack": _("Take it back"),
        "forget": _("Throw it away"),
    }
