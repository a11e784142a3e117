"""People at the panel: their accounts, and their way in through the front door."""

from functools import cache

from flask import Flask
from playwright.sync_api import Page

from kiosk.accounts.models import Account, Grant
from kiosk.accounts.passwords import hashed
from kiosk.accounts.roles import Role
from kiosk.core import codes
from kiosk.core.db import db, means_to_write

PASSWORD = "red willow by the road"


def enrolled(app: Flask, *roles: Role, display_name: str = "宁采薇") -> str:
    """Open an account of the office, which reads Chinese; the name to sign in with."""
    name = f"clerk-{codes.new_code()}"
    with app.app_context():
        means_to_write()
        account = Account(
            username=name,
            display_name=display_name,
            password_hash=_hash_of_password(),
            must_change_password=False,
            grants=[Grant(role=role) for role in roles],
        )
        db.session.add(account)
        db.session.commit()
    return name


def sign_in(page: Page, name: str) -> None:
    """Through the front door, onto the panel's first page."""
    page.goto("/admin/login")
    page.fill("#username", name)
    page.fill("#password", PASSWORD)
    page.click(".button")
    page.wait_for_url("**/admin/")


@cache
def _hash_of_password() -> str:
    """Slow on purpose, so made once."""
    return hashed(PASSWORD)
