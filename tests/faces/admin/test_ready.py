"""What the first page says of a draft that holds something that must not hang."""

from bs4 import BeautifulSoup

from kiosk.accounts.roles import Role
from kiosk.core.db import db
from tests.faces.admin.desk import begun, saved
from tests.faces.admin.signing import account

SECRET = "涉及供应商的商业秘密，不予公开。"


def test_the_first_page_counts_what_must_not_hang_as_the_last_look_does(enter, cast, categories):
    clerk = enter("cleo")
    code = begun(clerk, categories["notice"])
    saved(clerk, code, body=f"联系电话13800000000、13911112222。\n{SECRET}", issuer="")

    def pills(address: str, place: str) -> list[str]:
        page = BeautifulSoup(clerk.get(address).text, "html.parser")
        return [one.get_text() for one in page.select(f"{place} .pill")]

    first_page = ("/admin/", "[aria-labelledby=drafts-title] .row")
    assert pills(f"/admin/postings/{code}/publish", "#finds-title") == ["3 places must not hang"]
    assert pills(*first_page) == ["3 places must not hang", "1 thing missing"]

    saved(clerk, code, body=SECRET)
    assert pills(*first_page) == ["1 place must not hang"]

    account("rita", "苗春霞", Role.SECRECY_REVIEWER)
    db.session.commit()
    reviewer = enter("rita")
    checks = BeautifulSoup(reviewer.get(f"/admin/postings/{code}/checks").text, "html.parser")
    [find] = checks.select(".find [name=find]")
    said = {"find": find["value"], "reason": "已核对，不涉密"}
    assert reviewer.post(f"/admin/postings/{code}/checks/keep", data=said).status_code == 303
    assert pills(*first_page) == ["Ready to publish"]
