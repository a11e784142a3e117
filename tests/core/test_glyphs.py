"""Which characters the shipped fonts can draw."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kiosk.core import glyphs

FACES: tuple[glyphs.Face, ...] = ("sans", "serif")
#: A few that are there, a few that are not, and a few that need no glyph.
SOME_TEXT = st.text(st.sampled_from("柳泉·買A1㛃䶮𬭎 \n\u200d\ufe0f\ud800") | st.characters())


@pytest.mark.parametrize("face", FACES)
@pytest.mark.parametrize("character", "雒郇蔺濮〔〕—“”·★，。％０①→柳泉Ａa0")
def test_names_and_marks_of_the_office_can_be_drawn(character, face):
    assert glyphs.missing_characters(character, face=face) == ()


@pytest.mark.parametrize("face", FACES)
@pytest.mark.parametrize("character", ["㛃", "䶮", "𬭎", "Σ", "Ⅱ", "😀"])
def test_some_characters_cannot_be_drawn(character, face):
    assert glyphs.missing_characters(character, face=face) == (character,)


def test_each_missing_character_is_named_once_in_order_of_appearance():
    assert glyphs.missing_characters("王𬭎和李㛃、㛃与𬭎") == ("𬭎", "㛃")


def test_what_leaves_no_ink_is_never_missing():
    assert (
        glyphs.missing_anywhere(" \t\r\n\u3000\xa0\u200b\u200d\u2060\ufeff\x00\ufe0f\U000e0100")
        == ()
    )


def test_a_character_in_only_one_face_is_missing_somewhere():
    assert glyphs.missing_characters("䶶", face="serif") == ()
    assert glyphs.missing_characters("䶶", face="sans") == ("䶶",)
    assert glyphs.missing_anywhere("柳䶶㛃") == ("䶶", "㛃")


def test_the_edges_of_a_run_count_as_drawn():
    assert glyphs.missing_characters("\x20\x7e") == ()


def test_half_a_surrogate_pair_is_missing_and_can_be_named():
    assert glyphs.missing_characters("\ud800") == ("\ud800",)
    assert glyphs.describe("\ud800") == "U+D800"


@pytest.mark.parametrize(
    ("character", "description"),
    [("㛃", "㛃 (U+36C3)"), ("𬭎", "𬭎 (U+2CB4E)"), ("\x07", "U+0007")],
)
def test_a_character_is_described_by_itself_and_its_code_point(character, description):
    assert glyphs.describe(character) == description


@given(text=SOME_TEXT)
def test_missing_are_distinct_characters_of_the_text_each_missing_by_itself(text):
    for face in FACES:
        missing = glyphs.missing_characters(text, face=face)

        assert list(missing) == sorted(set(missing), key=text.index)
        assert all(glyphs.missing_characters(c, face=face) == (c,) for c in missing)
        assert set(missing) <= set(glyphs.missing_anywhere(text))


@given(text=SOME_TEXT)
def test_taking_the_missing_out_leaves_nothing_missing(text):
    missing = glyphs.missing_anywhere(text)

    assert glyphs.missing_anywhere("".join(c for c in text if c not in missing)) == ()
