"""Drafts as the panel's tests handle them: begun, saved, given a sheet, looked up, published."""

import io
import json
import re
from typing import Any

import sqlalchemy as sa

from kiosk.core import clock
from kiosk.core.db import db
from kiosk.postings.models import Category, Draft, Posting
from tests.client import KioskClient

WORDS = {
    "title": "关于调整班车时间的公告",
    "body": "自12月1日起，夜班班车提前10分钟。",
    "issuer": "柳泉高速公路收费所",
    "sign_date": "2026年11月22日",
    "contact_phone": "0937-0000126",
}
#: Cells as Excel copies them.
PASTED = "办公经费明细\n单位\t办公用品\t水费\n所机关\t2,860.00\t410.20\n双泉堡站\t1,240.50\t356.80\n合计\t4,100.50\t767.00"


#: As the paper form was signed; a category that asks for fewer takes fewer.
SIGNED = {
    "reviewer_name": "苗春霞",
    "party_name": "陈守业",
    "admin_name": "田建军",
    "either_name": "陈守业",
    "chief_name": "袁志刚",
    "supervisor_name": "吴秀兰",
}


def begun(client: KioskClient, category: Category) -> str:
    """Begin a draft; returns its code."""
    answer = client.post("/admin/postings/new", data={"category": category.id})
    assert answer.status_code == 303, answer.text
    found = re.fullmatch(r"/admin/postings/(\w+)/edit", answer.location)
    assert found is not None
    return found[1]


def saved(client: KioskClient, code: str, *, version: Any = None, **typed: Any) -> Any:
    """Save what was typed, over the newest version unless another is named."""
    over = draft_of(code).version if version is None else version
    data = {**WORDS, **typed, "version": over}
    return client.post(f"/admin/postings/{code}/edit", data=data)


def draft_of(code: str) -> Draft:
    db.session.expire_all()
    found = db.session.scalar(sa.select(Draft).join(Posting).where(Posting.code == code))
    assert found is not None
    return found


def posting_of(code: str) -> Posting:
    db.session.expire_all()
    found = db.session.scalar(sa.select(Posting).where(Posting.code == code))
    assert found is not None
    return found


def published(client: KioskClient, code: str, **more: Any) -> Any:
    """Hang it, with `SIGNED` under it; tests hang the same words again and again, so that is always ticked."""
    began = {
        "when": "now",
        "begins": "",
        "once_more": "y",
        "signed_on": clock.local_day(clock.now()),
    }
    data = {**began, "version": draft_of(code).version, **SIGNED, **more}
    return client.post(f"/admin/postings/{code}/publish", data=data)


def parts_of(code: str) -> dict[str, Any]:
    """The draft's tables, pictures and results, as they are stored."""
    db.session.expire_all()
    text = db.session.scalar(sa.select(Draft.parts).join(Posting).where(Posting.code == code))
    return dict(json.loads(text or "{}"))


def attach(client: KioskClient, code: str, data: bytes, name: str) -> Any:
    """Send an attachment, as the script does when it is chosen."""
    files = {"attachments-file": [(io.BytesIO(data), name)]}
    address = f"/admin/postings/{code}/attachments"
    return client.post(address, data=files, content_type="multipart/form-data")


def sent(client: KioskClient, code: str, **said: Any) -> Any:
    """Answer the room of a draft's sheet."""
    return client.post(
        f"/admin/postings/{code}/sheet", data=said, content_type="multipart/form-data"
    )


def typed_screen(screen, **more):
    """What its form says of a screen, and what somebody types instead."""
    return {
        "version": str(screen.version),
        "station": str(screen.station_id),
        "name": screen.name,
        "audience": screen.audience,
        "panel_inches": str(screen.panel_inches),
        "distance": str(screen.distance_dm / 10),
        "keeper": screen.keeper,
        "keeper_phone": screen.keeper_phone,
    } | more
