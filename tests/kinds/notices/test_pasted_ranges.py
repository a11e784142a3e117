"""A range of a sheet pasted into the text of a notice: its day, and where its own total differs."""

from datetime import date

from kiosk.kinds.contract import Tidied
from kiosk.kinds.editing import Known
from kiosk.kinds.notices import NOTICES

KNOWN = Known(on=date(2026, 11, 22), category="canteen", issuer="柳园收费站", office="安西收费所")
PAPER = "柳园收费站2026年11月食堂采购公开\n\n11月食堂采购如下。\n柳园收费站\n2026年11月20日"
RANGE = (
    "伙食采购明细\t\t\n填报单位：综合科　2026年11月3日　单位：元\t\t\n品名\t数量\t金额\n"
    "大米\t20\t2,560.00\n面粉\t6\t588.00\n合计\t\t3,128.00\n"
)


def tidied(**typed: str) -> tuple[dict[str, str], Tidied]:
    """The fields of a new draft of today after `typed` was put into its places."""
    began = {"title": "", "body": "", "issuer": "", "sign_date": "2026-11-22"}
    found = NOTICES.tidied([*{**began, **typed}.items()], KNOWN, fresh="fresh")
    return dict(found.typed), found


def test_a_range_alone_gives_the_paper_its_day_and_says_where_its_total_differs(app_context):
    fields, found = tidied(body=RANGE)

    assert fields["sign_date"] == "2026-11-03"
    assert "落款日期2026年11月3日" in found.took
    [told] = [one.says for one in found.offers if not one.button]
    assert told.endswith(
        "“金额”：表内合计为 3,128.00，各行相加为 3,148.00。 表格里用的是各行相加的数。"
    )


def test_the_papers_own_day_goes_before_that_of_its_table(app_context):
    fields, _found = tidied(body=f"{PAPER}\n{RANGE}")

    assert fields["sign_date"] == "2026-11-20"


def test_a_day_somebody_has_typed_goes_before_that_of_a_table(app_context):
    fields, found = tidied(body=RANGE, sign_date="2026-11-10")

    assert fields["sign_date"] == "2026-11-10"
    assert [one.value for one in found.offers if one.field == "sign_date"] == ["2026-11-03"]
