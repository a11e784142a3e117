"""The page that shows the table."""

from bs4 import BeautifulSoup

from kiosk.accounts.roles import MAY, Role


def test_the_page_shows_the_table_of_the_code(enter):
    page = BeautifulSoup(enter("sid").get("/admin/roles").text, "html.parser")

    shown = [
        [bool(cell.select_one(".yes")) for cell in row.select("td")]
        for row in page.select("tbody tr")
    ]
    assert shown == [[role in roles for role in Role] for roles in MAY.values()]
