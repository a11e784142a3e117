"""Who may see a posting: every scope before every audience, at its own station and elsewhere."""

import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kiosk.postings.visibility import Audience, Scope, may_see

#: What each audience sees of the office's postings, and of its own station's.
SEEN = {
    "hall": {"society"},
    "staff": {"society", "staff", "station_staff"},
    "party": {"society", "staff", "station_staff", "party"},
}
EVERY_PAIR = list(itertools.product(Scope, Audience))
OFFICE, OWN, ANOTHER = None, "LQ", "SM"

scopes = st.sampled_from(list(Scope))
audiences = st.sampled_from(list(Audience))
stations = st.none() | st.sampled_from(["LQ", "SM", "HX"])


@pytest.mark.parametrize(("scope", "audience"), EVERY_PAIR)
def test_what_an_audience_sees_depends_on_the_scope(scope, audience):
    expected = scope in SEEN[audience]

    assert may_see(scope=scope, posted_by=OFFICE, audience=audience, viewed_at=OWN) is expected
    assert may_see(scope=scope, posted_by=OWN, audience=audience, viewed_at=OWN) is expected


@pytest.mark.parametrize(("scope", "audience"), EVERY_PAIR)
def test_what_one_station_posts_is_seen_at_no_other(scope, audience):
    assert not may_see(scope=scope, posted_by=ANOTHER, audience=audience, viewed_at=OWN)
    assert not may_see(scope=scope, posted_by=ANOTHER, audience=audience, viewed_at=None)


@pytest.mark.parametrize("scope", ["party", "staff", "station_staff"])
@pytest.mark.parametrize("posted_by", [OFFICE, OWN])
def test_what_is_for_staff_never_hangs_where_drivers_pass(scope, posted_by):
    assert not may_see(scope=scope, posted_by=posted_by, audience="hall", viewed_at=OWN)


def test_the_open_list_has_what_the_office_opens_to_society_and_nothing_else():
    seen = {
        (scope, posted_by)
        for scope in Scope
        for posted_by in (OFFICE, OWN)
        if may_see(scope=scope, posted_by=posted_by, audience="hall", viewed_at=None)
    }

    assert seen == {(Scope.SOCIETY, OFFICE)}


@pytest.mark.parametrize(("scope", "audience"), [("everybody", "staff"), ("society", "nobody")])
def test_a_word_nobody_has_defined_is_an_error_and_not_a_yes(scope, audience):
    with pytest.raises(ValueError, match="is not a valid"):
        may_see(scope=scope, posted_by=OFFICE, audience=audience, viewed_at=OWN)


@given(scope=scopes, posted_by=stations, viewed_at=stations)
def test_a_hall_sees_only_what_is_for_society(scope, posted_by, viewed_at):
    if may_see(scope=scope, posted_by=posted_by, audience="hall", viewed_at=viewed_at):
        assert scope is Scope.SOCIETY


@given(scope=scopes, posted_by=stations, audience=audiences, viewed_at=stations)
def test_a_wider_audience_loses_nothing(scope, posted_by, audience, viewed_at):
    if may_see(scope=scope, posted_by=posted_by, audience=audience, viewed_at=viewed_at):
        assert may_see(scope=scope, posted_by=posted_by, audience="party", viewed_at=viewed_at)
        assert posted_by in {None, viewed_at}
