"""What the buttons of an editor's lists do to what was typed: another entry, one fewer, one moved up."""

from __future__ import annotations

import re

from kiosk.core.numbers import whole_number
from kiosk.faces.admin.placing import PREFIX
from kiosk.kinds.editing import Editor, Typed, typed_of

_LIST_DEED = re.compile(r"(add|drop|up):([a-z_0-9-]+)")
MOST_ENTRIES = 60


def done_to_lists(typed: Typed, deed: str, editor: Editor) -> Typed:
    """What was typed after one entry of a list was added, dropped or moved up: drop:honors-2."""
    match = _LIST_DEED.fullmatch(deed)
    if match is None:
        return typed
    if match[1] == "add":
        return _with_another(typed, match[2], editor)
    path, _dash, number = match[2].rpartition("-")
    at = whole_number(number)
    if at is None:
        return typed
    moves = {at: at - 1, at - 1: at} if match[1] == "up" else {}
    return _renumbered(typed, path, dropped=at if match[1] == "drop" else None, moves=moves)


def _with_another(typed: Typed, path: str, editor: Editor) -> Typed:
    entries = editor.list_called(path)
    if entries is None or len(entries) >= min(entries.max_entries or MOST_ENTRIES, MOST_ENTRIES):
        return typed
    entries.append_entry()
    return [*(pair for pair in typed if pair[0].startswith(f"{PREFIX}-")), *typed_of(editor)]


def _renumbered(typed: Typed, path: str, *, dropped: int | None, moves: dict[int, int]) -> Typed:
    entry = re.compile(rf"{re.escape(path)}-(\d+)(-.*)?")
    kept: Typed = []
    for name, value in typed:
        match = entry.fullmatch(name)
        number = int(match[1]) if match else -1
        if match is None:
            kept.append((name, value))
        elif number != dropped:
            number = moves.get(number, number)
            number -= dropped is not None and number > dropped
            kept.append((f"{path}-{number}{match[2] or ''}", value))
    return kept
