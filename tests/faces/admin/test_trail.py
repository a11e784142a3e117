"""The trail: newest first, filtered in the address, in the words of the forms, for those the table names."""

import re
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from kiosk.accounts import trail
from kiosk.accounts.models import Grant, Office
from kiosk.accounts.operations import account_called
from kiosk.accounts.roles import Role
from kiosk.core.db import db
from kiosk.faces.admin import words
from kiosk.faces.admin.paging import PAGE_LENGTH
from kiosk.faces.admin.trail import PLACES
from kiosk.faces.admin.trail_words import ROOMS
from kiosk.postings.operations import Placing
from kiosk.programme.playlists import Playlist
from tests.faces.admin.desk import begun, posting_of, published, saved
from tests.faces.admin.settled import OFFICE, seen_on
from tests.faces.admin.signing import LOOKED, READ, submitted
from tests.faces.admin.signing import did as did_there
from tests.postings import making

MORNING = datetime.fromisoformat("2026-11-22T08:00+08:00")
ROW = re.compile(r"<tr>(.*?)</tr>", re.DOTALL)


def lines(answer):
    """The lines of the trail as text, without the head."""
    assert answer.status_code == 200
    rows = [re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", row)) for row in ROW.findall(answer.text)]
    return rows[1:]


def did(what, *, who="Ada", subject="office", days_ago=0, before="", after=""):
    at = MORNING - timedelta(days=days_ago)
    trail.record(what, who=who, subject=subject, at=at, before=before, after=after)


def test_a_change_stands_there_with_from_and_to_in_the_words_of_its_form(enter, stations):
    db.session.add(Office(id=1, name="Old name", short_name="Old", language="zh_CN"))
    db.session.commit()
    ada = enter("ada")
    ada.post("/admin/settings", data={**OFFICE, "seen": seen_on(ada, "/admin/settings")})

    [line] = lines(ada.get("/admin/trail"))

    assert "2026-11-22 08:26" in line
    assert "Ada" in line
    assert "Office settings changed" in line
    assert "Name of the office Old name → Red Willow toll office" in line
    assert "Language of walls and phones 中文 → English" in line
    assert "Service brand empty → Willow" in line


def test_what_is_done_to_a_posting_says_what_is_new_and_of_nothing_that_it_was_empty(enter):
    signed = '{"version": 2, "part": "party", "name": "陈守业", "remark": ""}'
    did("posting.sign", subject="posting abc", after=signed)
    did(
        "posting.lengthen",
        subject="posting abc",
        before='{"publicity_last": "2026-11-27"}',
        after='{"publicity_last": "2026-11-30", "reason": "补足"}',
    )
    db.session.commit()

    longer, sign, *_before = lines(enter("ada").get("/admin/trail"))

    assert "Version 2 Part Secretary Name 陈守业" in sign
    assert "Last day of the publicity period 2026-11-27 → 2026-11-30 Reason 补足" in longer
    assert not any(word in f"{sign} {longer}" for word in ("None", "empty", "Opinion"))


def test_a_signature_says_as_what_on_which_day_and_how(cleo, enter, signers, notice, categories):
    submitted(cleo, notice)
    did_there(signers["rita"], notice, "review", **LOOKED)
    did_there(signers["pan"], notice, "sign", **READ)
    on_paper = begun(cleo, categories["notice"])
    saved(cleo, on_paper, title="食堂采购")
    assert published(cleo, on_paper).status_code == 303

    said = lines(enter("ada").get("/admin/trail"))

    [here] = [line for line in said if "Name 陈守业" in line and "password" in line]
    assert "Post Secretary Signed on 2026-11-22 How it was signed Here, with a password" in here
    [pen] = [line for line in said if "Name 陈守业" in line and "pen" in line]
    assert "Signed on 2026-11-22 How it was signed On paper, with a pen" in pen


def test_a_deputy_is_said_to_sign_for_somebody_and_nothing_was_there_before(enter):
    signed = '{"part": "admin", "name": "李娜", "deputy_for": "田建军（出差）"}'
    did("posting.sign", subject="posting abc", after=signed)
    named = '{"role": "admin_signer", "station": "", "stands_for": "田建军"}'
    did("deputy.add", subject="account bo", after=named)
    db.session.commit()

    deputy, sign = lines(enter("ada").get("/admin/trail"))

    assert "Deputy 李娜 for 田建军 (出差)" in sign
    assert "Role empty → Administrative signer" in deputy
    assert "None" not in deputy


def test_roles_screens_and_answers_are_said_in_words(enter, stations):
    did(
        "account.change",
        subject="account bo",
        before='{"is_active": true, "roles": []}',
        after='{"is_active": false, "roles": ["clerk@SQB", "party_signer"]}',
    )
    did(
        "screen.change",
        subject="screen 7",
        before='{"distance_dm": 30}',
        after='{"distance_dm": 45}',
    )
    did(
        "category.change",
        subject="category x",
        before='{"theme": ""}',
        after='{"theme": "crimson"}',
    )
    did("account.language", subject="account ada", before="zh_CN", after="en")
    did("sample.remove", subject="1 postings")

    sample, language, category, screen, account = lines(enter("ada").get("/admin/trail"))

    assert "Sample removed 1 posting —" in sample
    assert "Language 中文 → English" in language
    assert "As usual for its kind → Red" in category
    assert "Read from, metres 3 → 4.5" in screen
    assert "Bo (bo)" in account
    assert "Yes → No" in account
    assert "empty → Clerk (SQB), Party signer" in account


def test_an_order_names_what_was_moved_and_a_copy_what_it_was_made_of(enter, stations):
    costs, content = making.category("costs"), making.notice("水电费公开")
    moved = making.posted(costs, Placing("staff"), content=content, code="r5funy")
    did("station.order", subject="station SQB", before="r5funy 7", after="r5funy 1")
    did("station.order", subject="station SQB", after="usual")
    did("draft.begin", subject="posting gone", before=moved.code)
    did("station.order", subject="station SQB", before="gone99 2", after="gone99 3")
    db.session.commit()

    gone, copied, usual, order = lines(enter("ada").get("/admin/trail"))[:4]

    assert "水电费公开 Place 7 → Place 1" in order
    assert "r5funy" not in order
    assert "The usual order" in usual
    assert "Copied from 水电费公开" in copied
    assert "gone99 Place 2 → Place 3" in gone


def test_a_new_playlist_is_named_once_and_by_both_names_once_it_is_called_otherwise(enter):
    playlist = Playlist(name="午间")
    db.session.add(playlist)
    db.session.flush()
    did("playlist.add", subject=f"playlist {playlist.id}", after="午间")
    did("playlist.remove", subject="playlist 4711", before="晚间")
    db.session.commit()
    ada = enter("ada")
    removed, added = lines(ada.get("/admin/trail"))[:2]

    playlist.name = "中午"
    db.session.commit()
    added_then = lines(ada.get("/admin/trail"))[1]

    assert added.count("午间") == 1
    assert "中午" in added_then
    assert "午间" in added_then
    assert "晚间" in removed


def test_the_newest_comes_first_and_fifty_make_a_page(enter, cast):
    for number in range(PAGE_LENGTH + 1):
        did("office.change", subject=f"station N{number}", days_ago=number)
    ada = enter("ada")

    first, second = lines(ada.get("/admin/trail")), lines(ada.get("/admin/trail?page=2"))

    assert (len(first), len(second)) == (PAGE_LENGTH, 1)
    assert "N0" in first[0]
    assert "N50" in second[0]
    assert 'href="/admin/trail?page=2"' in ada.get("/admin/trail").text
    assert lines(ada.get("/admin/trail?page=99999999")) == second
    assert lines(ada.get("/admin/trail?page=²")) == first


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("who=Ada", ["A1", "A2"]),
        ("room=accounts", ["A2", "B1"]),
        ("month=2026-10", ["B1"]),
        ("who=Ada&room=accounts", ["A2"]),
        ("month=2026-13&room=nonsense&page=x", ["A1", "A2", "B1"]),
        ("month=9999-12", ["A1", "A2", "B1"]),
        ("who=Nobody", []),
    ],
)
def test_who_where_and_which_month_stand_in_the_address(enter, cast, query, found):
    did("office.change", subject="office A1")
    did("account.change", subject="account A2", days_ago=1)
    did("account.change", who="Bo", subject="account B1", days_ago=30)

    said = " ".join(lines(enter("ada").get(f"/admin/trail?{query}")))

    assert [name for name in ("A1", "A2", "B1") if name in said] == found


