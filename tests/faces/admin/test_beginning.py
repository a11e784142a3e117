"""Few clicks to a posting: begun at once where one looks, what is required named, what is missing said in time."""

import io
import json

import pytest
from bs4 import BeautifulSoup

from kiosk.core.db import db
from kiosk.postings.models import Category
from tests.client import KioskClient
from tests.faces.admin.desk import begun, draft_of, posting_of, published, saved
from tests.files import picture


def read(client, address):
    answer = client.get(address)
    assert answer.status_code == 200, answer.text
    return BeautifulSoup(answer.text, "html.parser")


def begins_in(page, where):
    """The category that a button there begins in at once."""
    return [one["value"] for one in page.select(f"{where} button[name=category]")]


def seen(client, code):
    """What the preview says of the required fields."""
    answer = client.post(f"/admin/postings/{code}/preview", data={"title": ""})
    return next(one for one in answer.json["checks"] if one["name"] == "needed")


def here(page):
    return [one.get_text().split()[0] for one in page.select(".side-nav [aria-current=page]")]


def press(client: KioskClient, page, where):
    """Click a button that begins something; the code of what it began."""
    form = page.select_one(f"{where} form:has(button[name=category])")
    data = {one["name"]: one["value"] for one in form.select("input, button")}
    return client.post(form["action"], data=data).location.split("/")[-2]


def test_the_list_of_a_kind_with_one_category_begins_it_with_one_click(enter, categories):
    cleo = enter("cleo")

    code = press(cleo, read(cleo, "/admin/postings?kind=moments"), "#new-posting")

    assert posting_of(code).category.code == "moments"


def test_the_list_of_a_kind_with_several_categories_offers_only_those(enter, categories):
    cleo = enter("cleo")
    [link] = read(cleo, "/admin/postings?kind=notices").select("#new-posting a")

    page = read(cleo, link["href"])

    offered = {categories["notice"].id, categories["awards"].id}
    assert set(begins_in(page, "main")) == {str(one) for one in offered}
    assert page.select('main a[href="/admin/postings/new"]')


def test_a_list_narrowed_to_one_category_begins_that_one(enter, categories):
    cleo = enter("cleo")
    wanted = [str(categories["awards"].id)]

    assert begins_in(read(cleo, "/admin/postings?category=awards"), "#new-posting") == wanted
    narrowed = cleo.get("/admin/postings?category=awards", headers={"HX-Request": "true"})
    fragment = BeautifulSoup(narrowed.text, "html.parser")
    assert begins_in(fragment, "#new-posting[hx-swap-oob]") == wanted


def test_the_list_of_everything_asks_what_it_shall_be(enter, categories):
    cleo = enter("cleo")

    page = read(cleo, "/admin/postings/new")

    assert len(begins_in(page, "main")) == 3


def test_a_moment_takes_three_clicks_a_photo_and_a_title(enter, categories):
    cleo = enter("cleo")

    code = press(cleo, read(cleo, "/admin/"), ".head")
    first = {name: value for name, value in draft_typed(code).items() if not name.startswith("pl")}
    photo = (io.BytesIO(picture(1600, 1200)), "a.jpg")
    onward = cleo.post(
        f"/admin/postings/{code}/edit",
        data={
            **first,
            "title": "雪夜里的一杯热水",
            "photo-file": photo,
            "do": "publish",
            "version": draft_of(code).version,
        },
        content_type="multipart/form-data",
    )
    page = read(cleo, onward.location)
    answer = published(cleo, code)

    assert onward.location == f"/admin/postings/{code}/publish"
    assert "Not ready yet" not in page.text
    assert answer.status_code == 303
    assert posting_of(code).approved is not None


def draft_typed(code):
    return dict(json.loads(draft_of(code).typed))


def test_a_moment_with_neither_picture_nor_story_is_not_published(enter, categories):
    cleo = enter("cleo")
    code = begun(cleo, categories["moments"])
    words = {"title": "雪夜", "day": "2026-11-22", "station": "双泉堡", "author": "宁采薇"}
    saved(cleo, code, **words, story=" ")

    empty = published(cleo, code)
    saved(cleo, code, **words, story="她把热水递给了司机。")
    told = published(cleo, code)

    assert empty.status_code == 422
    assert "Choose a picture, or write what happened." in empty.text
    assert told.status_code == 303


