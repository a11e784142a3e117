"""The page on which it is signed: what changed, who has signed, whose turn it is, in every state."""

from datetime import date

import pytest
from bs4 import BeautifulSoup

from kiosk.accounts.operations import account_called
from kiosk.accounts.roles import Role
from kiosk.core.db import db
from kiosk.postings.asking import under_way
from kiosk.postings.operations import Signed, put_under
from tests.faces.admin.desk import begun, posting_of, published, saved
from tests.faces.admin.signing import LOOKED, READ, account, did, stands_in, submitted


def page_of(client, code, **more):
    answer = client.get(f"/admin/postings/{code}/approval", **more)
    assert answer.status_code == 200, answer.text
    return BeautifulSoup(answer.text, "html.parser")


def words(found):
    return " ".join(found.get_text(" ").split())


def rows(page):
    """Who stands on each row, and how it stands with them."""
    return [
        (words(one.select_one(".signature-who b")), one["data-status"])
        for one in page.select(".signature")
    ]


def steps(page):
    return [words(one.select_one("span")) for one in page.select(".steps li")]


@pytest.fixture
def sent(cleo, notice):
    """A first version, with its reviewer."""
    assert submitted(cleo, notice).status_code == 303
    return notice


def test_a_reviewer_is_asked_for_three_ticks_and_sees_who_signs_after_them(signers, sent):
    page = page_of(signers["rita"], sent)

    assert page.h1.get_text() == "Review"
    assert rows(page) == [("苗春霞", "waiting"), ("Sid, 陈守业", "waiting"), ("田建军", "waiting")]
    assert [words(one) for one in page.select("[data-mine] .signature-who span")] == [
        "Secrecy reviewer · it is your turn"
    ]
    assert [one["name"] for one in page.select(".deed [type=checkbox]")] == [*LOOKED]
    assert [words(one) for one in page.select(".deed .button")] == ["Reviewed", "Send back"]


def test_what_is_covered_is_covered_for_those_who_sign_too(cleo, notice):
    saved(cleo, notice, body="联系138****0000或139****1111，**重要**。")
    assert submitted(cleo, notice).status_code == 303

    for room in ("approval", "form"):
        page = cleo.get(f"/admin/postings/{notice}/{room}").text
        assert (
            "联系138****0000或139****1111，重要。" in BeautifulSoup(page, "html.parser").get_text()
        )


def test_a_signature_stands_with_its_moment_and_its_opinion(signers, sent):
    did(signers["rita"], sent, "review", **LOOKED)
    did(signers["pan"], sent, "sign", **READ, remark="金额已核对")

    page = page_of(signers["adam"], sent)

    assert page.h1.get_text() == "Joint signature of party and office"
    assert words(page.select_one(".head .pill")) == "To be signed by Head"
    assert rows(page) == [("苗春霞", "signed"), ("陈守业", "signed"), ("田建军", "waiting")]
    assert words(page.select(".signature")[1]) == (
        "Sec. 陈守业 Secretary 陈守业 11/22 08:26 agreed 金额已核对"
    )
    assert words(page.select_one(".deed > .hint")) == (
        "Once both have signed it goes up by itself. It is entered in the register then."
        " Changing it after a signature makes every signature void."
    )
    assert steps(page) == [
        "陈守业 agreed",
        "苗春霞 reviewed it",
        "Cleo sent version 1 to be signed",
        "Cleo began it",
    ]


def test_a_correction_is_compared_with_what_hangs_and_the_wall_shows_what_was_sent(
    cleo, signers, notice
):
    assert published(cleo, notice).status_code == 303
    cleo.post(f"/admin/postings/{notice}/correct")
    saved(cleo, notice, body="自12月5日起，夜班班车提前10分钟。", **{"placing-reason": "日期写错"})
    assert submitted(cleo, notice).status_code == 303

    page = page_of(signers["rita"], notice)
    wall = signers["rita"].get(page.select_one("[data-wall-look]")["data-wall-look"]).text

    assert [words(one) for one in page.select("ins")] == ["[new: 5 ]"]
    assert "日期写错" in page.get_text()
    assert "自12月5日起" in BeautifulSoup(wall, "html.parser").get_text()
    assert cleo.get(f"/admin/postings/{notice}/compare").location.endswith("/approval")


