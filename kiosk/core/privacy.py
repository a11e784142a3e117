"""What an installation keeps is for its owner alone: database, pictures, keys and backups."""

from __future__ import annotations

import os
from pathlib import Path

FOR_OTHERS = 0o077


def keep_private() -> None:
    """Make every file and folder of this process, and of those it starts, readable by its owner only."""
    os.umask(FOR_OTHERS)


def readable_by_others(path: Path) -> bool:
    """True for a file that is there and that other users of this machine may read or change."""
    return path.exists() and bool(path.stat().st_mode & FOR_OTHERS)
