"""The certificate in Chromium: one sheet of A4, whatever it has to say; for every eye, also on a phone."""

import re
from datetime import timedelta

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

from kiosk.checks.pdf import pdf_text
from kiosk.core.db import db, means_to_write
from kiosk.faces.admin.certificate import MOST_EARLIER
from kiosk.postings.models import Posting, Revision
from kiosk.postings.operations import Signed, approve
from kiosk.screens.models import Standing
from tests.browser.people import sign_in
from tests.browser.reach import AXE, overflow

A4 = re.compile(rb"/MediaBox \[0 0 59[45][.\d]* 84[12][.\d]*\]")
#: What no office has, and the paper must hold all the same.
MANY_SCREENS = 40
CORRECTIONS = 8
RATING = "第三季度收费员星级评定结果"


@pytest.fixture
def panel(page: Page, clerk: str) -> Page:
    page.set_viewport_size({"width": 1440, "height": 900})
    sign_in(page, clerk)
    return page


def found(title):
    posting = (
        db.session.query(Posting)
        .join(Revision)
        .filter(Posting.is_sample, Posting.kind == "notices", Revision.title.contains(title))
        .one()
    )
    assert isinstance(posting, Posting)
    return posting


def address(live_server, title):
    """The certificate of the sample's notice with those words in its title."""
    with live_server.app.app_context():
        return f"/admin/postings/{found(title).code}/certificate"


@pytest.fixture
def crowded(live_server):
    """The same of a notice with a title as long as a column takes and forty screens; put back afterwards."""
    with live_server.app.app_context():
        means_to_write()
        posting = found(RATING)
        revision, title = posting.revisions[-1], posting.revisions[-1].title
        revision.title = "关于" + "很长的题目" * 39 + "的公示"
        stands = [
            Standing(
                device=f"many{number}", name=f"第{number}号屏 值班室对面走廊", station="SQB",
                station_name=f"双泉堡第{number}收费站", audience="party", begins=posting.shows_from,
            )
            for number in range(MANY_SCREENS)
        ]  # fmt: skip
        db.session.add_all(stands)
        db.session.commit()
        yield f"/admin/postings/{posting.code}/certificate"
        means_to_write()
        db.session.rollback()
        revision.title = title
        for stand in stands:
            db.session.delete(stand)
        db.session.commit()


@pytest.fixture
def corrected(live_server):
    """The same with eight corrections, each signed; put back afterwards."""
    with live_server.app.app_context():
        means_to_write()
        posting = found(RATING)
        first = posting.revisions[-1]
        signed = [
            Signed(one.part, one.name, one.post, one.signed_on, at=one.signed_at)
            for one in first.signatures
        ]
        began = posting.shows_from
        made = []
        for number in range(1, CORRECTIONS + 1):
            made.append(
                Revision(
                    number=first.number + number, schema=first.schema, content=first.content,
                    fingerprint=first.fingerprint, title=first.title, reason="第二列金额有误",
                )
            )  # fmt: skip
            posting.revisions.append(made[-1])
            at = began + timedelta(hours=number)
            approve(made[-1], signed, at=at, register_number=None)
        db.session.commit()
        yield f"/admin/postings/{posting.code}/certificate"
        means_to_write()
        db.session.rollback()
        for one in made:
            db.session.delete(one)
        db.session.commit()


def sheets(panel):
    pdf = panel.pdf(prefer_css_page_size=True)
    assert A4.search(pdf)
    return len(re.findall(rb"/Type /Page\b", pdf))


@pytest.mark.parametrize("title", ["拟调整管理岗位人员", RATING])
def test_it_is_one_sheet_of_a4(panel, live_server, title):
    panel.goto(address(live_server, title))

    assert sheets(panel) == 1


def test_what_the_browser_keeps_as_pdf_has_its_fonts_and_can_be_searched(panel, live_server):
    panel.goto(address(live_server, RATING))
    panel.evaluate("window.print = () => { document.title = 'printing'; }")
    panel.get_by_role("button", name="打印／存为PDF").click()
    assert panel.title() == "printing"
    number = panel.locator(".certificate-number").inner_text().split()[0]
    fingerprint = panel.locator(".certificate-print").first.inner_text().split()[-1]

    pdf = panel.pdf(prefer_css_page_size=True)

    texts = "".join("".join(text for _page, text in pdf_text(pdf).pages).split())
    assert number in texts
    assert fingerprint in texts
    # Drawn by the file itself: nothing is left to the fonts of whoever opens it.
    assert b"/CharProcs" in pdf or b"/FontFile" in pdf


def test_it_is_one_sheet_with_the_longest_title_and_forty_screens(panel, crowded):
    panel.goto(crowded)

    assert panel.locator(".certificate[data-density='2']").count() == 1
    assert panel.locator(".certificate-gaps li").count() == 7
    assert sheets(panel) == 1


def test_it_is_one_sheet_with_every_version_that_hung(panel, corrected):
    panel.goto(corrected)

    # As many earlier ones as there is room for, and how many more there are.
    assert panel.locator("tr", has_text="此前上屏版本").locator("p").count() == MOST_EARLIER + 1
    assert sheets(panel) == 1


def test_it_is_for_every_eye_and_fits_a_phone(panel, live_server):
    panel.goto(address(live_server, RATING))

    faults = [one["id"] for one in Axe().run(panel, options=AXE).response["violations"]]
    panel.set_viewport_size({"width": 390, "height": 844})

    assert faults == []
    assert overflow(panel) <= 0
