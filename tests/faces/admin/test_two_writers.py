"""Two people on one draft: only what both have changed is to be chosen, and both stand there as who wrote it."""

import pytest
from bs4 import BeautifulSoup

from kiosk.accounts.models import Grant
from kiosk.accounts.operations import account_called
from kiosk.accounts.roles import Role
from kiosk.core.db import db
from tests.client import KioskClient
from tests.faces.admin.desk import WORDS, draft_of, saved
from tests.faces.admin.signing import LOOKED, READ, account, did, step, submitted


@pytest.fixture
def clio(enter, cleo) -> KioskClient:
    """Another clerk."""
    account("clio", "柳青", Role.CLERK)
    db.session.commit()
    client: KioskClient = enter("clio")
    return client


def typed_in(code: str) -> str:
    return draft_of(code).typed


def conflict(answer) -> tuple[list[str], str]:
    """What an answer asks to be chosen, field by field, and its line about what was put together."""
    assert answer.status_code == 409
    page = BeautifulSoup(answer.text, "html5lib")
    joined = page.find(id="joined")
    return [
        one.get_text() for one in page.select(".differences dt")
    ], joined.get_text() if joined else ""


def field(answer, name: str) -> str:
    found = BeautifulSoup(answer.text, "html5lib").select_one(f'[name="{name}"]')
    assert found is not None
    return str(found.get("value") or found.get_text()).strip()


def test_what_two_have_changed_in_different_places_is_put_together(cleo, clio, notice):
    before = draft_of(notice).version
    saved(clio, notice, title="柳青改的标题", issuer="柳青改的落款")

    answer = saved(cleo, notice, body="蔺芳改的正文", version=before)

    asked, line = conflict(answer)
    assert asked == []
    assert "柳青 saved at" in line
    assert "Title, " in line
    assert (field(answer, "title"), field(answer, "body")) == ("柳青改的标题", "蔺芳改的正文")
    assert "蔺芳改的正文" not in typed_in(notice)
    together = {"title": "柳青改的标题", "issuer": "柳青改的落款", "body": "蔺芳改的正文"}
    assert saved(cleo, notice, version=field(answer, "version"), **together).status_code == 303
    assert all(words in typed_in(notice) for words in together.values())


def test_only_what_both_have_changed_is_to_be_chosen(cleo, clio, notice):
    before = draft_of(notice).version
    saved(clio, notice, title="柳青改的标题", body="柳青改的正文")

    answer = saved(cleo, notice, body="蔺芳改的正文", contact_phone="0937-0000127", version=before)

    asked, line = conflict(answer)
    assert asked == ["Body text"]
    assert "柳青改的正文" in answer.text
    assert "Only 柳青 has changed this" in line
    assert "Title" in line
    assert field(answer, "title") == "柳青改的标题"
    assert field(answer, "body") == "蔺芳改的正文"
    assert field(answer, "contact_phone") == "0937-0000127"


def test_it_counts_what_was_changed_over_many_saves_and_back_again(cleo, clio, notice):
    before = draft_of(notice).version
    for body in ("一", "一二", "一二三", WORDS["body"]):
        saved(clio, notice, body=body, title="柳青改的标题")

    answer = saved(cleo, notice, body="蔺芳改的正文", version=before)

    assert conflict(answer)[0] == []
    assert (field(answer, "title"), field(answer, "body")) == ("柳青改的标题", "蔺芳改的正文")


def test_where_it_is_not_known_any_more_who_changed_what_all_is_to_be_chosen(cleo, clio, notice):
    before = draft_of(notice).version
    saved(clio, notice, title="柳青改的标题")
    draft_of(notice).changes = "[]"
    db.session.commit()

    answer = saved(cleo, notice, body="蔺芳改的正文", version=before)

    assert conflict(answer)[0] == ["Title", "Body text"]


def test_who_began_it_and_who_changed_it_last_stand_where_the_draft_is_shown(cleo, clio, notice):
    alone = cleo.get(f"/admin/postings/{notice}/edit").text
    saved(clio, notice, body="柳青改的正文")
    submitted(cleo, notice)
    both = "Written by Cleo, last changed by 柳青, 08:26"

    assert "Written by Cleo, last saved 08:26" in alone
    assert both in cleo.get(f"/admin/postings/{notice}/approval").text
    assert both in cleo.get(f"/admin/postings/{notice}").text


def test_the_editor_says_it_too(cleo, clio, notice):
    saved(clio, notice, body="柳青改的正文")

    assert (
        "Written by Cleo, last changed by 柳青" in cleo.get(f"/admin/postings/{notice}/edit").text
    )


def test_whoever_saved_it_in_between_does_not_sign_it(cleo, signers, notice):
    """The secretary writes too: one sentence, before the clerk has finished it."""
    secretary = account_called("pan")
    assert secretary is not None
    secretary.grants.append(Grant(role=Role.CLERK))
    db.session.commit()
    assert saved(signers["pan"], notice, body="书记写的一句").status_code == 303
    saved(cleo, notice, body="最后由干事定稿")
    submitted(cleo, notice)
    did(signers["rita"], notice, "review", **LOOKED)

    answer = did(signers["pan"], notice, "sign", **READ)

    assert answer.status_code == 422
    assert "nobody reviews or signs what they wrote" in answer.text
    assert step(notice) == "signing"


def test_the_form_for_the_pen_names_all_who_wrote_and_asks_none_of_them_to_sign(
    cleo, clio, signers, notice
):
    secretary = account_called("pan")
    assert secretary is not None
    secretary.grants.append(Grant(role=Role.CLERK))
    db.session.commit()
    saved(signers["pan"], notice, body="书记写的一句")
    saved(clio, notice, body="柳青定稿")

    page = clio.get(f"/admin/postings/{notice}/form").text

    assert "Cleo, 陈守业, 柳青" in page
    assert page.count("陈守业") == 1
