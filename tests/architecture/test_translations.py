"""Both catalogues know every message of the product, and what is compiled is what is written."""

from pathlib import Path

import pytest
from babel.messages.catalog import Catalog
from babel.messages.pofile import read_po

from tests.architecture.rules import half_width_marks, marks_out_of_messages, message_fault
from tools import translations

LOCALES = ["zh_Hans_CN", "en"]


@pytest.fixture(scope="module")
def wanted() -> Catalog:
    return translations.extract()


def read(locale: str) -> Catalog:
    with translations.po_file(locale).open("rb") as file:
        return read_po(file, locale=locale)


def name_of(path: Path) -> str:
    return str(path.relative_to(translations.ROOT))


@pytest.mark.parametrize("locale", LOCALES)
def test_every_message_is_translated(wanted, locale):
    catalog = read(locale)
    faults = [
        f"{message.id!r} {fault}"
        for message in wanted
        if message.id
        and (fault := message_fault(message, catalog.get(message.id, message.context)))
    ]

    assert faults == [], (
        f"in {name_of(translations.po_file(locale))}; make translations adds what is missing"
    )


@pytest.mark.parametrize("locale", LOCALES)
def test_the_compiled_catalogue_is_that_of_the_written_one(locale):
    compiled = translations.mo_file(locale)

    assert compiled.read_bytes() == translations.compiled(read(locale)), (
        f"{name_of(compiled)}: make translations"
    )


def test_chinese_sentences_have_chinese_marks():
    faults = {
        text: found
        for message in read("zh_Hans_CN")
        for text in ([message.string] if isinstance(message.string, str) else message.string or ())
        if message.id and (found := half_width_marks(text))
    }

    assert faults == {}


def test_no_template_writes_a_mark_of_one_language_after_what_it_puts_in():
    faults = [
        f"{name_of(path)}:{fault.line} {fault.what}"
        for path in sorted((translations.ROOT / "templates").rglob("*.html"))
        for fault in marks_out_of_messages(path.read_text(encoding="utf-8"))
    ]

    assert faults == []
