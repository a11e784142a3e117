"""What the tests of kinds have in common: their samples by name, and facts about a posting."""

from __future__ import annotations

import importlib
from datetime import UTC, date, datetime
from typing import Any

from kiosk.core.document import Document
from kiosk.kinds.contract import Correction, Facts, Publicity, SignedBy

RUNNING = Publicity(
    first=date(2026, 11, 18),
    last=date(2026, 11, 24),
    working_days=tuple(date(2026, 11, day) for day in (18, 19, 20, 23, 24)),
)


def samples(kind_name: str) -> tuple[Document, ...]:
    """The documents in tests/kinds/<kind>/samples.py."""
    found: tuple[Document, ...] = importlib.import_module(
        f"tests.kinds.{kind_name}.samples"
    ).SAMPLES
    return found


def facts(kind_name: str, **other: Any) -> Facts:
    """Facts of an office posting read at 柳泉; `other` says what is different."""
    plain: dict[str, Any] = {
        "code": "7kqmx2p9a",
        "kind": kind_name,
        "category": "大宗物资采购",
        "form": "公示",
        "spine": "",
        "level": "office",
        "scope": "staff",
        "station": None,
        "viewed_at": "LQ",
        "register_number": "柳所公示〔2026〕21号",
        "publicity": None,
        "publicity_is_over": False,
        "signatures": (
            SignedBy("party", "书记", "陈守业", date(2026, 11, 17)),
            SignedBy("admin", "所长", "田建军", date(2026, 11, 17)),
        ),
        "corrections": (),
        "is_sample": False,
        "shows_from": datetime(2026, 11, 18, 1, tzinfo=UTC),
        "shows_until": None,
    }
    return Facts(**{**plain, **other})


def situations(kind_name: str) -> list[Facts]:
    """A posting in the different situations its templates tell apart."""
    corrected = (Correction(2, datetime(2026, 11, 19, tzinfo=UTC), "金额写错"),)
    return [
        facts(kind_name),
        facts(kind_name, publicity=RUNNING, corrections=corrected),
        facts(kind_name, publicity=RUNNING, publicity_is_over=True, is_sample=True),
        facts(
            kind_name,
            level="station",
            station="LQ",
            register_number=None,
            signatures=(),
            shows_from=None,
            spine="党建",
        ),
    ]
