"""Pairing: six digits on a wall become a screen of a station, by the right people only."""

from datetime import timedelta

import pytest
import sqlalchemy as sa
from bs4 import BeautifulSoup

from kiosk.accounts.models import Act
from kiosk.core.db import db
from kiosk.faces.admin.forms import digits
from kiosk.screens.models import Pairing, Screen
from kiosk.screens.operations import CODE_LASTS, screen_with
from tests.faces.admin.signing import PASSWORD

HTMX = {"HX-Request": "true"}


def typed(code, station, **more):
    return {
        "code": code,
        "station": str(station.id),
        "name": "East hall",
        "audience": "hall",
        "panel_inches": "55",
        "distance": "4.5",
        "keeper": "Ding",
        "keeper_phone": "0937-0000302",
    } | more


def screens():
    return list(db.session.scalars(sa.select(Screen)))


def test_a_waiting_browser_becomes_a_screen(enter, stations, waiting):
    answer = enter("cleo").post("/admin/screens", data=typed(waiting, stations[0]))

    assert (answer.status_code, answer.location) == (303, "/admin/screens")
    screen = screen_with("the wall's secret")
    assert screen is not None
    assert screen.station is stations[0]
    assert (screen.name, screen.audience, screen.panel_inches) == ("East hall", "hall", 55)
    assert (screen.distance_dm, screen.keeper, screen.keeper_phone) == (45, "Ding", "0937-0000302")


def test_it_is_an_act_in_the_trail(enter, stations, waiting):
    enter("cleo").post("/admin/screens", data=typed(waiting, stations[0]))

    act = db.session.scalars(sa.select(Act)).one()
    assert (act.what, act.who) == ("screen.pair", "Cleo")
    assert act.subject == f"screen {screens()[0].id}"


def test_the_page_says_so_once(enter, stations, waiting):
    client = enter("cleo")
    client.post("/admin/screens", data=typed(waiting, stations[0]))

    assert "Paired: SQB · East hall" in client.get("/admin/screens").text
    assert "Paired: SQB · East hall" not in client.get("/admin/screens").text


def test_htmx_gets_the_room_with_the_new_row_and_the_message(enter, stations, waiting):
    answer = enter("cleo").post("/admin/screens", data=typed(waiting, stations[0]), headers=HTMX)

    assert answer.status_code == 200
    assert answer.text.strip().startswith('<div id="screens-room"')
    assert "data-new" in answer.text
    assert "Paired: SQB · East hall" in answer.text
    assert 'value="East hall"' not in answer.text  # the form is fresh


@pytest.mark.parametrize("written", ["{0} {1}", "{0}-{1}", " {0}{1} "])
def test_a_code_may_be_typed_as_people_write_it(enter, stations, waiting, written):
    code = written.format(waiting[:3], waiting[3:])

    assert enter("cleo").post("/admin/screens", data=typed(code, stations[0])).status_code == 303


def test_full_width_digits_are_digits():
    assert digits("４８２ ９１３") == "482913"


def test_an_unknown_code_is_said_at_its_field_and_all_is_kept(enter, stations, waiting):
    wrong = "000000" if waiting != "000000" else "111111"

    answer = enter("cleo").post("/admin/screens", data=typed(wrong, stations[0]))

    assert answer.status_code == 422
    assert 'id="code-error"' in answer.text
    for kept in (wrong, "East hall", "55", "4.5", "Ding", "0937-0000302"):
        assert f'value="{kept}"' in answer.text
    assert f'<option selected value="{stations[0].id}">' in answer.text
    assert screens() == []


def test_an_expired_code_is_unknown(enter, stations, waiting, at, now):
    client = enter("cleo")
    at((now + CODE_LASTS + timedelta(seconds=1)).isoformat())

    assert client.post("/admin/screens", data=typed(waiting, stations[0])).status_code == 422
    assert screens() == []


