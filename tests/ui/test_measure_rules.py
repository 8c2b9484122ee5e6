"""How a measure is judged, and the rules of a whole report, on the Measures page."""

import datetime
from dataclasses import replace
from decimal import Decimal

import pytest
from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import QComboBox, QLabel, QLineEdit, QScrollArea, QWidget

from ascdesk.defining.presets import DIRECTION, FORECAST, TOLERANCE
from ascdesk.identity import named_id
from ascdesk.model import Base, Course, Publication, Rating, Rule, Significance, TargetKind, ToleranceUnit, Wording
from ascdesk.periods import Period
from tests.ui.conftest import Opened, flush, page_of, row_of
from tests.ui.test_everywhere import nameless
from tests.ui.test_measures_page import at, held, open_tab, texts, type_into, window_of
from ui.page import Spot
from ui.pages.measures import MeasuresPage
from ui.widgets.controls import ChoiceField
from ui.widgets.measure_fields import Field

KEY = Qt.Key
REPORT = "Adult Social Care Performance Update"


@pytest.fixture
def page(opened: Opened) -> MeasuresPage:
    """How M004 of the scorecard sample is judged: 10.8% against a target of 66%."""
    window = opened("scorecard", "measures")
    window.activateWindow()
    page = at(window, "M004")
    open_tab(page, "How it is judged")
    return page


def choose(qtbot, field: Field, key: str) -> None:
    """Choose from a field's list by keys."""
    control = field.control
    assert isinstance(control, ChoiceField)
    control.setFocus()
    qtbot.keyClick(control, KEY.Key_Down)
    view = control.view()
    view.setCurrentIndex(control.model().index(control.findData(key), 0))
    qtbot.keyClick(view, KEY.Key_Return)
    control.window().activateWindow()  # which a real screen does by itself when a list closes


def shown(page: MeasuresPage) -> list[str]:
    return [key for key, field in page.judged.fields.items() if field.isVisibleTo(page.judged)]


def test_the_rule_says_what_it_does_and_the_line_below_what_it_makes_of_the_period(page: MeasuresPage, qtbot) -> None:
    rule, window = page.judged.fields["rule"], window_of(page)
    assert rule.help.text().startswith("Green where the target of its year is met")
    assert texts(page.judged.example)[0] == "With this, Quarter 2 2020/21 is:"
    choose(qtbot, rule, Rule.DIRECTION)
    assert held(page).rule is Rule.DIRECTION
    assert rule.help.text() == "Nothing is Green, Amber or Red; only the direction of travel is shown."
    assert rule.help.text() in rule.control.accessibleDescription()
    assert row_of(window, "M004").rating is Rating.NONE
    assert "This measure is not rated; only its direction is shown." in texts(page.judged.example)
    window.commands["undo"].trigger()
    assert rule.help.text().startswith("Green where the target of its year is met")
    assert any(text.endswith(": Red.") for text in texts(page.judged.example))


def test_the_sentence_changes_while_one_passes_over_choices_by_letters(page: MeasuresPage, qtbot) -> None:
    rule = page.judged.fields["rule"]
    rule.control.setFocus()
    qtbot.keyClicks(rule.control, "N")
    assert rule.help.text() == "It is shown as not rated, with the reason that is given here."
    assert held(page).rule is Rule.TARGET
    qtbot.keyClick(rule.control, KEY.Key_Escape)
    assert rule.help.text().startswith("Green where the target of its year is met")


def test_what_does_not_apply_is_hidden_and_not_lost(page: MeasuresPage, qtbot) -> None:
    fields = page.judged.fields
    assert shown(page) == ["rule", "polarity", "tolerance", "direction_base", "same_within", "significance"]
    type_into(qtbot, fields["tolerance"], "90% of target")
    assert (held(page).tolerance, held(page).tolerance_unit) == (Decimal(90), ToleranceUnit.PERCENT)
    assert row_of(window_of(page), "M004").rating is Rating.AMBER
    choose(qtbot, fields["rule"], Rule.NONE)
    assert shown(page)[:3] == ["rule", "unrated_because", "polarity"]
    type_into(qtbot, fields["unrated_because"], "Its definition changes.", KEY.Key_Return)
    assert "Its definition changes." in texts(page.judged.example)
    choose(qtbot, fields["rule"], Rule.TARGET)
    assert "unrated_because" not in shown(page)
    assert fields["tolerance"].control.typed() == "90% of the target"
    assert (held(page).tolerance, held(page).unrated_because) == (Decimal(90), "Its definition changes.")
    assert row_of(window_of(page), "M004").rating is Rating.AMBER


