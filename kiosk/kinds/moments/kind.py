"""What only moments know about being shown."""

from __future__ import annotations

from typing import Any

from kiosk.kinds.contract import Kind
from kiosk.kinds.editing import Known, Parts
from kiosk.kinds.moments import editor as editing
from kiosk.kinds.moments.content import Moment


class Moments(Kind[Moment]):
    """身影."""

    name = "moments"
    content = Moment
    editor = editing.MomentEditor

    def title(self, content: Moment) -> str:
        return content.title

    def content_of(self, editor: editing.MomentEditor, parts: Parts, known: Known) -> Moment:
        return editing.moment_of(editor, known)

    def first_values(self, known: Known) -> dict[str, Any]:
        return {
            "day": known.on,
            "station": known.place,
            "author": known.writer,
            "column": known.column,
        }

    def values_of(self, content: Moment) -> dict[str, Any]:
        return editing.values_of(content)


MOMENTS = Moments()
