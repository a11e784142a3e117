"""A new draft that begins with the words of the posting before it."""

import pytest
import sqlalchemy as sa
from bs4 import BeautifulSoup

from kiosk.core import clock
from kiosk.core.db import db
from kiosk.kinds.editing import read_back
from kiosk.postings.models import Posting
from kiosk.postings.operations import published_before
from tests.faces.admin.desk import (
    attach,
    begun,
    draft_of,
    parts_of,
    posting_of,
    published,
    saved,
    sent,
)
from tests.faces.admin.signing import submitted
from tests.files import office

OCTOBER = {
    "title": "柳泉所2026年10月水电费公开",
    "body": "现将2026年10月水电费公开如下，10月15日前可提意见。",
    "sign_date": "2026-11-02",
}
PASTED = "10月水电费\n单位\t水费\n所机关\t410.20\n双泉堡站\t356.80"


def offered(client, code):
    page = BeautifulSoup(client.get(f"/admin/postings/{code}/edit").text, "html.parser")
    return [one.get_text() for one in page.select('button[value="as-last-time"]')]


def typed(code):
    return dict(read_back(draft_of(code).typed))


def with_last_months(client, category, **more):
    """October's figures hang; the code of a new draft of the same category."""
    old = begun(client, category)
    saved(client, old, **{**OCTOBER, **more})
    sent(client, old, pasted=PASTED, do="read")
    sent(client, old, do="take")
    saved(client, old, **{**OCTOBER, **more})
    assert published(client, old).status_code == 303
    return begun(client, category)


def fill(client, code, **said):
    began = typed(code)
    return saved(client, code, **{**began, **said, "do": "as-last-time"})


def test_an_untouched_draft_offers_the_words_of_the_posting_before_it(enter, categories):
    cleo = enter("cleo")

    code = with_last_months(cleo, categories["notice"])

    assert offered(cleo, code) == ["Fill it in like the last one: 柳泉所2026年10月水电费公开"]


def test_one_click_fills_in_its_words_of_the_next_month_and_of_today(enter, categories, now):
    cleo = enter("cleo")
    code = with_last_months(cleo, categories["notice"])

    answer = fill(cleo, code)

    assert answer.status_code == 303
    said = typed(code)
    assert said["title"] == "柳泉所2026年11月水电费公开"
    assert said["body"] == "现将2026年11月水电费公开如下，10月15日前可提意见。"
    assert said["sign_date"] == "2026-11-22"
    [table] = parts_of(code)["tables"]
    assert table["caption"] == "11月水电费"
    assert "所机关" in table["rows"][0].values()
    assert offered(cleo, code) == []


def test_what_was_chosen_of_its_place_stays(enter, categories, stations):
    cleo = enter("cleo")
    code = with_last_months(cleo, categories["notice"])

    fill(cleo, code, **{"placing-scope": "society"})

    assert typed(code)["placing-scope"] == "society"


def test_words_already_written_are_never_filled_over(enter, categories):
    cleo = enter("cleo")
    code = with_last_months(cleo, categories["notice"])

    fill(cleo, code, title="已经写了一半")

    assert typed(code)["title"] == "已经写了一半"
    assert offered(cleo, code) == []


@pytest.mark.parametrize("other", ["category", "station", "draft", "taken down"])
def test_nothing_is_offered_where_nothing_such_hung_before(enter, categories, stations, other):
    cleo = enter("cleo")
    code = with_last_months(cleo, categories["notice"])
    if other == "category":
        code = begun(cleo, categories["awards"])
    elif other == "station":
        saved(cleo, code, **{**typed(code), "placing-station": str(stations[0].id)})
    elif other == "draft":
        posting_before(code).stage = "draft"
    else:
        cleo.post(f"/admin/postings/{posting_before(code).code}/take-down", data={"reason": "no"})
    db.session.commit()

    assert offered(cleo, code) == []


def posting_before(code):
    new = posting_of(code)
    found = published_before(new, category=new.category, station=None, at=clock.now())
    assert found is not None
    return found


