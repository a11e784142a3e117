"""Honors: which page an honor gets."""

import pytest

from kiosk.core.document import BadContent, canonical, decode
from kiosk.kinds.honors import HONORS, HonorBoard
from tests.kinds.honors.samples import PERSON, SAMPLES, WITHOUT_PHOTO


@pytest.mark.parametrize(
    ("recipient", "honors", "layout"),
    [
        ("person", (PERSON,), "spotlight"),
        ("person", (PERSON, WITHOUT_PHOTO), "grid"),
        ("collective", (PERSON,), "collective"),
        ("collective", (PERSON, WITHOUT_PHOTO), "collective"),
        ("post", (PERSON,), "post"),
    ],
)
def test_an_honor_gets_the_page_of_its_recipient(recipient, honors, layout):
    assert HONORS.layout(HonorBoard(title="x", recipient=recipient, honors=honors)) == layout


def test_a_board_without_an_honor_is_none():
    data = canonical(SAMPLES[0])
    start, end = data.index(b'"honors":[') + len(b'"honors":['), data.index(b'],"recipient"')

    with pytest.raises(BadContent, match="honors"):
        decode(data[:start] + data[end:], HonorBoard)
