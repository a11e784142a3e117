"""Attached pictures tell nothing of where, when and with what they were made, and lose nothing else."""

import io
import struct
import zlib

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image, ImageCms
from PIL.PngImagePlugin import PngInfo

from kiosk.core.stripped import Broken, stripped
from tests.files import picture

GPS = 0x8825
ORIENTATION, MAKER = 0x0112, 0x010F
SECRET = b"39 deg 44 min, somebody's phone"


def exif(orientation: int = 1) -> bytes:
    """Exif of a phone that knows where it is."""
    made = Image.Exif()
    made[ORIENTATION] = orientation
    made[MAKER] = SECRET.decode()
    made.get_ifd(GPS)[2] = (39.0, 44.0, 0.0)
    return made.tobytes()


def opened(data: bytes) -> Image.Image:
    return Image.open(io.BytesIO(data))


def pixels(data: bytes) -> bytes:
    return opened(data).tobytes()


def segment(marker: int, content: bytes) -> bytes:
    return struct.pack(">BBH", 0xFF, marker, 2 + len(content)) + content


def chunk(name: bytes, content: bytes) -> bytes:
    return (
        struct.pack(">I", len(content))
        + name
        + content
        + struct.pack(">I", zlib.crc32(name + content))
    )


@pytest.mark.parametrize("progressive", [False, True])
def test_a_jpeg_loses_where_it_was_taken_and_not_one_pixel(progressive):
    data = picture(64, 48, exif=exif(), comment=SECRET, progressive=progressive)
    assert SECRET in data

    plain = stripped(data)

    assert SECRET not in plain
    assert dict(opened(plain).getexif()) == {}
    assert pixels(plain) == pixels(data)


@pytest.mark.parametrize("orientation", range(2, 9))
def test_a_jpeg_that_stands_on_its_side_still_knows_it_and_nothing_else(orientation):
    plain = stripped(picture(exif=exif(orientation)))

    assert dict(opened(plain).getexif()) == {ORIENTATION: orientation}
    assert SECRET not in plain


@pytest.mark.parametrize("marker", [0xE1, 0xE3, 0xED, 0xEF, 0xFE])
def test_what_other_programs_wrote_into_a_jpeg_goes(marker):
    data = picture()
    data = data[:2] + segment(marker, SECRET) + data[2:]

    assert SECRET not in stripped(data)


def test_what_a_phone_puts_behind_the_picture_goes():
    data = picture() + picture(exif=exif()) + SECRET

    plain = stripped(data)

    assert plain.endswith(b"\xff\xd9")
    assert plain.count(b"\xff\xd8\xff") == 1
    assert SECRET not in plain


def test_colours_stay_as_they_were_meant():
    profile = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()

    for format_ in ("JPEG", "PNG"):
        plain = stripped(picture(format_=format_, icc_profile=profile))
        assert opened(plain).info["icc_profile"] == profile


def test_a_png_loses_its_texts_and_times_and_not_one_pixel():
    said = PngInfo()
    said.add_text("Author", SECRET.decode())
    said.add_itxt("Comment", SECRET.decode(), zip=False)
    data = picture(format_="PNG", pnginfo=said, exif=exif())
    data = data[:33] + chunk(b"tIME", b"\x07\xea\x0b\x16\x08\x1a\x00") + data[33:] + SECRET
    assert data.count(SECRET) >= 3

    plain = stripped(data)

    assert SECRET not in plain
    assert b"tIME" not in plain
    assert b"eXIf" not in plain
    assert pixels(plain) == pixels(data)


def test_a_png_that_is_seen_through_stays_so():
    buffer = io.BytesIO()
    Image.new("P", (4, 4)).save(buffer, "PNG", transparency=0)

    assert "transparency" in opened(stripped(buffer.getvalue())).info


@pytest.mark.parametrize("format_", ["JPEG", "PNG"])
def test_stripping_again_changes_nothing(format_):
    once = stripped(picture(format_=format_, exif=exif(6)))

    assert stripped(once) == once


def test_other_files_come_back_as_they_are():
    assert stripped(b"%PDF-1.7 " + SECRET) == b"%PDF-1.7 " + SECRET


@given(missing=st.integers(3, 100), format_=st.sampled_from(["JPEG", "PNG"]))
def test_a_file_that_ends_too_early_is_broken_and_nothing_worse(missing, format_):
    with pytest.raises(Broken):
        stripped(picture(format_=format_)[:-missing])


@given(st.binary(max_size=300))
def test_whatever_follows_the_first_bytes_it_is_stripped_or_broken(data):
    for start in (b"\xff\xd8", b"\x89PNG\r\n\x1a\n"):
        try:
            stripped(start + data)
        except Broken:
            continue
