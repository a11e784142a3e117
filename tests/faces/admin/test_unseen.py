"""A playlist may hide what runs its publicity period; then it is said where somebody can do something about it."""

from datetime import date

import pytest
from bs4 import BeautifulSoup

from kiosk.core import clock
from kiosk.core.db import db
from kiosk.programme.rules import Line
from tests.faces.admin.playlist_desk import address, made, saved
from tests.postings.making import everywhere, notice, posted

HIDES = Line(target="kind:notices", is_hidden=True)
EVERYWHERE = "“用车” is in its publicity period and no screen shows it. Hidden by: 午间."
AT_SQB = "“用车” is in its publicity period and no screen shows it at SQB. Hidden by: 午间."


@pytest.fixture
def running(categories, screens, now):
    """A notice of the whole office whose publicity period runs."""
    placing = everywhere(
        shows_from=now, publicity_first=date(2026, 11, 20), publicity_last=date(2026, 11, 26)
    )
    made_so = posted(categories["awards"], placing, content=notice("用车"))
    db.session.commit()
    return made_so


def go_by(playlist, *screens):
    for screen in screens:
        screen.change(playlist_id=playlist.id)
    db.session.commit()


def warned(client, page: str) -> str:
    answer = client.get(page)
    assert answer.status_code == 200
    found = BeautifulSoup(answer.text, "html5lib").select("[data-unseen], [data-banner=unseen] li")
    return " ".join(one.get_text(" ", strip=True) for one in found)


def test_what_every_screen_hides_is_said_on_the_first_page_the_playlist_and_the_posting(
    enter, running, screens
):
    playlist = made("午间", None, HIDES)
    go_by(playlist, *screens)
    cleo = enter("cleo")

    for page in ("/admin/", address(playlist), f"/admin/postings/{running.code}"):
        assert EVERYWHERE in warned(cleo, page), page


def test_where_one_station_shows_it_the_other_is_named(enter, running, screens):
    playlist = made("午间", None, HIDES)
    go_by(playlist, screens[0])

    assert AT_SQB in warned(enter("cleo"), "/admin/")
    assert AT_SQB in warned(enter("bo"), "/admin/")
    assert warned(enter("cy"), "/admin/") == ""


def test_nothing_is_said_as_long_as_somewhere_at_each_station_it_is_seen(
    enter, running, stations, screens
):
    playlist = made("午间", None, HIDES, Line(target=f"posting:{running.code}", weight=2))
    other = made("别的", None, Line(target="kind:moments", is_hidden=True))
    go_by(playlist, screens[0])
    go_by(other, screens[1])

    assert warned(enter("cleo"), "/admin/") == ""


def test_whoever_saves_such_a_playlist_reads_it_at_once_and_no_more_once_it_is_mended(
    enter, running, screens
):
    playlist = made("午间", None)
    go_by(playlist, *screens)
    cleo = enter("cleo")

    assert warned(cleo, address(playlist)) == ""
    assert saved(cleo, playlist, "kind:notices", shown="hidden").status_code == 303
    assert EVERYWHERE in warned(cleo, address(playlist))
    assert saved(cleo, playlist, "kind:notices", shown="shown").status_code == 303
    assert warned(cleo, address(playlist)) == ""


def test_what_hangs_without_a_publicity_period_may_be_hidden(enter, categories, screens, now):
    posted(categories["notice"], everywhere(shows_from=now), content=notice("用车"))
    go_by(made("午间", None, HIDES), *screens)

    assert clock.now() == now
    assert warned(enter("cleo"), "/admin/") == ""
