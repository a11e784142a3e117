"""Every page of a full rotation, at three sizes and on a small panel read from afar: that all of it fits and can be read.

One walk a size collects the facts (walls.py, page_facts.js); the tests read them.
"""

import re

import pytest
from flask import Flask

from kiosk.core import qr
from tests.browser import walls
from tests.browser.walls import Walk

#: Least sizes in rem; prose and cells grow with the panel's k, the frame does not.
LEAST_REM = {"prose": 4.8, "cell": 4.0, "sum": 3.5, "head": 2.8, "label": 2.8}
GROWS = {"prose", "cell"}
LEAST_CONTRAST = 7
MARGIN = 0.04
HAIR = 1.0
#: Where the ink of an opening quotation mark begins in its character.
QUOTE_BEGINS = 0.46
LEAST_QR_REM = 15.2
SEVEN = [
    "大宗物资采购",
    "办公经费使用",
    "工资发放",
    "稽查考核",
    "公务用车",
    "管理岗位调整",
    "党建管理",
]


@pytest.fixture(scope="session", params=list(walls.SIZES))
def walk(request, browser, tmp_path_factory, worker_id) -> Walk:
    """One rotation; session-wide, and shared between test workers."""
    return walls.walked(browser, walls.shared_folder(tmp_path_factory, worker_id), request.param)


def told(page: walls.Facts, what: object) -> str:
    """A fault with the page it is on."""
    return f"{page['place']} {page['kind']} {page['page']} “{(page['title'] or '')[:20]}”: {what}"


def test_every_posting_of_the_programme_is_shown(walk):
    places = [int(page["place"]) for page in walk.pages if page["page"].startswith("1/")]

    assert places == list(range(1, int(walk.pages[0]["places"]) + 1))


def test_pages_of_a_posting_follow_each_other_and_say_so(walk):
    for number in ("N13", "N14"):
        pages = walk.of(number)
        count = len(pages)
        assert count > 1
        assert [page["page"] for page in pages] == [f"{at}/{count}" for at in range(1, count + 1)]
        for page in pages:
            at = page["page"].split("/")[0]
            assert page["meter"][0].replace(" ", "").startswith(f"本项第{at}/{count}页"), page[
                "meter"
            ]


def test_a_single_page_has_no_meter(walk):
    faults = [
        told(page, page["meter"]) for page in walk.pages if page["page"] == "1/1" and page["meter"]
    ]

    assert faults == []


def test_no_flow_overflows(walk):
    faults = [
        told(page, page["flow"])
        for page in walk.pages
        if page["flow"]
        and (page["flow"][0] > page["flow"][1] + HAIR or page["flow"][2] > page["flow"][3] + HAIR)
    ]

    assert faults == []


def test_no_text_leaves_the_screen_or_its_margin(walk):
    faults = []
    for page in walk.pages:
        width, height = page["width"], page["height"]
        for text in page["texts"]:
            left, top, right, bottom = text["box"]
            if text["text"] == "“":
                left += QUOTE_BEGINS * text["px"]
            if (
                left < MARGIN * width - HAIR
                or top < MARGIN * height - HAIR
                or right > (1 - MARGIN) * width + HAIR
                or bottom > (1 - MARGIN) * height + HAIR
            ):
                faults.append(told(page, (text["text"], text["box"])))

    assert faults == []


def test_the_document_has_nothing_to_scroll(walk):
    for page in walk.pages:
        assert page["document"] == [page["width"], page["height"]]
        assert page["scrolling"] == [], told(page, page["scrolling"])


def test_no_text_is_smaller_than_its_floor(walk):
    faults = [
        told(page, (text["role"], text["size"], text["text"]))
        for page in walk.pages
        for text in page["texts"]
        if text["size"]
        < LEAST_REM[text["role"]] * (page["k"] if text["role"] in GROWS else 1) - 0.01
    ]

    assert faults == []


def test_text_stands_out_from_its_ground(walk):
    faults = {
        (page["theme"], text["within"], round(text["contrast"], 2))
        for page in walk.pages
        for text in page["texts"]
        if text["contrast"] < LEAST_CONTRAST
    }

    assert faults == set()
    assert {page["theme"] for page in walk.pages} == {"paper", "crimson"}


def test_nothing_is_cut_with_an_ellipsis(walk):
    for page in walk.pages:
        assert page["ellipses"] == []
        assert [
            text["text"] for text in page["texts"] if re.search(r"…|\.\.\.", text["text"])
        ] == []


def test_no_two_texts_lie_on_each_other(walk):
    faults = [told(page, pair) for page in walk.pages for pair in overlapping(page["texts"])]

    assert faults == []


