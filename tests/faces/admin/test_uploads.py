"""Files on their way into a draft: what is taken, what is refused in words, and that nothing typed is lost."""

import io
import json
import re
from typing import Any

import pytest
import sqlalchemy as sa
from PIL import Image

from kiosk.core.db import db
from kiosk.core.media import MAX_PIXELS
from kiosk.postings.models import Category, Draft, Posting
from tests.client import KioskClient
from tests.faces.admin.desk import published
from tests.files import office, picture

STORY = "苏蕊冒雪给司机师傅送来热水。"
NO_PICTURE = "This is no picture."


@pytest.fixture
def categories(app_context) -> dict[str, Category]:
    """One category of moments, one of notices, one of honors."""
    made = {
        kind: Category(
            code=kind, name=kind, kind=kind, form="公开", rhythm="at_once", level="office",
            default_days=15, position=number,
        )
        for number, kind in enumerate(["moments", "notices", "honors"])
    }  # fmt: skip
    db.session.add_all(made.values())
    db.session.commit()
    return made


@pytest.fixture
def cleo(enter) -> KioskClient:
    """A clerk of the office at the panel."""
    client: KioskClient = enter("cleo")
    return client


@pytest.fixture
def moment(cleo, categories) -> str:
    return begun(cleo, categories["moments"])


@pytest.fixture
def notice(cleo, categories) -> str:
    return begun(cleo, categories["notices"])


def begun(client: KioskClient, category: Category) -> str:
    """Begin a draft; returns its code."""
    answer = client.post("/admin/postings/new", data={"category": category.id})
    return str(answer.location.split("/")[-2])


def draft_of(code: str) -> Draft:
    db.session.expire_all()
    found = db.session.scalar(sa.select(Draft).join(Posting).where(Posting.code == code))
    assert found is not None
    return found


def typed(code: str) -> dict[str, str]:
    return dict(json.loads(draft_of(code).typed))


def attached(code: str) -> list[str]:
    return [one["name"] for one in json.loads(draft_of(code).parts).get("attachments", [])]


def saved(client: KioskClient, code: str, *, headers: Any = None, **data: Any) -> Any:
    """Save the form over the newest version; (bytes, name) is a file."""
    fields = {name.replace("__", "-"): value for name, value in data.items()}
    return post(
        client,
        f"/admin/postings/{code}/edit",
        {"version": draft_of(code).version, **fields},
        headers=headers,
    )


def sent(client: KioskClient, code: str, data: bytes, *, place: str = "photo", **more: Any) -> Any:
    """Send one picture, as the script does when it is chosen."""
    fields = {**typed(code), **more, f"{place}-file": (data, "IMG_2041.jpg")}
    return post(client, f"/admin/postings/{code}/picture?place={place}", fields)


def post(client: KioskClient, address: str, fields: dict[str, Any], *, headers: Any = None) -> Any:
    """Send a form with files."""
    answer = client.post(
        address, data=_files(fields), headers=headers, content_type="multipart/form-data"
    )
    answer.request.environ["wsgi.input"].close()  # long bodies lie in a file of the test client's
    return answer


def _files(fields: dict[str, Any]) -> dict[str, Any]:
    def one(value: Any) -> Any:
        return (io.BytesIO(value[0]), value[1]) if isinstance(value, tuple) else value

    return {
        name: [one(each) for each in value] if isinstance(value, list) else one(value)
        for name, value in fields.items()
    }


def shown(client: KioskClient, page: str) -> Image.Image:
    """The picture that the editor shows."""
    found = re.search(r'<div class="photo-stage"[^>]*><img src="([^"]+)"', page)
    assert found is not None
    with client.get(found[1]) as answer:
        assert answer.status_code == 200
        return Image.open(io.BytesIO(answer.get_data()))


def bomb() -> bytes:
    """A JPEG of nothing much whose head claims more pixels than are taken."""
    whole = bytearray(picture(64, 64))
    head = whole.index(b"\xff\xc0")
    whole[head + 5 : head + 9] = (9000).to_bytes(2, "big") * 2
    assert MAX_PIXELS < 9000 * 9000
    return bytes(whole)


def test_a_picture_sent_with_the_form_is_kept_upright_and_shown(cleo, moment):
    exif = Image.Exif()
    exif[0x0112] = 6

    answer = saved(cleo, moment, story=STORY, photo__file=(picture(60, 40, exif=exif), "a.jpg"))

    assert answer.status_code == 303
    assert typed(moment)["story"] == STORY
    page = cleo.get(f"/admin/postings/{moment}/edit").text
    assert shown(cleo, page).size == (40, 60)
    assert f'value="{typed(moment)["photo-sha"]}"' in page