def test_who_wrote_it_sees_the_page_may_take_it_back_and_is_told_why_not_to_sign(cleo, sent):
    page = page_of(cleo, sent)

    assert not page.select(".deed")
    assert page.select(f'form[action="/admin/postings/{sent}/approval/recall"]')
    assert f"http://kiosk.test/admin/postings/{sent}/approval" in words(page.select_one(".once"))


def test_whoever_may_not_sign_is_told_why_and_may_still_send_it_back(signers, cleo, categories):
    code = begun(cleo, categories["notice"])
    saved(cleo, code, body="经研究，拟推荐陈守业同志为先进个人。")
    submitted(cleo, code)
    did(signers["rita"], code, "review", **LOOKED)

    page = page_of(signers["pan"], code)

    assert "nobody signs about themselves" in page.get_text()
    assert [words(one) for one in page.select(".deed .button")] == ["Send back"]


def test_sent_back_it_says_why_and_its_signatures_are_void(cleo, signers, sent):
    did(signers["rita"], sent, "review", **LOOKED)
    did(signers["pan"], sent, "send-back", remark="10月23日重复登记")

    page = page_of(cleo, sent)

    assert words(page.select_one(".head .pill")) == "Sent back to its writer"
    assert {status for _name, status in rows(page)} == {"void"}
    assert "10月23日重复登记" in words(page.select_one(".signing-instead"))
    assert steps(page)[0] == "陈守业 sent it back: 10月23日重复登记"
    assert page.select(f'a[href="/admin/postings/{sent}/edit"]')
    assert not page.select(".deed")


def test_taken_back_it_says_so_until_it_is_sent_again(cleo, signers, sent):
    cleo.post(f"/admin/postings/{sent}/approval/recall")

    assert words(page_of(signers["rita"], sent).select_one(".head .pill")) == "Taken back"

    submitted(cleo, sent)
    assert words(page_of(signers["rita"], sent).select_one(".head .pill")) == "To be reviewed"


def test_a_category_of_one_signature_asks_either_head(cleo, signers, categories):
    categories["notice"].signing = "one"
    db.session.commit()
    code = begun(cleo, categories["notice"])
    saved(cleo, code)
    submitted(cleo, code)
    did(signers["rita"], code, "review", **LOOKED)

    page = page_of(cleo, code)

    assert rows(page)[1:] == [("Secretary or Head of the office", "waiting")]
    assert rows(page_of(signers["adam"], code))[1:] == [("田建军", "waiting")]


def test_at_a_station_its_chief_and_supervisor_stand_there(
    cleo, signers, stations, enter, categories
):
    station, _other = stations
    account("gu", "袁志刚", Role.STATION_CHIEF, station)
    account("wu", "吴秀兰", Role.INTEGRITY_SUPERVISOR, station)
    db.session.commit()
    code = begun(cleo, categories["notice"])
    saved(cleo, code, **{"placing-station": str(station.id)})
    submitted(cleo, code)
    did(signers["rita"], code, "review", **LOOKED)

    page = page_of(enter("gu"), code)

    assert page.h1.get_text() == "Signature of the station"
    assert rows(page)[1:] == [("袁志刚", "waiting"), ("吴秀兰", "waiting")]
    assert words(page.select_one("[data-mine] .signature-who")).startswith("袁志刚 Station chief")


def test_a_deputy_says_for_whom(cleo, signers, sent, enter):
    stands_in("李娜", for_="田建军", days=4)
    did(signers["rita"], sent, "review", **LOOKED)

    before = words(page_of(enter("dora"), sent).select_one("[data-mine]"))
    did(enter("dora"), sent, "sign", **READ)
    after = words(page_of(cleo, sent).select_one("[data-status=signed]:nth-of-type(3)"))

    assert "deputy for 田建军" in before
    assert "dep. 李娜" in after
    assert "deputy for 田建军" in after


