"""Identity numbers, bank cards and mobile numbers: found however they are written, and nothing else is."""

import re
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kiosk.checks.finds import Grade, What
from kiosk.checks.numbers import is_card_number, is_identity_number, masked, numbers_in

#: The sample's own vectors: what is written, what must become of it, its covered form.
VECTORS = [
    ("联系人王某，身份证99999919900307002X", "block", None),
    ("电话１３８００００００００", "block_or_mask", "电话138****0000"),
    ("手机 138 0000 0000", "block_or_mask", "手机 138****0000"),
    ("卡号6222 0000 0000 0000 000", "block", None),
    ("值班电话0937-0000105", "allow", None),
    ("车牌甘F·IO101", "allow", None),
    ("成交金额65,898.00元", "allow", None),
    ("柳泉公开〔2026〕41号", "allow", None),
    ("2026-11-18 2026-11-24", "allow", None),
    ("1386", "allow", None),
    ("2386 238", "allow", None),
]
FULL_WIDTH = str.maketrans("0123456789X", "０１２３４５６７８９Ｘ")
WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)


@pytest.mark.parametrize(("written", "must", "covered"), VECTORS)
def test_the_sample_vectors_hold(written, must, covered):
    found = numbers_in(written)

    assert [one.grade for one in found] == ([] if must == "allow" else [Grade.BLOCK])
    if must == "allow":
        assert masked(written) == written
    if covered:
        assert masked(written) == covered


def test_the_vectors_numbers_are_only_look_alikes_and_are_blocked_all_the_same():
    assert not is_identity_number("99999919900307002X")
    assert not is_card_number("6222000000000000000")


@pytest.mark.parametrize(
    "written",
    [
        "13800000000",
        "138-0000-0000",
        "138—0000—0000",
        "138\u30000000\u00a00000",
        "1 3 8 0 0 0 0 0 0 0 0",
        "1３8\u200b0000\u200b0000",
        "+86 138 0000 0000",
        "8613800000000",
        "0086-13800000000",
        "138**0000**0000",
        "工号35812 13800000000",
        "0937-0000105 13800000000",
        "2026-11-18 13800000000",
        "1.13800000000",
        "13800000000.",
    ],
)
def test_a_mobile_number_is_found_however_it_is_written(written):
    [found] = numbers_in(written)

    assert (found.what, found.digits, found.grade) == (What.MOBILE, "13800000000", Grade.BLOCK)
    assert masked(written).replace("138****0000", "") == masked(
        written.replace(written[found.start : found.end], "")
    )


def test_a_number_said_to_be_the_offices_own_may_stand():
    assert numbers_in("办公电话：13800000000") == []
    assert numbers_in("13800000000", label="办公电话") == []
    assert len(numbers_in("办公电话：0937-0000105，本人13800000000")) == 1


def test_where_phones_are_public_identity_numbers_and_cards_are_not():
    text = "13800000000 99999919900307002X 卡号6222000000000000000"

    found = numbers_in(text, phones_are_public=True)

    assert [one.what for one in found] == [What.IDENTITY, What.CARD]


@pytest.mark.parametrize(
    ("written", "grade"),
    [
        ("6222000000000000000", Grade.WARN),
        ("合同3207261911180002", Grade.WARN),
        ("账号6222000000000000000", Grade.BLOCK),
        ("6222 0000 0000 0000 000（建设银行）", Grade.BLOCK),
        ("4111 1111 1111 1111", Grade.BLOCK),
    ],
)
def test_a_card_is_blocked_where_a_bank_is_named_or_luhn_comes_out_and_else_warned_of(
    written, grade
):
    assert [(one.what, one.grade) for one in numbers_in(written)] == [(What.CARD, grade)]


def test_the_head_of_a_column_can_name_the_bank():
    [found] = numbers_in("6222000000000000000", label="银行账号")

    assert found.grade is Grade.BLOCK


def test_of_a_longer_number_only_the_end_stays():
    assert masked("身份证99999919900307002x") == "身份证**************002X"
    assert masked("卡号6222 0000 0000 0000 123。") == "卡号***************0123。"


def test_of_several_numbers_one_can_be_covered_alone_wherever_it_stands():
    text = "甲13800000000，乙13900001111，甲又138 0000 0000"

    assert masked(text, only={"13800000000"}) == "甲138****0000，乙13900001111，甲又138****0000"


# Properties.


