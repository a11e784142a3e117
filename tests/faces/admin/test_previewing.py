"""The wall beside the editor: made of what is typed, by the walls' own renderer, and stored nowhere."""

import io
import json
from typing import Any

import pytest
import sqlalchemy as sa
from bs4 import BeautifulSoup
from bs4.element import Tag
from PIL import Image

from kiosk.accounts.models import Act, Office
from kiosk.core import clock
from kiosk.core.db import db
from kiosk.core.media import keep_picture
from kiosk.postings.models import Draft
from kiosk.programme.build import programme_of
from kiosk.screens.models import ScreenReport
from tests.faces.admin.desk import WORDS, begun, draft_of, published, saved

STORED_NOWHERE = "这句话还没有保存"


@pytest.fixture
def cleo(enter):
    """A clerk of the office."""
    return enter("cleo")


@pytest.fixture
def code(cleo, categories):
    """A notice that has just been begun; beside it one that nobody looks at."""
    begun(cleo, categories["notice"])
    return begun(cleo, categories["notice"])


def looked_at(client, code: str, **typed: Any) -> dict[str, Any]:
    answer = client.post(f"/admin/postings/{code}/preview", data={**WORDS, **typed})
    assert answer.status_code == 200, answer.text
    return dict(answer.json)


def board(made: dict[str, Any]) -> Tag:
    return only(BeautifulSoup(made["board"], "html.parser"), "article.board")


def only(within: Tag, selector: str) -> Tag:
    (found,) = within.select(selector)
    return found


def check(made: dict[str, Any], name: str) -> dict[str, str]:
    return dict(next(one for one in made["checks"] if one["name"] == name))


def test_what_is_typed_is_seen_and_stored_nowhere(cleo, code):
    before = draft_of(code).typed
    acts = db.session.scalar(sa.select(sa.func.count(Act.id)))

    made = looked_at(cleo, code, body=STORED_NOWHERE)

    assert STORED_NOWHERE in board(made).get_text()
    assert draft_of(code).typed == before
    assert draft_of(code).version == 1
    assert db.session.scalar(sa.select(sa.func.count(Act.id))) == acts


def test_it_is_to_the_byte_the_board_that_walls_get_once_it_hangs(app, cleo, code, screens, now):
    saved(cleo, code)
    # Only the figure of its register number is not known before.
    before = looked_at(cleo, code)["board"].replace("收费公开〔2026〕　号", "收费公开〔2026〕1号")

    published(cleo, code)

    with app.test_request_context():
        hanging = programme_of(screens[0], moment=clock.now()).boards.values()
    assert [one.html for one in hanging if one.code == code] == [before]


def test_the_wall_speaks_the_offices_language_and_the_checks_the_visitors(cleo, code):
    db.session.add(
        Office(id=1, name="柳泉高速公路收费所", short_name="柳泉所", magazine="柳泉驿站")
    )

    made = looked_at(cleo, code)

    assert "扫码" in made["board"]
    assert check(made, "glyphs")["says"] == "The fonts have every character"
    assert made["frame"]["brand"] == "柳泉驿站"


def test_what_is_hostile_is_shown_as_it_was_typed(cleo, code):
    nasty = "<script>alert(1)</script><img src=x onerror=alert(1)>"

    made = looked_at(cleo, code, title=nasty, body=nasty, issuer=nasty)

    shown = board(made)
    assert shown.find(["script", "img"]) is None
    assert nasty in only(shown, ".prose").get_text()
    page = cleo.get(f"/admin/postings/{code}/preview")
    assert page.status_code == 200


def test_what_cannot_be_read_yet_is_still_shown_as_far_as_it_goes(cleo, code):
    made = looked_at(cleo, code, title="", sign_date="下周一", **{"placing-last_day": "9999-12-31"})

    assert only(board(made), ".sign-issuer")
    assert made["title"] == {"length": 0, "most": 40}


