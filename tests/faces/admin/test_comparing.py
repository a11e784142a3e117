"""What is being written beside what hangs: marked, told in words, and whole when asked for."""

import json

import pytest
from bs4 import BeautifulSoup

from kiosk.core.db import db
from kiosk.postings.models import Posting
from tests.faces.admin.desk import PASTED, begun, draft_of, posting_of, published, saved, sent

BODY = "自12月1日起，夜班班车提前10分钟。"


@pytest.fixture
def clerk(enter):
    return enter("cleo")


@pytest.fixture
def correction(clerk, categories):
    """A notice that hangs, and a correction of it, begun and not yet changed: its code."""
    begun(clerk, categories["notice"])
    code = begun(clerk, categories["notice"])
    saved(clerk, code)
    assert published(clerk, code).status_code == 303
    assert clerk.post(f"/admin/postings/{code}/correct").status_code == 303
    return code


def card(client, code, *, show="", **more):
    answer = client.get(f"/admin/postings/{code}/compare", query_string={"show": show}, **more)
    assert answer.status_code == 200, answer.text
    page = BeautifulSoup(answer.text, "html.parser")
    (found,) = page.select("#comparison")
    return found


def said(found, selector):
    """The texts there, without the words for whoever sees no marks."""
    for unseen in found.select(".out-of-sight"):
        unseen.extract()
    return [" ".join(one.get_text().split()) for one in found.select(selector)]


def test_a_correction_is_shown_word_by_word_beside_what_hangs(clerk, correction):
    saved(clerk, correction, body="自12月5日起，夜班班车提前15分钟。")

    found = card(clerk, correction)

    assert found.h2.get_text() == "Compared with version 1"
    assert said(found, ".comparison-head .hint") == ["2 changes"]
    assert said(found, "del") == ["1", "10"]
    assert said(found, "ins") == ["5", "15"]


def test_what_the_marks_mean_is_said_to_whoever_does_not_see_them(clerk, correction):
    saved(clerk, correction, body="自12月5日起，夜班班车提前10分钟。")

    (old,), (new,) = (card(clerk, correction).select(name) for name in ("del", "ins"))

    assert old.get_text() == "[gone: 1]"
    assert new.get_text() == "[new: 5]"


def test_the_whole_text_has_no_marks_and_the_switch_works_without_script(clerk, correction):
    saved(clerk, correction, body="自12月5日起，夜班班车提前10分钟。")
    switch = {one.get_text(): one["href"] for one in card(clerk, correction).select(".switch a")}

    whole = BeautifulSoup(clerk.get(switch["Whole text"]).text, "html.parser").select_one(
        "#comparison"
    )

    assert whole is not None
    assert not whole.select("del, ins")
    assert "自12月5日起，夜班班车提前10分钟。" in whole.get_text()
    assert "0937-0000126" in whole.get_text()
    assert said(whole, ".switch [aria-current]") == ["Whole text"]
    assert [one.get_text() for one in card(clerk, correction).select("[aria-current]")] == [
        "Changes"
    ]


def test_a_row_more_and_a_row_less_are_rows_with_a_sign_among_their_neighbours(clerk, categories):
    code = begun(clerk, categories["notice"])
    saved(clerk, code)
    sent(clerk, code, do="read", pasted=PASTED)
    sent(clerk, code, do="take")
    assert published(clerk, code).status_code == 303
    clerk.post(f"/admin/postings/{code}/correct")
    draft = draft_of(code)
    parts = json.loads(draft.parts)
    table = parts["tables"][0]
    first, second = table["rows"]
    keys = [one["key"] for one in table["columns"]]
    other = dict(zip(keys, ["沙枣坪站", "99.00", "1.00"], strict=True))
    table["rows"] = [first, other]
    typed = [pair for pair in json.loads(draft.typed) if not pair[0].startswith("table-")]
    draft.parts, draft.typed = json.dumps(parts), json.dumps(typed)
    db.session.commit()

    found = card(clerk, code)

    assert second[keys[0]] == "双泉堡站"
    assert said(found, ".comparison-head .hint") == ["1 row added, 1 row gone"]
    assert [
        (one["data-change"], one.get_text(" ", strip=True)) for one in found.select("tbody tr")
    ] == [
        ("kept", "所机关 2,860.00 410.20"),
        ("added", "added 沙枣坪站 99.00 1.00"),
        ("removed", "gone 双泉堡站 1,240.50 356.80"),
    ]


