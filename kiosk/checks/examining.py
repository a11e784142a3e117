"""Everything that hangs with a posting, looked at: its document, its reason, its signers' names, its files. Pure."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace

from kiosk.checks.documents import attachments, finds_in, lines, photos, texts
from kiosk.checks.files import FileRead, Unread
from kiosk.checks.finds import Find, Grade, Text
from kiosk.core.document import Document
from kiosk.core.media import Attachment

#: What reads a file.
FileReader = Callable[[Attachment], FileRead]


@dataclass(frozen=True)
class UnreadFile:
    """A file of which no machine has read everything."""

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
    document: Document, *, read: FileReader, reason: str = "", signers: Iterable[str] = ()
) -> Examined:
    """Everything that people would read once it hangs: also why it is corrected, and who signed."""
    files = [(file, read(file)) for file in attachments(document)]
    places: list[Text] = [
        *texts(document),
        *lines(("reason",), reason),
        *(text for name in signers for text in lines(("signed",), name)),
        *(_inside(file, text) for file, found in files for text in found.texts),
    ]
    unread = tuple(UnreadFile(file.name, found.unread) for file, found in files if found.unread)
    return Examined(tuple(finds_in(places)), unread, photos(document))


def examined_texts(said: Mapping[str, str]) -> tuple[Find, ...]:
    """What is found in texts that stand outside of any document, by what each is called."""
    return tuple(finds_in(line for name, text in said.items() for line in lines((name,), text)))


def _inside(file: Attachment, text: Text) -> Text:
    return replace(text, path=("attachments", *text.path), file=file.name)
