"""What the panel's pages cost: as many questions to the database with many postings as with few."""

from datetime import UTC, datetime, timedelta

import pytest

from kiosk.core.db import db
from kiosk.postings.operations import Placing
from tests.faces.admin.desk import begun, saved
from tests.postings.making import add_content, notice, posted

EARLIER = datetime(2026, 11, 20, tzinfo=UTC)
FEW, MANY = 3, 40


@pytest.fixture
def cleo(enter):
    return enter("cleo")


@pytest.fixture
def costs(categories):
    return categories["notice"]


@pytest.fixture
def post_more(costs, stations):
    """Hang so many more, of the office and of both stations, some corrected, some over."""

    def post(number):
        for count in range(number):
            until = EARLIER + timedelta(days=1) if count % 4 == 0 else None
            place = Placing(
                scope="staff",
                shows_from=EARLIER,
                shows_until=until,
                station=[None, *stations][count % 3],
            )
            one = posted(costs, place, content=notice("办公经费"))
            if count % 5 == 0:
                add_content(one, notice("办公经费（更正）"), reason="金额")
        db.session.commit()

    return post


@pytest.mark.parametrize(
    "address",
    [
        "/admin/postings",
        "/admin/postings?q=经费&life=on_wall&sort=ends",
        "/admin/postings?life=draft",
        "/admin/order/SQB",
    ],
)
def test_a_list_asks_as_much_of_many_postings_as_of_few(
    cleo, costs, post_more, count_queries, address
):
    def asked_with(number):
        post_more(number)
        for _ in range(number):
            begun(cleo, costs)
        with count_queries() as queries:
            assert cleo.get(address).status_code == 200
        return len(queries)

    assert asked_with(FEW) == asked_with(MANY)


@pytest.mark.parametrize("page", ["", "/edit", "/preview", "/publish"])
def test_a_posting_s_own_pages_ask_nothing_of_the_others(
    cleo, costs, post_more, count_queries, page
):
    code = begun(cleo, costs)
    saved(cleo, code)

    def asked_with(number):
        post_more(number)
        with count_queries() as queries:
            assert cleo.get(f"/admin/postings/{code}{page}").status_code == 200
        return len(queries)

    assert asked_with(FEW) == asked_with(MANY)


def test_what_is_typed_is_shown_without_asking_for_other_postings(
    cleo, costs, post_more, count_queries
):
    code = begun(cleo, costs)

    def asked_with(number):
        post_more(number)
        with count_queries() as queries:
            answer = cleo.post(f"/admin/postings/{code}/preview", data={"title": "班车"})
        assert answer.status_code == 200
        return len(queries)

    assert asked_with(FEW) == asked_with(MANY)


def test_a_posting_with_a_long_history_asks_no_more_than_a_new_one(cleo, costs, count_queries):
    def asked_with(corrections):
        one = posted(costs, Placing(scope="staff", shows_from=EARLIER), content=notice("经费"))
        for _ in range(corrections):
            add_content(one, notice("经费"), reason="金额")
        db.session.commit()
        with count_queries() as queries:
            assert cleo.get(f"/admin/postings/{one.code}").status_code == 200
        return len(queries)

    assert asked_with(1) == asked_with(12)