def test_a_moment_has_no_last_one_to_be_like(enter, categories):
    cleo = enter("cleo")
    old = begun(cleo, categories["moments"])
    words = {"title": "雪夜", "day": "2026-11-22", "station": "双泉堡", "author": "宁采薇"}
    saved(cleo, old, **words, story="她把热水递给了司机。")
    published(cleo, old)

    assert offered(cleo, begun(cleo, categories["moments"])) == []


def test_a_copy_of_an_older_posting_is_of_the_next_month_and_of_today_too(enter, categories):
    cleo = enter("cleo")
    old = posting_before(with_last_months(cleo, categories["notice"]))

    answer = cleo.post(f"/admin/postings/{old.code}/copy")

    code = answer.location.split("/")[-2]
    assert typed(code)["title"] == draft_of(code).title == "柳泉所2026年11月水电费公开"
    assert typed(code)["sign_date"] == "2026-11-22"
    assert parts_of(code)["tables"][0]["caption"] == "11月水电费"


def test_a_copy_of_what_was_taken_down_is_the_same_matter_once_more(enter, categories):
    cleo = enter("cleo")
    old = posting_before(with_last_months(cleo, categories["notice"]))
    title = old.approved.title
    cleo.post(f"/admin/postings/{old.code}/take-down", data={"reason": "金额有误"})

    answer = cleo.post(f"/admin/postings/{old.code}/copy")

    code = answer.location.split("/")[-2]
    assert typed(code)["title"] == draft_of(code).title == title
    assert typed(code)["sign_date"] == "2026-11-22"
    assert parts_of(code)["tables"][0]["caption"] == "10月水电费"


def with_a_file(client, category):
    """Something that hangs with a file; its code."""
    old = begun(client, category)
    attach(client, old, office("xlsx"), "10月明细.xlsx")
    saved(client, old, **OCTOBER)
    assert published(client, old).status_code == 303
    return old


def asked(answer):
    """What the editor says of files that stayed behind, and the button that takes them along."""
    note = BeautifulSoup(answer.text, "html.parser").select_one("#left")
    button = note.select_one("button") if note else None
    return (note.get_text(" ", strip=True), button["value"]) if note and button else None


@pytest.mark.parametrize("way", ["filled in", "copied"])
def test_files_of_the_older_posting_stay_behind_until_somebody_takes_them_along(
    enter, categories, way
):
    cleo = enter("cleo")
    old = with_a_file(cleo, categories["notice"])
    if way == "copied":
        answer = cleo.post(f"/admin/postings/{old}/copy", follow_redirects=True)
        code = answer.request.path.split("/")[-2]
    else:
        code = begun(cleo, categories["notice"])
        answer = fill(cleo, code)

    said, button = asked(answer)

    assert "10月明细.xlsx" in said
    assert parts_of(code).get("attachments", []) == []
    saved(cleo, code, **typed(code), do=button)
    assert [one["name"] for one in parts_of(code)["attachments"]] == ["10月明细.xlsx"]
    assert asked(cleo.get(f"/admin/postings/{code}/edit?left={old}")) is None


def test_copies_made_all_at_once_say_that_files_stayed_behind(enter, categories):
    cleo = enter("cleo")
    old = with_a_file(cleo, categories["notice"])

    page = cleo.post(
        "/admin/postings/chosen", data={"chosen": old, "do": "copy"}, follow_redirects=True
    )

    assert "Attachments stayed behind" in page.text


def test_files_of_another_stations_posting_are_nobodys_to_take(enter, categories, stations):
    cleo, bo = enter("cleo"), enter("bo")
    old = with_a_file(cleo, categories["notice"])
    posting = db.session.scalars(sa.select(Posting).where(Posting.code == old)).one()
    posting.station, posting.level = stations[1], "station"
    db.session.commit()
    code = begun(bo, categories["notice"])

    assert bo.get(f"/admin/postings/{code}/edit?left={old}").status_code == 403
    assert saved(bo, code, do=f"carry:{old}").status_code == 403
    assert parts_of(code).get("attachments", []) == []


