"""Whose language an answer speaks: the office's on walls and phones, one's own in the panel."""

from __future__ import annotations

import contextlib
import sqlite3

from flask import g, has_request_context, request
from flask import session as cookie
from sqlalchemy.exc import SQLAlchemyError

from kiosk.accounts.offices import office
from kiosk.accounts.operations import account_of_session
from kiosk.core.db import session
from kiosk.core.i18n import DEFAULT_LANGUAGE

#: SQLite's own error comes unwrapped when the file is no database at all.
_UNREADABLE = (SQLAlchemyError, sqlite3.Error)


def choose_language() -> None:
    """Ask before the view: what it writes must not begin with a question. For `before_request`."""
    if "language" not in g:
        g.language = language_of_request()


def language_of_request() -> str:
    """The language of the answer that is being made; Chinese where nobody can say.

    Error pages ask as well, so a broken database or one without tables must do no more harm.
    """
    if not has_request_context():
        return DEFAULT_LANGUAGE
    try:
        return _own_language() or office().language
    except _UNREADABLE:
        with contextlib.suppress(*_UNREADABLE):
            session().rollback()
        return DEFAULT_LANGUAGE


def is_in_panel() -> bool:
    """True for every address of the panel, those it does not have included."""
    return request.path == "/admin" or request.path.startswith("/admin/")


def _own_language() -> str | None:
    number, version = cookie.get("account"), cookie.get("version")
    if not (is_in_panel() and isinstance(number, int) and isinstance(version, int)):
        return None
    account = account_of_session(number, session_version=version)
    return account.language if account else None
