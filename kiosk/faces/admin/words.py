"""The panel's words for what the code calls by short names."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime, timedelta

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_babel import ngettext

from kiosk.accounts.models import Act
from kiosk.accounts.roles import Holding, Right, Role
from kiosk.core import clock
from kiosk.core.formats import day, listed, minute, month
from kiosk.core.i18n import speaking
from kiosk.core.months import MONTHS_A_QUARTER
from kiosk.core.rhythms import Rhythm, Span
from kiosk.screens.models import ScreenReport

LANGUAGE_NAMES = {"zh_CN": "中文", "en": "English"}
MINUTES_AN_HOUR = 60
HOURS_SHOWN_AS_HOURS = 48

ROLES = {
    Role.CLERK: _l("Clerk"),
    Role.CONTRIBUTOR: _l("Contributor"),
    Role.STATION_CHIEF: _l("Station chief"),
    Role.PARTY_SIGNER: _l("Party signer"),
    Role.ADMIN_SIGNER: _l("Administrative signer"),
    Role.SECRECY_REVIEWER: _l("Secrecy reviewer"),
    Role.INTEGRITY_SUPERVISOR: _l("Integrity supervisor"),
    Role.OBJECTION_HANDLER: _l("Objection handler"),
    Role.SYSTEM_ADMIN: _l("System administrator"),
}

RIGHTS = {
    Right.SEE_PANEL: _l("Use the panel"),
    Right.PAIR_SCREENS: _l("Pair screens and look after them"),
    Right.WRITE: _l("Write drafts"),
    Right.PUBLISH: _l("Publish what needs no signature or was signed on paper"),
    Right.REVIEW: _l("Review before it is signed"),
    Right.SIGN: _l("Sign, each in their own part"),
    Right.SEND_BACK: _l("Send back what is to be reviewed or signed"),
    Right.TAKE_DOWN: _l("Take down at once"),
    Right.TAKE_OVER: _l("Replace at once what is on the screens"),
    Right.ORDER: _l("Put what hangs in order"),
    Right.CHANGE_SETTINGS: _l("Change the settings"),
    Right.MANAGE_PEOPLE: _l("Give accounts and roles"),
    Right.REMOVE_SAMPLE: _l("Remove the sample content"),
    Right.SEE_TRAIL: _l("Read the trail"),
    Right.SEE_REGISTER: _l("Read the register"),
    Right.KEEP_FINDS: _l("Let stand what the check on privacy and secrecy has found"),
    Right.SEE_DUTIES: _l("See what is due"),
    Right.KEEP_DUTIES: _l("Keep the office's own duties"),
}

#: Why counts of what a screen has shown are set aside.
ASIDE = {
    "unreadable": _l("unreadable"),
    "other_screen": _l("another screen's"),
    "future": _l("from the future; look at its clock"),
    "too_early": _l("from before it was paired"),
    "impossible": _l("more than a day holds"),
    "unknown": _l("of a posting nobody has approved"),
}
AUDIENCES = {
    "staff": _l("Staff room"),
    "hall": _l("Hall that drivers pass"),
    "party": _l("Party members' room"),
}

SCOPES = {
    "staff": _l("All staff"),
    "station_staff": _l("Staff of this station"),
    "party": _l("Party members"),
    "society": _l("Everyone, drivers too"),
}

KINDS = {
    "notices": _l("Notices"),
    "stars": _l("Star ratings"),
    "honors": _l("Honors"),
    "moments": _l("Moments"),
    "contacts": _l("Public phone numbers"),
}

#: The exact state; in four words for every day: see LIVES.
STATES = {
    "draft": _l("Being written"),
    "scheduled": _l("Waiting for its hour"),
    "publicity_running": _l("Publicity period running"),
    "showing": _l("Hanging"),
    "ended": _l("Ended"),
    "ended_archived": _l("Ended and archived"),
    "withdrawn": _l("Taken down"),
    "withdrawn_archived": _l("Taken down and archived"),
}

#: Where a version is that its signers have.
STEPS = {"review": _l("Being reviewed"), "signing": _l("Being signed")}

#: A posting's life in four words: 草稿, 待签, 在墙上, 已结束.
LIVES = {
    "draft": _l("Draft"),
    "signing": _l("To be signed"),
    "on_wall": _l("On the wall"),
    "over": _l("Over"),
}

STANDINGS = {
    "disclosed": _l("disclosed"),
    "in_hand": _l("in hand"),
    "nothing": _l("nothing this month"),
    "missing": _l("not yet posted"),
}

#: What a duty's state is called, and how it looks: see `pill`.
DUE_STATES = {
    "overdue": (_l("overdue"), "error"),
    "soon": (_l("due soon"), "warn"),
    "in_hand": (_l("in hand"), "info"),
    "open": (_l("not due yet"), "neutral"),
    "any_time": (_l("at any time"), "neutral"),
    "done": (_l("done"), "ok"),
    "nothing": (_l("nothing to post"), "ok"),
    "missed": (_l("left undone"), "neutral"),
}

RHYTHMS = {
    "at_once": _l("At once"),
    "by_stages": _l("By stages"),
    "monthly": _l("Each month"),
    "quarterly": _l("Each quarter"),
    "yearly": _l("Each year"),
    "before_holidays": _l("Before each holiday"),
    "long_term": _l("For good"),
}

FIELDS = {
    "station_id": _l("Station"),
    "name": _l("Name or place"),
    "audience": _l("Who passes it"),
    "playlist_id": _l("What it shows"),
    "panel_inches": _l("Panel, inches"),
    "distance_dm": _l("Read from, metres"),
    "night": _l("At night"),
    "night_hours": _l("Night, from and to"),
    "keeper": _l("Responsible person"),
    "keeper_phone": _l("Their phone"),
}
#: What a screen does at night.
NIGHTS = {
    "": _l("The same as by day"),
    "night": _l("A dim night board"),
    "dark": _l("Black"),
}


ACTS = {
    "takeover.begin": _l("Takeover begun"),
    "takeover.lengthen": _l("Takeover lengthened"),
    "takeover.end": _l("Takeover ended early"),
    "takeover.review": _l("Takeover reviewed"),
    "draft.begin": _l("Draft begun"),
    "draft.fill": _l("Filled in like the last one"),
    "draft.discard": _l("Draft thrown away"),
    "posting.submit": _l("Sent to be signed"),
    "posting.review": _l("Reviewed"),
    "posting.review_on_paper": _l("Reviewed on paper"),
    "posting.sign": _l("Signed"),
    "posting.sign_on_paper": _l("Signed on paper"),
    "posting.send_back": _l("Sent back"),
    "posting.recall": _l("Taken back to be written on"),
    "posting.scan": _l("Scan of the signed form kept"),
    "posting.publish": _l("Published"),
    "posting.register": _l("Registered"),
    "posting.conclude": _l("Concluded"),
    "posting.archive": _l("Archived"),
    "posting.lengthen": _l("Publicity period lengthened"),
    "posting.export": _l("Exported"),
    "register.export": _l("Register exported"),
    "posting.take_down": _l("Taken down"),
    "posting.put_back": _l("Put back"),
    "posting.keep": _l("Kept after the check on privacy and secrecy"),
    "draft.put_back": _l("Draft put back"),
    "station.order": _l("Order on the walls changed"),
    "playlist.add": _l("Playlist added"),
    "playlist.change": _l("Playlist changed"),
    "playlist.remove": _l("Playlist removed"),
    "account.add": _l("Account opened"),
    "account.change": _l("Account changed"),
    "deputy.add": _l("Deputy named"),
    "deputy.end": _l("Deputy ends"),
    "account.password_reset": _l("Password given anew"),
    "office.change": _l("Office settings changed"),
    "station.add": _l("Station added"),
    "station.change": _l("Station changed"),
    "category.add": _l("Category added"),
    "category.change": _l("Category changed"),
    "category.retire": _l("Category retired"),
    "category.resume": _l("Category in use again"),
    "category.remove": _l("Category removed"),
    "office.page_times": _l("Seconds of pages changed"),
    "category.nothing": _l("Stated that there is nothing to post"),
    "duty.add": _l("Duty added"),
    "duty.change": _l("Duty changed"),
    "duty.end": _l("Duty ended"),
    "duty.resume": _l("Duty taken up again"),
    "duty.done": _l("Duty done"),
    "duty.take_back": _l("Record of a duty taken back"),
    "calendar.change": _l("Holidays of a year changed"),
    "person.add": _l("Person added"),
    "person.change": _l("Person changed"),
    "person.remove": _l("Person taken off the list"),
    "person.hide": _l("Person hidden on all boards"),
    "person.show": _l("Person shown again"),
    "account.password": _l("Own password changed"),
    "account.language": _l("Language of the panel changed"),
    "screen.add": _l("Screen added"),
    "screen.pair": _l("Screen paired"),
    "screen.change": _l("Screen changed"),
    "screen.link": _l("Link of a screen made"),
    "screen.claim": _l("Link of a screen used"),
    "screen.revoke": _l("Device taken away"),
    "screen.reload": _l("Screen asked to load itself anew"),
    "screen.identify": _l("Screen asked for its number"),
    "register.begin": _l("First number of a year set"),
    "sample.load": _l("Sample loaded"),
    "sample.remove": _l("Sample removed"),
    "instance.restore": _l("Backup restored"),
    "files.sweep": _l("Files nobody uses removed"),
}


def act(done: Act) -> str:
    """What was done, in words; an act without words of its own is named as the trail names it."""
    if is_correction(done):
        return _("Correction published, version %(num)s", num=done.after.partition(" ")[0])
    return str(ACTS.get(done.what, done.what))


def is_correction(done: Act) -> bool:
    """True if it published a version in the place of another one, which it names as what was before."""
    return done.what == "posting.publish" and bool(done.before)


#: Who acts without being anybody's account.
MACHINES = {
    "first start": _l("First start"),
    "command line": _l("Command line"),
    "link": _l("Whoever opened the link"),
}


def actor(who: str) -> str:
    """Who did it: a person by their name, what runs by itself in words."""
    return str(MACHINES.get(who, who))


COLUMN_KINDS = {
    "text": _l("Text"),
    "int": _l("Whole number"),
    "number": _l("Figure"),
    "money": _l("Amount"),
    "percent": _l("Percent"),
    "date": _l("Date"),
    "star": _l("Stars"),
}

STAR_ROLES = {
    "none": _l("Left out"),
    "serial": _l("Serial number"),
    "rank": _l("Rank"),
    "number": _l("Employee number"),
    "name": _l("Name of the person"),
    "station": _l("Station"),
    "team": _l("Team"),
    "post": _l("Post"),
    "item": _l("Score of an item"),
    "bonus": _l("Bonus"),
    "deduction": _l("Deduction"),
    "score": _l("Total score"),
    "star": _l("Stars"),
    "change": _l("Change of stars"),
    "status": _l("Takes part or not"),
}

LINE_KINDS = {
    "title": _l("title"),
    "head": _l("head"),
    "total": _l("total"),
    "subtotal": _l("subtotal"),
    "mean": _l("average"),
    "running": _l("running sum"),
    "section": _l("section"),
    "note": _l("note"),
    "left_out": _l("left out"),
}

SORTS = {
    "newest": _l("Newest first"),
    "title": _l("By title"),
    "ends": _l("Ending soonest"),
}

#: How a state looks in a list: see `pill`.
TONES = {
    "draft": "neutral",
    "scheduled": "info",
    "publicity_running": "ok",
    "showing": "ok",
    "ended": "neutral",
    "ended_archived": "neutral",
    "withdrawn": "error",
    "withdrawn_archived": "neutral",
}


def last_day(until: datetime) -> str:
    """11月27日: the last day of what ends at that moment."""
    return day(until - timedelta(microseconds=1))


def role_names(holdings: Iterable[Holding]) -> str:
    """干事、收费站负责人"""
    return listed(dict.fromkeys(str(ROLES[held.role]) for held in holdings))


def persons_name(name: str) -> str:
    """The name of an account as far as it is somebody's: empty for one that is called what it is for."""
    for code in LANGUAGE_NAMES:
        with speaking(code):
            if name.strip() in {str(one) for one in ROLES.values()}:
                return ""
    return name


