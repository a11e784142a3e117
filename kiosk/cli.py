"""`flask --app app kiosk …`: what is done from the command line."""

from __future__ import annotations

from flask.cli import AppGroup

kiosk = AppGroup("kiosk", help="Set up and look after the notice board.")
