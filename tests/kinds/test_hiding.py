"""One person hidden wherever a document names them: the name as a whole, the picture, and nothing else."""

from __future__ import annotations

import re
from typing import Any

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from kiosk.core.document import Document, canonical, fingerprint
from kiosk.core.media import Photo
from kiosk.kinds.contract import Correction
from kiosk.kinds.hiding import NOBODY, Hiding, hiding
from kiosk.kinds.notices.content import Column, KeepRule, Table
from kiosk.kinds.registry import KINDS
from tests.kinds import making
from tests.kinds.contacts.samples import BOARD as CONTACTS
from tests.kinds.honors.samples import PERSON
from tests.kinds.honors.samples import SAMPLES as HONORS
from tests.kinds.moments.samples import SEEN
from tests.kinds.notices.samples import FULL
from tests.kinds.stars.samples import RESULT

MARK = "某某"
#: Everybody the samples of the kinds name.
NAMED = ["白雪", "田甜", "买买提·艾合买提", "苏蕊", "唐立新", "高原", "陈守业", "田建军", "新来者"]
CASES = [
    pytest.param(kind, document, name, id=f"{kind.name}-{number}-{name}")
    for kind in KINDS
    for number, document in enumerate(making.samples(kind.name), start=1)
    for name in NAMED
]


def hide(*names: str, known: list[str] | None = None) -> Hiding:
    return hiding(names, known=[*names, *(known or [])], mark=MARK)


@pytest.mark.parametrize(("kind", "document", "name"), CASES)
def test_whoever_is_hidden_is_named_nowhere_in_any_kind(kind: Any, document: Document, name: str):
    hidden = hide(name).document(document)

    assert type(hidden) is type(document)
    assert not any(name in text for text in kind.strings(hidden))
    if not any(name in text for text in kind.strings(document)):
        assert hidden is document


def test_each_of_those_names_stands_in_some_sample():
    said = [
        text for kind in KINDS for one in making.samples(kind.name) for text in kind.strings(one)
    ]

    assert [name for name in NAMED if not any(name in text for text in said)] == []


@pytest.mark.parametrize(("kind", "document", "name"), CASES)
def test_nothing_else_of_a_document_changes(kind: Any, document: Document, name: str):
    before, after = list(kind.strings(document)), list(kind.strings(hide(name).document(document)))
    gone = {*before} - {*after}

    # The words of the picture that went, and what the hidden leader was reached by.
    own = {text for photo in kind.photos(document) for text in (photo.sha, photo.alt)}
    reached = {one.phone for one in CONTACTS.leaders} | {one.email for one in CONTACTS.leaders}
    assert all(name in text or text in own or text in reached for text in gone)


@given(st.text(max_size=60), st.sets(st.text("马云飞扬李娜", min_size=2, max_size=4), min_size=1))
def test_a_text_without_the_name_is_left_as_it_is(text: str, names: set[str]):
    squeezed = re.sub(r"[ \u3000\u00a0]", "", text)
    if not any(name in squeezed for name in names):
        assert hide(*names).text(text) == text


@given(
    st.text("马云飞扬李娜 \u3000·，。", max_size=40),
    st.sets(st.text("马云飞扬李娜", min_size=2, max_size=4), min_size=1, max_size=4),
)
def test_the_name_as_a_whole_is_nowhere_in_what_is_left(text: str, names: set[str]):
    shown = hide(*names).text(text)

    assert not any(name in shown for name in names)
    assert hide(*names).text(shown) == shown


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("马云同志", "某某同志"),
        ("由马云、马云飞负责", "由某某、马云飞负责"),
        ("马云马云飞马云", "某某马云飞某某"),
        ("马　云", "某某"),
        ("马 云今日值班", "某某今日值班"),
        ("马\n云", "马\n云"),
        ("小马云朵", "小某某朵"),
    ],
)
def test_a_longer_name_that_is_known_stays_whole(text: str, shown: str):
    assert hide("马云", known=["马云飞", "田甜"]).text(text) == shown


def test_the_longest_name_is_meant_even_where_a_known_one_stands_between():
    told = hide("马云", "马云飞扬", known=["马云飞"])

    assert told.text("马云飞扬、马云飞、马云") == "某某、马云飞、某某"


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("由买买提负责", "由某某负责"),
        ("由买买提·艾合买提负责", "由买买提·艾合买提负责"),
        ("身影·买买提", "身影·某某"),
    ],
)
def test_a_name_with_a_dot_is_another_name_if_it_is_known(text: str, shown: str):
    assert hide("买买提", known=["买买提·艾合买提"]).text(text) == shown


