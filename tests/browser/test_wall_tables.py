"""Tables too wide or too long for a page: two-line rows, columns shared out, units said once."""

from collections.abc import Iterator
from datetime import date
from decimal import Decimal

import pytest
from playwright.sync_api import Page

from kiosk.kinds.notices import Column, Notice, Table
from kiosk.kinds.notices.content import Cell
from tests.browser import walls
from tests.browser.laid_out import facts_of, on_each_page, showing
from tests.browser.walls import Facts, Wall

CARS = [f"甘F·IO1{number:02}" for number in range(1, 5)]


@pytest.fixture(scope="module")
def wall(tmp_path_factory, worker_id) -> Iterator[Wall]:
    """One wall for all documents of this file."""
    template = walls.made_template(walls.shared_folder(tmp_path_factory, worker_id))
    with walls.running_wall(template, tmp_path_factory.mktemp("tables")) as wall:
        yield wall


def notice(*tables: Table, body: str = "") -> Notice:
    """A notice of these tables."""
    return Notice(
        title="关于公务用车使用情况的公开",
        form="公开",
        issuer="柳泉收费所",
        sign_date=date(2026, 11, 17),
        body=body,
        tables=tables,
    )


def costs(months: int, *, caption: str = "费用明细", note: str = "") -> Table:
    """A table with a column of amounts for each month."""
    keys = [f"m{month}" for month in range(1, months + 1)]
    rows: list[dict[str, Cell]] = [
        {"car": car, **dict.fromkeys(keys, f"{1200 + at}.50")} for at, car in enumerate(CARS)
    ]
    total: dict[str, Cell] = {
        key: str(sum(Decimal(f"{1200 + at}.50") for at in range(len(CARS)))) for key in keys
    }
    return Table(
        caption=caption,
        columns=(
            Column(key="car", label="车牌号"),
            *(Column(key=key, label=f"{key[1:]}月费用", type="money", unit="元") for key in keys),
        ),
        rows=tuple(rows),
        total=total,
        note=note,
    )


def pages_of(browser, wall: Wall, content: Notice, size: str) -> list[Facts]:
    """The facts of all its pages."""
    with showing(browser, wall, content, size=size, category="公务用车") as page:
        return on_each_page(page, facts_of)


@pytest.mark.parametrize("size", ["fhd", "portrait", "small"])
@pytest.mark.parametrize("months", [3, 7, 12])
def test_no_row_has_a_third_line_and_every_column_is_there(browser, wall, months, size):
    pages = pages_of(browser, wall, notice(costs(months)), size)
    parts = [part for page in pages for part in page["tables"]]

    assert max(part["lines"] for part in parts) <= 2
    assert {part["head"][0] for part in parts} == {"车牌号"}
    labels = [f"{month}月费用" for month in range(1, months + 1)]
    assert (
        sorted({label for part in parts for label in part["head"][1:]}, key=labels.index) == labels
    )
    for label in labels:
        shown = [part for part in parts if label in part["head"]]
        assert sum(len(part["records"]) for part in shown) == len(CARS), label


@pytest.mark.parametrize("size", ["portrait", "small"])
def test_columns_on_another_page_have_their_own_sums(browser, wall, size):
    pages = pages_of(browser, wall, notice(costs(12)), size)
    sums = [row for page in pages for part in page["tables"] for row in part["sums"]]
    listed = [line for page in pages for part in page["tables"] for line in part["listed"]]

    named = [row[0]["text"] for row in sums] + [line["name"] for line in listed]
    figures = [cell["text"] for row in sums for cell in row[1:]]
    figures += [text for line in listed for _label, text in line["sums"]]
    assert set(named) <= {"合计", "本页小计", "全部 4 行合计"}
    assert figures.count("4,808.00") >= 12


def test_a_caption_stands_once_above_tables_that_share_its_columns_and_the_note_below_all(
    browser, wall
):
    short = Table(
        caption="驾驶员",
        columns=(Column(key="who", label="姓名"),),
        rows=({"who": "田甜"},),
    )
    content = notice(costs(9, note="不含过路费。"), short)
    pages = pages_of(browser, wall, content, "portrait")

    for page in pages:
        own = [part for part in page["tables"] if "车牌号" in part["head"]]
        assert [part["caption"] for part in own][1:] == [None] * (len(own) - 1)
        assert not own or own[0]["caption"] == "费用明细单位：元"
    parts = [part for page in pages for part in page["tables"] if "车牌号" in part["head"]]
    assert len(parts) > 1
    assert [part["note"] for part in parts] == [None] * (len(parts) - 1) + ["不含过路费。"]


