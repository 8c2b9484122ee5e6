"""What changes from a period on, on the Measures page: definitions, targets within a year, people, rules."""

from dataclasses import replace
from decimal import Decimal

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication, QLabel, QWidget

from ascdesk.defining.populations import new_population
from ascdesk.model import Flag, Measure, Rating, Unit
from ascdesk.people import Role
from ascdesk.periods import Period
from tests.ui.conftest import Opened, flush, page_of
from tests.ui.test_accessibility import nameless
from ui.main_window import MainWindow
from ui.page import Spot
from ui.pages.measures import FORM, RETIRING, MeasuresPage
from ui.widgets.measure_fields import Field

KEY = Qt.Key
Q2 = Period.quarter(2020, 2)
YEAR, NEXT = Period.year(2020), Period.year(2021)


@pytest.fixture
def page(opened: Opened) -> MeasuresPage:
    """The Measures page of the scorecard sample, on M004: 10.8% against a target of 66%."""
    window = opened("scorecard", "measures")
    window.activateWindow()
    return at(window, "M004")


def at(window: MainWindow, code: str) -> MeasuresPage:
    assert window.file
    window.file.go(Spot("measures", window.file.workspace.measure(code).id))
    return page_of(window, MeasuresPage)


def window_of(page: MeasuresPage) -> MainWindow:
    window = page.window()
    assert isinstance(window, MainWindow)
    return window


def held(page: MeasuresPage) -> Measure:
    assert page.measure
    return next(each for each in page.desk.workspace.measures() if each.id == page.measure.id)


def fill(qtbot, field: Field, text: str) -> None:
    field.control.setFocus()
    field.control.selectAll()  # type: ignore[union-attr]
    qtbot.keyClicks(field.control, text)
    qtbot.keyClick(field.control, KEY.Key_Tab)


def texts(widget: QWidget) -> list[str]:
    flush()
    return [each.text() for each in widget.findChildren(QLabel) if each.isVisibleTo(widget) and each.text()]


def said(page: MeasuresPage) -> str:
    return page.desk.messages.text.text()


# Definitions


def test_a_measure_is_changed_from_a_period_on_and_what_was_before_stays(page: MeasuresPage, qtbot) -> None:
    before = held(page)
    page.before.change.click()
    panel = page.changing
    fill(qtbot, panel.start, "2021/22")
    fill(qtbot, panel.what.fields["title"], "Reviews that are counted otherwise")
    assert panel.changes.text().startswith("Title ")
    assert held(page) == before
    panel.make.click()
    assert panel.trouble.text().startswith("What its figures mean changes.")
    panel.compared.control.show_value("no")
    panel.make.click()
    assert panel.trouble.text().startswith("It needs a reason.")
    fill(qtbot, panel.reason, "Short reviews count, too")
    panel.make.click()
    assert page.right.currentIndex() == FORM
    assert held(page).title == "Reviews that are counted otherwise"
    then = {each.id: each for each in page.desk.workspace.measures_in(Q2)}
    assert then[before.id].title == before.title
    assert any(
        each.startswith("Until 2020/21: code M004, percentage (%); not comparable with what came after: Short reviews")
        for each in texts(page.before)
    )
    assert page.before.corrected.text().startswith("What is changed below is put right for every period after 2020/21.")
    window_of(page).commands["undo"].trigger()
    assert held(page) == before
    assert page.desk.workspace.definitions() == ()


def test_a_plain_correction_holds_for_every_period_and_the_page_says_so(page: MeasuresPage, qtbot) -> None:
    assert page.before.corrected.text().startswith("What is changed below is put right for every period.")
    fill(qtbot, page.what.fields["title"], "Another title")
    assert page.desk.workspace.definitions() == ()
    assert all(
        each.title == "Another title" for each in page.desk.workspace.measures_in(Q2) if each.id == held(page).id
    )


def test_a_change_that_is_none_or_has_no_period_is_refused(page: MeasuresPage, qtbot) -> None:
    page.before.change.click()
    page.changing.make.click()
    assert page.changing.trouble.text().startswith("Nothing is changed yet.")
    fill(qtbot, page.changing.start, "soon")
    page.changing.make.click()
    assert "“soon” is not a period." in page.changing.trouble.text()
    page.changing.cancel.click()
    assert page.right.currentIndex() == FORM
    assert page.desk.workspace.definitions() == ()


