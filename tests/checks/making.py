"""Files made for the tests: small PDF and Word files, built by hand so that a test says what is in them."""

from __future__ import annotations

import io
import zipfile
import zlib

WORD = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"


def pdf(
    content: bytes,
    *,
    font: bytes = b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>",
    more: bytes = b"",
    filters: bytes = b"/FlateDecode",
    resources: bytes = b"",
    trailer: bytes = b"",
) -> bytes:
    """A file of one page with this content; F1 is the font, `more` are further objects from number 6 on."""
    packed = zlib.compress(content) if filters == b"/FlateDecode" else content
    head = b"<< /Length %d%s >>" % (len(packed), b" /Filter " + filters if filters else b"")
    page = b"<< /Type /Page /Parent 2 0 R /Contents 4 0 R >>"
    parts = [
        b"1 0 obj << /Type /Catalog /Pages 2 0 R >> endobj",
        b"2 0 obj << /Type /Pages /Kids [3 0 R] /Count 1 /Resources << /Font << /F1 5 0 R >> %s >> >> endobj"
        % resources,
        b"3 0 obj %s endobj" % page,
        b"4 0 obj %s stream\n%s\nendstream endobj" % (head, packed),
        b"5 0 obj %s endobj" % font,
        more,
        b"trailer << /Root 1 0 R %s >>" % trailer,
    ]
    return b"%PDF-1.5\n" + b"\n".join(parts) + b"\n%%EOF"


def word(body: str, **parts: str) -> bytes:
    """A docx file with this body; `parts` are further ones of its folder, by their names without .xml."""
    buffer = io.BytesIO()
    whole = {
        "document": f'<w:document xmlns:w="{WORD}"><w:body>{body}</w:body></w:document>',
        **parts,
    }
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as packed:
        packed.writestr("[Content_Types].xml", "<Types/>")
        for name, text in whole.items():
            packed.writestr(f"word/{name}.xml", text)
    return buffer.getvalue()


def paragraph(*runs: str) -> str:
    """A paragraph whose text is in several runs, as Word likes to have it."""
    return "<w:p>" + "".join(f"<w:r><w:t>{run}</w:t></w:r>" for run in runs) + "</w:p>"


def word_table(*rows: list[str]) -> str:
    """A table with one paragraph a cell."""
    lines = ["".join(f"<w:tc>{paragraph(cell)}</w:tc>" for cell in row) for row in rows]
    return "<w:tbl>" + "".join(f"<w:tr>{line}</w:tr>" for line in lines) + "</w:tbl>"
