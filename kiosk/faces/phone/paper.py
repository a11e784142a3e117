"""What stands in the margins of printed pages: page numbers, and the number in the register."""

from __future__ import annotations

import re

from flask_babel import gettext as _

_NEEDS_ESCAPE = re.compile(r'[\\"<>\x00-\x1f\x7f]')
_COUNTER = re.compile(r"\{(pages?)\}")


def margin_boxes(register_number: str) -> str:
    """The style sheet with the foot of every page.

    Only a style sheet reaches the margins, and only the printer knows how many pages there are.
    """
    pages = _counted(_("Page {page} of {pages}"))
    return (
        "@page {\n"
        f"  @bottom-left {{ content: {_string(register_number)}; }}\n"
        f"  @bottom-right {{ content: {pages}; }}\n"
        "}\n"
    )


def _counted(text: str) -> str:
    """`text` with the page's counters in the places of {page} and {pages}, as CSS writes it."""
    # Every second part of a split by a group is what the group matched.
    parts = _COUNTER.split(text)
    return " ".join(
        f"counter({part})" if place % 2 else _string(part) for place, part in enumerate(parts)
    )


def _string(text: str) -> str:
    """`text` as a string of CSS, whatever stands in it."""
    return '"' + _NEEDS_ESCAPE.sub(lambda match: f"\\{ord(match[0]):x} ", text) + '"'
