"""Rules of fonts in slices: what a core file draws, no slice is fetched for."""

import pytest

from kiosk.core import font_rules, joined


def rule(name, spans):
    return f'@font-face{{font-family:"F";src:url(f/{name}.woff2) format("woff2");unicode-range:{spans}}}'


SHEET = "\n".join(
    [
        rule("f-1", "U+41-45,U+61"),
        rule("f-2", "U+7532"),
        rule("f-3", "U+4e00-4e02,U+4e04"),
        rule("f-core-9", "U+42,U+7532,U+4e01"),
    ]
)


def test_a_slice_is_left_what_the_core_file_does_not_draw():
    assert font_rules.other_rules(SHEET) == [
        rule("f-1", "U+41,U+43-45,U+61"),
        rule("f-3", "U+4e00,U+4e02,U+4e04"),
    ]


def test_core_rules_name_their_files_from_where_they_are_served():
    assert font_rules.core_rules(SHEET, folder="vendor/") == [
        rule("f-core-9", "U+42,U+7532,U+4e01").replace("url(f/", "url(vendor/f/")
    ]


def test_the_characters_of_a_rule_are_counted_one_by_one():
    assert font_rules.code_points(rule("f-1", "U+41-43, U+61")) == {0x41, 0x42, 0x43, 0x61}


def test_a_rule_without_a_range_is_refused():
    with pytest.raises(ValueError, match="without a range"):
        font_rules.code_points("@font-face{src:url(f.woff2)}")


@pytest.mark.parametrize("face", ["Sans", "Serif"])
def test_each_character_of_a_shipped_face_is_in_one_file(root, face):
    folder = root / "static"
    sent = (joined.sheet(folder, ()) + b"\n" + joined.font_sheet(folder)).decode().splitlines()
    shipped = (folder / f"vendor/fonts/noto-{face.lower()}-sc.css").read_text("utf-8").splitlines()
    parts = [
        font_rules.code_points(one)
        for one in sent
        if one.startswith("@font-face") and f'"Noto {face} SC"' in one
    ]
    known = frozenset().union(*map(font_rules.code_points, shipped))

    assert len(parts) == len(shipped)
    assert sum(map(len, parts)) == len(known)
    assert frozenset().union(*parts) == known


@pytest.mark.parametrize(
    ("text", "is_drawn"), [("七公开 08:26\n", True), ("鲖", False), ("", True)]
)
def test_a_text_is_drawn_by_core_if_both_faces_have_all_of_it(root, text, is_drawn):
    assert joined.drawn_by_core(text, root / "static") is is_drawn
