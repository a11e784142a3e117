"""More than a draft holds: people read why it was not saved, and nothing is lost."""

import pytest

from kiosk.postings import drafts
from tests.faces.admin.desk import attach, begun, draft_of, parts_of, saved, sent
from tests.files import office

ROWS = "\n".join(f"第{number}班\t{number}.50" for number in range(1, 400))
LARGE = f"办公经费明细\n单位\t水费\n{ROWS}"
TOO_LONG = "This is more than one draft holds, so it was not saved."


@pytest.fixture
def code(cleo, categories) -> str:
    made = begun(cleo, categories["notice"])
    assert saved(cleo, made).status_code == 303
    return made


@pytest.fixture
def room_for(monkeypatch, code):
    """Let a draft hold so many characters more than there are in this one."""

    def set_to(more: int) -> None:
        draft = draft_of(code)
        most = len(draft.typed) + len(draft.parts) + more
        monkeypatch.setattr(drafts, "MOST_CHARACTERS", most)

    return set_to


def test_a_table_too_large_for_a_draft_is_not_taken_and_stays_where_it_was_read(
    cleo, code, room_for
):
    room_for(5_000)
    assert sent(cleo, code, do="read", pasted=LARGE).status_code == 303

    answer = sent(cleo, code, do="take", **{"label-1": "电费"})

    assert answer.status_code == 422
    assert "This table is too large for one notice, so it was not taken. Split it" in answer.text
    kept = parts_of(code)
    assert not kept.get("tables")
    assert kept["sheet"]["choices"]["labels"] == {"1": "电费"}
    assert 'value="电费"' in cleo.get(f"/admin/postings/{code}/sheet").text


def test_what_is_pasted_where_nothing_more_fits_stays_in_its_field(cleo, code, room_for):
    room_for(0)

    answer = sent(cleo, code, do="read", pasted=LARGE)

    assert answer.status_code == 422
    assert TOO_LONG in answer.text
    assert "第399班" in answer.text
    assert "sheet" not in parts_of(code)


def test_an_attachment_that_no_longer_fits_is_refused_beside_those_that_are_there(
    cleo, code, room_for
):
    assert attach(cleo, code, office("docx"), "通知.docx").status_code == 200
    before = draft_of(code).version
    room_for(0)

    answer = attach(cleo, code, office("docx", "two"), "附表.docx")

    assert answer.status_code == 422
    assert TOO_LONG in answer.text
    assert "通知.docx" in answer.text
    assert [one["name"] for one in parts_of(code)["attachments"]] == ["通知.docx"]
    assert draft_of(code).version == before


@pytest.mark.parametrize("headers", [{}, {"HX-Request": "true"}], ids=["page", "script"])
def test_what_is_filled_in_at_the_last_look_and_does_not_fit_is_said_so(
    cleo, code, room_for, headers
):
    before = parts_of(code)
    room_for(0)
    data = {"version": draft_of(code).version, "basis_meeting": "所务会"}

    answer = cleo.post(f"/admin/postings/{code}/form", data=data, headers=headers)

    assert answer.status_code == 422
    assert TOO_LONG in answer.text
    # The form that was filled in stays as it is.
    assert answer.headers.get("HX-Reswap") == ("none" if headers else None)
    assert parts_of(code) == before