def test_a_unit_that_all_amounts_share_is_said_once(browser, wall):
    pages = pages_of(browser, wall, notice(costs(3)), "fhd")

    for page in pages:
        said = [text["text"] for text in page["texts"] if "元" in text["text"]]
        assert said == ["单位：元"]


@pytest.mark.parametrize("size", ["fhd", "portrait", "small"])
def test_a_signature_has_company_behind_rows_of_long_texts(browser, wall, size):
    story = "各站每日查看气象信息，备足备齐融雪剂、防滑砂，保障收费广场畅通。"
    for length in (1, 3, 5):
        table = Table(
            caption="落实情况",
            columns=(
                Column(key="what", label="事项"),
                Column(key="how", label="落实情况"),
                Column(key="who", label="责任部门"),
                Column(key="on", label="完成日期", type="date"),
            ),
            rows=tuple(
                {"what": f"第{at}项", "how": story * length, "who": "收费运营", "on": "2026-10-20"}
                for at in range(1, 4)
            ),
        )
        pages = pages_of(browser, wall, notice(table, body="落实情况公开如下。"), size)
        assert pages[-1]["blocks"][-1] == "sign"
        for page in pages:
            assert page["blocks"] != ["sign"], (length, page["page"])
            assert page["flow"][0] <= page["flow"][1] + 1, (length, page["page"])


def test_heads_with_points_in_brackets_break_before_them(browser, wall):
    labels = ["驿站(1分)", "处级(2分)", "市级媒体(5分)", "省级及以上(10分)"]
    columns = [Column(key=str(at), label=label, type="int") for at, label in enumerate(labels)]
    table = Table(
        caption="采用情况",
        columns=(Column(key="who", label="宣传小组"), *columns),
        rows=({"who": "青杨驿收费站"} | {str(at): 2 for at in range(4)},),
    )

    def heads(page: Page) -> list[list[str]]:
        found: list[list[str]] = page.evaluate(
            """() => Array.from(document.querySelectorAll("[data-current] thead th"), (head) =>
                Array.from(head.children, (one) => one.textContent))"""
        )
        return found

    with showing(browser, wall, notice(table), category="公务用车") as page:
        found = heads(page)
    assert found == [
        ["宣传小组"],
        ["驿站", "(1分)"],
        ["处级", "(2分)"],
        ["市级媒体", "(5分)"],
        ["省级及以上", "(10分)"],
    ]


def ledger(rows: int) -> Table:
    """A long table whose rows say which they are."""
    return Table(
        caption="出车明细",
        columns=(
            Column(key="no", label="编号"),
            Column(key="what", label="事由"),
            Column(key="km", label="里程", type="int", unit="公里"),
        ),
        rows=tuple(
            {"no": f"第{at}次", "what": "送报表", "km": at % 7} for at in range(1, rows + 1)
        ),
        total={"km": sum(at % 7 for at in range(1, rows + 1))},
    )


def rounds_of(page: Page, count: int) -> list[list[Facts]]:
    """The facts of every page, round by round."""
    found = []
    for _ in range(count):
        found.append(on_each_page(page, facts_of))
        last = page.locator("[data-current] .record").last.inner_text()
        page.keyboard.press("Space")
        page.wait_for_function(
            """last => { const on = document.querySelector("[data-current]");
                return on.dataset.page.startsWith("1/") && !on.innerText.includes(last); }""",
            arg=last.split()[0],
        )
    return found


def numbers_on(pages: list[Facts]) -> list[str]:
    """The first cells of all records."""
    records = [record for page in pages for part in page["tables"] for record in part["records"]]
    return [record[0] for record in records]


