"""Whatever keeps a decision from being hung is said in one round, each at its field."""

import re

import pytest
from bs4 import BeautifulSoup

from kiosk.core.db import db
from tests.faces.admin.desk import begun, posting_of, published, saved
from tests.faces.admin.signing import did, submitted

MEETING = {
    "basis_meeting": "所务会", "basis_on": "2026-11-16", "basis_present": "5", "basis_due": "6",
    "basis_last": "y",
}  # fmt: skip


@pytest.fixture
def decision(cleo, categories) -> str:
    """A draft that rests on a meeting."""
    categories["notice"].asks_basis = True
    db.session.commit()
    code = begun(cleo, categories["notice"])
    saved(cleo, code)
    return code


def errors(answer) -> dict[str, str]:
    """The sentences of an answer, by the field they stand at."""
    page = BeautifulSoup(answer.text, "html5lib")
    found = page.find_all(id=re.compile("-error$"))
    return {str(one["id"]).removesuffix("-error"): one.get_text(" ", strip=True) for one in found}


def test_signatures_days_and_the_meeting_are_all_asked_for_at_once(cleo, decision):
    answer = published(cleo, decision, party_name="", reviewer_name="Cleo", signed_on="2026-11-23")

    assert answer.status_code == 422
    said = errors(answer)
    meeting = ("basis_meeting", "basis_on", "basis_present", "basis_due", "basis_last")
    assert [said[name] for name in meeting] == ["Please fill this in."] * 5
    assert said["party_name"] == "Still to sign: Secretary"
    assert said["signed_on"] == "That day is still to come."
    assert posting_of(decision).revisions == []


def test_two_signers_who_may_not_are_both_told_beside_what_the_meeting_lacks(cleo, decision):
    answer = published(
        cleo,
        decision,
        **{**MEETING, "basis_present": "7"},
        reviewer_name="Cleo",
        admin_name="陈守业",
    )

    said = errors(answer)
    assert "No more can be present" in said["basis_present"]
    assert "nobody reviews or signs what they wrote" in said["reviewer_name"]
    assert "Two different people sign" in said["admin_name"]
    assert "party_name" not in said


def test_with_everything_in_its_place_it_hangs(cleo, decision):
    assert published(cleo, decision, **MEETING).status_code == 303
    approved = posting_of(decision).approved
    assert approved is not None
    assert len(approved.signatures) == 3


@pytest.mark.parametrize("deed", ["recall", "send-back"])
def test_the_meeting_stays_with_a_draft_that_came_back(cleo, signers, decision, deed):
    assert submitted(cleo, decision, **{**MEETING, "basis_last": "n"}).status_code == 303
    if deed == "recall":
        did(cleo, decision, "recall")
    else:
        did(signers["rita"], decision, "send-back", remark="金额请再核对")

    page = BeautifulSoup(cleo.get(f"/admin/postings/{decision}/publish").text, "html5lib")

    fields = {str(one["name"]): one for one in page.select("[name^=basis_]")}
    [chosen] = fields.pop("basis_last").select("[selected]")
    typed = {name: one["value"] for name, one in fields.items()}
    assert {**typed, "basis_last": chosen["value"]} == {**MEETING, "basis_last": "n"}
