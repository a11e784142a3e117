"""One posting as a folder of open files, and what has been kept long enough to be handed over."""

import csv
import hashlib
import io
import pkgutil
import zipfile
from concurrent.futures import ThreadPoolExecutor
from datetime import date, datetime

import pytest
import sqlalchemy as sa
from bs4 import BeautifulSoup

from kiosk.accounts import trail
from kiosk.accounts.models import Act, Office
from kiosk.core.db import db, means_to_write
from kiosk.core.media import keep_attachment
from kiosk.faces.admin.open_files import plain_cell, safe_name
from kiosk.kinds.notices.content import Column, Table
from kiosk.postings import closing, operations, register
from kiosk.postings.closing import Found, Outcome
from kiosk.postings.retention import kept_until
from kiosk.screens.models import Standing
from tests.faces.admin.desk import begun, saved
from tests.postings import making

BEGINS = datetime.fromisoformat("2026-11-16T00:00+08:00")
ENDS = datetime.fromisoformat("2026-11-21T00:00+08:00")
#: Longer than a writer waits for the file on SQLite.
AT_MOST_S = 30
TABLE = Table(
    caption="考勤",
    columns=(Column(key="n", label="姓名"), Column(key="s", label="金额", type="money", unit="元")),
    rows=({"n": "=1+1", "s": "1234.50"}, {"n": "张三", "s": "-5.00"}),
)


@pytest.fixture(autouse=True)
def office(cast):
    named = Office(id=1, name="柳泉收费所", short_name="柳泉所", language="zh_CN")
    db.session.add(named)
    db.session.commit()
    return named


@pytest.fixture
def ended(categories, settings):
    """A notice with a table and an attachment that was corrected, concluded and archived."""
    file = keep_attachment(settings.media_folder, b"%PDF-1.4 test", name="说明.pdf")
    placing = making.five_working_days(shows_from=BEGINS, shows_until=ENDS)
    content = making.notice("评定/结果", tables=(TABLE,), attachments=(file, file))
    posting = making.posted(categories["awards"], placing, content=content)
    register.enter(posting.revisions[-1], who="Cleo", at=BEGINS)
    better = making.add_content(posting, making.notice("评定/结果", body="已更正。", tables=(TABLE,), attachments=(file, file)), reason="笔误")  # fmt: skip
    operations.approve(better, making.SIGNED, at=BEGINS, register_number=None)
    closing.conclude(posting, Found(Outcome.NO_OBJECTION, 0, "无异议。"), who="Cleo", at=ENDS)
    closing.archive(posting, who="Cleo", at=ENDS)
    db.session.commit()
    return posting


def folder(client, code):
    """The files of an export, by their path inside the one folder."""
    answer = client.get(f"/admin/postings/{code}/export")
    assert answer.status_code == 200
    packed = zipfile.ZipFile(io.BytesIO(answer.data))
    answer.close()
    assert packed.testzip() is None
    names = packed.namelist()
    assert len({name.partition("/")[0] for name in names}) == 1
    return {name.partition("/")[2]: packed.read(name) for name in names}


def table(data):
    assert data.startswith(b"\xef\xbb\xbf")
    return list(csv.reader(io.StringIO(data.decode("utf-8-sig"))))


def test_everything_is_there_in_files_for_every_program(enter, ended):
    files = folder(enter("cleo"), ended.code)

    assert set(files) == {
        "README.txt",
        "content.json",
        "versions/1.json",
        "text.md",
        "text.html",
        "tables/1-考勤.csv",
        "attachments/说明.pdf",
        "attachments/说明-2.pdf",
        "signatures.csv",
        "evidence.csv",
        "lengthenings.csv",
        "conclusions.csv",
        "register.csv",
        "trail.csv",
    }
    assert files["attachments/说明.pdf"] == b"%PDF-1.4 test"
    assert "已更正。" in files["text.md"].decode()
    assert "已更正。" in files["text.html"].decode()


def test_a_file_that_is_gone_takes_nothing_else_with_it(enter, ended, settings):
    for one in settings.media_folder.rglob("*"):
        if one.is_file():
            one.unlink()

    files = folder(enter("cleo"), ended.code)

    assert not any(name.startswith("attachments/") for name in files)
    assert {"content.json", "signatures.csv", "evidence.csv", "register.csv"} <= set(files)
    assert hashlib.sha256(files["content.json"]).hexdigest() == ended.revisions[-1].fingerprint


def test_who_took_it_along_stands_in_the_trail(enter, ended):
    cleo = enter("cleo")
    folder(cleo, ended.code)

    newest, *_before = db.session.scalars(sa.select(Act).order_by(Act.id.desc()))
    assert (newest.what, newest.who) == ("posting.export", "Cleo")
    # What was taken along itself tells who has done so before.
    rows = table(folder(cleo, ended.code)["trail.csv"])
    assert [row[4] for row in rows].count("posting.export") == 1


