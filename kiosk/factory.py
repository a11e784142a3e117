"""Put the application together."""

from __future__ import annotations

import contextlib
import os
import secrets
import tempfile
from pathlib import Path

from flask import Flask
from flask_wtf import CSRFProtect
from werkzeug.middleware.proxy_fix import ProxyFix

from kiosk.core import formats, i18n, logs, qr, text, web
from kiosk.core.assets import init_assets
from kiosk.core.config import KEY_FILE, Settings
from kiosk.core.db import init_db
from kiosk.faces import admin, errors, health, media, phone, screen
from kiosk.faces.language import language_of_request
from kiosk.faces.screen.shell import shells
from kiosk.faces.screen.steady import init_steady
from kiosk.kinds.registry import KINDS
from kiosk.kinds.wording import (
    name_signed,
    signature_line,
    signature_parts,
    signature_read,
    star_word,
)
from kiosk.postings.wording import category_name, form_word
from kiosk.programme import signal
from kiosk.programme.ahead import init_ahead
from kiosk.programme.watcher import init_watcher, watcher_of

ROOT = Path(__file__).resolve().parent.parent
#: An honor board of sixty with everything filled in; Flask's own limits would refuse to save it.
MOST_FORM_PARTS = 4000
MOST_FORM_BYTES = 8 * 1024 * 1024


def create_app(settings: Settings | None = None) -> Flask:
    """Make the application. Without `settings`, reads the environment (and may raise BadSetting)."""
    settings = settings or Settings.from_env()
    app = Flask(
        "kiosk",
        root_path=str(ROOT),
        template_folder="templates",
        static_folder="static",
        instance_path=str(settings.instance),
    )
    settings.instance.mkdir(parents=True, exist_ok=True)
    app.config.update(
        SECRET_KEY=_secret_key(settings.instance),
        SETTINGS=settings,
        TESTING=settings.testing,
        MAX_CONTENT_LENGTH=settings.most_request_bytes,
        MAX_FORM_PARTS=MOST_FORM_PARTS,
        MAX_FORM_MEMORY_SIZE=MOST_FORM_BYTES,
        SESSION_COOKIE_HTTPONLY=True,
        SESSION_COOKIE_SECURE=settings.base_url.startswith("https://"),
        SESSION_COOKIE_SAMESITE="Lax",
        SESSION_COOKIE_NAME="kiosk_session",
        WTF_CSRF_TIME_LIMIT=None,
    )
    init_db(app, database_url=settings.database_url)
    signal.watch()
    init_watcher(app, most=settings.most_streams)
    watcher_of(app).prepare = init_ahead(app, shells).make
    logs.init_logs(app)
    web.init_web(app)
    i18n.init_i18n(app, chosen=language_of_request)
    formats.init_formats(app)
    init_assets(
        app,
        sheets={"wall": screen.SHEETS},
        scripts={"wall": screen.PLAYER},
        outdated={"wall": screen.OUTDATED},
        compressed=frozenset({screen.bp.name, phone.bp.name}),
    )
    _say_in_templates(app)
    csrf = CSRFProtect(app)
    # A device has no session a stranger's page could borrow: its cookie reaches /screen only.
    csrf.exempt(screen.bp)
    for face in (screen.bp, phone.bp, admin.bp, health.bp):
        app.register_blueprint(face)
    media.init_media(app)
    errors.init_errors(app)
    init_steady(app)
    if settings.trusted_proxies:
        _believe_proxies(app, count=settings.trusted_proxies)
    return app


def _say_in_templates(app: Flask) -> None:
    """Give templates the words and shapes of the layers below."""
    app.jinja_env.filters.update(
        blocks=text.blocks,
        unbroken=text.unbroken,
        in_cell=text.in_cell,
        in_words=text.in_words,
        person=text.person,
        heading=text.heading,
        category_name=category_name,
        form_word=form_word,
    )
    app.jinja_env.globals.update(
        qr_svg=qr.svg,
        name_signed=name_signed,
        signature_line=signature_line,
        signature_parts=signature_parts,
        signature_read=signature_read,
        star_word=star_word,
        kinds=KINDS,
    )


def _believe_proxies(app: Flask, *, count: int) -> None:
    """Take who asks from X-Forwarded-For, as the last `count` proxies say; nothing else they claim."""
    app.wsgi_app = ProxyFix(  # type: ignore[method-assign]  # Flask's own way
        app.wsgi_app, x_for=count, x_proto=0, x_host=0, x_port=0, x_prefix=0
    )


def _secret_key(instance: Path) -> str:
    """The key that signs sessions, made once and kept beside the data."""
    path = instance / KEY_FILE
    if not path.exists():
        handle, temporary = tempfile.mkstemp(dir=instance)
        with os.fdopen(handle, "w") as file:
            file.write(secrets.token_hex(32))
        # A link appears whole or not at all: of two processes that start at once, one makes it
        # and both read the same.
        with contextlib.suppress(FileExistsError):
            os.link(temporary, path)
        Path(temporary).unlink()
    return path.read_text()
