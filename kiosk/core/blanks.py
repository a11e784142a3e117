"""Places that a template or a writer has left to be filled in: ××, XX, __, 【】. Pure."""

from __future__ import annotations

import re

#: Surnames after which ×× covers a given name (张××), as papers do that must not name somebody. Those that
#: are everyday words as well (于, 方, 任, 高) are left out: 关于×× waits to be filled in.
_SURNAMES = "王李张刘陈杨赵黄周吴徐孙胡朱林何郭罗梁宋郑谢韩唐冯董萧程曹袁邓许傅沈曾彭吕苏卢蒋蔡贾丁魏薛叶阎余潘杜戴夏钟汪田姜范姚谭廖邹熊陆郝孔崔邱秦顾侯邵孟龚"
_BLANK = re.compile(
    rf"(?P<crosses>(?<![{_SURNAMES}×])×{{2,}}|(?<=[年月第])×(?=[年月日号期批次])|×(?=月×日))"
    rf"|(?<![A-Za-z0-9Ｘ{_SURNAMES}])(?:[Xx]{{2,}}|Ｘ{{2,}})(?![A-Za-z0-9])"
    r"|_{2,}|＿{2,}|【\s*】|《\s*》"
)
#: 138××××0000, 甘F×××××: a number that is covered.
_COVERED_NUMBER = re.compile(r"[0-9A-Za-z·]×{2,}(?![年月日号])|×{2,}[0-9]")
_AROUND = 6


def blanks_in(text: str) -> list[str]:
    """Every such place with the characters around it, in order: 关于××的通知."""
    covered = [match.span() for match in _COVERED_NUMBER.finditer(text)]
    return [
        _with_words_around(text, *one.span())
        for one in _BLANK.finditer(text)
        if not any(start < one.end() and one.start() < end for start, end in covered)
    ]


def _with_words_around(text: str, start: int, end: int) -> str:
    before, after = text[:start], text[end:]
    head = f"…{before[-_AROUND:]}" if len(before) > _AROUND else before
    tail = f"{after[:_AROUND]}…" if len(after) > _AROUND else after
    return " ".join(f"{head}{text[start:end]}{tail}".split())
