"""The house rules, held against the whole tree. The rules themselves are in rules.py."""

from collections.abc import Callable, Iterable
from pathlib import Path

import pytest
from flask import Flask

from kiosk.faces.screen import SHEETS
from tests.architecture import rules

ROOT = Path(__file__).parents[2]
MADE_BY_OTHERS = {"vendor", "fonts", "node_modules"}
GENERATED = ROOT / "kiosk" / "migrations" / "versions"
TALKS_TO_ITS_USER = {ROOT / "kiosk" / "cli.py", ROOT / "kiosk" / "serve.py"}
ABOVE_THE_FACTORY = TALKS_TO_ITS_USER | {
    ROOT / "kiosk" / "__init__.py",
    ROOT / "kiosk" / "migrate.py",
}
CLOCK = ROOT / "kiosk" / "core" / "clock.py"
CONFIG = ROOT / "kiosk" / "core" / "config.py"
#: Read by the tests, not by the product.
NOT_A_SETTING = {"KIOSK_TEST_DATABASE_URL"}


def files(*roots: str, endings: tuple[str, ...] = (".py",)) -> list[Path]:
    """Our own files under some folders of the checkout; a missing folder has none."""
    found = (path for root in roots for path in (ROOT / root).rglob("*") if path.suffix in endings)
    return sorted(path for path in found if not MADE_BY_OTHERS & set(path.parts))


def product() -> list[Path]:
    """The product's Python."""
    return [*files("kiosk"), *(path for path in [ROOT / "app.py"] if path.exists())]


def broken(rule: Callable[[str], Iterable[rules.Fault]], paths: Iterable[Path]) -> list[str]:
    """Apply a rule to files; return the faults as file:line: what."""
    return [
        f"{path.relative_to(ROOT)}:{fault.line}: {fault.what}"
        for path in paths
        for fault in rule(path.read_text("utf-8"))
    ]


def test_no_function_imports():
    assert broken(rules.hidden_imports, [*product(), *files("tools", "tests", "benchmarks")]) == []


def test_no_file_is_too_long():
    served = files("static", endings=(".js", ".css"))
    scripts = files("tools", "tests", endings=(".js", ".mjs"))

    assert broken(rules.long_file, [*product(), *files("tools", "tests"), *served, *scripts]) == []


def test_no_test_depends_on_another_file_of_tests():
    assert broken(rules.tests_imported, files("tests")) == []


def test_no_function_is_too_long():
    written = [
        path for path in [*product(), *files("tools", "tests")] if GENERATED not in path.parents
    ]

    assert broken(rules.long_functions, written) == []


def test_most_functions_are_short():
    written = [path.read_text("utf-8") for path in product() if GENERATED not in path.parents]

    assert rules.median_function_length(written) <= rules.LONGEST_MEDIAN


def test_the_product_logs_and_does_not_print():
    assert broken(rules.prints, [path for path in product() if path not in TALKS_TO_ITS_USER]) == []


def test_only_the_clock_asks_for_the_time():
    assert broken(rules.clock_reads, [path for path in product() if path != CLOCK]) == []


def test_nothing_below_imports_the_factory():
    below = [path for path in files("kiosk") if path not in ABOVE_THE_FACTORY]

    assert broken(rules.factory_imports, below) == []


def test_core_names_no_folder_of_features():
    assert broken(rules.feature_folders, files("kiosk/core")) == []


def test_templates_keep_to_the_content_security_policy():
    assert (
        broken(rules.template_faults, files("templates", endings=(".html", ".svg", ".txt"))) == []
    )


def test_nothing_is_loaded_from_another_host():
    served = files("templates", "static", endings=(".html", ".css", ".js", ".svg", ".webmanifest"))

    assert broken(rules.outside_addresses, served) == []


def test_colours_have_names():
    styles = files("static/faces", "static/kinds", endings=(".css",))

    assert broken(rules.stray_colours, [path for path in styles if path.name != "tokens.css"]) == []


def test_on_a_wall_only_opacity_and_transform_move():
    sheets = {path for pattern in SHEETS for path in (ROOT / "static").glob(pattern)}

    assert sheets
    assert broken(rules.motions, sorted(sheets)) == []


def test_every_template_compiles(app: Flask):
    for name in app.jinja_env.list_templates(extensions=["html", "svg", "txt"]):
        app.jinja_env.get_template(name)


def test_every_setting_is_documented_and_every_documented_one_exists():
    documents = [
        path for path in (ROOT / "README.md", ROOT / "docs" / "operate.md") if path.exists()
    ]
    if not documents or not CONFIG.exists():
        pytest.fail("README.md or docs/operate.md must name the settings of kiosk/core/config.py")
    read = rules.settings_read(CONFIG.read_text("utf-8")) - NOT_A_SETTING
    documented = set().union(
        *(rules.settings_documented(path.read_text("utf-8")) for path in documents)
    )

    assert documented - NOT_A_SETTING == read
