"""`flask --app app kiosk …`: what is done from the command line.

Whatever is refused is one sentence and exit code 2. Every change is an act in the trail.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any

import click
import sqlalchemy as sa
from flask import current_app
from flask.cli import AppGroup

from kiosk import backup, doctor, leftovers, sample
from kiosk.accounts import trail
from kiosk.accounts.chain import Chain, Head, read_head
from kiosk.accounts.models import Station
from kiosk.accounts.offices import base_url
from kiosk.accounts.operations import account_called, open_account
from kiosk.accounts.passwords import hashed
from kiosk.accounts.roles import Role
from kiosk.core import clock, codes, running
from kiosk.core.config import Settings
from kiosk.core.db import means_to_write, reads_again, session
from kiosk.core.schema import migrate_to_head
from kiosk.doctor import altered_said, trail_fault
from kiosk.first_start import PASSWORD_LENGTH, is_empty
from kiosk.postings import drafts, proof, register
from kiosk.postings.visibility import Audience
from kiosk.refusals import CannotWork, in_one_sentence
from kiosk.screens.operations import Site, add_screen, fresh_claim

COMMAND_LINE = "command line"
FIRST_YEAR, LAST_YEAR = 2000, 2100
MOST_SCREENS_AT_ONCE = 200
LONGEST_NAME = 40
LONGEST_KEEPER = 40
LONGEST_SCREEN_NAME = 56  # leaves room for a running number
DECIMETRES = 10
MARKS = {"ok": "正常 ok", "warning": "注意 warning", "error": "错误 error"}


class Refused(click.ClickException):
    """What was asked for cannot be done; the message is one sentence."""

    exit_code = 2


class Broken(click.ClickException):
    """Something is not as it was left; the message is one sentence."""


class Commands(AppGroup):
    """Commands whose refusals are one sentence, whatever refused: option, rule or database."""

    def invoke(self, ctx: click.Context) -> Any:
        """Run the command."""
        try:
            with in_one_sentence():
                return super().invoke(ctx)
        except click.exceptions.NoArgsIsHelpError:
            raise
        except click.UsageError as error:
            raise Refused(" ".join(error.format_message().split())) from error
        except (backup.NotSqlite, backup.BadBackup, CannotWork) as error:
            raise Refused(str(error)) from error


kiosk = Commands("kiosk", help="Set up and look after the notice board.")


@contextmanager
def writing() -> Iterator[datetime]:
    """One transaction on a database brought to its newest form; gives the moment of the act."""
    migrate_to_head(current_app)
    means_to_write()
    try:
        yield clock.now()
        session().commit()
    except BaseException:
        session().rollback()
        raise
    finally:
        reads_again()


def _day(_context: click.Context, _option: click.Parameter, text: str | None) -> date | None:
    if text is None:
        return None
    try:
        day = date.fromisoformat(text)
    except ValueError:
        day = None
    if day is None or not FIRST_YEAR <= day.year <= LAST_YEAR:
        raise click.BadParameter(f"{text!r} is not a day such as 2026-11-22")
    return day


def _heads(_context: click.Context, _option: click.Parameter, texts: Sequence[str]) -> list[Head]:
    heads = [(text, read_head(text)) for text in texts]
    for text, head in heads:
        if head is None:
            raise click.BadParameter(f"{text!r} is not a head such as 1284-9f3c2a7be01d44aa")
    return [head for _, head in heads if head]


def _settings() -> Settings:
    settings: Settings = current_app.config["SETTINGS"]
    return settings


@kiosk.command("sample")
@click.option("--as-of", callback=_day, metavar="DATE", help="Day the states hold on; today.")
def load_sample(as_of: date | None) -> None:
    """Load the sample office, replacing the one that is there."""
    with writing() as at:
        report = sample.load_sample(as_of or clock.local_day(at), at=at, who=COMMAND_LINE)
    click.echo(f"示例单位已装入，日期按 {report.as_of} 排好。 The sample office is in.")
    for year in report.unknown_years:
        click.echo(f"注意：{year} 年放假安排未知。 The holidays of {year} are not known yet.")


@kiosk.command("sample-remove")
def remove_sample() -> None:
    """Take the sample office out again."""
    with writing() as at:
        there = sample.has_sample()
        removed = sample.remove_sample(who=COMMAND_LINE, at=at) if there else 0
    if there:
        click.echo(f"示例内容已清除（{removed} 件）。 The sample is gone: {removed} postings.")
    else:
        click.echo("没有示例内容。 There is no sample.")


@kiosk.group("user")
def user() -> None:
    """Accounts of the panel."""


@user.command("add")
@click.argument("username")
@click.argument("name")
@click.option(
    "--role",
    "roles",
    multiple=True,
    required=True,
    type=click.Choice([role.value for role in Role]),
)
@click.option("--station", "station_code", help="Give the roles for this station only.")
def add_user(username: str, name: str, roles: tuple[str, ...], station_code: str | None) -> None:
    """Open an account and print its password, once."""
    password = codes.new_code(PASSWORD_LENGTH)
    with writing() as at:
        _check_names(username, name)
        station = _station(station_code) if station_code else None
        held = [(Role(role), station) for role in dict.fromkeys(roles)]
        open_account(username, display_name=name, password=password, roles=held)
        said = ", ".join(dict.fromkeys(roles)) + (f" at {station_code}" if station_code else "")
        subject = f"account {username}"
        trail.record("account.add", who=COMMAND_LINE, subject=subject, at=at, after=said)
    _say_password(username, password)


@user.command("password")
@click.argument("username")
def reset_password(username: str) -> None:
    """Give an account a new password and print it, once; every open session of it ends."""
    password = codes.new_code(PASSWORD_LENGTH)
    with writing() as at:
        account = account_called(username)
        if account is None:
            raise Refused(f"There is no account {username!r}.")
        account.password_hash = hashed(password)
        account.must_change_password = True
        account.session_version += 1
        subject = f"account {username}"
        trail.record("account.password_reset", who=COMMAND_LINE, subject=subject, at=at)
    _say_password(username, password)


@kiosk.group("screen")
def screen() -> None:
    """Screens on the walls."""


@screen.command("add")
@click.option("--station", "station_code", required=True, metavar="CODE")
@click.option("--name", required=True)
@click.option("--count", default=1, type=click.IntRange(1, MOST_SCREENS_AT_ONCE))
@click.option(
    "--audience", default=Audience.STAFF.value, type=click.Choice([one.value for one in Audience])
)
@click.option("--inches", default=43, type=click.IntRange(10, 200), help="Diagonal of the panel.")
@click.option("--distance", default=3.0, type=click.FloatRange(0.5, 30), help="Metres to readers.")
@click.option("--keeper", default="", help="Who looks after them; else the station's chief.")
@click.option("--phone", default="", help="The keeper's; else the station's.")
def add_screens(
    *,
    station_code: str,
    name: str,
    count: int,
    audience: str,
    inches: int,
    distance: float,
    keeper: str,
    phone: str,
) -> None:
    """Add screens and print each one's own link, one a line; a link works once."""
    if not name.strip() or len(name) > LONGEST_SCREEN_NAME:
        raise Refused(f"--name takes 1 to {LONGEST_SCREEN_NAME} characters.")
    if max(len(keeper), len(phone)) > LONGEST_KEEPER:
        raise Refused(f"--keeper and --phone take at most {LONGEST_KEEPER} characters.")
    secrets = []
    with writing() as at:
        station = _station(station_code)
        for number in range(1, count + 1):
            site = Site(
                name=f"{name} {number}" if count > 1 else name,
                station=station,
                audience=audience,
                panel_inches=inches,
                distance_dm=round(distance * DECIMETRES),
                keeper=keeper or station.chief,
                keeper_phone=phone or ("" if keeper else station.phone),
            )
            secrets.append(fresh_claim(add_screen(site)))
            subject = f"screen {site.name}"
            trail.record("screen.add", who=COMMAND_LINE, subject=subject, at=at, after=station.code)
    for secret in secrets:
        click.echo(f"{base_url()}/screen/claim/{secret}")