def test_what_was_signed_with_a_pen_has_a_day_and_who_typed_it_in(cleo, sent):
    submission = under_way(posting_of(sent))
    assert submission is not None
    put_under(
        submission.revision,
        Signed("secrecy_reviewer", "苗春霞", "保密审查人", date(2026, 11, 20), entered_by="Cleo"),
    )
    db.session.commit()

    row = words(page_of(cleo, sent).select_one("[data-status=signed]"))

    assert row == "Rev. 苗春霞 保密审查人 苗春霞 11/20 signed on paper entered by Cleo"


def test_what_was_entered_from_paper_stands_among_what_happened_in_words(cleo, sent):
    paper = {"reviewer_name": "苗春霞", "signed_on": "2026-11-22"}
    assert cleo.post(f"/admin/postings/{sent}/approval/paper", data=paper).status_code == 303

    newest = steps(page_of(cleo, sent))[0]

    assert newest == "Cleo entered from paper that 苗春霞 signed on 11/22 (Secrecy reviewer)"


def test_what_is_to_be_read_comes_before_the_button_and_what_happened_last(signers, sent):
    page = page_of(signers["rita"], sent)

    order = [one["id"] for one in page.select("#approval h2")]

    assert order[0] == "comparison-title"
    assert order[-2:] == ["signing-title", "steps-title"]


def test_the_switch_and_a_form_that_comes_back_get_the_room_alone(signers, sent):
    htmx = {"HX-Request": "true"}

    whole = page_of(signers["rita"], sent, query_string={"show": "whole"}, headers=htmx)
    refused = did(signers["rita"], sent, "review", is_needed="y")

    assert not whole.select("h1")
    assert whole.select("#approval #comparison")
    assert refused.status_code == 422
    found = BeautifulSoup(refused.text, "html.parser")
    assert len(found.select(".deed .error")) == 2


def test_the_one_before_and_after_are_at_hand(cleo, signers, sent, categories):
    other = begun(cleo, categories["awards"])
    saved(cleo, other)
    submitted(cleo, other)

    first, second = (page_of(signers["rita"], code) for code in (sent, other))

    assert [one["href"] for one in first.select(".head nav a")] == [
        f"/admin/postings/{other}/approval"
    ]
    assert [one["href"] for one in second.select(".head nav a")] == [
        f"/admin/postings/{sent}/approval"
    ]


def test_its_wall_and_pictures_are_for_those_who_have_to_do_with_it(enter, signers, sent):
    assert signers["adam"].get(f"/admin/postings/{sent}/compare/wall").status_code == 200
    assert enter("bo").get(f"/admin/postings/{sent}/compare/wall").status_code == 403
    assert (
        signers["adam"]
        .get(f"/admin/postings/{sent}/compare/pictures/{'0' * 64}-50-40/tile.jpg")
        .status_code
        == 404
    )


def test_reading_it_does_not_cost_more_the_more_was_signed(signers, sent, count_queries):
    with count_queries() as before:
        page_of(signers["pan"], sent)
    did(signers["rita"], sent, "review", **LOOKED)
    did(signers["adam"], sent, "sign", **READ)

    with count_queries() as after:
        page_of(signers["pan"], sent)

    assert len(after) <= len(before) + 2


def test_whoever_is_waited_for_is_listed_with_the_languages_own_comma(signers, sent):
    did(signers["rita"], sent, "review", **LOOKED)
    english = page_of(signers["pan"], sent)
    pan = account_called("pan")
    assert pan is not None
    pan.language = "zh_CN"
    db.session.commit()

    chinese = page_of(signers["pan"], sent)

    assert words(english.select_one(".head .pill")) == "To be signed by Secretary, Head"
    assert words(chinese.select_one(".head .pill")) == "等书记、所长签"
