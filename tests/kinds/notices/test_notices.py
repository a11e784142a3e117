"""What only a notice decides: which rows may be named after its 公示, and what a cell may hold."""

import msgspec
import pytest
from bs4 import BeautifulSoup
from flask import g, render_template
from flask_babel import force_locale

from kiosk.core.document import BadContent, canonical, decode
from kiosk.kinds.notices import NOTICES, Column, Contact, KeepRule, Notice, Table
from kiosk.kinds.notices.content import Cell
from kiosk.kinds.notices.paper import sheet_of
from kiosk.programme.boards import rendered
from tests.kinds import making
from tests.kinds.notices.samples import FULL, PROSE, PURCHASES, RATING

OVER = making.facts("notices", publicity=making.RUNNING, publicity_is_over=True)


def names(table):
    return [row["name"] for row in table.rows]


@pytest.mark.parametrize(
    "facts", [making.facts("notices"), making.facts("notices", publicity=making.RUNNING)]
)
def test_before_its_publicity_period_is_over_a_notice_names_everybody(facts):
    assert NOTICES.visible(FULL, facts) == FULL


def test_afterwards_only_three_stars_and_above_who_took_part_are_named():
    shown = NOTICES.visible(FULL, OVER)

    assert names(shown.tables[1]) == ["买买提·艾合买提", "田甜"]
    assert shown.tables[0] == PURCHASES  # a table without that rule stays whole


def test_the_filter_changes_nothing_but_rows():
    shown = NOTICES.visible(FULL, OVER)
    back = msgspec.structs.replace(shown, tables=FULL.tables)

    assert back == FULL


@pytest.mark.parametrize(
    ("row", "kept"),
    [
        ({"star": 3, "rank": 9}, True),
        ({"star": 2, "rank": 1}, False),
        ({"star": 5, "rank": None}, False),
        ({"star": 5}, False),
        ({"rank": 1}, False),
        ({"star": None, "rank": 1}, False),
    ],
)
def test_a_row_is_kept_by_its_stars_and_its_rank(row, kept):
    table = msgspec.structs.replace(RATING, rows=(row,))
    notice = msgspec.structs.replace(FULL, tables=(table,))

    assert bool(NOTICES.visible(notice, OVER).tables[0].rows) is kept


def test_the_wall_does_not_name_who_must_no_longer_be_named(app):
    with app.test_request_context():
        g.language = "zh_CN"
        before = rendered(
            FULL, making.facts("notices"), revision=1, link="http://kiosk.test/n/x"
        ).html
        after = rendered(FULL, OVER, revision=1, link="http://kiosk.test/n/x").html

    assert "唐立新" in before
    assert "不参评者" in before
    assert "唐立新" not in after
    assert "不参评者" not in after
    assert "田甜" in after


def test_a_wall_shows_figures_with_marks_and_adds_up_those_alone_whose_total_is_their_sum(app):
    with app.test_request_context():
        html = rendered(
            FULL, making.facts("notices"), revision=1, link="http://kiosk.test/n/x"
        ).html
    first, _second = BeautifulSoup(html, "html.parser").select("table")
    cells = [[cell.get_text(strip=True) for cell in row.select("td")] for row in first.select("tr")]

    assert cells[1:] == [
        ["打印纸", "1,200", "25.50", "46.4%", "11月3日"],
        ["反光背心", "90", "392.20", "53.6%", "—"],
        ["合计", "1,290", "65,898.00", "", ""],
    ]
    assert [cell.get("data-total") for cell in first.select("tfoot td")] == [
        None,
        "1290",
        None,  # a price: its rows are no parts of what stands below them
        None,
        None,
    ]


def test_a_notice_without_tables_is_read_as_prose(app):
    with app.test_request_context():
        html = rendered(
            PROSE, making.facts("notices"), revision=1, link="http://kiosk.test/n/x"
        ).html

    assert 'data-dwell="prose"' in html
    assert "<table" not in html


@pytest.mark.parametrize(
    ("type_", "cell"),
    [
        ("text", "<anything>"),
        ("int", 7),
        ("int", "1200"),
        ("money", "65898.00"),
        ("money", "-0.5"),
        ("number", 3),
        ("percent", "46.4"),
        ("date", "2026-11-18"),
        ("star", 0),
        ("star", 5),
        ("int", None),
        ("star", None),
        ("date", None),
    ],
)
def test_a_cell_may_be_empty_or_what_its_column_holds(type_, cell):
    table = Table(
        caption="x", columns=(Column(key="a", label="甲", type=type_),), rows=({"a": cell},)
    )
    notice = msgspec.structs.replace(PROSE, tables=(table,))

    assert decode(canonical(notice), Notice) == notice


