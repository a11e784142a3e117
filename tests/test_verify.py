"""`verify`: what was done to the trail by somebody who holds the database itself in their hands."""

import re
from datetime import UTC, datetime

import pytest

from kiosk.accounts import trail
from kiosk.accounts.chain import Chain
from kiosk.core.db import db
from kiosk.postings import register
from tests.command_line import assert_refused
from tests.postings import making
from tests.tampering import rewrite


def test_verify_walks_the_trail_and_knows_an_older_sheet_of_paper(with_sample):
    first = with_sample("verify")
    (printed,) = re.findall(r"(\d+-[0-9a-f]{16})。", first.output)
    with_sample("user", "add", "ada", "Ada", "--role", "clerk")

    assert first.exit_code == 0
    again = with_sample("verify", "--against", printed)
    assert again.exit_code == 0
    assert printed not in again.output


def test_verify_names_the_first_act_that_is_not_what_was_written(with_sample):
    rewrite(with_sample.app, "UPDATE act SET who = '甲' WHERE place = 1 AND chain = 'office'")

    answer = with_sample("verify")

    assert answer.exit_code == 1
    assert "Act 1 of the trail" in answer.output
    assert "第 1 条记录" in answer.output
    assert "甲" in answer.output
    assert "Act 1 of the trail" in with_sample("doctor").output


def test_verify_finds_a_trail_shorter_than_the_paper_says(with_sample):
    with_sample("user", "add", "ada", "Ada", "--role", "clerk")
    (printed,) = re.findall(r"(\d+-[0-9a-f]{16})。", with_sample("verify").output)
    rewrite(with_sample.app, "DELETE FROM act WHERE what = 'account.add'")

    assert with_sample("verify").exit_code == 0
    answer = with_sample("verify", "--against", printed)
    assert answer.exit_code == 1
    place = printed.split("-")[0]
    assert f"the trail has no act {place}. Unless it was mistyped" in answer.output
    assert f"第 {place} 条或其后的记录已被删除" in answer.output


def test_a_head_that_is_not_the_printed_one_names_no_act_as_altered(with_sample):
    (printed,) = re.findall(r"(\d+-[0-9a-f]{16})。", with_sample("verify").output)
    place, digits = printed.split("-")
    other = f"{place}-{'0' if digits[0] != '0' else '1'}{digits[1:]}"

    answer = with_sample("verify", "--against", other)

    assert answer.exit_code == 1
    assert f"链头不符：第 {place} 条" in answer.output
    assert "not what was written" not in answer.output


def test_a_paper_of_the_sample_is_known_and_said_to_prove_nothing(with_sample):
    with with_sample.app.app_context():
        at = datetime(2026, 11, 22, tzinfo=UTC)
        trail.record("posting.publish", who="甲", subject="x", at=at, chain=Chain.SAMPLE)
        db.session.commit()
        printed = str(trail.head(Chain.SAMPLE))

    answer = with_sample("verify", "--against", printed)

    assert answer.exit_code == 0
    assert "A paper of the sample, which proves nothing" in answer.output


def test_a_head_nobody_printed_is_refused(kiosk):
    assert_refused(kiosk("verify", "--against", "12-xyz"), "12-xyz", "not a head")


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE register_entry SET number = '柳泉公开〔2026〕9号' WHERE NOT is_sample",
        "UPDATE register_entry SET fingerprint = 'x' WHERE NOT is_sample",
        "DELETE FROM register_entry WHERE NOT is_sample",
        "UPDATE register_entry SET is_sample = NOT is_sample WHERE NOT is_sample",
    ],
    ids=["another number", "another text", "removed", "called a sample's"],
)
def test_verify_holds_the_register_against_the_trail(with_sample, statement):
    with with_sample.app.app_context():
        posting = making.posted(making.category("x"), making.everywhere())
        register.enter(posting.revisions[-1], who="Ada", at=making.EARLIER)
        db.session.commit()
    assert with_sample("verify").exit_code == 0
    rewrite(with_sample.app, statement, table="register_entry")

    answer = with_sample("verify")

    assert answer.exit_code == 1
    assert "柳泉公开〔2026〕1号" in answer.output
