"""Contacts (公开电话): the leaders" phones and e-mail, and each station"s integrity supervisor."""

from kiosk.kinds.contacts.content import ContactBoard, Leader, Supervisor
from kiosk.kinds.contacts.kind import CONTACTS

__all__ = ["CONTACTS", "ContactBoard", "Leader", "Supervisor"]
