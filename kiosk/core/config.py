"""The settings a start takes from its environment; one place reads them, one sentence refuses them."""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Literal
from urllib.parse import urlsplit

import sqlalchemy as sa

from kiosk.core.reach import reachable_address

KNOWN = frozenset(
    {
        "KIOSK_INSTANCE",
        "KIOSK_BASE_URL",
        "KIOSK_ADMIN_PASSWORD",
        "KIOSK_SAMPLE",
        "KIOSK_WORKERS",
        "KIOSK_THREADS",
        "KIOSK_UPLOAD_MB",
        "KIOSK_TRUSTED_PROXIES",
    }
)
#: Names our own test harness uses; they reach no running product.
TEST_ONLY = frozenset({"KIOSK_TEST_DATABASE_URL"})
MIN_PASSWORD_LENGTH = 8
#: The key that signs sessions and addresses of pictures, in the instance folder.
KEY_FILE = "secret_key"
#: A QR code that scans from a wall holds 42 bytes; the longest path behind the address takes 14.
MOST_BASE_URL_LENGTH = 28
EXAMPLE_DATABASE_URL = "postgresql+psycopg://user:password@host:5432/name"
HIGHEST_PORT = 65535
MOST_PROXIES = 5
#: Threads of each process that no wall's stream may take.
FREE_THREADS = 16
MEGABYTE = 1024 * 1024


class BadSetting(Exception):
    """A variable the start cannot use; the message names it and says what it takes, in two languages."""


