"""What a real wall says it has shown: it arrives, and neither reloads nor outages lose or double anything."""

import json
from collections import Counter

import pytest
import sqlalchemy as sa

from kiosk.accounts.offices import named_office
from kiosk.core.db import db
from kiosk.screens.models import Play, Standing
from tests.browser.live import begin, change, take_down_all_but

#: How long each of three pages stays, so that nobody waits for minutes.
PAGE_S = 1
ROUND_MS = 3 * 1_500
#: By then the server has been heard, so that the wall knows the time; and its first report has left.
HEARD_MS = 5_000
#: What was on when, by somebody who looks at the wall and not at its counters: [[posting, from, since when the server
#: has been heard], …] of each load.
WATCH_PAGES = """(() => {
    const seen = JSON.parse(localStorage.getItem("seen") || "[]").concat([[]]);
    const note = () => {
        const current = document.querySelector("[data-current]");
        const what = current && current.getAttribute("data-posting");
        const before = seen[seen.length - 1];
        if (!what || (before.length > 0 && before[before.length - 1][0] === what)) return;
        const heard = performance.getEntriesByType("resource").filter((one) => /programme$/.test(one.name))[0];
        before.push([what, performance.now(), heard ? heard.responseEnd : 1e9]);
        localStorage.setItem("seen", JSON.stringify(seen));
    };
    new MutationObserver(note).observe(document, { subtree: true, attributes: true, attributeFilter: ["data-current"] });
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


def until(page, posting):
    page.wait_for_selector(f"[data-current][data-posting='{posting}']", timeout=4 * ROUND_MS)


def numbers(wall):
    """The sample's numbers of the postings that hang, by code."""
    return {wall.codes[number]: number for number in ("H01", "M02")}


def seen(wall, page):
    """How often each posting was surely on for its time while the wall knew the time; and how often at the most."""
    surely: Counter[str] = Counter()
    perhaps: Counter[str] = Counter()
    for pages in page.evaluate("JSON.parse(localStorage.getItem('seen'))"):
        heard = min((one[2] for one in pages), default=0)
        for (what, began, _), end in zip(pages, [one[1] for one in pages[1:]] + [1e9], strict=True):
            if what in numbers(wall) and end - began >= PAGE_S * 1000 - 500:
                perhaps[numbers(wall)[what]] += 1
                # On a machine that stands still for seconds the wall rightly counts nothing.
                is_calm = PAGE_S * 1000 < end - began < 4000
                surely[numbers(wall)[what]] += heard < began and is_calm
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


def load_again(page):
    """Return when the first report has been answered."""
    with page.expect_response(lambda answer: answer.url.endswith("/report")) as answer:
        page.reload()
    return answer.value


def assert_true(found, page, wall):
    surely, perhaps = seen(wall, page)
    for one in ("H01", "M02"):
        assert surely[one] <= found[one] <= perhaps[one], (one, surely, found, perhaps)


def counts_kept(page):
    """What the wall keeps because the server has not heard of it, or not of all."""
    names = page.evaluate("Object.keys(localStorage)")
    return {name for name in names if name.startswith("plays:")}


def test_what_a_wall_has_shown_arrives_with_its_revision(wall, page):
    begin(page)
    page.wait_for_timeout(HEARD_MS + 2 * ROUND_MS)
    until(page, "overview")
    assert load_again(page).status == 200

    found = counted(wall)
    assert min(found["H01"], found["M02"]) >= 2
    assert_true(found, page, wall)
    with wall.app.app_context():
        one = db.session.scalars(sa.select(Play).where(Play.posting == wall.codes["H01"])).one()
        stands = db.session.scalars(sa.select(Standing)).one()
        db.session.remove()
    assert (one.revision, one.device, len(one.fingerprint)) == (1, stands.device, 64)
    assert one.seconds == one.times * PAGE_S
    assert int(one.quarters, 16).bit_count() == 1


def test_reloads_and_outages_lose_nothing_and_double_nothing(wall, page, errors):
    begin(page)
    page.wait_for_timeout(HEARD_MS + ROUND_MS)
    load_again(page)
    page.wait_for_timeout(HEARD_MS + ROUND_MS)
    page.context.set_offline(True)
    page.wait_for_selector("body[data-online=false]", timeout=20_000)
    page.wait_for_timeout(2 * ROUND_MS)
    before = counted(wall)
    kept = counts_kept(page)
    page.context.set_offline(False)
    for _load in range(3):
        load_again(page)
    errors.clear()  # of the outage

    found = counted(wall)
    assert min(before["H01"], before["M02"]) >= 1
    assert min(found["H01"] - before["H01"], found["M02"] - before["M02"]) >= 2
    assert_true(found, page, wall)
    assert kept
    # What the last start has counted since is not ripe yet.
    assert kept & counts_kept(page) == set()


def test_a_page_that_somebody_skips_was_not_shown(wall, page):
    with page.expect_response(lambda answer: answer.url.endswith("/programme")):
        begin(page)
    for _press in range(12):
        page.keyboard.press("Space")
        page.wait_for_timeout(300)
    load_again(page)

    assert_true(counted(wall), page, wall)
    assert sum(counted(wall).values()) <= 4  # those of the first five seconds
