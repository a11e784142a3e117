"""The register: who gets a number, which one, and that nobody can change what was written."""

from datetime import UTC, date, datetime

import pytest
import sqlalchemy as sa

from kiosk.accounts import trail
from kiosk.accounts.models import Act, Office
from kiosk.core.db import db
from kiosk.postings import operations, register
from kiosk.postings.register import (
    AlreadyCounting,
    begin_year,
    enter,
    is_registered,
    next_numbers,
    series_word,
)
from kiosk.postings.register_models import RegisterEntry
from tests.postings import making

NOON = datetime(2026, 11, 22, 4, tzinfo=UTC)
NEW_YEARS_EVE = datetime.fromisoformat("2026-12-31T23:59:59+08:00")
NEW_YEAR = datetime.fromisoformat("2027-01-01T00:00:00+08:00")


@pytest.fixture(autouse=True)
def office(app_context):
    named = Office(id=1, name="柳泉高速公路收费所", short_name="柳泉所")
    db.session.add(named)
    return named


@pytest.fixture
def wages(office):
    return making.category("payroll", name="工资发放")


def release(category, *, station=None, at=NOON, **placing):
    """The number of a posting that is released now."""
    posting = making.posted(category, making.everywhere(station=station, **placing))
    entry = enter(posting.revisions[-1], who="Ada", at=at)
    assert entry is not None
    assert entry.number == posting.register_number
    return entry.number


def entries():
    return list(db.session.scalars(sa.select(RegisterEntry).order_by(RegisterEntry.id)))


@pytest.mark.parametrize(
    ("kind", "form", "gets_one"),
    [
        ("notices", "公示", True),
        ("notices", "公开", True),
        ("notices", "通报", True),
        ("notices", "通知", True),
        ("stars", "公开", True),
        ("notices", "宣传", False),
        ("moments", "宣传", False),
        ("honors", "荣誉", False),
        ("contacts", "公开", False),
    ],
)
def test_notices_and_results_get_a_number_and_what_only_decorates_gets_none(kind, form, gets_one):
    assert is_registered(kind, form) is gets_one


def test_what_is_not_registered_leaves_no_line(office):
    feature = making.category("theme", form="宣传")
    posting = making.posted(feature, making.everywhere())

    assert enter(posting.revisions[-1], who="Ada", at=NOON) is None
    assert (posting.register_number, entries()) == (None, [])


def test_office_and_stations_count_for_themselves(wages):
    qyy = making.station("QYY", "青杨驿收费站")
    qyy.short_name = "青杨驿站"

    numbers = [release(wages), release(wages, station=qyy), release(wages)]

    assert numbers == ["柳泉公开〔2026〕1号", "青杨驿公开〔2026〕1号", "柳泉公开〔2026〕2号"]


def test_every_year_of_the_office_begins_with_one(wages):
    assert release(wages, at=NEW_YEARS_EVE) == "柳泉公开〔2026〕1号"
    assert release(wages, at=NEW_YEAR) == "柳泉公开〔2027〕1号"


def test_a_renamed_office_goes_on_counting(wages, office):
    release(wages)
    office.short_name = "红柳湾所"

    assert release(wages) == "红柳湾公开〔2026〕2号"


def test_two_places_called_alike_never_have_the_same_number(wages):
    same, as_well = making.station("LQ"), making.station("LQ2")
    same.short_name = as_well.short_name = "柳泉站"

    numbers = [release(wages, station=station) for station in (None, same, as_well)]

    assert numbers == ["柳泉公开〔2026〕1号", "柳泉站公开〔2026〕1号", "柳泉LQ2公开〔2026〕1号"]


def test_a_station_that_takes_a_name_given_up_does_not_take_its_numbers(wages):
    old, new = making.station("A"), making.station("B")
    old.short_name, new.short_name = "双泉堡站", "沙枣坪站"
    release(wages, station=old)
    old.short_name, new.short_name = "石磨沟站", "双泉堡站"

    assert release(wages, station=new) == "双泉堡站公开〔2026〕1号"
    assert release(wages, station=old) == "石磨沟公开〔2026〕2号"


def test_a_name_that_is_nothing_but_a_tail_is_a_word_too():
    assert series_word("所", code="", taken=()) == "所"
    assert series_word("站", code="S01", taken=()) == "站"


def test_a_line_holds_how_things_were_whatever_they_are_called_later(wages, office):
    days = {"publicity_first": date(2026, 11, 18), "publicity_last": date(2026, 11, 24)}
    release(wages, shows_from=NOON, **days)
    office.name, wages.name = "别的所", "别的事项"
    db.session.flush()

    [line] = entries()

    assert (line.place_name, line.category, line.title) == (
        "柳泉高速公路收费所",
        "工资发放",
        "通知",
    )
    assert (line.publicity_first, line.publicity_last, line.publicity_days) == (*days.values(), 5)
    assert line.fingerprint == line.revision.fingerprint


