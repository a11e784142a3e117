"""Who answers for which version of an entry: the columns for the one that was registered, the remarks for those after."""

import io
from datetime import date, timedelta

import pytest
from bs4 import BeautifulSoup

from kiosk.accounts.models import Office
from kiosk.core import clock
from kiosk.core.db import db
from kiosk.postings.lengthening_models import Lengthening
from kiosk.sheets.opening import open_book
from tests.faces.admin.desk import posting_of, published, saved
from tests.files import picture

FIRST = "苗春霞"
AFTER = (
    "Signed for version 2: Prepared by Cleo, Secrecy reviewer 骆承安, Secretary 陈守业, "
    "Head of the office 赵敏 (for 田建军，出差)"
)


@pytest.fixture
def corrected(cleo, notice):
    """A notice that was corrected with other people's signatures."""
    db.session.add(Office(id=1, name="柳泉收费所", short_name="柳泉所", language="en"))
    db.session.commit()
    assert published(cleo, notice).status_code == 303
    cleo.post(f"/admin/postings/{notice}/correct")
    saved(cleo, notice, **{"placing-reason": "日期有误", "body": "自12月2日起。"})
    line = {"reviewer_name": "骆承安", "admin_name": "赵敏", "deputy_for": "赵敏代田建军签，出差"}
    assert published(cleo, notice, **line).status_code == 303
    return notice


def test_the_remarks_say_who_signed_the_correction_and_the_line_stays(cleo, corrected):
    page = cleo.get("/admin/register").text

    assert AFTER in page
    assert f"<dt>Secrecy checked by</dt><dd>{FIRST}</dd>" in page


@pytest.mark.parametrize("is_lengthened", [False, True])
def test_the_list_shows_the_period_that_holds_beside_the_one_that_was_registered(
    cleo, corrected, is_lengthened
):
    posting = posting_of(corrected)
    posting.publicity_first, posting.publicity_last = date(2026, 11, 24), date(2026, 11, 30)
    if is_lengthened:
        posting.publicity_last = date(2026, 12, 2)
        lengthened = Lengthening(
            posting_id=posting.id, is_sample=False, dark_days="[]", last_before=date(2026, 11, 30),
            publicity_last=date(2026, 12, 2), reason="停电", lengthened_by="Cleo",
            lengthened_at=clock.now() + timedelta(minutes=1),
        )  # fmt: skip
        db.session.add(lengthened)
    db.session.commit()

    said = BeautifulSoup(cleo.get("/admin/register").text, "html.parser")
    [period] = said.select("summary .register-days")

    holds = "lengthened: 11/24—12/2" if is_lengthened else "corrected: 11/24–30"
    assert period.get_text(" ", strip=True).endswith(holds)


def test_paper_and_sheet_say_the_same(cleo, corrected):
    sheet = open_book(cleo.get("/admin/register/sheet").data).sheet(0)
    cells = [line.at(column).value or "" for line in sheet.lines for column in range(25)]

    assert AFTER in cleo.get("/admin/register/print").text
    assert [one for one in cells if AFTER in str(one)]
    assert posting_of(corrected).register_number == "柳泉公开〔2026〕1号"


def test_the_scan_of_the_signed_form_stands_among_the_evidence(cleo, notice):
    assert published(cleo, notice).status_code == 303
    cleo.post(
        f"/admin/postings/{notice}/scan",
        data={"scan": (io.BytesIO(picture()), "审批单.jpg")},
        content_type="multipart/form-data",
    )

    scan = "Scan of the signed form: 审批单.jpg"
    for address in ("/admin/register", "/admin/register/print"):
        assert scan in cleo.get(address).text
    sheet = open_book(cleo.get("/admin/register/sheet").data).sheet(0)
    assert any(scan in str(sheet.lines[1].at(column).value) for column in range(25))
