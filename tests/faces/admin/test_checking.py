"""The check on privacy and secrecy in the panel: found in place, masked, kept with a reason, refused."""

import io
import json
import re

import pytest
import sqlalchemy as sa
from bs4 import BeautifulSoup

from kiosk.accounts.models import Account, Act, Grant
from kiosk.accounts.passwords import hashed
from kiosk.accounts.roles import Role
from kiosk.core.db import db
from kiosk.postings.checking import MustNotHang
from kiosk.postings.models import Posting
from kiosk.postings.operations import work_calendar
from kiosk.postings.publishing import Wish, hours_of, publish
from tests.checks.making import paragraph, word
from tests.faces.admin.desk import begun, draft_of, posting_of, published, saved
from tests.faces.admin.signing import PASSWORD
from tests.files import picture
from tests.postings.making import notice

MOBILE = "13800000000"
IDENTITY = "99999919900307002X"
SECRET = "涉及供应商的商业秘密，不予公开。"


@pytest.fixture
def clerk(enter):
    return enter("cleo")


@pytest.fixture
def reviewer(cast, enter):
    """The office's secrecy reviewer, who writes nothing."""
    account = Account(
        username="rea",
        display_name="Rea",
        password_hash=hashed(PASSWORD),
        must_change_password=False,
        language="en",
        grants=[Grant(role=Role.SECRECY_REVIEWER)],
    )
    db.session.add(account)
    db.session.commit()
    return enter("rea")


@pytest.fixture
def draft(clerk, categories):
    """A draft with these words, by its code."""

    def written(**typed: str) -> str:
        code = begun(clerk, categories["notice"])
        assert saved(clerk, code, **typed).status_code == 303
        return code

    return written


def finds_on(page: str) -> list[tuple[str, str, str]]:
    """What a page shows: what it is, where, the text that is marked."""
    return [
        (
            one.select(".find-head b")[0].get_text(),
            one.select(".find-head a, .find-head span")[-1].get_text(),
            one.select("mark")[0].get_text(),
        )
        for one in BeautifulSoup(page, "html.parser").select(".find")
    ]


def find_id(page: str, *, marked: str) -> str:
    every = BeautifulSoup(page, "html.parser").select(".find")
    [found] = [one for one in every if one.select("mark")[0].get_text() == marked]
    return str(found["id"]).removeprefix("find-")


def kept_acts() -> list[Act]:
    return list(db.session.scalars(sa.select(Act).where(Act.what == "posting.keep")))


def keep(client, code: str, *, marked: str, reason: str):
    page = client.get(f"/admin/postings/{code}/checks").text
    return client.post(
        f"/admin/postings/{code}/checks/keep",
        data={"find": find_id(page, marked=marked), "reason": reason, "back": "checks"},
    )


def mask(client, code: str, *, marked: str, version: int | None = None, back: str = "publish"):
    page = client.get(f"/admin/postings/{code}/publish").text
    data = {
        "find": find_id(page, marked=marked),
        "version": version or draft_of(code).version,
        "back": back,
    }
    return client.post(f"/admin/postings/{code}/checks/mask", data=data)


def test_the_publish_page_shows_what_was_found_where_it_stands(clerk, draft):
    code = draft(body=f"现予公开。\n\n联系{MOBILE}。", summary=SECRET)

    page = clerk.get(f"/admin/postings/{code}/publish").text

    assert finds_on(page) == [
        ("Mark of secrecy", "In one sentence", "秘密"),
        ("Mobile number", "Body text, paragraph 2", MOBILE),
    ]


def test_what_blocks_is_not_published_and_everything_else_is_kept(clerk, draft):
    code = draft(body=f"联系{MOBILE}。")

    answer = published(clerk, code, when="now")

    assert answer.status_code == 422
    assert "mask or take out" in answer.text
    assert posting_of(code).stage == "draft"
    assert draft_of(code).typed.count(MOBILE) == 1


