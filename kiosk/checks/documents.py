"""The one way through the document of any kind: every text with its place, cell by cell and paragraph by paragraph. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import Any

from kiosk.checks.finds import Find, Grade, Path, Text, What
from kiosk.checks.numbers import numbers_in
from kiosk.checks.pay import is_of_nobody, is_pay, is_sum, pay_in
from kiosk.checks.words import NAMES, PAY, Word, words_in
from kiosk.core.document import Document, canonical, fingerprint
from kiosk.core.media import Attachment, Photo

#: No rule finds anything in a single character.
SHORTEST = 2
_PARTS = re.compile(r"[\n\r\t]")
_CELLS = re.compile(r"[\t]+")


def texts(document: Document) -> Iterator[Text]:
    """Every text that people read in `document`."""
    yield from _of_struct(document, ())


def finds_in(places: Iterable[Text]) -> list[Find]:
    """Everything that is found in these texts, in their order."""
    return [find for place in places for find in finds_at(place)]


def finds_at(place: Text) -> list[Find]:
    """What one text holds, from left to right."""
    numbers = numbers_in(place.text, label=place.label, phones_are_public=place.has_public_phones)
    if len(place.text) < SHORTEST:
        return []
    found = [Find(place, (n.start, n.end), n.what, n.grade, n.covered, n.digits) for n in numbers]
    words = [*words_in(place.text, beside_names=bool(place.beside_names)), *pay_in(place.text)]
    found += [Find(place, (one.start, one.end), one.what, _grade(one, place)) for one in words]
    return sorted(found, key=lambda one: one.span)


def _grade(word: Word, place: Text) -> Grade:
    """Words of pay beside names are looked at; over the sums themselves they block."""
    is_pay = word.what is What.WAGES and place.heads_pay
    return Grade.BLOCK if is_pay else word.grade


def attachments(document: Document) -> list[Attachment]:
    """The files that go with it."""
    return [part for part in _structs(document) if isinstance(part, Attachment)]


def photos(document: Document) -> int:
    """How many pictures it shows: no machine reads what is on them."""
    return sum(isinstance(part, Photo) for part in _structs(document))


def public_phones(document: Document) -> frozenset[str]:
    """The fields, by name, whose phone numbers are there for everybody."""
    return frozenset().union(*(part.public_phones for part in _structs(document)))


def lines(path: Path, text: str, **more: Any) -> Iterator[Text]:
    """A field's paragraphs; a tab parts cells that were pasted as text."""
    if not _PARTS.search(text):
        if text.strip():
            yield Text(path, text, **more)
        return
    paragraphs = [one for one in re.split(r"[\n\r]+", text) if one.strip()]
    for number, paragraph in enumerate(paragraphs, start=1):
        line = number if len(paragraphs) > 1 else 0
        for cell in filter(str.strip, _CELLS.split(paragraph)):
            yield Text(path, cell, line=line, **more)


def _of_struct(node: Document, path: Path) -> Iterator[Text]:
    if _is_table(node):
        yield from _of_table(node, path)
        return
    for name in node.__struct_fields__:
        if name not in node.unread:
            is_public = name in node.public_phones
            yield from _of_value(getattr(node, name), (*path, name), is_public=is_public)


def _of_value(value: object, path: Path, *, is_public: bool) -> Iterator[Text]:
    if isinstance(value, Document):
        yield from _of_struct(value, path)
    elif isinstance(value, str):
        yield from lines(path, value, has_public_phones=is_public)
    elif isinstance(value, (list, tuple)):
        for number, one in enumerate(value):
            yield from _of_value(one, (*path, number), is_public=is_public)
    elif isinstance(value, dict):
        for key, one in value.items():
            yield from _of_value(one, (*path, key), is_public=is_public)


def _is_table(node: Document) -> bool:
    return {"columns", "rows", "caption"} <= {*node.__struct_fields__}


def _of_table(table: Any, path: Path) -> Iterator[Text]:
    """Its caption, heads, cells, last line and note. A cell may be a whole number, and is read as one writes it."""
    has_names = any(NAMES.search(column.label) for column in table.columns)
    mark = _everything(table) if has_names else ""
    more = {"caption": table.caption, "beside_names": mark}
    paid = _paid(table) if has_names else []
    # 工资发放表 with a column 金额: then it is the caption that says what the sums are.
    is_said_above = any(not PAY.search(one.label) for one in paid)
    yield from lines((*path, "caption"), table.caption, heads_pay=is_said_above, **more)
    for number, column in enumerate(table.columns):
        for name in ("label", "unit"):
            where, text = (*path, "columns", number, name), getattr(column, name)
            yield from lines(where, text, heads_pay=column in paid, **more)
    rows = [(("rows", number), row) for number, row in enumerate(table.rows)]
    for place, row in [*rows, (("total",), table.total or {})]:
        for column in table.columns:
            cell = row.get(column.key)
            written = "" if cell is None else str(cell)
            where = (*path, *place, column.key)
            yield from lines(where, written, label=column.label, **more)
    yield from lines((*path, "note"), table.note, **more)


def _paid(table: Any) -> list[Any]:
    """The columns that say of somebody what they are paid."""
    names = [one.key for one in table.columns if NAMES.search(one.label)]
    people = [
        row for row in table.rows if not any(is_of_nobody(str(row.get(key) or "")) for key in names)
    ]
    return [
        one
        for one in table.columns
        if is_pay(one.label, caption=table.caption)
        and any(is_sum(str(row.get(one.key) or "")) for row in people)
    ]


def _everything(table: Document) -> str:
    return fingerprint(canonical(table))


def _structs(node: object) -> Iterator[Document]:
    if isinstance(node, Document):
        yield node
        for name in node.__struct_fields__:
            yield from _structs(getattr(node, name))
    elif isinstance(node, (list, tuple)):
        for one in node:
            yield from _structs(one)
    elif isinstance(node, dict):
        for one in node.values():
            yield from _structs(one)
