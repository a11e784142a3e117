"""A cell of a sheet that was typed wrong: it is marked, counted, and one button puts it as it was meant."""

from bs4 import BeautifulSoup

from tests.faces.admin.desk import begun, parts_of, sent

SHEET = "水电费\n单位\t水费\n所机关\t41O.20\n双泉堡站\t356.80\n沙枣坪站\t不详\n青杨驿站\t210.00\n望湖墩站\t98.00\n石磨沟站\t77.50\n"


def room(client, code):
    return BeautifulSoup(client.get(f"/admin/postings/{code}/sheet").text, "html.parser")


def test_wrong_cells_are_counted_and_marked_where_they_stand(enter, categories):
    cleo = enter("cleo")
    code = begun(cleo, categories["notice"])

    sent(cleo, code, do="read", pasted=SHEET)

    page = room(cleo, code)
    assert page.select_one(".tally").get_text(" ", strip=True) == (
        "6 rows read 4 rows are fine 2 rows to mend"
    )
    assert [one.get_text() for one in page.select("td.wrong")] == ["41O.20", "不详"]
    assert page.select_one(".import-steps [aria-current]").get_text(" ", strip=True) == "2 Check"


def test_one_button_changes_a_cell_to_what_was_meant_and_no_other(enter, categories):
    cleo = enter("cleo")
    code = begun(cleo, categories["notice"])
    sent(cleo, code, do="read", pasted=SHEET)
    [button] = room(cleo, code).select('button[value^="mend:"]')
    assert button.get_text() == "Change it to “410.20”"

    sent(cleo, code, do=button["value"])

    assert [one.get_text() for one in room(cleo, code).select("td.wrong")] == ["不详"]
    # The form brings what has been mended already along.
    fixes = {"fix-B3": "410.20", "fix-B5": "120"}
    assert sent(cleo, code, do="take", **fixes).status_code == 303
    rows = parts_of(code)["tables"][0]["rows"]
    assert [one["c2"] for one in rows][:3] == ["410.20", "356.80", "120.00"]


def test_what_nobody_knows_how_to_mend_changes_nothing(enter, categories):
    cleo = enter("cleo")
    code = begun(cleo, categories["notice"])
    sent(cleo, code, do="read", pasted=SHEET)
    before = parts_of(code)["sheet"]["choices"].get("corrections", {})

    answer = sent(cleo, code, do="mend:Z99")

    assert answer.status_code == 200
    assert parts_of(code)["sheet"]["choices"].get("corrections", {}) == before
