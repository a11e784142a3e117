"""How figures are printed."""

from __future__ import annotations

import sys


def say(*lines: str) -> None:
    """Print lines at once."""
    for line in lines:
        sys.stdout.write(f"{line}\n")
    sys.stdout.flush()


def figure(name: str, value: str, *, aim: str = "") -> None:
    """Print one figure and what it should be."""
    say(f"{name:<58} {value:>14}" + (f"   aim {aim}" if aim else ""))
