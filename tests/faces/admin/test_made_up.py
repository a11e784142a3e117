"""Whom the sample gives people to turn to stands under nothing real: not copied, found where it is, gone from settings."""

import pytest
import sqlalchemy as sa
from bs4 import BeautifulSoup

from kiosk.accounts.models import Account, Grant, Office, Person, Station
from kiosk.accounts.roles import Role
from kiosk.core.db import db
from kiosk.core.document import decode
from kiosk.kinds.editing import read_back
from kiosk.kinds.notices.content import Cell, Column, Contact, Notice, Table
from kiosk.postings.models import Category, Posting
from kiosk.postings.operations import Placing
from kiosk.sample import load_sample, remove_sample
from kiosk.sample.files import records
from tests.faces.admin.desk import SIGNED, begun, draft_of, posting_of, published, saved
from tests.postings.making import EARLIER, notice, posted

PHONE, PERSON, EMAIL = "0937-0000105", "蔺芳", "office@liuquan.example"
BOX, SEAL = "所办公楼一楼意见箱", "（印章见纸质原件）"
CONTACT = ("contact_department", "contact_person", "contact_email", "contact_box", "seal")


@pytest.fixture
def sample(app_context, now, cast):
    """The sample beside the cast, and its notices by their number there."""
    report = load_sample(now.date(), at=now)
    for one in db.session.scalars(sa.select(Category)):
        one.signing = "none"
    db.session.commit()
    return report.postings


def typed(code):
    return dict(read_back(draft_of(code).typed))


def of_sample(postings, number):
    return db.session.get_one(Posting, postings[number].id)


def copy_of(client, code):
    return client.post(f"/admin/postings/{code}/copy").location.split("/")[-2]


def set_phone(phone, box=""):
    own = db.session.get_one(Office, 1)
    own.supervision_phone, own.opinion_box = phone, box
    db.session.commit()


def hung(client, code):
    """Published, and signed by nobody whom the sample made up."""
    answer = published(client, code, **dict.fromkeys(SIGNED, ""))
    return answer.status_code == 303


def asked_on(client, code, sort="publish"):
    page = BeautifulSoup(client.get(f"/admin/postings/{code}/{sort}").text, "html.parser")
    return page.get_text(" ", strip=True)


def test_a_copy_of_a_sample_notice_has_the_offices_own_contacts_or_none(enter, sample):
    cleo = enter("cleo")
    set_phone("0931-7654321")

    said = typed(copy_of(cleo, of_sample(sample, "N02").code))

    assert "办公经费" in said["title"]
    assert said["contact_phone"] == "0931-7654321"
    assert {said[name] for name in CONTACT} == {""}


@pytest.fixture
def invented(sample):
    """Every station is the sample's, and called what that calls it."""
    for one in db.session.scalars(sa.select(Station)):
        one.is_sample = True
        own = next(each for each in records("office")["stations"] if each["code"] == one.code)
        one.name, one.short_name = own["name"], own["short_name"]
    db.session.commit()


def give_a_name(station):
    named = db.session.get_one(Station, station.id)
    named.name, named.short_name = "红柳收费站", "红柳站"
    db.session.commit()


def offered(client, code, field="#placing-station"):
    """What each of these fields offers, and what is chosen in it."""
    page = BeautifulSoup(client.get(f"/admin/postings/{code}/edit").text, "html.parser")
    return [
        (
            [one.get_text() for one in each.select("option")],
            "".join(one.get_text() for one in each.select("[selected]")),
        )
        for each in page.select(field)
    ]


def test_once_the_office_has_a_station_of_its_own_nothing_real_is_hung_at_the_samples(
    enter, sample, invented, stations
):
    cleo = enter("cleo")
    code = begun(cleo, of_sample(sample, "N02").category)
    [(before, _chosen)] = offered(cleo, code)
    assert "双泉堡站" in before
    give_a_name(stations[1])

    everywhere = "All stations (office)"
    assert offered(cleo, code) == [([everywhere, "红柳站"], everywhere)]


def test_what_was_chosen_before_stays_chosen_until_somebody_chooses_otherwise(
    enter, sample, invented, stations
):
    cleo = enter("cleo")
    code = begun(cleo, of_sample(sample, "N02").category)
    saved(cleo, code, **{"placing-station": stations[0].id})
    give_a_name(stations[1])

    assert offered(cleo, code) == [(["All stations (office)", "双泉堡站", "红柳站"], "双泉堡站")]


def test_a_board_of_contacts_offers_no_station_of_the_samples_but_those_it_names(
    enter, sample, invented, stations
):
    cleo = enter("cleo")
    code = copy_of(cleo, of_sample(sample, "contacts").code)
    give_a_name(stations[1])

    supervisors = offered(cleo, code, "[name$=station_code]")
    assert len(supervisors) > 1
    assert [set(each) for each, _chosen in supervisors] == [
        {chosen, "红柳站"} for _each, chosen in supervisors
    ]


