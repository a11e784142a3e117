"""Who signs what, and who may not."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kiosk.postings.signing import (
    DECIDING,
    Given,
    Needs,
    Part,
    Refusal,
    Signer,
    deputies,
    missing,
    refusal,
    stood_in_for,
    without_makers,
)

PARTY, ADMIN = frozenset({Part.PARTY}), frozenset({Part.ADMIN})
REVIEW = frozenset({Part.REVIEWER})
CHEN, TIAN = Signer("陈守业", 1), Signer("田建军", 2)


def why(part: Part, signer: Signer, *given: Given, wrote=(), is_named=False):
    return refusal(part, signer, given=given, wrote=wrote, is_named=is_named)


def test_a_joint_signature_is_reviewed_then_signed_by_both_heads_in_either_order():
    assert missing(Needs.JOINT, [], at_station=False) == [REVIEW, PARTY, ADMIN]
    assert missing(Needs.JOINT, [Part.REVIEWER, Part.ADMIN], at_station=False) == [PARTY]
    assert missing(Needs.JOINT, [Part.ADMIN, Part.PARTY, Part.REVIEWER], at_station=False) == []


def test_one_signature_is_that_of_either_head():
    assert missing(Needs.ONE, [Part.REVIEWER], at_station=False) == [PARTY | ADMIN]
    assert missing(Needs.ONE, [Part.REVIEWER, Part.PARTY], at_station=False) == []


def test_at_a_station_its_chief_signs_and_the_supervisor_confirms():
    chief, supervisor = frozenset({Part.CHIEF}), frozenset({Part.SUPERVISOR})
    for needs in (Needs.STATION, Needs.JOINT):
        assert missing(needs, [Part.REVIEWER], at_station=True) == [chief, supervisor]


def test_what_needs_no_signature_needs_no_review():
    assert missing(Needs.NONE, [], at_station=False) == []


@given(st.sampled_from(Needs), st.booleans(), st.lists(st.sampled_from(Part)))
def test_another_signature_never_makes_more_missing(needs: Needs, at_station: bool, parts):
    before = missing(needs, parts, at_station=at_station)

    for part in Part:
        after = missing(needs, [*parts, part], at_station=at_station)
        assert set(after) <= set(before)


@given(st.sampled_from(Needs), st.booleans())
def test_every_need_can_be_met_by_different_people(needs: Needs, at_station: bool):
    given_now: list[Given] = []
    for number, group in enumerate(missing(needs, [], at_station=at_station), start=1):
        part, signer = min(group), Signer(f"p{number}", number)
        assert why(part, signer, *given_now) is None
        given_now.append(Given(part, signer))

    assert missing(needs, [one.part for one in given_now], at_station=at_station) == []


@pytest.mark.parametrize("part", [Part.REVIEWER, *sorted(DECIDING)])
def test_nobody_reviews_or_signs_what_they_wrote(part: Part):
    assert why(part, CHEN, wrote=[Signer("陈守业", 1)]) is Refusal.WROTE_IT
    # On paper there is no account: the name is what counts, with a gap or without.
    assert why(part, Signer("陈 守业"), wrote=[CHEN]) is Refusal.WROTE_IT


def test_two_people_of_one_name_with_accounts_of_their_own_are_two():
    assert why(Part.ADMIN, Signer("王伟", 8), wrote=[Signer("王伟", 9)]) is None


def test_two_heads_are_two_people():
    signed = Given(Part.PARTY, CHEN)

    assert why(Part.ADMIN, CHEN, signed) is Refusal.SIGNED_ALREADY
    assert why(Part.ADMIN, TIAN, signed) is None


def test_whoever_reviewed_may_decide_as_well():
    assert why(Part.CHIEF, CHEN, Given(Part.REVIEWER, CHEN)) is None


def test_a_part_is_signed_once():
    assert why(Part.PARTY, TIAN, Given(Part.PARTY, CHEN)) is Refusal.PART_IS_TAKEN


def test_nobody_decides_on_what_names_them():
    assert why(Part.PARTY, CHEN, is_named=True) is Refusal.IS_NAMED
    assert why(Part.REVIEWER, CHEN, is_named=True) is None


@pytest.mark.parametrize(
    ("text", "left"),
    [
        ("制表：蔺芳 审核：关立民", ""),
        ("审核人: 关 立 民　　复核：买买提·艾合买提", ""),
        ("注：不含退休人员。 填报：蔺芳　审核：关立民", "注：不含退休人员。 "),
        ("合计无误\n经办：关立民\n请核对", "合计无误\n\n请核对"),
    ],
)
def test_whoever_made_or_checked_a_table_is_not_what_it_is_about(text, left):
    assert without_makers(text) == left


@pytest.mark.parametrize(
    "text",
    [
        "拟任站长：关立民",
        "站长：关立民",
        "经审核：关立民同志符合条件。",
        "审核：关立民 慰问金500元",
        "拟发放：经办：关立民",
    ],
)
def test_a_name_with_more_to_it_is_still_a_matter_of_theirs(text):
    assert without_makers(text) == text


@pytest.mark.parametrize(
    ("line", "who"),
    [
        ("李娜代田建军签，本人为公示对象", {"李娜": "田建军，本人为公示对象"}),
        ("李 娜代田建军", {"李娜": "田建军"}),
        ("李娜代签，所长出差", {"李娜": "所长出差"}),
        # Who holds both offices signs in one part themselves, and is no deputy there.
        ("李娜代所长栏：陈守业书记兼所长", {"李娜": "所长栏：陈守业书记兼所长"}),
        ("李娜代陈守业签字，吴敏代田建军签", {"李娜": "陈守业", "吴敏": "田建军"}),
        ("李娜（副书记）代陈守业；吴敏（副所长）代田建军", {"李娜": "陈守业", "吴敏": "田建军"}),
        ("李娜代田建军签；所长出差；", {"李娜": "田建军；所长出差"}),
        ("张三丰代张三", {"张三丰": "张三"}),
        ("Li Na for Wang Wei, who is away", {"Li Na": "Wang Wei, who is away"}),
        # Said otherwise, it stands as it was said.
        ("李娜，所长出差", {"李娜": "李娜，所长出差"}),
        ("李娜代", {"李娜": "李娜代"}),
        ("所长出差", {}),
        ("", {}),
    ],
)
def test_a_line_about_deputies_begins_with_who_signed_instead(line, who):
    signed = ["李娜", "吴敏", "陈守业", "张三", "张三丰", "Li Na"]

    assert deputies(line, signed) == who


@pytest.mark.parametrize(
    ("said", "whom_and_why"),
    [
        ("王建国（王建国出差）", ("王建国", "王建国出差")),
        ("田建军，本人出差", ("田建军", "本人出差")),
        ("田建军（出差（三天））", ("田建军", "出差（三天）")),
        ("书记", ("书记", "")),
        ("（出差）", ("（出差）", "")),
    ],
)
def test_whom_a_deputy_stands_for_is_told_apart_from_why(said, whom_and_why):
    assert stood_in_for(said) == whom_and_why
