"""Acts on postings, as the trail keeps them."""

from __future__ import annotations

from datetime import datetime

from kiosk.accounts import trail
from kiosk.accounts.chain import Chain
from kiosk.postings.models import Posting, Signature
from kiosk.postings.signing import Part

PUBLISHED = "posting.publish"
#: How somebody signed.
ON_PAPER, BY_PASSWORD = "paper", "password"
SIGNED = tuple(f"posting.{deed}{how}" for deed in ("review", "sign") for how in ("", "_on_paper"))


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
    return named(posting.code)


def named(code: str) -> str:
    """How the trail names the posting with that code. Pure."""
    return f"posting {code}"


def act_of(signature: Signature) -> str:
    """What it was to put this signature there: one of SIGNED."""
    deed = "review" if signature.part == Part.REVIEWER else "sign"
    return f"posting.{deed}_on_paper" if signature.entered_by else f"posting.{deed}"


def said_by(signature: Signature, number: int) -> dict[str, str | int]:
    """What the trail keeps of a signature under the version `number`."""
    said: dict[str, str | int] = {
        "version": number,
        "part": signature.part,
        "name": signature.name,
        "post": signature.post,
        "on": signature.signed_on.isoformat(),
        "way": ON_PAPER if signature.entered_by else BY_PASSWORD,
        "deputy_for": signature.deputy_for,
        "remark": signature.remark,
    }
    return {name: one for name, one in said.items() if one}


def as_said_before(said: dict[str, str | int]) -> dict[str, str | int]:
    """The same as older acts have it: without post and way, and a day only for paper. Pure."""
    left_out = {"post", "way"} | ({"on"} if said["way"] == BY_PASSWORD else set())
    return {name: one for name, one in said.items() if name not in left_out}
