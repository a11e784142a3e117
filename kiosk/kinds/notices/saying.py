"""What is wrong with a table, in the visitor's words."""

from __future__ import annotations

from flask_babel import gettext as _

from kiosk.sheets import Problem, Unreadable


def sentence(problem: Problem) -> str:
    """A problem in the visitor's words."""
    return _(problem.message) % problem.named


def place(problem: Problem) -> str:
    """Where it is: 第 23 行 C 列; empty for the whole table."""
    return _(problem.place_message) % problem.named if problem.place_message else ""


def refusal(error: Unreadable) -> str:
    """Why nothing can be made of it, in the visitor's words."""
    return _(error.message) % error.named
