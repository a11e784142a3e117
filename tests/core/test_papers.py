"""What a pasted paper is: its title, its text, who signed it and when."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kiosk.core.papers import day_in, is_same, taken_apart

OFFICE = "安西高速公路收费所"
WORD = (
    "柳泉高速公路收费所关于冬季保畅物资采购结果的公示\r\n"
    "\u3000\u3000为做好２０２６年冬季保畅工作，现将结果\u200b予以公示。\r\n\r\n\r\n"
    "一、采购结果\r\n"
    "（一）询价情况。共有3家单位参加。\r\n"
    "1.融雪剂10吨；\r\n"
    "\xa0\xa0公示期间如有异议，请实名反映。\v"
    "柳泉高速公路收费所\r\n"
    "2026年11月18日\r\n"
)


def test_a_paper_from_word_is_taken_apart():
    paper = taken_apart(WORD)

    assert paper.title == "柳泉高速公路收费所关于冬季保畅物资采购结果的公示"
    assert paper.issuer == "柳泉高速公路收费所"
    assert paper.on == date(2026, 11, 18)
    assert paper.body.split("\n\n") == [
        "为做好2026年冬季保畅工作，现将结果予以公示。",
        "## 一、采购结果",
        "**（一）询价情况**。共有3家单位参加。",
        "1.融雪剂10吨；",
        "公示期间如有异议，请实名反映。",
    ]


@pytest.mark.parametrize(
    ("lines", "title"),
    [
        (["柳园收费站2026年11月考勤情况公开"], "柳园收费站2026年11月考勤情况公开"),
        (["公 \u3000示"], "公示"),
        (["安西高速公路收费所", "关于冬季物资采购结果的公示"], "安西高速公路收费所关于冬季物资采购结果的公示"),
        (["安西高速公路收费所关于加强冬季", "安全管理工作", "的通知"], "安西高速公路收费所关于加强冬季安全管理工作的通知"),
        (["冬季恶劣天气保通保畅工作方案", "（征求意见稿）"], "冬季恶劣天气保通保畅工作方案（征求意见稿）"),
        (["新闻宣传管理办法（试行）"], "新闻宣传管理办法（试行）"),
        (["安收发〔2026〕48号", "关于调整班车时间的通知"], "关于调整班车时间的通知"),
        (["冬季行车请注意安全"], "冬季行车请注意安全"),
    ],
)  # fmt: skip
def test_the_first_lines_of_a_paper_are_its_title(lines, title):
    paper = taken_apart("\n".join([*lines, "现将有关情况说明如下。", "请相互转告。"]))

    assert paper.title == title
    assert title not in paper.body
    assert paper.body.endswith("现将有关情况说明如下。\n\n请相互转告。")


@pytest.mark.parametrize(
    "line",
    [
        "一、情况",
        "一．采购情况",
        "（一）考核情况",
        "(二)有关情况的通报",
        "1.考核结果",
        "1、关于班车的通知",
        "第一条 管理办法",
        "①考勤情况",
        "## 一、情况",
        "各收费站：",
        "各收费站",
        "全体职工",
        "自12月1日起调整班车时间。",
        "2026年11月22日",
        "现将考勤情况公开如下，请监督：",
        OFFICE,
    ],
)
def test_what_is_no_title_stays_in_the_text(line):
    paper = taken_apart(f"{line}\n自12月1日起执行。\n请相互转告。", [OFFICE])

    assert paper.title == ""
    assert paper.body == paper.whole


def test_a_title_without_a_text_below_it_stays_where_it_is():
    assert taken_apart("关于调整班车时间的通知").body == "关于调整班车时间的通知"


@pytest.mark.parametrize(
    ("end", "issuer", "on"),
    [
        ([f"{OFFICE}稽查科", "2026年11月22日"], f"{OFFICE}稽查科", date(2026, 11, 22)),
        ([f"{OFFICE}综合办公室", "二〇二六年十一月二十二日"], f"{OFFICE}综合办公室", date(2026, 11, 22)),
        ([f"{OFFICE}（盖章）", "二○二六年十月十日"], OFFICE, date(2026, 10, 10)),
        ([OFFICE, "2026.11.22"], OFFICE, date(2026, 11, 22)),
        ([f"{OFFICE} 2026年11月22日"], OFFICE, date(2026, 11, 22)),
        (["2026年11月2日", OFFICE], OFFICE, date(2026, 11, 2)),
        (["柳园收费站运行一班", "２０２６年１１月２２日"], "柳园收费站运行一班", date(2026, 11, 22)),
        (["中共安西高速公路收费所支部委员会", OFFICE, "2026-11-22"], f"中共安西高速公路收费所支部委员会 {OFFICE}", date(2026, 11, 22)),
        ([f"{OFFICE}稽查科"], f"{OFFICE}稽查科", None),
    ],
)  # fmt: skip
def test_issuer_and_day_below_the_text_leave_it(end, issuer, on):
    paper = taken_apart("\n".join(["现予公示。", *end]), [OFFICE])

    assert (paper.issuer, paper.on) == (issuer, on)
    assert paper.body == "现予公示。"


CONTACT = "（联系人：王芳 电话：0937-0000126）"
SIGNATURE = [f"{OFFICE}稽查科", "2026年11月22日"]


@pytest.mark.parametrize(
    "end",
    [[CONTACT, *SIGNATURE], [*SIGNATURE, CONTACT], [SIGNATURE[0], CONTACT, SIGNATURE[1]]],
)
def test_a_line_that_says_whom_to_ask_does_not_hide_the_signature(end):
    paper = taken_apart("\n".join(["现予公示。", *end]), [OFFICE])

    assert (paper.issuer, paper.on) == (SIGNATURE[0], date(2026, 11, 22))
    assert paper.body == f"现予公示。\n\n{CONTACT}"


def test_text_without_title_issuer_or_day_stays_whole():
    paper = taken_apart("自12月1日起调整班车时间。\n请相互转告。")

    assert (paper.title, paper.issuer, paper.on) == ("", "", None)
    assert paper.body == "自12月1日起调整班车时间。\n\n请相互转告。"


@pytest.mark.parametrize("last", ["各收费站", "本通知发至各班组", "3.运行一班", "值班：运行一班"])
def test_the_last_line_of_a_text_signs_nothing(last):
    paper = taken_apart(f"内容。\n{last}\n2026年11月22日", [OFFICE])

    assert paper.issuer == ""
    assert paper.body.endswith(last)


@pytest.mark.parametrize(
    "day", ["2026年13月1日", "2026年2月30日", "11月18日", "二〇二六年十三月一日"]
)
def test_what_is_no_day_stays_in_the_text(day):
    assert taken_apart(f"内容。\n{day}").body.endswith(day)


NUMERALS = "〇一二三四五六七八九"


def written(number: int) -> str:
    tens, ones = divmod(number, 10)
    return ("" if tens == 0 else "十" if tens == 1 else NUMERALS[tens] + "十") + (
        NUMERALS[ones] if ones else ""
    )


@given(st.dates(date(1900, 1, 1), date(2199, 12, 31)))
def test_a_day_is_read_however_it_is_written(on):
    year = "".join(NUMERALS[int(digit)] for digit in str(on.year))

    assert day_in(f"{year}年{written(on.month)}月{written(on.day)}日") == on
    assert day_in(f"{on.year}年{on.month}月{on.day}日") == on
    assert day_in(on.strftime("%Y.%m.%d")) == on
    assert day_in(on.isoformat()) == on


@given(st.text(max_size=12))
def test_two_titles_are_the_same_however_they_are_spaced(title):
    assert is_same(title, f"\u3000{title} ")


PIECES = st.sampled_from(
    ["关于班车的通知", "公示", OFFICE, "稽查科", "一、", "（一）", "1.", "。", "，", "\n", "\n", "2026年11月18日",
     "二〇二六年十月一日", CONTACT, "现予公示", " ", "的", "（试行）"]
)  # fmt: skip


@given(st.lists(PIECES | st.text(max_size=3), max_size=20).map("".join))
def test_the_title_is_taken_out_of_the_text_and_nothing_else_is(text):
    def characters(some: str) -> list[str]:
        return sorted(one for one in some if one not in "#*\\" and not one.isspace())

    paper = taken_apart(text, [OFFICE])

    assert characters(paper.title + paper.body) == characters(paper.whole)
