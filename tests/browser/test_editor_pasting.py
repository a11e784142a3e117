"""Papers as an office has them, pasted into the editor and hung: the wall is headed by their own titles."""

import re
from collections.abc import Iterator

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, expect

from tests.browser.conftest import LiveServer
from tests.browser.editors import Writer, category_of, writing
from tests.browser.reach import AXE, COUNT_CLICKS, clicks, small_targets

TIDY, PUBLISH = "button[data-tidy]", '.desk-buttons button[value="publish"]'
OFFERS = "#offers"
PAPERS = {
    "attendance": (
        "柳园收费站2026年11月考勤情况公开",
        "柳园收费站2026年11月考勤情况公开\n\n"
        "    11月全站应出勤26人，实际出勤26人，病假1人次、事假2人次，无迟到、早退和旷工。\n"
        "一、请假情况\n"
        "病假1人次，已按规定提交诊断证明；事假2人次，均已履行审批手续。\n"
        "二、有关要求\n"
        "请各班组认真核对，如有出入，请于公开之日起3日内向站务室反映。\n"
        "（联系人：王芳  电话：0937-0000126）\n"
        "                柳园收费站\n"
        "                二〇二六年十一月二十二日\n",
    ),
    "audit": (
        "安西高速公路收费所关于2026年11月收费稽查情况的通报",
        "安西高速公路收费所\n关于2026年11月收费稽查情况的通报\n\n各收费站：\n"
        "11月，所稽查科对各收费站开展了收费稽查，现将有关情况通报如下：\n"
        "(一)现场稽查.发现问题3起,已当场纠正.\n"
        "(二)视频稽查.共查看8.5小时,扣2.5分.\n"
        "1.文明用语不规范2起;\n"
        "2.着装不规范1起.\n"
        "请各收费站举一反三，认真整改。\n"
        "安西高速公路收费所稽查科\n2026.11.22\n",
    ),
    "notice": (
        "关于调整职工班车时间的通知",
        "关于调整职工班车时间的通知\n"
        "各收费站、机关各科室：\n"
        "为方便职工上下班，自2026年12月1日起，对职工班车时间作如下调整，请相互转告。\n"
        "一、早班车7:10从所机关发出，7:50到达柳园收费站；\n"
        "二、晚班车19:30从柳园收费站发出，20:10到达所机关。\n"
        "安西高速公路收费所综合办公室\n2026年11月22日",
    ),
}


@pytest.fixture(scope="module")
def writer(browser: Browser, live_server: LiveServer) -> Iterator[Writer]:
    """One clerk for all these tests."""
    with writing(browser, live_server) as writer:
        yield writer


def pasted(writer: Writer, server: LiveServer, category: str, *, title: str = "") -> Page:
    """The editor of a new draft after a paper was pasted over its text and tidied."""
    writer.begin(category_of(server, category))
    page = writer.page
    if title:
        page.fill("#title", title)
    page.fill("#body", PAPERS[category][1])
    page.click(TIDY)
    expect(page.locator("#body")).not_to_have_value(PAPERS[category][1])
    return page


@pytest.mark.parametrize("category", PAPERS)
def test_the_title_of_a_pasted_paper_heads_the_wall(writer, live_server, category):
    title = PAPERS[category][0]

    page = pasted(writer, live_server, category)

    expect(page.locator("#title")).to_have_value(title)
    wall = writer.wall()
    expect(wall.locator("h2").first).to_have_text(title)
    assert title not in page.input_value("#body")
    assert "2026-11-22" in page.input_value("#sign_date")
    assert page.locator('[data-check="blanks"]').count() == 0
    page.click(PUBLISH)
    page.wait_for_url("**/publish")
    expect(page.locator(".card h2", has_text=title)).to_be_visible()
    writer.saw_no_errors()


def test_a_title_typed_by_hand_stays_until_the_other_is_taken(writer, live_server):
    page = pasted(writer, live_server, "attendance", title="我起的标题")

    expect(page.locator("#title")).to_have_value("我起的标题")
    expect(page.locator(OFFERS)).to_contain_text(PAPERS["attendance"][0])
    page.click(f"{OFFERS} button")

    expect(page.locator("#title")).to_have_value(PAPERS["attendance"][0])
    expect(page.locator(OFFERS)).to_have_count(0)
    assert PAPERS["attendance"][0] not in page.input_value("#body")
    writer.saw_no_errors()


TABLE = "班组\t人数\t病假\r\n一班\t8\t1\r\n二班\t9\t0\r\n"
ROWS = [line.split("\t") for line in TABLE.splitlines()]
CELLS = "".join("<tr>" + "".join(f"<td><p>{one}</p></td>" for one in row) + "</tr>" for row in ROWS)
COPY = """([plain, html]) => navigator.clipboard.write([new ClipboardItem({
    "text/plain": new Blob([plain], { type: "text/plain" }),
    ...(html ? { "text/html": new Blob([html], { type: "text/html" }) } : {}),
})])"""


