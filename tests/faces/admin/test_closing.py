"""Closing a posting at the panel: its conclusion, its file, and what is said where it cannot be."""

from datetime import datetime

import pytest
from bs4 import BeautifulSoup

from kiosk.accounts.models import Office
from kiosk.core.db import db
from kiosk.postings import register
from kiosk.postings.closing import conclusion_of
from kiosk.postings.lifecycle import Stage
from kiosk.postings.operations import approve
from tests.faces.admin.desk import posting_of
from tests.faces.admin.signing import acts
from tests.postings import making

ENDED = datetime.fromisoformat("2026-11-21T00:00+08:00")
NONE = {"outcome": "none", "objections": "0", "text": "公示期间未收到异议。"}


@pytest.fixture(autouse=True)
def office(cast):
    named = Office(id=1, name="柳泉收费所", short_name="柳泉所", language="en")
    db.session.add(named)
    db.session.commit()
    return named


@pytest.fixture
def ended(categories):
    """Something whose period ended the day before yesterday: ended(station=…)."""

    def made(*, station=None, until=ENDED):
        begins = datetime.fromisoformat("2026-11-14T09:00+08:00")
        placing = making.five_working_days(station=station, shows_from=begins, shows_until=until)
        posting = making.posted(categories["awards"], placing)
        register.enter(posting.revisions[-1], who="Cleo", at=ENDED)
        db.session.commit()
        return posting.code

    return made


def room(client, code, path=""):
    answer = client.get(f"/admin/postings/{code}{path}")
    assert answer.status_code == 200
    return BeautifulSoup(answer.text, "html.parser")


def concluded(client, code, **said):
    return client.post(f"/admin/postings/{code}/conclusion", data={**NONE, **said})


def archived(client, code):
    return client.post(f"/admin/postings/{code}/archive", follow_redirects=True)


def test_the_page_says_that_a_conclusion_is_due_and_begins_its_sentence(enter, ended):
    page = room(enter("cleo"), ended()).select_one("#closing")

    assert "to be said since 11/21" in page.get_text()
    assert page.select_one("textarea").get_text().strip() == (
        "From 11/16/2026 to 11/20/2026 (5 working days) no objection was received."
    )


def test_what_is_recorded_stands_on_the_page_and_in_the_trail(enter, ended):
    cleo, code = enter("cleo"), ended()

    assert concluded(cleo, code).status_code == 303

    page = room(cleo, code).select_one("#closing")
    assert "公示期间未收到异议。" in page.get_text()
    assert "Conclusion due" not in page.get_text()
    assert acts(code)[-1] == "posting.conclude"


def test_it_is_due_among_the_duties_until_it_is_recorded(enter, ended):
    cleo, code = enter("cleo"), ended(until=None)
    assert f"/admin/postings/{code}" in cleo.get("/admin/duties").text
    assert "Conclusions due" in cleo.get("/admin/").text

    concluded(cleo, code)

    assert f"/admin/postings/{code}" not in cleo.get("/admin/duties").text
    assert "Conclusions due" not in cleo.get("/admin/").text


@pytest.mark.parametrize(
    ("said", "sentence"),
    [
        ({"text": ""}, "Please fill this in."),
        ({"objections": "2"}, "Without objections the number is 0."),
        ({"outcome": "handled", "objections": "0"}, "How many objections were received?"),
        ({"outcome": "handled", "objections": "x"}, "A whole number from 0 to 999."),
        ({"text": "反映人13800000000，无异议"}, "That may not be shown: Mobile number 13800000000"),
    ],
)
def test_what_cannot_stand_comes_back_with_what_was_typed(enter, ended, said, sentence):
    cleo, code = enter("cleo"), ended()

    answer = concluded(cleo, code, **said)

    assert answer.status_code == 422
    assert sentence in answer.text
    assert conclusion_of(posting_of(code)) is None


def test_objections_do_not_go_under_the_usual_sentence(enter, ended):
    cleo, code = enter("cleo"), ended()
    usual = room(cleo, code, "/conclusion").select_one("textarea").get_text().strip()

    answer = concluded(cleo, code, outcome="handled", objections="1", text=usual)

    assert answer.status_code == 422
    assert "without any name" in answer.text


