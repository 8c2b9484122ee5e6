from dataclasses import replace
from decimal import Decimal

import pytest

from ascdesk.defining.comparators import comparator_changed, comparator_field, new_comparator
from ascdesk.defining.measures import (
    Around,
    change_label,
    changed,
    free_code,
    new_measure,
    show_field,
    unit_warning,
    why_it_stays,
)
from ascdesk.defining.populations import new_population, population_changed, population_field
from ascdesk.defining.sections import moved, new_section, renamed, siblings, stood, why_section_stays
from ascdesk.defining.targets import as_before, look_again, new_target, target_changed, target_field, warning
from ascdesk.errors import UserError
from ascdesk.model import (
    Base,
    Basis,
    Course,
    Marker,
    Polarity,
    Rule,
    Significance,
    TargetKind,
    ToleranceUnit,
    Unit,
)
from ascdesk.periods import Period
from tests.data.judged import FRAMEWORK, YEAR, figure, measure, placed, section, target

PART = measure("M002", parts=("Users", "Carers"))


@pytest.mark.parametrize(
    ("field", "typed", "held"),
    [
        ("title", "  New   title ", "New title"),
        ("unit", "pounds", Unit.POUNDS),
        ("decimals", "2", 2),
        ("lag_months", "", 0),
        ("basis", "snapshot", Basis.SNAPSHOT),
        ("parts", "Users\n\n Carers \n", ("Users", "Carers")),
        ("tags", "local, savings ,", ("local", "savings")),
        ("baseline", "2019/20", Period.year(2019)),
        ("baseline", "", None),
        ("notes", "One.\nTwo.\n", "One.\nTwo."),
        ("tolerance", "0.5 points", Decimal("0.5")),
        ("tolerance", "5% of target", Decimal(5)),
        ("tolerance", "", None),
        ("same_within", "0.1 points", Decimal("0.1")),
        ("same_within", "", None),
        ("course", "as last year", Course.LAST_YEAR),
        ("significance", "recent trend", Significance.RECENT_TREND),
        ("unrated_because", " Its  definition is changing. ", "Its definition is changing."),
        ("parts_count_once", "yes", True),
        ("parts_count_once", "no", False),
    ],
)
def test_a_field_holds_what_was_typed(field: str, typed: str, held: object) -> None:
    made = changed(measure(), field, typed)
    assert getattr(made, field) == held
    assert made.id == measure().id
    assert changed(made, field, show_field(made, field)) == made


@pytest.mark.parametrize(
    ("field", "typed", "problem"),
    [
        ("title", " ", "A measure needs a title."),
        ("code", "", "A measure needs a code."),
        ("framework", "", "A measure needs a framework."),
        ("decimals", "many", "“many” is not a number of decimal places."),
        ("decimals", "7", "“7” is not a number of decimal places."),
        ("lag_months", "-1", "“-1” is not a number of months."),
        ("parts", "Users\nusers", "“users” is there twice."),
        ("baseline", "last spring", "“last spring” is not a period."),
        ("tolerance", "0.5%", "“0.5%” could be percentage points or a share of the target."),
        ("same_within", "a bit", "“a bit” is not a number for the change."),
        ("same_within", "-1", "A change that counts as none cannot be below 0."),
        ("parts_count_once", "once", "“once” is neither yes nor no."),
    ],
)
def test_what_cannot_stand_is_refused_in_a_sentence(field: str, typed: str, problem: str) -> None:
    with pytest.raises(UserError) as refused:
        changed(measure(), field, typed)
    assert refused.value.problem == problem
    assert refused.value.remedy


def test_a_code_is_one_measures_alone_in_its_framework() -> None:
    around = Around([measure("M002"), replace(measure("M003"), framework="Another")])
    with pytest.raises(UserError, match="M002 is the code of “People of measure M002” in Corporate plan"):
        changed(measure(), "code", "m002", around)
    assert changed(measure(), "code", "M003", around).code == "M003"


@pytest.mark.parametrize(
    ("field", "typed"),
    [
        ("rule", "none"),
        ("polarity", "lower"),
        ("direction_base", "baseline"),
        ("baseline", "2019/20"),
        ("basis", "snapshot"),
        ("decimals", "3"),
        ("lag_months", "3"),
        ("tolerance", "2 points"),
        ("course", "as last year"),
        ("same_within", "1"),
        ("significance", "two proportions"),
        ("unrated_because", "New."),
        ("parts_count_once", "yes"),
    ],
)
def test_another_rule_is_another_version_of_it(field: str, typed: str) -> None:
    made = changed(measure(), field, typed)
    assert made.rule_version == 2
    assert changed(made, field, typed).rule_version == 2
    assert changed(made, "title", "Other").rule_version == 2


