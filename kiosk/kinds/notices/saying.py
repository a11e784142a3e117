"""What is wrong with a table, in the visitor's words."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from flask_babel import gettext as _

from kiosk.sheets import Code, Problem, Unreadable
from kiosk.sheets.grid import Cell, NoValue

#: So many sums that differ are named; the rest stand in the same sheet.
_MOST_DIFFERING = 4


def sentence(problem: Problem) -> str:
    """A problem in the visitor's words."""
    return _(problem.message) % problem.named


def differing(sums: Sequence[Problem]) -> list[str]:
    """Sums that a sheet had otherwise than its rows add up, and which of them stand in the table now."""
    named = [sentence(one) for one in sums[:_MOST_DIFFERING]]
    # Averages and subtotals stand in no table.
    if any(one.code is Code.TOTAL_DIFFERS for one in sums):
        named.append(_("The table has what the rows add up to."))
    return named


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
