"""What closes a posting: who may say what came of its period, what may stand there, and what is filed."""

import json
from datetime import date, datetime, timedelta

import pytest
import sqlalchemy as sa
from sqlalchemy.exc import DatabaseError

from kiosk.accounts.models import Act, Person, Station
from kiosk.accounts.operations import open_account
from kiosk.core.db import db
from kiosk.kinds.notices.content import Column, Table
from kiosk.postings import closing
from kiosk.postings.checking import MustNotHang
from kiosk.postings.closing import Found, Outcome
from kiosk.postings.closing_models import Conclusion
from kiosk.postings.lifecycle import SECOND_THOUGHTS, Stage, State, state_at
from kiosk.postings.models import Draft
from kiosk.postings.operations import Placing, life_of, readable_postings, withdraw
from kiosk.postings.retention import archived, older_and_open
from kiosk.postings.transitions import NoReason, NotNow
from tests.postings import making

LAST = date(2026, 11, 20)
DAY_AFTER = datetime.fromisoformat("2026-11-21T00:00+08:00")
MOMENT = timedelta(seconds=1)
NOTHING = Found(Outcome.NO_OBJECTION, 0, "公示期间未收到异议。")


@pytest.fixture
def category(app_context):
    return making.category(form="公示", min_working_days=5)


@pytest.fixture
def rating(category):
    """A notice whose publicity period ended with November 20th."""
    placing = Placing(
        scope="staff",
        shows_from=datetime.fromisoformat("2026-11-14T09:00+08:00"),
        shows_until=DAY_AFTER,
        publicity_first=date(2026, 11, 14),
        publicity_last=LAST,
    )
    made = making.posted(category, placing, register_number="柳泉公开〔2026〕1号")
    db.session.commit()
    return made


def concluded(posting, found=NOTHING, at=DAY_AFTER):
    return closing.conclude(posting, found, who="Cleo", at=at)


def table(labels, *rows):
    keys = [f"c{number}" for number in range(len(labels))]
    columns = tuple(
        Column(key=key, label=label, type="text") for key, label in zip(keys, labels, strict=True)
    )
    return Table(
        caption="评定结果",
        columns=columns,
        rows=tuple(dict(zip(keys, row, strict=True)) for row in rows),
    )


def act(what):
    return db.session.scalar(sa.select(Act).where(Act.what == what).order_by(Act.id.desc()))


def test_a_conclusion_waits_until_the_period_is_over(rating):
    with pytest.raises(closing.NotOver):
        concluded(rating, at=DAY_AFTER - timedelta(seconds=1))

    concluded(rating)

    assert [one.text for one in closing.conclusions_of(rating)] == ["公示期间未收到异议。"]


def test_what_had_no_period_has_no_conclusion(category):
    posting = making.posted(category, making.everywhere())

    with pytest.raises(closing.NotOver):
        concluded(posting)


def test_a_conclusion_is_an_act_with_everything_it_says(rating):
    found = Found(Outcome.HANDLED, 2, "收到异议2件，经复核维持原评定。")

    concluded(rating, found)

    assert (act("posting.conclude").who, act("posting.conclude").subject) == (
        "Cleo",
        f"posting {rating.code}",
    )
    assert json.loads(act("posting.conclude").after) == {
        "outcome": "handled",
        "objections": 2,
        "text": "收到异议2件，经复核维持原评定。",
        "reason": "",
    }


def test_a_correction_stands_beside_what_it_corrects_and_says_why(rating):
    concluded(rating)
    with pytest.raises(NoReason):
        concluded(rating, Found(Outcome.HANDLED, 1, "收到异议1件。"))

    concluded(rating, Found(Outcome.HANDLED, 1, "收到异议1件。", "漏记1件"))

    newest, first = closing.conclusions_of(rating)
    assert (newest.text, newest.reason) == ("收到异议1件。", "漏记1件")
    assert (first.text, first.reason) == ("公示期间未收到异议。", "")
    assert closing.conclusions_by_posting([rating.id]) == {rating.id: [newest, first]}


def test_dark_days_nobody_made_good_are_closed_over_with_a_reason_and_asked_of_once(rating):
    dark = [date(2026, 11, 17), date(2026, 11, 16)]
    with pytest.raises(closing.WasDark) as refused:
        closing.conclude(rating, NOTHING, who="Cleo", at=DAY_AFTER, dark=dark)
    assert refused.value.days == sorted(dark)

    why = Found(Outcome.NO_OBJECTION, 0, "公示期间未收到异议。", why_not_longer="停电检修")
    closing.conclude(rating, why, who="Cleo", at=DAY_AFTER, dark=dark)
    again = Found(Outcome.HANDLED, 1, "收到异议1件。", "漏记1件")
    closing.conclude(rating, again, who="Cleo", at=DAY_AFTER, dark=dark)

    newest, first = closing.conclusions_of(rating)
    assert (first.reason, newest.reason) == ("停电检修", "漏记1件")
    assert closing.left_short([newest, first]) is first
    acts = db.session.scalars(sa.select(Act.after).where(Act.what == "posting.conclude"))
    assert "2026-11-16, 2026-11-17" in next(iter(acts))


