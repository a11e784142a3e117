"""`flask kiosk …`: what it does, what it writes into the trail, how it refuses."""

from __future__ import annotations

import os
import re
import sqlite3
import tarfile
from datetime import datetime, timedelta
from pathlib import Path

import pytest
import sqlalchemy as sa
from click.testing import Result

from kiosk.accounts.models import Station
from kiosk.accounts.operations import account_called
from kiosk.accounts.passwords import matches
from kiosk.core import running
from kiosk.core.config import Settings
from kiosk.core.db import db
from kiosk.core.revisions import known_revisions
from kiosk.leftovers import leftovers
from kiosk.postings.models import Posting
from kiosk.screens.models import Screen
from kiosk.screens.operations import claim
from tests.command_line import CommandLine, assert_refused
from tests.conftest import SAMPLE_MORNING


def password_in(result: Result) -> str:
    """The password a command has printed."""
    found = re.search(r"password: (\S+)", result.output)
    assert found is not None
    return found[1]


def test_sample_loads_for_today_unless_a_day_is_given(kiosk: CommandLine):
    today = kiosk("sample")
    then = kiosk("sample", "--as-of", "2026-12-31")

    assert "2026-11-22" in today.output
    assert "2026-12-31" in then.output
    assert "2027" in then.output  # the holidays nobody has announced
    assert [act[0] for act in kiosk.acts()] == ["sample.load", "sample.load"]


@pytest.mark.parametrize("day", ["tomorrow", "2026-13-01", "0001-01-01", "9999-12-31"])
def test_sample_refuses_what_is_no_day(kiosk: CommandLine, day: str):
    assert_refused(kiosk("sample", "--as-of", day), day)


def test_sample_remove_is_one_act_and_nothing_to_remove_is_none(with_sample: CommandLine):
    first, second = with_sample("sample-remove"), with_sample("sample-remove")

    assert (first.exit_code, second.exit_code) == (0, 0)
    assert with_sample.acts() == [
        ("sample.load", "command line", "30 postings"),
        ("sample.remove", "command line", "30 postings"),
    ]


def test_user_add_prints_a_password_that_works_and_must_be_changed(with_sample: CommandLine):
    result = with_sample("user", "add", "lin", "林一", "--role", "clerk", "--station", "SQB")

    with with_sample.app.app_context():
        account = account_called("lin")
        assert account is not None
        assert matches(password_in(result), account.password_hash)
        assert account.must_change_password
        held = [(one.role, one.station.code if one.station else None) for one in account.grants]
        assert held == [("clerk", "SQB")]
    assert with_sample.acts()[-1] == ("account.add", "command line", "account lin")


def test_user_add_refuses(with_sample: CommandLine):
    add = ("user", "add")
    with_sample(*add, "lin", "林一", "--role", "clerk")
    before = with_sample.acts()

    assert_refused(with_sample(*add, "lin", "林二", "--role", "clerk"), "lin")
    assert_refused(with_sample(*add, "wu", "吴", "--role", "king"), "king", "clerk")
    assert_refused(with_sample(*add, "wu", "吴", "--role", "clerk", "--station", "X"), "X", "SQB")
    assert_refused(with_sample(*add, "w u", "吴", "--role", "clerk"), "USERNAME")
    assert_refused(with_sample(*add, "wu", " ", "--role", "clerk"), "NAME")
    assert_refused(with_sample(*add, "wu", "吴"), "--role")
    assert_refused(with_sample(*add, "wu"), "NAME")
    assert with_sample.acts() == before


def test_user_password_gives_another_one_and_ends_every_session(kiosk: CommandLine):
    first = password_in(kiosk("user", "add", "lin", "林一", "--role", "clerk"))

    second = password_in(kiosk("user", "password", "lin"))

    with kiosk.app.app_context():
        account = account_called("lin")
        assert account is not None
        assert matches(second, account.password_hash)
        assert not matches(first, account.password_hash)
        assert (account.must_change_password, account.session_version) == (True, 2)
    assert kiosk.acts()[-1] == ("account.password_reset", "command line", "account lin")
    assert_refused(kiosk("user", "password", "nobody"), "nobody")


def test_screen_add_prints_one_working_link_a_line(with_sample: CommandLine):
    options = ("--audience", "hall", "--inches", "55", "--distance", "4.5", "--count", "3")

    result = with_sample("screen", "add", "--station", "QYY", "--name", "大厅", *options)

    links = result.output.splitlines()
    assert [link.rsplit("/", 1)[0] for link in links] == ["http://kiosk.test/screen/claim"] * 3
    with with_sample.app.app_context():
        claimed = [claim(link.rsplit("/", 1)[1]) for link in links]
        screens = [one[0] for one in claimed if one is not None]
        assert [screen.name for screen in screens] == ["大厅 1", "大厅 2", "大厅 3"]
        assert {
            (one.audience, one.panel_inches, one.distance_dm, one.is_sample) for one in screens
        } == {("hall", 55, 45, False)}
    assert [act[2] for act in with_sample.acts()[1:]] == [
        "screen 大厅 1",
        "screen 大厅 2",
        "screen 大厅 3",
    ]


