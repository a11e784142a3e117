"""The approval form on A4, and what was signed on it with a pen while it is on its way."""

import io

import pytest
import sqlalchemy as sa
from bs4 import BeautifulSoup

from kiosk.accounts.models import Act
from kiosk.core.db import db
from kiosk.leftovers import leftovers
from kiosk.postings.lifecycle import State
from tests.faces.admin.desk import SIGNED, begun, draft_of, parts_of, posting_of, published, saved
from tests.faces.admin.signing import LOOKED, READ, did, stands_in, state, submitted
from tests.files import picture


def enter_paper(client, code, **names):
    data = {"signed_on": "2026-11-22", **names}
    return client.post(f"/admin/postings/{code}/approval/paper", data=data)


def test_a_draft_is_printed_with_its_words_and_a_line_for_everybody_who_signs(cleo, notice):
    page = cleo.get(f"/admin/postings/{notice}/form").text

    assert "关于调整班车时间的公告" in page
    assert "夜班班车提前10分钟" in page
    for word in ("Secrecy reviewer", "Secretary", "Head of the office"):
        assert word in page
    assert posting_of(notice).revisions == []


def test_what_is_on_its_way_is_printed_with_its_version_and_fingerprint(cleo, notice):
    submitted(cleo, notice)
    [revision] = posting_of(notice).revisions

    assert revision.fingerprint in cleo.get(f"/admin/postings/{notice}/form").text


def test_what_was_released_keeps_its_form_with_everything_that_was_signed(cleo, signers, notice):
    submitted(cleo, notice)
    did(signers["rita"], notice, "review", **LOOKED)
    did(signers["pan"], notice, "sign", **READ)
    did(signers["adam"], notice, "sign", **READ)
    cleo.post(
        f"/admin/postings/{notice}/correct"
    )  # the form of what hangs stays beside the new draft
    address = f"/admin/postings/{notice}/form?version=1"
    room = BeautifulSoup(cleo.get(f"/admin/postings/{notice}").text, "html.parser")
    assert [one.get_text() for one in room.select(f'a[href="{address}"]')] == [
        "Signed approval form"
    ]

    form = BeautifulSoup(cleo.get(address).text, "html.parser")

    signed = [" ".join(one.get_text(" ").split()) for one in form.select(".form-given")]
    assert signed == [
        f"Signed by {name}, 11/22/2026 08:26" for name in ("苗春霞", "陈守业", "田建军")
    ]
    assert not form.select(".form-line")
    approved = posting_of(notice).approved
    assert approved is not None
    assert approved.fingerprint in form.text
    assert "Printed 11/22/2026 08:26" in form.text


def test_what_was_signed_with_a_pen_says_so_on_its_form_and_who_entered_it(cleo, signers, notice):
    stands_in("李娜", for_="田建军")
    deputy = {"admin_name": "李娜", "deputy_for": "李娜代田建军签（出差）"}
    assert published(cleo, notice, **deputy).status_code == 303

    form = BeautifulSoup(cleo.get(f"/admin/postings/{notice}/form?version=1").text, "html.parser")

    said = [" ".join(one.get_text(" ").split()) for one in form.select(".form-sign td")]
    pen = "11/22/2026 (on paper, entered by Cleo)"
    assert said == [
        f"Needed, true, no secret: agreed on paper 苗春霞, {pen}",
        f"Opinion: agreed on paper 陈守业, {pen}",
        f"Opinion: agreed on paper 李娜 for 田建军 (出差), {pen}",
    ]


def test_the_form_of_a_version_nobody_released_is_not_there(cleo, notice):
    submitted(cleo, notice)

    refused = cleo.get(f"/admin/postings/{notice}/form?version=1")

    assert refused.location == f"/admin/postings/{notice}"


def test_whoever_holds_the_office_stands_on_the_form_and_not_who_signed_with_a_pen(
    cleo, signers, notice, categories
):
    published(cleo, notice, reviewer_name="张三")
    code = begun(cleo, categories["notice"])
    saved(cleo, code)

    form = cleo.get(f"/admin/postings/{code}/form").text

    assert "(苗春霞)" in form
    assert "张三" not in form


def test_one_signs_here_and_the_other_with_a_pen(cleo, signers, notice):
    submitted(cleo, notice)
    did(signers["rita"], notice, "review", **LOOKED)
    did(signers["pan"], notice, "sign", **READ)

    assert enter_paper(cleo, notice, admin_name="田建军").status_code == 303

    assert state(notice) == State.SHOWING
    approved = posting_of(notice).approved
    assert approved is not None
    assert [bool(one.entered_by) for one in approved.signatures] == [False, False, True]


def test_on_paper_the_same_rules_hold(cleo, signers, notice):
    submitted(cleo, notice)

    early = enter_paper(cleo, notice, party_name="陈守业")
    nobody = enter_paper(cleo, notice)
    own = enter_paper(cleo, notice, reviewer_name="Cleo")

    assert [one.status_code for one in (early, nobody, own)] == [422] * 3
    assert "not the turn" in early.text
    assert "nobody reviews or signs what they wrote" in own.text
    assert posting_of(notice).revisions[0].signatures == []


