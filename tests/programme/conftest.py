"""Fixtures of the programme's tests."""

from collections.abc import Iterator

import pytest
from flask import Flask, g


@pytest.fixture
def answering(app: Flask, app_context: object) -> Iterator[None]:
    """Inside a request, as programmes and boards are made."""
    with app.test_request_context():
        yield


@pytest.fixture
def answering_in_chinese(answering: None) -> None:
    """Inside a request whose language is known, so that nobody asks the database for it."""
    g.language = "zh_CN"
