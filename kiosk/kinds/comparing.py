"""Two documents of one kind compared: words within paragraphs, rows of tables, columns, files. Pure.

It goes through the fields of whatever kind there is. Nothing that differs is passed over: what nobody reads, hashes
and keys, is said to differ where no words tell of it.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from functools import lru_cache
from typing import Any, get_args, get_type_hints

from kiosk.core.document import Document
from kiosk.core.media import Attachment, Photo
from kiosk.core.pieces import added, common, kept, pieces, removed
from kiosk.kinds.compared import (
    Change,
    Comparison,
    Entry,
    File,
    Grid,
    Paragraph,
    Part,
    Path,
    Unsaid,
    Words,
)
from kiosk.kinds.comparing_tables import Column, Sheet, grids, listed_grid
from kiosk.kinds.matching import matched
from kiosk.kinds.notices.content import Table

#: How a value is written: the value, and the name of its field or the sort of its column.
Write = Callable[[Any, str], str]

#: A station's code beside its name, which people do not read.
_CODE = re.compile("(^|_)code$")
_LINES = re.compile(r"[\r\n]+")
_FIGURE = re.compile(r"-?[0-9]+([.][0-9]+)?")
#: Two paragraphs are one that was changed if they have so much of the longer in common.
SHARED = 0.4
#: So many pairs of paragraphs are weighed; of more, only those that stand about as far down.
MOST_PAIRS, WINDOW = 2500, 5


def plain(value: object, _what: str) -> str:
    """A value as the document holds it."""
    return str(value)


def compared(old: Document, new: Document, *, write: Write = plain) -> Comparison:
    """What became of `old`, a document of the same type as `new`."""
    parts: list[Part] = []
    for name in new.__struct_fields__:
        before, after = getattr(old, name), getattr(new, name)
        found = [] if name in new.unread else list(_parts(before, after, (name,), write))
        parts += found
        if before != after and all(one.change == "kept" for one in found):
            parts.append(Unsaid((name,)))
    return Comparison(tuple(parts))


def whole(document: Document, *, write: Write = plain) -> Comparison:
    """A document alone: everything in it, and nothing changed."""
    return compared(document, document, write=write)


def _parts(old: Any, new: Any, path: Path, write: Write) -> Iterator[Part]:
    """The parts of a field; None stands for one that is not there."""
    there = old if new is None else new
    if isinstance(there, Document):
        yield from _of_document(old, new, path, write)
    elif isinstance(there, tuple):
        yield from _of_list(old or (), new or (), path, write)
    elif there is not None:
        yield from _of_text(_written(old, path, write), _written(new, path, write), path)


def _written(value: Any, path: Path, write: Write) -> str:
    name = next(one for one in reversed(path) if isinstance(one, str))
    return "" if value is None or value == "" else write(value, name)


def _of_document(
    old: Document | None, new: Document | None, path: Path, write: Write
) -> Iterator[Part]:
    there = new or old
    if isinstance(there, (Photo, Attachment)):
        yield _file(old, new, path)
        return
    if there is None:
        return
    for name in there.__struct_fields__:
        if name not in there.unread and not _CODE.search(name):
            yield from _parts(
                getattr(old, name, None), getattr(new, name, None), (*path, name), write
            )


def _of_list(
    old: tuple[Any, ...], new: tuple[Any, ...], path: Path, write: Write
) -> Iterator[Part]:
    """A list, by what is in it: tables, files, entries, or lines."""
    one = (new or old or (None,))[0]
    if isinstance(one, Table):
        yield from grids(
            [_sheet(each) for each in old], [_sheet(each) for each in new], path, write
        )
    elif isinstance(one, (Photo, Attachment)):
        yield from _files(old, new, path)
    elif isinstance(one, Document) and _is_flat(type(one)):
        yield from listed_grid(_listed(old, new), _listed(new, old), path, write)
    elif isinstance(one, Document):
        yield from _entries(old, new, path, write)
    elif one is not None:
        first, second = (
            "\n".join(_written(each, path, write) for each in lines) for lines in (old, new)
        )
        yield from _of_text(first, second, path)


def _of_text(old: str, new: str, path: Path) -> Iterator[Part]:
    """A field of one line or of many; one that was and is empty is no part."""
    before, after = (_paragraphs(text) for text in (old, new))
    if not before and not after:
        return
    if len(before) <= 1 and len(after) <= 1:
        first, second = "".join(before), "".join(after)
        said = pieces(first, second)
        change: Change = "kept" if first == second else "changed"
        yield Words(path, change, (Paragraph(0, change, said),))
        return
    found = tuple(_matched_paragraphs(before, after))
    is_kept = all(one.change == "kept" for one in found)
    yield Words(path, "kept" if is_kept else "changed", found)


def _paragraphs(text: str) -> list[str]:
    return [line for line in _LINES.split(text) if line.strip()]


def _matched_paragraphs(old: list[str], new: list[str]) -> Iterator[Paragraph]:
    """Paragraphs that are the same hold their places; between them a changed one is looked for."""
    i = j = 0
    for at, there in [*common(old, new), (len(old), len(new))]:
        yield from _between(old, new, range(i, at), range(j, there))
        if there < len(new):
            yield Paragraph(there + 1, "kept", kept(new[there]))
        i, j = at + 1, there + 1


def _between(old: list[str], new: list[str], olds: range, news: range) -> Iterator[Paragraph]:
    at = olds.start
    for there, one in _alike(old, new, olds, news):
        if one is None:
            yield Paragraph(there + 1, "added", added(new[there]))
            continue
        yield from (Paragraph(k + 1, "removed", removed(old[k])) for k in range(at, one))
        yield Paragraph(there + 1, "changed", pieces(old[one], new[there]))
        at = one + 1
    yield from (Paragraph(k + 1, "removed", removed(old[k])) for k in range(at, olds.stop))


def _alike(
    old: list[str], new: list[str], olds: range, news: range
) -> list[tuple[int, int | None]]:
    """Each of the newer paragraphs with the older one it was made of, none of them crossing another."""
    is_many = len(olds) * len(news) > MOST_PAIRS
    weighed = sorted(
        (-share, abs(i - j), i, j)
        for j in news
        for i in olds
        if not is_many or abs((i - olds.start) - (j - news.start)) <= WINDOW
        if (share := _share(old[i], new[j])) >= SHARED
    )
    found: dict[int, int] = {}
    for _share_of, _apart, i, j in weighed:
        if j not in found and all((i < a) == (j < b) and i != a for b, a in found.items()):
            found[j] = i
    return [(j, found.get(j)) for j in news]


def _share(old: str, new: str) -> float:
    """How much of the longer both have: at most what a comparison of their words would find."""
    if min(len(old), len(new)) < max(len(old), len(new)) * SHARED:
        return 0
    said = pieces(old, new)
    same = sum(len(one.text) for one in said if one.mark == "kept")
    return same / max(len(old), len(new), 1)


def _file(old: Any, new: Any, path: Path) -> File:
    is_picture = isinstance(new or old, Photo)
    name = "alt" if is_picture else "name"
    said = pieces(getattr(old, name, ""), getattr(new, name, ""))
    change: Change = "added" if old is None else "removed" if new is None else "changed"
    return File(
        path, "picture" if is_picture else "attachment", "kept" if old == new else change, said
    )


def _files(old: Sequence[Any], new: Sequence[Any], path: Path) -> Iterator[File]:
    """Files by their names: another one under the same name is a change."""
    before = {getattr(one, "name", "") or one.sha: one for one in old}
    after = {getattr(one, "name", "") or one.sha: one for one in new}
    yield from (_file(before.get(name), one, path) for name, one in after.items())
    yield from (_file(one, None, path) for name, one in before.items() if name not in after)


def _entries(
    old: Sequence[Document], new: Sequence[Document], path: Path, write: Write
) -> Iterator[Part]:
    """Entries that have pictures, lists or entries of their own: leaders, honors."""
    names = _single([*old, *new])
    first, second = (
        [[str(getattr(one, name) or "") for name in names] for one in entries]
        for entries in (old, new)
    )
    has_words = [any(isinstance(getattr(one, name), str) for one in [*old, *new]) for name in names]
    found = matched(first, second, words=has_words)
    for one in found:
        before = None if one.old is None else old[one.old]
        after = None if one.new is None else new[one.new]
        there = after or before
        if there is None:
            continue
        number = one.new if one.new is not None else one.old
        place = (*path, number or 0)
        change: Change = "added" if before is None else "removed" if after is None else "kept"
        if names:
            yield Entry(place, change, names[0], str(getattr(there, names[0]) or ""))
        for part in _of_document(before, after, place, write):
            yield part if change == "kept" else _as_entry(part, change)
    if any(one.is_moved for one in found):
        yield Unsaid(path)


def _as_entry(part: Part, change: Change) -> Part:
    """What belongs to an entry that came or went as a whole came or went with it."""
    if isinstance(part, Words):
        said = tuple(replace(one, change=change) for one in part.paragraphs)
        return replace(part, change=change, paragraphs=said, entry=True)
    return replace(part, entry=True) if isinstance(part, (File, Grid)) else part


def _single(entries: Sequence[Document]) -> list[str]:
    """The fields of entries that hold one value and no more."""
    return [
        name
        for name in entries[0].__struct_fields__
        if name not in entries[0].unread
        and not any(isinstance(getattr(one, name), (Document, tuple)) for one in entries)
    ]


@lru_cache
def _is_flat(type_: type[Document]) -> bool:
    """True for entries that make the rows of a table: nothing in them has parts of its own."""
    return not any(_has_documents(hint) for hint in get_type_hints(type_).values())


def _has_documents(hint: Any) -> bool:
    is_one = isinstance(hint, type) and issubclass(hint, Document)
    return is_one or any(_has_documents(one) for one in get_args(hint))


def _listed(entries: Sequence[Document], others: Sequence[Document]) -> Sheet:
    """Entries as a table; a column in which none of both lists says anything is none."""
    every = [*entries, *others]
    names = [
        name
        for name in every[0].__struct_fields__
        if name not in every[0].unread
        and not _CODE.search(name)
        and any(getattr(one, name) not in {None, ""} for one in every)
    ]
    columns = tuple(Column(name, name, name, is_numeric=_is_numeric(every, name)) for name in names)
    rows = tuple({name: getattr(one, name) for name in names} for one in entries)
    return Sheet(columns, rows)


def _is_numeric(entries: Sequence[Document], name: str) -> bool:
    said = [getattr(one, name) for one in entries]
    return all(isinstance(one, (int, type(None))) or _FIGURE.fullmatch(str(one)) for one in said)


def _sheet(table: Table) -> Sheet:
    columns = tuple(
        Column(one.key, one.label, one.type, one.unit, one.is_numeric) for one in table.columns
    )
    return Sheet(
        columns, table.rows, table.caption, table.total or {}, table.note, rule=table.keep_after
    )
