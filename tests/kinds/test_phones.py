"""Phone numbers as offices write them, and what is none."""

import pytest

from kiosk.kinds.editing import PHONES


@pytest.mark.parametrize(
    "typed",
    [
        "",
        "119",
        "0937-0000126",
        "0937 0000126",
        "(0937) 0000126",
        "（0937）0000126",
        "+86 937 0000126",
        "0937-0000126转8",
        "0937-0000126 ext. 8001",
        "0937-0000126 分机 12",
        "0937-0000126、0937-0000127",
        "0937-0000126, 13800000000",
        "138****0000",
    ],
)
def test_what_offices_write_is_taken(typed):
    assert PHONES.regex.match(typed)


@pytest.mark.parametrize(
    "typed", ["abc", "call me", "-", "+", "、", "0937-0000126、", "转8", "0937-abc", "12\n34"]
)
def test_what_nobody_can_dial_is_not(typed):
    assert not PHONES.regex.match(typed)
