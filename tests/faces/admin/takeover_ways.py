"""The ways through takeovers. See ways.py."""

from __future__ import annotations

import re
from typing import Any

from tests.client import KioskClient
from tests.faces.admin.ways import Form, House, Ways

acts = Ways()
STORM = {
    "level": "2", "headline": "沙尘暴来袭\r\n关闭全部入口车道", "details": "能见度不足 100 米。",
    "actions": "收费班：入口栏杆落下\r\n监控室：每 15 分钟报一次", "phone": "0937-0000110",
    "reach": "office", "lasts": "60", "until": "", "once": "7kqmx2p9a",
}  # fmt: skip


def looked(client: KioskClient, data: dict[str, Any]) -> dict[str, Any]:
    """What the second look sends on: the same, with the mark of the screens it named."""
    page = client.post("/admin/takeovers/new", data=data).text
    found = re.search(r'name="seen"[^>]*value="(\w+)"', page)
    assert found is not None, page
    return {**data, "seen": found[1]}


def begun(client: KioskClient, **more: Any) -> str:
    """Begin one, through form and second look; its code."""
    data = {**STORM, **more}
    answer = client.post("/admin/takeovers/new", data=looked(client, data))
    assert answer.status_code == 303, answer.text
    return str(answer.headers["Location"].rsplit("/", 1)[1])


@acts("admin.takeover_begin")
def replace_what_is_on(house: House) -> Form:
    return Form(house.cleo, "/admin/takeovers/new", looked(house.cleo, STORM))


@acts("admin.takeover_lengthen")
def let_it_go_on(house: House) -> Form:
    address = f"/admin/takeovers/{begun(house.cleo)}/lengthen"
    return Form(house.cleo, address, {"lasts": "120", "until": ""})


@acts("admin.takeover_end")
def end_it_early(house: House) -> Form:
    return Form(house.cleo, f"/admin/takeovers/{begun(house.cleo)}/end", {"why": "险情解除"})


@acts("admin.takeover_review")
def review_it(house: House) -> Form:
    address = f"/admin/takeovers/{begun(house.cleo)}/review"
    return Form(house.signers()["rita"], address, {"remark": "处置及时"})
