"""The same paper hung once more is asked about once, and never refused."""

import pytest
from bs4 import BeautifulSoup

from kiosk.core.db import db
from tests.faces.admin.desk import PASTED, WORDS, attach, begun, posting_of, published, saved, sent
from tests.faces.admin.signing import submitted
from tests.files import office

ASKED = "hangs already with the same words"


@pytest.fixture
def cleo(enter):
    return enter("cleo")


@pytest.fixture
def hung(cleo, categories):
    """What hangs already; its code."""
    code = begun(cleo, categories["notice"])
    saved(cleo, code)
    assert published(cleo, code).status_code == 303
    return code


def drafted(client, category, **typed):
    code = begun(client, category)
    saved(client, code, **typed)
    return code


def asked(client, code):
    """What the last page says of it, and where it leads."""
    page = BeautifulSoup(client.get(f"/admin/postings/{code}/publish").text, "html.parser")
    twin = page.select_one("#twin")
    link = twin.select_one("a") if twin else None
    return (twin.get_text(" ", strip=True), link["href"]) if twin and link else None


def test_it_names_what_hangs_and_wants_a_tick(cleo, categories, hung):
    code = drafted(cleo, categories["notice"], sign_date="2026-11-21")

    said, leads_to = asked(cleo, code)
    unsaid = published(cleo, code, once_more="")

    assert ASKED in said
    assert leads_to == f"/admin/postings/{hung}"
    assert unsaid.status_code == 422
    assert "It hangs already. Go back to the draft, or tick this." in unsaid.text
    assert posting_of(code).approved is None
    assert published(cleo, code, once_more="y").status_code == 303


def test_nor_is_it_sent_to_its_signers_unsaid(cleo, categories, hung):
    categories["notice"].signing = "joint"
    db.session.commit()
    code = drafted(cleo, categories["notice"])

    assert submitted(cleo, code, once_more="").status_code == 422
    assert submitted(cleo, code, once_more="y").status_code == 303


@pytest.mark.parametrize(
    "other",
    [
        {"body": f"{WORDS['body']}请相互转告。"},
        {"title": "关于再次调整班车时间的公告"},
        {"placing-station": "1"},
    ],
)
def test_other_words_or_another_place_are_another_paper(cleo, categories, hung, other):
    assert asked(cleo, drafted(cleo, categories["notice"], **other)) is None


def test_what_has_come_down_is_hung_again_without_a_word(cleo, categories, hung):
    cleo.post(f"/admin/postings/{hung}/take-down", data={"reason": "时间有误"})

    assert asked(cleo, drafted(cleo, categories["notice"])) is None


def test_a_correction_of_it_is_no_second_one(cleo, hung):
    cleo.post(f"/admin/postings/{hung}/correct")

    assert asked(cleo, hung) is None


def test_a_copy_of_what_hangs_is_asked_about_as_last_times_and_not_twice(cleo, hung):
    code = cleo.post(f"/admin/postings/{hung}/copy").location.split("/")[-2]

    assert asked(cleo, code) is None
    assert published(cleo, code, once_more="", as_before="y").status_code == 303


def test_a_copy_with_a_file_beside_its_old_table_is_no_copy_of_all_and_asked_about_as_what_hangs(
    cleo, categories
):
    old = drafted(cleo, categories["notice"])
    sent(cleo, old, pasted=PASTED, do="read")
    sent(cleo, old, do="take")
    assert published(cleo, old).status_code == 303
    code = cleo.post(f"/admin/postings/{old}/copy").location.split("/")[-2]
    attach(cleo, code, office("xlsx"), "明细.xlsx")

    said, _leads_to = asked(cleo, code)
    assert ASKED in said
    assert published(cleo, code, once_more="", as_before="y").status_code == 422
    assert published(cleo, code, once_more="y", as_before="y").status_code == 303