@kiosk.command("backup")
@click.argument("file", type=click.Path(path_type=Path))
def write_backup(file: Path) -> None:
    """Write the database and all files into FILE (a .tar.gz); the kiosk may go on running."""
    size = backup.write_backup(_settings(), file.absolute())
    click.echo(f"已备份到 {file}（{size:,} 字节）。 Backed up: {size:,} bytes.")


@kiosk.command("restore")
@click.argument("file", type=click.Path(path_type=Path))
@click.option("--replace", is_flag=True, help="Even if something is there; it will be lost.")
def read_backup(file: Path, *, replace: bool) -> None:
    """Put back what `backup` wrote into FILE. Stop the kiosk first."""
    migrate_to_head(current_app)
    if not is_empty() and not replace:
        raise Refused("This installation is not empty; --replace gives up what is in it.")
    try:
        with running.alone(_settings().instance):
            backup.read_backup(_settings(), file.absolute())
    except running.InUse as error:
        raise Refused("The kiosk is running on this folder; stop it first.") from error
    with writing() as at:
        trail.record("instance.restore", who=COMMAND_LINE, subject=file.name[:100], at=at)
    click.echo(f"已从 {file} 恢复。 Restored.")


@kiosk.command("doctor")
@click.pass_context
def look_after(context: click.Context) -> None:
    """Say what may be wrong; exit code 1 if something is."""
    found = doctor.findings(_settings(), today=clock.local_day(clock.now()))
    for finding in found:
        click.echo(f"{MARKS[finding.grade]}: {finding.text}")
    context.exit(int(any(finding.grade == "error" for finding in found)))


