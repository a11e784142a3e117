"""What the register takes from a document of any kind, as far as that kind says it."""

from __future__ import annotations

import re

import msgspec

from kiosk.postings.models import Posting
from kiosk.postings.register_columns import Said

MOST_CHARACTERS = 60
#: A first sentence, or a first line without a full stop.
_SENTENCE = re.compile(r"[^。！？\n]+[。！？]?")
#: What light Markdown puts around words and before lines.
_MARKS = re.compile(r"^[>\s]+|^[-*+]\s+|\*{1,3}|`")
_HEADING = re.compile(r"^\s*#.*$", re.MULTILINE)


class _Contact(msgspec.Struct):
    department: str = ""
    person: str = ""
    phone: str = ""


class _Content(msgspec.Struct):
    """The few fields in question; all others are passed over without being read."""

    summary: str = ""
    body: str = ""
    contact: _Contact | None = None
    conclusion: str = ""


def said_in(content: str) -> Said:
    """What stored `content` says; nothing where it cannot be read, which the wall reports elsewhere."""
    try:
        found = msgspec.json.decode(content, type=_Content)
    except msgspec.DecodeError:
        return Said()
    contact = found.contact or _Contact()
    return Said(
        summary=found.summary or opening(found.body),
        department="，".join(one for one in (contact.department, contact.person) if one),
        phone=contact.phone,
        conclusion=found.conclusion,
    )


def opening(body: str) -> str:
    """The first sentence of a text in light Markdown, for a register whose entry has no summary of its own.

    >>> opening("**经研究**，现予公示。接受监督。")
    '经研究，现予公示。'
    """
    found = _SENTENCE.search(_MARKS.sub("", _HEADING.sub("", body).strip()))
    said = found[0].strip() if found else ""
    return said if len(said) <= MOST_CHARACTERS else f"{said[: MOST_CHARACTERS - 1]}…"


def conclusion_in_text(posting: Posting) -> str:
    """What came of its period as a text of before said it, corrected since or not; empty where none did.

    It counts only where nobody has recorded a conclusion.
    """
    approved = [one for one in posting.revisions if one.approved_at is not None]
    said = (said_in(one.content).conclusion for one in reversed(approved))
    return next(filter(None, said), "")
