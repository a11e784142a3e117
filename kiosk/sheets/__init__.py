"""Sheets: a pasted range or an uploaded file becomes a table, or a star board's result.

Pure: bytes or text in, plain values and named problems out. It knows neither the web nor the kinds.

    found = recognise(open_book(data), choices)     # what was taken for what, and what is wrong
    table = as_table(found)                         # what a notice holds

    found, stars = read_stars(open_book(data), choices, stations=names_by_code)
    problems = check_ranking(stars, rule)           # contradictions in the office's own ranking
    result = as_result(stars)                       # what a star board holds

    table = read_typed(columns, rows, total)        # cells typed into a grid, by the same rules
"""

from kiosk.sheets.against import against_table
from kiosk.sheets.choices import AS_RECOGNISED, Choices, Kind, LineKind, Role
from kiosk.sheets.columns import Column, Tidied
from kiosk.sheets.dated import day_said
from kiosk.sheets.grid import Book, Cell, Line, SheetName
from kiosk.sheets.layout import Marked, is_in_words, is_total
from kiosk.sheets.opening import open_book, pasted_book
from kiosk.sheets.problems import (
    Code,
    Problem,
    Refusal,
    Unreadable,
    Weight,
    cell_name,
    column_letter,
)
from kiosk.sheets.ranking import StarRule, as_result, check_ranking
from kiosk.sheets.recognise import Recognised, recognise
from kiosk.sheets.stars import Item, Person, StarSheet, read_stars
from kiosk.sheets.table import as_table
from kiosk.sheets.totals import Row, Summary
from kiosk.sheets.typed import TypedColumn, TypedTable, read_typed

__all__ = [
    "AS_RECOGNISED",
    "Book",
    "Cell",
    "Choices",
    "Code",
    "Column",
    "Item",
    "Kind",
    "Line",
    "LineKind",
    "Marked",
    "Person",
    "Problem",
    "Recognised",
    "Refusal",
    "Role",
    "Row",
    "SheetName",
    "StarRule",
    "StarSheet",
    "Summary",
    "Tidied",
    "TypedColumn",
    "TypedTable",
    "Unreadable",
    "Weight",
    "against_table",
    "as_result",
    "as_table",
    "cell_name",
    "check_ranking",
    "column_letter",
    "day_said",
    "is_in_words",
    "is_total",
    "open_book",
    "pasted_book",
    "read_stars",
    "read_typed",
    "recognise",
]