def test_a_tolerance_needs_its_unit(page: MeasuresPage, qtbot) -> None:
    field = page.judged.fields["tolerance"]
    assert "such as 0.5 points or 2% of target" in field.help.text()
    type_into(qtbot, field, "5%")
    assert field.trouble.text().startswith("“5%” could be percentage points or a share of the target.")
    choose(qtbot, page.judged.fields["rule"], Rule.DIRECTION)
    choose(qtbot, page.judged.fields["rule"], Rule.TARGET)
    assert (field.control.typed(), field.trouble.isVisible()) == ("5%", True)
    qtbot.keyClick(field.control, KEY.Key_Escape)
    assert not field.trouble.isVisible()
    assert held(page).tolerance is None


def test_the_course_of_the_year_is_asked_for_where_a_forecast_or_plan_rests_on_it(page: MeasuresPage, qtbot) -> None:
    fields = page.judged.fields
    choose(qtbot, fields["rule"], Rule.PROFILE)
    assert "course" in shown(page)
    choose(qtbot, fields["course"], Course.UNKNOWN)
    assert fields["course"].help.text().startswith("No forecast is made")
    assert "How its year runs is not known, and no plan was typed." in texts(page.judged.example)


def test_the_direction_is_set_with_what_it_needs_and_read_below(page: MeasuresPage, qtbot) -> None:
    fields, window = page.judged.fields, window_of(page)
    choose(qtbot, fields["direction_base"], Base.BASELINE)
    assert shown(page)[-4:] == ["direction_base", "baseline", "same_within", "significance"]
    assert "The baseline period is not set for this measure." in texts(page.judged.travelled)
    type_into(qtbot, fields["baseline"], "Quarter 1 2020/21")
    type_into(qtbot, fields["same_within"], "90 points")
    assert held(page).same_within == Decimal(90)
    row = row_of(window, "M004")
    assert "the same, because changes of up to 90" in row.travel.reason
    assert any(row.travel.reason in text for text in texts(page.judged.travelled))
    choose(qtbot, fields["significance"], Significance.PROPORTIONS)
    assert row_of(window, "M004").travel.significance_reason in texts(page.judged.travelled)[-1]
    choose(qtbot, fields["direction_base"], Base.TREND)
    assert shown(page)[-1] == "direction_base"
    assert any("a trend takes 5." in text for text in texts(page.judged.travelled))


def test_parts_that_are_ways_of_counting_one_thing_count_once(opened: Opened, qtbot) -> None:
    page = at(opened("ascof", "measures"), "1I")
    open_tab(page, "How it is judged")
    assert window_of(page).file
    assert "parts_count_once" in shown(page)
    said = texts(page.judged.example)
    assert any(text.startswith("Users: ") for text in said)
    assert any(text.startswith("Carers: ") for text in said)
    choose(qtbot, page.judged.fields["parts_count_once"], "yes")
    assert held(page).parts_count_once
    assert "parts_count_once" not in shown(at(window_of(page), "1E"))


def test_the_version_says_since_when_and_by_whom(page: MeasuresPage, qtbot) -> None:
    version = page.judged.version
    assert version.text().startswith("Version 1 of its rule. A change above makes another;")
    choose(qtbot, page.judged.fields["rule"], Rule.FORECAST)
    step = page.desk.workspace.steps(1)[0]
    today = step.at.astimezone()
    assert f"Version 2 of its rule, changed {today.day} {today:%b} {today.year} by {step.author}." in version.text()


