"""The certificate: what it says of a posting, whom it is given to, and what it outlives."""

from datetime import date, datetime

import pytest
import sqlalchemy as sa
from bs4 import BeautifulSoup

from kiosk.accounts import trail
from kiosk.accounts.chain import Chain
from kiosk.accounts.models import Account, Office
from kiosk.core import qr
from kiosk.core.db import db
from kiosk.postings import closing, register
from kiosk.postings.closing import Found, Outcome
from kiosk.postings.operations import Signed, approve, put_under, withdraw
from kiosk.screens.models import Play, Screen, Standing
from tests.faces.admin.desk import begun, saved
from tests.postings import making

BEGINS = datetime.fromisoformat("2026-11-16T00:00+08:00")
ENDS = datetime.fromisoformat("2026-11-21T00:00+08:00")
ALL_DAY = "f" * 24
#: The first hour of the day is missing.
BUT_AN_HOUR = "0" + "f" * 23


@pytest.fixture(autouse=True)
def office(cast):
    named = Office(id=1, name="柳泉收费所", short_name="柳泉所", language="zh_CN")
    db.session.add(named)
    db.session.commit()
    return named


@pytest.fixture
def ended(categories):
    """A notice whose period of five working days is over."""
    placing = making.five_working_days(shows_from=BEGINS, shows_until=ENDS)
    posting = making.posted(categories["awards"], placing)
    put_under(
        posting.revisions[-1],
        Signed(
            "secrecy_reviewer", "苗春霞", "保密员", date(2026, 11, 15),
            at=datetime.fromisoformat("2026-11-15T10:24+08:00"), deputy_for="钱多多（休假）",
        ),
    )  # fmt: skip
    posting.revisions[-1].signatures[0].entered_by = "Cleo"
    register.enter(posting.revisions[-1], who="Cleo", at=BEGINS)
    db.session.commit()
    return posting


def shown(posting, screen, *, but_an_hour_on=None):
    """A screen has shown it all week, from the first minute to the last."""
    db.session.add(
        Standing(
            device=screen.mark, name=screen.name, station=screen.station.code,
            station_name=screen.station.name, audience="staff",
            begins=datetime.fromisoformat("2026-11-01T00:00+08:00"),
        )
    )  # fmt: skip
    for day in (date(2026, 11, number) for number in range(16, 21)):
        quarters = BUT_AN_HOUR if day == but_an_hour_on else ALL_DAY
        db.session.add(
            Play(
                device=screen.mark, day=day, posting=posting.code, revision=1, boot="abcd-1",
                times=90, seconds=80_000, quarters=quarters, reported_at=ENDS,
                fingerprint=posting.revisions[-1].fingerprint,
            )
        )  # fmt: skip
    posting.revisions[-1].approved_at = datetime.fromisoformat("2026-11-15T12:00+08:00")
    db.session.commit()


def paper(client, code):
    answer = client.get(f"/admin/postings/{code}/certificate")
    assert answer.status_code == 200
    return BeautifulSoup(answer.text, "html.parser")


def row(page, head):
    [found] = [one for one in page.select("th") if one.get_text() == head]
    return " ".join(found.find_next_sibling("td").get_text().split())


def test_it_says_what_hung_who_signed_and_how(enter, ended):
    page = paper(enter("cleo"), ended.code)

    assert page.select_one(".certificate-number").get_text().strip() == "柳泉公开〔2026〕1号"
    assert ended.approved.fingerprint in page.get_text()
    assert row(page, "Publicity period") == "11/16/2026—11/20/2026 (5 working days)"
    signed = row(page, "Signatures")
    assert "陈守业 · 11/17/2026, on paper, entered by Cleo" in signed
    assert "苗春霞 for 钱多多 (休假) · 11/15/2026 10:24" in signed
    head = trail.head(Chain.OFFICE)
    assert str(head) in page.get_text()
    assert "printed by Cleo" in page.get_text()


def test_it_says_how_much_was_shown_and_where_there_are_gaps(enter, ended, screens):
    shown(ended, screens[0])
    shown(ended, screens[1], but_an_hour_on=date(2026, 11, 18))

    found = row(paper(enter("cleo"), ended.code), "Shown on screens")

    assert "99 % of the time due: in 956 of 960 quarter-hours, on 2 boards" in found
    assert "Shuangquanbao station SQB room 100 %" in found
    assert "Shazaoping station SZP room 99 %" in found
    assert "Shazaoping station SZP room 11/18 00:00 — 11/18 01:00" in found


def test_where_no_screen_has_said_anything_it_says_so(enter, ended):
    assert "Nothing has been recorded" in row(paper(enter("cleo"), ended.code), "Shown on screens")


def test_what_hung_for_less_than_a_quarter_hour_was_shown_though_it_does_not_count(
    enter, ended, screens
):
    shown(ended, screens[0])
    ended.shows_from = datetime.fromisoformat("2026-11-16T09:01+08:00")
    ended.shows_until = datetime.fromisoformat("2026-11-16T09:05+08:00")
    db.session.commit()
    cleo = enter("cleo")

    told = "so it does not count (shown 90 times)."
    assert told in row(paper(cleo, ended.code), "Shown on screens")
    proof = " ".join(cleo.get(f"/admin/postings/{ended.code}/evidence").text.split())
    assert told in proof
    assert "<dt>Boards</dt><dd>1</dd>" in proof


