"""What the database promises: moments with their zone, rules it keeps itself, writers that wait their turn."""

import threading
from datetime import UTC, datetime, timedelta, timezone

import pytest
import sqlalchemy as sa
from alembic import command
from alembic.config import Config
from alembic.script import ScriptDirectory
from sqlalchemy.exc import IntegrityError, StatementError

from kiosk import create_app
from kiosk.accounts.models import Person, SignInTry
from kiosk.core.config import Settings
from kiosk.core.db import Base, UtcDateTime, db
from kiosk.core.revisions import MIGRATIONS, known_revisions, schema_revision
from kiosk.core.schema import RowsLeftAlone, migrate_to_head, rebuilding
from kiosk.core.web import commits

SHANGHAI = timezone(timedelta(hours=8))
EIGHT_IN_SHANGHAI = datetime(2026, 11, 22, 8, 0, tzinfo=SHANGHAI)

#: As revision 0011 of the schema has them.
A_POSTING_WITH_A_PLACE = (
    "INSERT INTO station (id, code, name, short_name, stake, chief, integrity_supervisor, phone, list_token,"
    " position, is_sample) VALUES (1, 'S', 's', 's', '', '', '', '', 't', 0, 0)",
    "INSERT INTO category (id, code, name, name_en, kind, form, spine, rhythm, takes_objections, level,"
    " report_phrase, position) VALUES (1, 'c', 'c', '', 'notices', '公开', '', 'monthly', 0, 'both', '', 0)",
    "INSERT INTO posting (id, code, kind, category_id, level, station_id, scope, stage, withdrawn_reason,"
    " is_sample) VALUES (1, 'p', 'notices', 1, 'station', 1, 'staff', 'draft', '', 0)",
    "INSERT INTO rotation_place (station_id, posting_id, position) VALUES (1, 1, 1)",
)


def tried(at, address="192.0.2.1"):
    return SignInTry(at=at, name_hash="x", address=address)


def pragma(name):
    return db.session.scalar(sa.text(f"PRAGMA {name}"))


def test_a_moment_comes_back_as_the_same_moment_in_utc(app_context):
    db.session.add(tried(EIGHT_IN_SHANGHAI))
    db.session.commit()
    stored = db.session.scalars(sa.select(SignInTry.at)).one()

    assert stored == EIGHT_IN_SHANGHAI
    assert stored.tzinfo is UTC
    assert stored.hour == 0


def test_a_moment_is_found_by_comparing_it_in_any_zone(app_context):
    later = EIGHT_IN_SHANGHAI + timedelta(minutes=1)
    db.session.add_all([tried(EIGHT_IN_SHANGHAI, "at eight"), tried(later, "later")])
    until = datetime(2026, 11, 22, 0, 0, tzinfo=UTC)

    found = sa.select(SignInTry.address).where(SignInTry.at <= until)
    assert db.session.scalars(found).all() == ["at eight"]


def test_a_moment_without_a_zone_is_refused(app_context):
    db.session.add(tried(datetime(2026, 11, 22, 8, 0)))  # noqa: DTZ001 - this is what must not pass

    with pytest.raises(StatementError, match="a moment without a time zone cannot be stored"):
        db.session.flush()


def test_every_moment_of_every_table_is_stored_so():
    naive = [
        f"{table.name}.{column.name}"
        for table in Base.metadata.sorted_tables
        for column in table.columns
        if isinstance(column.type, sa.DateTime) and not isinstance(column.type, UtcDateTime)
    ]

    assert naive == []


def test_the_database_itself_refuses_a_row_that_points_nowhere(app_context):
    db.session.add(Person(name="田甜", station_id=4711))

    with pytest.raises(IntegrityError):
        db.session.flush()


@pytest.mark.sqlite
def test_what_was_said_to_be_saved_survives_a_power_cut(app_context):
    synchronous_full = 2

    assert pragma("journal_mode") == "wal"
    assert pragma("synchronous") == synchronous_full
    assert pragma("foreign_keys") == 1