def test_a_part_with_figures_stays() -> None:
    held = [figure(1, of=PART, part="Carers")]
    with pytest.raises(UserError, match="The part “Carers” has figures, so it cannot be taken out"):
        changed(PART, "parts", "Users", Around(held=held))
    assert changed(PART, "parts", "Carers\nStaff", Around(held=held)).parts == ("Carers", "Staff")
    with pytest.raises(UserError, match="has targets that belong to no part"):
        changed(measure(), "parts", "Users", Around(held=[target(90)]))


def test_a_series_with_figures_stays_and_the_main_one_always_may() -> None:
    own = measure(series=("Local",))
    held = [figure(1), replace(figure(1), series="Local")]
    with pytest.raises(UserError, match="The series “Local” has figures"):
        changed(own, "series", "", Around(held=held))
    assert changed(own, "series", "Local\nNational", Around(held=held)).series == ("Local", "National")


def test_another_unit_converts_nothing_and_says_so() -> None:
    made = changed(measure(), "unit", "count")
    assert unit_warning(measure(), made, [figure(1), figure(2)]).startswith(
        "M001: 2 figures keep their numbers; nothing was converted."
    )
    assert unit_warning(measure(), made, []) == ""
    assert unit_warning(measure(), measure(), [figure(1)]) == ""


def test_a_new_measure_has_an_id_by_its_name_and_a_name_of_its_own() -> None:
    first = new_measure(FRAMEWORK, "M001", "People of measure M001", [])
    assert first.id == measure().id
    with pytest.raises(UserError, match="M001 is the code of"):
        new_measure(FRAMEWORK, "M001", "Other", [first])
    renamed_since = replace(first, code="M009", title="Something else")
    with pytest.raises(UserError, match="M009 “Something else” was first called M001 “People of measure M001”"):
        new_measure(FRAMEWORK, "M001", "People of measure M001", [renamed_since])
    assert free_code(FRAMEWORK, [first, measure("M003")]) == "M002"


def test_a_measure_with_figures_is_not_removed() -> None:
    assert why_it_stays(measure(), [target(90)]) == ""
    assert why_it_stays(measure(), [figure(1), figure(2)]).startswith(
        "M001 cannot be removed, because 2 figures are kept for it."
    )
    assert "because 1 figure is kept for it." in why_it_stays(measure(), [figure(1)])
    assert change_label(measure(), "unit") == "Change the unit of M001"


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("85%", {"kind": TargetKind.NUMBER, "value": Decimal(85)}),
        ("85", {"kind": TargetKind.NUMBER, "value": Decimal(85)}),
        ("85% to 95%", {"kind": TargetKind.RANGE, "low": Decimal(85), "high": Decimal(95), "value": None}),
        ("85–95", {"kind": TargetKind.RANGE, "low": Decimal(85), "high": Decimal(95)}),
        ("To reduce", {"kind": TargetKind.REDUCE, "value": None}),
        ("", {"kind": TargetKind.NONE, "value": None}),
    ],
)
def test_a_target_is_what_was_typed(typed: str, expected: dict[str, object]) -> None:
    made = target_changed(measure(), target(90, file="f", place="A1"), "value", typed)
    assert {key: getattr(made, key) for key in expected} == expected
    assert (made.raw, made.file, made.place) == (typed, None, "")
    assert target_changed(measure(), made, "value", target_field(measure(), made, "value")).value == made.value


@pytest.mark.parametrize(
    ("field", "typed", "problem"),
    [
        ("value", "9O%", "“9O%” is not a target."),
        ("value", "0.5", "“0.5” cannot be taken as the target. This may be 0.5% or 50%."),
        ("value", "£90", "“£90” cannot be taken as the target. This gives pounds, but the measure is a percentage."),
        ("value", "95% to 85%", "“95% to 85%” starts higher than it ends."),
        ("threshold", "n/a", "“n/a” is not a number for the floor."),
        ("tolerance", "5", "“5” could be percentage points or a share of the target."),
        ("profile", "20; 40", "A profile has 4 values, one a quarter, or 12, one a month; this has 2."),
        ("base", "soon", "“soon” is not a period."),
    ],
)
def test_what_is_no_target_is_refused(field: str, typed: str, problem: str) -> None:
    with pytest.raises(UserError) as refused:
        target_changed(measure(), target(90), field, typed)
    assert refused.value.problem == problem
    assert refused.value.remedy