@st.composite
def identity_numbers(draw: st.DrawFn) -> str:
    """A number that could have been given to somebody."""
    region = draw(st.sampled_from(["110101", "620422", "500101", "653125"]))
    born = date(1920, 1, 1) + timedelta(days=draw(st.integers(0, 38_000)))
    front = f"{region}{born:%Y%m%d}{draw(st.integers(0, 999)):03d}"
    rest = sum(int(digit) * weight for digit, weight in zip(front, WEIGHTS, strict=True)) % 11
    return front + "10X98765432"[rest]


MOBILES = st.from_regex(re.compile(r"1[3-9][0-9]{9}", re.ASCII), fullmatch=True)
NEIGHBOURS = st.text(st.sampled_from("甲乙丙，。：（）\n 张三联系人"), max_size=12)
SEPARATORS = st.sampled_from(["", "", "", " ", "-", "－", "\u3000", "\u200b", " - "])


@st.composite
def spread(draw: st.DrawFn, number: str) -> str:
    """The number with spaces and dashes in it, and some of its digits full-width."""
    written = [
        one.translate(FULL_WIDTH) if draw(st.booleans()) else one
        for one in number[:-1]
        for one in (one, draw(SEPARATORS))
    ]
    return "".join(written) + number[-1]


@given(st.data(), NEIGHBOURS, NEIGHBOURS)
def test_nothing_with_a_valid_identity_number_passes(data, before, after):
    number = data.draw(identity_numbers())
    written = data.draw(spread(number))

    found = numbers_in(f"{before}{written}{after}")

    assert [(one.what, one.grade, one.digits) for one in found] == [
        (What.IDENTITY, Grade.BLOCK, number)
    ]


@given(identity_numbers(), st.text(st.characters()), st.text(st.characters()))
def test_nor_does_one_pass_that_stands_in_a_row_whatever_is_around_it(number, before, after):
    assert numbers_in(f"{before}{number}{after}") != []


@given(st.data(), MOBILES, NEIGHBOURS, NEIGHBOURS)
def test_covering_keeps_the_neighbours_and_the_length_of_the_number(data, number, before, after):
    written = data.draw(spread(number))

    assert masked(f"{before}{written}{after}") == f"{before}{number[:3]}****{number[7:]}{after}"


@given(identity_numbers(), NEIGHBOURS, NEIGHBOURS)
def test_a_covered_identity_number_is_as_long_as_it_was(number, before, after):
    assert masked(f"{before}{number}{after}") == f"{before}{'*' * 14}{number[14:]}{after}"


PIECES = st.sampled_from(
    ["13800000000", "62042219900307002X", "6222 0000 0000 0000 000", "138", "0000", " ", "-", "*"]
)


@given(st.lists(st.one_of(PIECES, NEIGHBOURS)).map("".join))
def test_what_is_covered_once_stays_as_it_is(text):
    once = masked(text)

    assert masked(once) == once


def harmless() -> st.SearchStrategy[str]:
    """What a notice is full of."""
    cents = st.integers(0, 10**12 - 1)
    days = st.dates(date(2000, 1, 1), date(2099, 12, 31))
    letters = st.text(st.sampled_from("ABCDEFGHJKLMNPQRSTUVWXYZ0123456789"), min_size=5, max_size=6)
    return st.one_of(
        st.builds(lambda one: f"成交金额{one / 100:,.2f}元", cents),
        st.builds(lambda one: f"{one / 100:.2f}", st.integers(0, 10**10)),
        st.builds(lambda one: f"占{one / 10**16:.16f}", st.integers(0, 10**16 - 1)),
        st.builds(lambda one, other: f"{one} {other}", days, days),
        st.builds(lambda one, other: f"{one:%Y.%m.%d}—{other:%Y.%m.%d}", days, days),
        st.builds(lambda one: f"{one:%Y年%m月%d日}", days),
        st.builds(
            lambda year, number: f"柳泉公开〔{year}〕{number}号",
            st.integers(2000, 2099),
            st.integers(1, 9999),
        ),
        st.builds(
            lambda area, number: f"0{area}-{number}",
            st.integers(310, 999),
            st.integers(2_000_000, 89_999_999),
        ),
        st.builds(lambda one: f"车牌甘F·{one}", letters),
    )


@given(st.lists(harmless(), min_size=1, max_size=4).map("，".join))
def test_amounts_days_register_numbers_landlines_and_plates_are_never_blocked(text):
    assert numbers_in(text) == []


@given(
    st.lists(st.dates(date(2000, 1, 1), date(2099, 12, 31)), min_size=2, max_size=6),
    st.sampled_from([" ", "  ", " - ", "—"]),
)
def test_days_in_a_row_are_no_number(days, between):
    unpadded = [f"{day.year}-{day.month}-{day.day}" for day in days]

    assert numbers_in(between.join(map(str, days))) == []
    assert numbers_in(between.join(unpadded)) == []
