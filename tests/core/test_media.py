"""Pictures: decoded, upright, without what a camera wrote into them; and files that are none."""

import io
import random
import re
import zlib

import pytest
from PIL import Image, PngImagePlugin

from kiosk.core.media import (
    SIZES,
    Attachment,
    BadFile,
    BadPicture,
    Photo,
    attachment_file,
    is_sealed,
    keep_attachment,
    keep_picture,
    picture_file,
    seal,
)

RED, GREEN = (200, 30, 30), (30, 160, 30)
HASH = "0" * 64


def picture(width=60, height=40):
    """Left half red, right half green."""
    made = Image.new("RGB", (width, height), RED)
    made.paste(GREEN, (width // 2, 0, width, height))
    return made


def written(image, format_="JPEG", **options):
    buffer = io.BytesIO()
    image.save(buffer, format_, **options)
    return buffer.getvalue()


def kept(folder, data):
    """The file that is kept of `data`, as bytes and as a picture."""
    stored = (folder / f"{keep_picture(folder, data)}.jpg").read_bytes()
    return stored, Image.open(io.BytesIO(stored))


def size_of(file):
    with Image.open(file) as opened:
        return opened.size


def is_red(pixel):
    return pixel[0] > 150 and pixel[1] < 90


def secretive(image, format_):
    """A picture with everything a camera or an editor may have written into it."""
    exif = Image.Exif()
    exif[0x010E] = "SECRET description"
    exif[0x9286] = "SECRET user comment"
    exif.get_ifd(0x8825)[2] = (38.0, 12.0, 7.0)  # where it was taken
    if format_ == "PNG":
        texts = PngImagePlugin.PngInfo()
        texts.add_text("Author", "SECRET author")
        texts.add_text("comment", "SECRET comment")
        texts.add_itxt("XML:com.adobe.xmp", "SECRET xmp")
        return written(image, "PNG", pnginfo=texts, exif=exif)
    xmp = b"<x>SECRET xmp</x>"
    if format_ == "WEBP":
        return written(image, "WEBP", exif=exif, xmp=xmp)
    return written(image, "JPEG", exif=exif, xmp=xmp, comment=b"SECRET comment")


@pytest.mark.parametrize("format_", ["JPEG", "PNG", "WEBP"])
def test_what_a_camera_wrote_into_a_picture_is_not_kept(tmp_path, format_):
    data = secretive(picture(), format_)
    stored, opened = kept(tmp_path, data)

    assert b"SECRET" in data
    assert b"SECRET" not in stored
    assert b"Exif" not in stored
    assert {name for name in opened.info if not name.startswith(("jfif", "progressi"))} == set()


def test_a_picture_taken_sideways_is_kept_upright(tmp_path):
    exif = Image.Exif()
    exif[0x0112] = 6  # turn right to see it upright
    _stored, opened = kept(tmp_path, written(picture(60, 40), exif=exif))

    assert opened.size == (40, 60)
    assert is_red(opened.getpixel((20, 5)))  # the left half is now above
    assert not is_red(opened.getpixel((20, 55)))


def test_a_large_picture_is_kept_no_larger_than_any_use_needs(tmp_path):
    _stored, opened = kept(tmp_path, written(picture(5000, 1000)))

    assert opened.size == (2400, 480)


def test_a_picture_is_named_after_its_bytes_and_kept_once(tmp_path):
    first = keep_picture(tmp_path, written(picture(), "PNG"))
    again = keep_picture(tmp_path, written(picture(), "PNG"))
    other = keep_picture(tmp_path, written(picture(62, 40), "PNG"))

    assert first == again != other
    assert re.fullmatch("[0-9a-f]{64}", first)
    assert sorted(path.name for path in tmp_path.iterdir()) == sorted(
        [f"{first}.jpg", f"{other}.jpg"]
    )


@pytest.mark.parametrize(
    "disguised",
    [
        b"",
        b"<html><script>alert(1)</script></html>",
        b'<svg xmlns="http://www.w3.org/2000/svg"/>',
        b"%PDF-1.7\n",
        b"MZ\x90\x00 this program cannot be run",
        written(Image.new("P", (8, 8)), "GIF"),
        written(picture(), "TIFF"),
        written(picture(), "BMP"),
        written(picture(300, 200))[:400],  # torn off
    ],
    ids=["nothing", "html", "svg", "pdf", "program", "gif", "tiff", "bmp", "half a jpeg"],
)
def test_a_file_that_is_no_picture_of_ours_is_refused_and_leaves_nothing(tmp_path, disguised):
    with pytest.raises(BadPicture):
        keep_picture(tmp_path, disguised)

    assert list(tmp_path.iterdir()) == []


def bomb(width, height):
    """A PNG of a few hundred bytes that claims to be enormous."""

    def chunk(name, data):
        checked = name + data
        return len(data).to_bytes(4, "big") + checked + zlib.crc32(checked).to_bytes(4, "big")

    head = width.to_bytes(4, "big") + height.to_bytes(4, "big") + b"\x08\x02\x00\x00\x00"
    lines = zlib.compress(bytes(100_000))
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", lines) + chunk(b"IEND", b"")


@pytest.mark.filterwarnings("ignore::PIL.Image.DecompressionBombWarning")
@pytest.mark.parametrize("side", [7_800, 10_000, 30_000])
def test_a_picture_that_would_fill_the_memory_is_refused(tmp_path, side):
    data = bomb(side, side)

    with pytest.raises(BadPicture):
        keep_picture(tmp_path, data)

    assert len(data) < 1000
    assert list(tmp_path.iterdir()) == []


@pytest.mark.filterwarnings("ignore::UserWarning")  # Pillow's own words about the damage
@pytest.mark.parametrize("format_", ["JPEG", "PNG", "WEBP"])
def test_a_damaged_file_is_either_a_picture_or_refused(tmp_path, format_):
    dice = random.Random(2026)
    whole = secretive(picture(), format_)
    for _ in range(400):
        damaged = bytearray(whole)
        for _ in range(dice.choice((1, 2, 5))):
            damaged[dice.randrange(len(damaged))] = dice.randrange(256)
        try:
            sha = keep_picture(tmp_path, bytes(damaged))
        except BadPicture:
            continue
        assert (tmp_path / f"{sha}.jpg").exists()


@pytest.mark.parametrize("size", sorted(set(SIZES) - {"phone"}))
def test_a_picture_is_cut_to_exactly_the_size_of_its_use(tmp_path, size):
    photo = Photo(sha=keep_picture(tmp_path, written(picture(1600, 1000))), alt="")
    file = picture_file(tmp_path, photo.path(size))

    assert file is not None
    assert size_of(file) == (SIZES[size].width, SIZES[size].height)


def test_a_phone_gets_the_whole_picture(tmp_path):
    photo = Photo(sha=keep_picture(tmp_path, written(picture(1600, 1000))), alt="")
    file = picture_file(tmp_path, photo.path("phone"))

    assert file is not None
    assert size_of(file) == (720, 450)


@pytest.mark.parametrize(("focus_x", "shows_red"), [(0, True), (100, False)])
def test_a_cut_keeps_what_is_at_the_focal_point(tmp_path, focus_x, shows_red):
    sha = keep_picture(tmp_path, written(picture(2000, 500)))
    file = picture_file(tmp_path, Photo(sha=sha, alt="", focus_x=focus_x).path("tile"))

    assert file is not None
    with Image.open(file) as opened:
        assert is_red(opened.getpixel((240, 280))) is shows_red


def test_a_cut_is_made_once(tmp_path):
    photo = Photo(sha=keep_picture(tmp_path, written(picture(1600, 1000))), alt="")
    first = picture_file(tmp_path, photo.path("tile"))
    assert first is not None
    made_at = first.stat().st_mtime_ns

    assert picture_file(tmp_path, photo.path("tile")) == first
    assert first.stat().st_mtime_ns == made_at


@pytest.mark.parametrize(
    "path",
    [
        "{sha}-50-40/poster.jpg",
        "{sha}-50-40/tile.png",
        "{sha}-50-40/tile.jpg\n",
        "{sha}-50-40/../../secret_key",
        "{sha}-101-40/tile.jpg",
        "{sha}-050-40/tile.jpg",
        "{sha}-٥٠-40/tile.jpg",
        "{sha}-50-40",
        "{sha}.jpg",
        f"{HASH}-50-40/tile.jpg",
        "../secret_key",
        "../../etc/passwd",
        "/etc/passwd",
        "",
    ],
)
def test_no_other_address_leads_to_a_file(tmp_path, path):
    sha = keep_picture(tmp_path / "media", written(picture()))
    (tmp_path / "secret_key").write_text("secret")
    before = sorted(tmp_path.rglob("*"))

    assert picture_file(tmp_path / "media", path.format(sha=sha)) is None
    assert sorted(tmp_path.rglob("*")) == before


def test_an_attachment_is_kept_as_it_came_under_the_hash_of_its_bytes(tmp_path):
    data = b"%PDF-1.7 x"
    kept_file = keep_attachment(tmp_path, data, name="采购 明细.PDF")

    assert kept_file.extension == "pdf"
    assert kept_file.name == "采购 明细.PDF"
    assert kept_file.byte_size == 10
    file = attachment_file(tmp_path, kept_file)
    assert file is not None
    assert file.read_bytes() == data


def test_an_attached_picture_is_never_taken_for_a_picture_of_ours(tmp_path):
    data = written(picture(), comment=b"SECRET comment")
    attached = keep_attachment(tmp_path, data, name="scan.jpg")

    assert picture_file(tmp_path, Photo(sha=attached.sha, alt="").path("tile")) is None
    file = attachment_file(tmp_path, attached)
    assert file is not None
    assert file.read_bytes() == data


def test_an_attachment_kept_beside_the_pictures_is_still_found(tmp_path):
    attached = keep_attachment(tmp_path / "new", b"x", name="a.pdf")
    (tmp_path / f"{attached.sha}.pdf").write_bytes(b"x")

    assert attachment_file(tmp_path, attached) == tmp_path / f"{attached.sha}.pdf"


@pytest.mark.parametrize(("sha", "extension"), [(HASH, "pdf"), (HASH, "exe"), ("made", "")])
def test_an_attachment_that_is_not_there_or_of_no_known_type_has_no_file(tmp_path, sha, extension):
    (tmp_path / f"{HASH}.exe").write_bytes(b"x")
    named = Attachment(sha=sha, name="x", extension=extension, byte_size=1)

    assert attachment_file(tmp_path, named) is None


def test_a_seal_fits_one_address_of_one_owner_under_one_key():
    sealed = seal("key", owner="7kqmx2p9a", path="a-50-40/tile.jpg")

    assert len(sealed) == 24
    assert is_sealed(sealed, b"key", owner="7kqmx2p9a", path="a-50-40/tile.jpg")
    assert not is_sealed(sealed, "key", owner="7kqmx2p9a", path="a-50-41/tile.jpg")
    assert not is_sealed(sealed, "key", owner="other", path="a-50-40/tile.jpg")
    assert not is_sealed(sealed, "other", owner="7kqmx2p9a", path="a-50-40/tile.jpg")
    assert not is_sealed("", "key", owner="7kqmx2p9a", path="a-50-40/tile.jpg")
    assert not is_sealed("é" * 24, "key", owner="7kqmx2p9a", path="a-50-40/tile.jpg")


@pytest.mark.parametrize("name", ["virus.exe", "page.html", "picture.svg", "", "x.pdf.js"])
def test_an_attachment_that_nobody_should_open_is_refused(tmp_path, name):
    with pytest.raises(BadFile):
        keep_attachment(tmp_path, b"x", name=name)

    assert list(tmp_path.iterdir()) == []
