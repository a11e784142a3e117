"""An uploaded file or a paste as a book of sheets. What it is, its content says; its name is not asked."""

from __future__ import annotations

from kiosk.sheets.delimited import decoded, separated
from kiosk.sheets.grid import MEGABYTE, MOST_BYTES, Book, single
from kiosk.sheets.markup import is_markup, tables
from kiosk.sheets.ole import SIGNATURE
from kiosk.sheets.problems import Refusal, Unreadable
from kiosk.sheets.xls import open_xls
from kiosk.sheets.xlsx import open_xlsx

_ZIP = b"PK\x03\x04"
_EMPTY_ZIP = b"PK\x05\x06"
#: How a workbook saved as XML or as a web archive begins, before anything else is said.
_XML_WORKBOOK = "urn:schemas-microsoft-com:office:spreadsheet"
_WEB_ARCHIVE = "mime-version:"
_NO_SHEETS = (b"%PDF", b"\x89PNG", b"\xff\xd8\xff", b"GIF8", b"Rar!", b"7z\xbc\xaf", b"RIFF")
_LOOKED_AT = 4_000


def open_book(data: bytes) -> Book:
    """The book in an uploaded file. Raises Unreadable, and nothing else, for whatever it holds."""
    if not data.strip():
        raise Unreadable(Refusal.EMPTY)
    if len(data) > MOST_BYTES:
        raise Unreadable(Refusal.TOO_BIG, most=MOST_BYTES // MEGABYTE)
    if data.startswith((_ZIP, _EMPTY_ZIP)):
        return open_xlsx(data)
    if data.startswith(SIGNATURE):
        return open_xls(data)
    if data.startswith(_NO_SHEETS):
        raise Unreadable(Refusal.NOT_A_SHEET)
    return _of_text(decoded(data))


def pasted_book(text: str) -> Book:
    """The book in what was pasted: an HTML table, or lines with tabs. Raises Unreadable."""
    if not text.strip():
        raise Unreadable(Refusal.EMPTY)
    if len(text) > MOST_BYTES:
        raise Unreadable(Refusal.TOO_BIG, most=MOST_BYTES // MEGABYTE)
    if is_markup(text):
        return tables(text)
    # Without a single tab it was copied from a CSV file opened as text.
    return single(separated(text, "\t" if "\t" in text else None))


def _of_text(text: str) -> Book:
    start = text[:_LOOKED_AT].lower()
    if _XML_WORKBOOK in start and "<workbook" in start:
        raise Unreadable(Refusal.OTHER_FORMAT, format="XML")
    if start.lstrip().startswith(_WEB_ARCHIVE):
        raise Unreadable(Refusal.OTHER_FORMAT, format="MHTML")
    if is_markup(text):
        return tables(text)
    return single(separated(text))
