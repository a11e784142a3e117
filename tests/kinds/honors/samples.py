"""One person, several persons, a collective and a post, with and without a picture."""

from datetime import date

from kiosk.core.media import Photo
from kiosk.kinds.honors import Figure, Honor, HonorBoard

PHOTO = Photo(sha="c" * 64, alt="白雪在收费亭", focus_x=48, focus_y=30)
PERSON = Honor(
    name="白雪",
    title="全省交通运输系统先进工作者",
    level="省级",
    awarded_by="省交通运输厅",
    awarded_on=date(2026, 5, 1),
    station="柳泉收费站",
    post="收费员",
    document_number="×交发〔2026〕12号",
    period="2025年度",
    deeds="连续零差错986天。",
    story="她把每一次问候都当作第一次。",
    photo=PHOTO,
    figures=(Figure(value="986", unit="天", label="连续零差错"),),
)
WITHOUT_PHOTO = Honor(
    name="买买提·艾合买提",
    title="服务之星",
    level="所级",
    awarded_by="柳泉收费所",
    awarded_on=date(2026, 10, 8),
)
COLLECTIVE = Honor(
    name="柳泉收费站",
    title="工人先锋号",
    level="市级",
    awarded_by="市总工会",
    awarded_on=date(2026, 4, 28),
    photo=PHOTO,
    people=("白雪", "田甜"),
)
POST = Honor(
    name="党员先锋岗",
    title="党员先锋岗",
    level="所级",
    awarded_by="党支部",
    awarded_on=date(2026, 7, 1),
    people=("田甜",),
    area="出口2车道",
    duties=("带头文明服务", "带头业务练兵"),
    pledge="我是党员，向我看齐。",
)

SAMPLES = (
    HonorBoard(title="先进个人", recipient="person", honors=(PERSON,), subtitle="2026年"),
    HonorBoard(title="光荣榜", recipient="person", honors=(PERSON, WITHOUT_PHOTO)),
    HonorBoard(title="工人先锋号", recipient="collective", honors=(COLLECTIVE,)),
    HonorBoard(title="党员先锋岗", recipient="post", honors=(POST,)),
    HonorBoard(title="服务之星", recipient="person", honors=(WITHOUT_PHOTO,)),
)