@dataclass(frozen=True)
class Settings:
    """Everything an app is made from. `base_url` is what QR codes start with, without a slash at its end;
    unless `base_url_is_given` it is the address served, and the panel may name another one.
    """

    instance: Path
    database_url: str
    base_url: str
    host: str = "127.0.0.1"
    port: int = 8000
    admin_password: str | None = None
    load_sample: bool = True
    workers: int = 2
    threads: int = 80
    upload_mb: int = 20
    base_url_is_given: bool = False
    #: How many proxies stand between people and us, each adding whom it heard to X-Forwarded-For.
    trusted_proxies: int = 0
    testing: bool = False

    @classmethod
    def from_env(cls, environ: Mapping[str, str] = os.environ) -> Settings:
        """Read and check the environment. Raises BadSetting with a sentence that names the variable."""
        unknown = sorted(
            name
            for name in environ
            if name.startswith("KIOSK_") and name not in KNOWN and name not in TEST_ONLY
        )
        if unknown:
            raise BadSetting(
                f"没有 {unknown[0]} 这个设置，见 docs/operate.md。 "
                f"{unknown[0]} is not a setting of this program; see docs/operate.md."
            )
        instance = Path(environ.get("KIOSK_INSTANCE") or "instance").resolve()
        host = environ.get("HOST") or "127.0.0.1"
        port = _whole_number(environ, "PORT", default=8000, least=1, most=HIGHEST_PORT)
        return cls(
            instance=instance,
            database_url=_database_url(environ, instance),
            base_url=_base_url(environ, host=host, port=port),
            host=host,
            port=port,
            admin_password=_admin_password(environ),
            load_sample=_load_sample(environ),
            workers=_whole_number(environ, "KIOSK_WORKERS", default=2, least=1, most=16),
            threads=_whole_number(environ, "KIOSK_THREADS", default=80, least=2, most=4000),
            upload_mb=_whole_number(environ, "KIOSK_UPLOAD_MB", default=20, least=1, most=200),
            base_url_is_given=bool(environ.get("KIOSK_BASE_URL")),
            trusted_proxies=_whole_number(
                environ, "KIOSK_TRUSTED_PROXIES", default=0, least=0, most=MOST_PROXIES
            ),
        )

    @property
    def media_folder(self) -> Path:
        return self.instance / "media"

    @property
    def most_streams(self) -> int:
        """How many walls may listen to one process: a stream takes a thread, and others must stay free."""
        return self.threads - min(FREE_THREADS, (self.threads + 1) // 2)

    @property
    def most_file_bytes(self) -> int:
        """How large an attachment may be."""
        return self.upload_mb * MEGABYTE

    @property
    def most_request_bytes(self) -> int:
        """How much may come in at once: a form with several files, a picture larger than an attachment."""
        return (3 * self.upload_mb + 20) * MEGABYTE


def leads_nowhere(base_url: str) -> bool:
    """True for an address that means this machine itself: no phone can open it."""
    return (urlsplit(base_url).hostname or "") in {"127.0.0.1", "localhost", "::1"}


def base_url_fault(given: str) -> Literal["address", "path", "length"] | None:
    """Why no QR code may start with `given`; None if it may."""
    if not (given.isascii() and _is_address(given)):
        return "address"
    if urlsplit(given).path.strip("/"):
        return "path"
    return "length" if len(given.rstrip("/")) > MOST_BASE_URL_LENGTH else None


def _whole_number(
    environ: Mapping[str, str], name: str, *, default: int, least: int, most: int
) -> int:
    text = environ.get(name) or str(default)
    if not (text.isascii() and text.isdigit()) or not least <= int(text) <= most:
        raise BadSetting(
            f"{name} 应为 {least} 到 {most} 的整数，而不是 {text!r}。 "
            f"{name} takes a whole number from {least} to {most}, not {text!r}."
        )
    return int(text)


def _database_url(environ: Mapping[str, str], instance: Path) -> str:
    url = environ.get("DATABASE_URL") or f"sqlite:///{instance / 'kiosk.sqlite3'}"
    if not url.startswith(("sqlite:///", "postgresql+psycopg://")):
        raise BadSetting(
            "DATABASE_URL 应以 sqlite:/// 或 postgresql+psycopg:// 开头。 "
            "DATABASE_URL starts with sqlite:/// or postgresql+psycopg://; yours does not."
        )
    if not _can_be_read(url):
        # Not repeated: it may hold a password.
        raise BadSetting(
            f"DATABASE_URL 写法有误，应如 {EXAMPLE_DATABASE_URL}，或 sqlite:/// 加文件名。 "
            f"DATABASE_URL is mistyped: it looks like {EXAMPLE_DATABASE_URL}, or like sqlite:/// "
            "and a file's name."
        )
    return url


def _can_be_read(database_url: str) -> bool:
    """True for an address with all its parts in order; a database that only lives in memory has none."""
    try:
        url = sa.make_url(database_url)
    except (ValueError, sa.exc.ArgumentError):
        return False
    if url.get_backend_name() != "sqlite":
        return url.port is None or url.port <= HIGHEST_PORT
    return bool(url.database) and url.database != ":memory:" and "\0" not in database_url


def _base_url(environ: Mapping[str, str], *, host: str, port: int) -> str:
    given = environ.get("KIOSK_BASE_URL") or ""
    fault = base_url_fault(given) if given else None
    if fault == "address":
        raise BadSetting(
            f"KIOSK_BASE_URL 应如 http://10.1.2.3:8000，而不是 {given!r}。 "
            f"KIOSK_BASE_URL takes an address such as http://10.1.2.3:8000, not {given!r}."
        )
    if fault == "path":
        raise BadSetting(
            f"KIOSK_BASE_URL 到主机或端口为止，不能像 {given!r} 那样带路径。 "
            f"KIOSK_BASE_URL ends with the host or its port, not with a path as in {given!r}:"
            " this program answers at the root of its address only."
        )
    base = given.rstrip("/") or _served_at(host, port)
    if len(base) > MOST_BASE_URL_LENGTH:
        raise BadSetting(
            f"KIOSK_BASE_URL 最多 {MOST_BASE_URL_LENGTH} 个字符，{base!r} 有 {len(base)} 个：再长二维码就扫不出来。 "
            f"KIOSK_BASE_URL may have {MOST_BASE_URL_LENGTH} characters, {base!r} has {len(base)}:"
            " longer ones make QR codes too fine to scan from a wall."
        )
    return base


def _served_at(host: str, port: int) -> str:
    address = reachable_address(host)
    return f"http://[{address}]:{port}" if ":" in address else f"http://{address}:{port}"


def _is_address(text: str) -> bool:
    """True for what a phone can open: http or https, a host, perhaps a port."""
    try:
        parts = urlsplit(text)
        host, _port = parts.hostname, parts.port  # asking for the port checks it
    except ValueError:
        return False
    more = parts.query or parts.fragment or parts.username or parts.password
    is_plain = not more and not any(letter.isspace() for letter in text)
    return is_plain and parts.scheme in {"http", "https"} and bool(host)


def _admin_password(environ: Mapping[str, str]) -> str | None:
    password = environ.get("KIOSK_ADMIN_PASSWORD")
    if password is not None and len(password) < MIN_PASSWORD_LENGTH:
        raise BadSetting(
            f"KIOSK_ADMIN_PASSWORD 至少 {MIN_PASSWORD_LENGTH} 个字符。 "
            f"KIOSK_ADMIN_PASSWORD needs at least {MIN_PASSWORD_LENGTH} characters."
        )
    return password


def _load_sample(environ: Mapping[str, str]) -> bool:
    word = (environ.get("KIOSK_SAMPLE") or "on").lower()
    if word not in {"on", "off"}:
        raise BadSetting(
            f"KIOSK_SAMPLE 应为 on 或 off，而不是 {word!r}。 KIOSK_SAMPLE takes on or off, not {word!r}."
        )
    return word == "on"
