"""What an office's other names become when its own changes and nobody has touched them. Pure."""

from __future__ import annotations

import re
from collections.abc import Mapping

MOST_SHORT = 20
#: Names that may have the office's in them, and how long each may be.
BEARING = {"branch": 60, "magazine": 20, "moments_column": 20}
_TAIL = re.compile(r"(?<=.)(高速公路)?(收费管理所|收费所|所)$")


def short_office_name(name: str) -> str:
    """As people say it.

    >>> short_office_name("柳泉高速公路收费所")
    '柳泉所'
    """
    return _TAIL.sub("所", name)[:MOST_SHORT]


def office_word(short_name: str) -> str:
    """What is left of it in numbers and in other names: 柳泉公开〔2026〕44号, 柳泉驿站."""
    return _TAIL.sub("", short_name)


def following(said: Mapping[str, str], stored: Mapping[str, str]) -> dict[str, str]:
    """`said` with the names that nobody has changed by hand following the office's.

    Both have `name` and `short_name` and may have the names in BEARING; one that `said` lacks was
    not to be seen, and so is unchanged.
    """
    short = _short_name(said, stored)
    answer = {**said, "short_name": short}
    if said["name"] == stored["name"] and short == stored["short_name"]:
        return answer
    for field, most in BEARING.items():
        if field not in stored or said.get(field, stored[field]) != stored[field]:
            continue
        follows = _renamed(
            stored[field],
            {
                stored["name"]: said["name"],
                stored["short_name"]: short,
                office_word(stored["short_name"]): office_word(short),
            },
        )
        answer[field] = follows if len(follows) <= most else stored[field]
    return answer


def _short_name(said: Mapping[str, str], stored: Mapping[str, str]) -> str:
    typed, before = said["short_name"], stored["short_name"]
    if not typed:
        return short_office_name(said["name"])
    if typed != before or said["name"] == stored["name"]:
        return typed
    # A short name of the office's own making stays as long as the new name still says it.
    is_own = before != short_office_name(stored["name"]) and office_word(before) in said["name"]
    return before if is_own else short_office_name(said["name"])


def _renamed(text: str, words: Mapping[str, str]) -> str:
    spoken = {old: new for old, new in words.items() if old and new}
    if not spoken:
        return text
    pattern = re.compile("|".join(map(re.escape, sorted(spoken, key=len, reverse=True))))
    return pattern.sub(lambda match: spoken[match[0]], text)
