"""The Measures page."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QScrollArea

from ascdesk.defining.presets import DIRECTION, FORECAST
from ascdesk.model import Base, Rule
from ascdesk.periods import Period
from bench.studio import Studio
from ui.pages.measures import MeasuresPage
from ui.widgets.controls import LineField


def show(studio: Studio, code: str, tab: int) -> MeasuresPage:
    """Open a measure at one of its tabs."""
    studio.start("anytown", "measures", code)
    assert isinstance(studio.page, MeasuresPage)
    studio.page.tabs.setCurrentIndex(tab)
    studio.settle()
    return studio.page


def measures_what(studio: Studio) -> None:
    """What a measure is."""
    show(studio, "CA05", 0)


def measures_judged(studio: Studio) -> None:
    """How it is judged."""
    show(studio, "SU03", 1)


def measures_forecast(studio: Studio) -> None:
    """A measure with parts, rated on its forecast against the baseline, changed a second time."""
    page = show(studio, "RH01", 1)
    workspace = page.desk.workspace
    held = workspace.measure("RH01")
    forecast = replace(
        held, rule=Rule.FORECAST, direction_base=Base.BASELINE, baseline=Period.year(2023), rule_version=2
    )
    workspace.save([forecast], "Rate RH01 on its forecast")


def measures_unrated(studio: Studio) -> None:
    """A measure that is not rated, with its reason; its direction is the slope over the series."""
    page = show(studio, "SU03", 1)
    workspace = page.desk.workspace
    because = "Its definition changes in April 2026."
    held = replace(workspace.measure("SU03"), rule=Rule.NONE, unrated_because=because, direction_base=Base.TREND)
    workspace.save([held], "Do not rate SU03")


def measures_rules(studio: Studio) -> None:
    """The rules of the report, and what another set of them would change."""
    page = show(studio, "SU03", 1)
    page.ruling.click()
    page.rules.sets[FORECAST].setFocus()
    studio.hit(Qt.Key.Key_Space)


def measures_rules_many(studio: Studio) -> None:
    """A set of rules that would change many ratings."""
    page = show(studio, "SU03", 1)
    page.ruling.click()
    page.rules.sets[DIRECTION].setFocus()
    studio.hit(Qt.Key.Key_Space)


def measures_conventions(studio: Studio) -> None:
    """The report's words and limits, one of which cannot stand."""
    page = show(studio, "SU03", 1)
    page.ruling.click()
    field = page.rules.fields["significance_level"]
    assert isinstance(field.control, LineField)
    field.control.setFocus()
    field.control.selectAll()
    studio.type("5")
    field.commit()
    studio.settle()
    for scroll in page.right.findChildren(QScrollArea):
        if scroll.widget() is page.rules:
            scroll.ensureWidgetVisible(page.rules.fields["small_below"])


def measures_targets(studio: Studio) -> None:
    """Its targets."""
    show(studio, "SU06", 2)


def measures_range(studio: Studio) -> None:
    """A target that is a range."""
    show(studio, "SG02", 2)


def measures_comparators(studio: Studio) -> None:
    """What it is compared with."""
    show(studio, "CA05", 3)


def measures_sections(studio: Studio) -> None:
    """Where it stands."""
    show(studio, "CA05", 4)


def measures_notes(studio: Studio) -> None:
    """Its notes and people."""
    show(studio, "SU03", 5)


def measures_bad(studio: Studio) -> None:
    """A field that cannot stay as it was typed."""
    page = show(studio, "CA05", 0)
    field = page.what.fields["code"]
    assert isinstance(field.control, LineField)
    field.control.setFocus()
    field.control.selectAll()
    studio.type("CA04")
    field.commit()


def measures_new(studio: Studio) -> None:
    """A measure being made."""
    page = show(studio, "CA05", 0)
    page.begin_new()
    studio.type("Carers seen at a drop-in")


def measures_first(studio: Studio) -> None:
    """A file without measures."""
    (studio.folder / "new.ascdesk").unlink(missing_ok=True)
    studio.wait(lambda: studio.window.new_file(studio.folder / "new.ascdesk"))
    studio.go("measures")


