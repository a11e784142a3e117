"""Take the sample out again: one act, which leaves settings, accounts and everything real."""

from __future__ import annotations

from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.orm import InstrumentedAttribute, selectinload

from kiosk.accounts import trail
from kiosk.accounts.models import Account, Deputy, Grant, Office, Person, Station
from kiosk.accounts.offices import UNNAMED
from kiosk.core.db import session
from kiosk.duties.models import OwnDuty
from kiosk.postings import register
from kiosk.postings.closing import drop_sample_conclusions
from kiosk.postings.lengthening import drop_sample_lengthenings
from kiosk.postings.models import DiscardedDraft, NilReturn, Posting, Revision, Submission
from kiosk.sample.inventions import bears_sample_name, invented_in, unsaid_in
from kiosk.screens.models import Play, Screen
from kiosk.screens.standing import end_standing

#: Whatever stands or hangs at a station: a station of the sample that has any of it becomes real.
HANGS_ON_STATION = (
    Posting.station_id,
    Submission.station_id,
    DiscardedDraft.station_id,
    NilReturn.station_id,
    OwnDuty.station_id,
    Screen.station_id,
    Person.station_id,
    Grant.station_id,
    Deputy.station_id,
)


def has_sample() -> bool:
    """True while anything of the sample is there."""
    models = (Posting, Person, Screen, Account, NilReturn, OwnDuty, Station)
    return any(session().scalar(sa.select(sa.exists().where(model.is_sample))) for model in models)


def remove_sample(*, who: str, at: datetime) -> int:
    """Remove all that is sample, as one act of `who`; return how many postings went.

    What somebody has said of the office and its categories stays, and so do accounts made by people;
    what only the sample has said of it goes. What somebody has made their own since stays and counts as real from now on: a station with a name of
    theirs or with something real at it, a screen with a device or with anything said anew of it.
    Nothing is committed.
    """
    removed = clear_content()
    _clear_screens(at=at)
    _delete_samples(Account)
    session().flush()  # what still points at a station is asked of the database
    _clear_stations()
    _clear_office()
    trail.record("sample.remove", who=who, subject=f"{removed} postings", at=at)
    session().flush()  # so that a constraint we have missed shows here, not at the commit
    return removed


def clear_content() -> int:
    """Remove the sample's postings with their part of the register, people, statements and duties; return how many
    postings. No act of its own.
    """
    register.drop_sample()
    drop_sample_conclusions()
    drop_sample_lengthenings()
    query = sa.select(Posting).where(Posting.is_sample)
    whole = selectinload(Posting.revisions).selectinload(Revision.signatures)
    postings = session().scalars(query.options(whole)).all()
    # What was shown of invented postings is no evidence of anything.
    session().execute(sa.delete(Play).where(Play.posting.in_([one.code for one in postings])))
    for posting in postings:
        session().delete(posting)
    for model in (Person, NilReturn, OwnDuty, DiscardedDraft):
        _delete_samples(model)
    session().flush()  # numbers are unique: the old ones must be gone before new ones come
    return len(postings)


def _delete_samples(
    model: type[Person | NilReturn | OwnDuty | DiscardedDraft | Account],
) -> None:
    for row in session().scalars(sa.select(model).where(model.is_sample)):
        session().delete(row)


def _clear_screens(*, at: datetime) -> None:
    for screen in session().scalars(sa.select(Screen).where(Screen.is_sample)):
        if screen.secret_hash is not None or screen.version > 1:
            screen.is_sample = False
        else:
            end_standing(screen, at=at)
            session().delete(screen)


def _clear_stations() -> None:
    for station in session().scalars(sa.select(Station).where(Station.is_sample)):
        if bears_sample_name(station) and not any(_hangs(one, station) for one in HANGS_ON_STATION):
            session().delete(station)
            continue
        station.is_sample = False
        for name, empty in invented_in(station).items():
            setattr(station, name, empty)


def _clear_office() -> None:
    own = session().get(Office, 1)
    for name in unsaid_in(own) if own else ():
        setattr(own, name, getattr(UNNAMED, name))


def _hangs(column: InstrumentedAttribute[int | None], station: Station) -> bool:
    return bool(session().scalar(sa.select(sa.exists().where(column == station.id))))
