"""What a category is called: by the language of the answer, never by nothing."""

import pytest
from flask import g

from kiosk.postings.models import Category, Posting
from kiosk.postings.register_models import RegisterEntry
from kiosk.postings.wording import category_name, category_registered, form_word, spine_word

PARTY = Category(code="party", name="党建管理", name_en="Party affairs", form="公开", spine="党建")
WAGES = Category(code="wages", name="工资发放", name_en="Payment of wages", form="公开", spine="")
#: A category somebody added, in Chinese alone.
OWN = Category(code="own", name="职工书屋", name_en="", form="读书", spine="书香")


@pytest.fixture
def speaking(app):
    """Inside a request that is answered in a language: speaking("en")."""
    with app.test_request_context():
        yield lambda language: setattr(g, "language", language)


def test_a_category_is_called_by_the_language_of_the_answer(speaking):
    speaking("zh_CN")
    assert category_name(WAGES) == "工资发放"

    speaking("en")
    assert category_name(WAGES) == "Payment of wages"


def test_a_category_without_an_english_name_keeps_its_chinese_one(speaking):
    speaking("en")

    assert category_name(OWN) == "职工书屋"


@pytest.mark.parametrize(("language", "word"), [("zh_CN", "通报"), ("en", "Circular")])
def test_a_form_speaks_both_languages(speaking, language, word):
    speaking(language)

    assert form_word("通报") == word


def test_a_form_of_ones_own_is_shown_as_it_is_kept(speaking):
    speaking("en")

    assert form_word("读书") == "读书"


@pytest.mark.parametrize(
    ("category", "language", "word"),
    [
        (PARTY, "zh_CN", "党建"),
        (PARTY, "en", "Party affairs"),
        (WAGES, "zh_CN", "公开"),
        (WAGES, "en", "Disclosure"),
        (OWN, "en", "职工书屋"),
    ],
)
def test_the_spine_has_the_categorys_own_word_or_the_forms(speaking, category, language, word):
    speaking(language)

    assert spine_word(category) == word


def test_an_entry_of_the_register_is_translated_while_its_category_is_called_what_was_registered(
    speaking,
):
    entry = RegisterEntry(category="工资发放", posting=Posting(category=WAGES))
    renamed = RegisterEntry(category="工资", posting=Posting(category=WAGES))

    speaking("zh_CN")
    assert category_registered(entry) == "工资发放"
    speaking("en")
    assert category_registered(entry) == "Payment of wages"
    assert category_registered(renamed) == "工资"
