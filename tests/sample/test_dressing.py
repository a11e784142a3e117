"""The sample in an office's own names."""

import json
from dataclasses import replace

import sqlalchemy as sa

from kiosk.accounts.models import Office, Station
from kiosk.core.db import db
from kiosk.postings.models import Posting, Revision
from kiosk.sample import load_sample
from kiosk.sample.dressing import dressed, names_in
from kiosk.sample.files import records

ODD = "红柳湾"


def test_every_name_of_the_office_and_its_stations_is_replaced():
    data = records("office")
    written = names_in(data)
    own = replace(
        written,
        office="红柳湾高速公路收费所",
        short="红柳湾所",
        branch="中共红柳湾高速公路收费所支部委员会",
        magazine="红柳驿站",
        column="红柳身影",
        stations=tuple((f"红柳{n}号收费站", f"红柳{n}号站") for n in range(5)),
    )

    text = json.dumps([dressed(data[key], written, own) for key in ("notices", "stars", "honors")],
                      ensure_ascii=False)  # fmt: skip

    assert "柳泉" not in text
    assert "双泉堡" not in text
    assert "红柳湾公开〔" in text
    assert "红柳0号收费站" in text


def test_dressing_in_the_same_names_changes_nothing():
    data = records("office")
    assert dressed(data, names_in(data), names_in(data)) == data


def test_a_renamed_office_sees_its_own_name_on_the_sample(app_context, now):
    load_sample(now.date(), at=now)
    office, station = db.session.get(Office, 1), db.session.scalar(sa.select(Station))
    assert office is not None
    assert station is not None
    office.name, office.short_name = "红柳湾高速公路收费所", "红柳湾所"
    station.name, station.short_name = "沙枣园收费站", "沙枣园站"

    load_sample(now.date(), at=now)

    titles = list(db.session.scalars(sa.select(Revision.title)))
    assert any("红柳湾高速公路收费所" in title for title in titles)
    assert not any("柳泉高速公路" in title for title in titles)
    assert not any("双泉堡" in title for title in titles)
    assert db.session.scalar(sa.select(sa.exists().where(Posting.is_sample)))
