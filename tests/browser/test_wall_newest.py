"""What is new on a wall: it comes behind the page that is on, and the rotation goes on where it was."""

from datetime import timedelta

from tests.browser.live import AT, copy, correct, hold_at
from tests.browser.wall_time import ASKED_MS, WallTime
from tests.browser.walls import shown, step

#: The longest any page stays (kiosk/programme/page_times.py), and the half second of the wall's beat.
LONGEST_PAGE_MS = 45_500
TWENTY_MINUTES_MS = 20 * 60_000


def on(code):
    return f"[data-current][data-posting='{code}']"


def test_what_is_published_is_seen_within_the_time_of_one_page(wall, opened):
    page = opened()
    time = WallTime(page)
    time.begin()

    code = copy(wall, "M02")
    time.passes(ASKED_MS)
    assert shown(page)[0] == "overview"

    time.until(on(code), within_ms=LONGEST_PAGE_MS)
    assert int(page.inner_text("[data-current] [data-place]")) > 3


def test_a_posting_that_was_left_for_a_new_one_goes_on_with_its_next_page(wall, opened):
    page = opened()
    time = WallTime(page)
    time.begin()
    hold_at(page, wall.codes["N13"])
    left, first = shown(page)
    count = int(first.partition("/")[2])

    code = copy(wall, "N15")
    time.passes(ASKED_MS)
    seen: list[tuple[str, str]] = []
    while len(seen) < count + 2:
        step(page)
        seen.append(shown(page))

    own = [place for one, place in seen if one == left]
    assert count > 1
    assert seen[0][0] == code
    assert own[: count - 1] == [f"{at}/{count}" for at in range(2, count + 1)]


def test_a_corrected_posting_comes_next_wherever_its_place_is(wall, opened):
    page = opened()
    time = WallTime(page)
    time.begin()
    hold_at(page, wall.codes["N06"])

    correct(wall, "N12", "拟确定", "拟增补")
    time.passes(ASKED_MS)
    step(page)

    assert shown(page)[0] == wall.codes["N12"]
    assert "拟增补" in page.inner_text("[data-current] .board-title")


def test_what_begins_at_its_hour_is_brought_forward_by_the_wall_itself(wall, opened):
    code = copy(wall, "M02", shows_from=AT + timedelta(minutes=20))
    page = opened()
    time = WallTime(page)
    time.begin()
    hold_at(page, wall.codes["N06"])

    page.clock.fast_forward(TWENTY_MINUTES_MS - 1_000)
    time.settle()
    assert shown(page)[0] != code
    time.until(on(code), within_ms=LONGEST_PAGE_MS)
    assert int(page.inner_text("[data-current] [data-place]")) > 6


def test_a_wall_that_starts_brings_nothing_forward(wall, opened):
    copy(wall, "N15")
    page = opened()
    WallTime(page).begin()
    page.keyboard.press("Space")
    places = []
    for _ in range(6):
        places.append(int(page.inner_text("[data-current] [data-place]")))
        step(page)

    assert places == sorted(places)
    assert places[0] == 1
