"""An office's own categories: added with defaults, renamed, retired and used again, removed while unused; all in the trail."""

import pytest
import sqlalchemy as sa

from kiosk.core.db import db
from kiosk.duties.reading import _disclosures_due
from kiosk.postings.models import Category
from tests.faces.admin.desk import begun, published, saved
from tests.faces.admin.settled import acts, seen_on
from tests.postings.making import everywhere, posted

ADDRESS = "/admin/settings/categories"


def named(name):
    db.session.expire_all()
    return db.session.scalars(sa.select(Category).where(Category.name == name)).one_or_none()


def added(client, name="食堂菜谱", sort="disclosure"):
    return client.post(ADDRESS, data={"category_name": name, "sort": sort})


@pytest.mark.parametrize(
    ("sort", "defaults"),
    [
        ("publicity", ("notices", "公示", 5, None, "joint")),
        ("disclosure", ("notices", "公开", None, 30, "joint")),
        ("announcement", ("notices", "通知", None, 30, "one")),
        ("honors", ("honors", "荣誉", None, None, "one")),
    ],
)
def test_a_category_of_one_s_own_begins_with_the_usual_of_its_form(
    enter, categories, sort, defaults
):
    ada = enter("ada")

    answer = added(ada, sort=sort)

    found = named("食堂菜谱")
    assert answer.location == f"{ADDRESS}/{found.id}"
    assert (
        found.kind, found.form, found.min_working_days, found.default_days, found.signing,
    ) == defaults  # fmt: skip
    assert [act.after for act in acts("category.add")] == ["食堂菜谱"]
    assert "食堂菜谱" in enter("cleo").get("/admin/postings/new").text


def test_the_same_category_sent_twice_is_added_once(enter, categories):
    ada = enter("ada")

    first, second = added(ada), added(ada)

    assert first.location == second.location
    assert len(acts("category.add")) == 1


@pytest.mark.parametrize("said", [{"category_name": ""}, {"category_name": "身影"}, {"sort": "x"}])
def test_what_no_category_can_be_is_said_at_its_field(enter, categories, said):
    answer = enter("ada").post(
        ADDRESS, data={"category_name": "食堂菜谱", "sort": "disclosure", **said}
    )

    assert answer.status_code == 422
    assert 'aria-invalid="true"' in answer.text
    assert acts("category.add") == []


def test_a_category_is_renamed_and_the_trail_says_from_and_to(enter, categories):
    ada = enter("ada")
    address = added(ada).location
    said = {
        "name": "每周菜谱",
        "signing": "one",
        "theme": "",
        "rhythm": "monthly",
        "expected_of": "",
    }

    ada.post(address, data={**said, "seen": seen_on(ada, address)})

    assert named("每周菜谱") is not None
    [act] = acts("category.change")
    assert ('"name": "食堂菜谱"' in act.before, '"name": "每周菜谱"' in act.after) == (True, True)


def test_nothing_new_is_begun_under_a_retired_category_and_what_hangs_stays(enter, categories):
    notice = categories["notice"]
    posted(notice, everywhere(), code="hung")
    notice.expected_of, notice.rhythm = "all", "monthly"
    db.session.commit()
    ada, cleo = enter("ada"), enter("cleo")
    draft = begun(cleo, notice)
    saved(cleo, draft)

    for _sent in range(2):
        ada.post(f"{ADDRESS}/{notice.id}/retire")

    assert len(acts("category.retire")) == 1
    assert "通知公告" not in cleo.get("/admin/postings/new").text
    assert published(cleo, draft).status_code == 422
    assert "This category is retired" in cleo.get(f"/admin/postings/{draft}/publish").text
    assert [one for one in _disclosures_due() if one[0][0] == "notice"] == []
    assert cleo.get("/n/hung").status_code == 200

    ada.post(f"{ADDRESS}/{notice.id}/resume")

    assert len(acts("category.resume")) == 1
    assert published(cleo, draft).status_code == 303


def test_one_of_the_seven_matters_cannot_be_retired(enter, categories):
    categories["notice"].seven_place = 2
    db.session.commit()
    ada = enter("ada")

    ada.post(f"{ADDRESS}/{categories['notice'].id}/retire")

    assert not named("通知公告").is_retired
    assert acts("category.retire") == []


def test_only_a_category_of_one_s_own_that_nobody_used_is_removed(enter, categories):
    ada, cleo = enter("ada"), enter("cleo")
    unused = added(ada).location
    used = added(ada, "班车时刻").location
    begun(cleo, named("班车时刻"))

    for address in (unused, used, f"{ADDRESS}/{categories['notice'].id}"):
        ada.post(f"{address}/remove")

    assert named("食堂菜谱") is None
    assert named("班车时刻") is not None
    assert named("通知公告") is not None
    assert [act.before for act in acts("category.remove")] == ["食堂菜谱"]


def test_only_the_administrator_changes_categories(enter, categories):
    cleo = enter("cleo")
    number = categories["notice"].id

    for address in (
        ADDRESS,
        *(f"{ADDRESS}/{number}/{deed}" for deed in ("retire", "resume", "remove")),
    ):
        assert cleo.post(address, data={"category_name": "A", "sort": "honors"}).status_code == 403
