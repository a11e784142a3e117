"""What the register takes from a document of any kind."""

import pytest

from kiosk.core.document import canonical
from kiosk.kinds.registering import MOST_CHARACTERS, opening, said_in
from tests.postings import making


@pytest.mark.parametrize(
    ("body", "said"),
    [
        ("经研究，现予公示。接受监督。", "经研究，现予公示。"),
        ("## 一、依据\n依据办法第三条。", "依据办法第三条。"),
        ("- **夜班**班车提前10分钟！\n- 其余不变", "夜班班车提前10分钟！"),
        ("没有句号的一行", "没有句号的一行"),
        ("\n\n", ""),
        ("", ""),
    ],
)
def test_a_text_without_a_summary_is_summed_up_by_its_first_sentence(body, said):
    assert opening(body) == said


def test_a_long_sentence_is_cut_where_everybody_sees_it():
    said = opening("很长" * 60)

    assert len(said) == MOST_CHARACTERS
    assert said.endswith("…")


def test_a_summary_of_its_own_comes_first():
    own = making.notice(summary="5类物资", body="经研究，现予公示。")
    none = making.notice(body="经研究，现予公示。")

    said = [said_in(canonical(one).decode()).summary for one in (own, none)]

    assert said == ["5类物资", "经研究，现予公示。"]
