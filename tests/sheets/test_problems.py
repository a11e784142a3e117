"""Every problem has a sentence and a place, in both languages."""

from __future__ import annotations

import pytest
from flask import Flask
from flask_babel import force_locale, gettext
from hypothesis import given
from hypothesis import strategies as st

from kiosk.sheets import Code, Problem, Weight, cell_name, column_letter
from kiosk.sheets.problems import SENTENCES, column_index


def test_every_code_has_a_sentence():
    assert set(SENTENCES) == set(Code)


def test_a_problem_is_said_with_its_place_in_the_language_of_the_answer(app: Flask):
    values = {"label": "得分", "value": "优秀"}
    problem = Problem(Code.NOT_A_NUMBER, Weight.ERROR, 10, 7, values)

    with app.test_request_context(), force_locale("zh_CN"):
        place = gettext(problem.place_message, **problem.named)
        sentence = gettext(problem.message, **problem.named)

    assert (place, sentence) == ("第 10 行 H 列", "“得分”应填数字，这里是“优秀”。")


@pytest.mark.parametrize(
    ("line", "column", "place"),
    [(5, 2, "Row 5, column C"), (5, None, "Row 5"), (0, 2, "Column C"), (0, None, "")],
)
def test_a_place_names_what_it_has(line, column, place):
    problem = Problem(Code.NO_KEY, Weight.ERROR, line, column)

    assert problem.place_message % problem.named == place


def test_columns_are_lettered_as_in_a_sheet():
    assert [column_letter(index) for index in (0, 25, 26, 701, 702, 16383)] == [
        "A",
        "Z",
        "AA",
        "ZZ",
        "AAA",
        "XFD",
    ]
    assert cell_name(23, 2) == "C23"


@given(st.integers(0, 18277))
def test_a_columns_letters_lead_back_to_it(index):
    assert column_index(column_letter(index)) == index


@pytest.mark.parametrize("letters", ["", "A1", "一", "ABCD", "Ａ", "-"])
def test_what_names_no_column_is_refused(letters):
    with pytest.raises(ValueError, match="names no column"):
        column_index(letters)
