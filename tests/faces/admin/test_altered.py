"""Approved texts that were changed in the database itself: `verify` and the panel name the first."""

import pytest

from kiosk.core.db import db
from kiosk.postings import register
from kiosk.postings.acts import note
from tests.command_line import CommandLine
from tests.faces.admin.desk import begun, posting_of, published, saved
from tests.postings import making
from tests.tampering import rewrite

ADDRESS = "/admin/trail/check"
ANOTHER_SUM = "UPDATE revision SET content = replace(content, '52000', '92000')"
#: Another text, with the SHA-256 that belongs to it.
EMPTIED = (
    "UPDATE revision SET content = '{}', fingerprint = "
    "'44136fa355b3678a1146ad16f7e8649e94fb4fc21fe77e8310c060f61caaff8a'"
)


@pytest.fixture
def hanging(cleo, notice: str) -> str:
    """A posting with a register number and two signatures."""
    saved(cleo, notice, body="采购金额为52000元。")
    assert published(cleo, notice).status_code == 303
    return notice


@pytest.fixture
def number(hanging) -> str:
    """What the register calls it."""
    number = str(posting_of(hanging).register_number)
    db.session.rollback()  # what is asked from now on is asked of the database as it is then
    return number


def test_what_was_approved_and_not_changed_is_fine(kiosk, enter, cleo, categories, hanging):
    saved(cleo, begun(cleo, categories["notice"]))  # a draft is nothing approved

    assert kiosk("verify").exit_code == 0
    assert "Version" not in enter("ada").get(ADDRESS).text


@pytest.mark.parametrize(
    ("done", "said"),
    [
        ((ANOTHER_SUM, "revision"), ("的内容与批准时不符", "does not say what was approved")),
        (
            (EMPTIED, "revision"),
            ("与操作记录不符", "is not the one that the trail says was released"),
        ),
        (
            ("DELETE FROM signature WHERE part = 'admin'", "signature"),
            ("的签批与操作记录不符", "has other signatures than the trail"),
        ),
        (
            ("UPDATE signature SET name = '李娜' WHERE part = 'party'", "signature"),
            ("的签批与操作记录不符", "has other signatures than the trail"),
        ),
        (
            ("UPDATE signature SET post = '副所长' WHERE part = 'admin'", "signature"),
            ("的签批与操作记录不符", "has other signatures than the trail"),
        ),
        (
            ("UPDATE signature SET signed_on = '2026-11-21' WHERE part = 'admin'", "signature"),
            ("的签批与操作记录不符", "has other signatures than the trail"),
        ),
    ],
    ids=["content", "content and fingerprint", "removed", "name", "post", "day"],
)
def test_what_was_changed_by_hand_is_named(app, enter, number, done, said):
    (statement, table), (on_the_command_line, on_the_page) = done, said
    rewrite(app, statement, table=table)

    answer = CommandLine(app)("verify")

    assert answer.exit_code == 1
    assert f"{number}《关于调整班车时间的公告》第 1 版{on_the_command_line}" in answer.output
    assert f"Version 1 of {number}" in answer.output
    page = enter("ada").get(ADDRESS).text
    assert f"Version 1 of {number} “关于调整班车时间的公告” {on_the_page}" in page


def test_a_released_version_that_is_called_unapproved_is_missed(app, kiosk, enter, hanging):
    rewrite(app, "UPDATE revision SET approved_at = NULL", table="revision")

    answer = kiosk("verify")

    assert answer.exit_code == 1
    assert f"Version 1 of {hanging} was released and is no longer there." in answer.output
    assert "is no longer there." in enter("ada").get(ADDRESS).text


def test_a_version_without_an_act_of_its_release_is_passed_over(kiosk, app_context):
    posting = making.posted(making.category("x"), making.everywhere())
    register.enter(posting.revisions[-1], who="Ada", at=making.EARLIER)
    db.session.commit()

    assert kiosk("verify").exit_code == 0


def test_older_acts_of_signing_name_neither_post_nor_way_and_are_held_to_what_they_say(
    app, kiosk, app_context
):
    posting = making.posted(making.category("x"), making.everywhere())
    for part, name in (("party", "陈守业"), ("admin", "田建军")):
        said = f'{{"version": 1, "part": "{part}", "name": "{name}"}}'
        note("posting.sign", posting, who=name, at=making.EARLIER, after=said)
    db.session.commit()
    assert kiosk("verify").exit_code == 0
    db.session.rollback()

    rewrite(app, "UPDATE signature SET name = '李娜' WHERE part = 'party'", table="signature")

    assert kiosk("verify").exit_code == 1


def test_a_version_is_held_against_its_entry_where_the_trail_has_no_act(app, kiosk, app_context):
    posting = making.posted(making.category("x"), making.everywhere())
    register.enter(posting.revisions[-1], who="Ada", at=making.EARLIER)
    db.session.commit()
    rewrite(app, EMPTIED, table="revision")

    answer = kiosk("verify")

    assert answer.exit_code == 1
    assert "公开〔2026〕1号《通知》第 1 版与登记台账不符" in answer.output
