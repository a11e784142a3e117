"""The sample office on its own Sunday, as phones read it. In English, which is what the code says."""

from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta

import pytest
from bs4 import BeautifulSoup

from kiosk.accounts.models import Office, Station
from kiosk.accounts.offices import stations
from kiosk.core.db import db
from kiosk.kinds.notices import Notice
from kiosk.postings.models import Posting
from kiosk.postings.operations import Placing, add_revision, approve, new_posting
from kiosk.sample import LoadReport, load_sample
from tests.client import KioskClient

WRITTEN_FOR = date(2026, 11, 22)
LONG_AGO = datetime(2026, 1, 1, tzinfo=UTC)
Page = Callable[[str], BeautifulSoup]
Made = Callable[..., Posting]


@pytest.fixture
def loaded(app_context: None, now: datetime) -> LoadReport:
    """The sample, committed."""
    report = load_sample(WRITTEN_FOR, at=now)
    office = db.session.get(Office, 1)
    assert office is not None
    office.language = "en"
    db.session.commit()
    return report


@pytest.fixture
def station(loaded: LoadReport) -> Station:
    """双泉堡: the first station."""
    return stations()[0]


@pytest.fixture
def page(client: KioskClient) -> Page:
    """Open an address that is there, and read it."""

    def opened(address: str) -> BeautifulSoup:
        answer = client.get(address)
        assert answer.status_code == 200, address
        return BeautifulSoup(answer.get_data(as_text=True), "html.parser")

    return opened


@pytest.fixture
def posted(loaded: LoadReport, now: datetime) -> Made:
    """Hang a plain notice of the office."""

    def hang(
        *,
        scope: str = "staff",
        at_station: Station | None = None,
        since: datetime | None = None,
        until: datetime | None = None,
        content: Notice | None = None,
    ) -> Posting:
        document = content or Notice(
            title="A plain notice", form="公开", issuer="柳泉所", sign_date=WRITTEN_FOR
        )
        placing = Placing(
            scope=scope,
            station=at_station,
            shows_from=since or now - timedelta(days=1),
            shows_until=until,
        )
        posting = new_posting(loaded.postings["N15"].category, placing, kind="notices")
        revision = add_revision(posting, document, schema=1, title=document.title)
        approve(revision, [], at=LONG_AGO, register_number=None)
        db.session.commit()
        return posting

    return hang


def text_of(soup: BeautifulSoup) -> str:
    """What a reader reads, with single spaces."""
    return " ".join(soup.get_text(" ").split())
