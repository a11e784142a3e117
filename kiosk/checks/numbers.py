"""Identity numbers, bank cards and mobile numbers, however they were typed or pasted. Pure.

Full-width digits count as digits; spaces and dashes inside a run of digits do not part it, dots and commas do
(DOMAIN §2.9). A checksum only ever makes a find graver: what looks like a number of somebody's is one.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Container, Iterator, Sequence
from dataclasses import dataclass

from kiosk.checks.finds import Grade, What

#: What stands between the digits of one number: spaces of any width, dashes, and marks that no reader sees.
_BETWEEN = (
    " \x0b\x0c\x85\xa0\xad\u1680\u2000-\u200f\u2028-\u202f\u205f-\u2064\u3000\ufeff"
    "\\-\u2010-\u2015\u2212\ufe58\ufe63\uff0d*\\\\"
)
_MOST_BETWEEN = 4
_GAP = re.compile(f"[{_BETWEEN}]{{0,{_MOST_BETWEEN}}}")
_GROUP = re.compile(r"\d+|X(?![A-Za-z0-9])")
#: What has been covered already is no number any more.
_COVERED = re.compile(r"(?<!\d)1[3-9]\d\*{4}\d{4}(?!\d)|\*{12,15}\d{3}[\dXx](?!\d)")
_DATE = re.compile(
    r"(?<!\d)(?:19|20)\d{2}(?P<sep>[-/.\u2010-\u2015\uff0d])\d{1,2}(?P=sep)\d{1,2}(?!\d)"
)
_IDENTITY = re.compile(
    r"[1-9]\d{5}(?:19|20)\d{2}(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])\d{3}[\dX]"
)
_WITHIN = re.compile(f"(?=({_IDENTITY.pattern}))")
_CARD = re.compile(r"[3-6]\d{15,18}")
_MOBILE = re.compile(r"(?P<before>|\+?86|0086|0)1[3-9]\d{9}")
_MOBILE_LENGTH = 11
_DIGIT = re.compile(r"\d")
_LEFT_OPEN = 4
_LONGEST = 19
_WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
_CHECKS = "10X98765432"
#: The first two digits of a region: no other begins an identity number that was ever given.
_REGIONS = frozenset(
    str(10 * tens + one)
    for tens, most in enumerate([0, 5, 3, 7, 6, 4, 5, 1, 3])
    for one in range(0 if tens == 5 else 1, most + 1)  # noqa: PLR2004 - only 重庆 has a nought
)
_OF_A_CARD = re.compile("卡号|账号|帐号|账户|帐户|银行")
_NEAR = 12
_OF_THE_OFFICE = re.compile(r"办公(?:室)?(?:电话|手机)\s*[:：]?\s*$")
_PRIORITY = {What.IDENTITY: 0, What.CARD: 1, What.MOBILE: 2}


@dataclass(frozen=True)
class Number:
    """A number in a text, from `start` to `end`; `digits` are its own, without what stands between them."""

    what: What
    start: int
    end: int
    digits: str
    grade: Grade = Grade.BLOCK

    @property
    def covered(self) -> str:
        """As many characters as it has digits: 138****0000; of the longer ones only the end stays."""
        if self.what is What.MOBILE:
            return f"{self.digits[:3]}****{self.digits[-_LEFT_OPEN:]}"
        return "*" * (len(self.digits) - _LEFT_OPEN) + self.digits[-_LEFT_OPEN:]


@dataclass(frozen=True)
class _Group:
    start: int
    end: int
    digits: str


def numbers_in(text: str, *, label: str = "", phones_are_public: bool = False) -> list[Number]:
    """Every number in `text` that may not hang, from left to right; `label` is the head of its column."""
    if len(_DIGIT.findall(text)) < _MOBILE_LENGTH:
        return []
    plain = _plain(text)
    found = [*_aligned(plain, label), *_inside(plain)]
    if phones_are_public or _OF_THE_OFFICE.search(label):
        found = [one for one in found if one.what is not What.MOBILE]
    return _without_overlaps(found, len(text))


def masked(text: str, *, only: Container[str] | None = None) -> str:
    """The text with its numbers covered, or with `only` those of these digits; the rest stays as it is."""
    for one in reversed(numbers_in(text)):
        if only is None or one.digits in only:
            text = text[: one.start] + one.covered + text[one.end :]
    return text


def is_identity_number(digits: str) -> bool:
    """True if the last of its eighteen characters is what the others make it."""
    weighed = zip(map(int, digits[:17]), _WEIGHTS, strict=True)
    return _CHECKS[sum(digit * weight for digit, weight in weighed) % 11] == digits[17]


def is_card_number(digits: str) -> bool:
    """True if Luhn's sum comes out."""
    doubled = (int(one) * (1 + at % 2) for at, one in enumerate(reversed(digits)))
    return sum(one - 9 if one > 9 else one for one in doubled) % 10 == 0  # noqa: PLR2004 - of two digits, their sum


