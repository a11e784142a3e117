"""Whose signatures a posting needs, and who may put one. Pure.

Sources: DOMAIN §2.3 (提出 → 审核 → 审批 → 实施; 党政联签), RULINGS "Publishing" (deputies, nobody about themselves).
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from enum import StrEnum
from itertools import pairwise

#: 制表：蔺芳, as such lines stand below a table, and several of them at the end of a line.
_HAN = "[\u4e00-\u9fff]"
_GAP = "[ \u3000\u00a0]*"
_MADE_IT = (
    rf"(?:制表|审核|复核|填报|填表|经办|经手|编制|制单|校对)(?:人员|人|员)?{_GAP}[：:]{_GAP}"
    rf"{_HAN}(?:{_GAP}{_HAN}){{1,3}}(?:[·•]{_HAN}{{1,8}})?"
)
#: 李娜（副所长）代田建军签, Li Na for Wang Wei: what follows the name of whoever signs instead of somebody.
_INSTEAD = re.compile(r"\s*(?:[（(][^）)]*[）)]\s*)?(?:代|for\b)", re.IGNORECASE)
_NEXT_DEPUTY = re.compile(r"[;；\n]")
_SIGNS = re.compile(r"(?:^|(?<=[^\s，,、。：:（(]))签(?:字|名|批)?(?=[，,、。：:（(\s]|$)")
#: 田建军（出差） and 田建军，本人出差: whom somebody stands in for, and why.
_WHOM_AND_WHY = re.compile(r"([^（(，,；;。]+)(?:[（(](.*)[）)]|[（(，,；;。](.*))?", re.DOTALL)
_EDGES = " \t\u3000，,、。.：:"
_MADE_BY = re.compile(rf"(?:^|(?<=[\s。；;]))(?:{_MADE_IT}[\s，,、；;。]*)+$", re.MULTILINE)


class Part(StrEnum):
    """In which part somebody answers for a revision."""

    DRAFTER = "drafter"
    REVIEWER = "secrecy_reviewer"
    PARTY = "party"
    ADMIN = "admin"
    CHIEF = "chief"
    SUPERVISOR = "supervisor"


class Needs(StrEnum):
    """What a category asks for before anything of it hangs."""

    JOINT = "joint"  # 党政联签
    ONE = "one"  # 一人签批
    STATION = "station"  # 站长签批、廉政监督员确认
    NONE = "none"


class Refusal(StrEnum):
    """Why somebody may not sign in a part."""

    WROTE_IT = "wrote_it"
    SIGNED_ALREADY = "signed_already"
    PART_IS_TAKEN = "part_is_taken"
    IS_NAMED = "is_named"


#: Parts any one of which answers for one need.
Group = frozenset[Part]
_REVIEW: Group = frozenset({Part.REVIEWER})
_AT_OFFICE: dict[Needs, tuple[Group, ...]] = {
    Needs.JOINT: (frozenset({Part.PARTY}), frozenset({Part.ADMIN})),
    Needs.ONE: (frozenset({Part.PARTY, Part.ADMIN}),),
    # A station's matter that the office posts itself has no chief: both heads answer for it.
    Needs.STATION: (frozenset({Part.PARTY}), frozenset({Part.ADMIN})),
    Needs.NONE: (),
}
_AT_STATION: dict[Needs, tuple[Group, ...]] = {
    Needs.JOINT: (frozenset({Part.CHIEF}), frozenset({Part.SUPERVISOR})),
    Needs.ONE: (frozenset({Part.CHIEF}),),
    Needs.STATION: (frozenset({Part.CHIEF}), frozenset({Part.SUPERVISOR})),
    Needs.NONE: (),
}
#: Parts that are a station's own.
STATION_PARTS = frozenset({Part.CHIEF, Part.SUPERVISOR})
#: Those who decide. They are different people; who reviewed may decide as well (DOMAIN N11: the station's chief).
DECIDING = frozenset({Part.PARTY, Part.ADMIN, Part.CHIEF, Part.SUPERVISOR})


@dataclass(frozen=True)
class Signer:
    """Who would sign: their name, and the number of their account if they have one."""

    name: str
    account: int | None = None

    def is_same(self, other: Signer) -> bool:
        """True for one person: the same account, or, where one of the two has none, the same name."""
        if self.account is not None and other.account is not None:
            return self.account == other.account
        return plain(self.name) == plain(other.name)


@dataclass(frozen=True)
class Given:
    """A signature that stands already."""

    part: Part
    signer: Signer


def signed_by(needs: Needs, *, at_station: bool) -> tuple[Group, ...]:
    """The needs of those who decide, in the order in which the form has them."""
    return (_AT_STATION if at_station else _AT_OFFICE)[needs]


def is_reviewed(needs: Needs) -> bool:
    """True if somebody reads it for necessity, truth and secrecy before it is decided on."""
    return needs is not Needs.NONE


def missing(needs: Needs, given: Iterable[Part], *, at_station: bool) -> list[Group]:
    """What is still to be signed, the review first."""
    there = set(given)
    review = [_REVIEW] if is_reviewed(needs) else []
    return [
        group for group in [*review, *signed_by(needs, at_station=at_station)] if not group & there
    ]


def refusal(
    part: Part,
    signer: Signer,
    *,
    given: Iterable[Given],
    wrote: Iterable[Signer],
    is_named: bool,
) -> Refusal | None:
    """Why `signer` may not sign in `part`; None if they may.

    `wrote` is everybody who wrote on it, `is_named` that it says something about the signer. A deputy signs
    for somebody who is named, but may not be named either: the caller asks about whoever holds the pen.
    """
    there = list(given)
    if any(signer.is_same(one) for one in wrote):
        return Refusal.WROTE_IT
    if any(one.part is part for one in there):
        return Refusal.PART_IS_TAKEN
    if part in DECIDING and any(
        one.part in DECIDING and one.signer.is_same(signer) for one in there
    ):
        return Refusal.SIGNED_ALREADY
    return Refusal.IS_NAMED if is_named and part in DECIDING else None


def without_makers(text: str) -> str:
    """`text` without those at its lines' ends who only made or checked it: that is no matter of theirs."""
    return _MADE_BY.sub("", text)


