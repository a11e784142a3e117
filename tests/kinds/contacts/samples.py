"""The office's contacts: a leader with a picture, one without, supervisors of two stations."""

from kiosk.core.media import Photo
from kiosk.kinds.contacts import ContactBoard, Leader, Supervisor

BOARD = ContactBoard(
    title="领导班子联系方式",
    leaders=(
        Leader(
            name="陈守业",
            post="书记",
            duty="主持党支部工作",
            phone="0937-0000101",
            email="chen@kiosk.example",
            reception="每月15日上午",
            photo=Photo(sha="e" * 64, alt="陈守业"),
        ),
        Leader(name="田建军", post="所长", duty="主持所务", phone="0937-0000102", email=""),
    ),
    supervisors=(
        Supervisor(
            station_code="LQ", station="柳泉收费站", name="高原", watches=("食堂采购", "考勤")
        ),
        Supervisor(station_code="SM", station="石磨沟收费站", name="苏蕊", watches=("绿通查验",)),
    ),
    hours="工作日 9:00—17:00",
    duty_phone="0937-0000100",
    discipline_phone="0937-0000199",
    box="一楼大厅",
)

SAMPLES = (BOARD, ContactBoard(title="联系方式", leaders=BOARD.leaders[:1]))