@pytest.mark.parametrize(
    ("address", "works"),
    [("postings/{}/export", "kiosk.faces.admin.exporting.write_folder"),
     ("register/sheet", "kiosk.faces.admin.register.workbook")],
)  # fmt: skip
def test_while_it_is_packed_others_write(enter, app, ended, monkeypatch, address, works):  # noqa: PLR0917 - fixtures
    cleo, packing = enter("cleo"), pkgutil.resolve_name(works)
    others = []

    def somebody_writes():
        with app.app_context():
            means_to_write()
            trail.record("screen.add", who="Ada", subject="screen 1", at=ENDS)
            db.session.commit()

    def meanwhile(*args, **named):
        with ThreadPoolExecutor(1) as pool:
            others.append(pool.submit(somebody_writes).exception(AT_MOST_S))
        return packing(*args, **named)

    monkeypatch.setattr(works, meanwhile)

    with cleo.get("/admin/" + address.format(ended.code)) as answer:
        assert (answer.status_code, others) == (200, [None])
    newest = db.session.scalars(sa.select(Act.what).order_by(Act.id.desc()).limit(2)).all()
    assert newest[1] == "screen.add"
    assert newest[0].endswith(".export")


def test_who_takes_the_register_along_stands_in_the_trail(enter, ended):
    assert enter("cleo").get("/admin/register/sheet").status_code == 200

    [act] = db.session.scalars(sa.select(Act).where(Act.what == "register.export"))
    assert (act.who, act.subject) == ("Cleo", "1 entries")
    said = BeautifulSoup(enter("ada").get("/admin/trail").text, "html.parser").get_text()
    assert "Register exported" in said
    assert "1 entry" in said


def test_why_a_period_was_not_lengthened_stands_under_a_heading_of_its_own(enter, categories):
    placing = making.five_working_days(shows_from=BEGINS, shows_until=ENDS)
    posting = making.posted(categories["awards"], placing)
    first = Found(Outcome.NO_OBJECTION, 0, "无异议。", why_not_longer="停电检修")
    closing.conclude(posting, first, who="Cleo", at=ENDS, dark=[date(2026, 11, 17)])
    again = Found(Outcome.NO_OBJECTION, 0, "未收到异议。", reason="措辞")
    closing.conclude(posting, again, who="Cleo", at=ENDS)
    db.session.commit()

    heads, *rows = table(folder(enter("cleo"), posting.code)["conclusions.csv"])

    corrected, kept = (
        heads.index("Why the earlier conclusion is corrected"),
        heads.index("Why the period is not lengthened"),
    )
    assert [(row[corrected], row[kept]) for row in rows] == [("", "停电检修"), ("措辞", "")]


def test_what_was_taken_down_says_why(enter, ended):
    ended.stage, ended.withdrawn_at, ended.withdrawn_reason = "withdrawn", ENDS, "分数有误"
    db.session.commit()

    files = folder(enter("cleo"), ended.code)

    assert "本条已撤下，原因：分数有误" in files["README.txt"].decode("utf-8-sig")


def test_the_hash_of_a_file_is_the_fingerprint_that_was_signed(enter, ended):
    files = folder(enter("cleo"), ended.code)
    first, second = ended.revisions

    assert hashlib.sha256(files["content.json"]).hexdigest() == second.fingerprint
    assert hashlib.sha256(files["versions/1.json"]).hexdigest() == first.fingerprint
    read_me = files["README.txt"].decode("utf-8-sig")
    assert second.fingerprint in read_me
    assert first.fingerprint in read_me
    assert "sha256sum content.json" in read_me


def test_what_hung_before_a_correction_has_its_evidence_too(enter, ended, screens):
    board = screens[0]
    named = {"device": board.mark, "name": board.name, "station_name": board.station.name}
    since = datetime.fromisoformat("2026-11-01T00:00+08:00")
    db.session.add(Standing(**named, station=board.station.code, audience="staff", begins=since))
    first, second = ended.revisions
    first.approved_at = datetime.fromisoformat("2026-11-15T12:00+08:00")
    second.approved_at = datetime.fromisoformat("2026-11-18T12:00+08:00")
    ended.publicity_first = date(2026, 11, 19)
    db.session.commit()

    files = folder(enter("cleo"), ended.code)

    head, *rows = table(files["evidence.csv"])
    assert [row[head.index("Day")] for row in rows] == ["2026-11-19", "2026-11-20"]
    head, *rows = table(files["versions/evidence.csv"])
    told = [(row[head.index("Version")], row[head.index("Day")]) for row in rows]
    assert told == [("1", "2026-11-16"), ("1", "2026-11-17"), ("1", "2026-11-18")]
    due = head.index("Quarter-hours due")
    assert [row[due] for row in rows] == ["96", "96", "48"]
    assert "versions/evidence.csv" in files["README.txt"].decode("utf-8-sig")