def span(rhythm: str, found: Span) -> str:
    """2026年11月, 2026年第四季度, 2026年: a span as people call it."""
    year = found.last.year
    if rhythm == Rhythm.QUARTERLY:
        number = (found.last.month - 1) // MONTHS_A_QUARTER + 1
        return _("Q%(quarter)d %(year)d", quarter=number, year=year)
    return str(year) if rhythm == Rhythm.YEARLY else month(found.last)


def nothing_in(rhythm: str, *, is_now: bool) -> str:
    """本月无事项…: what the button says; of a month that is over, 无事项…"""
    if not is_now:
        return _("Nothing to post…")
    return {
        Rhythm.QUARTERLY.value: _("Nothing this quarter…"),
        Rhythm.YEARLY.value: _("Nothing this year…"),
    }.get(rhythm) or _("Nothing this month…")


def weekday(day: date) -> str:
    """星期日"""
    return [
        _("Monday"),
        _("Tuesday"),
        _("Wednesday"),
        _("Thursday"),
        _("Friday"),
        _("Saturday"),
        _("Sunday"),
    ][day.weekday()]


def how_long(since: datetime, until: datetime) -> str:
    """16 分钟, 5 小时, 3 天: how long something has lasted, in its largest fitting unit."""
    minutes = max((until - since) // timedelta(minutes=1), 0)
    hours = minutes // MINUTES_AN_HOUR
    if not hours:
        return ngettext("%(num)d minute", "%(num)d minutes", minutes)
    if hours < HOURS_SHOWN_AS_HOURS:
        return ngettext("%(num)d hour", "%(num)d hours", hours)
    return ngettext("%(num)d day", "%(num)d days", hours // 24)


def clock_time(value: datetime, now: datetime) -> str:
    """08:26 if it was today, else with the day, and of another year with that: 11月21日 08:26."""
    same_day = clock.local_day(value) == clock.local_day(now)
    return f"{clock.local(value):%H:%M}" if same_day else minute(value)


def panel_shape(report: ScreenReport) -> str:
    """横屏 1920×1080"""
    shape = _("landscape") if report.width_px >= report.height_px else _("portrait")
    return f"{shape} {report.width_px}×{report.height_px}"
