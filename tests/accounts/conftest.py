"""Fixtures of the accounts' tests."""

import pytest

from kiosk.accounts.operations import open_account
from kiosk.accounts.roles import Role
from kiosk.core.db import db

PASSWORD = "red willow by the road"


@pytest.fixture
def ada(app_context):
    """A clerk; Bo, who must never be meant, is there too."""
    account = open_account("ada", display_name="Ada", password=PASSWORD, roles=[(Role.CLERK, None)])
    open_account("bo", display_name="Bo", password="bo has another one", roles=[])
    db.session.commit()
    return account
