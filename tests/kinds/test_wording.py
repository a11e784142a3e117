"""Sentences that wall, phone and paper say alike."""

from datetime import UTC, date, datetime

import pytest
from flask import g

from kiosk.core import clock
from kiosk.kinds.contract import SignedBy
from kiosk.kinds.wording import signature_line, signature_parts, signature_read, star_word
from tests.kinds import making

PARTY = SignedBy("party", "书记", "陈守业", date(2026, 11, 16))
ADMIN = SignedBy("admin", "所长", "田建军", date(2026, 11, 17))
CHIEF = SignedBy("chief", "站长", "高原", date(2026, 11, 17))
SUPERVISOR = SignedBy("supervisor", "", "苏蕊", date(2026, 11, 18))
DEPUTY = SignedBy("admin", "所长", "李娜", date(2026, 11, 17), is_deputy=True)
DRAFTER = SignedBy("drafter", "站内勤", "田甜", date(2026, 11, 15))


@pytest.fixture(autouse=True)
def answering(app):
    """Inside a request, in Chinese."""
    with app.test_request_context():
        g.language = "zh_CN"
        yield


@pytest.mark.parametrize(
    ("signatures", "line"),
    [
        ((DRAFTER, PARTY, ADMIN), "党政联签：书记 陈守业\u3000所长 田建军\u300011月17日"),
        ((ADMIN, PARTY), "党政联签：书记 陈守业\u3000所长 田建军\u300011月17日"),
        ((PARTY, DEPUTY), "党政联签：书记 陈守业\u3000所长 李娜（代）\u300011月17日"),
        ((CHIEF, SUPERVISOR), "签发并核对：站长 高原\u3000苏蕊\u300011月18日"),
        ((PARTY,), "签发：书记 陈守业\u300011月16日"),
        ((CHIEF,), "签发：站长 高原\u300011月17日"),
        ((DRAFTER,), ""),
        ((), ""),
    ],
)
def test_a_posting_says_who_answers_for_it_and_since_when(signatures, line):
    assert signature_line(making.facts("notices", signatures=signatures)) == line


def test_a_page_read_in_another_year_says_in_which_year_it_was_signed(monkeypatch):
    facts = making.facts("notices", signatures=(PARTY, ADMIN))
    monkeypatch.setattr(clock, "now", lambda: datetime(2026, 12, 31, 16, tzinfo=UTC))

    assert signature_read(facts)[-1] == "2026年11月17日"
    assert signature_parts(facts)[-1] == "11月17日"


def test_the_pieces_that_must_not_break_make_up_the_line():
    assert signature_parts(making.facts("notices", signatures=(PARTY, ADMIN))) == [
        "党政联签：",
        "书记 陈守业",
        "所长 田建军",
        "11月17日",
    ]


@pytest.mark.parametrize(
    ("stars", "word"), list(enumerate(["无星级", "一星级", "二星级", "三星级", "四星级", "五星级"]))
)
def test_stars_have_words(stars, word):
    assert star_word(stars) == word


def test_english_leaves_a_space_after_the_colon():
    g.language = "en"

    said = signature_parts(making.facts("notices", signatures=(PARTY, ADMIN)))

    assert said[0] == "Joint signature:\u00a0"
