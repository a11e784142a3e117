"""How one page follows another on a real wall: it fades in above the one before, which goes when nothing of it is seen."""

import pytest

from tests.browser.live import take_down_all_but
from tests.browser.wall_time import WallTime
from tests.browser.walls import shown, step

#: For so long a wall leaves the old page under a new one though nobody says that it has faded in.
FADE_PATIENCE_MS = 10_000
#: Frames are drawn while the wall's clock stands still.
REAL_FRAMES = "window.realFrame = window.requestAnimationFrame.bind(window);"
WATCH_FADE = """() => {
    window.frames_ = [];
    const note = () => {
        const [current, leaving] = ["current", "leaving"].map((name) => document.querySelector(`[data-${name}]`));
        const [over, under] = [current, leaving].map((one) => one && getComputedStyle(one));
        window.frames_.push({
            at: performance.now(),
            page: current.getAttribute("data-posting") + current.getAttribute("data-page"),
            over: Number(over.opacity),
            under: under && under.visibility === "visible" && under.zIndex < over.zIndex ? Number(under.opacity) : null,
        });
        window.realFrame(note);
    };
    note();
}"""
#: Enough of it has been seen, as slowly as a busy machine draws.
IS_FADING = "() => window.frames_.filter(({ over, page }) => over < 1 && page === window.frames_.slice(-1)[0].page).length >= 5"
#: The page that is on is wholly there, and nothing lies under it.
HAS_FADED = """() => !document.querySelector("[data-leaving]")
    && getComputedStyle(document.querySelector("[data-current]")).opacity === "1"
"""


def drawing(page):
    """What sets how fast fades go: 1 as on any wall."""
    session = page.context.new_cdp_session(page)
    session.send("Animation.enable")
    return lambda rate: session.send("Animation.setPlaybackRate", {"playbackRate": rate})


@pytest.mark.parametrize(("to", "turn"), [("M02", "page"), ("H01", "theme")])
def test_a_page_fades_in_above_the_old_one(wall, opened, to, turn):
    """At once after the page before, which may still be fading in itself."""
    take_down_all_but(wall, "M02", "H01")
    page = opened(still=False)
    page.add_init_script(REAL_FRAMES)
    WallTime(page).begin()
    page.keyboard.press("Space")
    if to == "H01":
        step(page)
    draw_at = drawing(page)
    draw_at(0.001)
    page.evaluate(WATCH_FADE)
    step(page)
    assert shown(page)[0] == wall.codes[to]
    assert page.get_attribute("[data-current]", "data-turn") == turn
    page.wait_for_function(IS_FADING)
    draw_at(1)
    page.wait_for_function(HAS_FADED)
    frames = page.evaluate("window.frames_")
    page_after = frames[-1]["page"]
    after = [frame for frame in frames if frame["page"] == page_after]
    fading = [frame for frame in after if frame["over"] < 1]

    assert len(fading) >= 3
    assert [frame["under"] for frame in fading] == [1] * len(fading)
    opacities = [frame["over"] for frame in after]
    assert opacities == sorted(opacities)
    assert opacities[-1] == 1
    # How long is what the style says: a busy machine draws late, and the clock gates nothing.
    lasts = page.eval_on_selector(
        "[data-current]", "one => getComputedStyle(one).transitionDuration"
    )
    assert lasts == {"page": "0.6s", "theme": "0.9s"}[turn]


def test_a_page_that_is_drawn_late_fades_in_above_the_old_one_all_the_same(wall, opened):
    page = opened(still=False)
    time = WallTime(page)
    time.begin()
    page.wait_for_function(HAS_FADED)
    page.keyboard.press("Space")
    # A browser that has no time to draw: so slow is a fade then that nothing of it is seen for a while.
    draw_at = drawing(page)
    draw_at(0.001)
    step(page)
    time.passes(FADE_PATIENCE_MS)
    assert page.locator("[data-leaving]").count() == 1

    draw_at(1)
    page.wait_for_function(HAS_FADED)
