"""Everything that writes leaves an act in the trail, but for what one visible list names."""

import pytest
import sqlalchemy as sa

from kiosk.accounts.models import Act
from kiosk.core.db import db
from kiosk.faces.admin.words import ACTS
from kiosk.faces.no_acts import NO_ACTS
from tests.client import SAFE_METHODS
from tests.every_route import rules_of
from tests.faces.admin import office_ways, posting_ways, takeover_ways
from tests.faces.admin.quiet_ways import quiet
from tests.faces.admin.ways import House

ACTING = [*posting_ways.acts, *office_ways.acts, *takeover_ways.acts]


@pytest.fixture
def house(request, app, enter, categories, stations, screens, waiting):  # noqa: PLR0917 - fixtures
    return House(
        enter=enter,
        anybody=app.test_client,
        categories=categories,
        stations=stations,
        screens=screens,
        waiting=waiting,
        signers=lambda: request.getfixturevalue("signers"),
    )


def names(ways):
    return [f"{endpoint}-{way.__name__}" for endpoint, way in ways]


def left_by(app, house, endpoint, way):
    """What the trail calls the acts that sending this form has left."""
    form = way(house)
    last = db.session.scalar(sa.select(sa.func.max(Act.id))) or 0
    found, _values = app.url_map.bind("kiosk.test").match(form.address.partition("?")[0], "POST")
    assert found == endpoint

    answer = form.send()

    assert answer.status_code < 400, answer.text
    return list(db.session.scalars(sa.select(Act.what).where(Act.id > last)))


@pytest.mark.parametrize(("endpoint", "way"), ACTING, ids=names(ACTING))
def test_what_somebody_does_stands_in_the_trail_in_words(app, house, endpoint, way):
    left = left_by(app, house, endpoint, way)

    assert left, f"{endpoint} writes, but the trail knows nothing of it: see kiosk/faces/no_acts.py"
    assert [what for what in left if what not in ACTS] == []


@pytest.mark.parametrize(("endpoint", "way"), quiet, ids=names(quiet))
def test_what_nobody_means_as_an_act_leaves_none(app, house, endpoint, way):
    assert left_by(app, house, endpoint, way) == []


def test_every_address_that_writes_has_a_way_or_stands_in_the_list_of_those_without_acts(app):
    writing = {one.endpoint for one in rules_of(app) if set(one.methods or ()) - SAFE_METHODS}
    acting, silent = ({endpoint for endpoint, _way in ways} for ways in (ACTING, quiet))

    assert acting | set(NO_ACTS) == writing
    assert acting & set(NO_ACTS) == set()
    assert silent == set(NO_ACTS)


def test_the_list_says_why_of_each():
    assert [endpoint for endpoint, why in NO_ACTS.items() if len(why.split()) < 3] == []
