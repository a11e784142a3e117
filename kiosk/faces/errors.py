"""What people see when something is not there, not allowed, or broken: a sentence, never a trace."""

from __future__ import annotations

import logging

from flask import Flask, Response, make_response, render_template
from flask_babel import gettext as _
from flask_wtf.csrf import CSRFError
from werkzeug.exceptions import HTTPException

from kiosk.accounts.offices import UNNAMED
from kiosk.core.logs import FIRST_SERVER_ERROR, LOG


def init_errors(app: Flask) -> None:
    """Answer every error with a page of ours."""
    app.register_error_handler(CSRFError, _stale_form)
    app.register_error_handler(HTTPException, _known)
    app.register_error_handler(Exception, _unknown)


def _known(error: HTTPException) -> Response:
    if error.response is not None:
        return make_response(error.response)
    return _page(error.code or 500)


def _stale_form(_error: CSRFError) -> Response:
    return _page(400, sentence=_("This page has been open too long. Reload it and try again."))


def _unknown(_error: Exception) -> Response:
    LOG.log(logging.ERROR, "unhandled error", exc_info=True, extra={"facts": {}})
    return _page(500)


def _page(status: int, *, sentence: str | None = None) -> Response:
    sentences = {
        400: _("This request could not be understood."),
        403: _("You may not open this page."),
        404: _("There is nothing at this address. The code may be mistyped, or the paper old."),
        405: _("This page cannot be used that way."),
        409: _("Somebody else was faster. Reload and try again."),
        410: _("This has ended."),
        413: _("The file is too large."),
        429: _("Too many tries. Wait a few minutes."),
        500: _("Something broke on our side. Nothing was saved; please try again."),
    }
    return make_response(
        render_template(
            "error.html",
            status=status,
            sentence=sentence
            or sentences.get(status, sentences[400 if status < FIRST_SERVER_ERROR else 500]),
            # The database may be what broke: an error page asks it nothing.
            office=UNNAMED,
        ),
        status,
    )
