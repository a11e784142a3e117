"""A sheet on its way into a draft: from Excel's cells to the wall's table."""

import io
import json
from pathlib import Path

import pytest
from bs4 import BeautifulSoup

from kiosk.accounts.models import Station
from kiosk.core.db import db
from kiosk.postings.models import Category
from kiosk.sheets import open_book
from kiosk.sheets.grid import NoValue
from tests.client import KioskClient
from tests.faces.admin.desk import PASTED, begun, parts_of, posting_of, published, saved, sent
from tests.postings.making import category

FILES = Path(__file__).parents[2] / "sheets" / "files"


@pytest.fixture
def costs(app_context) -> Category:
    made = category("costs", default_days=30)
    db.session.commit()
    return made


def uploaded(client: KioskClient, code: str, name: str):
    file = (io.BytesIO((FILES / name).read_bytes()), name)
    return sent(client, code, do="read", file=file)


def test_cells_pasted_from_excel_become_the_walls_table(enter, costs, now):
    cleo = enter("cleo")
    code = begun(cleo, costs)
    saved(cleo, code)

    assert sent(cleo, code, do="read", pasted=PASTED).status_code == 303
    page = cleo.get(f"/admin/postings/{code}/sheet").text
    assert "办公用品" in page
    assert "Nothing to mend" in page
    assert sent(cleo, code, do="take").status_code == 303

    [table] = parts_of(code)["tables"]
    assert [one["label"] for one in table["columns"]] == ["单位", "办公用品", "水费"]
    assert table["total"]
    published(cleo, code)
    assert posting_of(code).approved is not None
    assert "2,860.00" in cleo.get(f"/n/{code}").text


def test_a_wrong_total_is_said_with_the_figure_that_will_be_shown(enter, costs):
    cleo = enter("cleo")
    code = begun(cleo, costs)
    sent(cleo, code, do="read", pasted=PASTED.replace("767.00", "776.00"))

    def shown() -> list[str]:
        page = BeautifulSoup(cleo.get(f"/admin/postings/{code}/sheet").text, "html.parser")
        return [one.get_text() for one in page.select("[data-shown-total]")]

    assert shown() == ["水费: the notice will show 767.00."]
    sent(cleo, code, do="apply", keeps_totals="y")
    assert shown() == ["水费: the notice will show 776.00."]


def test_what_was_typed_before_is_still_there_after_the_sheet(enter, costs):
    cleo = enter("cleo")
    code = begun(cleo, costs)
    saved(cleo, code, body="正文在这里")

    sent(cleo, code, do="read", pasted=PASTED)
    sent(cleo, code, do="take")

    page = cleo.get(f"/admin/postings/{code}/edit").text
    assert "正文在这里" in page
    assert "办公经费明细" in page


def copied(name: str) -> str:
    """What a spreadsheet puts on the clipboard when all of a file's first sheet is copied."""
    lines = {one.number: one for one in open_book((FILES / name).read_bytes()).sheet(0).lines}
    rows = [lines.get(number) for number in range(1, max(lines) + 1)]
    texts = [
        []
        if row is None
        else [
            "" if one.value is None or isinstance(one.value, NoValue) else str(one.value)
            for one in row.cells
        ]
        for row in rows
    ]
    return "\r\n".join("\t".join(row) for row in texts) + "\r\n"


def taken(client: KioskClient, code: str):
    """Press "take" in the room, which sends everything the page says of the sheet."""
    page = BeautifulSoup(client.get(f"/admin/postings/{code}/sheet").text, "html.parser")
    said = {
        str(one["name"]): str(one.get("value", ""))
        for one in page.select("#sheet input[name]:not([type=checkbox])")
    }
    for one in page.select("#sheet select"):
        [chosen] = one.select("option[selected]")
        said[str(one["name"])] = str(chosen["value"])
    return sent(client, code, do="take", **said)


def goes_in(client: KioskClient, code: str, name: str, way: str):
    """Upload a file, or paste what is in it."""
    return (
        uploaded(client, code, name)
        if way == "uploaded"
        else sent(client, code, do="read", pasted=copied(name))
    )


@pytest.mark.parametrize("way", ["uploaded", "pasted"])
@pytest.mark.parametrize(
    "file",
    [
        ("办公经费-GB18030-分号.csv", 4, 5, 3),
        ("办公经费-UTF8-BOM.csv", 4, 5, 3),
        ("公务用车台账-2026年10月.xlsx", 63, 7, 1),
        ("公务用车台账-2026年10月.xls", 63, 7, 1),
        ("星级考核汇总表-2026年三季度.xlsx", 24, 15, 0),
        ("星级考核汇总表-乱.xlsx", 24, 15, 0),
    ],
)
def test_the_offices_own_files_go_in_without_hand_work(enter, costs, file, way):
    name, rows, columns, money = file
    cleo = enter("cleo")
    code = begun(cleo, costs)

    assert goes_in(cleo, code, name, way).status_code == 303
    assert "Nothing to mend" in cleo.get(f"/admin/postings/{code}/sheet").text
    assert taken(cleo, code).status_code == 303

    [table] = parts_of(code)["tables"]
    assert (len(table["rows"]), len(table["columns"])) == (rows, columns)
    assert [one["unit"] for one in table["columns"] if one["type"] == "money"] == ["元"] * money
    assert saved(cleo, code).status_code == 303
    assert published(cleo, code).status_code == 303


