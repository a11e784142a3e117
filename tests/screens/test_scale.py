"""How large type must be on a screen."""

import doctest

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kiosk.screens import scale
from kiosk.screens.scale import type_scale

inches = st.integers(10, 200)
decimetres = st.integers(5, 300)


@pytest.mark.parametrize(
    ("panel_inches", "distance_dm", "k"),
    [
        (43, 30, 1.0),  # the reference: 43 inches at 3 m
        (32, 30, 1.34),
        (55, 30, 0.8),  # 0.78: never smaller than the design
        (55, 40, 1.04),
        (43, 40, 1.33),
        (32, 60, 1.6),  # 2.69: rather stand closer
        (10, 300, 1.6),
        (200, 5, 0.8),
    ],
)
def test_type_grows_with_the_distance_and_shrinks_with_the_panel(panel_inches, distance_dm, k):
    assert type_scale(panel_inches, distance_dm) == k


def test_the_example_in_its_description_is_true():
    assert doctest.testmod(scale).failed == 0


@settings(deadline=None)
@given(panel_inches=inches, distance_dm=decimetres)
def test_type_stays_within_its_bounds_and_never_shrinks_with_distance(panel_inches, distance_dm):
    k = type_scale(panel_inches, distance_dm)

    assert 0.8 <= k <= 1.6
    assert k <= type_scale(panel_inches, distance_dm + 1)
    assert k >= type_scale(panel_inches + 1, distance_dm)
