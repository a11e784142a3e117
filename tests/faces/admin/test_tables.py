"""Tables in the editor: made with a category's columns, changed cell by cell, by buttons alone."""

import json
from collections.abc import Callable
from typing import Any

import pytest
from bs4 import BeautifulSoup

from kiosk.core.db import db
from kiosk.kinds.editing import read_back
from kiosk.kinds.notices.grid import MOST_ROWS, grids_in
from kiosk.postings.models import Category, Revision
from tests.client import KioskClient
from tests.faces.admin.desk import (
    PASTED,
    WORDS,
    begun,
    draft_of,
    parts_of,
    posting_of,
    published,
    saved,
    sent,
)
from tests.postings.making import category

LONG = "\n".join(["花名册\n姓名\t里程", *(f"职工{at}\t{at}" for at in range(1, MOST_ROWS + 20))])


@pytest.fixture
def cars(app_context) -> Category:
    """The category whose notices usually have a table of cars."""
    made = category("vehicles", default_days=30)
    db.session.commit()
    return made


@pytest.fixture
def cleo(enter: Callable[[str], KioskClient]) -> KioskClient:
    return enter("cleo")


def editor(client: KioskClient, code: str) -> BeautifulSoup:
    return BeautifulSoup(client.get(f"/admin/postings/{code}/edit").text, "html.parser")


def fields(page: BeautifulSoup) -> dict[str, str]:
    """What the editor's form would send."""
    found = {}
    form = page.select_one("#desk")
    assert form is not None
    for one in form.select("input[name], textarea[name], select[name]"):
        if one.get("type") in {"radio", "file"} and not one.has_attr("checked"):
            continue
        chosen = one.select_one("option[selected]") or one.select_one("option")
        found[str(one["name"])] = str(
            chosen["value"] if chosen else one.get("value", one.get_text()) or ""
        )
    return found


def pressed(client: KioskClient, code: str, deed: str, **typed: str) -> Any:
    """Press a button of the editor after typing, as a browser without script does."""
    data = {**fields(editor(client, code)), **typed, "version": draft_of(code).version, "do": deed}
    return client.post(f"/admin/postings/{code}/edit", data=data)


def hung(code: str) -> Revision:
    """What hangs of it."""
    approved = posting_of(code).approved
    assert approved is not None
    return approved


def grid_of(code: str) -> Any:
    """The one table that was typed."""
    [grid] = grids_in(read_back(draft_of(code).typed)).values()
    return grid


def made(client: KioskClient, cars: Category) -> tuple[str, str]:
    """A draft with the pattern's table; its code and the table's id."""
    code = begun(client, cars)
    pressed(client, code, "table-new:0")
    return code, grid_of(code).id


def test_the_columns_of_the_category_become_a_grid_in_one_click(cleo, cars):
    code = begun(cleo, cars)
    [offer] = editor(cleo, code).select('button[value="table-new:0"]')
    assert "车牌号、车型" in offer.get_text()

    answer = pressed(cleo, code, "table-new:0")

    grid = grid_of(code)
    assert answer.status_code == 303
    assert answer.location == f"/admin/postings/{code}/edit#table-{grid.id}-0-c1"
    assert [(one.label, one.type, one.unit) for one in grid.columns][3:7] == [
        ("出车", "int", "次"),
        ("行驶里程", "int", "公里"),
        ("加油量", "number", "升"),
        ("油费", "money", "元"),
    ]
    page = editor(cleo, code)
    assert len(page.select("[data-rows] tr")) == 3
    assert page.select('button[value="table-new:0"]') == []


def test_what_is_typed_into_a_cell_is_kept_as_typed_and_shown_as_meant(cleo, cars):
    code, id_ = made(cleo, cars)
    cells = {f"table-{id_}-0-c1": "甘F·IO101", f"table-{id_}-0-c7": "１，２００．５元"}

    pressed(cleo, code, "save", **cells)

    assert fields(editor(cleo, code))[f"table-{id_}-0-c7"] == "１，２００．５元"
    saved_words = {**WORDS, **fields(editor(cleo, code)), "title": WORDS["title"]}
    saved(cleo, code, **{name: one for name, one in saved_words.items() if name != "version"})
    assert published(cleo, code).status_code == 303
    content = json.loads(hung(code).content)
    assert content["tables"][0]["rows"][0]["c7"] == "1200.50"
    assert "1,200.50" in cleo.get(f"/n/{code}").text


