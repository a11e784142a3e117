"""Static files: an address for each content, kept for good under it, sent small."""

import gzip
import hashlib
from pathlib import Path

import pytest

STATIC = Path(__file__).parents[2] / "static"
SHEET = "core/tokens.css"
SCRIPT = "faces/screen/player.js"
GZIP = {"Accept-Encoding": "gzip, deflate"}


@pytest.fixture
def get(client):
    """Fetch a static file to its end."""

    def fetch(path, **headers):
        with client.get(path, headers=headers) as answer:
            answer.get_data()
        return answer

    return fetch


@pytest.fixture
def sheet(app):
    with app.test_request_context():
        return app.jinja_env.globals["asset"](SHEET)


def content(path):
    return (STATIC / path).read_bytes()


def test_an_address_holds_the_hash_of_the_content(sheet):
    assert sheet == f"/static/{SHEET}?v={hashlib.sha256(content(SHEET)).hexdigest()[:10]}"


def test_what_is_asked_for_by_its_hash_is_kept_for_good(get, sheet):
    answer = get(sheet)

    assert answer.data == content(SHEET)
    assert answer.headers["Cache-Control"] == "public, max-age=31536000, immutable"


def test_a_font_is_kept_for_good_because_its_name_holds_its_hash(get):
    font = sorted((STATIC / "vendor" / "fonts").rglob("*.woff2"))[0]
    answer = get(f"/static/{font.relative_to(STATIC).as_posix()}")

    assert answer.headers["Cache-Control"] == "public, max-age=31536000, immutable"
    assert answer.mimetype == "font/woff2"


def test_what_is_asked_for_by_its_name_alone_is_asked_for_again(get):
    assert get(f"/static/{SCRIPT}").headers["Cache-Control"] == "no-cache"


def test_sheets_and_scripts_are_sent_compressed(get):
    for path in (SHEET, SCRIPT):
        answer = get(f"/static/{path}", **GZIP)

        assert answer.headers["Content-Encoding"] == "gzip"
        assert answer.headers["Content-Length"] == str(len(answer.data))
        assert gzip.decompress(answer.data) == content(path)
        assert len(answer.data) < len(content(path)) / 2


def test_fonts_which_are_compressed_already_are_not(get):
    font = sorted((STATIC / "vendor" / "fonts").rglob("*.woff2"))[0]
    answer = get(f"/static/{font.relative_to(STATIC).as_posix()}", **GZIP)

    assert "Content-Encoding" not in answer.headers
    assert answer.data == font.read_bytes()


def test_whoever_cannot_unpack_gets_the_plain_file(get):
    answer = get(f"/static/{SHEET}")

    assert "Content-Encoding" not in answer.headers
    assert answer.data == content(SHEET)


def test_caches_in_between_keep_the_two_forms_apart(get):
    plain, packed = get(f"/static/{SHEET}"), get(f"/static/{SHEET}", **GZIP)

    assert plain.headers["Vary"] == packed.headers["Vary"] == "Accept-Encoding"
    assert plain.headers["ETag"] != packed.headers["ETag"]


@pytest.mark.parametrize("headers", [{}, GZIP], ids=["plain", "packed"])
def test_a_file_that_has_not_changed_is_not_sent_again(get, headers):
    first = get(f"/static/{SCRIPT}", **headers)
    again = get(f"/static/{SCRIPT}", **headers, **{"If-None-Match": first.headers["ETag"]})

    assert again.status_code == 304
    assert again.data == b""
    assert again.headers["ETag"] == first.headers["ETag"]
    assert again.headers["Vary"] == "Accept-Encoding"


@pytest.mark.parametrize("headers", [{}, GZIP], ids=["plain", "packed"])
def test_the_tag_of_other_content_brings_the_file(get, headers):
    answer = get(f"/static/{SCRIPT}", **headers, **{"If-None-Match": '"other"'})

    assert answer.status_code == 200
    assert answer.data != b""


@pytest.mark.parametrize(
    "path", ["../app.py", "%2e%2e/app.py", "..%2fkiosk/__init__.py", "nowhere.css", "core"]
)
def test_no_other_file_is_served(get, path):
    assert get(f"/static/{path}", **GZIP).status_code == 404


def test_the_fonts_that_nearly_every_board_needs_are_named_for_preloading(app):
    with app.test_request_context():
        fonts = app.jinja_env.globals["core_fonts"]()

    assert len(fonts) == 2
    assert all((STATIC / font.removeprefix("/static/")).is_file() for font in fonts)
