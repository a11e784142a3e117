"""Everything that hangs with a posting, looked at: its document, its reason, its signers' names, its files. Pure."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from enum import StrEnum

from kiosk.checks.documents import attachments, finds_in, lines, photos, texts
from kiosk.checks.finds import Find, Grade, Text
from kiosk.core.document import Document
from kiosk.core.media import Attachment

#: What holds a file's bytes; None: it is gone.
Opener = Callable[[Attachment], bytes | None]


class Unread(StrEnum):
    """Why somebody must look at a file."""

    PICTURE = "picture"
    NOT_READ = "not_read"
    GONE = "gone"


@dataclass(frozen=True)
class UnreadFile:
    """A file no machine has read."""

    name: str
    why: Unread


@dataclass(frozen=True)
class Examined:
    """What was found, and what could not be looked at."""

    finds: tuple[Find, ...]
    unread: tuple[UnreadFile, ...] = ()
    photos: int = 0

    def open_finds(self, kept: Iterable[str]) -> list[Find]:
        """What nobody has decided to keep; `kept` are the keys of what somebody has."""
        known = frozenset(kept)
        return [one for one in self.finds if not (one.may_keep and one.key in known)]

    def blocking(self, kept: Iterable[str]) -> list[Find]:
        """What keeps it from hanging."""
        return [one for one in self.open_finds(kept) if one.grade is Grade.BLOCK]


def examined(
    document: Document, *, opened: Opener, reason: str = "", signers: Iterable[str] = ()
) -> Examined:
    """Everything that people would read once it hangs: also why it is corrected, and who signed."""
    beside = [
        *lines(("reason",), reason),
        *(text for name in signers for text in lines(("signed",), name)),
    ]
    places: list[Text] = [*texts(document), *beside]
    files = attachments(document)
    unread = [UnreadFile(file.name, _why_unread(file, opened)) for file in files]
    return Examined(tuple(finds_in(places)), tuple(unread), photos(document))


def _why_unread(file: Attachment, opened: Opener) -> Unread:
    if opened(file) is None:
        return Unread.GONE
    return Unread.PICTURE if file.extension in {"jpg", "png"} else Unread.NOT_READ