def test_a_reason_is_kept_only_where_something_was_dark(rating):
    concluded(rating, Found(Outcome.NO_OBJECTION, 0, "无异议。", why_not_longer="停电检修"))

    assert closing.left_short(closing.conclusions_of(rating)) is None


@pytest.mark.parametrize("why", ["问13800000000", "住青杨驿村3组12号"])
def test_why_nothing_was_lengthened_gives_nobody_away(rating, why):
    found = Found(Outcome.NO_OBJECTION, 0, "无异议。", why_not_longer=why)

    with pytest.raises(MustNotHang):
        closing.conclude(rating, found, who="Cleo", at=DAY_AFTER, dark=[LAST])


@pytest.mark.parametrize("change", ["UPDATE conclusion SET text = 'x'", "DELETE FROM conclusion"])
def test_the_database_lets_no_conclusion_be_changed(rating, change):
    concluded(rating)
    db.session.commit()

    with pytest.raises(DatabaseError, match="only added to"):
        db.session.execute(sa.text(change))


def test_what_was_concluded_about_the_sample_goes_with_it(category, rating):
    invented = making.posted(
        category,
        making.everywhere(publicity_first=date(2026, 11, 14), publicity_last=LAST),
    )
    invented.is_sample = True
    concluded(invented)
    concluded(rating)
    db.session.commit()

    closing.drop_sample_conclusions()

    assert list(db.session.scalars(sa.select(Conclusion.posting_id))) == [rating.id]


@pytest.mark.parametrize(("outcome", "count"), [(Outcome.NO_OBJECTION, 1), (Outcome.HANDLED, 0)])
def test_objections_have_a_number_and_none_has_none(rating, outcome, count):
    with pytest.raises(closing.WrongCount):
        concluded(rating, Found(outcome, count, "已处理。"))


@pytest.mark.parametrize(
    "found",
    [
        "反映人电话13800000000",
        "反映人电话１３８ ００００００００",
        "身份证110101199003070011",
        "反映人卡号6222020000000000000",
        "反映人住青杨驿村3组12号",
        "属内部资料",
    ],
)
def test_nobody_can_be_known_by_a_number_or_an_address_in_it(rating, found):
    with pytest.raises(MustNotHang):
        concluded(rating, Found(Outcome.HANDLED, 1, f"{found}，已处理。"))


def test_who_objected_is_not_named(rating):
    db.session.add_all([Person(name="马晓燕"), Person(name="陈守业")])
    db.session.flush()

    with pytest.raises(closing.NamesSomebody) as refused:
        concluded(rating, Found(Outcome.HANDLED, 1, "马晓燕提出异议，经陈守业复核，维持。"))

    # Who signed the notice stands below it anyway.
    assert refused.value.names == ["马晓燕"]


def test_a_name_with_a_gap_in_it_is_a_name(rating):
    db.session.add(Person(name="王 芳"))
    db.session.flush()

    with pytest.raises(closing.NamesSomebody):
        concluded(rating, Found(Outcome.HANDLED, 1, "王　芳反映分数有误，已复核。"))


def test_people_the_office_has_no_list_of_are_known_from_the_notice_itself(category):
    content = making.notice("评定", tables=(table(["姓名", "得分"], ["秦月", "97"]),))
    placing = making.everywhere(publicity_first=date(2026, 11, 16), publicity_last=LAST)
    posting = making.posted(category, placing, content=content)
    db.session.add(
        Station(code="LQ", name="柳泉站", short_name="柳泉", list_token="t", chief="周正")
    )
    db.session.flush()

    with pytest.raises(closing.NamesSomebody) as refused:
        concluded(posting, Found(Outcome.HANDLED, 1, "秦月提出，周正复核，维持97分。"))

    assert refused.value.names == ["周正", "秦月"]


@pytest.mark.parametrize("is_active", [True, False])
def test_whoever_has_or_had_an_account_is_not_named_but_what_several_share_is_no_name(
    rating, is_active
):
    for username, name in (("nur", "阿依古丽"), ("room", "监控室")):
        opened = open_account(
            username, display_name=name, password="a long one", roles=[], must_change_password=False
        )
        opened.is_active = is_active
    db.session.flush()

    concluded(rating, Found(Outcome.HANDLED, 1, "监控室的数据有误，已更正。"))
    with pytest.raises(closing.NamesSomebody) as refused:
        concluded(rating, Found(Outcome.HANDLED, 1, "阿依古丽提出异议，已答复。", "更正"))

    assert refused.value.names == ["阿依古丽"]


