"""Notices: 公示, 公开, 通报. Prose, tables, or both."""

from kiosk.kinds.notices.content import Column, Contact, KeepRule, Notice, Table
from kiosk.kinds.notices.kind import NOTICES

__all__ = ["NOTICES", "Column", "Contact", "KeepRule", "Notice", "Table"]
