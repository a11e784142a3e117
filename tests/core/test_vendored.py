"""The third-party files are complete, unchanged, licensed, and used as written down."""

from __future__ import annotations

import hashlib
import re
from itertools import pairwise
from pathlib import Path

import pytest

from kiosk.core import glyphs

VENDOR = Path(__file__).parents[2] / "static" / "vendor"
FONTS = VENDOR / "fonts"
FACES: dict[glyphs.Face, str] = {"sans": "noto-sans-sc", "serif": "noto-serif-sc"}


def listed() -> dict[str, str]:
    lines = (VENDOR / "CHECKSUMS").read_text(encoding="utf-8").splitlines()
    return {path: digest for digest, path in (line.split("  ", 1) for line in lines)}


def rules(slug: str) -> list[str]:
    return re.findall(r"@font-face\{(.*?)\}", (FONTS / f"{slug}.css").read_text(encoding="utf-8"))


def font_file(rule: str) -> str:
    (name,) = re.findall(r'src:url\(([^)]+)\) format\("woff2"\)', rule)
    return str(name)


def spans(rule: str) -> list[tuple[int, int]]:
    found = re.findall(r"U\+([0-9a-f]+)(?:-([0-9a-f]+))?", rule)
    return [(int(first, 16), int(last or first, 16)) for first, last in found]


def test_each_listed_file_has_the_listed_content():
    found = {path: hashlib.sha256((VENDOR / path).read_bytes()).hexdigest() for path in listed()}

    assert found == listed()


def test_no_file_is_unlisted():
    there = {p.relative_to(VENDOR).as_posix() for p in VENDOR.rglob("*") if p.is_file()}

    assert there == {*listed(), "CHECKSUMS"}


@pytest.mark.parametrize("slug", FACES.values())
def test_the_style_sheet_names_each_font_file_and_no_other(slug):
    named = [font_file(rule) for rule in rules(slug)]
    there = [path.relative_to(FONTS).as_posix() for path in (FONTS / slug).iterdir()]

    assert sorted(named) == sorted(there)


@pytest.mark.parametrize("slug", FACES.values())
def test_the_rules_of_a_face_differ_only_in_file_and_range(slug):
    """Else a browser would keep them apart and no longer look for a character in all of them."""
    kept = {re.sub(r"(url\([^)]*\)|unicode-range:.*)", "", rule) for rule in rules(slug)}

    assert len(kept) == 1


@pytest.mark.parametrize("slug", FACES.values())
def test_a_font_file_name_changes_with_its_content(slug):
    for path in (FONTS / slug).iterdir():
        assert path.stem.endswith("-" + hashlib.sha256(path.read_bytes()).hexdigest()[:8])


@pytest.mark.parametrize("slug", FACES.values())
def test_the_core_file_comes_last_and_so_wins(slug):
    files = [font_file(rule) for rule in rules(slug)]

    assert [f"{slug}-core-" in name for name in files] == [False] * (len(files) - 1) + [True]


@pytest.mark.parametrize(("face", "slug"), FACES.items())
def test_the_style_sheet_offers_exactly_what_the_fonts_can_draw(face, slug):
    offered = {
        c for rule in rules(slug) for first, last in spans(rule) for c in range(first, last + 1)
    }
    every = (chr(code_point) for code_point in range(0x20, 0x30000))
    drawn = {ord(c) for c in every if glyphs.can_draw(c, face=face)}

    assert offered == drawn


@pytest.mark.parametrize("slug", FACES.values())
def test_two_slices_never_share_a_character(slug):
    ordered = sorted(span for rule in rules(slug)[:-1] for span in spans(rule))

    assert all(a[1] < b[0] for a, b in pairwise(ordered))


@pytest.mark.parametrize("slug", FACES.values())
def test_each_font_family_has_its_licence(slug):
    licence = (VENDOR / "LICENSES" / f"{slug}.txt").read_text(encoding="utf-8")

    assert "Adobe" in licence.splitlines()[0]
    assert "SIL OPEN FONT LICENSE Version 1.1" in licence


def test_each_script_has_its_licence():
    scripts = {path.name.split("-")[0] for path in VENDOR.glob("*.js")}

    assert {path.stem for path in (VENDOR / "LICENSES").iterdir()} == scripts | set(FACES.values())
