"""The spine of a wall that speaks English: words lie along it whole, large enough, and clear of all beside them."""

import pytest
import sqlalchemy as sa

from kiosk.accounts.models import Office
from kiosk.core.db import db, means_to_write
from kiosk.postings.models import Category
from tests.browser import walls
from tests.browser.walls import Facts

#: As long as a name may be.
LONGEST = "Admission, education and development of new party members."
#: The smallest type on a wall 1080 high (DESIGN §2.2).
LEAST_REM = 2.8
#: What stands on the spine of the page that is on. `text` is as long as the words and as wide as their lines: a box around
#: glyphs alone has the font's whole height, which is far more than they fill.
READ_SPINE = """() => {
    const page = document.querySelector("[data-current]");
    const box = (one) => {
        const { left, top, right, bottom } = one.getBoundingClientRect();
        return { left, top, right, bottom };
    };
    const kind = page.querySelector(".spine-kind");
    const text = document.createRange();
    text.selectNodeContents(kind);
    const [along, lines] = [box(text), box(kind)];
    const isUpright = innerWidth > innerHeight;
    const rem = parseFloat(getComputedStyle(document.documentElement).fontSize);
    return {
        word: text.toString(),
        size: parseFloat(getComputedStyle(kind).fontSize) / rem,
        text: isUpright
            ? { ...lines, top: along.top, bottom: along.bottom }
            : { ...lines, left: along.left, right: along.right },
        spine: box(page.querySelector(".spine")),
        others: [".spine-brand", ".spine-count", ".lane i"].flatMap(
            (selector) => Array.from(page.querySelectorAll(selector), box)
        ),
    };
}"""


@pytest.fixture(scope="module")
def english_wall(tmp_path_factory, worker_id):
    """The sample office's wall, its office speaking English; one category has the longest name there may be."""
    template = walls.made_template(walls.shared_folder(tmp_path_factory, worker_id))
    with walls.running_wall(template, tmp_path_factory.mktemp("english")) as wall:
        with wall.app.app_context():
            means_to_write()
            db.session.get_one(Office, 1).language = "en"
            party = db.session.scalars(sa.select(Category).where(Category.code == "party")).one()
            party.name_en = LONGEST
            db.session.commit()
        yield wall


def spines(page):
    """Each word that stands on a spine in one rotation, as READ_SPINE found it first."""
    found: dict[str, Facts] = {}
    page.goto("/screen")
    page.wait_for_selector("[data-current]", timeout=walls.FIRST_PAGE_MS)
    page.keyboard.press("Space")
    first = walls.shown(page)
    while True:
        spine = page.evaluate(READ_SPINE)
        found.setdefault(spine["word"], spine)
        walls.step(page)
        if walls.shown(page) == first:
            return found


def overlap(one, other):
    return (
        one["left"] < other["right"]
        and other["left"] < one["right"]
        and one["top"] < other["bottom"]
        and other["top"] < one["bottom"]
    )


#: What stands in the frame is as large on a small panel as on a large one: k scales type, not the frame.
@pytest.mark.parametrize("size", [size for size in walls.SIZES if size not in walls.SMALL])
def test_english_words_lie_whole_along_the_spine(browser, english_wall, size):
    errors: list[str] = []
    context, page = walls.open_wall(browser, english_wall, errors, size=size)

    found = spines(page)
    context.close()

    assert errors == []
    assert {"Disclosure", "Public notice", "Roll of honor", LONGEST} <= set(found)
    for word, one in found.items():
        text, spine = one["text"], one["spine"]
        assert one["size"] > LEAST_REM, word
        assert spine["left"] < text["left"] < text["right"] < spine["right"], word
        assert spine["top"] < text["top"] < text["bottom"] < spine["bottom"], word
        assert not [other for other in one["others"] if overlap(text, other)], word