def test_a_renumbering_needs_no_reason(page: MeasuresPage, qtbot) -> None:
    page.before.change.click()
    fill(qtbot, page.changing.what.fields["code"], "X4")
    page.changing.make.click()
    assert held(page).code == "X4"
    assert any(each.startswith("Until 2020/21: code M004") for each in texts(page.before))


# Retiring


def test_a_measure_is_retired_with_a_reason_greyed_and_brought_back(page: MeasuresPage, qtbot) -> None:
    page.before.retire.click()
    assert page.right.currentIndex() == RETIRING
    page.retiring.make.click()
    assert "needs a reason" in page.retiring.trouble.text()
    fill(qtbot, page.retiring.last, "2019/20")
    fill(qtbot, page.retiring.reason, "No longer collected")
    page.retiring.make.click()
    assert said(page) == "M004 is reported for the last time in 2019/20."
    assert "Retired after 2019/20: No longer collected." in texts(page.before)
    assert page.list.retired.text() == "Retired 1"
    page.list.retired.setChecked(False)
    assert not page.list.model.find(held(page).id).isValid()
    page.list.retired.setChecked(True)
    index = page.list.model.find(held(page).id)
    assert index.row() == len(page.list.model.lines) - 1
    page.before.bring_back.click()
    assert held(page).last is None
    assert not page.list.retired.isVisibleTo(page.list)
    assert page.before.retire.isVisibleTo(page)


def test_going_to_a_retired_measure_shows_it_in_the_list(page: MeasuresPage) -> None:
    workspace, window = page.desk.workspace, window_of(page)
    workspace.retire(workspace.measure("M006"), Period.year(2019), "No longer collected")
    assert not page.list.model.find(workspace.measure("M006").id).isValid()
    at(window, "M006")
    current = page.list.current()
    assert current
    assert current.code == "M006"


# Targets


def test_a_target_changes_within_its_year_and_earlier_quarters_keep_theirs(page: MeasuresPage, qtbot) -> None:
    page.tabs.setCurrentIndex(2)
    form = page.targets.within
    form.open.click()
    assert form.fields["start"].control.typed() == "Quarter 3 2020/21"
    fill(qtbot, form.fields["value"], "10")
    form.make.click()
    assert "needs a reason and an approver" in form.trouble.text()
    fill(qtbot, form.fields["approver"], "J. Cole")
    fill(qtbot, form.fields["reason"], "The contract changed")
    form.make.click()
    assert not form.form.isVisible()
    model = page.targets.model
    assert [each.head for each in model.columns][:2] == ["Year", "From"]
    starts = {str(model.index(row, 1).data()) for row in range(model.rowCount())}
    assert {"Its start", "Quarter 3 2020/21"} <= starts
    workspace = page.desk.workspace
    (target,) = (each for each in workspace.targets(held(page)) if each.start)
    assert (target.value, target.approver, target.rationale) == (Decimal(10), "J. Cole", "The contract changed")
    row = [each.id for each in model.rows].index(target.id)
    page.targets.table.setCurrentIndex(model.index(row, 3))
    assert page.targets.origin.text() == (
        "It holds from Quarter 3 2020/21 on; the periods of its year before that keep 66.0%. J. Cole approved it."
    )
    assert workspace.rows(held(page), Q2)[0].rating is Rating.RED
    page.targets.within.open.click()
    for key, text in (("value", "12"), ("approver", "J. Cole"), ("reason", "Again")):
        fill(qtbot, form.fields[key], text)
    form.make.click()
    assert form.trouble.text().startswith("There is a target from Quarter 3 2020/21 on already.")


# People


