"""Two documents compared: any kind, word by word, row by row, and nothing that differs passed over."""

from __future__ import annotations

import time
from collections import Counter
from datetime import date
from typing import Any

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from kiosk.core.document import Document
from kiosk.core.media import Attachment, Photo
from kiosk.core.pieces import new_of, old_of
from kiosk.kinds.compared import Entry, File, Grid, Row, Unsaid, Words
from kiosk.kinds.comparing import compared, whole
from kiosk.kinds.contacts.content import ContactBoard, Leader
from kiosk.kinds.notices.content import Column, KeepRule, Notice, Table
from kiosk.kinds.registry import KINDS
from kiosk.kinds.stars.content import Collector, StarResult
from tests.checks.places import with_text_in_every_place
from tests.kinds import making
from tests.postings.making import notice

DRIVES = (
    Column(key="on", label="日期", type="date"),
    Column(key="car", label="车号"),
    Column(key="why", label="事由"),
    Column(key="who", label="用车人"),
    Column(key="far", label="里程", type="int", unit="公里"),
    Column(key="cost", label="费用", type="money", unit="元"),
)
CASES = [
    pytest.param(document, id=f"{kind.name}-{number}")
    for kind in KINDS
    for number, document in enumerate(making.samples(kind.name), start=1)
]


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


@pytest.mark.parametrize("document", CASES)
def test_a_document_of_any_kind_and_itself_have_no_change(document):
    found = whole(document)

    assert not found.has_changes
    assert found.counts == Counter()
    assert found.parts


@pytest.mark.parametrize("document", CASES)
def test_in_every_kind_whatever_text_changes_is_shown_with_its_new_words(document):
    passed_over = [
        name
        for name, other in with_text_in_every_place(document, "新写的话")
        if not name.endswith("code") and "新写的话" not in _all_text(changed(document, other))
    ]

    assert passed_over == []


def test_the_picture_of_the_design_two_places_one_row_more_one_less():
    old = notice(
        body="10 月全所公务用车 4 台，累计出车 61 次，行驶 8,940 公里。\n\n欢迎监督。",
        tables=(drives(KEPT, WRONG, LAST),),
    )
    new = notice(
        body="10 月全所公务用车 4 台，累计出车 63 次，行驶 9,215 公里。\n\n欢迎监督。",
        tables=(drives(KEPT, RIGHT, LAST),),
    )

    found = compared(old, new)

    assert found.counts == {"places": 2, "rows_added": 1, "rows_removed": 1}
    body, table = changed(old, new)
    assert [one.change for one in body.paragraphs] == ["changed", "kept"]
    assert marks(table.rows) == ["kept", "added", "removed", "kept"]


def test_a_paragraph_more_in_the_middle_leaves_the_others_alone():
    old = notice(body="第一段说明缘由。\n\n第二段说明办法。")
    new = notice(body="第一段说明缘由。\n\n新加的一段讲监督电话。\n\n第二段说明办法。")

    body = only(old, new)

    assert [(one.number, one.change) for one in body.paragraphs] == [
        (1, "kept"),
        (2, "added"),
        (3, "kept"),
    ]
    assert compared(old, new).counts == {"paragraphs_added": 1}


def test_of_two_paragraphs_between_the_same_ones_the_one_that_was_changed_is_found():
    old = notice(body="缘由。\n经所务会研究，拟采购打印纸三十箱。\n欢迎监督。")
    new = notice(body="缘由。\n公示期五个工作日。\n经所务会研究，拟采购打印纸四十箱。\n欢迎监督。")

    changes = [one.change for one in only(old, new).paragraphs]

    assert changes == ["kept", "added", "changed", "kept"]


def test_a_corrected_cell_is_a_change_of_its_row():
    right = {**KEPT, "cost": "98.00"}

    table = only(notice(tables=(drives(KEPT, LAST),)), notice(tables=(drives(right, LAST),)))

    assert marks(table.rows) == ["changed", "kept"]
    assert [one.change for one in table.rows[0].cells] == ["kept"] * 5 + ["changed"]
    assert [(one.text, one.mark) for one in table.rows[0].cells[5].pieces] == [
        ("96.00", "removed"),
        ("98.00", "added"),
    ]


def test_serial_numbers_follow_from_the_rows_and_are_no_changes():
    columns = (Column(key="n", label="序号", type="int"), Column(key="who", label="姓名"))

    def people(*names: str) -> Notice:
        rows: Any = tuple({"n": at, "who": name} for at, name in enumerate(names, start=1))
        return notice(tables=(Table(caption="名单", columns=columns, rows=rows),))

    table = only(people("田甜", "唐立新"), people("白雪", "田甜", "唐立新"))

    assert marks(table.rows) == ["added", "kept", "kept"]


