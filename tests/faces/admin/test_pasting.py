"""Pasted papers in the editor, by hand and without JavaScript: tidied, offered, taken, and what was left open."""

import pytest
from bs4 import BeautifulSoup

from tests.faces.admin.desk import WORDS, begun, draft_of, saved


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
        return BeautifulSoup(answer.text, "html5lib")

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
