"""The ways through what writes and leaves no act: drafts, walls that report, coming and going. See ways.py."""

from __future__ import annotations

import io

from kiosk.screens.operations import fresh_claim
from tests.faces.admin.desk import WORDS, begun, draft_of
from tests.faces.admin.signing import PASSWORD
from tests.faces.admin.ways import Form, House, Ways, post
from tests.files import picture

quiet = Ways()
MOBILE = "13800000000"


@quiet("admin.edit_post")
def save(house: House) -> Form:
    code = house.draft()
    data = {**WORDS, "title": "改", "version": draft_of(code).version}
    return Form(house.cleo, post(code, "edit"), data)


@quiet("admin.edit_post")
def save_by_itself(house: House) -> Form:
    form = save(house)
    return Form(form.by, form.address, {**form.data, "do": "autosave"})


@quiet("admin.preview")
def preview(house: House) -> Form:
    return Form(house.cleo, post(house.draft(), "preview"), WORDS)


@quiet("admin.still_open")
def say_that_it_is_open(house: House) -> Form:
    return Form(house.cleo, post(house.draft(), "open"))


@quiet("admin.picture_post")
def send_a_picture(house: House) -> Form:
    code = begun(house.cleo, house.categories["moments"])
    data = {"photo-file": (io.BytesIO(picture()), "IMG_2041.jpg")}
    return Form(house.cleo, post(code, "picture?place=photo"), data)


@quiet("admin.attachments_post")
def attach_a_file(house: House) -> Form:
    data = {"attachments-file": (io.BytesIO(picture()), "附件.jpg")}
    return Form(house.cleo, post(house.draft(), "attachments"), data)


@quiet("admin.sheet_post")
def paste_a_table(house: House) -> Form:
    data = {"do": "read", "pasted": "单位\t金额\n所机关\t410.20\n双泉堡站\t356.80"}
    return Form(house.cleo, post(house.draft(), "sheet"), data)


@quiet("admin.tidy_post")
def tidy_a_paper(house: House) -> Form:
    code = house.draft(body="第一段。\n\n\n\n第二段。")
    data = {"do": "tidy", "version": draft_of(code).version}
    return Form(house.cleo, post(code, "tidy"), data)


@quiet("admin.print_post")
def print_the_approval_form(house: House) -> Form:
    code = house.draft()
    data = {"basis_meeting": "所务会", "version": draft_of(code).version}
    return Form(house.cleo, post(code, "form"), data)


@quiet("admin.mask")
def mask_a_number(house: House) -> Form:
    code = house.draft(body=f"联系{MOBILE}。")
    data = {"find": "all", "version": draft_of(code).version, "back": "publish"}
    return Form(house.cleo, post(code, "checks/mask"), data)


@quiet("screen.report")
def report(house: House) -> Form:
    link = fresh_claim(house.screens[0])
    wall = house.anybody()
    assert wall.get(f"/screen/claim/{link}").status_code == 303
    said = {"width": 1920, "height": 1080, "engine": "Chromium 83", "plays": [{}]}
    return Form(wall, "/screen/report", json=said)


@quiet("screen.come_back")
def come_back(house: House) -> Form:
    wall = house.anybody()
    assert wall.get(f"/screen/claim/{fresh_claim(house.screens[0])}").status_code == 303
    kept = wall.get("/screen/secret").json
    return Form(house.anybody(), "/screen/return", json=kept)


@quiet("admin.sign_in_post")
def come_in(house: House) -> Form:
    return Form(house.anybody(), "/admin/login", {"username": "ada", "password": PASSWORD})


@quiet("admin.sign_out")
def go_out(house: House) -> Form:
    return Form(house.ada, "/admin/logout")
