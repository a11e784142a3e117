"""Content as a document: one byte string for equal content, and nothing taken that is not of its kind."""

from datetime import date
from decimal import Decimal
from typing import Literal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kiosk.core.document import (
    BadContent,
    Document,
    canonical,
    decimal_text,
    decode,
    fingerprint,
    from_builtins,
)


class Row(Document, frozen=True, kw_only=True):
    what: str
    amount: str | int | None = None


class Paper(Document, frozen=True, kw_only=True):
    title: str
    day: date
    form: Literal["公示", "公开"] = "公示"
    rows: tuple[Row, ...] = ()
    extra: dict[str, str | int | None] | None = None


PAPER = Paper(
    title="大宗物资采购",
    day=date(2026, 11, 18),
    rows=(Row(what="打印纸", amount="65898.00"), Row(what="合计")),
    extra={"z": 1, "a": None},
)
BYTES = (
    '{"day":"2026-11-18","extra":{"a":null,"z":1},"form":"公示",'
    '"rows":[{"amount":"65898.00","what":"打印纸"},{"amount":null,"what":"合计"}],'
    '"title":"大宗物资采购"}'
)


def test_a_document_is_written_as_utf_8_with_sorted_keys_and_no_space():
    assert canonical(PAPER).decode() == BYTES


def test_the_fingerprint_of_a_document_stays_the_same_for_good():
    assert (
        fingerprint(canonical(PAPER))
        == "9d3f889cd2882f5ab301ffcee8515564a9cbf634c5095aa2ae80374fc501e706"
    )


def test_the_order_in_which_content_was_given_leaves_no_trace():
    given_otherwise = {
        "extra": {"a": None, "z": 1},
        "rows": [{"amount": "65898.00", "what": "打印纸"}, {"what": "合计", "amount": None}],
        "day": "2026-11-18",
        "title": "大宗物资采购",
    }

    assert canonical(from_builtins(given_otherwise, Paper)) == canonical(PAPER)


def test_another_character_is_another_fingerprint():
    other = decode(BYTES.replace("65898.00", "65898.01"), Paper)

    assert fingerprint(canonical(other)) != fingerprint(canonical(PAPER))


def test_what_was_written_is_read_back():
    assert decode(canonical(PAPER), Paper) == PAPER


@pytest.mark.parametrize(
    ("wrong", "place"),
    [
        ({"day": "2026-11-18"}, "title"),
        ({"title": "x", "day": "18.11.2026"}, "$.day"),
        ({"title": "x", "day": "2026-11-18", "form": "通知"}, "$.form"),
        ({"title": "x", "day": "2026-11-18", "author": "y"}, "author"),
        ({"title": 7, "day": "2026-11-18"}, "$.title"),
        ({"title": "x", "day": "2026-11-18", "rows": [{"what": "y", "amount": 1.5}]}, "$.rows[0]"),
        ({"title": "x", "day": "2026-11-18", "rows": [{"what": "y", "sum": 1}]}, "sum"),
        ({"title": "x", "day": "2026-11-18", "extra": {"a": 0.1}}, "$.extra"),
        ([], "object"),
    ],
)
def test_what_is_no_document_of_its_kind_is_refused_and_the_place_named(wrong, place):
    with pytest.raises(BadContent) as refused:
        from_builtins(wrong, Paper)

    assert place in str(refused.value)


@pytest.mark.parametrize(
    "data", ["", "{", "null", '{"title":"x","day":"2026-11-18","a":1}', b"\xff"]
)
def test_stored_bytes_that_are_no_document_are_refused(data):
    with pytest.raises(BadContent):
        decode(data, Paper)


def test_a_document_cannot_be_changed():
    with pytest.raises(AttributeError):
        PAPER.title = "another"  # type: ignore[misc]  # what mypy refuses, the document must refuse too


@pytest.mark.parametrize(
    ("value", "places", "text"),
    [
        (65898, 2, "65898.00"),
        (0.1 + 0.2, 2, "0.30"),
        ("1e3", 0, "1000"),
        (Decimal("1E-7"), 8, "0.00000010"),
        (-5, 1, "-5.0"),
        (12345678901234567890, 2, "12345678901234567890.00"),
        # Sums of money round as people do on paper: five goes up.
        ("2.675", 2, "2.68"),
        ("0.125", 2, "0.13"),
        ("0.5", 0, "1"),
        ("-0.125", 2, "-0.13"),
    ],
)
def test_a_number_is_held_as_text_with_fixed_decimals_and_no_exponent(value, places, text):
    assert decimal_text(value, places=places) == text


@given(
    title=st.text(st.characters(exclude_categories=["Cs"])),
    cells=st.dictionaries(
        st.text(st.characters(exclude_categories=["Cs"]), max_size=5),
        st.none()
        | st.integers(-(2**62), 2**62)
        | st.text(st.characters(exclude_categories=["Cs"])),
        max_size=5,
    ),
)
def test_every_document_is_read_back_equal_and_written_again_the_same(title, cells):
    paper = Paper(title=title, day=date(2026, 2, 28), extra=cells)

    again = decode(canonical(paper), Paper)

    assert again == paper
    assert canonical(again) == canonical(paper)
    assert canonical(
        Paper(title=title, day=date(2026, 2, 28), extra=dict(reversed(cells.items())))
    ) == (canonical(paper))
