"""The editor of a star result. The result itself is imported, and nothing of it is typed."""

from __future__ import annotations

from typing import Any

import msgspec
from wtforms import StringField

from kiosk.core.document import from_builtins
from kiosk.core.i18n import lazy as _l
from kiosk.kinds.editing import NEEDED, Cover, Editor, Known, Parts, at_most, stripped
from kiosk.kinds.stars.content import StarResult

NO_RESULT: dict[str, Any] = {
    "participants": 0,
    "distribution": [0, 0, 0, 0, 0, 0],
    "collectors": [],
}


class StarsEditor(Editor):
    """What is typed of a result: how it is called."""

    title = StringField(_l("Title"), [NEEDED, at_most(40)], filters=[stripped])
    period = StringField(_l("Rating period"), [NEEDED, at_most(40)], filters=[stripped])
    rule = StringField(_l("Rule it was rated by"), [at_most(80)], filters=[stripped])


def result_of(editor: StarsEditor, parts: Parts, _known: Known) -> StarResult:
    """The result with its names. Raises BadContent if the imported part cannot be read."""
    named = {
        "title": editor.title.data or "",
        "period": editor.period.data or "",
        "rule": editor.rule.data or "",
    }
    return from_builtins({**NO_RESULT, **parts.get("result", {}), **named}, StarResult)


def values_of(content: StarResult) -> dict[str, Any]:
    """What of a result is typed."""
    return {"title": content.title, "period": content.period, "rule": content.rule}


def masked_result(parts: Parts, cover: Cover) -> Parts:
    """The parts with numbers covered in every word of the imported result."""
    return {
        name: _masked(name, one, cover) if name == "result" else one for name, one in parts.items()
    }


def _masked(name: str, node: object, cover: Cover) -> object:
    if isinstance(node, str):
        return cover(name, node)
    if isinstance(node, (list, tuple)):
        return [_masked(name, one, cover) for one in node]
    if isinstance(node, dict):
        return {key: _masked(key, one, cover) for key, one in node.items()}
    return node


def parts_of(content: StarResult) -> Parts:
    """What of a result is imported."""
    result = msgspec.to_builtins(content)
    return {"result": {name: result[name] for name in result if name not in values_of(content)}}