def test_the_step_that_hangs_it_refuses_by_itself_whoever_calls(app_context, draft, tmp_path, now):
    code = draft()
    content = notice(body=f"身份证{IDENTITY}")
    hours = hours_of(Wish(now), least_days=None, usual_days=15, calendar=work_calendar())

    with pytest.raises(MustNotHang) as refused:
        publish(
            draft_of(code), content, schema=1, title="通知", hours=hours, signatures=[],
            who="Cleo", at=now, media=tmp_path,
        )  # fmt: skip

    assert [one.written for one in refused.value.finds] == [IDENTITY]
    assert posting_of(code).revisions == []


def test_nor_does_a_reason_for_a_correction_or_a_signers_name_get_past_it(clerk, draft, categories):
    categories["notice"].signing = "joint"
    db.session.commit()
    code = draft()

    named = published(clerk, code, party_name=f"某{MOBILE}")
    saved(clerk, code, **{"placing-reason": f"原电话{MOBILE}"})
    reasoned = published(clerk, code)

    assert (named.status_code, reasoned.status_code) == (422, 422)
    assert ("Mobile number", "Names of the signers", MOBILE) in finds_on(named.text)
    assert ("Mobile number", "Why it is corrected", MOBILE) in finds_on(reasoned.text)


def test_masking_covers_the_number_wherever_it_stands_as_a_new_version(clerk, draft):
    code = draft(
        title=f"联系{MOBILE}的公告", body="请拨138 0000 0000，\n或13900001111。", summary="无"
    )
    before = draft_of(code).version

    page = BeautifulSoup(clerk.get(f"/admin/postings/{code}/publish").text, "html.parser")
    assert {str(one["value"]) for one in page.select(".find [name=back]")} == {"publish"}
    answer = mask(clerk, code, marked=MOBILE)

    typed = dict(json.loads(draft_of(code).typed))
    assert (answer.status_code, answer.location) == (303, f"/admin/postings/{code}/publish")
    assert draft_of(code).version == before + 1
    assert typed["title"] == draft_of(code).title == "联系138****0000的公告"
    assert typed["body"].replace("\r", "") == "请拨138****0000，\n或13900001111。"
    assert finds_on(clerk.get(answer.location).text) == [
        ("Mobile number", "Body text, paragraph 2", "13900001111")
    ]


def test_after_masking_everything_it_is_published(clerk, draft):
    code = draft(body=f"联系{MOBILE}，身份证{IDENTITY}。")
    mask(clerk, code, marked=MOBILE)
    mask(clerk, code, marked=IDENTITY)

    assert published(clerk, code).status_code == 303
    approved = posting_of(code).approved
    assert approved is not None
    assert "联系138****0000，身份证**************002X。" in approved.content


def test_a_long_list_is_masked_at_once_and_shown_in_part(clerk, draft):
    numbers = [f"1380000{number:04d}" for number in range(70)]
    code = draft(body="\n".join(numbers), summary="编号6222000000000000000")
    page = clerk.get(f"/admin/postings/{code}/publish").text

    data = {"find": "all", "version": draft_of(code).version, "back": "publish"}
    clerk.post(f"/admin/postings/{code}/checks/mask", data=data)

    assert len(finds_on(page)) == 60
    assert "11 places more are not shown." in page
    body = dict(json.loads(draft_of(code).typed))["body"].split()
    assert body == [f"138****{number:04d}" for number in range(70)]
    # What only looks like a card is left to those who know.
    assert [one[2] for one in finds_on(clerk.get(f"/admin/postings/{code}/publish").text)] == [
        "6222000000000000000"
    ]


def test_an_older_page_masks_nothing(clerk, draft):
    code = draft(body=f"联系{MOBILE}。")

    mask(clerk, code, marked=MOBILE, version=draft_of(code).version - 1)

    assert MOBILE in draft_of(code).typed
    assert "changed meanwhile" in clerk.get(f"/admin/postings/{code}/checks").text


