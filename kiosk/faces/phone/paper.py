"""What only a style sheet of its own can tell the printer of a posting: margins, way of the paper, columns."""

from __future__ import annotations

import re

from flask_babel import gettext as _

from kiosk.core.document import Document
from kiosk.kinds.notices.paper import Layout, Sheet, sheet_of

_NEEDS_ESCAPE = re.compile(r'[\\"<>\x00-\x1f\x7f]')
LYING_PAGE = "@page { size: A4 landscape; margin: 25mm 26mm 24mm 28mm; }\n"
_COUNTER = re.compile(r"\{(pages?)\}")


def sheet_for(content: Document) -> Sheet:
    """The paper for a document, whose kind may have no tables."""
    return sheet_of(getattr(content, "tables", ()))


def style_of(sheet: Sheet, *, register_number: str) -> str:
    """The posting's own style sheet."""
    lying = LYING_PAGE if sheet.is_lying else ""
    tables = (_columns(layout, place) for place, layout in enumerate(sheet.tables, start=1))
    return margin_boxes(register_number) + lying + "".join(tables)


def _columns(layout: Layout, table: int) -> str:
    """The type of one table and the widths of its columns; the document may carry no style itself."""
    rules = [f".table-{table} {{ font-size: {layout.points:g}pt; }}\n"]
    for place, part in enumerate(layout.parts, start=1):
        rules += [
            f".table-{table}-{place} col:nth-child({column}) {{ width: {share:.2f}%; }}\n"
            for column, share in enumerate(part.shares, start=1)
        ]
    return "".join(rules)


def margin_boxes(register_number: str) -> str:
    """The foot of every page: the register number, and page numbers, which only the printer knows."""
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
