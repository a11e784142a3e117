"""A pasted paper in the fields of a notice: what goes where, and what is only offered. Pure but for its words.

A field that holds what the category's pattern, or nobody, put there takes what the paper says. What
somebody has typed stays, and what the paper says instead is offered in a sentence.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date

from flask_babel import gettext as _

from kiosk.core.blanks import blanks_in
from kiosk.core.formats import long_day
from kiosk.core.months import MONTHS_A_YEAR, month_after, months_until
from kiosk.core.papers import Paper, day_in, is_same, taken_apart
from kiosk.core.prose import lines_of
from kiosk.kinds.contract import Offer, Tidied
from kiosk.kinds.editing import Known, Typed
from kiosk.kinds.notices.grid import pairs_of
from kiosk.kinds.notices.pasted_tables import (
    Found,
    lines_with_tabs,
    put_back,
    taken_out,
    without_last_tables,
)
from kiosk.kinds.notices.patterns import filled, patterns
from kiosk.kinds.notices.saying import differing, refusal
from kiosk.sheets import Unreadable


def tidied(typed: Typed, known: Known, *, fresh: str) -> Tidied:
    """The text clean, its title, issuer and day where they belong, its tables in grids with ids that begin with `fresh`."""
    said = dict(typed)
    own = said.get("title", "").strip()
    lines, tables = taken_out(_without_pattern(lines_with_tabs(said.get("body", "")), known), fresh)
    is_there = len(lines) > 1 and is_same(lines[0], own)
    text, below = without_last_tables(lines[1:] if is_there else lines)
    paper = taken_apart("\n".join(text), _names(known), below=below)
    fields: dict[str, str] = {"body": paper.whole}
    offers: list[Offer] = []
    if paper.title and not is_there:
        fields |= _titled(paper, own, known)
        if paper.is_certain and fields["body"] == paper.whole:
            offers.append(_title_offered(paper.title))
    title = own if is_there else paper.title if fields["body"] != paper.whole else ""
    for name, value in _signature(paper, tables).items():
        if _is_open(name, said.get(name, "").strip(), known):
            fields[name] = value
        elif not _says(name, said[name], value):
            offers.append(_signature_offered(name, value))
    fields["body"] = put_back(fields["body"], tables)
    grids = [pair for one in tables if one.grid for pair in pairs_of(one.grid)]
    said_now = [(name, fields.get(name, value)) for name, value in typed]
    return Tidied(
        [*said_now, *grids],
        (*offers, *map(_table_told, tables)),
        tuple(_took(paper, title, tables, {one.field for one in offers})),
        is_sure=is_there or paper.is_certain or paper.on is not None,
    )


def _took(paper: Paper, title: str, tables: Sequence[Found], offered: set[str]) -> Iterator[str]:
    """What the text was taken for, each in a few words; what is only offered says so itself."""
    if title:
        yield _("title “%(title)s”", title=title)
    if paper.issuer and "issuer" not in offered:
        yield _("issued by %(issuer)s", issuer=paper.issuer)
    on = _signature(paper, tables).get("sign_date")
    if on and "sign_date" not in offered:
        yield _("dated %(day)s", day=long_day(date.fromisoformat(on)))


def _titled(paper: Paper, own: str, known: Known) -> dict[str, str]:
    """The fields that a paper's title changes; none where somebody has typed another."""
    if is_same(paper.title, own):
        return {"body": paper.body}
    if _is_open("title", own, known):
        return {"body": paper.body, "title": paper.title}
    return {}


def dated(typed: Typed, known: Known, on: date) -> Typed:
    """What was typed, of the day a sheet bears; a day that somebody has typed stays."""
    return [
        (name, on.isoformat() if name == "sign_date" and _is_open(name, value, known) else value)
        for name, value in typed
    ]


def _signature(paper: Paper, tables: Sequence[Found]) -> dict[str, str]:
    on = paper.on or next((one.on for one in tables if one.on), None)
    found = {"issuer": paper.issuer, "sign_date": on.isoformat() if on else ""}
    return {name: value for name, value in found.items() if value}


def _is_open(name: str, value: str, known: Known) -> bool:
    """True for a field that says nothing yet, or what a new draft begins with."""
    if not value:
        return True
    if name == "issuer":
        return value in {known.issuer, known.office}
    if name == "sign_date":
        return day_in(value) in {known.on, known.begun}
    return bool(blanks_in(value)) or value in {
        said for one in patterns() for said in _said(one.title, known)
    }


