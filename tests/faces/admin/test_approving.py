"""A posting on its way to its signers: sent, reviewed, signed, sent back, taken back."""

import re
from datetime import date, timedelta

import sqlalchemy as sa

from kiosk.accounts.models import Deputy
from kiosk.accounts.operations import account_called
from kiosk.accounts.roles import Role
from kiosk.core import clock
from kiosk.core.db import db
from kiosk.postings.asking import under_way
from kiosk.postings.lifecycle import State
from kiosk.postings.transitions import Step
from tests.faces.admin.desk import begun, draft_of, posting_of, published, saved
from tests.faces.admin.signing import (
    LOOKED,
    PASSWORD,
    READ,
    account,
    acts,
    did,
    stands_in,
    state,
    step,
    submitted,
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
        "posting.submit", "posting.review", "posting.sign", "posting.sign", "posting.register", "posting.publish",
    ]  # fmt: skip
    assert cleo.get(f"/n/{notice}").status_code == 200


def test_nobody_signs_before_it_was_reviewed(cleo, signers, notice):
    submitted(cleo, notice)

    answer = did(signers["pan"], notice, "sign", **READ)

    assert answer.status_code == 303
    assert "It is not the turn of this signature" in signers["pan"].get(answer.location).text
    assert step(notice) == Step.REVIEW
    assert posting_of(notice).revisions[-1].signatures == []


def test_one_head_does_not_sign_for_the_other(cleo, signers, notice):
    submitted(cleo, notice)
    did(signers["rita"], notice, "review", **LOOKED)
    did(signers["pan"], notice, "sign", **READ)

    did(signers["pan"], notice, "sign", **READ)

    assert [one.part for one in posting_of(notice).revisions[-1].signatures] == [
        "secrecy_reviewer",
        "party",
    ]
    assert state(notice) == State.DRAFT


def test_who_holds_both_offices_signs_once_and_a_deputy_signs_the_other(
    cleo, signers, notice, enter
):
    both = account_called("pan")
    assert both is not None
    stands_in("李娜", for_="陈守业", days=31, reason="一人兼两职")
    submitted(cleo, notice)
    did(signers["rita"], notice, "review", **LOOKED)
    did(signers["pan"], notice, "sign", **READ)

    assert did(enter("dora"), notice, "sign", **READ).status_code == 303

    approved = posting_of(notice).approved
    assert approved is not None
    assert approved.signatures[-1].deputy_for == "陈守业（一人兼两职）"


def test_what_was_said_of_a_deputy_before_it_was_checked_keeps_nobody_from_signing(
    cleo, signers, notice, enter
):
    stands_in("李娜", for_="田建军", reason="出差，电话13800000000")
    submitted(cleo, notice)
    did(signers["rita"], notice, "review", **LOOKED)

    assert did(enter("dora"), notice, "sign", **READ).status_code == 303
    did(signers["pan"], notice, "sign", **READ)

    approved = posting_of(notice).approved
    assert approved is not None
    assert {one.name: one.deputy_for for one in approved.signatures}["李娜"] == "田建军"
    # Whoever reads it does not take the deputy for the head of the office.
    for address in (f"/n/{notice}", f"/n/{notice}/print"):
        assert "李娜（代）" in cleo.get(address).text


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


def test_whoever_is_named_as_having_checked_a_table_may_sign_it(cleo, signers, categories):
    code = begun(cleo, categories["notice"])
    saved(cleo, code, body="11月经费使用情况已核对。\n\n制表：蔺芳　审核：陈守业")
    submitted(cleo, code)
    did(signers["rita"], code, "review", **LOOKED)

    assert did(signers["pan"], code, "sign", **READ).status_code == 303


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
    assert "It is with its signers." in quiet.text
    assert "published or thrown away" not in quiet.text
    assert step(notice) == Step.REVIEW
    assert "偷偷改了" not in draft_of(notice).typed


def test_a_correction_does_not_bring_back_what_came_down_meanwhile(cleo, signers, notice):
    assert published(cleo, notice).status_code == 303
    cleo.post(f"/admin/postings/{notice}/correct")
    saved(cleo, notice, title="改正", **{"placing-reason": "笔误"})
    assert submitted(cleo, notice).status_code == 303
    assert did(signers["rita"], notice, "review", **LOOKED).status_code == 303
    cleo.post(f"/admin/postings/{notice}/take-down", data={"reason": "整条有误"})

    answer = did(signers["pan"], notice, "sign", **READ)

    assert answer.status_code == 422
    assert "It was taken down meanwhile" in answer.text
    did(signers["adam"], notice, "send-back", remark="已撤下")
    again = submitted(cleo, notice)
    assert again.status_code == 303
    assert again.location.endswith(f"/admin/postings/{notice}")
    assert posting_of(notice).stage == "withdrawn"
    assert draft_of(notice).step == "writing"


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
    home = cleo.get("/admin/").text
    assert "Sent back: 田建军: 10月23日重复登记" in home
    assert "Ready to publish" not in home
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


def test_what_reviewers_and_signers_say_may_be_read_by_everybody(cleo, signers, notice):
    submitted(cleo, notice)
    rita = signers["rita"]
    said = "同意，联系王明13800000000"

    back = did(rita, notice, "send-back", remark=said)
    reviewed = did(rita, notice, "review", **LOOKED, remark=said)

    for one in (back, reviewed):
        assert one.status_code == 422
        assert "That may not be shown: Mobile number 13800000000" in one.text
    assert step(notice) == Step.REVIEW
    assert posting_of(notice).revisions[-1].signatures == []


def test_a_reviewer_may_say_that_it_holds_no_secret(cleo, signers, notice):
    submitted(cleo, notice)

    answer = did(signers["rita"], notice, "review", **LOOKED, remark="不涉及国家秘密，同意公开")

    assert answer.status_code == 303
    assert "Reviewed." in signers["rita"].get(answer.location).text
    assert posting_of(notice).revisions[-1].signatures[0].remark == "不涉及国家秘密，同意公开"


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
    assert "type your password once more" in without.text
    assert "This password is not right" in wrong.text
    assert "type your password once more" not in wrong.text
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
