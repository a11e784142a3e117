"""Text as it comes from Word or WeChat, made into the light Markdown that is stored. Pure.

Official papers number their parts 一、（一）1.（1）: a line that bears such a number and stands alone
is a heading of that level, one that runs on begins with it in bold (GB/T 9704 sets the levels in
faces of their own). The items of one list are treated alike. Tidying twice changes nothing, and no
word is ever changed.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby

LONGEST_HEADING = 40
#: 一、 and （一） are headings of parts; 1. and （1） may number sentences just as well.
LAST_OF_PARTS = 3

#: What office programs leave between characters and nobody sees.
_UNSEEN = re.compile("[\u00ad\u200b-\u200f\u202a-\u202e\u2060\ufeff\u0000-\u0008\u000e-\u001f]")
_SPACES = re.compile("[ \u00a0\u2002-\u200a\u202f\u3000\t]+")
_WIDE = str.maketrans("０１２３４５６７８９", "0123456789")
_LINE_END = re.compile("\r\n|[\n\r\v\f\u0085\u2028\u2029]")
_LEVELS = (
    (2, re.compile(r"[一二三四五六七八九十百]+[、．.]")),
    (3, re.compile(r"[（(][一二三四五六七八九十百]+[)）]、?")),
    (4, re.compile(r"\d{1,3}[.．、](?!\d)")),
    (5, re.compile(r"[（(]\d{1,3}[)）]、?")),
)
#: What no heading ends with.
_OPEN_END = tuple("。！？；，、：,;!?:.．")
#: Where a sentence ends. A full stop of half width is one behind a character of full width or before one, and
#: at the end of a line; in 2.5 and No.3 it is none.
_STOP = re.compile(
    r"[。！？；!?;]|(?<!\d)[：:]|[：:](?!\d)|(?<=[^\x00-\x7f])[.．]|[.．](?=[^\x00-\x7f]|$)"
)
_LEAST_RUN_IN, _MOST_RUN_IN = 2, 30
#: Behind these the rest of a line goes on as text; what ends with another mark is no heading.
_RUN_IN_ENDS = "。.．：:"
#: Marks of Markdown that somebody, or an earlier tidying, has set.
#: The marks of bold type; more stars than that cover something: 138****0000.
EMPHASIS = r"(?<!\*)\*{2,3}(?!\*)"
_EMPHASIS = re.compile(EMPHASIS)
_MARKED = re.compile(r"(#{1,6} |[-*+] |\d{1,3}\\|>|\*\*)")
#: What Markdown would take for a mark though it is a word's own: "1." a list, "#" a heading.
_LOOKS_MARKED = re.compile(r"^(\d{1,9})([.)])(?=\s|$)")
_KEPT = re.compile(r"^(\d{1,9})\\(?=[.)])")
_HEADING = re.compile(r"^#{1,6} ")


@dataclass(frozen=True)
class Numbered:
    """A line of official numbering: `level` as Markdown counts, what numbers it, and the words behind."""

    level: int
    number: str
    rest: str

    @property
    def is_heading(self) -> bool:
        """True if it is nothing but a heading."""
        is_short = 0 < len(self.rest) <= LONGEST_HEADING - len(self.number)
        return is_short and not self.rest.endswith(_OPEN_END) and not _STOP.search(self.rest)


def tidied(text: str) -> str:
    """Clean paragraphs, one blank line between them; official numbering as headings."""
    return marked(lines_of(text))


def lines_of(text: str) -> list[str]:
    """The lines of a paper that say something, clean."""
    plain = _UNSEEN.sub("", _LINE_END.sub("\n", text)).translate(_WIDE)
    lines = (_SPACES.sub(" ", line).strip() for line in plain.split("\n"))
    return [line for line in lines if line]


def marked(lines: Sequence[str]) -> str:
    """Lines as light Markdown."""
    items = set(_items(lines))
    return "\n\n".join(_marked(line, is_item=at in items) for at, line in enumerate(lines))


def numbered(line: str) -> Numbered | None:
    """A line of official numbering, whether it is marked already or not; None if it is none."""
    plain = _KEPT.sub(r"\1", _EMPHASIS.sub("", _HEADING.sub("", line)))
    for level, pattern in _LEVELS:
        number = pattern.match(plain)
        if number is not None:
            return Numbered(level, number[0], plain[number.end() :])
    return None


def _items(lines: Sequence[str]) -> Iterator[int]:
    """The lines that are no headings though they might be: with their neighbours they make a list.

    Numbers 1. and （1） one below the other are a list in any case; of parts, those that have nothing
    of their own below them while a neighbour is a sentence.
    """
    found = [numbered(line) for line in lines]
    for level, run in groupby(range(len(lines)), lambda at: getattr(found[at], "level", 0)):
        members = [(at, one) for at in run if (one := found[at]) is not None]
        if len(members) == 1 or not level:
            continue
        has_sentence = not all(one.is_heading for _at, one in members)
        last = members[-1][0]
        for at, _one in members:
            is_bare = at != last or last == len(lines) - 1
            if level > LAST_OF_PARTS or (has_sentence and is_bare):
                yield at


def _marked(line: str, *, is_item: bool) -> str:
    if _MARKED.match(line):
        return line
    found = numbered(line)
    if found is None:
        return _kept(line)
    if found.is_heading and not is_item:
        return f"{'#' * found.level} {line}"
    return _with_run_in(line, found) if found.level <= LAST_OF_PARTS else _kept(line)


def _with_run_in(line: str, found: Numbered) -> str:
    """A heading that its paragraph follows in the same line: **（一）加强管理**。各站要……

    The mark that ends it stays outside: Markdown knows no emphasis that ends between 。 and a word.
    """
    stop = _STOP.search(found.rest)
    if stop is None or stop[0] not in _RUN_IN_ENDS or stop.end() == len(found.rest):
        return line
    phrase = found.rest[: stop.start()]
    is_short = _LEAST_RUN_IN <= len(phrase) <= _MOST_RUN_IN
    if not is_short or "*" in phrase or phrase[-1].isspace():
        return line
    return f"**{found.number}{phrase}**{found.rest[stop.start() :]}"


def _kept(line: str) -> str:
    """The line as a paragraph, whatever Markdown would make of its first characters."""
    return _LOOKS_MARKED.sub(r"\1\\\2", line)
