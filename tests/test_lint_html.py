"""Tests of the page linter itself."""

import pytest

from tests.lint_html import is_document, lint

PAGE = """<!doctype html>
<html lang="zh-CN">
<head><meta charset="utf-8"><title>公示</title><link rel="stylesheet" href="/static/a.css"></head>
<body><main><h1>公示</h1>{}</main><script type="module" src="/static/a.js"></script></body>
</html>"""

GOOD = [
    "<p>一段文字</p>",
    '<form method="get" action="/n/"><label>找 <input name="q"></label><button>找</button></form>',
    '<form method="post" action="/a"><input type="hidden" name="csrf_token" value="x">'
    '<label for="t">题目</label><input id="t" name="t"><button>存</button></form>',
    '<input type="search" aria-label="找">',
    '<img src="a.jpg" alt="">',
    '<script type="application/json">{"a": 1}</script>',
    '<button aria-label="关"><svg viewBox="0 0 1 1"><path d="M0 0"/></svg></button>',
    "<table><tbody><tr><td>1</td></tr></tbody></table>",
    '<dialog><form method="dialog"><button>好</button></form></dialog>',
]
BAD = [
    ("<h1>又一个</h1>", "exactly one h1, this one has 2"),
    ('<p id="a"></p><p id="a"></p>', 'the id "a" is there 2 times'),
    ('<form action="/a"></form>', "has no method"),
    ('<form method="get"></form>', "has no action"),
    ('<form method="post" action="/a"></form>', "csrf_token"),
    ('<input name="q">', "has no label"),
    ('<label for="other">x</label><select id="s"></select>', "has no label"),
    ("<textarea></textarea>", "has no label"),
    ("<button></button>", "says nothing"),
    ('<img src="a.jpg">', "has no alt"),
    ('<p style="color: red">x</p>', "inline attribute style"),
    ('<p onclick="go()">x</p>', "inline attribute onclick"),
    ('<p hx-on:click="go()">x</p>', "inline attribute hx-on:click"),
    ("<script>go()</script>", "is inline"),
    ("<style>p { top: 0 }</style>", "is inline"),
    ("<div><p>x</div>x</p>", "not well-formed"),
    ("<p><div>x</div></p>", "not well-formed"),
    ("<div>", "not well-formed"),
]


@pytest.mark.parametrize("body", GOOD)
def test_a_good_page_has_no_faults(body):
    assert lint(PAGE.format(body)) == []


@pytest.mark.parametrize(("body", "fault"), BAD)
def test_a_fault_in_a_page_is_named(body, fault):
    assert fault in "\n".join(lint(PAGE.format(body)))


@pytest.mark.parametrize(
    ("page", "fault"),
    [
        (PAGE.replace("公示</title>", "</title>"), "no title"),
        (PAGE.replace(' lang="zh-CN"', ""), "no lang"),
        (PAGE.replace("<h1>公示</h1>", ""), "this one has 0"),
    ],
)
def test_what_a_page_lacks_is_named(page, fault):
    assert fault in "\n".join(lint(page.format("")))


@pytest.mark.parametrize(
    "fragment",
    [
        '<tr id="row"><td>1</td></tr>',
        "<tbody><tr><td>1</td></tr></tbody>",
        "<td>1</td>",
        '<option value="1">一</option>',
        "<p>x</p><p>y</p>",
        "",
    ],
)
def test_a_fragment_needs_no_title_and_may_be_a_part_of_a_table(fragment):
    assert lint(fragment) == []


@pytest.mark.parametrize(
    ("fragment", "fault"),
    [
        ('<tr><td><input name="q"></td></tr>', "has no label"),
        ('<tr><td><form method="post" action="/a"></form></td></tr>', "csrf_token"),
        ('<p id="a"></p><p id="a"></p>', "2 times"),
        ("<p>x</span></p>", "not well-formed"),
    ],
)
def test_a_fault_in_a_fragment_is_named(fragment, fault):
    assert fault in "\n".join(lint(fragment))


def test_a_comment_before_the_doctype_does_not_hide_the_page():
    assert is_document("<!-- x -->\n<!doctype html><html></html>")
    assert not is_document("<p>html</p>")