@pytest.mark.parametrize(
    ("deed", "rows"),
    [
        ("row-up", ["乙", "甲", "丙"]),
        ("row-down", ["甲", "丙", "乙"]),
        ("row-drop", ["甲", "丙"]),
        ("row-below", ["甲", "乙", "", "丙"]),
        ("row-add", ["甲", "乙", "丙", ""]),
    ],
)
def test_rows_go_where_their_buttons_say(cleo, cars, deed, rows):
    code, id_ = made(cleo, cars)
    typed = {f"table-{id_}-{at}-c1": name for at, name in enumerate("甲乙丙")}

    pressed(cleo, code, f"{deed}:{id_}", **typed, **{f"hand-row-{id_}": "1"})

    assert [row[0] for row in grid_of(code).rows] == rows
    assert not any(name.startswith("hand-") for name, _text in read_back(draft_of(code).typed))


def test_columns_come_and_go_and_are_called_and_typed_otherwise(cleo, cars):
    code, id_ = made(cleo, cars)

    pressed(cleo, code, f"column-add:{id_}", **{f"hand-column-{id_}": "c1"})
    new = grid_of(code).columns[1].key
    pressed(cleo, code, f"column-drop:{id_}", **{f"hand-column-{id_}": "c3"})
    named = {f"table-{id_}-label-{new}": "司机", f"table-{id_}-type-c4": "number"}
    pressed(cleo, code, "save", **named)

    columns = grid_of(code).columns
    assert [one.label for one in columns][:4] == ["车牌号", "司机", "车型", "出车"]
    assert columns[3].type == "number"


@pytest.mark.parametrize("deed", ["row-up", "row-drop", "column-drop"])
def test_a_button_that_needs_a_choice_asks_for_it_and_keeps_what_was_typed(cleo, cars, deed):
    code, id_ = made(cleo, cars)

    answer = pressed(cleo, code, f"{deed}:{id_}", **{f"table-{id_}-0-c1": "甲"})

    assert answer.status_code == 422
    page = BeautifulSoup(answer.text, "html.parser")
    [says] = page.select(f"#table-{id_}-refused")
    assert says.has_attr("autofocus")
    assert "Choose a" in says.get_text()
    assert fields(page)[f"table-{id_}-0-c1"] == "甲"
    assert grid_of(code).rows[0][0] == "甲"


def test_a_total_is_added_up_and_a_wrong_one_is_said_beside_its_row_and_column(cleo, cars):
    code, id_ = made(cleo, cars)
    typed = {f"table-{id_}-0-c4": "12", f"table-{id_}-1-c4": "３"}
    pressed(cleo, code, f"total-sum:{id_}", **typed)
    assert grid_of(code).total[3] == "15"

    pressed(cleo, code, "save", **{f"table-{id_}-total-c4": "16"})

    [fault] = editor(cleo, code).select("[data-faults] li")
    assert fault["data-weight"] == "warning"
    assert fault.get_text(" ", strip=True) == (
        "Total, column D 出车: the sheet's total is 16, the rows add up to 15."
    )


def test_cells_that_are_no_figures_keep_it_from_being_added_up_and_published(cleo, cars):
    code, id_ = made(cleo, cars)
    typed = {f"table-{id_}-0-c4": "12", f"table-{id_}-1-c4": "不少"}
    bad = f"table-{id_}-1-c4"

    for deed in [f"total-sum:{id_}", "publish"]:
        answer = pressed(cleo, code, deed, **typed)
        page = BeautifulSoup(answer.text, "html.parser")
        assert answer.status_code == 422
        [first] = page.select("[autofocus]")
        assert first["id"] == bad
        assert first["aria-invalid"] == "true"
        [said] = page.select(f"#{first['aria-describedby']}")
        assert said.get_text(" ", strip=True) == (
            "Row 2, column D “不少” stands where a number belongs (出车)."
        )
    answer = published(cleo, code)
    assert answer.status_code == 422
    assert f'/edit#{bad}"' in answer.text
    assert "Row 2, column D" in answer.text
    assert posting_of(code).approved is None


