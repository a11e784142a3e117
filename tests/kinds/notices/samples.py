"""A notice of prose, and one with everything: two tables, totals, files, a result it vouches for."""

from datetime import date

from kiosk.core.media import Attachment
from kiosk.kinds.notices import Column, Contact, KeepRule, Notice, Table
from kiosk.kinds.notices.content import Embedded

PROSE = Notice(
    title="关于国庆节值班安排的通知",
    form="通知",
    issuer="柳泉收费所",
    sign_date=date(2026, 11, 17),
    body="各站：\n\n现将值班安排通知如下。",
)

PURCHASES = Table(
    caption="采购明细",
    columns=(
        Column(key="item", label="品名"),
        Column(key="count", label="数量", type="int", unit="件"),
        Column(key="price", label="单价", type="money", unit="元"),
        Column(key="share", label="占比", type="percent"),
        Column(key="on", label="到货", type="date"),
    ),
    rows=(
        {"item": "打印纸", "count": 1200, "price": "25.50", "share": "46.4", "on": "2026-11-03"},
        {"item": "反光背心", "count": 90, "price": "392.20", "share": "53.6", "on": None},
    ),
    total={"item": "合计", "count": 1290, "price": "65898.00"},
    note="单价含税。",
)

RATING = Table(
    caption="星级考核结果",
    columns=(
        Column(key="name", label="姓名"),
        Column(key="rank", label="名次", type="int"),
        Column(key="star", label="星级", type="star"),
        Column(key="score", label="得分", type="number"),
    ),
    rows=(
        {"name": "买买提·艾合买提", "rank": 1, "star": 5, "score": "97.5"},
        {"name": "田甜", "rank": 2, "star": 3, "score": "85.0"},
        {"name": "唐立新", "rank": 3, "star": 2, "score": "72.0"},
        {"name": "新来者", "rank": None, "star": 4, "score": None},
        {"name": "不参评者", "rank": None, "star": None, "score": None},
    ),
    keep_after=KeepRule(column="star", minimum=3, requires="rank"),
)

FULL = Notice(
    title="柳泉收费所关于大宗物资采购和“星级考核”的公示",
    form="公示",
    issuer="柳泉收费所",
    sign_date=date(2026, 11, 17),
    summary="采购两项。",
    body="# 一、采购\n\n经所务会研究，**拟采购**下列物资。\n\n1. 公开\n2. 监督",
    tables=(PURCHASES, RATING),
    contact=Contact(
        department="办公室",
        person="白雪",
        phone="0937-0000103转8",
        email="board@kiosk.example",
        box="一楼",
    ),
    seal="（印章）",
    attachments=(Attachment(sha="a" * 64, name="采购明细.pdf", extension="pdf", byte_size=12345),),
    embeds=(Embedded(kind="stars", fingerprint="b" * 64),),
)

SAMPLES = (PROSE, FULL)
