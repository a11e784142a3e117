"""The page at which one signs in."""

from __future__ import annotations

from flask import render_template

from kiosk.faces.admin.forms import SignInForm


def door(form: SignInForm, *, notice: object = None) -> str:
    """The way in, on its own or with a form that waits to be sent."""
    return render_template("faces/admin/sign_in.html", form=form, notice=notice)
