"""Which screen is asking: the device's secret in a cookie of its own."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeVar, cast

from flask import Response, g, jsonify, request

from kiosk.core import codes
from kiosk.core.web import restricted
from kiosk.screens.models import Screen
from kiosk.screens.operations import screen_with

COOKIE = "kiosk_screen"
TEN_YEARS_S = 10 * 366 * 24 * 3600
View = TypeVar("View", bound=Callable[..., Any])


def device(view: View) -> View:
    """Only a paired screen may ask; it reaches nothing but its own programme."""
    return restricted(view, access="device", check=_let_in)


def this_screen() -> Screen:
    """The screen that asks, in a view marked `device`."""
    return cast(Screen, g.screen)


def kept_secret() -> str | None:
    """The secret this browser keeps, whether or not it belongs to a screen yet."""
    return request.cookies.get(COOKIE)


def keep_secret(response: Response, secret: str) -> None:
    """Let the browser keep its secret; it survives restarts and is sent to nobody else."""
    response.set_cookie(
        COOKIE, secret, max_age=TEN_YEARS_S, httponly=True, samesite="Lax", path="/screen"
    )


def secret_or_new() -> str:
    """The secret kept, or a fresh one."""
    return kept_secret() or codes.new_secret()


def _let_in() -> Response | None:
    secret = kept_secret()
    g.screen = screen_with(secret) if secret else None
    if g.screen is not None:
        return None
    refusal = jsonify(error="unpaired")
    refusal.status_code = 401
    return refusal
