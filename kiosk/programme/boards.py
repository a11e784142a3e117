"""Boards: a posting's approved revision rendered for the walls of one station, addressed by hash."""

from __future__ import annotations

import hashlib
from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass
from threading import Lock
from typing import Any

from flask import current_app, render_template

from kiosk.accounts.offices import base_url
from kiosk.core.codes import mark_of
from kiosk.core.document import Document, canonical, decode
from kiosk.core.i18n import language
from kiosk.kinds.contract import Facts
from kiosk.kinds.registry import kind as kind_called
from kiosk.postings.models import Revision
from kiosk.postings.visibility import Audience
from kiosk.programme.naming import NO_NAMES, Naming

MOST_BOARDS_KEPT = 2000


@dataclass(frozen=True)
class Board:
    """One rendered posting. `digest` addresses `html`: other bytes, other digest."""

    code: str
    kind: str
    theme: str
    revision: int
    digest: str
    html: str


class _Shelf:
    """The newest boards rendered by this process; rendering again gives the same bytes."""

    def __init__(self) -> None:
        self._kept: OrderedDict[tuple[object, ...], Board] = OrderedDict()
        # Looking up moves a board too, and threads do it at once.
        self._turn = Lock()

    def get(self, key: tuple[object, ...]) -> Board | None:
        with self._turn:
            # Keys are large: each look at one counts.
            board = self._kept.pop(key, None)
            if board is not None:
                self._kept[key] = board
            return board

    def put(self, key: tuple[object, ...], board: Board) -> None:
        with self._turn:
            self._kept[key] = board
            while len(self._kept) > MOST_BOARDS_KEPT:
                self._kept.popitem(last=False)


_SHELF = _Shelf()


def shelved(key: tuple[object, ...], make: Callable[[], Board]) -> Board:
    """The board that was made for `key` and the language of the answer, or the one that `make` makes now."""
    key = (language(), *key)
    board = _SHELF.get(key)
    if board is None:
        board = make()
        _SHELF.put(key, board)
    return board


def board_of(revision: Revision, facts: Facts, *, link: str, naming: Naming = NO_NAMES) -> Board:
    """The board of an approved revision, as the walls of `facts.viewed_at` show it; its QR says `link`.

    No line ends within a name that `naming` knows, and whom it hides is not on it.
    """

    def made() -> Board:
        content = decode(revision.content, kind_called(facts.kind).content)
        return rendered(content, facts, revision=revision.number, link=link, naming=naming)

    return shelved((link, revision.fingerprint, facts, naming), made)


def board_without_posting(content: Document, facts: Facts, *, link: str, naming: Naming) -> Board:
    """The same of a document that nobody posted and that has no revisions."""
    return shelved(
        (link, canonical(content), facts, naming),
        lambda: rendered(content, facts, revision=0, link=link, naming=naming),
    )


def rendered(
    content: Document,
    facts: Facts,
    *,
    revision: int,
    link: str,
    naming: Naming = NO_NAMES,
    picture_address: Callable[..., str] | None = None,
) -> Board:
    """Render `content` with its kind's wall template; its QR code says `link`.

    `picture_address` stands in for the template's own where pictures are not out yet.
    """
    kind = kind_called(facts.kind)
    values = board_values(content, facts, link=link, naming=naming)
    if picture_address:
        values["picture_address"] = picture_address
    html = render_template(f"kinds/{kind.name}/wall.html", **values)
    return Board(
        code=facts.code,
        kind=kind.name,
        theme=values["theme"],
        revision=revision,
        digest=hashlib.sha256(html.encode()).hexdigest()[:32],
        html=html,
    )


def board_values(
    content: Document, facts: Facts, *, link: str, naming: Naming = NO_NAMES
) -> dict[str, Any]:
    """What a kind's wall template is told: nothing of whom `naming` hides."""
    kind = kind_called(facts.kind)
    content, facts = naming.hiding.document(content), naming.hiding.facts(facts)
    return {
        "kind": kind,
        "content": kind.visible(content, facts),
        "facts": facts,
        "spine": kind.spine(content, facts),
        "theme": facts.theme or kind.theme,
        "link": link,
        "names": naming.names,
    }


def posting_link(code: str) -> str:
    """The address of a posting: as it was set, never from the `Host` header."""
    return f"{base_url()}/n/{code}"


def marked_link(code: str, station: str) -> str:
    """The same for the walls that the staff of a station pass: its page leads on to their own list.

    In upper case, which a QR code says in fewer bits.
    """
    mark = mark_of(code, station, key=current_app.config["SECRET_KEY"])
    return posting_link(f"{code}-{mark}".upper())


def link_on_wall(code: str, station: str, *, audience: str) -> str:
    """What a QR code on a wall says. Where drivers pass it must not lead on to what is for staff."""
    return posting_link(code) if audience == Audience.HALL else marked_link(code, station)


def list_link(token: str) -> str:
    """The address of a station's own list."""
    return f"{base_url()}/n/s/{token}"
