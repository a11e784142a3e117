"""The one table of a posting's life."""

import itertools

import pytest

from kiosk.accounts.roles import MAY
from kiosk.postings.transitions import TABLE, Deed, NoReason, NotNow, Step, move


@pytest.mark.parametrize(("step", "deed"), list(itertools.product(Step, Deed)))
def test_what_the_table_does_not_name_is_refused(step: Step, deed: Deed):
    if (step, deed) in TABLE:
        assert move(step, deed, reason="so").to in Step
    else:
        with pytest.raises(NotNow) as refused:
            move(step, deed, reason="so")
        assert (refused.value.step, refused.value.deed) == (step, deed)


def test_every_move_is_some_roles_right():
    assert all(MAY[one.right] for one in TABLE.values())


@pytest.mark.parametrize(
    ("step", "deed"), [pair for pair, one in TABLE.items() if one.wants_reason]
)
def test_what_takes_something_from_others_says_why(step: Step, deed: Deed):
    with pytest.raises(NoReason):
        move(step, deed, reason="  ")


def test_every_step_can_be_reached_from_writing_and_leads_on_until_it_is_archived():
    reached, grew = {Step.WRITING}, True
    while grew:
        found = {one.to for (step, _deed), one in TABLE.items() if step in reached} - reached
        reached |= found
        grew = bool(found)

    assert reached == set(Step)
    assert {step for step, _deed in TABLE} == set(Step) - {Step.ARCHIVED, Step.WITHDRAWN_ARCHIVED}
