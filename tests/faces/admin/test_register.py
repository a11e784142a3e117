"""The register's room: looked through, opened, printed, taken along as a sheet; nothing in it can be changed."""

import io
import re
import zipfile
from datetime import date, datetime, timedelta

import pytest
import sqlalchemy as sa

from kiosk.accounts import trail
from kiosk.accounts.models import Act, Grant, Office
from kiosk.accounts.roles import Role
from kiosk.core.db import db
from kiosk.kinds.notices.content import Contact
from kiosk.postings import operations, register
from kiosk.postings.operations import Placing
from kiosk.postings.register_models import RegisterEntry
from kiosk.postings.register_search import PAGE_LENGTH
from kiosk.sheets.opening import open_book
from tests.postings import making

MORNING = datetime.fromisoformat("2026-11-20T09:00+08:00")
COLUMNS = 25
#: As an office's own ledger has them (samples/office.json, register_columns).
IN_CHINESE = [
    "序号",
    "公开编号",
    "级别（所/站）",
    "公开事项（标题）",
    "类别",
    "公开类型（长期/定期/逐段/即时/依申请）",
    "内容摘要",
    "公开范围",
    "公开形式",
    "公示起止日期",
    "公示期（工作日）",
    "经办人",
    "保密审查人",
    "审批人（书记）",
    "审批人（所长/站长）",
    "廉政监督员",
    "上屏时间",
    "撤下时间",
    "受理部门及电话",
    "意见条数",
    "处理结果",
    "公示结论",
    "留痕附件（审批单/截图/照片）",
    "归档号",
    "备注",
]


@pytest.fixture(autouse=True)
def office(cast):
    named = Office(id=1, name="Red Willow", short_name="柳泉所", language="zh_CN")
    db.session.add(named)
    db.session.commit()
    return named


@pytest.fixture
def released(categories):
    """Release a posting: released("标题", station=…)."""

    def release(title="用车", *, at=MORNING, station=None, content=None, sample="", **placing):
        place = Placing(scope="staff", station=station, **{"shows_from": at, **placing})
        content = content or making.notice(title)
        posting = making.posted(categories["notice"], place, content=content)
        if sample:
            posting.is_sample = True
            register.enter_sample(posting.revisions[-1], sample, who="x", at=at)
        else:
            register.enter(posting.revisions[-1], who="Cleo", at=at)
        db.session.commit()
        return posting

    return release


def numbers(answer):
    assert answer.status_code == 200
    return re.findall(r'<span class="figures">(.+?)</span>', answer.text)


def cell(answer, head):
    """What stands under `head` in the only entry of the page."""
    [found] = re.findall(rf"<dt>{re.escape(head)}</dt><dd>(.*?)</dd>", answer.text)
    return found


def sheet_of(answer):
    """The workbook's first sheet as our own reader takes it, the head included; None where a cell is empty."""
    assert answer.status_code == 200
    sheet = open_book(answer.data).sheet(0)
    return [[line.at(column).value for column in range(COLUMNS)] for line in sheet.lines]


def test_what_was_released_stands_there_the_newest_first(enter, released, stations):
    released("用车")
    released("食堂", station=stations[0], at=MORNING + timedelta(hours=1))

    answer = enter("cleo").get("/admin/register")

    assert numbers(answer) == ["SQB公开〔2026〕1号", "柳泉公开〔2026〕1号"]


def test_an_entry_opens_to_all_columns(enter, released):
    contact = {"department": "纪检委员", "person": "白玉成", "phone": "0937-0000103"}
    content = making.notice(
        "采购", summary="5类物资", contact=Contact(**contact), conclusion="无异议"
    )
    released(
        content=content,
        publicity_first=date(2026, 11, 18),
        publicity_last=date(2026, 11, 24),
        shows_until=datetime.fromisoformat("2026-11-22T00:00+08:00"),
    )

    answer = enter("cleo").get("/admin/register")

    assert answer.text.count("<dt>") == COLUMNS
    assert cell(answer, "Summary") == "5类物资"
    assert cell(answer, "First and last day of the publicity period") == "2026-11-18 to 2026-11-24"
    assert cell(answer, "Publicity period (working days)") == "5"
    assert cell(answer, "Approved by (secretary)") == "陈守业"
    assert cell(answer, "Approved by (head or station chief)") == "田建军"
    assert cell(answer, "On the screens from") == "2026-11-20 09:00"
    assert cell(answer, "Taken down at") == "2026-11-21 24:00"
    assert cell(answer, "Department in charge, phone") == "纪检委员，白玉成 0937-0000103"
    assert cell(answer, "Conclusion of the period") == "无异议"
    assert cell(answer, "Number of opinions") == "Not collected by this system"
    assert cell(answer, "Outcome") == "None yet"