@pytest.mark.parametrize("written", ["买买提·艾合买提", "买买提•艾合买提", "买买提 · 艾合买提"])
def test_a_name_is_found_with_whichever_dot_it_was_written(written: str):
    assert hide("买买提·艾合买提").text(f"奖给{written}") == "奖给某某"


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("LI NA did it", "某某 did it"),
        ("Li  Na", "某某"),
        ("Li Nan and Ali Na", "Li Nan and Ali Na"),
    ],
)
def test_a_name_in_latin_letters_is_no_part_of_a_word(text: str, shown: str):
    assert hide("Li Na").text(text) == shown


def test_a_name_of_one_character_is_hidden_only_where_it_stands_alone():
    assert hide("云").text("云") == "某某"
    assert hide("云").text("白云") == "白云"


def test_a_hidden_leader_takes_phone_email_and_picture_along():
    shown = hide("陈守业").document(CONTACTS).leaders[0]

    assert (shown.name, shown.phone, shown.email, shown.photo) == (MARK, "", "", None)
    assert (shown.post, shown.reception) == ("书记", "每月15日上午")
    assert hide("陈守业").document(CONTACTS).leaders[1] == CONTACTS.leaders[1]


def test_a_picture_goes_with_everybody_it_shows():
    [one, _other] = hide("白雪").document(HONORS[1]).honors
    [collective] = hide("田甜").document(HONORS[2]).honors

    assert one.photo is None
    assert collective.photo is None
    assert collective.people == ("白雪", MARK)
    assert hide("白雪").document(SEEN).photo is None


def test_a_picture_stays_of_whoever_only_speaks_of_somebody_hidden():
    told = msgspec.structs.replace(PERSON, story="她带出了徒弟苏蕊。")

    shown = hide("苏蕊").document(told)

    assert shown.photo == PERSON.photo
    assert shown.story == "她带出了徒弟某某。"
    # The author of a moment took its picture and is not in it.
    assert hide("苏蕊").document(SEEN).photo == SEEN.photo


def test_a_picture_whose_words_name_somebody_hidden_goes_but_not_whose_record_it_is():
    photo = Photo(sha="f" * 64, alt="陈守业与田建军")
    leader = msgspec.structs.replace(CONTACTS.leaders[0], photo=photo)

    shown = hide("田建军").document(leader)

    assert shown.photo is None
    assert (shown.name, shown.phone) == ("陈守业", leader.phone)


def test_the_numbers_of_a_result_stay():
    shown = hide("田甜").document(RESULT)

    assert shown.collectors[1] == msgspec.structs.replace(RESULT.collectors[1], name=MARK)
    assert (shown.participants, shown.distribution) == (RESULT.participants, RESULT.distribution)


def test_a_table_finds_its_cells_even_if_somebody_is_called_like_a_column():
    table = Table(
        caption="名单",
        columns=(Column(key="田甜", label="田甜得分", type="int"),),
        rows=({"田甜": 5},),
        keep_after=KeepRule(column="田甜", minimum=3, requires="田甜"),
    )

    shown = hide("田甜", "int").document(table)

    assert (shown.columns[0].key, shown.columns[0].label) == ("田甜", "某某得分")
    assert (shown.rows, shown.keep_after) == (table.rows, table.keep_after)
    assert shown.columns[0].type == "int"


def test_the_frozen_document_and_its_fingerprint_stay():
    before = fingerprint(canonical(FULL))

    hide("白雪").document(FULL)

    assert fingerprint(canonical(FULL)) == before


def test_who_signed_is_hidden_and_the_office_they_held_stays():
    corrected = Correction(2, making.facts("notices").shows_from, "田建军的金额写错")  # type: ignore[arg-type]
    facts = making.facts("notices", corrections=(corrected,))

    shown = hide("田建军").facts(facts)

    assert [(one.post, one.name) for one in shown.signatures] == [
        ("书记", "陈守业"),
        ("所长", MARK),
    ]
    assert shown.corrections[0].reason == "某某的金额写错"


def test_it_is_told_who_of_the_hidden_a_text_names():
    told = hide("马云", "田甜", "白雪", known=["马云飞"])

    assert told.named_in(["马云飞获奖", "田 甜", "云"]) == ["田甜"]


def test_without_anybody_hidden_nothing_is_touched():
    assert hiding([], known=["田甜"], mark=MARK) is NOBODY
    assert NOBODY.document(FULL) is FULL
    assert NOBODY.text("田甜") == "田甜"
    assert NOBODY.named_in(["田甜"]) == []
