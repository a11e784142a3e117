"""`flask kiosk …` as tests run it."""

import sqlalchemy as sa
from click.testing import Result
from flask import Flask

from kiosk import cli
from kiosk.accounts.models import Act
from kiosk.core.db import db


class CommandLine:
    """Runs commands, each with a context of its own, and looks at what they left."""

    def __init__(self, app: Flask) -> None:
        self.app = app

    def __call__(self, *arguments: str) -> Result:
        """Run `flask kiosk …`."""
        return self.app.test_cli_runner().invoke(cli.kiosk, [*arguments])

    def acts(self) -> list[tuple[str, str, str]]:
        """What is in the trail: what, who, subject."""
        with self.app.app_context():
            acts = db.session.scalars(sa.select(Act).order_by(Act.id))
            return [(act.what, act.who, act.subject) for act in acts]


def assert_refused(result: Result, *words: str) -> None:
    """One sentence that has `words`, exit code 2, no traceback."""
    assert result.exit_code == 2
    assert len(result.output.strip().splitlines()) == 1
    assert "Traceback" not in result.output
    for word in words:
        assert word in result.output