def test_what_may_be_a_name_is_asked_about_and_recorded_once_it_is_said_to_be_none(enter, ended):
    cleo, code = enter("cleo"), ended()
    said = {"outcome": "handled", "objections": "1"}

    asked = concluded(cleo, code, **said, text="职工王丽娟反映分数有误，已复核。")
    assert asked.status_code == 422
    assert "王丽娟 may be somebody&#39;s name." in asked.text
    form = BeautifulSoup(asked.text, "html.parser")
    [names] = form.select("input[name=asked_names]")
    answer = {"asked_names": names["value"], "no_names": "y"}
    other = concluded(cleo, code, **said, **answer, text="职工马小军反映分数有误，已复核。")
    assert other.status_code == 422
    fine = concluded(cleo, code, **said, **answer, text="职工王丽娟反映分数有误，已复核。")
    assert fine.status_code == 303


def test_a_second_conclusion_says_why(enter, ended):
    cleo, code = enter("cleo"), ended()
    concluded(cleo, code)

    assert concluded(cleo, code, text="无异议。").status_code == 422
    assert concluded(cleo, code, text="无异议。", why="措辞").status_code == 303

    page = room(cleo, code).select_one("#closing").get_text()
    assert "Corrected because: 措辞" in page
    assert "Earlier conclusion: 公示期间未收到异议。" in page


def test_a_correction_opens_with_the_conclusion_that_stands(enter, ended):
    cleo, code = enter("cleo"), ended()
    said = "收到异议2件，均已核实处理。"
    concluded(cleo, code, outcome="handled", objections="2", text=said)

    page = room(cleo, code).select_one("#closing")

    assert page.select_one("textarea").get_text().strip() == said
    assert page.select_one("[name=objections]")["value"] == "2"
    assert page.select_one("[name=outcome] [selected]")["value"] == "handled"
    assert page.select_one("[name=why]")["aria-required"] == "true"
    assert not page.select_one("[name=why]").get("value")


def test_who_may_not_publish_there_neither_concludes_nor_files(enter, ended, stations):
    code = ended(station=stations[0])

    for username in ("sid", "cy"):
        client = enter(username)
        assert concluded(client, code).status_code == 403
        assert client.post(f"/admin/postings/{code}/archive").status_code == 403
    assert conclusion_of(posting_of(code)) is None
    assert concluded(enter("bo"), code).status_code == 303


def test_what_still_runs_is_not_concluded(enter, ended, at):
    at("2026-11-20T23:59+08:00")
    cleo, code = enter("cleo"), ended()

    answer = cleo.post(f"/admin/postings/{code}/conclusion", data=NONE, follow_redirects=True)

    assert "There is nothing to conclude here now." in answer.text
    assert room(cleo, code).select_one("#closing") is None


def test_filing_asks_for_the_conclusion_and_then_ends_everything(enter, ended):
    cleo, code = enter("cleo"), ended()
    assert "has no conclusion yet" in archived(cleo, code).text
    concluded(cleo, code)

    assert "nothing in it changes any more" in archived(cleo, code).text

    assert posting_of(code).stage == "archived"
    answer = cleo.post(f"/admin/postings/{code}/correct", follow_redirects=True)
    assert "It is archived" in answer.text
    assert posting_of(code).draft is None
    assert not room(cleo, code).select("#closing form")


def test_what_was_taken_down_is_filed_with_its_reason(client, enter, ended, at):
    cleo, code = enter("cleo"), ended(until=datetime.fromisoformat("2026-11-30T00:00+08:00"))
    cleo.post(f"/admin/postings/{code}/take-down", data={"reason": "分数有误"})
    assert "can still be undone" in archived(cleo, code).text
    assert not room(cleo, code).select("#closing form")

    at("2026-11-22T12:00+08:00")
    page = room(cleo, code)
    assert "why it was taken down stands in its place" in page.select_one("#closing").get_text()
    assert "with the reason why it was taken down" in archived(cleo, code).text

    assert posting_of(code).stage == "withdrawn_archived"
    assert "Taken down and archived" in room(cleo, code).get_text()
    assert client.get(f"/n/{code}").status_code == 404
    listed = cleo.get("/admin/register/kept").text
    assert "taken down 11/22/2026, kept until 11/22/2031" in " ".join(listed.split())
    columns = cleo.get("/admin/register").text
    assert "Taken down 2026-11-22: 分数有误<br>Archived" in columns
    assert "<dt>File number</dt><dd>柳泉公开〔2026〕1号</dd>" in columns
    answer = cleo.post(f"/admin/postings/{code}/correct", follow_redirects=True)
    assert "It is archived" in answer.text


