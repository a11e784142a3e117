"""What a real wall says it has shown: it arrives, and neither reloads nor outages lose or double anything."""

import json
from collections import Counter
from itertools import pairwise

import pytest
import sqlalchemy as sa

from kiosk.accounts.offices import named_office
from kiosk.core.db import db
from kiosk.screens.models import Play, Standing
from tests.browser.live import change, take_down_all_but
from tests.browser.wall_time import ASKED_MS, WallTime

#: How long each of three pages stays; pages turn at the tick after their time.
PAGE_S = 1
ROUND_MS = 3 * 1_500
#: By then the server has been heard, so that the wall knows the time; and its first report has been answered. What a start
#: counts that ends before is only summed up.
HEARD_MS = ASKED_MS
#: What the wall shows that is offline, and what is asked of it, has been noticed by then.
NOTICED_MS = 12_000
#: What was on when, by somebody who looks at the wall and not at its counters: [[posting, from], …] of each load, and when
#: it was left.
WATCH_PAGES = """(() => {
    const seen = JSON.parse(localStorage.getItem("seen") || "[]").concat([[]]);
    const note = (what) => {
        const before = seen[seen.length - 1];
        if (!what || (before.length > 0 && before[before.length - 1][0] === what)) return;
        before.push([what, performance.now()]);
        localStorage.setItem("seen", JSON.stringify(seen));
    };
    const look = () => {
        const current = document.querySelector("[data-current]");
        note(current && current.getAttribute("data-posting"));
    };
    new MutationObserver(look).observe(document, { subtree: true, attributes: true, attributeFilter: ["data-current"] });
    addEventListener("pagehide", () => note("left"));
})()"""


@pytest.fixture
def page(wall, opened):
    """A wall that shows the overview, an honor and a moment, a second each."""
    take_down_all_but(wall, "H01", "M02")
    seconds = json.dumps(dict.fromkeys(("overview", "honors", "honor", "moment"), PAGE_S))

    def set_seconds():
        named_office().page_seconds = seconds

    change(wall, set_seconds)
    page = opened()
    page.add_init_script(WATCH_PAGES)
    return page


@pytest.fixture
def time(page):
    return WallTime(page)


def numbers(wall):
    """The sample's numbers of the postings that hang, by code."""
    return {wall.codes[number]: number for number in ("H01", "M02")}


def seen(wall, page):
    """How often each posting was surely on for its time, and counted; and how often at the most.

    What was on when the wall was loaded anew may have been on long enough or not; and of what the last load has shown,
    the server may not have heard.
    """
    surely: Counter[str] = Counter()
    perhaps: Counter[str] = Counter()
    loads = page.evaluate("JSON.parse(localStorage.getItem('seen'))")
    now = page.evaluate("performance.now()")
    for pages in loads:
        for (what, began), (after, end) in pairwise([*pages, ["now", now]]):
            if what in numbers(wall) and end - began >= PAGE_S * 1000 - 500:
                perhaps[numbers(wall)[what]] += 1
                surely[numbers(wall)[what]] += (
                    after not in {"left", "now"} and pages is not loads[-1]
                )
    return surely, perhaps


def counted(wall):
    """The same as the server has it, over all starts of the wall; not what is only summed up."""
    with wall.app.app_context():
        rows = db.session.execute(
            sa.select(Play.posting, sa.func.sum(Play.times))
            .where(Play.posting != "")
            .group_by(Play.posting)
        ).all()
        db.session.remove()
    return Counter({numbers(wall)[posting]: times for posting, times in rows})


def load_again(page, time):
    """Return when the first report has been answered."""
    with page.expect_response(lambda answer: answer.url.endswith("/report")) as answer:
        page.reload()
        time.passes(HEARD_MS)
    return answer.value


def assert_true(found, page, wall):
    surely, perhaps = seen(wall, page)
    for one in ("H01", "M02"):
        assert surely[one] <= found[one] <= perhaps[one], (one, surely, found, perhaps)


def counts_kept(page):
    """What the wall keeps because the server has not heard of it, or not of all."""
    names = page.evaluate("Object.keys(localStorage)")
    return {name for name in names if name.startswith(("plays:", "doubt:"))}


def test_what_a_wall_has_shown_arrives_with_its_revision(wall, page, time):
    time.begin()
    time.passes(HEARD_MS + 2 * ROUND_MS)
    assert load_again(page, time).status == 200

    found = counted(wall)
    assert min(found["H01"], found["M02"]) >= 3
    assert_true(found, page, wall)
    with wall.app.app_context():
        one = db.session.scalars(sa.select(Play).where(Play.posting == wall.codes["H01"])).all()
        stands = db.session.scalars(sa.select(Standing)).one()
        db.session.remove()
    assert {(play.revision, play.device) for play in one} == {(1, stands.device)}
    assert all(len(play.fingerprint) == 64 for play in one)
    assert all(play.seconds == play.times * PAGE_S for play in one)
    assert all(int(play.quarters, 16).bit_count() == 1 for play in one)


def test_reloads_and_outages_lose_nothing_and_double_nothing(wall, page, time, errors):
    time.begin()
    time.passes(HEARD_MS + ROUND_MS)
    load_again(page, time)
    time.passes(HEARD_MS + ROUND_MS)
    page.context.set_offline(True)
    time.until("body[data-online=false]", within_ms=NOTICED_MS)
    time.passes(2 * ROUND_MS)
    before = counted(wall)
    kept = counts_kept(page)
    page.context.set_offline(False)
    for _load in range(3):
        load_again(page, time)
    errors.clear()  # of the outage

    found = counted(wall)
    assert min(before["H01"], before["M02"]) >= 1
    assert min(found["H01"] - before["H01"], found["M02"] - before["M02"]) >= 2
    assert_true(found, page, wall)
    assert kept
    # What the last start has counted since is not ripe yet.
    assert kept & counts_kept(page) == set()


def test_a_page_that_somebody_skips_was_not_shown(wall, page, time):
    time.begin()
    for _press in range(12):
        page.keyboard.press("Space")
        time.passes(300)

    assert {wall.codes["H01"], wall.codes["M02"]} <= {
        one for one, _at in page.evaluate("JSON.parse(localStorage.getItem('seen'))[0]")
    }
    assert counts_kept(page) == set()
