"""The navigation: the rooms there are, and which of them one is in."""

import pytest
from bs4 import BeautifulSoup


def doors_of(client, address="/admin/"):
    return BeautifulSoup(client.get(address).text, "html.parser").select(".side-nav a")


def here(client, address):
    return [door.get_text() for door in doors_of(client, address) if door.has_attr("aria-current")]


def test_a_clerk_finds_every_kind_people_ask_for_and_the_screens(enter):
    doors = {door.get_text(): door["href"] for door in doors_of(enter("cleo"))}

    assert list(doors)[:8] == [
        "Overview",
        "Notices",
        "Star ratings",
        "Honors",
        "Moments",
        "All postings",
        "Due dates",
        "Screens",
    ]
    assert doors["Honors"] == "/admin/postings?kind=honors"
    assert "Settings" not in doors


def test_every_door_leads_to_a_room(enter):
    ada = enter("ada")

    assert {ada.get(door["href"]).status_code for door in doors_of(ada)} == {200}


@pytest.mark.parametrize(
    ("address", "room"),
    [
        ("/admin/", "Overview"),
        ("/admin/postings", "All postings"),
        ("/admin/postings?kind=moments&life=draft", "Moments"),
        ("/admin/postings?kind=contacts", "All postings"),
        ("/admin/duties", "Due dates"),
        ("/admin/postings/new", "All postings"),
        ("/admin/screens", "Screens"),
    ],
)
def test_one_door_at_most_is_marked(enter, address, room):
    assert here(enter("cleo"), address) == [room]


def test_a_room_of_one_kind_bears_its_name_and_stays_so_when_its_list_is_narrowed(enter):
    cleo = enter("cleo")

    honors = BeautifulSoup(cleo.get("/admin/postings?kind=honors").text, "html.parser")
    every = BeautifulSoup(cleo.get("/admin/postings").text, "html.parser")

    assert [page.select("h1")[0].get_text() for page in (honors, every)] == [
        "Honors",
        "All postings",
    ]
    assert [one["value"] for one in honors.select(".filters [name=kind]")] == ["honors"]
    assert not every.select(".filters [name=kind]")
