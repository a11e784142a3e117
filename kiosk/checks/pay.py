"""What one person is paid: a sum beside a name, in a sentence or in a column of a table with names. Pure.

Sums and averages may be shown, what a person gets may not (DOMAIN §2.9). Names are known by their surname, and only
where one can begin; 刘某 is nobody's name any more.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from kiosk.checks.finds import Grade, What
from kiosk.checks.words import PAY, PAY_WORDS, Word

HAN = "\u4e00-\u9fff"
SURNAMES = (
    "王李张刘陈杨黄赵吴周徐孙马朱胡郭何高林罗郑梁谢宋唐许韩冯邓曹彭曾肖田董袁潘于蒋蔡余杜叶程苏魏吕丁任沈姚卢姜崔钟谭陆"
    "汪范金石廖贾夏韦付方白邹孟熊秦邱江尹薛闫段雷侯龙史陶黎贺顾毛郝龚邵严覃武戴莫孔汤柳蔺苗祁卫尚甘牛樊裴邢岳齐梅庄辛"
    "骆祝霍翟俞柴安常康施洪倪温季文关申殷宁焦葛喻穆乔赖"
)
COMPOUND = "欧阳|司马|上官|诸葛|东方|皇甫|尉迟|慕容|令狐"
#: What begins like a name and is none, and what no given name has in it.
NO_NAMES = "安全|文明|高温|高原|高寒|高速|高空|季度|常规|常年|金额|夏季|夏日|方案|方面|白班|关于|余额|任务|任职|申请|付款|严格|于本|于上"
NEVER = "某年月日本上下今每各全所有为是在的了和与及其站额度季班均发放沟坪墩堡驿镇村"
_NAME = (
    f"(?:(?<![{HAN}])|(?<=[和与及给为向员长工])|(?<=其中))(?!{NO_NAMES})"
    f"(?:(?:{COMPOUND})|[{SURNAMES}])(?:[^\\W\\d_{NEVER}a-zA-Z]){{1,2}}?"
)
_WHEN = r"[\d〇零一二三四五六七八九十]{1,4}(?:年度?|月份?|季度)"
_FILLERS = (
    rf"(?:同志|师傅|班长|站长|{_WHEN}|第|本月|当月|上月|当年|今年|去年|全年|年度|月度|季度|年终|的|领取|领到|获得?|发放?|共|计|"
    r"其中|被?扣|[\s:：，,（(]){0,6}"
)
_SORTS = "基本|岗位|年终|夜班|白班|高温|安全|节日|交通|通讯|伙食|住房|工龄|职务|技能|月度|季度|年度|高原|取暖|生活|奖励性"
_SUM = r"[¥￥]?\d[\d,，]*(?:\.\d+)?\s{0,2}(?:万?元|块)"
_PAID = rf"(?:{_SORTS}){{0,2}}(?:{PAY_WORDS})+(?:各|共|合?计|为|是|了|人民币|[\s:：，,（(]){{0,3}}{_SUM}"
_TO_WHOM = re.compile(rf"{_NAME}{_FILLERS}(?:{_PAID}|{_SUM}的?(?:{_SORTS}){{0,2}}(?:{PAY_WORDS}))")
_NO_SUMS = re.compile("系数|得分|评分|分数|等级|等次|次数|排名|名次|比例")
_AMOUNTS = re.compile("金额|数额")
_NUMBER = re.compile(r"[¥￥]?\s*(\d[\d,，]*(?:\.\d+)?)\s*元?")
_NO_PERSON = re.compile(r"合\s*计|小\s*计|总\s*计|平\s*均|人\s*均")
#: A hundred points are no pay.
_LEAST = 100


def pay_in(text: str) -> Iterator[Word]:
    """Every sum in `text` that is said to be somebody's pay: from the name to the sum."""
    if not PAY.search(text):
        return
    for found in _TO_WHOM.finditer(text):
        yield Word(What.WAGES, *found.span(), Grade.BLOCK)


def is_pay(label: str, *, caption: str = "") -> bool:
    """True for the head of a column with pay: 实发工资; under 工资发放表 also 金额."""
    if _NO_SUMS.search(label):
        return False
    return bool(PAY.search(label) or (PAY.search(caption) and _AMOUNTS.search(label)))


def is_sum(written: str) -> bool:
    """True for what may be somebody's pay, and is no mark or factor: 5632.50."""
    found = _NUMBER.fullmatch(written.strip())
    return found is not None and float(re.sub("[,，]", "", found[1])) > _LEAST


def is_of_nobody(written: str) -> bool:
    """True for what stands where a name would at the line of a sum: 合计, 平均."""
    return bool(_NO_PERSON.search(written))
