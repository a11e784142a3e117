"""The way through the document of every kind."""

from typing import Any

import msgspec
import pytest

from kiosk.checks.documents import attachments, finds_in, photos, public_phones, texts
from kiosk.checks.finds import Grade, What
from kiosk.core.document import Document
from kiosk.kinds.contacts.content import ContactBoard, Leader
from kiosk.kinds.notices.content import Column, Notice, Table
from kiosk.kinds.registry import KINDS
from tests.checks.places import with_text_in_every_place
from tests.kinds import making
from tests.postings.making import notice

IDENTITY = "99999919900307002X"
CASES = [
    pytest.param(document, id=f"{kind.name}-{number}")
    for kind in KINDS
    for number, document in enumerate(making.samples(kind.name), start=1)
]


@pytest.mark.parametrize("document", CASES)
def test_in_every_kind_a_number_is_found_in_whatever_text_it_stands(document):
    missed = [
        name
        for name, changed in with_text_in_every_place(document, IDENTITY)
        if (What.IDENTITY, IDENTITY)
        not in {(one.what, one.written) for one in finds_in(texts(changed))}
    ]

    assert missed == []


@pytest.mark.parametrize("document", CASES)
def test_no_sample_of_a_kind_has_anything_that_blocks(document):
    assert [one.written for one in finds_in(texts(document)) if one.grade is Grade.BLOCK] == []


def table(*labels: str, rows: list[list[Any]], caption: str = "名单") -> Table:
    columns = tuple(Column(key=f"c{number}", label=label) for number, label in enumerate(labels))
    return Table(
        caption=caption,
        columns=columns,
        rows=tuple({f"c{number}": cell for number, cell in enumerate(row)} for row in rows),
    )


def found_in(content: Document) -> list[tuple[What, tuple[str | int, ...], int]]:
    return [(one.what, one.where.path, one.where.line) for one in finds_in(texts(content))]


def test_a_find_says_which_paragraph_and_which_cell_it_is_in():
    content = notice(
        body="现予公示。\n\n联系13800000000",
        tables=(table("姓名", "电话", rows=[["张三", "0937-1"], ["李四", 13900001111]]),),
    )

    assert found_in(content) == [
        (What.MOBILE, ("body",), 2),
        (What.MOBILE, ("tables", 0, "rows", 1, "c1"), 0),
    ]


def test_neighbouring_cells_are_never_joined():
    content = notice(
        tables=(table("甲", "乙", rows=[["1386", "2386 238"]]),), body="1386\t2386 238"
    )

    assert found_in(content) == []


def test_wages_and_health_are_warned_of_in_tables_that_have_names():
    named = table("姓名", "绩效", "备注", rows=[["张三", "1.0", "病假"]])
    plain = table("班组", "绩效", "备注", rows=[["一班", "1.0", "病假2人"]])

    assert [what for what, _path, _line in found_in(notice(tables=(named,)))] == [
        What.WAGES,
        What.HEALTH,
    ]
    assert found_in(notice(tables=(plain,))) == []


def test_leaders_phones_are_public_but_no_other_number_of_theirs_is():
    leader = Leader(name="甲", post="所长", duty="13900001111", phone="13800000000", email="")
    board = ContactBoard(title="公开电话", leaders=(leader,), duty_phone="13700000000")

    assert found_in(board) == [(What.MOBILE, ("leaders", 0, "duty"), 0)]
    private = msgspec.structs.replace(leader, phone=IDENTITY, duty="")
    assert found_in(msgspec.structs.replace(board, leaders=(private,))) == [
        (What.IDENTITY, ("leaders", 0, "phone"), 0)
    ]
    assert public_phones(board) == {"phone", "email", "duty_phone", "discipline_phone"}


def test_a_keep_is_bound_to_its_text_and_in_a_table_with_names_to_all_of_it():
    [one] = finds_in(texts(notice(body="商业秘密")))
    [same] = finds_in(texts(notice(body="商业秘密", title="另一个标题")))
    [other] = finds_in(texts(notice(body="商业秘密。")))
    [elsewhere] = finds_in(texts(notice(title="商业秘密")))
    [wages] = finds_in(texts(notice(tables=(table("姓名", "绩效", rows=[["张三", "1"]]),))))
    [more] = finds_in(texts(notice(tables=(table("姓名", "绩效", rows=[["张三", "2"]]),))))

    assert one.key == same.key
    assert len({one.key, other.key, elsewhere.key, wages.key, more.key}) == 5


def test_words_may_be_kept_and_numbers_that_block_may_not():
    found = finds_in(texts(notice(body="秘密 13800000000 编号6222000000000000000")))

    assert [(one.what, one.may_keep, one.may_mask) for one in found] == [
        (What.SECRECY, True, False),
        (What.MOBILE, False, True),
        (What.CARD, True, True),
    ]


def test_pictures_and_files_of_every_kind_are_counted():
    for kind in KINDS:
        for document in making.samples(kind.name):
            assert photos(document) == len(list(kind.photos(document)))
            files = getattr(document, "attachments", ())
            assert attachments(document) == list(files)
    assert isinstance(notice(), Notice)


def test_pay_written_into_any_cell_beside_names_is_looked_at():
    named = table("姓名", "拟任岗位", rows=[["赵磊", "班长，月薪4800元"]])

    [found] = finds_in(texts(notice(tables=(named,))))
    assert found.what is What.WAGES
