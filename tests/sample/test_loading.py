"""The sample in the database: marked, complete, in its states, loaded again without harm."""

import json
from datetime import date, datetime

import pytest
import sqlalchemy as sa
from flask import Flask
from flask.testing import FlaskClient

from kiosk.accounts.models import Account, Act, Office, Person, Station
from kiosk.accounts.passwords import matches
from kiosk.core import clock
from kiosk.core.db import db
from kiosk.core.document import decode
from kiosk.core.media import picture_file
from kiosk.kinds.honors import HONORS, HonorBoard
from kiosk.kinds.moments import Moment
from kiosk.kinds.notices import Notice
from kiosk.kinds.registry import kind as kind_called
from kiosk.postings.lifecycle import State, state_at
from kiosk.postings.models import Category, NilReturn, Posting, Revision
from kiosk.postings.operations import Placing, add_revision, approve, life_of, new_posting
from kiosk.postings.register import is_registered
from kiosk.postings.register_models import RegisterEntry
from kiosk.sample import LoadReport, load_sample
from kiosk.screens.models import Screen
from kiosk.screens.operations import claim, fresh_claim

#: What the office's file marks private: an objector's phone, and why somebody is not rated.
PRIVATE = ["13800000000", "产假", "有责服务投诉1起", "见习期未满", "申请复核文明服务项"]


def document_of(posting: Posting) -> Notice:
    revision = posting.approved
    assert revision is not None
    return decode(revision.content, Notice)


def state(loaded: LoadReport, number: str, moment: datetime) -> State:
    return state_at(life_of(loaded.postings[number]), moment)


@pytest.mark.parametrize(
    "day", ["2026-11-22", "2026-12-31", "2027-02-16", "2027-06-05", "2025-01-01", "2031-03-12"]
)
def test_the_listed_states_hold_on_the_day_asked_for(app_context: None, now: datetime, day: str):
    as_of = date.fromisoformat(day)
    loaded = load_sample(as_of, at=now)
    found: dict[str, list[str]] = {}
    for number in sorted(loaded.postings):
        if "N01" <= number <= "N12":
            noon = clock.day_begins(as_of)
            found.setdefault(state(loaded, number, noon), []).append(number)

    assert found == {
        "scheduled": ["N01"],
        "publicity_running": ["N06", "N12"],
        "showing": ["N02", "N04", "N05", "N07", "N08", "N10", "N11"],
        "ended_archived": ["N03", "N09"],
    }


@pytest.mark.parametrize("day", ["2026-11-22", "2026-12-01", "2027-02-28"])
def test_one_of_the_seven_has_nothing_to_disclose_this_month(
    app_context: None, now: datetime, day: str
):
    as_of = date.fromisoformat(day)
    load_sample(as_of, at=now)
    query = sa.select(NilReturn).where(NilReturn.month == as_of.replace(day=1))
    statement = db.session.scalars(query).one()

    assert statement.category.seven_place is not None
    assert statement.month <= statement.stated_on <= as_of


def test_everything_is_marked_as_sample(loaded: LoadReport):
    for model in (Posting, Station, Person, Account, Screen, NilReturn):
        marks = db.session.scalars(sa.select(model.is_sample)).all()

        assert marks
        assert all(marks), model


def test_loading_is_one_act(loaded: LoadReport, now: datetime):
    acts = db.session.scalars(sa.select(Act)).all()

    assert [(act.what, act.who, act.at, act.after) for act in acts] == [
        ("sample.load", "command line", now, "2026-11-22")
    ]


def test_no_private_value_is_in_any_document(loaded: LoadReport):
    for revision in db.session.scalars(sa.select(Revision)):
        kind = kind_called(revision.posting.kind)
        strings = list(kind.strings(decode(revision.content, kind.content)))

        assert strings
        assert not [text for text in strings for word in PRIVATE if word in text]
        assert not [text for text in strings if "孙志远" in text and "复核" in text]


def test_every_photo_of_every_document_is_kept(loaded: LoadReport, app: Flask):
    folder = app.config["SETTINGS"].media_folder
    for revision in db.session.scalars(sa.select(Revision)):
        kind = kind_called(revision.posting.kind)
        for photo in kind.photos(decode(revision.content, kind.content)):
            assert picture_file(folder, photo.path("phone")) is not None


