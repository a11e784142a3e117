"""How the walls of the sample office read: what a reader would stumble over, looked for on every page of a rotation."""

from itertools import accumulate, pairwise

import pytest
from bs4 import BeautifulSoup

from kiosk.core.field_words import FIELD_WORDS
from kiosk.core.text import in_words
from tests.browser import walls
from tests.browser.walls import Facts, Walk

#: Between the kind's name and the lane beside it: twice as wide as a dash.
LEAST_AIR_REM = 1.6
QUIET_REM = 0.5
LEAST_LIST_REM = 4.0
LONGEST_LABEL = 4


@pytest.fixture(scope="session", params=list(walls.SIZES))
def walk(request, browser, tmp_path_factory, worker_id) -> Walk:
    """One rotation; session-wide, and shared between test workers."""
    return walls.walked(browser, walls.shared_folder(tmp_path_factory, worker_id), request.param)


def told(page: Facts, what: object) -> str:
    """A fault with the page it is on."""
    return f"{page['kind']} {page['page']} “{(page['title'] or '')[:20]}”: {what}"


def test_every_code_says_what_it_gives(walk):
    faults = [told(page, page["qrSays"]) for page in walk.pages if len(page["qrSays"]) != 1]

    assert faults == []


def test_what_a_code_gives_stands_beside_it(walk):
    """Not on it: the code's own quiet zone ends at its tile."""
    for page in walk.pages:
        left, top, right, bottom = tile_of(page)
        for text in page["texts"]:
            if "qr-says" in text["within"]:
                near = QUIET_REM * page["rem"]
                for box in text["boxes"]:
                    clear = (
                        box[2] <= left - near
                        or box[0] >= right + near
                        or box[3] <= top - near
                        or box[1] >= bottom + near
                    )
                    assert clear, told(page, text["text"])


def tile_of(page: Facts) -> tuple[float, float, float, float]:
    """The code's tile: left, top, right, bottom."""
    x, y, width, height = page["qr"][0]["box"][:4]
    return x, y, x + width, y + height


def test_the_kinds_name_stands_clear_of_the_lane(walk):
    for page in walk.pages:
        kind = page["kindBox"]
        for lane in page["laneBoxes"]:
            across, down = lane[0] - kind[2], lane[1] - kind[3]
            assert max(across, down) >= LEAST_AIR_REM * page["rem"], told(page, (kind, lane))


def test_no_word_of_the_trade_is_cut_in_a_cell_or_a_title(walk):
    faults = []
    for page in walk.pages:
        for lines in page["lined"]:
            ends = set(accumulate(len(line) for line in lines))
            for word, start in words_of("".join(lines)):
                if ends & set(range(start + 1, start + len(word))):
                    faults.append(told(page, lines))

    assert any(len(lines) > 1 for page in walk.pages for lines in page["lined"])
    assert faults == []


def words_of(text: str) -> list[tuple[str, int]]:
    """The words of the trade in it and where each begins."""
    pieces = [str(one) for one in BeautifulSoup(str(in_words(text)), "html.parser").strings]
    starts = accumulate((len(piece) for piece in pieces), initial=0)
    return [
        (piece, start) for piece, start in zip(pieces, starts, strict=False) if piece in FIELD_WORDS
    ]


def test_a_post_fits_on_one_page_where_its_type_need_not_grow(walk):
    pages = walk.of("H10")

    assert len(pages) == (1 if pages[0]["k"] == 1 else 2)
    for page in pages:
        lines = [text for text in page["texts"] if text["within"] in {"pledge", "post-line"}]
        said = [text["size"] for text in lines if len(text["text"]) > LONGEST_LABEL]
        assert min(said) >= LEAST_LIST_REM * page["k"] - 0.01


def test_a_page_ends_with_a_sentence_where_type_need_not_grow(walk):
    ends = [
        told(page, page["prose"][-12:])
        for page, after in pairwise(walk.pages)
        if page["posting"] == after["posting"] and after["prose"] and page["k"] == 1
    ]

    assert bool(ends) == (walk.pages[0]["k"] == 1)
    assert [end for end in ends if end[-1] in "，、；"] == []


def test_a_rank_stands_before_whoever_has_it(walk):
    heads = [
        table["head"] for page in walk.pages for table in page["tables"] if "名次" in table["head"]
    ]

    assert heads
    assert {head[0] for head in heads} == {"名次"}