def test_a_published_period_says_that_it_keeps_its_rule(page: MeasuresPage, qtbot) -> None:
    workspace = page.desk.workspace
    publication = Publication(
        id=named_id("publication", REPORT), report=REPORT, period=Period.quarter(2020, 2), title="First",
        published_at=datetime.datetime.now(datetime.UTC), person="Ann", content_hash="0" * 64,
    )  # fmt: skip
    workspace.save([publication], "Publish")
    choose(qtbot, page.judged.fields["rule"], Rule.NONE)
    assert texts(page.judged.example)[0] == "Quarter 2 2020/21 was published, and keeps version 1 of the rule:"
    assert any(text.endswith(": Red.") for text in texts(page.judged.example))


def test_a_figure_in_arrears_is_named_with_its_period(page: MeasuresPage, qtbot) -> None:
    workspace, window = page.desk.workspace, window_of(page)
    workspace.set_figure(held(page), Period.quarter(2020, 1), "50%")
    workspace.save([replace(held(page), lag_months=3)], "Three months in arrears")
    assert any(text.endswith(": Red. Quarter 1 2020/21, 3 months in arrears.") for text in texts(page.judged.example))
    assert window.file


def test_the_plan_says_whether_the_rating_looks_at_it(page: MeasuresPage, qtbot) -> None:
    open_tab(page, "Targets")
    plan = page.targets.details["profile"]
    assert plan.help.text().endswith("the rating does not look at it, as this measure is rated now.")
    open_tab(page, "How it is judged")
    choose(qtbot, page.judged.fields["rule"], Rule.PROFILE)
    open_tab(page, "Targets")
    assert "The rating holds each figure against it;" in plan.help.text()
    type_into(qtbot, plan, "5%; 10%; 40%; 66%", KEY.Key_Return)
    assert "the plan for Quarter 2 2020/21 of 10.0%" in row_of(window_of(page), "M004").reason


def test_what_a_target_to_reduce_is_measured_from_is_set(page: MeasuresPage, qtbot) -> None:
    workspace, window = page.desk.workspace, window_of(page)
    (target,) = [each for each in workspace.targets(held(page)) if each.year == Period.year(2020)]
    workspace.set_figure(held(page), Period.quarter(2020, 1), "50%")
    workspace.save([replace(target, kind=TargetKind.REDUCE)], "To reduce")
    open_tab(page, "Targets")
    base = page.targets.details["base"]
    assert base.isVisible()
    type_into(qtbot, base, "Quarter 1 2020/21")
    assert row_of(window, "M004").reason.startswith("10.8% is below 50.0% in Quarter 1 2020/21; the target is to redu")


# The rules of the whole report


def rules(page: MeasuresPage, qtbot) -> None:
    qtbot.mouseClick(page.ruling, Qt.MouseButton.LeftButton)


def test_a_set_of_rules_is_tried_then_taken_in_one_step_and_undone(page: MeasuresPage, qtbot) -> None:
    panel, workspace, window = page.rules, page.desk.workspace, window_of(page)
    rules(page, qtbot)
    assert window.file
    assert panel.of.text() == REPORT
    assert window.focusWidget() is panel.sets[TOLERANCE]  # what the report has now
    assert texts(panel.trial) == ["This report has these rules already; nothing would change."]
    steps, before = len(workspace.steps()), {row.measure.code: row.rating for row in window.file.card.rows}
    qtbot.mouseClick(panel.sets[DIRECTION], Qt.MouseButton.LeftButton, pos=panel.sets[DIRECTION].rect().center())
    said = texts(panel.trial)
    assert said[0] == "Changes 31 of 31 measures; ratings of Quarter 2 2020/21 that would change: 22."
    assert said.count("This measure is not rated; only its direction is shown.") == 22
    assert len(workspace.steps()) == steps
    assert panel.trial.take.isVisible()
    qtbot.mouseClick(panel.trial.take, Qt.MouseButton.LeftButton)
    assert len(workspace.steps()) == steps + 1
    assert {each.rule for each in workspace.measures()} == {Rule.DIRECTION}
    assert {row.rating for row in window.file.card.rows} == {Rating.NONE}
    messages = window.shell.messages
    told = "31 measures changed to “Direction only”; ratings of Quarter 2 2020/21 that changed: 22; "
    would = next(each for each in said if each.endswith("of travel would read otherwise."))
    assert messages.text.text() == told + would.replace("would read", "now read")
    assert texts(panel.trial) == ["This report has these rules already; nothing would change."]
    assert window.focusWidget() is panel.sets[DIRECTION]
    messages.act.click()
    assert {row.measure.code: row.rating for row in window.file.card.rows} == before
    assert panel.sets[TOLERANCE].isChecked()