@kiosk.command("verify")
@click.option(
    "--against",
    "printed",
    multiple=True,
    callback=_heads,
    metavar="HEAD",
    help="What an older sheet of paper says of the trail, such as 1284-9f3c2a7be01d44aa.",
)
def verify(printed: list[Head]) -> None:
    """Walk the trail and name the first act that was changed, removed or slipped in; hold register and approved texts against it."""
    for chain in Chain:
        heads = [one for one in printed if trail.chain_of(one) == chain]
        head, fault = trail.verified(chain, against=heads)
        if fault is not None:
            raise Broken(trail_fault(fault))
        if head and chain == Chain.OFFICE:
            click.echo(f"记录完整，共 {head.place} 条：{head}。 The trail is whole: {head}.")
        if heads and chain == Chain.SAMPLE:
            said = "、".join(map(str, heads))
            click.echo(
                f"这是示例的纸，不作证明：{said}。 A paper of the sample, which proves nothing: {said}."
            )
    if numbers := register.unlike_the_trail():
        said = "、".join(numbers)
        raise Broken(f"登记台账与操作记录不符：{said}。 Register and trail differ: {said}.")
    if (altered := proof.first_altered()) is not None:
        raise Broken(altered_said(altered))


@kiosk.command("sweep")
@click.option(
    "--older-than",
    "days",
    default=leftovers.SAFE_AGE.days,
    type=click.IntRange(leftovers.SAFE_AGE.days, 3650),
    metavar="DAYS",
    help="How long a file must have lain there untouched; 30 days at least.",
)
@click.option("--dry-run", is_flag=True, help="Only say what would go.")
def sweep(days: int, *, dry_run: bool) -> None:
    """Delete files that no posting, draft or import refers to any more, and drafts thrown away long ago."""
    folder, older_than = _settings().media_folder, timedelta(days=days)
    with writing() as at:
        if not dry_run:
            drafts.forget_thrown_away(before=at - drafts.KEPT_FOR)
        found = leftovers.leftovers(folder, now=at)
        gone = [one for one in found if one.age >= older_than]
        if gone and not dry_run:
            trail.record("files.sweep", who=COMMAND_LINE, subject=f"{len(gone)} files", at=at)
    if not dry_run:
        gone = leftovers.sweep(folder, older_than=older_than, now=at)
    for one in gone:
        click.echo(one.path.relative_to(folder).as_posix())
    size = sum(one.byte_size for one in gone)
    if dry_run:
        click.echo(f"可清理 {len(gone)} 个文件（{size:,} 字节）。 Would remove {len(gone)} files.")
    else:
        click.echo(f"已清理 {len(gone)} 个文件（{size:,} 字节）。 Removed {len(gone)} files.")


def _check_names(username: str, name: str) -> None:
    if not username or username != "".join(username.split()) or len(username) > LONGEST_NAME:
        raise Refused(f"USERNAME takes 1 to {LONGEST_NAME} characters without spaces.")
    if not name.strip() or len(name) > LONGEST_NAME:
        raise Refused(f"NAME takes 1 to {LONGEST_NAME} characters.")
    if account_called(username) is not None:
        raise Refused(f"There is an account {username!r} already.")


def _station(code: str) -> Station:
    stations = {one.code: one for one in session().scalars(sa.select(Station))}
    if code not in stations:
        known = ", ".join(sorted(stations)) or "none yet"
        raise Refused(f"There is no station {code!r}; there are: {known}.")
    return stations[code]


def _say_password(username: str, password: str) -> None:
    click.echo(f"用户名 user: {username}")
    click.echo(f"密码 password: {password}")
    click.echo("只显示这一次，登录后须修改。 Shown this once; it must be changed.")
