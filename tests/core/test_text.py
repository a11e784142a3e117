"""Text as shown: escaped, with lines that end where a reader would end them."""

import html5lib
import pytest
from bs4 import BeautifulSoup
from hypothesis import given
from hypothesis import strategies as st

from kiosk.core.field_words import FIELD_WORDS
from kiosk.core.text import blocks, heading, in_cell, in_words, person, unbroken

HOSTILE = [
    "<img src=x onerror=alert(1)>",
    "<script>alert(1)</script>",
    "</p></div><style>*{display:none}</style>",
    '"><svg/onload=alert(1)>',
    "\\<script>alert(1)\\</script>",
    "&lt;script&gt;alert(1)&lt;/script&gt;",
]
LINKS = [
    "[查看](https://evil.example)",
    "[查看](javascript:alert(1))",
    "<https://evil.example>",
    "https://evil.example",
    "![图](https://evil.example/x.png)",
    "[a]: https://evil.example\n\n[a]",
]
OWN_TAGS = {
    "span",
    "wbr",
    "p",
    "br",
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
    "ul",
    "ol",
    "li",
    "strong",
    "em",
}


def seen(html: object) -> str:
    """What a reader sees. In an element, because the parser warns of text that looks like an address."""
    return BeautifulSoup(f"<div>{html}</div>", "html.parser").get_text()


def tags(html: object) -> set[str]:
    return {tag.name for tag in BeautifulSoup(str(html), "html.parser").find_all(True)}


def together(html: object) -> list[str]:
    """The pieces of a line that stay on one line."""
    soup = BeautifulSoup(str(html), "html.parser")
    return [tag.get_text() for tag in soup.select("span.nb, span.word")]


@pytest.mark.parametrize("text", HOSTILE)
@pytest.mark.parametrize("shown", [unbroken, in_words, heading, person, in_cell])
def test_markup_in_a_line_stays_text(shown, text):
    assert seen(shown(text)) == text
    assert tags(shown(text)) <= {"span", "wbr"}


@pytest.mark.parametrize("text", HOSTILE[:4])
def test_markup_in_a_paper_stays_text(text):
    assert seen(blocks(text)).strip() == text
    assert tags(blocks(text)) <= OWN_TAGS


@pytest.mark.parametrize("text", HOSTILE[4:])
def test_escaped_markup_in_a_paper_does_not_become_markup(text):
    assert tags(blocks(text)) <= OWN_TAGS
    assert "alert(1)" in seen(blocks(text))


@pytest.mark.parametrize("text", LINKS)
def test_links_and_pictures_in_a_paper_stay_text(text):
    assert tags(blocks(text)) <= {"p", "span"}
    assert "evil.example" in seen(blocks(text)) or "alert(1)" in seen(blocks(text))


@given(st.text())
def test_whatever_is_written_becomes_nothing_but_our_own_tags_without_addresses(text):
    soup = BeautifulSoup(str(blocks(text)), "html.parser")

    assert tags(soup) <= OWN_TAGS
    assert {name for tag in soup.find_all(True) for name in tag.attrs} <= {"class", "start"}


@given(st.text(st.characters(exclude_categories=["Cs", "Cc"])))
def test_a_line_loses_and_gains_no_character(text):
    assert seen(unbroken(text)) == text
    assert seen(in_words(text)) == text
    assert seen(heading(text)) == text
    assert seen(person(text)) == text
    assert seen(in_cell(text)) == text


@pytest.mark.parametrize(
    ("line", "pieces"),
    [
        ("11月26日—12月2日，2026年11月16日会议", ["11月26日", "12月2日", "2026年", "11月16日"]),
        ("2026年度", ["2026年度"]),
        ("电话：0937-0000126转8", ["0937-0000126"]),
        ("2026年第三季度五星级收费员", ["2026年第三季度"]),
        ("每日16时、30分钟内", ["16时", "30分钟"]),
        ("共 65,898.00元，24人", ["65,898.00元", "24人"]),
        ("占 12.5％、8%", ["12.5％", "8%"]),
        ("出口车流 3.2万辆次", ["3.2万辆次"]),
        ("荣获“工人先锋号”称号", ["“工人先锋号”"]),
        ("按《星级管理考核办法》", ["《星级管理考核办法》"]),
        ("《收费公路联网收费运营和服务规程》", []),  # too long for one line: may break
        ("没有数字的一行", []),
    ],
)
def test_figures_and_short_quotations_stay_on_one_line(line, pieces):
    assert together(unbroken(line)) == pieces


@pytest.mark.parametrize("text", ["2026年11月18日", "11月18日", "2026年11月"])
def test_a_date_never_parts_a_number_from_its_word(text):
    pieces = together(unbroken(f"自{text}起"))

    assert "".join(pieces) == text
    assert all(piece[-1] in "年月日" for piece in pieces)


def test_quotation_marks_are_marked_so_that_a_line_may_begin_with_one():
    assert str(unbroken("“好”")) == (
        '<span class="nb"><span class="oq">“</span>好<span class="cq">”</span></span>'
    )


def test_a_title_shows_its_issuer_apart_so_that_later_pages_can_leave_it_out():
    shown = BeautifulSoup(
        str(heading("柳泉收费所关于大宗物资采购的公示", "柳泉收费所")), "html.parser"
    )
    issuer = shown.select_one(".title-issuer")

    assert issuer is not None
    assert issuer.get_text() == "柳泉收费所关于"
    assert shown.get_text() == "柳泉收费所关于大宗物资采购的公示"


@pytest.mark.parametrize("issuer", ["", "石磨沟收费站", "柳泉"])
def test_a_title_that_does_not_begin_with_its_issuer_is_one_piece(issuer):
    assert "title-issuer" not in str(heading("柳泉收费所关于大宗物资采购的公示", issuer))