def test_a_range_pasted_without_script_fills_the_grid_from_the_chosen_cell(cleo, cars):
    code, id_ = made(cleo, cars)
    chosen = {f"hand-row-{id_}": "1", f"hand-column-{id_}": "c4"}

    pressed(
        cleo,
        code,
        f"fill-in:{id_}",
        **chosen,
        **{f"hand-paste-{id_}": "８\t１，２３４\n9\t5\n7\t6"},
    )

    assert [row[3:5] for row in grid_of(code).rows] == [
        ("", ""),
        ("8", "1234"),
        ("9", "5"),
        ("7", "6"),
    ]


def test_a_range_with_the_tables_own_heads_takes_its_place_and_rows_of_before_can_be_put_back(
    cleo, cars
):
    code, id_ = made(cleo, cars)
    fill, heads = f"fill-in:{id_}", "\t".join(one.label for one in grid_of(code).columns)
    october = ["甘A\t李\t1", "甘B\t王\t2", "甘C\t赵\t3"]
    pressed(cleo, code, fill, **{f"hand-paste-{id_}": "\n".join([heads, *october])})
    assert [row[0] for row in grid_of(code).rows] == ["甘A", "甘B", "甘C"]

    answer = pressed(cleo, code, fill, **{f"hand-paste-{id_}": f"{heads}\n甘D\t钱\t4"})

    assert [row[0] for row in grid_of(code).rows] == ["甘D"]
    assert "2 rows of before were removed" in answer.text
    kept = fields(BeautifulSoup(answer.text, "html.parser"))[f"hand-rest-{id_}"]
    pressed(cleo, code, f"fill-back:{id_}", **{f"hand-rest-{id_}": kept})
    assert [row[0] for row in grid_of(code).rows] == ["甘D", "甘B", "甘C"]


def test_a_range_without_heads_only_fills_cells_and_removes_nothing(cleo, cars):
    code, id_ = made(cleo, cars)
    pressed(cleo, code, f"fill-in:{id_}", **{f"hand-paste-{id_}": "甘A\n甘B\n甘C"})

    pressed(cleo, code, f"fill-in:{id_}", **{f"hand-paste-{id_}": "甘D"})

    assert [row[0] for row in grid_of(code).rows] == ["甘D", "甘B", "甘C"]


def test_more_than_a_grid_takes_is_said_and_what_was_pasted_stays(cleo, cars):
    code, id_ = made(cleo, cars)

    answer = pressed(cleo, code, f"fill-in:{id_}", **{f"hand-paste-{id_}": LONG})

    assert answer.status_code == 422
    page = BeautifulSoup(answer.text, "html.parser")
    [says] = page.select(f"#table-{id_}-refused")
    assert "A grid takes 60 rows" in says.get_text()
    assert "职工70" in fields(page)[f"hand-paste-{id_}"]
    assert grid_of(code).is_empty


def test_a_table_that_came_in_from_a_sheet_is_changed_in_its_grid(cleo, cars):
    code = begun(cleo, cars)
    sent(cleo, code, do="read", pasted=PASTED)
    sent(cleo, code, do="take")
    [name] = [name for name, text in fields(editor(cleo, code)).items() if text == "2860.00"]

    pressed(cleo, code, "save", **{name: "3000"})

    page = cleo.get(f"/admin/postings/{code}/preview").text
    assert "3,000.00" in page
    assert "the rows add up to 4,240.50" in cleo.get(f"/admin/postings/{code}/edit").text


def test_a_long_table_is_no_grid_but_goes_through_the_sheets_room_again(cleo, cars):
    code = begun(cleo, cars)
    sent(cleo, code, do="read", pasted=LONG)
    sent(cleo, code, do="take")
    page = editor(cleo, code)
    assert page.select("[data-grid]") == []
    [button] = page.select('button[value^="sheet:"]')

    room = pressed(cleo, code, str(button["value"])).location
    [area] = BeautifulSoup(cleo.get(room).text, "html.parser").select("textarea")
    text = area.get_text()
    table = room.rpartition("=")[2]
    sent(cleo, code, do="read", pasted=text.replace("职工7\t7", "王芳\t70"), table=table)
    assert sent(cleo, code, do="take").status_code == 303

    [stored] = parts_of(code)["tables"]
    assert (stored["id"], stored["caption"], len(stored["rows"])) == (
        table,
        "花名册",
        MOST_ROWS + 19,
    )
    assert stored["rows"][6] == {"c1": "王芳", "c2": 70}


