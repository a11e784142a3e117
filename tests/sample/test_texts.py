"""On the day it is written for, the sample says exactly what the office's file says."""

from datetime import timedelta
from typing import Any

from kiosk.core import clock
from kiosk.core.document import decode
from kiosk.kinds.contacts import ContactBoard
from kiosk.kinds.honors import HonorBoard
from kiosk.kinds.moments import Moment
from kiosk.kinds.notices import Notice
from kiosk.kinds.stars import StarResult
from kiosk.postings.models import Posting, Revision
from kiosk.sample import LoadReport


def newest(posting: Posting) -> Revision:
    """What hangs."""
    revision = posting.approved
    assert revision is not None
    return revision


def notice_of(loaded: LoadReport, number: str) -> Notice:
    return decode(newest(loaded.postings[number]).content, Notice)


def figure(value: Any) -> Any:
    """A cell as a number where it is one, so that 65898.0 and "65898.00" are the same amount."""
    try:
        return float(value)
    except (TypeError, ValueError):
        return value


def test_titles_prose_and_numbers_of_notices(loaded: LoadReport, written: Any):
    for record in written["notices"]:
        posting, notice = loaded.postings[record["id"]], notice_of(loaded, record["id"])

        assert posting.register_number == record["register_no"]
        assert notice.title == newest(posting).title == record["title"]
        assert notice.summary == record["summary"]
        assert notice.body == "\n\n".join(record["body"])
        assert notice.form == record["kind"]
        assert notice.sign_date.isoformat() == record["sign_date"]
        # What came of its period is recorded beside it, as at every office.
        assert notice.conclusion == ""


def test_every_cell_of_every_table(loaded: LoadReport, written: Any):
    for record in written["notices"]:
        tables = notice_of(loaded, record["id"]).tables

        assert [table.caption for table in tables] == [one["caption"] for one in record["tables"]]
        for table, as_written in zip(tables, record["tables"], strict=True):
            assert [one.key for one in table.columns] == [
                one["key"] for one in as_written["columns"]
            ]
            for row, row_written in zip(table.rows, as_written["rows"], strict=True):
                assert {key: figure(cell) for key, cell in row.items()} == {
                    key: figure(cell) for key, cell in row_written.items()
                }
            total = table.total or {}
            assert {key: figure(cell) for key, cell in total.items()} == as_written.get("total", {})


def test_windows_and_publicity_periods(loaded: LoadReport, written: Any):
    for record in written["notices"]:
        posting = loaded.postings[record["id"]]
        assert posting.shows_from is not None
        assert posting.shows_until is not None
        last_day = clock.local_day(posting.shows_until) - timedelta(days=1)

        assert clock.local_day(posting.shows_from).isoformat() == record["display"]["from"]
        assert last_day.isoformat() == record["display"]["until"]
        period = record["publicity"] or {"start": None, "end": None}
        assert str(posting.publicity_first) == str(period["start"])
        assert str(posting.publicity_last) == str(period["end"])


def test_amounts_have_fixed_decimals_and_days_are_iso(loaded: LoadReport):
    purchase = notice_of(loaded, "N01").tables[0]
    cars = notice_of(loaded, "N05").tables[0]
    decisions = notice_of(loaded, "N08").tables[0]
    ranking = notice_of(loaded, "N09").tables[0]

    assert purchase.rows[1] == {
        "no": 2,
        "item": "防滑砂（袋装）",
        "unit": "袋",
        "qty": 600,
        "price": "9.50",
        "amount": "5700.00",
    }
    assert purchase.total == {"amount": "65898.00"}
    assert [row["litres"] for row in cars.rows] == ["238.60", "374.40", "132.55"]
    assert [row["per100"] for row in cars.rows] == ["10.0", "12.0", "11.0"]
    assert decisions.rows[0]["date"] == "2026-10-13"
    assert ranking.rows[0]["score"] == "100.0"
    assert ranking.rows[21] == {
        "rank": None,
        "name": "何玉梅",
        "station": "沙枣坪收费站",
        "score": None,
        "star": 3,
        "change": "保留原星级（不参评）",
    }


def test_the_star_result(loaded: LoadReport, written: Any):
    result = decode(newest(loaded.postings["stars"]).content, StarResult)
    ranks = {one["name"]: one["rank"] for one in written["stars"]["collectors"]}

    assert result.period == "2026年第三季度"
    assert {one.name: one.rank for one in result.collectors} == ranks
    assert [one.rank for one in result.collectors[:7]] == [1, 2, 3, 4, 5, 6, 6]
    assert [one.name for one in result.collectors[-3:]] == ["冯丽娜", "何玉梅", "邓佳佳"]
    assert result.distribution == (1, 3, 6, 9, 1, 2)
    assert [(one.station, one.team, one.score) for one in result.teams[:2]] == [
        ("双泉堡收费站", "一班", "96.2"),
        ("沙枣坪收费站", "一班", "95.2"),
    ]
    assert [(one.code, one.score, one.previous) for one in result.stations] == [
        ("SQB", "95.16", "94.80"),
        ("SZP", "92.46", "92.90"),
        ("QYY", "90.48", "89.75"),
        ("WHD", "88.59", "88.59"),
        ("SMG", "86.21", "87.40"),
    ]


def test_honors(loaded: LoadReport, written: Any):
    boards = {loaded.postings[one["id"]] for one in written["honors"]}
    honors = {
        honor.name + honor.title: honor
        for board in boards
        for honor in decode(newest(board).content, HonorBoard).honors
    }

    assert len(boards) == 5  # four collectives, and the persons together
    assert len(honors) == len(written["honors"])
    for record in written["honors"]:
        honor = honors[record["name"] + record["title"]]
        assert honor.document_number == record["doc_no"]
        assert honor.awarded_on.isoformat() == record["awarded_on"]
        assert honor.awarded_by == record["awarded_by"]
        assert honor.period == record["period"]
        assert (honor.deeds, honor.story) == (record["deeds"], record["story"])
        assert honor.photo is not None


def test_moments(loaded: LoadReport, written: Any):
    for record in written["moments"]:
        moment = decode(newest(loaded.postings[record["id"]]).content, Moment)

        assert (moment.title, moment.story) == (record["title"], record["caption"])
        assert moment.day.isoformat() == record["date"]
        assert list(moment.people) == record["people"]
        assert moment.photo is not None


def test_contacts(loaded: LoadReport, written: Any):
    board = decode(newest(loaded.postings["contacts"]).content, ContactBoard)

    assert [(one.name, one.phone, one.email) for one in board.leaders] == [
        (one["name"], one["phone"], one["email"]) for one in written["leaders"]
    ]
    assert {one.station_code: one.name for one in board.supervisors} == {
        one["station"]: one["name"] for one in written["integrity_supervisors"]
    }
    assert board.duty_phone == "0937-0000110"
    assert board.discipline_phone == "0937-0000103"
