"""A posting on its way to its signers: sent, reviewed, signed, sent back, taken back; and signed on paper."""

import re
from datetime import date, timedelta
from typing import Any

import pytest
import sqlalchemy as sa

from kiosk.accounts.models import Act, Deputy, Station
from kiosk.accounts.operations import account_called, open_account
from kiosk.accounts.roles import Role
from kiosk.core import clock
from kiosk.core.db import db
from kiosk.postings.asking import basis_of, under_way
from kiosk.postings.lifecycle import State, state_at
from kiosk.postings.operations import life_of
from kiosk.postings.transitions import Step
from tests.client import KioskClient
from tests.faces.admin.conftest import PASSWORD
from tests.faces.admin.desk import begun, draft_of, posting_of, published, saved

SIGNERS = {
    "rita": ("苗春霞", Role.SECRECY_REVIEWER),
    "pan": ("陈守业", Role.PARTY_SIGNER),
    "adam": ("田建军", Role.ADMIN_SIGNER),
}
LOOKED = {"is_needed": "y", "is_true": "y", "is_no_secret": "y"}
READ = {"has_checked": "y"}


@pytest.fixture
def signers(enter, categories) -> dict[str, KioskClient]:
    """A reviewer and both heads, signed in; the category wants a joint signature."""
    for code in ("notice", "awards"):
        categories[code].signing = "joint"
    for username, (name, role) in SIGNERS.items():
        account(username, name, role)
    db.session.commit()
    return {username: enter(username) for username in SIGNERS}


@pytest.fixture
def cleo(enter, signers) -> KioskClient:
    """The clerk."""
    client: KioskClient = enter("cleo")
    return client


@pytest.fixture
def notice(cleo, categories) -> str:
    """A draft that is ready."""
    code = begun(cleo, categories["notice"])
    assert saved(cleo, code).status_code == 303
    return code


def account(username: str, name: str, role: Role, station: Station | None = None) -> None:
    opened = open_account(
        username,
        display_name=name,
        password=PASSWORD,
        roles=[(role, station)],
        must_change_password=False,
    )
    opened.language = "en"


def submitted(client: KioskClient, code: str, **more: Any) -> Any:
    data = {"when": "now", "begins": "", "version": draft_of(code).version, **more}
    return client.post(f"/admin/postings/{code}/submit", data=data)


def did(client: KioskClient, code: str, deed: str, **more: Any) -> Any:
    """Press a button of the approval page, as whoever has just read it."""
    page = client.get(f"/admin/postings/{code}/approval").text
    found = re.search(r'name="fingerprint"[^>]*value="(\w*)"', page)
    data = {"fingerprint": found[1] if found else "", **more}
    return client.post(f"/admin/postings/{code}/approval/{deed}", data=data)


def step(code: str) -> str:
    return draft_of(code).step


def state(code: str) -> State:
    return state_at(life_of(posting_of(code)), clock.now())


def acts(code: str) -> list[str]:
    subject = f"posting {code}"
    return list(
        db.session.scalars(sa.select(Act.what).where(Act.subject == subject).order_by(Act.id))
    )


def test_it_hangs_once_it_is_reviewed_and_both_heads_have_signed(cleo, signers, notice):
    assert submitted(cleo, notice).status_code == 303
    assert (step(notice), state(notice)) == (Step.REVIEW, State.DRAFT)

    assert did(signers["rita"], notice, "review", **LOOKED).status_code == 303
    assert step(notice) == Step.SIGNING
    assert did(signers["adam"], notice, "sign", **READ, remark="同意公示").status_code == 303
    assert state(notice) == State.DRAFT
    assert did(signers["pan"], notice, "sign", **READ).status_code == 303

    assert state(notice) == State.SHOWING
    approved = posting_of(notice).approved
    assert approved is not None
    signed = [(one.part, one.name, one.remark) for one in approved.signatures]
    assert signed == [
        ("secrecy_reviewer", "苗春霞", ""),
        ("admin", "田建军", "同意公示"),
        ("party", "陈守业", ""),
    ]
    assert acts(notice)[1:] == [
        "posting.submit", "posting.review", "posting.sign", "posting.sign", "posting.publish",
    ]  # fmt: skip
    assert cleo.get(f"/n/{notice}").status_code == 200


