"""Whole numbers: what a browser sends is read, and nothing anybody else sends breaks the page."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kiosk.core.numbers import whole_number


@given(st.integers(0, 999_999_999))
def test_a_number_is_read_as_it_is_written(number):
    assert whole_number(str(number)) == number


@pytest.mark.parametrize(
    "text",
    [None, "", " 1", "1 ", "+1", "-1", "1.0", "1_0", "²", "١", "１", "x", "1" * 10, "1" * 5000],
)
def test_what_is_no_plain_number_is_none(text):
    assert whole_number(text) is None


@given(st.text())
def test_no_text_is_too_strange_to_be_asked(text):
    found = whole_number(text)

    assert found is None or str(found) == text.lstrip("0") or set(text) == {"0"}