def _says(name: str, typed: str, value: str) -> bool:
    """True if the field says already what the paper says."""
    return day_in(typed) == day_in(value) if name == "sign_date" else is_same(typed, value)


def _without_pattern(lines: list[str], known: Known) -> list[str]:
    """What was pasted into the pattern's own text, and that text beside it unless it was a whole paper.

    Somebody clicks into the words a draft begins with, at their end, at their beginning or in between, and pastes.
    """
    text = "\n".join(lines)
    for own in _pattern_texts(known):
        for pasted in _put_into(own, text):
            rest, tables = taken_out(pasted)
            text_alone, below = without_last_tables(rest)
            paper = taken_apart("\n".join(text_alone), below=below)
            # A short first line alone may be a sentence; above a signature it is a title.
            if len(rest) > 1 and (paper.is_certain or (paper.title and paper.on)):
                return pasted
            if tables:
                return [*own.split("\n"), *pasted]
    return lines


def _put_into(own: str, text: str) -> Iterator[list[str]]:
    """What was put into `own` to make `text` of it, at every place where it may have been: the likeliest first."""
    if len(text) <= len(own):
        return
    before, after = _alike(own, text), _alike(own[::-1], text[::-1])
    places = range(max(0, len(own) - after), min(before, len(own)) + 1)
    edges = [at for at in places if at in {0, len(own)} or "\n" in own[at - 1 : at + 1]]
    within = [at for at in places if at not in edges]
    # Of several places inside a sentence nobody knows which it was.
    for at in edges or (within if len(within) == 1 else []):
        yield _lines(text[at : len(text) - len(own) + at])


def _alike(one: str, other: str) -> int:
    """With how many of the same characters both begin."""
    return next(
        (at for at, (mine, yours) in enumerate(zip(one, other, strict=False)) if mine != yours),
        min(len(one), len(other)),
    )


def _lines(text: str) -> list[str]:
    return [line for line in text.split("\n") if line.strip()]


def _pattern_texts(known: Known) -> Iterator[str]:
    """What drafts begin with, and its first sentences alone: whoever has changed the rest may still paste behind them."""
    bodies = (said for one in patterns() if one.body for said in _said(one.body, known))
    openings = (said for one in patterns() if one.opening for said in _said(one.opening, known))
    return ("\n".join(lines_of(text)) for text in dict.fromkeys([*bodies, *openings]))


def _said(text: str, known: Known) -> Iterator[str]:
    """What a new draft made of a pattern's words, at the office or at the station, on the day it was begun.

    One that makes good what was left undone is about an earlier month.
    """
    for on in _days(known):
        for issuer in (known.issuer, known.office):
            yield filled(text, on=on, issuer=issuer, branch=known.branch)


def _days(known: Known) -> Sequence[date]:
    earlier = months_until(month_after(known.on, -1), most=MONTHS_A_YEAR)
    return [known.on, *([known.begun] if known.begun else []), *earlier]


def _names(known: Known) -> list[str]:
    names = [known.issuer, known.office, known.branch, known.place, *known.stations.values()]
    return [one for one in names if one]


def _title_offered(title: str) -> Offer:
    return Offer(
        "title",
        title,
        _("The text has a title of its own: “%(title)s”. The one you typed was kept.", title=title),
        _("Take the title of the text"),
    )


def _table_told(table: Found) -> Offer:
    """What became of a table in the text: a sentence, and nothing to decide."""
    if table.grid:
        says = _(
            "The text held a table of %(rows)d lines. It stands in a grid of its own below; walls show it behind the text.",
            rows=table.rows,
        )
        says = " ".join([says, *differing(table.differing)])
    elif isinstance(table.refused, Unreadable):
        says = " ".join(
            [_("The text holds a table that was left as it came."), refusal(table.refused)]
        )
    else:
        says = _(
            "The text holds a table of %(rows)d lines, too large for a grid; it was left as it came. Cut it out and insert it with “Insert a table from Excel”.",
            rows=table.rows,
        )
    return Offer("", "", says, "")


def _signature_offered(name: str, value: str) -> Offer:
    if name == "issuer":
        return Offer(
            name,
            value,
            _("The text was signed by %(issuer)s. The one you typed was kept.", issuer=value),
            _("Take the signature of the text"),
        )
    return Offer(
        name,
        value,
        _("The text was dated %(day)s. The date you typed was kept.", day=value),
        _("Take the date of the text"),
    )