@pytest.mark.parametrize(
    ("unit", "typed", "width", "of"),
    [
        (Unit.PERCENT, "5 points", "5", ToleranceUnit.POINTS),
        (Unit.PERCENT, "2.5 percentage points", "2.5", ToleranceUnit.POINTS),
        (Unit.PERCENT, "10% of target", "10", ToleranceUnit.PERCENT),
        (Unit.COUNT, "10% of the target", "10", ToleranceUnit.PERCENT),
        (Unit.POUNDS, "£1,200", "1200", ToleranceUnit.ABSOLUTE),
        (Unit.DAYS, "3", "3", ToleranceUnit.ABSOLUTE),
    ],
)
def test_a_tolerance_has_its_unit_and_is_read_back(unit: Unit, typed: str, width: str, of: ToleranceUnit) -> None:
    own = measure(unit=unit)
    made = target_changed(own, target(90), "tolerance", typed)
    assert (made.tolerance, made.tolerance_unit) == (Decimal(width), of)
    assert target_changed(own, made, "tolerance", target_field(own, made, "tolerance")) == made
    assert target_changed(own, made, "tolerance", "").tolerance is None


def test_words_are_a_target_only_where_words_are_asked_for() -> None:
    worded = target_changed(measure(), target(90), "kind", "text")
    made = target_changed(measure(), worded, "value", "new")
    assert (made.kind, made.raw) == (TargetKind.TEXT, "new")
    assert target_changed(measure(), made, "kind", "number").value == Decimal(90)
    assert target_changed(measure(), target(90, raw="0.9"), "kind", "to reduce").raw == ""


def test_a_profile_has_a_value_a_quarter() -> None:
    made = target_changed(measure(), target(90), "profile", "20%; 40%; 60.5%; 80%")
    assert made.profile == (Decimal(20), Decimal(40), Decimal("60.5"), Decimal(80))
    assert target_field(measure(), made, "profile") == "20%; 40%; 60.5%; 80%"


def test_a_floor_above_the_target_is_pointed_out() -> None:
    assert warning(measure(), target(90, threshold=80)) == ""
    assert warning(measure(), target(90, threshold=95)) == (
        "In 2023/24 the floor of 95% is above the target of 90%, so nothing can be Amber."
    )
    assert "the floor counts, and the tolerance does not" in warning(measure(), target(90, threshold=80, tolerance=5))
    assert "upper threshold of 80% is below" in warning(measure(polarity=Polarity.LOWER), target(90, threshold=80))


@pytest.mark.parametrize(("year", "odd"), [(1999, True), (2018, False), (2028, False), (2029, True), (2090, True)])
def test_a_year_far_from_every_figure_is_to_be_looked_at_again(year: int, odd: bool) -> None:
    far, shown = replace(target(90), year=Period.year(year)), Period.quarter(2023, 2)
    with_figures = look_again(measure(), far, [figure(88)], Period.year(year))
    assert bool(with_figures) is odd
    assert bool(look_again(measure(), far, [], shown)) is odd
    if year == 2090:
        assert with_figures == "Look again: 2090/91 is more than 5 years from any figure of this measure."
        assert "more than 5 years from Quarter 2 2023/24." in look_again(measure(), far, [], shown)


def test_a_target_above_100_percent_is_to_be_looked_at_again() -> None:
    said = look_again(measure(), target(120), [figure(88)], YEAR)
    assert said == "Look again: in 2023/24 the target is 120%, and few percentages go above 100%."
    assert "the floor is 110%" in look_again(measure(), target(90, threshold=110), [], YEAR)
    assert look_again(measure(), target(100, threshold=90), [], YEAR) == ""
    assert look_again(measure(), target(120), [figure(104)], YEAR) == ""
    assert look_again(measure(unit=Unit.COUNT), target(120), [], YEAR) == ""
    assert look_again(measure(), target(120, kind=TargetKind.TEXT), [], YEAR) == ""


def test_a_year_is_copied_only_as_a_whole_and_from_no_file() -> None:
    before = target(90, threshold=80, rationale="National", file="f", place="A1")
    made = as_before(new_target(measure(), Period.year(2024)), before)
    assert (made.year, made.value, made.threshold, made.rationale) == (
        Period.year(2024),
        Decimal(90),
        Decimal(80),
        "National",
    )
    assert (made.file, made.place) == (None, "")
    assert made.id != before.id
    assert new_target(measure(), YEAR).kind is TargetKind.NONE


