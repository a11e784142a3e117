"""Taking the sample out: one act, and everything real stays."""

from datetime import date, datetime

import sqlalchemy as sa

from kiosk.accounts.models import Account, Act, Deputy, Grant, Office, Person, Station
from kiosk.core.codes import secret_hash
from kiosk.core.db import db
from kiosk.postings.drafts import begin, discard
from kiosk.postings.models import Category, NilReturn, Posting, Revision, Signature
from kiosk.postings.operations import Placing, new_posting
from kiosk.sample import LoadReport, has_sample, load_sample, remove_sample, seed_categories
from kiosk.screens.models import Screen
from kiosk.screens.operations import Site, add_screen, claim, fresh_claim


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


def stations_left() -> set[str]:
    left = db.session.scalars(sa.select(Station)).all()
    assert not any(one.is_sample for one in left)
    return {one.name for one in left}


def station_called(code: str) -> Station:
    return db.session.scalars(sa.select(Station).where(Station.code == code)).one()


def test_a_station_with_a_name_of_ours_stays_though_nothing_hangs_there(
    loaded: LoadReport, now: datetime
):
    station_called("QYY").name = "燕山口收费站"
    db.session.commit()

    remove(now)

    assert stations_left() == {"燕山口收费站"}
    assert not has_sample()


def test_a_screen_with_a_device_stays_paired_and_so_does_its_station(
    loaded: LoadReport, now: datetime
):
    screen = loaded.screens[0]
    station = screen.station.name
    claimed = claim(fresh_claim(screen))
    assert claimed is not None
    db.session.commit()

    remove(now)

    [left] = db.session.scalars(sa.select(Screen)).all()
    assert left.secret_hash == secret_hash(claimed[1])
    assert not left.is_sample
    assert stations_left() == {station}


def test_a_screen_of_which_something_was_said_anew_stays_where_it_hangs_now(
    loaded: LoadReport, now: datetime
):
    elsewhere = station_called("WHD")
    loaded.screens[0].change(station_id=elsewhere.id)
    db.session.commit()

    remove(now)

    assert stations_left() == {elsewhere.name}
    assert db.session.scalars(sa.select(Screen.station_id)).all() == [elsewhere.id]


def test_a_deputy_and_a_draft_thrown_away_keep_their_stations(loaded: LoadReport, now: datetime):
    category = db.session.scalars(sa.select(Category)).first()
    assert category is not None
    deputies, drafts = station_called("SZP"), station_called("QYY")
    standing_in = Deputy(role="station_chief", station=deputies, stands_for="王", reason="外出",
                         first_day=now.date(), last_day=now.date())  # fmt: skip
    db.session.add(
        Account(username="real", display_name="真", password_hash="x", deputies=[standing_in])
    )
    written = new_posting(category, Placing(scope="staff", station=drafts), kind="notices")
    db.session.flush()
    draft = begin(written, who="real", at=now)
    draft.typed, draft.parts, draft.title = "[]", "{}", ""
    discard(draft, who="real", at=now)
    names = {deputies.name, drafts.name}
    db.session.commit()

    remove(now)

    assert stations_left() == names


def test_nobody_the_sample_made_up_stands_on_a_station_that_stays(
    loaded: LoadReport, now: datetime
):
    station = station_called("SZP")
    station.name, station.phone = "白庙收费站", "6123456"
    assert station.chief
    db.session.commit()

    remove(now)

    assert (station.chief, station.integrity_supervisor, station.stake) == ("", "", "")
    assert station.phone == "6123456"
