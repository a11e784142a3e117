"""What was signed on paper, what corrects what hangs, and what a posting rests on."""

import io
import zipfile
from datetime import date

import pytest

from kiosk.accounts.models import Office
from kiosk.accounts.operations import account_called
from kiosk.core.db import db
from kiosk.postings.asking import basis_of
from kiosk.postings.lifecycle import State
from tests.client import KioskClient
from tests.faces.admin.desk import begun, posting_of, published, saved
from tests.faces.admin.signing import LOOKED, READ, acts, did, state, submitted


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
            ("2020-01-05", "It was begun on 11/22/2026"),
            ("2026-11-21", "It was begun on 11/22/2026"),
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


def test_names_of_the_sample_are_said_to_be_invented_and_give_way_to_the_first_real_ones(
    enter, categories
):
    categories["notice"].signing = "joint"
    db.session.commit()
    cleo = enter("cleo")
    learnt_from = begun(cleo, categories["notice"])
    saved(cleo, learnt_from)
    published(cleo, learnt_from)
    posting_of(learnt_from).is_sample = True
    db.session.commit()
    first = begun(cleo, categories["notice"])
    saved(cleo, first)

    page = cleo.get(f"/admin/postings/{first}/publish").text
    assert "Names here are of the invented sample." in page
    assert "田建军" not in cleo.get(f"/admin/postings/{first}/form").text
    published(cleo, first, admin_name="骆承泽")
    second = begun(cleo, categories["notice"])
    saved(cleo, second)

    page = cleo.get(f"/admin/postings/{second}/publish").text
    assert 'value="骆承泽"' in page
    assert "Names here are of the invented sample." not in page