def test_a_number_in_a_table_is_masked_and_its_column_becomes_text(clerk, draft):
    cells = {"label": "姓名", "type": "text", "unit": "", "0": "张三"}
    phones = {"label": "电话", "type": "int", "unit": "", "0": MOBILE}
    typed = {f"table-t1-{what}-c1": one for what, one in cells.items()}
    typed |= {f"table-t1-{what}-c2": one for what, one in phones.items()}
    code = draft(**{"table-t1-caption": "值班表", "table-t1-note": ""}, **typed)
    page = clerk.get(f"/admin/postings/{code}/publish").text

    assert finds_on(page) == [("Mobile number", "Table 值班表, row 1, column 电话", MOBILE)]
    mask(clerk, code, marked=MOBILE)
    assert published(clerk, code).status_code == 303
    approved = posting_of(code).approved
    assert approved is not None
    [table] = json.loads(approved.content)["tables"]
    assert table["rows"] == [{"c1": "张三", "c2": "138****0000"}]
    assert table["columns"][1]["type"] == "text"


def test_the_reviewer_keeps_a_word_with_a_reason_and_the_trail_has_it(
    clerk, reviewer, draft, enter
):
    code = draft(body=SECRET)
    assert published(clerk, code).status_code == 422

    answer = keep(reviewer, code, marked="秘密", reason="招标文件的通用说法")

    assert (answer.status_code, answer.location) == (303, f"/admin/postings/{code}/checks")
    [act] = kept_acts()
    said = json.loads(act.after)
    assert (act.who, act.subject) == ("Rea", f"posting {code}")
    assert (said["found"], said["text"], said["reason"]) == ("秘密", SECRET, "招标文件的通用说法")
    assert "招标文件的通用说法" in clerk.get(f"/admin/postings/{code}/publish").text
    trail = enter("ada").get("/admin/trail").text
    assert "招标文件的通用说法" in trail
    assert said["key"] not in trail
    assert published(clerk, code).status_code == 303


def test_a_keep_counts_no_more_when_the_text_has_changed(clerk, reviewer, draft):
    code = draft(body=SECRET)
    keep(reviewer, code, marked="秘密", reason="通用说法")

    saved(clerk, code, body=f"{SECRET}另有机密。")

    assert published(clerk, code).status_code == 422


def test_a_keep_of_one_posting_says_nothing_of_another(clerk, reviewer, draft):
    code, other = draft(body=SECRET), draft(body=SECRET)
    keep(reviewer, code, marked="秘密", reason="通用说法")

    assert published(clerk, other).status_code == 422
    assert published(clerk, code).status_code == 303


def test_keeping_needs_a_reason(reviewer, draft):
    code = draft(body=SECRET)

    answer = keep(reviewer, code, marked="秘密", reason="  ")

    assert answer.status_code == 422
    assert "Please fill this in." in answer.text
    assert kept_acts() == []


def test_no_reason_keeps_a_number(reviewer, draft):
    code = draft(body=f"身份证{IDENTITY}")
    page = reviewer.get(f"/admin/postings/{code}/checks").text

    answer = keep(reviewer, code, marked=IDENTITY, reason="本人同意")

    assert 'name="reason"' not in page
    assert answer.status_code == 303
    assert kept_acts() == []


def test_who_writes_may_not_keep_and_who_keeps_may_not_write(clerk, reviewer, draft):
    code = draft(body=f"{SECRET}{MOBILE}")
    page = clerk.get(f"/admin/postings/{code}/publish").text
    mine = reviewer.get(f"/admin/postings/{code}/checks").text

    assert 'name="reason"' not in page
    assert "The secrecy reviewer can keep it" in page
    assert "Mask:" not in mine
    both = {"find": find_id(page, marked="秘密"), "reason": "好", "back": "checks"}
    assert clerk.post(f"/admin/postings/{code}/checks/keep", data=both).status_code == 403
    assert reviewer.post(f"/admin/postings/{code}/checks/mask", data=both).status_code == 403


