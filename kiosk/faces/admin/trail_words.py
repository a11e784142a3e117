"""What a line of the trail says: the act, its subject, from and to, in the words of the forms."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa
from flask import url_for
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_babel import ngettext
from wtforms.fields.core import UnboundField

from kiosk.accounts.models import Account, Act, Station
from kiosk.accounts.offices import stations
from kiosk.accounts.roles import Role
from kiosk.core import clock
from kiosk.core.db import session
from kiosk.core.formats import listed
from kiosk.duties.models import OwnDuty
from kiosk.faces.admin import playlist_words, words
from kiosk.faces.admin.closing_form import OUTCOMES
from kiosk.faces.admin.duty_forms import DutyForm
from kiosk.faces.admin.settings_forms import (
    EXPECTED,
    PAGES,
    THEMES,
    CategoryForm,
    OfficeForm,
    PersonForm,
    StationForm,
)
from kiosk.faces.admin.sign_words import NEEDS, PARTS, instead
from kiosk.postings.acts import BY_PASSWORD, ON_PAPER
from kiosk.postings.models import Category, Draft, Posting, Revision
from kiosk.postings.wording import category_name
from kiosk.programme.playlists import Playlist
from kiosk.programme.takeover_boards import LEVELS
from kiosk.programme.takeovers import Takeover
from kiosk.screens.models import Screen

ROOMS = {
    "postings": _l("Postings"),
    "screens": _l("Screens"),
    "settings": _l("Settings"),
    "accounts": _l("Accounts"),
    "system": _l("Sample and backup"),
}
#: What subjects begin with.
SORTS = frozenset(
    {
        "station",
        "account",
        "calendar",
        "category",
        "duty",
        "screen",
        "posting",
        "person",
        "takeover",
        "playlist",
    }
)
#: What binds an act to a text and says nothing to anybody.
NOT_FOR_PEOPLE = frozenset({"key"})
DECIMETRES = 10


def _labels(form: type) -> dict[str, Any]:
    """The words a form has for its columns."""
    fields = {name: one for name, one in vars(form).items() if isinstance(one, UnboundField)}
    return {name: one.args[0] for name, one in fields.items()}


LABELS: dict[str, dict[str, Any]] = {
    "office": _labels(OfficeForm) | PAGES,
    "station": _labels(StationForm),
    "category": _labels(CategoryForm) | {"month": _l("Period"), "place": _l("Office or station")},
    "duty": _labels(DutyForm)
    | {
        "done_on": _l("Done on the day"),
        "ended_on": _l("Ended on"),
        "begun_on": _l("Expected from"),
    },
    "person": _labels(PersonForm)
    | {"is_hidden": _l("Hidden on all boards"), "reason": _l("Reason")},
    "calendar": {"notice": _l("Days off and days worked for them")},
    "screen": dict(words.FIELDS),
    "posting": {
        "found": _l("Found"),
        "text": _l("Text"),
        "reason": _l("Reason"),
        "version": _l("Version"),
        "part": _l("Part"),
        "scan": _l("Scan of the signed form"),
        "name": _l("Name"),
        "post": _l("Post"),
        "on": _l("Signed on"),
        "way": _l("How it was signed"),
        "deputy_for": _l("Deputy"),
        "remark": _l("Opinion"),
        "outcome": _l("What came of it"),
        "objections": _l("Number of objections"),
        "publicity_last": _l("Last day of the publicity period"),
        "dark_days": _l("Working days on which a board was dark, not made good"),
    },
    "deputy": {
        "role": _l("Role"),
        "station": _l("Station"),
        "stands_for": _l("For whom"),
        "reason": _l("Why"),
        "first_day": _l("First day"),
        "last_day": _l("Last day"),
    },
    "takeover": {
        "number": _l("Number"),
        "from": _l("From"),
        "level": _l("Level"),
        "headline": _l("Headline"),
        "details": _l("What has happened"),
        "actions": _l("Who does what"),
        "phone": _l("Emergency phone"),
        "screens": _l("Screens replaced at once"),
        "until": _l("Until"),
        "where": _l("On which screens"),
        "why": _l("Reason"),
        "remark": _l("Opinion"),
    },
    "playlist": {f"kind:{kind}": word for kind, word in playlist_words.KINDS.items()}
    | {"name": _l("Name of the playlist")},
    "register": {"year": _l("Year"), "first": _l("First number")},
    "account": {"name": _l("Name"), "is_active": _l("May sign in"), "roles": _l("Roles")},
}
#: The act that moves a posting among those of a station, and those that fill a draft with another's words.
ORDER = "station.order"
FILLING = ("draft.begin", "draft.fill")
#: Texts that stand alone, by the act they belong to.
ALONE = {
    "draft.begin": _l("Copied from"),
    "draft.fill": _l("Copied from"),
    "posting.take_down": _l("Reason"),
    "posting.send_back": _l("Reason"),
    "posting.recall": _l("Version"),
    "posting.archive": _l("File number"),
    "account.language": _l("Language"),
    "sample.load": _l("As of"),
}


@dataclass(frozen=True)
class Change:
    """One thing that was changed, in words."""

    label: str
    before: str
    after: str


@dataclass(frozen=True)
class Line:
    """One act as it is read."""

    #: With its year: a trail goes back for years.
    done_at: str
    who: str
    what: str
    subject: str
    address: str
    changes: list[Change]


def lines_of(acts: Iterable[Act]) -> list[Line]:
    """The acts of a page; how many questions that takes does not depend on how many there are."""
    acts = list(acts)
    names = _names([subject for act in acts for subject in (act.subject, *_spoken_of(act))])
    places = {one.code: one.short_name for one in stations()}
    numbers = {one.id: one.short_name for one in stations()}
    return [
        Line(
            done_at=f"{clock.local(act.at):%Y-%m-%d %H:%M}",
            who=words.actor(act.who),
            what=words.act(act),
            subject=names.get(act.subject) or _subject(act.subject),
            address=_address(act, known=act.subject in names),
            changes=_changes(act, names, places, numbers),
        )
        for act in acts
    ]


def _spoken_of(act: Act) -> list[str]:
    """The postings that an act names by their codes, beside its subject."""
    if act.what == ORDER:
        return [f"posting {act.before.partition(' ')[0]}"] if act.before else []
    return [f"posting {act.before}"] if act.what in FILLING and act.before else []


def _names(subjects: Iterable[str]) -> dict[str, str]:
    """What the subjects are called now, as far as they are still there."""
    keys: dict[str, list[str]] = {}
    for sort, _space, key in (one.partition(" ") for one in set(subjects)):
        keys.setdefault(sort, []).append(key)
    found = {"office": _("The office")}
    for code, name in _asked(sa.select(Station.code, Station.name), Station.code, keys, "station"):
        found[f"station {code}"] = name
    query = sa.select(Account.username, Account.display_name)
    for username, name in _asked(query, Account.username, keys, "account"):
        found[f"account {username}"] = f"{name} ({username})"
    for [category] in _asked(sa.select(Category), Category.code, keys, "category"):
        found[f"category {category.code}"] = category_name(category)
    found |= _numbered(keys)
    numbers = {"screen": [one for one in keys.get("screen", []) if one.isdigit()]}
    screens = sa.select(Screen.id, Station.short_name, Screen.name).join(Screen.station)
    for number, station, name in _asked(screens, sa.cast(Screen.id, sa.String), numbers, "screen"):
        found[f"screen {number}"] = f"{station} · {name}"
    query = sa.select(Takeover.code, Takeover.headline)
    for code, headline in _asked(query, Takeover.code, keys, "takeover"):
        found[f"takeover {code}"] = " ".join(headline.split())
    for query in (
        sa.select(Posting.code, Draft.title).join(Draft.posting),
        sa.select(Posting.code, Revision.title).join(Revision.posting).order_by(Revision.number),
    ):
        for code, title in _asked(query, Posting.code, keys, "posting"):
            found[f"posting {code}"] = title or _("Without a title")
    return found


def _numbered(keys: dict[str, list[str]]) -> dict[str, str]:
    """The names of what is known by its number and its name alone."""
    found: dict[str, str] = {}
    for sort, number, name in (
        ("duty", OwnDuty.id, OwnDuty.name),
        ("playlist", Playlist.id, Playlist.name),
    ):
        own = {sort: [one for one in keys.get(sort, []) if one.isdigit()]}
        rows = _asked(sa.select(number, name), sa.cast(number, sa.String), own, sort)
        found |= {f"{sort} {key}": called for key, called in rows}
    return found


def _subject(text: str) -> str:
    """A subject that is not there any more, or never was a row: as the trail keeps it."""
    sort, _space, key = text.partition(" ")
    if sort.isdigit() and key == "postings":
        return ngettext("%(num)d posting", "%(num)d postings", int(sort))
    if sort.isdigit() and key == "entries":
        return ngettext("%(num)d entry", "%(num)d entries", int(sort))
    return key if key and sort in SORTS else text


def _asked(query: Any, column: Any, keys: dict[str, list[str]], sort: str) -> Iterable[Any]:
    return session().execute(query.where(column.in_(keys[sort]))) if keys.get(sort) else ()


def _address(act: Act, *, known: bool) -> str:
    sort, _space, key = act.subject.partition(" ")
    rooms = {"posting": "admin.posting", "takeover": "admin.takeover"}
    return url_for(rooms[sort], code=key) if known and sort in rooms else ""


def _changes(
    act: Act, names: dict[str, str], places: dict[str, str], numbers: dict[int, str]
) -> list[Change]:
    before, after = _said(act.before), _said(act.after)
    if isinstance(before, dict) or isinstance(after, dict):
        old = before if isinstance(before, dict) else {}
        new = _with_deputy(after) if isinstance(after, dict) else {}
        sort = act.what.partition(".")[0]
        labels = LABELS.get(sort, {})
        # What is done to a posting says something new: there is no empty form it was filled in from.
        is_new = {name for name in new if name not in old} if sort == "posting" else set()
        return [
            Change(
                str(labels.get(name, name)),
                "" if name in is_new else _shown(name, old.get(name), places, numbers),
                _shown(name, new.get(name), places, numbers),
            )
            for name in dict.fromkeys([*old, *new])
            if name not in NOT_FOR_PEOPLE
            and old.get(name) != new.get(name)
            and not (name in is_new and new[name] == "")
        ]
    if not (act.before or act.after):
        return []
    alone = _alone(act, names)
    # What only says once more what its subject is called says nothing: a new playlist, a new station.
    said = {alone.before, alone.after} - {""}
    return [alone] if said - {names.get(act.subject)} else []


def _with_deputy(said: dict[str, object]) -> dict[str, object]:
    """What a signature says, and of a deputy who signed for whom: 李娜代田建军签（出差）."""
    if not said.get("deputy_for"):
        return said
    return said | {"deputy_for": instead(str(said.get("name", "")), str(said["deputy_for"]))}


def _alone(act: Act, names: dict[str, str]) -> Change:
    """What an act says that is one text, and no list of fields."""
    if act.what in {"posting.publish", "posting.submit"}:
        return Change("", _version(act.before), _version(act.after))
    if act.what == "posting.register":
        return Change(_("Register number"), "", act.after.partition(" ")[0])
    if act.what == ORDER:
        return _moved(act, names)
    label = str(ALONE.get(act.what, ""))
    if act.what == "account.language":
        speaks = words.LANGUAGE_NAMES
        return Change(label, speaks.get(act.before, act.before), speaks.get(act.after, act.after))
    made_of = names.get(f"posting {act.before}", act.before)
    return Change(label, made_of if act.what in FILLING else act.before, act.after)


def _version(said: str) -> str:
    """第2版, of its number and fingerprint."""
    number = said.partition(" ")[0]
    return _("Version %(number)s", number=number) if number else ""


def _moved(act: Act, names: dict[str, str]) -> Change:
    """A posting that went from one place of a station's order to another."""
    code, _space, place = act.before.partition(" ")
    if not code:
        return Change("", "", _("The usual order"))
    return Change(
        names.get(f"posting {code}", code),
        _("Place %(number)s", number=place),
        _("Place %(number)s", number=act.after.partition(" ")[2]),
    )


