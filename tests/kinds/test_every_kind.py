"""What every kind of board must keep to. A new kind is tested by its line in the registry and its samples."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from datetime import date
from pathlib import Path
from typing import Any

import msgspec
import pytest
from bs4 import BeautifulSoup
from flask import g, render_template

from kiosk.core.document import BadContent, Document, canonical, decode, fingerprint, from_builtins
from kiosk.core.media import Photo
from kiosk.kinds import registry
from kiosk.kinds.contract import Facts, Kind
from kiosk.kinds.editing import Known, as_formdata, read_back, stored, typed_of
from kiosk.kinds.registry import KINDS
from kiosk.postings import register
from kiosk.programme.boards import rendered
from tests.kinds import making
from tests.lint_html import lint

ROOT = Path(__file__).parents[2]
HOSTILE = "<img src=x onerror=alert(1)>"
LINK = "http://kiosk.test/n/7kqmx2p9a"

Case = tuple[Kind[Any], Document]


def cases(kinds: Iterable[Kind[Any]] = KINDS) -> list[Any]:
    return [
        pytest.param((kind, document), id=f"{kind.name}-{number}")
        for kind in kinds
        for number, document in enumerate(making.samples(kind.name), start=1)
    ]


every_kind = pytest.mark.parametrize("kind", KINDS, ids=[kind.name for kind in KINDS])
every_sample = pytest.mark.parametrize("case", cases())
TYPED = [kind for kind in KINDS if kind.editor is not None]
every_typed_kind = pytest.mark.parametrize("kind", TYPED, ids=[kind.name for kind in TYPED])
every_typed_sample = pytest.mark.parametrize("case", cases(TYPED))


@pytest.fixture
def answering(app):
    """Inside a request, in the office's language."""
    with app.test_request_context():
        g.language = "zh_CN"
        yield


def on_wall(case: Case, facts: Facts) -> str:
    return rendered(case[1], facts, revision=1, link=LINK).html


def on_phone(case: Case, facts: Facts) -> str:
    """The kind's part of a phone page, with what follows the signatures where it has that."""
    kind, document = case
    content = kind.visible(document, facts)
    names = [f"kinds/{kind.name}/phone.html", f"kinds/{kind.name}/_phone_after.html"]
    there = [name for name in names if (ROOT / "templates" / name).exists()]
    return "".join(render_template(name, kind=kind, content=content, facts=facts) for name in there)


def everywhere(case: Case) -> Iterator[str]:
    for facts in making.situations(case[0].name):
        yield on_wall(case, facts)
        yield on_phone(case, facts)


def own_words(kind: Kind[Any]) -> Iterator[tuple[Path, str]]:
    """Every file of a kind, with its text."""
    for tree, ending in (("kiosk", "py"), ("templates", "html"), ("static", "css")):
        folder = ROOT / tree / "kinds" / kind.name
        for path in sorted(folder.rglob(f"*.{ending}")):
            yield path, path.read_text(encoding="utf-8")


@every_kind
def test_a_kind_has_its_templates_its_style_sheet_and_samples(kind):
    assert (ROOT / f"templates/kinds/{kind.name}/wall.html").is_file()
    assert (ROOT / f"templates/kinds/{kind.name}/phone.html").is_file()
    assert (ROOT / f"static/kinds/{kind.name}/wall.css").is_file()
    assert making.samples(kind.name)
    assert all(type(sample) is kind.content for sample in making.samples(kind.name))


@every_kind
def test_a_kind_knows_no_other_kind(kind):
    others = {other.name for other in KINDS} - {kind.name}
    named = [
        f"{path.name}: {other}"
        for path, text in own_words(kind)
        for other in others
        if f"kinds/{other}" in text or f"kinds.{other}" in text or f"board-{other}" in text
    ]

    assert named == []


@every_kind
def test_no_document_of_a_kind_holds_a_floating_point_number(kind):
    assert "FloatType" not in repr(msgspec.inspect.type_info(kind.content))


