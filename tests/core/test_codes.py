"""Codes that people read aloud, and secrets that machines keep."""

import pytest

from kiosk.core import codes


def test_the_alphabet_has_no_two_characters_that_look_alike():
    assert len(set(codes.ALPHABET)) == len(codes.ALPHABET) == 31
    assert set("01ilo") & set(codes.ALPHABET) == set()
    assert codes.ALPHABET.lower() == codes.ALPHABET  # no S beside 5 in another case


def test_a_code_has_the_length_asked_for_and_only_such_characters():
    made = [codes.new_code() for _ in range(200)]

    assert {len(code) for code in made} == {9}
    assert set("".join(made)) <= set(codes.ALPHABET)
    assert len(codes.new_code(12)) == 12


def test_codes_and_secrets_do_not_repeat():
    assert len({codes.new_code() for _ in range(2000)}) == 2000
    assert len({codes.new_secret() for _ in range(2000)}) == 2000


def test_a_code_is_drawn_from_the_whole_alphabet():
    assert set("".join(codes.new_code() for _ in range(500))) == set(codes.ALPHABET)


def test_digits_keep_their_leading_zeros():
    made = [codes.new_digits() for _ in range(500)]

    assert {len(one) for one in made} == {6}
    assert all(one.isascii() and one.isdigit() for one in made)
    assert any(one.startswith("0") for one in made)


def test_what_is_stored_of_a_secret_is_its_sha_256():
    assert codes.secret_hash("kiosk") == (
        "d99cff6fc8a2f1fbc39e1c8f4f9eb28d692c40900bbb3486b426a13da37b79a0"
    )


@pytest.mark.parametrize("secret", ["", "泉"])
def test_any_text_a_browser_sends_can_be_hashed(secret):
    assert len(codes.secret_hash(secret)) == 64
