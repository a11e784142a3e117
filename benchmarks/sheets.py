"""How long a sheet takes from bytes to a table, and how much memory, beside the plainest way to read its rows.

A ledger of 63 rows is what an office brings; 10,000 rows are the most that is taken.

    python -m benchmarks.sheets
"""

from __future__ import annotations

import csv
import io
import time
import tracemalloc
import zipfile
from collections.abc import Callable
from datetime import date, timedelta
from functools import partial
from pathlib import Path
from xml.sax.saxutils import escape

from benchmarks.report import figure, say
from kiosk.sheets import as_table, column_letter, open_book, pasted_book, recognise

FILES = Path(__file__).resolve().parents[1] / "tests" / "sheets" / "files"
LEDGER = FILES / "公务用车台账-2026年10月.xlsx"
ROWS = 10_000
HEAD = ("序号", "日期", "车号", "事由", "用车人", "出车里程（公里）", "燃油费（元）", "备注")
FIRST_DAY = date(2026, 1, 1)
RUNS = 5
SHEET = "xl/worksheets/sheet1.xml"
MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"


def main() -> None:
    """Measure and print."""
    text = as_csv(ROWS)
    baseline = seconds(lambda: list(csv.reader(io.StringIO(text, newline=""))))
    small = LEDGER.read_bytes()
    figure("csv.reader alone, 10,000 rows", f"{baseline * 1000:.0f} ms")
    figure("the office's ledger, 63 rows, .xlsx", f"{seconds(lambda: table(small)) * 1000:.1f} ms")
    for name, data in (("CSV", text.encode()), (".xlsx", as_xlsx(text))):
        reading = seconds(partial(first_sheet, data))
        whole = seconds(partial(table, data))
        figure(f"10,000 rows, {name}, read", f"{reading:.2f} s")
        figure(f"10,000 rows, {name}, read and recognised", f"{whole:.2f} s", aim="2 s")
        figure("  against csv.reader alone", f"{whole / baseline:.0f} times")
        figure("  memory at most", f"{peak_bytes(partial(table, data)) / 1e6:.0f} MB")
    pasted = text.replace(",", "\t")
    figure("10,000 rows, pasted", f"{seconds(lambda: recognise(pasted_book(pasted))):.2f} s")
    say("Processor time, best of five; other work on the machine still stretches it.")


def first_sheet(data: bytes) -> None:
    """Read, and nothing recognised yet."""
    open_book(data).sheet(0)


def table(data: bytes) -> None:
    """From bytes to what a notice holds."""
    as_table(recognise(open_book(data)))


def seconds(work: Callable[[], object]) -> float:
    """Processor time of some work, the best of several runs."""
    times = []
    for _run in range(RUNS):
        began = time.process_time()
        work()
        times.append(time.process_time() - began)
    return min(times)


def peak_bytes(work: Callable[[], object]) -> int:
    """The most memory that Python objects took while some work was done."""
    tracemalloc.start()
    work()
    _now, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    return peak


def as_csv(rows: int) -> str:
    """A ledger of so many rows, with its total."""
    lines = [HEAD]
    for number in range(1, rows + 1):
        on = (FIRST_DAY + timedelta(days=number % 365)).isoformat()
        cost = f"{number % 400}.{number % 100:02}"
        lines.append(
            (
                str(number),
                on,
                f"甘F·IO{number % 9:03}",
                "送报表（往返）",
                "宁采",
                str(number % 500),
                cost,
                "",
            )
        )
    lines.append(("合计", "", "", "", "", "0", "0.00", ""))
    buffer = io.StringIO()
    csv.writer(buffer).writerows(lines)
    return buffer.getvalue()


def as_xlsx(text: str) -> bytes:
    """The same ledger as a workbook."""
    rows = []
    for number, row in enumerate(csv.reader(io.StringIO(text, newline="")), start=1):
        cells = "".join(
            _cell(f"{column_letter(at)}{number}", one) for at, one in enumerate(row) if one
        )
        rows.append(f'<row r="{number}">{cells}</row>')
    buffer = io.BytesIO()
    with (
        zipfile.ZipFile(LEDGER) as model,
        zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as made,
    ):
        for name in model.namelist():
            if name != SHEET:
                made.writestr(name, model.read(name))
        data = f'<worksheet xmlns="{MAIN}"><sheetData>{"".join(rows)}</sheetData></worksheet>'
        made.writestr(SHEET, data)
    return buffer.getvalue()


def _cell(name: str, text: str) -> str:
    if text.replace(".", "", 1).isdecimal():
        return f'<c r="{name}" t="n"><v>{text}</v></c>'
    return f'<c r="{name}" t="inlineStr"><is><t>{escape(text)}</t></is></c>'


if __name__ == "__main__":
    main()
