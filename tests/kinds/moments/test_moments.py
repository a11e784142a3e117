"""Moments: what is typed and what is read have the same names."""

from flask import g, render_template

from kiosk.kinds.registry import kind
from tests.kinds import making
from tests.kinds.moments.samples import SEEN


def test_the_phone_calls_the_place_what_the_editor_calls_it(app):
    moments = kind("moments")
    assert moments.editor is not None
    facts = making.facts("moments")
    with app.test_request_context():
        g.language = "zh_CN"
        page = render_template("kinds/moments/phone.html", kind=moments, content=SEEN, facts=facts)
        label = str(moments.editor()["station"].label.text)

    assert label == "地点"
    assert f"<dt>{label}</dt><dd>柳泉收费站</dd>" in page
    assert "<dt>收费站</dt>" not in page
