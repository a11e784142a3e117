"""The rooms of the playlists: added, changed, chosen by screens, removed; by those whose they are."""

import re
from datetime import date

import pytest
import sqlalchemy as sa
from bs4 import BeautifulSoup

from kiosk.accounts.models import Act
from kiosk.core.db import db
from kiosk.programme.playlists import Playlist
from kiosk.programme.rules import Line, Times
from tests.faces.admin.desk import typed_screen
from tests.faces.admin.playlist_desk import address, fields, line_of, made, saved
from tests.postings.making import category, everywhere, notice, posted

LINE = Line(target="kind:moments", is_hidden=True)


def lines_of(playlist):
    db.session.expire_all()
    return list(playlist.read().lines)


def acts():
    query = sa.select(Act.what, Act.before, Act.after).order_by(Act.id)
    return [tuple(row) for row in db.session.execute(query)]


@pytest.fixture
def shared(stations):
    """The office's own, which hides moments."""
    return made("午间", None, LINE)


@pytest.fixture
def bos(stations):
    """One of Bo's station."""
    return made("双泉堡", stations[0])


def test_a_playlist_is_added_once_and_changes_nothing_yet(enter, stations):
    cleo = enter("cleo")
    for _ in range(2):
        answer = cleo.post(
            "/admin/playlists", data={"playlist_name": "光荣榜优先", "station_id": ""}
        )

    [playlist] = db.session.scalars(sa.select(Playlist))
    assert (playlist.name, playlist.station, list(playlist.read().lines)) == (
        "光荣榜优先",
        None,
        [],
    )
    assert answer.location == address(playlist)
    assert [what for what, _before, _after in acts()] == ["playlist.add"]


def test_a_name_that_is_taken_is_said_at_its_field(enter, shared):
    answer = enter("cleo").post(
        "/admin/playlists", data={"playlist_name": "午间", "station_id": ""}
    )

    assert answer.status_code == 422
    assert "There is a playlist of this name already." in answer.text


def test_a_page_that_is_saved_untouched_changes_nothing(enter, shared):
    cleo = enter("cleo")

    answer = cleo.post(address(shared), data=fields(cleo, shared))

    assert answer.status_code == 303
    assert lines_of(shared) == [LINE]
    assert acts() == []


def test_what_is_typed_for_a_kind_is_kept(enter, shared):
    answer = saved(
        enter("cleo"),
        shared,
        "kind:honors",
        weight="2",
        seconds="30",
        place="1",
        is_pinned="y",
        spans="6：30—8:00，16:00-17:30",
        weekdays=["1", "5"],
        first_day="2026-11-23",
        last_day="2026年12月31日",
        otherwise="usual",
    )

    assert answer.status_code == 303
    assert lines_of(shared) == [
        Line(
            target="kind:honors",
            weight=2,
            seconds=30,
            place=1,
            is_pinned=True,
            times=Times(
                spans=((390, 480), (960, 1050)),
                weekdays=(1, 5),
                first_day=date(2026, 11, 23),
                last_day=date(2026, 12, 31),
            ),
        ),
        LINE,
    ]


def test_what_is_said_of_other_times_counts_only_where_there_are_any(enter, shared):
    saved(enter("cleo"), shared, "kind:honors", weight="2", otherwise="hidden")

    assert lines_of(shared)[0] == Line(target="kind:honors", weight=2)


@pytest.mark.parametrize(
    ("field", "typed", "says"),
    [
        ("seconds", "5", "A whole number from 12 to 120."),
        ("seconds", "soon", "A whole number from 12 to 120."),
        ("place", "0", "A whole number from 1 to 99."),
        ("spans", "morning", "Write times like 06:30-08:00, 16:00-17:30."),
        ("spans", "08:00-08:00", "Write times like 06:30-08:00, 16:00-17:30."),
        ("last_day", "2026-11-01", "This is before the first day."),
        ("weight", "9", "Not a valid choice."),
    ],
)
def test_what_cannot_be_is_said_at_its_field_and_nothing_is_kept(enter, shared, field, typed, says):
    cleo = enter("cleo")

    answer = saved(cleo, shared, "kind:honors", **{"first_day": "2026-11-23", field: typed})

    page = BeautifulSoup(answer.text, "html.parser")
    focused = page.select_one("[autofocus]")
    assert answer.status_code == 422
    assert says in answer.text
    assert focused is not None
    assert str(focused["name"]).endswith(field)
    assert page.select_one("details[open] [autofocus]") is not None
    assert lines_of(shared) == [LINE]


def test_a_posting_is_singled_out_and_goes_like_its_kind_again(enter, shared, now):
    posted(category("costs"), everywhere(), code="one", content=notice("办公经费"))
    db.session.commit()
    cleo = enter("cleo")

    cleo.post(address(shared), data={**fields(cleo, shared), "more": "one"})
    page = cleo.get(address(shared)).text
    assert lines_of(shared) == [LINE, Line(target="posting:one")]
    assert "<legend>办公经费</legend>" in page

    saved(cleo, shared, "posting:one", shown="like")
    assert lines_of(shared) == [LINE]


def test_a_line_about_what_does_not_hang_there_is_not_kept(enter, stations, bos):
    posted(category("costs"), everywhere(station=stations[1]), code="other")
    db.session.commit()
    bo = enter("bo")
    typed = fields(bo, bos)
    at = line_of(typed, "kind:honors")

    bo.post(address(bos), data={**typed, f"{at}target": "posting:other", f"{at}shown": "hidden"})

    assert lines_of(bos) == []