def test_a_deputy_stands_there_as_who_signed_for_whom(enter, ended):
    ended.approved.signatures[-1].deputy_for = "王建国（出差）"
    db.session.commit()

    head, *rows = table(folder(enter("cleo"), ended.code)["signatures.csv"])

    assert rows[-1][head.index("Deputy")] == "田建军 for 王建国 (出差)"
    assert rows[0][head.index("Deputy")] == ""


def test_tables_open_in_a_sheet_and_hold_no_formula(enter, ended):
    files = folder(enter("cleo"), ended.code)

    assert table(files["tables/1-考勤.csv"]) == [
        ["姓名", "金额（元）"],
        ["'=1+1", "1234.50"],
        ["张三", "-5.00"],
    ]
    assert table(files["register.csv"])[1][1] == "柳泉公开〔2026〕1号"
    assert [row[2] for row in table(files["signatures.csv"])[1:]] == ["陈守业", "田建军"] * 2
    assert table(files["conclusions.csv"])[1][4] == "无异议。"
    acts = table(files["trail.csv"])
    assert [row[4] for row in acts[1:]] == [
        "posting.register",
        "posting.conclude",
        "posting.archive",
    ]
    assert all(len(row[-1]) == 64 for row in acts[1:])


def test_what_was_done_is_told_in_words_beside_what_the_chain_holds(enter, ended):
    rows = table(folder(enter("cleo"), ended.code)["trail.csv"])
    [said] = [row for row in rows if row[4] == "posting.conclude"]

    told = dict(zip(rows[0], said, strict=True))
    assert told["After the act"].startswith("What came of it: No objection; ")
    assert '"outcome": "none"' in told["After the act, as chained"]
    assert told["Before the act"] == told["Before the act, as chained"] == ""


def test_who_may_not_read_the_register_of_that_place_takes_nothing_along(enter, ended, stations):
    address = f"/admin/postings/{ended.code}/export"
    assert enter("bo").get(address).status_code in {403, 404}

    ended.station, ended.level = stations[0], "station"
    db.session.commit()

    assert enter("cy").get(address).status_code in {403, 404}
    for username in ("bo", "ada"):
        answer = enter(username).get(address)
        assert answer.status_code == 200
        answer.close()


def test_what_was_never_released_is_not_exported(enter, categories):
    cleo = enter("cleo")
    code = begun(cleo, categories["notice"])
    saved(cleo, code)

    answer = cleo.get(f"/admin/postings/{code}/export", follow_redirects=True)

    assert "It was never released: there is nothing to export." in answer.text


def test_what_has_been_kept_long_enough_is_listed_and_stays(enter, ended, office, at):
    cleo = enter("cleo")
    before = cleo.get("/admin/register/kept").text
    assert "Nothing has been kept so long yet." in before
    assert "kept until 11/20/2031" in before

    at("2031-11-20T09:00+08:00")
    answer = enter("cleo").get("/admin/register/kept").text
    assert "Nothing has been kept so long yet." not in answer
    assert f"/admin/postings/{ended.code}/export" in answer

    office.retention_years = 30
    db.session.commit()
    assert "kept until 11/20/2056" in enter("cleo").get("/admin/register/kept").text


def test_what_is_older_and_was_never_archived_is_named(enter, categories, at):
    making.posted(categories["notice"], making.everywhere(shows_until=ENDS))
    db.session.commit()
    assert "never archived" not in enter("cleo").get("/admin/register/kept").text

    at("2031-11-21T09:00+08:00")

    assert "never archived" in enter("cleo").get("/admin/register/kept").text


@pytest.mark.parametrize(
    ("ended", "years", "until"),
    [
        (date(2026, 11, 20), 5, date(2031, 11, 20)),
        (date(2024, 2, 29), 5, date(2029, 3, 1)),
        (date(2024, 2, 29), 4, date(2028, 2, 29)),
    ],
)
def test_years_are_counted_to_the_day(ended, years, until):
    assert kept_until(ended, years) == until


@pytest.mark.parametrize(
    ("name", "safe"),
    [
        ("../../etc/passwd", "_.._etc_passwd"),
        ("C:\\a.pdf", "C_a.pdf"),
        ("附件\u202efdp.exe", "附件_fdp.exe"),
        ("...", "_"),
        ("长" * 100 + ".xlsx", "长" * 56 + ".xlsx"),
    ],
)
def test_names_lead_nowhere_and_fit_every_file_system(name, safe):
    assert safe_name(name) == safe


@pytest.mark.parametrize(
    ("cell", "written"),
    [("=A1", "'=A1"), ("@x", "'@x"), ("-5", "-5"), ("-x", "'-x"), (None, ""), ("姓名", "姓名")],
)
def test_no_cell_is_taken_for_a_formula(cell, written):
    assert plain_cell(cell) == written
