"""What is done to several postings at once: to all that are meant, or to none; what is left is named."""

from datetime import UTC, datetime

import pytest
import sqlalchemy as sa
from bs4 import BeautifulSoup

from kiosk.accounts.models import Act
from kiosk.core.db import db
from kiosk.postings.models import Draft, Posting
from kiosk.postings.operations import Placing
from tests.faces.admin.desk import begun, posting_of, saved
from tests.postings.making import category, notice, posted

EARLIER = datetime(2026, 11, 20, tzinfo=UTC)
ADDRESS = "/admin/postings/chosen"


@pytest.fixture
def hung(stations):
    """One of the office, one of the station SQB."""
    costs = category("costs")
    office = Placing("staff", shows_from=EARLIER)
    own = Placing("staff", shows_from=EARLIER, station=stations[0])
    posted(costs, office, content=notice("十月办公经费"), code="office")
    posted(costs, own, content=notice("双泉堡站经费"), code="station")
    db.session.commit()
    return costs


def stages():
    db.session.expire_all()
    return {one.code: one.stage for one in db.session.scalars(sa.select(Posting))}


def drafts():
    return db.session.scalar(sa.select(sa.func.count(Draft.id)))


def acts(what):
    rows = db.session.scalars(sa.select(Act).where(Act.what == what).order_by(Act.id))
    return [(one.subject, one.after) for one in rows]


def toast(page):
    found = BeautifulSoup(page, "html.parser").select("#toast")
    return " ".join(found[0].get_text().split())


def test_several_are_copied_at_once(enter, hung):
    cleo = enter("cleo")

    answer = cleo.post(ADDRESS, data={"do": "copy", "chosen": ["office", "station"]})

    assert answer.location == "/admin/postings?life=draft"
    titles = set(db.session.scalars(sa.select(Draft.title)))
    assert titles == {"十月办公经费", "双泉堡站经费"}


def test_copies_asked_for_twice_by_one_form_are_made_once(enter, hung):
    cleo = enter("cleo")

    for _ in range(2):
        cleo.post(ADDRESS, data={"do": "copy", "chosen": "office", "once": "form1"})
    assert drafts() == 1

    cleo.post(ADDRESS, data={"do": "copy", "chosen": "office", "once": "form2"})
    assert drafts() == 2


def test_several_come_down_with_one_reason_and_the_list_stays_as_it_was_filtered(enter, hung):
    cleo = enter("cleo")
    data = {"do": "take_down", "chosen": ["office", "station"], "reason": "金额有误"}

    answer = cleo.post(f"{ADDRESS}?q=经费&sort=title", data=data)

    assert answer.location.endswith("q=%E7%BB%8F%E8%B4%B9&sort=title")
    assert stages() == {"office": "withdrawn", "station": "withdrawn"}
    assert acts("posting.take_down") == [
        ("posting office", "金额有误"),
        ("posting station", "金额有误"),
    ]


def test_without_a_reason_nothing_comes_down_and_everything_stays_ticked(enter, hung):
    data = {"do": "take_down", "chosen": ["office"], "reason": " "}

    answer = enter("cleo").post(ADDRESS, data=data)

    page = BeautifulSoup(answer.text, "html.parser")
    assert answer.status_code == 422
    assert [one["value"] for one in page.select("input:checked")] == ["office"]
    assert page.select_one("#reason[autofocus][aria-invalid]") is not None
    assert page.select_one("details[open] #reason") is not None
    assert set(stages().values()) == {"registered"}


def test_a_reason_nobody_may_read_brings_nothing_down(enter, hung):
    rows = {"do": "take_down", "chosen": ["office", "station"]}

    answer = enter("cleo").post(ADDRESS, data={**rows, "reason": "王明（13800000000）退出"})

    assert answer.status_code == 422
    assert "That may not be shown: Mobile number 13800000000" in answer.text
    assert set(stages().values()) == {"registered"}
    assert acts("posting.take_down") == []


@pytest.mark.parametrize("deed", ["copy", "discard", "take_down"])
def test_one_that_is_not_theirs_and_nothing_is_done_to_any(enter, hung, deed):
    data = {"do": deed, "chosen": ["station", "office"], "reason": "x"}

    answer = enter("bo").post(ADDRESS, data=data)

    assert answer.status_code == 403
    assert set(stages().values()) == {"registered"}
    assert drafts() == 0


