"""Files to send in tests: pictures, Office files, and what pretends to be one of them."""

import io
import zipfile
from typing import Any

from PIL import Image

RED, GREEN = (200, 30, 30), (30, 160, 30)
MAIN_PART = {"docx": "word/document.xml", "xlsx": "xl/workbook.xml"}


def picture(width: int = 60, height: int = 40, format_: str = "JPEG", **options: Any) -> bytes:
    """Left half red, right half green."""
    made = Image.new("RGB", (width, height), RED)
    made.paste(GREEN, (width // 2, 0, width, height))
    buffer = io.BytesIO()
    made.save(buffer, format_, **options)
    return buffer.getvalue()


def office(extension: str, *more: str, types: str = "<Types/>") -> bytes:
    """A file with the parts that make it a docx or xlsx, and with `more` parts."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as packed:
        packed.writestr("[Content_Types].xml", types)
        for name in (MAIN_PART[extension], *more):
            packed.writestr(name, "<x/>")
    return buffer.getvalue()
