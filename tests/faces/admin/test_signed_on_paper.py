"""What was signed on paper, what corrects what hangs, and what a posting rests on."""

import io
import zipfile
from datetime import date

import pytest
from bs4 import BeautifulSoup

from kiosk.accounts import trail
from kiosk.accounts.models import Office, Person
from kiosk.accounts.operations import account_called, open_account
from kiosk.accounts.roles import Role
from kiosk.core.db import db
from kiosk.postings.asking import basis_of
from kiosk.postings.lifecycle import State
from kiosk.sample.inventions import LOADED
from tests.client import KioskClient
from tests.faces.admin.desk import begun, posting_of, published, saved
from tests.faces.admin.signing import (
    LOOKED,
    PASSWORD,
    READ,
    account,
    acts,
    did,
    state,
    submitted,
)

#: Those of no sample who sign beside the secretary.
REAL = {
    "reviewer_name": "骆承安",
    "admin_name": "骆承泽",
    "either_name": "",
    "chief_name": "",
    "supervisor_name": "",
}
#: The only one of the cast with an account that signs: as secretary.
SIGNER = "Sid"
BEGUN = "This text was begun here on 11/22/2026, and the form carries its fingerprint"


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

    @pytest.mark.parametrize(
        ("day", "sentence"),
        [
            ("2020-01-05", BEGUN),
            ("2026-11-21", BEGUN),
            ("2026-11-23", "That day is still to come."),
        ],
    )
    def test_nobody_signs_before_the_text_is_begun_nor_on_a_day_to_come(
        self, cleo, notice, day, sentence
    ):
        answer = published(cleo, notice, signed_on=day)

        assert answer.status_code == 422
        assert sentence in answer.text
        assert state(notice) == State.DRAFT
        assert posting_of(notice).revisions == []

    def test_who_typed_it_in_and_the_day_of_the_paper_are_kept(self, enter, notice, at):
        at("2026-11-24T08:26+08:00")
        cleo = enter("cleo")
        assert published(cleo, notice, signed_on="2026-11-23").status_code == 303

        approved = posting_of(notice).approved
        assert approved is not None
        [first, *_] = approved.signatures
        assert (first.signed_on, first.signed_at) == (date(2026, 11, 23), None)
        assert first.entered_by == "Cleo"
        assert acts(notice).count("posting.sign_on_paper") == 2
        # Whoever sent it has prepared it, as the register says.
        assert "<dt>Prepared by</dt><dd>Cleo</dd>" in cleo.get("/admin/register").text

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
            "", "", "田建军，本人为公示对象",
        ]  # fmt: skip

    def test_a_deputy_nobody_has_named_is_asked_for(self, cleo, notice):
        line = {"deputy_for": "所长出差，由副所长代"}

        answer = published(cleo, notice, **line)

        assert answer.status_code == 422
        assert "It names nobody of those above." in answer.text
        assert state(notice) == State.DRAFT

    def test_whoever_a_deputy_signs_for_is_none_where_they_sign_themselves(self, cleo, notice):
        line = "李娜代所长栏：陈守业书记兼所长"

        assert published(cleo, notice, admin_name="李娜", deputy_for=line).status_code == 303

        approved = posting_of(notice).approved
        assert approved is not None
        assert [(one.name, one.deputy_for) for one in approved.signatures] == [
            ("苗春霞", ""), ("陈守业", ""), ("李娜", "所长栏：陈守业书记兼所长"),
        ]  # fmt: skip

    def test_the_names_of_last_time_are_there_already(self, cleo, notice, categories, cast):
        cast.signer.is_active = False
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
        page = BeautifulSoup(cleo.get(f"/admin/postings/{award}/edit").text, "html.parser")
        [reason] = page.select("#placing-reason")
        assert reason["aria-required"] == "true"

        assert published(cleo, award).status_code == 422
        assert len(posting_of(award).revisions) == 1

    def test_nobody_can_be_known_by_the_reason(self, cleo, award):
        self.correct(cleo, award, **{"placing-reason": "王明（13800000000）来电指出"})

        assert published(cleo, award).status_code == 422
        assert submitted(cleo, award).status_code == 422
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
        # Phones say when it was corrected, and still when it was first published.
        phone = BeautifulSoup(cleo.get(f"/n/{award}").text, "html.parser")
        corrected, first = (one.get_text() for one in phone.select("#corrections li"))
        assert "2026年11月24日 08:26 · 第 2 版" in corrected
        assert "2026年11月22日 08:26 · 第 1 版" in first

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


