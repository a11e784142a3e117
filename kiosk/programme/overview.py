"""The overview of the seven matters, read from what the office has released and stated."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

import sqlalchemy as sa

from kiosk.core import clock
from kiosk.core.db import session
from kiosk.duties.reading import begun_on, first_days, is_awaited_at_office, released, stated
from kiosk.kinds.contract import Facts
from kiosk.kinds.overview import Overview
from kiosk.postings.models import Category
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
    #: Of which the earliest is when the office began.
    first_days: tuple[date, ...] = ()

    def at(self, moment: datetime) -> Overview | None:
        """How the seven stand at `moment`; None where there are none."""
        if not self.categories:
            return None
        return seven.overview(
            self.categories,
            self.disclosures,
            self.statements,
            moment=moment,
            begun=begun_on(self.first_days, clock.local_day(moment)),
        )

    def turning_points(self, months: Iterable[date]) -> list[datetime]:
        """Every moment at which the overview can change by itself."""
        return seven.turning_points(self.disclosures, self.statements, months)


def seven_matters() -> SevenMatters:
    """What the database holds of the seven."""
    return SevenMatters(_categories(), _disclosures(), _statements(), first_days())


def overview_now(*, moment: datetime) -> Overview | None:
    """The seven as walls, phones and the panel show them at `moment`; None where there are none."""
    return seven_matters().at(moment)


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
        seven.SevenCategory(
            row.code,
            category_name(row),
            row.seven_place or 0,
            row.rhythm,
            is_awaited=is_awaited_at_office(row),
        )
        for row in rows
    )


def _disclosures() -> tuple[seven.Disclosed, ...]:
    return tuple(
        seven.Disclosed(
            one.category,
            one.since,
            one.number or "",
            is_sample=one.is_sample,
            about=one.about,
        )
        for one in released(is_of_the_seven=True)
    )


def _statements() -> tuple[seven.Nothing, ...]:
    return tuple(
        seven.Nothing(category, one.month, one.stated_on, is_sample=one.is_sample)
        for (category, _place), one in stated(is_of_the_seven=True)
    )
