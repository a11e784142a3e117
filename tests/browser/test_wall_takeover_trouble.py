"""A takeover on a wall in trouble: one that cannot be made is tried again, and nothing stands over one that is on."""

from datetime import timedelta

import pytest
import sqlalchemy as sa

from kiosk.core import codes
from kiosk.core.calendar import WorkCalendar
from kiosk.core.db import db
from kiosk.programme import takeovers
from kiosk.programme.takeovers import Place, Reach, Said
from kiosk.screens.health import Ask, ask, what_was_asked
from kiosk.screens.models import Screen, ScreenReport
from tests.browser.live import AT, change, hold_at
from tests.browser.wall_time import ASKED_MS, WallTime
from tests.browser.walls import SECRETS, shown

STORM = Said(2, "沙尘暴来袭")
FIRE = Said(1, "火情")
FIVE_MINUTES = timedelta(minutes=5)
FIVE_MINUTES_MS = 5 * 60_000
#: A takeover is known with the next programme, and is seen within a second.
CUT_IN_MS = ASKED_MS + 1_000
#: One that has failed is tried again by then.
TRIED_AGAIN_MS = 4_000
#: The wall looks twice a second whether one is over.
A_BEAT_MS = 500
ON = "[data-current][data-kind=takeover]"
ON_FIRE = "[data-current][data-kind=takeover][data-theme=signal-1]"
NUMBER = "[data-identify]:not([hidden])"
#: Whether the takeover stands on the middle of the wall.
IS_TOPMOST = (
    "!!document.elementFromPoint(innerWidth / 2, innerHeight / 2).closest('.takeover-page')"
)
#: Markup with these words cannot be parsed while there is trouble.
NOT_PARSED = """(() => {
    window.trouble = true;
    window.tries = 0;
    const parse = DOMParser.prototype.parseFromString;
    DOMParser.prototype.parseFromString = function (text, type) {
        if (!text.includes("WORDS")) return parse.call(this, text, type);
        window.tries += 1;
        if (window.trouble) throw new Error("a takeover that throws");
        return parse.call(this, text, type);
    };
})()"""
#: Nor can a page with them be measured.
NOT_MEASURED = """(() => {
    window.trouble = true;
    window.tries = 0;
    const { get } = Object.getOwnPropertyDescriptor(Element.prototype, "scrollHeight");
    Object.defineProperty(Element.prototype, "scrollHeight", {
        get() {
            if (!this.closest(".takeover-page") || !this.textContent.includes("WORDS")) return get.call(this);
            window.tries += 1;
            if (window.trouble) throw new Error("a takeover that throws");
            return get.call(this);
        },
    });
})()"""


def cut_in(wall, said, *, lasts=FIVE_MINUTES):
    def act():
        takeovers.begin(
            said,
            Place(Reach.OFFICE),
            until=AT + lasts,
            who="站长",
            at=AT,
            calendar=WorkCalendar(),
        )

    change(wall, act)


def tries(page):
    return page.evaluate("window.tries")


@pytest.mark.parametrize("trouble", [NOT_PARSED, NOT_MEASURED], ids=["parsed", "measured"])
def test_one_that_cannot_be_made_is_tried_again_until_it_is_on(wall, opened, trouble):
    page = opened()
    time = WallTime(page)
    page.add_init_script(trouble.replace("WORDS", STORM.headline))
    time.begin()
    hold_at(page, wall.codes["N12"])
    cut_in(wall, STORM)
    time.until(lambda: tries(page) > 0, within_ms=CUT_IN_MS)
    time.passes(2 * TRIED_AGAIN_MS)

    assert 2 <= tries(page) <= 4
    assert shown(page)[0] == wall.codes["N12"]
    page.evaluate("window.trouble = false")
    time.until(ON, within_ms=TRIED_AGAIN_MS)
    assert page.locator(".page:visible").count() == 1
    assert page.locator(".takeover-page").count() == 1


def test_a_wall_that_starts_with_one_that_cannot_be_made_shows_the_rotation_and_tries_until_its_end(
    wall, opened
):
    cut_in(wall, STORM)
    page = opened()
    time = WallTime(page)
    page.add_init_script(NOT_PARSED.replace("WORDS", STORM.headline))
    page.goto("/screen")
    time.until("[data-current][data-posting]", within_ms=TRIED_AGAIN_MS)
    first = shown(page)
    time.until(lambda: shown(page) != first, within_ms=60_000)
    time.passes(FIVE_MINUTES_MS)
    before = tries(page)
    assert before > 1
    time.passes(2 * TRIED_AGAIN_MS)

    assert tries(page) == before


def test_while_a_higher_one_cannot_be_made_the_one_that_is_on_stays_until_its_own_end(wall, opened):
    page = opened()
    time = WallTime(page)
    page.add_init_script(NOT_MEASURED.replace("WORDS", FIRE.headline))
    time.begin()
    cut_in(wall, STORM, lasts=timedelta(minutes=1))
    time.until(ON, within_ms=CUT_IN_MS)
    cut_in(wall, FIRE)
    time.until(lambda: tries(page) > 1, within_ms=CUT_IN_MS + TRIED_AGAIN_MS)
    assert page.get_attribute(ON, "data-theme") == "signal-2"
    time.until("[data-current]:not([data-kind=takeover])", within_ms=60_000)
    time.passes(TRIED_AGAIN_MS)
    assert page.query_selector(ON) is None
    assert page.locator(".takeover-page").count() == 0

    page.evaluate("window.trouble = false")
    time.until(ON_FIRE, within_ms=TRIED_AGAIN_MS)


def asked_for_its_number(wall):
    """Ask all screens, as the panel does."""

    def act():
        for screen in db.session.scalars(sa.select(Screen)):
            ask(screen, Ask.IDENTIFY, at=AT)

    change(wall, act)


def has_shown_its_number(wall):
    """What the panel says of what was asked."""
    with wall.app.app_context():
        mine = Screen.secret_hash == codes.secret_hash(SECRETS["usual"])
        screen = db.session.scalars(sa.select(Screen).where(mine)).one()
        asked = what_was_asked(screen, db.session.get(ScreenReport, screen.id), at=AT)
        db.session.remove()
    return asked is not None and asked.state == "done"


def test_one_that_cuts_in_takes_the_number_off_the_wall(wall, opened):
    page = opened()
    time = WallTime(page)
    time.begin()
    asked_for_its_number(wall)
    time.until(NUMBER, within_ms=ASKED_MS + 1_000)
    cut_in(wall, STORM)
    time.until(ON, within_ms=CUT_IN_MS)

    assert page.query_selector(NUMBER) is None
    assert page.evaluate(IS_TOPMOST)
    assert has_shown_its_number(wall)


def test_the_number_that_is_asked_for_meanwhile_is_not_shown_over_it_but_behind_it(wall, opened):
    page = opened()
    time = WallTime(page)
    time.begin()
    cut_in(wall, STORM, lasts=timedelta(minutes=1))
    time.until(ON, within_ms=CUT_IN_MS)
    asked_for_its_number(wall)
    time.passes(ASKED_MS + 1_000)
    assert page.query_selector(NUMBER) is None
    assert page.evaluate(IS_TOPMOST)
    assert not has_shown_its_number(wall)

    time.until(NUMBER, within_ms=80_000)
    assert page.query_selector(ON) is None
    time.settle()
    assert has_shown_its_number(wall)
