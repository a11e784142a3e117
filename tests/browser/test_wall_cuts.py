"""Where a page may end: between paragraphs and sentences, with the markup whole and no line left lonely."""

from collections.abc import Iterator
from datetime import date

import pytest
from playwright.sync_api import Page

from kiosk.kinds.notices import Notice
from tests.browser import walls
from tests.browser.laid_out import facts_of, on_each_page, showing
from tests.browser.walls import Wall

READ_PROSE = """(page) => {
    const text = (one) => one.textContent.replace(/\\s+/g, "");
    const prose = Array.from(document.querySelectorAll("[data-current] .prose"));
    return prose.flatMap((block) => Array.from(block.children, (paragraph) => ({
        tag: paragraph.tagName,
        text: text(paragraph),
        bold: Array.from(paragraph.querySelectorAll("strong"), text).join(""),
        mark: paragraph.getAttribute("data-mark"),
        empty: Array.from(paragraph.querySelectorAll("*")).filter((one) => text(one) === "").length,
        lines: Math.round(paragraph.getBoundingClientRect().height / parseFloat(getComputedStyle(paragraph).lineHeight) - 0.3),
    })));
}"""
#: Characters of justified text may stand a tenth of their width apart.
MOST_PITCH = 1.1
#: Sentences of about a line and a half.
SENTENCE = "各站每日查看气象信息并在三十分钟内通报全体当班人员和值班站长，做到早知道早准备。"


@pytest.fixture(scope="module")
def wall(tmp_path_factory, worker_id) -> Iterator[Wall]:
    """One wall for all documents of this file."""
    template = walls.made_template(walls.shared_folder(tmp_path_factory, worker_id))
    with walls.running_wall(template, tmp_path_factory.mktemp("cuts")) as wall:
        yield wall


def notice(body: str) -> Notice:
    """A notice of nothing but text."""
    return Notice(
        title="关于冬季保通保畅的通知",
        form="通知",
        issuer="柳泉收费所",
        sign_date=date(2026, 11, 17),
        body=body,
    )


def prose_of(page: Page) -> list[walls.Facts]:
    """The paragraphs on the page that is on."""
    found: list[walls.Facts] = page.evaluate(READ_PROSE)
    return found


def spread(paragraphs: list[walls.Facts], what: str) -> str:
    """One property of all paragraphs, joined."""
    return "".join(one[what] or "" for one in paragraphs)


def test_bold_text_stays_bold_on_both_sides_of_a_cut(browser, wall):
    bold, plain = SENTENCE * 8, SENTENCE * 8
    with showing(browser, wall, notice(f"{plain} **{bold}** {plain}")) as page:
        pages = on_each_page(page, prose_of)

    parts = [part for paragraphs in pages for part in paragraphs]
    assert len(pages) > 2
    assert spread(parts, "text") == plain + bold + plain
    assert spread(parts, "bold") == bold
    assert [part["empty"] for part in parts] == [0] * len(parts)


def test_one_paragraph_all_bold_is_bold_on_every_page(browser, wall):
    with showing(browser, wall, notice(f"**{SENTENCE * 16}**")) as page:
        pages = on_each_page(page, prose_of)

    assert len(pages) > 1
    for paragraphs in pages:
        assert spread(paragraphs, "bold") == spread(paragraphs, "text") != ""


def test_no_page_ends_with_a_heading_and_one_line(browser, wall):
    """The heading above does not make a lonely line two."""
    short = "强化预警联动。"
    for filling in (2, 3):
        body = f"{SENTENCE * filling}\n\n## 二、主要任务\n\n{short}{SENTENCE * 6}"
        with showing(browser, wall, notice(body)) as page:
            pages = on_each_page(page, prose_of)
        for before in pages[:-1]:
            assert before[-1]["tag"] == "P"
            assert before[-1]["lines"] >= 2, (filling, before)


def test_items_of_a_list_keep_their_numbers_and_go_on_over_pages(browser, wall):
    items = [f"第{at}项要求。{SENTENCE}{SENTENCE}" for at in range(1, 9)]
    body = "\n".join(f"{at}. {item}" for at, item in enumerate(items, start=3))
    with showing(browser, wall, notice(f"{body}\n\n- 另一项")) as page:
        pages = on_each_page(page, prose_of)

    parts = [part for paragraphs in pages for part in paragraphs]
    assert len(pages) > 1
    assert spread(parts, "text") == "".join(items) + "另一项"
    begun = [part["mark"] for part in parts if part["text"].startswith(("第", "另"))]
    assert begun == [f"{at}." for at in range(3, 11)] + ["•"]


def test_no_line_is_pulled_apart_for_a_number_that_goes_whole_onto_the_next(browser, wall):
    paragraphs = ["各" * length + "2026年第三季度" + "站" * 30 for length in range(19, 25)]
    with showing(browser, wall, notice("\n\n".join(paragraphs))) as page:
        pages = on_each_page(page, facts_of)

    assert "".join(one["prose"] for one in pages) == "".join(paragraphs)
    assert 1 < max(one["pitch"] for one in pages) < MOST_PITCH


@pytest.mark.parametrize("size", ["fhd", "portrait", "small"])
@pytest.mark.parametrize(
    "body",
    [SENTENCE * 5, SENTENCE * 10, "无" * 400, "word " * 150, "没有句号，" * 70],
    ids=["sentences", "more-sentences", "no-mark", "english", "clauses"],
)
def test_a_text_always_leaves_lines_for_the_signatures_page(browser, wall, body, size):
    with showing(browser, wall, notice(body), size=size) as page:
        pages = on_each_page(page, facts_of)

    assert "".join(one["prose"] for one in pages) == body.replace(" ", "")
    assert pages[-1]["blocks"] == ["prose", "sign"]
    for one in pages:
        assert one["flow"][0] <= one["flow"][1] + 1