REMARK = "Figures and words are still those of last time"
REMARK_ON_TABLE = "A table is still that of last time"


def copied(client, category):
    """October's figures hang; the code of a copy of them."""
    old = posting_before(with_last_months(client, category))
    return client.post(f"/admin/postings/{old.code}/copy").location.split("/")[-2]


def with_new_figures(code):
    draft = draft_of(code)
    draft.parts = draft.parts.replace("356.80", "356.90")
    db.session.commit()


def standing_on_first_page(client, code):
    page = BeautifulSoup(client.get("/admin/").text, "html.parser")
    [pill] = page.select(f'li.row:has(a[href="/admin/postings/{code}/edit"]) .pill')
    return pill.get_text(strip=True)


def checks_beside_editor(client, code):
    answer = client.post(f"/admin/postings/{code}/preview", data=typed(code))
    return [one["says"] for one in answer.json["checks"]]


@pytest.mark.parametrize("begins", ["copied", "filled in"])
def test_a_copy_in_which_only_months_changed_is_remarked_on_until_it_is_written_in(
    enter, categories, begins
):
    cleo = enter("cleo")
    if begins == "copied":
        code = copied(cleo, categories["notice"])
    else:
        code = with_last_months(cleo, categories["notice"])
        fill(cleo, code)

    assert standing_on_first_page(cleo, code) == "Still last time's figures"
    assert REMARK in checks_beside_editor(cleo, code)
    assert REMARK in cleo.get(f"/admin/postings/{code}/publish").text

    saved(cleo, code, **{**typed(code), "body": "本月水费有所下降。"})

    assert REMARK not in checks_beside_editor(cleo, code)
    assert REMARK_ON_TABLE in checks_beside_editor(cleo, code)
    assert REMARK_ON_TABLE in cleo.get(f"/admin/postings/{code}/publish").text
    assert published(cleo, code).status_code == 422

    with_new_figures(code)

    assert standing_on_first_page(cleo, code) == "Ready to publish"
    assert not {REMARK, REMARK_ON_TABLE} & set(checks_beside_editor(cleo, code))
    assert "of last time" not in cleo.get(f"/admin/postings/{code}/publish").text


def test_a_changed_month_or_day_of_signing_is_no_new_figure(enter, categories):
    cleo = enter("cleo")
    code = copied(cleo, categories["notice"])

    saved(
        cleo,
        code,
        **{**typed(code), "title": "柳泉所2026年12月水电费公开", "sign_date": "2026-11-20"},
    )

    assert REMARK in cleo.get(f"/admin/postings/{code}/publish").text


def test_one_new_figure_in_a_table_is_enough(enter, categories):
    cleo = enter("cleo")
    code = copied(cleo, categories["notice"])
    with_new_figures(code)

    assert REMARK not in cleo.get(f"/admin/postings/{code}/publish").text


def test_unchanged_it_is_published_only_by_somebody_who_says_so(enter, categories):
    cleo = enter("cleo")
    code = copied(cleo, categories["notice"])

    unsaid = published(cleo, code)

    assert unsaid.status_code == 422
    assert "Change what is new, or tick this." in unsaid.text
    assert posting_of(code).approved is None
    assert published(cleo, code, as_before="y").status_code == 303


def test_unchanged_it_is_not_sent_to_its_signers_unsaid_either(enter, categories):
    categories["notice"].signing = "joint"
    cleo = enter("cleo")
    code = copied(cleo, categories["notice"])

    assert submitted(cleo, code).status_code == 422
    assert submitted(cleo, code, as_before="y").status_code == 303


def test_a_correction_of_a_copy_is_no_copy(enter, categories):
    cleo = enter("cleo")
    code = copied(cleo, categories["notice"])
    published(cleo, code, as_before="y")

    cleo.post(f"/admin/postings/{code}/correct")

    assert REMARK not in cleo.get(f"/admin/postings/{code}/publish").text
