"""Two languages, Chinese first: which one an answer speaks."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import cast

from flask import Flask, current_app, g
from flask_babel import Babel, force_locale, lazy_gettext

LANGUAGES = ("zh_CN", "en")
DEFAULT_LANGUAGE = "zh_CN"
CHOOSER = "kiosk-language"
TRANSLATIONS = Path(__file__).resolve().parent.parent / "translations"


def init_i18n(app: Flask, *, chosen: Callable[[], str]) -> None:
    """Install the catalogues. `chosen` says what an answer speaks that sets no `g.language` itself."""
    app.extensions[CHOOSER] = chosen
    app.config["BABEL_DEFAULT_LOCALE"] = DEFAULT_LANGUAGE
    app.config["BABEL_DEFAULT_TIMEZONE"] = "Asia/Shanghai"
    app.config["BABEL_TRANSLATION_DIRECTORIES"] = str(TRANSLATIONS)
    Babel(app, locale_selector=language)  # type: ignore[no-untyped-call]  # it has no annotations
    app.jinja_env.globals["html_language"] = html_language


def language() -> str:
    """The language of this answer, found when its first word is said."""
    if "language" not in g:
        g.language = current_app.extensions[CHOOSER]()
    chosen: str = g.language
    return chosen if chosen in LANGUAGES else DEFAULT_LANGUAGE


@contextmanager
def speaking(chosen: str) -> Iterator[None]:
    """Another language than the rest of the answer: a wall's, shown in the panel."""
    before = language()
    g.language = chosen
    try:
        with force_locale(language()):
            yield
    finally:
        g.language = before


def html_language() -> str:
    """The language of this answer as HTML's `lang` says it."""
    return "zh-CN" if language() == "zh_CN" else "en"


def lazy(message: str) -> str:
    """`message`, translated when it is shown. WTForms takes lazy strings, its annotations do not."""
    return cast(str, lazy_gettext(message))
