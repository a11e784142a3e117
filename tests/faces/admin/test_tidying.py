"""Pasted papers in the editor: what they were taken for is said in one line, can be undone, and is asked for again before it hangs."""

from bs4 import BeautifulSoup

from kiosk.kinds.editing import read_back
from tests.faces.admin.desk import WORDS, begun, draft_of, saved

PAPER = "柳泉所关于调整班车时间的通知\n各站：\n自12月1日起执行，请相互转告。\n柳泉所办公室\n2026年11月20日"
TABLE = "班组\t人数\n一班\t8\n二班\t9"


def typed(code):
    return dict(read_back(draft_of(code).typed))


def tidied(client, code, **said):
    """The editor after the button was pressed, without a script."""
    answer = saved(client, code, **{"title": "", "issuer": "", **said, "do": "tidy"})
    return BeautifulSoup(answer.text, "html5lib")


def undone(client, code, page, **said):
    """Everything in the form once more, with the button that undoes."""
    before = page.select_one('#told input[name="hand-before"]')["value"]
    return saved(client, code, **{**typed(code), **said, "hand-before": before, "do": "untidy"})


def test_one_line_says_what_a_paper_was_taken_for(enter, categories):
    cleo = enter("cleo")
    code = begun(cleo, categories["notice"])

    told = tidied(cleo, code, body=PAPER).select_one("#told").get_text(" ", strip=True)

    assert told.startswith(
        "What was pasted is in its places: title “柳泉所关于调整班车时间的通知”,"
        " issued by 柳泉所办公室, dated 11/20/2026."
    )


def test_nothing_is_said_where_nothing_changed(enter, categories):
    cleo = enter("cleo")
    code = begun(cleo, categories["notice"])

    saved(cleo, code, do="tidy")

    assert saved(cleo, code, do="tidy").status_code == 303


def test_what_was_tidied_can_be_undone_as_a_whole(enter, categories):
    cleo = enter("cleo")
    code = begun(cleo, categories["notice"])
    text = f"{PAPER}\n{TABLE}"
    page = tidied(cleo, code, body=text)
    assert page.select("[data-grid]")

    undone(cleo, code, page)

    after = typed(code)
    assert (after["title"], after["issuer"], after["sign_date"], after["body"]) == (
        "", "", WORDS["sign_date"], text,
    )  # fmt: skip
    assert not [name for name in after if name.startswith("table-")]


def test_what_was_typed_since_stays_when_the_rest_is_undone(enter, categories):
    cleo = enter("cleo")
    code = begun(cleo, categories["notice"])
    page = tidied(cleo, code, body=f"{PAPER}\n{TABLE}")
    [cell] = [name for name, value in typed(code).items() if value == "8"]

    undone(cleo, code, page, title="我后来改的标题", **{cell: "18"})

    after = typed(code)
    assert (after["title"], after["issuer"], after[cell]) == ("我后来改的标题", "", "18")


def test_a_made_up_way_back_changes_nothing(enter, categories):
    cleo = enter("cleo")
    code = begun(cleo, categories["notice"])

    answer = saved(cleo, code, **{"hand-before": '{"said": 1}', "do": "untidy"})

    assert answer.status_code == 303
    assert typed(code)["title"] == WORDS["title"]


def doubts(client, code):
    page = BeautifulSoup(client.get(f"/admin/postings/{code}/publish").text, "html5lib")
    found = page.select_one("#doubts")
    return found.get_text(" ", strip=True) if found else ""


def test_a_paper_nobody_has_tidied_is_named_before_it_is_published(enter, categories):
    cleo = enter("cleo")
    code = begun(cleo, categories["notice"])
    saved(cleo, code, title="关于××的通知", issuer="", body=f"{PAPER}\n{TABLE}")

    said = doubts(cleo, code)

    assert "The text holds what has a place of its own" in said
    assert "title “柳泉所关于调整班车时间的通知”" in said
    assert "dated 11/20/2026" in said
    assert "A table stands in the text line by line." in said


def test_a_text_that_holds_nothing_of_the_sort_is_not_named(enter, categories):
    cleo = enter("cleo")
    code = begun(cleo, categories["notice"])
    body = "自12月1日起执行。\n\n请相互转告。"

    saved(cleo, code, body=body)

    assert doubts(cleo, code) == ""


def pressed_at_the_last_look(client, code, **said):
    data = {"version": draft_of(code).version, **said}
    answer = client.post(f"/admin/postings/{code}/tidy", data=data)
    return answer, BeautifulSoup(answer.text, "html5lib")


def test_the_last_look_tidies_it_up_says_so_and_undoes_it(enter, categories):
    cleo = enter("cleo")
    code = begun(cleo, categories["notice"])
    saved(cleo, code, title="关于××的通知", issuer="", body=f"{PAPER}\n{TABLE}")

    _answer, page = pressed_at_the_last_look(cleo, code, do="tidy")

    assert "title “柳泉所关于调整班车时间的通知”" in page.select_one("#told").get_text()
    assert page.select_one("#doubts") is None
    assert typed(code)["title"] == "柳泉所关于调整班车时间的通知"

    before = page.select_one('#told input[name="hand-before"]')["value"]
    _answer, page = pressed_at_the_last_look(cleo, code, **{"do": "untidy", "hand-before": before})

    assert typed(code)["title"] == "关于××的通知"
    assert page.select_one("#told") is None
    assert "The text holds what has a place of its own" in page.select_one("#doubts").get_text()


def test_what_was_filled_in_at_the_last_look_stays_while_it_is_tidied(enter, categories):
    categories["notice"].signing = "joint"
    cleo = enter("cleo")
    code = begun(cleo, categories["notice"])
    saved(cleo, code, body=PAPER)

    filled = {"when": "later", "begins": "2026-11-25T08:00", "party_name": "卫东来"}
    _answer, page = pressed_at_the_last_look(cleo, code, do="tidy", **filled)

    assert page.select_one("#party_name")["value"] == "卫东来"
    assert page.select_one("#begins")["value"] == "2026-11-25T08:00"
    version = page.select_one('#publish-form input[name="version"]')["value"]
    assert version == str(draft_of(code).version)


def test_over_a_newer_version_nothing_is_tidied(enter, categories):
    cleo = enter("cleo")
    code = begun(cleo, categories["notice"])
    saved(cleo, code, body=PAPER)
    seen = draft_of(code).version
    saved(cleo, code, body=f"{PAPER}\n另有一句。")

    answer, _page = pressed_at_the_last_look(cleo, code, do="tidy", version=seen)

    assert answer.location == f"/admin/postings/{code}/publish"
    assert typed(code)["title"] == WORDS["title"]


def test_somebody_elses_draft_is_not_tidied(enter, categories):
    code = begun(enter("cleo"), categories["notice"])

    answer, _page = pressed_at_the_last_look(enter("bo"), code, do="tidy")

    assert answer.status_code == 403
