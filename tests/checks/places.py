"""Documents with one and the same text in each of their places, one place at a time."""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import suppress
from typing import Any

from kiosk.core.document import BadContent, Document, canonical, from_builtins

#: Hashes and codes, which the product writes and nobody reads.
NOT_READ = {"sha", "extension", "embeds", "key", "type", "keep_after"}


def with_text_in_every_place(document: Document, text: str) -> list[tuple[str, Document]]:
    """The document once for every text of it that people may write: there stands this text."""
    plain = json.loads(canonical(document))
    made = []
    for holder, key, name in list(places(plain, "")):
        kept, holder[key] = holder[key], text
        # Where a day or a choice belongs, nobody can write a number of somebody's.
        with suppress(BadContent):
            made.append((name, from_builtins(plain, type(document))))
        holder[key] = kept
    return made


def places(node: Any, name: str) -> Iterator[tuple[Any, Any, str]]:
    """Every text of plain data that people read: what holds it, its key there, and its whole name."""
    pairs = list(node.items()) if isinstance(node, dict) else list(enumerate(node))
    for key, value in pairs:
        if key in NOT_READ:
            continue
        if isinstance(value, str):
            yield node, key, f"{name}/{key}"
        elif isinstance(value, dict | list):
            yield from places(value, f"{name}/{key}")
