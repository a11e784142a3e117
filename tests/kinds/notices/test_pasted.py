"""A pasted paper in the fields of a notice: what is filled, what is only offered."""

from datetime import date

import pytest

from kiosk.kinds.contract import Tidied
from kiosk.kinds.editing import Known
from kiosk.kinds.notices import NOTICES
from kiosk.kinds.notices.grid import Grid, grids_in

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
    found = NOTICES.tidied([*{**first(known), **typed}.items()], known, fresh="fresh")
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
        typed,
        Known(on=KNOWN.on, issuer="柳园收费站", office=OFFICE, begun=october.on),
        fresh="fresh",
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

    again = NOTICES.tidied(once.typed, KNOWN, fresh="again")

    assert again == Tidied(once.typed)


@pytest.mark.parametrize(
    "category", ["notice", "rules", "theme_board", "bulk_procurement", "welfare"]
)
def test_a_title_whose_places_nobody_has_filled_in_is_nobodys(app_context, category):
    known = Known(on=KNOWN.on, category=category, issuer=OFFICE, office=OFFICE)

    fields, _found = tidied(known, body=PAPER)

    assert fields["title"] == "柳园收费站2026年11月考勤情况公开"


TABLE = "班组\t人数\t病假\n一班\t8\t1\n二班\t9\t0\n合计\t17\t1"


@pytest.mark.parametrize("at", [0, 5, 9, -2, None])
def test_a_paper_pasted_into_the_templates_own_words_takes_their_place(app_context, at):
    own = first()["body"]
    at = len(own) if at is None else at

    fields, found = tidied(body=own[:at] + PAPER + own[at:])

    assert fields["title"] == "柳园收费站2026年11月考勤情况公开"
    assert fields["body"] == TEXT.replace("\n", "\n\n")
    assert found.offers == ()


def test_of_opening_and_closing_both_fall_away_wherever_a_paper_is_pasted(app_context):
    known = Known(on=KNOWN.on, category="payroll", issuer=OFFICE, office=OFFICE)
    opening, closing = first(known)["body"].split("\n\n")
    bodies = [
        f"{opening}{PAPER}\r\n\r\n{closing}",
        f"{opening}\n\n{PAPER}{closing}",
        f"{opening}\n{PAPER}\n{closing}",
        f"{opening}\n\n{closing}{PAPER}",
    ]

    for body in bodies:
        fields, _found = tidied(known, body=body)
        assert fields["title"] == "柳园收费站2026年11月考勤情况公开", body
        assert fields["body"] == TEXT.replace("\n", "\n\n"), body


def test_words_somebody_has_changed_stay_beside_what_is_pasted(app_context):
    known = Known(on=KNOWN.on, category="payroll", issuer=OFFICE, office=OFFICE)
    opening, closing = first(known)["body"].split("\n\n")
    mine = closing.replace("办公室", "办公室二楼")

    fields, _found = tidied(known, body=f"{opening}{PAPER}\n\n{mine}")

    assert mine != closing
    assert opening not in fields["body"]
    assert fields["body"].endswith(mine)


def test_a_papers_own_closing_stays_though_the_template_has_the_same(app_context):
    known = Known(on=KNOWN.on, category="payroll", issuer=OFFICE, office=OFFICE)
    _opening, closing = first(known)["body"].split("\n\n")

    fields, _found = tidied(known, body=f"柳园收费站工资发放情况公开\n{TEXT}\n{closing}")

    assert fields["body"] == f"{TEXT}\n{closing}".replace("\n", "\n\n")


def test_what_a_paper_was_taken_for_is_told(app_context):
    _fields, found = tidied(body=PAPER)

    assert found.is_sure
    assert found.took == (
        "标题“柳园收费站2026年11月考勤情况公开”",
        "落款单位柳园收费站",
        "落款日期2026年11月20日",
    )


def test_a_paper_with_a_short_title_and_a_day_takes_the_templates_place(app_context):
    paper = f"冬季行车请注意安全\n{TEXT}\n柳园收费站\n2026年11月20日"

    fields, _found = tidied(body=f"{first()['body']}{paper}")

    assert fields["title"] == "冬季行车请注意安全"
    assert fields["body"] == TEXT.replace("\n", "\n\n")


