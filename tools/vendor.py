"""Fetch the third-party files under static/vendor and write what is derived from them.

    python -m pip install "fonttools[woff]==4.68.0"
    python tools/vendor.py

Writes static/vendor (emptied first), its CHECKSUMS and LICENSES, and kiosk/core/glyph_coverage.txt. The versions below,
the pinned hashes of the packages and tools/core_characters.txt decide every byte: a second run changes nothing.

Fonts come as about a hundred slices a face, each for its own characters, so that a browser fetches only those it needs.
A first wall page would still need about twenty, 1 MB in all. So the characters of tools/core_characters.txt are also cut out
of the slices and joined in one "core" file a face, which is listed last in the style sheet and therefore wins.

Needs npm and, for development only, fontTools. Nothing here runs on the server.
"""

from __future__ import annotations

import hashlib
import io
import re
import shutil
import subprocess
import sys
import tarfile
import tempfile
import textwrap
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from importlib import import_module
from itertools import pairwise
from pathlib import Path
from typing import Any

# By name, because fontTools ships no types and the type check must not depend on whether it is installed.
font_library = import_module("fontTools.ttLib")
font_instancer = import_module("fontTools.varLib.instancer")
font_merger = import_module("fontTools.merge")
font_subsetter = import_module("fontTools.subset")
font_advances = import_module("fontTools.varLib.hvar")

ROOT = Path(__file__).resolve().parent.parent
VENDOR = ROOT / "static" / "vendor"
COVERAGE = ROOT / "kiosk" / "core" / "glyph_coverage.txt"
CORE_CHARACTERS = ROOT / "tools" / "core_characters.txt"

#: What the core files keep of OpenType: the wide Chinese dash (locl, ccmp), kerning, half-width punctuation, the forms for
#: vertical lines. Not chws: with it a browser leaves the room between two marks to the font, whose
#: pairs do not reach from one slice to another; without it the browser sees to all of them.
LAYOUT_FEATURES = [
    *("locl", "ccmp", "liga", "kern"),
    *("halt", "palt", "vert", "vrt2", "vhal", "vpal", "vkrn"),
]
#: Tables that say the same in every slice of a face, so that the core file takes them from any one.
SHARED_TABLES = ["BASE", "STAT", "avar", "fvar"]
#: Tables that fontTools cannot merge.
UNMERGED_TABLES = [*SHARED_TABLES, "HVAR", "MVAR", "VVAR", "gvar"]


@dataclass(frozen=True)
class Package:
    """One npm package; `sha256` is that of its archive."""

    name: str
    version: str
    sha256: str


@dataclass(frozen=True)
class Face:
    """One font family, its source package and the weights to ship (equal numbers: one weight, much smaller files)."""

    key: str
    family: str
    slug: str
    package: Package
    weights: tuple[int, int]


@dataclass
class Slice:
    """One font file: its label in the file name, its content and the code points it is to draw."""

    label: str
    content: bytes
    code_points: set[int]


HTMX = Package(
    "htmx.org", "4.0.1", "5fba65616ca148a86d377e9771bcada7f35faee3558651feb929eea425e13b3c"
)
FACES = (
    Face(
        key="sans",
        family="Noto Sans SC",
        slug="noto-sans-sc",
        package=Package(
            "@fontsource-variable/noto-sans-sc",
            "5.3.1",
            "95a11c5bbacd9995d94fc8cf964ee687307aacf20957ca6a4a16077519388163",
        ),
        weights=(100, 900),
    ),
    # Only 700, because the design draws titles, names and counters with it and nothing else. A face of one weight in
    # the same family as a face of many would not share one list of unicode-ranges, so it is all of them or none.
    Face(
        key="serif",
        family="Noto Serif SC",
        slug="noto-serif-sc",
        package=Package(
            "@fontsource-variable/noto-serif-sc",
            "5.3.1",
            "ddadf818338639236bf2b968991856e2dfd788b2bdcb8aa62efe89161eb0a6b9",
        ),
        weights=(700, 700),
    ),
)


