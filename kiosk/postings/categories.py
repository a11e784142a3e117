"""An office's own categories: added, retired, taken up again; removed while nothing was ever posted under them."""

from __future__ import annotations

from dataclasses import dataclass

import sqlalchemy as sa

from kiosk.accounts.models import Grant
from kiosk.core.codes import new_code
from kiosk.core.db import session
from kiosk.postings.models import Category, DiscardedDraft, NilReturn, Posting, Submission
from kiosk.postings.signing import Needs

#: What codes of an office's own categories begin with; the others come with the product.
_OWN = "own_"
_PUBLICITY = "公示"
_USUAL_PUBLICITY_DAYS = 5
_USUAL_DAYS = 30
_REFERENCES = (
    Posting.category_id,
    Submission.category_id,
    DiscardedDraft.category_id,
    NilReturn.category_id,
)


class OneOfTheSeven(Exception):
    """It is one of the seven matters of the report: walls count them every month."""


class InUse(Exception):
    """Something was posted under it, or is being written; or it came with the product."""


@dataclass(frozen=True)
class Sort:
    """What a new category may be: the kind of its boards, its form, the large word on the spine."""

    kind: str
    form: str
    signing: Needs
    spine: str = ""


#: By the name that forms send.
SORTS = {
    "publicity": Sort("notices", _PUBLICITY, Needs.JOINT),
    "disclosure": Sort("notices", "公开", Needs.JOINT),
    "circular": Sort("notices", "通报", Needs.JOINT),
    "announcement": Sort("notices", "通知", Needs.ONE),
    "honors": Sort("honors", "荣誉", Needs.ONE, "光荣榜"),
}


def categories_in_use() -> list[Category]:
    """Those under which something new is posted, in the office's order."""
    return list(session().scalars(_ordered().where(~Category.is_retired)))


def category_called(name: str) -> Category | None:
    """The category with that name."""
    return session().scalar(_ordered().where(Category.name == name).limit(1))


def add_category(name: str, sort: Sort) -> Category:
    """A category of the office's own, with the defaults of its form; it stands last."""
    is_publicity = sort.form == _PUBLICITY
    last = session().scalar(sa.select(sa.func.max(Category.position))) or 0
    made = Category(
        code=f"{_OWN}{new_code()}",
        name=name,
        kind=sort.kind,
        form=sort.form,
        spine=sort.spine,
        rhythm="at_once",
        min_working_days=_USUAL_PUBLICITY_DAYS if is_publicity else None,
        default_days=None if is_publicity or sort.kind != "notices" else _USUAL_DAYS,
        takes_objections=is_publicity,
        signing=sort.signing,
        level="both",
        position=last + 1,
    )
    session().add(made)
    session().flush()  # its page wants its number
    return made


def retire(category: Category) -> bool:
    """Nothing new is posted under it from now on; False if that was so. Raises OneOfTheSeven."""
    if category.seven_place is not None:
        raise OneOfTheSeven
    was, category.is_retired = category.is_retired, True
    return not was


def take_up_again(category: Category) -> bool:
    """It can be chosen again; False if it could."""
    was, category.is_retired = category.is_retired, False
    return was


def may_be_removed(category: Category) -> bool:
    """True for one of the office's own that nobody has ever posted, written or stated anything under."""
    if not category.code.startswith(_OWN):
        return False
    uses = [column == category.id for column in _REFERENCES]
    uses.append(Grant.category_code == category.code)
    return not any(session().scalar(sa.select(sa.exists().where(one))) for one in uses)


def remove(category: Category) -> None:
    """It leaves the list. Raises InUse."""
    if not may_be_removed(category):
        raise InUse
    session().delete(category)


def _ordered() -> sa.Select[Category]:
    return sa.select(Category).order_by(Category.position, Category.id)
