"""The sample's own files: JSON, photos, attachments."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from flask import current_app

from kiosk.core.config import Settings
from kiosk.core.media import Attachment, Photo, keep_attachment, keep_picture

HERE = Path(__file__).resolve().parent
_SHAS: dict[str, str] = {}


def records(name: str) -> Any:
    """What a JSON file of the sample holds."""
    return json.loads((HERE / f"{name}.json").read_text(encoding="utf-8"))


def photo(record: dict[str, Any] | None) -> Photo | None:
    """Keep a photo of the sample among the pictures of this installation."""
    if record is None:
        return None
    return Photo(
        sha=_kept(_media_folder(), record["file"]),
        alt=record["alt"],
        focus_x=record.get("focus_x", 50),
        focus_y=record.get("focus_y", 40),
    )


def _kept(folder: Path, name: str) -> str:
    """The hash of a photo, encoded once a process, however many boards show it."""
    sha = _SHAS.get(name)
    if sha is None or not (folder / f"{sha}.jpg").exists():
        sha = _SHAS[name] = keep_picture(folder, (HERE / "photos" / name).read_bytes())
    return sha


def attachment(record: dict[str, Any]) -> Attachment:
    """Keep a file of the sample among the attachments of this installation."""
    data = (HERE / "files" / record["file"]).read_bytes()
    return keep_attachment(_media_folder(), data, name=record["name"])


def _media_folder() -> Path:
    settings: Settings = current_app.config["SETTINGS"]
    return settings.media_folder