def test_migrations_lead_to_the_tables_of_the_models(app):
    with app.app_context(), db.engine.connect() as connection:
        assert schema_revision(connection) == known_revisions()[0]
        there = set(sa.inspect(connection).get_table_names())

    assert there - {"alembic_version"} == set(Base.metadata.tables)


def test_migrations_keep_every_rule_the_models_have(app):
    """To rebuild a table on SQLite forgets its checks, unless they are named."""
    with app.app_context(), db.engine.connect() as connection:
        kept = {
            (table, rule["name"])
            for table in Base.metadata.tables
            for rule in [
                *sa.inspect(connection).get_check_constraints(table),
                *sa.inspect(connection).get_unique_constraints(table),
            ]
        }

    wanted = {
        (table.name, rule.name)
        for table in Base.metadata.tables.values()
        for rule in table.constraints
        if isinstance(rule, sa.CheckConstraint | sa.UniqueConstraint)
    }
    assert {(table, str(name)) for table, name in wanted} - kept == set()


@pytest.mark.sqlite
def test_a_table_is_rebuilt_without_what_refers_to_it(tmp_path):
    """Its rows stay, though to drop a table takes along whatever hangs on it."""
    app = create_app(Settings.from_env({"KIOSK_INSTANCE": str(tmp_path)}))
    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS))
    with app.app_context(), db.engine.begin() as connection:
        config.attributes["connection"] = connection
        command.upgrade(config, "0011")
        for statement in A_POSTING_WITH_A_PLACE:
            connection.exec_driver_sql(statement)

    migrate_to_head(app)

    with app.app_context():
        assert db.session.scalar(sa.text("SELECT count(*) FROM rotation_place")) == 1
        assert db.session.scalar(sa.text("PRAGMA foreign_keys")) == 1


@pytest.mark.sqlite
def test_a_migration_that_leaves_rows_alone_is_undone(app, app_context):
    with pytest.raises(RowsLeftAlone), rebuilding(db.engine) as connection:
        connection.exec_driver_sql(
            "INSERT INTO draft (posting_id, typed, parts, title, version, saved_at, saved_by, open_by)"
            " VALUES (99, '', '', '', 1, '2026-11-22', 'x', '')"
        )

    assert db.session.scalar(sa.text("SELECT count(*) FROM draft")) == 0


def test_revisions_are_read_from_the_names_of_their_files():
    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS))
    scripts = ScriptDirectory.from_config(config).walk_revisions()

    assert known_revisions() == [script.revision for script in scripts]


def test_a_database_before_its_first_migration_has_no_revision():
    with sa.create_engine("sqlite://").connect() as connection:
        assert schema_revision(connection) is None


def test_migrating_again_changes_nothing(app, app_context):
    db.session.add(Person(name="田甜"))
    db.session.commit()

    migrate_to_head(app)

    assert db.session.scalars(sa.select(Person.name)).all() == ["田甜"]


def test_writers_at_the_same_time_wait_for_each_other(app):
    """Each reads first and writes then, as every form does: none may fail because another was faster."""
    rounds, writers = 25, 2
    failed: list[BaseException] = []
    together = threading.Barrier(writers)

    @commits
    def read_then_write():
        seen = db.session.scalar(sa.select(sa.func.count(Person.id)))
        db.session.add(Person(name=f"after {seen}"))
        return "done"

    def write_often():
        together.wait()
        for _ in range(rounds):
            with app.test_request_context():
                # What a guard does before the view: ask who this is.
                db.session.scalar(sa.select(sa.func.count(Person.id)))
                try:
                    read_then_write()
                except Exception as error:
                    failed.append(error)

    threads = [threading.Thread(target=write_often) for _ in range(writers)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    with app.app_context():
        stored = db.session.scalar(sa.select(sa.func.count(Person.id)))

    assert failed == []
    assert stored == rounds * writers