def test_a_total_that_differs_is_shown_and_the_recomputed_one_is_taken(enter, costs):
    cleo = enter("cleo")
    code = begun(cleo, costs)
    sent(cleo, code, do="read", pasted=PASTED.replace("4,100.50", "4,200.50"))

    page = BeautifulSoup(cleo.get(f"/admin/postings/{code}/sheet").text, "html.parser")
    said = [" ".join(one.get_text().split()) for one in page.select("[data-weight] .row-main")]
    assert said == [
        "Row 5, column B 办公用品: the sheet's total is 4,200.50, the rows add up to 4,100.50."
    ]
    sent(cleo, code, do="take")

    total = parts_of(code)["tables"][0]["total"]
    assert "4100.50" in total.values()


def test_a_sheet_with_no_number_is_not_another_one(enter, costs):
    cleo = enter("cleo")
    code = begun(cleo, costs)
    sent(cleo, code, do="read", pasted=PASTED)

    sent(cleo, code, do="take", sheet="²")

    assert [len(one["rows"]) for one in parts_of(code)["tables"]] == [2]


def test_columns_can_be_renamed_and_retyped_before_it_is_taken(enter, costs):
    cleo = enter("cleo")
    code = begun(cleo, costs)
    sent(cleo, code, do="read", pasted=PASTED)

    sent(cleo, code, do="take", **{"label-1": "纸张", "kind-2": "text"})

    columns = parts_of(code)["tables"][0]["columns"]
    assert [(one["label"], one["type"]) for one in columns][1:] == [
        ("纸张", "number"),
        ("水费", "text"),
    ]


@pytest.mark.parametrize(
    ("data", "says"),
    [
        (b"%PDF-1.7 not a sheet", "This is no sheet."),
        (b"", "The file is empty."),
        (b"PK\x03\x04 broken", "damaged"),
    ],
)
def test_what_is_no_sheet_is_said_in_a_sentence(enter, costs, data, says):
    cleo = enter("cleo")
    code = begun(cleo, costs)

    answer = sent(cleo, code, do="read", file=(io.BytesIO(data), "表.xlsx"))

    assert answer.status_code == 422
    assert says in answer.text


@pytest.fixture
def rated(app_context, stations) -> Category:
    """The star category, and the stations of the office's own sheets."""
    made = category("stars", kind="stars")
    names = ["双泉堡", "沙枣坪", "青杨驿", "望湖墩", "石磨沟"]
    for number, name in enumerate(names):
        short = f"{name}站"
        db.session.add(
            Station(
                code=f"X{number}", name=f"{name}收费站", short_name=short, list_token=f"x{number}"
            )
        )
    db.session.commit()
    return made


RANKED = "\n".join(
    "\t".join(row)
    for row in [
        ("2026年第三季度星级考核结果",),
        ("名次", "姓名", "收费站", "班组", "总分", "星级", "是否参评"),
        ("1", "陈国栋", "沙枣坪收费站", "一班", "98.5", "五星", "参评"),
        ("2", "刘桂芳", "沙枣坪站", "一班", "95.0", "四星", "参评"),
        ("2", "周建平", "青杨驿收费站", "二班", "95.0", "四星", "参评"),
        ("4", "罗斌", "石磨沟收费站", "一班", "88.0", "三星", "参评"),
        ("", "何玉梅", "沙枣坪收费站", "二班", "", "", "不参评"),
    ]
)


def test_the_offices_own_ranking_becomes_a_frozen_result(enter, rated):
    cleo = enter("cleo")
    code = begun(cleo, rated)

    sent(cleo, code, do="read", pasted=RANKED)
    page = cleo.get(f"/admin/postings/{code}/sheet").text
    assert "4 people have" not in page
    answer = sent(cleo, code, do="take")

    assert answer.status_code == 303, answer.text
    result = parts_of(code)["result"]
    assert result["participants"] == 4
    assert result["distribution"] == [1, 2, 1, 0, 0, 0]
    assert [one["rank"] for one in result["collectors"]] == [1, 2, 2, 4, None]


def test_stars_of_nobody_do_not_hang(enter, rated):
    cleo = enter("cleo")
    code = begun(cleo, rated)
    saved(cleo, code, title="2026年第三季度星级考核结果", period="2026年第三季度")

    refused = published(cleo, code)
    assert refused.status_code == 422
    assert "Nobody is in it yet: import the ranked sheet." in refused.text
    assert posting_of(code).approved is None

    sent(cleo, code, do="read", pasted=RANKED)
    sent(cleo, code, do="take")
    answer = cleo.get(f"/admin/postings/{code}/publish").text
    assert "Nobody is in it yet" not in answer
    assert published(cleo, code).status_code == 303