def test_where_the_office_counts_from_the_day_after_it_ends_a_working_day_later(
    enter, categories, at
):
    own = Office(id=1, name="柳泉高速公路收费所", short_name="柳泉所", counts_from="next")
    db.session.merge(own)
    db.session.commit()
    at("2026-11-23T08:40+08:00")
    cleo = enter("cleo")
    code = begun(cleo, categories["awards"])
    saved(cleo, code)

    assert published(cleo, code).status_code == 303

    hung = posting_of(code)
    assert (hung.publicity_first, hung.publicity_last) == (date(2026, 11, 23), date(2026, 11, 30))


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
    private = published(cleo, code, **{**meeting, "basis_meeting": "所务会（记录人13800000000）"})
    assert private.status_code == 422
    assert "That may not be shown: Mobile number 13800000000" in private.text
    to_come = published(cleo, code, **{**meeting, "basis_on": "2026-11-23"})
    assert (to_come.status_code, "That day is still to come." in to_come.text) == (422, True)
    assert submitted(cleo, code, **{**meeting, "basis_on": "2027-11-16"}).status_code == 422
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
    rests_on = "所务会 · 11/16/2026 · 5 of 6 present · Whoever leads spoke last"
    assert rests_on in cleo.get(f"/admin/postings/{code}/certificate").text
    with cleo.get(f"/admin/postings/{code}/export") as answer:
        packed = zipfile.ZipFile(io.BytesIO(answer.data))
    [read_me] = [name for name in packed.namelist() if name.endswith("README.txt")]
    said = "决策依据：所务会，2026-11-16，应到6人，实到5人，主要领导末位表态"
    assert said in packed.read(read_me).decode()


def test_a_period_into_a_year_nobody_knows_is_confirmed(enter, categories, at):
    at("2026-12-30T09:00+08:00")
    cleo = enter("cleo")
    code = begun(cleo, categories["awards"])
    saved(cleo, code)

    unconfirmed = published(cleo, code)
    assert unconfirmed.status_code == 422
    assert "Check the last day, then tick this." in unconfirmed.text
    assert published(cleo, code, knows_years="y").status_code == 303


@pytest.fixture
def once_loaded(now):
    """The sample was loaded here at some time; its names have been seen."""
    trail.record(LOADED, who="command line", subject="30 postings", at=now)
    db.session.commit()


@pytest.fixture
def joint(enter, categories):
    """A clerk, and a draft under which a reviewer, the secretary and the head sign."""
    categories["notice"].signing = "joint"
    db.session.commit()
    cleo = enter("cleo")
    code = begun(cleo, categories["notice"])
    saved(cleo, code)
    return cleo, code


def prefilled(client, code):
    page = BeautifulSoup(client.get(f"/admin/postings/{code}/publish").text, "html.parser")
    return [one["value"] for one in page.select("input[name$=_name]") if one.get("value")]


def test_people_of_the_sample_sign_nothing_real(joint, once_loaded):
    cleo, code = joint

    refused = published(cleo, code, **REAL, party_name=" 陈守业 ")

    assert refused.status_code == 422
    assert "陈守业 is made up, of the sample: put in who really signed." in refused.text
    assert posting_of(code).approved is None
    assert published(cleo, code, **REAL, party_name="骆承志").status_code == 303


def test_people_of_the_sample_sign_what_is_on_its_way_no_more_than_a_draft(joint, once_loaded):
    cleo, code = joint
    submitted(cleo, code)

    address = f"/admin/postings/{code}/approval/paper"
    refused = cleo.post(address, data={**REAL, "party_name": "陈守业", "signed_on": "2026-11-22"})

    assert refused.status_code == 422
    assert "陈守业 is made up" in refused.text


def test_somebody_real_may_be_called_like_one_of_the_sample(joint, once_loaded):
    cleo, code = joint
    db.session.add(Person(name="陈守业"))
    db.session.commit()

    assert published(cleo, code, **REAL, party_name="陈守业").status_code == 303


def test_a_correction_of_the_sample_is_signed_by_its_own_people(joint, once_loaded):
    cleo, code = joint
    posting_of(code).is_sample = True
    db.session.commit()

    assert published(cleo, code).status_code == 303


def test_names_of_the_sample_never_stand_in_the_form(joint, once_loaded, categories):
    cleo, learnt_from = joint
    posting_of(learnt_from).is_sample = True
    open_account(
        "chen", display_name="陈守业", password=PASSWORD,
        roles=[(Role.PARTY_SIGNER, None)], is_sample=True,
    )  # fmt: skip
    db.session.commit()
    published(cleo, learnt_from)
    first = begun(cleo, categories["notice"])
    saved(cleo, first)

    assert prefilled(cleo, first) == [SIGNER]

    assert published(cleo, first, **REAL, party_name="骆承志").status_code == 303
    second = begun(cleo, categories["notice"])
    saved(cleo, second)
    assert prefilled(cleo, second) == ["骆承安", SIGNER, "骆承泽"]


def test_names_let_through_before_do_not_come_back(joint, now, categories):
    """Published under an invented name before anybody refused one, the next form does not offer it again."""
    cleo, code = joint
    published(cleo, code)
    trail.record(LOADED, who="command line", subject="30 postings", at=now)
    db.session.commit()
    following = begun(cleo, categories["notice"])
    saved(cleo, following)

    assert prefilled(cleo, following) == [SIGNER]


def test_real_accounts_that_sign_stand_in_the_form(joint, once_loaded):
    cleo, code = joint
    account("luo", "骆承泽", Role.ADMIN_SIGNER)
    db.session.commit()

    assert prefilled(cleo, code) == [SIGNER, "骆承泽"]