def test_a_text_signed_below_the_templates_opening_keeps_it(app_context):
    own = first()["body"]

    fields, _found = tidied(body=f"{own}\n{TEXT}\n柳园收费站\n2026年11月20日")

    assert fields["body"].startswith(own)
    assert (fields["issuer"], fields["sign_date"]) == ("柳园收费站", "2026-11-20")


def grids(fields: dict[str, str]) -> list[Grid]:
    return [*grids_in(fields.items()).values()]


def test_a_table_in_a_pasted_paper_becomes_a_table_of_the_notice(app_context):
    paper = PAPER.replace("。\n请", f"。\n11月考勤明细表\n{TABLE}\n请")

    fields, found = tidied(body=paper)

    [grid] = grids(fields)
    assert (grid.id, grid.caption) == ("fresh1", "11月考勤明细表")
    assert [one.label for one in grid.columns] == ["班组", "人数", "病假"]
    assert grid.rows == (("一班", "8", "1"), ("二班", "9", "0"))
    assert grid.total == ("", "17", "1")
    assert fields["title"] == "柳园收费站2026年11月考勤情况公开"
    assert (fields["issuer"], fields["sign_date"]) == ("柳园收费站", "2026-11-20")
    assert fields["body"] == TEXT.replace("\n", "\n\n")
    assert [(one.field, one.button) for one in found.offers] == [("", "")]


def test_a_paper_of_nothing_but_a_title_and_a_table_has_both(app_context):
    fields, _found = tidied(
        body=f"{first()['body']}柳园收费站11月考勤情况公开\n{TABLE}\n柳园收费站\n2026年11月20日"
    )

    assert (fields["title"], fields["body"]) == ("柳园收费站11月考勤情况公开", "")
    assert fields["sign_date"] == "2026-11-20"
    assert len(grids(fields)) == 1


def test_cells_pasted_behind_the_templates_words_leave_them_alone(app_context):
    own = first()["body"]

    for body in [own + TABLE, f"{own}\n{TABLE}\n", TABLE + own, own[:4] + TABLE + own[4:]]:
        fields, _found = tidied(body=body)
        assert fields["body"] == own, body
        assert [one.label for one in grids(fields)[0].columns] == ["班组", "人数", "病假"], body


def test_cells_pasted_right_behind_a_sentence_are_parted_from_it(app_context):
    fields, _found = tidied(title="考勤", body=f"11月考勤情况如下：{TABLE}")

    assert fields["body"] == "11月考勤情况如下："
    assert grids(fields)[0].columns[0].label == "班组"


def test_cells_pasted_right_behind_a_bracket_leave_the_number_in_it_alone(app_context):
    fields, _found = tidied(
        title="考勤", body=f"情况如下。\n（联系人：王芳　电话：0937-0000126）{TABLE}"
    )

    assert fields["body"].endswith("（联系人：王芳 电话：0937-0000126）")
    assert grids(fields)[0].columns[0].label == "班组"


def test_a_sheet_with_a_title_and_a_unit_brings_both_along(app_context):
    sheet = (
        "10月水电费明细\t\t\n单位：元\t\t\n站名\t水费\t电费\n柳园站\t100.50\t200\n花海站\t80\t90"
    )

    fields, _found = tidied(body=f"情况如下。\n{sheet}\n特此公开。")

    [grid] = grids(fields)
    assert grid.caption == "10月水电费明细"
    assert [(one.label, one.type, one.unit) for one in grid.columns][1:] == [
        ("水费", "money", "元"),
        ("电费", "money", "元"),
    ]
    assert fields["body"] == "情况如下。\n\n特此公开。"


@pytest.mark.parametrize(
    "text",
    [
        "1.\t各站要加强管理。\n2.\t各班要认真核对。",
        "（一）\t总体情况\n（二）\t存在问题",
        "\t11月全站出勤正常。\n\t无迟到早退。",
        "联系人：王芳\t电话：0937-0000126",
    ],
)
def test_tabs_that_make_no_table_are_spaces(app_context, text):
    fields, found = tidied(body=f"考勤情况公开\n{text}")

    assert grids(fields) == []
    assert "\t" not in fields["body"]
    assert found.offers == ()


