"""What an import would do, to be looked at and accepted or left; it takes the place of the page."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QCheckBox, QFrame, QHBoxLayout, QTabWidget, QVBoxLayout, QWidget
from typing_extensions import override

from ascdesk.model import Measure
from ascdesk.returns.plan import Plan, Status
from ascdesk.returns.values import Return
from ui.changes import called, change_rows, measure_rows, problem_rows, taken_words
from ui.models.texts import TextsModel
from ui.widgets.labels import button, card, label
from ui.widgets.period_line import PeriodLine
from ui.widgets.text_table import TextTable
from ui.words import bare, of_them

Replan = Callable[[bool], Plan]
CHANGES = ("Code", "Measure", "What", "Was", "Becomes", "Cell")
PROBLEMS = ("Cell", "What stands there", "What is wrong", "What to do")
NOTICES = ("Cell", "What stands there", "What was assumed", "What to do")
MEASURES = ("Code", "Title", "Unit", "How it is counted", "Better is")


class ImportPreview(QWidget):
    """Shows a plan, made again at once when `adopt` is changed.

    Emits `accepted` with it, or `left`, or `period_given` with the Period that the figures are for instead.
    """

    accepted = Signal(object)
    left = Signal()
    period_given = Signal(object)

    def __init__(self, returns: tuple[Return, ...], held: tuple[Measure, ...], replan: Replan) -> None:
        super().__init__()
        self.setObjectName("page")
        self.setAccessibleName("Import preview")
        self._held, self._replan = held, replan
        full = replan(True)
        self.unknown = len(full.measures)
        self.adopt = QCheckBox(_adopt_words(self.unknown))
        self.adopt.setAccessibleName(self.adopt.text())
        # Where the file holds no measures yet, setting up from this report is what the import is for.
        self.adopt.setChecked(self.unknown > 0 and not held)
        self.plan = full if self.adopt.isChecked() or not self.unknown else replan(False)
        self.title = label(f"Import {called(returns)}", "heading")
        self.about = label(_recognised(returns), "second", wrap=True)
        self.period = PeriodLine("These figures are for", next((each.period for each in returns if each.period), None))
        self.period.given.connect(self.period_given)
        self.taken = label("", "third", wrap=True)
        self.why = label("Nothing new can be imported unless these measures are made.", "second", wrap=True)
        self.counts = {name: label("0", "figure") for name in ("New", "Changed", "Unchanged", "Rejected")}
        self.leave, self.take = button("Cancel"), button("Import", "primary")
        self._make_tabs()
        self._lay_out()
        self.offer.setVisible(self.unknown > 0)
        self._show_plan()
        self.adopt.toggled.connect(self._adopt_changed)
        self.leave.clicked.connect(self.left)
        self.take.clicked.connect(lambda: self.accepted.emit(self.plan))

    def _make_tabs(self) -> None:
        self.changes, self.problems = TextsModel(CHANGES, self), TextsModel(PROBLEMS, self)
        self.notices, self.measures = TextsModel(NOTICES, self), TextsModel(MEASURES, self)
        self.tabs = QTabWidget()
        self.tabs.setDocumentMode(True)
        self.tabs.tabBar().setAccessibleName("Parts of the preview")
        self.tabs.addTab(TextTable(self.changes, (8, 34, 16, 13, 17, 12), "Changes"), "")
        self.tabs.addTab(TextTable(self.problems, (14, 22, 34, 30), "Problems"), "")
        self.tabs.addTab(TextTable(self.notices, (14, 22, 34, 30), "To confirm"), "")
        self.tabs.addTab(TextTable(self.measures, (8, 50, 14, 16, 12), "New measures"), "")

    def _lay_out(self) -> None:
        layout = QVBoxLayout(self)
        layout.setContentsMargins(16, 10, 16, 12)
        layout.setSpacing(8)
        layout.addWidget(self.title)
        layout.addWidget(self.about)
        layout.addWidget(self.period)
        layout.addWidget(self._make_offer())
        layout.addLayout(self._numbers())
        ground = card()
        inside = QVBoxLayout(ground)
        inside.setContentsMargins(1, 4, 1, 1)
        inside.addWidget(self.tabs)
        layout.addWidget(ground, 1)
        foot = QHBoxLayout()
        foot.setSpacing(8)
        foot.addWidget(self.taken, 1)
        foot.addWidget(self.leave)
        foot.addWidget(self.take)
        layout.addLayout(foot)

    def _make_offer(self) -> QFrame:
        """Return what an import of unknown measures turns on, above all the rest."""
        self.offer = QFrame()
        self.offer.setProperty("role", "offer")
        inside = QVBoxLayout(self.offer)
        inside.setContentsMargins(10, 6, 12, 6)
        inside.setSpacing(2)
        inside.addWidget(self.adopt, 0, Qt.AlignmentFlag.AlignLeft)
        self.why.setContentsMargins(6, 0, 0, 0)
        inside.addWidget(self.why)
        return self.offer

    def _numbers(self) -> QHBoxLayout:
        numbers = QHBoxLayout()
        numbers.setSpacing(28)
        for name, number in self.counts.items():
            pair = QHBoxLayout()
            pair.setSpacing(8)
            pair.addWidget(number)
            pair.addWidget(label(name, "second"), 0, Qt.AlignmentFlag.AlignVCenter)
            numbers.addLayout(pair)
        numbers.addStretch(1)
        return numbers

    def _adopt_changed(self, adopt: bool) -> None:
        self.plan = self._replan(adopt)
        self._show_plan()

    def _show_plan(self) -> None:
        plan = self.plan
        counts = [plan.count(Status.NEW), plan.count(Status.CHANGED), plan.count(Status.UNCHANGED)]
        for number, count in zip(self.counts.values(), (*counts, len(plan.problems)), strict=True):
            number.setText(f"{count:,}")
        self.taken.setText(taken_words(plan))
        self.changes.show_rows(change_rows(plan, self._held))
        self.problems.show_rows(problem_rows(plan.problems))
        self.notices.show_rows(problem_rows(plan.notices))
        self.measures.show_rows(measure_rows(plan.measures))
        self._name_tabs()
        self._name_button(counts[0] + counts[1])

    def _name_button(self, values: int) -> None:
        plan = self.plan
        made = f"Make {of_them(len(plan.measures), 'measure')}" if plan.measures else "Nothing to import"
        self.take.setText(f"Import {of_them(values, 'value')}" if values else made)
        self.take.setAccessibleName(self.take.text())
        self.take.setEnabled(values > 0 or bool(plan.measures))
        stuck = not self.take.isEnabled() and self.unknown > 0
        self.why.setVisible(stuck)
        self._stuck = stuck

    def first(self) -> QWidget:
        """Return where the keyboard begins: at the tick box where nothing else can be done."""
        return self.adopt if self._stuck else self.tabs

    def _name_tabs(self) -> None:
        models = (self.changes, self.problems, self.notices, self.measures)
        names = ("Changes", "Problems", "To confirm", "New measures")
        for number, (name, model) in enumerate(zip(names, models, strict=True)):
            self.tabs.setTabText(number, f"{name} ({len(model.rows):,})")
            self.tabs.setTabEnabled(number, bool(model.rows))
        if not models[self.tabs.currentIndex()].rows:
            self.tabs.setCurrentIndex(next((n for n, model in enumerate(models) if model.rows), 0))

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.left.emit()
            return
        super().keyPressEvent(event)


def _adopt_words(unknown: int) -> str:
    one = unknown == 1
    return f"Also make the {of_them(unknown, 'measure')} that {'is' if one else 'are'} not here yet"


def _known(each: Return) -> str:
    """Return the framework that a return is of; nothing where it is only called after its file."""
    name = bare(each.framework)
    return "" if name.casefold() == Path(each.book.name).stem.casefold() else name


def _recognised(returns: tuple[Return, ...]) -> str:
    names = dict.fromkeys(_known(each) or "a table of figures" for each in returns)
    found = any(each.period for each in returns)
    return f"Recognised as {' and '.join(names)}.{'' if found else ' No period was found in it: say which it is for.'}"
