"""The ways through what becomes of postings, and through screens. See ways.py."""

from __future__ import annotations

import io
import re
from datetime import UTC, date, datetime

from kiosk.core import clock
from kiosk.postings import register
from kiosk.postings.models import DiscardedDraft
from kiosk.postings.operations import Placing
from kiosk.screens.models import Standing
from tests.faces.admin.desk import SIGNED, draft_of, posting_of, published
from tests.faces.admin.signing import LOOKED, READ, did
from tests.faces.admin.ways import EARLIER, Form, House, Ways, added, newest, post
from tests.files import picture
from tests.postings.making import notice, posted

acts = Ways()


def fingerprint(code: str) -> str:
    """Of the version that its signers have."""
    return str(posting_of(code).revisions[-1].fingerprint)


# Drafts and what becomes of them.


@acts("admin.new_post")
def begin_a_draft(house: House) -> Form:
    return Form(house.cleo, "/admin/postings/new", {"category": house.categories["notice"].id})


@acts("admin.correct")
def begin_a_correction(house: House) -> Form:
    return Form(house.cleo, post(house.hung(), "correct"))


@acts("admin.copy")
def begin_from_an_older_one(house: House) -> Form:
    return Form(house.cleo, post(house.hung(), "copy"))


@acts("admin.discard")
def throw_a_draft_away(house: House) -> Form:
    return Form(house.cleo, post(house.draft(), "discard"))


@acts("admin.undo_discard")
def put_a_draft_back(house: House) -> Form:
    throw_a_draft_away(house).send()
    return Form(house.cleo, "/admin/undo/drafts", {"thrown": newest(DiscardedDraft)})


@acts("admin.keep_find")
def keep_a_word(house: House) -> Form:
    rita = house.signers()["rita"]
    code = house.draft(summary="涉及供应商的商业秘密，不予公开。")
    found = re.search(r'id="find-(\w+)"', rita.get(post(code, "checks")).text)
    assert found is not None
    data = {"find": found[1], "reason": "不涉密", "back": "checks"}
    return Form(rita, post(code, "checks/keep"), data)


@acts("admin.publish_post")
def publish(house: House) -> Form:
    code = house.draft()
    data = {"when": "now", "begins": "", "version": draft_of(code).version, **SIGNED}
    return Form(house.cleo, post(code, "publish"), data)


# Signatures.


@acts("admin.submit_post")
def submit(house: House) -> Form:
    house.categories["notice"].signing = "joint"
    code = house.draft()
    data = {"when": "now", "begins": "", "version": draft_of(code).version}
    return Form(house.cleo, post(code, "submit"), data)


@acts("admin.review_post")
def review(house: House) -> Form:
    rita, code = house.signers()["rita"], house.sent()
    data = {"fingerprint": fingerprint(code), **LOOKED}
    return Form(rita, post(code, "approval/review"), data)


@acts("admin.sign_post")
def sign(house: House) -> Form:
    signers, code = house.signers(), house.sent()
    assert did(signers["rita"], code, "review", **LOOKED).status_code == 303
    data = {"fingerprint": fingerprint(code), **READ}
    return Form(signers["pan"], post(code, "approval/sign"), data)


@acts("admin.send_back_post")
def send_back(house: House) -> Form:
    rita, code = house.signers()["rita"], house.sent()
    data = {"fingerprint": fingerprint(code), "remark": "金额有误"}
    return Form(rita, post(code, "approval/send-back"), data)


@acts("admin.recall_post")
def take_back_to_write(house: House) -> Form:
    return Form(house.cleo, post(house.sent(), "approval/recall"))


@acts("admin.paper_post")
def enter_a_signature_from_paper(house: House) -> Form:
    signed = {**SIGNED, "signed_on": clock.local_day(clock.now()), "version": "1"}
    return Form(house.cleo, post(house.sent(), "approval/paper"), signed)


@acts("admin.scan_post")
def keep_the_scan(house: House) -> Form:
    house.categories["notice"].signing = "joint"
    code = house.draft()
    assert published(house.cleo, code).status_code == 303
    return Form(house.cleo, post(code, "scan"), {"scan": (io.BytesIO(picture()), "审批单.jpg")})


# What hangs.


@acts("admin.take_down")
def take_down(house: House) -> Form:
    return Form(house.cleo, post(house.hung(), "take-down"), {"reason": "金额有误"})


@acts("admin.undo_take_down")
def hang_up_again(house: House) -> Form:
    take_down(house).send()
    return Form(house.cleo, "/admin/undo/take-down", {"code": "hung"})


