"""The A4 sheet in Chromium: every posting of the sample fits its paper, and nothing breaks that must not."""

import re
from collections.abc import Iterator
from datetime import UTC, date, datetime

import pytest
import sqlalchemy as sa
from playwright.sync_api import Browser, Page

from kiosk.accounts.models import Person
from kiosk.core import clock
from kiosk.core.db import db, means_to_write, reads_again
from kiosk.kinds.notices import Column, Notice, Table
from kiosk.kinds.notices.content import Cell
from kiosk.postings.lifecycle import OPEN_TO_READ, state_at
from kiosk.postings.models import Posting
from kiosk.postings.operations import Placing, add_revision, approve, life_of, new_posting
from tests.browser.conftest import LiveServer, watch

#: A4 in points, as PDF says it.
UPRIGHT, LYING = (595, 842), (842, 595)
#: The text blocks within the margins, in CSS pixels: 156 mm and 243 mm.
BLOCKS = {UPRIGHT: 590, LYING: 918}
LEAST_TYPE_PX = 12  # 9 pt
LONG_AGO = datetime(2020, 1, 1, tzinfo=UTC)
OVERFLOWING = """() => {
  const sheet = document.querySelector(".sheet").getBoundingClientRect();
  return [...document.querySelectorAll(".sheet *")]
    .filter(one => one.getBoundingClientRect().right > sheet.right + 1
      || (one.tagName !== "svg" && getComputedStyle(one).display !== "inline"
        && !one.closest(".unseen") && one.scrollWidth > one.clientWidth + 1))
    .map(one => one.outerHTML.slice(0, 120));
}"""
TABLES = """() => [...document.querySelectorAll("table")].map(one => ({
  table: one.scrollWidth, block: one.parentElement.clientWidth,
  type: Math.min(...[...one.querySelectorAll("th, td")].map(cell => parseFloat(getComputedStyle(cell).fontSize))),
}))"""
#: What of the given words stands on two lines, in the text of the elements that are asked for.
BROKEN = """([within, patterns]) => {
  const found = [];
  for (const root of document.querySelectorAll(within)) {
    const walker = document.createTreeWalker(root, NodeFilter.SHOW_TEXT);
    const nodes = [];
    while (walker.nextNode()) nodes.push(walker.currentNode);
    const text = nodes.map(one => one.data).join("");
    const at = (place) => {
      for (const node of nodes) {
        if (place <= node.data.length) return [node, place];
        place -= node.data.length;
      }
    };
    for (const pattern of patterns) for (const match of text.matchAll(new RegExp(pattern, "g"))) {
      const range = document.createRange();
      range.setStart(...at(match.index));
      range.setEnd(...at(match.index + match[0].length));
      const lines = new Set([...range.getClientRects()].filter(one => one.width > 0).map(one => Math.round(one.bottom / 8)));
      if (lines.size > 1) found.push(`${match[0]} in ${root.textContent.trim().slice(0, 60)}`);
    }
  }
  return found;
}"""
FIGURE = r"\d+([.,:]\d+)*[%％元分]?"


@pytest.fixture(scope="module")
def codes(live_server: LiveServer) -> list[str]:
    """Every posting of the sample that can be read."""
    now = clock.now()
    with live_server.app.app_context():
        found = [
            one.code
            for one in db.session.scalars(sa.select(Posting))
            if one.approved is not None and state_at(life_of(one), now) in OPEN_TO_READ
        ]
    assert len(found) > 20
    return found


@pytest.fixture(scope="module")
def name_parts(live_server: LiveServer) -> list[str]:
    """What must stand on one line of everybody's name: all of it, or each part between its dots."""
    with live_server.app.app_context():
        names = list(db.session.scalars(sa.select(Person.name)))
    assert any("·" in name for name in names)
    return sorted({part for name in names for part in name.split("·")})


@pytest.fixture(scope="module")
def paper(browser: Browser, live_server: LiveServer) -> Iterator[Page]:
    """A tab that shows what would be printed."""
    errors: list[str] = []
    context = browser.new_context(
        base_url=live_server.url, locale="zh-CN", viewport={"width": 1000, "height": 900}
    )
    page = context.new_page()
    watch(page, errors)
    page.emulate_media(media="print")
    yield page
    context.close()
    assert errors == []


