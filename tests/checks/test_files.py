"""What is read of attached files, and what says that somebody must look."""

import io
import time
import zipfile

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kiosk.checks.documents import finds_in
from kiosk.checks.files import FileRead, Unread, read_file
from kiosk.checks.finds import What
from tests.checks.making import WORD, paragraph, pdf, word, word_table
from tests.files import picture
from tests.sheets.making import plain_workbook

MOBILE = "13800000000"
IDENTITY = "99999919900307002X"
#: A font as office programs embed it: codes of two bytes, and what they stand for.
COMPOSITE = b"<< /Type /Font /Subtype /Type0 /Encoding /Identity-H /ToUnicode 6 0 R /DescendantFonts [7 0 R] >>"
MAPPED = b"""6 0 obj << /Length 210 >> stream
1 begincodespacerange <0000> <FFFF> endcodespacerange
1 beginbfrange <0010> <0019> <0030> endbfrange
2 beginbfchar <0020> <673A> <0021> <5BC6> endbfchar
endstream endobj
7 0 obj << /Type /Font /Subtype /CIDFontType2 /DW 1000 /W [16 25 500] >> endobj"""


def found_in(read: FileRead) -> list[tuple[What, tuple[str | int, ...], str]]:
    return [(one.what, one.where.path, one.written) for one in finds_in(read.texts)]


# Word and Excel.


def test_a_number_is_found_in_a_word_file_though_it_is_spread_over_runs():
    data = word(paragraph("现予公示。") + paragraph("联系", "138", "0000", "0000"))

    assert found_in(read_file(data, "docx")) == [(What.MOBILE, ("paragraph", 2), MOBILE)]


def test_tables_of_a_word_file_are_read_cell_by_cell():
    data = word(word_table(["姓名", "甲", "乙", "备注"], ["张三", "1386", "2386 238", "病假"]))

    assert found_in(read_file(data, "docx")) == [(What.HEALTH, ("cell", 1, 2, 4), "病假")]


@pytest.mark.parametrize("part", ["header1", "footer2", "footnotes", "endnotes", "comments"])
def test_what_stands_beside_the_body_of_a_word_file_is_read_too(part):
    beside = f'<w:x xmlns:w="{WORD}">{paragraph(MOBILE)}</w:x>'

    read = read_file(word(paragraph("现予公示。"), **{part: beside}), "docx")

    assert [one[2] for one in found_in(read)] == [MOBILE]


def test_what_was_deleted_with_changes_tracked_is_still_in_the_file():
    gone = f"<w:p><w:del><w:r><w:delText>{IDENTITY}</w:delText></w:r></w:del></w:p>"

    assert [one[2] for one in found_in(read_file(word(gone), "docx"))] == [IDENTITY]


def test_cells_of_a_sheet_are_read_numbers_too():
    data = plain_workbook([["姓名", "电话", "比率"], ["张三", 13800000000, 0.3333333333333333]])

    [(what, path, written)] = found_in(read_file(data, "xlsx"))

    assert (what, written) == (What.MOBILE, MOBILE)
    assert str(path[1]).endswith("!B2")


def test_comments_of_a_sheet_are_read_too():
    made = io.BytesIO(plain_workbook([["现予公示"]]))
    with zipfile.ZipFile(made, "a") as packed:
        packed.writestr(
            "xl/comments1.xml",
            f"<comments><comment><text><r><t>{MOBILE}</t></r></text></comment></comments>",
        )

    assert [one[2] for one in found_in(read_file(made.getvalue(), "xlsx"))] == [MOBILE]


def test_pictures_in_a_word_file_are_left_to_people():
    data = io.BytesIO(word(paragraph("见下图。")))
    with zipfile.ZipFile(data, "a") as packed:
        packed.writestr("word/media/image1.png", b"x")

    assert read_file(data.getvalue(), "docx").unread is Unread.HAS_PICTURES


def test_a_word_file_that_blows_up_is_not_read():
    data = word("<w:p>" + " " * 40_000_000 + "</w:p>")

    assert read_file(data, "docx").unread is Unread.NOT_READ


def test_a_word_file_with_entities_of_its_own_is_not_read():
    data = word("", document='<!DOCTYPE x [<!ENTITY a "a">]><x>&a;</x>')

    assert read_file(data, "docx").unread is Unread.NOT_READ


# PDF.


def test_a_plain_pdf_is_read_line_by_line():
    data = pdf(b"BT /F1 12 Tf 14 TL (Notice) Tj T* (call 138 0000 0000) Tj ET")

    assert found_in(read_file(data, "pdf")) == [(What.MOBILE, ("page", 1), "138 0000 0000")]
    assert read_file(data, "pdf").unread is None


def test_characters_drawn_one_by_one_are_one_number():
    drawn = b"".join(
        b"BT /F1 10 Tf %d 700 Td (%d) Tj ET " % (100 + 5 * at, digit)
        for at, digit in enumerate([1, 3, 8, 0, 0, 0, 0, 0, 0, 0, 0])
    )

    assert [one[2] for one in found_in(read_file(pdf(drawn), "pdf"))] == [MOBILE]


