"""Pictures are cut only for addresses the product made, and shown only while their posting is out."""

import io
import re
from datetime import date, timedelta

import pytest
from PIL import Image

from kiosk.core.db import db
from kiosk.core.media import Photo, keep_picture
from kiosk.faces.media import picture_address
from kiosk.kinds.moments import Moment
from kiosk.postings.operations import approve, withdraw
from tests.postings import making

EACH_BYTE_COUNTS = "private, max-age=31536000, immutable"


@pytest.fixture
def photo(settings):
    """A picture that is kept."""
    data = io.BytesIO()
    Image.new("RGB", (60, 40), (200, 30, 30)).save(data, "PNG")
    return Photo(sha=keep_picture(settings.media_folder, data.getvalue()), alt="红柳")


def moment(photo):
    return Moment(
        title="雪夜",
        story="路上慢点。",
        day=date(2026, 11, 15),
        station="柳泉收费站",
        author="苏蕊",
        photo=photo,
    )


@pytest.fixture
def moments(app_context, now):
    return making.category("moments", kind="moments")


@pytest.fixture
def posting(moments, photo):
    """A moment with that picture, open to society; another one without it."""
    making.posted(moments, making.everywhere("society"), content=moment(None), code="another")
    made = making.posted(moments, making.everywhere("society"), content=moment(photo))
    db.session.commit()
    return made


@pytest.fixture
def address(app):
    """The address the product makes."""

    def made(photo, size, code):
        with app.test_request_context():
            return picture_address(photo, size, posting=code)

    return made


def status(client, where):
    with client.get(where) as answer:
        answer.get_data()
        return answer.status_code


def test_the_phone_page_leads_to_its_picture_which_is_kept_for_good(client, posting, photo):
    page = client.get(f"/n/{posting.code}").text
    (where,) = re.findall(r'src="(/media/[^"]+)"', page)

    with client.get(where) as answer:
        shown = Image.open(io.BytesIO(answer.get_data()))

    assert (answer.status_code, answer.mimetype, shown.width) == (200, "image/jpeg", 60)
    assert answer.headers["Cache-Control"] == EACH_BYTE_COUNTS
    assert answer.headers["X-Content-Type-Options"] == "nosniff"


def test_nobody_can_have_a_picture_cut_as_they_like(client, posting, photo, address, settings):
    where = address(photo, "tile", posting.code)
    before = sorted(settings.media_folder.rglob("*"))
    altered = [
        where.replace("tile", "moment"),
        where.replace("-50-40/", "-51-40/"),
        where.replace(posting.code, "another"),
        re.sub("/media/[0-9a-f]{24}/", f"/media/{'0' * 24}/", where),
        where.replace("/media/", "/media/0"),
        f"/media/{photo.path('tile')}",
    ]

    assert [status(client, one) for one in altered] == [404] * len(altered)
    assert sorted(settings.media_folder.rglob("*")) == before
    assert status(client, where) == 200


def test_what_is_withdrawn_takes_its_picture_along(client, posting, photo, address, now):
    where = address(photo, "tile", posting.code)
    assert status(client, where) == 200

    withdraw(posting, reason="没有本人同意", at=now)

    assert status(client, where) == 404


def test_a_picture_that_a_correction_took_out_is_no_longer_shown(
    client, posting, photo, address, now
):
    where = address(photo, "tile", posting.code)
    corrected = making.add_content(posting, moment(None), reason="换掉照片")

    assert status(client, where) == 200  # a draft of a correction changes nothing yet

    approve(corrected, [], at=now, register_number=None)
    assert status(client, where) == 404


def test_a_draft_shows_no_picture(client, moments, photo, address):
    draft = making.posted(
        moments, making.everywhere("society"), content=moment(photo), is_approved=False
    )

    assert status(client, address(photo, "tile", draft.code)) == 404


def test_a_wall_gets_the_pictures_of_what_it_will_show_next_week(
    client, moments, photo, address, now
):
    ahead = making.everywhere("society", shows_from=now + timedelta(days=7))
    scheduled = making.posted(moments, ahead, content=moment(photo))

    assert status(client, f"/n/{scheduled.code}") == 404
    assert status(client, address(photo, "tile", scheduled.code)) == 200


def test_a_picture_a_posting_does_not_name_is_not_its_own(client, posting, photo, address):
    assert status(client, address(photo, "tile", "another")) == 404


def test_a_picture_whose_file_is_gone_is_not_found(client, moments, address):
    lost = Photo(sha="0" * 64, alt="")
    posting = making.posted(moments, making.everywhere("society"), content=moment(lost))

    assert status(client, address(lost, "tile", posting.code)) == 404


@pytest.mark.parametrize(
    "where",
    [
        "/media/",
        "/media/x/y/z",
        "/media/../secret_key",
        "/media/%2e%2e/secret_key",
        "/media/..%2fsecret_key",
        "/media//etc/passwd",
        "/media/%C3%A9/x/%00",
    ],
)
def test_what_is_no_picture_is_not_found(client, settings, where):
    assert client.get(where, follow_redirects=True).status_code == 404