def test_signers_do_not_see_the_finds_of_a_draft(enter, draft):
    code = draft(body=SECRET)

    assert enter("sid").get(f"/admin/postings/{code}/checks").status_code == 403


def test_what_is_only_warned_of_may_hang(clerk, draft):
    code = draft(body="住幸福小区3号楼。")

    page = clerk.get(f"/admin/postings/{code}/publish").text

    assert finds_on(page) == [("Address", "Body text", "小区3")]
    assert published(clerk, code).status_code == 303


def test_the_editor_says_so_while_it_is_typed(clerk, draft):
    code = draft()
    data = {"title": f"通知{MOBILE}", "body": f"联系{MOBILE}", "csrf_token": ""}

    checks = clerk.post(f"/admin/postings/{code}/preview", data=data).json["checks"]

    [found] = [one for one in checks if one["name"] == "privacy"]
    assert (found["standing"], found["says"]) == ("bad", "2 places must not hang")
    assert found["why"] == "Mobile number: Title; Mobile number: Body text"


def test_a_draft_without_anything_says_that_nothing_was_found(clerk, draft):
    code = draft()

    page = clerk.get(f"/admin/postings/{code}/publish").text

    assert finds_on(page) == []
    assert re.search(r"Privacy and secrecy\s*<span[^>]*>Nothing found", page)


def test_the_page_of_a_draft_that_is_gone_leads_to_how_it_stands(clerk, draft):
    code = draft()
    published(clerk, code)

    answer = clerk.get(f"/admin/postings/{code}/checks")

    assert (answer.status_code, answer.location) == (303, f"/admin/postings/{code}")
    assert db.session.scalar(sa.select(Posting.stage)) == "registered"


def attach(client, code: str, data: bytes, name: str) -> None:
    """Send an attachment, as the script does when it is chosen."""
    files = {"attachments-file": [(io.BytesIO(data), name)]}
    address = f"/admin/postings/{code}/attachments"
    sent = client.post(address, data=files, content_type="multipart/form-data")
    assert sent.status_code == 200


def test_what_stands_in_a_file_blocks_and_is_not_masked_from_here(clerk, draft):
    code = draft()
    attach(clerk, code, word(paragraph("名单") + paragraph(f"张三{IDENTITY}")), "名单.docx")

    page = clerk.get(f"/admin/postings/{code}/publish").text

    assert finds_on(page) == [("Identity number", "In the file 名单.docx, paragraph 2", IDENTITY)]
    assert "Mask:" not in page
    assert "change it there, and attach the file anew" in page
    assert published(clerk, code).status_code == 422


def test_a_number_in_the_name_of_a_file_is_masked(clerk, draft):
    code = draft()
    attach(clerk, code, word(paragraph("名单")), f"张三{MOBILE}.docx")

    mask(clerk, code, marked=MOBILE)

    [file] = json.loads(draft_of(code).parts)["attachments"]
    assert file["name"] == "张三138****0000.docx"
    assert published(clerk, code).status_code == 303


def test_files_no_machine_reads_are_named_for_people_to_look_at(clerk, draft):
    code = draft()
    attach(clerk, code, picture(), "现场.jpg")
    attach(clerk, code, b"%PDF-1.4 a scan", "扫描.pdf")

    page = BeautifulSoup(clerk.get(f"/admin/postings/{code}/publish").text, "html.parser")

    assert [one.get_text() for one in page.select(".unread li")] == [
        "现场.jpg: A picture: nobody can read it by machine. Look at it yourself.",
        "扫描.pdf: Its text could not be read: a scan, or a locked file. Look at it yourself.",
    ]
    assert published(clerk, code).status_code == 303


def test_a_file_that_is_gone_is_missed(clerk, draft, settings):
    code = draft()
    attach(clerk, code, word(paragraph("另一份名单")), "名单.docx")
    [file] = json.loads(draft_of(code).parts)["attachments"]

    (settings.media_folder / "attachments" / f"{file['sha']}.docx").unlink()

    assert "The file is gone." in clerk.get(f"/admin/postings/{code}/publish").text
