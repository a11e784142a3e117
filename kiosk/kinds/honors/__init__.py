"""Honors (光荣榜): persons, collectives, and posts (岗)."""

from kiosk.kinds.honors.content import Figure, Honor, HonorBoard
from kiosk.kinds.honors.kind import HONORS

__all__ = ["HONORS", "Figure", "Honor", "HonorBoard"]