def paste_behind_the_template(writer: Writer, server: LiveServer, plain: str, html: str) -> Page:
    """A new draft after somebody has clicked into its words, at their end, and pasted."""
    writer.begin(category_of(server, "attendance"))
    page = writer.page
    writer.context.grant_permissions(["clipboard-read", "clipboard-write"])
    page.evaluate(COPY, [plain, html])
    page.focus("#body")
    page.keyboard.press("Control+End")
    page.keyboard.press("Control+v")
    return page


def reads_well(page: Page) -> None:
    """Find nothing with axe in what was just told, and hit its buttons with a finger."""
    found = Axe().run(page, options=AXE)
    assert found.violations_count == 0, found.generate_report()
    assert small_targets(page, ".notice button") == []


def test_a_word_paper_with_a_table_finds_its_places_without_a_click(writer, live_server):
    title, paper = PAPERS["attendance"]
    paper = paper.replace("一、请假情况", f"{TABLE}一、请假情况")

    page = paste_behind_the_template(writer, live_server, paper, "")

    expect(page.locator("#title")).to_have_value(title)
    expect(page.locator("[data-grid]")).to_have_count(1)
    expect(page.locator(OFFERS)).to_be_visible()
    text = page.input_value("#body")
    assert text.startswith("11月全站应出勤26人")
    assert "一班" not in text
    assert page.locator("[data-grid] [data-rows] [data-cell]").first.input_value() == "一班"
    expect(writer.wall().locator("table").first).to_contain_text("二班")
    writer.saw_no_errors()


def test_a_paper_pasted_and_forgotten_to_be_tidied_heads_the_wall_and_can_be_undone(
    writer, live_server
):
    title, paper = PAPERS["attendance"]

    page = paste_behind_the_template(writer, live_server, paper, "")

    expect(page.locator("#told")).to_contain_text(f"标题“{title}”")
    expect(page.locator("#title")).to_have_value(title)
    expect(writer.wall().locator("h2").first).to_have_text(title)
    # Cells behind the last word: its signature is known already, and nothing of it goes into the table.
    page.evaluate(COPY, [TABLE, ""])
    page.keyboard.press("Control+End")
    page.keyboard.press("Control+v")
    expect(page.locator("[data-grid] [data-rows] [data-cell]").first).to_have_value("一班")
    assert page.input_value("#body").endswith("电话：0937-0000126）")

    reads_well(page)
    page.click('#told button[value="untidy"]')

    expect(page.locator("[data-grid]")).to_have_count(0)
    reads_well(page)
    expect(page.locator("#body")).to_have_value(re.compile(r"一班\t8"))
    writer.saw_no_errors()


def test_a_table_copied_from_a_web_page_becomes_one_of_the_notice(writer, live_server):
    html = f"<p>情况见下表。</p><table>{CELLS}</table><p>特此公开。</p>"

    page = paste_behind_the_template(writer, live_server, "情况见下表。班组人数病假", html)

    expect(page.locator("[data-grid]")).to_have_count(1)
    text = page.input_value("#body")
    assert text.endswith("情况见下表。\n\n特此公开。")
    assert page.locator("[data-grid] [data-rows] [data-cell]").first.input_value() == "一班"
    writer.saw_no_errors()


def test_a_paper_and_a_range_hang_within_twelve_clicks(writer, live_server):
    """Nobody types a word: title, issuer, day and the names of those who sign are known."""
    title, paper = PAPERS["attendance"]
    page = writer.context.new_page()
    page.add_init_script(COUNT_CLICKS)
    writer.context.grant_permissions(["clipboard-read", "clipboard-write"])
    page.goto("/admin/")
    page.get_by_role("link", name="新建").click()
    page.click(f'button[value="{category_of(live_server, "attendance")}"]')
    page.wait_for_url("**/edit")
    for pasted_now in (paper, TABLE):
        page.evaluate(COPY, [pasted_now, ""])
        page.click("#body")
        page.keyboard.press("Control+End")
        page.keyboard.press("Control+v")
        expect(page.locator("#told")).to_be_visible()
    expect(page.locator("[data-grid] [data-rows] [data-cell]").first).to_have_value("一班")
    page.click(PUBLISH)
    page.wait_for_url("**/publish")

    page.get_by_role("button", name="已在纸上签好，发布").click()

    expect(page.locator("#toast")).to_contain_text("已发布")
    assert clicks(page) <= 12
    phone = page.context.new_page()
    phone.goto(page.url.replace("/admin/postings/", "/n/"))
    expect(phone.get_by_role("heading", level=1)).to_have_text(title)
    expect(phone.locator("table")).to_contain_text("二班")
    phone.close()
    page.close()


def test_at_the_last_look_a_forgotten_paper_is_tidied_up_and_put_back(writer, live_server):
    writer.begin(category_of(live_server, "attendance"))
    page = writer.page
    title, paper = PAPERS["attendance"]
    page.fill("#body", paper)
    page.click(PUBLISH)
    page.wait_for_url("**/publish")
    page.fill("#party_name", "卫东来")

    page.click('button[value="tidy"]')

    expect(page.locator("#told")).to_contain_text(f"标题“{title}”")
    expect(page.locator("#party_name")).to_have_value("卫东来")
    reads_well(page)
    page.click('button[value="untidy"]')
    expect(page.locator("#doubts")).to_contain_text("还留在正文里")
    writer.saw_no_errors()
