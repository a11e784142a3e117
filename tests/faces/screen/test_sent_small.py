"""What a wall fetches: its scripts kept for good below one address, its pages sent compressed."""

import gzip
import json
import re
from datetime import date

import pytest
import sqlalchemy as sa
from flask import Flask, render_template_string
from flask_babel import force_locale

from kiosk.core.assets import drawn_by_core_fonts
from kiosk.core.db import db
from kiosk.programme.wall_words import wall_words
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


def joined(wall, pattern):
    """The one file of the wall's page whose address is like `pattern`, as it was sent and unpacked."""
    page = wall.get("/screen").get_data(as_text=True)
    (address,) = re.findall(f'(?:href|src|data-fonts)="({pattern})"', page)
    answer = wall.get(address, headers=GZIP)
    assert answer.headers["Cache-Control"] == FOR_GOOD
    return answer, gzip.decompress(answer.data).decode()


def test_one_script_holds_the_player_and_all_it_imports(wall, root):
    answer, script = joined(wall, r"/static/wall-[0-9a-f]{10}\.js")
    page = wall.get("/screen").get_data(as_text=True)

    assert answer.mimetype == "text/javascript"
    assert page.count('<script type="module"') == 1
    assert "\nimport " not in script
    for name in ("core/pack.js", "faces/screen/tables.js", "faces/screen/pairing.js"):
        assert (root / "static" / name).read_text("utf-8").splitlines()[-2] in script


def test_one_sheet_holds_those_of_the_frame_and_of_every_kind_and_the_core_fonts(wall, root):
    _answer, sent = joined(wall, r"/static/wall-[0-9a-f]{10}\.css")
    sheets = sorted((root / "static" / "kinds").rglob("wall*.css"))
    fonts = re.findall(r"@font-face.*url\(([^)]*)\)", sent)

    assert all(sheet.read_text("utf-8") in sent for sheet in sheets)
    assert len(fonts) == 2
    assert all((root / "static" / font).is_file() for font in fonts)


def test_all_other_fonts_are_in_one_sheet_packed_to_the_size_of_one(wall, root):
    answer, sent = joined(wall, r"/static/vendor/fonts/all-[0-9a-f]{10}\.css")
    fonts = re.findall(r"url\(([^)]*)\)", sent)
    folder = root / "static" / "vendor" / "fonts"
    shipped = {path.relative_to(folder).as_posix() for path in folder.rglob("*.woff2")}

    assert len(answer.data) < 40_000
    assert {*fonts} == {name for name in shipped if "-core-" not in name}


def links(page):
    return re.findall(r'<link rel="stylesheet" href="([^"]*)"', page.get_data(as_text=True))


def test_a_first_board_that_core_fonts_draw_waits_for_no_other_fonts(wall):
    assert [link.startswith("/static/wall-") for link in links(wall.get("/screen"))] == [True]


def test_a_name_that_core_fonts_do_not_draw_brings_all_fonts_with_the_page(wall):
    for screen in db.session.scalars(sa.select(Screen)):
        screen.station.name = "鲖城收费站"
    db.session.commit()

    assert len(links(wall.get("/screen"))) == 2


def test_a_browser_that_waits_for_pairing_gets_all_fonts(client, app_context):
    assert len(links(client.get("/screen"))) == 2


@pytest.mark.parametrize("language", ["zh_Hans_CN", "en"])
def test_what_the_player_says_on_any_page_is_drawn_by_core_fonts(app, language):
    with app.test_request_context(), force_locale(language):
        words = wall_words()
        said = [words[name] for name in ("date", "weekdays", "workingDays", "pageOf", "offline")]

        assert drawn_by_core_fonts(f"{said} 0123456789")


def test_a_page_of_another_version_gets_no_sheet_of_this_one(client):
    assert client.get("/static/wall-0000000000.css").status_code == 404


def test_a_page_of_another_version_gets_no_player_of_this_one_but_is_loaded_anew(client):
    answer = client.get("/static/wall-0000000000.js")

    assert answer.headers["Cache-Control"] == "no-cache"
    assert "\nreloadIfAnswered();" in answer.get_data(as_text=True)
    assert "new Player(" not in answer.get_data(as_text=True)


def test_the_other_fonts_fit_any_page_but_are_not_kept_under_another_name(client):
    answer = client.get("/static/vendor/fonts/all-0.css")

    assert answer.status_code == 200
    assert answer.headers["Cache-Control"] == "no-cache"


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
