"""That a rotation shows all of what the boards say, once: text, lists, and tables with their heads and sums."""

from dataclasses import dataclass, field
from decimal import Decimal

import pytest

from tests.browser import walls
from tests.browser.walls import Facts, Walk

MOST_PAGES = 12
HAIR = 1.0
SERIAL = {"序", "序号"}
SUBTOTAL = "本页小计"


@pytest.fixture(scope="session", params=list(walls.SIZES))
def walk(request, browser, tmp_path_factory, worker_id) -> Walk:
    """One rotation; session-wide, and shared between test workers."""
    return walls.walked(browser, walls.shared_folder(tmp_path_factory, worker_id), request.param)


@dataclass
class Shown:
    """One table of a posting, or one group of its columns, over all the pages it stands on."""

    told: str
    source: Facts
    head: list[str]
    parts: list[Facts] = field(default_factory=list)
    pages: list[Facts] = field(default_factory=list)

    @property
    def records(self) -> list[list[str]]:
        return [record for part in self.parts for record in part["records"]]

    @property
    def is_whole(self) -> bool:
        return len(self.records) == len(self.source["rows"])

    @property
    def has_total(self) -> bool:
        """Whether any of its columns is added up."""
        total = dict(zip(self.source["head"], self.source["total"], strict=False))
        return any(total.get(label) for label in self.head)

    def values(self, label: str, parts: list[Facts]) -> list[Decimal]:
        """The numbers of a column on some of its pages."""
        at = self.head.index(label)
        found = [row[at] for part in parts for row in part["values"]]
        return [Decimal(value) for value in found if value is not None]


def tables_of(walk: Walk) -> list[Shown]:
    """Every table of the rotation."""
    found: dict[tuple[str, str | None, tuple[str, ...]], Shown] = {}
    for page in walk.pages:
        for part in page["tables"]:
            if not part["records"]:
                continue
            key = (page["posting"], part["caption"], tuple(part["head"]))
            if key not in found:
                source = source_of(walk.sources[page["posting"]]["tables"], part)
                found[key] = Shown(f"{page['title']} {part['caption'] or ''}", source, part["head"])
            found[key].parts.append(part)
            found[key].pages.append(page)
    return list(found.values())


def source_of(tables: list[Facts], part: Facts) -> Facts:
    """The table a part was made from."""
    fitting = [
        one
        for one in tables
        if one["caption"] == part["caption"] and set(part["head"]) <= set(one["head"])
    ]
    assert len(fitting) == 1, part["head"]
    return fitting[0]


def sums_of(shown: Shown, part: Facts) -> dict[str, dict[str, str]]:
    """The sums under a part by name (本页小计, …) and column."""
    if part["listed"]:
        return {
            line["name"]: {label.strip(): text for label, text in line["sums"]}
            for line in part["listed"]
        }
    named = {}
    for row in part["sums"]:
        cells = row[1:]
        labels = shown.head[len(shown.head) - len(cells) :]
        named[row[0]["text"]] = {
            label: cell["text"] for label, cell in zip(labels, cells, strict=True) if cell["text"]
        }
    return named


def number(text: str) -> Decimal:
    """1,634.50 as a number."""
    return Decimal(text.replace(",", ""))


def is_sum(text: str) -> bool:
    """A rate is no sum."""
    return not text.endswith("%")


def test_all_prose_is_shown_once_and_in_order(walk):
    for posting, source in walk.sources.items():
        pages = [page for page in walk.pages if page["posting"] == posting]
        assert "".join(page["prose"] for page in pages) == source["prose"]


def test_all_lists_are_shown_once_and_in_order(walk):
    for posting, source in walk.sources.items():
        pages = [page for page in walk.pages if page["posting"] == posting]
        assert [row for page in pages for row in page["rows"]] == source["rows"]
        assert [tile for page in pages for tile in page["tiles"]] == source["tiles"]