@pytest.fixture(scope="module")
def widest(live_server: LiveServer) -> str:
    """The code of a notice that no A4 holds in one part: twenty-four sums of money a station."""
    months = tuple(Column(key=f"m{n}", label=f"{n}月支出", type="money") for n in range(24))
    rows: tuple[dict[str, Cell], ...] = tuple(
        {"who": who, **{one.key: "1234567.89" for one in months}}
        for who in ("双泉堡收费站", "买买提·艾合买提")
    )
    table = Table(
        caption="支出", columns=(Column(key="who", label="单位"), *months), rows=rows, total=rows[0]
    )
    document = Notice(
        title="支出公开", form="公开", issuer="柳泉所", sign_date=date(2020, 1, 1), tables=(table,)
    )
    with live_server.app.app_context():
        means_to_write()
        try:
            category = db.session.scalars(sa.select(Posting)).first()
            assert category is not None
            # It ended long ago, so that it hangs nowhere and stands in no list.
            placing = Placing(
                scope="staff",
                station=None,
                shows_from=LONG_AGO,
                shows_until=clock.day_ends(date(2020, 2, 1)),
            )
            posting = new_posting(category.category, placing, kind="notices")
            revision = add_revision(posting, document, schema=1, title=document.title)
            approve(revision, [], at=LONG_AGO, register_number=None)
            db.session.commit()
            return posting.code
        finally:
            reads_again()
            db.session.remove()


def printed_pages(page: Page) -> list[tuple[int, int]]:
    """Width and height of each page of the PDF that the browser makes."""
    boxes = re.findall(rb"/MediaBox \[0 0 ([\d.]+) ([\d.]+)\]", page.pdf(prefer_css_page_size=True))
    return [(round(float(width)), round(float(height))) for width, height in boxes]


def test_every_posting_fits_its_paper(paper: Page, codes: list[str], widest: str):
    faults = {}
    for code in [*codes, widest]:
        paper.goto(f"/n/{code}/print")
        faults[code] = paper.evaluate(OVERFLOWING) + [
            one
            for one in paper.evaluate(TABLES)
            if one["table"] > one["block"] or one["type"] < LEAST_TYPE_PX
        ]

    assert {code: fault for code, fault in faults.items() if fault} == {}


def test_every_posting_is_printed_on_a4_all_pages_one_way(
    paper: Page, codes: list[str], widest: str
):
    ways = {}
    for code in [*codes, widest]:
        paper.goto(f"/n/{code}/print")
        pages = printed_pages(paper)
        block = paper.evaluate("() => document.querySelector('.sheet').clientWidth")

        assert len(set(pages)) == 1, code
        assert abs(BLOCKS[pages[0]] - block) <= 1, code
        assert len(pages) <= 4, code
        ways[code] = pages[0]

    assert set(ways.values()) == {UPRIGHT, LYING}
    assert ways[widest] == LYING


def test_no_number_and_no_name_breaks_in_a_table(
    paper: Page, codes: list[str], widest: str, name_parts: list[str]
):
    broken = []
    for code in [*codes, widest]:
        paper.goto(f"/n/{code}/print")
        broken += paper.evaluate(BROKEN, ["th, td", [FIGURE, *name_parts]])

    assert broken == []


def test_no_name_breaks_anywhere_on_a_sheet(paper: Page, codes: list[str], name_parts: list[str]):
    broken = []
    for code in codes:
        paper.goto(f"/n/{code}/print")
        broken += paper.evaluate(BROKEN, ["h1, h2, p, li, dd, th, td", name_parts])

    assert broken == []


@pytest.mark.parametrize("width", [360, 390, 430])
def test_no_name_breaks_on_a_phone(page: Page, codes: list[str], name_parts: list[str], width: int):
    page.set_viewport_size({"width": width, "height": 800})
    broken = []
    for code in codes:
        page.goto(f"/n/{code}")
        broken += page.evaluate(BROKEN, ["h1, h2, p, li, dd, th, td", name_parts])

    assert broken == []


def test_a_table_in_parts_names_the_row_and_the_part_each_time(paper: Page, widest: str):
    paper.goto(f"/n/{widest}/print")
    captions = paper.locator("caption").all_inner_texts()

    assert captions[0] == f"支出 （第 1 部分，共 {len(captions)} 部分）"
    assert len(captions) > 1
    assert paper.locator("tbody th").all_inner_texts() == ["双泉堡收费站", "买买提·艾合买提"] * len(
        captions
    )


def test_a_browser_as_narrow_as_a_phone_scrolls_the_table_and_not_the_page(page: Page, widest: str):
    page.set_viewport_size({"width": 360, "height": 800})
    page.goto(f"/n/{widest}/print")

    assert page.evaluate("() => document.documentElement.scrollWidth") == 360
    assert page.evaluate("() => document.querySelector('.scroll').scrollWidth") > 900
