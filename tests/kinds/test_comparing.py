"""Two documents compared: any kind, word by word, row by row, and nothing that differs passed over."""

from __future__ import annotations

from collections import Counter
from datetime import date
from typing import Any

import pytest
from hypothesis import given

from kiosk.core.media import Attachment, Photo
from kiosk.core.pieces import new_of, old_of
from kiosk.kinds.compared import Entry, File, Unsaid, Words
from kiosk.kinds.comparing import compared, whole
from kiosk.kinds.contacts.content import ContactBoard, Leader
from kiosk.kinds.notices.content import KeepRule, Notice
from kiosk.kinds.registry import KINDS
from tests.checks.places import with_text_in_every_place
from tests.kinds import making
from tests.kinds.ledger import KEPT, LAST, RIGHT, WRONG, changed, drives, marks, notices, only
from tests.postings.making import notice

CASES = [
    pytest.param(document, id=f"{kind.name}-{number}")
    for kind in KINDS
    for number, document in enumerate(making.samples(kind.name), start=1)
]


@pytest.mark.parametrize("document", CASES)
def test_a_document_of_any_kind_and_itself_have_no_change(document):
    found = whole(document)

    assert not found.has_changes
    assert found.counts == Counter()
    assert found.parts


@pytest.mark.parametrize("document", CASES)
def test_in_every_kind_whatever_text_changes_is_shown_with_its_new_words(document):
    passed_over = [
        name
        for name, other in with_text_in_every_place(document, "新写的话")
        if not name.endswith("code") and "新写的话" not in _all_text(changed(document, other))
    ]

    assert passed_over == []


def test_the_picture_of_the_design_two_places_one_row_more_one_less():
    old = notice(
        body="10 月全所公务用车 4 台，累计出车 61 次，行驶 8,940 公里。\n\n欢迎监督。",
        tables=(drives(KEPT, WRONG, LAST),),
    )
    new = notice(
        body="10 月全所公务用车 4 台，累计出车 63 次，行驶 9,215 公里。\n\n欢迎监督。",
        tables=(drives(KEPT, RIGHT, LAST),),
    )

    found = compared(old, new)

    assert found.counts == {"places": 2, "rows_added": 1, "rows_removed": 1}
    body, table = changed(old, new)
    assert [one.change for one in body.paragraphs] == ["changed", "kept"]
    assert marks(table.rows) == ["kept", "added", "removed", "kept"]


def test_a_paragraph_more_in_the_middle_leaves_the_others_alone():
    old = notice(body="第一段说明缘由。\n\n第二段说明办法。")
    new = notice(body="第一段说明缘由。\n\n新加的一段讲监督电话。\n\n第二段说明办法。")

    body = only(old, new)

    assert [(one.number, one.change) for one in body.paragraphs] == [
        (1, "kept"),
        (2, "added"),
        (3, "kept"),
    ]
    assert compared(old, new).counts == {"paragraphs_added": 1}


def test_of_two_paragraphs_between_the_same_ones_the_one_that_was_changed_is_found():
    old = notice(body="缘由。\n经所务会研究，拟采购打印纸三十箱。\n欢迎监督。")
    new = notice(body="缘由。\n公示期五个工作日。\n经所务会研究，拟采购打印纸四十箱。\n欢迎监督。")

    changes = [one.change for one in only(old, new).paragraphs]

    assert changes == ["kept", "added", "changed", "kept"]


def test_files_by_name_and_another_file_under_the_same_name():
    def with_files(**shas: str) -> Notice:
        files = [
            Attachment(sha=sha * 64, name=f"{name}.pdf", extension="pdf", byte_size=9)
            for name, sha in shas.items()
        ]
        return notice(attachments=tuple(files))

    parts = changed(with_files(a="1", b="2", c="3"), with_files(a="1", b="5", d="4"))

    assert [(new_of(one.pieces) or old_of(one.pieces), one.change) for one in parts] == [
        ("b.pdf", "changed"),
        ("d.pdf", "added"),
        ("c.pdf", "removed"),
    ]


def test_a_leader_more_is_an_entry_and_a_new_phone_of_another_a_change():
    def leader(name: str, phone: str, photo: Photo | None = None) -> Leader:
        return Leader(name=name, post="副所长", duty="收费", phone=phone, email="", photo=photo)

    old = ContactBoard(
        title="公开电话", leaders=(leader("陈守业", "0937-1"), leader("马兰", "0937-2"))
    )
    new = ContactBoard(
        title="公开电话",
        leaders=(
            leader("白雪", "0937-3"),
            leader("陈守业", "0937-9", Photo(sha="a" * 64, alt="陈守业")),
            leader("马兰", "0937-2"),
        ),
    )

    found = compared(old, new)

    assert [one for one in found.parts if isinstance(one, Entry)] == [
        Entry(("leaders", 0), "added", "name", "白雪"),
        Entry(("leaders", 1), "kept", "name", "陈守业"),
        Entry(("leaders", 2), "kept", "name", "马兰"),
    ]
    assert [one.path for one in found.parts if isinstance(one, File)] == [("leaders", 1, "photo")]
    assert found.counts == {"entries_added": 1, "places": 1, "pictures_added": 1}


def test_what_nobody_reads_is_said_to_differ_where_no_words_tell_of_it():
    old = notice(tables=(drives(KEPT),))
    rule = KeepRule(column="far", minimum=3, requires="who")

    assert only(old, notice(tables=(drives(KEPT, keep_after=rule),))) == Unsaid(("tables", 0))


def test_what_words_are_written_as_is_what_is_compared():
    old, new = notice(), notice(sign_date=date(2026, 11, 18))

    parts: Any = compared(old, new, write=lambda value, name: f"<{name} {value}>").parts
    words = next(one for one in parts if one.change != "kept")

    assert new_of(words.paragraphs[0].pieces) == "<sign_date 2026-11-18>"


@given(notices(), notices())
def test_there_are_changes_just_where_documents_differ(old, new):
    found = compared(old, new)

    assert found.has_changes == (old != new)
    assert bool(found.counts) == (old != new)


@given(notices(), notices())
def test_what_is_shown_puts_both_texts_together_again(old, new):
    parts = compared(old, new).parts

    bodies = [one for one in parts if isinstance(one, Words) and one.path == ("body",)]
    said = [each for one in bodies for each in one.paragraphs]
    assert [text for one in said if (text := new_of(one.pieces))] == _paragraphs(new)
    assert [text for one in said if (text := old_of(one.pieces))] == _paragraphs(old)


def _paragraphs(document: Notice) -> list[str]:
    return [line for line in document.body.split("\n") if line.strip()]


def _all_text(node: Any) -> str:
    """Every new word in the parts of a comparison."""
    if isinstance(node, (list, tuple)):
        return "".join(_all_text(one) for one in node)
    if hasattr(node, "mark"):
        return str(node.text) if node.mark != "removed" else ""
    if hasattr(node, "__dataclass_fields__"):
        return "".join(_all_text(getattr(node, name)) for name in node.__dataclass_fields__)
    return ""
