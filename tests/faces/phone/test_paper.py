"""The A4 sheet of a posting."""

from kiosk.faces.phone.paper import margin_boxes
from kiosk.postings.lifecycle import OPEN_TO_READ, state_at
from kiosk.postings.operations import life_of
from tests.faces.phone.conftest import text_of


def test_every_kind_of_posting_can_be_printed(page, loaded, now):
    kinds = set()
    for posting in set(loaded.postings.values()):
        if state_at(life_of(posting), now) in OPEN_TO_READ:
            soup = page(f"/n/{posting.code}/print")
            kinds.add(posting.kind)

            assert soup.select_one(".qr svg") is not None
            assert soup.select_one("script") is None

    assert kinds == {"notices", "stars", "honors", "moments", "contacts"}


def test_the_sheet_names_issuer_number_signers_period_and_phone(page, loaded):
    soup = page(f"/n/{loaded.postings['N06'].code}/print")
    end = text_of(soup.select_one(".paper-end"))

    assert text_of(soup.select_one(".paper-issuer")) == "中共柳泉高速公路收费所支部委员会"
    assert "柳泉公开〔2026〕42号" in text_of(soup.select_one(".paper-number"))
    assert "支部书记 陈守业 11/17/2026" in end
    assert "所长 田建军 11/17/2026" in end
    assert "11/18/2026—11/24/2026 (5 working days)" in end
    assert "0937-0000103" in end


def test_the_sheet_passes_the_same_filter(page, loaded):
    assert "李振国" not in text_of(page(f"/n/{loaded.postings['N09'].code}/print"))


def test_the_foot_of_its_pages_has_page_numbers_and_the_register_number(client, loaded):
    answer = client.get(f"/n/{loaded.postings['N06'].code}/print.css")

    assert answer.mimetype == "text/css"
    assert '@bottom-left { content: "柳泉公开〔2026〕42号"; }' in answer.get_data(as_text=True)
    assert (
        '@bottom-right { content: "Page " counter(page) " of " counter(pages) ""; }'
        in answer.get_data(as_text=True)
    )


def test_a_register_number_cannot_leave_its_quotes(app):
    with app.test_request_context():
        sheet = margin_boxes('1"; } body { display: none } \\ \n</style>')

    assert r"1\22 ; } body { display: none } \5c  \a \3c /style\3e " in sheet
    assert sheet.count('"') % 2 == 0


def test_a_wide_table_turns_the_paper_and_the_style_sheet_holds_its_columns(client, page, loaded):
    code = loaded.postings["N05"].code
    style = client.get(f"/n/{code}/print.css").get_data(as_text=True)
    soup = page(f"/n/{code}/print")

    assert "size: A4 landscape" in style
    assert ".table-1 { font-size: 12pt; }" in style
    assert style.count(".table-1-1 col:nth-child(") == len(soup.select(".table-1-1 col")) == 11
    assert "sheet-lying" in soup.select_one("main")["class"]


def test_an_ordinary_posting_stays_upright(client, page, loaded):
    code = loaded.postings["N06"].code

    assert "landscape" not in client.get(f"/n/{code}/print.css").get_data(as_text=True)
    assert page(f"/n/{code}/print").select_one("main")["class"] == ["sheet"]
