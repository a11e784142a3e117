"""What is wrong with a table, in the visitor's words."""

from __future__ import annotations

from decimal import Decimal

from flask_babel import gettext as _

from kiosk.sheets import Problem, Unreadable
from kiosk.sheets.grid import Cell, NoValue


def sentence(problem: Problem) -> str:
    """A problem in the visitor's words."""
    return _(problem.message) % problem.named


def place(problem: Problem) -> str:
    """Where it is: 第 23 行 C 列; empty for the whole table."""
    return _(problem.place_message) % problem.named if problem.place_message else ""


def refusal(error: Unreadable) -> str:
    """Why nothing can be made of it, in the visitor's words."""
    return _(error.message) % error.named


def cell(found: Cell) -> str:
    """What stands in a cell of the sheet; where a formula has no result, that."""
    if isinstance(found.value, NoValue):
        return found.value.error or _("formula without a saved result")
    return f"{found.value:f}" if isinstance(found.value, Decimal) else str(found.value)
