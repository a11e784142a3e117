"""A ledger of drives, as it was and as it is, and what of two notices changed."""

from __future__ import annotations

from typing import Any

from hypothesis import strategies as st

from kiosk.core.document import Document
from kiosk.core.pieces import new_of, old_of
from kiosk.kinds.compared import Row
from kiosk.kinds.comparing import compared
from kiosk.kinds.notices.content import Column, Notice, Table
from tests.postings.making import notice

DRIVES = (
    Column(key="on", label="日期", type="date"),
    Column(key="car", label="车号"),
    Column(key="why", label="事由"),
    Column(key="who", label="用车人"),
    Column(key="far", label="里程", type="int", unit="公里"),
    Column(key="cost", label="费用", type="money", unit="元"),
)


def drive(*cells: Any) -> dict[str, Any]:
    return dict(zip((one.key for one in DRIVES), cells, strict=True))


KEPT = drive("2026-10-21", "甘A·00T21", "石门峡站送防滑链", "濮立新", 128, "96.00")
WRONG = drive("2026-10-23", "甘A·00T19", "重复登记", "骆明川", 147, "112.50")
RIGHT = drive("2026-10-23", "甘A·00T21", "白杨沟站除雪支援", "骆明川", 147, "112.50")
LAST = drive("2026-10-25", "甘A·00T19", "省中心送报表", "宁采薇", 264, "201.80")


def drives(*rows: dict[str, Any], **more: Any) -> Table:
    return Table(**{"caption": "用车明细", "columns": DRIVES, "rows": rows, **more})


def changed(old: Document, new: Document) -> list[Any]:
    return [one for one in compared(old, new).parts if one.change != "kept"]


def only(old: Any, new: Any) -> Any:
    """The one part that changed."""
    (found,) = changed(old, new)
    return found


def marks(rows: tuple[Row, ...]) -> list[str]:
    return [one.change for one in rows]


def cell_texts(row: Row) -> list[str]:
    return [new_of(one.pieces) or old_of(one.pieces) for one in row.cells]


LINES = st.lists(st.text("采购公示，3", min_size=1, max_size=12), max_size=6)
ROWS = st.lists(
    st.fixed_dictionaries(
        {
            "who": st.sampled_from(["田甜", "唐立新", "白雪", ""]),
            "far": st.one_of(st.none(), st.integers(0, 3)),
            "why": st.text("送报表", max_size=4),
        }
    ),
    max_size=6,
)
COLUMNS = tuple(one for one in DRIVES if one.key in {"who", "far", "why"})


@st.composite
def notices(draw: st.DrawFn) -> Notice:
    tables = draw(st.lists(ROWS, max_size=2))
    captions = draw(st.permutations(["甲表", "乙表"]))
    return notice(
        title=draw(st.sampled_from(["公示", "关于采购的公示", "通知"])),
        body="\n\n".join(draw(LINES)),
        tables=tuple(
            Table(caption=caption, columns=COLUMNS, rows=tuple(rows))
            for caption, rows in zip(captions, tables, strict=False)
        ),
    )
