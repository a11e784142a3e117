"""The form of the last step before a posting hangs: when, on what basis, and who has signed on paper."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime

from flask_babel import gettext as _
from wtforms import (  # type: ignore[attr-defined]  # SelectChoice: annotations a version behind
    BooleanField,
    HiddenField,
    RadioField,
    SelectChoice,
    SelectField,
    StringField,
)
from wtforms.fields import DateTimeLocalField
from wtforms.validators import NumberRange, Optional, ValidationError

from kiosk.core import clock
from kiosk.core.i18n import lazy as _l
from kiosk.faces.admin.find_words import not_to_be_shown
from kiosk.faces.admin.forms import PanelForm, WholeNumberField, say
from kiosk.faces.admin.sign_words import PARTS, POSTS, why_not, wrong_day
from kiosk.kinds.editing import DayField, at_most, stripped
from kiosk.postings.asking import Basis
from kiosk.postings.checking import MustNotBeSaid
from kiosk.postings.operations import Signed
from kiosk.postings.signing import (
    Group,
    Needs,
    Part,
    deputies,
    is_reviewed,
    plain,
    signed_by,
)
from kiosk.postings.submissions import MayNotSign, WrongDay
from kiosk.sample import invented_people

AT_ONCE, LATER = "now", "later"
YES, NO = "y", "n"
FILL_IN = _l("Please fill this in.")
#: The field with the name of whoever signed in a part.
NAMES = {
    Part.REVIEWER: "reviewer_name",
    Part.PARTY: "party_name",
    Part.ADMIN: "admin_name",
    Part.CHIEF: "chief_name",
    Part.SUPERVISOR: "supervisor_name",
}
#: Where one of two signs, there is one field for the name, and a choice beside it.
EITHER: Group = frozenset({Part.PARTY, Part.ADMIN})
MOST_AT_A_MEETING = 999


class NamesNoSigner(Exception):
    """The line about a deputy names nobody of those who have signed."""


#: What is refused because of what stands in one field of the form.
REFUSED = (MayNotSign, MustNotBeSaid, NamesNoSigner, WrongDay)


def really_signed(form: PublishForm, field: StringField) -> None:
    """Refuse a name the sample made up under what is real."""
    if not form.is_sample and plain(field.data or "") in {plain(one) for one in invented_people()}:
        raise ValidationError(
            _("%(name)s is made up, of the sample: put in who really signed.", name=field.data)
        )


NAME = [at_most(40), really_signed]


class PublishForm(PanelForm):
    """When it goes up, what it rests on, and who has signed it on paper."""

    #: True under a posting of the sample: its own people may sign that.
    is_sample = False

    when = RadioField(
        _l("When"),
        choices=[SelectChoice(AT_ONCE, _l("Now")), SelectChoice(LATER, _l("At a time"))],
        default=AT_ONCE,
        validate_choice=False,
    )
    begins = DateTimeLocalField(
        _l("Goes up at"), [Optional()], format=["%Y-%m-%dT%H:%M", "%Y-%m-%d %H:%M"]
    )
    restarts = BooleanField(_l("It changes what matters: the publicity period begins anew"))
    knows_years = BooleanField(_l("I have checked the last day against the holidays"))
    as_before = BooleanField(_l("I have read it through: figures and words stay as last time"))
    dated_so = BooleanField(_l("The date under it is meant as it stands"))
    meant_so = BooleanField(_l("I have looked: sums and names are meant as they stand"))
    sent_so = BooleanField(_l("Send it all the same: a deputy will be named"))
    once_more = BooleanField(_l("Hang it all the same, once more"))
    basis_meeting = StringField(_l("Decided at"), [at_most(60)], filters=[stripped])
    basis_on = DayField(_l("Day of the meeting"))
    basis_present = WholeNumberField(
        _l("Present"),
        [
            Optional(),
            NumberRange(1, MOST_AT_A_MEETING, _l("A whole number from %(min)d to %(max)d.")),
        ],
    )
    basis_due = WholeNumberField(
        _l("Entitled to take part"),
        [
            Optional(),
            NumberRange(1, MOST_AT_A_MEETING, _l("A whole number from %(min)d to %(max)d.")),
        ],
    )
    #: Asked, not taken as "no": nobody can tell a box that was passed over from one that was left empty.
    basis_last = SelectField(
        _l("Whoever leads spoke last"),
        choices=[
            SelectChoice("", _l("Please choose")),
            SelectChoice(YES, _l("Yes")),
            SelectChoice(NO, _l("No")),
        ],
        validate_choice=False,
    )
    reviewer_name = StringField(_l("Secrecy reviewer"), NAME, filters=[stripped])
    party_name = StringField(_l("Secretary"), NAME, filters=[stripped])
    admin_name = StringField(_l("Head of the office"), NAME, filters=[stripped])
    chief_name = StringField(_l("Station chief"), NAME, filters=[stripped])
    supervisor_name = StringField(_l("Integrity supervisor"), NAME, filters=[stripped])
    either_name = StringField(_l("Secretary or head of the office"), NAME, filters=[stripped])
    either_part = RadioField(
        _l("Signs as"),
        choices=[SelectChoice(part.value, PARTS[part]) for part in Part if part in EITHER],
        default=Part.PARTY.value,
        validate_choice=False,
    )
    deputy_for = StringField(
        _l("A deputy among them: who, for whom, why"), [at_most(120)], filters=[stripped]
    )
    signed_on = DayField(_l("Signed on paper on"))
    version = HiddenField()

    def asks_for(self, needs: Needs, *, at_station: bool) -> list[StringField]:
        """The fields with the names this category wants under it, in the order of the paper form."""
        review = [frozenset({Part.REVIEWER})] if is_reviewed(needs) else []
        return self.fields_of([*review, *signed_by(needs, at_station=at_station)])

    def fields_of(self, groups: Sequence[Group]) -> list[StringField]:
        """One field a need, the reviewer's first: where one of two may sign, it is a field for both."""
        return [
            self.either_name if group == EITHER else self[NAMES[part]]
            for part in Part
            for group in groups
            if part == next(one for one in Part if one in group)
        ]

    def field_of(self, part: Part, wanted: Iterable[StringField]) -> StringField:
        """Where among `wanted` the name of whoever signs in that part stands."""
        is_either = part in EITHER and self.either_name in list(wanted)
        return self.either_name if is_either else self[NAMES[part]]

    def say_refused(
        self,
        refused: MayNotSign | MustNotBeSaid | NamesNoSigner | WrongDay,
        wanted: Iterable[StringField],
    ) -> None:
        """Say at its field, one of `wanted`, why what was typed does not stand."""
        if isinstance(refused, NamesNoSigner):
            say(
                self.deputy_for,
                _(
                    "It names nobody of those above. Begin with the name of whoever signed as a deputy."
                ),
            )
        elif isinstance(refused, WrongDay):
            say(self.signed_on, wrong_day(refused))
        elif isinstance(refused, MayNotSign):
            say(self.field_of(refused.part, wanted), why_not(refused.why, refused.name))
        else:
            called = str(refused.finds[0].where.path[0])
            others = {"basis": self.basis_meeting, "deputy_for": self.deputy_for}
            field = others.get(called) or self.field_of(Part(called), wanted)
            say(field, not_to_be_shown(refused))

    def fill_in(self, known: Mapping[Part, str]) -> None:
        """Put in the names of those who sign as a rule."""
        for part, name in known.items():
            if part in NAMES:
                self[NAMES[part]].data = name
        either = next((part for part in Part if part in EITHER and part in known), None)
        if either:
            self.either_name.data, self.either_part.data = known[either], either.value

    def fill_in_basis(self, basis: Basis) -> None:
        """Put in the meeting that was given before."""
        self.basis_meeting.data, self.basis_on.data = basis.meeting, basis.held_on
        self.basis_present.data, self.basis_due.data = basis.present, basis.due
        self.basis_last.data = YES if basis.chief_spoke_last else NO

    def moment(self, now: datetime) -> datetime | None:
        """When it goes up; None if no time was given, or one that is over."""
        if self.when.data != LATER:
            return now
        typed = self.begins.data
        begins = typed.replace(tzinfo=clock.OFFICE_ZONE) if typed else None
        return begins if begins and begins > now else None

    def basis(self, *, today: date) -> Basis | None:
        """The meeting, if its five facts are there and can be true; what is missing or wrong has its sentence."""
        asked = (
            self.basis_meeting,
            self.basis_on,
            self.basis_present,
            self.basis_due,
            self.basis_last,
        )
        empty = [one for one in asked if not one.data and not one.errors]
        for one in empty:
            say(one, FILL_IN)
        held_on, present, due = self.basis_on.data, self.basis_present.data, self.basis_due.data
        if empty or held_on is None or present is None or due is None:
            return None
        if held_on > today:
            say(self.basis_on, _l("That day is still to come."))
        if present > due:
            say(self.basis_present, _l("No more can be present than are entitled to take part."))
        if self.basis_on.errors or self.basis_present.errors:
            return None
        return Basis(
            meeting=self.basis_meeting.data or "",
            held_on=held_on,
            present=present,
            due=due,
            chief_spoke_last=self.basis_last.data == YES,
        )

    def is_dated(self) -> bool:
        """True if it says on which day it was signed: a day that nobody wrote is not put under a paper."""
        if self.signed_on.data is None and not self.signed_on.errors:
            say(self.signed_on, FILL_IN)
        return self.signed_on.data is not None

    def signatures(
        self, wanted: Iterable[StringField], *, today: datetime, who: str
    ) -> list[Signed]:
        """Those who signed on paper, the reviewer first. Raises NamesNoSigner."""
        on = self.signed_on.data or clock.local_day(today)
        signed = {self._part(one): one.data for one in wanted if one.data}
        said = self.deputy_for.data or ""
        standing_in = deputies(said, set(signed.values()))
        if said and not standing_in:
            raise NamesNoSigner
        return [
            Signed(
                part=part,
                name=name,
                post=str(POSTS[part]),
                on=on,
                entered_by=who,
                deputy_for=standing_in.get(name, ""),
            )
            for part, name in signed.items()
        ]

    def _part(self, field: StringField) -> Part:
        """In which part whoever stands in that field has signed."""
        if field.name == "either_name":
            is_admin = self.either_part.data == Part.ADMIN.value
            return Part.ADMIN if is_admin else Part.PARTY
        return next(part for part, name in NAMES.items() if name == field.name)
