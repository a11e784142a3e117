"""What is done to postings: revisions that stay as they were, and what each reader gets."""

from datetime import UTC, date, datetime, timedelta

import pytest
import sqlalchemy as sa
from sqlalchemy.exc import IntegrityError

from kiosk.accounts.models import WorkingDayOverride
from kiosk.core.db import db
from kiosk.core.document import decode
from kiosk.kinds.notices import Notice
from kiosk.postings import operations
from kiosk.postings.models import Posting, Revision
from kiosk.postings.operations import Placing
from tests.postings import making

pytestmark = pytest.mark.usefixtures("app_context")

NOON = datetime(2026, 11, 22, 4, tzinfo=UTC)


@pytest.fixture
def category():
    return making.category()


@pytest.fixture
def another(category):
    """A posting that no test is about."""
    return making.posted(category, making.everywhere(), content=making.notice("别的通知"))


def count(table):
    return db.session.scalar(sa.select(sa.func.count()).select_from(table))


def test_a_new_posting_is_a_draft_that_says_nothing(category, another):
    draft = operations.new_posting(category, making.everywhere(), kind="notices")
    db.session.flush()

    assert (draft.stage, draft.approved, draft.register_number) == ("draft", None, None)
    assert (draft.level, draft.station) == ("office", None)
    assert len(draft.code) == 9
    assert draft.code != another.code
    assert operations.readable_postings() == [another]


def test_a_posting_of_a_station_is_on_its_level(category):
    own = making.station("LQ")
    posting = making.posted(category, making.everywhere("station_staff", station=own))

    assert (posting.level, posting.station) == ("station", own)


def test_a_revision_holds_the_document_word_for_word_with_its_fingerprint(category):
    posting = making.posted(category, making.everywhere(), content=making.notice("采购公示"))
    (revision,) = posting.revisions

    assert revision.content == (
        '{"attachments":[],"body":"现予公开。","conclusion":"","contact":null,"embeds":[],'
        '"form":"公开","issuer":"柳泉收费所","seal":"","sign_date":"2026-11-17","summary":"",'
        '"tables":[],"title":"采购公示"}'
    )
    assert (
        revision.fingerprint == "1c7309e8aea2655cf8820342e70af654800ca871df452b349677ec25b1c0b670"
    )
    assert (revision.number, revision.schema, revision.title) == (1, 1, "采购公示")
    assert decode(revision.content, Notice) == making.notice("采购公示")


def test_approval_freezes_a_revision_with_its_signatures_and_its_number(category, another):
    posting = making.posted(category, making.everywhere(), is_approved=False)
    assert posting.approved is None

    operations.approve(
        posting.revisions[0], making.SIGNED, at=NOON, register_number="柳所公开〔2026〕9号"
    )

    db.session.commit()
    assert posting.stage == "registered"
    assert posting.register_number == "柳所公开〔2026〕9号"
    assert posting.approved is posting.revisions[0]
    assert posting.revisions[0].approved_at == NOON
    assert [
        (one.part, one.post, one.name, one.signed_on) for one in posting.revisions[0].signatures
    ] == [
        ("party", "书记", "陈守业", date(2026, 11, 17)),
        ("admin", "所长", "田建军", date(2026, 11, 17)),
    ]
    assert another.register_number is None


def test_what_hangs_stays_until_its_correction_is_approved(category):
    posting = making.posted(category, making.everywhere(), content=making.notice("采购公示"))
    first = posting.revisions[0]
    before = (first.content, first.fingerprint, first.approved_at)

    second = making.add_content(posting, making.notice("采购公示（更正）"), reason="金额写错")
    db.session.flush()
    assert posting.approved is first

    operations.approve(second, making.SIGNED, at=NOON, register_number=None)
    db.session.flush()

    assert posting.approved is second
    assert (second.number, second.reason) == (2, "金额写错")
    assert (first.content, first.fingerprint, first.approved_at) == before
    assert posting.register_number is None


def test_a_correction_keeps_the_register_number(category):
    posting = making.posted(category, making.everywhere(), register_number="9号")
    second = making.add_content(posting, making.notice("更正"), reason="金额写错")
    operations.approve(second, making.SIGNED, at=NOON, register_number=None)

    assert posting.register_number == "9号"


def test_the_database_refuses_a_register_number_twice(category):
    making.posted(category, making.everywhere(), register_number="9号")

    with pytest.raises(IntegrityError):
        making.posted(category, making.everywhere(), register_number="9号")


