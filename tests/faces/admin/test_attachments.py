"""Attachments of a draft: loaded again before it is out, and without what pictures say of their makers."""

import re

import pytest
from bs4 import BeautifulSoup
from PIL import Image

from kiosk.postings import drafts
from tests.faces.admin.desk import attach, begun, draft_of
from tests.files import office, picture


@pytest.fixture
def cleo(enter):
    return enter("cleo")


@pytest.fixture
def notice(cleo, categories):
    return begun(cleo, categories["notice"])


def test_an_attachment_can_be_loaded_from_the_draft_by_whoever_may_write_on_it(cleo, enter, notice):
    page = attach(cleo, notice, office("xlsx"), "明细.xlsx").text

    (address,) = re.findall(r'href="([^"]+/attachments/[0-9a-f]{64})"', page)

    assert address in cleo.get(f"/admin/postings/{notice}/edit").text
    with cleo.get(address) as loaded:
        assert loaded.data == office("xlsx")
        assert loaded.mimetype.endswith("spreadsheetml.sheet")
        assert loaded.headers["Content-Disposition"].startswith("attachment")
    assert enter("bo").get(address).status_code == 403
    assert cleo.get(address[:-1] + ("0" if address[-1] != "0" else "1")).status_code == 404


@pytest.mark.parametrize(("name", "format_"), [("现场.jpg", "JPEG"), ("现场.png", "PNG")])
def test_an_attached_picture_no_longer_says_where_it_was_taken(
    cleo, notice, settings, name, format_
):
    exif = Image.Exif()
    exif[0x010F] = "somebody's phone"
    exif.get_ifd(0x8825)[2] = (39.0, 44.0, 0.0)

    attach(cleo, notice, picture(format_=format_, exif=exif.tobytes()), name)

    (kept,) = drafts.parts_of(draft_of(notice))["attachments"]
    file = settings.media_folder / "attachments" / f"{kept['sha']}.{kept['extension']}"
    assert b"somebody's phone" not in file.read_bytes()
    assert kept["byte_size"] == file.stat().st_size
    with Image.open(file) as stored:
        assert dict(stored.getexif()) == {}


def test_whoever_attaches_a_file_reads_that_scans_are_theirs_to_look_at(cleo, notice):
    page = BeautifulSoup(cleo.get(f"/admin/postings/{notice}/edit").text, "html.parser")

    [hint] = page.select("#attachments-file-hint")
    assert "photos and scans nobody can check by machine" in hint.get_text()