@pytest.mark.parametrize("between", ["\n", "\n\n", ""])
def test_a_range_pasted_below_a_paper_leaves_its_signature_to_the_paper(app_context, between):
    fields, _found = tidied(body=f"{PAPER}{between}{TABLE}")

    assert fields["title"] == "柳园收费站2026年11月考勤情况公开"
    assert (fields["issuer"], fields["sign_date"]) == ("柳园收费站", "2026-11-20")
    assert fields["body"] == TEXT.replace("\n", "\n\n")
    assert [one.label for one in grids(fields)[0].columns] == ["班组", "人数", "病假"]


def test_the_name_of_a_station_above_its_table_signs_nothing(app_context):
    fields, _found = tidied(title="考勤", body=f"情况如下。\n柳园收费站\n{TABLE}")

    assert fields["issuer"] == first()["issuer"]
    assert fields["body"] == "情况如下。\n\n柳园收费站"


def test_a_cell_of_several_lines_does_not_end_its_table(app_context):
    fields, _found = tidied(
        body='情况如下。\n项目\t内容\n采购\t"空调\n两台"\n维修\t水管\n特此公开。'
    )

    assert [row[0] for row in grids(fields)[0].rows] == ["采购", "维修"]
    assert fields["body"] == "情况如下。\n\n特此公开。"


def test_a_cell_that_cannot_be_read_stays_to_be_seen(app_context):
    fields, _found = tidied(body=TABLE.replace("\t9\t", "\t九人多\t"))

    [grid] = grids(fields)
    assert any("九人多" in row for row in grid.rows)


def test_a_table_too_large_for_a_grid_stays_as_it_came_and_is_named(app_context):
    rows = "\n".join(f"职工{number}\t{number}" for number in range(1, 90))

    fields, found = tidied(body=f"情况如下。\n姓名\t次数\n{rows}\n特此公开。")

    assert grids(fields) == []
    assert f"姓名\t次数\n{rows}" in fields["body"]
    assert "90" in found.offers[0].says
    assert NOTICES.tidied(found.typed, KNOWN, fresh="again").typed == found.typed


def test_tables_that_are_there_already_stay(app_context):
    there = [("table-t1-caption", "考勤"), ("table-t1-label-c1", "班组"), ("table-t1-0-c1", "一班")]

    found = NOTICES.tidied([*first().items(), *there, ("body", "")], KNOWN, fresh="fresh")

    assert [*grids_in(found.typed)] == ["t1"]


def test_the_total_of_a_word_table_with_a_merged_cell_stays_in_its_column(app_context):
    table = (
        "序号\t品名\t单位\t数量\t单价（元）\t金额（元）\n"
        "1\t面粉\t袋\t60\t98.00\t5,880.00\n2\t大米\t袋\t80\t128.00\t10,240.00\n"
        "3\t清油\t桶\t42\t100.00\t4,200.00\n合计\t20,320.00\n"
        "合计大写：人民币贰万零叁佰贰拾元整"
    )

    fields, _found = tidied(body=f"{TEXT}\n{table}\n特此公开。")

    grid = next(iter(grids_in(list(fields.items())).values()))
    assert [row[1] for row in grid.rows] == ["面粉", "大米", "清油"]
    assert grid.total is not None
    assert (grid.total[0], grid.total[-1]) == ("", "20320.00")
    assert grid.note == "合计大写：人民币贰万零叁佰贰拾元整"
    assert "大写" not in fields["body"]


@pytest.mark.parametrize(("total", "is_said"), [("1,228.00", False), ("1,200.00", True)])
def test_a_total_that_differs_from_the_pasted_one_is_told(app_context, total, is_said):
    table = f"品名\t金额（元）\n面粉\t588.00\n大米\t640.00\n合计\t{total}"

    fields, found = tidied(body=f"{TEXT}\n{table}\n特此公开。")

    (grid,) = grids(fields)
    assert grid.total == ("", "1228.00")
    (told,) = found.offers
    assert ("“金额”：表内合计为 1,200.00，各行相加为 1,228.00。" in told.says) is is_said
