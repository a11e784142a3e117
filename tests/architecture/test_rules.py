"""Each house rule, fed what it must let pass and what it must not."""

import pytest
from babel.messages.catalog import Catalog

from tests.architecture import rules


def lines(faults):
    return [fault.line for fault in faults]


def test_an_import_inside_a_function_is_named_with_its_line():
    assert lines(rules.hidden_imports("import a\n\ndef f():\n    from b import c\n")) == [4]


def test_imports_at_the_top_and_for_types_pass():
    assert rules.hidden_imports("import a\nif TYPE_CHECKING:\n    import b\n") == []


def test_a_function_longer_than_the_limit_is_named():
    source = "def f():\n    a = 1\n    return a\n"

    assert lines(rules.long_functions(source, limit=2)) == [1]
    assert rules.long_functions(source, limit=3) == []


def test_a_file_longer_than_the_limit_is_named():
    assert rules.long_file("a\nb\nc\n", limit=2)
    assert rules.long_file("a\nb\n", limit=2) == []


def test_the_median_length_counts_all_functions():
    assert (
        rules.median_function_length(["def f(): pass\n", "def g():\n    a = 1\n    return a\n"])
        == 2
    )
    assert rules.median_function_length([]) == 0


@pytest.mark.parametrize(
    "statement",
    [
        "from tests.core.test_qr import CODES",
        "from tests.core import making, test_qr",
        "import tests.core.test_qr",
    ],
)
def test_an_import_from_a_file_of_tests_is_named(statement):
    assert lines(rules.tests_imported(f"import re\n{statement}\n")) == [2]


@pytest.mark.parametrize(
    "statement",
    ["from tests.core import read_qr", "from tests import making", "import test"],
)
def test_an_import_from_the_tests_helpers_passes(statement):
    assert rules.tests_imported(f"{statement}\n") == []


def test_print_is_named_and_a_method_of_that_name_is_not():
    assert lines(rules.prints("print(1)\nprinter.print(2)\n")) == [1]


@pytest.mark.parametrize("path", ["faces/screen/wall.css", "kinds/*/wall*.css", "faces", "kinds"])
def test_a_folder_of_features_is_named(path):
    assert lines(rules.feature_folders(f"a = 1\nb = folder / '{path}'\n")) == [2]


@pytest.mark.parametrize("text", ["core/tokens.css", "two faces of a coin", "x = faces"])
def test_other_strings_pass(text):
    assert rules.feature_folders(f"b = '{text}'\n") == []


@pytest.mark.parametrize(
    "call",
    [
        "datetime.now(UTC)",
        "datetime.datetime.now()",
        "date.today()",
        "time.time()",
        "dt.datetime.utcnow()",
    ],
)
def test_asking_the_system_for_the_time_is_named(call):
    assert lines(rules.clock_reads(f"a = 1\nb = {call}\n")) == [2]


@pytest.mark.parametrize(
    "call", ["clock.now()", "time.monotonic()", "datetime.fromisoformat(x)", "now()"]
)
def test_other_calls_about_time_pass(call):
    assert rules.clock_reads(f"b = {call}\n") == []


def test_the_factory_is_not_imported_from_below():
    assert lines(rules.factory_imports("from kiosk import create_app\n")) == [1]
    assert lines(rules.factory_imports("from kiosk.factory import create_app\n")) == [1]
    assert rules.factory_imports("from kiosk.core import clock\nfrom kiosk import faces\n") == []


@pytest.mark.parametrize(
    "source",
    [
        "<style>p { top: 0 }</style>",
        "<script>go()</script>",
        '<script type="module">go()</script>',
        '<p style="top: 0">',
        '<p\n  style="top: 0">',
        '<body onload="go()">',
        '<p hx-on:click="go()">',
        "{{ text|safe }}",
        "{{ text | safe }}",
        "{% autoescape false %}",
    ],
)
def test_what_the_policy_drops_is_named_in_templates(source):
    assert rules.template_faults(source)


@pytest.mark.parametrize(
    "source",
    [
        "<script type=\"module\" src=\"{{ url_for('static', filename='a.js') }}\"></script>",
        '<script type="application/json">{{ programme|tojson }}</script>',
        '<p data-style="paper">on the wall = fine</p>',
        "{# |safe is not used here, nor style= #}",
        '<a href="/n/?only=1">一</a>',
    ],
)
def test_clean_templates_pass(source):
    assert rules.template_faults(source) == []


def test_the_address_of_another_host_is_named():
    assert lines(rules.outside_addresses('a\n<link href="https://cdn.example/x.css">')) == [2]


def test_a_namespace_and_a_path_are_no_address_of_another_host():
    assert (
        rules.outside_addresses('<svg xmlns="http://www.w3.org/2000/svg"><a href="/a"/></svg>')
        == []
    )