def test_nobody_signs_before_it_was_reviewed(cleo, signers, notice):
    submitted(cleo, notice)

    assert did(signers["pan"], notice, "sign", **READ).status_code == 403
    assert step(notice) == Step.REVIEW


def test_one_head_does_not_sign_for_the_other(cleo, signers, notice):
    submitted(cleo, notice)
    did(signers["rita"], notice, "review", **LOOKED)
    did(signers["pan"], notice, "sign", **READ)

    assert did(signers["pan"], notice, "sign", **READ).status_code == 403
    assert state(notice) == State.DRAFT


def test_who_holds_both_offices_signs_once_and_a_deputy_signs_the_other(
    cleo, signers, notice, enter
):
    both = account_called("pan")
    assert both is not None
    account("dora", "李娜", Role.OBJECTION_HANDLER)
    from_day = clock.local_day(clock.now())
    deputy = Deputy(
        account=account_called("dora"),
        role=Role.ADMIN_SIGNER,
        stands_for="陈守业",
        reason="一人兼两职",
        first_day=from_day,
        last_day=from_day + timedelta(days=30),
    )
    db.session.add(deputy)
    db.session.commit()
    submitted(cleo, notice)
    did(signers["rita"], notice, "review", **LOOKED)
    did(signers["pan"], notice, "sign", **READ)

    assert did(enter("dora"), notice, "sign", **READ).status_code == 303

    approved = posting_of(notice).approved
    assert approved is not None
    assert approved.signatures[-1].deputy_for == "陈守业（一人兼两职）"


def test_a_deputy_is_none_before_and_after_their_days(cleo, signers, notice, enter):
    account("dora", "李娜", Role.OBJECTION_HANDLER)
    yesterday = clock.local_day(clock.now()) - timedelta(days=1)
    db.session.add(
        Deputy(account=account_called("dora"), role=Role.ADMIN_SIGNER, stands_for="田建军",
               reason="外出", first_day=yesterday, last_day=yesterday)
    )  # fmt: skip
    db.session.commit()
    submitted(cleo, notice)
    did(signers["rita"], notice, "review", **LOOKED)

    assert did(enter("dora"), notice, "sign", **READ).status_code == 403


def test_nobody_reviews_or_signs_what_they_wrote(signers, notice, cleo):
    clerk = account_called("cleo")
    assert clerk is not None
    account_of = account_called("pan")
    assert account_of is not None
    db.session.execute(
        sa.text(
            "INSERT INTO role_grant (account_id, role, category_code) VALUES (:who, :role, '')"
        ),
        {"who": clerk.id, "role": str(Role.SECRECY_REVIEWER)},
    )
    db.session.commit()
    submitted(cleo, notice)

    answer = did(cleo, notice, "review", **LOOKED)

    assert answer.status_code == 422
    assert "nobody reviews or signs what they wrote" in answer.text
    assert step(notice) == Step.REVIEW


def test_nobody_signs_about_themselves(cleo, signers, categories):
    code = begun(cleo, categories["notice"])
    saved(cleo, code, body="经研究，拟推荐陈守业同志为先进个人。")
    submitted(cleo, code)
    did(signers["rita"], code, "review", **LOOKED)

    answer = did(signers["pan"], code, "sign", **READ)

    assert answer.status_code == 422
    assert "nobody signs about themselves" in answer.text
    assert did(signers["adam"], code, "sign", **READ).status_code == 303


def test_on_its_way_nobody_changes_it(cleo, signers, notice):
    submitted(cleo, notice)

    answer = saved(cleo, notice, title="偷偷改了")
    assert answer.location == f"/admin/postings/{notice}/approval"
    assert published(cleo, notice).location == f"/admin/postings/{notice}/approval"
    assert cleo.post(f"/admin/postings/{notice}/discard").status_code == 303
    quiet = cleo.post(
        f"/admin/postings/{notice}/edit", data={"do": "autosave"}, headers={"HX-Request": "true"}
    )
    assert quiet.status_code == 410
    assert step(notice) == Step.REVIEW
    assert "偷偷改了" not in draft_of(notice).typed


