"""One person hidden wherever a posting is shown, while what was frozen stays as it is (decision 22). Pure.

A name is found as people write it: with a gap between its characters, with another dot, in capitals.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace
from functools import lru_cache
from itertools import pairwise
from typing import Any, Literal, TypeVar, get_args, get_origin, get_type_hints

import msgspec

from kiosk.core.document import Document
from kiosk.kinds.contract import Facts

_TOKEN = re.compile(r"[!-~]+|\S")
_LATIN = "0-9A-Za-z"
_DOTS = "·•・‧∙⋅．"
#: 王　伟 stands in many a list so that short names are as wide as long ones. No line ends within a name.
_GAP = "[ \u3000\u00a0]"
#: A shorter name is part of too many words: it is hidden only where nothing else stands.
_LEAST_WITHIN_TEXT = 2

D = TypeVar("D", bound=Document)


@dataclass(frozen=True)
class Hiding:
    """Whom to hide, and what stands in the place of a name.

    `kept` are known names that a hidden one is part of: 马云飞 stays whole when 马云 is hidden.
    """

    names: frozenset[str] = frozenset()
    kept: frozenset[str] = frozenset()
    mark: str = ""

    def text(self, text: str) -> str:
        """`text` with the mark in the place of every hidden name."""
        if not self.names:
            return text
        if _alone(self.names).fullmatch(text.strip()):
            return self.mark
        return _within(self.names | self.kept).sub(self._shown, text)

    def document(self, document: D) -> D:
        """The document as it may be shown. Whoever is hidden takes picture, phone and e-mail along."""
        hidden: D = self._part(document) if self.names else document
        return hidden

    def facts(self, facts: Facts) -> Facts:
        """What stands beside a document: who signed, and why it was corrected."""
        if not self.names:
            return facts
        return replace(
            facts,
            signatures=tuple(replace(one, name=self.text(one.name)) for one in facts.signatures),
            corrections=tuple(
                replace(one, reason=self.text(one.reason)) for one in facts.corrections
            ),
        )

    def named_in(self, texts: Iterable[str]) -> list[str]:
        """The hidden names that stand in `texts`, in order."""
        said = list(texts)
        alone = {name: Hiding(frozenset({name}), self.kept) for name in sorted(self.names)}
        return [name for name, one in alone.items() if any(one.text(text) != text for text in said)]

    def _shown(self, found: re.Match[str]) -> str:
        return self.mark if _alone(self.names).fullmatch(found[0]) else found[0]

    def _part(self, node: Any) -> Any:
        """`node` with nobody hidden in it; the same object where nobody was."""
        if isinstance(node, str):
            return self.text(node)
        if isinstance(node, Document):
            return self._struct(node)
        if isinstance(node, (list, tuple)):
            parts = [self._part(one) for one in node]
            same = all(new is old for new, old in zip(parts, node, strict=True))
            return node if same else type(node)(parts)
        if isinstance(node, dict):
            # The keys of a row are those of its columns and nobody's words.
            return {key: self._part(value) for key, value in node.items()}
        return node

    def _struct(self, node: Document) -> Document:
        changed: dict[str, Any] = {}
        for name in _written(type(node)):
            old = getattr(node, name)
            new = self._part(old)
            if new != old:
                changed[name] = new
        if changed.keys() & node.pictured:
            changed.update(dict.fromkeys(node.personal, ""), photo=None)
        if "photo" in changed:
            # Its own words name somebody hidden as one of those it shows.
            changed["photo"] = None
        return msgspec.structs.replace(node, **changed) if changed else node


#: Nobody is hidden.
NOBODY = Hiding()


def hiding(names: Iterable[str], *, known: Iterable[str], mark: str) -> Hiding:
    """Hide `names`; of the `known` ones those stay whole that a hidden one is part of."""
    hidden = frozenset(names)
    if not hidden:
        return NOBODY
    alone, within = _alone(hidden), _within(hidden)
    kept = (one for one in known if within.search(one) and not alone.fullmatch(one))
    return Hiding(hidden, frozenset(kept), mark)


@lru_cache(maxsize=64)
def _alone(names: frozenset[str]) -> re.Pattern[str]:
    return _any_of(names)


@lru_cache(maxsize=64)
def _within(names: frozenset[str]) -> re.Pattern[str]:
    return _any_of(one for one in names if len(one) >= _LEAST_WITHIN_TEXT)


def _any_of(names: Iterable[str]) -> re.Pattern[str]:
    """The longest first: of two names that begin alike the longer one is meant."""
    longest_first = sorted(names, key=lambda one: (-len(one), one))
    return re.compile("|".join(map(_pattern, longest_first)) or "(?!)", re.IGNORECASE)


def _pattern(name: str) -> str:
    """A name as people write it. One in Latin letters is no part of a longer word."""
    tokens = _TOKEN.findall(name)
    parts = [_token(one) for one in tokens[:1]]
    for before, one in pairwise(tokens):
        both_latin = before.isascii() and one.isascii()
        parts += [_GAP + ("+" if both_latin else "*"), _token(one)]
    begins = f"(?<![{_LATIN}])" if name[:1].isascii() else ""
    ends = f"(?![{_LATIN}])" if name[-1:].isascii() else ""
    return f"{begins}{''.join(parts)}{ends}"


def _token(token: str) -> str:
    return f"[{_DOTS}]" if token in _DOTS else re.escape(token)


@lru_cache
def _written(type_: type[Document]) -> tuple[str, ...]:
    """The fields of a document that hold somebody's words: no hashes and keys, no choice among ours."""
    hints = get_type_hints(type_)
    return tuple(
        name
        for name in type_.__struct_fields__
        if name not in type_.unread and not _is_choice(hints[name])
    )


def _is_choice(hint: Any) -> bool:
    return get_origin(hint) is Literal or any(get_origin(one) is Literal for one in get_args(hint))