def test_signatures_by_part(loaded: LoadReport):
    def signed(number: str) -> list[tuple[str, str, str, str]]:
        revision = loaded.postings[number].approved
        assert revision is not None
        return [(one.part, one.name, one.post, str(one.signed_on)) for one in revision.signatures]

    assert signed("N01") == [
        ("drafter", "蔺芳", "", "2026-11-20"),
        ("secrecy_reviewer", "苗春霞", "", "2026-11-20"),
        ("party", "陈守业", "支部书记", "2026-11-20"),
        ("admin", "田建军", "所长", "2026-11-20"),
    ]
    assert signed("N11") == [
        ("drafter", "田甜", "站内勤", "2026-11-02"),
        ("secrecy_reviewer", "袁志刚", "站长", "2026-11-02"),
        ("chief", "袁志刚", "站长", "2026-11-02"),
        ("supervisor", "吴秀兰", "廉政监督员", "2026-11-02"),
    ]


def test_nobody_has_signed_after_the_day_asked_for(app_context: None, now: datetime):
    as_of = date(2026, 11, 23)
    load_sample(as_of, at=now)

    for revision in db.session.scalars(sa.select(Revision)):
        assert all(one.signed_on <= as_of for one in revision.signatures)


def test_scopes_and_levels(loaded: LoadReport):
    postings = loaded.postings

    assert {postings[number].scope for number in ("N01", "N07", "N12", "stars")} == {"staff"}
    assert postings["N11"].scope == "station_staff"
    assert postings["N11"].station is not None
    assert postings["N11"].station.code == "QYY"
    assert {postings[one].scope for one in ("H01", "H05", "H10", "M01", "contacts")} == {"society"}


def test_the_announcement_vouches_for_the_star_result(loaded: LoadReport):
    result = loaded.postings["stars"].approved
    assert result is not None
    notice = document_of(loaded.postings["N09"])

    assert [(one.kind, one.fingerprint) for one in notice.embeds] == [("stars", result.fingerprint)]
    rule = notice.tables[0].keep_after
    assert rule is not None
    assert (rule.column, rule.minimum, rule.requires) == ("star", 3, "rank")


def test_the_long_the_corrected_and_the_withdrawn(loaded: LoadReport, now: datetime):
    prose = document_of(loaded.postings["N13"])
    ledger = document_of(loaded.postings["N14"]).tables[0]
    attached = document_of(loaded.postings["N15"])
    corrected = loaded.postings["N16"].revisions

    assert 300 <= len(prose.body) <= 500  # about three pages of a wall
    assert prose.tables == ()
    assert len(ledger.rows) == 63
    assert ledger.total == {"amount": "5836.85"}
    assert len(attached.title) == 33
    assert [one.name for one in attached.attachments] == ["星级管理考核办法（修订稿）.pdf"]
    assert [(one.number, bool(one.reason), len(one.signatures)) for one in corrected] == [
        (1, False, 4),
        (2, True, 4),
    ]
    assert state(loaded, "N17", now) == State.WITHDRAWN
    assert loaded.postings["N17"].withdrawn_reason


def test_the_ledger_adds_up_to_the_sum_the_office_has_disclosed(loaded: LoadReport):
    ledger = document_of(loaded.postings["N14"]).tables[0]
    office = document_of(loaded.postings["N02"]).tables[0]
    cents = sum(round(float(str(row["amount"])) * 100) for row in ledger.rows)
    own = next(row for row in office.rows if row["unit"] == "石磨沟收费站")

    assert f"{cents / 100:.2f}" == own["sum"] == "5836.85"


def test_boards_of_honors_and_moments(loaded: LoadReport):
    def board(number: str) -> HonorBoard:
        revision = loaded.postings[number].approved
        assert revision is not None
        return decode(revision.content, HonorBoard)

    assert HONORS.layout(board("H01")) == "collective"
    assert HONORS.layout(board("H05")) == "grid"
    assert HONORS.layout(board("H09")) == "spotlight"
    assert len(board("H09").honors[0].figures) == 3
    post = board("H10").honors[0]
    assert HONORS.layout(board("H10")) == "post"
    assert "买买提·艾合买提" in post.people
    assert post.area
    assert post.duties
    assert post.pledge
    for number in ("H01", "H02", "H03", "H04", "H05", "H09", "H10"):
        for honor in board(number).honors:
            assert len(honor.deeds) <= 40
            assert len(honor.story) <= 200
    without = loaded.postings["M04"].approved
    assert without is not None
    assert decode(without.content, Moment).photo is None


