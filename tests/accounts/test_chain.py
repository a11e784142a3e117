"""The trail's chain, without a database: whatever is done to it afterwards shows, at the right place."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kiosk.accounts.chain import Chain, Fault, Head, Link, hash_of, read_head, start_of, walked

AT = datetime(2026, 11, 22, 0, 26, 3, 141592, tzinfo=UTC)
TEXTS = ("who", "what", "subject", "before", "after")


def chained(links: list[Link]) -> list[Link]:
    """The same acts with places and hashes that fit."""
    made, last = [], start_of(Chain.OFFICE)
    for place, link in enumerate(links, start=1):
        last = hash_of(last, replace(link, place=place))
        made.append(replace(link, place=place, hash=last))
    return made


def typed_in(printed: str) -> Head:
    head = read_head(printed)
    assert head is not None
    return head


def heads(links: list[Link]) -> list[Head]:
    """What was printed after each act: some of a hash's digits."""
    return [typed_in(str(Head(link.place, link.hash))) for link in links]


words = st.text(max_size=12)
acts = st.builds(
    Link,
    place=st.just(0),
    at=st.datetimes(timezones=st.just(UTC)),
    who=words,
    what=words,
    subject=words,
    before=words,
    after=words,
    hash=st.just(""),
)
chains = st.lists(acts, min_size=1, max_size=8).map(chained)


@st.composite
def tampered(draw, *, rebuilt: bool):
    """A chain, the chain somebody made of it, and the place of the first act that is another."""
    links = draw(chains)
    number = draw(st.integers(0, len(links) - 1))
    deed = draw(st.sampled_from(["change", "remove", "slip in", "backdate"]))
    changed = list(links)
    if deed == "change":
        field = draw(st.sampled_from(TEXTS))
        changed[number] = replace(links[number], **{field: getattr(links[number], field) + "!"})
    elif deed == "backdate":
        changed[number] = replace(links[number], at=AT.replace(year=1999))
    elif deed == "remove":
        del changed[number]
    else:
        changed.insert(
            number, replace(draw(acts), subject="never happened, nobody has words as long")
        )
    return links, chained(changed) if rebuilt else changed, number + 1


@given(chains)
def test_a_chain_nobody_touched_holds_and_holds_every_head_that_was_printed(links):
    head, fault = walked(Chain.OFFICE, links, against=heads(links))

    assert fault is None
    assert head == Head(len(links), links[-1].hash)


@given(tampered(rebuilt=False))
def test_whatever_is_done_to_it_is_found_where_it_was_done(case):
    before, after, place = case
    _, fault = walked(Chain.OFFICE, after, against=heads(before))

    assert fault is not None
    assert fault.place == place


@given(tampered(rebuilt=True))
def test_a_chain_reckoned_anew_does_not_hold_the_heads_that_were_printed(case):
    before, after, place = case
    _, fault = walked(Chain.OFFICE, after, against=heads(before)[-1:])

    # The last head alone: what was done lies at or before it.
    assert fault is not None
    assert place <= fault.place <= len(before)


@given(chains, st.data())
def test_a_chain_cut_short_does_not_reach_the_head_that_was_printed(links, data):
    left = data.draw(st.integers(0, len(links) - 1))

    head, fault = walked(Chain.OFFICE, links[:left], against=heads(links)[-1:])

    assert fault == Fault(left + 1, None, is_of_paper=True)
    assert head == (Head(left, links[left - 1].hash) if left else None)


def test_an_empty_chain_has_no_head_and_no_fault():
    assert walked(Chain.OFFICE, []) == (None, None)


def test_the_samples_acts_do_not_pass_for_the_offices():
    links = chained([Link(0, AT, "宁采薇", "screen.add", "screen 1", "", "", "")])

    assert walked(Chain.SAMPLE, links)[1] == Fault(1, links[0])


def test_a_moment_counts_in_whatever_zone_it_is_given():
    act = Link(1, AT, "宁采薇", "screen.add", "screen 1", "", "", "")
    in_shanghai = replace(act, at=AT.astimezone(timezone(timedelta(hours=8))))

    assert hash_of("", act) == hash_of("", in_shanghai)


@pytest.mark.parametrize(
    "typed",
    ["1284-9f3c2a7be01d44aa", " 1284 – 9F3C 2A7B E01D 44AA\n", "1284-" + "9f3c2a7be01d44aa" * 4],
)
def test_a_head_is_read_however_it_was_typed(typed):
    read = typed_in(typed)

    assert read.place == 1284
    assert read.hash.startswith("9f3c2a7be01d44aa")


@pytest.mark.parametrize(
    "typed", ["", "1284", "1284-9f3c", "0-9f3c2a7be01d44aa", "x-9f3c2a7be01d44aa"]
)
def test_what_cannot_be_a_head_is_none(typed):
    assert read_head(typed) is None


@given(chains)
def test_of_two_papers_about_one_act_each_must_be_true(links):
    true = heads(links)[-1]
    other = "1" if true.hash[0] == "0" else "0"
    false = replace(true, hash=other + true.hash[1:])

    for against in ([true, false], [false, true]):
        assert walked(Chain.OFFICE, links, against=against)[1] == Fault(
            true.place, links[-1], is_of_paper=True
        )
