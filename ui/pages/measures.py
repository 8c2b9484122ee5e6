"""The Measures page: the catalogue, and all that is set for each measure of it."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QTabWidget, QVBoxLayout, QWidget
from typing_extensions import override

from ascdesk.defining.measures import Around, change_label, changed, unit_warning, why_it_stays
from ascdesk.defining.presets import preset
from ascdesk.model import Entity, EntityId, Measure, Rule
from ascdesk.periods import Period, show_period
from ascdesk.rebasing import Rebasing
from ascdesk.scorecard import Row, Scorecard
from ascdesk.trying import Trial
from ui.measure_words import name_of, new_ratings
from ui.models.measures import LINE
from ui.page import Desk, Page, Spot, Touched
from ui.rule_words import taken_words
from ui.widgets.labels import button, card, label
from ui.widgets.measure_before import BeforeView
from ui.widgets.measure_change import beside
from ui.widgets.measure_changing import ChangingPanel, RetiringPanel
from ui.widgets.measure_comparators import ComparatorsPanel
from ui.widgets.measure_form import WHAT, NotesTab, Scroll, WhatTab
from ui.widgets.measure_judged import JudgedTab
from ui.widgets.measure_list import MeasureList
from ui.widgets.measure_new import NewMeasurePanel
from ui.widgets.measure_people import PeoplePanel
from ui.widgets.measure_rules import RulesPanel
from ui.widgets.measure_sections import SectionsPanel
from ui.widgets.measure_targets import TargetsPanel
from ui.widgets.populations import PopulationsPanel
from ui.words import of_them

TABS = (
    ("What it is", "What it is"),
    ("How it is judged", "Judged"),
    ("Targets", "Targets"),
    ("Comparators", "Comparators"),
    ("Where it stands", "Stands in"),
    ("Notes and people", "Notes"),
)
TAB_OF = {"judged": 1, "targets": 2}
FORM, NEW, POPULATIONS, RULES, PEOPLE, CHANGING, RETIRING = range(7)
ROOM_FOR_NAMES, ROOM_FOR_LIST, LIST, NARROW_LIST = 1060, 1000, 316, 184


class MeasuresPage(Page):
    """Shows and changes one measure at a time; every field is kept as soon as it is left."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self.measure: Measure | None = None
        self.card: Scorecard | None = None
        self._landing: QWidget | None = None
        self.list = MeasureList(desk.workspace)
        self.new = button("New measure", tip="Make a measure by hand")
        self.title = label("", "title", wrap=True)
        self.what = WhatTab(WHAT, self.keep)
        self.before = BeforeView()
        self.judged = JudgedTab(self.keep)
        self.targets = TargetsPanel(desk.workspace, self.change)
        self.comparators = ComparatorsPanel(desk.workspace, self.change)
        self.sections = SectionsPanel(desk.workspace, self.change)
        self.notes = NotesTab(self.keep)
        self.gone = button("Remove the measure…", "link")
        self.stays = label("", "caption", wrap=True)
        self.populations = PopulationsPanel(desk.workspace, self.change, self._moved)
        self.people = button("Populations", tip="The denominators of rates")
        self.leavers = PeoplePanel(desk.workspace, self._tell_done)
        self.leaving = button("People", tip="Owners and authors; another in the place of one who leaves")
        self.year = button("New year…", tip="What becomes of each measure in the next financial year")
        self.changing = ChangingPanel(self._redefine)
        self.retiring = RetiringPanel(self._retire)
        self.rules = RulesPanel(desk.workspace, self.change, self._take)
        self.ruling = button("Rules of the report", tip="How all its measures are rated, and its words for directions")
        for each in (self.people, self.ruling, self.leaving):
            each.setCheckable(True)
        self.making = NewMeasurePanel(desk.workspace, self.change, self._made, desk.do)
        self.tabs = QTabWidget()
        self.right = QStackedWidget()
        self._lay_out()
        self.list.chosen.connect(self._choose)
        self.list.view.clicked.connect(self._come_back)
        self.list.view.activated.connect(self._come_back)
        self.new.clicked.connect(self.begin_new)
        self.people.clicked.connect(self._show_populations)
        self.leaving.clicked.connect(self._show_people)
        self.year.clicked.connect(lambda: desk.do("year"))
        self.before.change.clicked.connect(self._begin_change)
        self.before.retire.clicked.connect(self._begin_retiring)
        self.before.bring_back.clicked.connect(self._bring_back)
        for panel in (self.changing, self.retiring):
            panel.ended.connect(self._end_new)
        self.ruling.clicked.connect(self._show_rules)
        self.judged.whole.clicked.connect(lambda: self._show_rules(True))
        self.making.cancelled.connect(self._end_new)
        self.gone.clicked.connect(self._remove)
        self.tabs.currentChanged.connect(self._turn)

    def _lay_out(self) -> None:
        self.what.ground.insertWidget(0, self.before)
        self.notes.below.addWidget(self.stays)
        self.notes.below.addLayout(beside(self.gone))
        inside = (self.what, self.judged, self.targets, self.comparators, self.sections, self.notes)
        for widget, (name, _) in zip(inside, TABS, strict=True):
            self.tabs.addTab(Scroll(widget, name), name)
        self.tabs.tabBar().setAccessibleName("What is shown of the measure")
        self.tabs.tabBar().setUsesScrollButtons(False)
        form = card()
        ground = QVBoxLayout(form)
        ground.setContentsMargins(1, 10, 1, 1)
        ground.setSpacing(4)
        named = QVBoxLayout()
        named.setContentsMargins(16, 0, 16, 0)
        named.addWidget(self.title)
        ground.addLayout(named)
        ground.addWidget(self.tabs, 1)
        self.right.addWidget(form)
        covers = (
            (self.making, "New measure"), (self.populations, "Populations"), (self.rules, "Rules of the report"),
            (self.leavers, "People"), (self.changing, "Change from a period on"), (self.retiring, "Retire a measure"),
        )  # fmt: skip
        for panel, name in covers:
            page = card()
            within = QVBoxLayout(page)
            within.setContentsMargins(1, 1, 1, 1)
            within.addWidget(Scroll(panel, name))
            self.right.addWidget(page)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(16, 10, 16, 12)
        layout.setSpacing(8)
        head = QHBoxLayout()
        head.setSpacing(14)
        head.addWidget(label("Measures", "heading"))
        head.addStretch(1)
        for each in (self.year, self.ruling, self.leaving, self.people, self.new):
            head.addWidget(each)
        layout.addLayout(head)
        across = QHBoxLayout()
        across.setSpacing(12)
        across.addWidget(self.list)
        across.addWidget(self.right, 1)
        layout.addLayout(across, 1)

    # Showing

    @override
    def show_card(self, card: Scorecard, touched: Touched = None) -> None:
        self.card, self.list.period = card, card.period
        if touched is None:
            self._refresh_list()
        if self.right.currentIndex() == POPULATIONS:
            self.populations.refresh()
        if self.right.currentIndex() == PEOPLE:
            self.leavers.refresh()
        if self.right.currentIndex() == RULES and self.measure is not None:
            self.rules.show_framework(self.measure.framework, card.period)
        if self.measure is not None and (touched is None or self.measure.id in touched):
            self._show_tab()

    def _refresh_list(self) -> None:
        self.list.refresh()
        known = {each.id: each for each in self.desk.workspace.measures()}
        self.measure = known.get(self.measure.id) if self.measure else None
        if self.measure is None:
            here = self.list.current() or self.list.model.first().data(LINE)
            self.measure = here if isinstance(here, Measure) else next(iter(known.values()), None)
            self.list.go_to(self.measure)
        for each in (self.list, self.new, self.ruling, self.year, self.leaving):
            each.setVisible(bool(known))
        if not known and self.right.currentIndex() == FORM:
            self._open(NEW)
            self.making.begin(None)
        self._show_title()

    def _show_title(self) -> None:
        self.title.setText(name_of(self.measure) if self.measure else "")

    def _show_tab(self) -> None:
        """Show the measure on the tab that is open; the others follow when they are opened."""
        measure, card_, workspace = self.measure, self.card, self.desk.workspace
        if measure is None or card_ is None:
            return
        self._show_title()
        year = card_.period.financial_year
        match self.tabs.currentIndex():
            case 0:
                self.what.show_measure_of(measure, workspace.populations())
                self.before.show_measure(measure, workspace.definitions(measure))
            case 1:
                self.judged.show_measure(measure)
                reported = any(row.measure.id == measure.id for row in card_.rows)
                self.judged.show_rows(measure, self._telling_rows(), show_period(card_.period), reported)
                self.judged.show_version(measure, workspace.rule_changed(measure))
            case 2:
                self.targets.show_measure(measure, year)
            case 3:
                self.comparators.show_measure(measure, year)
            case 4:
                self.sections.show_measure(measure)
            case _:
                self.notes.show_measure(measure)
                actions = [each for each in workspace.actions() if each.subject_id == measure.id]
                self.notes.show_held(workspace.supporting_figures(measure), actions)
                self.stays.setText(why_it_stays(measure, workspace.belongings(measure.id)))
                self.stays.setVisible(bool(self.stays.text()))
                self.gone.setVisible(not self.stays.text())

    def _turn(self) -> None:
        self.leave()
        self._show_tab()

    def rows(self) -> tuple[Row, ...]:
        """Return the judged rows of the measure in the shown period."""
        if self.measure is None or self.card is None:
            return ()
        there = tuple(row for row in self.card.rows if row.measure.id == self.measure.id)
        return there or self.desk.workspace.rows(self.measure, self.card.period)

    def _telling_rows(self) -> tuple[Row, ...]:
        """Return the rows that show how the measure is judged: of the latest period where the shown has no figure."""
        rows, workspace = self.rows(), self.desk.workspace
        if self.measure is None or any(row.shown for row in rows):
            return rows
        main = [each for each in workspace.figures(self.measure) if not each.series and not each.dimension]
        latest = max((each.period for each in main), default=None)
        return workspace.rows(self.measure, latest) if latest else rows

    # Going places

    @override
    def go_to(self, spot: Spot) -> None:
        if self._held(spot.measure) is None or (self.measure and self.measure.id == spot.measure):
            return
        self.leave()  # what is half typed is of the measure that goes out of sight
        if measure := self._held(spot.measure):
            self._show(measure)

    def _held(self, key: EntityId | None) -> Measure | None:
        return next((each for each in self.desk.workspace.measures() if each.id == key), None)

    def _show(self, measure: Measure) -> None:
        self.measure = measure
        if not self.list.go_to(measure):
            self.list.sought.clear()
            self.list.go_to(measure)
        self._open(FORM)
        self._show_tab()

    def _open(self, what: int) -> None:
        """Show the form, or what covers it: a new measure, populations, people, the rules of the report, a change."""
        self.right.setCurrentIndex(what)
        self.people.setChecked(what == POPULATIONS)
        self.leaving.setChecked(what == PEOPLE)
        self.ruling.setChecked(what == RULES)

    def _show_people(self, wanted: bool) -> None:
        self.leave()
        self._open(PEOPLE if wanted else FORM)
        if wanted:
            self.leavers.refresh()
            self.leavers.first().setFocus()

    def _show_populations(self, wanted: bool) -> None:
        self.leave()
        self._open(POPULATIONS if wanted else FORM if self.measure else NEW)
        if wanted:
            self.populations.refresh()
            self.populations.fields["area"].setFocus()

    def _show_rules(self, wanted: bool) -> None:
        self.leave()
        self._open(RULES if wanted and self.measure else FORM)
        if self.measure is not None and self.card is not None and self.right.currentIndex() == RULES:
            self.rules.show_framework(self.measure.framework, self.card.period)
            self.rules.first().setFocus()

    def _take(self, name: str, tried: Trial) -> None:
        """Rate the framework of the measure by a set of rules, and say what changed, with the way back."""
        if self.measure is None:
            return
        self.desk.workspace.use_preset(name, self.measure.framework)
        self.desk.messages.tell(taken_words(tried, preset(name).title), act="Undo", run=self.desk.undo)

    @override
    def show_how(self, how: str) -> None:
        """Open how the measure is "judged", or its "targets", with the keyboard where the first of it is set."""
        self._open(FORM)
        self.tabs.setCurrentIndex(TAB_OF[how])
        if self.measure is not None and self.card is not None:
            rule = "rule" if self.measure.rule is Rule.NONE else "polarity"
            year = self.card.period.financial_year
            self._landing = self.judged.fields[rule].control if how == "judged" else self.targets.first(year)

    def _choose(self, measure: Measure) -> None:
        self.leave()
        self._show(measure)
        self.moved.emit(Spot("measures", measure.id))

    def _come_back(self) -> None:
        """Show the form again in the place of what covers it."""
        if self.right.currentIndex() != FORM and (measure := self.list.current()):
            self._choose(measure)

    @override
    def first(self) -> QWidget:
        if self.right.currentIndex() == NEW:
            return self.making.fields["title"].control
        landing, self._landing = self._landing, None
        return landing or self.list.view

    @override
    def leave(self) -> None:
        if self.right.currentIndex() == POPULATIONS:
            self.populations.finish()
        if self.right.currentIndex() == RULES:
            self.rules.finish()
        if self.measure is None or self.right.currentIndex() != FORM:
            return
        for each in (self.what, self.judged, self.targets, self.comparators, self.sections, self.notes):
            each.finish()

    # Changing

    def keep(self, key: EntityId, field: str, typed: str) -> None:
        """Keep what was typed in a field of a measure; UserError if it cannot stand there."""
        measure, workspace = self._held(key), self.desk.workspace
        if measure is None:
            return
        others = [each for each in workspace.measures() if each.id != measure.id]
        held = workspace.belongings(measure.id) if field in ("parts", "series", "unit") else ()
        made = changed(measure, field, typed, Around(others, held))
        self.change(change_label(measure, field), [made], note=unit_warning(measure, made, held))

    def change(self, label: str, made: Sequence[Entity] = (), gone: Sequence[Entity] = (), note: str = "") -> None:
        """Keep and take away entities in one step; say which judgements are others now, with the way back."""
        before, workspace, messages = self.rows(), self.desk.workspace, self.desk.messages
        if made and gone:
            workspace.exchange(gone, made, label)
        elif gone:
            workspace.remove(gone, label)
        else:
            workspace.save(made, label)
        said = " ".join(text for text in (note, new_ratings(before, self.rows())) if text)
        if said:
            messages.tell(said, "warning" if note else "done", act="Undo", run=self.desk.undo)
        elif messages.isVisible():
            messages.hide()  # its Undo would take back another step than it says

    def _tell_done(self, said: str) -> None:
        """Say what was done in a step, and which ratings are others now, with the way back."""
        self.desk.messages.tell(said, act="Undo", run=self.desk.undo)

    def _moved(self, found: Rebasing) -> None:
        rerated = sum(each.rerated for each in found.moved)
        rating = (
            f", and {of_them(rerated, 'rating')} with {'it' if len(found.moved) == 1 else 'them'}" if rerated else ""
        )
        self._tell_done(f"{of_them(len(found.moved), 'figure')} moved{rating}.")

    # From a period on

    def _begin_change(self) -> None:
        self.leave()
        if self.measure is not None and self.card is not None:
            start, populations = self.card.period.financial_year.next(), self.desk.workspace.populations()
            self.changing.begin(self.measure, start, populations)
            self._open(CHANGING)
            self.changing.first().setFocus()

    def _redefine(self, measure: Measure, now: Measure, start: Period, comparable: bool, reason: str) -> None:
        before = self.rows()
        self.desk.workspace.redefine(measure, now, start, comparable, reason)
        said = f"{measure.code or measure.title} is another from {show_period(start)} on; what was before stays."
        self._tell_done(f"{said} {new_ratings(before, self.rows())}".strip())

    def _begin_retiring(self) -> None:
        self.leave()
        if self.measure is not None and self.card is not None:
            self.retiring.begin(self.measure, self.card.period.financial_year)
            self._open(RETIRING)
            self.retiring.first().setFocus()

    def _retire(self, measure: Measure, last: Period, reason: str) -> None:
        self.desk.workspace.retire(measure, last, reason)
        self.list.go_to(self._held(measure.id))  # which shows those that are retired, where it is one by now
        self._tell_done(f"{measure.code or measure.title} is reported for the last time in {show_period(last)}.")

    def _bring_back(self) -> None:
        self.leave()
        if measure := self.measure:
            self.desk.workspace.bring_back(measure)
            self._tell_done(f"{measure.code or measure.title} is reported again.")

    @override
    def begin_new(self) -> None:
        """Ask for a new measure in the place of the form."""
        self.leave()
        self._open(NEW)
        self.making.begin(self.measure)

    def _end_new(self) -> None:
        self._open(FORM)
        self.list.view.setFocus()

    def _made(self, measure: Measure) -> None:
        self._show(measure)
        self.moved.emit(Spot("measures", measure.id))
        self.tabs.setCurrentIndex(0)
        self.what.fields["unit"].control.setFocus()

    def _remove(self) -> None:
        measure, workspace = self.measure, self.desk.workspace
        if measure is None:
            return
        placements = [each for each in workspace.placements() if each.measure == measure.id]
        self.change(f"Remove {measure.code}", gone=[*workspace.belongings(measure.id), *placements, measure])
        self.desk.messages.tell(f"{name_of(measure)} was removed.", act="Undo", run=self.desk.undo)

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        wide = self.width() >= ROOM_FOR_NAMES
        for number, (name, short) in enumerate(TABS):
            self.tabs.setTabText(number, name if wide else short)
            self.tabs.setTabToolTip(number, "" if wide else name)
        self.list.setFixedWidth(LIST if self.width() >= ROOM_FOR_LIST else NARROW_LIST)
