"""Words that point at what is private or secret."""

import pytest

from kiosk.checks.finds import Grade, What
from kiosk.checks.words import words_in


def found(text: str, *, beside_names: bool = False) -> list[tuple[What, str]]:
    return [
        (one.what, text[one.start : one.end]) for one in words_in(text, beside_names=beside_names)
    ]


@pytest.mark.parametrize("mark", ["秘密", "机密", "绝密", "内部资料", "机 密", "绝\u3000密"])
def test_a_mark_of_secrecy_blocks(mark):
    [word] = words_in(f"本文件属{mark}★", beside_names=False)

    assert (word.what, word.grade) == (What.SECRECY, Grade.BLOCK)


def test_a_trade_secret_is_found_too_for_a_reviewer_to_decide():
    assert found("供应商的商业秘密") == [(What.SECRECY, "秘密")]


def test_a_driver_who_works_closely_with_others_is_no_secret():
    assert found("与司机密切配合") == []
    assert found("机密切勿外传") == [(What.SECRECY, "机密")]


@pytest.mark.parametrize(
    ("text", "address"),
    [
        ("幸福小区 3 号", "小区 3"),
        ("3号楼2单元501", "号楼2单元501"),
        ("东关村二组", "村二组"),
        ("柳泉村3社", "村3"),
    ],
)
def test_an_address_is_warned_of(text, address):
    assert found(text) == [(What.ADDRESS, address)]


@pytest.mark.parametrize("text", ["巡查小组3人", "第二组 12次", "各单元均已检查", "乡村振兴2026年"])
def test_groups_of_people_are_no_addresses(text):
    assert found(text) == []


def test_wages_and_health_count_only_beside_names():
    assert found("工资与病假") == []
    assert found("工资与病假", beside_names=True) == [
        (What.WAGES, "工资"),
        (What.HEALTH, "病假"),
    ]
