"""Names of people of the office stay whole in whatever a phone shows."""

import pytest

from kiosk.accounts.models import Person
from kiosk.core.db import db
from kiosk.kinds.notices import Column, Notice, Table
from tests.faces.phone.conftest import WRITTEN_FOR

LONG = "阿不都热合曼·买买提明"


@pytest.fixture
def posting(posted):
    """A notice that names somebody of the office and somebody else, everywhere it can."""
    db.session.add(Person(name=LONG))
    column = Column(key="who", label="负责人员及分工情况")
    content = Notice(
        title=f"关于{LONG}同志的公示",
        form="公示",
        issuer="柳泉所",
        sign_date=WRITTEN_FOR,
        body=f"由{LONG}负责收费现场，由陌生人·某某某协助。",
        tables=(
            Table(caption="分工", columns=(column,), rows=({"who": f"现场由{LONG}同志负责到底"},)),
        ),
    )
    return posted(content=content, scope="society")


def whole(soup, place):
    """What is marked to stay on one line there."""
    return [one.get_text() for one in soup.select(f"{place} .nb")]


@pytest.mark.parametrize("place", ["h1", ".prose", "tbody"])
@pytest.mark.parametrize("end", ["", "/print"])
def test_a_name_breaks_at_its_dot_alone_wherever_it_stands(page, posting, place, end):
    soup = page(f"/n/{posting.code}{end}")

    assert [one for one in whole(soup, place) if not one[0].isdigit()] == [
        "阿不都热合曼·",
        "买买提明",
    ]


def test_it_stays_whole_in_a_list(page, posting):
    row = f'.row[href="/n/{posting.code}"]'

    assert whole(page("/n/"), row) == ["阿不都热合曼·", "买买提明"]
