"""What people see when something is not there, not allowed, or broken: a sentence, never a trace."""

from __future__ import annotations

import contextlib
import logging

from flask import Flask, Response, make_response, render_template
from flask_babel import gettext as _
from flask_wtf.csrf import CSRFError
from sqlalchemy.exc import SQLAlchemyError
from werkzeug.exceptions import Gone, HTTPException

from kiosk.core.db import session
from kiosk.core.logs import FIRST_SERVER_ERROR, LOG
from kiosk.core.web import wants_fragment
from kiosk.faces.language import is_in_panel


def init_errors(app: Flask) -> None:
    """Answer every error with a page of ours."""
    app.register_error_handler(CSRFError, stale_form)
    app.register_error_handler(HTTPException, _known)
    app.register_error_handler(Exception, _unknown)


def _known(error: HTTPException) -> Response:
    if error.response is not None:
        return make_response(error.response)
    if isinstance(error, Gone) and error.description != Gone.description:
        kept = _("%(why)s What you typed is still here: copy what you need.", why=error.description)
        return answer_saying(error.code, sentence=kept)
    return answer_saying(error.code or 500)


def stale_form(_error: CSRFError) -> Response:
    """A form whose token is of another session."""
    return answer_saying(
        400, sentence=_("This page has been open too long. Reload it and try again.")
    )


def _unknown(_error: Exception) -> Response:
    LOG.log(logging.ERROR, "unhandled error", exc_info=True, extra={"facts": {}})
    # What was begun ends here, or the language of the page could not be asked for.
    with contextlib.suppress(SQLAlchemyError):
        session().rollback()
    return answer_saying(500)


def answer_saying(status: int, *, sentence: str | None = None) -> Response:
    """The whole page; to htmx only a sentence beside the form, which it must not replace."""
    in_panel = is_in_panel()
    is_fragment = in_panel and wants_fragment()
    answer = make_response(
        render_template(
            "_error_said.html" if is_fragment else "error.html",
            status=status,
            sentence=sentence or _sentence(status, in_panel=in_panel),
            in_panel=in_panel,
        ),
        status,
    )
    if is_fragment:
        # The sentence is out of band. Without a place for it, htmx would empty its target.
        answer.headers["HX-Reswap"] = "none"
    return answer


def _sentence(status: int, *, in_panel: bool) -> str:
    sentences = {
        400: _("This request could not be understood."),
        403: _("You may not open this page."),
        404: _(
            "Nothing is open at this address. The code may be mistyped, or what stood here is no longer public."
        ),
        405: _("This page cannot be used that way."),
        409: _("Somebody else was faster. Reload and try again."),
        410: _("This has ended."),
        413: _("The file is too large."),
        429: _("Too many tries. Wait a few minutes."),
        500: _("Something broke on our side. Nothing was saved; please try again."),
    }
    if in_panel:
        sentences[403] = _("Your roles do not allow this.")
        sentences[404] = _("This is not there, or no longer.")
        sentences[410] = _(
            "This draft was published or thrown away meanwhile. What you typed is still here: copy what you need."
        )
    return sentences.get(status, sentences[400 if status < FIRST_SERVER_ERROR else 500])
