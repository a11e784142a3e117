"""Memory of the whole process tree (PSS), idle with two workers, after the sample is loaded and a wall has asked.

python -m benchmarks.memory
"""

from __future__ import annotations

import time
import urllib.request
from pathlib import Path

from benchmarks.kiosk import Kiosk, running
from benchmarks.report import figure

#: So many times each worker has surely made the programme and a board.
ASKED = 20
SETTLE_S = 3.0


def main() -> None:
    """Measure and print."""
    with running(module="kiosk.serve") as kiosk:
        before = pss_bytes(kiosk.pid)
        secret = kiosk.device_secret()
        for _ in range(ASKED):
            _ask(kiosk, "/screen", secret)
            _ask(kiosk, "/screen/programme", secret)
        time.sleep(SETTLE_S)
        processes = tree(kiosk.pid)
        figure("processes", str(len(processes)))
        figure("PSS before anybody asked", f"{before / 1e6:.0f} MB")
        figure(
            "PSS idle, one wall has asked both workers",
            f"{pss_bytes(kiosk.pid) / 1e6:.0f} MB",
            aim="<= 120 MB",
        )


def _ask(kiosk: Kiosk, path: str, secret: str) -> None:
    request = urllib.request.Request(  # noqa: S310 - our own address
        kiosk.url + path, headers={"Cookie": f"kiosk_screen={secret}"}
    )
    with urllib.request.urlopen(request) as answer:  # noqa: S310 - ditto
        answer.read()


def tree(pid: int) -> list[int]:
    children = Path(f"/proc/{pid}/task/{pid}/children").read_text().split()
    return [pid, *(one for child in children for one in tree(int(child)))]


def pss_bytes(pid: int) -> int:
    return sum(_pss_of(one) for one in tree(pid))


def _pss_of(pid: int) -> int:
    lines = Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines()
    return next(int(line.split()[1]) * 1024 for line in lines if line.startswith("Pss:"))


if __name__ == "__main__":
    main()
