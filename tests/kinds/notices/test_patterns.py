"""What a notice of each category begins with."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kiosk.kinds.editing import Known
from kiosk.kinds.notices import NOTICES
from kiosk.kinds.notices.editor import MOST_TITLE_CHARACTERS
from kiosk.kinds.notices.patterns import announced_last, filled, pattern_of, patterns
from kiosk.sample.files import records

NOTICE_CATEGORIES = [one["code"] for one in records("categories") if one["kind"] == "notices"]
OFFICE = "柳泉高速公路收费所"
BRANCH = "中共柳泉高速公路收费所支部委员会"


@pytest.mark.parametrize("category", NOTICE_CATEGORIES)
def test_every_category_of_notices_has_a_pattern_that_fits_the_wall(category):
    known = Known(on=date(2026, 11, 22), category=category, issuer=OFFICE, branch=BRANCH)

    values = NOTICES.first_values(known)

    assert values["title"]
    assert "{" not in values["title"] + values["body"]
    assert len(values["title"]) <= MOST_TITLE_CHARACTERS


def test_the_month_and_the_quarter_are_the_ones_before():
    text = "{last_month} {last_quarter} {year}"

    assert filled(text, on=date(2026, 1, 5), issuer="") == "2025年12月 2025年第四季度 2026"
    assert filled(text, on=date(2026, 7, 1), issuer="") == "2026年6月 2026年第二季度 2026"


@given(st.text(), st.dates(date(1900, 2, 1)))
def test_whatever_an_issuer_is_called_it_is_filled_in_as_it_is(issuer, on):
    assert filled("{issuer}的通知", on=on, issuer=issuer).endswith("的通知")


def test_an_unknown_category_begins_empty():
    assert pattern_of("made up yesterday").body == ""


@pytest.mark.parametrize(
    "text",
    [
        "现将结果公开如下。",
        "现将有关事项通知如下：",
        "情况通报如下",
        "现将情况公开如下，已经廉政监督员核对。",
    ],
)
def test_a_text_that_ends_with_an_announcement_announces_nothing(text):
    assert announced_last(f"全站情况。\n\n{text}") == text
    assert announced_last(f"{text}\n\n一切正常。") == ""


def test_every_template_that_announces_a_table_is_found_out_without_one():
    openings = [filled(one.body, on=date(2026, 11, 22), issuer=OFFICE) for one in patterns()]
    announcing = [body for body in openings if "如下" in body]

    assert announcing
    assert all(announced_last(body) for body in announcing)


def test_a_sentence_that_lists_its_own_is_complete():
    assert announced_last("班车时间如下：早7点，晚7点。") == ""
