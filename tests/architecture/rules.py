"""House rules as pure functions: source text in, faults out. tests/architecture/test_rules.py shows each one bite."""

import ast
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from statistics import median

from babel.messages.catalog import Message

Function = ast.FunctionDef | ast.AsyncFunctionDef

LONGEST_FILE = 400
LONGEST_FUNCTION = 60
LONGEST_MEDIAN = 12

#: Folders below templates/ and static/ that core must not know.
FEATURE_FOLDERS = {"faces", "kinds"}

#: Names that ask the system what time it is.
CLOCK_CALLS = {
    ("datetime", "now"),
    ("datetime", "utcnow"),
    ("datetime", "today"),
    ("date", "today"),
    ("time", "time"),
    ("time", "time_ns"),
    ("time", "localtime"),
    ("time", "gmtime"),
}


@dataclass(frozen=True)
class Fault:
    """One broken rule, at one line."""

    line: int
    what: str


#: What stands where words are put in.
_PLACE = re.compile(r"%\(\w+\)[sd]")
#: What is no sentence: addresses, times as they are typed (08:00-12:00, 16:00), and marks of formats.
_NO_SENTENCE = re.compile(
    r"https?://\S+|\d{1,2}:\d\d(?:-\d{1,2}:\d\d)?(?:, ?(?=\d))?|SHA-256|[\w-]+=\S+", re.ASCII
)
_HALF_WIDTH = re.compile(r"[\u2010-\uffef][ ]?[,:;!?]|[,:;!?][ ]?[\u2010-\uffef]")
_AFTER_WORDS = re.compile(r"(\}\}|[\u4e00-\u9fff])(</\w+>)?(\{% endif %\}|\{% if [^%]*%\})*[:,;] ")


def half_width_marks(text: str) -> list[str]:
    """Commas, colons and their like of Latin writing beside Chinese characters of a message."""
    return _HALF_WIDTH.findall(_NO_SENTENCE.sub("", _PLACE.sub("〇", text)))


def marks_out_of_messages(template: str) -> list[Fault]:
    """Colons and commas written after what a template puts in: they would be the same in every language."""
    return [
        Fault(number, found[0])
        for number, line in enumerate(template.splitlines(), start=1)
        for found in _AFTER_WORDS.finditer(line)
    ]


def _functions(tree: ast.AST) -> Iterator[Function]:
    for node in ast.walk(tree):
        if isinstance(node, Function):
            yield node


def _length(function: Function) -> int:
    return (function.end_lineno or function.lineno) - function.lineno + 1


def hidden_imports(source: str) -> list[Fault]:
    """Imports inside functions: they hide what a module depends on, and mostly an import cycle."""
    faults = {
        Fault(node.lineno, f"import inside {function.name}()")
        for function in _functions(ast.parse(source))
        for node in ast.walk(function)
        if isinstance(node, ast.Import | ast.ImportFrom)
    }
    return sorted(faults, key=lambda fault: fault.line)


def long_functions(source: str, *, limit: int = LONGEST_FUNCTION) -> list[Fault]:
    """Functions of more than `limit` lines."""
    return [
        Fault(function.lineno, f"{function.name}() has {_length(function)} lines, at most {limit}")
        for function in _functions(ast.parse(source))
        if _length(function) > limit
    ]


def long_file(source: str, *, limit: int = LONGEST_FILE) -> list[Fault]:
    """A file of more than `limit` lines."""
    lines = len(source.splitlines())
    return [Fault(limit, f"{lines} lines, at most {limit}")] if lines > limit else []


def median_function_length(sources: Iterable[str]) -> float:
    """Return the median length in lines of all functions; 0 if there are none."""
    lengths = [_length(one) for source in sources for one in _functions(ast.parse(source))]
    return median(lengths) if lengths else 0


def tests_imported(source: str) -> list[Fault]:
    """Imports from a file of tests: what two of them need has a home of its own."""
    return [
        Fault(node.lineno, f"{module} is a file of tests")
        for node in ast.walk(ast.parse(source))
        if isinstance(node, ast.Import | ast.ImportFrom)
        for module in _modules(node)
        if module.startswith("tests.") and module.split(".")[-1].startswith("test_")
    ]


def _modules(node: ast.Import | ast.ImportFrom) -> list[str]:
    """The full names of all that an import statement may mean as a module."""
    names = [one.name for one in node.names]
    if isinstance(node, ast.Import):
        return names
    return [node.module or "", *(f"{node.module}.{name}" for name in names)]


def prints(source: str) -> list[Fault]:
    """Calls of print(): the product logs, only commands talk."""
    return [
        Fault(node.lineno, "print()")
        for node in ast.walk(ast.parse(source))
        if isinstance(node, ast.Call)
        and isinstance(node.func, ast.Name)
        and node.func.id == "print"
    ]


def clock_reads(source: str) -> list[Fault]:
    """Calls that ask the system for the time; time is an argument everywhere but in core/clock."""
    return [
        Fault(node.lineno, f"{'.'.join(name)}() outside kiosk/core/clock.py")
        for node in ast.walk(ast.parse(source))
        if isinstance(node, ast.Call) and (name := _last_two(node.func)) in CLOCK_CALLS
    ]


def _last_two(func: ast.expr) -> tuple[str, str]:
    if not isinstance(func, ast.Attribute):
        return ("", "")
    owner = func.value
    if isinstance(owner, ast.Attribute):
        return (owner.attr, func.attr)
    return (owner.id if isinstance(owner, ast.Name) else "", func.attr)


