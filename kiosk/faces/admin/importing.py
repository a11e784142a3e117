"""A sheet on its way into a draft: pasted or uploaded, looked over, put right, taken.

What came in is kept by its hash beside the pictures until it is taken or thrown away; the draft holds
only its name and what was decided about it (`parts["sheet"]`).
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path
from typing import Any

import msgspec
from flask import current_app, request

from kiosk.accounts.offices import stations
from kiosk.core.config import Settings
from kiosk.core.document import from_builtins
from kiosk.core.media import write_once
from kiosk.core.numbers import whole_number
from kiosk.kinds.editing import Parts
from kiosk.kinds.notices import Table
from kiosk.kinds.notices.tables import with_table
from kiosk.sheets import (
    Book,
    Choices,
    Problem,
    Recognised,
    Refusal,
    StarRule,
    StarSheet,
    Unreadable,
    Weight,
    as_result,
    as_table,
    check_ranking,
    open_book,
    pasted_book,
    read_stars,
    recognise,
)

#: What a ranked star sheet is held against until the office has a rule of its own (DOMAIN §3.3).
USUAL_RULE = StarRule(quotas={5: Decimal(5), 4: Decimal(15), 3: Decimal(30)}, bonus_cap=Decimal(5))
_FIELD = re.compile(r"(label|kind|role|fix)-(\w{1,10})")
MOST_SHOWN = 60


@dataclass(frozen=True)
class Look:
    """A sheet as it was taken. `stars` is there if it is to become a star board."""

    found: Recognised
    choices: Choices
    problems: tuple[Problem, ...]
    stars: StarSheet | None

    @property
    def errors(self) -> list[Problem]:
        """What must be mended before it can be taken."""
        return [one for one in self.problems if one.weight is Weight.ERROR]

    @property
    def is_empty(self) -> bool:
        """True if there is no row in it: a sentence, or a head with nothing below."""
        return not self.found.rows

    @property
    def wrong(self) -> dict[tuple[int, int | None], str]:
        """What stands in the cells that were taken for empty, by their line and column."""
        return {
            (one.line, one.column): one.values["value"]
            for one in self.errors
            if "value" in one.values
        }

    @property
    def lines_to_mend(self) -> int:
        """How many of the rows have something to be mended."""
        there = {row.line for row in self.found.rows}
        return len({one.line for one in self.errors} & there)

    @property
    def is_unranked(self) -> bool:
        """True for a star sheet with scores but without ranks and stars: nothing is computed here."""
        return self.stars is not None and not self.stars.is_ranked


def kept(
    data: bytes, *, pasted: bool, over: str = "", kinds: Mapping[str, str] | None = None
) -> dict[str, Any]:
    """Keep what came in; raises Unreadable if no table can be made of it.

    A file may have its table on another sheet, which is chosen later; what is pasted is all there is.
    `over` is the table of the draft that it is to replace, `kinds` what that one's columns hold.
    """
    book = _book(data, pasted=pasted)
    if pasted and not recognise(book).rows:
        raise Unreadable(Refusal.NOTHING_IN_IT)
    sha = hashlib.sha256(data).hexdigest()
    write_once(_file(sha), data)
    choices = {"kinds": dict(kinds)} if kinds else {}
    return {"sha": sha, "pasted": pasted, "choices": choices, "over": over}


def look(parts: Parts, *, kind: str) -> Look:
    """What the sheet of a draft was taken for. Raises Unreadable."""
    sheet = parts["sheet"]
    choices = msgspec.convert(sheet["choices"], Choices, str_keys=True)
    book = _book(_file(sheet["sha"]).read_bytes(), pasted=sheet["pasted"])
    if kind != "stars":
        found = recognise(book, choices)
        return Look(found, choices, found.problems, None)
    names = {one.code: one.name for one in stations()}
    found, stars = read_stars(book, choices, stations=names)
    ranking = check_ranking(stars, USUAL_RULE) if stars.is_ranked else ()
    problems = (*found.problems, *stars.problems, *ranking)
    return Look(found, choices, problems, stars)


def decided() -> dict[str, Any]:
    """What this request's form decides, as `Choices` are stored."""
    said = request.form
    choices: dict[str, Any] = {"keeps_totals": said.get("keeps_totals") == "y"}
    sheet = whole_number(said.get("sheet"))
    if sheet is not None:
        choices["sheet"] = sheet
    head = [whole_number(said.get(name, "").strip()) for name in ("head_first", "head_last")]
    if all(head):
        choices["head"] = tuple(head)
    for name, text in said.items():
        match = _FIELD.fullmatch(name)
        if match is None or not text.strip():
            continue
        group = {"label": "labels", "kind": "kinds", "role": "roles", "fix": "corrections"}[
            match[1]
        ]
        choices.setdefault(group, {})[match[2]] = text.strip()
    return choices


def with_choices(parts: Parts, choices: dict[str, Any]) -> Parts:
    """The draft's parts with what was decided; what makes no sense changes nothing."""
    try:
        msgspec.convert(choices, Choices, str_keys=True)
    except msgspec.ValidationError:
        return parts
    return {**parts, "sheet": {**parts["sheet"], "choices": choices}}


def mended(parts: Parts, place: str, *, kind: str) -> Parts:
    """The draft's parts with the cell at that place (C5) as it was most likely meant; as they are if nobody knows."""
    try:
        errors = look(parts, kind=kind).errors
    except (Unreadable, OSError):
        return parts
    meant = next((one.suggestion for one in errors if one.place == place), None)
    if not meant:
        return parts
    choices = parts["sheet"]["choices"]
    corrections = {**choices.get("corrections", {}), place: meant}
    return with_choices(parts, {**choices, "corrections": corrections})


def taken(parts: Parts, seen: Look, *, fresh: str) -> Parts:
    """The draft's parts with the sheet in its place, as a table with the id `fresh`. Raises BadContent."""
    rest = {name: one for name, one in parts.items() if name != "sheet"}
    if seen.stars is not None:
        return {**rest, "result": as_result(seen.stars)}
    table = as_table(seen.found, choices=seen.choices)
    from_builtins(table, Table)
    return with_table(rest, table, id_=fresh, over=parts["sheet"].get("over", ""))


def without_sheet(parts: Parts) -> Parts:
    """The draft's parts after the sheet was thrown away."""
    return {name: one for name, one in parts.items() if name != "sheet"}


def _book(data: bytes, *, pasted: bool) -> Book:
    return pasted_book(data.decode()) if pasted else open_book(data)


def _file(sha: str) -> Path:
    settings: Settings = current_app.config["SETTINGS"]
    return settings.media_folder / "sheets" / sha
