"""What can be wrong with a sheet, as data: a code, a place, and the values its sentence names.

The sentences are English message ids; a face translates `message` with `named` filled in. No sentence
is made here, because whose language it speaks is the face's to know.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

_LETTERS = 26


def N_(message: str) -> str:  # noqa: N802 - the name by which catalogues find messages
    """Mark `message` for the catalogues; it is translated where it is shown."""
    return message


class Refusal(StrEnum):
    """Why a whole file or a whole paste cannot be taken."""

    EMPTY = "empty"
    TOO_BIG = "too_big"
    UNPACKS_TOO_BIG = "unpacks_too_big"
    PASSWORD = "password"  # noqa: S105 - a reason, not a secret
    BROKEN = "broken"
    NOT_A_SHEET = "not_a_sheet"
    OTHER_FORMAT = "other_format"
    TOO_MANY_LINES = "too_many_lines"
    TOO_MANY_COLUMNS = "too_many_columns"
    TOO_MANY_CELLS = "too_many_cells"
    NO_SUCH_SHEET = "no_such_sheet"
    NOTHING_IN_IT = "nothing_in_it"


REFUSALS: dict[Refusal, str] = {
    Refusal.EMPTY: N_("The file is empty."),
    Refusal.TOO_BIG: N_("The file is larger than %(most)s MB. Keep only the sheet that is needed."),
    Refusal.UNPACKS_TOO_BIG: N_(
        "The workbook is far too large inside. Copy the table into a new workbook."
    ),
    Refusal.PASSWORD: N_("The workbook is locked with a password. Save it without one."),
    Refusal.BROKEN: N_(
        "The file is damaged or incomplete. Open it in Excel or WPS and save it anew."
    ),
    Refusal.NOT_A_SHEET: N_("This is no sheet. Excel (.xlsx, .xls) and CSV files can be read."),
    Refusal.OTHER_FORMAT: N_(
        "Sheets saved as %(format)s cannot be read. Save the file as .xlsx in Excel or WPS."
    ),
    Refusal.TOO_MANY_LINES: N_("The sheet has more than %(most)s rows. Split it."),
    Refusal.TOO_MANY_COLUMNS: N_(
        "The sheet has something in column %(column)s; %(most)s columns are taken at most."
    ),
    Refusal.TOO_MANY_CELLS: N_("The sheet has more than %(most)s filled cells. Split it."),
    Refusal.NO_SUCH_SHEET: N_("The workbook has no such sheet."),
    Refusal.NOTHING_IN_IT: N_("There is no table in it."),
}


class Unreadable(Exception):
    """A file or a paste that cannot be taken at all; `message` and `named` say why."""

    def __init__(self, reason: Refusal, **named: str | int) -> None:
        super().__init__(reason.value)
        self.reason = reason
        self.named = {name: str(value) for name, value in named.items()}

    @property
    def message(self) -> str:
        """The sentence's message id."""
        return REFUSALS[self.reason]


class Code(StrEnum):
    """What can be wrong with, or worth saying about, a sheet that was read."""

    NOT_A_NUMBER = "not_a_number"
    NOT_A_DAY = "not_a_day"
    NOT_STARS = "not_stars"
    OTHER_UNIT = "other_unit"
    NEVER_COMPUTED = "never_computed"
    FORMULA_FAILED = "formula_failed"
    NO_KEY = "no_key"
    DOUBLED_KEY = "doubled_key"
    TOTAL_DIFFERS = "total_differs"
    SUBTOTAL_DIFFERS = "subtotal_differs"
    MEAN_DIFFERS = "mean_differs"
    ROW_SUM_DIFFERS = "row_sum_differs"
    STATED_TOTAL_DIFFERS = "stated_total_differs"
    TOTAL_MADE = "total_made"
    ROUNDED = "rounded"
    NO_HEAD = "no_head"
    NO_LABEL = "no_label"
    HIDDEN_LINES = "hidden_lines"
    HIDDEN_COLUMNS = "hidden_columns"
    NUMBER_ONLY = "number_only"
    SECTIONS = "sections"
    SUBTOTALS = "subtotals"
    ASIDES = "asides"
    EMPTY_COLUMNS = "empty_columns"
    MORE_BELOW = "more_below"
    COLUMN_MISSING = "column_missing"
    SCORE_MISSING = "score_missing"
    STATION_UNKNOWN = "station_unknown"
    STATUS_UNKNOWN = "status_unknown"
    ITEMS_DIFFER = "items_differ"
    RANK_MISSING = "rank_missing"
    RANK_UNDUE = "rank_undue"
    RANK_OUT_OF_ORDER = "rank_out_of_order"
    RANK_SHARED = "rank_shared"
    RANK_SKIPS = "rank_skips"
    EQUAL_SCORES = "equal_scores"
    STAR_MISSING = "star_missing"
    STAR_UNDUE = "star_undue"
    STAR_OUT_OF_ORDER = "star_out_of_order"
    STAR_SPLITS_TIE = "star_splits_tie"
    QUOTA_EXCEEDED = "quota_exceeded"