# --- packages -----------------------------------------------------------------------------------------------------------


def fetch(package: Package, *, into: Path) -> Path:
    """Download and unpack `package`; return its folder. Raises ValueError if the archive is not the pinned one."""
    folder = into / package.name.replace("/", "-")
    folder.mkdir()
    command = [
        "npm",
        "pack",
        "--silent",
        "--pack-destination",
        str(folder),
        f"{package.name}@{package.version}",
    ]
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL)
    (archive,) = folder.glob("*.tgz")
    found = hashlib.sha256(archive.read_bytes()).hexdigest()
    if found != package.sha256:
        raise ValueError(
            f"{package.name}@{package.version}: expected {package.sha256}, got {found}"
        )
    with tarfile.open(archive) as tar:
        tar.extractall(folder, filter="data")
    return folder / "package"


def write(path: Path, content: bytes | str) -> None:
    """Write `content` to `path`, making folders; text is UTF-8 with one line feed at its end."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(
        content if isinstance(content, bytes) else (content.rstrip("\n") + "\n").encode()
    )


# --- code points --------------------------------------------------------------------------------------------------------


def ranges(code_points: Iterable[int]) -> Iterator[tuple[int, int]]:
    """Yield the runs of neighbouring numbers as (first, last), in order."""
    ordered = sorted(set(code_points))
    breaks = [i for i, (a, b) in enumerate(pairwise(ordered), start=1) if b != a + 1]
    for start, stop in zip([0, *breaks], [*breaks, len(ordered)], strict=True):
        if start < stop:
            yield ordered[start], ordered[stop - 1]


def hex_ranges(code_points: Iterable[int]) -> list[str]:
    """Write code points as `4e00` or `4e00-4e07`."""
    return [f"{a:x}" if a == b else f"{a:x}-{b:x}" for a, b in ranges(code_points)]


def parse_unicode_range(value: str) -> set[int]:
    """Read the value of a CSS unicode-range descriptor (plain numbers and spans, no `?`)."""
    found: set[int] = set()
    for part in value.split(","):
        first, _, last = part.strip().removeprefix("U+").partition("-")
        found.update(range(int(first, 16), int(last or first, 16) + 1))
    return found


def core_code_points() -> set[int]:
    """Return printable ASCII and whatever tools/core_characters.txt lists (lines that begin with `# ` are remarks)."""
    lines = CORE_CHARACTERS.read_text(encoding="utf-8").splitlines()
    listed = "".join(line for line in lines if not line.startswith("# "))
    return set(range(0x20, 0x7F)) | {ord(character) for character in listed}


# --- fonts --------------------------------------------------------------------------------------------------------------


def open_font(content: bytes) -> Any:
    """Return fontTools' view of a font file that keeps its own time stamp when saved."""
    return font_library.TTFont(io.BytesIO(content), recalcTimestamp=False)


def font_bytes(font: Any, *, flavor: str | None) -> bytes:
    """Return `font` as a file: `woff2`, or plain with None."""
    font.flavor = flavor
    target = io.BytesIO()
    font.save(target)
    return target.getvalue()


def at_weights(content: bytes, weights: tuple[int, int]) -> bytes:
    """Return the font cut down to `weights`; the very same bytes if it has no others."""
    font = open_font(content)
    (axis,) = font["fvar"].axes
    if weights == (axis.minValue, axis.maxValue):
        return content
    limit = weights[0] if weights[0] == weights[1] else weights
    return font_bytes(font_instancer.instantiateVariableFont(font, {"wght": limit}), flavor="woff2")


