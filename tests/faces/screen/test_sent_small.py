"""What a wall fetches: its scripts kept for good below one address, its pages sent compressed."""

import gzip
import json
import re
from datetime import date

import pytest
import sqlalchemy as sa
from flask import Flask, render_template_string

from kiosk.core.db import db
from kiosk.sample import load_sample
from kiosk.screens.models import Screen
from kiosk.screens.operations import claim, fresh_claim
from tests.client import KioskClient

GZIP = {"Accept-Encoding": "gzip, deflate"}
FOR_GOOD = "public, max-age=31536000, immutable"


@pytest.fixture
def wall(client: KioskClient, app_context, now) -> KioskClient:
    """The browser of a wall of the sample office."""
    load_sample(date(2026, 11, 22), at=now)
    screen = db.session.scalars(sa.select(Screen)).first()
    assert screen is not None
    claimed = claim(fresh_claim(screen))
    assert claimed is not None
    client.set_cookie("kiosk_screen", claimed[1], path="/screen")
    return client


@pytest.fixture
def player(app: Flask) -> str:
    """The address of the wall's player."""
    with app.test_request_context():
        return render_template_string("{{ module('faces/screen/player.js') }}")


def test_a_module_is_kept_for_good_with_all_it_imports(client, player):
    imported = player.replace("faces/screen/player.js", "core/days.js")

    for address in (player, imported):
        with client.get(address) as answer:
            assert answer.status_code == 200
            assert answer.headers["Cache-Control"] == FOR_GOOD


def test_a_module_of_another_version_is_not_kept(client):
    with client.get("/static/~0000000000/core/days.js") as answer:
        assert answer.status_code == 200
        assert answer.headers["Cache-Control"] == "no-cache"


def test_the_wall_names_every_script_it_will_want(wall, player, root):
    scripts = [
        path
        for folder in ("core", "faces/screen")
        for path in (root / "static" / folder).glob("*.js")
    ]
    page = wall.get("/screen").get_data(as_text=True)

    assert f'<link rel="modulepreload" href="{player}">' in page
    assert page.count('rel="modulepreload"') == len(scripts)


def test_one_sheet_holds_those_of_the_frame_and_of_every_kind(wall, root):
    page = wall.get("/screen").get_data(as_text=True)
    addresses = re.findall(r'href="(/static/wall-[0-9a-f]{10}\.css)"', page)
    sheets = sorted((root / "static" / "kinds").rglob("wall*.css"))
    answer = wall.get(addresses[0], headers=GZIP)

    assert len(addresses) == 1
    assert answer.headers["Cache-Control"] == FOR_GOOD
    sent = gzip.decompress(answer.data)
    assert all(sheet.read_bytes() in sent for sheet in sheets)


def test_the_font_sheets_are_sent_as_one_and_packed_to_the_size_of_one(wall, root):
    page = wall.get("/screen").get_data(as_text=True)
    addresses = re.findall(r'href="(/static/vendor/fonts/all-[0-9a-f]{10}\.css)"', page)
    sheets = sorted((root / "static" / "vendor" / "fonts").glob("*.css"))
    answer = wall.get(addresses[0], headers=GZIP)
    rules = gzip.decompress(answer.data).splitlines()

    assert len(addresses) == 1
    assert answer.headers["Cache-Control"] == FOR_GOOD
    assert len(answer.data) < 40_000
    for sheet in sheets:
        own = sheet.read_bytes().splitlines()
        assert [rule for rule in rules if rule in own] == own


def test_a_sheet_of_another_version_is_not_kept(client):
    assert client.get("/static/wall-0000000000.css").headers["Cache-Control"] == "no-cache"


def test_the_wall_is_sent_compressed(wall):
    plain = wall.get("/screen")
    packed = wall.get("/screen", headers=GZIP, lint_html=False)

    assert packed.headers["Content-Encoding"] == "gzip"
    assert "Accept-Encoding" in plain.headers["Vary"]
    assert len(packed.data) < len(plain.data) / 2
    assert b"data-stage" in gzip.decompress(packed.data)


def test_a_compressed_programme_is_not_sent_again_while_it_is_the_same(wall):
    first = wall.get("/screen/programme", headers=GZIP)
    tag = {"If-None-Match": first.headers["ETag"]}
    again = [wall.get("/screen/programme", headers=GZIP | tag) for _ in range(3)]

    assert json.loads(gzip.decompress(first.data))["screen"]["station"] == "双泉堡收费站"
    assert [answer.status_code for answer in again] == [304, 304, 304]
    assert {answer.headers["ETag"] for answer in again} == {first.headers["ETag"]}


def test_pages_with_tokens_are_not_compressed(client):
    answer = client.get("/admin/login", headers=GZIP)

    assert len(answer.data) > 1024
    assert "Content-Encoding" not in answer.headers
