"""From an empty draft to the wall, by hand and without JavaScript."""

import re

import pytest
import sqlalchemy as sa
from bs4 import BeautifulSoup

from kiosk.accounts.models import Act
from kiosk.core import clock
from kiosk.core.db import db
from kiosk.core.document import decode
from kiosk.kinds.notices import Notice
from kiosk.postings.lifecycle import State, state_at
from kiosk.postings.models import Category, Draft, Posting
from kiosk.postings.operations import life_of
from tests.faces.admin.desk import WORDS, begun, draft_of, posting_of, published, saved


def test_a_clerk_writes_a_notice_and_hangs_it(enter, categories, now):
    categories["notice"].signing = "joint"
    db.session.commit()
    cleo = enter("cleo")
    code = begun(cleo, categories["notice"])

    assert saved(cleo, code).status_code == 303
    answer = published(cleo, code)

    assert answer.status_code == 303
    hung = posting_of(code)
    assert state_at(life_of(hung), clock.now()) == State.SHOWING
    assert hung.draft is None
    assert hung.approved is not None
    content = decode(hung.approved.content, Notice)
    assert (content.title, content.body) == (WORDS["title"], WORDS["body"])
    assert [one.name for one in hung.approved.signatures] == ["苗春霞", "陈守业", "田建军"]
    assert cleo.get(f"/n/{code}").status_code == 200


def test_what_cannot_be_read_yet_is_kept_as_it_was_typed(enter, categories):
    cleo = enter("cleo")
    code = begun(cleo, categories["notice"])

    saved(cleo, code, sign_date="下周一", title="")

    page = cleo.get(f"/admin/postings/{code}/edit").text
    assert 'value="下周一"' in page


def test_what_is_not_ready_is_said_field_by_field_and_nothing_hangs(enter, categories):
    cleo = enter("cleo")
    code = begun(cleo, categories["notice"])
    saved(cleo, code, sign_date="下周一", title="")

    answer = published(cleo, code)

    assert answer.status_code == 422
    assert "Title" in answer.text
    assert "This is no day" in answer.text
    assert posting_of(code).approved is None


def test_a_save_over_a_newer_version_shows_both_and_overwrites_nothing(enter, categories):
    cleo, other = enter("cleo"), enter("cleo")
    code = begun(cleo, categories["notice"])
    first = draft_of(code).version
    saved(cleo, code, body="先保存的话")

    answer = saved(other, code, body="后保存的话", version=first)

    assert answer.status_code == 409
    assert "先保存的话" in answer.text
    assert "后保存的话" in answer.text
    assert "先保存的话" in draft_of(code).typed


def test_saving_again_after_the_conflict_keeps_ones_own(enter, categories):
    cleo, other = enter("cleo"), enter("cleo")
    code = begun(cleo, categories["notice"])
    first = draft_of(code).version
    saved(cleo, code, body="先保存的话")
    conflict = saved(other, code, body="后保存的话", version=first)
    newest = re.search(r'name="version" value="(\d+)"', conflict.text)
    assert newest is not None

    answer = saved(other, code, body="后保存的话", version=int(newest[1]))

    assert answer.status_code == 303
    assert "后保存的话" in draft_of(code).typed


def test_a_save_by_itself_says_when_and_is_no_act(enter, categories):
    cleo = enter("cleo")
    code = begun(cleo, categories["notice"])
    acts = db.session.scalar(sa.select(sa.func.count(Act.id)))

    answer = cleo.post(
        f"/admin/postings/{code}/edit",
        data={**WORDS, "version": draft_of(code).version, "do": "autosave"},
        headers={"HX-Request": "true"},
    )

    assert answer.status_code == 200
    assert 'id="saved"' in answer.text
    assert "<html" not in answer.text
    assert db.session.scalar(sa.select(sa.func.count(Act.id))) == acts


def test_the_same_words_sent_twice_are_saved_once_and_no_conflict(enter, categories):
    cleo = enter("cleo")
    code = begun(cleo, categories["notice"])
    first = draft_of(code).version
    saved(cleo, code, body="只有这一句", version=first)

    again = saved(cleo, code, body="只有这一句", version=first)

    assert again.status_code == 303
    assert draft_of(code).version == first + 1