def test_sending_it_twice_pairs_once(enter, stations, waiting):
    client = enter("cleo")

    first = client.post("/admin/screens", data=typed(waiting, stations[0]))
    second = client.post("/admin/screens", data=typed(waiting, stations[0]))

    assert (first.status_code, second.status_code) == (303, 422)
    assert len(screens()) == 1


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"code": ""}, "code"),
        ({"code": "48291"}, "code"),
        ({"code": "48291a"}, "code"),
        ({"station": ""}, "station"),
        ({"station": "999"}, "station"),
        ({"station": "one"}, "station"),
        ({"station": "9" * 5000}, "station"),
        ({"name": "  "}, "name"),
        ({"name": "x" * 61}, "name"),
        ({"audience": "everyone"}, "audience"),
        ({"panel_inches": "9"}, "panel_inches"),
        ({"panel_inches": "large"}, "panel_inches"),
        ({"panel_inches": ""}, "panel_inches"),
        ({"distance": "0.4"}, "distance"),
        ({"distance": "NaN"}, "distance"),
        ({"distance": "far"}, "distance"),
        ({"keeper": "x" * 41}, "keeper"),
        ({"keeper_phone": "call me"}, "keeper_phone"),
    ],
)
def test_what_is_wrong_is_said_at_its_field(enter, stations, waiting, wrong, field):
    answer = enter("cleo").post("/admin/screens", data=typed(waiting, stations[0]) | wrong)

    assert answer.status_code == 422
    assert answer.text.count(f'id="{field}-error"') == 1
    assert answer.text.count("autofocus") == 1
    assert screens() == []


def test_a_chief_pairs_for_the_own_station(enter, stations, waiting):
    client = enter("bo")

    page = client.get("/admin/screens").text
    answer = client.post("/admin/screens", data=typed(waiting, stations[0]))

    assert "Shuangquanbao" in page
    assert "Shazaoping" not in page
    assert answer.status_code == 303


@pytest.mark.parametrize("code", ["the right one", "a wrong one"])
@pytest.mark.parametrize("address", ["/admin/screens", "/admin/pair/482913"])
def test_a_chief_cannot_pair_for_another_station(enter, stations, waiting, code, address):
    sent = waiting if code == "the right one" else ""

    answer = enter("bo").post(address, data=typed(sent, stations[1]))

    assert answer.status_code == 403
    assert screens() == []
    assert db.session.scalars(sa.select(Pairing)).one().code == waiting
    assert db.session.scalars(sa.select(Act)).all() == []


def test_a_signer_pairs_nothing_and_sees_no_form(enter, stations, waiting):
    client = enter("sid")

    assert client.post("/admin/screens", data=typed(waiting, stations[0])).status_code == 403
    assert client.get("/admin/pair/482913").status_code == 403
    assert 'name="code"' not in client.get("/admin/screens").text
    assert screens() == []


def test_the_walls_qr_code_opens_the_form_with_its_code(client, cast, waiting):
    answer = client.get(f"/admin/pair/{waiting}")
    assert answer.location == f"/admin/login?next=/admin/pair/{waiting}"

    entered = client.post(
        "/admin/login",
        data={"username": "cleo", "password": PASSWORD, "next": f"/admin/pair/{waiting}"},
    )

    assert f'value="{waiting}"' in client.get(entered.location).text


def test_the_phone_pairs_too(enter, stations, waiting):
    answer = enter("cleo").post(f"/admin/pair/{waiting}", data=typed(waiting, stations[0]))

    assert (answer.status_code, answer.location) == (303, "/admin/screens")
    assert len(screens()) == 1


def test_a_mistake_on_the_phone_stays_on_the_phone(enter, stations, waiting):
    answer = enter("cleo").post(
        f"/admin/pair/{waiting}", data=typed(waiting, stations[0], name=""), headers=HTMX
    )

    assert answer.status_code == 422
    assert answer.text.strip().startswith('<section id="pair-room"')
    assert f'action="/admin/pair/{waiting}"' in answer.text


def test_a_strange_code_in_the_address_is_only_a_field(enter):
    page = enter("cleo").get("/admin/pair/%3Cb%3E12345678").text

    assert "<b>" not in page.split("<main")[1].split('name="code"')[1][:200]


