"""看得清吗: what the server knows of how well a draft will be read. What must be measured, the browser says."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Literal

from flask_babel import gettext as _
from flask_babel import ngettext

from kiosk.accounts.offices import names_known
from kiosk.checks.documents import finds_in, texts
from kiosk.checks.examining import Examined
from kiosk.checks.people import people_in
from kiosk.core import clock
from kiosk.core.calendar import WorkCalendar
from kiosk.core.document import BadContent, Document
from kiosk.core.formats import day, day_range, listed, long_day
from kiosk.core.glyphs import describe, missing_anywhere
from kiosk.core.written_periods import WrittenPeriod, written_periods
from kiosk.faces.admin.drafting import Desk
from kiosk.faces.admin.find_words import shown
from kiosk.faces.admin.last_time import Kept, still_as_before
from kiosk.faces.admin.made_up import sample_boxes, sample_people_in, say_made_up
from kiosk.faces.admin.placing import PlacingForm
from kiosk.faces.admin.tidying import left_in_text
from kiosk.faces.admin.words import last_day
from kiosk.kinds.editing import Editor
from kiosk.postings.checking import keeps_of
from kiosk.postings.closing import people_named
from kiosk.postings.publishing import Hours
from kiosk.programme.facts import Meant

#: Of what was found, how many places are named.
MOST_PLACES_NAMED = 3
Standing = Literal["ok", "warn", "bad"]
MOST_GLYPHS_NAMED = 8
USUAL_TITLE = 40
MOST_FIELDS_NAMED = 8
#: The checks that a copy is more than a copy, and that no table of it is.
AS_BEFORE, TABLE_AS_BEFORE = "as_before", "table_as_before"
COPIED = frozenset({AS_BEFORE, TABLE_AS_BEFORE})
#: The check that its date is not after the day on which it goes up.
DATED_LATER = "dated_later"
#: The checks that its sums are right, and that it names nobody the sample made up.
SUMS, SAMPLE_PEOPLE = "sums", "sample_people"
#: The check that whoever is named in a moment has agreed to it (PIPL 25, DOMAIN §2.1).
NOT_ASKED = "not_asked"
IN_DOUBT = frozenset({SUMS, SAMPLE_PEOPLE, NOT_ASKED})
#: Older than that, the year was most likely forgotten.
LONG_AGO = timedelta(days=366)


@dataclass(frozen=True)
class Check:
    """One thing that was looked at: how it stands, in a few words, and the sentence under it."""

    name: str
    standing: Standing
    says: str
    why: str


def title_facts(desk: Desk) -> dict[str, int]:
    """How long the title is, and how long one may be: the browser adds the rows it takes."""
    return {"length": len(desk.title), "most": most_characters(desk.editor)}


def check_needed(desk: Desk) -> Check:
    """Is everything there without which it cannot be published? Asked last: asking clears older sentences."""
    desk.editor.validate()
    desk.placing.validate()
    say_made_up(desk.editor, desk.posting)
    wanting = desk.wanting()
    if not wanting:
        return Check("needed", "ok", _("Everything required is there"), "")
    says = ngettext(
        "%(num)d field wants something before it can hang",
        "%(num)d fields want something before it can hang",
        len(wanting),
    )
    labels = list(dict.fromkeys(one.label for one in wanting))
    return Check("needed", "warn", says, listed(labels[:MOST_FIELDS_NAMED]))


def most_characters(editor: Editor) -> int:
    """How many characters the editor's title may have."""
    return getattr(editor["title"].flags, "maxlength", None) or USUAL_TITLE


def check_hours(meant: Meant, placing: PlacingForm, calendar: WorkCalendar) -> Check:
    """Is it up as long as its category wants? Without hours `placing` says why."""
    hours = meant.hours
    if hours is None:
        faults = [*placing.publicity_days.errors, *placing.last_day.errors]
        return Check("hours", "bad", _("It cannot hang like this"), " ".join(map(str, faults)))
    period = hours.publicity
    if period is None:
        ends = _("Hangs until %(day)s", day=last_day(hours.until)) if hours.until else ""
        return Check("hours", "ok", ends or _("Hangs until it is taken down"), "")
    days = (period.last - period.first).days + 1
    says = ngettext("Publicity of %(num)d day", "Publicity of %(num)d days", days)
    if period.unknown_years:
        why = _(
            "The holidays of %(year)d are not known yet: check the end.",
            year=period.unknown_years[0],
        )
        return Check("hours", "warn", says, why)
    working = len(calendar.working_days(period.first, period.last))
    why = _(
        "%(span)s, %(num)d of them working days; %(least)d are wanted",
        span=day_range(period.first, period.last),
        num=working,
        least=meant.category.min_working_days,
    )
    return Check("hours", "ok", says, why)