@pytest.mark.parametrize(
    ("day", "sentence"),
    [
        ("2026-11-21", "Print the form again, have it signed, and put in the day of that."),
        ("2026-11-25", "That day is still to come."),
        ("2027-01-05", "That day is still to come."),
    ],
)
def test_a_pen_signs_between_the_day_the_text_was_begun_and_today(enter, notice, at, day, sentence):
    at("2026-11-24T09:00+08:00")
    cleo = enter("cleo")
    submitted(cleo, notice)

    refused = enter_paper(cleo, notice, **SIGNED, signed_on=day)

    assert refused.status_code == 422
    assert sentence in refused.text
    assert posting_of(notice).revisions[0].signatures == []
    assert enter_paper(cleo, notice, **SIGNED, signed_on="2026-11-23").status_code == 303
    assert state(notice) == State.SHOWING


def test_a_correction_is_signed_no_sooner_than_it_was_begun(enter, cleo, notice, at):
    published(cleo, notice)
    at("2026-11-24T09:00+08:00")
    cleo = enter("cleo")
    cleo.post(f"/admin/postings/{notice}/correct")
    saved(cleo, notice, **{"placing-reason": "时间有误"})
    submitted(cleo, notice)

    assert enter_paper(cleo, notice, **SIGNED, signed_on="2026-11-22").status_code == 422
    assert enter_paper(cleo, notice, **SIGNED, signed_on="2026-11-24").status_code == 303


def test_what_is_entered_of_a_form_may_be_read_by_everybody(cleo, signers, notice):
    submitted(cleo, notice)

    deputy = {**SIGNED, "admin_name": "李娜", "deputy_for": "李娜代田建军签，13800000000"}
    refused = enter_paper(cleo, notice, **deputy)
    named = enter_paper(cleo, notice, **{**SIGNED, "admin_name": "田建军13800000000"})

    for one in (refused, named):
        assert one.status_code == 422
        assert "That may not be shown: Mobile number 13800000000" in one.text
    assert posting_of(notice).revisions[0].signatures == []


def test_a_line_about_a_deputy_that_names_no_signer_is_not_passed_over(cleo, signers, notice):
    submitted(cleo, notice)

    refused = enter_paper(cleo, notice, **SIGNED, deputy_for="所长出差")

    assert refused.status_code == 422
    assert "It names nobody of those above." in refused.text
    assert posting_of(notice).revisions[0].signatures == []


def test_all_of_a_form_is_entered_at_once(cleo, signers, notice):
    submitted(cleo, notice)

    assert enter_paper(cleo, notice, **SIGNED).status_code == 303
    assert state(notice) == State.SHOWING


def test_the_scan_of_the_form_is_kept_once_and_is_nobodys_leftover(cleo, notice, settings, now):
    published(cleo, notice)

    def send(name: str, data: bytes):
        return cleo.post(
            f"/admin/postings/{notice}/scan",
            data={"scan": (io.BytesIO(data), name)},
            content_type="multipart/form-data",
        )

    send("审批单.exe", b"MZ")
    assert cleo.get(f"/admin/postings/{notice}/scan").status_code == 404
    send("审批单.jpg", picture())
    send("另一张.jpg", picture(40, 30))

    with cleo.get(f"/admin/postings/{notice}/scan") as loaded:
        assert loaded.mimetype == "image/jpeg"
        assert loaded.headers["Content-Disposition"].startswith("attachment")
    query = sa.select(sa.func.count()).where(Act.what == "posting.scan")
    assert db.session.scalar(query) == 1
    kept = posting_of(notice).approved
    assert kept is not None
    assert kept.submission is not None
    names = [one.path.name for one in leftovers(settings.media_folder, now=now)]
    assert not any(name.split(".")[0] in kept.submission.scan for name in names)


def test_each_version_signed_with_a_pen_keeps_a_place_for_its_scan(cleo, signers, notice):
    published(cleo, notice)
    for number in (2, 3):
        cleo.post(f"/admin/postings/{notice}/correct")
        saved(cleo, notice, **{"placing-reason": f"第{number}次更正"})
        if number == 2:
            published(cleo, notice)
    submitted(cleo, notice)
    did(signers["rita"], notice, "review", **LOOKED)
    did(signers["pan"], notice, "sign", **READ)
    did(signers["adam"], notice, "sign", **READ)
    address = f"/admin/postings/{notice}/scan"

    def places() -> list[str]:
        page = BeautifulSoup(cleo.get(f"/admin/postings/{notice}").text, "html.parser")
        return [
            str(one["value"]) for one in page.select(f"form[action='{address}'] [name=version]")
        ]

    assert places() == ["2", "1"]
    scan = {"version": "1", "scan": (io.BytesIO(picture()), "审批单.jpg")}
    cleo.post(address, data=scan, content_type="multipart/form-data")

    assert places() == ["2"]
    assert [bool(one.submission and one.submission.scan) for one in posting_of(notice).revisions] == [
        True, False, False,
    ]  # fmt: skip
    with cleo.get(f"{address}?version=1") as loaded:
        assert loaded.mimetype == "image/jpeg"
    for other in ("2", "3", "x"):
        assert cleo.get(f"{address}?version={other}").status_code == 404


