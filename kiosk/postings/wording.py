"""What a category, its form and its spine are called, in the language of the answer."""

from __future__ import annotations

from flask_babel import lazy_gettext as _l

from kiosk.core.i18n import DEFAULT_LANGUAGE, language
from kiosk.postings.models import Category
from kiosk.postings.register_models import RegisterEntry

#: Forms are kept as official papers write them; any other one is shown as it is kept.
FORMS = {
    "公示": _l("Public notice"),
    "公开": _l("Disclosure"),
    "通报": _l("Circular"),
    "通知": _l("Announcement"),
    "宣传": _l("Feature"),
    "荣誉": _l("Honor"),
}


def category_name(category: Category) -> str:
    """The category's name; its Chinese one where it has no other."""
    if language() == DEFAULT_LANGUAGE:
        return category.name
    return category.name_en or category.name


def category_registered(entry: RegisterEntry) -> str:
    """The category's name as it was registered; in another language while it is still called that."""
    category = entry.posting.category
    return category_name(category) if category.name == entry.category else entry.category


def form_word(form: str) -> str:
    """公示, 公开, 通报 …"""
    return str(FORMS.get(form, form))


def spine_word(category: Category) -> str:
    """The large word on the spine.

    A category has at most one word of its own for it, a Chinese one: in another language its name
    stands there instead.
    """
    if not category.spine:
        return form_word(category.form)
    return category.spine if language() == DEFAULT_LANGUAGE else category_name(category)