def test_sent_back_with_a_reason_it_can_be_written_on_and_its_signatures_are_void(
    cleo, signers, notice
):
    submitted(cleo, notice)
    did(signers["rita"], notice, "review", **LOOKED)
    did(signers["pan"], notice, "sign", **READ)

    without = did(signers["adam"], notice, "send-back")
    assert (without.status_code, step(notice)) == (422, Step.SIGNING)
    assert did(signers["adam"], notice, "send-back", remark="10月23日重复登记").status_code == 303

    assert step(notice) == Step.WRITING
    assert "10月23日重复登记" in cleo.get(f"/admin/postings/{notice}/edit").text
    saved(cleo, notice, title="改过的标题")
    submitted(cleo, notice)
    submission = under_way(posting_of(notice))
    assert submission is not None
    assert (submission.revision.number, submission.revision.signatures) == (2, [])


def test_taken_back_it_is_a_draft_and_what_was_signed_is_void(cleo, signers, notice):
    submitted(cleo, notice)
    did(signers["rita"], notice, "review", **LOOKED)

    page = cleo.get(f"/admin/postings/{notice}/approval").text
    assert "makes the signatures under it void" in page
    assert did(cleo, notice, "recall").location == f"/admin/postings/{notice}/edit"

    assert step(notice) == Step.WRITING
    assert under_way(posting_of(notice)) is None
    late = did(signers["pan"], notice, "sign", **READ)
    assert late.location == f"/admin/postings/{notice}"
    assert state(notice) == State.DRAFT


def test_another_version_than_the_one_that_was_read_is_not_signed(cleo, signers, notice):
    submitted(cleo, notice)
    did(signers["rita"], notice, "review", **LOOKED)
    page = signers["pan"].get(f"/admin/postings/{notice}/approval").text
    read = re.search(r'name="fingerprint"[^>]*value="(\w*)"', page)
    assert read is not None
    did(cleo, notice, "recall")
    saved(cleo, notice, body="第二稿。")
    submitted(cleo, notice)
    did(signers["rita"], notice, "review", **LOOKED)

    answer = signers["pan"].post(
        f"/admin/postings/{notice}/approval/sign", data={"fingerprint": read[1], **READ}
    )

    assert answer.status_code == 409
    assert "another version" in answer.text


def test_what_was_not_ticked_is_not_signed(cleo, signers, notice):
    submitted(cleo, notice)

    answer = did(signers["rita"], notice, "review", is_needed="y", is_true="y")

    assert (answer.status_code, step(notice)) == (422, Step.REVIEW)


def test_after_ten_minutes_the_password_is_asked_for_again(cleo, signers, notice, at):
    submitted(cleo, notice)
    did(signers["rita"], notice, "review", **LOOKED)
    at("2026-11-22T08:40+08:00")

    without = did(signers["pan"], notice, "sign", **READ)
    wrong = did(signers["pan"], notice, "sign", **READ, password="guess guess guess")
    assert (without.status_code, wrong.status_code) == (422, 422)
    assert posting_of(notice).revisions[-1].signatures[-1].part == "secrecy_reviewer"

    assert did(signers["pan"], notice, "sign", **READ, password=PASSWORD).status_code == 303
    assert did(signers["adam"], notice, "sign", **READ, password=PASSWORD).status_code == 303
    assert state(notice) == State.SHOWING


def test_what_is_signed_too_late_begins_when_it_is_signed(cleo, signers, categories, at, enter):
    code = begun(cleo, categories["awards"])
    saved(cleo, code)
    submitted(cleo, code, when="later", begins="2026-11-23T07:00")
    did(signers["rita"], code, "review", **LOOKED)
    did(signers["pan"], code, "sign", **READ)
    at("2026-11-25T09:00+08:00")
    did(enter("adam"), code, "sign", **READ)

    hung = posting_of(code)
    assert hung.shows_from == clock.now()
    assert (hung.publicity_first, hung.publicity_last) == (date(2026, 11, 25), date(2026, 12, 1))


