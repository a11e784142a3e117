"""Pasted papers in the editor, by hand and without JavaScript: tidied, offered, taken, and what was left open."""

import json
from typing import Any

import pytest
from bs4 import BeautifulSoup

from tests.client import KioskClient
from tests.faces.admin.desk import WORDS, begun, draft_of, posting_of, published, saved


def test_a_paper_pasted_from_word_finds_its_places(enter, categories):
    cleo = enter("cleo")
    code = begun(cleo, categories["notice"])
    pasted = "柳泉所关于调整班车时间的通知\r\n\u3000\u3000一、时间\r\n12月1日起。\r\n柳泉所办公室\r\n2026年11月20日"

    saved(cleo, code, title="", issuer="", body=pasted, do="tidy")

    page = cleo.get(f"/admin/postings/{code}/edit").text
    assert 'value="柳泉所关于调整班车时间的通知"' in page
    assert 'value="柳泉所办公室"' in page
    assert 'value="2026-11-20"' in page
    assert "## 一、时间" in page


def test_a_title_somebody_typed_is_not_overwritten_by_a_pasted_one(enter, categories):
    cleo = enter("cleo")
    code = begun(cleo, categories["notice"])

    saved(cleo, code, title="我起的标题", body="别的标题的通知\n内容。\n2026年11月20日", do="tidy")

    page = cleo.get(f"/admin/postings/{code}/edit").text
    assert 'value="我起的标题"' in page
    assert "别的标题的通知" in page


@pytest.mark.parametrize("headers", [{}, {"HX-Request": "true"}])
def test_the_title_of_a_pasted_paper_is_offered_and_taken_with_one_click(
    enter, categories, headers
):
    cleo = enter("cleo")
    code = begun(cleo, categories["notice"])

    def tidied(**typed: str) -> BeautifulSoup:
        data = {**WORDS, **typed, "version": draft_of(code).version}
        answer = cleo.post(f"/admin/postings/{code}/edit", data=data, headers=headers)
        if answer.status_code == 303:
            answer = cleo.get(f"/admin/postings/{code}/edit")
        return BeautifulSoup(answer.text, "html.parser")

    text = "别的标题的通知\n内容。"
    page = tidied(title="我起的标题", body=text, do="tidy")
    offers = page.select_one("#offers")
    assert offers is not None
    assert "别的标题的通知" in offers.text
    hidden, button = offers.select_one("input"), offers.select_one("button")
    assert hidden is not None
    assert button is not None

    taken = {str(hidden["name"]): str(hidden["value"]), "do": str(button["value"])}
    page = tidied(title="我起的标题", body=text, **taken)

    field, body = page.select_one("#title"), page.select_one("#body")
    assert field is not None
    assert body is not None
    assert field["value"] == "别的标题的通知"
    assert body.text.strip() == "内容。"
    assert page.select_one("#offers") is None


def test_a_table_in_a_pasted_paper_is_put_into_a_grid_and_said(enter, categories):
    cleo = enter("cleo")
    code = begun(cleo, categories["notice"])
    text = "情况如下。\r\n班组\t人数\r\n一班\t8\r\n二班\t9\r\n特此公开。"
    data = {**WORDS, "body": text, "do": "tidy", "version": draft_of(code).version}

    page = BeautifulSoup(cleo.post(f"/admin/postings/{code}/edit", data=data).text, "html.parser")

    body, offers = page.select_one("#body"), page.select_one("#offers")
    assert body is not None
    assert offers is not None
    assert body.text.strip() == "情况如下。\n\n特此公开。"
    assert [one["value"] for one in page.select("[data-rows] [data-cell]")] == [
        "一班", "8", "二班", "9",
    ]  # fmt: skip
    assert "a table of 3 lines" in offers.text
    assert offers.select_one("button") is None


LEFT = {
    "title": ("关于××的通知", "Title"),
    "body": ("经2026年×月×日所务会研究，现予公开。", "Body text"),
    "table-t-label-c1": ("XX次数", "考勤 A1"),
    "table-t-caption": ("____汇总", "Caption of the table"),
}


@pytest.mark.parametrize("field", LEFT)
def test_nothing_is_published_while_a_place_of_its_template_is_open(enter, categories, field):
    cleo = enter("cleo")
    code = begun(cleo, categories["notice"])
    table = {"table-t-caption": "考勤", "table-t-label-c1": "项目", "table-t-type-c1": "text"}
    written, label = LEFT[field]

    saved(cleo, code, **{**table, "table-t-0-c1": "出勤", field: written})
    checks = preview_of(cleo, code, **{**table, field: written})
    answer = published(cleo, code)

    assert (checks["blanks"]["standing"], posting_of(code).approved) == ("bad", None)
    assert label in checks["blanks"]["why"]
    assert answer.status_code == 422
    said = BeautifulSoup(answer.text, "html.parser").select_one("#publish [role=alert]")
    assert said is not None
    assert "still to be filled in" in said.text
    assert "thing missing" in cleo.get("/admin/").text


def test_a_draft_with_every_place_filled_in_is_ready(enter, categories):
    cleo = enter("cleo")
    code = begun(cleo, categories["notice"])
    saved(cleo, code)

    assert "blanks" not in preview_of(cleo, code)
    assert "Ready to publish" in cleo.get("/admin/").text
    assert published(cleo, code).status_code == 303


def test_words_that_announce_what_does_not_follow_are_named(enter, categories):
    cleo = enter("cleo")
    code = begun(cleo, categories["notice"])
    text = "现将10月考勤汇总情况公开如下，已经廉政监督员核对。"

    saved(cleo, code, body=text)

    assert preview_of(cleo, code, body=text)["announced"]["standing"] == "warn"
    assert "announced" not in preview_of(cleo, code, body=f"{text}\n\n全站出勤正常。")
    assert "announces what does not follow" in cleo.get(f"/admin/postings/{code}/publish").text


def test_a_character_no_font_has_is_named_again_before_it_hangs(enter, categories):
    cleo = enter("cleo")
    code = begun(cleo, categories["notice"])
    saved(cleo, code, body="请㛃同志到岗。")

    assert "U+36C3" in cleo.get(f"/admin/postings/{code}/publish").text


def preview_of(client: KioskClient, code: str, **typed: str) -> dict[str, Any]:
    """The checks beside the editor, by their names."""
    answer = client.post(f"/admin/postings/{code}/preview", data={**WORDS, **typed})
    return {one["name"]: one for one in json.loads(answer.text)["checks"]}
