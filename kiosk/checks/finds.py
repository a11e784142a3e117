"""What is looked at, and what is found there."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from enum import StrEnum

#: Where in a document: ("leaders", 0, "phone"); in a table ("tables", 1, "rows", 4, "c2").
Path = tuple[str | int, ...]


class What(StrEnum):
    """What was found."""

    IDENTITY = "identity"
    CARD = "card"
    MOBILE = "mobile"
    ADDRESS = "address"
    WAGES = "wages"
    HEALTH = "health"
    SECRECY = "secrecy"


class Grade(StrEnum):
    """A block keeps the posting from hanging; a warning asks somebody to look."""

    BLOCK = "block"
    WARN = "warn"


NUMBERS = frozenset({What.IDENTITY, What.CARD, What.MOBILE})


@dataclass(frozen=True)
class Text:
    """One cell, paragraph or name: what is looked at by itself, because joining neighbours makes false hits."""

    path: Path
    text: str
    #: Which paragraph of its field it is, from 1; 0 where the field is one line.
    line: int = 0
    #: The head of its column.
    label: str = ""
    #: What the table it stands in is called.
    caption: str = ""
    #: The fingerprint of the table it stands in, if that has people's names; empty elsewhere.
    beside_names: str = ""
    #: It says of a table that each person's pay stands in it.
    heads_pay: bool = False
    #: Phone numbers in this field are there for everybody.
    has_public_phones: bool = False
    #: The attachment it stands in; nobody can change that here.
    file: str = ""


@dataclass(frozen=True)
class Find:
    """Something that was found, in place. `suggestion` is its covered form: 138****0000; `digits` what it covers."""

    where: Text
    span: tuple[int, int]
    what: What
    grade: Grade
    suggestion: str = ""
    digits: str = ""

    @property
    def written(self) -> str:
        """It, as it is written there."""
        start, end = self.span
        return self.where.text[start:end]

    @property
    def may_mask(self) -> bool:
        """True where it can be covered in the draft."""
        return bool(self.suggestion) and not self.where.file

    @property
    def may_keep(self) -> bool:
        """True for what may stand with a reason: words, and numbers that only look like something."""
        return self.what not in NUMBERS or self.grade is Grade.WARN

    @property
    def key(self) -> str:
        """What a decision to keep it is bound to: the very text, and the table around it where that makes it private."""
        fields = [part for part in self.where.path if isinstance(part, str)]
        bound = [self.what, self.where.file, *fields, self.where.text, self.where.beside_names]
        return hashlib.sha256("\x1f".join(bound).encode()).hexdigest()[:32]

    @property
    def id(self) -> str:
        """A name for this one place, for the buttons of a page."""
        place = [self.key, *map(str, (*self.where.path, self.where.line, *self.span))]
        return hashlib.sha256("\x1f".join(place).encode()).hexdigest()[:16]