def test_a_long_table_goes_on_in_the_next_round_until_all_rows_were_shown(browser, wall):
    with showing(browser, wall, notice(ledger(200)), category="公务用车") as page:
        rounds = rounds_of(page, 4)

    shown = [numbers_on(pages) for pages in rounds]
    per_round = len(shown[0])
    assert 60 <= per_round < 120
    together = shown[0] + shown[1] + shown[2]
    assert together[:200] == [f"第{at}次" for at in range(1, 201)]
    assert shown[(200 + per_round - 1) // per_round][0] == "第1次"
    assert all(len(pages) <= 13 for pages in rounds)
    assert rounds[0][-1]["qrSays"] == [f"余下 {200 - per_round} 行请扫码"]
    assert rounds[0][0]["qrSays"] == ["扫码看全部 200 行"]
    assert f"从第 {per_round + 1} 行起" in [text["text"] for text in rounds[1][0]["texts"]]
    [first] = rounds[0][0]["tables"]
    assert [line["name"] for line in first["listed"]] == ["本页小计", "全部 200 行合计"]


@pytest.mark.parametrize("size", ["fhd", "portrait", "small"])
def test_of_two_thousand_rows_the_wall_knows_five_hundred_and_says_how_many_there_are(
    browser, wall, size
):
    with showing(browser, wall, notice(ledger(2000)), size=size, category="公务用车") as page:
        pages = on_each_page(page, facts_of)

    count = len(numbers_on(pages))
    assert pages[-1]["qrSays"] == [f"余下 {2000 - count} 行请扫码"]
    for facts in pages:
        assert facts["flow"][0] <= facts["flow"][1] + 1


def mixed(rows: int) -> Table:
    """A long table that is wide only in its first rows: those behind them alone would have room for one column more."""
    columns = (
        Column(key="no", label="序号", type="int"),
        Column(key="day", label="日期", type="date"),
        *(Column(key=f"t{at}", label=f"说明{at}") for at in range(1, 5)),
        Column(key="sum", label="金额", type="money", unit="元"),
    )
    found: list[dict[str, Cell]] = []
    for at in range(1, rows + 1):
        text = "收费广场照明电费及线路检修" if at <= 10 else "电费"
        said: dict[str, Cell] = {f"t{one}": text for one in range(1, 5)}
        found.append({"no": at, "day": "2026-10-08", **said, "sum": f"{at}.50"})
    return Table(caption="支出明细", columns=columns, rows=tuple(found))


def test_a_long_table_has_the_same_columns_on_every_page_of_every_round(browser, wall):
    with showing(browser, wall, notice(mixed(150)), category="公务用车") as page:
        first = set(on_each_page(page, heads_of))
        page.keyboard.press("Space")
        page.wait_for_selector("[data-current] [data-from-row]")
        second = set(on_each_page(page, heads_of))

    assert len(first) == 1
    assert second == first


def heads_of(page: Page) -> str:
    """What the columns on the page are called."""
    found: str = page.evaluate(
        """() => Array.from(document.querySelectorAll("[data-current] thead th"),
            (one) => one.textContent).join("|")"""
    )
    return found


def bought() -> Table:
    """Four rows that wrap: with usual distances a little more than a page."""
    goods = [
        ("冬季取暖用无烟煤（块煤）", "吨", 45, "1300.00", "瓜州县鑫达煤炭有限责任公司", "58500.00"),
        ("收费亭电暖器", "台", 24, "320.00", "酒泉市恒通商贸有限公司", "7680.00"),
        ("融雪剂（氯化钙型）", "吨", 12, "1800.00", "敦煌市安顺交通设施有限公司", "21600.00"),
        ("防寒棉大衣", "件", 60, "280.00", "酒泉市恒通商贸有限公司", "16800.00"),
    ]
    columns = (
        Column(key="what", label="项目"),
        Column(key="in", label="单位"),
        Column(key="count", label="数量", type="int"),
        Column(key="each", label="单价", type="money", unit="元"),
        Column(key="from", label="供应商"),
        Column(key="sum", label="金额", type="money", unit="元"),
    )
    keys = [one.key for one in columns]
    rows: list[dict[str, Cell]] = [dict(zip(keys, one, strict=True)) for one in goods]
    total: dict[str, Cell] = {"sum": "104580.00"}
    return Table(caption="采购明细", columns=columns, rows=tuple(rows), total=total)


def test_rows_stand_closer_where_that_saves_a_page_and_type_stays_as_large(browser, wall):
    with showing(browser, wall, notice(bought()), category="公务用车") as page:
        [facts] = on_each_page(page, facts_of)
        k = page.evaluate("getComputedStyle(document.documentElement).getPropertyValue('--k')")

    [part] = facts["tables"]
    assert part["head"] == ["项目", "单位", "数量", "单价", "供应商", "金额"]
    assert (part["lines"], len(part["records"])) == (1, 4)
    sizes = {text["size"] for text in facts["texts"] if text["text"] in {"58,500.00", "吨"}}
    assert [*sizes] == [pytest.approx(4 * float(k), abs=0.01)]
