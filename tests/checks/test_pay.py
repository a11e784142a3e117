"""What one person is paid, beside their name."""

import pytest

from kiosk.checks.documents import finds_in, texts
from kiosk.checks.finds import Grade, What
from kiosk.checks.pay import pay_in
from kiosk.core.document import Document
from kiosk.kinds.notices.content import Column, Table
from tests.postings.making import notice


def found(text: str) -> list[str]:
    return [text[one.start : one.end] for one in pay_in(text)]


def blocks(document: Document) -> list[tuple[str | int, ...]]:
    every = finds_in(texts(document))
    return [one.where.path for one in every if (one.what, one.grade) == (What.WAGES, Grade.BLOCK)]


@pytest.mark.parametrize(
    "text",
    [
        "刘洋11月实发工资5632.50元",
        "陈静绩效奖金1200元",
        "陈静绩效奖金：１，２００元",
        "王伟同志本月夜班津贴300元",
        "欧阳慧2026年11月应发工资共7,210元",
        "苗春霞扣绩效50元",
        "马小军领取5632.50元工资",
    ],
)
def test_a_sum_that_is_somebodys_pay_is_found_from_the_name_to_the_sum(text):
    assert found(text) == [text]


def test_several_people_are_found_one_by_one():
    text = "发放情况：刘洋工资5600元、陈静津贴800元；职工赵敏奖金500元。"

    assert found(text) == ["刘洋工资5600元", "陈静津贴800元", "赵敏奖金500元"]


@pytest.mark.parametrize(
    "text",
    [
        "10月发放103人，应发605,480.00元，实发453,339.60元。",
        "全所11月实发工资453339元",
        "平均工资5600元，季度奖金2000元，高温补贴300元",
        "职工平均工资5600元",
        "员工高温津贴每人300元",
        "高速公路养护补贴1200元",
        "安全奖金3000元",
        "石磨沟11月实发工资72,930元",
        "双泉堡站绩效奖金8000元",
        "于本月发放工资605480元",
        "关于发放绩效奖金1200元的公告",
        "刘某绩效奖金1200元",
        "刘洋荣获绩效考核第一名",
        "刘洋工资由办公室核对",
    ],
)
def test_sums_averages_and_names_without_a_sum_are_nobodys_pay(text):
    assert found(text) == []


def table(caption: str, *labels: str, rows: list[list[str]]) -> Document:
    columns = tuple(Column(key=f"c{number}", label=label) for number, label in enumerate(labels))
    cells = tuple(
        dict[str, str | int | None]({f"c{number}": cell for number, cell in enumerate(row)})
        for row in rows
    )
    return notice(tables=(Table(caption=caption, columns=columns, rows=cells),))


def test_a_table_of_names_and_pay_blocks_at_the_head_of_the_column():
    paid = table("发放表", "姓名", "实发工资", rows=[["刘洋", "5632.50"], ["陈静", "5,710元"]])

    assert blocks(paid) == [("tables", 0, "columns", 1, "label")]
    [find] = finds_in(texts(paid))
    assert find.may_keep


def test_where_only_the_caption_says_what_the_sums_are_it_blocks_there():
    paid = table("11月工资发放表", "姓名", "金额", rows=[["刘洋", "5632.50"]])

    assert blocks(paid) == [("tables", 0, "caption")]


@pytest.mark.parametrize(
    "document",
    [
        table("考核", "姓名", "绩效", rows=[["刘洋", "1.0"], ["陈静", "98.5"]]),
        table("考核", "姓名", "绩效得分", rows=[["刘洋", "480"]]),
        table("汇总", "姓名", "实发工资", rows=[["合计", "453339.60"], ["人均", "4401"]]),
        table("汇总", "单位", "实发工资", rows=[["双泉堡站", "82935.00"]]),
    ],
)
def test_marks_and_sums_of_all_do_not_block(document):
    assert blocks(document) == []