def test_every_row_of_every_table_is_shown_once_and_in_order(walk):
    tables = tables_of(walk)
    assert len(tables) >= 10
    for shown in tables:
        columns = [shown.source["head"].index(label) for label in shown.head]
        expected = [[row[at] for at in columns] for row in shown.source["rows"]]
        assert shown.records == expected[: len(shown.records)], shown.told
        if not shown.is_whole:
            left = len(expected) - len(shown.records)
            assert len(shown.pages) == MOST_PAGES
            assert shown.pages[-1]["qrSays"] == [f"余下 {left} 行请扫码"]
            assert shown.pages[-1]["sign"], "what stands below the table has gone with its rows"


def test_every_column_is_shown_but_the_running_number(walk):
    tables = tables_of(walk)
    for shown in tables:
        labels = {label for one in tables if one.source is shown.source for label in one.head}
        assert set(shown.source["head"]) - labels <= SERIAL, shown.told


def test_the_head_stands_on_every_page_of_a_table(walk):
    for shown in tables_of(walk):
        assert all(part["headSeen"] and any(part["head"]) for part in shown.parts), shown.told


def test_page_subtotals_add_up_the_rows_above_them(walk):
    checked = 0
    for shown in tables_of(walk):
        for part in shown.parts:
            for label, text in sums_of(shown, part).get(SUBTOTAL, {}).items():
                assert number(text) == sum(shown.values(label, [part])), (shown.told, label)
                checked += 1

    assert checked > 10


def test_a_page_of_several_rows_has_its_subtotal(walk):
    for shown in tables_of(walk):
        for part in shown.parts:
            if shown.has_total and 1 < len(part["records"]) < len(shown.source["rows"]):
                assert SUBTOTAL in sums_of(shown, part), shown.told


def test_all_pages_together_add_up_to_the_grand_total(walk):
    checked = 0
    for shown in tables_of(walk):
        if not shown.has_total or not shown.is_whole:
            continue
        sums = {
            name: cells
            for name, cells in sums_of(shown, shown.parts[-1]).items()
            if name != SUBTOTAL
        }
        assert list(sums) == [
            "合计" if len(shown.parts) == 1 else f"全部 {len(shown.records)} 行合计"
        ], shown.told
        for label, text in next(iter(sums.values())).items():
            assert text == shown.source["total"][shown.source["head"].index(label)]
            if is_sum(text):
                assert number(text) == sum(shown.values(label, shown.parts)), (shown.told, label)
                checked += 1

    assert checked > 10


def test_a_table_that_goes_on_elsewhere_still_says_its_grand_total(walk):
    for shown in tables_of(walk):
        if shown.source["total"] and not shown.is_whole:
            for part in shown.parts:
                assert sums_of(shown, part)["全部 63 行合计"] == {"金额": "5,836.85"}


def test_no_last_row_is_lonely(walk):
    """Unless the row before it, with the sums of two rows, would not fit on its page."""
    for shown in tables_of(walk):
        last, page = shown.parts[-1], shown.pages[-1]
        if len(shown.records) > 1 and len(last["records"]) == 1:
            before = shown.parts[-2]["heights"][-1]
            assert page["free"] < before + last["footHeight"] + HAIR, (shown.told, page["page"])


def test_figures_of_a_column_end_at_one_edge_on_all_pages(walk):
    checked = 0
    for shown in tables_of(walk):
        for at, label in enumerate(shown.head):
            edges = [
                row[at] for part in shown.parts for row in part["rights"] if row[at] is not None
            ]
            if edges:
                assert max(edges) - min(edges) <= HAIR, (shown.told, label, edges)
                checked += 1

    assert checked > 20


def test_sums_end_where_their_column_does(walk):
    for shown in tables_of(walk):
        for part in shown.parts:
            for row in part["sums"]:
                cells = row[1:]
                for back, cell in enumerate(reversed(cells), start=1):
                    edge = part["rights"][0][-back]
                    if cell["right"] is not None and edge is not None:
                        assert abs(cell["right"] - edge) <= HAIR, (shown.told, cell["text"])


def test_figures_never_wrap(walk):
    for shown in tables_of(walk):
        assert [part["wrapped"] for part in shown.parts if part["wrapped"]] == [], shown.told
