"""Fixtures of the programme's tests."""

from collections.abc import Iterator

import pytest
from flask import Flask, g

from kiosk.programme import build


@pytest.fixture(autouse=True)
def nothing_kept():
    """Start without the programmes of the test before: its database counted the same changes."""
    build.forget_programmes()


@pytest.fixture
def answering(app: Flask, app_context: object) -> Iterator[None]:
    """Inside a request, as programmes and boards are made."""
    with app.test_request_context():
        yield


@pytest.fixture
def answering_in_chinese(answering: None) -> None:
    """Inside a request whose language is known, so that nobody asks the database for it."""
    g.language = "zh_CN"
