"""Acts on postings, as the trail keeps them."""

from __future__ import annotations

from datetime import datetime

from kiosk.accounts import trail
from kiosk.accounts.chain import Chain
from kiosk.postings.models import Posting


def note(
    what: str, posting: Posting, *, who: str, at: datetime, before: str = "", after: str = ""
) -> None:
    """Add an act on `posting` to the trail: to the office's chain, or to the sample's own."""
    chain = Chain.SAMPLE if posting.is_sample else Chain.OFFICE
    trail.record(
        what, who=who, subject=subject(posting), at=at, before=before, after=after, chain=chain
    )


def subject(posting: Posting) -> str:
    """How the trail names a posting."""
    return f"posting {posting.code}"
