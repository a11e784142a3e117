"""What only honors know about being shown."""

from __future__ import annotations

from typing import Any

from kiosk.kinds.contract import Kind
from kiosk.kinds.editing import Known, Parts
from kiosk.kinds.honors import editor as editing
from kiosk.kinds.honors.content import HonorBoard


class Honors(Kind[HonorBoard]):
    """光荣榜."""

    name = "honors"
    content = HonorBoard
    editor = editing.HonorsEditor
    is_repeated = True
    theme = "crimson"

    def title(self, content: HonorBoard) -> str:
        return content.title

    def content_of(self, editor: editing.HonorsEditor, parts: Parts, known: Known) -> HonorBoard:
        return editing.board_of(editor, known)

    def first_values(self, known: Known) -> dict[str, Any]:
        return {"honors": [{"awarded_on": known.on}]}

    def values_of(self, content: HonorBoard) -> dict[str, Any]:
        return editing.values_of(content)

    def layout(self, content: HonorBoard) -> str:
        """Spotlight for one person, grid for several; collectives and posts have pages of their own."""
        if content.recipient != "person":
            return content.recipient
        return "spotlight" if len(content.honors) == 1 else "grid"


HONORS = Honors()