def test_keys_alone_choose_and_take_a_set_of_rules(page: MeasuresPage, qtbot) -> None:
    panel, window, workspace = page.rules, window_of(page), page.desk.workspace
    qtbot.mouseClick(page.judged.whole, Qt.MouseButton.LeftButton)
    assert page.ruling.isChecked()
    qtbot.keyClick(window.focusWidget(), KEY.Key_Up)
    assert panel.sets[FORECAST].isChecked()
    assert "would change: 4." in texts(panel.trial)[0]
    qtbot.keyClick(window.focusWidget(), KEY.Key_Tab)
    assert window.focusWidget() is panel.trial.take
    qtbot.keyClick(window.focusWidget(), KEY.Key_Space)
    assert workspace.conventions(REPORT).preset == FORECAST
    page.list.view.setFocus()
    qtbot.keyClick(page.list.view, KEY.Key_Down)
    assert page.tabs.isVisible()
    assert not page.ruling.isChecked()


def test_a_measure_with_a_reason_stays_not_rated(page: MeasuresPage, qtbot) -> None:
    workspace = page.desk.workspace
    workspace.save([replace(held(page), rule=Rule.NONE, unrated_because="A new definition.")], "Do not rate M004")
    rules(page, qtbot)
    page.rules.sets[FORECAST].click()
    assert "Not rated for a reason of their own, and left so: M004." in texts(page.rules.trial)
    page.rules.trial.take.click()
    assert workspace.measure("M004").rule is Rule.NONE
    assert workspace.measure("M005").rule is Rule.FORECAST


def test_words_and_limits_are_kept_and_undone(page: MeasuresPage, qtbot) -> None:
    panel, window, workspace = page.rules, window_of(page), page.desk.workspace
    rules(page, qtbot)
    assert panel.fields["wording"].help.text().startswith("Prints “Towards target”")
    choose(qtbot, panel.fields["wording"], Wording.ARROWS)
    assert panel.fields["wording"].help.text() == "Prints “Up”, “Down” or “Level”, whichever way is better."
    assert row_of(window, "M004").conventions.wording is Wording.ARROWS
    type_into(qtbot, panel.fields["significance_level"], "1%")
    type_into(qtbot, panel.fields["small_below"], "6", KEY.Key_Return)
    found = workspace.conventions(REPORT)
    assert (found.significance_level, found.small_below) == (Decimal("0.01"), 6)
    assert row_of(window, "M004").conventions == found
    type_into(qtbot, panel.fields["significance_level"], "5")
    assert panel.fields["significance_level"].trouble.text().startswith("“5” is not a level of significance.")
    assert workspace.conventions(REPORT) == found
    window.commands["undo"].trigger()
    assert workspace.conventions(REPORT).small_below == 10
    assert panel.fields["small_below"].control.typed() == "10"
    assert window.commands["undo"].text() == f"&Undo Change the level of significance of {REPORT}"


def test_half_typed_limits_are_kept_when_the_page_is_left(page: MeasuresPage, qtbot) -> None:
    window = window_of(page)
    assert window.file
    rules(page, qtbot)
    type_into(qtbot, page.rules.fields["small_below"], "7", None)
    window.file.go(Spot("scorecard"))
    assert window.file.workspace.conventions(REPORT).small_below == 7


def test_the_rules_are_those_of_the_measures_own_report(opened: Opened, qtbot) -> None:
    window = opened("ascof", "measures")
    page = page_of(window, MeasuresPage)
    for measure in {each.framework: each for each in page.desk.workspace.measures()}.values():
        page = at(window, measure.code)
        rules(page, qtbot)
        assert page.rules.of.text() == measure.framework
        chosen = [key for key, each in page.rules.sets.items() if each.isChecked()]
        preset = page.desk.workspace.conventions(measure.framework).preset
        assert chosen == ([preset] if preset else [])
        assert page.rules.trial.isVisible() == bool(preset)
        rules(page, qtbot)
        assert page.tabs.isVisible()