def test_nobody_can_be_known_by_the_reason_why_it_came_down(enter, ended, at):
    at("2026-11-20T09:00+08:00")
    cleo, code = enter("cleo"), ended(until=None)
    reason = "王明（13800000000）退出评选"

    refused = cleo.post(f"/admin/postings/{code}/take-down", data={"reason": reason})

    assert refused.status_code == 422
    assert "That may not be shown: Mobile number 13800000000" in refused.text
    assert (posting_of(code).stage, posting_of(code).withdrawn_reason) == (Stage.REGISTERED, "")
    plain = {"reason": "含内部资料，撤下核对"}
    assert cleo.post(f"/admin/postings/{code}/take-down", data=plain).status_code == 303
    assert posting_of(code).stage == Stage.WITHDRAWN


def test_what_was_taken_down_is_not_corrected(enter, ended):
    cleo, code = enter("cleo"), ended(until=datetime.fromisoformat("2026-11-30T00:00+08:00"))
    cleo.post(f"/admin/postings/{code}/take-down", data={"reason": "分数有误"})

    answer = cleo.post(f"/admin/postings/{code}/correct", follow_redirects=True)

    assert "It was taken down and is not corrected." in answer.text
    assert posting_of(code).draft is None


def test_a_conclusion_in_the_text_of_before_is_read_until_one_is_recorded(
    client, enter, categories
):
    """Also when a correction without it came after: no editor has that field any more."""
    old = making.notice("评定", conclusion="公示期内没有异议，旧文所载。")
    posting = making.posted(categories["awards"], making.five_working_days(), content=old)
    register.enter(posting.revisions[-1], who="Cleo", at=ENDED)
    better = making.add_content(posting, making.notice("评定"), reason="笔误")
    approve(better, making.SIGNED, at=ENDED, register_number=None)
    db.session.commit()
    cleo, code = enter("cleo"), posting.code

    def says(text):
        addresses = (f"/n/{code}", f"/admin/postings/{code}/certificate", "/admin/register")
        return [text in cleo.get(one).text for one in addresses]

    assert says("旧文所载") == [True] * 3
    concluded(cleo, code)
    assert says("旧文所载") == [False] * 3
    assert says("公示期间未收到异议。") == [True] * 3


def test_what_is_being_corrected_is_not_filed(enter, ended):
    cleo, code = enter("cleo"), ended()
    concluded(cleo, code)
    cleo.post(f"/admin/postings/{code}/correct")

    assert "A correction of it is being written." in archived(cleo, code).text

    assert posting_of(code).stage == "registered"


def test_the_register_has_the_conclusion_and_where_it_is_filed(enter, ended):
    cleo, code = enter("cleo"), ended()
    concluded(cleo, code, outcome="handled", objections="2", text="收到异议2件，维持。")
    archived(cleo, code)

    page = BeautifulSoup(cleo.get("/admin/register").text, "html.parser")
    heads = [one.get_text() for one in page.select(".register dt")]
    columns = dict(zip(heads, page.select(".register dd"), strict=True))

    assert columns["Number of opinions"].get_text() == "2"
    assert columns["Outcome"].get_text() == "Objections, dealt with"
    assert columns["Conclusion of the period"].get_text() == "收到异议2件，维持。"
    assert columns["File number"].get_text() == "柳泉公开〔2026〕1号"
    assert columns["Taken down at"].get_text() == "2026-11-20 24:00"


def test_what_hung_in_another_year_is_shown_with_its_year(client, enter, ended, at):
    code = ended()
    at("2027-01-04T08:26+08:00")
    cleo = enter("cleo")

    assert "11/16–20/2026" in cleo.get("/admin/register").text
    assert "11/16–20/2026" in room(cleo, code).get_text()
    assert "over since 11/20/2026, 24:00" in client.get(f"/n/{code}").text


def test_the_phone_page_shows_the_newest_conclusion(client, enter, ended, at):
    cleo, code = enter("cleo"), ended()
    assert "Conclusion of the publicity period" not in client.get(f"/n/{code}").text
    concluded(cleo, code)
    concluded(cleo, code, outcome="handled", objections="1", text="收到1件，维持。", why="漏记")

    for address in (f"/n/{code}", f"/n/{code}/print"):
        text = BeautifulSoup(client.get(address).text, "html.parser").get_text()
        assert "收到1件，维持。" in text
        assert "公示期间未收到异议。" not in text