def test_whoever_writes_for_several_stations_begins_at_one_of_the_offices_own(
    enter, sample, invented, stations
):
    account = db.session.scalars(sa.select(Account).where(Account.username == "bo")).one()
    account.grants.append(Grant(role=Role.STATION_CHIEF, station=stations[1]))
    db.session.commit()
    bo = enter("bo")

    def begins_at(number):
        station = posting_of(begun(bo, of_sample(sample, number).category)).station
        return station.code if station else None

    assert begins_at("N02") == "SQB"
    give_a_name(stations[1])
    assert begins_at("N03") == "SZP"


def test_without_a_number_of_its_own_a_copy_of_the_sample_has_none(enter, sample):
    said = typed(copy_of(enter("cleo"), of_sample(sample, "N02").code))

    assert said["contact_phone"] == ""


def test_a_draft_filled_in_like_the_samples_last_one_has_none_of_its_contacts(enter, sample):
    cleo = enter("cleo")
    code = begun(cleo, of_sample(sample, "N02").category)

    saved(cleo, code, **{**typed(code), "do": "as-last-time"})

    said = typed(code)
    assert "办公经费" in said["title"]
    assert {said[name] for name in (*CONTACT, "contact_phone")} == {""}


def test_a_copy_of_the_samples_board_of_contacts_names_nobody_and_rings_nobody(enter, sample):
    said = typed(copy_of(enter("cleo"), of_sample(sample, "contacts").code))

    assert said["leaders-0-post"] == "党支部书记"
    emptied = ("name", "phone", "email", "sha", "box", "discipline_phone")
    assert {text for name, text in said.items() if name.rpartition("-")[2] in emptied} == {""}


STAFF = Placing(scope="staff", shows_from=EARLIER)


def hung_with_the_samples(category, **own):
    """Published before anybody looked for it: a real notice that was once copied from the sample."""
    contact = {"department": "办公室", "person": PERSON, "phone": PHONE, "email": EMAIL, "box": BOX}
    said = notice(title="本所10月办公经费公开", contact=Contact(**{**contact, **own}), seal=SEAL)
    posted(category, STAFF, code="before", content=said)


@pytest.mark.parametrize("is_gone", [False, True])
def test_a_copy_of_a_copy_leaves_behind_what_came_from_the_sample_and_nothing_else(
    enter, sample, now, is_gone
):
    hung_with_the_samples(of_sample(sample, "N02").category, phone="0931-7654321")
    if is_gone:
        remove_sample(who="ada", at=now)
    db.session.commit()

    said = typed(copy_of(enter("cleo"), "before"))

    assert said["contact_phone"] == "0931-7654321"
    assert said["contact_department"] == "办公室"
    assert {said[name] for name in CONTACT if name != "contact_department"} == {""}


@pytest.mark.parametrize(
    ("field", "text"),
    [("contact_phone", f"{PHONE}（办公室）"), ("contact_person", PERSON), ("contact_email", EMAIL)],
)
def test_a_draft_that_has_a_contact_of_the_sample_is_not_published_before_it_is_mended(
    enter, sample, field, text
):
    cleo = enter("cleo")
    code = begun(cleo, of_sample(sample, "N02").category)
    saved(cleo, code, **{"contact_phone": "", field: text})

    assert f"“{text}” is the sample's: put in your own." in asked_on(cleo, code)
    assert published(cleo, code).status_code == 422
    saved(cleo, code, **{"contact_phone": "", field: ""})
    assert hung(cleo, code)


def test_a_copy_of_a_sample_notice_is_known_for_one_though_its_contacts_are_others(enter, sample):
    cleo, before = enter("cleo"), of_sample(sample, "N02")
    assert decode(before.approved.content, Notice).summary

    code = copy_of(cleo, before.code)

    assert typed(code)["summary"] == ""
    assert "Figures and words are still those of last time" in asked_on(cleo, code)


def test_a_person_of_the_sample_in_a_text_is_named_and_hangs_only_if_somebody_means_it(
    enter, sample
):
    cleo = enter("cleo")
    code = begun(cleo, of_sample(sample, "N02").category)
    saved(cleo, code, body=f"以上支出已经廉政监督员{PERSON}核对。")

    assert f"{PERSON}: put in who it really was." in asked_on(cleo, code)
    assert not hung(cleo, code)
    assert posting_of(code).revisions == []
    answer = published(cleo, code, **dict.fromkeys(SIGNED, ""), meant_so="y")
    assert answer.status_code == 303


