"""Columns called 小计 or 合计: money where the rows come to money, and counts where they count."""

from tests.sheets.making import column_of, table


def test_a_price_times_a_quantity_comes_to_money():
    found = table(
        "食堂采购明细", "单位：元", "品名 | 数量 | 单价 | 小计", "大米 | 20 | 128 | 2560", "面粉 | 6 | 98 | 588",
    )  # fmt: skip

    subtotal = column_of(found, "小计")
    assert (subtotal.kind, subtotal.places) == ("money", 2)


def test_sums_of_money_come_to_money():
    found = table(
        "单位 | 办公费 | 差旅费 | 合计", "所机关 | 2860 | 1200 | 4060", "双泉堡站 | 1240 | 300 | 1540",
    )  # fmt: skip

    assert column_of(found, "合计").kind == "money"


def test_counted_things_come_to_a_count():
    found = table("班组 | 病假 | 事假 | 合计", "一班 | 2 | 1 | 3", "二班 | 0 | 4 | 4")

    assert column_of(found, "合计").kind == "int"


def test_a_column_that_comes_to_something_else_stays_what_it_is():
    found = table("品名 | 数量 | 单价 | 小计", "大米 | 20 | 128 | 17", "面粉 | 6 | 98 | 25")

    assert column_of(found, "小计").kind == "int"