SENTENCES: dict[Code, str] = {
    Code.NOT_A_NUMBER: N_("“%(value)s” stands where a number belongs (%(label)s)."),
    Code.NOT_A_DAY: N_(
        "“%(value)s” stands where a date belongs (%(label)s): write year, month and day, such as 2026-11-04, or make the column one of text."
    ),
    Code.NOT_STARS: N_("“%(value)s” is no number of stars from 0 to 5 (%(label)s)."),
    Code.OTHER_UNIT: N_("“%(value)s” has another unit than the column (%(label)s, %(unit)s)."),
    Code.NEVER_COMPUTED: N_(
        "The formula has no saved result (%(label)s). Open the file in Excel or WPS and save it."
    ),
    Code.FORMULA_FAILED: N_("The formula ends in %(value)s (%(label)s)."),
    Code.NO_KEY: N_("%(label)s is missing."),
    Code.DOUBLED_KEY: N_("%(label)s “%(value)s” stands in row %(other)s already."),
    Code.TOTAL_DIFFERS: N_(
        "%(label)s: the sheet's total is %(stated)s, the rows add up to %(sum)s."
    ),
    Code.SUBTOTAL_DIFFERS: N_(
        "%(label)s: the subtotal is %(stated)s, the rows above it add up to %(sum)s."
    ),
    Code.MEAN_DIFFERS: N_(
        "%(label)s: the sheet's average is %(stated)s, that of the rows %(sum)s."
    ),
    Code.ROW_SUM_DIFFERS: N_(
        "%(label)s is %(stated)s, but %(first)s to %(last)s of this row add up to %(sum)s."
    ),
    Code.STATED_TOTAL_DIFFERS: N_(
        "%(label)s: the notice has %(stated)s (%(other)s), the rows of the sheet add up to %(sum)s."
    ),
    Code.TOTAL_MADE: N_("%(label)s: the total has no saved result; %(sum)s was computed."),
    Code.ROUNDED: N_("%(label)s: shown with %(places)s decimals, five rounded up."),
    Code.NO_HEAD: N_("No head was found; please name the columns."),
    Code.NO_LABEL: N_("Column %(column)s has no name."),
    Code.HIDDEN_LINES: N_("Hidden rows were left out: %(count)s."),
    Code.HIDDEN_COLUMNS: N_("Hidden columns were left out: %(columns)s."),
    Code.NUMBER_ONLY: N_("Rows that hold nothing but their number were left out: %(count)s."),
    Code.SECTIONS: N_("Rows that only name a section were left out: %(lines)s."),
    Code.SUBTOTALS: N_("Rows of subtotals were checked and left out: %(lines)s."),
    Code.ASIDES: N_("Averages and running sums go into the note below the table: rows %(lines)s."),
    Code.EMPTY_COLUMNS: N_("Empty columns are not shown: %(columns)s."),
    Code.MORE_BELOW: N_("Something else begins in row %(row)s and was left out."),
    Code.COLUMN_MISSING: N_("No column was found for %(label)s."),
    Code.SCORE_MISSING: N_("%(label)s is missing, though the person takes part."),
    Code.STATION_UNKNOWN: N_("There is no station “%(value)s”."),
    Code.STATUS_UNKNOWN: N_("“%(value)s” is none of %(allowed)s."),
    Code.ITEMS_DIFFER: N_("The score is %(stated)s, but its parts add up to %(sum)s."),
    Code.RANK_MISSING: N_("The rank is missing, though the person takes part."),
    Code.RANK_UNDUE: N_("Rank %(rank)s stands beside “%(status)s”."),
    Code.RANK_OUT_OF_ORDER: N_(
        "Rank %(rank)s with %(score)s stands before rank %(other_rank)s with %(other_score)s."
    ),
    Code.RANK_SHARED: N_(
        "Rank %(rank)s is shared by different scores: %(score)s and %(other_score)s."
    ),
    Code.RANK_SKIPS: N_("Rank %(rank)s should be %(due)s: so many stand before it."),
    Code.EQUAL_SCORES: N_(
        "%(score)s has both rank %(rank)s and rank %(other_rank)s; the tie must have been broken."
    ),
    Code.STAR_MISSING: N_("The number of stars is missing, though the person takes part."),
    Code.STAR_UNDUE: N_("%(star)s★ stands beside “%(status)s”."),
    Code.STAR_OUT_OF_ORDER: N_(
        "Rank %(rank)s has %(star)s★, rank %(other_rank)s behind it has %(other_star)s★."
    ),
    Code.STAR_SPLITS_TIE: N_(
        "Rank %(rank)s is shared, but once with %(star)s★ and once with %(other_star)s★."
    ),
    Code.QUOTA_EXCEEDED: N_(
        "%(count)s people have %(star)s★; of %(participants)s taking part %(quota)s may."
    ),
}