def test_a_changed_cell_is_said_once_more_where_the_table_is_wider_than_the_screen(
    clerk, categories
):
    code = begun(clerk, categories["notice"])
    saved(clerk, code)
    sent(clerk, code, do="read", pasted=PASTED)
    sent(clerk, code, do="take")
    assert published(clerk, code).status_code == 303
    clerk.post(f"/admin/postings/{code}/correct")
    draft = draft_of(code)
    parts = json.loads(draft.parts)
    water = parts["tables"][0]["columns"][2]["key"]
    parts["tables"][0]["rows"][1][water] = "365.80"
    typed = [pair for pair in json.loads(draft.typed) if not pair[0].startswith("table-")]
    draft.parts, draft.typed = json.dumps(parts), json.dumps(typed)
    db.session.commit()

    found = card(clerk, code)

    assert said(found, ".comparison-head .hint") == ["1 change"]
    assert said(found, ".cell-changes li") == ["Row 2, 水费: 356.80365.80"]


def test_whom_it_is_for_is_compared_too(clerk, correction):
    saved(clerk, correction, **{"placing-scope": "society"})

    found = card(clerk, correction)

    assert said(found, "del") == ["All staff"]
    assert said(found, "ins") == ["Everyone, drivers too"]


def test_a_correction_that_changes_nothing_says_so(clerk, correction):
    saved(clerk, correction)

    assert said(card(clerk, correction), ".comparison-head .hint") == ["Nothing has changed."]


def test_a_first_version_is_shown_whole_and_has_no_switch(clerk, categories):
    code = begun(clerk, categories["notice"])
    saved(clerk, code)

    found = card(clerk, code)

    assert BODY in found.get_text()
    assert not found.select("del, ins, .switch")
    assert said(found, ".comparison-head .hint") == [
        "Nothing was approved before: here is the whole text."
    ]


def test_a_version_nobody_can_read_any_more_leaves_the_whole_text(clerk, correction):
    posting: Posting = posting_of(correction)
    posting.revisions[0].content = '{"of": "another time"}'
    db.session.commit()
    saved(clerk, correction, body="新的正文。")

    found = card(clerk, correction)

    assert "Version 1 cannot be read" in found.get_text()
    assert "新的正文。" in found.get_text()


def test_htmx_gets_the_card_alone(clerk, correction):
    answer = clerk.get(f"/admin/postings/{correction}/compare", headers={"HX-Request": "true"})

    assert answer.text.strip().startswith("<section")
    assert "HX-Request" in answer.headers["Vary"]


def test_what_is_no_draft_leads_to_how_it_stands(clerk, categories):
    code = begun(clerk, categories["notice"])
    saved(clerk, code)
    published(clerk, code)

    assert clerk.get(f"/admin/postings/{code}/compare").location == f"/admin/postings/{code}"


def test_who_neither_writes_nor_checks_nor_publishes_does_not_see_it(enter, correction):
    assert enter("bo").get(f"/admin/postings/{correction}/compare").status_code == 403


def test_the_ways_to_it_stand_where_one_corrects(clerk, correction):
    saved(clerk, correction)

    for room in ("", "/publish"):
        page = BeautifulSoup(clerk.get(f"/admin/postings/{correction}{room}").text, "html.parser")
        assert page.select(f'a[href="/admin/postings/{correction}/compare"]'), room


def test_text_is_shown_as_text(clerk, correction):
    saved(clerk, correction, body="<img src=x onerror=alert(1)>自12月1日起，夜班班车提前10分钟。")

    found = card(clerk, correction)

    assert not found.select("img")
    assert "<img src=x onerror=alert(1)>" in found.get_text()
