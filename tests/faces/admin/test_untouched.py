"""A new draft that nobody has written in is nobody's work: no list, no count and no due date knows it."""

import pytest
import sqlalchemy as sa

from kiosk.core.db import db
from kiosk.postings.models import Posting
from tests.faces.admin.desk import begun, draft_of, posting_of, saved
from tests.faces.admin.signing import acts

LISTS = ["/admin/", "/admin/postings", "/admin/postings?life=draft"]


@pytest.fixture
def cleo(enter):
    return enter("cleo")


@pytest.mark.parametrize("address", LISTS)
def test_it_stands_in_no_list_until_it_is_written_in(cleo, categories, address):
    code = begun(cleo, categories["notice"])
    assert f"/admin/postings/{code}" not in cleo.get(address).text

    saved(cleo, code, title="", body="还没想好题目")

    assert f"/admin/postings/{code}" in cleo.get(address).text


def test_its_address_opens_it_all_the_same(cleo, categories):
    code = begun(cleo, categories["notice"])

    assert cleo.get(f"/admin/postings/{code}/edit").status_code == 200


def test_a_copy_is_work_from_the_beginning(cleo, categories):
    code = begun(cleo, categories["notice"])
    saved(cleo, code)
    data = {"when": "now", "version": draft_of(code).version}
    cleo.post(f"/admin/postings/{code}/publish", data=data)
    copy = cleo.post(f"/admin/postings/{code}/copy").location.split("/")[-2]

    assert f"/admin/postings/{copy}" in cleo.get("/admin/postings?life=draft").text


def test_what_was_thrown_away_without_a_title_comes_back_into_the_list(cleo, categories):
    code = begun(cleo, categories["notice"])
    saved(cleo, code, title="", body="还没想好题目")
    page = cleo.post(f"/admin/postings/{code}/discard", follow_redirects=True).text
    thrown = page.split('name="thrown" value="')[1].split('"')[0]

    cleo.post("/admin/undo/drafts", data={"thrown": thrown})

    assert f"/admin/postings/{code}" in cleo.get("/admin/postings?life=draft").text


def test_after_thirty_days_it_is_gone_and_what_was_written_in_is_not(enter, cleo, categories, at):
    left = begun(cleo, categories["notice"])
    written = begun(cleo, categories["notice"])
    saved(cleo, written, title="", body="还没想好题目")
    at("2026-12-23T08:26+08:00")
    later = enter("cleo")

    begun(later, categories["notice"])

    db.session.expire_all()
    codes = set(db.session.scalars(sa.select(Posting.code)))
    assert left not in codes
    assert posting_of(written).draft is not None
    # That it was begun stays in the trail.
    assert acts(left) == ["draft.begin"]