@acts("admin.chosen")
def copy_several(house: House) -> Form:
    data = {"do": "copy", "chosen": [house.hung(), house.hung("other")]}
    return Form(house.cleo, "/admin/postings/chosen", data)


@acts("admin.chosen")
def take_several_down(house: House) -> Form:
    data = {"do": "take_down", "chosen": [house.hung(), house.hung("other")], "reason": "有误"}
    return Form(house.cleo, "/admin/postings/chosen", data)


@acts("admin.chosen")
def throw_several_away(house: House) -> Form:
    data = {"do": "discard", "chosen": [house.draft(), house.draft()]}
    return Form(house.cleo, "/admin/postings/chosen", data)


@acts("admin.conclusion_post")
def say_what_came_of_it(house: House) -> Form:
    placing = Placing(
        "staff",
        shows_from=datetime(2026, 11, 14, tzinfo=UTC),
        shows_until=datetime(2026, 11, 20, 16, tzinfo=UTC),
        publicity_first=date(2026, 11, 16),
        publicity_last=date(2026, 11, 20),
    )
    over = posted(house.categories["awards"], placing, code="over")
    register.enter(over.revisions[-1], who="Cleo", at=EARLIER)
    data = {"outcome": "none", "objections": "0", "text": "公示期间未收到异议。"}
    return Form(house.cleo, post("over", "conclusion"), data)


@acts("admin.lengthen_post")
def lengthen_a_period(house: House) -> Form:
    friday = date(2026, 11, 20)
    placing = Placing(
        "staff",
        shows_from=clock.day_begins(friday),
        shows_until=clock.day_ends(friday),
        publicity_first=friday,
        publicity_last=friday,
    )
    posted(house.categories["awards"], placing, code="dark")
    screen = house.screens[0]
    standing = {"name": screen.name, "station": "SQB", "station_name": "SQB"}
    begins = datetime(2026, 11, 1, tzinfo=UTC)
    added(Standing(device=screen.mark, audience="staff", begins=begins, **standing))
    data = {"until": "2026-11-23", "reason": "补足1个工作日"}
    return Form(house.cleo, post("dark", "lengthen"), data)


@acts("admin.archive_post")
def file_what_is_over(house: House) -> Form:
    say_what_came_of_it(house).send()
    return Form(house.cleo, post("over", "archive"))


@acts("admin.rotation_post")
def move_in_the_order(house: House) -> Form:
    house.hung("one")
    house.hung("two")
    first = re.search(r'value="(\w+\.after\.\w+)"', house.cleo.get("/admin/order/SQB").text)
    assert first is not None
    return Form(house.cleo, "/admin/order/SQB", {"do": first[1]})


@acts("admin.rotation_post")
def go_back_to_the_usual_order(house: House) -> Form:
    move_in_the_order(house).send()
    return Form(house.cleo, "/admin/order/SQB", {"do": "usual"})


@acts("admin.remove_sample")
def remove_the_sample(house: House) -> Form:
    under = house.categories["notice"]
    posted(under, Placing("staff"), content=notice("示例"), code="sample").is_sample = True
    return Form(house.ada, "/admin/sample/remove", {"sure": "yes"})


# Screens.


def site(house: House, **more: str) -> dict[str, str]:
    said = {"name": "East hall", "audience": "hall", "panel_inches": "55", "distance": "4.5"}
    whose = {"station": str(house.stations[0].id), "keeper": "Ding", "keeper_phone": "0937-0000302"}
    return {**said, **whose, **more}


@acts("admin.screens_pair")
def pair_a_screen(house: House) -> Form:
    return Form(house.cleo, "/admin/screens", site(house, code=house.waiting))


@acts("admin.pair_post")
def pair_from_a_phone(house: House) -> Form:
    return Form(house.cleo, f"/admin/pair/{house.waiting}", site(house, code=house.waiting))


@acts("admin.screen_post")
def change_a_screen(house: House) -> Form:
    one = house.screens[0]
    return Form(house.cleo, f"/admin/screens/{one.id}", site(house, version=str(one.version)))


@acts("admin.screen_link")
def make_a_link(house: House) -> Form:
    return Form(house.cleo, f"/admin/screens/{house.screens[0].id}/link")


@acts("admin.screen_reload")
def load_a_screen_anew(house: House) -> Form:
    return Form(house.cleo, f"/admin/screens/{house.screens[0].id}/reload")


@acts("admin.screen_identify")
def show_a_screens_number(house: House) -> Form:
    return Form(house.cleo, f"/admin/screens/{house.screens[0].id}/identify")


@acts("admin.screen_revoke")
def take_a_device_away(house: House) -> Form:
    return Form(house.cleo, f"/admin/screens/{house.screens[0].id}/revoke")