def test_a_draft_with_a_part_that_is_broken_gets_a_sentence(cleo, code):
    db.session.execute(sa.update(Draft).values(parts=json.dumps({"tables": [{"caption": 1}]})))

    made = looked_at(cleo, code)

    assert made["board"] is None
    assert "cannot be read" in made["problem"]
    page = cleo.get(f"/admin/postings/{code}/preview")
    assert "cannot be read" in page.text or "读不出来" in page.text


def test_only_who_may_write_on_a_draft_sees_it(enter, categories):
    cleo, bo, cy, sid = enter("cleo"), enter("bo"), enter("cy"), enter("sid")
    offices, bos = begun(cleo, categories["notice"]), begun(bo, categories["moments"])

    for client, code in [(bo, offices), (cy, bos), (cy, offices), (sid, offices)]:
        assert client.post(f"/admin/postings/{code}/preview", data=WORDS).status_code == 403
        assert client.get(f"/admin/postings/{code}/preview").status_code == 403
    assert bo.get(f"/admin/postings/{bos}/preview").status_code == 200


def test_a_forged_station_is_refused(enter, categories, stations):
    bo = enter("bo")
    code = begun(bo, categories["moments"])

    for forged in ["", str(stations[1].id)]:
        data = {**WORDS, "placing-station": forged}
        assert bo.post(f"/admin/postings/{code}/preview", data=data).status_code == 403


def test_a_posting_nobody_writes_on_has_no_preview(cleo, code):
    saved(cleo, code)
    published(cleo, code)

    assert cleo.get(f"/admin/postings/{code}/preview").location == f"/admin/postings/{code}"
    by_script = {"HX-Request": "true"}
    answer = cleo.post(f"/admin/postings/{code}/preview", data=WORDS, headers=by_script)
    assert answer.status_code == 410


def test_more_than_a_notice_holds_is_refused(cleo, code):
    data = {"body": "字" * 2_000_001}

    assert cleo.post(f"/admin/postings/{code}/preview", data=data).status_code == 413


def test_the_period_is_counted_and_one_too_short_is_said(cleo, categories):
    code = begun(cleo, categories["awards"])

    made = looked_at(cleo, code)
    assert only(board(made), "[data-publicity]")["data-last"] == "2026-11-27"
    assert check(made, "hours")["standing"] == "ok"
    assert "5 of them working days; 5 are wanted" in check(made, "hours")["why"]

    short = check(looked_at(cleo, code, **{"placing-publicity_days": "3"}), "hours")
    assert short["standing"] == "bad"
    assert "5 working days at least" in short["why"]


def test_a_text_that_names_another_period_is_told_the_one_it_gets(cleo, categories):
    code = begun(cleo, categories["awards"])
    body = {"body": "现予公示，公示期为11月23日至29日（7天）。"}

    said = check(looked_at(cleo, code, **body), "written_period")
    assert said["standing"] == "warn"
    assert "The text says 11/23–29." in said["why"]
    assert "Put in 11/29 as the last day" in said["why"]

    longer = looked_at(cleo, code, **body, **{"placing-last_day": "2026-11-29"})
    assert not [one for one in longer["checks"] if one["name"] == "written_period"]


@pytest.mark.parametrize(
    ("body", "is_said"),
    [
        ("公示期为5个工作日。", False),
        ("公示期11月23日至27日。", False),
        ("公示期为10天。", True),
        ("公示期11月23日至26日。", True),
    ],
)
def test_a_text_is_told_only_of_a_period_that_differs(cleo, categories, body, is_said):
    code = begun(cleo, categories["awards"])

    made = looked_at(cleo, code, body=body)

    assert bool([one for one in made["checks"] if one["name"] == "written_period"]) is is_said