def check_written_period(
    hours: Hours | None, texts: Iterable[str], calendar: WorkCalendar
) -> list[Check]:
    """Does the text name the period it is given? Whoever reads 29日 on the wall must find it there on the 29th."""
    if hours is None or hours.until is None:
        return []
    first = hours.publicity.first if hours.publicity else clock.local_day(hours.begins)
    ends = clock.local_day(hours.until - timedelta(microseconds=1))
    last = hours.publicity.last if hours.publicity else ends
    for one in written_periods("\n".join(texts), today=first):
        if not _is_meant(one, first, {last, ends}, calendar):
            why = [_("The text says %(written)s.", written=_written(one))]
            why.append(_("Here it is %(span)s.", span=day_range(first, last)))
            if one.last and one.last > ends:
                why.append(
                    _("Put in %(day)s as the last day, or mend the text.", day=day(one.last))
                )
            else:
                why.append(_("Change the period or mend the text."))
            return [
                Check("written_period", "warn", _("The text names another period"), " ".join(why))
            ]
    return []


def _is_meant(written: WrittenPeriod, first: date, ends: set[date], calendar: WorkCalendar) -> bool:
    if written.last:
        return _begins(written.first, first, calendar) and written.last in ends
    return any(
        written.days
        == (
            len(calendar.working_days(first, last))
            if written.are_working
            else (last - first).days + 1
        )
        for last in ends
    )


def _begins(written: date | None, first: date, calendar: WorkCalendar) -> bool:
    """True for the same first day, but for days off on which nothing counts."""
    if written is None or written < first:
        return False
    return written == first or not calendar.working_days(first, written - timedelta(days=1))


def _written(period: WrittenPeriod) -> str:
    if period.first and period.last:
        return day_range(period.first, period.last)
    if period.are_working:
        return ngettext("%(num)d working day", "%(num)d working days", period.days)
    return ngettext("%(num)d day", "%(num)d days", period.days)


def check_dated(dated: date | None, hours: Hours | None, *, today: date) -> list[Check]:
    """Is the paper's own date one that can be true on the day it goes up? Whoever means it says so once more."""
    first = max(today, clock.local_day(hours.begins)) if hours else today
    if dated and dated > first:
        why = _(
            "It is dated %(day)s and goes up on %(first)s. Mend the date, or let it go up later.",
            day=long_day(dated),
            first=long_day(first),
        )
        return [Check(DATED_LATER, "warn", _("Its date is still to come"), why)]
    if dated and dated < first - LONG_AGO:
        why = _("It is dated %(day)s. Look whether that is the year.", day=long_day(dated))
        return [Check("dated_long_ago", "warn", _("Its date is more than a year back"), why)]
    return []


def word_checks(desk: Desk, content: Document) -> list[Check]:
    """What its words leave to be wished: for the wall beside the editor, and for the last look."""
    found = [check_glyphs(desk.kind.strings(content))]
    blanks = [f"{label} “{place}”" for label, place in desk.editor.blanks()]
    if blanks:
        says = ngettext(
            "%(num)d place is still to be filled in",
            "%(num)d places are still to be filled in",
            len(blanks),
        )
        found.append(Check("blanks", "bad", says, listed(blanks[:MOST_PLACES_NAMED])))
    left = left_in_text(desk)
    if left:
        why = " ".join([*left, _("Press “Tidy up what was pasted” below the text.")])
        found.append(Check("untidy", "warn", _("The text holds what has a place of its own"), why))
    vouched = desk.kind.vouched_by_template(content)
    if vouched:
        why = _("“%(text)s” is the template's: leave it only if it was done.", text=vouched)
        found.append(Check("vouched", "warn", _("The template vouches for something"), why))
    announced = desk.kind.announced_in_vain(content)
    if announced:
        why = _("“%(text)s”: add the table or the text, or say it otherwise.", text=announced)
        found.append(Check("announced", "warn", _("It announces what does not follow"), why))
    boxes = sample_boxes(desk.editor, desk.posting, own=desk.known.box)
    if boxes:
        why = _("“%(box)s”: say which one there is, or leave it empty.", box=boxes[0])
        found.append(Check("sample_box", "warn", _("The opinion box is the sample's"), why))
    found += check_sums(desk, content)
    found += check_consent(desk.editor.without_consent())
    return found + check_copied(still_as_before(desk))