def test_a_conflict_names_what_was_chosen(enter, categories, stations):
    cleo, other = enter("cleo"), enter("cleo")
    code = begun(cleo, categories["notice"])
    first = draft_of(code).version
    saved(cleo, code, **{"placing-station": str(stations[0].id)})

    answer = saved(other, code, version=first, **{"placing-station": str(stations[1].id)})

    differences = answer.text.partition('class="differences"')[2].partition("</dl>")[0]
    assert "SQB" in differences
    assert "SZP" in differences


def test_a_period_shorter_than_the_category_wants_is_refused_in_words(enter, categories):
    cleo = enter("cleo")
    code = begun(cleo, categories["awards"])
    saved(cleo, code, **{"placing-publicity_days": "3"})

    answer = published(cleo, code)

    assert answer.status_code == 422
    assert "5 working days at least" in answer.text


def test_a_notice_can_be_hung_for_later(enter, categories, now):
    cleo = enter("cleo")
    code = begun(cleo, categories["notice"])
    saved(cleo, code)

    published(cleo, code, when="later", begins="2099-01-01T08:00")

    assert state_at(life_of(posting_of(code)), clock.now()) == State.SCHEDULED
    assert cleo.get(f"/n/{code}").status_code == 404


def test_a_time_that_is_over_is_no_time_to_come(enter, categories):
    cleo = enter("cleo")
    code = begun(cleo, categories["notice"])
    saved(cleo, code)

    answer = published(cleo, code, when="later", begins="2001-01-01T08:00")

    assert answer.status_code == 422
    assert "Choose a time to come." in answer.text


def test_publishing_what_one_has_not_seen_is_refused(enter, categories):
    cleo = enter("cleo")
    code = begun(cleo, categories["notice"])
    seen = draft_of(code).version
    saved(cleo, code)

    answer = published(cleo, code, version=seen)

    assert answer.status_code == 409
    assert posting_of(code).approved is None


def test_a_correction_hangs_only_when_it_is_published(enter, categories):
    cleo = enter("cleo")
    code = begun(cleo, categories["notice"])
    saved(cleo, code)
    published(cleo, code)

    cleo.post(f"/admin/postings/{code}/correct")
    saved(cleo, code, title="更正后的标题", **{"placing-reason": "标题有误"})
    before = posting_of(code).approved
    assert before is not None
    assert before.title == WORDS["title"]
    published(cleo, code)

    after = posting_of(code).approved
    assert after is not None
    assert (after.number, after.title, after.reason) == (2, "更正后的标题", "标题有误")


def test_last_months_notice_can_be_copied(enter, categories):
    cleo = enter("cleo")
    code = begun(cleo, categories["notice"])
    saved(cleo, code)
    published(cleo, code)

    answer = cleo.post(f"/admin/postings/{code}/copy")

    copied = re.fullmatch(r"/admin/postings/(\w+)/edit", answer.location)
    assert copied is not None
    assert copied[1] != code
    assert WORDS["body"] in cleo.get(answer.location).text


def test_taking_down_wants_a_reason_and_leaves_nothing_to_read(enter, categories):
    cleo = enter("cleo")
    code = begun(cleo, categories["notice"])
    saved(cleo, code)
    published(cleo, code)

    assert cleo.post(f"/admin/postings/{code}/take-down", data={"reason": " "}).status_code == 422
    answer = cleo.post(f"/admin/postings/{code}/take-down", data={"reason": "金额有误"})

    assert answer.status_code == 303
    assert cleo.get(f"/n/{code}").status_code == 404
    assert "金额有误" in cleo.get(f"/admin/postings/{code}").text


def test_a_draft_that_never_was_anything_else_goes_altogether(enter, categories):
    cleo = enter("cleo")
    code = begun(cleo, categories["notice"])

    cleo.post(f"/admin/postings/{code}/discard")

    assert db.session.scalar(sa.select(Posting).where(Posting.code == code)) is None


def test_a_station_never_touches_what_the_office_or_another_station_writes(enter, categories):
    cleo, bo, cy = enter("cleo"), enter("bo"), enter("cy")
    offices = begun(cleo, categories["notice"])
    bos = begun(bo, categories["moments"])

    for client, code in [(bo, offices), (cy, bos), (cy, offices)]:
        assert client.get(f"/admin/postings/{code}/edit").status_code == 403
        assert client.get(f"/admin/postings/{code}").status_code == 403
        assert saved(client, code).status_code == 403
        assert client.post(f"/admin/postings/{code}/discard").status_code == 403


