"""A moment with a picture and one without."""

from datetime import date

import msgspec

from kiosk.core.media import Photo
from kiosk.kinds.moments import Moment

SEEN = Moment(
    title="雪夜里的一杯热水",
    story="凌晨两点，她把自己的热水递给了抛锚的司机。\n\n“路上慢点。”",
    day=date(2026, 11, 15),
    station="柳泉收费站",
    author="苏蕊",
    column="身影",
    theme="温暖",
    people=("白雪",),
    photo=Photo(sha="d" * 64, alt="雪夜的收费亭"),
)

SAMPLES = (SEEN, msgspec.structs.replace(SEEN, photo=None, people=()))
