"""Whom the sample gives people to turn to: never copied into what is real, and found where it was."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from flask_babel import gettext as _
from wtforms import Field

from kiosk.faces.admin.forms import say
from kiosk.kinds.editing import Editor, PairsField, Typed
from kiosk.kinds.registry import kind as kind_called
from kiosk.postings.models import Posting
from kiosk.postings.signing import plain
from kiosk.sample import Contacts, invented_contacts, invented_people


def with_own_contacts(typed: Typed, old: Posting, first: Typed) -> Typed:
    """What is copied of `old`, with the contacts a new draft begins with wherever it has the sample's.

    Of a posting of the sample that is all of them; of a real one, what was once copied from there.
    """
    turned_to, known, own = kind_called(old.kind).turned_to, invented_contacts(), dict(first)
    contacts = {name: text for name, text in typed if _last(name) in turned_to}
    theirs = {name for name, text in contacts.items() if _is_made_up(name, text, known)}
    if theirs:
        theirs |= {name for name, text in contacts.items() if text in known.seals}
    goes = contacts.keys() if old.is_sample else theirs
    return [(name, own.get(name, "") if name in goes else text) for name, text in typed]


def say_made_up(editor: Editor, posting: Posting) -> bool:
    """Say it at every field of a real posting with a number, an address or a person of the sample; True if there is none."""
    found = (
        [] if posting.is_sample else list(_made_up_in(editor, kind_called(posting.kind).turned_to))
    )
    for field in found:
        say(field, _("“%(text)s” is the sample's: put in your own.", text=field.data))
    return not found


def sample_boxes(editor: Editor, posting: Posting, *, own: str) -> list[str]:
    """The sample's opinion boxes that stand in a real posting, and that the office has not said it has."""
    turned_to = kind_called(posting.kind).turned_to
    if posting.is_sample:
        return []
    said = [
        str(one.data) for one in _texts_of(editor, turned_to) if _last(one.name).endswith("box")
    ]
    boxes = invented_contacts().boxes if any(said) else frozenset()
    return [one for one in said if one in boxes and one != own]


def sample_people_in(texts: Iterable[str], posting: Posting) -> list[str]:
    """The people of the sample whom a real posting names anywhere in its words."""
    if posting.is_sample:
        return []
    whole = "\n".join(texts)
    return sorted(one for one in invented_people() if one in whole)


def _made_up_in(editor: Editor, turned_to: frozenset[str]) -> Iterator[Field]:
    known = invented_contacts()
    for field in _texts_of(editor, turned_to):
        if not _last(field.name).endswith("box") and _is_made_up(
            field.name, str(field.data), known
        ):
            yield field


def _texts_of(editor: Editor, turned_to: frozenset[str]) -> Iterator[Field]:
    return (
        one
        for one in editor.all_fields()
        if _last(one.name) in turned_to and not isinstance(one, PairsField) and one.data
    )


def _is_made_up(name: str, text: str, known: Contacts) -> bool:
    if _last(name).endswith("box"):
        return text in known.boxes
    is_person = plain(text) in {plain(one) for one in known.people}
    return is_person or any(one in text for one in known.reached_by)


def _last(name: str) -> str:
    return name.rpartition("-")[2]
