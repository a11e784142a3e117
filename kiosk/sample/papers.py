"""From a record of the sample, already moved to its day, to the document of a notice."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from datetime import date
from decimal import Decimal
from typing import Any

from kiosk.core.document import decimal_text, from_builtins
from kiosk.core.media import Attachment
from kiosk.kinds.notices import Notice
from kiosk.postings.operations import Signed

MONEY_PLACES = 2
LEAST_PLACES = 1
#: The record's words for who signs, in the order of signing. A station has a chief and its supervisor.
OFFICE_PARTS = {
    "drafter": "drafter",
    "secrecy_reviewer": "secrecy_reviewer",
    "approver_party": "party",
    "approver_admin": "admin",
}
STATION_PARTS = {
    "drafter": "drafter",
    "secrecy_reviewer": "secrecy_reviewer",
    "approver_admin": "chief",
    "supervisor": "supervisor",
}
_NAME_POST = re.compile(r"^(?P<name>.+)（(?P<post>.+)）$")


def notice(record: Mapping[str, Any], attachments: Iterable[Attachment] = ()) -> Notice:
    """The document. Raises BadContent if the record is not one."""
    contact = dict(record["contact"])
    plain = {
        "title": record["title"],
        "form": record["kind"],
        "issuer": record["issuer"],
        "sign_date": record["sign_date"],
        "summary": record["summary"],
        "body": "\n\n".join(record["body"]),
        "tables": [_table(table) for table in record["tables"]],
        "contact": {"department": contact.pop("dept"), **contact},
        "seal": record["seal"],
        "attachments": list(attachments),
        "embeds": record.get("embeds", []),
    }
    return from_builtins(plain, Notice)


def signatures(approval: Mapping[str, str | None], *, level: str, latest: date) -> list[Signed]:
    """Who answers for a record, on the day it was approved or on `latest` if that comes later."""
    on = min(date.fromisoformat(approval["approved_on"] or ""), latest)
    parts = STATION_PARTS if level == "station" else OFFICE_PARTS
    signed = ((part, approval.get(key)) for key, part in parts.items())
    return [Signed(part, *name_and_post(text), on) for part, text in signed if text]


def name_and_post(text: str) -> tuple[str, str]:
    """Split 陈守业（支部书记） and 站内勤 田甜 into name and post; a bare name has no post.

    >>> name_and_post("站内勤 田甜")
    ('田甜', '站内勤')
    """
    match = _NAME_POST.match(text)
    if match:
        return match["name"], match["post"]
    post, _, name = text.rpartition(" ")
    return name, post


def _table(record: Mapping[str, Any]) -> dict[str, Any]:
    places = {column["key"]: _places(column, record) for column in record["columns"]}
    total = record.get("total")
    return {
        **record,
        "rows": [_cells(row, places) for row in record["rows"]],
        "total": _cells(total, places) if total else None,
    }


def _cells(row: Mapping[str, Any], places: Mapping[str, int | None]) -> dict[str, Any]:
    return {key: _cell(value, places[key]) for key, value in row.items()}


def _cell(value: Any, places: int | None) -> Any:
    return value if value is None or places is None else decimal_text(value, places=places)


def _places(column: Mapping[str, str], record: Mapping[str, Any]) -> int | None:
    """How many decimals a column has: two for money, else as many as its finest figure needs.

    None for a column of texts or of whole numbers, which stay what they are.
    """
    rows = [*record["rows"], record.get("total") or {}]
    figures = [row.get(column["key"]) for row in rows]
    if column["type"] == "money":
        return MONEY_PLACES
    needed = [_decimals(figure) for figure in figures if isinstance(figure, float)]
    return max(LEAST_PLACES, *needed) if needed else None


def _decimals(figure: float) -> int:
    return -int(Decimal(str(figure)).as_tuple().exponent)
