"""Names that follow the office's, and those that stay because somebody has chosen them."""

import pytest

from kiosk.accounts.office_names import following, short_office_name

STORED = {
    "name": "柳泉高速公路收费所",
    "short_name": "柳泉所",
    "branch": "中共柳泉高速公路收费所支部委员会",
    "magazine": "柳泉驿站",
    "moments_column": "柳泉身影",
}


@pytest.mark.parametrize(
    ("name", "short"),
    [
        ("安西高速公路收费所", "安西所"),
        ("红柳湾收费所", "红柳湾所"),
        ("瓜州收费管理所", "瓜州所"),
        ("北山所", "北山所"),
        ("收费所", "收费所"),
        ("Willow Springs toll office, west", "Willow Springs toll "),
    ],
)
def test_an_offices_short_name_is_what_people_say(name, short):
    assert short_office_name(name) == short


def test_names_nobody_has_touched_follow_the_office():
    said = {**STORED, "name": "安西高速公路收费所"}

    assert following(said, STORED) == {
        "name": "安西高速公路收费所",
        "short_name": "安西所",
        "branch": "中共安西高速公路收费所支部委员会",
        "magazine": "安西驿站",
        "moments_column": "安西身影",
    }


def test_names_changed_by_hand_are_taken_as_they_are_said():
    said = {**STORED, "name": "安西高速公路收费所", "short_name": "安所", "magazine": "丝路驿站"}

    found = following(said, STORED)

    assert (found["short_name"], found["magazine"]) == ("安所", "丝路驿站")
    assert found["moments_column"] == "安身影"


def test_a_short_name_of_ones_own_stays_while_the_name_still_says_it():
    stored = {"name": "甘肃柳泉收费所", "short_name": "柳泉所"}
    said = {"name": "甘肃省柳泉高速公路收费所", "short_name": "柳泉所"}

    assert following(said, stored)["short_name"] == "柳泉所"


def test_nothing_follows_where_the_office_keeps_its_name():
    stored = {**STORED, "short_name": "三所", "magazine": "三所驿站"}

    assert following(stored, stored) == stored


def test_a_name_that_would_become_too_long_stays():
    said = {**STORED, "name": "Willow Springs Expressway", "short_name": "Willow Springs Exp."}

    assert following(said, STORED)["magazine"] == "柳泉驿站"