def test_signed_in_time_it_waits_for_its_hour(cleo, signers, notice):
    submitted(cleo, notice, when="later", begins="2026-11-23T07:00")
    did(signers["rita"], notice, "review", **LOOKED)
    did(signers["pan"], notice, "sign", **READ)
    did(signers["adam"], notice, "sign", **READ)

    assert state(notice) == State.SCHEDULED


class TestOnPaper:
    """An office with one account: the form was signed with a pen."""

    def test_all_who_must_sign_are_named_or_it_does_not_hang(self, cleo, notice):
        answer = published(cleo, notice, admin_name="")

        assert answer.status_code == 422
        assert "Still to sign: Head of the office" in answer.text
        assert posting_of(notice).revisions == []

    def test_two_heads_are_two_people(self, cleo, notice):
        answer = published(cleo, notice, party_name="田建军")

        assert answer.status_code == 422
        assert "Two different people sign" in answer.text

    def test_nobody_signs_on_paper_what_they_typed(self, cleo, notice):
        clerk = account_called("cleo")
        assert clerk is not None

        answer = published(cleo, notice, reviewer_name=clerk.display_name)

        assert answer.status_code == 422
        assert "nobody reviews or signs what they wrote" in answer.text

    def test_who_typed_it_in_and_the_day_of_the_paper_are_kept(self, cleo, notice):
        assert published(cleo, notice, signed_on="2026-11-20").status_code == 303

        approved = posting_of(notice).approved
        assert approved is not None
        [first, *_] = approved.signatures
        assert (first.signed_on, first.signed_at) == (date(2026, 11, 20), None)
        assert first.entered_by == "Cleo"
        assert acts(notice).count("posting.sign_on_paper") == 2

    def test_a_deputy_says_for_whom(self, cleo, categories):
        code = begun(cleo, categories["notice"])
        saved(cleo, code, body="经研究，拟推荐田建军同志为先进个人。")

        named = published(cleo, code)
        assert named.status_code == 422
        assert "nobody signs about themselves" in named.text
        answer = published(
            cleo, code, admin_name="李娜", deputy_for="李娜代田建军签，本人为公示对象"
        )
        assert answer.status_code == 303
        approved = posting_of(code).approved
        assert approved is not None
        assert [one.deputy_for for one in approved.signatures] == [
            "", "", "李娜代田建军签，本人为公示对象",
        ]  # fmt: skip

    def test_the_names_of_last_time_are_there_already(self, cleo, notice, categories):
        published(cleo, notice)
        another = begun(cleo, categories["notice"])
        saved(cleo, another)

        page = cleo.get(f"/admin/postings/{another}/publish").text

        assert all(f'value="{name}"' in page for name in ("苗春霞", "陈守业", "田建军"))


class TestCorrections:
    """What hangs is corrected beside itself."""

    @pytest.fixture
    def award(self, cleo, categories) -> str:
        """Publicity from Sunday 22 to Friday 27 November."""
        code = begun(cleo, categories["awards"])
        saved(cleo, code)
        assert published(cleo, code).status_code == 303
        return code

    def correct(self, cleo: KioskClient, code: str, **typed: str) -> None:
        cleo.post(f"/admin/postings/{code}/correct")
        saved(cleo, code, **{"placing-reason": "姓名有误", **typed})

    def test_it_wants_a_reason(self, cleo, award):
        self.correct(cleo, award, **{"placing-reason": ""})

        assert published(cleo, award).status_code == 422
        assert len(posting_of(award).revisions) == 1

    def test_it_keeps_the_period_it_corrects(self, award, at, enter):
        before = posting_of(award)
        began = before.shows_from
        at("2026-11-24T08:26+08:00")
        cleo = enter("cleo")
        self.correct(cleo, award, title="更正后的标题")

        assert published(cleo, award).status_code == 303

        hung = posting_of(award)
        assert (hung.shows_from, hung.publicity_first) == (began, date(2026, 11, 22))
        assert hung.publicity_last == date(2026, 11, 27)

    def test_one_that_matters_begins_the_period_anew(self, award, at, enter):
        at("2026-11-24T08:26+08:00")
        cleo = enter("cleo")
        self.correct(cleo, award, title="更正后的标题")

        assert published(cleo, award, restarts="y").status_code == 303

        hung = posting_of(award)
        assert (hung.publicity_first, hung.publicity_last) == (
            date(2026, 11, 24), date(2026, 11, 30),
        )  # fmt: skip

    def test_while_it_is_signed_what_hangs_goes_on_hanging(self, cleo, signers, award):
        self.correct(cleo, award, title="更正后的标题")
        submitted(cleo, award)

        assert state(award) == State.PUBLICITY_RUNNING
        assert "更正后的标题" not in cleo.get(f"/n/{award}").text
        for who, deed, ticks in (
            ("rita", "review", LOOKED), ("pan", "sign", READ), ("adam", "sign", READ),
        ):  # fmt: skip
            did(signers[who], award, deed, **ticks)
        assert "更正后的标题" in cleo.get(f"/n/{award}").text


