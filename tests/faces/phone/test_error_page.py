"""The one page for everything that went wrong."""

import pytest
import sqlalchemy as sa
from bs4 import BeautifulSoup
from sqlalchemy.orm import Session


def read(answer):
    return BeautifulSoup(answer.get_data(as_text=True), "html.parser")


def test_an_unknown_address_is_a_friendly_page_with_a_way_on(client):
    answer = client.get("/nothing/here")
    soup = read(answer)

    assert answer.status_code == 404
    assert soup.select_one("main a")["href"] == "/n/"
    assert soup.select_one("meta[name=viewport]") is not None


def test_a_wrong_method_is_a_friendly_page(client):
    assert client.post("/n/").status_code == 405


def test_it_needs_no_database(app, client, monkeypatch):
    def broken(*_args, **_kwargs):
        raise sa.exc.OperationalError("SELECT", {}, Exception("disk I/O error"))

    monkeypatch.setattr(Session, "get", broken)
    monkeypatch.setattr(Session, "scalars", broken)
    monkeypatch.setattr(Session, "scalar", broken)
    monkeypatch.setitem(app.config, "PROPAGATE_EXCEPTIONS", False)

    answer = client.get("/n/")

    assert answer.status_code == 500
    assert "disk I/O" not in answer.get_data(as_text=True)
    assert read(answer).select_one("h1") is not None


@pytest.mark.parametrize("phone", ["0937-0000103", "0937 0000103", "（0937）0000103"])
def test_a_phone_number_dials_without_its_marks(app, phone):
    assert app.jinja_env.filters["dial"](phone) == "09370000103"


def test_an_extension_is_dialled_after_a_pause(app):
    assert app.jinja_env.filters["dial"]("+86 937-0000103转8") == "+869370000103,8"
