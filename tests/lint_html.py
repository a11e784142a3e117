"""The page linter: what every HTML answer of the suite must keep to.

Pure: text in, list of faults out. `tests/client.py` calls it for each answer a test sees, thousands in a run: the
strict parser only says whether all is well-formed, and what it has passed is read with Python's own, which is five
times faster.
"""

import re
from collections import Counter
from collections.abc import Iterator

import html5lib
from bs4 import BeautifulSoup
from bs4.element import Tag
from html5lib.constants import E as PARSE_ERRORS

#: A fragment that starts with one of these is only well-formed inside its parent.
CONTAINERS = {
    "tr": "tbody",
    "td": "tr",
    "th": "tr",
    "tbody": "table",
    "thead": "table",
    "tfoot": "table",
    "caption": "table",
    "col": "colgroup",
    "option": "select",
    "optgroup": "select",
}
#: Inputs that carry their own text or show nothing.
UNLABELLED = {"hidden", "submit", "button", "reset", "image"}
#: Script types that hold data; the browser does not run them, so the content security policy lets them be.
DATA_SCRIPTS = {"application/json", "application/ld+json"}


def is_document(html: str) -> bool:
    """True for a whole page, False for a fragment that htmx puts into one."""
    return re.match(r"\s*(<!--.*?-->\s*)*<(!doctype|html)\b", html, re.I | re.S) is not None


def lint(html: str) -> list[str]:
    """Return what is wrong with a page or a fragment, one sentence each; [] if nothing is."""
    return lint_document(html) if is_document(html) else lint_fragment(html)


def lint_document(html: str) -> list[str]:
    """Faults of a whole page."""
    soup = BeautifulSoup(html, "html.parser")
    return [*_parse_errors(html), *_page_faults(soup), *_element_faults(soup)]


def lint_fragment(html: str) -> list[str]:
    """Faults of a fragment: everything but what only a whole page can have."""
    soup = BeautifulSoup(html, "html.parser")
    return [*_parse_errors(html, _container(html)), *_element_faults(soup)]


def _container(html: str) -> str:
    first = re.match(r"(?:\s|<!--.*?-->)*<([a-z0-9-]+)", html, re.I | re.S)
    return CONTAINERS.get(first.group(1).lower(), "div") if first else "div"


def _parse_errors(html: str, container: str | None = None) -> Iterator[str]:
    parser = html5lib.HTMLParser()
    if container is None:
        parser.parse(html)
    else:
        parser.parseFragment(html, container=container)
    for (line, _column), code, values in parser.errors:
        yield f"line {line}: not well-formed: {PARSE_ERRORS[code] % values}"


def _page_faults(soup: BeautifulSoup) -> Iterator[str]:
    headings = len(soup.find_all("h1"))
    if headings != 1:
        yield f"a page has exactly one h1, this one has {headings}"
    if not (soup.title and soup.title.get_text(strip=True)):
        yield "the page has no title"
    html = soup.find("html")
    if not (isinstance(html, Tag) and html.get("lang")):
        yield "<html> has no lang"


def _element_faults(soup: BeautifulSoup) -> Iterator[str]:
    yield from _repeated_ids(soup)
    yield from _form_faults(soup)
    yield from _label_faults(soup)
    yield from _inline_faults(soup)
    for picture in soup.find_all("img"):
        if picture.get("alt") is None:
            yield f"{_shown(picture)} has no alt"


def _repeated_ids(soup: BeautifulSoup) -> Iterator[str]:
    ids = Counter(str(element["id"]) for element in soup.find_all(id=True))
    yield from (
        f'the id "{name}" is there {count} times' for name, count in ids.items() if count > 1
    )


def _form_faults(soup: BeautifulSoup) -> Iterator[str]:
    for form in soup.find_all("form"):
        method = str(form.get("method", "")).lower()
        if method == "dialog":
            continue
        if not method:
            yield f"{_shown(form)} has no method"
        if not form.get("action"):
            yield f"{_shown(form)} has no action"
        if method == "post" and not form.find("input", attrs={"name": "csrf_token"}):
            yield f"{_shown(form)} is posted without csrf_token"


def _label_faults(soup: BeautifulSoup) -> Iterator[str]:
    labelled = {str(label["for"]) for label in soup.find_all("label", attrs={"for": True})}
    for field in soup.find_all(["input", "select", "textarea"]):
        if str(field.get("type", "text")).lower() in UNLABELLED or _names_itself(field):
            continue
        if field.find_parent("label") is None and field.get("id") not in labelled:
            yield f"{_shown(field)} has no label"
    for button in soup.find_all("button"):
        picture = button.find("img", alt=True)
        if not (
            button.get_text(strip=True) or _names_itself(button) or (picture and picture["alt"])
        ):
            yield f"{_shown(button)} says nothing"


def _names_itself(element: Tag) -> bool:
    return bool(element.get("aria-label") or element.get("aria-labelledby"))


def _inline_faults(soup: BeautifulSoup) -> Iterator[str]:
    """What the strict content security policy would silently drop."""
    for style in soup.find_all("style"):
        yield f"{_shown(style)} is inline"
    for script in soup.find_all("script", src=False):
        if script.get("type") not in DATA_SCRIPTS:
            yield f"{_shown(script)} is inline"
    for element in soup.find_all(True):
        for name in element.attrs:
            if name == "style" or name.startswith(("on", "hx-on")):
                yield f"{_shown(element)} has the inline attribute {name}"


def _shown(element: Tag) -> str:
    """Show the start tag, short enough for a message."""
    attributes = "".join(
        f' {name}="{" ".join(value) if isinstance(value, list) else value}"'
        for name, value in element.attrs.items()
    )
    return f"<{element.name}{attributes}>"[:120]
