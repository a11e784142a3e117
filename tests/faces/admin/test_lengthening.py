"""A publicity period made longer because a board was dark: the proposal, its button, and where it shows."""

from datetime import date, timedelta

import pytest
import sqlalchemy as sa
from bs4 import BeautifulSoup

from kiosk.accounts.models import Act, Office
from kiosk.core import clock
from kiosk.core.db import db
from kiosk.postings import register
from kiosk.postings.closing import Found, Outcome, conclude, conclusion_of
from kiosk.postings.lengthening import (
    Longer,
    NotLonger,
    drop_sample_lengthenings,
    lengthen,
    lengthenings_of,
)
from kiosk.postings.lengthening_models import Lengthening
from kiosk.screens.models import Standing
from tests.faces.admin.desk import posting_of
from tests.postings import making

#: The clock of these tests stands on Sunday, November 22nd; Friday was the last day.
LAST = date(2026, 11, 20)
UNTIL = "2026-11-23"
WHY = "A screen was dark all day on 11/20; 1 working day is added."


@pytest.fixture
def hung(categories, screens, now):
    """A notice whose last day no board has shown; it came down two days ago."""
    db.session.add(Office(id=1, name="柳泉收费所", short_name="柳泉所", language="en"))
    placing = making.everywhere(
        shows_from=clock.day_begins(LAST),
        shows_until=clock.day_ends(LAST),
        publicity_first=LAST,
        publicity_last=LAST,
    )
    made = making.posted(categories["awards"], placing)
    register.enter(made.revisions[-1], who="Cleo", at=now - timedelta(days=5))
    screen = screens[0]
    standing = {"name": screen.name, "station": "SQB", "station_name": screen.station.name}
    begins = now - timedelta(days=30)
    db.session.add(Standing(device=screen.mark, audience="staff", begins=begins, **standing))
    db.session.commit()
    return made.code


def page(client, code):
    answer = client.get(f"/admin/postings/{code}/evidence")
    assert answer.status_code == 200
    return BeautifulSoup(answer.text, "html5lib")


def lengthened(client, code, **said):
    data = {"until": UNTIL, "reason": WHY, **said}
    return client.post(f"/admin/postings/{code}/lengthen", data=data)


def test_the_proposal_has_a_button_and_its_reason_filled_in(enter, hung):
    cleo = enter("cleo")

    form = page(cleo, hung).select_one("[data-extension] form")

    assert form.select_one('[name="until"]')["value"] == UNTIL
    assert form.select_one('[name="reason"]')["value"] == WHY
    assert form.button.get_text() == "Lengthen until 11/23/2026"
    # Whoever opens the posting is told, too.
    assert "lengthen the period" in cleo.get(f"/admin/postings/{hung}").text


def test_it_hangs_until_the_new_day_everywhere(client, enter, hung):
    cleo = enter("cleo")

    assert lengthened(cleo, hung).status_code == 303

    posting = posting_of(hung)
    assert (posting.publicity_last, posting.shows_until) == (
        date(2026, 11, 23),
        clock.day_ends(date(2026, 11, 23)),
    )
    assert page(cleo, hung).select_one("[data-extension]") is None
    phone = client.get(f"/n/{hung}").text
    assert f"Lengthened from 11/20 to 11/23: {WHY}" in phone
    # Saturday and Sunday do not count, and it hung on neither.
    assert "2 working days, from 00:00" in phone
    certificate = " ".join(cleo.get(f"/admin/postings/{hung}/certificate").text.split())
    assert f"Lengthened 11/22/2026 to 11/23/2026 (before: 11/20/2026): {WHY}" in certificate
    assert (
        f"Publicity period lengthened 2026-11-22: {WHY}"
        "<br>New publicity period: 2026-11-20 to 2026-11-23" in cleo.get("/admin/register").text
    )
    assert "Lengthened</span>" in cleo.get("/admin/register").text
    [act] = db.session.scalars(sa.select(Act).where(Act.what == "posting.lengthen"))
    assert (act.who, act.subject) == ("Cleo", f"posting {hung}")
    trail = BeautifulSoup(enter("ada").get("/admin/trail").text, "html5lib").get_text()
    assert "Last day of the publicity period" in trail


def test_a_form_sent_by_script_comes_back_in_the_place_it_stood_in(enter, hung):
    cleo = enter("cleo")
    whole = page(cleo, hung)
    form = whole.select_one("[data-extension] form")
    assert form["hx-post"] == form["action"]
    assert whole.select_one(form["hx-target"])

    answer = cleo.post(
        form["hx-post"], data={"until": UNTIL, "reason": ""}, headers={"HX-Request": "true"}
    )

    assert answer.status_code == 422
    assert "HX-Request" in answer.headers["Vary"]
    room = BeautifulSoup(answer.text, "html.parser")
    assert room.select_one(f"{form['hx-target']} form .error")
    assert room.select_one("main, h1") is None


def test_sent_twice_it_is_lengthened_once(enter, hung):
    cleo = enter("cleo")
    lengthened(cleo, hung)

    answer = cleo.post(
        f"/admin/postings/{hung}/lengthen",
        data={"until": UNTIL, "reason": WHY},
        follow_redirects=True,
    )

    assert "There is nothing to lengthen here now." in answer.text
    assert len(lengthenings_of(posting_of(hung))) == 1


