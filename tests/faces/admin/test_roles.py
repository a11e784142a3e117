"""The page that shows the table, and how few people it takes."""

from bs4 import BeautifulSoup

from kiosk.accounts.models import Grant
from kiosk.accounts.roles import MAY, Role
from kiosk.core.db import db
from kiosk.postings.lifecycle import State
from tests.faces.admin.desk import posting_of
from tests.faces.admin.signing import LOOKED, READ, account, did, state, submitted


def test_the_page_shows_the_table_of_the_code(enter):
    page = BeautifulSoup(enter("sid").get("/admin/roles").text, "html.parser")

    shown = [
        [bool(cell.select_one(".yes")) for cell in row.select("td")]
        for row in page.select("tbody tr")
    ]
    assert shown == [[role in roles for role in Role] for roles in MAY.values()]


def test_an_office_of_three_posts_when_one_of_its_two_signers_reviews_as_well(
    cleo, signers, notice, enter
):
    account("dora", "李娜", Role.ADMIN_SIGNER).grants.append(Grant(role=Role.SECRECY_REVIEWER))
    db.session.commit()
    submitted(cleo, notice)
    dora = enter("dora")

    did(dora, notice, "review", **LOOKED)
    did(dora, notice, "sign", **READ)
    did(signers["pan"], notice, "sign", **READ)

    assert state(notice) == State.SHOWING
    approved = posting_of(notice).approved
    assert approved is not None
    assert [(one.part, one.name) for one in approved.signatures] == [
        ("secrecy_reviewer", "李娜"),
        ("admin", "李娜"),
        ("party", "陈守业"),
    ]
