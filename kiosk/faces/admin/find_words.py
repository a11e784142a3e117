"""What the check on privacy and secrecy has found, in words: what it is, where it stands, the text around it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from kiosk.checks.examining import Examined
from kiosk.checks.files import Unread
from kiosk.checks.finds import Find, Grade, Path, Text, What
from kiosk.core.formats import listed
from kiosk.faces.admin.drafting import Desk
from kiosk.postings.checking import Keep, MustNotHang

#: Characters of the text that are shown on each side of what was found.
AROUND = 24

WHATS = {
    What.IDENTITY: _l("Identity number"),
    What.CARD: _l("Bank card number"),
    What.MOBILE: _l("Mobile number"),
    What.ADDRESS: _l("Address"),
    What.WAGES: _l("Pay beside names"),
    What.HEALTH: _l("Health or hardship beside names"),
    What.SECRECY: _l("Mark of secrecy"),
}

#: What can be done about it.
ADVICE = {
    What.IDENTITY: _l("Nobody's identity number hangs on a board. Mask it or take it out."),
    What.CARD: _l("Nobody's account hangs on a board. Mask it or take it out."),
    What.MOBILE: _l(
        "Private numbers do not hang. Mask it; if it is the office's own, write 办公电话 before it."
    ),
    What.ADDRESS: _l("Where somebody lives is nobody's business. Name the place without numbers."),
    What.WAGES: _l("Show averages and sums, not what each person gets."),
    What.HEALTH: _l("Show how many, not who."),
    What.SECRECY: _l("What is secret does not hang. Only the secrecy reviewer can let it stand."),
}
IN_A_FILE = _l("It stands in a file: change it there, and attach the file anew.")
LOOKS_LIKE = _l("It looks like a bank card. If it is another number, it can stand.")

UNREAD = {
    Unread.PICTURE: _l("A picture: nobody can read it by machine. Look at it yourself."),
    Unread.NOT_READ: _l(
        "Its text could not be read: a scan, or a locked file. Look at it yourself."
    ),
    Unread.PARTLY: _l("Not all of its text could be read. Look at it yourself."),
    Unread.HAS_PICTURES: _l(
        "Its text was read; the pictures in it nobody can read by machine. Look at them yourself."
    ),
    Unread.GONE: _l("The file is gone. Attach it again."),
}


@dataclass(frozen=True)
class Shown:
    """One find as a page shows it; `kept` says who has decided that it may stand."""

    id: str
    what: str
    place: str
    #: The id of its field in the editor; empty where it has none.
    control: str
    before: str
    written: str
    after: str
    advice: str
    is_block: bool
    suggestion: str
    may_keep: bool
    kept: Keep | None


def shown(find: Find, desk: Desk, *, kept: Keep | None = None) -> Shown:
    """A find in the words of the editor it was made in."""
    text, (start, end) = find.where.text, find.span
    before, after = text[:start], text[end:]
    return Shown(
        id=find.id,
        what=str(WHATS[find.what]),
        place=place_words(find, desk),
        control=_control(find, desk),
        before=f"…{before[-AROUND:]}" if len(before) > AROUND else before,
        written=find.written,
        after=f"{after[:AROUND]}…" if len(after) > AROUND else after,
        advice=_advice(find),
        is_block=find.grade is Grade.BLOCK,
        suggestion=find.suggestion if find.may_mask else "",
        may_keep=find.may_keep,
        kept=kept,
    )


def not_to_be_shown(refused: MustNotHang) -> str:
    """What is wrong with a sentence that would be read beside a posting."""
    finds = listed(f"{WHATS[one.what]} {one.written}" for one in refused.finds)
    return _("That may not be shown: %(finds)s", finds=finds)


def _advice(find: Find) -> str:
    if find.where.file and not find.may_keep:
        return str(IN_A_FILE)
    looks_like = find.what is What.CARD and find.grade is Grade.WARN
    return str(LOOKS_LIKE if looks_like else ADVICE[find.what])


def all_shown(seen: Examined, desk: Desk, keeps: dict[str, Keep], *, most: int) -> list[Shown]:
    """What was found: first what keeps it from hanging, last what somebody has kept; at most so many."""

    def kept(one: Find) -> Keep | None:
        return keeps.get(one.key) if one.may_keep else None

    found = sorted(
        seen.finds, key=lambda one: (kept(one) is not None, one.grade is not Grade.BLOCK)
    )
    return [shown(one, desk, kept=kept(one)) for one in found[:most]]


def unread_words(seen: Examined) -> list[str]:
    """What must be looked at by somebody, each in a sentence."""
    return [_("%(name)s: %(why)s", name=one.name, why=str(UNREAD[one.why])) for one in seen.unread]


def place_words(find: Find, desk: Desk) -> str:
    """Where it is: Body text, paragraph 3; Table 采购明细, row 2, column 电话."""
    where = find.where
    if where.file:
        inside = _inside(where.path[1:], where.line)
        return _("In the file %(name)s, %(place)s", name=where.file, place=inside)
    words = _field(where, desk)
    return _("%(place)s, paragraph %(num)d", place=words, num=where.line) if where.line else words


def _inside(path: Path, line: int) -> str:
    """Where in a file: page 2, line 14; sheet and cell; table, row and column."""
    kind, *numbers = path
    if kind == "page" and numbers[0]:
        return _("page %(num)d, line %(line)d", num=numbers[0], line=line or 1)
    if kind == "sheet":
        return str(numbers[0]) if numbers else _("name of a sheet")
    if kind == "cell":
        table, row, column = numbers
        return _("table %(table)d, row %(row)d, column %(num)d", table=table, row=row, num=column)
    return _("paragraph %(num)d", num=numbers[0] or line)


def _field(where: Text, desk: Desk) -> str:
    path = where.path
    if path[0] == "tables":
        return _table(where)
    if path[0] == "attachments":
        return _("Name of a file")
    if path[0] == "signed":
        return _("Names of the signers")
    if path[0] == "reason":
        return str(desk.placing.reason.label.text)
    fields = _fields(desk)
    own = next((fields[name] for name in _names(path) if name in fields), None)
    words = str(own.label.text) if own is not None else _("Imported result")
    first = fields.get(str(path[0]))
    number = next((one + 1 for one in path if isinstance(one, int)), None)
    if number is None or first is None or first is own:
        return words
    listed = str(first.label.text)
    return _("%(list)s %(num)d: %(field)s", list=listed, num=number, field=words)


def _table(where: Text) -> str:
    path, label = where.path, where.label or "—"
    caption, kind = where.caption or str(int(path[1]) + 1), path[2]
    if kind == "rows":
        return _(
            "Table %(caption)s, row %(row)d, column %(column)s",
            caption=caption,
            row=int(path[3]) + 1,
            column=label,
        )
    if kind == "total":
        return _("Table %(caption)s, last line, column %(column)s", caption=caption, column=label)
    if kind == "columns":
        return _("Table %(caption)s, head of column %(num)d", caption=caption, num=int(path[3]) + 1)
    if kind == "caption":
        return _("Caption of the table %(caption)s", caption=caption)
    return _("Note below the table %(caption)s", caption=caption)


def _control(find: Find, desk: Desk) -> str:
    path = find.where.path
    if find.where.file:
        return ""
    if path[0] == "reason":
        return str(desk.placing.reason.id)
    fields = _fields(desk)
    return next((str(fields[name].id) for name in _names(path) if name in fields), "")


def _fields(desk: Desk) -> dict[str, Any]:
    return {one.name: one for one in desk.editor.all_fields()}


def _names(path: Path) -> list[str]:
    """What the field of a document's place may be called in the editor: people-0 is a line of the field people."""
    parts = [str(one) for one in path]
    shorter = parts[:-1] if isinstance(path[-1], int) else parts
    return ["-".join(parts), "_".join(parts), "-".join(shorter)]