def factory_imports(source: str) -> list[Fault]:
    """Imports of the factory from below it: the factory imports everything, so that is a cycle."""
    return [
        Fault(node.lineno, "create_app is imported from below the factory")
        for node in ast.walk(ast.parse(source))
        if isinstance(node, ast.ImportFrom)
        and node.module in {"kiosk", "kiosk.factory"}
        and any(alias.name == "create_app" for alias in node.names)
    ]


def feature_folders(source: str) -> list[Fault]:
    """Strings that name a folder of features: a path couples as an import does, and no linter sees it."""
    return [
        Fault(node.lineno, f"{node.value!r} names a folder of features")
        for node in ast.walk(ast.parse(source))
        if isinstance(node, ast.Constant)
        and isinstance(node.value, str)
        and FEATURE_FOLDERS & set(node.value.split("/"))
    ]


def _matches(source: str, patterns: Iterable[tuple[str, str]]) -> list[Fault]:
    return [
        Fault(source.count("\n", 0, match.start()) + 1, what)
        for pattern, what in patterns
        for match in re.finditer(pattern, source, re.I)
    ]


def template_faults(source: str) -> list[Fault]:
    """What the content security policy would drop, and what would let markup through unescaped."""
    code = re.sub(r"\{#.*?#\}", lambda match: "\n" * match.group().count("\n"), source, flags=re.S)
    return _matches(
        code,
        [
            (r"<style\b", "inline <style>"),
            (r"<script\b(?![^>]*\bsrc\s*=)(?![^>]*application/(?:ld\+)?json)", "inline <script>"),
            (r"<[^>]*\sstyle\s*=", "style attribute"),
            (r"<[^>]*\son[a-z]+\s*=", "on… attribute"),
            (r"<[^>]*\shx-on\b", "hx-on attribute"),
            (r"\|\s*safe\b", "|safe"),
            (r"autoescape\s+false", "autoescape switched off"),
        ],
    )


def outside_addresses(source: str) -> list[Fault]:
    """Addresses of other hosts: a kiosk has no Internet. Names of XML namespaces are no addresses."""
    return _matches(source, [(r"https?://(?!www\.w3\.org/)[\w.-]+", "address of another host")])


def stray_colours(source: str) -> list[Fault]:
    """Hex colours outside tokens.css; everything else names a token."""
    code = re.sub(r"/\*.*?\*/", lambda match: "\n" * match.group().count("\n"), source, flags=re.S)
    # After a colon only: #fade may be an id.
    values = r"(?<=[:,(\s])#(?:[0-9a-f]{3,4}|[0-9a-f]{6}|[0-9a-f]{8})\b(?=[^{}]*[;}])(?![^;}]*\{)"
    return _matches(code, [(values, "a colour outside tokens.css")])


def motions(source: str) -> list[Fault]:
    """What a wall's sheet lets move though it is neither opacity nor transform: an old box lays everything out anew for it."""
    code = re.sub(r"/\*.*?\*/", lambda match: "\n" * match.group().count("\n"), source, flags=re.S)
    found = _matches(code, [(r"@keyframes|\banimation(?:-[a-z]+)?\s*:", "an animation")])
    for match in re.finditer(r"\btransition(?:-property)?\s*:([^;}]*)", code):
        pieces = re.sub(r"\([^)]*\)", "", match[1]).split(",")
        if not {piece.split()[0] for piece in pieces} <= {"opacity", "transform", "none"}:
            found.append(Fault(code.count("\n", 0, match.start()) + 1, f"moves:{match[1]}"))
    return found


SETTING = re.compile(r"\b(?:KIOSK_[A-Z_]+|DATABASE_URL|HOST|PORT)\b")


def settings_read(source: str) -> set[str]:
    """Names of the environment variables that a module mentions in its strings."""
    return {
        node.value
        for node in ast.walk(ast.parse(source))
        if isinstance(node, ast.Constant)
        and isinstance(node.value, str)
        and SETTING.fullmatch(node.value)
    }


def settings_documented(text: str) -> set[str]:
    """Names of the environment variables that a document mentions in code."""
    code = re.findall(r"```.*?```|`[^`\n]+`", text, re.S)
    return {name for piece in code for name in SETTING.findall(piece)}


PLACEHOLDER = re.compile(r"%\(\w+\)[a-z]|%[sd]|\{\w*\}")


def forms(text: str | Iterable[str | None] | None) -> list[str]:
    """Return the singular and plural forms of a message as a list."""
    return [text or ""] if text is None or isinstance(text, str) else [one or "" for one in text]


def message_fault(wanted: Message, translated: Message | None) -> str | None:
    """Say what is wrong with the translation of a message; None if nothing is."""
    if translated is None:
        return "is not in the catalogue"
    if translated.fuzzy:
        return "is marked fuzzy"
    texts = forms(translated.string)
    if not texts or not all(texts):
        return "has no translation"
    # A plural form may leave the number out ("one page"), but must not invent a placeholder.
    ids = forms(wanted.id)
    known = {name for one in ids for name in PLACEHOLDER.findall(one)}
    for text in texts:
        used = set(PLACEHOLDER.findall(text))
        if used - known or (len(ids) == 1 and used != known):
            return f"has other placeholders: {sorted(used)} instead of {sorted(known)}"
    return None
