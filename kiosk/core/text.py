"""Text as stored (light Markdown) and as shown (HTML blocks). Pure."""

from __future__ import annotations

import re

from markdown_it import MarkdownIt
from markupsafe import Markup

# Headings, lists, bold and line breaks are what official papers use; links and pictures have
# their own fields, and raw HTML is never trusted.
_MARKDOWN = MarkdownIt("zero", {"html": False, "breaks": True}).enable(
    ["paragraph", "heading", "list", "emphasis", "newline", "escape"]
)
_SENTENCE_END = re.compile(r"(?<=[。！？；])(?![”’」』）])")


def blocks(markdown: str) -> Markup:
    """Render light Markdown: `<p>`, `<h2>`–`<h6>`, lists, `<strong>`, `<em>`; everything else is text."""
    # h1 is the notice's own title; a heading inside it starts one level below.
    html = _MARKDOWN.render(markdown)
    html = re.sub(r"<(/?)h([1-5])>", lambda m: f"<{m[1]}h{int(m[2]) + 1}>", html)
    return Markup(html)  # noqa: S704 - html=False: markdown-it has escaped every character of it


def sentences(paragraph: str) -> list[str]:
    """Split after 。！？； unless a closing quote or bracket follows."""
    return [part for part in _SENTENCE_END.split(paragraph) if part]


def visible_length(text: str) -> int:
    """How many characters a reader reads: white space does not count."""
    return sum(1 for character in text if not character.isspace())
