"""In every state of a posting: what its table of transitions does not name is refused with a sentence, and changes nothing."""

from dataclasses import dataclass
from datetime import timedelta
from typing import Any

import pytest
import sqlalchemy as sa
from bs4 import BeautifulSoup

from kiosk.accounts.models import Act
from kiosk.accounts.roles import Role
from kiosk.core import clock
from kiosk.core.db import db
from kiosk.postings.lifecycle import SECOND_THOUGHTS
from kiosk.postings.transitions import TABLE, Deed, Step
from tests.faces.admin.desk import SIGNED, posting_of, published
from tests.faces.admin.signing import LOOKED, READ, account, did, submitted
from tests.faces.admin.ways import post

FAULT = 500
#: Whose signatures and reasons would do, were it their turn.
REASON = {
    "reason": "有误",
    "remark": "有误",
    "text": "无异议。",
    "outcome": "none",
    "objections": "0",
}
SAID = {**REASON, **SIGNED, **LOOKED, **READ, "when": "now", "begins": "", "version": "1"}
#: By what a deed is done, as the forms send it.
ADDRESSES = {
    Deed.SUBMIT: "submit",
    Deed.RELEASE: "publish",
    Deed.APPROVE_REVIEW: "approval/review",
    Deed.SIGN: "approval/sign",
    Deed.SEND_BACK: "approval/send-back",
    Deed.RECALL: "approval/recall",
    Deed.TAKE_DOWN: "take-down",
    Deed.PUT_BACK: "",
    Deed.CONCLUDE: "conclusion",
    Deed.EXTEND: "lengthen",
    Deed.ARCHIVE: "archive",
}


@dataclass
class Stage:
    """A posting in one step of its life, and somebody who holds every office."""

    step: Step
    code: str
    everybody: Any


def writing(cleo, signers, code):
    pass


def review(cleo, signers, code):
    assert submitted(cleo, code).status_code == 303


def signing(cleo, signers, code):
    review(cleo, signers, code)
    assert did(signers["rita"], code, "review", **LOOKED).status_code == 303


def in_force(cleo, signers, code):
    assert published(cleo, code).status_code == 303


def withdrawn(cleo, signers, code):
    in_force(cleo, signers, code)
    cleo.post(post(code, "take-down"), data={"reason": "有误"})
    # Long enough ago that it was no slip of the hand.
    posting_of(code).withdrawn_at = clock.now() - SECOND_THOUGHTS * 2
    db.session.commit()


def archived(cleo, signers, code):
    in_force(cleo, signers, code)
    posting = posting_of(code)
    posting.shows_from = clock.now() - timedelta(days=9)
    posting.shows_until = clock.now() - timedelta(days=3)
    db.session.commit()
    assert cleo.post(post(code, "archive")).status_code == 303


def withdrawn_archived(cleo, signers, code):
    withdrawn(cleo, signers, code)
    assert cleo.post(post(code, "archive")).status_code == 303


ROADS = {
    Step.WRITING: writing,
    Step.REVIEW: review,
    Step.SIGNING: signing,
    Step.IN_FORCE: in_force,
    Step.WITHDRAWN: withdrawn,
    Step.ARCHIVED: archived,
    Step.WITHDRAWN_ARCHIVED: withdrawn_archived,
}


@pytest.fixture(params=ROADS, ids=str)
def stage(request, cleo, signers, notice, enter):
    una = account("una", "Una", Role.CLERK)
    for role in (Role.SECRECY_REVIEWER, Role.PARTY_SIGNER, Role.ADMIN_SIGNER):
        una.grants.append(type(una.grants[0])(role=role))
    db.session.commit()
    ROADS[request.param](cleo, signers, notice)
    return Stage(request.param, notice, enter("una"))


def done_to(stage, deed):
    """Send the form of that deed, as it is sent when it may be."""
    if deed is Deed.PUT_BACK:
        return stage.everybody.post(
            "/admin/undo/take-down", data={"code": stage.code}, follow_redirects=True
        )
    revisions = posting_of(stage.code).revisions
    said = {**SAID, "fingerprint": revisions[-1].fingerprint if revisions else ""}
    address = post(stage.code, ADDRESSES[deed])
    return stage.everybody.post(address, data=said, follow_redirects=True)


def how_it_stands(code):
    posting = posting_of(code)
    draft = posting.draft
    names = [one.name for revision in posting.revisions for one in revision.signatures]
    last = db.session.scalar(sa.select(sa.func.max(Act.id)))
    return (posting.stage, draft.step if draft else None, names, posting.shows_until, last)


def says(answer):
    """True if the answer tells people what happened."""
    page = BeautifulSoup(answer.text, "html5lib")
    return any(one.get_text().strip() for one in page.select("#toast p, [role=alert], .bare p"))


def test_every_deed_has_its_address():
    assert set(ADDRESSES) == set(Deed)


def test_what_the_table_does_not_name_is_refused_with_a_sentence_and_changes_nothing(stage):
    before = how_it_stands(stage.code)
    refused = [deed for deed in Deed if (stage.step, deed) not in TABLE]

    answers = {deed: done_to(stage, deed) for deed in refused}

    assert refused
    assert how_it_stands(stage.code) == before
    assert max(one.status_code for one in answers.values()) < FAULT
    assert [deed for deed, answer in answers.items() if not says(answer)] == []