def test_somebody_who_leaves_is_replaced_in_one_step(page: MeasuresPage, qtbot) -> None:
    workspace = page.desk.workspace
    named = [replace(workspace.measure(code), owner="J. Smith", author="J. Smith") for code in ("M004", "M006")]
    workspace.save([*named, replace(workspace.measure("M005"), owner="B. Other")], "Name people")
    page.leaving.click()
    panel = page.leavers
    panel.leaver.show_value("J. Smith")
    assert panel.roles[Role.OWNER].text() == "Owner of 2 measures"
    assert not panel.roles[Role.ACTIONS].isEnabled()
    assert panel.what.text() == "2 things would be handed over."
    panel.roles[Role.AUTHOR].setChecked(False)
    panel.take.click()
    assert panel.successor.trouble.text().startswith("It takes a name")
    fill(qtbot, panel.successor, "A. Khan")
    steps = len(workspace.steps())
    panel.take.click()
    assert len(workspace.steps()) == steps + 1
    assert {(each.owner, each.author) for each in workspace.measures() if each.code in ("M004", "M006")} == {
        ("A. Khan", "J. Smith")
    }
    assert said(page) == "A. Khan takes over from J. Smith: owner of 2 measures."
    assert {each.name for each in panel.people} == {"A. Khan", "B. Other", "J. Smith"}
    page.desk.undo()
    assert workspace.measure("M004").owner == "J. Smith"


def test_a_file_that_names_nobody_says_where_names_are_typed(page: MeasuresPage) -> None:
    workspace = page.desk.workspace
    workspace.save([replace(each, owner="", author="") for each in workspace.measures()], "Nobody")
    workspace.remove(workspace.actions(), "No actions") if workspace.actions() else None
    page.leaving.click()
    assert page.leavers.nobody.isVisible()
    assert not page.leavers.take.isVisible()


# Populations


@pytest.fixture
def rated(page: MeasuresPage) -> MeasuresPage:
    """M004 as a rate of named people, 300 of 50,000 in two quarters, one of them locked."""
    workspace = page.desk.workspace
    people = new_population("Anytown", "65 and over", "2020/21", "50,000")
    rate = replace(
        workspace.measure("M004"), unit=Unit.PER_100K, population_area="Anytown", population_band="65 and over"
    )
    workspace.save([people, rate], "Make a rate")
    for period in (Period.quarter(2020, 1), Q2):
        workspace.set_figure(rate, period, "300/50000")
    workspace.lock(Period.quarter(2020, 1), "Published")
    page.people.click()
    return page


def type_estimate(page: MeasuresPage, text: str) -> None:
    model = page.populations.model
    model.setData(model.index(0, 3), text)


def rates(page: MeasuresPage) -> dict[Period, Decimal | None]:
    wanted = (Period.quarter(2020, 1), Q2)
    figures = page.desk.workspace.figures(held(page))
    return {each.period: each.value for each in figures if each.period in wanted}


def test_another_estimate_shows_first_what_it_would_move(rated: MeasuresPage, qtbot) -> None:
    panel = rated.populations
    before = rates(rated)
    type_estimate(rated, "60,000")
    assert panel.view.isVisible()
    shown = texts(panel.view)
    assert "Anytown, 65 and over, 2020/21: 50,000 → 60,000 people" in shown
    assert any(each.startswith("1 figure would move") for each in shown)
    assert "1 figure of a locked period stays: Quarter 1 2020/21." in shown
    assert "50,000 → 60,000" in shown
    assert rates(rated) == before
    panel.view.take.click()
    assert "needs a reason" in panel.view.reason.trouble.text()
    fill(qtbot, panel.view.reason, "Mid-year estimates")
    panel.view.take.click()
    assert not panel.view.isVisible()
    assert rates(rated) == {Period.quarter(2020, 1): Decimal(600), Q2: Decimal(500)}
    (moved,) = (each for each in rated.desk.workspace.figures(held(rated)) if each.period == Q2)
    assert moved.why == "Mid-year estimates"
    assert Flag.REVISED in moved.flags
    assert said(rated).startswith("1 figure moved")
    rated.desk.undo()
    assert rates(rated) == before
    assert rated.desk.workspace.populations()[0].estimate == 50_000


def test_an_estimate_can_be_kept_without_moving_anything_or_dropped(rated: MeasuresPage) -> None:
    before = rates(rated)
    type_estimate(rated, "60,000")
    rated.populations.view.drop.click()
    assert not rated.populations.view.isVisible()
    assert rated.desk.workspace.populations()[0].estimate == 50_000
    type_estimate(rated, "60,000")
    rated.populations.view.only.click()
    assert rated.desk.workspace.populations()[0].estimate == 60_000
    assert rates(rated) == before


