"""Fixtures of the programme's tests."""

from collections.abc import Iterator

import pytest
from flask import Flask, g

from kiosk.accounts.models import Station
from kiosk.postings.models import Category
from tests.postings import making


@pytest.fixture
def answering(app: Flask, app_context: object) -> Iterator[None]:
    """Inside a request, as programmes and boards are made."""
    with app.test_request_context():
        yield


@pytest.fixture
def answering_in_chinese(answering: None) -> None:
    """Inside a request whose language is known, so that nobody asks the database for it."""
    g.language = "zh_CN"


@pytest.fixture
def own() -> Station:
    """The station whose walls are looked at."""
    return making.station("LQ", "柳泉收费站")


@pytest.fixture
def category() -> Category:
    return making.category()