def test_a_total_that_its_rows_do_not_add_up_to_hangs_only_if_somebody_means_it(enter, sample):
    columns = (
        Column(key="a", label="项目", type="text"),
        Column(key="b", label="金额", type="money", unit="元"),
    )
    rows: tuple[dict[str, Cell], ...]
    rows = ({"a": "水费", "b": "410.20"}, {"a": "电费", "b": "589.80"})

    def content(total):
        table = Table(caption="支出", columns=columns, rows=rows, total={"a": "合计", "b": total})
        return notice(title="本所10月水电费公开", tables=(table,))

    category, cleo = of_sample(sample, "N02").category, enter("cleo")
    posted(category, STAFF, code="wrong", content=content("999.00"))
    posted(category, STAFF, code="right", content=content("1000.00"))
    db.session.commit()

    code = copy_of(cleo, "wrong")
    answer = published(cleo, code, **dict.fromkeys(SIGNED, ""), as_before="y")
    assert answer.status_code == 422
    assert "Sums are not what their rows add up to" in answer.text
    assert "999.00" in answer.text
    answer = published(cleo, code, **dict.fromkeys(SIGNED, ""), as_before="y", meant_so="y")
    assert answer.status_code == 303

    code = copy_of(cleo, "right")
    assert published(cleo, code, **dict.fromkeys(SIGNED, ""), as_before="y").status_code == 303


def test_a_correction_finds_the_samples_contacts_too(enter, sample):
    hung_with_the_samples(of_sample(sample, "N02").category)
    db.session.commit()
    cleo = enter("cleo")

    cleo.post("/admin/postings/before/correct")

    assert asked_on(cleo, "before").count("is the sample's: put in your own.") >= 3


def test_somebody_real_may_bear_a_name_of_the_samples(enter, sample):
    db.session.add(Person(name=PERSON))
    db.session.commit()
    cleo = enter("cleo")
    code = begun(cleo, of_sample(sample, "N02").category)

    saved(cleo, code, contact_person=PERSON)

    assert "is the sample's" not in asked_on(cleo, code)


def test_a_correction_of_the_samples_own_notice_may_keep_its_contacts(enter, sample):
    cleo, code = enter("cleo"), of_sample(sample, "N02").code

    cleo.post(f"/admin/postings/{code}/correct")

    assert "is the sample's" not in asked_on(cleo, code)


def test_where_the_sample_never_was_every_contact_is_somebodys_own(enter, categories):
    cleo = enter("cleo")
    code = begun(cleo, categories["notice"])

    saved(cleo, code, contact_person=PERSON, contact_email=EMAIL, contact_box=BOX)

    assert "is the sample's" not in asked_on(cleo, code)
    assert published(cleo, code).status_code == 303


def test_an_opinion_box_stands_in_new_drafts_only_if_the_office_has_said_that_it_has_one(
    enter, sample, now
):
    cleo = enter("cleo")
    category = of_sample(sample, "N02").category

    assert typed(begun(cleo, category))["contact_box"] == ""
    set_phone("", box="收费广场意见箱")
    assert typed(begun(cleo, category))["contact_box"] == "收费广场意见箱"


def test_a_draft_that_still_has_the_samples_box_is_remarked_on(enter, sample):
    cleo = enter("cleo")
    code = begun(cleo, of_sample(sample, "N02").category)

    saved(cleo, code, contact_box=BOX)

    assert "The opinion box is the sample's" in asked_on(cleo, code)
    assert hung(cleo, code)


def first_steps(client, **said):
    data = {"name": "红柳湾高速公路收费所", "short_name": "", "stations": "红柳一站", **said}
    assert client.post("/admin/begin", data=data).status_code == 303


def settings_left():
    own = db.session.get_one(Office, 1)
    db.session.refresh(own)
    return own


def test_nothing_the_sample_made_up_is_left_in_settings_when_it_goes(sample, now):
    remove_sample(who="ada", at=now)
    db.session.commit()

    left = settings_left()
    assert (left.name, left.short_name, left.branch, left.brand) == ("收费所", "收费所", "", "")
    assert (left.magazine, left.moments_column, left.handover_times) == ("公示公开", "", "")
    assert (left.duty_phone, left.supervision_phone, left.opinion_box) == ("", "", "")


def test_the_first_steps_offer_no_brand_and_what_they_were_told_stays(enter, sample, now):
    ada = enter("ada")
    page = BeautifulSoup(ada.get("/admin/begin").text, "html.parser")
    [brand] = page.select("#brand")
    assert brand.get("value", "") == ""

    first_steps(ada, magazine="红柳驿站", brand="左公柳")
    remove_sample(who="ada", at=now)
    db.session.commit()

    left = settings_left()
    assert (left.name, left.magazine, left.brand) == ("红柳湾高速公路收费所", "红柳驿站", "左公柳")
    assert left.opinion_box == left.handover_times == ""


def test_a_box_that_the_office_has_typed_itself_is_its_own_though_the_sample_says_the_same(
    enter, sample, now
):
    ada, made_up = enter("ada"), settings_left().opinion_box
    category = of_sample(sample, "N02").category
    first_steps(ada, magazine="红柳驿站")
    page = BeautifulSoup(ada.get("/admin/settings").text, "html.parser")
    said = {
        one["name"]: one.get("value", "")
        for one in page.select('form[action="/admin/settings"] input[name]')
        if one["name"] != "csrf_token"
    }

    answer = ada.post("/admin/settings", data={**said, "language": "zh_CN", "counts_from": "first", "opinion_box": made_up})  # fmt: skip

    assert answer.status_code == 303
    assert typed(begun(enter("cleo"), category))["contact_box"] == made_up
