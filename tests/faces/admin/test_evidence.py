"""The page that proves a posting was shown: figures, a picture of each day, what is missing, what to make good."""

from datetime import timedelta

import pytest
import sqlalchemy as sa

from kiosk.accounts.models import Office
from kiosk.core import clock, quarters
from kiosk.core.db import db
from kiosk.sample.removal import remove_sample
from kiosk.screens.models import Play, Screen, ScreenReport, Standing
from tests.postings import making


@pytest.fixture
def hung(categories, now):
    """A notice in its second day of publicity: it began yesterday."""
    today = clock.local_day(now)
    db.session.add(Office(id=1, name="Office", short_name="Office", showing_hours="07:00-22:00"))
    first = today - timedelta(days=2)
    placing = making.everywhere(
        shows_from=clock.day_begins(first),
        publicity_first=first,
        publicity_last=today + timedelta(days=4),
    )
    made = making.posted(categories["awards"], placing)
    db.session.commit()
    return made


@pytest.fixture
def board(screens, now):
    """The screen of the first station has stood there for a month."""
    screen = screens[0]
    db.session.add(
        Standing(
            device=screen.mark,
            name=screen.name,
            station=screen.station.code,
            station_name=screen.station.name,
            audience="staff",
            begins=now - timedelta(days=30),
        )
    )
    db.session.commit()
    return screen


def show(board, posting, day, *spans):
    seen = sum(quarters.span(*one) for one in spans)
    db.session.add(
        Play(
            device=board.mark,
            boot="1",
            posting=posting.code,
            revision=1,
            fingerprint="f" * 64,
            day=day,
            times=100,
            seconds=3000,
            quarters=f"{seen:024x}",
            reported_at=clock.now(),
        )
    )
    db.session.commit()


def page(enter, posting, who="cleo"):
    answer = enter(who).get(f"/admin/postings/{posting.code}/evidence")
    assert answer.status_code == 200
    return " ".join(answer.text.split())


def test_figures_days_and_gaps_are_told_and_drawn(enter, hung, board, now):
    yesterday = clock.local_day(now) - timedelta(days=1)
    show(board, hung, yesterday, (28, 60), (62, 88))
    said = page(enter, hung)

    # Two days of 60 quarter-hours, and 5 of this morning.
    assert "shown in full in 58 of 125 quarter-hours" in said
    assert "<b>46 %</b>" in said
    assert "Dark: 15:00–15:30" in said
    assert "100 times, 50 minutes" in said
    assert '<rect class="quarters-shown" x="28" y="0" width="32" height="8"/>' in said
    assert '<rect class="quarters-dark" x="60" y="0" width="2" height="8"/>' in said
    assert "dark all the time" in said
    assert "nothing proves that it was shown: Shazaoping station" in said


def test_a_working_day_in_the_dark_is_proposed_to_be_made_good_and_nothing_is_done(
    enter, hung, board, now
):
    show(board, hung, clock.local_day(now) - timedelta(days=1), (28, 88))
    said = page(enter, hung)

    # 20 November 2026 is a Friday; its period ends on Thursday the 26th.
    assert "On 1 working day a board was dark for all its showing hours." in said
    assert "Proposed: 1 working day more, until 11/27/2026." in said
    assert clock.local_day(now) + timedelta(days=4) == hung.publicity_last


def test_it_says_what_handovers_have_left_out(enter, hung, board, categories, now):
    yesterday = clock.local_day(now) - timedelta(days=1)
    other = making.posted(categories["awards"], making.everywhere())
    hung.kind = "moments"
    hung.publicity_first = hung.publicity_last = None
    db.session.scalars(sa.select(Standing)).one().handovers = "08:00,16:00"
    show(board, hung, yesterday, (33, 63), (65, 88))

    assert "Around a shift handover" not in page(enter, hung)
    show(board, other, yesterday, (28, 88))
    said = page(enter, hung)

    # Two quarter-hours around either; this morning nothing has proved anything yet.
    assert "07:00–22:00; without 4 quarter-hours around shift handovers" in said
    assert "in which it has shown neither, it counts as a gap" in said


