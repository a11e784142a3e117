"""A pasted paper in the fields of a notice: what goes where, and what is only offered. Pure but for its words.

A field that holds what the category's pattern, or nobody, put there takes what the paper says. What
somebody has typed stays, and what the paper says instead is offered in a sentence.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date

from flask_babel import gettext as _

from kiosk.core.blanks import blanks_in
from kiosk.core.papers import Paper, day_in, is_same, taken_apart
from kiosk.core.prose import lines_of
from kiosk.kinds.contract import Offer, Tidied
from kiosk.kinds.editing import Known, Typed
from kiosk.kinds.notices.patterns import filled, patterns


def tidied(typed: Typed, known: Known) -> Tidied:
    """The text clean, its title, issuer and day where they belong."""
    said = dict(typed)
    own = said.get("title", "").strip()
    lines = _without_pattern(lines_of(said.get("body", "")), known)
    is_there = len(lines) > 1 and is_same(lines[0], own)
    paper = taken_apart("\n".join(lines[1:] if is_there else lines), _names(known))
    fields: dict[str, str] = {"body": paper.whole}
    offers: list[Offer] = []
    if paper.title and not is_there:
        fields |= _titled(paper, own, known)
        if paper.is_certain and fields["body"] == paper.whole:
            offers.append(_title_offered(paper.title))
    for name, value in _signature(paper).items():
        if _is_open(name, said.get(name, "").strip(), known):
            fields[name] = value
        elif not _says(name, said[name], value):
            offers.append(_signature_offered(name, value))
    return Tidied([(name, fields.get(name, value)) for name, value in typed], tuple(offers))


def _titled(paper: Paper, own: str, known: Known) -> dict[str, str]:
    """The fields that a paper's title changes; none where somebody has typed another."""
    if is_same(paper.title, own):
        return {"body": paper.body}
    if _is_open("title", own, known):
        return {"body": paper.body, "title": paper.title}
    return {}


def _signature(paper: Paper) -> dict[str, str]:
    found = {"issuer": paper.issuer, "sign_date": paper.on.isoformat() if paper.on else ""}
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
    """A whole paper that was pasted beside the pattern's own text, without that text."""
    for own in _pattern_texts(known):
        for before in range(len(own) + 1):
            behind = len(own) - before
            end = len(lines) - behind
            rest = lines[before:end]
            is_around = lines[:before] == own[:before] and lines[end:] == own[before:]
            if is_around and len(rest) > 1 and taken_apart("\n".join(rest)).is_certain:
                return rest
    return lines


def _pattern_texts(known: Known) -> Iterator[list[str]]:
    texts = (said for one in patterns() if one.body for said in _said(one.body, known))
    return (lines_of(text) for text in dict.fromkeys(texts))


def _said(text: str, known: Known) -> Iterator[str]:
    """What a new draft made of a pattern's words, at the office or at the station, on the day it was begun."""
    for on in _days(known):
        for issuer in (known.issuer, known.office):
            yield filled(text, on=on, issuer=issuer, branch=known.branch)


def _days(known: Known) -> Sequence[date]:
    return [known.on, *([known.begun] if known.begun else [])]


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
