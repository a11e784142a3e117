"""A pasted paper in the fields of a notice: what is filled, what is only offered."""

from datetime import date

import pytest

from kiosk.kinds.contract import Tidied
from kiosk.kinds.editing import Known
from kiosk.kinds.notices import NOTICES

OFFICE = "安西高速公路收费所"
KNOWN = Known(
    on=date(2026, 11, 22),
    category="attendance",
    issuer=OFFICE,
    office=OFFICE,
    stations={"LY": "柳园收费站"},
)
TEXT = "11月全站出勤正常，无迟到早退。\n请各班组核对。"
PAPER = f"柳园收费站2026年11月考勤情况公开\n\n{TEXT}\n柳园收费站\n2026年11月20日"


def first(known: Known = KNOWN) -> dict[str, str]:
    """What a new draft's fields hold."""
    found = NOTICES.first_values(known)
    return {**found, "sign_date": found["sign_date"].isoformat()}


def tidied(known: Known = KNOWN, **typed: str) -> tuple[dict[str, str], Tidied]:
    found = NOTICES.tidied([*{**first(known), **typed}.items()], known)
    return dict(found.typed), found


def test_a_pasted_title_takes_the_place_of_the_templates(app_context):
    fields, found = tidied(body=PAPER)

    assert fields["title"] == "柳园收费站2026年11月考勤情况公开"
    assert (fields["issuer"], fields["sign_date"]) == ("柳园收费站", "2026-11-20")
    assert fields["body"] == TEXT.replace("\n", "\n\n")
    assert found.offers == ()


@pytest.mark.parametrize("place", ["before", "behind"])
def test_a_paper_pasted_beside_the_templates_text_takes_its_place(app_context, place):
    own = first()["body"]

    fields, _found = tidied(body=f"{PAPER}\n{own}" if place == "before" else f"{own}\n{PAPER}")

    assert fields["title"] == "柳园收费站2026年11月考勤情况公开"
    assert fields["body"] == TEXT.replace("\n", "\n\n")


def test_what_is_written_below_the_templates_text_leaves_it_alone(app_context):
    fields, _found = tidied(body=f"{first()['body']}\n{TEXT}")

    assert fields["title"] == first()["title"]
    assert fields["body"].startswith(first()["body"])


def test_a_title_typed_by_hand_stays_and_the_pasted_one_is_offered(app_context):
    fields, found = tidied(title="我起的标题", body=PAPER)

    assert fields["title"] == "我起的标题"
    assert fields["body"].startswith("柳园收费站2026年11月考勤情况公开\n\n")
    assert [(one.field, one.value) for one in found.offers] == [
        ("title", "柳园收费站2026年11月考勤情况公开")
    ]


def test_a_title_that_stands_in_its_field_already_is_taken_out_of_the_text(app_context):
    fields, found = tidied(title="关于值班，我有话说。", body=f"关于值班，我有话说。\n{TEXT}")

    assert fields["body"] == TEXT.replace("\n", "\n\n")
    assert found.offers == ()


def test_a_heading_never_becomes_the_title(app_context):
    known = Known(on=KNOWN.on, category="notice", issuer=OFFICE, office=OFFICE)

    fields, _found = tidied(known, body=f"一、情况\n{TEXT}")

    assert fields["title"] == first(known)["title"]
    assert fields["body"].startswith("## 一、情况")


def test_a_template_of_the_month_the_draft_was_begun_in_is_nobodys_words(app_context):
    october = Known(on=date(2026, 10, 31), category="attendance", issuer=OFFICE, office=OFFICE)
    typed = [*{**first(october), "body": PAPER}.items()]

    found = NOTICES.tidied(
        typed, Known(on=KNOWN.on, issuer="柳园收费站", office=OFFICE, begun=october.on)
    )

    assert dict(found.typed)["title"] == "柳园收费站2026年11月考勤情况公开"
    assert dict(found.typed)["sign_date"] == "2026-11-20"


def test_a_signature_typed_by_hand_stays_and_the_pasted_one_leaves_the_text(app_context):
    fields, found = tidied(issuer="考核办公室", sign_date="2026-11-10", body=PAPER)

    assert (fields["issuer"], fields["sign_date"]) == ("考核办公室", "2026-11-10")
    assert fields["body"].endswith("请各班组核对。")
    assert {(one.field, one.value) for one in found.offers} == {
        ("issuer", "柳园收费站"),
        ("sign_date", "2026-11-20"),
    }


def test_tidying_again_changes_and_offers_nothing(app_context):
    _fields, once = tidied(body=PAPER)

    again = NOTICES.tidied(once.typed, KNOWN)

    assert again == Tidied(once.typed)


@pytest.mark.parametrize(
    "category", ["notice", "rules", "theme_board", "bulk_procurement", "welfare"]
)
def test_a_title_whose_places_nobody_has_filled_in_is_nobodys(app_context, category):
    known = Known(on=KNOWN.on, category=category, issuer=OFFICE, office=OFFICE)

    fields, _found = tidied(known, body=PAPER)

    assert fields["title"] == "柳园收费站2026年11月考勤情况公开"