def test_a_correction_keeps_number_and_line(wages):
    number = release(wages)
    [line] = entries()
    second = making.add_content(line.posting, making.notice("改过"), reason="金额有误")
    operations.approve(second, making.SIGNED, at=NOON, register_number=None)

    assert enter(second, who="Ada", at=NOON) is None
    assert (line.posting.register_number, [one.title for one in entries()]) == (number, ["通知"])


def test_what_is_taken_down_keeps_its_line_and_nobody_gets_its_number(wages):
    release(wages)
    operations.withdraw(entries()[0].posting, reason="有误", at=NOON)

    assert release(wages) == "柳泉公开〔2026〕2号"


def test_being_registered_is_an_act_that_names_number_and_fingerprint(wages):
    number = release(wages)

    [act] = db.session.scalars(sa.select(Act).where(Act.what == "posting.register"))

    assert act.after == f"{number} {entries()[0].fingerprint}"
    assert act.chain == "office"


@pytest.mark.parametrize(
    "deed",
    [
        sa.update(RegisterEntry).values(title="别的"),
        sa.update(RegisterEntry).values(is_sample=True),
        sa.delete(RegisterEntry),
    ],
    ids=["changing it", "calling it a sample's", "removing it"],
)
def test_the_database_refuses(wages, deed):
    release(wages)
    db.session.commit()

    with pytest.raises(sa.exc.DBAPIError, match="only added to"):
        db.session.execute(deed)
    db.session.rollback()

    assert [(one.title, one.is_sample) for one in entries()] == [("通知", False)]


def test_the_database_refuses_to_change_a_line_of_the_sample_too(wages):
    sample(wages, "柳泉公开〔2026〕44号")
    db.session.commit()

    with pytest.raises(sa.exc.DBAPIError, match="only added to"):
        db.session.execute(sa.update(RegisterEntry).values(is_sample=False))


def test_a_registered_posting_cannot_be_deleted(wages):
    release(wages)
    posting = entries()[0].posting
    db.session.delete(posting)

    with pytest.raises(sa.exc.IntegrityError):
        db.session.flush()


def sample(category, number):
    posting = making.posted(category, making.everywhere())
    posting.is_sample = True
    register.enter_sample(posting.revisions[-1], number, who="蔺芳", at=NOON)
    return posting


def test_the_sample_and_the_office_do_not_count_together(wages):
    sample(wages, "柳泉公开〔2026〕1号")
    sample(wages, "柳泉公开〔2026〕44号")

    assert release(wages) == "柳泉公开〔2026〕1号"
    assert len(entries()) == 3


def test_when_the_sample_goes_its_part_goes_and_no_real_number_comes_again(wages):
    sample(wages, "柳泉公开〔2026〕44号")
    number = release(wages)
    register.drop_sample()

    assert [one.number for one in entries()] == [number]
    assert release(wages) == "柳泉公开〔2026〕2号"


def test_a_year_goes_on_from_the_numbers_on_paper(wages):
    szp = making.station("SZP")
    begin_year("", 2026, 44, who="Ada", at=NOON)

    assert next_numbers(2026, [szp]) == {"": 44, "SZP": 1}
    assert [release(wages), release(wages)] == ["柳泉公开〔2026〕44号", "柳泉公开〔2026〕45号"]
    assert release(wages, station=szp) == "SZP公开〔2026〕1号"
    assert release(wages, at=NEW_YEAR) == "柳泉公开〔2027〕1号"
    assert next_numbers(2026, [szp]) == {}


def test_where_a_year_begins_can_be_set_until_it_has_begun(wages):
    begin_year("", 2026, 44, who="Ada", at=NOON)
    begin_year("", 2026, 45, who="Ada", at=NOON)
    release(wages)

    with pytest.raises(AlreadyCounting):
        begin_year("", 2026, 46, who="Ada", at=NOON)
    begin_year("", 2027, 3, who="Ada", at=NOON)

    acts = list(db.session.scalars(sa.select(Act).where(Act.what == "register.begin")))
    assert [(act.before, act.after) for act in acts] == [
        ('{"year": 2026, "first": 1}', '{"year": 2026, "first": 44}'),
        ('{"year": 2026, "first": 44}', '{"year": 2026, "first": 45}'),
        ('{"year": 2027, "first": 1}', '{"year": 2027, "first": 3}'),
    ]
    assert trail.verified()[1] is None
