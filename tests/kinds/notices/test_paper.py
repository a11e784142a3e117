"""How tables lie on A4: upright while they fit, then lying, then in parts, and never in type too small to read."""

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from kiosk.kinds.notices import Column, Table
from kiosk.kinds.notices.content import Cell
from kiosk.kinds.notices.paper import LYING_POINTS, UPRIGHT_POINTS, sheet_of
from tests.kinds.notices.samples import PURCHASES, RATING

LEAST_POINTS = 9


@pytest.fixture(autouse=True)
def speaking(app):
    """A day in a cell is written in the language of the answer."""
    with app.test_request_context():
        yield


def ledger(months: int, *, figure: str = "12345.67") -> Table:
    """A unit, and one sum of money a month."""
    columns = tuple(Column(key=f"m{n}", label=f"{n}月支出", type="money") for n in range(months))
    row: dict[str, Cell] = {"unit": "双泉堡收费站", **{one.key: figure for one in columns}}
    return Table(caption="支出", columns=(Column(key="unit", label="单位"), *columns), rows=(row,))


def labels(part):
    return [column.label for column in part.columns]


def points_of(layout, part, place, *, block):
    """How wide a column is, in its own type's em."""
    return part.shares[place] / 100 * block / layout.points


def test_what_has_no_table_is_upright():
    sheet = sheet_of(())

    assert not sheet.is_lying
    assert sheet.tables == ()


def test_a_few_columns_stand_upright_in_full_size():
    sheet = sheet_of((PURCHASES, RATING))

    assert not sheet.is_lying
    assert [layout.points for layout in sheet.tables] == [12, 12]
    assert [len(layout.parts) for layout in sheet.tables] == [1, 1]


def test_one_table_too_wide_for_it_makes_the_whole_sheet_lie():
    sheet = sheet_of((PURCHASES, ledger(8)))

    assert sheet.is_lying
    assert [len(layout.parts) for layout in sheet.tables] == [1, 1]


def test_what_no_sheet_holds_comes_in_parts_that_all_name_the_row():
    (layout,) = sheet_of((ledger(24),)).tables

    assert len(layout.parts) > 1
    assert all(labels(part)[0] == "单位" for part in layout.parts)
    assert [label for part in layout.parts for label in labels(part)[1:]] == [
        f"{n}月支出" for n in range(24)
    ]


def test_a_number_before_the_name_keeps_its_place():
    table = ledger(24)
    numbered = Column(key="no", label="序号", type="int")
    table = msgspec.structs.replace(table, columns=(numbered, *table.columns))

    first, *_others = sheet_of((table,)).tables[0].parts

    assert labels(first)[:2] == ["序号", "单位"]


def test_more_words_than_a_line_holds_do_not_make_a_sheet_lie():
    """Prose wraps; only what may not break costs width."""
    story = "由办公室统一采购并按季度核对结余" * 6
    table = Table(
        caption="事项",
        columns=(Column(key="what", label="事项"), Column(key="who", label="落实部门")),
        rows=({"what": story, "who": "办公室"},),
    )

    assert not sheet_of((table,)).is_lying


def test_a_cell_that_no_paper_holds_does_not_hinder_the_others():
    table = Table(
        caption="网址",
        columns=(Column(key="name", label="名称"), Column(key="at", label="地址")),
        rows=({"name": "所办公室", "at": "x" * 200},),
    )

    (layout,) = sheet_of((table,)).tables

    assert sum(layout.parts[0].shares) == pytest.approx(100)
    assert min(layout.parts[0].shares) > 0


@pytest.mark.parametrize("columns", [(), (Column(key="a", label="甲"),)])
def test_a_table_without_rows_or_without_columns_is_a_table(columns):
    table = Table(caption="空", columns=columns, rows=())

    (layout,) = sheet_of((table,)).tables

    assert [part.columns for part in layout.parts] == [columns]


@given(
    st.lists(
        st.tuples(
            st.sampled_from(["text", "money"]), st.text("站长金额办公", min_size=1, max_size=12)
        ),
        min_size=1,
        max_size=30,
    ),
    st.integers(1, 10**9),
)
def test_every_column_appears_and_is_wide_enough_for_its_figures(heads, amount):
    columns = tuple(
        Column(key=f"c{n}", label=label, type=kind) for n, (kind, label) in enumerate(heads)
    )
    figure = f"{amount}.00"
    row: dict[str, Cell] = {one.key: figure if one.is_numeric else "收费班长" for one in columns}
    sheet = sheet_of((Table(caption="表", columns=columns, rows=(row,)),))
    (layout,) = sheet.tables
    block = LYING_POINTS if sheet.is_lying else UPRIGHT_POINTS
    # What stands in a cell, digit by digit at a good half of the type, with its padding.
    widths = {"money": len(f"{amount:,}.00") * 0.5 + 0.8, "text": 4 + 0.8}

    assert layout.points >= LEAST_POINTS
    assert {one.key for part in layout.parts for one in part.columns} == set(row)
    for part in layout.parts:
        assert sum(part.shares) == pytest.approx(100)
        for place, column in enumerate(part.columns):
            assert points_of(layout, part, place, block=block) >= widths[column.type]