def check_copied(kept: Kept | None) -> list[Check]:
    """Has a copy become a paper of its own?"""
    if kept is None:
        return []
    if kept.is_all:
        why = _("Nothing but months differs from “%(title)s”.", title=kept.title)
        says = _("Figures and words are still those of last time")
        return [Check(AS_BEFORE, "warn", says, why)]
    why = _(
        "A table says what it said in “%(title)s”: put in the new figures, or take it out.",
        title=kept.title,
    )
    return [Check(TABLE_AS_BEFORE, "warn", _("A table is still that of last time"), why)]


def check_sums(desk: Desk, content: Document) -> list[Check]:
    """Do the sums add up, and are those it names the office's own? What was copied keeps both of last time."""
    found = []
    sums = desk.kind.sums_in_doubt(content)
    if sums:
        says = _("Sums are not what their rows add up to")
        found.append(Check(SUMS, "warn", says, _("; ").join(sums[:MOST_PLACES_NAMED])))
    people = sample_people_in(desk.kind.strings(content), desk.posting)
    if people:
        why = _("%(names)s: put in who it really was.", names=listed(people[:MOST_FIELDS_NAMED]))
        found.append(Check(SAMPLE_PEOPLE, "warn", _("It names people of the sample"), why))
    return found


def check_consent(text: str) -> list[Check]:
    """Does `text`, whose people have not been asked, name any? Asked, not refused: it may be no name, or the writer's own."""
    if not text.strip():
        return []
    named = dict.fromkeys([*people_in(text), *people_named(text, names_known())])
    if not named:
        return []
    why = _(
        "%(names)s: tick in the draft that they agree, or leave names out.",
        names=listed(list(named)[:MOST_FIELDS_NAMED]),
    )
    return [Check(NOT_ASKED, "warn", _("It names people who may not have agreed"), why)]


def last_doubts(desk: Desk, hours: Hours | None, calendar: WorkCalendar) -> list[Check]:
    """Whatever of that is not as it should be, and a text that names other days than `hours`.

    Nothing of a draft that cannot be read.
    """
    try:
        content = desk.content()
    except BadContent:
        return []
    today = clock.local_day(clock.now())
    found = check_dated(desk.kind.dated(content), hours, today=today)
    found += check_written_period(hours, desk.kind.strings(content), calendar)
    found += word_checks(desk, content)
    return [one for one in found if one.standing != "ok"]


def check_glyphs(texts: Iterable[str]) -> Check:
    """Is there a glyph for every character?"""
    missing = missing_anywhere("".join(texts))
    if not missing:
        return Check("glyphs", "ok", _("The fonts have every character"), "")
    named = listed(describe(one) for one in missing[:MOST_GLYPHS_NAMED])
    says = ngettext(
        "The fonts lack %(num)d character", "The fonts lack %(num)d characters", len(missing)
    )
    return Check(
        "glyphs",
        "warn",
        says,
        _("%(glyphs)s: the wall draws an empty box or borrows another font", glyphs=named),
    )


def check_privacy(desk: Desk, content: Document) -> Check:
    """Is anything of somebody's private, or secret, in it? Files are looked at when it is to be published."""
    seen = Examined(tuple(finds_in(texts(content))))
    kept = keeps_of(desk.posting)
    found, blocking = seen.open_finds(kept), seen.blocking(kept)
    named = [shown(one, desk) for one in (blocking or found)[:MOST_PLACES_NAMED]]
    why = _("; ").join(_("%(what)s: %(place)s", what=one.what, place=one.place) for one in named)
    if blocking:
        says = ngettext(
            "%(num)d place must not hang", "%(num)d places must not hang", len(blocking)
        )
        return Check("privacy", "bad", says, why)
    if found:
        says = ngettext("%(num)d place to look at", "%(num)d places to look at", len(found))
        return Check("privacy", "warn", says, why)
    return Check("privacy", "ok", _("Nothing private or secret found"), "")


def check_hidden(names: Sequence[str]) -> list[Check]:
    """Whom walls do not show, though it names them."""
    if not names:
        return []
    says = _("Hidden on all boards: %(names)s", names=listed(names))
    return [Check("hidden", "warn", says, _("Their names and pictures stand here alone."))]
