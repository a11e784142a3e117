"""Taking the sample out: one act, and everything real stays."""

from datetime import date, datetime

import sqlalchemy as sa

from kiosk.accounts.models import Account, Act, Grant, Office, Person, Station
from kiosk.core.db import db
from kiosk.postings.models import Category, NilReturn, Posting, Revision, Signature
from kiosk.postings.operations import Placing, new_posting
from kiosk.sample import LoadReport, has_sample, load_sample, remove_sample, seed_categories
from kiosk.screens.models import Screen
from kiosk.screens.operations import Site, add_screen


def count(model: type) -> int:
    return db.session.scalar(sa.select(sa.func.count()).select_from(model)) or 0


def remove(now: datetime) -> int:
    removed = remove_sample(who="admin", at=now)
    db.session.commit()
    return removed


def test_all_that_is_sample_goes_in_one_act(loaded: LoadReport, now: datetime):
    postings = len(set(loaded.postings.values()))

    assert remove(now) == postings == 30
    models = (Posting, Revision, Signature, Person, Station, Screen, Account, Grant, NilReturn)
    assert [count(model) for model in models] == [0] * len(models)
    assert not has_sample()
    acts = db.session.scalars(sa.select(Act).where(Act.what == "sample.remove")).all()
    assert [(act.who, act.subject) for act in acts] == [("admin", "30 postings")]


def test_settings_stay(loaded: LoadReport, now: datetime):
    remove(now)

    assert count(Office) == 1
    assert count(Category) == 24


def test_what_is_real_stays_and_so_does_the_station_it_hangs_on(loaded: LoadReport, now: datetime):
    stations = {one.code: one for one in db.session.scalars(sa.select(Station))}
    category = db.session.scalars(sa.select(Category)).first()
    assert category is not None
    db.session.add(
        Account(
            username="real",
            display_name="真",
            password_hash="x",
            grants=[Grant(role="station_chief", station=stations["SZP"])],
        )
    )
    real = new_posting(category, Placing(scope="staff", station=stations["QYY"]), kind="notices")
    add_screen(Site(name="真屏", station=stations["WHD"]))
    db.session.commit()

    remove(now)

    assert db.session.scalars(sa.select(Posting)).all() == [real]
    assert db.session.scalars(sa.select(Screen.name)).all() == ["真屏"]
    assert db.session.scalars(sa.select(Account.username)).all() == ["real"]
    left = {one.code: one.is_sample for one in db.session.scalars(sa.select(Station))}
    assert left == {"SZP": False, "QYY": False, "WHD": False}
    assert not has_sample()


def test_the_sample_can_come_back(loaded: LoadReport, now: datetime):
    remove(now)
    again = load_sample(date(2026, 11, 22), at=now)
    db.session.commit()

    assert count(Posting) == len(set(again.postings.values()))


def test_categories_somebody_has_edited_are_not_seeded_over(app_context: None):
    assert seed_categories() == 24
    vehicles = db.session.scalars(sa.select(Category).where(Category.code == "vehicles")).one()
    vehicles.name = "公车"

    assert seed_categories() == 0
    assert vehicles.name == "公车"