def test_a_forged_station_is_refused(enter, categories, stations):
    bo = enter("bo")
    code = begun(bo, categories["moments"])

    for forged in ["", str(stations[1].id)]:
        answer = saved(bo, code, **{"placing-station": forged})
        assert answer.status_code == 403
    assert posting_of(code).station_id == stations[0].id


def test_an_entry_of_a_list_can_be_added_moved_and_removed_without_script(enter, app_context):
    honors = Category(
        code="honors", name="光荣榜", kind="honors", form="荣誉", rhythm="lasting", level="office"
    )
    db.session.add(honors)
    db.session.commit()
    cleo = enter("cleo")
    code = begun(cleo, honors)

    def act(deed: str, **typed: str) -> str:
        data = {"version": draft_of(code).version, "do": deed, **typed}
        cleo.post(f"/admin/postings/{code}/edit", data=data)
        return str(cleo.get(f"/admin/postings/{code}/edit").text)

    act("add:honors", **{"honors-0-name": "甲"})
    page = act("up:honors-1", **{"honors-0-name": "甲", "honors-1-name": "乙"})
    assert page.index('value="乙"') < page.index('value="甲"')
    page = act("drop:honors-0", **{"honors-0-name": "乙", "honors-1-name": "甲"})
    assert 'value="乙"' not in page
    assert 'value="甲"' in page
    page = act(f"drop:honors-{'0' * 5000}", **{"honors-0-name": "甲"})
    assert 'value="甲"' in page


def test_a_form_sent_twice_begins_one_draft(enter, categories):
    cleo = enter("cleo")
    once = re.search(r'name="once" value="(\w+)"', cleo.get("/admin/postings/new").text)
    assert once is not None
    data = {"category": categories["notice"].id, "once": once[1]}

    answers = [cleo.post("/admin/postings/new", data=data) for _ in range(2)]

    assert answers[0].location == answers[1].location
    assert db.session.scalar(sa.select(sa.func.count(Draft.id))) == 1
    other = cleo.post("/admin/postings/new", data={**data, "category": categories["awards"].id})
    assert other.location != answers[0].location


def test_publishing_twice_hangs_it_once_and_leads_to_how_it_stands(enter, categories):
    cleo = enter("cleo")
    code = begun(cleo, categories["notice"])
    saved(cleo, code)
    version = draft_of(code).version
    data = {"when": "now", "begins": "", "version": version}

    answers = [cleo.post(f"/admin/postings/{code}/publish", data=data) for _ in range(2)]

    assert [one.location for one in answers] == [f"/admin/postings/{code}"] * 2
    assert len(posting_of(code).revisions) == 1


@pytest.mark.parametrize("page", ["edit", "publish", "preview", "sheet"])
def test_back_to_a_draft_that_was_published_leads_to_how_it_stands(enter, categories, page):
    cleo = enter("cleo")
    code = begun(cleo, categories["notice"])
    saved(cleo, code)
    published(cleo, code)

    answer = cleo.get(f"/admin/postings/{code}/{page}", follow_redirects=True)

    assert answer.request.path == f"/admin/postings/{code}"
    assert "This is no draft any more" in answer.text


def test_an_open_editor_is_told_that_its_draft_was_published(enter, categories):
    cleo = enter("cleo")
    code = begun(cleo, categories["notice"])
    saved(cleo, code)
    version = draft_of(code).version
    published(cleo, code)
    data = {**WORDS, "title": "改", "version": version, "do": "autosave"}

    answer = cleo.post(f"/admin/postings/{code}/edit", data=data, headers={"HX-Request": "true"})

    assert answer.status_code == 410
    assert "What you typed is still here" in answer.text


def test_what_is_wanting_leads_to_its_field_and_has_the_keyboard(enter, categories):
    cleo = enter("cleo")
    code = begun(cleo, categories["notice"])
    saved(cleo, code, title="")

    page = BeautifulSoup(published(cleo, code).text, "html.parser")

    (link,) = page.select('.notice a[href$="#title"]')
    assert link["href"] == f"/admin/postings/{code}/edit#title"
    assert [one.name for one in page.select("[autofocus]")] == ["h2"]


def test_a_time_that_is_over_has_the_keyboard(enter, categories):
    cleo = enter("cleo")
    code = begun(cleo, categories["notice"])
    saved(cleo, code)

    answer = published(cleo, code, when="later", begins="2026-11-20T08:00")

    page = BeautifulSoup(answer.text, "html.parser")
    assert answer.status_code == 422
    assert [one["name"] for one in page.select("[autofocus]")] == ["begins"]
