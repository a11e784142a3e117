"""The page behind a QR code, in every state a posting can be in."""

from datetime import datetime, timedelta

import pytest

from kiosk.core import codes
from kiosk.core.db import db
from kiosk.core.text import unbroken
from kiosk.kinds.notices import Contact, Notice
from kiosk.postings.lifecycle import OPEN_TO_READ, state_at
from kiosk.postings.models import Posting
from kiosk.postings.operations import add_revision, approve, life_of
from tests.faces.phone.conftest import WRITTEN_FOR, text_of

MOST_BYTES = 100_000
HOSTILE = [
    "%00",
    "a%00b",
    "'",
    "%27%20OR%201=1--",
    "..",
    "%2e%2e%2f",
    "x" * 5000,
    "%F0%9F%92%A9",
    "%ff%fe",
    "公示",
    "%3Cscript%3E",
    "1234567890123456",
    "9" * 24,
]


def readable(posting: Posting, moment: datetime) -> bool:
    return state_at(life_of(posting), moment) in OPEN_TO_READ


def test_every_readable_posting_of_the_sample_opens_small_and_without_script(
    client, page, loaded, now
):
    styles = 0
    for sheet in page(f"/n/{loaded.postings['N06'].code}").select("link[rel=stylesheet]"):
        with client.get(sheet["href"]) as answer:
            styles += len(answer.data)
    assert styles > 10_000
    opened = 0
    for posting in set(loaded.postings.values()):
        if not readable(posting, now):
            continue
        answer = client.get(f"/n/{posting.code}")
        html = answer.get_data(as_text=True)
        opened += 1

        assert answer.status_code == 200, posting.code
        assert len(answer.data) + styles < MOST_BYTES
        assert "<script" not in html
        assert answer.headers["Cache-Control"] == "no-store"

    assert opened > 25


def test_a_running_publicity_period_counts_days_and_working_days(page, loaded):
    soup = page(f"/n/{loaded.postings['N06'].code}")
    period = soup.select_one(".period")

    assert "another 3 days (2 working days)" in text_of(period)
    assert [cell.get_text() for cell in period.select("li")] == [
        "18",
        "19",
        "20",
        "21",
        "22",
        "23",
        "24",
    ]
    assert period.select_one('[aria-current="date"]').get_text() == "22"


def test_on_the_last_day_it_ends_today(page, loaded, at):
    at("2026-11-24T23:59+08:00")

    soup = page(f"/n/{loaded.postings['N06'].code}")

    assert "Last day today" in text_of(soup.select_one(".period"))


def test_an_ended_posting_says_so_and_since_when(page, loaded, at):
    at("2026-11-25T00:00+08:00")

    soup = page(f"/n/{loaded.postings['N06'].code}")

    assert "11/24/2026, 24:00" in text_of(soup.select_one(".ended"))
    assert "袁志刚" in text_of(soup)


def test_what_hangs_has_no_mark_of_an_end(page, loaded):
    assert page(f"/n/{loaded.postings['N06'].code}").select_one(".ended") is None


def test_an_end_within_a_day_is_named_by_its_minute(page, posted, now):
    posting = posted(until=now - timedelta(minutes=30))

    assert "11/22 07:56" in text_of(page(f"/n/{posting.code}").select_one(".ended"))


def test_a_posting_appears_at_its_minute(client, loaded, at):
    code = loaded.postings["N01"].code

    at("2026-11-22T23:59:59+08:00")
    before = client.get(f"/n/{code}").status_code
    at("2026-11-23T00:00+08:00")
    after = client.get(f"/n/{code}").status_code

    assert (before, after) == (404, 200)