@every_kind
def test_a_kind_says_how_it_looks_in_words_the_wall_knows(kind):
    assert kind.theme in {"paper", "crimson"}
    assert kind.schema >= 1
    assert registry.kind(kind.name) is kind


@every_sample
def test_a_document_is_read_back_and_written_the_same(case):
    kind, document = case
    data = canonical(document)

    assert decode(data, kind.content) == document
    assert canonical(decode(data, kind.content)) == data
    assert fingerprint(data) == fingerprint(canonical(decode(data, kind.content)))
    assert from_builtins(json.loads(data), kind.content) == document


@every_sample
def test_a_document_has_a_title_and_a_word_for_its_spine(answering, case):
    kind, document = case

    assert kind.title(document)
    assert kind.spine(document, making.facts(kind.name)) == "公示"
    assert kind.spine(document, making.facts(kind.name, spine="党建")) == "党建"


@every_sample
def test_a_kind_finds_every_text_and_picture_of_its_document(case):
    kind, document = case
    written = canonical(document).decode()
    named = written.count('"focus_x"')

    assert all(json.dumps(text, ensure_ascii=False) in written for text in kind.strings(document))
    assert set(kind.strings(document)) >= set(texts_of(json.loads(written))) - dates_of(document)
    assert len(list(kind.photos(document))) == named
    assert all(isinstance(photo, Photo) for photo in kind.photos(document))


@pytest.mark.parametrize("language", ["zh_CN", "en"])
@every_sample
def test_the_wall_gets_one_board_that_says_what_the_player_must_know(app, case, language):
    kind, _document = case
    with app.test_request_context():
        g.language = language
        for facts in making.situations(kind.name):
            html = on_wall(case, facts)
            root = only_root(html)

            assert lint(html) == []
            assert root.name == "article"
            assert "board" in root["class"]
            assert root["data-kind"] == kind.name
            assert root["data-theme"] == kind.theme
            assert root["data-spine"] == (facts.spine or facts.form)
            assert root["data-dwell"]


@pytest.mark.parametrize("case", cases(one for one in KINDS if one.name in register.KINDS))
def test_what_is_registered_says_on_the_wall_that_it_was_corrected_and_when(app, case):
    with app.test_request_context():
        g.language = "zh_CN"
        first, corrected, *_others = making.situations(case[0].name)

        assert "更正 11月19日" in on_wall(case, corrected)
        assert "更正" not in on_wall(case, first)


@pytest.mark.parametrize("language", ["zh_CN", "en"])
@every_sample
def test_the_phone_gets_a_part_of_a_page(app, case, language):
    with app.test_request_context():
        g.language = language
        for facts in making.situations(case[0].name):
            assert lint(on_phone(case, facts)) == []


@every_sample
def test_a_board_carries_no_style_and_no_script(answering, case):
    for html in everywhere(case):
        assert forbidden(html) == []


@every_sample
def test_what_people_write_never_becomes_markup(answering, case):
    kind, document = case
    hostile = (kind, made_hostile(document, kind.content))
    shown = list(everywhere(hostile))

    assert hostile[1] != document
    assert any(HOSTILE in BeautifulSoup(html, "html.parser").get_text() for html in shown)
    for html in shown:
        assert forbidden(html) == []
        assert "<img src=x" not in html


@every_sample
def test_what_people_write_beside_the_content_never_becomes_markup(answering, case):
    kind, _document = case
    plain = making.facts(kind.name)
    signature = plain.signatures[0].__class__("party", HOSTILE, HOSTILE, plain.signatures[0].on)
    facts = making.facts(
        kind.name,
        category=HOSTILE,
        spine=HOSTILE,
        register_number=HOSTILE,
        signatures=(signature,),
    )
    html = on_wall(case, facts)

    assert only_root(html)["data-spine"] == HOSTILE
    assert forbidden(html) == []
    assert "<img src=x" not in html


@every_sample
def test_equal_content_is_an_equal_board_and_another_link_another(answering, case):
    facts = making.facts(case[0].name)
    first = rendered(case[1], facts, revision=1, link=LINK)
    again = rendered(case[1], facts, revision=1, link=LINK)
    other = rendered(case[1], facts, revision=1, link=f"{LINK}b")

    assert first.digest == again.digest
    assert first.digest != other.digest


