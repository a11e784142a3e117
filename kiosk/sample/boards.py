"""From records of the sample, already moved to their day, to the documents of the other kinds."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from kiosk.core.document import decimal_text, from_builtins
from kiosk.kinds.contacts import ContactBoard
from kiosk.kinds.honors import HonorBoard
from kiosk.kinds.moments import Moment
from kiosk.kinds.stars import StarResult
from kiosk.sample.files import photo

RECIPIENTS = {"个人": "person", "集体": "collective", "岗": "post"}
STARS_FROM_THE_TOP = "543210"
BEHIND_ALL_RANKS = 10_000
COLLECTOR_PLACES = 1
STATION_PLACES = 2

Names = Mapping[str, str]


def star_result(record: Mapping[str, Any], previous: Mapping[str, str], names: Names) -> StarResult:
    """The frozen result: people by rank, then those without one; teams and stations by score.

    `previous` has the stations' scores in the period before, `names` the stations' names, by code.
    """
    plain = {
        "title": record["title"],
        "period": record["period"],
        "rule": record["rule"],
        "participants": record["participants"],
        "distribution": [record["distribution"][star] for star in STARS_FROM_THE_TOP],
        "collectors": [_collector(one, names) for one in sorted(record["collectors"], key=_place)],
        "teams": [
            {
                "station": names[one["station"]],
                "team": one["team"],
                "score": decimal_text(one["score"], places=COLLECTOR_PLACES),
                "star": one["star"],
            }
            for one in sorted(record["teams"], key=_by_score)
        ],
        "stations": [
            {
                "code": one["station"],
                "station": one["name"],
                "score": decimal_text(one["score"], places=STATION_PLACES),
                "star": one["star"],
                "previous": previous.get(one["station"]),
            }
            for one in sorted(record["stations"], key=_by_score)
        ],
    }
    return from_builtins(plain, StarResult)


def honor_board(
    record: Mapping[str, Any], honors: Sequence[Mapping[str, Any]], names: Names
) -> HonorBoard:
    """One posting of honors, which all have the same sort of recipient."""
    plain = {
        "title": record["title"],
        "subtitle": record.get("subtitle", ""),
        "recipient": RECIPIENTS[honors[0]["kind"]],
        "honors": [_honor(one, names) for one in honors],
    }
    return from_builtins(plain, HonorBoard)


def moment(record: Mapping[str, Any], names: Names) -> Moment:
    """One moment, with or without a photo."""
    plain = {
        "title": record["title"],
        "story": record["caption"],
        "day": record["date"],
        "station": names[record["station"]],
        "author": record["author"],
        "column": record["column"],
        "theme": record["theme"],
        "people": record["people"],
        "photo": photo(record.get("photo")),
    }
    return from_builtins(plain, Moment)


def contact_board(
    record: Mapping[str, Any],
    leaders: Sequence[Mapping[str, Any]],
    supervisors: Sequence[Mapping[str, Any]],
    names: Names,
) -> ContactBoard:
    """The leaders' phones and e-mail, and every station's integrity supervisor."""
    plain = {
        key: record[key] for key in ("title", "hours", "duty_phone", "discipline_phone", "box")
    }
    plain["leaders"] = [{**one, "photo": photo(one.get("photo"))} for one in leaders]
    plain["supervisors"] = [
        {
            "station_code": one["station"],
            "station": names[one["station"]],
            "name": one["name"],
            "watches": one["watches"],
        }
        for one in supervisors
    ]
    return from_builtins(plain, ContactBoard)


def _collector(record: Mapping[str, Any], names: Names) -> dict[str, Any]:
    score = record["score"]
    return {
        "name": record["name"],
        "station_code": record["station"],
        "station": names[record["station"]],
        "team": record["team"],
        "rank": record["rank"],
        "score": None if score is None else decimal_text(score, places=COLLECTOR_PLACES),
        "star": record["star"],
        "change": record["change"],
    }


def _place(record: Mapping[str, Any]) -> tuple[int, bool]:
    return record["rank"] or BEHIND_ALL_RANKS, record["score"] is None


def _by_score(record: Mapping[str, Any]) -> float:
    return -float(record["score"])


def _honor(record: Mapping[str, Any], names: Names) -> dict[str, Any]:
    plain = {
        key: value
        for key, value in record.items()
        if key not in {"id", "kind", "doc_no", "station", "photo", "dated"}
    }
    plain["document_number"] = record["doc_no"]
    plain["station"] = names[record["station"]] if record["station"] else ""
    plain["photo"] = photo(record.get("photo"))
    return plain