def test_a_place_in_a_ranking_is_no_serial_number():
    columns = (Column(key="n", label="名次", type="int"), Column(key="who", label="姓名"))

    def people(*names: str) -> Notice:
        rows: Any = tuple({"n": at, "who": name} for at, name in enumerate(names, start=1))
        return notice(tables=(Table(caption="名单", columns=columns, rows=rows),))

    table = only(people("田甜", "唐立新"), people("白雪", "田甜", "唐立新"))

    assert marks(table.rows) == ["added", "changed", "changed"]


def test_columns_that_came_and_went_and_a_label_that_changed():
    old = drives(KEPT, LAST)
    columns = (
        *(one for one in DRIVES if one.key not in {"far", "who"}),
        Column(key="who", label="使用人"),
        Column(key="note", label="备注"),
    )
    rows = tuple({**row, "note": "—"} for row in old.rows)

    table = only(notice(tables=(old,)), notice(tables=(drives(*rows, columns=columns),)))

    assert [(one.label, one.change) for one in table.heads] == [
        ("日期", "kept"),
        ("车号", "kept"),
        ("事由", "kept"),
        ("费用", "kept"),
        ("使用人", "changed"),
        ("里程", "removed"),
        ("备注", "added"),
    ]
    assert marks(table.rows) == ["kept", "kept"]
    counts = compared(
        notice(tables=(old,)), notice(tables=(drives(*rows, columns=columns),))
    ).counts
    assert counts == {"columns_added": 1, "columns_removed": 1, "places": 1}


def test_a_total_and_the_lines_around_a_table_are_compared_too():
    old = drives(KEPT, total={"far": 128, "cost": "96.00"}, note="含税。")
    new = drives(KEPT, total={"far": 128, "cost": "98.00"}, note="不含税。")

    table = only(notice(tables=(old,)), notice(tables=(new,)))

    assert table.total is not None
    assert table.total.change == "changed"
    assert old_of(table.note) == "含税。"
    assert new_of(table.note) == "不含税。"


def test_rows_put_in_another_order_are_said_to_have_moved():
    table = only(
        notice(tables=(drives(KEPT, RIGHT, LAST),)), notice(tables=(drives(LAST, KEPT, RIGHT),))
    )

    assert marks(table.rows) == ["kept"] * 3
    assert table.moved == 1


def test_a_table_more_is_a_table_more_and_the_others_stay_themselves():
    prices = Table(
        caption="单价",
        columns=(Column(key="a", label="品名"),),
        rows=({"a": "打印纸"},),
    )

    (table,) = changed(notice(tables=(drives(KEPT),)), notice(tables=(prices, drives(KEPT))))

    assert (table.change, new_of(table.caption)) == ("added", "单价")


def test_files_by_name_and_another_file_under_the_same_name():
    def with_files(**shas: str) -> Notice:
        files = [
            Attachment(sha=sha * 64, name=f"{name}.pdf", extension="pdf", byte_size=9)
            for name, sha in shas.items()
        ]
        return notice(attachments=tuple(files))

    parts = changed(with_files(a="1", b="2", c="3"), with_files(a="1", b="5", d="4"))

    assert [(new_of(one.pieces) or old_of(one.pieces), one.change) for one in parts] == [
        ("b.pdf", "changed"),
        ("d.pdf", "added"),
        ("c.pdf", "removed"),
    ]


def test_a_leader_more_is_an_entry_and_a_new_phone_of_another_a_change():
    def leader(name: str, phone: str, photo: Photo | None = None) -> Leader:
        return Leader(name=name, post="副所长", duty="收费", phone=phone, email="", photo=photo)

    old = ContactBoard(
        title="公开电话", leaders=(leader("陈守业", "0937-1"), leader("马兰", "0937-2"))
    )
    new = ContactBoard(
        title="公开电话",
        leaders=(
            leader("白雪", "0937-3"),
            leader("陈守业", "0937-9", Photo(sha="a" * 64, alt="陈守业")),
            leader("马兰", "0937-2"),
        ),
    )

    found = compared(old, new)

    assert [one for one in found.parts if isinstance(one, Entry)] == [
        Entry(("leaders", 0), "added", "白雪")
    ]
    assert [one.path for one in found.parts if isinstance(one, File)] == [("leaders", 1, "photo")]
    assert found.counts == {"entries_added": 1, "places": 1, "pictures_added": 1}