def test_without_a_publicity_period_nothing_is_asked_of_one(enter, released):
    released("用车")

    answer = enter("cleo").get("/admin/register")

    ends = ("Number of opinions", "Outcome", "Conclusion of the period")
    assert [cell(answer, head) for head in ends] == ["—", "—", "—"]


def test_a_deputy_stands_there_with_whom_they_signed_for(enter, released):
    posting = released("用车")
    posting.revisions[-1].signatures[1].deputy_for = "田建军，出差"
    posting.revisions[-1].signatures[1].name = "赵敏"
    db.session.commit()

    answer = enter("cleo").get("/admin/register")

    assert cell(answer, "Approved by (head or station chief)") == "赵敏 (for 田建军，出差)"
    assert cell(answer, "Approved by (secretary)") == "陈守业"


def test_a_correction_stands_in_the_remarks_and_the_line_stays(enter, released):
    posting = released("用车")
    second = making.add_content(posting, making.notice("公务用车"), reason="里程有误")
    posting.publicity_first, posting.publicity_last = date(2026, 11, 23), date(2026, 11, 27)
    operations.approve(second, making.SIGNED, at=MORNING, register_number=None)
    db.session.commit()

    answer = enter("cleo").get("/admin/register")
    assert cell(answer, "Matter (title)") == "用车"
    assert cell(answer, "Remarks").split("<br>") == [
        "Corrected 2026-11-20: 里程有误", "New title: 公务用车", "New publicity period: 2026-11-23 to 2026-11-27",
        f"Version 2 SHA-256 {second.fingerprint[:16]}", "Signed for version 2: Secretary 陈守业, Head of the office 田建军",
    ]  # fmt: skip
    print_of = cell(answer, "Evidence (approval form, pictures)")
    assert print_of == f"Version 1 SHA-256 {posting.revisions[0].fingerprint[:16]}"
    assert "Corrected</span>" in answer.text
    assert posting.register_number == "柳泉公开〔2026〕1号"


def test_what_was_taken_down_stays_with_its_reason(enter, released):
    posting = released("用车")
    operations.withdraw(posting, reason="车号有误", at=MORNING + timedelta(hours=2))
    db.session.commit()

    answer = enter("cleo").get("/admin/register")

    assert cell(answer, "Taken down at") == "2026-11-20 11:00"
    assert cell(answer, "Remarks") == "Taken down 2026-11-20: 车号有误"


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("q=用车", ["柳泉公开〔2026〕1号"]),
        ("q=田建军 用车", ["柳泉公开〔2026〕1号"]),
        ("q=〔2025〕", ["柳泉公开〔2025〕1号"]),
        ("q=没有这个", []),
        ("q=%25", []),
        ("year=2025", ["柳泉公开〔2025〕1号"]),
        ("year=2024", ["SQB公开〔2026〕1号", "柳泉公开〔2026〕1号"]),
        ("place=office", ["柳泉公开〔2026〕1号"]),
        ("place=SQB", ["SQB公开〔2026〕1号"]),
        ("place=SZP", []),
        (
            "year=²&page=-1&of=nonsense&place=%00",
            ["SQB公开〔2026〕1号", "柳泉公开〔2026〕1号"],
        ),
    ],
)
def test_year_series_and_words_stand_in_the_address(enter, released, stations, query, found):
    released("去年", at=datetime.fromisoformat("2025-12-31T23:00+08:00"))
    released("用车")
    released("食堂", station=stations[0], at=MORNING + timedelta(hours=1))

    in_every_year = query if "year" in query or "place" in query else f"{query}&year=all"

    assert numbers(enter("cleo").get(f"/admin/register?{in_every_year}")) == found