def test_the_office_is_named_and_its_seven_matters_are_in_order(loaded: LoadReport):
    office = db.session.get(Office, 1)
    assert office is not None
    seven = db.session.scalars(
        sa.select(Category.name).where(Category.seven_place > 0).order_by(Category.seven_place)
    ).all()

    assert (office.name, office.short_name, office.magazine) == (
        "柳泉高速公路收费所",
        "柳泉所",
        "柳泉驿站",
    )
    assert seven == [
        "大宗物资采购",
        "办公经费使用",
        "工资发放",
        "稽查考核",
        "公务用车",
        "管理岗位调整",
        "党建管理",
    ]


def test_nobody_can_sign_in_as_one_of_the_sample(loaded: LoadReport):
    roles = {
        account.username: [grant.role for grant in account.grants] for account in loaded.accounts
    }

    assert roles == {
        "linfang": ["clerk"],
        "chenshouye": ["party_signer"],
        "tianjianjun": ["admin_signer"],
    }
    for account in loaded.accounts:
        assert account.must_change_password
        assert not matches(account.username, account.password_hash)


def test_loading_again_replaces_and_keeps_paired_screens(loaded: LoadReport, now: datetime):
    codes = {posting.code for posting in loaded.postings.values()}
    paired = claim(fresh_claim(loaded.screens[0]))
    assert paired is not None
    tokens = set(db.session.scalars(sa.select(Station.list_token)))

    again = load_sample(date(2026, 12, 5), at=now)
    db.session.commit()

    stored = set(db.session.scalars(sa.select(Posting.code)))
    assert stored == {posting.code for posting in again.postings.values()}
    assert not stored & codes
    assert len(stored) == len(codes)
    assert db.session.scalar(sa.select(sa.func.count()).select_from(Person)) == 38
    assert again.screens[0].secret_hash == paired[0].secret_hash
    assert set(db.session.scalars(sa.select(Station.list_token))) == tokens


def test_a_number_of_the_sample_may_look_like_a_real_one(app_context: None, now: datetime):
    category = Category(
        code="bulk_procurement", name="采购", kind="notices", form="公示", rhythm="", level="office"
    )
    real = new_posting(category, Placing(scope="staff", shows_from=now), kind="notices")
    notice = Notice(title="真的", form="公示", issuer="所", sign_date=date(2026, 11, 1))
    revision = add_revision(real, notice, schema=1, title="真的")
    approve(revision, [], at=now, register_number="柳泉公开〔2026〕44号")
    db.session.commit()

    loaded = load_sample(date(2026, 11, 22), at=now)

    assert real.register_number == loaded.postings["N01"].register_number == "柳泉公开〔2026〕44号"


def test_the_sample_s_register_holds_exactly_what_the_rule_registers(loaded: LoadReport):
    numbered = {
        posting.code for posting in loaded.postings.values() if posting.register_number is not None
    }
    by_rule = {
        posting.code
        for posting in loaded.postings.values()
        if is_registered(posting.kind, posting.category.form)
    }
    entries = list(db.session.scalars(sa.select(RegisterEntry)))

    assert numbered == by_rule
    assert {entry.posting.code: entry.number for entry in entries} == {
        posting.code: posting.register_number
        for posting in loaded.postings.values()
        if posting.register_number
    }
    assert all(entry.is_sample for entry in entries)
    assert loaded.postings["H05"].register_number is None


def test_a_sample_that_fails_leaves_nothing(app_context: None, now: datetime):
    with pytest.raises(OverflowError):
        load_sample(date(1, 1, 1), at=now)
    db.session.rollback()

    assert db.session.scalar(sa.select(sa.func.count()).select_from(Posting)) == 0
    assert db.session.scalar(sa.select(sa.func.count()).select_from(Station)) == 0


def test_both_walls_have_something_to_show(loaded: LoadReport, client: FlaskClient, now: datetime):
    for screen in loaded.screens:
        secret = fresh_claim(screen)
        client.get(f"/screen/claim/{secret}")
        programme = client.get("/screen/programme")

        assert programme.status_code == 200
        assert len(json.loads(programme.data)["boards"]) >= 20
        client.delete_cookie("kiosk_screen", path="/screen")