def test_a_result_of_stars_is_a_table_of_people():
    def result(*people: Collector) -> StarResult:
        return StarResult(
            title="三季度星级",
            period="三季度",
            rule="办法",
            participants=2,
            distribution=(1, 0, 0, 1, 0, 0),
            collectors=people,
        )

    tian = Collector(
        name="田甜", station_code="SQB", station="双泉堡站", rank=1, score="97.5", star=5
    )
    tang = Collector(
        name="唐立新", station_code="SQB", station="双泉堡站", rank=2, score="72.0", star=2
    )

    grid = only(result(tian, tang), result(tian, msgspec.structs.replace(tang, score="74.0")))

    assert isinstance(grid, Grid)
    assert grid.is_listed
    assert [one.label for one in grid.heads] == ["name", "station", "rank", "score", "star"]
    assert marks(grid.rows) == ["kept", "changed"]


def test_what_nobody_reads_is_said_to_differ_where_no_words_tell_of_it():
    old = notice(tables=(drives(KEPT),))
    rule = KeepRule(column="far", minimum=3, requires="who")

    assert only(old, notice(tables=(drives(KEPT, keep_after=rule),))) == Unsaid(("tables", 0))


def test_a_rule_for_what_may_stay_named_is_not_hidden_by_a_change_beside_it():
    rule = KeepRule(column="far", minimum=3, requires="who")

    found = changed(notice(tables=(drives(KEPT),)), notice(tables=(drives(LAST, keep_after=rule),)))

    assert Unsaid(("tables", 0)) in found


def test_what_words_are_written_as_is_what_is_compared():
    old, new = notice(), notice(sign_date=date(2026, 11, 18))

    parts: Any = compared(old, new, write=lambda value, name: f"<{name} {value}>").parts
    words = next(one for one in parts if one.change != "kept")

    assert new_of(words.paragraphs[0].pieces) == "<sign_date 2026-11-18>"


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


@given(notices(), notices())
def test_there_are_changes_just_where_documents_differ(old, new):
    found = compared(old, new)

    assert found.has_changes == (old != new)
    assert bool(found.counts) == (old != new)


@given(notices(), notices())
def test_what_is_shown_puts_both_texts_together_again(old, new):
    parts = compared(old, new).parts

    bodies = [one for one in parts if isinstance(one, Words) and one.path == ("body",)]
    said = [each for one in bodies for each in one.paragraphs]
    assert [text for one in said if (text := new_of(one.pieces))] == _paragraphs(new)
    assert [text for one in said if (text := old_of(one.pieces))] == _paragraphs(old)


@given(notices(), notices())
def test_what_is_shown_puts_both_tables_together_again(old, new):
    rows = [row for one in compared(old, new).parts if isinstance(one, Grid) for row in one.rows]

    def there(mark: str, text: Any) -> Counter[tuple[str, ...]]:
        return Counter(
            tuple(text(cell.pieces) for cell in row.cells) for row in rows if row.change != mark
        )

    grids = [one for one in compared(old, new).parts if isinstance(one, Grid)]
    if all(one.change in {"kept", "changed"} for one in grids):
        assert there("removed", new_of) == _cells(new)
        assert there("added", old_of) == _cells(old)


@pytest.mark.parametrize("alike", ["nothing", "one column", "all but a cell"])
def test_five_hundred_rows_are_compared_in_time_whatever_became_of_them(alike):
    def rows(turn: int) -> tuple[dict[str, Any], ...]:
        cells = {
            "nothing": lambda n: drive(
                "2026-10-21",
                f"{n}-{turn}",
                f"事由{n}-{turn}",
                f"某{n * 7 % 31}-{turn}",
                n + turn,
                "1",
            ),
            "one column": lambda n: drive(
                "2026-10-21",
                f"{n % 4}",
                f"事由{n % 9}",
                f"某{n % 31}",
                n * 31 % 97 + turn,
                f"{n}.{turn}",
            ),
            "all but a cell": lambda n: drive(
                "2026-10-21", "甘A", f"事由{n}", "某", n, f"{n}.{turn}"
            ),
        }[alike]
        return tuple(cells(number) for number in range(500))

    begins = time.perf_counter()
    compared(notice(tables=(drives(*rows(0)),)), notice(tables=(drives(*rows(1)),)))

    # Measured below a second each; a way that weighs all pairs of words takes minutes.
    assert time.perf_counter() - begins < 15


def _paragraphs(document: Notice) -> list[str]:
    return [line for line in document.body.split("\n") if line.strip()]


def _cells(document: Notice) -> Counter[tuple[str, ...]]:
    return Counter(
        tuple("" if row[one.key] is None else str(row[one.key]) for one in COLUMNS)
        for table in document.tables
        for row in table.rows
    )


def _all_text(node: Any) -> str:
    """Every new word in the parts of a comparison."""
    if isinstance(node, (list, tuple)):
        return "".join(_all_text(one) for one in node)
    if hasattr(node, "mark"):
        return str(node.text) if node.mark != "removed" else ""
    if hasattr(node, "__dataclass_fields__"):
        return "".join(_all_text(getattr(node, name)) for name in node.__dataclass_fields__)
    return ""
