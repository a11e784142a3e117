"""The trail: every act a person means, written in the same transaction as the act itself, and chained."""

from __future__ import annotations

from collections.abc import Generator, Iterable
from contextlib import closing
from datetime import datetime

import sqlalchemy as sa

from kiosk.accounts.chain import Chain, Fault, Head, Link, hash_of, start_of, walked
from kiosk.accounts.models import Act
from kiosk.core.db import one_at_a_time, session

READ_AT_ONCE = 1000
#: What only one transaction at a time has (core/db.one_at_a_time), until it ends.
LOCK = "trail"


def record(
    what: str,
    *,
    who: str,
    subject: str,
    at: datetime,
    before: str = "",
    after: str = "",
    chain: Chain = Chain.OFFICE,
) -> Act:
    """Add one act to its chain. `what` is a dotted verb such as "screen.pair"; nothing is committed here.

    Until the transaction ends nobody else can add one: two acts never follow the same act. So it comes
    last, when what was done is done: whoever holds the trail waits for nobody.
    """
    session().flush()
    one_at_a_time(LOCK, session())
    last = head(chain)
    place = last.place + 1 if last else 1
    link = Link(place, at, who, what, subject, before, after, hash="")
    act = Act(at=at, who=who, what=what, subject=subject, before=before, after=after)
    act.chain, act.place = chain, place
    act.hash = hash_of(last.hash if last else start_of(chain), link)
    session().add(act)
    return act


def head(chain: Chain = Chain.OFFICE) -> Head | None:
    """The newest act's place and hash; None before the first."""
    query = sa.select(Act.place, Act.hash).where(Act.chain == chain)
    found = session().execute(query.order_by(Act.place.desc()).limit(1)).first()
    return Head(found.place, found.hash) if found else None


def verified(
    chain: Chain = Chain.OFFICE, *, against: Iterable[Head] = ()
) -> tuple[Head | None, Fault | None]:
    """Walk the whole chain: its head, and the first fault, of itself or against heads printed before."""
    with closing(_links(chain)) as links:
        return walked(chain, links, against=against)


def chain_of(printed: Head) -> Chain:
    """Which chain a paper speaks of: the sample's if that has this very act, else the office's."""
    query = sa.select(Act.hash).where(Act.chain == Chain.SAMPLE, Act.place == printed.place)
    found = session().scalar(query)
    return Chain.SAMPLE if found and found.startswith(printed.hash) else Chain.OFFICE


def _links(chain: Chain) -> Generator[Link]:
    columns = (Act.place, Act.at, Act.who, Act.what, Act.subject, Act.before, Act.after, Act.hash)
    query = sa.select(*columns).where(Act.chain == chain).order_by(Act.place)
    # Whoever walks stops at the first fault: a server keeps what is left ready until it is told so.
    with session().execute(query.execution_options(yield_per=READ_AT_ONCE)) as rows:
        for row in rows:
            yield Link(*row)
