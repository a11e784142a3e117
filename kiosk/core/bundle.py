"""Several script modules as one, for slow boxes that pay for each request. Pure: sources in, text out.

Each module becomes a function that is called once, after those it imports, and returns what it
exports; so names of one module never meet those of another. Only the plain forms that our modules
are written in are understood: `import { a, b } from "./x.js";` and `export` before a function, a
class or a constant. Anything else is refused, never passed on.
"""

from __future__ import annotations

import posixpath
import re
from collections.abc import Callable

IMPORT = re.compile(
    r'^import \{(\s*\w+(?:\s*,\s*\w+)*\s*,?\s*)\} from "(\.{1,2}/[\w./-]+)";$', re.M
)
EXPORT = re.compile(r"^export (?=(?:async function|function|class|const) (\w+))", re.M)
#: Comments that have their lines to themselves: a wall has no use for them, and they are a third of it.
COMMENTS = re.compile(r"^[ \t]*(?:/\*\*(?:(?!\*/).)*\*/|//[^\n]*)[ \t]*\n", re.M | re.S)
LEFT_OVER = re.compile(r"^\s*(?:import\b(?!\()|export\b).*", re.M)


class NotBundled(ValueError):
    """A module is written in a way that is not understood, or modules import each other in a ring."""


def bundled(entry: str, read: Callable[[str], str]) -> str:
    """The module at path `entry` and all it imports. `read` gives the source at a path.

    Raises NotBundled.
    """
    numbers: dict[str, int] = {}
    parts: list[str] = []

    def add(path: str, above: tuple[str, ...]) -> int:
        if path in above:
            raise NotBundled(f"{path} imports itself, by way of {', '.join(above)}")
        if path in numbers:
            return numbers[path]
        source = read(path)
        for found in IMPORT.finditer(source):
            add(_resolved(path, found[2]), (*above, path))
        numbers[path] = len(numbers)
        parts.append(_wrapped(path, source, numbers))
        return numbers[path]

    add(entry, ())
    return "".join(parts)


def _wrapped(path: str, source: str, numbers: dict[str, int]) -> str:
    def taken(found: re.Match[str]) -> str:
        return f"const {{{found[1]}}} = $m{numbers[_resolved(path, found[2])]};"

    exported = EXPORT.findall(source)
    body = COMMENTS.sub("", EXPORT.sub("", IMPORT.sub(taken, source)))
    left = LEFT_OVER.search(body)
    if left:
        raise NotBundled(f"{path}: {left[0].strip()}")
    return (
        f"const $m{numbers[path]} = (() => {{\n{body}return {{ {', '.join(exported)} }};\n}})();\n"
    )


def _resolved(path: str, imported: str) -> str:
    return posixpath.normpath(posixpath.join(posixpath.dirname(path), imported))