def test_a_single_screen_keeps_its_name(with_sample: CommandLine):
    with_sample("screen", "add", "--station", "QYY", "--name", "大厅")

    with with_sample.app.app_context():
        names = db.session.scalars(sa.select(Screen.name).where(~Screen.is_sample)).all()
    assert names == ["大厅"]


def test_screens_have_somebody_to_call_the_stations_chief_if_nobody_else(with_sample: CommandLine):
    add = ("screen", "add", "--station", "QYY", "--name")
    with_sample(*add, "大厅", "--keeper", "丁一", "--phone", "0937-0000399")
    with_sample(*add, "食堂")

    with with_sample.app.app_context():
        station = db.session.scalars(sa.select(Station).where(Station.code == "QYY")).one()
        query = sa.select(Screen.name, Screen.keeper, Screen.keeper_phone)
        found = db.session.execute(query.where(~Screen.is_sample).order_by(Screen.id)).all()
        assert [tuple(one) for one in found] == [
            ("大厅", "丁一", "0937-0000399"),
            ("食堂", station.chief, station.phone),
        ]
        assert station.chief
    assert_refused(with_sample(*add, "x", "--keeper", "名" * 41), "--keeper")


def test_screen_add_refuses(with_sample: CommandLine):
    add = ("screen", "add", "--name", "大厅", "--station")

    assert_refused(with_sample(*add, "NOWHERE"), "NOWHERE", "SQB")
    assert_refused(with_sample(*add, "SQB", "--inches", "3"), "--inches")
    assert_refused(with_sample(*add, "SQB", "--distance", "far"), "--distance")
    assert_refused(with_sample(*add, "SQB", "--audience", "all"), "--audience")
    assert_refused(with_sample(*add, "SQB", "--count", "0"), "--count")
    assert_refused(with_sample("screen", "add", "--station", "SQB", "--name", ""), "--name")


def test_an_unknown_command_is_refused(kiosk: CommandLine):
    assert_refused(kiosk("nonsense"), "nonsense")


@pytest.mark.sqlite
def test_backup_and_restore_bring_everything_back(
    with_sample: CommandLine, settings: Settings, tmp_path: Path
):
    file = tmp_path / "backup.tar.gz"
    assert with_sample("backup", str(file)).exit_code == 0
    picture = next(iter(settings.media_folder.glob("*.jpg")))
    picture.unlink()
    attachment = next(iter(settings.media_folder.glob("attachments/*")))
    attachment.unlink()
    with_sample("sample-remove")

    assert_refused(with_sample("restore", str(file)), "--replace")
    result = with_sample("restore", str(file), "--replace")

    assert result.exit_code == 0, result.output
    assert picture.exists()
    assert attachment.exists()
    with with_sample.app.app_context():
        assert db.session.scalar(sa.select(sa.func.count()).select_from(Posting)) == 30
    assert [act[0] for act in with_sample.acts()] == ["sample.load", "instance.restore"]
    assert file.stat().st_mode & 0o077 == 0


@pytest.mark.sqlite
def test_nothing_is_restored_under_a_running_server(
    with_sample: CommandLine, settings: Settings, tmp_path: Path
):
    file = tmp_path / "backup.tar.gz"
    with_sample("backup", str(file))

    with running.hold(settings.instance), running.hold(settings.instance):
        assert_refused(with_sample("restore", str(file), "--replace"), "running on this folder")

    result = with_sample("restore", str(file), "--replace")
    assert result.exit_code == 0, result.output


#: In an order in which nothing refers to what is gone.
TABLES_OF_SAMPLE = (
    "register_entry",
    "conclusion",
    "signature",
    "submission",
    "revision",
    "posting",
    "nil_return",
    "screen",
    "person",
)


@pytest.mark.sqlite
def test_an_empty_installation_is_restored_without_asking(
    kiosk: CommandLine, with_sample: CommandLine, tmp_path: Path
):
    file = tmp_path / "backup.tar.gz"
    with_sample("backup", str(file))
    with kiosk.app.app_context():
        for table in TABLES_OF_SAMPLE:
            db.session.execute(sa.text(f"DELETE FROM {table}"))  # noqa: S608 - names are ours
        db.session.execute(sa.text("DELETE FROM station"))
        db.session.execute(sa.text("DELETE FROM office"))
        db.session.commit()

    result = kiosk("restore", str(file))
    assert result.exit_code == 0, result.output
    with kiosk.app.app_context():
        assert db.session.scalar(sa.select(sa.func.count()).select_from(Station)) == 5


@pytest.mark.sqlite
def test_backup_never_writes_over_a_file(kiosk: CommandLine, tmp_path: Path):
    file = tmp_path / "precious"
    file.write_text("precious")

    assert_refused(kiosk("backup", str(file)), "precious")
    assert_refused(kiosk("backup", str(tmp_path / "no" / "folder" / "x")), "No such file")
    assert file.read_text() == "precious"