def test_what_waits_to_be_decided_is_there_again_after_the_file_was_closed(rated: MeasuresPage, window) -> None:
    type_estimate(rated, "60,000")
    path = rated.desk.workspace.path
    window.close_file()
    window.open_file(path)
    page = at(window, "M004")
    page.people.click()
    assert page.populations.view.isVisible()
    assert "Anytown, 65 and over, 2020/21: 50,000 → 60,000 people" in texts(page.populations.view)


def test_a_copied_table_of_estimates_is_taken(rated: MeasuresPage) -> None:
    table = "Area\tAge band\tYear\tPeople\tSource\r\nAnytown\t18 to 64\t2020/21\t90,000\tONS\r\n"
    QGuiApplication.clipboard().setText(table)
    rated.populations.pasting.click()
    assert {(each.age_band, each.source) for each in rated.desk.workspace.populations()} == {
        ("65 and over", ""), ("18 to 64", "ONS"),
    }  # fmt: skip
    QGuiApplication.clipboard().setText(table.replace("90,000", "many"))
    rated.populations.pasting.click()
    assert rated.populations.trouble.text().startswith("Row 2 of what was copied: “many” is not a number of people.")


def test_a_rate_names_its_people_by_choice(rated: MeasuresPage) -> None:
    rated.people.click()
    field = rated.what.fields["population"]
    field.control.setCurrentIndex(0)  # type: ignore[union-attr]
    field.commit()
    assert held(rated).population_area == "Anytown"
    assert field.trouble.text().startswith("Quarter 1 2020/21 is locked")
    rated.desk.workspace.unlock(Period.quarter(2020, 1), "The people of a rate change")
    assert field.isVisibleTo(rated)
    offered = [field.control.itemText(at) for at in range(field.control.count())]  # type: ignore[union-attr]
    assert offered == ["Not named", "Anytown, 65 and over"]
    field.control.setCurrentIndex(0)  # type: ignore[union-attr]
    field.commit()
    assert (held(rated).population_area, held(rated).population_band) == ("", "")
    field.control.setCurrentIndex(1)  # type: ignore[union-attr]
    field.commit()
    assert (held(rated).population_area, held(rated).population_band) == ("Anytown", "65 and over")
    at(window_of(rated), "M005")
    assert not field.isVisibleTo(rated)


# Rules across measures


def test_a_rule_is_written_seen_to_hold_mended_and_removed(page: MeasuresPage, qtbot) -> None:
    page.ruling.click()
    panel, workspace = page.rules.relations, page.desk.workspace
    fill(qtbot, panel.text, "M004 <= ZZ9")
    panel.add.click()
    assert "There is no measure “ZZ9”." in panel.text.trouble.text()
    fill(qtbot, panel.text, "M004 <= 100")
    panel.add.click()
    (card,) = panel.cards
    assert card.text.shown == "M004 <= 100"
    assert "Q2 20/21 ● holds" in texts(card)
    card.text.control.setFocus()
    card.text.control.selectAll()  # type: ignore[union-attr]
    qtbot.keyClicks(card.text.control, "M004 <= 10")
    qtbot.keyClick(card.text.control, KEY.Key_Return)
    (card,) = panel.cards
    assert "Q2 20/21 ■ broken" in texts(card)
    assert any("M004 (10.8%) is to be at most 10" in each for each in texts(card))
    assert len(workspace.relations()) == 1
    fill(qtbot, card.reason, "It never was more")
    assert workspace.relations()[0].reason == "It never was more"
    fill(qtbot, panel.text, "M004 <= 10")
    panel.add.click()
    assert panel.text.trouble.text().startswith("That rule is there already.")
    panel.cards[0].gone.click()
    assert workspace.relations() == ()
    assert panel.cards == []
    page.desk.undo()
    assert len(panel.cards) == 1


# All of it


@pytest.mark.parametrize("size", [(960, 540), (1093, 614), (1366, 768)])
def test_the_head_fits_and_everything_has_a_name(rated: MeasuresPage, size: tuple[int, int]) -> None:
    window = window_of(rated)
    window.resize(*size)
    QApplication.processEvents()
    type_estimate(rated, "60,000")
    assert nameless(rated) == []
    for button in (rated.year, rated.ruling, rated.leaving, rated.people, rated.new):
        assert button.width() >= button.sizeHint().width()
    view = rated.populations.view
    assert view.width() <= rated.populations.width()
    assert view.minimumSizeHint().width() <= rated.populations.width()
