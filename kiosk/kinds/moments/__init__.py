"""Moments (身影): a picture, a short story, who saw it."""

from kiosk.kinds.moments.content import Moment
from kiosk.kinds.moments.kind import MOMENTS

__all__ = ["MOMENTS", "Moment"]
