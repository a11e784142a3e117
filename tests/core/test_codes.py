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


KEY = "0f" * 32


def test_a_mark_is_four_characters_that_people_can_read_aloud():
    marks = {codes.mark_of(codes.new_code(), "LQ", key=KEY) for _ in range(200)}

    assert {len(mark) for mark in marks} == {4}
    assert set("".join(marks)) == set(codes.ALPHABET)


def test_a_mark_is_always_the_same_for_one_key():
    """Written out: another process, or a later version, must read what a wall showed."""
    assert codes.mark_of("7kqmx2p9a", "LQ", key=KEY) == "k6xr"


def test_another_code_place_or_key_has_another_mark():
    marks = {
        codes.mark_of("7kqmx2p9a", "LQ", key=KEY),
        codes.mark_of("7kqmx2p9b", "LQ", key=KEY),
        codes.mark_of("7kqmx2p9a", "SM", key=KEY),
        codes.mark_of("7kqmx2p9a", "LQ", key="f0" * 32),
        codes.mark_of("7kqmx2p9aL", "Q", key=KEY),
    }

    assert len(marks) == 5


def test_marks_are_spread_over_all_there_can_be():
    """Nobody guesses one: 31^4 are equally likely, whatever the code."""
    marks = {codes.mark_of(f"{number}", "LQ", key=KEY) for number in range(4000)}

    assert len(marks) > 3960  # about nine pairs of 4,000 meet among 923,521


def test_what_is_stored_of_a_secret_is_its_sha_256():
    assert codes.secret_hash("kiosk") == (
        "d99cff6fc8a2f1fbc39e1c8f4f9eb28d692c40900bbb3486b426a13da37b79a0"
    )


@pytest.mark.parametrize("secret", ["", "泉"])
def test_any_text_a_browser_sends_can_be_hashed(secret):
    assert len(codes.secret_hash(secret)) == 64