def test_a_month_ends_with_the_offices_midnight(enter, cast):
    last = datetime.fromisoformat("2026-10-31T23:59+08:00")
    trail.record("office.change", who="Ada", subject="office last", at=last)
    trail.record("office.change", who="Ada", subject="office first", at=last + timedelta(minutes=1))

    said = " ".join(lines(enter("ada").get("/admin/trail?month=2026-10")))

    assert "last" in said
    assert "first" not in said


def test_htmx_gets_the_list_alone(enter):
    answer = enter("ada").get("/admin/trail?who=Ada", headers={"HX-Request": "true"})

    assert "<h1>" not in answer.text
    assert 'id="trail"' in answer.text


def test_a_supervisor_of_one_station_reads_of_that_station_only(enter, cast, stations):
    cast.signer.grants = [Grant(role=Role.INTEGRITY_SUPERVISOR, station=stations[0])]
    own = making.posted(making.category(), making.everywhere(station=stations[0]))
    elsewhere = making.posted(own.category, making.everywhere(station=stations[1]))
    for subject in (
        "station SQB",
        "station SZP",
        f"posting {own.code}",
        f"posting {elsewhere.code}",
        "office",
        "account ada",
    ):
        did("draft.begin", subject=subject)
    did("office.change", who="Cy", subject="station SZP")

    answer = enter("sid").get("/admin/trail")

    assert len(lines(answer)) == 2
    assert "Shuangquanbao station" in answer.text
    assert "Shazaoping" not in answer.text
    assert "<option>Cy" not in answer.text


