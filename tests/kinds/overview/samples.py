"""The seven matters, in each standing they can have."""

from datetime import date

from kiosk.kinds.overview import Matter, Overview

SAMPLES = (
    Overview(
        month=date(2026, 11, 1),
        matters=(
            Matter(
                place=1,
                name="大宗物资采购",
                standing="disclosed",
                rhythm="at_once",
                on=date(2026, 11, 18),
                register_number="柳所公示〔2026〕21号",
            ),
            Matter(place=2, name="办公经费使用", standing="nothing", on=date(2026, 11, 3)),
            Matter(place=3, name="工资发放", standing="missing"),
        ),
    ),
)