@pytest.mark.parametrize(
    "source",
    [
        ".a { color: #fff; }",
        ".a { color: #10181f }",
        ".a { border: 1px solid #abcd; }",
        ".a { background: linear-gradient(#fff, #000); }",
        "@media print {\n .a { color:#fff; } }",
    ],
)
def test_a_colour_outside_the_tokens_is_named(source):
    assert rules.stray_colours(source)


@pytest.mark.parametrize(
    "source",
    [
        ".a { color: var(--text); }",
        "#fade { top: 0; }",
        ".b, #add { top: 0; }",
        "/* #fff */ .a { top: 0; }",
    ],
)
def test_tokens_ids_and_comments_are_no_colours(source):
    assert rules.stray_colours(source) == []


@pytest.mark.parametrize(
    "source",
    [
        ".a { transition: all 1s; }",
        ".a { transition: opacity 1s, height 1s; }",
        ".a { transition-property: left; }",
        "@keyframes slide { to { left: 0; } }",
        ".a { animation: slide 1s; }",
    ],
)
def test_what_a_box_would_lay_out_anew_is_named(source):
    assert rules.motions(source)


@pytest.mark.parametrize(
    "source",
    [
        ".a { transition: opacity 600ms cubic-bezier(0.2, 0.6, 0.2, 1); }",
        ".a { transition: opacity 1s, transform 2s; }",
        ".a { transition-duration: 900ms; }",
        ".a { transition: none; }",
        "/* transition: all 1s; */ .a { left: 0; }",
    ],
)
def test_what_fades_is_no_fault(source):
    assert rules.motions(source) == []


def test_settings_are_found_where_they_are_read():
    source = 'host = environ.get("HOST")\nfolder = environ["KIOSK_INSTANCE"]\nsay("KIOSK_THREADS is wrong")\n'

    assert rules.settings_read(source) == {"HOST", "KIOSK_INSTANCE"}


def test_settings_are_found_where_they_are_documented():
    text = "Set `KIOSK_INSTANCE` or:\n```\nPORT=80 make run\n```\nThe HOST of the party is KIOSK_NOBODY."

    assert rules.settings_documented(text) == {"KIOSK_INSTANCE", "PORT"}


def catalogue(msgid, msgstr, **more):
    catalog = Catalog(locale="zh_CN")
    catalog.add(msgid, msgstr, **more)
    return catalog


@pytest.mark.parametrize(
    ("msgid", "msgstr", "more", "fault"),
    [
        ("Save", "", {}, "no translation"),
        ("Save", "存", {"flags": ["fuzzy"]}, "fuzzy"),
        ("%(n)s left", "还剩", {}, "placeholders"),
        ("Save", "存 %(n)s", {}, "placeholders"),
        (("%(num)d page", "%(num)d pages"), ("%(num)d 页 %(x)s",), {}, "placeholders"),
    ],
)
def test_a_bad_translation_is_named(msgid, msgstr, more, fault):
    translated = catalogue(msgid, msgstr, **more).get(msgid)

    assert fault in (rules.message_fault(catalogue(msgid, "").get(msgid), translated) or "")


def test_a_missing_translation_is_named_and_a_good_one_passes():
    wanted = catalogue("%(n)s left", "").get("%(n)s left")

    assert rules.message_fault(wanted, None) == "is not in the catalogue"
    assert (
        rules.message_fault(wanted, catalogue("%(n)s left", "还剩 %(n)s").get("%(n)s left")) is None
    )


@pytest.mark.parametrize(
    "text",
    ["退回: %(why)s", "苗春霞:日期有误", "见附件, %(name)s", "%(name)s, %(time)s", "已存;再存"],
)
def test_a_half_width_mark_in_a_chinese_sentence_is_named(text):
    assert rules.half_width_marks(text)


@pytest.mark.parametrize(
    "text",
    [
        "退回：%(why)s",
        "用逗号隔开：08:00,16:00,00:00",
        "请写成 06:30-08:00, 16:00-17:30 这样的时段。",
        "打开 http://127.0.0.1:8000/screen 配对",
        "合计 1,240.50 元",
    ],
)
def test_times_addresses_and_figures_keep_their_marks(text):
    assert rules.half_width_marks(text) == []


def test_a_mark_written_after_what_a_template_puts_in_is_named():
    assert lines(
        rules.marks_out_of_messages("<p>\n{{ who }}: {{ why }}\n{{ a }}, {{ b }}</p>")
    ) == [2, 3]
    assert rules.marks_out_of_messages('{{ who }}{{ _(": ") }}{{ why }} <a title="{{ x }}">') == []