def deputies(said: str, names: Collection[str]) -> dict[str, str]:
    """Which of `names`, who have signed, a line calls deputies, and for whom and why, as it says.

    Whoever is named first is one, and whoever is named before 代; the others are those they sign for. Empty: the
    line names nobody who has signed.

    >>> deputies("李娜代田建军签，本人出差；吴敏代书记", ["李娜", "吴敏"])
    {'李娜': '田建军，本人出差', '吴敏': '书记'}
    """
    found: dict[str, str] = {}
    for line in filter(str.strip, _NEXT_DEPUTY.split(said)):
        begun = [*_begun(line, names), ("", len(line), len(line))]
        for (name, begins, after), (_name, until, _after) in pairwise(begun):
            found.setdefault(name, _for_whom(line, begins, after, until))
        if found and len(begun) == 1:
            # More about the one before.
            *_others, last = found
            found[last] += f"；{line.strip()}"
    return found


def stood_in_for(said: str) -> tuple[str, str]:
    """For whom a deputy signed, and why; nothing for why where it does not say.

    >>> stood_in_for("田建军（出差）"), stood_in_for("田建军，本人出差"), stood_in_for("书记")
    (('田建军', '出差'), ('田建军', '本人出差'), ('书记', ''))
    """
    found = _WHOM_AND_WHY.fullmatch(said)
    whom, in_brackets, after = found.groups(default="") if found else (said, "", "")
    return whom.strip(_EDGES), (in_brackets or after).strip(_EDGES)


def _begun(line: str, names: Collection[str]) -> list[tuple[str, int, int]]:
    """The deputies among `names`, and from where to where in `line` each name stands."""
    matches = [(name, _spelled(name).search(line)) for name in names]
    # 张三丰 is not 张三: of two that begin at one place the longer one is meant.
    places = sorted(
        ((name, *one.span()) for name, one in matches if one is not None),
        key=lambda place: (place[1], -place[2]),
    )
    return [one for one in places if one is places[0] or _INSTEAD.match(line, one[2])]


def _spelled(name: str) -> re.Pattern[str]:
    """A name with gaps in it or without."""
    return re.compile(r"\s*".join(re.escape(one) for one in plain(name)), re.IGNORECASE)


def _for_whom(line: str, begins: int, after: int, until: int) -> str:
    """田建军，出差 of 李娜代田建军签，出差; where it is said otherwise, all of it."""
    instead = _INSTEAD.match(line, after, until)
    said = _SIGNS.sub("", line[instead.end() : until], count=1) if instead else ""
    return said.strip(_EDGES) or line[begins:until].strip(_EDGES)


def plain(name: str) -> str:
    """A name as it is compared: 田 建军 and 田建军 are one."""
    return "".join(name.split()).casefold()
