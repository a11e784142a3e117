"""Star results: whom they may name, and the axis on which stations stand."""

from decimal import Decimal

import msgspec
import pytest
from bs4 import BeautifulSoup
from flask import g, render_template
from hypothesis import given
from hypothesis import strategies as st

from kiosk.core.document import BadContent, canonical, decode
from kiosk.kinds.stars import STARS, StarResult, StationResult
from kiosk.programme.boards import rendered
from tests.kinds import making
from tests.kinds.stars.samples import BARE, RESULT

EVERYBODY = ["买买提·艾合买提", "田甜", "白雪", "苏蕊", "唐立新", "高原"]
THREE_AND_ABOVE = ["买买提·艾合买提", "田甜", "白雪"]


def named(facts):
    return [one.name for one in STARS.visible(RESULT, facts).collectors]


def test_while_its_publicity_period_runs_a_result_names_everybody():
    assert named(making.facts("stars", publicity=making.RUNNING)) == EVERYBODY


@pytest.mark.parametrize(
    "facts",
    [
        making.facts("stars", publicity=making.RUNNING, publicity_is_over=True),
        making.facts("stars", publicity=None),
    ],
    ids=["after", "without"],
)
def test_otherwise_it_names_three_stars_and_above_of_those_who_took_part(facts):
    assert named(facts) == THREE_AND_ABOVE


def test_counts_teams_and_stations_stay_as_published():
    shown = STARS.visible(RESULT, making.facts("stars"))

    assert shown.distribution == RESULT.distribution
    assert shown.participants == 5
    assert (shown.teams, shown.stations) == (RESULT.teams, RESULT.stations)


def test_stations_stand_on_an_axis_of_whole_even_points_around_all_their_scores():
    assert STARS.axis_ends(RESULT.stations) == (88, 96)
    assert STARS.axis_place("88.00", RESULT.stations) == 0.0
    assert STARS.axis_place("95.46", RESULT.stations) == 93.2
    assert STARS.axis_place("91.20", RESULT.stations) == 40.0


@pytest.mark.parametrize(
    ("score", "previous", "change"),
    [
        ("95.16", "94.80", "0.36"),
        ("92.46", "92.9", "-0.44"),
        ("90.0", "90.00", "0.00"),
        ("100.00", "9.5", "90.50"),
        ("95.16", None, "None"),
    ],
)
def test_a_stations_change_is_exact(score, previous, change):
    station = StationResult(code="LQ", station="柳泉", score=score, star=4, previous=previous)

    assert str(station.change) == change


@pytest.mark.parametrize(
    ("name", "short"),
    [("双泉堡收费站", "双泉堡站"), ("柳泉收费所", "柳泉收费所"), ("双泉堡站", "双泉堡站")],
)
def test_a_station_has_a_shorter_name_in_a_ranking(name, short):
    assert STARS.short_name(name) == short


def test_a_wall_says_by_shape_how_each_station_has_changed(app):
    scores = [("95.16", "94.80"), ("92.46", "92.90"), ("88.59", "88.59"), ("86.21", None)]
    stations = tuple(
        StationResult(code=str(at), station="x", score=score, star=4, previous=previous)
        for at, (score, previous) in enumerate(scores)
    )
    result = msgspec.structs.replace(RESULT, stations=stations)
    with app.test_request_context():
        g.language = "zh_CN"
        html = rendered(result, making.facts("stars"), revision=1, link="http://k.test/n/x").html

    changes = BeautifulSoup(html, "html.parser").select(".station-change")
    assert [one.get_text() for one in changes] == ["0.36", "0.44", "", ""]
    marks = [svg for one in changes for svg in one.select("svg")]
    assert [svg["aria-label"] for svg in marks] == ["上升", "下降", "持平"]
    assert [svg.has_attr("data-hollow") for svg in marks] == [False, True, False]


def test_a_single_station_has_an_axis_too():
    alone = (StationResult(code="LQ", station="柳泉", score="90.00", star=4),)

    assert STARS.axis_ends(alone) == (90, 92)
    assert STARS.axis_place("90.00", alone) == 0.0


scores = st.decimals(0, 120, places=2).map(str)


@given(st.lists(st.tuples(scores, st.none() | scores), min_size=1, max_size=8))
def test_every_score_has_its_place_on_the_axis_in_order(pairs):
    stations = [
        StationResult(code=str(number), station="x", score=score, star=0, previous=previous)
        for number, (score, previous) in enumerate(pairs)
    ]
    low, high = STARS.axis_ends(stations)
    in_order = sorted({Decimal(text) for pair in pairs for text in pair if text})
    places = [STARS.axis_place(str(score), stations) for score in in_order]

    assert low % 2 == high % 2 == 0
    assert low < high
    assert all(0 <= place <= 100 for place in places)
    assert places == sorted(places)


@pytest.mark.parametrize(
    ("written", "wrong"),
    [
        ('"star":5', '"star":6'),
        ('"star":5', '"star":-1'),
        ('"score":"95.46"', '"score":"优"'),
        ('"score":"95.46"', '"score":95.46'),
        ('"previous":"91.20"', '"previous":""'),
        ("[1,0,2,1,0,1]", "[1,0,2,1,0]"),
    ],
)
def test_what_no_face_could_show_is_no_result(written, wrong):
    data = canonical(RESULT).decode()

    assert written in data
    with pytest.raises(BadContent):
        decode(data.replace(written, wrong), StarResult)


def test_a_result_without_anybody_is_one():
    assert decode(canonical(BARE), StarResult) == BARE


@pytest.mark.parametrize("publicity", [making.RUNNING, None], ids=["running", "over"])
def test_a_wall_says_when_it_does_not_name_everybody(app, publicity):
    with app.test_request_context():
        g.language = "zh_CN"
        facts = making.facts("stars", publicity=publicity)
        html = rendered(RESULT, facts, revision=1, link="http://k.test/n/x").html

    assert ("只列三星级及以上" in html) == (publicity is None)


def with_earlier(*, publicity, earlier):
    """The board and the phone's page of a result whose stations had scores before, or none."""
    stations = tuple(
        msgspec.structs.replace(one, previous="90.00" if earlier else None)
        for one in RESULT.stations
    )
    content = msgspec.structs.replace(RESULT, stations=stations)
    facts = making.facts("stars", publicity=publicity)
    wall = rendered(content, facts, revision=1, link="http://k.test/n/x").html
    page = render_template("kinds/stars/phone.html", kind=STARS, content=content, facts=facts)
    return wall, page


@pytest.mark.parametrize("earlier", [True, False])
def test_the_period_before_is_spoken_of_only_where_there_is_one(app, earlier):
    with app.test_request_context():
        g.language = "zh_CN"
        wall, page = with_earlier(publicity=making.RUNNING, earlier=earlier)

    assert ("竖线上期" in wall) == earlier
    assert "扫码看详情" in wall
    assert ("上期" in page) == earlier


@pytest.mark.parametrize("publicity", [making.RUNNING, None], ids=["over", "never"])
def test_the_phone_speaks_of_the_end_of_a_period_only_where_there_was_one(app, publicity):
    facts = making.facts("stars", publicity=publicity, publicity_is_over=bool(publicity))
    with app.test_request_context():
        g.language = "zh_CN"
        page = render_template("kinds/stars/phone.html", kind=STARS, content=RESULT, facts=facts)

    assert "只列三星级及以上" in page
    assert ("公示期满后" in page) == (publicity is not None)
