"""What the approval page shows, in plain values: who signs, how it stands, what happened, what the visitor may do.

Whoever knows the life of a posting fills these in; the page decides nothing.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Literal

#: void: it was sent back or taken back after this one had signed, or before.
Status = Literal["waiting", "signed", "void"]
#: writing: it was sent back or taken back, and somebody writes on it.
Stage = Literal["review", "signing", "writing"]


@dataclass(frozen=True)
class SignatureRow:
    """One signature a submission needs. `tile` is the one character on its tile: 党, 政, 站, 监, 审."""

    tile: str
    #: Whose signature it is: Secretary. Empty where `post` says it.
    part: str
    #: Who signs, or has signed; empty while nobody in particular is asked.
    name: str
    post: str
    status: Status
    #: The moment where it was signed here, the day where it was signed with a pen.
    signed_at: datetime | None = None
    signed_on: date | None = None
    remark: str = ""
    #: Signed with a pen, and entered here by somebody.
    on_paper: bool = False
    entered_by: str = ""
    #: For whom a deputy signs (代); empty: for themselves.
    deputy_for: str = ""
    #: The visitor is asked for this one.
    is_mine: bool = False


@dataclass(frozen=True)
class Step:
    """Something that happened on the way, in one sentence. `is_last`: it is how things stand."""

    at: datetime
    sentence: str
    is_last: bool = False


@dataclass(frozen=True)
class ApprovalView:
    """The whole page beside what is to be signed."""

    #: 党政联签, 签批, 审核, 站长签批.
    title: str
    stage: Stage
    #: What it waits for, on the pill beside the heading: 等所长签.
    waits: str
    #: ok, warn, error, info or neutral.
    tone: str
    #: The posting's title and its version: 10 月公务用车运行台账 · 第 3 版.
    subject: str
    signatures: tuple[SignatureRow, ...]
    steps: tuple[Step, ...]
    #: What follows from signing; empty for whoever has nothing to sign.
    explains: str = ""
    #: Why there is nothing to do for whoever looks, or how it came back.
    instead: str = ""
    #: A text with the address, to be sent to whoever signs.
    passes_on: str = ""
    #: Where the one before and the one after are, of those that wait for the visitor.
    before: str = ""
    after: str = ""