def test_a_title_may_break_between_its_phrases_only():
    places = str(heading("柳泉收费所2026年10月党费收缴公开")).split("<wbr>")

    assert [seen(place) for place in places] == ["柳泉收费所", "2026年10月", "党费收缴公开"]


@pytest.mark.parametrize(
    ("title", "parts"),
    [
        ("柳泉收费所2026年10月份水电费公开", ["柳泉收费所", "2026年10月份", "水电费公开"]),
        ("2026年12月底前完成的工作", ["2026年12月底前完成的工作"]),
        ("2025年份收支公开", ["2025年份", "收支公开"]),
    ],
)
def test_a_month_keeps_the_word_that_belongs_to_it(title, parts):
    places = str(heading(title)).split("<wbr>")

    assert [seen(place) for place in places] == parts


def test_a_name_breaks_only_at_its_middle_dot():
    assert str(person("买买提·艾合买提")) == (
        '<span class="nb">买买提·</span><wbr><span class="nb">艾合买提</span>'
    )
    assert str(person("田甜")) == '<span class="nb">田甜</span>'


@pytest.mark.parametrize(
    ("line", "pieces"),
    [
        ("由买买提·艾合买提负责", ["买买提·", "艾合买提"]),
        ("欧阳海和欧阳共用2台", ["欧阳海", "欧阳", "2台"]),  # the longer name first
        ("田甜“欧阳海”", ["田甜", "“欧阳海”"]),
        ("白雪皑皑", []),  # nobody here has that name
    ],
)
def test_a_known_name_in_a_line_stays_whole_or_breaks_at_its_dot(line, pieces):
    names = {"买买提·艾合买提", "欧阳", "欧阳海", "田甜", "雪"}

    assert together(unbroken(line, names)) == pieces
    assert seen(unbroken(line, names)) == line


def test_known_names_stay_whole_in_titles_and_papers_too():
    names = frozenset({"买买提·艾合买提"})

    assert together(heading("最美的买买提·艾合买提", names=names)) == ["买买提·", "艾合买提"]
    assert together(blocks("由**买买提·艾合买提**负责", names)) == ["买买提·", "艾合买提"]
    assert together(blocks("由买买提·艾合买提负责")) == []


@pytest.mark.parametrize(
    ("line", "pieces"),
    [
        ("重要项目安排", ["重要", "项目", "安排"]),
        ("支部委员会", ["支部", "委员会"]),
        ("青杨驿收费站站长", ["青杨驿", "收费站", "站长"]),
        ("中共柳泉高速公路收费所", ["柳泉", "高速", "公路", "收费所"]),
        ("田甜收费员，预算28,600元", ["田甜", "收费员", "预算", "28,600元"]),
        ("第二党小组（双泉堡、沙枣坪）", ["党小组", "双泉堡", "沙枣坪"]),
        ("到了青杨驿收费站", ["收费站"]),  # where the place's name begins nobody knows
    ],
)
def test_words_of_the_trade_stay_whole_in_titles_and_cells(line, pieces):
    assert together(in_words(line, {"田甜"})) == pieces
    assert seen(in_words(line, {"田甜"})) == line


def test_no_word_of_the_trade_is_wider_than_the_narrowest_column():
    """4.5 characters, see table_plan.js: what may not break must always have room."""
    assert {len(word) for word in FIELD_WORDS} == {2, 3}


@given(st.text("甲乙·(.*[\\", max_size=8), st.sets(st.text("甲乙·(.*[\\", max_size=4), max_size=3))
def test_names_lose_no_character_of_a_line_whatever_they_are_made_of(line, names):
    assert seen(unbroken(line, names)) == line


@pytest.mark.parametrize(
    "cell", ["白玉成、马成林", "买买提·艾合买提", "甘F·IO101", "祁北物资（示例）", "大额度资金"]
)
def test_words_and_names_in_a_cell_stay_whole(cell):
    assert "phrase" not in str(in_cell(cell))


def test_a_phrase_in_a_cell_may_break_and_a_name_at_its_dot():
    assert (
        str(in_cell("同意启动管理岗位调整")) == '<span class="phrase">同意启动管理岗位调整</span>'
    )
    assert str(in_cell("买买提·艾合买提")) == str(person("买买提·艾合买提"))


def test_a_paper_keeps_headings_lists_emphasis_and_lines():
    shown = BeautifulSoup(
        str(blocks("# 一、事项\n\n第一行\n第二行\n\n- **重要**\n- *一般*\n\n1. 甲\n2. 乙")),
        "html.parser",
    )

    assert [(tag.name, tag.get_text()) for tag in shown.find_all(["h2", "strong", "em"])] == [
        ("h2", "一、事项"),
        ("strong", "重要"),
        ("em", "一般"),
    ]
    assert [item.get_text() for item in shown.select("ul > li")] == ["重要", "一般"]
    assert [item.get_text() for item in shown.select("ol > li")] == ["甲", "乙"]
    assert len(shown.select("p > br")) == 1


def test_no_heading_in_a_paper_is_the_heading_of_its_page():
    assert tags(blocks("# 甲\n\n## 乙\n\n###### 丙")) == {"h2", "h3", "h6"}


@given(st.text(st.sampled_from("#-*1.\\ \n“”《》<&>_`[]()!年月日5元人买·|:~")))
def test_a_paper_is_always_well_formed(text):
    parser = html5lib.HTMLParser(strict=False)
    parser.parseFragment(str(blocks(text)))

    assert parser.errors == []


def test_the_stars_of_covered_numbers_are_no_emphasis():
    shown = blocks("甲138****0000，乙139****1111，**请电话联系**")

    assert "138****0000" in shown
    assert "139****1111" in shown
    assert "<strong>请电话联系</strong>" in shown
