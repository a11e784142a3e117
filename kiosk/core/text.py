"""Text as stored (light Markdown) and as shown (HTML that breaks where a reader would). Pure."""

from __future__ import annotations

import re
from collections.abc import Collection
from functools import lru_cache
from itertools import takewhile

from markdown_it import MarkdownIt
from markdown_it.renderer import RendererHTML
from markdown_it.token import Token
from markdown_it.utils import EnvType, OptionsDict
from markupsafe import Markup, escape

from kiosk.core.field_words import FIELD_WORDS

#: What must stay on one line: a date, a phone number, a number with its unit, a short quotation or title.
_UNBROKEN = re.compile(
    r"0\d{2,3}-\d{7,8}(?:-\d{1,4})?|\d{4}年(?:第[一二三四]季度|度|份)?|\d{1,2}月\d{1,2}日"
    r"|[《“][^《》“”]{1,8}[》”]"
    r"|\d[\d,.:：]*\s?(?:万辆次|辆次|万元|公里|小时|分钟|个月|年度|月份|％|%|元|人|次|个|名|篇|台|户|吨|件|辆|项|岁|周|月|日|年|天|期|场|时|分|秒|米)"
)
#: A place's own name, known by what follows it: 青杨驿|收费站, 柳泉|高速公路.
_PLACE = r"(?:(?<![\u4e00-\u9fff])|(?<=中共))(?!中共)[\u4e00-\u9fff]{2,3}(?=收费[站所]|高速)"
#: One of several in a row: （双泉堡、沙枣坪）.
_ITEM = r"(?:^|(?<=[（、]))[\u4e00-\u9fff]{2,3}(?=[、）])"
_WORDS = "|".join(sorted(FIELD_WORDS, key=lambda word: (-len(word), word)))
_IN_WORDS = re.compile(f"{_UNBROKEN.pattern}|(?P<word>{_PLACE}|{_ITEM}|{_WORDS})")
_NAME_BREAK = "·"
#: Where a title's line may end without cutting a phrase: after an issuer, a period, 关于.
_PHRASE_END = re.compile(
    r"(?<=收费所)(?=.)|(?<=收费站)(?=.)|(?<=委员会)(?=.)|(?<=关于)(?=.)|(?<=\d年)(?=[^\d度第份])"
    r"|(?<=\d月)(?=[^\d份初中底末上下])|(?<=[年月]份)(?=.)|(?<=季度)(?=.)|(?<=年度)(?=.)|(?<=[，、：])(?=.)|(?<=”)(?=.)|(?= )"
    r"|(?<=.)(?=工作方案|使用情况|采购情况|考核情况|考核结果|采购结果|集体决策|修订稿|征求意见)"
)
_BREAK = Markup("<wbr>")
LEAST_ISSUER_LENGTH = 4
#: A run of more characters than this is a phrase; words and names are not longer.
LONGEST_WORD = 6
_RUN_END = re.compile(r"(?<=[\s、，。；：！？）】》”])|(?=[（【《“])")
_NAME_DOT = re.compile(r"(?<=[^\x00-\xff]·)(?=[^\x00-\xff])")
#: 138****0000: two such numbers in one line would make each other's stars a sign of emphasis.
_COVERED = re.compile(r"(?<!\\)\*{4,}")
_NARROW = re.compile(r"[\x00-\xff]+")


def unbroken(text: str, names: Collection[str] = ()) -> Markup:
    """Escape `text`; keep dates, figures with units, short quotations and known `names` on one line.

    Quotation marks are marked up so that a line may begin with one without an indent.
    """
    return _held(text, _whole(frozenset(names), _UNBROKEN))


def in_words(text: str, names: Collection[str] = ()) -> Markup:
    """The same for a title or a narrow cell, where a cut word is seen: words of this trade stay whole too."""
    return _held(text, _whole(frozenset(names), _IN_WORDS))


def _held(text: str, whole: re.Pattern[str]) -> Markup:
    parts: list[str] = []
    end = 0
    for match in whole.finditer(text):
        parts.append(_quoted(text[end : match.start()]))
        if match["name"] is not None:
            parts.append(person(match[0]))
        else:
            held = "word" if match.groupdict().get("word") else "nb"
            parts.append(f'<span class="{held}">{_quoted(match[0])}</span>')
        end = match.end()
    parts.append(_quoted(text[end:]))
    return Markup("").join(Markup(part) for part in parts)  # noqa: S704 - escaped in _quoted