def read_slices(package: Path, weights: tuple[int, int]) -> list[Slice]:
    """Return the slices of a fontsource package, each with the code points that it alone is to draw.

    The ranges declared in the package overlap and name characters the files lack. A browser takes the last rule that
    lists a character, so that one keeps it; a character that a file has but no rule lists goes to the first such file.
    """
    slices: list[Slice] = []
    owner: dict[int, Slice] = {}
    unlisted: dict[int, Slice] = {}
    for rule in re.findall(
        r"@font-face \{(.*?)\}", (package / "index.css").read_text(encoding="utf-8"), re.DOTALL
    ):
        name = _captured(r"url\(\./files/(\S+?)\)", rule)
        declared = parse_unicode_range(_captured(r"unicode-range: (.*?);", rule))
        content = at_weights((package / "files" / name).read_bytes(), weights)
        label = _captured(r"-sc-(.+)-wght-normal\.woff2$", name)
        one = Slice(label, content, set())
        drawn = set(open_font(content).getBestCmap())
        owner.update(dict.fromkeys(drawn & declared, one))
        unlisted = dict.fromkeys(drawn - declared, one) | unlisted
        slices.append(one)
    for code_point, one in (unlisted | owner).items():
        one.code_points.add(code_point)
    return [one for one in slices if one.code_points]


def _captured(pattern: str, text: str) -> str:
    found = re.search(pattern, text, re.DOTALL)
    if found is None:
        raise ValueError(f"no {pattern} in {text[:80]!r}")
    return found[1]


def join_core(slices: list[Slice], wanted: set[int]) -> Slice:
    """Cut `wanted` out of the slices and join the pieces in one font of the same design and weights."""
    pieces = [
        cut_out(one.content, one.code_points & wanted) for one in slices if one.code_points & wanted
    ]
    merged = font_merger.Merger().merge([io.BytesIO(mergeable(piece)) for piece in pieces])
    fonts = [open_font(piece) for piece in pieces]
    restore_tables(merged, fonts)
    content = font_bytes(merged, flavor="woff2")
    return Slice("core", content, set(open_font(content).getBestCmap()) & wanted)


def cut_out(content: bytes, code_points: set[int]) -> bytes:
    """Return a font with only the glyphs of `code_points`."""
    font = open_font(content)
    speak_chinese(font)
    options = font_subsetter.Options(layout_features=LAYOUT_FEATURES, layout_scripts=["DFLT"])
    subsetter = font_subsetter.Subsetter(options)
    subsetter.populate(unicodes=code_points)
    subsetter.subset(font)
    return font_bytes(font, flavor=None)


def speak_chinese(font: Any) -> None:
    """Let the layout rules for simplified Chinese hold for every script and language.

    The merger would otherwise let a piece without rules for, say, Han text hide those that other pieces have.
    """
    scripts = {
        record.ScriptTag: record.Script for record in font["GSUB"].table.ScriptList.ScriptRecord
    }
    chinese = [
        record.LangSys for record in scripts["hani"].LangSysRecord if record.LangSysTag == "ZHS "
    ]
    scripts["DFLT"].DefaultLangSys = chinese[0]


def mergeable(content: bytes) -> bytes:
    """Return the font without the tables that `restore_tables` brings back; a variable one shows its default weight."""
    font = open_font(content)
    if "fvar" in font:
        # Kerning varies with the weight in a way that cannot be merged, so the regular weight's serves for all.
        limits = font_instancer.AxisLimits(wght=400).normalize(font)
        font_instancer.instantiateOTL(font, limits)
        font_instancer.instantiateFeatureVariations(font, limits)
    for tag in UNMERGED_TABLES:
        if tag in font:
            del font[tag]
    return font_bytes(font, flavor=None)


def restore_tables(merged: Any, fonts: list[Any]) -> None:
    """Give `merged` what `mergeable` took from `fonts`, of which it was made in this order, and their time stamp."""
    merged.recalcTimestamp = False
    merged["head"].created = fonts[0]["head"].created
    merged["head"].modified = fonts[0]["head"].modified
    for tag in SHARED_TABLES:
        if tag in fonts[0]:
            merged[tag] = fonts[0][tag]
    if "gvar" in fonts[0]:
        # The merger keeps every glyph and puts one font's after the other's, so only the names can have changed.
        deltas = [
            font["gvar"].variations.get(name, []) for font in fonts for name in font.getGlyphOrder()
        ]
        merged["gvar"] = font_library.newTable("gvar")
        merged["gvar"].version, merged["gvar"].reserved = 1, 0
        merged["gvar"].variations = dict(zip(merged.getGlyphOrder(), deltas, strict=True))
        font_advances.add_HVAR(merged)