def test_nobody_has_agreed_to_a_moment_before_it_is_ticked(enter, categories):
    cleo = enter("cleo")
    code = begun(cleo, categories["moments"])

    [consent] = read(cleo, f"/admin/postings/{code}/edit").select("#consent")

    assert not consent.has_attr("checked")


def test_required_fields_are_marked_in_the_editor_of_every_kind(enter, categories):
    for kind in ("stars", "honors", "contacts"):
        made = Category(code=kind, name=kind, kind=kind, form="公开", rhythm="at_once",
                        level="office", position=9)  # fmt: skip
        db.session.add(made)
        categories[kind] = made
    db.session.commit()
    cleo = enter("cleo")

    for category in categories.values():
        page = read(cleo, f"/admin/postings/{begun(cleo, category)}/edit")

        marked = page.select("#desk [aria-required=true]")
        assert "title" in [one["name"] for one in marked], category.code
        words = [one.find_previous_sibling(class_="needed") for one in marked]
        assert {one.get_text() for one in words} == {"required"}
        assert not page.select("#desk [required]"), "a draft may lack anything"


def test_the_checks_beside_the_editor_name_what_is_still_missing(enter, categories):
    cleo = enter("cleo")
    code = begun(cleo, categories["notice"])

    check = seen(cleo, code)

    assert check["standing"] == "warn"
    assert "Title" in check["why"]
    full = cleo.post(
        f"/admin/postings/{code}/preview",
        data={"title": "关于班车", "issuer": "柳泉所", "sign_date": "2026-11-22"},
    )
    [fine] = [one for one in full.json["checks"] if one["name"] == "needed"]
    assert fine["standing"] == "ok"


def test_the_publish_page_says_what_is_missing_before_the_button_is_pressed(enter, categories):
    cleo = enter("cleo")
    code = begun(cleo, categories["notice"])
    saved(cleo, code, title="")

    page = read(cleo, f"/admin/postings/{code}/publish")

    assert page.select(f'[role=alert] a[href="/admin/postings/{code}/edit#title"]')
    assert [one.get_text() for one in page.select("[autofocus]")] == ["Not ready yet"]


def test_the_keyboard_lands_on_the_heading_of_the_publish_page(enter, categories):
    cleo = enter("cleo")
    code = begun(cleo, categories["notice"])
    saved(cleo, code)

    page = read(cleo, f"/admin/postings/{code}/publish")

    assert [one.get_text() for one in page.select("[autofocus]")] == ["Publish"]


@pytest.mark.parametrize("page", ["edit", "publish", "sheet"])
def test_the_navigation_shows_the_room_of_the_kind_that_is_written(enter, categories, page):
    cleo = enter("cleo")
    code = begun(cleo, categories["notice"])

    assert here(read(cleo, f"/admin/postings/{code}/{page}")) == ["Notices"]


def test_the_navigation_shows_the_room_a_new_posting_is_begun_from(enter, categories):
    cleo = enter("cleo")

    assert here(read(cleo, "/admin/postings/new?kind=notices")) == ["Notices"]
    assert here(read(cleo, "/admin/postings/new")) == ["All"]


def test_the_keyboard_is_where_cells_are_pasted(enter, categories):
    cleo = enter("cleo")
    code = begun(cleo, categories["notice"])

    page = read(cleo, f"/admin/postings/{code}/sheet")

    assert [one["name"] for one in page.select("[autofocus]")] == ["pasted"]


def test_signing_in_begins_with_the_user_name(client):
    page = read(client, "/admin/login")

    assert [one["name"] for one in page.select("[autofocus]")] == ["username"]


def test_a_wrong_address_is_told_in_words_that_are_true_of_what_was_taken_down_too(
    enter, categories
):
    cleo = enter("cleo")
    code = begun(cleo, categories["notice"])
    saved(cleo, code)
    published(cleo, code)
    cleo.post(f"/admin/postings/{code}/take-down", data={"reason": "a mistake"})

    gone, never = cleo.get(f"/n/{code}"), cleo.get("/n/zzzzzz")

    assert (gone.status_code, never.status_code) == (404, 404)
    assert "这里没有正在公开的内容：编码可能有误，或内容已不再公开。" in gone.text
    assert gone.text.replace(code, "") == never.text.replace("zzzzzz", "")
