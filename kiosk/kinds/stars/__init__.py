"""Star ratings: the frozen result of a rating period, for collectors, teams and stations."""

from kiosk.kinds.stars.content import Collector, StarResult, StationResult, Team
from kiosk.kinds.stars.kind import LEAST_STAR_NAMED, STARS, named_for_good

__all__ = [
    "LEAST_STAR_NAMED",
    "STARS",
    "Collector",
    "StarResult",
    "StationResult",
    "Team",
    "named_for_good",
]