def test_a_page_holds_so_many_and_the_next_the_rest(enter, released):
    for minute in range(PAGE_LENGTH + 2):
        released(at=MORNING + timedelta(minutes=minute))
    cleo = enter("cleo")

    first, second = (numbers(cleo.get(f"/admin/register?page={page}")) for page in (1, 2))

    assert (len(first), len(second)) == (PAGE_LENGTH, 2)
    assert second[-1] == "柳泉公开〔2026〕1号"
    assert numbers(cleo.get("/admin/register?page=99999999")) == second


@pytest.mark.parametrize(
    "address", ["/admin/register", "/admin/register/print", "/admin/register/sheet"]
)
def test_it_asks_as_much_of_many_entries_as_of_few(enter, released, count_queries, address):
    cleo, asked = enter("cleo"), []
    for number in (3, 20):
        for minute in range(number):
            posting = released(at=MORNING + timedelta(minutes=minute))
            second = making.add_content(posting, making.notice("改"), reason="改")
            operations.approve(second, making.SIGNED, at=MORNING, register_number=None)
        db.session.commit()
        with count_queries() as queries:
            assert cleo.get(f"{address}?q=用车").status_code == 200
        asked.append(len(queries))

    assert asked[0] == asked[1]


def test_a_station_reads_its_own_series_and_the_offices(enter, released, stations):
    own, elsewhere = stations
    released("所里")
    posting = released("本站", station=own, at=MORNING + timedelta(hours=1))
    released("别站", station=elsewhere)
    bo = enter("bo")

    answer = bo.get("/admin/register")

    assert numbers(answer) == ["SQB公开〔2026〕1号", "柳泉公开〔2026〕1号"]
    assert numbers(bo.get("/admin/register?place=SZP")) == numbers(answer)
    assert numbers(bo.get("/admin/register?q=别站")) == []
    assert "别站" not in bo.get("/admin/register/print").text
    assert [row[3] for row in sheet_of(bo.get("/admin/register/sheet"))[1:]] == ["所里", "本站"]
    links = re.findall(r'href="/admin/postings/(\w+)"', answer.text)
    assert links == [posting.code]


def test_a_contributor_has_no_business_there(enter, cast):
    cast.clerk.grants = [Grant(role=Role.CONTRIBUTOR)]
    db.session.commit()

    assert enter("cleo").get("/admin/register").status_code == 403


def test_the_sample_has_a_register_of_its_own(enter, released):
    released("示例的", sample="柳泉公开〔2026〕44号")
    cleo = enter("cleo")

    assert numbers(cleo.get("/admin/register")) == ["柳泉公开〔2026〕44号"]
    released("真的")

    assert numbers(cleo.get("/admin/register")) == ["柳泉公开〔2026〕1号"]
    assert numbers(cleo.get("/admin/register?of=sample")) == ["柳泉公开〔2026〕44号"]
    assert "示例的" not in cleo.get("/admin/register/print").text


def test_paper_has_every_entry_in_the_order_of_the_ledger_and_the_head_of_the_trail(
    enter, released
):
    for minute in range(PAGE_LENGTH + 1):
        released(at=MORNING + timedelta(minutes=minute))

    page = enter("cleo").get("/admin/register/print").text

    rows = re.findall(r"<td>(柳泉公开〔2026〕\d+号)</td>", page)
    assert rows == [f"柳泉公开〔2026〕{one}号" for one in range(1, PAGE_LENGTH + 2)]
    assert page.count('scope="col"') == COLUMNS
    assert str(trail.head()) in page


def test_the_heads_are_those_of_an_office_s_ledger(enter, released, cast):
    cast.clerk.language = "zh_CN"
    released()

    assert sheet_of(enter("cleo").get("/admin/register/sheet"))[0] == IN_CHINESE