def test_looking_at_the_rules_changes_nothing(page: MeasuresPage, qtbot) -> None:
    workspace, window = page.desk.workspace, window_of(page)
    assert window.file
    steps = workspace.steps()
    rules(page, qtbot)
    for chosen in page.rules.sets.values():
        chosen.click()
    for field in page.rules.fields.values():
        field.control.setFocus()
        qtbot.keyClick(field.control, KEY.Key_Tab)
    window.file.go(Spot("scorecard"))
    assert workspace.steps() == steps


@pytest.mark.parametrize("size", [(1366, 768), (960, 540)])
def test_rules_have_names_are_reached_by_tab_and_fit(page: MeasuresPage, qtbot, size: tuple[int, int]) -> None:
    window = window_of(page)
    window.resize(QSize(*size))
    rules(page, qtbot)
    page.rules.sets[DIRECTION].setFocus()
    qtbot.keyClick(page.rules.sets[DIRECTION], KEY.Key_Space)
    flush()
    assert nameless(page) == []
    (scroll,) = [each for each in page.right.findChildren(QScrollArea) if each.widget() is page.rules]
    inside = page.rules
    assert inside.minimumSizeHint().width() <= inside.width() <= scroll.viewport().width()
    place = page.rules.trial.take.mapTo(scroll.viewport(), page.rules.trial.take.rect().center())
    assert scroll.viewport().rect().contains(place)
    wanted: set[QWidget] = {page.rules.trial.take, page.rules.sets[DIRECTION]}
    wanted |= {each for kind in (QLineEdit, QComboBox) for each in page.rules.findChildren(kind)}
    seen = set()
    for _step in range(30):
        seen.add(window.focusWidget())
        qtbot.keyClick(window.focusWidget(), KEY.Key_Tab)
    assert wanted <= seen
    labels = [each for each in page.rules.findChildren(QLabel) if each.isVisible() and each.text()]
    assert all(each.width() >= each.minimumSizeHint().width() for each in labels)


@pytest.mark.parametrize("rule", list(Rule))
def test_every_rule_fits_a_narrow_window_and_tab_follows_the_form(page: MeasuresPage, qtbot, rule: Rule) -> None:
    window, workspace = window_of(page), page.desk.workspace
    window.resize(QSize(960, 540))
    workspace.save([replace(held(page), rule=rule, direction_base=Base.BASELINE)], "Another rule")
    flush()
    scroll = page.tabs.currentWidget()
    assert isinstance(scroll, QScrollArea)
    assert page.judged.minimumSizeHint().width() <= page.judged.width() <= scroll.viewport().width()
    page.judged.fields["rule"].control.setFocus()
    order = []
    for _key in shown(page):
        order += [key for key, field in page.judged.fields.items() if field.control is window.focusWidget()]
        qtbot.keyClick(window.focusWidget(), KEY.Key_Tab)
    assert order == shown(page)
    for key in shown(page):
        control = page.judged.fields[key].control
        if isinstance(control, QComboBox):
            widest = max(control.fontMetrics().horizontalAdvance(control.itemText(n)) for n in range(control.count()))
            assert widest <= control.width() - 34, key


def test_what_is_said_of_rules_that_were_taken_counts_directions_as_their_trial_did(opened: Opened, qtbot) -> None:
    window = opened("anytown", "measures")
    page = page_of(window, MeasuresPage)
    rules(page, qtbot)
    panel, messages = page.rules, window.shell.messages
    name = next(each for each in panel.sets if each not in (DIRECTION, TOLERANCE, FORECAST))
    qtbot.mouseClick(panel.sets[name], Qt.MouseButton.LeftButton, pos=panel.sets[name].rect().center())
    would = next(each for each in texts(panel.trial) if each.endswith("of travel would read otherwise."))
    count = would.split()[0]
    assert int(count) > 1
    qtbot.mouseClick(panel.trial.take, Qt.MouseButton.LeftButton)
    assert messages.text.text().endswith(f"; {count} directions of travel now read otherwise.")