def test_a_dark_day_on_which_it_hung_only_in_part_is_said_to_propose_nothing(
    enter, hung, board, now
):
    hung.publicity_first = clock.local_day(now) - timedelta(days=2)
    hung.shows_from = clock.day_begins(hung.publicity_first) + timedelta(hours=9, minutes=48)
    show(board, hung, clock.local_day(now) - timedelta(days=1), (28, 88))

    said = page(enter, hung)

    assert "dark all the time" in said
    assert "Proposed:" not in said
    assert (
        "A day on which it hung only in part, such as the one it went up on, is not counted" in said
    )


def test_without_any_board_it_says_so_and_shows_no_figure(enter, hung):
    said = page(enter, hung)

    assert "Nothing proves it yet." in said
    assert " %</b>" not in said
    assert "<table" not in said


def test_what_does_not_hang_yet_has_nothing_to_prove(enter, hung, now):
    hung.shows_from = now + timedelta(hours=1)
    db.session.commit()

    assert "there is nothing to prove" in page(enter, hung)


def test_the_posting_leads_to_its_proof(enter, hung):
    said = enter("cleo").get(f"/admin/postings/{hung.code}").text

    assert f'href="/admin/postings/{hung.code}/evidence"' in said


def test_the_chief_of_another_station_does_not_see_it(enter, hung, stations):
    hung.level, hung.station = "station", stations[0]
    db.session.commit()

    assert enter("bo").get(f"/admin/postings/{hung.code}/evidence").status_code == 200
    assert enter("cy").get(f"/admin/postings/{hung.code}/evidence").status_code == 403
    assert enter("bo").get("/admin/postings/nosuch/evidence").status_code == 404


def test_counts_set_aside_are_told_on_the_page_of_their_screen(enter, screens, now):
    db.session.add(
        ScreenReport(
            screen_id=screens[0].id, seen_at=now, aside=3, aside_at=now, aside_why="future"
        )
    )
    db.session.commit()
    said = enter("ada").get(f"/admin/screens/{screens[0].id}").text

    assert "3 counts of what it has shown could not be true and were set aside" in said
    assert "from the future; look at its clock" in said


def standings():
    rows = db.session.scalars(sa.select(Standing).order_by(Standing.id)).all()
    return [(one.name, one.station, one.ends is None) for one in rows]


def test_pairing_moving_and_taking_a_device_away_are_kept(enter, stations, waiting, now):
    sqb, szp = stations
    said = {"audience": "staff", "panel_inches": "43", "distance": "3", "name": "Hall"}
    said |= {"keeper": "Ding", "keeper_phone": "0937-0000302"}
    ada = enter("ada")
    ada.post("/admin/screens", data={**said, "code": waiting, "station": sqb.id})
    screen = db.session.scalars(sa.select(Screen)).one()
    moved = {**said, "station": szp.id, "version": screen.version}
    assert ada.post(f"/admin/screens/{screen.id}", data=moved).status_code == 303
    assert "Saved: SZP · Hall" in ada.get("/admin/screens").text
    assert standings() == [("Hall", "SQB", False), ("Hall", "SZP", True)]

    ada.post(f"/admin/screens/{screen.id}/revoke")

    assert standings() == [("Hall", "SQB", False), ("Hall", "SZP", False)]


def test_with_the_sample_its_plays_go_and_its_screens_have_stood_until_then(
    enter, hung, board, now
):
    board.is_sample = hung.is_sample = True
    show(board, hung, clock.local_day(now), (30, 31))
    other = Play(**{**columns_of(db.session.scalars(sa.select(Play)).one()), "posting": "real"})
    db.session.add(other)
    db.session.commit()

    remove_sample(who="ada", at=now)
    db.session.commit()

    assert db.session.scalars(sa.select(Play.posting)).all() == ["real"]
    assert standings() == [(board.name, "SQB", False)]


def columns_of(play):
    return {one.name: getattr(play, one.name) for one in Play.__table__.columns if one.name != "id"}
