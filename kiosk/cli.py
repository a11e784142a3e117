"""`flask --app app kiosk …`: what is done from the command line."""

from __future__ import annotations

from datetime import datetime

import click
from flask.cli import AppGroup

from kiosk import sample
from kiosk.core import clock
from kiosk.core.db import means_to_write, session

kiosk = AppGroup("kiosk", help="Set up and look after the notice board.")


@kiosk.command("sample")
@click.option("--as-of", type=click.DateTime(["%Y-%m-%d"]), help="Day the states hold on; today.")
def load_sample(as_of: datetime | None) -> None:
    """Load the sample office, replacing the one that is there."""
    means_to_write()
    at = clock.now()
    day = as_of.date() if as_of else clock.local_day(at)
    report = sample.load_sample(day, at=at)
    session().commit()
    click.echo(f"已装入示例单位，日期按 {day} 排好。The sample office is in, as of {day}.")
    for year in report.unknown_years:
        click.echo(f"注意：{year} 年放假安排未知。The holidays of {year} are not known yet.")
