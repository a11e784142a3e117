"""The test client: every HTML answer it gets is linted, and its posts carry the anti-forgery token."""

import contextvars
from typing import Any

from flask import Flask, has_app_context
from flask.testing import FlaskClient
from itsdangerous import URLSafeTimedSerializer
from werkzeug.test import TestResponse

from kiosk.core.db import db
from tests.databases import SERVER
from tests.lint_html import lint

SAFE_METHODS = {"GET", "HEAD", "OPTIONS"}


class PageFault(AssertionError):
    """An HTML answer breaks a rule of tests/lint_html.py."""


class KioskClient(FlaskClient):
    """A client that sees the app as a browser does.

    - A request never shares the test's database session, as it never would in life: what the test arranged is committed
      first, and read afresh afterwards.
    - Writing requests carry a valid token unless `csrf=False` is given.
    - HTML answers are linted unless `lint_html=False` is given, and but for a run on a database server: the pages are the
      same, and the run on SQLite has linted them.
    """

    def open(
        self, *args: Any, csrf: bool = True, lint_html: bool = True, **kwargs: Any
    ) -> TestResponse:
        """Make a request. `csrf` and `lint_html` switch off the extras, the rest is werkzeug's."""
        method = str(kwargs.get("method", "GET")).upper()
        if csrf and method not in SAFE_METHODS:
            headers = dict(kwargs.pop("headers", None) or {})
            headers.setdefault("X-CSRFToken", self._token())
            kwargs["headers"] = headers
        answer = self._isolated(*args, **kwargs)
        if lint_html and not SERVER:
            _lint(answer)
        return answer

    def _isolated(self, *args: Any, **kwargs: Any) -> TestResponse:
        if self.preserve_context or not has_app_context():
            return super().open(*args, **kwargs)
        db.session.commit()
        answer: TestResponse = contextvars.Context().run(super().open, *args, **kwargs)
        db.session.expire_all()
        return answer

    def _token(self) -> str:
        app: Flask = self.application
        name = app.config.get("WTF_CSRF_FIELD_NAME", "csrf_token")
        with self.session_transaction() as session:
            raw = session.setdefault(name, "f" * 40)
        secret: str | bytes = app.config.get("WTF_CSRF_SECRET_KEY") or app.secret_key or ""
        return str(URLSafeTimedSerializer(secret, salt="wtf-csrf-token").dumps(raw))


def _lint(answer: TestResponse) -> None:
    redirects = 300 <= answer.status_code < 400
    if answer.mimetype == "text/plain" and answer.get_data().lstrip().startswith(b"<"):
        raise PageFault(f"{answer.request.method} {answer.request.path}: a page sent as plain text")
    if answer.mimetype != "text/html" or redirects:
        return
    faults = lint(answer.get_data(as_text=True))
    if faults:
        raise PageFault(f"{answer.request.method} {answer.request.path}: " + "; ".join(faults))