#: Where something is: by whether it has a row, and whether it has a column.
PLACES: dict[tuple[bool, bool], str] = {
    (True, True): N_("Row %(row)s, column %(column)s"),
    (True, False): N_("Row %(row)s"),
    (False, True): N_("Column %(column)s"),
    (False, False): "",
}


class Weight(StrEnum):
    """How much a problem matters: mend it, look at it, or just know it."""

    ERROR = "error"
    WARNING = "warning"
    NOTE = "note"


@dataclass(frozen=True)
class Problem:
    """One thing to say about a sheet.

    `line` is the sheet's own row number, 0 for the whole table; `column` counts from 0, None for the
    whole row. `suggestion` is the text that would mend the cell, if one is known.
    """

    code: Code
    weight: Weight
    line: int = 0
    column: int | None = None
    values: Mapping[str, str] = field(default_factory=dict)
    suggestion: str | None = None

    @property
    def turn(self) -> tuple[int, int]:
        """By this they are sorted: down the lines, and of each what is said of the whole row first."""
        return self.line, -1 if self.column is None else self.column

    @property
    def message(self) -> str:
        """The sentence's message id."""
        return SENTENCES[self.code]

    @property
    def named(self) -> dict[str, str]:
        """What the sentence names; the row and the column's letter are always among it."""
        letter = "" if self.column is None else column_letter(self.column)
        return {"row": str(self.line), "column": letter, **self.values}

    @property
    def place_message(self) -> str:
        """The message id that says where it is, with the same `named`; empty for the whole table."""
        return PLACES[bool(self.line), self.column is not None]

    @property
    def place(self) -> str:
        """The cell as a spreadsheet names it: C5. Empty for what concerns no single cell."""
        return "" if self.column is None or not self.line else cell_name(self.line, self.column)


def column_letter(index: int) -> str:
    """0 → A, 25 → Z, 26 → AA"""
    letters = ""
    rest = index + 1
    while rest:
        rest, digit = divmod(rest - 1, _LETTERS)
        letters = chr(ord("A") + digit) + letters
    return letters


def column_index(letters: str) -> int:
    """A → 0, AA → 26. Raises ValueError for anything but one to three letters A to Z."""
    if not 0 < len(letters) <= len("XFD") or not letters.isalpha() or not letters.isascii():
        raise ValueError(f"{letters!r} names no column")
    index = 0
    for letter in letters.upper():
        index = index * _LETTERS + ord(letter) - ord("A") + 1
    return index - 1


def cell_name(line: int, column: int) -> str:
    """C5"""
    return f"{column_letter(column)}{line}"