def measures_populations(studio: Studio) -> None:
    """The denominators of rates."""
    show(studio, "CA05", 0).people.click()


def measures_people(studio: Studio) -> None:
    """Somebody leaves, and another takes over."""
    page = show(studio, "CA05", 0)
    page.leaving.click()
    page.leavers.leaver.setCurrentIndex(1)


def measures_rebasing(studio: Studio) -> None:
    """What another estimate of the people would move."""
    page = show(studio, "SU06", 0)
    workspace = page.desk.workspace
    held = [each for each in workspace.populations() if each.age_band == "65 and over"]
    rate = replace(workspace.measure("SU06"), population_area=held[0].area, population_band="65 and over")
    workspace.save([rate], "Name the people")
    page.people.click()
    latest = next(each for each in held if each.year == Period.year(2024))
    workspace.lock(Period.quarter(2024, 1), "Published")
    row = [each.id for each in page.populations.model.rows].index(latest.id)
    page.populations.model.setData(page.populations.model.index(row, 3), "71,400")


def measures_before(studio: Studio) -> None:
    """A measure that was redefined and renumbered, and is retired."""
    page = show(studio, "SU03", 0)
    workspace = page.desk.workspace
    now, year = workspace.measure("SU03"), Period.year(2025)
    workspace.redefine(now, replace(now, code="SU3a"), year.previous(), True, "")
    title = "People who get a direct payment for all of their support"
    now = workspace.measure("SU3a")
    workspace.redefine(now, replace(now, title=title), year, False, "Part payments are no longer counted")
    workspace.retire(workspace.measure("SU3a"), year, "Replaced by a national measure")


def measures_changing(studio: Studio) -> None:
    """A measure being changed from a period on."""
    page = show(studio, "SU03", 0)
    page.before.change.click()
    studio.type("People who get a direct payment", page.changing.what.fields["title"].control)


def measures_retired(studio: Studio) -> None:
    """The list with what is retired at its end."""
    page = show(studio, "SU03", 0)
    workspace = page.desk.workspace
    for code in ("SU04", "CA05"):
        workspace.retire(workspace.measure(code), Period.year(2024), "No longer collected")
    page.list.retired.click()
    page.list.view.scrollToBottom()


def measures_within_year(studio: Studio) -> None:
    """A target changed within its year, and the way to another."""
    page = show(studio, "SU06", 2)
    page.targets.within.open.click()
    fields = page.targets.within.fields
    for key, text in (("start", "October 2025"), ("value", "540"), ("approver", "J. Cole"), ("reason", "New contract")):
        fields[key].put(text)
    page.targets.within.make.click()
    page.targets.within.open.click()


def measures_relations(studio: Studio) -> None:
    """Rules across measures, one of them broken; and one that cannot be read."""
    page = show(studio, "SU03", 1)
    page.ruling.click()
    relations = page.rules.relations
    for text in ("AA02 <= 100", "AA03 <= AA02", "AA05 <= AA03"):
        relations.text.put(text)
        relations.add.click()
    relations.text.put("AA02 <= ZZ99")
    relations.add.click()
    studio.settle()
    for scroll in page.right.findChildren(QScrollArea):
        if scroll.widget() is page.rules:
            scroll.ensureWidgetVisible(relations.add, 0, 10)


def measures_found(studio: Studio) -> None:
    """The list, after something was typed above it."""
    studio.type("carer", show(studio, "CA05", 0).list.sought)


SCENES = (
    measures_what, measures_judged, measures_forecast, measures_unrated, measures_rules, measures_rules_many,
    measures_conventions, measures_targets, measures_range, measures_comparators, measures_sections,
    measures_notes, measures_bad, measures_new, measures_first, measures_populations, measures_rebasing,
    measures_people, measures_before, measures_changing, measures_retired, measures_within_year,
    measures_relations, measures_found,
)  # fmt: skip
