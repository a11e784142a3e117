"""What somebody has decided to keep, and the step that looks last."""

from pathlib import Path

import pytest
import sqlalchemy as sa

from kiosk.accounts.models import Act
from kiosk.core.db import db
from kiosk.postings.checking import (
    MayNotBeKept,
    MustNotHang,
    keep,
    keeps_among,
    keeps_of,
    look_through,
    refuse_what_blocks,
)
from kiosk.postings.models import Posting
from tests.postings import making

SECRET = making.notice(body="涉及商业秘密。")


@pytest.fixture
def posting(app_context, now) -> Posting:
    """A draft that says nothing yet; another one is there as well."""
    under = making.category()
    making.posted(under, making.everywhere(), is_approved=False)
    return making.posted(under, making.everywhere(), is_approved=False)


def test_a_keep_counts_for_its_own_text_and_its_own_posting(posting, now, tmp_path):
    other = db.session.scalars(sa.select(Posting).where(Posting.id != posting.id)).one()
    [find] = look_through(SECRET, media=tmp_path).finds

    keep(find, posting=posting, reason="通用说法", who="Rea", at=now)

    assert keeps_of(posting)[find.key].reason == "通用说法"
    assert keeps_of(other) == {}
    refuse_what_blocks(SECRET, posting=posting, media=tmp_path)
    with pytest.raises(MustNotHang):
        refuse_what_blocks(SECRET, posting=other, media=tmp_path)
    with pytest.raises(MustNotHang):
        refuse_what_blocks(making.notice(body="也涉及商业秘密。"), posting=posting, media=tmp_path)


def test_what_was_kept_last_is_what_counts(posting, now, tmp_path):
    [find] = look_through(SECRET, media=tmp_path).finds

    for reason in ("草率", "问过书记"):
        keep(find, posting=posting, reason=reason, who="Rea", at=now)

    assert keeps_of(posting)[find.key].reason == "问过书记"
    assert len(db.session.scalars(sa.select(Act).where(Act.what == "posting.keep")).all()) == 2


def test_what_somebody_is_paid_hangs_only_with_a_reason(posting, now, tmp_path):
    paid = making.notice(body="其中刘洋11月实发工资5632.50元。\n陈静绩效奖金1200元")
    with pytest.raises(MustNotHang) as refused:
        refuse_what_blocks(paid, posting=posting, media=tmp_path)

    assert [one.written for one in refused.value.finds] == [
        "刘洋11月实发工资5632.50元",
        "陈静绩效奖金1200元",
    ]
    for find in refused.value.finds:
        keep(find, posting=posting, reason="本人同意公开", who="Rea", at=now)
    refuse_what_blocks(paid, posting=posting, media=tmp_path)


def test_what_was_kept_of_many_is_asked_at_once_and_told_apart(
    posting, now, tmp_path, count_queries
):
    other = db.session.scalars(sa.select(Posting).where(Posting.id != posting.id)).one()
    [find] = look_through(SECRET, media=tmp_path).finds
    keep(find, posting=posting, reason="通用说法", who="Rea", at=now)
    db.session.flush()

    with count_queries() as asked:
        found = keeps_among([posting, other])

    assert {code: set(kept) for code, kept in found.items()} == {
        posting.code: {find.key},
        other.code: set(),
    }
    assert len(asked) == 1


def test_a_number_is_not_kept_whoever_asks(posting, now, tmp_path):
    [find] = look_through(making.notice(body="电话13800000000"), media=tmp_path).finds

    with pytest.raises(MayNotBeKept):
        keep(find, posting=posting, reason="本人同意", who="Rea", at=now)
    assert keeps_of(posting) == {}


def test_not_even_a_key_in_the_trail_lets_a_number_stand(tmp_path):
    seen = look_through(making.notice(body="电话13800000000"), media=tmp_path)
    [find] = seen.finds

    assert seen.blocking([find.key]) == [find]


def test_nothing_but_publishing_and_the_sample_approves_anything(root: Path):
    approving = {
        str(path.relative_to(root))
        for path in (root / "kiosk").rglob("*.py")
        if " approve(" in path.read_text(encoding="utf-8")
    }

    assert approving - {"kiosk/postings/operations.py"} == {
        "kiosk/postings/publishing.py",
        "kiosk/sample/placing.py",
    }
