"""Text as it comes from Word or WeChat, made into the light Markdown that is stored. Pure.

Official papers number their parts 一、（一）1.（1）: a line that bears such a number and stands alone
is a heading of that level, one that runs on begins with it in bold (GB/T 9704 sets the levels in
faces of their own). Tidying twice changes nothing, and no word is ever changed.
"""

from __future__ import annotations

import re
from contextlib import suppress
from dataclasses import dataclass
from datetime import date

LONGEST_HEADING = 40
LONGEST_ISSUER = 40

#: What office programs leave between characters and nobody sees.
_UNSEEN = re.compile("[\u00ad\u200b-\u200f\u202a-\u202e\u2060\ufeff\u0000-\u0008\u000e-\u001f]")
_SPACES = re.compile("[ \u00a0\u2002-\u200a\u202f\u3000\t]+")
_WIDE = str.maketrans("０１２３４５６７８９", "0123456789")
_LINE_END = re.compile("\r\n|[\n\r\v\f\u0085\u2028\u2029]")
_LEVELS = (
    (2, re.compile(r"[一二三四五六七八九十百]+、")),
    (3, re.compile(r"[（(][一二三四五六七八九十百]+[)）]、?")),
    (4, re.compile(r"\d{1,3}[.．、](?![\d])")),
    (5, re.compile(r"[（(]\d{1,3}[)）]、?")),
)
_SENTENCE_ENDS = "。！？；，、：,;!?:"
#: A heading that its paragraph follows in the same line: （一）加强管理。各站要……
_RUN_IN = re.compile(r"^([^。！？；：]{2,30}。)(?=\S)")
#: Marks of Markdown that somebody, or an earlier tidying, has set.
_MARKED = re.compile(r"(#{1,6} |[-*+] |\d{1,3}\\|>|\*\*)")
#: What Markdown would take for a mark though it is a word's own: "1." a list, "#" a heading.
_LOOKS_MARKED = re.compile(r"^(\d{1,9})([.)])(?=\s|$)")
_DAY = re.compile(r"^(\d{4})年(\d{1,2})月(\d{1,2})日$")
_TITLE_END = re.compile(r"(公示|公开|公告|通报|通知|情况|决定|意见)$")
_ISSUER_END = re.compile(r"(所|站|处|委员会|支部|办公室|党支部|工会|中心|公司|小组|委|部)$")


@dataclass(frozen=True)
class Paper:
    """A whole paper taken apart. Empty where the text does not say it."""

    title: str
    body: str
    issuer: str
    on: date | None


def tidied(text: str) -> str:
    """Clean paragraphs, one blank line between them; official numbering as headings."""
    return "\n\n".join(_marked(line) for line in _lines(text))


def taken_apart(text: str) -> Paper:
    """A pasted paper: its first line may be the title, its last two the issuer and the date."""
    lines = _lines(text)
    title = lines.pop(0) if len(lines) > 1 and _is_title(lines[0]) else ""
    on = _day(lines[-1]) if lines else None
    if on is not None:
        lines.pop()
    issuer = lines.pop() if on is not None and lines and _is_issuer(lines[-1]) else ""
    return Paper(title, "\n\n".join(_marked(line) for line in lines), issuer, on)


def _lines(text: str) -> list[str]:
    plain = _UNSEEN.sub("", _LINE_END.sub("\n", text)).translate(_WIDE)
    lines = (_SPACES.sub(" ", line).strip() for line in plain.split("\n"))
    return [line for line in lines if line]


def _marked(line: str) -> str:
    if _MARKED.match(line):
        return line
    for level, pattern in _LEVELS:
        number = pattern.match(line)
        if number is None:
            continue
        rest = line[number.end() :]
        if len(line) <= LONGEST_HEADING and rest and rest[-1] not in _SENTENCE_ENDS:
            return f"{'#' * level} {line}"
        run_in = _RUN_IN.match(rest)
        if run_in is not None and level <= 3:  # noqa: PLR2004 - 一、 and （一） are headings, 1. numbers sentences
            return f"**{number[0]}{run_in[1]}**{rest[run_in.end() :]}"
        return _kept(line)
    return _kept(line)


def _kept(line: str) -> str:
    """The line as a paragraph, whatever Markdown would make of its first characters."""
    return _LOOKS_MARKED.sub(r"\1\\\2", line)


def _is_title(line: str) -> bool:
    return len(line) <= LONGEST_HEADING and bool(_TITLE_END.search(line)) and "。" not in line


def _is_issuer(line: str) -> bool:
    return len(line) <= LONGEST_ISSUER and bool(_ISSUER_END.search(line))


def _day(line: str) -> date | None:
    match = _DAY.match(line.replace(" ", ""))
    if match is None:
        return None
    with suppress(ValueError):
        return date(int(match[1]), int(match[2]), int(match[3]))
    return None
