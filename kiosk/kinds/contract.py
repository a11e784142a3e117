"""What a kind of board is, and what it is told about the posting it shows.

A kind is a document type plus the few decisions only it can make. Its templates are found by its
name: `kinds/<name>/wall.html` and `kinds/<name>/phone.html`; its style sheet likewise.
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any, ClassVar, Generic, TypeVar

import msgspec

from kiosk.core.document import Document
from kiosk.core.media import Photo
from kiosk.kinds.editing import Cover, Editor, Known, Parts, Typed

Content = TypeVar("Content", bound=Document)


@dataclass(frozen=True)
class SignedBy:
    """One signature as faces name it: the part played, the office held, the name, the day."""

    part: str
    post: str
    name: str
    on: date
    #: In whose part somebody else signs: faces mark the name, see `kinds.wording.name_signed`.
    is_deputy: bool = False


@dataclass(frozen=True)
class Publicity:
    """A publicity period, both days included, and its working days."""

    first: date
    last: date
    working_days: tuple[date, ...]


@dataclass(frozen=True)
class Correction:
    """That, when and why this revision replaced an earlier one."""

    number: int
    at: datetime
    reason: str


@dataclass(frozen=True)
class Facts:
    """What a face may know of a posting beside its content. `station` and `viewed_at` are codes."""

    code: str
    kind: str
    category: str
    form: str
    spine: str
    level: str
    scope: str
    station: str | None
    viewed_at: str | None
    register_number: str | None
    publicity: Publicity | None
    publicity_is_over: bool
    signatures: tuple[SignedBy, ...]
    corrections: tuple[Correction, ...]
    is_sample: bool
    shows_from: datetime | None = None
    shows_until: datetime | None = None
    #: paper or crimson; empty: as the kind has it.
    theme: str = ""


@dataclass(frozen=True)
class Done:
    """What a button of a kind's own has made of a draft.

    `hand` is what is chosen in the editor now and nobody's words; `land` names the field that takes the
    keyboard. What could not be done says why, by the place where it was asked for.
    """

    typed: Typed
    parts: Parts
    hand: Mapping[str, str] = field(default_factory=dict)
    land: str = ""
    refused: Mapping[str, list[str]] = field(default_factory=dict)
    #: What was done otherwise than one would expect, by the place where it is to be said.
    told: Mapping[str, list[str]] = field(default_factory=dict)


@dataclass(frozen=True)
class Offer:
    """What a pasted text says otherwise than a field somebody has typed: one button puts it there.

    Without a button it only tells what became of a part of the text.
    """

    field: str
    value: str
    says: str
    button: str


@dataclass(frozen=True)
class Tidied:
    """What was typed after it was tidied, what is only offered, and in words what the text was taken for.

    `is_sure` tells that a title or a day was found below or above it that nobody could mistake.
    """

    typed: Typed
    offers: tuple[Offer, ...] = ()
    took: tuple[str, ...] = ()
    is_sure: bool = False


class Kind(ABC, Generic[Content]):
    """One kind of board."""

    name: ClassVar[str]
    #: Version of the document type; a change that old content cannot be read with raises it.
    schema: ClassVar[int] = 1
    content: ClassVar[type[Document]]
    #: What its content is typed into; None: the product makes the board by itself.
    editor: ClassVar[type[Editor] | None] = None
    #: The next one says mostly what the last one said: it can begin with its words.
    is_repeated: ClassVar[bool] = False
    #: Fields, by the last part of their names, that say whom to turn to: what is copied of somebody else is no use there.
    turned_to: ClassVar[frozenset[str]] = frozenset()
    #: "paper" or "crimson"; a category may have it otherwise.
    theme: ClassVar[str] = "paper"

    @abstractmethod
    def title(self, content: Content) -> str:
        """What lists and the register call it."""

    def content_of(self, editor: Any, parts: Parts, known: Known) -> Content:
        """The document as far as it has been typed. Raises BadContent if `parts` cannot be read."""
        raise NotImplementedError(f"{self.name} have no editor")

    def first_values(self, known: Known) -> dict[str, Any]:
        """What a new document's fields hold before anybody has typed."""
        return {}

    def tidied(self, typed: Typed, known: Known, *, fresh: str) -> Tidied:
        """What was typed, or pasted from Word, with its text made clean and its parts put where they belong.

        `fresh` begins the ids of what is made of it, such as tables.
        """
        return Tidied(typed)

    def done(
        self,
        deed: str,
        typed: Typed,
        parts: Parts,
        *,
        hand: Mapping[str, str],
        known: Known,
        fresh: str,
    ) -> Done | None:
        """What a button of this kind's editor does; None if it has no such button.

        `hand` is what was chosen or pasted for it, `fresh` an id that nothing in the draft has.
        """
        return None

    def masked(self, typed: Typed, parts: Parts, cover: Cover) -> tuple[Typed, Parts]:
        """What was typed, and the parts, with numbers covered: 138****0000.

        A kind whose parts hold words covers those itself.
        """
        return [(name, cover(name, text)) for name, text in typed], parts

    def lacking(self, parts: Parts) -> str:
        """What `parts` lack without which nothing can hang, in a sentence; empty: nothing."""
        return ""

    def vouched_by_template(self, content: Content) -> str:
        """What a template's own words vouch for in `content`, as that somebody has checked it; empty: nothing."""
        return ""

    def announced_in_vain(self, content: Content) -> str:
        """The words that announce something which then does not follow; empty if it does."""
        return ""

    def sums_in_doubt(self, content: Content) -> list[str]:
        """Sums in `content` that are not what their rows add up to, each in a sentence."""
        return []

    def dated(self, content: Content) -> date | None:
        """The day a paper says of itself that it was issued on; None where a kind's papers say none."""
        return None

    def values_of(self, content: Content) -> dict[str, Any]:
        """A document as the editor's fields hold it."""
        raise NotImplementedError(f"{self.name} have no editor")

    def parts_of(self, content: Content) -> Parts:
        """What of a document nobody types."""
        return {}

    def spine(self, content: Content, facts: Facts) -> str:
        """The large word on the spine; the category's own unless the kind knows better."""
        return facts.spine or facts.form

    def visible(self, content: Content, facts: Facts) -> Content:
        """What may be shown now. The wall and the phone both pass this one filter."""
        return content

    def photos(self, content: Content) -> Iterable[Photo]:
        """Every picture the document names."""
        return (part for part in _parts(content) if isinstance(part, Photo))

    def strings(self, content: Content) -> Iterable[str]:
        """Every text of the document, for the check on fonts."""
        return (part for part in _parts(content) if isinstance(part, str))


def _parts(node: object) -> Iterator[object]:
    """Everything inside a document, depth first, structures before what they hold."""
    if isinstance(node, msgspec.Struct):
        yield node
        for name in node.__struct_fields__:
            yield from _parts(getattr(node, name))
    elif isinstance(node, dict):
        for value in node.values():
            yield from _parts(value)
    elif isinstance(node, (list, tuple)):
        for value in node:
            yield from _parts(value)
    else:
        yield node
