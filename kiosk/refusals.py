"""What a broken machine raises, as one sentence for whoever has to mend it; in Chinese, then in English.

A mistake of ours is no such thing: it keeps its traceback.
"""

from __future__ import annotations

import errno
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager

import sqlalchemy as sa

from kiosk.core.revisions import UnknownSchema

#: What a folder or a disk that cannot be used answers.
_UNWRITABLE = {
    errno.EACCES,
    errno.EPERM,
    errno.EROFS,
    errno.ENOTDIR,
    errno.EEXIST,
    errno.EFBIG,
    errno.EIO,
}
_FULL = {errno.ENOSPC, errno.EDQUOT}
#: What only a mistake of ours can make a database say.
_OURS = (sa.exc.IntegrityError, sa.exc.DataError, sa.exc.NotSupportedError)
_FULL_DISK = (
    "磁盘已满，请先腾出空间。 The disk is full: free some space on it first (KIOSK_INSTANCE, "
    "or that of DATABASE_URL)."
)
_NEWER = (
    "数据库来自本程序的更新版本，请安装那个版本。 DATABASE_URL: the database comes from a newer "
    "version of this program; install that one."
)
#: PostgreSQL's own word for a full disk.
_DISK_FULL_STATE = "53100"
_DAMAGED = {sqlite3.SQLITE_NOTADB, sqlite3.SQLITE_CORRUPT}
#: SQLite's extended codes have the plain one in their last byte.
_PLAIN_CODE = 0xFF


class CannotWork(Exception):
    """The machine does not let us work; the message says what to change."""


@contextmanager
def in_one_sentence() -> Iterator[None]:
    """Raise CannotWork for what disks and databases raise inside the block."""
    try:
        yield
    except _OURS:
        raise
    except sa.exc.DBAPIError as error:
        raise CannotWork(_of_database(error.orig or error)) from error
    except sqlite3.Error as error:
        raise CannotWork(_of_database(error)) from error
    except UnknownSchema as error:
        raise CannotWork(_NEWER) from error
    except OSError as error:
        if error.errno in _FULL:
            raise CannotWork(_FULL_DISK) from error
        if error.errno not in _UNWRITABLE:
            raise
        raise CannotWork(_unwritable(error)) from error


def _of_database(error: BaseException) -> str:
    code = (getattr(error, "sqlite_errorcode", None) or 0) & _PLAIN_CODE
    if code == sqlite3.SQLITE_FULL or getattr(error, "sqlstate", None) == _DISK_FULL_STATE:
        return _FULL_DISK
    if code in _DAMAGED:
        return (
            "数据库文件已损坏，请用备份恢复。 DATABASE_URL: the database file is damaged "
            f"({_first_line(error)}); move it away and restore a backup."
        )
    return (
        "数据库无法使用，请检查 DATABASE_URL 及其服务。 "
        f"DATABASE_URL: the database cannot be used ({_first_line(error)})."
    )


def _unwritable(error: OSError) -> str:
    return (
        f"无法写入 {error.filename}（{error.strerror}），请检查 KIOSK_INSTANCE。 "
        f"KIOSK_INSTANCE: cannot write to {error.filename} ({error.strerror})."
    )


def _first_line(error: BaseException) -> str:
    return str(error).strip().splitlines()[0] if str(error).strip() else "no reason given"
