"""The overview of the seven matters, read from what the office has released and stated."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

import sqlalchemy as sa

from kiosk.core import clock
from kiosk.core.db import session
from kiosk.kinds.contract import Facts
from kiosk.kinds.overview import Overview
from kiosk.postings.lifecycle import Stage
from kiosk.postings.models import Category, Draft, NilReturn, Posting
from kiosk.postings.visibility import Scope
from kiosk.postings.wording import category_name, form_word
from kiosk.programme import seven

OVERVIEW_CODE = "overview"


@dataclass(frozen=True)
class SevenMatters:
    """All that the overview depends on, at any moment."""

    categories: tuple[seven.SevenCategory, ...]
    disclosures: tuple[seven.Disclosed, ...]
    statements: tuple[seven.Nothing, ...]

    def at(self, moment: datetime) -> Overview | None:
        """How the seven stand at `moment`; None where there are none."""
        if not self.categories:
            return None
        return seven.overview(self.categories, self.disclosures, self.statements, moment=moment)

    def turning_points(self, months: Iterable[date]) -> list[datetime]:
        """Every moment at which the overview can change by itself."""
        return seven.turning_points(self.disclosures, self.statements, months)


def seven_matters() -> SevenMatters:
    """What the database holds of the seven."""
    return SevenMatters(_categories(), _disclosures(), _statements())


def overview_now(*, moment: datetime) -> Overview | None:
    """The seven as walls, phones and the panel show them at `moment`; None where there are none."""
    return seven_matters().at(moment)


def seven_progress(
    matters: SevenMatters, *, moment: datetime, with_work: bool
) -> list[seven.Progress]:
    """How each of the seven comes along; `with_work`: the office's drafts and plans included."""
    shown = matters.at(moment)
    if shown is None:
        return []
    planned = [
        seven.Begun(one.category, clock.local_day(one.since))
        for one in matters.disclosures
        if one.since > moment
    ]
    begun = [*planned, *_drafts()] if with_work else []
    return seven.progress(matters.categories, shown, begun, moment=moment)


def overview_facts(overview: Overview | None, *, viewed_at: str | None) -> Facts:
    """The facts of a board nobody posted: it has no number, no period and no signatures."""
    return Facts(
        code=OVERVIEW_CODE,
        kind="overview",
        category="",
        form=form_word("公开"),
        spine="",
        level="office",
        scope=Scope.STAFF,
        station=None,
        viewed_at=viewed_at,
        register_number=None,
        publicity=None,
        publicity_is_over=False,
        signatures=(),
        corrections=(),
        is_sample=overview is not None and overview.is_sample,
    )


def _categories() -> tuple[seven.SevenCategory, ...]:
    rows = session().scalars(
        sa.select(Category).where(Category.seven_place.is_not(None)).order_by(Category.seven_place)
    )
    return tuple(
        seven.SevenCategory(row.code, category_name(row), row.seven_place or 0, row.rhythm)
        for row in rows
    )


def _disclosures() -> tuple[seven.Disclosed, ...]:
    """What the office itself has disclosed of the seven, to whomever: a station's own posting does
    not speak for the office, and what members alone may read has still been disclosed.
    """
    rows = session().execute(
        sa.select(Category.code, Posting.shows_from, Posting.register_number, Posting.is_sample)
        .join(Posting.category)
        .where(
            Category.seven_place.is_not(None),
            Posting.station_id.is_(None),
            Posting.stage.in_([Stage.REGISTERED, Stage.ARCHIVED]),
            Posting.shows_from.is_not(None),
        )
    )
    return tuple(
        seven.Disclosed(code, since, number or "", is_sample=is_sample)
        for code, since, number, is_sample in rows
        if since is not None
    )


def _drafts() -> list[seven.Begun]:
    """The office's drafts in the seven; a correction of what has been disclosed before is none."""
    rows = session().execute(
        sa.select(Category.code, Draft.saved_at)
        .select_from(Draft)
        .join(Draft.posting)
        .join(Posting.category)
        .where(
            Category.seven_place.is_not(None),
            Posting.station_id.is_(None),
            Posting.stage == Stage.DRAFT,
        )
    )
    return [seven.Begun(code, clock.local_day(saved_at)) for code, saved_at in rows]


def _statements() -> tuple[seven.Nothing, ...]:
    rows = session().execute(
        sa.select(Category.code, NilReturn.month, NilReturn.stated_on, NilReturn.is_sample)
        .join(NilReturn.category)
        .where(NilReturn.station_id.is_(None))
    )
    return tuple(
        seven.Nothing(code, month, stated_on, is_sample=is_sample)
        for code, month, stated_on, is_sample in rows
    )
