"""Seconds from the command to a 200 from /healthz, on an empty instance and on one that is there already.

python -m benchmarks.second_start
"""

from __future__ import annotations

import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from benchmarks.kiosk import ROOT, running
from benchmarks.report import figure

TRIES = 5


def main() -> None:
    """Measure and print."""
    with tempfile.TemporaryDirectory() as folder:
        first = _start_s(Path(folder))
        rounds = [(_start_s(Path(folder)), _import_s()) for _ in range(TRIES)]
    later = [start for start, _ in rounds]
    imported = statistics.median(bare for _, bare in rounds)
    figure("first start, with migrations and the sample", f"{first:.2f} s")
    figure("later starts, median", f"{statistics.median(later):.2f} s", aim="<= 3 s")
    figure("later starts, slowest", f"{max(later):.2f} s")
    figure("Python importing the server, median", f"{imported:.2f} s")
    figure("ratio later start : import", f"{statistics.median(later) / imported:.1f}")


def _start_s(folder: Path) -> float:
    begun = time.monotonic()
    with running(module="kiosk.serve", folder=folder):
        return time.monotonic() - begun


def _import_s() -> float:
    begun = time.monotonic()
    subprocess.run([sys.executable, "-c", "import kiosk.server"], cwd=ROOT, check=True)
    return time.monotonic() - begun


if __name__ == "__main__":
    main()