def test_how_many_questions_it_asks_does_not_depend_on_how_many_lines_it_has(
    enter, cast, count_queries
):
    ada = enter("ada")
    asked = []
    for _round in range(2):
        for number in range(10):
            for sort in ("posting", "account", "screen", "station", "category"):
                did("office.change", subject=f"{sort} {number}")
        db.session.commit()
        with count_queries() as queries:
            ada.get("/admin/trail")
        asked.append(len(queries))

    assert asked[0] == asked[1]


def test_every_act_of_the_product_has_words_and_a_room(root: Path):
    calls = re.compile(r'(?:record|note|_note|_save|what=)\(?\s*"([a-z]+\.[a-z_]+)"')
    sources = "\n".join(path.read_text() for path in (root / "kiosk").rglob("*.py"))
    acts = set(calls.findall(sources)) | {"office.change", "station.change", "category.change"}
    rooms = {one for prefixes in PLACES.values() for one in prefixes}

    assert len(acts) > 20
    assert acts - set(words.ACTS) == set()
    assert {act.split(".")[0] for act in acts} <= rooms
    assert set(PLACES) == set(ROOMS)


def test_the_number_to_be_copied_onto_paper_stands_below_the_acts(enter, stations):
    did("sample.remove", subject="1 postings")
    db.session.commit()

    assert str(trail.head()) in enter("ada").get("/admin/trail").text


def test_who_is_chosen_by_the_names_the_lines_have(enter, stations):
    did("account.add", who="first start", subject="account ada")
    db.session.commit()

    page = enter("ada").get("/admin/trail").text

    assert '<option value="first start">First start</option>' in page


def test_a_correction_is_told_from_the_first_time_something_was_published(enter, cleo, notice):
    assert published(cleo, notice).status_code == 303
    cleo.post(f"/admin/postings/{notice}/correct")
    saved(cleo, notice, **{"placing-reason": "日期有误", "body": "自12月2日起。"})
    assert published(cleo, notice).status_code == 303

    told = [line for line in lines(enter("ada").get("/admin/trail")) if "ublished" in line]
    page = cleo.get(f"/admin/postings/{notice}").text

    assert ["Correction published, version 2" in line for line in told] == [True, False]
    assert "Version 1 → Version 2" in re.sub(r"\s+", " ", told[0])
    assert page.count("Correction published, version 2") == 1
    assert page.count("Published · Cleo") == 1


def test_a_first_version_that_was_sent_back_before_is_no_correction(cleo, signers, notice):
    submitted(cleo, notice)
    did_there(signers["rita"], notice, "send-back", remark="日期写错了")
    saved(cleo, notice, body="自12月2日起。")

    assert published(cleo, notice).status_code == 303

    approved = posting_of(notice).approved
    assert approved is not None
    assert approved.number == 2
    assert "Correction published" not in cleo.get(f"/admin/postings/{notice}").text


def test_who_sent_a_draft_back_and_why_is_said_with_the_languages_own_colon(cleo, signers, notice):
    submitted(cleo, notice)
    did_there(signers["rita"], notice, "send-back", remark="日期写错了")
    address = f"/admin/postings/{notice}"
    english = cleo.get(address).text
    clerk = account_called("cleo")
    assert clerk is not None
    clerk.language = "zh_CN"
    db.session.commit()

    assert "Sent back: 苗春霞: 日期写错了" in english
    for page in (address, f"{address}/edit", "/admin/"):
        assert "已退回：苗春霞：日期写错了" in cleo.get(page).text, page