def test_tables_can_be_put_in_order_and_removed_without_losing_what_was_typed(cleo, cars):
    code = begun(cleo, cars)
    for title in ("甲表", "乙表"):
        sent(cleo, code, do="read", pasted=PASTED.replace("办公经费明细", title))
        sent(cleo, code, do="take")
    ids = [one["id"] for one in parts_of(code)["tables"]]
    captions = {f"table-{ids[1]}-caption": "乙表（改）"}

    pressed(cleo, code, f"table-up:{ids[1]}", **captions)
    shown = [one["value"] for one in editor(cleo, code).select("input[id$=-caption]")]
    assert shown == ["乙表（改）", "甲表"]

    pressed(cleo, code, f"table-drop:{ids[1]}")
    shown = [one["value"] for one in editor(cleo, code).select("input[id$=-caption]")]
    assert shown == ["甲表"]
    assert pressed(cleo, code, "table-drop:nosuch").status_code == 303
    assert len(parts_of(code)["tables"]) == 1


def test_a_sheet_taken_while_the_editor_is_open_elsewhere_is_not_lost(cleo, cars):
    code, id_ = made(cleo, cars)
    open_elsewhere = fields(editor(cleo, code))
    sent(cleo, code, do="read", pasted=PASTED)
    sent(cleo, code, do="take")

    typed = {**open_elsewhere, f"table-{id_}-0-c1": "甘F·IO101"}
    answer = cleo.post(f"/admin/postings/{code}/edit", data={**typed, "do": "save"})
    assert answer.status_code == 409
    assert "公务用车使用情况 A1" in answer.text
    again = {**typed, "version": draft_of(code).version, "do": "save"}
    assert cleo.post(f"/admin/postings/{code}/edit", data=again).status_code == 303

    page = editor(cleo, code)
    assert [one["value"] for one in page.select("input[id$=-caption]")] == [
        "公务用车使用情况",
        "办公经费明细",
    ]
    assert fields(page)[f"table-{id_}-0-c1"] == "甘F·IO101"


def test_the_same_cells_sent_twice_are_no_quarrel(cleo, cars):
    code, id_ = made(cleo, cars)
    version = draft_of(code).version
    typed = {**fields(editor(cleo, code)), f"table-{id_}-0-c1": "甲", "do": "autosave"}

    answers = [
        cleo.post(f"/admin/postings/{code}/edit", data={**typed, "version": version})
        for _ in range(2)
    ]

    assert [one.status_code for one in answers] == [200, 200]


def test_the_preview_names_what_is_wrong_while_it_is_typed_and_stores_nothing(cleo, cars):
    code, id_ = made(cleo, cars)
    before = draft_of(code).version
    typed = {**fields(editor(cleo, code)), f"table-{id_}-0-c4": "不少"}

    told = cleo.post(f"/admin/postings/{code}/preview", data=typed).get_json()

    assert [(one["field"], one["place"], one["weight"]) for one in told["faults"]] == [
        (f"table-{id_}-0-c4", "Row 1, column D", "error")
    ]
    assert "不少" not in told["board"]
    assert draft_of(code).version == before


def test_a_correction_brings_its_tables_back_into_grids(cleo, cars):
    code, id_ = made(cleo, cars)
    typed = fields(editor(cleo, code)) | {f"table-{id_}-0-c1": "甘F·IO101"} | WORDS
    saved(cleo, code, **{name: one for name, one in typed.items() if name != "version"})
    published(cleo, code)

    cleo.post(f"/admin/postings/{code}/correct")
    page = editor(cleo, code)

    assert [one["value"] for one in page.select("[data-rows] input.cell")][:1] == ["甘F·IO101"]
    content = hung(code).content
    pressed(cleo, code, "save", **{"placing-reason": "车号有误"})
    published(cleo, code)

    assert hung(code).number == 2
    assert hung(code).content == content


def test_nobody_changes_a_table_of_anothers_draft(cleo, cars, enter):
    code, id_ = made(cleo, cars)

    answer = enter("bo").post(f"/admin/postings/{code}/edit", data={"do": f"table-drop:{id_}"})

    assert answer.status_code == 403
    assert len(parts_of(code)["tables"]) == 1