def test_every_version_that_hung_stands_there_with_its_signers(enter, ended):
    first = ended.approved
    later = datetime.fromisoformat("2026-11-18T10:24+08:00")
    never = making.add_content(ended, making.notice("改过一次"))
    better = making.add_content(ended, making.notice("改过两次"), reason="金额有误")
    signed = [Signed("party", "钱书记", "书记", date(2026, 11, 18), at=later)]
    approve(better, signed, at=later, register_number=None)
    db.session.commit()

    page = paper(enter("cleo"), ended.code)

    assert row(page, "Signatures") == "Secretary: 书记 钱书记 · 11/18/2026 10:24"
    now = row(page, "Version")
    assert now.startswith("Version 3 11/18/2026 10:24 — 11/20 24:00 · corrected 11/18/2026")
    assert better.fingerprint in now
    before = row(page, "What hung before")
    assert before.startswith("Version 1 11/16/2026 00:00 — 11/18 10:24 · ")
    assert "陈守业 11/17/2026 (on paper), " in before
    assert "田建军 11/17/2026" in before
    assert before.endswith(f"SHA-256 {first.fingerprint[:16]}")
    assert never.fingerprint[:16] not in before


def test_what_a_version_has_shown_outlives_the_correction_that_begins_anew(enter, ended, screens):
    shown(ended, screens[0], but_an_hour_on=date(2026, 11, 17))
    better = making.add_content(ended, making.notice("改过"), reason="金额有误")
    approve(better, [], at=datetime.fromisoformat("2026-11-18T12:00+08:00"), register_number=None)
    ended.shows_from = datetime.fromisoformat("2026-11-19T00:00+08:00")
    ended.publicity_first = date(2026, 11, 19)
    db.session.commit()
    cleo = enter("cleo")

    page = paper(cleo, ended.code)
    proof = cleo.get(f"/admin/postings/{ended.code}/evidence")

    # Two days and a half, without an hour; of the new text nothing was shown.
    assert "shown 98 %: 236 of 240 quarter-hours on 3 days" in row(page, "What hung before")
    assert row(page, "Shown on screens").startswith("0 % of the time due")
    said = " ".join(BeautifulSoup(proof.data, "html.parser").get_text(" ").split())
    assert "98 % shown in full in 236 of 240 quarter-hours" in said
    assert "11/16 100 %, 11/17 95 %, 11/18 100 %" in said


def test_a_version_that_was_replaced_before_its_hour_never_hung(enter, ended):
    ended.approved.approved_at = datetime.fromisoformat("2026-11-15T09:00+08:00")
    better = making.add_content(ended, making.notice("改过"), reason="笔误")
    at = datetime.fromisoformat("2026-11-15T12:00+08:00")
    approve(better, [], at=at, register_number=None)
    db.session.commit()

    page = paper(enter("cleo"), ended.code)

    assert "What hung before" not in page.get_text()
    assert row(page, "Version").startswith("Version 2 11/16/2026 00:00 — ")


def test_objections_are_told_only_as_they_were_recorded(enter, ended, now):
    cleo = enter("cleo")
    assert row(paper(cleo, ended.code), "Objections") == (
        "Nothing has been recorded: this system does not collect opinions yet."
    )

    closing.conclude(ended, Found(Outcome.HANDLED, 2, "收到2件，维持。"), who="Cleo", at=now)
    db.session.commit()

    page = paper(cleo, ended.code)
    assert row(page, "Objections") == "Objections, dealt with · 2 objections"
    assert row(page, "Conclusion of the publicity period").startswith("收到2件，维持。")


def test_its_code_leads_to_the_address_that_was_set(enter, ended):
    answer = enter("cleo").get(f"/admin/postings/{ended.code}/certificate")

    assert qr.svg(f"http://kiosk.test/n/{ended.code}") in answer.text


def test_what_was_taken_down_has_no_code_because_its_page_is_gone(enter, ended, now):
    withdraw(ended, reason="车号有误", at=now)
    db.session.commit()

    page = paper(enter("cleo"), ended.code)

    assert page.select_one(".qr") is None
    assert "车号有误" in row(page, "Taken down")


def test_what_was_never_released_has_none(enter, cast, categories):
    cleo = enter("cleo")
    code = begun(cleo, categories["notice"])
    saved(cleo, code)

    answer = cleo.get(f"/admin/postings/{code}/certificate", follow_redirects=True)

    assert "It was never released: there is nothing to certify." in answer.text


def test_what_has_not_hung_yet_has_none(enter, ended, at):
    at("2026-11-15T23:59+08:00")

    answer = enter("cleo").get(f"/admin/postings/{ended.code}/certificate", follow_redirects=True)

    assert "It has not hung yet" in answer.text


def test_what_still_runs_says_that_it_is_not_over(enter, ended, at):
    at("2026-11-18T12:00+08:00")

    assert "not over yet" in row(paper(enter("cleo"), ended.code), "Publicity period")


def test_it_outlives_the_screen_and_the_people(enter, ended, screens):
    shown(ended, screens[0])
    cleo = enter("cleo")
    before = row(paper(cleo, ended.code), "Shown on screens")

    db.session.execute(sa.delete(Screen).where(Screen.id == screens[0].id))
    db.session.delete(db.session.scalars(sa.select(Account).filter_by(username="sid")).one())
    db.session.commit()

    assert row(paper(cleo, ended.code), "Shown on screens") == before


def test_somebody_of_another_station_gets_none(enter, ended, stations):
    ended.station, ended.level = stations[0], "station"
    db.session.commit()

    assert enter("cy").get(f"/admin/postings/{ended.code}/certificate").status_code in {403, 404}


def test_the_phone_page_has_what_the_paper_is_compared_with(client, ended):
    text = BeautifulSoup(client.get(f"/n/{ended.code}").text, "html.parser").get_text()

    assert ended.approved.fingerprint[:16] in text
    assert "柳泉公开〔2026〕1号" in text
