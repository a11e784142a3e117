"""A whole pasted paper taken apart: its title, its text, who issued it and when. Pure.

The title is its first line, or the first two or three; issuer and date stand below the text (DOMAIN §2.6).
"""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import date

from kiosk.core.prose import lines_of, marked, numbered

LONGEST_TITLE = 60
LONGEST_TITLE_LINE = 40
#: A line of no usual form is a title only if it is this short.
LONGEST_PLAIN_TITLE = 30
SHORTEST_TITLE = 4
MOST_TITLE_LINES = 3
#: What may stand above a title: the letterhead, the number of the document.
MOST_ABOVE_TITLE = 2
LONGEST_ISSUER = 40
LONGEST_DEPARTMENT = 12
MOST_ISSUERS = 2
#: Lines below a signature, or between it and its date, that tell whom to ask.
MOST_CONTACT_LINES = 2

_FORMS = "公示|公开|公告|通告|通报|通知|通知书|启事|简报|倡议书|公开信|喜报|讣告"
_ASIDE = r"(?:[（(〔\[【][^（）()]{1,16}[）)〕\]】])?"
_TITLE_END = re.compile(
    rf"(?:{_FORMS}|情况|情况表|说明|方案|办法|意见|决定|决议|结果|名单|细则|规定|制度|计划|安排|总结|报告|汇总|汇总表|明细|明细表"
    rf"|一览表|登记表|统计表|排名|须知|提示|守则|标准|预案|纪要|清单|条例|要求){_ASIDE}$"
)
_FORM = re.compile(rf"(?:{_FORMS})")
_GOES_ON = re.compile(rf"(?:的[^，。；]{{2,10}}|{_FORMS}|[（(〔【].{{1,16}}[）)〕】])")
_ABOUT = re.compile(r"关于.{2,}的.{2,}")
_ABOVE = re.compile(
    r".{2,30}(?:文件|〔\d{4}〕\d+号)|第?.{0,12}[\[（(]\d{4}[\]）)]第?\d+号|附件\d{0,2}"
)
#: What no title holds, and what none begins with.
_NO_TITLE = re.compile(r"[。！？；;!?]|[：:，,、.]$")
_LISTED = re.compile(r"[#>*\-+•·●■◆①-⑳]|第[一二三四五六七八九十百\d]+[条章节款项]")
_ADDRESSED = re.compile(
    r"(?:^(?:各|全体|尊敬|亲爱)|(?:站|所|室|科|部门|单位|同志|同志们|同事|职工|员工|师傅|们|好)$)"
)
_ENDS = re.compile(r"[。！？；：!?;:.]$")

_NOT_ISSUER = re.compile(r"^(?:各|全|本|及|和|请)|[。！？；：，、,;:!?]|\d")
_ISSUER_END = re.compile(
    r"(?:所|站|处|局|委员会|支部|办公室|党支部|工会|中心|公司|小组|委|部|科|股|室|组|队|班|团|会)$"
)
_SEAL = re.compile(r"\s*[（(](?:盖章|印章|公章|章)[）)]$")
_CONTACT = re.compile(
    r"[（(]?\s*(?:联系人|联系电话|联系方式|咨询电话|监督电话|举报电话|受理电话|电话|地址|邮箱)\s*[：:]"
)

_DIGITS = str.maketrans("〇○零一二三四五六七八九", "000123456789")
_YEAR = "[〇○零一二三四五六七八九]{4}"
_COUNT = "(?:[一二三]?十[一二三四五六七八九]?|[一二三四五六七八九])"
_WRITTEN_DAY = re.compile(rf"({_YEAR})年({_COUNT})月({_COUNT})日")
_DAY = re.compile(r"(\d{4})(?:年(\d{1,2})月(\d{1,2})日|([./-])(\d{1,2})\4(\d{1,2}))")
_SIGNED_DAY = re.compile(rf"(?P<issuer>.*?)\s*(?P<day>(?:\d{{4}}|{_YEAR})\s*[年./-].*)")


