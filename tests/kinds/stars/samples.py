"""A result with everybody it may name and everybody it may not."""

from kiosk.kinds.stars import Collector, StarResult, StationResult, Team


def collector(name: str, **result: object) -> Collector:
    return Collector(name=name, station_code="LQ", station="柳泉收费站", **result)  # type: ignore[arg-type]


RESULT = StarResult(
    title="2026年第三季度星级考核结果",
    period="2026年7月—9月",
    rule="《星级管理考核办法》第9条",
    participants=5,
    distribution=(1, 0, 2, 1, 0, 1),
    collectors=(
        collector("买买提·艾合买提", rank=1, score="97.5", star=5, team="一班", change="升一星"),
        collector("田甜", rank=2, score="85.0", star=3),
        collector("白雪", rank=2, score="85.0", star=3),
        collector("苏蕊", rank=4, score="72.0", star=2),
        collector("唐立新", rank=5, score="67.5", star=0),
        # 不参评: kept her stars, took no part.
        collector("高原", rank=None, score=None, star=4),
    ),
    teams=(Team(station="柳泉收费站", team="一班", score="93.1", star=4),),
    stations=(
        StationResult(code="LQ", station="柳泉收费站", score="95.46", star=5, previous="91.20"),
        StationResult(code="SM", station="石磨沟收费站", score="88.00", star=3),
    ),
)
BARE = StarResult(
    title="2026年第二季度星级考核结果",
    period="2026年4月—6月",
    rule="《星级管理考核办法》",
    participants=0,
    distribution=(0, 0, 0, 0, 0, 0),
    collectors=(),
)

SAMPLES = (RESULT, BARE)