def overlapping(texts: list[walls.Facts]) -> list[tuple[str, str]]:
    """Pairs of texts whose characters' boxes share more than a sliver."""
    boxes = [(text["text"], box, text["px"] * 0.15) for text in texts for box in text["boxes"]]
    return [
        (one, other)
        for at, (one, a, slack) in enumerate(boxes)
        for other, b, other_slack in boxes[at + 1 :]
        if not {"“", "”"} & {one, other}
        and min(a[2], b[2]) - max(a[0], b[0]) > min(slack, other_slack)
        and min(a[3], b[3]) - max(a[1], b[1]) > min(slack, other_slack)
    ]


def test_each_page_has_one_code_that_leads_to_its_posting(walk, app: Flask):
    for page in walk.pages:
        assert len(page["qr"]) == 1, told(page, page["qr"])
        code = page["qr"][0]
        assert code["rem"] >= LEAST_QR_REM, told(page, code["rem"])
        expected = walk.links[page["posting"]]
        assert f'd="{code["path"]}"' in qr.svg(expected), told(page, expected)


def test_one_page_is_current_and_the_body_says_what_is_on(walk):
    for page in walk.pages:
        assert page["currents"] == 1
        assert page["posting"]
        assert page["kind"]
        assert (page["state"], page["online"]) == ("playing", "true")
        assert page["bodyTheme"] == page["theme"]


def test_the_lane_has_one_dash_for_the_posting_that_is_on(walk):
    for page in walk.pages:
        assert len(page["dashes"]) == 12
        assert page["dashes"].count("now") == 1


def test_the_cycle_begins_with_the_seven_in_the_reports_order(walk):
    overview = [page for page in walk.pages if page["kind"] == "overview"]
    rows = [row for page in overview for row in page["rows"]]

    assert walk.pages[0]["kind"] == "overview"
    assert len(overview) == 1
    assert [re.sub(r"^\d ", "", row).split(" ")[0] for row in rows] == SEVEN
    for row in rows:
        assert re.search(r"(已公开|无事项).*\d+月\d+日|还没发", row), row


def test_the_seven_say_how_each_stands_and_under_which_number(walk):
    said = [text["text"] for text in walk.pages[0]["texts"]]

    standings = {one for one in said if one in {"已公开", "无事项", "还没发"}}
    assert standings == {"已公开", "无事项", "还没发"}
    assert len([one for one in said if re.fullmatch(r"柳泉公开〔2026〕\d+号", one)]) == said.count(
        "已公开"
    )
    assert said.count("每季度") == 1


def test_days_left_include_today_with_working_days_in_brackets(walk):
    said = "".join(walk.of("N06")[0]["publicity"]).replace(" ", "")

    assert "还剩3天（2个工作日）" in said


def test_who_signed_stands_at_the_end_of_a_notice(walk):
    pages = walk.of("N06")

    assert [bool(page["signFoot"]) for page in pages] == [False] * (len(pages) - 1) + [True]
    foot = pages[-1]["signFoot"].replace(" ", "")
    assert foot.startswith("党政联签")
    assert "书记陈守业" in foot
    assert "所长田建军" in foot
    assert re.search(r"\d+月\d+日", foot)


def test_no_signature_stands_alone(walk):
    faults = [told(page, page["blocks"]) for page in walk.pages if page["blocks"] == ["sign"]]

    assert faults == []


def test_long_names_break_only_at_their_dot(walk):
    named = [page for page in walk.pages if page["named"]]
    faults = [
        told(page, found)
        for page in named
        for found in page["nameBreaks"]
        if not found.endswith("after ·")
    ]

    assert named
    assert faults == []


def test_every_picture_is_shown(walk):
    assert sum(page["pictures"] for page in walk.pages) > 10
    assert [
        told(page, page["brokenPictures"]) for page in walk.pages if page["brokenPictures"]
    ] == []


def test_the_pointer_is_hidden(walk):
    assert {cursor for page in walk.pages for cursor in page["cursors"]} == {"none"}


def test_the_browser_reports_no_error(walk):
    assert walk.errors == []


def test_a_page_is_shown_only_with_its_fonts(walk):
    assert walk.unready == []


def test_only_text_grows_with_the_panels_distance(browser, tmp_path_factory, worker_id):
    folder = walls.shared_folder(tmp_path_factory, worker_id)
    usual, small = (walls.walked(browser, folder, size) for size in ("hd", "small"))

    assert (usual.pages[0]["k"], small.pages[0]["k"]) == (1, 1.34)
    assert small.pages[0]["rem"] == usual.pages[0]["rem"]
    for number in ("N04", "N06", "N14"):
        assert [part[0] for part in small.of(number)[0]["frame"]] == [
            part[0] for part in usual.of(number)[0]["frame"]
        ]
        assert small.of(number)[0]["qr"][0]["rem"] == usual.of(number)[0]["qr"][0]["rem"]
    assert len(small.pages) > len(usual.pages) * 1.2
