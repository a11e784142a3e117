"""What a playlist says, in words."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from flask_babel import gettext as _
from flask_babel import ngettext

from kiosk.core.document import BadContent, from_builtins
from kiosk.core.formats import day, listed
from kiosk.core.i18n import lazy as _l
from kiosk.faces.admin import words
from kiosk.programme.rules import Line, Rules, Times

WEEKDAYS = {
    1: _l("Mon"),
    2: _l("Tue"),
    3: _l("Wed"),
    4: _l("Thu"),
    5: _l("Fri"),
    6: _l("Sat"),
    7: _l("Sun"),
}
#: What lines may speak of beside single postings, in the order of the page.
KINDS = {**words.KINDS, "overview": _l("The seven matters")}
#: What walls do at their hours, beside turning through their rounds.
MODES = {
    "handover": _l("Shift handover"),
    "night": _l("Night board"),
    "dark": _l("Black"),
}
_MINUTES_AN_HOUR = 60


def line_said(line: Line) -> str:
    """两倍次数 · 每页 30 秒 · 11:30-13:30: what a line changes; empty where it changes nothing."""
    return " · ".join(_said(line))


def rules_said(rules: Rules, titles: Mapping[str, str]) -> list[str]:
    """What a playlist changes, a sentence a line. `titles` of postings by code."""
    return [
        _("%(what)s: %(rule)s", what=target_said(one.target, titles), rule=rule)
        for one in rules.lines
        if (rule := line_said(one))
    ]


def target_said(target: str, titles: Mapping[str, str]) -> str:
    """What a line speaks of: a kind, or a posting by its title."""
    sort, _colon, name = target.partition(":")
    if sort == "kind":
        return str(KINDS.get(name, name))
    return titles.get(name) or _("A posting that hangs no more")


def spans_typed(spans: Iterable[tuple[int, int]]) -> str:
    """06:30-08:00, 16:00-17:30"""
    return ", ".join(f"{_clock(begins)}-{_clock(ends)}" for begins, ends in spans)


def kind_said(kind: str) -> str:
    """What stands on a wall, by its kind; what walls make up by themselves is called by its hour."""
    return str(KINDS.get(kind) or MODES.get(kind) or _("made by itself"))


def seconds_said(least: int, most: int) -> str:
    """12–45 秒一页, 20 秒一页"""
    if least == most:
        return ngettext("%(num)d second a page", "%(num)d seconds a page", most)
    return _("%(least)d to %(most)d seconds a page", least=least, most=most)


def _said(line: Line) -> Iterator[str]:
    if line.is_hidden:
        yield _("hidden")
    else:
        yield from _how(line)
    if line.times == Times():
        return
    yield from _when(line.times)
    if line.otherwise == "hidden" and not line.is_hidden:
        yield _("hidden at other times")


def _how(line: Line) -> Iterator[str]:
    if line.is_pinned:
        yield _("pinned")
    if line.weight > 1:
        yield ngettext("%(num)d time a round", "%(num)d times a round", line.weight)
    if line.place is not None:
        yield _("place %(number)d", number=line.place)
    if line.seconds is not None:
        yield seconds_said(line.seconds, line.seconds)


def _when(times: Times) -> Iterator[str]:
    if times.spans:
        yield spans_typed(times.spans)
    if times.weekdays:
        yield listed(str(WEEKDAYS[one]) for one in times.weekdays)
    if times.first_day:
        yield _("from %(day)s", day=day(times.first_day))
    if times.last_day:
        yield _("until %(day)s", day=day(times.last_day))


def _clock(minutes: int) -> str:
    return f"{minutes // _MINUTES_AN_HOUR:02}:{minutes % _MINUTES_AN_HOUR:02}"


def kept_said(target: str, kept: Mapping[str, object]) -> str:
    """A line as the trail keeps it (without what is as usual), in words."""
    try:
        return line_said(from_builtins({**kept, "target": target}, Line)) or _("as usual")
    except BadContent:  # of a version to come
        return ", ".join(f"{name}: {value}" for name, value in kept.items())