@pytest.mark.filterwarnings("ignore::PIL.Image.DecompressionBombWarning")
@pytest.mark.parametrize(
    ("data", "sentence"),
    [
        (b"", NO_PICTURE),
        (b"<html><script>alert(1)</script></html>", NO_PICTURE),
        (picture(format_="GIF"), NO_PICTURE),
        (b"\x00\x00\x00\x18ftypheic" + bytes(40), "This is a HEIC or AVIF picture"),
        (bomb(), "more than 60 million pixels"),
        (picture(300, 200)[:500], "This file is damaged"),
    ],
    ids=["nothing", "html", "gif", "heic", "bomb", "half"],
)
def test_what_is_no_picture_is_said_at_its_place_and_the_rest_is_saved(
    cleo, moment, data, sentence
):
    answer = saved(cleo, moment, story=STORY, photo__file=(data, "IMG_2041.jpg"), do="publish")

    assert answer.status_code == 422
    said = re.search(r'id="photo-file-error" role="alert">(.*?)</div>', answer.text, re.S)
    assert said is not None
    assert sentence in said[1]
    assert re.search(r'id="photo-file"[^>]*aria-invalid="true" autofocus', answer.text)
    assert typed(moment)["story"] == STORY
    assert f'value="{draft_of(moment).version}"' in answer.text  # the next save goes over this one


def test_a_bad_file_leaves_the_picture_that_was_there(cleo, moment):
    saved(cleo, moment, photo__file=(picture(), "a.jpg"))
    before = typed(moment)

    answer = saved(cleo, moment, **_as_fields(before), photo__file=(b"no", "b.jpg"))

    assert answer.status_code == 422
    assert typed(moment)["photo-sha"] == before["photo-sha"]
    assert shown(cleo, answer.text).size == (60, 40)


def _as_fields(values: dict[str, str]) -> dict[str, str]:
    return {name.replace("-", "__"): value for name, value in values.items()}


def test_a_picture_can_be_removed_again(cleo, moment):
    saved(cleo, moment, photo__file=(picture(), "a.jpg"))

    saved(cleo, moment, **_as_fields(typed(moment)), do="clear:photo")

    assert typed(moment)["photo-sha"] == ""
    assert "photo-stage" not in cleo.get(f"/admin/postings/{moment}/edit").text


def test_a_small_picture_is_taken_with_a_warning_and_a_large_one_without(cleo, moment):
    small = sent(cleo, moment, picture(800, 600)).text
    large = sent(cleo, moment, picture(1600, 1200)).text

    assert "This picture is small (800 × 600)" in small
    assert "better at least 1600 × 1200" in small
    assert "This picture is small" not in large


def test_a_picture_of_fifty_megapixels_is_taken(cleo, moment):
    assert shown(cleo, sent(cleo, moment, picture(8160, 6144)).text).size == (720, 542)


def test_each_of_several_places_gets_its_own_picture(cleo, categories):
    code = begun(cleo, categories["honors"])
    saved(cleo, code, **_as_fields(typed(code)), do="add:honors")

    saved(
        cleo,
        code,
        **_as_fields(typed(code)),
        honors__1__photo__file=(picture(), "a.jpg"),
        do="up:honors-1",
    )

    assert typed(code)["honors-0-photo-sha"]
    assert not typed(code)["honors-1-photo-sha"]


def test_a_picture_sent_by_itself_saves_nothing_and_can_be_seen_at_once(cleo, moment):
    saved(cleo, moment, story=STORY)
    before = draft_of(moment).version

    answer = sent(cleo, moment, picture(), story="更好的话")

    assert answer.status_code == 200
    assert shown(cleo, answer.text).size == (60, 40)
    assert draft_of(moment).version == before
    assert typed(moment)["story"] == STORY


def test_a_bad_picture_sent_by_itself_is_said_in_its_box(cleo, moment):
    answer = sent(cleo, moment, b"no picture")

    assert answer.status_code == 422
    assert NO_PICTURE in answer.text
    assert "<html" not in answer.text


def test_a_place_that_is_not_there_takes_nothing(cleo, moment):
    assert sent(cleo, moment, picture(), place="cover").status_code == 404


def test_another_station_sends_no_pictures_and_sees_none(cleo, categories, enter, stations):
    bo, cy = enter("bo"), enter("cy")
    code = begun(bo, categories["moments"])
    page = sent(bo, code, picture()).text
    (address,) = re.findall(r'<img src="([^"]+)"', page)

    assert sent(cy, code, picture()).status_code == 403
    assert saved(cy, code, photo__file=(picture(), "a.jpg")).status_code == 403
    assert cy.get(address).status_code == 403
    assert attach(cy, code, (b"%PDF-1.7", "a.pdf")).status_code == 403
    with bo.get(address) as answer:
        assert answer.status_code == 200


def test_a_hash_that_the_draft_does_not_name_shows_nothing(cleo, categories, moment):
    page = sent(cleo, moment, picture()).text
    (address,) = re.findall(r'<img src="([^"]+)"', page)
    other = begun(cleo, categories["moments"])

    assert cleo.get(address.replace(moment, other)).status_code == 404
    guessed = re.sub("[0-9a-f]{64}", "0" * 64, address)
    assert cleo.get(guessed).status_code == 404


