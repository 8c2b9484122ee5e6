from decimal import Decimal

import pytest

from ascdesk.defining.conventions import conventions_changed, conventions_field, conventions_label
from ascdesk.errors import UserError
from ascdesk.identity import conventions_id
from ascdesk.model import Conventions, Wording

HELD = Conventions(id=conventions_id("Plan"), framework="Plan", preset="tolerance")


@pytest.mark.parametrize(
    ("field", "typed", "held"),
    [
        ("wording", "significant, not significant", Wording.TREND),
        ("significance_level", "0.01", Decimal("0.01")),
        ("significance_level", " 10% ", Decimal("0.1")),
        ("small_below", "6", 6),
        ("small_below", "", 0),
    ],
)
def test_what_was_typed_is_held_and_shown_as_it_may_be_typed(field: str, typed: str, held: object) -> None:
    made = conventions_changed(HELD, field, typed)
    assert getattr(made, field) == held
    assert conventions_changed(HELD, field, conventions_field(made, field)) == made
    assert (made.id, made.preset) == (HELD.id, "tolerance")


@pytest.mark.parametrize("typed", ["", "5", "0", "-0.05", "60%", "often", "NaN", "Infinity", "%"])
def test_what_is_no_level_of_significance_is_refused(typed: str) -> None:
    with pytest.raises(UserError, match="is not a level of significance"):
        conventions_changed(HELD, "significance_level", typed)


@pytest.mark.parametrize("typed", ["-1", "2.5", "ten", "1001"])
def test_what_is_no_count_of_people_is_refused(typed: str) -> None:
    with pytest.raises(UserError, match="Type a whole number from 0 to 1000"):
        conventions_changed(HELD, "small_below", typed)


def test_a_step_says_which_convention_of_which_report_it_changes() -> None:
    assert conventions_label(HELD, "small_below") == "Change the limit of small numbers of Plan"
