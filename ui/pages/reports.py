"""The Reports page: choose a report, read its sheets as they will be written, export it."""

from __future__ import annotations

from PySide6.QtWidgets import QHBoxLayout, QTabWidget, QVBoxLayout, QWidget
from typing_extensions import override

from ascdesk.commenting import Stage, count_stages, lines
from ascdesk.expecting import expectations, longer_wanted, progress
from ascdesk.reports.contents import Contents
from ascdesk.reports.sheets import all_sheets
from ascdesk.scorecard import Row, Scorecard
from ui.page import Desk, Page, Spot, Touched
from ui.widgets.labels import button, label
from ui.widgets.labels import card as ground
from ui.widgets.report_choice import ReportChoice, complete_words, contents_words, missing_words
from ui.widgets.report_sheet import SheetView

CHOICE_WIDTH = 286
FORMATS = "Excel holds every sheet, CSV the first one."


class ReportsPage(Page):
    """Shows what a report of the shown period will contain; `report` is the one that is chosen."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self.report = "scorecard"
        self.contents: Contents | None = None
        self._lacks: tuple[str, ...] = ()
        self._complete = ""
        self.choice = ReportChoice()
        self.choice.mark(self.report)
        self.export = button("Export…", tip="Export this report to Excel or CSV (Ctrl+E)")
        self.tabs = QTabWidget()
        self.tabs.setDocumentMode(True)
        self.tabs.setAccessibleName("Sheets of the report")
        self.tabs.tabBar().setAccessibleName("Sheets of the report")
        self._lay_out()
        self.choice.chosen.connect(self.choose)
        self.choice.lacking.connect(lambda: desk.go(Spot("overview")))
        self.export.clicked.connect(lambda: desk.do("export"))

    def _lay_out(self) -> None:
        left, right = ground(), ground()
        left.setFixedWidth(CHOICE_WIDTH)
        for surface, widget, above in ((left, self.choice, 1), (right, self.tabs, 4)):
            inside = QVBoxLayout(surface)
            inside.setContentsMargins(1, above, 1, 1)
            inside.addWidget(widget)
        across = QHBoxLayout()
        across.setSpacing(12)
        across.addWidget(left)
        across.addWidget(right, 1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(16, 10, 16, 12)
        layout.setSpacing(8)
        head = QHBoxLayout()
        head.setSpacing(12)
        head.addWidget(label("Reports", "heading"))
        head.addStretch(1)
        head.addWidget(label(FORMATS, "caption"))
        head.addWidget(self.export)
        layout.addLayout(head)
        layout.addLayout(across, 1)

    @override
    def show_card(self, card: Scorecard, touched: Touched = None) -> None:
        workspace = self.desk.workspace
        self.contents = workspace.contents(card.period)
        periods, measures = longer_wanted(card)
        longer = workspace.figures_in(periods, measures) if measures else ()
        done = progress(expectations(card, longer))
        texts = lines(card, workspace.commentaries(card.period), workspace.sections(), workspace.measures(card.period))
        self._lacks = missing_words(self.contents, done, count_stages(texts)[Stage.TO_WRITE])
        self._complete = complete_words(self.contents, done)
        self._show_sheets()

    def choose(self, report: str) -> None:
        """Show another report; the window's own Export… button exports the same."""
        self.report = report
        self._show_sheets()

    def _show_sheets(self) -> None:
        if self.contents is None:
            return
        tables = all_sheets(self.report, self.contents)
        self.export.setText(f"Export the {self.report}…")
        self.export.setAccessibleName(f"Export the {self.report}")
        shown = self.tabs.tabText(self.tabs.currentIndex())
        while self.tabs.count():
            old = self.tabs.widget(0)
            self.tabs.removeTab(0)
            if old is not None:
                old.deleteLater()
        for table in tables:
            view = SheetView(table)
            view.table.how_wanted.connect(self._lead)
            self.tabs.addTab(view, table.name)
        self.tabs.setCurrentIndex(next((at for at, table in enumerate(tables) if table.name == shown), 0))
        counts = [(table.name, len(table.items)) for table in tables if table.name != "Notes"]
        facts = contents_words(self.report, self.contents, counts)
        self.choice.show_words(facts, self._lacks, self._complete)

    def _lead(self, row: Row) -> None:
        """Go to where a rating says how it was reached."""
        self.desk.go(Spot("scorecard", row.measure.id, row.part, returns=True, how="rating"))

    @override
    def first(self) -> QWidget:
        return self.choice.choices[self.report]
