"""`python -m kiosk.serve`: check, set up what is missing, say where everything is, serve."""

from __future__ import annotations

import errno
import multiprocessing
import socket
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path

from flask import Flask

from kiosk import create_app, server
from kiosk.core import clock
from kiosk.core.config import BadSetting, Settings, leads_nowhere
from kiosk.core.db import db, means_to_write, reads_again, session
from kiosk.core.privacy import keep_private
from kiosk.core.revisions import known_revisions, schema_revision
from kiosk.first_start import Prepared, prepare
from kiosk.refusals import CannotWork, in_one_sentence
from kiosk.version import VERSION

REFUSED = 2
HOUSE = Path(__file__).resolve().parent.parent
RULE = "─" * 72
LOUD = "█" * 72


def main() -> None:
    """Start, or say in one sentence why not."""
    keep_private()
    try:
        settings = Settings.from_env()
        check_instance(settings)
        check_port(settings)
        prepared = set_up_apart(settings)
        with in_one_sentence():
            app = create_app(settings)
    except (BadSetting, CannotWork) as refusal:
        print(refusal, file=sys.stderr)
        sys.exit(REFUSED)
    print("\n".join(announcement(settings, prepared)), flush=True)
    server.serve(app, settings)


def check_instance(settings: Settings) -> None:
    """Raise CannotWork unless the instance folder can be made and written to."""
    try:
        settings.instance.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryFile(dir=settings.instance):
            pass
    except OSError as error:
        raise CannotWork(
            f"无法写入数据目录 {settings.instance}（{error.strerror}），请检查 KIOSK_INSTANCE。 "
            f"KIOSK_INSTANCE: cannot write to {settings.instance} ({error.strerror})."
        ) from error


def check_port(settings: Settings) -> None:
    """Raise CannotWork unless HOST and PORT can be listened on."""
    family = socket.AF_INET6 if ":" in settings.host else socket.AF_INET
    try:
        with socket.socket(family, socket.SOCK_STREAM) as probe:
            # As gunicorn does: a port whose last connections are still closing is not busy.
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            probe.bind((settings.host, settings.port))
    except OSError as error:
        raise CannotWork(_why_not_bound(settings, error)) from error


def set_up_apart(settings: Settings) -> Prepared:
    """Set up in a process of its own: what that takes in memory, no worker has to carry.

    Raises CannotWork when the database or the disk cannot be used.
    """
    forked = multiprocessing.get_context("fork")
    with ProcessPoolExecutor(max_workers=1, mp_context=forked) as apart:
        return apart.submit(_set_up_anew, settings).result()


def _set_up_anew(settings: Settings) -> Prepared:
    with in_one_sentence():
        return set_up(create_app(settings), settings)


def set_up(app: Flask, settings: Settings) -> Prepared:
    """Bring the database to its newest form and give an empty one what it needs; commits.

    Raises what the database and the disk raise.
    """
    with app.app_context():
        if not _is_newest():
            _migrate()
        means_to_write()
        try:
            prepared = prepare(settings, at=clock.now())
            session().commit()
        finally:
            reads_again()
    return prepared


def _is_newest() -> bool:
    with db.engine.connect() as connection:
        return schema_revision(connection) == known_revisions()[0]


def _migrate() -> None:
    """Migrate in a program of its own, which alone loads Alembic. Raises CannotWork with what it says."""
    program = [sys.executable, "-m", "kiosk.migrate"]
    ended = subprocess.run(program, cwd=HOUSE, stderr=subprocess.PIPE, text=True, check=False)  # noqa: S603 - ourselves
    if ended.returncode:
        raise CannotWork(ended.stderr.strip())


def announcement(settings: Settings, prepared: Prepared) -> list[str]:
    """What is printed at the start, line by line."""
    base = prepared.base_url
    return [
        RULE,
        f" 公示屏 kiosk {VERSION}" + (f" · {prepared.office}" if prepared.office else ""),
        "",
        f" 屏幕 Wall    {base}/screen",
        f" 管理 Panel   {base}/admin/",
        *_listening(settings, base),
        *_sign_in(prepared),
        *_links(base, prepared),
        RULE,
        *_loud(base),
    ]


def _listening(settings: Settings, base: str) -> Iterator[str]:
    """Where it really listens, if the address people were told is another one."""
    here = f"{settings.host}:{settings.port}"
    if here not in base and settings.host != "0.0.0.0":  # noqa: S104 - everywhere is no other place
        yield f" 监听 Listens {here}"


def _sign_in(prepared: Prepared) -> Iterator[str]:
    account = prepared.account
    if account is None:
        return
    yield ""
    yield " 首次登录 First sign-in"
    yield f"   用户名 user      {account.username}"
    if account.password is None:
        yield "   密码 password    就是 KIOSK_ADMIN_PASSWORD 里设的那个 (the one you set there)"
    else:
        yield f"   密码 password    {account.password}"
        yield "   只显示这一次，登录后须修改。 Shown this once; it must be changed."


def _links(base: str, prepared: Prepared) -> Iterator[str]:
    if not prepared.claims:
        return
    yield ""
    yield " 示例屏幕：在要当屏幕的浏览器里打开，只能用一次。 Sample screens: open once, in the screen's browser."
    for name, secret in prepared.claims:
        yield f"   {name}"
        yield f"     {base}/screen/claim/{secret}"


def _loud(base: str) -> list[str]:
    if not leads_nowhere(base):
        return []
    return [
        LOUD,
        f" 注意！二维码指向 {base}，手机扫不开。",
        " 请用 HOST=0.0.0.0 启动，或把 KIOSK_BASE_URL 设为手机能打开的地址。",
        f" LOOK OUT! QR codes lead to {base}: no phone can open them.",
        " Start with HOST=0.0.0.0, or set KIOSK_BASE_URL to an address phones can reach.",
        LOUD,
    ]


def _why_not_bound(settings: Settings, error: OSError) -> str:
    if error.errno == errno.EADDRINUSE:
        return (
            f"端口 {settings.port} 已被占用，请用 PORT 换一个。 "
            f"PORT: {settings.port} is in use by another program."
        )
    if error.errno == errno.EACCES:
        return (
            f"没有权限使用端口 {settings.port}，请用 PORT 换一个 1024 以上的。 "
            f"PORT: {settings.port} may not be used by this user."
        )
    return (
        f"本机没有地址 {settings.host}，请检查 HOST。 "
        f"HOST: cannot listen on {settings.host} ({error.strerror})."
    )


if __name__ == "__main__":
    main()