@dataclass(frozen=True)
class Paper:
    """A whole paper taken apart. Empty where the text does not say it.

    `whole` is the text with its title left in it; `is_certain` tells that the title has the form of one,
    otherwise it is only a short first line.
    """

    title: str
    body: str
    whole: str
    issuer: str
    on: date | None
    is_certain: bool = False


def taken_apart(text: str, names: Collection[str] = (), *, below: Sequence[str] = ()) -> Paper:
    """A pasted paper: its first lines may be the title, its last ones the issuer and the date.

    `names` are the offices that are known to issue papers, in full: what begins with one of them and is
    a department of it is an issuer, too. `below` are lines that came behind the paper, such as a range of a
    sheet: its signature, if it has a day, stands above them.
    """
    lines = lines_of(text)
    rest, issuer, on = _without_signature(lines, names)
    if below and on is None:
        # A name alone above a table is rather the table's.
        rest, issuer = lines, ""
    lines = [*rest, *below]
    start, end = _title_lines(lines, names)
    title = _joined(lines[start:end])
    return Paper(
        title=title,
        body=marked([*lines[:start], *lines[end:]]),
        whole=marked(lines),
        issuer=issuer,
        on=on,
        is_certain=_has_form(title),
    )


def day_in(line: str) -> date | None:
    """The day that a line is, and nothing else: 2026年11月22日, 2026.11.22, 二〇二六年十一月二十二日."""
    plain = line.replace(" ", "").strip("（）()")
    written = _WRITTEN_DAY.fullmatch(plain)
    if written:
        year, month, day = written[1].translate(_DIGITS), _counted(written[2]), _counted(written[3])
        return _day(int(year), month, day)
    match = _DAY.fullmatch(plain)
    if match is None:
        return None
    return _day(int(match[1]), int(match[2] or match[5]), int(match[3] or match[6]))


def is_same(one: str, other: str) -> bool:
    """True if two titles say the same, however they are spaced."""
    return "".join(lines_of(one)).replace(" ", "") == "".join(lines_of(other)).replace(" ", "")


def _title_lines(lines: Sequence[str], names: Collection[str]) -> tuple[int, int]:
    """Where the title begins and ends; nowhere if there is none, or nothing below it."""
    start = 0
    while start < min(MOST_ABOVE_TITLE, len(lines)) and _ABOVE.fullmatch(lines[start]):
        start += 1
    for end in range(start + 1, min(start + MOST_TITLE_LINES, len(lines) - 1) + 1):
        if not _may_be_title(lines[end - 1]):
            break
        if _has_form(_joined(lines[start:end])):
            goes_on = end < len(lines) - 1 and _GOES_ON.fullmatch(lines[end])
            return start, end + bool(goes_on)
    is_plain = len(lines) > start + 1 and _is_plain_title(lines[start], lines[start + 1], names)
    return (start, start + 1) if is_plain else (0, 0)


def _may_be_title(line: str) -> bool:
    is_other = _NO_TITLE.search(line) or _LISTED.match(line) or day_in(line)
    return len(line) <= LONGEST_TITLE_LINE and not is_other and numbered(line) is None


def _has_form(title: str) -> bool:
    """True for what titles usually look like: 公示, …的通知, 关于…的…."""
    if len(title) > LONGEST_TITLE:
        return False
    is_long_enough = len(title) >= SHORTEST_TITLE and bool(_TITLE_END.search(title))
    return bool(_FORM.fullmatch(title)) or is_long_enough or bool(_ABOUT.search(title))


def _is_plain_title(line: str, below: str, names: Collection[str]) -> bool:
    """True for a short line above a paragraph that speaks to nobody."""
    is_short = SHORTEST_TITLE <= len(line) <= LONGEST_PLAIN_TITLE
    is_spoken = bool(_ENDS.search(below)) and numbered(below) is None
    is_known = line in names or bool(_ADDRESSED.search(line)) or bool(_CONTACT.match(line))
    return is_short and is_spoken and not is_known and _may_be_title(line)


