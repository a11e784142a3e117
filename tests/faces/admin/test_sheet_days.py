"""What a sheet says beside its rows: its day becomes the paper's, and a total of its own is told where it differs."""

from collections.abc import Callable
from typing import Any

import pytest
from bs4 import BeautifulSoup

from kiosk.core.db import db
from kiosk.kinds.editing import read_back
from kiosk.postings.models import Category
from tests.client import KioskClient
from tests.faces.admin.desk import begun, draft_of, saved, sent
from tests.postings.making import category

SHEET = (
    "10月食堂采购明细\n填报单位：综合科　2026年11月3日　单位：元\n"
    "品名\t数量\t单价\t小计\n大米\t20\t128\t2560\n面粉\t6\t98\t588\n合计\t\t\t3128\n"
)
DIFFERS = "the sheet's total is 3,128.00, the rows add up to 3,148.00"


@pytest.fixture
def canteen(app_context) -> Category:
    made = category("canteen", default_days=30)
    db.session.commit()
    return made


@pytest.fixture
def cleo(enter: Callable[[str], KioskClient]) -> KioskClient:
    return enter("cleo")


def typed(code: str) -> dict[str, str]:
    return dict(read_back(draft_of(code).typed))


def taken(client: KioskClient, code: str) -> str:
    """Paste the sheet into its room and take it; the page one comes to."""
    sent(client, code, do="read", pasted=SHEET)
    sent(client, code, do="take")
    return client.get(f"/admin/postings/{code}/edit").text


def filled(client: KioskClient, code: str, sheet: str = SHEET) -> Any:
    """The id of a new empty table, and the editor after the sheet was pasted into it."""
    saved(client, code, **typed(code), do="table-new")
    [name] = [name for name in typed(code) if name.endswith("-caption")]
    id_ = name.split("-")[1]
    said = {**typed(code), f"hand-paste-{id_}": sheet, "do": f"fill-in:{id_}"}
    return id_, BeautifulSoup(saved(client, code, **said).text, "html.parser")


def test_a_sheet_that_is_taken_gives_the_paper_its_day_and_says_so(cleo, canteen):
    code = begun(cleo, canteen)

    page = taken(cleo, code)

    assert typed(code)["sign_date"] == "2026-11-03"
    assert "Its day was taken as the date of the paper: 11/3/2026." in page


def test_a_draft_that_begins_with_its_sheet_is_called_by_its_templates_title(cleo, canteen):
    code = begun(cleo, canteen)

    taken(cleo, code)

    title = typed(code)["title"]
    assert title
    assert title in cleo.get("/admin/postings?life=draft").text


def test_a_day_that_somebody_has_typed_stays(cleo, canteen):
    code = begun(cleo, canteen)
    saved(cleo, code, **{**typed(code), "sign_date": "2026-11-10"})

    page = taken(cleo, code)

    assert typed(code)["sign_date"] == "2026-11-10"
    assert "Its day was taken" not in page


def test_a_range_in_an_empty_table_says_where_its_own_total_differs(cleo, canteen):
    code = begun(cleo, canteen)

    id_, page = filled(cleo, code)

    [told] = page.select(f"#table-{id_}-told")
    assert DIFFERS in told.get_text()
    assert "The table has what the rows add up to." in told.get_text()
    assert typed(code)[f"table-{id_}-total-c4"] == "3148.00"
    assert typed(code)["sign_date"] == "2026-11-03"
    # It is said once, where it was done.
    again = BeautifulSoup(cleo.get(f"/admin/postings/{code}/edit").text, "html.parser")
    assert again.select(f"#table-{id_}-told") == []


def test_a_total_that_agrees_is_not_spoken_of(cleo, canteen):
    code = begun(cleo, canteen)

    id_, page = filled(cleo, code, SHEET.replace("3128", "3148"))

    assert page.select(f"#table-{id_}-told") == []