def test_the_sheet_opens_with_real_dates_and_a_frozen_head(enter, released):
    released("用车", shows_until=MORNING + timedelta(days=1))
    head = trail.head()

    answer = enter("cleo").get("/admin/register/sheet")

    [_head, row] = sheet_of(answer)
    assert (row[0], row[1], row[3], row[19]) == (1, "柳泉公开〔2026〕1号", "用车", "—")
    assert row[16:18] == ["2026-11-20 09:00", "2026-11-21 09:00"]
    with zipfile.ZipFile(io.BytesIO(answer.data)) as parts:
        sheet = parts.read("xl/worksheets/sheet1.xml").decode()
        about = parts.read("xl/sharedStrings.xml").decode()
    assert re.search(r'state="frozen".*<col min="4" max="4" width="44', sheet)
    # 2026-11-20 09:00 as spreadsheets count days; no letter says that it is a text.
    assert re.search(r'<c r="Q2" s="\d+"><v>46346\.375</v></c>', sheet)
    assert str(head) in about
    assert answer.mimetype.endswith("spreadsheetml.sheet")
    assert "attachment" in answer.headers["Content-Disposition"]


@pytest.mark.parametrize(
    "title", ['=HYPERLINK("http://x","y")', "+1", "-1", "@SUM(1)", " =1+1", "http://x.example"]
)
def test_what_looks_like_a_formula_or_a_link_stays_text(enter, released, title):
    released(title)

    answer = enter("cleo").get("/admin/register/sheet")

    with zipfile.ZipFile(io.BytesIO(answer.data)) as parts:
        names = parts.namelist()
        sheet = parts.read("xl/worksheets/sheet1.xml").decode()
    assert "<f>" not in sheet
    assert "hyperlink" not in sheet
    assert not any("externalLink" in name for name in names)
    assert re.search(r'<c r="D2" s="\d+" t="s">', sheet)


def test_the_year_goes_on_from_the_numbers_on_paper(enter, released, stations):
    ada = enter("ada")

    answer = ada.post("/admin/register/begin", data={"place": "office", "first": "44"})

    assert answer.status_code == 303
    assert released().register_number == "柳泉公开〔2026〕44号"
    act = db.session.scalars(sa.select(Act).where(Act.what == "register.begin")).one()
    assert (act.who, act.subject, act.after) == ("Ada", "office", '{"year": 2026, "first": 44}')
    page = ada.get("/admin/register").text
    assert '<option value="SQB">' in page
    line = ada.get("/admin/trail?room=settings").text
    assert "First number of a year set" in line


@pytest.mark.parametrize(
    ("place", "first"),
    [("office", "0"), ("office", "x"), ("office", ""), ("NOWHERE", "3"), ("", "3")],
)
def test_a_beginning_that_makes_no_sense_is_refused_with_a_sentence(enter, place, first):
    answer = enter("ada").post("/admin/register/begin", data={"place": place, "first": first})

    assert answer.status_code == 422
    assert 'class="error"' in answer.text
    assert (
        db.session.scalar(sa.select(sa.func.count(Act.id)).where(Act.what == "register.begin")) == 0
    )


def test_a_series_that_has_begun_is_not_begun_again(enter, released):
    released()

    answer = enter("ada").post("/admin/register/begin", data={"place": "office", "first": "44"})

    assert answer.status_code == 422
    assert "Numbers of this year have been given there" in answer.text
    assert released().register_number == "柳泉公开〔2026〕2号"


def test_who_keeps_no_settings_cannot_begin_a_year(enter):
    cleo = enter("cleo")

    assert "/admin/register/begin" not in cleo.get("/admin/register").text
    assert (
        cleo.post("/admin/register/begin", data={"place": "office", "first": "9"}).status_code
        == 403
    )


def test_removing_the_sample_takes_its_register_along_and_no_other(enter, released):
    released("示例的", sample="柳泉公开〔2026〕44号")
    released("真的")
    ada = enter("ada")

    assert ada.post("/admin/sample/remove", data={"sure": "yes"}).status_code == 303

    left = list(db.session.scalars(sa.select(RegisterEntry.number)))
    assert left == ["柳泉公开〔2026〕1号"]
    assert "Of the sample" not in ada.get("/admin/register").text