def _joined(lines: Sequence[str]) -> str:
    """The lines of a title as one; spaces set between its characters to spread it go."""
    return re.sub(r"(?<=[^\x00-\xff]) (?=[^\x00-\xff])", "", "".join(lines))


def _without_signature(
    lines: list[str], names: Collection[str]
) -> tuple[list[str], str, date | None]:
    """The lines without issuer and date below them, and those two."""
    at = _contacts_above(lines, len(lines))
    found = _signed(lines, at, names)
    if found is None:
        return lines, "", None
    start, issuer, on, between = found
    return [*lines[:start], *between, *lines[at:]], issuer, on


def _signed(
    lines: list[str], at: int, names: Collection[str]
) -> tuple[int, str, date | None, list[str]] | None:
    """Where the signature above line `at` begins, who signed and when, and what stands in between."""
    last = lines[at - 1] if at else ""
    on, issuer = _issued(last, names)
    if on is None:
        above = day_in(lines[at - 2]) if at > 1 else None
        if above and _is_issuer(last, names):
            return at - 2, _SEAL.sub("", last), above, []
        return (at - 1, _SEAL.sub("", last), None, []) if _is_known(last, names) else None
    if issuer:
        return at - 1, issuer, on, []
    top = _contacts_above(lines, at - 1)
    issuers: list[str] = []
    start = top
    while start and len(issuers) < MOST_ISSUERS and _is_issuer(lines[start - 1], names):
        start -= 1
        issuers.insert(0, _SEAL.sub("", lines[start]))
    if not issuers:
        return at - 1, "", on, []
    return start, " ".join(issuers), on, lines[top : at - 1]


def _issued(line: str, names: Collection[str]) -> tuple[date | None, str]:
    """The day a last line is, with the issuer that stands before it in the same line."""
    match = _SIGNED_DAY.fullmatch(line)
    on = day_in(line) or (day_in(match["day"]) if match else None)
    issuer = match["issuer"].strip() if match and not day_in(line) else ""
    if issuer and not _is_issuer(issuer, names):
        return None, ""
    return on, _SEAL.sub("", issuer)


def _contacts_above(lines: Sequence[str], end: int) -> int:
    """Where the lines above `end` begin that only say whom to ask; `end` if there are none."""
    start = end
    while start and end - start < MOST_CONTACT_LINES and _CONTACT.match(lines[start - 1]):
        start -= 1
    return start


def _is_issuer(line: str, names: Collection[str]) -> bool:
    if _is_known(line, names):
        return True
    plain = _SEAL.sub("", line)
    is_short = len(plain) <= LONGEST_ISSUER and numbered(plain) is None
    return is_short and bool(_ISSUER_END.search(plain)) and not _NOT_ISSUER.search(plain)


def _is_known(line: str, names: Collection[str]) -> bool:
    """True for an office that is known, or a department of one: 安西高速公路收费所稽查科."""
    plain = _SEAL.sub("", line)
    for name in names:
        rest = plain[len(name) :]
        is_department = len(rest) <= LONGEST_DEPARTMENT and bool(_ISSUER_END.search(rest))
        if plain.startswith(name) and not _NOT_ISSUER.search(rest) and (not rest or is_department):
            return True
    return False


def _counted(numeral: str) -> int:
    """A number up to 99 as people write it out: 二十二."""
    tens, is_ten, ones = numeral.rpartition("十")
    units = int(ones.translate(_DIGITS)) if ones else 0
    if not is_ten:
        return int(numeral.translate(_DIGITS))
    return (int(tens.translate(_DIGITS)) if tens else 1) * 10 + units


def _day(year: int, month: int, day: int) -> date | None:
    with suppress(ValueError):
        return date(year, month, day)
    return None