def test_what_the_line_cannot_hold_is_refused_in_words(cleo, moment, app, monkeypatch):
    monkeypatch.setitem(app.config, "MAX_CONTENT_LENGTH", 10_000)

    answer = saved(
        cleo, moment, photo__file=(bytes(20_000), "a.jpg"), headers={"HX-Request": "true"}
    )

    assert answer.status_code == 413
    assert "The file is too large." in answer.text
    assert "What you typed is still here." in answer.text


def test_what_is_too_much_is_read_to_its_end_or_no_browser_would_hear_the_sentence(
    cleo, moment, app, monkeypatch
):
    monkeypatch.setitem(app.config, "MAX_CONTENT_LENGTH", 10_000)
    body = io.BytesIO(bytes(200_000))

    answer = cleo.post(
        f"/admin/postings/{moment}/edit",
        input_stream=body,
        content_length=200_000,
        content_type="multipart/form-data; boundary=x",
    )

    assert answer.status_code == 413
    assert body.tell() == 200_000


def attach(client: KioskClient, code: str, *files: tuple[bytes, str]) -> Any:
    """Send attachments, as the script does when they are chosen."""
    return post(client, f"/admin/postings/{code}/attachments", {"attachments-file": list(files)})


def test_files_are_attached_with_the_form_and_taken_away_again(cleo, notice):
    data = {"attachments-file": [(office("xlsx"), "明细.xlsx"), (b"%PDF-1.7", "通知.pdf")]}
    saved(cleo, notice, **data)

    assert attached(notice) == ["明细.xlsx", "通知.pdf"]
    page = cleo.get(f"/admin/postings/{notice}/edit").text
    (first, _second) = re.findall(r'value="(detach:[0-9a-f]{64})"', page)
    saved(cleo, notice, do=first)
    assert attached(notice) == ["通知.pdf"]


def test_of_several_files_the_bad_ones_are_named_and_the_good_ones_kept(cleo, notice):
    answer = attach(
        cleo,
        notice,
        (b"%PDF-1.7", "通知.pdf"),
        (b"MZ", "程序.exe"),
        (office("docx", "word/vbaProject.bin"), "模板.docx"),
        (b"MZ", "程序.pdf"),
    )

    assert attached(notice) == ["通知.pdf"]
    assert "程序.exe: Only PDF" in answer.text
    assert "模板.docx: This file has macros" in answer.text
    assert "程序.pdf: What is in this file is not what its name says" in answer.text


def test_a_file_over_the_limit_is_refused_in_words(cleo, notice, settings):
    answer = attach(cleo, notice, (b"%PDF-" + bytes(settings.most_file_bytes), "大.pdf"))

    assert "大.pdf: This file has more than 20 MB." in answer.text
    assert attached(notice) == []


def test_attaching_raises_the_version_so_that_a_look_before_it_is_no_longer_enough(cleo, notice):
    before = draft_of(notice).version

    answer = attach(cleo, notice, (b"%PDF-1.7", "a.pdf"))

    assert f'data-over="{before}"' in answer.text
    assert f'value="{before + 1}"' in answer.text
    assert draft_of(notice).version == before + 1


def test_over_a_newer_version_an_attachment_is_asked_for_again(cleo, notice):
    first = draft_of(notice).version
    saved(cleo, notice, title="先")

    fields = {"version": first, "title": "后", "attachments-file": [(b"%PDF-1", "a.pdf")]}
    answer = post(cleo, f"/admin/postings/{notice}/edit", fields)

    assert answer.status_code == 409
    assert "Not attached yet: choose it again." in answer.text
    assert attached(notice) == []


def test_an_attachment_hangs_with_its_notice_and_loads_with_a_safe_type(cleo, notice):
    saved(cleo, notice, title="通知", body="见附件。", issuer="所", sign_date="2026-11-22")
    attach(cleo, notice, (office("xlsx"), "明细.xlsx"))
    answer = published(cleo, notice)
    assert answer.status_code == 303, answer.text

    (address,) = re.findall(r'href="([^"]+/file/[^"]+)"', cleo.get(f"/n/{notice}").text)

    with cleo.get(address) as loaded:
        assert loaded.mimetype.endswith("spreadsheetml.sheet")
        assert loaded.headers["Content-Disposition"].startswith("attachment")
        assert loaded.headers["X-Content-Type-Options"] == "nosniff"


def test_an_honor_board_of_sixty_can_be_saved_as_one_form(cleo, categories):
    code = begun(cleo, categories["honors"])
    one = {name: text for name, text in typed(code).items() if name.startswith("honors-0-")}
    sixty = {
        re.sub("^honors-0-", f"honors-{number}-", name): text
        for number in range(60)
        for name, text in {**one, "honors-0-name": "杨文清", "honors-0-photo-file": ""}.items()
    }

    assert saved(cleo, code, **_as_fields(sixty)).status_code == 303
    assert typed(code)["honors-59-name"] == "杨文清"