def test_a_comparator_is_typed_like_a_figure() -> None:
    england = new_comparator(measure(), " England ", YEAR)
    made = comparator_changed(measure(), england, "value", "74.5%")
    assert (made.value, comparator_field(measure(), made, "value")) == (Decimal("74.5"), "74.5%")
    assert comparator_changed(measure(), made, "value", "n/a").marker is Marker.NOT_AVAILABLE
    assert comparator_changed(measure(), made, "value", "").value is None
    ranked = comparator_changed(measure(), comparator_changed(measure(), made, "rank", "28th"), "out_of", "152")
    assert (ranked.rank, ranked.out_of) == (28, 152)
    with pytest.raises(UserError, match="A rank of 160 is more than 152"):
        comparator_changed(measure(), ranked, "rank", "160")
    with pytest.raises(UserError, match="“first” is not a place in a ranking"):
        comparator_changed(measure(), ranked, "rank", "first")
    with pytest.raises(UserError, match="It needs a financial year"):
        comparator_changed(measure(), ranked, "year", "")


def test_a_comparator_of_another_year_is_another() -> None:
    england = new_comparator(measure(), "England", YEAR)
    made = comparator_changed(measure(), england, "year", "2022/23")
    assert made.id == new_comparator(measure(), "England", Period.year(2022)).id
    assert made.id != england.id


def test_a_population_is_typed_and_has_an_id_by_its_name() -> None:
    made = new_population(" Anytown ", "65 and over", "2023/24", "45,600")
    assert (made.area, made.estimate, made.year) == ("Anytown", Decimal(45600), YEAR)
    assert population_field(made, "estimate") == "45,600"
    assert population_changed(made, "source", "ONS").id == made.id
    assert population_changed(made, "year", "2024/25").id == new_population("Anytown", "65 and over", "2024/25", "1").id
    with pytest.raises(UserError, match="“many” is not a number of people"):
        population_changed(made, "estimate", "many")
    with pytest.raises(UserError, match="A population needs an area"):
        new_population("", "65 and over", "2023/24", "45,600")


def test_sections_and_measures_move_one_place() -> None:
    first, second, third = (section(title, at) for at, title in enumerate("ABC"))
    assert [(each.title, each.position) for each in moved([first, second, third], third, -1)] == [("C", 1), ("B", 2)]
    assert moved([first, second], first, -1) == ()
    added = new_section(FRAMEWORK, "D", None, [first, second, third])
    assert added.position == 3
    assert [each.title for each in siblings([third, first, second], None)] == ["A", "B", "C"]
    line = [placed(first, measure("M001"), 0), placed(first, measure("M002"), 1)]
    assert stood(measure("M003"), first, line).position == 2


def test_a_sections_title_is_its_own_under_its_parent() -> None:
    first, second = section("Care", 0), section("Safety", 1)
    with pytest.raises(UserError, match="There is a section “Care” there already"):
        renamed(second, "care", [first, second])
    assert new_section(FRAMEWORK, "Care", second, [first, second]).parent == second.id
    with pytest.raises(UserError, match="A section needs a title"):
        new_section(FRAMEWORK, " ", None, [])


def test_a_section_with_something_in_it_stays() -> None:
    care, inner = section("Care"), section("Homes", parent=section("Care").id)
    assert why_section_stays(care, [care, inner], [], []) == "“Care” has sections inside it; remove those first."
    assert why_section_stays(care, [care], [placed(care, measure())], []) == (
        "1 measure stands in “Care”; take it out first."
    )
    assert why_section_stays(care, [care], [], []) == ""


def test_a_base_and_a_rule_are_kept_by_their_keys() -> None:
    assert changed(measure(), "direction_base", "same period last year").direction_base is Base.LAST_YEAR
    assert changed(measure(), "rule", "none").rule is Rule.NONE


@pytest.mark.parametrize("field", ["year", "part"])
def test_the_year_and_part_of_a_target_are_not_typed_over(field: str) -> None:
    with pytest.raises(UserError, match="stays as it is"):
        target_changed(measure("M1"), new_target(measure("M1"), YEAR), field, "")


@pytest.mark.parametrize(
    ("unit", "typed", "tolerance_unit", "shown"),
    [
        (Unit.PERCENT, "0.5 points", ToleranceUnit.POINTS, "0.5 percentage points"),
        (Unit.PERCENT, "5% of target", ToleranceUnit.PERCENT, "5% of the target"),
        (Unit.COUNT, "2", ToleranceUnit.ABSOLUTE, "2"),
        (Unit.COUNT, "", None, ""),
    ],
)
def test_a_measures_tolerance_is_typed_and_shown_with_its_unit(
    unit: Unit, typed: str, tolerance_unit: ToleranceUnit | None, shown: str
) -> None:
    made = changed(measure(unit=unit), "tolerance", typed)
    assert (made.tolerance_unit, show_field(made, "tolerance")) == (tolerance_unit, shown)
    assert changed(made, "tolerance", shown) == made