@pytest.mark.parametrize(
    ("type_", "cell"),
    [
        ("int", "一千"),
        ("money", "65,898.00"),
        ("money", "NaN"),
        ("number", "1e5"),
        ("number", ""),
        ("percent", "46.4%"),
        ("date", "11月18日"),
        ("date", 20261118),
        ("star", 6),
        ("star", -1),
        ("star", "3"),
    ],
)
@pytest.mark.parametrize("place", ["row", "total"])
def test_what_no_face_could_show_is_no_notice(type_, cell, place):
    good = Table(caption="x", columns=(Column(key="a", label="甲", type=type_),), rows=())
    data = canonical(msgspec.structs.replace(PROSE, tables=(good,)))
    broken = (
        data.replace(b'"rows":[]', b'"rows":[{"a":' + msgspec.json.encode(cell) + b"}]")
        if place == "row"
        else data.replace(b'"total":null', b'"total":{"a":' + msgspec.json.encode(cell) + b"}")
    )

    assert broken != data
    with pytest.raises(BadContent):
        decode(broken, Notice)


def test_a_rule_about_a_column_that_is_not_there_names_nobody():
    table = msgspec.structs.replace(
        RATING, keep_after=KeepRule(column="stars", minimum=3, requires="rank")
    )
    notice = msgspec.structs.replace(FULL, tables=(table,))

    assert NOTICES.visible(notice, OVER).tables[0].rows == ()


def test_a_wall_gets_five_hundred_rows_of_a_table_and_says_how_many_there_are(app):
    rows: tuple[dict[str, Cell], ...] = tuple({"a": f"第{at}行"} for at in range(1, 2001))
    table = Table(caption="", columns=(Column(key="a", label="甲"),), rows=rows)
    content = msgspec.structs.replace(FULL, tables=(table,))
    with app.test_request_context():
        html = rendered(content, making.facts("notices"), revision=1, link="http://k.test/n/x").html

    assert 'data-rows="2000"' in html
    assert "第500行" in html
    assert "第501行" not in html


def test_the_phone_and_paper_have_every_row(app):
    rows: tuple[dict[str, Cell], ...] = tuple({"a": f"第{at}行"} for at in range(1, 601))
    table = Table(caption="", columns=(Column(key="a", label="甲"),), rows=rows)
    content = msgspec.structs.replace(FULL, tables=(table,))
    facts = making.facts("notices")
    with app.test_request_context():
        pages = [
            render_template("kinds/notices/phone.html", content=content, facts=facts, sheet=sheet)
            for sheet in (None, sheet_of(content.tables))
        ]

    for page in pages:
        found = BeautifulSoup(page, "html.parser").select("tbody tr")
        assert [one.get_text(strip=True) for one in found[-2:]] == ["第599行", "第600行"]
        assert len(found) == 600


AMOUNTS = Table(
    caption="费用",
    columns=(
        Column(key="no", label="序号", type="int"),
        Column(key="who", label="单位"),
        Column(key="paid", label="实付", type="money", unit="元"),
        Column(key="part", label="占比", type="percent"),
    ),
    rows=({"no": 1, "who": "柳园站", "paid": "1.00", "part": "100"},),
)


@pytest.mark.parametrize(
    ("column", "says"),
    [
        (None, "单位：元"),
        (Column(key="people", label="人数", type="int"), "金额单位：元"),
        (Column(key="lost", label="扣分", type="number"), "金额单位：元"),
        (Column(key="far", label="里程", type="number", unit="公里"), "金额单位：元"),
    ],
)
def test_yuan_are_the_unit_of_a_whole_table_only_where_nothing_else_is_counted(
    app_context, column, says
):
    columns = (*AMOUNTS.columns, column) if column else AMOUNTS.columns
    table = msgspec.structs.replace(AMOUNTS, columns=columns)
    content = msgspec.structs.replace(PROSE, tables=(table,))

    with force_locale("zh_Hans_CN"):
        board = rendered(content, making.facts("notices"), revision=1, link="http://k/n/x")

    meta = BeautifulSoup(board.html, "html.parser").select(".board-meta span")
    assert [one.get_text() for one in meta if "元" in one.get_text()] == [says]


def test_an_average_in_the_last_line_is_no_sum_however_its_column_is_called():
    people = Column(key="n", label="人数", type="int", unit="人")
    each = Column(key="each", label="人均实发", type="money", unit="元")
    table = Table(
        caption="工资",
        columns=(people, each),
        rows=({"n": 12, "each": "7178.00"}, {"n": 28, "each": "4107.14"}, {"n": None}),
        total={"n": 40, "each": "5028.40"},
    )

    assert table.adds_up(people)
    assert not table.adds_up(each)
    assert not msgspec.structs.replace(table, total=None).adds_up(people)


@pytest.mark.parametrize("phone", ["0931-1234567", ""])
def test_a_wall_speaks_of_supervision_by_phone_only_with_a_number(app, phone):
    contact = Contact(department="办公室", person="", phone=phone)
    content = msgspec.structs.replace(PROSE, contact=contact)
    with app.test_request_context():
        g.language = "zh_CN"
        html = rendered(content, making.facts("notices"), revision=1, link="http://k.test/n/x").html

    assert ("监督电话" in html) == bool(phone)
    assert phone in html