def test_a_signer_takes_down_but_neither_copies_nor_throws_away(enter, hung):
    sid = enter("sid")

    assert sid.post(ADDRESS, data={"do": "copy", "chosen": "office"}).status_code == 403
    assert sid.post(ADDRESS, data={"do": "discard", "chosen": "office"}).status_code == 403
    sid.post(ADDRESS, data={"do": "take_down", "chosen": "office", "reason": "保密"})
    assert stages()["office"] == "withdrawn"
    page = sid.get("/admin/postings").text
    assert 'value="copy"' not in page
    assert 'value="take_down"' in page


def test_what_does_not_hang_is_named_and_the_others_come_down(enter, hung):
    over = Placing("staff", shows_from=EARLIER, shows_until=datetime(2026, 11, 21, tzinfo=UTC))
    posted(hung, over, content=notice("已结束的公示"), code="over")
    cleo = enter("cleo")
    data = {"do": "take_down", "chosen": ["office", "over"], "reason": "金额有误"}

    page = cleo.post(ADDRESS, data=data, follow_redirects=True).text

    assert stages() == {"office": "withdrawn", "over": "registered", "station": "registered"}
    assert "1 taken down." in toast(page)
    assert "Not taken down, because it does not hang: 已结束的公示" in toast(page)


def test_of_what_never_hung_nothing_is_said_that_it_is_gone_from_walls(enter, hung):
    later = Placing("staff", shows_from=datetime(2026, 11, 30, tzinfo=UTC))
    for code in ("later", "last"):
        posted(hung, later, content=notice("十一月经费"), code=code)
    cleo = enter("cleo")

    def said_of(*codes):
        data = {"do": "take_down", "chosen": list(codes), "reason": "金额有误"}
        return toast(cleo.post(ADDRESS, data=data, follow_redirects=True).text)

    mixed, alone = said_of("office", "later"), said_of("last")

    assert "1 taken down. It is gone from the walls and from phones." in mixed
    assert "1 taken down before it hung. It comes on no wall." in mixed
    assert "1 taken down before it hung. It comes on no wall." in alone
    assert "gone from the walls" not in alone


def test_drafts_are_thrown_away_and_what_hangs_is_named(enter, hung, categories):
    cleo = enter("cleo")
    code = begun(cleo, categories["notice"])
    saved(cleo, code)
    data = {"do": "discard", "chosen": [code, "office"]}

    page = cleo.post(ADDRESS, data=data, follow_redirects=True).text

    assert drafts() == 0
    assert stages() == {"office": "registered", "station": "registered"}
    assert "1 draft thrown away." in toast(page)
    assert "十月办公经费" in toast(page)


def test_throwing_away_a_correction_leaves_what_hangs(enter, hung):
    cleo = enter("cleo")
    cleo.post("/admin/postings/office/correct")

    cleo.post(ADDRESS, data={"do": "discard", "chosen": "office"})

    assert drafts() == 0
    assert posting_of("office").stage == "registered"


def test_the_same_form_sent_twice_does_nothing_twice(enter, hung, categories):
    cleo = enter("cleo")
    code = begun(cleo, categories["notice"])
    for _ in range(2):
        answer = cleo.post(ADDRESS, data={"do": "discard", "chosen": code})
        cleo.post(ADDRESS, data={"do": "take_down", "chosen": "office", "reason": "x"})

    assert answer.status_code == 303
    assert len(acts("draft.discard")) == 1
    assert len(acts("posting.take_down")) == 1


def test_nothing_ticked_is_said(enter, hung):
    page = enter("cleo").post(ADDRESS, data={"do": "discard"}, follow_redirects=True).text

    assert "tick what is meant first" in toast(page)


def test_a_deed_nobody_knows_is_refused(enter, hung):
    answer = enter("cleo").post(ADDRESS, data={"do": "publish", "chosen": "office"})

    assert answer.status_code == 400


def test_loading_the_form_s_address_again_leads_to_the_list(enter, hung):
    assert enter("cleo").get(f"{ADDRESS}?life=over").location == "/admin/postings?life=over"