def test_printed_half_signed_it_says_who_has_signed_already(cleo, signers, notice, enter):
    stands_in("李娜", for_="田建军")
    submitted(cleo, notice)
    # What the category asks for later is nothing to what is on its way.
    posting_of(notice).category.signing = "one"
    db.session.commit()
    did(signers["rita"], notice, "review", **LOOKED, remark="不涉密")
    did(enter("dora"), notice, "sign", **READ)

    page = BeautifulSoup(cleo.get(f"/admin/postings/{notice}/form").text, "html.parser")
    review, secretary, head = (
        " ".join(one.get_text(" ").split()) for one in page.select(".form-sign td")
    )

    assert review == "Needed, true, no secret: 不涉密 Signed by 苗春霞, 11/22/2026 08:26"
    assert secretary == "Opinion: Signature Date of signing (Sid, 陈守业)"
    assert head == (
        "Opinion: agreed Signed by 李娜 as a deputy, 11/22/2026 08:26; for: 田建军（出差）"
    )


def test_what_is_filled_in_at_the_last_look_is_printed_and_still_there_afterwards(
    cleo, notice, categories
):
    categories["notice"].asks_basis = True
    db.session.commit()
    address = f"/admin/postings/{notice}"
    room = BeautifulSoup(cleo.get(f"{address}/publish").text, "html.parser")
    [button] = room.select(f"#publish-form button[formaction='{address}/form']:not([name])")
    assert button.get_text() == "Print the approval form"
    writer, version = draft_of(notice).saved_by, draft_of(notice).version
    meeting = {
        "basis_meeting": "所务会", "basis_on": "2026-11-16", "basis_present": "5",
        "signed_on": "2026年11月", "admin_name": "蒋一鸣",
    }  # fmt: skip

    def printed(**more: str) -> str:
        data = {**meeting, "as_before": "y", **more, "version": version}
        assert cleo.post(f"{address}/form", data=data).location == f"{address}/form"
        form = BeautifulSoup(cleo.get(f"{address}/form").text, "html.parser")
        [head] = [one for one in form.select("th") if "rests on" in one.get_text()]
        return str(head.parent.select("td")[0].get_text()) if head.parent else ""

    assert printed() == "所务会 · 11/16/2026 · 5 present"
    assert printed(basis_due="6", basis_last="y") == (
        "所务会 · 11/16/2026 · 5 of 6 present · Whoever leads spoke last"
    )
    assert (draft_of(notice).saved_by, draft_of(notice).version) == (writer, version)
    saved(cleo, notice, body="夜班班车提前15分钟。")
    room = BeautifulSoup(cleo.get(f"{address}/publish").text, "html.parser")
    values = {str(one["name"]): one.get("value") for one in room.select("#publish-form input")}
    assert {name: values[name] for name in meeting} == meeting
    assert values["version"] == str(version + 1)
    assert "as_before" not in dict(parts_of(notice)["last_look"])


def test_on_the_way_back_to_the_draft_what_is_filled_in_at_the_last_look_is_kept(cleo, notice):
    address = f"/admin/postings/{notice}"
    room = BeautifulSoup(cleo.get(f"{address}/publish").text, "html.parser")
    [button] = room.select("#publish-form button[name=then]")
    assert (button.get_text(), button["formaction"]) == ("Back to the draft", f"{address}/form")
    data = {"admin_name": "蒋一鸣", "version": draft_of(notice).version}

    answer = cleo.post(str(button["formaction"]), data={**data, "then": button["value"]})

    assert answer.location == f"{address}/edit"
    room = BeautifulSoup(cleo.get(f"{address}/publish").text, "html.parser")
    [named] = room.select("#admin_name")
    assert named["value"] == "蒋一鸣"


def test_what_was_filled_in_under_an_older_text_is_not_printed_with_a_newer_one(cleo, notice):
    saved(cleo, notice)
    data = {"basis_meeting": "所务会", "version": draft_of(notice).version - 1}

    refused = cleo.post(f"/admin/postings/{notice}/form", data=data)

    assert refused.location == f"/admin/postings/{notice}/publish"
    assert "last_look" not in parts_of(notice)


def test_of_another_station_nobody_sees_what_is_on_its_way(enter, cleo, signers, categories):
    bo = enter("bo")
    code = begun(bo, categories["notice"])
    saved(bo, code)

    for address in ("form", "approval", "scan"):
        assert enter("cy").get(f"/admin/postings/{code}/{address}").status_code == 403
