"""How large type must be on a screen: from its size and the distance people read it at. Pure.

Source: DESIGN §2.2 and RULINGS: body subtends at least 25 minutes of arc at the set distance; the
reference is 43 inches at 3 m, where k = 1.
"""

from __future__ import annotations

REFERENCE_INCHES = 43
REFERENCE_DISTANCE_DM = 30
LEAST_K = 0.8
MOST_K = 1.6


def type_scale(panel_inches: int, distance_dm: int) -> float:
    """The factor k by which type grows, 0.8 to 1.6, two decimals.

    >>> type_scale(43, 30), type_scale(32, 30)
    (1.0, 1.34)
    """
    k = (distance_dm / panel_inches) / (REFERENCE_DISTANCE_DM / REFERENCE_INCHES)
    return round(min(max(k, LEAST_K), MOST_K), 2)
