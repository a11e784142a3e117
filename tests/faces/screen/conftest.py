"""A wall and the browser on it, over HTTP."""

from __future__ import annotations

import pytest
from flask import Flask

from kiosk.accounts.models import Office, Station
from kiosk.core.db import db
from kiosk.screens.operations import Site, add_screen, claim, fresh_claim
from tests.faces.screen.standing import Wall, browser_of
from tests.postings import making


@pytest.fixture
def office(app_context):
    """The office, with a station."""
    db.session.add(Office(id=1, name="柳泉收费所", short_name="柳泉所", magazine="柳泉驿站"))
    station = making.station("LQ", "柳泉收费站")
    db.session.commit()
    return station


@pytest.fixture
def put_up(app, office):
    """Put up a screen with a browser on it: returns both."""

    def put_up(name="监控室", **site):
        screen = add_screen(Site(name, office, **site))
        db.session.flush()
        link = fresh_claim(screen)
        db.session.commit()
        browser = app.test_client()
        assert browser.get(f"/screen/claim/{link}").status_code == 303
        return screen, browser

    return put_up


@pytest.fixture
def category(office):
    return making.category()


@pytest.fixture
def hang(app: Flask, app_context, now):
    """Put up a wall, paired, at a new station."""

    def hang_up(code: str, *, on: Flask | None = None) -> Wall:
        db.session.merge(Office(id=1, name="柳泉收费所", short_name="柳泉所", language="zh_CN"))
        station = Station(
            code=code, name=f"{code} 站", short_name=code, list_token=code, position=1
        )
        db.session.add(station)
        screen = add_screen(Site(f"{code} 值班室", station))
        db.session.flush()  # a claim is looked up in the table
        claimed = claim(fresh_claim(screen))
        assert claimed is not None
        db.session.commit()
        return browser_of(screen, claimed[1], on or app)

    return hang_up