def test_nothing_tells_draft_scheduled_and_withdrawn_from_an_unknown_code(
    client, loaded, posted, now
):
    draft = Posting(
        code=codes.new_code(),
        kind="notices",
        category=loaded.postings["N01"].category,
        level="office",
        scope="staff",
    )
    db.session.add(draft)
    add_revision(
        draft,
        Notice(title="Draft", form="公示", issuer="柳泉所", sign_date=WRITTEN_FOR),
        schema=1,
        title="Draft",
    )
    scheduled = posted(since=now + timedelta(minutes=1))
    hidden = [draft, scheduled, loaded.postings["N01"], loaded.postings["N17"]]
    unknown = client.get(f"/n/{codes.new_code()}")

    assert unknown.status_code == 404
    for posting in hidden:
        for tail in ("", "/print", "/print.css", "/file/x/y.pdf"):
            answer = client.get(f"/n/{posting.code}{tail}")

            assert answer.status_code == 404
            assert answer.data == unknown.data
            assert dict(answer.headers) == dict(unknown.headers)


@pytest.mark.parametrize("code", HOSTILE)
def test_a_hostile_code_is_an_unknown_one(client, loaded, code):
    for address in (f"/n/{code}", f"/n/s/{code}", f"/n/{code}/print", f"/n/{code}/file/x/y.pdf"):
        assert client.get(address).status_code in {404, 308}, address


def test_a_code_may_be_typed_in_capitals(client, loaded):
    assert client.get(f"/n/{loaded.postings['N06'].code.upper()}").status_code == 200


def test_parameters_that_make_no_sense_change_nothing(client, loaded):
    code = loaded.postings["N06"].code

    plain = client.get(f"/n/{code}")
    strange = client.get(f"/n/{code}?from=singlemessage&isappinstalled=0&ended=%00&x[]=1")

    assert strange.data == plain.data


def test_after_the_publicity_period_only_three_stars_and_above_are_named(page, loaded):
    for number in ("N09", "stars"):
        text = text_of(page(f"/n/{loaded.postings[number].code}"))

        assert "马晓燕" in text
        assert "陈国栋" in text  # three stars, the last of them
        for unnamed in ("李振国", "赵海霞"):
            assert unnamed not in text, number


def test_during_its_publicity_period_everybody_rated_is_named(page, loaded, at):
    at("2026-10-16T12:00+08:00")

    assert "李振国" in text_of(page(f"/n/{loaded.postings['N09'].code}"))


def test_the_conclusion_waits_for_the_end_of_the_period(page, loaded, at):
    address = f"/n/{loaded.postings['N09'].code}"

    assert "维持原评定" in text_of(page(address))
    at("2026-10-16T12:00+08:00")
    assert "维持原评定" not in text_of(page(address))


def test_a_version_called_back_before_it_was_published_is_not_the_first_one(page, posted, now):
    posting = posted()
    posting.revisions[0].number = 2
    better = add_revision(
        posting,
        Notice(title="A plain notice", form="公开", issuer="柳泉所", sign_date=WRITTEN_FOR),
        schema=1,
        title="A plain notice",
        reason="A date was wrong.",
    )
    better.number = 3
    approve(better, [], at=now, register_number=None)
    db.session.commit()

    newest, first = page(f"/n/{posting.code}").select("#corrections li")

    assert "Version 3" in newest.get_text()
    assert "Version 2" in first.get_text()


def test_a_corrected_posting_says_so_at_the_top_and_why_below(page, loaded):
    soup = page(f"/n/{loaded.postings['N16'].code}")
    entries = soup.select("#corrections li")

    assert soup.select_one(".head a")["href"] == "#corrections"
    assert len(entries) == 2
    assert "由12板更正为14板" in entries[0].get_text()
    assert "Version 2" in entries[0].get_text()
    assert "First published" in entries[1].get_text()