@pytest.mark.parametrize(
    ("said", "status", "sentence"),
    [
        ({"reason": ""}, 422, "Please fill this in."),
        ({"reason": "问13800000000"}, 422, "That may not be shown"),
        ({"until": "2026-12-31"}, 409, "The proposal has changed meanwhile."),
    ],
)
def test_what_cannot_stand_comes_back_with_a_sentence(enter, hung, said, status, sentence):
    answer = lengthened(enter("cleo"), hung, **said)

    assert answer.status_code == status
    assert sentence in answer.text
    assert posting_of(hung).publicity_last == LAST


def test_a_year_nobody_knows_is_confirmed(enter, hung, at):
    at("2026-12-31T09:00+08:00")
    cleo = enter("cleo")
    assert page(cleo, hung).select_one('[name="knows_years"]') is not None

    refused = lengthened(cleo, hung, until="2027-01-01")

    assert refused.status_code == 422
    assert "Check the last day, then tick this." in refused.text
    assert lengthened(cleo, hung, until="2027-01-01", knows_years="y").status_code == 303


def test_what_is_concluded_is_not_lengthened(enter, hung, now):
    conclude(posting_of(hung), Found(Outcome.NO_OBJECTION, 0, "无异议。"), who="Cleo", at=now)
    db.session.commit()
    cleo = enter("cleo")

    said = page(cleo, hung).select_one("[data-extension]")

    assert said.form is None
    assert "not lengthened any more" in said.get_text()
    assert lengthened(cleo, hung).status_code == 303
    assert posting_of(hung).publicity_last == LAST


def test_what_was_dark_is_concluded_only_with_a_word_that_stays(enter, hung):
    cleo = enter("cleo")
    address = f"/admin/postings/{hung}/conclusion"
    [typed] = BeautifulSoup(cleo.get(address).text, "html5lib").select("#closing textarea")
    usual = typed.get_text().strip()
    assert usual == (
        "From 11/20/2026 to 11/20/2026 (1 working days, on 1 of which a board that had to show it"
        " was dark all day) no objection was received."
    )
    said = {"outcome": "none", "objections": "0", "text": usual}
    [why] = BeautifulSoup(cleo.get(address).text, "html5lib").select("[name=why_not_longer]")
    assert why["aria-required"] == "true"

    refused = cleo.post(address, data={**said, "why_not_longer": ""})
    assert refused.status_code == 422
    assert "On 1 working day a board was dark all day (11/20)" in refused.text
    assert conclusion_of(posting_of(hung)) is None
    private = cleo.post(address, data={**said, "why_not_longer": "问13800000000"})
    assert "That may not be shown: Mobile number 13800000000" in private.text
    assert cleo.post(address, data={**said, "why_not_longer": "停电检修"}).status_code == 303

    because = "Not lengthened, because: 停电检修"
    assert because in cleo.get(f"/admin/postings/{hung}").text
    register = cleo.get("/admin/register").text
    assert "Publicity period not lengthened, said 2026-11-22: 停电检修" in register
    paper = " ".join(cleo.get(f"/admin/postings/{hung}/certificate").text.split())
    assert "On 1 working day a board was dark all day; not lengthened, because: 停电检修" in paper
    # Whoever corrects the conclusion is not asked once more, and corrects nothing of this.
    assert "why_not_longer" not in cleo.get(address).text
    again = cleo.post(address, data={**said, "text": "无异议。", "why": "措辞"})
    assert again.status_code == 303
    assert because in cleo.get(f"/admin/postings/{hung}").text
    assert "Corrected because: 措辞" in cleo.get(f"/admin/postings/{hung}/certificate").text


def test_what_was_made_good_is_concluded_without_a_word(enter, hung, at):
    cleo = enter("cleo")
    lengthened(cleo, hung)
    standing = db.session.scalars(sa.select(Standing)).one()
    standing.ends = clock.day_begins(date(2026, 11, 23))
    db.session.commit()
    at("2026-11-24T09:00+08:00")

    page_of = enter("cleo").get(f"/admin/postings/{hung}/conclusion").text

    assert "why_not_longer" not in page_of
    assert "(2 working days) no objection was received." in page_of


def test_who_may_not_publish_there_is_shown_no_button(enter, hung):
    assert page(enter("sid"), hung).select_one("[data-extension] form") is None
    assert lengthened(enter("sid"), hung).status_code == 403
    assert lengthened(enter("cy"), hung).status_code == 403


def test_a_period_never_becomes_shorter(hung, now):
    for until in (LAST, LAST - timedelta(days=1)):
        with pytest.raises(NotLonger):
            lengthen(posting_of(hung), Longer(until, ()), reason="x", who="Cleo", at=now)


@pytest.mark.parametrize(
    "change", ["UPDATE lengthening SET reason = 'x'", "DELETE FROM lengthening"]
)
def test_the_database_lets_no_lengthening_be_changed(enter, hung, change):
    lengthened(enter("cleo"), hung)

    with pytest.raises(sa.exc.DatabaseError, match="only added to"):
        db.session.execute(sa.text(change))


def test_those_of_the_sample_go_with_it(hung, now):
    posting = posting_of(hung)
    posting.is_sample = True
    db.session.flush()
    lengthen(posting, Longer(date(2026, 11, 23), ()), reason="x", who="Cleo", at=now)
    db.session.commit()

    drop_sample_lengthenings()

    assert db.session.scalar(sa.select(sa.func.count()).select_from(Lengthening)) == 0