def test_a_sheet_that_was_never_ranked_is_not_computed_here(enter, rated):
    cleo = enter("cleo")
    code = begun(cleo, rated)

    uploaded(cleo, code, "星级考核汇总表-2026年三季度.xlsx")
    answer = sent(cleo, code, do="take")

    assert answer.status_code == 422
    assert "They are not computed here" in answer.text
    assert "result" not in parts_of(code)


@pytest.mark.parametrize("way", ["uploaded", "pasted"])
def test_every_error_of_a_star_sheet_is_named_by_row_and_column_and_it_is_not_taken(
    enter, rated, way
):
    cleo = enter("cleo")
    code = begun(cleo, rated)

    goes_in(cleo, code, "星级考核汇总表-有错.xlsx", way)
    answer = sent(cleo, code, do="take")

    assert answer.status_code == 422
    said = BeautifulSoup(answer.text, "html.parser").get_text(" ", strip=True)
    for place, what in [
        ("Row 10, column H", "“优秀” stands where a number belongs"),
        ("Row 15, column B", "工号 “LQ0204” stands in row 14 already."),
        ("Row 18, column D", "There is no station “白杨沟收费站”."),
        ("Row 23, column C", "姓名 is missing."),
        ("Row 26, column J", "业务技能（15分） is missing"),
        ("Row 28, column O", "“休假” is none of"),
    ]:
        assert f"{place} {what}" in said
    assert "result" not in parts_of(code)


def test_its_errors_are_mended_where_they_are_named_until_only_the_ranking_is_wanting(enter, rated):
    cleo = enter("cleo")
    code = begun(cleo, rated)
    uploaded(cleo, code, "星级考核汇总表-有错.xlsx")
    mended = {
        "H10": "24.0",
        "B15": "LQ0205",
        "C23": "曹慧敏",
        "D18": "青杨驿",
        "J26": "10.5",
        "O28": "参评",
    }

    answer = sent(
        cleo, code, do="check", **{f"fix-{place}": text for place, text in mended.items()}
    )

    assert "Cannot be taken yet" in answer.text
    assert "They are not computed here" in answer.text


@pytest.mark.parametrize("way", ["uploaded", "pasted"])
def test_the_ranked_file_of_the_quarter_becomes_the_star_board_on_the_wall(enter, rated, way):
    cleo = enter("cleo")
    code = begun(cleo, rated)

    assert goes_in(cleo, code, "星级评定结果-2026年三季度.csv", way).status_code == 303
    assert taken(cleo, code).status_code == 303

    result = parts_of(code)["result"]
    known = json.loads((FILES / "star-result-2026Q3.json").read_text("utf-8"))
    ranks = [(one["name"], one["rank"], one["star"]) for one in result["collectors"]]
    due = [(one["name"], one["rank"], one["star"]) for one in known["collectors"]]
    assert sorted(ranks, key=str) == sorted(due, key=str)
    assert result["distribution"] == known["distribution"]


@pytest.mark.parametrize(
    ("changed", "says"),
    [
        (
            ("2\t周建平", "3\t周建平"),
            "95.0 has both rank 2 and rank 3; the tie must have been broken.",
        ),
        (
            ("95.0\t四星\t参评\n4", "95.0\t三星\t参评\n4"),
            "Rank 2 is shared, but once with 4★ and once with 3★.",
        ),
        (("4\t罗斌", "5\t罗斌"), "Rank 5 should be 4: so many stand before it."),
        (("88.0\t三星", "88.0\t五星"), "2 people have 5★; of 4 taking part"),
    ],
    ids=["tie", "star of a tie", "rank", "quota"],
)
def test_what_contradicts_itself_in_the_offices_ranking_is_named_and_nothing_is_recomputed(
    enter, rated, changed, says
):
    cleo = enter("cleo")
    code = begun(cleo, rated)
    text = RANKED.replace(*changed)
    assert text != RANKED

    sent(cleo, code, do="read", pasted=text)

    assert says in cleo.get(f"/admin/postings/{code}/sheet").text


def test_a_sentence_is_no_table_and_stays_where_it_was_pasted(enter, costs):
    cleo = enter("cleo")
    code = begun(cleo, costs)

    answer = sent(cleo, code, do="read", pasted="请各站按时报送。")

    assert answer.status_code == 422
    assert "There is no table in it." in answer.text
    assert "请各站按时报送。</textarea>" in answer.text
    assert 'value="take"' not in answer.text
    assert "sheet" not in parts_of(code)


def test_a_file_with_a_sentence_and_no_table_offers_nothing_to_take(enter, costs):
    cleo = enter("cleo")
    code = begun(cleo, costs)
    file = (io.BytesIO("请各站按时报送。".encode()), "说明.csv")

    assert sent(cleo, code, do="read", file=file).status_code == 303
    page = cleo.get(f"/admin/postings/{code}/sheet").text

    assert "No table was found in it." in page
    assert 'value="take"' not in page
    assert "Nothing to mend" not in page
    assert sent(cleo, code, do="take").status_code == 422
    assert "tables" not in parts_of(code) or not parts_of(code)["tables"]


def test_nobody_reads_a_sheet_into_anothers_draft(enter, costs):
    code = begun(enter("cleo"), costs)

    assert enter("bo").post(f"/admin/postings/{code}/sheet").status_code == 403