def test_figures_stand_right_with_their_unit_in_the_head_and_a_total_below(page, loaded):
    table = page(f"/n/{loaded.postings['N16'].code}").select_one("table")

    assert [head.get_text() for head in table.select("thead th")][-1] == "金额（元）"
    assert "n" in table.select("tbody tr")[2].find_all("td")[-1]["class"]
    assert table.select("tbody tr")[2].find_all("td")[-1].get_text() == "2,232.00"
    assert table.select_one("tfoot").find_all("td")[-1].get_text() == "4,902.00"
    assert table.select_one("tfoot th").get_text() == "Total"
    assert table.caption.get_text() == "食堂采购明细"
    assert all(row.find("th")["scope"] == "row" for row in table.select("tbody tr"))


def test_an_empty_table_is_a_row_that_says_so(page, posted):
    notice = Notice(
        title="Nothing this month",
        form="公开",
        issuer="柳泉所",
        sign_date=WRITTEN_FOR,
        tables=({"caption": "公务用车", "columns": [{"key": "a", "label": "事由"}], "rows": []},),  # type: ignore[arg-type]  # plain data becomes a table when it is read back
    )

    soup = page(f"/n/{posted(content=notice).code}")

    assert soup.select_one("tbody").get_text(strip=True) == "Nothing to list this time"


def test_who_signed_stands_below(page, loaded):
    joint = text_of(page(f"/n/{loaded.postings['N06'].code}").select_one(".signed"))
    checked = text_of(page(f"/n/{loaded.postings['N11'].code}").select_one(".signed"))

    assert joint == "Joint signature: 支部书记 陈守业 所长 田建军 11/17"
    assert checked.startswith("Signed and checked: 站长 袁志刚 廉政监督员 吴秀兰")


def test_the_supervision_phone_can_be_dialled(page, loaded):
    bar = page(f"/n/{loaded.postings['N06'].code}").select_one(".bar")

    assert bar.a["href"] == "tel:09370000103"


def test_a_contact_without_a_name_has_no_empty_line(page, posted):
    contact = Contact(department="办公室", person="", phone="0931-1234567")
    notice = Notice(
        title="To be asked", form="公开", issuer="柳泉所", sign_date=WRITTEN_FOR, contact=contact
    )

    words = [one.get_text() for one in page(f"/n/{posted(content=notice).code}").select("dt")]

    assert "Department" in words
    assert "Person" not in words


def test_it_is_marked_internal_unless_it_is_for_society(page, loaded):
    internal = page(f"/n/{loaded.postings['N06'].code}")
    open_to_all = page(f"/n/{loaded.postings['H06'].code}")

    assert internal.select_one('meta[name="robots"]')["content"] == "noindex, nofollow"
    assert "Internal" in text_of(internal.select_one(".head"))
    assert open_to_all.select_one('meta[name="robots"]') is None
    assert "Internal" not in text_of(open_to_all.select_one(".head"))


def test_sample_content_is_marked(page, loaded, posted):
    assert "Sample" in text_of(page(f"/n/{loaded.postings['N06'].code}").select_one(".head"))
    assert "Sample" not in text_of(page(f"/n/{posted().code}").select_one(".head"))


def test_it_speaks_the_offices_language_and_keeps_the_paper_theme(page, loaded):
    soup = page(f"/n/{loaded.postings['N06'].code}")

    assert soup.html["lang"] == "en"
    assert soup.select_one('meta[name="color-scheme"]')["content"] == "light"
    assert "width=device-width" in soup.select_one('meta[name="viewport"]')["content"]


def test_markup_in_a_text_is_shown_and_never_run(client, posted):
    evil = "<img src=x onerror=alert(1)>"
    posting = posted(
        content=Notice(
            title=evil, form=evil[:10], issuer=evil, sign_date=WRITTEN_FOR, body=evil, summary=evil
        )
    )

    html = client.get(f"/n/{posting.code}").get_data(as_text=True)

    assert "<img" not in html
    assert str(unbroken("<img")) in html


def test_no_opinion_button_until_there_are_opinions(page, loaded):
    soup = page(f"/n/{loaded.postings['N06'].code}")

    assert soup.find("form") is None
    assert "opinion" not in " ".join(link["href"] for link in soup.find_all("a", href=True))
