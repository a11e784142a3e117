"""The sample's own files: JSON, photos, attachments."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from flask import current_app

from kiosk.core.config import Settings
from kiosk.core.media import Attachment, Photo, keep_attachment, keep_picture

HERE = Path(__file__).resolve().parent


def records(name: str) -> Any:
    """What a JSON file of the sample holds."""
    return json.loads((HERE / f"{name}.json").read_text(encoding="utf-8"))


def photo(record: dict[str, Any] | None) -> Photo | None:
    """Keep a photo of the sample among the pictures of this installation."""
    if record is None:
        return None
    sha = keep_picture(_media_folder(), (HERE / "photos" / record["file"]).read_bytes())
    return Photo(
        sha=sha,
        alt=record["alt"],
        focus_x=record.get("focus_x", 50),
        focus_y=record.get("focus_y", 40),
    )


def attachment(record: dict[str, Any]) -> Attachment:
    """Keep a file of the sample among the attachments of this installation."""
    data = (HERE / "files" / record["file"]).read_bytes()
    return keep_attachment(_media_folder(), data, name=record["name"])


def _media_folder() -> Path:
    settings: Settings = current_app.config["SETTINGS"]
    return settings.media_folder