def test_a_decision_says_at_which_meeting_it_was_taken(cleo, categories):
    categories["notice"].asks_basis = True
    db.session.commit()
    code = begun(cleo, categories["notice"])
    saved(cleo, code)

    without = published(cleo, code)
    assert without.status_code == 422
    meeting = {
        "basis_meeting": "所务会", "basis_on": "2026-11-16", "basis_present": "5", "basis_due": "6",
        "basis_last": "y",
    }  # fmt: skip
    impossible = published(cleo, code, **{**meeting, "basis_present": "7"})
    assert "No more can be present" in impossible.text
    assert published(cleo, code, **meeting).status_code == 303

    revision = posting_of(code).approved
    assert revision is not None
    assert revision.submission is not None
    basis = basis_of(revision.submission)
    assert basis is not None
    assert (basis.meeting, basis.present, basis.due, basis.chief_spoke_last) == (
        "所务会",
        5,
        6,
        True,
    )


def test_a_period_into_a_year_nobody_knows_is_confirmed(enter, categories, at):
    at("2026-12-30T09:00+08:00")
    cleo = enter("cleo")
    code = begun(cleo, categories["awards"])
    saved(cleo, code)

    unconfirmed = published(cleo, code)
    assert unconfirmed.status_code == 422
    assert "Check the last day, then tick this." in unconfirmed.text
    assert published(cleo, code, knows_years="y").status_code == 303


def test_a_stations_chief_and_supervisor_answer_for_what_it_posts(
    enter, categories, stations, signers
):
    station, other = stations
    account("gu", "袁志刚", Role.STATION_CHIEF, station)
    account("wu", "吴秀兰", Role.INTEGRITY_SUPERVISOR, station)
    account("far", "孙玉洁", Role.INTEGRITY_SUPERVISOR, other)
    account("lin", "田甜", Role.CLERK, station)
    db.session.commit()
    lin = enter("lin")
    code = begun(lin, categories["notice"])
    saved(lin, code)
    assert submitted(lin, code).status_code == 303
    assert did(signers["rita"], code, "review", **LOOKED).status_code == 303

    assert did(signers["pan"], code, "sign", **READ).status_code == 403
    assert enter("far").get(f"/admin/postings/{code}/approval").status_code == 403
    assert did(enter("gu"), code, "sign", **READ).status_code == 303
    assert did(enter("wu"), code, "sign", **READ).status_code == 303

    hung = posting_of(code)
    assert hung.approved is not None
    assert hung.station is not None
    assert [one.part for one in hung.approved.signatures] == [
        "secrecy_reviewer", "chief", "supervisor",
    ]  # fmt: skip


def test_the_first_page_says_what_waits_for_whom(cleo, signers, notice, enter):
    submitted(cleo, notice)
    assert "To be reviewed by me" in signers["rita"].get("/admin/").text
    assert "Still to sign: Secrecy reviewer" in cleo.get("/admin/").text
    assert "To be signed by me" not in signers["pan"].get("/admin/").text

    did(signers["rita"], notice, "review", **LOOKED)

    assert "To be signed by me" in signers["pan"].get("/admin/").text
    assert "公告" not in enter("bo").get("/admin/").text


def test_what_is_on_its_way_is_found_as_to_be_signed(cleo, signers, notice):
    submitted(cleo, notice)

    assert f"/admin/postings/{notice}/approval" in cleo.get("/admin/postings?life=signing").text
    assert notice not in cleo.get("/admin/postings?life=draft").text