def test_two_editors_do_not_overwrite_each_other(enter, shared):
    cleo, ada = enter("cleo"), enter("ada")
    typed = fields(cleo, shared)
    saved(ada, shared, "kind:stars", weight="3")

    at = line_of(typed, "kind:honors")
    answer = cleo.post(address(shared), data={**typed, f"{at}shown": "hidden"})

    assert answer.status_code == 409
    told = [
        one.get_text(" ", strip=True)
        for one in BeautifulSoup(answer.text, "html.parser").select(".differences > *")
    ]
    assert told == [
        "Honors", "Stored now as usual", "You typed hidden",
        "Star ratings", "Stored now 3 times a round", "You typed as usual",
    ]  # fmt: skip
    assert [one.target for one in lines_of(shared)] == ["kind:moments", "kind:stars"]


def test_saving_again_after_the_warning_keeps_what_was_typed(enter, shared):
    cleo = enter("cleo")
    typed = fields(cleo, shared)
    saved(enter("ada"), shared, "kind:stars", weight="3")
    at = line_of(typed, "kind:honors")
    typed[f"{at}shown"] = "hidden"
    warned = BeautifulSoup(cleo.post(address(shared), data=typed).text, "html.parser")
    [seen] = [one["value"] for one in warned.select('[name="seen"]')]

    answer = cleo.post(address(shared), data={**typed, "seen": seen})

    assert answer.status_code == 303
    assert [one.target for one in lines_of(shared)] == ["kind:honors", "kind:moments"]


def test_the_same_form_sent_twice_is_one_act(enter, shared):
    cleo = enter("cleo")
    typed = fields(cleo, shared)
    typed[f"{line_of(typed, 'kind:honors')}shown"] = "hidden"

    answers = [cleo.post(address(shared), data=typed).status_code for _ in range(2)]

    assert answers == [303, 303]
    assert acts() == [
        ("playlist.change", '{"kind:honors": {}}', '{"kind:honors": {"is_hidden": true}}')
    ]


def test_the_trail_says_in_words_what_was_changed(enter, shared):
    saved(enter("cleo"), shared, "kind:honors", weight="2", spans="11:00-13:00", otherwise="usual")

    page = BeautifulSoup(enter("sid").get("/admin/trail").text, "html.parser").get_text(
        " ", strip=True
    )

    assert re.search(
        r"Playlist changed.*午间.*Honors.*as usual.*2 times a round · 11:00-13:00", page
    )


def test_the_offices_playlist_is_not_a_chiefs_to_change_and_another_stations_not_even_to_see(
    enter, shared, bos, stations
):
    cy = enter("cy")
    page = cy.get("/admin/playlists").text

    assert cy.get(address(shared)).status_code == 403
    assert cy.post(address(bos), data={"name": "mine"}).status_code == 403
    assert cy.post(f"{address(bos)}/remove").status_code == 403
    assert "午间" in page
    assert address(shared) not in page
    assert "双泉堡" not in page


def test_a_chief_adds_none_for_the_office(enter, stations):
    answer = enter("bo").post("/admin/playlists", data={"playlist_name": "全所", "station_id": ""})

    assert answer.status_code == 422
    assert db.session.scalar(sa.select(sa.func.count(Playlist.id))) == 0


def test_a_playlist_that_is_removed_leaves_its_screens_with_all_that_is_due(enter, shared, screens):
    screens[0].playlist_id = shared.id
    db.session.commit()
    cleo = enter("cleo")

    where = f"{address(shared)}/remove"

    answers = [cleo.post(where).status_code for _ in range(2)]

    assert answers == [303, 303]
    assert screens[0].playlist_id is None
    assert acts() == [("playlist.remove", "午间", "")]


def test_a_screen_chooses_its_playlist_and_the_trail_names_it(enter, shared, screens):
    bo, screen = enter("bo"), screens[0]

    answer = bo.post(
        f"/admin/screens/{screen.id}", data=typed_screen(screen, playlist_id=str(shared.id))
    )

    assert answer.status_code == 303
    assert screen.playlist_id == shared.id
    assert acts() == [("screen.change", '{"playlist_id": ""}', '{"playlist_id": "午间"}')]


def test_a_screen_cannot_go_by_another_stations_playlist(enter, bos, screens):
    elsewhere = screens[1]
    forged = typed_screen(elsewhere, playlist_id=str(bos.id))

    by_its_chief = enter("cy").post(f"/admin/screens/{elsewhere.id}", data=forged)
    by_the_office = enter("cleo").post(f"/admin/screens/{elsewhere.id}", data=forged)

    assert (by_its_chief.status_code, by_the_office.status_code) == (422, 422)
    assert "This playlist belongs to another station." in by_the_office.text
    assert elsewhere.playlist_id is None


def test_who_has_no_playlists_is_not_asked_for_one(enter, screens):
    assert "playlist_id" not in enter("bo").get(f"/admin/screens/{screens[0].id}").text


def test_the_page_of_the_screens_tells_the_day_and_the_round_of_the_one_in_sight(
    enter, stations, screens, now
):
    stations[0].handover_times = "16:00"
    posted(category("costs"), everywhere(), code="one", content=notice("办公经费"))
    playlist = made("午间", None, Line(target="kind:notices", times=Times(spans=((660, 780),))))
    screens[0].playlist_id = playlist.id
    db.session.commit()

    page = BeautifulSoup(enter("bo").get("/admin/screens").text, "html.parser")

    assert [one.get_text(" ", strip=True) for one in page.select(".day-list li")] == [
        "00:00–15:45 午间",
        "15:45–16:15 Shift handover",
        "16:15–24:00 午间",
    ]
    assert [one.get_text(" ", strip=True) for one in page.select(".round li")] == [
        "办公经费 Notices · 12 to 45 seconds a page"
    ]
    assert len(page.select('.day-bar [data-mode="day"]')) == 2
