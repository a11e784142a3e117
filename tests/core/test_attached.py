"""Attachments are what their names say, or they are refused."""

import io
import zipfile

import pytest

from kiosk.core.attached import check_content, plain_name
from kiosk.core.media import BadFile, Fault
from tests.files import office, picture

MACRO_TYPES = '<Types><Override ContentType="application/vnd.ms-word.document.macroEnabled.main+xml"/></Types>'


def fault_of(data: bytes, extension: str) -> Fault:
    with pytest.raises(BadFile) as caught:
        check_content(data, extension=extension)
    return caught.value.fault


@pytest.mark.parametrize(
    ("extension", "data"),
    [
        ("pdf", b"%PDF-1.7\n..."),
        ("pdf", b"\xef\xbb\xbf\r\n%PDF-1.4"),
        ("docx", office("docx")),
        ("xlsx", office("xlsx", "xl/worksheets/sheet1.xml")),
        ("jpg", picture()),
        ("png", picture(format_="PNG")),
    ],
)
def test_what_is_what_it_says_passes(extension, data):
    check_content(data, extension=extension)


@pytest.mark.parametrize(
    ("extension", "data"),
    [
        ("pdf", b"MZ\x90\x00 a program"),
        ("pdf", b"<html><script>alert(1)</script>"),
        ("docx", office("xlsx")),
        ("xlsx", office("docx")),
        ("docx", b"\xd0\xcf\x11\xe0 an old .doc"),
        ("jpg", picture(format_="PNG")),
        ("png", b"<svg/>"),
    ],
)
def test_a_disguised_file_is_refused(extension, data):
    assert fault_of(data, extension) == Fault.DISGUISED


def test_any_other_archive_is_no_office_file():
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as packed:
        packed.writestr("setup.exe", b"MZ")

    assert fault_of(buffer.getvalue(), "docx") == Fault.DISGUISED


@pytest.mark.parametrize(
    "data",
    [
        office("docx", "word/vbaProject.bin"),
        office("docx", "word/activeX/activeX1.bin"),
        office("docx", types=MACRO_TYPES),
    ],
)
def test_macros_are_refused(data):
    assert fault_of(data, "docx") == Fault.MACROS


@pytest.mark.parametrize("extension", ["docx", "jpg"])
def test_half_a_file_is_damaged(extension):
    whole = office("docx") if extension == "docx" else picture(300, 200)

    assert fault_of(whole[: len(whole) // 2], extension) == Fault.DAMAGED


def test_a_part_that_unpacks_without_end_is_not_unpacked():
    bomb = office("docx", types="<Types>" + " " * 50_000_000)

    assert len(bomb) < 100_000
    assert fault_of(bomb, "docx") == Fault.DAMAGED


@pytest.mark.parametrize(
    ("sent", "kept"),
    [
        ("附件1.PDF", "附件1.pdf"),
        ("C:\\Users\\w\\表.xlsx", "表.xlsx"),
        ("../../etc/表.docx", "表.docx"),
        ("扫描件.JPEG", "扫描件.jpg"),
        ("a\r\nb\u202efdp.pdf", "abfdp.pdf"),
        ("长" * 300 + ".pdf", "长" * 80 + ".pdf"),
    ],
)
def test_a_name_is_kept_without_its_folders_and_tricks(sent, kept):
    assert plain_name(sent) == kept


@pytest.mark.parametrize("name", ["", "pdf", ".pdf", "..pdf", "x.exe", "x.docm", "x.pdf.js", "x."])
def test_a_type_that_is_not_taken_is_named(name):
    with pytest.raises(BadFile) as caught:
        plain_name(name)

    assert caught.value.fault == Fault.TYPE
