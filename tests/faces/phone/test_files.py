"""Attachments are given only with the posting that names them, and always as a download."""

from urllib.parse import quote

import msgspec

from kiosk.core.document import decode
from kiosk.kinds.notices import Notice
from kiosk.postings.operations import withdraw


def address(posting, attachment):
    return f"/n/{posting.code}/file/{attachment.sha}/{quote(attachment.name)}"


def named_by(posting):
    return decode(posting.approved.content, Notice).attachments[0]


def test_the_page_links_it_with_its_size(page, loaded):
    posting = loaded.postings["N15"]
    link = page(f"/n/{posting.code}").select_one(".files a")

    assert link["href"] == address(posting, named_by(posting))
    assert "KB" in link.get_text()


def test_it_is_saved_with_its_name_and_its_one_type(client, loaded):
    posting = loaded.postings["N15"]

    answer = client.get(address(posting, named_by(posting)))

    assert answer.status_code == 200
    assert answer.data.startswith(b"%PDF")
    assert answer.mimetype == "application/pdf"
    assert answer.headers["Content-Disposition"].startswith("attachment;")
    assert quote("星级管理考核办法（修订稿）.pdf") in answer.headers["Content-Disposition"]
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert answer.headers["Cache-Control"] == "no-store"
    answer.close()


def test_another_posting_does_not_give_it(client, loaded):
    attachment = named_by(loaded.postings["N15"])

    assert client.get(address(loaded.postings["N06"], attachment)).status_code == 404


def test_it_goes_with_its_posting(client, loaded, now):
    posting = loaded.postings["N15"]
    where = address(posting, named_by(posting))
    withdraw(posting, reason="a mistake", at=now)

    assert client.get(where).status_code == 404


def test_a_name_it_does_not_have_is_not_answered(client, loaded):
    posting = loaded.postings["N15"]
    sha = named_by(posting).sha

    for name in ("other.pdf", "..%2F..%2Fkiosk.sqlite3", "%00"):
        assert client.get(f"/n/{posting.code}/file/{sha}/{name}").status_code == 404


def test_a_file_that_is_gone_is_a_friendly_404(client, posted, loaded):
    attachment = msgspec.structs.replace(named_by(loaded.postings["N15"]), sha="0" * 64)
    notice = decode(loaded.postings["N15"].approved.content, Notice)
    posting = posted(content=msgspec.structs.replace(notice, attachments=(attachment,)))

    assert client.get(address(posting, attachment)).status_code == 404
