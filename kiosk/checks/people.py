"""Who may be named in a sentence, though no list has the name: by a post in front, a title behind, or who reports. Pure.

Conservative as pay is: what begins like a word is no name, and of a name only surname and place are known. Whoever
wrote the sentence says whether it is one.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from kiosk.checks.pay import COMPOUND, HAN, NEVER, NO_NAMES, SURNAMES

_POSTS = (
    "(?:收费|监控|稽核|票管|票据|机电|养护|安全|管理|值班|巡查|驾驶|统计|通信|协管|内勤|外勤|炊事|保洁|保管|质检|督查|监督|"
    "办事|科|技术|联络|宣传|资料|档案|核算|报账|路政|救援|服务|党|团|职|人)员|副?[班站所组队股科]长|主任|书记|职工|员工|干部|"
    "司机|会计|出纳|保安|电工|厨师|(?:反映|举报|投诉|异议|当事|申请|来访|来电|来信)人"
)
#: Words of everyday sentences that begin with what is a surname as well.
_WORDS = (
    "高[度效额等级低峰压层龄危发科职管校出于风标质强学中新]|安[排装置监检保防定心]|任[命期意由何教免]|张[贴榜挂开]|周[末边转围知密全一二三四五六到]|"
    "方[式法才可便向]|程[序度]|金[钱融色]|白[天色]|黄[色线]|关[心注系键怀爱联闭停]|马[上路]|温[度馨]|段[落位]|石[料油]|钟[点头]|雷[同雨]|"
    "陆[续路]|严[重肃厉禁密]|常[见态委务用设]|康复|施[工行]|洪[水涝]|季[节末初]|文[件字化体书明]|申[报诉述领明]|宁[愿可]|谢[绝谢意]|许[可多]|"
    "曾[经任]|于[是此]|范[围例本畴]|夏[天季]|付[出清费]|顾[客虑及问]|武[警装]|卫[生健]|尚[未有无需]|齐[全心]|辛[苦劳]|祝贺|柴油|胡乱|"
    "何[时处种人以]|林业|郑重|杜绝|焦[虑点]|陈[述列旧]|罗列|董事|孔洞|江[苏西北]|梁板|田间|史料|余[下款]|叶片|贺[信电]|"
    "戴帽|唐突|宋体|龙头|毛[利病]|殷切"
)
_GIVEN = f"[^\\W\\d_{NEVER}对就向等因来提反员同志a-zA-Z]"
_NAME = f"(?!{NO_NAMES}|{_WORDS})(?:(?:{COMPOUND})|[{SURNAMES}]){_GIVEN}{{1,2}}?"
#: 艾合买提·买买提: the dot alone tells.
_DOTTED = f"[{HAN}]{{2,6}}[·•][{HAN}]{{2,8}}?"
_REPORTS = "反映|举报|投诉|来电|来信|来访|申诉|质疑|提出"
_GOES_ON = f"(?=$|[^{HAN}]|同志|师傅|{_REPORTS}|本人|电话|等人?|[对的就向于在因称认和与及])"
_BEGINS = f"(?:(?<![{HAN}·•])|(?<=[经由对向据和与及给为]))"
_NAMED = re.compile(
    rf"(?:{_POSTS})[\s:：“（(]{{0,2}}(?P<behind>{_DOTTED}|{_NAME}){_GOES_ON}"
    rf"|{_BEGINS}(?P<before>{_NAME})(?=同志|师傅|先生|女士|(?:{_REPORTS})(?!的?人))"
)


def people_in(text: str) -> Iterator[str]:
    """Whatever in `text` may be somebody's name, as it stands there.

    >>> list(people_in("收费员王丽娟反映排名有误。"))
    ['王丽娟']
    """
    for found in _NAMED.finditer(text):
        yield found["behind"] or found["before"]
