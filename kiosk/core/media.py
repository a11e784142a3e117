"""Pictures and attachments: kept by content hash, re-encoded, cropped once for each use.

A picture is never served as it came in: it is decoded, turned upright, stripped of its metadata
and encoded again. Focal points are cropped here, because the pages may carry no inline style.
Addresses of pictures are sealed, so that only what the product itself asks for is ever cropped.
"""

from __future__ import annotations

import hashlib
import hmac
import io
import os
import re
import struct
import tempfile
from dataclasses import dataclass
from pathlib import Path

from PIL import Image, ImageOps

from kiosk.core.document import Document

MAX_PIXELS = 60_000_000
QUALITY = 84
ORIGINAL_LONG_SIDE = 2400
ATTACHMENTS = "attachments"
SEAL_LENGTH = 24  # 96 bits


@dataclass(frozen=True)
class Size:
    """What one use of a picture needs, in pixels; height None keeps the picture's own shape."""

    width: int
    height: int | None


#: Every size a face may ask for. Ratios from DESIGN §6.
SIZES = {
    "tile": Size(480, 560),
    "tall": Size(560, 800),
    "spotlight": Size(800, 1200),
    "spotlight-wide": Size(960, 780),
    "face": Size(270, 300),
    "wide": Size(1230, 820),
    "moment": Size(1150, 920),
    "phone": Size(720, None),
}


class BadPicture(Exception):
    """The file is not a picture we can show; the message says why."""


class Photo(Document, frozen=True, kw_only=True):
    """A picture as documents name it: the hash of its file, what it shows, and its focal point in %."""

    sha: str
    alt: str
    focus_x: int = 50
    focus_y: int = 40

    def path(self, size: str) -> str:
        """What its address ends with, which says everything its bytes depend on."""
        return f"{self.sha}-{self.focus_x}-{self.focus_y}/{size}.jpg"


class Attachment(Document, frozen=True, kw_only=True):
    """A file that goes with a notice."""

    sha: str
    name: str
    extension: str
    byte_size: int


#: extension → the only type it is ever served with
ATTACHMENT_TYPES = {
    "pdf": "application/pdf",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "jpg": "image/jpeg",
    "png": "image/png",
}

_PERCENT = r"(0|[1-9][0-9]?|100)"
_PICTURE_PATH = re.compile(rf"([0-9a-f]{{64}})-{_PERCENT}-{_PERCENT}/([a-z-]+)\.jpg")
#: What a damaged file makes the decoders raise, beside saying that it is no picture.
_BROKEN = (
    OSError,
    SyntaxError,
    ValueError,
    TypeError,
    LookupError,
    ArithmeticError,
    EOFError,
    struct.error,
    Image.DecompressionBombError,
)


def keep_picture(folder: Path, data: bytes) -> str:
    """Re-encode a picture and keep it; return its hash. Raises BadPicture with the reason."""
    picture = _opened(data)
    picture.thumbnail((ORIGINAL_LONG_SIDE, ORIGINAL_LONG_SIDE))
    encoded = _jpeg(picture)
    sha = hashlib.sha256(encoded).hexdigest()
    write_once(folder / f"{sha}.jpg", encoded)
    return sha


def keep_attachment(folder: Path, data: bytes, *, name: str) -> Attachment:
    """Keep a file by its hash. The caller has checked what it is."""
    extension = name.rsplit(".", 1)[-1].lower()
    if extension not in ATTACHMENT_TYPES:
        raise BadPicture(extension)
    sha = hashlib.sha256(data).hexdigest()
    attachment = Attachment(sha=sha, name=name, extension=extension, byte_size=len(data))
    write_once(folder / ATTACHMENTS / f"{sha}.{extension}", data)
    return attachment


def attachment_file(folder: Path, attachment: Attachment) -> Path | None:
    """The file of an attachment; None if it is gone or of a type nobody should open."""
    if attachment.extension not in ATTACHMENT_TYPES:
        return None
    name = f"{attachment.sha}.{attachment.extension}"
    # Early installations, and their backups, have attachments beside the pictures.
    places = (folder / ATTACHMENTS / name, folder / name)
    return next((place for place in places if place.is_file()), None)


def seal(key: str | bytes, *, owner: str, path: str) -> str:
    """What stands before `path` in the address that shows `owner`'s picture."""
    secret = key.encode() if isinstance(key, str) else key
    return hmac.new(secret, f"picture {owner}/{path}".encode(), "sha256").hexdigest()[:SEAL_LENGTH]


def is_sealed(given: str, key: str | bytes, *, owner: str, path: str) -> bool:
    """True if `given` is the seal of this owner's picture."""
    expected = seal(key, owner=owner, path=path)
    return hmac.compare_digest(given.encode(), expected.encode())


def picture_file(folder: Path, path: str) -> Path | None:
    """The file for a path made by `Photo.path`, cut on first use; None if there is no such picture."""
    match = _PICTURE_PATH.fullmatch(path)
    if match is None or match[4] not in SIZES:
        return None
    original = folder / f"{match[1]}.jpg"
    if not original.exists():
        return None
    made = folder / "made" / f"{match[1]}-{match[2]}-{match[3]}-{match[4]}.jpg"
    if not made.exists():
        with Image.open(original) as picture:
            focus = (int(match[2]) / 100, int(match[3]) / 100)
            write_once(made, _jpeg(_cut(picture, SIZES[match[4]], focus=focus)))
    return made


def _opened(data: bytes) -> Image.Image:
    try:
        picture = Image.open(io.BytesIO(data), formats=("JPEG", "PNG", "WEBP"))
        if picture.width * picture.height > MAX_PIXELS:
            raise BadPicture(f"{picture.width} × {picture.height}")
        return ImageOps.exif_transpose(picture).convert("RGB")
    except _BROKEN as error:
        raise BadPicture(str(error)) from error


def _cut(picture: Image.Image, size: Size, *, focus: tuple[float, float]) -> Image.Image:
    if size.height is None:
        copy = picture.copy()
        copy.thumbnail((size.width, size.width * 4))
        return copy
    return ImageOps.fit(
        picture, (size.width, size.height), Image.Resampling.LANCZOS, centering=focus
    )


def _jpeg(picture: Image.Image) -> bytes:
    buffer = io.BytesIO()
    plain = picture.convert("RGB")
    plain.info = {}  # else a comment in the file, or its colour profile, would be written again
    plain.save(buffer, "JPEG", quality=QUALITY, optimize=True, progressive=True)
    return buffer.getvalue()


def write_once(path: Path, data: bytes) -> None:
    """Write whole or not at all; what is there already has the same bytes and stays."""
    if path.exists():
        return
    path.parent.mkdir(parents=True, exist_ok=True)
    handle, temporary = tempfile.mkstemp(dir=path.parent)
    with os.fdopen(handle, "wb") as file:
        file.write(data)
        file.flush()
        os.fsync(file.fileno())
    Path(temporary).replace(path)
