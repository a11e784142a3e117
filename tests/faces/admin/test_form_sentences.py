"""Whatever a form says of what was typed it says in the panel's language, its library's own sentences too."""

import re
from collections.abc import Iterator

import pytest
from flask import Flask, g
from wtforms import Form

from kiosk.core.db import db
from kiosk.kinds.editing import as_formdata
from tests.faces.admin.desk import saved

_HAN = re.compile("[\u4e00-\u9fff]")
#: Nothing that any field asks for: no day, no number, no choice, and too long; nothing; and out of range.
RUBBISH = ("0206-11-23 zzz " * 2000, "", "-1")


def _all_below(base: type[Form]) -> Iterator[type[Form]]:
    for one in base.__subclasses__():
        yield one
        yield from _all_below(one)


#: Those that are made of nothing but what was typed; a form that wants a posting or a visitor has no other fields.
OURS = {
    f"{one.__module__}.{one.__name__}": one
    for one in _all_below(Form)
    if one.__module__.startswith("kiosk.") and "__init__" not in vars(one)
}


@pytest.mark.parametrize("name", sorted(OURS))
def test_no_form_answers_in_another_language(app: Flask, name: str):
    with app.test_request_context("/admin/", method="POST"):
        g.language = "zh_CN"
        fields = [one.name for one in OURS[name](formdata=None)]
        for typed in RUBBISH:
            form = OURS[name](formdata=as_formdata([(one, typed) for one in fields]))
            form.validate()

            said = [str(error) for one in form if one.name != "csrf_token" for error in one.errors]
            assert [one for one in said if not _HAN.search(one)] == []


def test_a_day_that_is_none_is_told_in_chinese_on_the_page_before_it_hangs(cleo, cast, notice, now):
    cast.clerk.language = "zh_CN"
    db.session.commit()
    saved(cleo, notice, sign_date="0206-11-23")

    page = cleo.get(f"/admin/postings/{notice}/publish").text

    assert "</a>：这不是日期，请写成 2026-11-05。</li>" in page
