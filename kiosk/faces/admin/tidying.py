"""A pasted paper put into its places: what it was taken for, in one line, and the way back."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, replace

import msgspec
from flask_babel import gettext as _

from kiosk.core.formats import listed
from kiosk.faces.admin.drafting import HAND, Desk
from kiosk.kinds.contract import Tidied
from kiosk.kinds.editing import Known, Typed
from kiosk.postings.drafts import begun_on

#: The buttons that put a pasted paper into its places, take what was only offered, and undo all of it.
TIDY, TAKE, UNTIDY = "tidy", "take:", "untidy"
#: The field with what undoing wants to know.
BEFORE = f"{HAND}before"


class Before(msgspec.Struct, frozen=True):
    """What fields said before they were tidied, and marks of what they have said since."""

    said: dict[str, str]
    since: dict[str, str]


@dataclass(frozen=True)
class Told:
    """One line about what was done, and the text of the field that undoes it."""

    says: str
    before: str


def is_tidying(deed: str) -> bool:
    """True for what puts pasted text into its places."""
    return deed == TIDY or deed.startswith(TAKE)


def tidied(
    deed: str, desk: Desk, hand: Mapping[str, str], *, fresh: str
) -> tuple[Tidied, Told | None]:
    """The pasted text in its places; `take:title` first takes what was offered for that field."""
    name = deed.removeprefix(TAKE)
    taken = hand.get(f"{HAND}{name}", "")
    typed = [(one, taken if taken and one == name else value) for one, value in desk.typed]
    found = desk.kind.tidied(typed, known_since(desk), fresh=fresh)
    return found, _told(found, before=desk.typed)


def untidied(typed: Typed, hand: Mapping[str, str]) -> Typed:
    """What was typed before it was tidied; what has been typed since stays."""
    try:
        before = msgspec.json.decode(hand.get(BEFORE, ""), type=Before)
    except msgspec.DecodeError:
        return typed
    now = dict(typed)
    made = before.since.keys() - before.said.keys()
    # A table somebody has typed into since is more than what was pasted.
    drops_made = all(_mark(now.get(name, "")) == before.since[name] for name in made)
    kept = [pair for pair in typed if not (drops_made and pair[0] in made)]
    return [
        (name, before.said[name] if _is_as_made(name, value, before) else value)
        for name, value in kept
    ]


def known_since(desk: Desk) -> Known:
    """What is known, and since which day its words have stood there."""
    return replace(desk.known, begun=begun_on(desk.posting))


def left_in_text(desk: Desk) -> list[str]:
    """What still stands in the text though it has a place of its own, in sentences."""
    found = desk.kind.tidied(desk.typed, known_since(desk), fresh="fresh")
    says = [one.says for one in found.offers if one.button]
    if found.is_sure and found.took:
        says.insert(0, _("In the text stands: %(what)s.", what=listed(found.took)))
    if any(not one.button for one in found.offers):
        says.append(_("A table stands in the text line by line."))
    return says


def _told(found: Tidied, *, before: Typed) -> Told | None:
    """What was done; None where nothing changed."""
    old, new = dict(before), dict(found.typed)
    changed = [name for name in new if name not in old or _plain(old[name]) != _plain(new[name])]
    if not changed:
        return None
    says = (
        _("What was pasted is in its places: %(what)s.", what=listed(found.took))
        if found.took
        else _("What was pasted was tidied up.")
    )
    said = {name: old[name] for name in changed if name in old}
    since = {name: _mark(new[name]) for name in changed}
    return Told(says, msgspec.json.encode(Before(said, since)).decode())


def _is_as_made(name: str, value: str, before: Before) -> bool:
    return name in before.said and _mark(value) == before.since.get(name)


def _mark(text: str) -> str:
    return hashlib.sha256(_plain(text).encode()).hexdigest()[:16]


def _plain(text: str | None) -> str:
    """Text with one kind of line end, whatever the browser sends."""
    return (text or "").replace("\r\n", "\n").strip()
