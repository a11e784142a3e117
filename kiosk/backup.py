"""One file that holds an installation: the database as of one moment, and the pictures and attachments.

Only for SQLite. A PostgreSQL server has its own tools, which know better what they keep.
The session key stays out: whoever restores elsewhere signs in again.
"""

from __future__ import annotations

import contextlib
import hashlib
import re
import sqlite3
import tarfile
import tempfile
from pathlib import Path

import sqlalchemy as sa

from kiosk.core.config import Settings
from kiosk.core.db import close_connections, db
from kiosk.core.media import ATTACHMENTS
from kiosk.core.revisions import known_revisions, schema_revision

DATABASE = "kiosk.sqlite3"
#: What was cut to size is left out: it is cut again when it is asked for.
_MEDIA = re.compile(rf"media/({ATTACHMENTS}/)?[0-9a-f]{{64}}\.[a-z0-9]{{1,8}}")


class NotSqlite(Exception):
    """The database lives on a server; the message says how to keep it."""


class BadBackup(Exception):
    """The file cannot be written, or is not a backup this version can read; the message says why."""


def write_backup(settings: Settings, target: Path) -> int:
    """Write the installation into `target` (a .tar.gz); return its size in bytes.

    Safe while the kiosk runs. Raises NotSqlite, or BadBackup if `target` is there already or cannot
    be written.
    """
    source = _sqlite_file(settings, target)
    if target.exists():
        raise BadBackup(f"{target} is there already; name another file.")
    try:
        with tempfile.TemporaryDirectory(dir=target.parent) as folder:
            snapshot = Path(folder) / DATABASE
            _copy_database(source, snapshot)
            # The database first: a picture it names is there before it, and is never taken away.
            packed = Path(folder) / "packed"
            _pack(packed, snapshot, settings.media_folder)
            packed.chmod(0o600)
            packed.replace(target)
    except OSError as error:
        raise BadBackup(f"Cannot write {target}: {error.strerror}.") from error
    except sqlite3.Error as error:
        raise BadBackup(f"Cannot copy the database into {target.parent}: {error}.") from error
    return target.stat().st_size


def read_backup(settings: Settings, source: Path) -> None:
    """Put back what `source` holds, in place of the database; files are only added.

    The caller has made sure that nothing is lost by it. Raises NotSqlite, or BadBackup before
    anything has been touched.
    """
    target = _sqlite_file(settings, source)
    with tempfile.TemporaryDirectory(dir=settings.instance) as folder:
        unpacked = Path(folder)
        _unpack(source, unpacked)
        _check_database(unpacked / DATABASE)
        for file in _files_below(unpacked / "media"):
            kept = settings.media_folder / file.relative_to(unpacked / "media")
            kept.parent.mkdir(parents=True, exist_ok=True)
            file.replace(kept)
        db.session.remove()
        close_connections()
        _copy_database(unpacked / DATABASE, target)


def _sqlite_file(settings: Settings, file: Path) -> Path:
    url = db.engine.url
    if url.get_backend_name() == "sqlite":
        return Path(url.database or "")
    server = sa.URL.create(
        "postgresql", username=url.username, host=url.host, port=url.port, database=url.database
    )
    raise NotSqlite(
        f"This database is kept by PostgreSQL: use pg_dump --format=custom --file={file}.dump "
        f"'{server.render_as_string()}' (and pg_restore), and copy the folder {settings.media_folder} beside it."
    )


def _copy_database(source: Path, target: Path) -> None:
    """Copy a database as it is at one moment, whoever uses either side meanwhile."""
    with (
        contextlib.closing(sqlite3.connect(source)) as from_,
        contextlib.closing(sqlite3.connect(target)) as to,
    ):
        from_.backup(to)


def _pack(packed: Path, snapshot: Path, media: Path) -> None:
    with tarfile.open(packed, "w:gz") as archive:
        archive.add(snapshot, DATABASE)
        for file in _files_below(media):
            name = f"media/{file.relative_to(media).as_posix()}"
            if _MEDIA.fullmatch(name):
                archive.add(file, name)


def _unpack(source: Path, folder: Path) -> None:
    try:
        with tarfile.open(source, "r:gz") as archive:
            for member in archive:
                # Names are ours or refused, so nothing can be written outside `folder`.
                if not member.isfile() or not (
                    member.name == DATABASE or _MEDIA.fullmatch(member.name)
                ):
                    raise BadBackup(
                        f"{source} holds {member.name!r}, which is no part of a backup."
                    )
                archive.extract(member, folder, filter="data")
    except (OSError, tarfile.TarError, EOFError) as error:
        raise BadBackup(f"{source} cannot be read as a backup.") from error
    for file in _files_below(folder / "media"):
        if hashlib.sha256(file.read_bytes()).hexdigest() != file.name.split(".")[0]:
            raise BadBackup(f"{source} is damaged: {file.name} has other bytes than its name says.")


def _files_below(folder: Path) -> list[Path]:
    return sorted(path for path in folder.rglob("*") if path.is_file())


def _check_database(file: Path) -> None:
    if not file.exists():
        raise BadBackup("The backup holds no database.")
    engine = sa.create_engine(f"sqlite:///{file}")
    try:
        with engine.connect() as connection:
            sound = connection.scalar(sa.text("PRAGMA integrity_check")) == "ok"
            revision = schema_revision(connection)
    except sa.exc.DatabaseError as error:
        raise BadBackup("The database in the backup is damaged.") from error
    finally:
        engine.dispose()
    if not sound:
        raise BadBackup("The database in the backup is damaged.")
    if revision not in known_revisions():
        raise BadBackup(f"The backup is of a version this one does not know (schema {revision}).")
