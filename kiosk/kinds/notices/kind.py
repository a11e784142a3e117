"""What only a notice knows about being shown."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

import msgspec

from kiosk.kinds.contract import Done, Facts, Kind, Tidied
from kiosk.kinds.editing import Cover, Known, Parts, Typed
from kiosk.kinds.notices import editor as editing
from kiosk.kinds.notices import masking, pasted, table_deeds, tables
from kiosk.kinds.notices.content import Cell, KeepRule, Notice, Table
from kiosk.kinds.notices.patterns import announced_last, filled, pattern_of, vouched


class Notices(Kind[Notice]):
    """公示, 公开, 通报."""

    name = "notices"
    content = Notice
    editor = editing.NoticeEditor
    is_repeated = True
    turned_to = editing.TURNED_TO

    def title(self, content: Notice) -> str:
        return content.title

    def content_of(self, editor: editing.NoticeEditor, parts: Parts, known: Known) -> Notice:
        return editing.notice_of(editor, parts, known)

    def first_values(self, known: Known) -> dict[str, Any]:
        pattern = pattern_of(known.category)

        def said(text: str) -> str:
            return filled(
                text, on=known.on, issuer=known.issuer, branch=known.branch, about=known.about
            )

        return {
            "title": said(pattern.title),
            "body": said(pattern.body),
            "issuer": known.issuer,
            "sign_date": known.on,
            "contact_phone": known.phone,
            "contact_box": known.box,
        }

    def tidied(self, typed: Typed, known: Known, *, fresh: str) -> Tidied:
        return pasted.tidied(typed, known, fresh=fresh)

    def done(
        self,
        deed: str,
        typed: Typed,
        parts: Parts,
        *,
        hand: Mapping[str, str],
        known: Known,
        fresh: str,
    ) -> Done | None:
        return table_deeds.done(deed, typed, parts, hand=hand, known_now=known, fresh=fresh)

    def masked(self, typed: Typed, parts: Parts, cover: Cover) -> tuple[Typed, Parts]:
        covered, _parts = super().masked(typed, parts, cover)
        return masking.masked_grids(typed, covered), masking.masked_tables(parts, cover)

    def vouched_by_template(self, content: Notice) -> str:
        return vouched(content.body)

    def announced_in_vain(self, content: Notice) -> str:
        has_more = content.attachments or content.embeds or any(one.rows for one in content.tables)
        return "" if has_more else announced_last(content.body)

    def sums_in_doubt(self, content: Notice) -> list[str]:
        return [one for table in content.tables for one in tables.sums_in_doubt(table)]

    def dated(self, content: Notice) -> date:
        return content.sign_date

    def values_of(self, content: Notice) -> dict[str, Any]:
        return editing.values_of(content)

    def parts_of(self, content: Notice) -> Parts:
        return editing.parts_of(content)

    def visible(self, content: Notice, facts: Facts) -> Notice:
        if not facts.publicity_is_over:
            return content
        return msgspec.structs.replace(
            content, tables=tuple(kept_after_publicity(table) for table in content.tables)
        )


def kept_after_publicity(table: Table) -> Table:
    """The table as it may be shown after its publicity period: rows that may no longer be named go."""
    rule = table.keep_after
    if rule is None:
        return table
    rows = tuple(row for row in table.rows if _may_be_named(row, rule))
    return msgspec.structs.replace(table, rows=rows)


def _may_be_named(row: dict[str, Cell], rule: KeepRule) -> bool:
    value = row.get(rule.column)
    return isinstance(value, int) and value >= rule.minimum and row.get(rule.requires) is not None


NOTICES = Notices()