def test_what_may_be_a_name_is_recorded_once_it_is_said_to_be_none(rating):
    text = "收费员王丽娟反映，职工程晓提出，已答复。"
    with pytest.raises(closing.MayNameSomebody) as refused:
        concluded(rating, Found(Outcome.HANDLED, 2, text, no_names=frozenset({"程晓"})))

    assert refused.value.names == ["王丽娟", "程晓"]
    both = frozenset(refused.value.names)
    concluded(rating, Found(Outcome.HANDLED, 2, text, no_names=both))


def test_where_nobody_objected_a_name_gives_nobody_away(rating):
    db.session.add(Person(name="马晓燕"))
    db.session.flush()

    concluded(rating, Found(Outcome.NO_OBJECTION, 0, "对马晓燕同志的评定无异议。"))

    assert closing.conclusion_of(rating) is not None


def test_what_was_taken_down_is_filed_with_its_reason_and_never_concluded(rating):
    withdraw(rating, reason="x", at=DAY_AFTER)
    with pytest.raises(NotNow):
        concluded(rating)
    with pytest.raises(closing.MayComeBack):
        closing.archive(rating, who="Cleo", at=DAY_AFTER + SECOND_THOUGHTS)

    closing.archive(rating, who="Cleo", at=DAY_AFTER + SECOND_THOUGHTS + MOMENT)

    assert (rating.stage, rating.withdrawn_reason) == (Stage.WITHDRAWN_ARCHIVED, "x")
    assert state_at(life_of(rating), DAY_AFTER - MOMENT) == State.WITHDRAWN_ARCHIVED
    assert readable_postings() == []
    assert act("posting.archive").after == "柳泉公开〔2026〕1号"
    with pytest.raises(NotNow):
        closing.archive(rating, who="Cleo", at=DAY_AFTER + SECOND_THOUGHTS + MOMENT)


def test_a_correction_that_was_begun_before_it_came_down_is_thrown_away_first(rating):
    withdraw(rating, reason="x", at=DAY_AFTER)
    rating.draft = Draft(saved_at=DAY_AFTER, saved_by="Cleo")

    with pytest.raises(closing.BeingCorrected):
        closing.archive(rating, who="Cleo", at=DAY_AFTER + SECOND_THOUGHTS + MOMENT)


def test_what_was_taken_down_and_filed_is_kept_for_as_long_as_everything_else(rating, category):
    withdraw(rating, reason="x", at=DAY_AFTER)
    hanging = making.posted(category, making.everywhere(), code="hanging")
    ended = making.posted(category, making.everywhere(shows_until=DAY_AFTER), code="ended")
    closing.archive(ended, who="Cleo", at=DAY_AFTER)
    later = DAY_AFTER + timedelta(days=366 * 5)
    assert [one.posting for one in older_and_open(moment=later, years=5)] == [rating]

    closing.archive(rating, who="Cleo", at=DAY_AFTER + timedelta(days=1))

    kept = archived(moment=later, years=5)
    assert {one.posting.code: str(one.until) for one in kept} == {
        rating.code: "2031-11-20",
        "ended": "2031-11-20",
    }
    assert older_and_open(moment=later, years=5) == []
    assert hanging.stage == Stage.REGISTERED


def test_filing_needs_the_conclusion_of_a_period(rating):
    with pytest.raises(closing.NoConclusion):
        closing.archive(rating, who="Cleo", at=DAY_AFTER)
    concluded(rating)

    closing.archive(rating, who="Cleo", at=DAY_AFTER)

    assert rating.stage == Stage.ARCHIVED
    assert act("posting.archive").after == "柳泉公开〔2026〕1号"
    with pytest.raises(NotNow):
        closing.archive(rating, who="Cleo", at=DAY_AFTER)
    with pytest.raises(NotNow):
        concluded(rating, Found(Outcome.NO_OBJECTION, 0, "无异议。", "重写"))


def test_what_had_no_period_is_filed_once_it_has_ended(category):
    posting = making.posted(category, making.everywhere(shows_until=DAY_AFTER))

    with pytest.raises(closing.StillHangs):
        closing.archive(posting, who="Cleo", at=DAY_AFTER - timedelta(seconds=1))
    closing.archive(posting, who="Cleo", at=DAY_AFTER)

    assert posting.stage == Stage.ARCHIVED


@pytest.mark.parametrize(
    ("text", "found"),
    [("马晓燕和买买提·艾合买提", ["买买提·艾合买提", "马晓燕"]), ("马晓", []), ("燕子", [])],
)
def test_names_are_found_whole_and_never_by_one_character(text, found):
    assert closing.people_named(text, ["马晓燕", "买买提·艾合买提", "燕"]) == found