# --- what is written ----------------------------------------------------------------------------------------------------


def file_name(face: Face, one: Slice) -> str:
    """Return a name that changes with the content, so that browsers may keep the file for good."""
    return f"{face.slug}-{one.label}-{hashlib.sha256(one.content).hexdigest()[:8]}.woff2"


def font_face(face: Face, one: Slice) -> str:
    """Return one CSS rule, without needless space: a hundred of them come before the first text of a wall."""
    lowest, highest = face.weights
    weight = str(lowest) if lowest == highest else f"{lowest} {highest}"
    covered = ",".join(f"U+{part}" for part in hex_ranges(one.code_points))
    return (
        f'@font-face{{font-family:"{face.family}";font-weight:{weight};font-display:block;'
        f'src:url({face.slug}/{file_name(face, one)}) format("woff2");unicode-range:{covered}}}'
    )


def write_face(face: Face, package: Path) -> set[int]:
    """Write fonts, style sheet and licence of one face; return the code points it can draw."""
    slices = read_slices(package, face.weights)
    core = join_core(slices, core_code_points())
    copyright_line = str(open_font(slices[0].content)["name"].getDebugName(0))
    licence = (package / "LICENSE").read_text(encoding="utf-8")
    for one in [*slices, core]:
        write(VENDOR / "fonts" / face.slug / file_name(face, one), one.content)
    write(
        VENDOR / "fonts" / f"{face.slug}.css",
        "\n".join(font_face(face, one) for one in [*slices, core]),
    )
    write(VENDOR / "LICENSES" / f"{face.slug}.txt", f"{face.family}: {copyright_line}\n\n{licence}")
    print(
        f"{face.family}: {len(slices)} slices, core {len(core.content)} bytes for {len(core.code_points)} characters"
    )
    absent = core_code_points() - core.code_points
    if absent:
        print(
            f"{face.family} lacks of the core characters: {''.join(map(chr, sorted(absent)))}",
            file=sys.stderr,
        )
    return set().union(*(one.code_points for one in slices))


def write_coverage(covered: Mapping[str, set[int]]) -> None:
    """Write which code points each face can draw: first those of both, then those of one face only."""
    both = set.intersection(*covered.values())
    sections = {"both": both} | {key: own - both for key, own in covered.items()}
    lines = [
        "# Code points the shipped fonts can draw, in hexadecimal. Written by tools/vendor.py."
    ]
    for key, code_points in sections.items():
        lines += [
            f"[{key}]",
            *textwrap.wrap(" ".join(hex_ranges(code_points)), 118, break_on_hyphens=False),
        ]
    write(COVERAGE, "\n".join(lines))


def write_checksums() -> None:
    """List the SHA-256 of each vendored file, as `sha256sum --check` reads it."""
    files = sorted(path for path in VENDOR.rglob("*") if path.is_file())
    lines = [
        f"{hashlib.sha256(path.read_bytes()).hexdigest()}  {path.relative_to(VENDOR).as_posix()}"
        for path in files
    ]
    write(VENDOR / "CHECKSUMS", "\n".join(lines))


def main() -> None:
    """Write everything anew."""
    with tempfile.TemporaryDirectory() as temporary:
        downloads = Path(temporary)
        htmx = fetch(HTMX, into=downloads)
        packages = {face.key: fetch(face.package, into=downloads) for face in FACES}
        shutil.rmtree(VENDOR, ignore_errors=True)
        write(VENDOR / f"htmx-{HTMX.version}.min.js", (htmx / "dist" / "htmx.min.js").read_bytes())
        write(VENDOR / "LICENSES" / "htmx.txt", (htmx / "LICENSE").read_bytes())
        covered = {face.key: write_face(face, packages[face.key]) for face in FACES}
    write_coverage(covered)
    write_checksums()


if __name__ == "__main__":
    main()