@lru_cache(maxsize=64)
def _whole(names: frozenset[str], others: re.Pattern[str]) -> re.Pattern[str]:
    """What stays on one line. A name of one character breaks nowhere, and is in every other word."""
    longest_first = sorted((one for one in names if len(one) > 1), key=lambda one: (-len(one), one))
    known = "|".join(map(re.escape, longest_first)) or "(?!)"
    return re.compile(f"(?P<name>{known})|(?:{others.pattern})")


def in_cell(text: str, names: Collection[str] = ()) -> Markup:
    """The same for a narrow cell that keeps its words whole, with a mark on what may break all the same."""
    if is_phrase(text):
        return Markup('<span class="phrase">{}</span>').format(unbroken(text, names))
    if not _NAME_DOT.search(text):
        return unbroken(text, names)
    return Markup("").join(
        person(run) if _NAME_DOT.search(run) else unbroken(run, names)
        for run in _RUN_END.split(text)
    )


def is_phrase(text: str) -> bool:
    """True if a run of `text` is too long for a word or a name."""
    return any(len(_NARROW.sub("", run)) > LONGEST_WORD for run in runs(text))


def runs(text: str) -> list[str]:
    """The parts between which a line of words may end: after punctuation, at the dot of a name."""
    return [run for part in _RUN_END.split(text) for run in _NAME_DOT.split(part)]


def kept_whole(text: str) -> list[str]:
    """What `unbroken` keeps on one line of `text`."""
    return _UNBROKEN.findall(text)


def heading(title: str, issuer: str = "", *, names: Collection[str] = ()) -> Markup:
    """A title with the places where a line may end, and its issuer marked for leaving out.

    柳泉所关于…的公示 by 柳泉所 → 柳泉所关于 | …的公示, where the first part may go on later pages. Known `names` stay whole, as in `unbroken`.
    """
    head = _issuer_part(title, issuer)
    if not head:
        return _breakable(title, names)
    first = Markup('<span class="title-issuer">{}{}</span>').format(_breakable(head, names), _BREAK)
    return first + _breakable(title[len(head) :], names)


def _issuer_part(title: str, issuer: str) -> str:
    alike = takewhile(lambda pair: pair[0] == pair[1], zip(title, issuer, strict=False))
    shared = "".join(character for character, _same in alike)
    if len(shared) < LEAST_ISSUER_LENGTH:
        return ""
    return shared + ("关于" if title[len(shared) :].startswith("关于") else "")


def _breakable(text: str, names: Collection[str]) -> Markup:
    return _BREAK.join(in_words(part, names) for part in _PHRASE_END.split(text) if part)


def person(name: str) -> Markup:
    """A name that breaks only at its middle dot: 买买提·艾合买提."""
    head, *rest = name.split(_NAME_BREAK)
    spans = [f"{part}{_NAME_BREAK}" for part in [head, *rest][:-1]] + [[head, *rest][-1]]
    return Markup("<wbr>").join(Markup('<span class="nb">{}</span>').format(span) for span in spans)


def blocks(markdown: str, names: Collection[str] = ()) -> Markup:
    """Render light Markdown: `<p>`, headings one level down, lists, `<strong>`, `<em>`.

    In its lines known `names` stay whole, as in `unbroken`.
    """
    literal = _COVERED.sub(lambda found: "\\*" * len(found[0]), markdown)
    return Markup(_MARKDOWN.render(literal, {"names": names}))  # noqa: S704 - html=False: every character is escaped


def _quoted(text: str) -> str:
    return (
        str(escape(text))
        .replace("“", '<span class="oq">“</span>')
        .replace("”", '<span class="cq">”</span>')
    )


def _render_text(
    _renderer: RendererHTML, tokens: list[Token], index: int, _options: OptionsDict, env: EnvType
) -> str:
    return str(unbroken(tokens[index].content, env["names"]))


def _render_heading(
    renderer: RendererHTML, tokens: list[Token], index: int, options: OptionsDict, _env: EnvType
) -> str:
    # The page has an h1 and the notice's title is an h2: headings inside it start below both.
    token = tokens[index]
    token.tag = f"h{min(int(token.tag[1]) + 1, 6)}"
    return renderer.renderToken(tokens, index, options, _env)


def _markdown() -> MarkdownIt:
    # Headings, lists, bold and line breaks are what official papers use; links and pictures have
    # fields of their own, and raw HTML is never trusted.
    made = MarkdownIt("zero", {"html": False, "breaks": True}).enable(
        ["heading", "list", "emphasis", "newline", "escape"]
    )
    made.add_render_rule("text", _render_text)
    made.add_render_rule("heading_open", _render_heading)
    made.add_render_rule("heading_close", _render_heading)
    return made


_MARKDOWN = _markdown()
