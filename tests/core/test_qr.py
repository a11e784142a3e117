"""QR codes: small enough for a wall, and they say what they were given."""

import html5lib
import pytest
from hypothesis import given
from hypothesis import strategies as st

from kiosk.core import codes, qr
from kiosk.core.config import MOST_BASE_URL_LENGTH
from tests.core import read_qr

LINK = "http://192.168.100.100:8000/n/7kqmx2p9a"


def test_the_longest_usual_address_fits_version_3():
    modules = read_qr.matrix(qr.svg(LINK))

    assert read_qr.version(modules) == 3
    assert len(modules) == 29


@pytest.mark.parametrize(
    "link", [LINK, "http://10.1.2.3:8000/n/7kqmx2p9a", "https://board.example/n/7kqmx2p9a", "泉"]
)
def test_a_phone_reads_what_the_code_was_made_for(link):
    assert read_qr.text(read_qr.matrix(qr.svg(link))) == link


@given(st.text(codes.ALPHABET, min_size=9, max_size=9))
def test_the_code_of_every_posting_can_be_read_back(code):
    link = f"http://192.168.100.100:8000/n/{code}"
    modules = read_qr.matrix(qr.svg(link))

    assert read_qr.text(modules) == link
    assert read_qr.version(modules) <= 3


def test_what_would_need_a_denser_code_is_refused():
    assert qr.svg("x" * 42)

    with pytest.raises(qr.AddressTooLong):
        qr.svg("x" * 43)


MARKED = "7KQMX2P9A-3XYZ"


def test_the_longest_base_url_holds_a_marked_code_too():
    """31 characters in bytes and 14 in upper case: 12 + 248 + 13 + 77 of the 352 bits of version 3."""
    link = f"http://{'b' * 21}/n/{MARKED}"
    modules = read_qr.matrix(qr.svg(link))

    assert len(f"http://{'b' * 21}") == MOST_BASE_URL_LENGTH == 28
    assert read_qr.version(modules) == 3
    assert read_qr.segments(modules) == [
        (read_qr.BYTES_MODE, f"http://{'b' * 21}/n/"),
        (read_qr.NARROW_MODE, MARKED),
    ]


def test_one_character_more_is_refused():
    with pytest.raises(qr.AddressTooLong):
        qr.svg(f"http://{'b' * 22}/n/{MARKED}")


@given(
    st.text(codes.ALPHABET.upper(), min_size=9, max_size=9),
    st.text(codes.ALPHABET.upper(), min_size=4, max_size=4),
)
def test_every_marked_code_can_be_read_back(code, mark):
    link = f"http://192.168.100.100:8000/n/{code}-{mark}"

    assert read_qr.text(read_qr.matrix(qr.svg(link))) == link


@given(st.text("AZ09$%*+-./:az泉 ", min_size=1, max_size=24))
def test_whatever_an_address_is_made_of_it_is_read_back(text):
    assert read_qr.text(read_qr.matrix(qr.svg(text))) == text


def test_a_code_is_a_picture_without_words_or_styles():
    svg = qr.svg(LINK)
    parser = html5lib.HTMLParser(strict=True)
    parser.parseFragment(svg)

    assert svg.startswith(
        '<svg viewBox="0 0 29 29" shape-rendering="crispEdges" aria-hidden="true">'
    )
    assert "style" not in svg
    assert "192.168" not in svg


def test_every_address_on_a_wall_fits_with_the_longest_base_url():
    base = "http://255.255.255.255:65535"
    code, token = "2" * codes.POSTING_CODE_LENGTH, "2" * codes.LIST_TOKEN_LENGTH

    for path in (f"/n/{code}", f"/n/s/{token}", "/p/123456"):
        assert "<svg" in qr.svg(base + path)