def test_whoever_guesses_codes_has_to_wait_and_nobody_else_has(enter, stations, waiting, at):
    cleo, ada = enter("cleo"), enter("ada")
    wrong = "000000" if waiting != "000000" else "111111"
    for _ in range(10):
        assert (
            "No screen is waiting"
            in cleo.post("/admin/screens", data=typed(wrong, stations[0])).text
        )

    refused = cleo.post("/admin/screens", data=typed(waiting, stations[0]))

    assert refused.status_code == 422
    assert "Too many wrong codes." in refused.text
    assert screens() == []
    assert ada.post("/admin/screens", data=typed(waiting, stations[0])).status_code == 303


def test_a_quarter_of_an_hour_later_codes_may_be_tried_again(enter, stations, waiting, at, now):
    cleo = enter("cleo")
    for _ in range(11):
        cleo.post("/admin/screens", data=typed("000000", stations[0]))
    at((now + timedelta(minutes=15)).isoformat())

    assert (
        "No screen is waiting"
        in cleo.post("/admin/screens", data=typed("000000", stations[0])).text
    )


def test_a_right_code_forgets_those_mistyped_before(enter, stations, waiting):
    cleo = enter("cleo")
    for _ in range(9):
        cleo.post("/admin/screens", data=typed("000000", stations[0]))
    assert cleo.post("/admin/screens", data=typed(waiting, stations[0])).status_code == 303

    assert (
        "No screen is waiting"
        in cleo.post("/admin/screens", data=typed("000000", stations[0])).text
    )


def test_where_nobody_is_named_the_stations_chief_looks_after_the_screen(enter, stations, waiting):
    stations[0].chief, stations[0].phone = "丁一", "0937-0000300"
    db.session.commit()

    enter("cleo").post(
        "/admin/screens", data=typed(waiting, stations[0], keeper="", keeper_phone="")
    )

    [screen] = screens()
    assert (screen.keeper, screen.keeper_phone) == ("丁一", "0937-0000300")


@pytest.mark.parametrize("missing", ["keeper", "keeper_phone"])
def test_a_screen_that_nobody_can_be_called_about_is_not_put_up(enter, stations, waiting, missing):
    answer = enter("cleo").post("/admin/screens", data=typed(waiting, stations[0], **{missing: ""}))

    assert answer.status_code == 422
    assert f'id="{missing}-error"' in answer.text
    assert screens() == []


def labels(answer) -> dict[str, bool]:
    """Which of the two fields about whom to call are marked as required."""
    page = BeautifulSoup(answer.text, "html5lib")
    return {
        name: (found := page.find(id=name)) is not None and found.has_attr("aria-required")
        for name in ("keeper", "keeper_phone")
    }


def test_where_no_chief_is_known_name_and_phone_are_required_from_the_start(enter, stations):
    page = enter("cleo").get("/admin/screens")

    assert labels(page) == {"keeper": True, "keeper_phone": True}
    assert "Settings do not name both for SQB, SZP" in page.text


def test_where_the_chief_is_known_without_a_phone_the_phone_is_required(enter, stations):
    stations[0].chief = stations[1].chief = "Ding"
    db.session.commit()

    assert labels(enter("cleo").get("/admin/screens")) == {"keeper": False, "keeper_phone": True}


def test_of_two_stations_only_the_one_without_them_is_named(enter, stations, waiting):
    stations[0].chief, stations[0].phone = "Ding", "0937-0000302"
    db.session.commit()
    cleo = enter("cleo")

    page = cleo.get("/admin/screens")
    assert labels(page) == {"keeper": False, "keeper_phone": False}
    assert "Settings do not name both for SZP, so" in page.text

    empty = {"keeper": "", "keeper_phone": ""}
    again = cleo.post("/admin/screens", data=typed(waiting, stations[1], **empty))
    assert again.status_code == 422
    assert labels(again) == {"keeper": True, "keeper_phone": True}
    assert again.text.count("must know whom to call") == 2
    known = cleo.post("/admin/screens", data=typed(waiting, stations[0], **empty))
    assert known.status_code == 303
