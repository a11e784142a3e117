"""The seven matters of the month at a glance (七类事项公开一览). Made, never posted: see
`kiosk.programme.seven` for where its rows come from.
"""

from __future__ import annotations

from datetime import date
from typing import Literal

from flask_babel import gettext as _

from kiosk.core.document import Document
from kiosk.kinds.contract import Kind

Standing = Literal["disclosed", "nothing", "missing"]


class Matter(Document, frozen=True, kw_only=True):
    """One of the seven: disclosed on a day, stated to be nothing, or not yet posted."""

    place: int
    name: str
    standing: Standing
    rhythm: str = ""
    on: date | None = None
    register_number: str = ""
    #: What it stands on is of the sample office.
    is_sample: bool = False


class Overview(Document, frozen=True, kw_only=True):
    """The seven of one month, in the report's order."""

    month: date
    matters: tuple[Matter, ...]

    @property
    def is_sample(self) -> bool:
        """True if anything that is counted here is of the sample office."""
        return any(matter.is_sample for matter in self.matters)


class Overviews(Kind[Overview]):
    """七类事项公开一览."""

    name = "overview"
    content = Overview

    def title(self, content: Overview) -> str:
        return _("The seven matters at a glance")


OVERVIEW = Overviews()