def _plain(text: str) -> str:
    """The text with every kind of digit as an ordinary one, character by character."""
    plain = "".join(map(_plain_character, text))
    return _COVERED.sub(lambda found: "□" * len(found[0]), plain)


def _plain_character(one: str) -> str:
    if one in "ＸｘＸx":
        return "X"
    number = unicodedata.decimal(one, None)
    return one if number is None else str(number)


def _aligned(plain: str, label: str) -> Iterator[Number]:
    """Numbers that begin and end where runs of digits do."""
    dates = [found.span() for found in _DATE.finditer(plain)]
    for chain in _chains(plain):
        for first in range(len(chain)):
            digits = ""
            for group in chain[first:]:
                digits += group.digits
                if len(digits) > _LONGEST:
                    break
                found = _what(plain, digits, chain[first].start, group.end, label)
                if found and not _is_dates(found, dates):
                    yield found


def _chains(plain: str) -> Iterator[Sequence[_Group]]:
    """Runs of digits that nothing but spaces and dashes parts."""
    chain: list[_Group] = []
    for found in _GROUP.finditer(plain):
        gap = plain[chain[-1].end : found.start()] if chain else ""
        if chain and (not _GAP.fullmatch(gap) or "***" in gap):
            yield chain
            chain = []
        chain.append(_Group(*found.span(), found[0]))
    if chain:
        yield chain


def _what(plain: str, digits: str, start: int, end: int, label: str) -> Number | None:
    if _IDENTITY.fullmatch(digits):
        return Number(What.IDENTITY, start, end, digits)
    if _CARD.fullmatch(digits) and not _is_a_fraction(plain, start):
        near = plain[max(0, start - _NEAR) : start] + plain[end : end + _NEAR] + label
        is_sure = bool(_OF_A_CARD.search(near)) or is_card_number(digits)
        return Number(What.CARD, start, end, digits, Grade.BLOCK if is_sure else Grade.WARN)
    mobile = _MOBILE.fullmatch(digits)
    if mobile and not _is_a_fraction(plain, start) and not _OF_THE_OFFICE.search(plain[:start]):
        return Number(
            What.MOBILE, _after(plain, start, len(mobile["before"])), end, digits[-_MOBILE_LENGTH:]
        )
    return None


def _after(plain: str, start: int, digits: int) -> int:
    """Where the number itself begins behind so many digits of a prefix."""
    places = (at for at in range(start, len(plain)) if plain[at].isdigit())
    for _skipped in range(digits):
        next(places)
    return next(places)


def _is_a_fraction(plain: str, start: int) -> bool:
    """True right behind 0. — that is a rate, and nobody's number begins so."""
    return bool(re.search(r"(?<!\d)0\.$", plain[max(0, start - 3) : start]))


def _is_dates(found: Number, dates: Sequence[tuple[int, int]]) -> bool:
    """True for what is made of days: two of them have as many digits as a card."""
    if found.what is What.IDENTITY:
        return any(start <= found.start < end for start, end in dates)
    return any(start < found.end and found.start < end for start, end in dates)


def _inside(plain: str) -> Iterator[Number]:
    """Identity numbers that are proved by their checksum, wherever they stand in a longer run of digits."""
    for found in _WITHIN.finditer(plain):
        digits = found[1]
        if digits[:2] in _REGIONS and is_identity_number(digits):
            yield Number(What.IDENTITY, found.start(), found.start() + len(digits), digits)


def _without_overlaps(found: Sequence[Number], length: int) -> list[Number]:
    """Of numbers that share digits the graver one, then the longer kind."""
    taken, kept = bytearray(length), []
    for one in sorted(found, key=lambda one: (one.grade, _PRIORITY[one.what], one.start, -one.end)):
        if not any(taken[one.start : one.end]):
            taken[one.start : one.end] = b"x" * (one.end - one.start)
            kept.append(one)
    return sorted(kept, key=lambda one: one.start)