def _said(text: str) -> object:
    try:
        return json.loads(text)
    except ValueError:
        return text


def _shown(name: str, value: object, places: dict[str, str], numbers: dict[int, str]) -> str:
    """A value as its form would show it; what is empty is said too."""
    if isinstance(value, bool):
        return _("Yes") if value else _("No")
    if name == "station_id" and isinstance(value, int):
        return numbers.get(value, str(value))
    if name == "distance_dm" and isinstance(value, int):
        return f"{value / DECIMETRES:g}"
    if isinstance(value, dict | list):
        return _several(name, value, places)
    spoken: dict[str, dict[str, Any]] = {
        "place": places if value else {},
        "language": words.LANGUAGE_NAMES,
        "level": {str(level): word for level, word in LEVELS.items()},
        "audience": words.AUDIENCES,
        "night": words.NIGHTS,
        "playlist_id": {"": _l("All that is due")},
        "theme": THEMES,
        "rhythm": words.RHYTHMS,
        "expected_of": EXPECTED,
        "part": {str(one): word for one, word in PARTS.items()},
        "role": {str(one): word for one, word in words.ROLES.items()},
        "outcome": {str(one): word for one, word in OUTCOMES.items()},
        "signing": {str(one): word for one, word in NEEDS.items()},
        "way": {ON_PAPER: _l("On paper, with a pen"), BY_PASSWORD: _l("Here, with a password")},
    }
    said = spoken.get(name, {}).get(str(value or ""), value)
    return str(said) if said not in {None, ""} else _("empty")


def _several(name: str, value: dict[str, object] | list[object], places: dict[str, str]) -> str:
    """Roles, or a line of a playlist."""
    if isinstance(value, dict):
        return playlist_words.kept_said(name, value)
    return listed(_role(str(one), places) for one in value) or _("empty")


def _role(text: str, places: dict[str, str]) -> str:
    """clerk@SQB as 干事（双泉堡站）."""
    role, *where = text.split("@")
    name = str(words.ROLES[Role(role)]) if role in set(Role) else role
    if not where:
        return name
    return _("%(what)s (%(where)s)", what=name, where=listed(places.get(one, one) for one in where))
