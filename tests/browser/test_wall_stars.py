"""A ranking on the wall: nothing in a line touches its neighbour, and every page says what its marks mean."""

import itertools
from collections.abc import Iterator

import pytest

from kiosk.kinds.stars import Collector, StarResult, StationResult
from tests.browser import walls
from tests.browser.laid_out import facts_of, on_each_page, showing
from tests.browser.walls import Wall

SHORT = [
    "马晓燕",
    "杨文斌",
    "魏强",
    "周建平",
    "张立军",
    "王雅琴",
    "高雪莲",
    "曹慧敏",
    "刘桂芳",
    "陈国栋",
]
LONG = ["买买提·艾合买提", "欧阳建国", "古丽·阿依", *SHORT]
LEAST_GAP_REM = 0.6
#: For each line of a ranking the left and right ends of the ink in each of its columns, in rem.
READ_LINES = """() => {
    const rem = parseFloat(getComputedStyle(document.documentElement).fontSize);
    const range = document.createRange();
    return Array.from(document.querySelectorAll("[data-current] .rating, [data-current] .station"), (line) =>
        Array.from(line.children).filter((one) => !one.matches(".axis, .station-stars")).map((one) => {
            range.selectNodeContents(one);
            const shapes = Array.from(one.querySelectorAll("svg"), (svg) => svg.getBoundingClientRect());
            const boxes = Array.from(range.getClientRects()).concat(shapes).filter((box) => box.width > 1);
            return [Math.min(...boxes.map((box) => box.left)) / rem, Math.max(...boxes.map((box) => box.right)) / rem];
        }).filter(([left]) => isFinite(left)));
}"""


@pytest.fixture(scope="module")
def wall(tmp_path_factory, worker_id) -> Iterator[Wall]:
    """One wall for all results of this file."""
    template = walls.made_template(walls.shared_folder(tmp_path_factory, worker_id))
    with walls.running_wall(template, tmp_path_factory.mktemp("stars")) as wall:
        yield wall


def result(names: list[str]) -> StarResult:
    """A result in which all have the widest score there is."""
    return StarResult(
        title="2026年第三季度星级考核结果",
        period="2026年第三季度",
        rule="星级管理考核办法",
        participants=len(names),
        distribution=(len(names), 0, 0, 0, 0, 0),
        collectors=tuple(
            Collector(
                name=name,
                station_code="SQB",
                station="双泉堡收费站",
                rank=place,
                score="100.0",
                star=5,
                change="保星",
            )
            for place, name in enumerate(names, start=1)
        ),
        stations=tuple(
            StationResult(code=name, station=name, score="100.00", star=5, previous="88.50")
            for name in ("双泉堡收费站", "沙枣坪收费站", "青杨驿收费站")
        ),
    )


@pytest.mark.parametrize("size", walls.SIZES)
@pytest.mark.parametrize("names", [SHORT, LONG], ids=["short", "long"])
def test_the_columns_of_a_ranking_keep_apart_and_under_each_other(browser, wall, names, size):
    with showing(browser, wall, result(names), size=size) as page:
        pages = on_each_page(page, lambda page: page.evaluate(READ_LINES))

    for lines in pages:
        assert lines
        for line in lines:
            for (_, right), (left, _) in itertools.pairwise(line):
                assert left - right > LEAST_GAP_REM, line
    ranked = [line for lines in pages for line in lines if len(line) == 6]
    assert len(ranked) == len(names)
    for column in (0, 1, 2, 3):
        starts = [line[column][0] for line in ranked]
        assert max(starts) - min(starts) < 0.3, column


@pytest.mark.parametrize("size", walls.SIZES)
def test_every_page_of_a_result_says_what_its_marks_mean(browser, wall, size):
    with showing(browser, wall, result(LONG * 2), size=size) as page:
        pages = on_each_page(page, facts_of)

    assert len(pages) > 1
    for one in pages:
        assert one["qrSays"] == ["圆点本期，竖线上期，扫码看详情"]
        assert one["meter"]
