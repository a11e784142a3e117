"""Modules joined in one: in the right order, each in a room of its own; what is not understood is refused."""

import re

import pytest

from kiosk.core.bundle import NotBundled, bundled

MODULES = {
    "a/player.js": 'import { twice } from "../core/sums.js";\nimport { Lamp } from "./lamp.js";\n'
    "const LIMIT = 3;\nnew Lamp(twice(LIMIT));\n",
    "a/lamp.js": 'import { LIMIT } from "../core/sums.js";\nexport class Lamp {}\n'
    "export async function glow() {}\n",
    "core/sums.js": "export const LIMIT = 5;\nexport function twice(n) {\n  return 2 * n;\n}\n",
}


def test_what_is_imported_comes_first_and_once():
    script = bundled("a/player.js", MODULES.__getitem__)

    assert script.count("const LIMIT = 5") == 1
    assert script.index("const LIMIT = 5") < script.index("class Lamp") < script.index("new Lamp")


def test_each_module_keeps_its_names_to_itself_and_hands_on_what_it_exports():
    script = bundled("a/player.js", MODULES.__getitem__)

    assert re.findall(r"^const \$m\d", script, re.M) == ["const $m0", "const $m1", "const $m2"]
    assert "const { twice } = $m0;" in script
    assert "const { Lamp } = $m1;" in script
    assert "return { LIMIT, twice };" in script
    assert "return { Lamp, glow };" in script
    assert "export" not in script


@pytest.mark.parametrize(
    "source",
    [
        'import * as all from "./x.js";',
        'import x from "./x.js";',
        'import { a as b } from "./x.js";',
        'import "./x.js";',
        'import { a } from "far.js";',
        "export default class {}",
        "export { a };",
        "export let a = 1;",
        'export { a } from "./x.js";',
    ],
)
def test_a_form_that_is_not_understood_is_refused(source):
    with pytest.raises(NotBundled, match=re.escape(source)):
        bundled("a.js", {"a.js": f"{source}\n", "x.js": ""}.__getitem__)


def test_modules_that_import_each_other_are_refused():
    ring = {
        "a.js": 'import { b } from "./b.js";\nexport const a = 1;\n',
        "b.js": 'import { a } from "./a.js";\nexport const b = 1;\n',
    }

    with pytest.raises(NotBundled, match=r"a\.js imports itself"):
        bundled("a.js", ring.__getitem__)


def test_comments_on_lines_of_their_own_are_left_out_and_nothing_else_is():
    source = (
        "// @ts-check\n/**\n * What it is for.\n */\nconst a = 1; // stays\n"
        "  /** @param {string} one */\n  // why\n"
        "/** @type {any} */ (a).b();\nconst url = `http://x/** */`;\n/** end */\n"
    )
    script = bundled("x.js", {"x.js": source}.__getitem__)

    assert script.splitlines()[1:-2] == [
        "const a = 1; // stays",
        "/** @type {any} */ (a).b();",
        "const url = `http://x/** */`;",
    ]