@pytest.mark.parametrize(
    ("body", "is_said"),
    [
        ("现将2026年10月职工食堂采购情况公开如下，已经廉政监督员核对。", True),
        ("10月食堂采购已经廉政监督员核对，无异议。", False),
    ],
)
def test_what_only_the_template_vouches_for_is_said(cleo, code, body, is_said):
    made = looked_at(cleo, code, body=body)

    assert bool([one for one in made["checks"] if one["name"] == "vouched"]) is is_said


@pytest.mark.parametrize("days", ["0", "-3", "99999999999", "many"])
def test_a_number_of_days_that_cannot_be_breaks_nothing(cleo, categories, days):
    code = begun(cleo, categories["awards"])
    typed = {"placing-publicity_days": days, "placing-publicity_first": "2199-12-30"}

    assert looked_at(cleo, code, **typed)["board"]
    saved(cleo, code, **typed)
    assert cleo.get(f"/admin/postings/{code}/publish").status_code == 200


def test_characters_that_no_font_has_are_named(cleo, code):
    found = check(looked_at(cleo, code, body="拟任：㛃某、䶮某。"), "glyphs")

    assert found["standing"] == "warn"
    assert "㛃 (U+36C3)" in found["why"]


def test_the_offices_own_wall_comes_first_and_only_once(cleo, code, screens):
    first, second = screens
    first.panel_inches, first.distance_dm = 55, 40
    for screen, width, height in [(first, 3840, 2160), (second, 1080, 1920)]:
        seen_at = clock.now()
        db.session.add(
            ScreenReport(screen_id=screen.id, seen_at=seen_at, width_px=width, height_px=height)
        )

    offices = looked_at(cleo, code)["looks"]
    others = looked_at(cleo, code, **{"placing-station": str(second.station_id)})

    assert [one["name"] for one in offices] == ["own", "wide", "tall", "old"]
    assert (offices[0]["width"], offices[0]["inches"], offices[0]["metres"]) == (3840, 55, 4)
    # The second station's wall is the usual upright one.
    assert [one["name"] for one in others["looks"]] == ["own", "wide", "old"]
    assert others["frame"]["station"] == "Shazaoping station"


def test_saving_for_the_preview_leads_to_it_without_script(cleo, code):
    answer = saved(cleo, code, do="preview", body=STORED_NOWHERE)

    assert (answer.status_code, answer.location) == (303, f"/admin/postings/{code}/preview")
    page = BeautifulSoup(cleo.get(answer.location).text, "html.parser")
    assert STORED_NOWHERE in only(page, ".page[data-current] .prose").get_text()
    assert page.select_one("template .board") is None


def test_a_correction_is_marked_as_one(cleo, code):
    saved(cleo, code)
    published(cleo, code)
    cleo.post(f"/admin/postings/{code}/correct")

    assert "chip" in str(only(board(looked_at(cleo, code)), ".board-meta"))


class TestPictures:
    """A draft's pictures are shown to whoever may write on it."""

    @pytest.fixture
    def sha(self, settings):
        data = io.BytesIO()
        Image.new("RGB", (60, 40), (200, 30, 30)).save(data, "PNG")
        return keep_picture(settings.media_folder, data.getvalue())

    def test_it_is_seen_before_it_is_out(self, enter, categories, sha):
        bo, cy = enter("bo"), enter("cy")
        code = begun(bo, categories["moments"])
        typed = {"title": "雪夜", "photo-sha": sha}
        bo.post(f"/admin/postings/{code}/edit", data={**typed, "version": 1})

        where = str(only(board(looked_at(bo, code, **typed)), "img")["src"])

        with bo.get(where) as answer:
            assert (answer.status_code, answer.mimetype) == (200, "image/jpeg")
        assert cy.get(where).status_code == 403

    def test_a_picture_the_draft_does_not_name_is_not(self, enter, categories, sha):
        bo = enter("bo")
        code = begun(bo, categories["moments"])

        where = f"/admin/postings/{code}/pictures/{sha}-50-40/moment.jpg"
        assert bo.get(where).status_code == 404