@pytest.mark.sqlite
def test_what_is_no_backup_is_refused_before_anything_is_touched(
    with_sample: CommandLine, tmp_path: Path
):
    text = tmp_path / "text"
    text.write_text("no backup")
    stranger, newer, damaged = (tmp_path / name for name in ("stranger", "newer", "damaged"))
    _pack(stranger, {"../outside": b"x"})
    database = tmp_path / "database"
    with sqlite3.connect(database) as connection:
        connection.execute("CREATE TABLE alembic_version (version_num TEXT)")
        connection.execute("INSERT INTO alembic_version VALUES ('9999')")
    connection.close()
    _pack(newer, {"kiosk.sqlite3": database.read_bytes()})
    _pack(damaged, {"kiosk.sqlite3": b"SQLite format 3\0" + b"x" * 4096})

    def restore(file: Path) -> Result:
        return with_sample("restore", str(file), "--replace")

    assert_refused(restore(tmp_path / "missing"), "cannot be read")
    assert_refused(restore(text), "cannot be read")
    assert_refused(restore(stranger), "outside")
    assert_refused(restore(newer), "9999")
    assert_refused(restore(damaged), "damaged")
    assert not (tmp_path.parent / "outside").exists()
    assert with_sample.acts() == [("sample.load", "command line", "30 postings")]


@pytest.mark.postgres
def test_backup_of_postgresql_names_its_own_tool(kiosk: CommandLine, tmp_path: Path):
    assert_refused(kiosk("backup", str(tmp_path / "x")), "pg_dump")


def test_doctor_finds_a_sound_installation_sound(with_sample: CommandLine):
    result = with_sample("doctor")

    assert result.exit_code == 0
    assert "error" not in result.output
    assert "The holidays of 2026 are known." in result.output
    assert "warning: The holidays of 2027 are not known" in result.output
    assert "QR codes lead to http://kiosk.test." in result.output


def test_doctor_names_secrets_that_others_may_read(with_sample: CommandLine, settings: Settings):
    key = settings.instance / "secret_key"
    key.chmod(0o644)
    said = with_sample("doctor").output
    key.chmod(0o600)

    assert f"warning: Other users of this machine may read {key}: chmod 600 {key}" in said
    assert str(key) not in with_sample("doctor").output


def test_doctor_names_characters_no_font_has(with_sample: CommandLine):
    with with_sample.app.app_context():
        posting = db.session.scalars(
            sa.select(Posting).where(Posting.kind == "moments").order_by(Posting.id)
        ).first()
        assert posting is not None
        revision = posting.revisions[-1]
        revision.content = revision.content.replace("宋婷婷", "宋㛃䶮")
        db.session.commit()

    result = with_sample("doctor")

    assert "㛃 (U+36C3), 䶮 (U+4DAE) in “风雪夜里的一壶热水”" in result.output
    assert result.exit_code == 0


def _leftovers(kiosk: CommandLine, settings: Settings) -> list[Path]:
    with kiosk.app.app_context():
        now = datetime.fromisoformat(SAMPLE_MORNING)
        return [one.path for one in leftovers(settings.media_folder, now=now)]


@pytest.mark.sqlite  # elsewhere the table outlives the test
def test_doctor_names_files_nothing_refers_to_and_sweep_takes_the_old_ones(
    with_sample: CommandLine, settings: Settings
):
    for left in _leftovers(with_sample, settings):  # by other tests: few are named
        left.unlink()
    old, young = (
        settings.media_folder / f"{'a' * 64}.jpg",
        settings.media_folder / f"{'b' * 64}.jpg",
    )
    for file, days in ((old, 31), (young, 1)):
        file.write_bytes(b"x")
        then = (datetime.fromisoformat(SAMPLE_MORNING) - timedelta(days=days)).timestamp()
        os.utime(file, (then, then))
    kept = set(settings.media_folder.rglob("*")) - {old}

    said = with_sample("doctor").output
    assert old.name in said
    assert "1 of them are older than 30 days" in said
    assert old.name in with_sample("sweep", "--dry-run").output
    assert old.exists()

    assert with_sample("sweep").exit_code == 0

    assert not old.exists()
    assert kept <= set(settings.media_folder.rglob("*"))
    assert with_sample.acts()[-1] == ("files.sweep", "command line", "1 files")
    young.unlink()


def test_sweep_takes_nothing_that_may_still_be_wanted(kiosk: CommandLine):
    result = kiosk("sweep", "--older-than", "7")

    assert result.exit_code == 2
    assert "30" in result.output


def test_doctor_wants_the_newest_schema(kiosk: CommandLine):
    def stand_at(revision: str) -> None:
        statement = sa.text("UPDATE alembic_version SET version_num = :revision")
        with kiosk.app.app_context():
            db.session.execute(statement, {"revision": revision})
            db.session.commit()

    stand_at("0000")
    result = kiosk("doctor")
    # A database of PostgreSQL is used again by the tests that follow.
    stand_at(known_revisions()[0])

    assert result.exit_code == 1
    assert "The database stands at 0000" in result.output


def _pack(file: Path, members: dict[str, bytes]) -> None:
    with tarfile.open(file, "w:gz") as archive:
        for name, data in members.items():
            source = file.with_suffix(".member")
            source.write_bytes(data)
            archive.add(source, name)