def test_two_kinds_cannot_share_a_name(monkeypatch):
    monkeypatch.setattr(registry, "KINDS", (*KINDS, KINDS[0]))

    with pytest.raises(ValueError, match="two kinds share a name"):
        registry._by_name()


def test_a_kind_nobody_registered_is_unknown():
    with pytest.raises(registry.UnknownKind):
        registry.kind("weather")


def only_root(html: str) -> Any:
    """The one element a fragment consists of."""
    soup = BeautifulSoup(html, "html.parser")
    roots = soup.find_all(True, recursive=False)
    loose = "".join(soup.find_all(string=True, recursive=False)).strip()
    assert (len(roots), loose) == (1, "")
    return roots[0]


def forbidden(html: str) -> list[str]:
    """Elements and attributes that the content security policy, or we, let nobody write."""
    soup = BeautifulSoup(html, "html.parser")
    elements = soup.find_all(
        ["script", "style", "iframe", "object", "form", "base", "link", "meta"]
    )
    attributes = [
        f"{tag.name} {name}"
        for tag in soup.find_all(True)
        for name in tag.attrs
        if name == "style" or name.startswith("on")
    ]
    return [*(tag.name for tag in elements), *attributes]


def texts_of(node: object) -> Iterator[str]:
    """Every text in plain data, without the keys of rows."""
    if isinstance(node, str):
        yield node
    elif isinstance(node, dict):
        for value in node.values():
            yield from texts_of(value)
    elif isinstance(node, list):
        for value in node:
            yield from texts_of(value)


def dates_of(node: Any) -> set[str]:
    """The days of a document, which are texts only in JSON."""
    if isinstance(node, date):
        return {node.isoformat()}
    if isinstance(node, Document):
        node = [getattr(node, name) for name in node.__struct_fields__]
    if isinstance(node, tuple | list):
        return set().union(*(dates_of(part) for part in node))
    return set()


def made_hostile(document: Document, type_: type[Document]) -> Document:
    """The document with markup in every text that its type lets people write freely."""
    plain = json.loads(canonical(document))
    for holder, key in list(_places(plain)):
        kept = holder[key]
        holder[key] = HOSTILE
        try:
            from_builtins(plain, type_)
        except BadContent:
            holder[key] = kept
    return from_builtins(plain, type_)


def _places(node: Any) -> Iterator[tuple[Any, Any]]:
    """Where the texts of plain data stand."""
    pairs = node.items() if isinstance(node, dict) else enumerate(node)
    for key, value in list(pairs):
        if isinstance(value, str):
            yield node, key
        elif isinstance(value, dict | list):
            yield from _places(value)


def test_only_boards_the_product_makes_by_itself_have_no_editor():
    assert [one.name for one in KINDS if one.editor is None] == ["overview"]


@every_typed_sample
def test_a_document_goes_through_its_editor_and_comes_back_the_same(case: Case):
    kind, document = case
    assert kind.editor is not None
    shown = kind.editor(data=kind.values_of(document))
    kept = read_back(stored(typed_of(shown)))

    typed = kind.editor(formdata=as_formdata(kept))
    made = kind.content_of(typed, kind.parts_of(document), known_of(document))

    assert made == document
    assert typed.validate(), typed.errors


@every_typed_kind
def test_an_untouched_editor_already_makes_a_document_a_wall_can_show(kind: Kind[Any]):
    assert kind.editor is not None
    nothing = kind.editor(formdata=as_formdata([]))

    made = kind.content_of(nothing, {}, Known(on=date(2026, 11, 22), form="公示"))

    assert isinstance(made, kind.content)


def known_of(document: Document) -> Known:
    """What an editor knows beside: the form a category gives, the stations' names."""
    supervisors = getattr(document, "supervisors", ())
    return Known(
        on=date(2000, 1, 1),
        form=getattr(document, "form", ""),
        stations={one.station_code: one.station for one in supervisors},
    )
