"""Two people on one draft: whatever only one of them has changed needs no choice, and nobody's words are lost."""

from hypothesis import given
from hypothesis import strategies as st

from kiosk.kinds.merging import changed, merged, prints_of, unit_of

BASE = [("title", "公告"), ("body", "正文"), ("sign_date", "")]


def together(mine, theirs, base=BASE):
    """Both changed `base`; the stored version is theirs."""
    return merged(mine, theirs, changed(base, theirs))


def test_what_only_the_other_changed_is_taken_and_what_only_oneself_changed_stays():
    found = together(
        [("title", "公告"), ("body", "我写的"), ("sign_date", "")],
        [("title", "通知"), ("body", "正文"), ("sign_date", "2026年11月22日")],
    )

    assert dict(found.typed) == {"title": "通知", "body": "我写的", "sign_date": "2026年11月22日"}
    assert (found.disputed, found.mine) == (frozenset(), {"body"})
    assert found.theirs == {"title", "sign_date"}


def test_what_both_changed_is_disputed_and_ones_own_words_stay_in_the_form():
    found = together(
        [("title", "公告"), ("body", "我写的")], [("title", "通知"), ("body", "别人写的")]
    )

    assert found.disputed == {"body"}
    assert dict(found.typed) == {"title": "通知", "body": "我写的"}


def test_what_both_changed_alike_is_no_conflict():
    found = together([("body", "一样\r\n的话")], [("body", "一样\n的话")], base=[("body", "正文")])

    assert (found.disputed, found.theirs, found.mine) == (frozenset(),) * 3


def test_a_field_emptied_by_one_stays_empty():
    assert ("body", "正文") not in together([("title", "公告"), ("body", "")], BASE).typed
    assert together(BASE, [("title", "公告"), ("body", "")]).theirs == {"body"}


def test_a_table_and_a_list_are_one_thing():
    """After a row went the same field is another row's: putting cells together would mix two rows."""
    base = [
        ("table-a1-0-c1", "张"),
        ("table-a1-1-c1", "李"),
        ("honors-0-name", "甲"),
        ("honors-1-name", "乙"),
    ]
    mine = [("table-a1-0-c1", "张"), ("table-a1-1-c1", "李莉"), *base[2:]]
    theirs = [("table-a1-0-c1", "李"), ("honors-0-name", "乙")]

    found = together(mine, theirs, base)

    assert found.disputed == {"table-a1"}
    assert found.theirs == {"honors"}
    assert [pair for pair in found.typed if pair[0].startswith("honors")] == [
        ("honors-0-name", "乙")
    ]
    assert [unit_of(name) for name in ("placing-station", "photo-caption", "honors-2-photo-alt")] == [
        "placing-station", "photo-caption", "honors",
    ]  # fmt: skip


def test_where_nobody_knows_what_was_there_all_that_differs_is_to_be_chosen():
    mine, theirs = [("title", "公告"), ("body", "我写的")], [("title", "通知"), ("body", "我写的")]

    assert merged(mine, theirs, None).disputed == {"title"}


WORDS = st.dictionaries(st.sampled_from("abcdef"), st.sampled_from(["", "一", "二", "三"]))


@given(WORDS, WORDS, WORDS)
def test_no_field_has_words_that_neither_had_and_none_that_one_changed_gets_lost(
    base, mine, theirs
):
    found = together(list(mine.items()), list(theirs.items()), list(base.items()))
    said = dict(found.typed)

    for name in {*base, *mine, *theirs}:
        was, own, other = (one.get(name, "") for one in (base, mine, theirs))
        ours = said.get(name, "")
        if own == was:
            assert ours == other
        elif other == was:
            assert ours == own
        else:
            assert (ours, name in found.disputed) == (own, own != other)
    assert prints_of(found.typed).keys() <= {
        *prints_of(list(mine.items())),
        *prints_of(list(theirs.items())),
    }
