"""The trail in the database: chained as it is written, and closed to everybody afterwards."""

import pytest
import sqlalchemy as sa
from sqlalchemy.exc import DBAPIError

from kiosk.accounts import trail
from kiosk.accounts.chain import Chain, Head
from kiosk.accounts.models import Act
from kiosk.core.db import db


def newest() -> Head:
    head = trail.head()
    assert head is not None
    return head


@pytest.fixture
def three(app_context, now):
    """Three acts, the second on something of the sample."""
    for number, chain in enumerate((Chain.OFFICE, Chain.SAMPLE, Chain.OFFICE), start=1):
        trail.record("screen.add", who="宁采薇", subject=f"screen {number}", at=now, chain=chain)
    db.session.commit()


def test_acts_are_counted_in_their_own_chain(three):
    rows = db.session.execute(sa.select(Act.subject, Act.chain, Act.place).order_by(Act.id)).all()

    assert [tuple(row) for row in rows] == [
        ("screen 1", "office", 1),
        ("screen 2", "sample", 1),
        ("screen 3", "office", 2),
    ]


def test_the_head_is_the_newest_act(three):
    act = db.session.scalars(sa.select(Act).where(Act.subject == "screen 3")).one()

    assert newest() == Head(2, act.hash)
    assert trail.verified(against=[newest()]) == (newest(), None)


def test_before_the_first_act_there_is_no_head(app_context):
    assert trail.head() is None
    assert trail.verified() == (None, None)


@pytest.mark.parametrize(
    "deed", [sa.update(Act).values(who="甲"), sa.delete(Act)], ids=["change", "delete"]
)
def test_the_database_refuses_to_change_the_trail(three, deed):
    with pytest.raises(DBAPIError, match="only added to"):
        db.session.execute(deed)


def test_an_act_that_is_rolled_back_leaves_no_gap(three, now):
    trail.record("screen.add", who="宁采薇", subject="screen 4", at=now)
    db.session.flush()
    db.session.rollback()
    trail.record("screen.add", who="宁采薇", subject="screen 5", at=now)
    db.session.commit()

    assert trail.verified() == (trail.head(), None)
    assert newest().place == 3


def test_several_acts_of_one_transaction_follow_each_other(app_context, now):
    for number in range(3):
        trail.record("screen.add", who="宁采薇", subject=f"screen {number}", at=now)
    db.session.commit()

    assert trail.verified() == (newest(), None)
    assert newest().place == 3
