"""Whole numbers as forms and addresses send them. Pure."""

from __future__ import annotations

#: What every database takes for a row's number.
MOST_DIGITS = 9


def whole_number(text: str | None) -> int | None:
    """The number that `text` writes in plain digits, at most nine; None if it is anything else.

    >>> whole_number("12"), whole_number("-1"), whole_number("²"), whole_number("")
    (12, None, None, None)
    """
    said = text or ""
    is_number = said.isascii() and said.isdigit() and len(said) <= MOST_DIGITS
    return int(said) if is_number else None