def test_the_database_refuses_two_signatures_in_one_part(category):
    posting = making.posted(category, making.everywhere(), is_approved=False)
    twice = [making.SIGNED[0], making.SIGNED[0]]
    operations.approve(posting.revisions[0], twice, at=NOON, register_number=None)

    with pytest.raises(IntegrityError):
        db.session.flush()


def test_the_database_refuses_an_end_before_the_beginning(category):
    with pytest.raises(IntegrityError):
        making.posted(category, Placing("staff", shows_from=NOON, shows_until=NOON))


def test_the_database_refuses_a_station_level_without_a_station(category):
    posting = making.posted(category, making.everywhere())
    posting.level = "station"

    with pytest.raises(IntegrityError):
        db.session.flush()


def test_a_withdrawn_posting_is_read_by_nobody_but_nothing_of_it_is_lost(category, another):
    posting = making.posted(category, making.everywhere())

    operations.withdraw(posting, reason="数字有误", at=NOON)
    db.session.flush()

    assert operations.readable_postings() == [another]
    assert (posting.stage, posting.withdrawn_at, posting.withdrawn_reason) == (
        "withdrawn",
        NOON,
        "数字有误",
    )
    assert count(Revision) == 2
    assert operations.posting_by_code(posting.code) is posting  # its page decides what to say


def test_a_station_reads_the_offices_postings_and_its_own(category):
    own, other = making.station("LQ"), making.station("SM")
    of_office = making.posted(category, making.everywhere())
    of_own = making.posted(category, making.everywhere("station_staff", station=own))
    of_other = making.posted(category, making.everywhere("station_staff", station=other))

    assert operations.readable_postings(station_id=own.id) == [of_office, of_own]
    assert operations.readable_postings() == [of_office, of_own, of_other]


def test_the_newest_comes_first_and_equals_keep_their_order(category):
    old, new, as_old = (
        making.posted(category, making.everywhere(shows_from=NOON - timedelta(days=days)))
        for days in (9, 1, 9)
    )

    assert operations.readable_postings() == [new, old, as_old]


def test_what_was_over_by_then_is_left_out_when_only_what_hangs_on_is_asked_for(category):
    for_good = making.posted(category, making.everywhere())
    hanging = making.posted(category, making.everywhere(shows_until=NOON + timedelta(seconds=1)))
    over = making.posted(category, making.everywhere(shows_until=NOON))

    assert operations.readable_postings() == [for_good, hanging, over]
    assert operations.readable_postings(not_over_at=NOON) == [for_good, hanging]


def test_reading_many_postings_takes_as_many_queries_as_reading_few(category, count_queries):
    def queries_with(number):
        for _ in range(number):
            making.posted(category, making.everywhere())
        db.session.commit()
        db.session.expire_all()
        with count_queries() as queries:
            for posting in operations.readable_postings():
                assert posting.approved
                assert posting.approved.signatures
                assert posting.category.code == "notice"
                assert posting.station is None
        return len(queries)

    assert queries_with(2) == queries_with(30)


def test_a_code_leads_to_its_posting_and_to_no_other(category, another):
    posting = making.posted(category, making.everywhere(), code="7kqmx2p9a")

    assert operations.posting_by_code("7kqmx2p9a") is posting
    assert operations.posting_by_code("7kqmx2p9b") is None
    assert operations.posting_by_code("") is None


def test_the_offices_own_days_lie_over_the_announced_calendar():
    db.session.add_all(
        [
            WorkingDayOverride(day=date(2027, 1, 1), is_working=False),
            WorkingDayOverride(day=date(2026, 11, 22), is_working=True),
        ]
    )
    calendar = operations.work_calendar()

    assert not calendar.is_working_day(date(2027, 1, 1))
    assert calendar.is_working_day(date(2026, 11, 22))
    assert not calendar.is_working_day(date(2026, 11, 21))
    assert calendar.is_known(2027)
    assert not calendar.is_known(2028)


def test_the_life_of_a_posting_is_what_its_row_says(category):
    posting = making.posted(
        category,
        Placing(
            "staff",
            shows_from=NOON,
            shows_until=NOON + timedelta(days=1),
            publicity_first=date(2026, 11, 18),
            publicity_last=date(2026, 11, 24),
        ),
    )
    db.session.commit()
    life = operations.life_of(db.session.get_one(Posting, posting.id))

    assert (life.stage, life.shows_from, life.shows_until) == (
        "registered",
        NOON,
        NOON + timedelta(days=1),
    )
    assert (life.publicity_first, life.publicity_last) == (date(2026, 11, 18), date(2026, 11, 24))
