"""What is not right on the last page before something hangs is said there, each at its field, and nothing typed is lost."""

from collections.abc import Callable

import pytest
from bs4 import BeautifulSoup

from kiosk.accounts.models import Person
from kiosk.core.db import db
from tests.client import KioskClient
from tests.faces.admin.desk import WORDS, begun, draft_of, posting_of, published, saved

SIGNED_ON = "2026-11-22"


@pytest.fixture(params=["joint", "one", "station"])
def draft(request, cleo, categories) -> str:
    """A draft in a category that wants these signatures."""
    categories["notice"].signing = request.param
    db.session.commit()
    code = begun(cleo, categories["notice"])
    assert saved(cleo, code).status_code == 303
    return code


def page(answer) -> BeautifulSoup:
    return BeautifulSoup(answer.text, "html5lib")


def doubts(answer) -> str:
    """What the card of doubts above the form says; empty if there is no such card."""
    found = page(answer).select_one("#doubts")
    return found.get_text() if found else ""


def said_at(answer, name: str) -> str:
    """The sentence at a field; empty if there is none."""
    found = page(answer).find(id=f"{name}-error")
    return found.get_text(" ", strip=True) if found else ""


def test_without_a_reviewer_the_page_says_so_at_the_field_and_keeps_everything(cleo, draft):
    answer = published(cleo, draft, reviewer_name="", signed_on=SIGNED_ON)

    assert answer.status_code == 422
    assert said_at(answer, "reviewer_name") == "Still to sign: Secrecy reviewer"
    kept = {one["name"]: one.get("value") for one in page(answer).select("#publish-form input")}
    assert {kept.get("party_name"), kept.get("either_name")} & {"陈守业"}
    assert kept["signed_on"] == SIGNED_ON
    assert posting_of(draft).revisions == []


def test_a_past_hour_a_day_to_come_and_a_missing_reviewer_are_all_said_at_once(cleo, notice):
    answer = published(
        cleo, notice, when="later", begins="2026-11-20T08:00",
        signed_on="2027-01-04", reviewer_name="",
    )  # fmt: skip

    assert answer.status_code == 422
    assert said_at(answer, "begins") == "Choose a time to come."
    assert said_at(answer, "signed_on") == "That day is still to come."
    assert said_at(answer, "reviewer_name") == "Still to sign: Secrecy reviewer"
    assert "3 fields need another look." in answer.text


def facts(answer) -> str:
    """The list of facts above the form: category, period, last day."""
    found = page(answer).select_one("dl.facts")
    assert found is not None
    return found.get_text(" ", strip=True)


def test_until_when_it_hangs_stays_on_the_page_that_says_what_is_wrong(cleo, notice):
    first = facts(cleo.get(f"/admin/postings/{notice}/publish"))

    assert "Hangs until" in first
    assert facts(published(cleo, notice, reviewer_name="")) == first
    assert facts(published(cleo, notice, when="later", begins="2026-11-20T08:00")) == first


def test_the_day_on_the_paper_form_is_never_made_up(cleo, notice):
    answer = published(cleo, notice, signed_on="")

    assert answer.status_code == 422
    assert said_at(answer, "signed_on") == "Please fill this in."
    assert posting_of(notice).revisions == []


def test_what_needs_no_signature_needs_no_day_of_one(cleo, categories):
    categories["notice"].signing = "none"
    db.session.commit()
    code = begun(cleo, categories["notice"])
    saved(cleo, code)

    assert published(cleo, code, signed_on="").status_code == 303


def test_what_was_taken_down_while_its_correction_was_written_says_that_and_no_more(cleo, notice):
    assert published(cleo, notice).status_code == 303
    cleo.post(f"/admin/postings/{notice}/correct", data={"once": "abcdef"})
    saved(cleo, notice, **{"placing-reason": "时间有误"})
    cleo.post(f"/admin/postings/{notice}/take-down", data={"reason": "有误"})

    answer = published(cleo, notice)

    assert answer.status_code == 303
    told = page(cleo.get(answer.location)).select_one("#toast [data-tone=warn]")
    assert told is not None
    assert "It was taken down meanwhile, so nothing of it is published" in told.get_text()
    assert "on its way" not in told.get_text()


class TestDate:
    """The date under a paper; today is 22 November 2026."""

    @pytest.fixture
    def draft_dated(self, cleo: KioskClient, notice: str) -> Callable[[str], str]:
        """Give the draft that date."""

        def dated(day: str) -> str:
            assert saved(cleo, notice, sign_date=day).status_code == 303
            return notice

        return dated

    def test_a_day_to_come_is_named_and_hangs_only_if_somebody_means_it(self, cleo, draft_dated):
        code = draft_dated("2029-01-01")

        looked = doubts(cleo.get(f"/admin/postings/{code}/publish"))
        assert "It is dated 1/1/2029 and goes up on 11/22/2026" in looked
        answer = published(cleo, code)
        assert answer.status_code == 422
        assert said_at(answer, "dated_so") == "Mend the date in the draft, or tick this."
        assert posting_of(code).revisions == []

        assert published(cleo, code, dated_so="y").status_code == 303

    def test_what_goes_up_on_its_date_says_nothing(self, cleo, draft_dated):
        code = draft_dated("2026-11-27")

        answer = published(cleo, code, when="later", begins="2026-11-27T08:00")

        assert answer.status_code == 303

    def test_a_date_of_years_ago_is_a_remark_and_hinders_nobody(self, cleo, draft_dated):
        code = draft_dated("2025-11-20")

        looked = doubts(cleo.get(f"/admin/postings/{code}/publish"))
        assert "Its date is more than a year back" in looked

        assert published(cleo, code).status_code == 303

    def test_last_months_date_is_nothing_to_remark_on(self, cleo, draft_dated):
        code = draft_dated("2026-10-22")

        assert doubts(cleo.get(f"/admin/postings/{code}/publish")) == ""

    def test_the_editor_says_it_too(self, cleo, notice):
        typed = {**WORDS, "sign_date": "2029-01-01", "version": draft_of(notice).version}

        checks = cleo.post(f"/admin/postings/{notice}/preview", data=typed).json["checks"]

        assert "dated_later" in [one["name"] for one in checks]


def test_a_moment_that_names_somebody_is_asked_about_until_they_are_said_to_agree(cleo, categories):
    db.session.add(Person(name="王丽娟"))
    db.session.commit()
    code = begun(cleo, categories["moments"])
    told = {
        "title": "雨夜保通",
        "story": "王丽娟帮司机换胎。",
        "day": "2026-11-20",
        "station": "双泉堡站",
    }
    saved(cleo, code, **told)

    asked = published(cleo, code)
    assert asked.status_code == 422
    assert "王丽娟: tick in the draft that they agree, or leave names out." in doubts(asked)
    assert "Mend it in the draft, or tick this." in said_at(asked, "meant_so")
    saved(cleo, code, **told, consent="y")
    assert "who may not have agreed" not in doubts(cleo.get(f"/admin/postings/{code}/publish"))
    saved(cleo, code, **told)
    assert published(cleo, code, meant_so="y").status_code == 303


def test_a_moment_that_names_nobody_is_not_asked_about(cleo, categories):
    code = begun(cleo, categories["moments"])
    told = {"title": "雨夜保通", "story": "当班人员帮司机换胎。", "day": "2026-11-20"}
    saved(cleo, code, **told, station="双泉堡站")

    assert doubts(cleo.get(f"/admin/postings/{code}/publish")) == ""
    assert published(cleo, code).status_code == 303