def test_neighbouring_cells_of_a_pdf_are_not_joined():
    data = pdf(b"BT /F1 10 Tf 100 700 Td (1386) Tj 40 0 Td (2386 238) Tj ET")

    assert found_in(read_file(data, "pdf")) == []


def test_a_number_that_goes_on_in_the_next_line_is_found():
    data = pdf(b"BT /F1 10 Tf 14 TL (id 99999919900) Tj T* (307002X born) Tj ET")

    assert [one[2] for one in found_in(read_file(data, "pdf"))] == [IDENTITY]


def test_codes_of_an_embedded_font_are_read_by_its_map():
    digits = b"".join(b"%04X" % (0x10 + int(one)) for one in MOBILE)
    data = pdf(b"BT /F1 10 Tf <00200021%s> Tj ET" % digits, font=COMPOSITE, more=MAPPED)

    assert [one[2] for one in found_in(read_file(data, "pdf"))] == ["机密", MOBILE]


def test_codes_nobody_explains_are_told_of():
    unknown = pdf(b"BT /F1 10 Tf <00200099> Tj ET", font=COMPOSITE, more=MAPPED)
    without = COMPOSITE.replace(b"/ToUnicode 6 0 R", b"")
    nothing = pdf(b"BT /F1 10 Tf <00200021> Tj ET", font=without, more=MAPPED)

    assert read_file(unknown, "pdf").unread is Unread.PARTLY
    assert read_file(nothing, "pdf").unread is Unread.PARTLY


def test_named_chinese_encodings_are_read():
    font = b"<< /Type /Font /Subtype /Type0 /Encoding /GBK-EUC-H >>"
    data = pdf(b"BT /F1 10 Tf <%s> Tj ET" % "绝密".encode("gbk").hex().encode(), font=font)

    assert [one[2] for one in found_in(read_file(data, "pdf"))] == ["绝密"]


def test_objects_packed_together_and_forms_are_read():
    form = b"BT /F1 10 Tf (13800000000) Tj ET"
    more = b"6 0 obj << /Subtype /Form /Length %d >> stream\n%s\nendstream endobj" % (
        len(form),
        form,
    )
    data = pdf(b"/X1 Do", more=more, resources=b"/XObject << /X1 6 0 R >>")

    assert [one[2] for one in found_in(read_file(data, "pdf"))] == [MOBILE]


def test_what_was_filled_into_a_form_is_read():
    more = b"6 0 obj << /FT /Tx /T (phone) /V (13800000000) >> endobj"

    read = read_file(pdf(b"BT /F1 10 Tf (form) Tj ET", more=more), "pdf")

    assert [one[2] for one in found_in(read)] == [MOBILE]


@pytest.mark.parametrize(
    "data",
    [
        pytest.param(pdf(b"q 1 0 0 1 0 0 cm /Im1 Do Q"), id="a scan has no text"),
        pytest.param(pdf(b"BT (x) Tj ET", trailer=b"/Encrypt 9 0 R"), id="locked"),
        pytest.param(pdf(b"x", filters=b"/LZWDecode"), id="packed in a way we do not know"),
        pytest.param(pdf(b"not packed at all", filters=b"/FlateDecode")[:-60] + b"<<", id="cut"),
        pytest.param(b"%PDF-1.4 nothing", id="nothing in it"),
        pytest.param(pdf(b"BT (x) Tj ) (13800000000) Tj ET"), id="what follows would be lost"),
        pytest.param(pdf(b"[" * 100_000), id="nested without end"),
        pytest.param(pdf(b" " * 40_000_000), id="unpacks to too much"),
    ],
)
def test_a_pdf_that_cannot_be_read_says_so(data):
    assert read_file(data, "pdf").unread is Unread.NOT_READ


def test_a_picture_is_left_to_people():
    assert read_file(picture(), "jpg").unread is Unread.PICTURE


SOUND = [
    ("pdf", pdf(b"BT /F1 10 Tf <00200021> Tj ET", font=COMPOSITE, more=MAPPED)),
    ("pdf", pdf(b"BT /F1 12 Tf [(138) -20 (0000)] TJ T* (call) ' /X1 Do ET", filters=b"")),
    ("docx", word(paragraph("现予公示。") + word_table(["姓名", "电话"], ["张三", MOBILE]))),
    ("xlsx", plain_workbook([["姓名", "电话"], ["张三", MOBILE]])),
]


@given(
    st.sampled_from(SOUND),
    st.lists(st.tuples(st.integers(0, 10**6), st.integers(0, 255)), max_size=12),
    st.integers(0, 200),
)
def test_whatever_is_damaged_is_read_or_not_but_nothing_breaks(sound, changes, cut):
    extension, data = sound
    damaged = bytearray(data)
    for place, byte in changes:
        damaged[place % len(damaged)] = byte

    begun = time.monotonic()
    read = read_file(bytes(damaged[: len(damaged) - cut]), extension)

    assert isinstance(read, FileRead)
    assert time.monotonic() - begun < 10
