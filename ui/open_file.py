"""One open file in the window: its pages, its period, and what is done with it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, cast

from PySide6.QtCore import QObject, Signal

from ascdesk.changing import Changes
from ascdesk.periods import Period
from ascdesk.workspace import Workspace
from ui.exports import export_report
from ui.imports import Importing
from ui.page import Desk, Page, Spot, Touched, Unsaved
from ui.pages import make_page
from ui.shell import Shell
from ui.tasks import Tasks
from ui.widgets.empty import EmptyState
from ui.widgets.navigation import PLACES
from ui.widgets.search import Destination
from ui.words import bare, local_time

if TYPE_CHECKING:  # loaded when they are first shown
    from ui.dialogs.import_preview import ImportPreview
    from ui.pages.reports import ReportsPage

FIRST = "overview"
WITHOUT_MEASURES = "measures"
# What is compared with print stands behind the scorecard, and is no page of the navigation.
# Nor is the preparing of a year, which stands behind the measures.
COMPARISON, NEW_YEAR = "reconciliation", "new_year"
BEHIND = {COMPARISON: "scorecard", NEW_YEAR: "measures"}
TITLES = {
    **{place.key: place.title for place in PLACES}, COMPARISON: "Compared with print", NEW_YEAR: "Start a new year",
}  # fmt: skip


class OpenFile(QObject):
    """Shows a workspace in the shell. Emits `changed` whenever the window's own state must be shown again.

    Emits `touched` instead where only figures or texts of some measures are others than before; `today_wanted`
    where somebody goes back from a file that is shown as it was on a day. It opens `at` a spot, where one is given.

    Pages are made when they are first shown. The scorecard of the shown period is judged once for all of them,
    and again only for the measures that a change touched.
    """

    changed = Signal()
    touched = Signal()
    today_wanted = Signal()

    def __init__(
        self, workspace: Workspace, shell: Shell, tasks: Tasks, do: Callable[[str], None], at: Spot | None = None
    ) -> None:
        super().__init__()
        self.workspace, self._shell, self._tasks, self._do = workspace, shell, tasks, do
        self._opened = datetime.now(UTC)
        self._asked: tuple[Period, ...] = ()
        self._offer()
        self.spot = at or Spot(FIRST)
        self.period = self.spot.period or self._best_period()
        self.card, self.calendar = workspace.scorecard(self.period), workspace.calendar()
        self._trail: tuple[Spot, ...] = ()
        self.preview: ImportPreview | None = None
        self.pages: dict[str, Page] = {}
        self._stale: set[str] = set()
        self._heeds = False  # the navigation
        self._desk = Desk(workspace, tasks, shell.messages, self.go, do, self.undo, self.back)
        self.empty = EmptyState()
        self.empty.act.clicked.connect(lambda: do("import"))
        shell.pages.addWidget(self.empty)
        self._importing = Importing(workspace, tasks, shell.messages, self.undo, self.compare)
        self._importing.previewed.connect(self._show_preview)
        self._importing.finished.connect(self.end_preview)
        self._unsubscribe = workspace.subscribe(self._follow)
        self.resume()
        try:
            self.show_period(self.period)
        except BaseException:
            self.close()
            raise

    def close(self) -> None:
        """Let go of the file, and take its pages out of the window, even where what is half done is refused."""
        try:
            self.leave_all()
            if waiting := self.unsaved():
                raise waiting[0].why
        finally:
            self._let_go()

    def _let_go(self) -> None:
        self._unsubscribe()
        self._drop_preview()
        self.rest()
        for page in (*self.pages.values(), self.empty):
            self._shell.pages.removeWidget(page)
            page.hide()
            page.deleteLater()
        self.workspace.close()
        self.deleteLater()

    def as_at(self, day: date, at: Spot) -> OpenFile:
        """Return the file as it was at the end of a day, opened at a spot; UserError for a day to come."""
        return OpenFile(self.workspace.as_at(day), self._shell, self._tasks, self._do, at)

    def rest(self) -> None:
        """Leave the navigation to a file that is shown in front of this one."""
        if self._heeds:
            self._shell.navigation.chosen.disconnect(self._choose)
        self._heeds = False

    def resume(self) -> None:
        """Heed the navigation."""
        self._shell.navigation.chosen.connect(self._choose)
        self._heeds = True

    def leave(self) -> None:
        """Have the shown page keep what is half done."""
        if page := self.pages.get(self.spot.page):
            page.leave()

    def leave_all(self) -> None:
        """Have every page keep what is half done, or what the file did not take before; the shown one first."""
        self.leave()
        for page in self.pages.values():
            page.leave()

    def unsaved(self) -> tuple[Unsaved, ...]:
        """Return what somebody typed that the file did not take, and that waits on the pages."""
        return tuple(each for page in self.pages.values() for each in page.unsaved())

    # Going places

    @property
    def page(self) -> Page | None:
        """The page that is shown; None while a file without measures has nothing to show on it."""
        return self.pages.get(self.spot.page) if self._filled() else None

    def _filled(self) -> bool:
        return bool(self.card.rows) or self.spot.page == WITHOUT_MEASURES

    def go(self, spot: Spot) -> None:
        """Show a page, a measure on it, and its period."""
        if self.preview is not None:
            return
        self.leave()
        if spot.period is not None and spot.period != self.period:
            self._judge(spot.period)
        self._trail = self._way_to(spot)
        keep = spot.measure is None
        self.spot = Spot(
            spot.page or self.spot.page,
            self.spot.measure if keep else spot.measure,
            self.spot.part if keep else spot.part,
            self.spot.series if keep else spot.series,
        )
        self._show_page()
        if self.page is not None:
            if spot.new:
                self.page.begin_new()
            if spot.how:
                self.page.show_how(spot.how)
            self.page.first().setFocus()
        self.changed.emit()

    def _way_to(self, spot: Spot) -> tuple[Spot, ...]:
        """Return the pages that lead back from a spot; the comparison is gone back to where it is one of them."""
        if spot.page in ("", self.spot.page):
            return self._trail
        if not spot.returns:
            return ()
        way = (*self._trail, self.spot)
        pages = [each.page for each in way]
        return way[: pages.index(COMPARISON)] if spot.page == COMPARISON and COMPARISON in pages else way

    def back(self) -> None:
        """Go back to the page that the shown one was gone to from, if it was left for that, or from the past."""
        if self._trail and self.preview is None:
            *way, spot = self._trail
            self.go(replace(spot, returns=True))
            self._trail = tuple(way)
            self._show_way_back()
        elif self.workspace.day is not None:
            self.today_wanted.emit()

    def compare(self) -> None:
        """Show what reports printed for the shown period beside what is computed."""
        self.go(Spot(COMPARISON, returns=True))

    def prepare_year(self) -> None:
        """Show what becomes of each measure in the financial year after the shown one."""
        self.go(Spot(NEW_YEAR, returns=True))

    def _show_way_back(self) -> None:
        if self.page is not None:
            self.page.show_way_back(TITLES[self._trail[-1].page] if self._trail else "")

    def _choose(self, key: str) -> None:
        self.go(Spot(key))

    def show_period(self, period: Period) -> None:
        """Show a period on every page."""
        self.leave()
        self._asked = (period,)
        self._offer()
        self._judge(period)
        self._show_page()
        self.changed.emit()

    def _best_period(self) -> Period:
        return self.workspace.default_period() or self.offered[-1]

    def _judge(self, period: Period) -> None:
        self.period, self.card = period, self.workspace.scorecard(period)
        self.calendar = self.workspace.calendar()
        self._stale = set(self.pages)

    def _show_page(self, touched: Touched = None) -> None:
        spot = self.spot  # a page that is filled may move its cursor, and say so
        self._shell.navigation.mark(BEHIND.get(spot.page, spot.page))
        if not self._filled():
            self._shell.pages.setCurrentWidget(self.empty)
            return
        page = self._page(self.spot.page)
        if self.spot.page in self._stale:
            page.show_card(self.card, touched)
            self._stale.discard(self.spot.page)
        self._shell.pages.setCurrentWidget(page)
        if touched is None:
            self.spot = spot
            page.go_to(spot)
            self._show_way_back()

    def _page(self, key: str) -> Page:
        if key not in self.pages:
            page = make_page(key, self._desk)
            page.moved.connect(self._moved)
            self.pages[key] = page
            self._shell.pages.addWidget(page)
            self._stale.add(key)
        return self.pages[key]

    def _moved(self, spot: Spot) -> None:
        self.spot = Spot(self.spot.page, spot.measure, spot.part, spot.series)

    def places(self) -> list[Destination]:
        """Return the measures and pages of the file as places to go to."""
        found = [
            Destination(
                " · ".join(word for word in (row.measure.code, row.part, row.measure.title) if word),
                lambda row=row: self.go(Spot("", row.measure.id, row.part)),  # type: ignore[misc]
            )
            for row in self.card.rows
        ]
        return found + [Destination(place.title, lambda key=place.key: self._choose(key)) for place in PLACES]  # type: ignore[misc]

    # Returns and reports

    def import_files(self, paths: Sequence[Path]) -> None:
        """Read files, and show what importing them would do."""
        self.leave()
        self.end_preview(None)
        self._importing.start(paths)

    def import_text(self, text: str) -> None:
        """Read a text that was copied from a report, and show what importing it would do."""
        self.leave()
        self.end_preview(None)
        self._importing.start_pasted(text)

    @property
    def report(self) -> str:
        """The report that is chosen on the Reports page; the scorecard until another is."""
        page = self.pages.get("reports")
        return cast("ReportsPage", page).report if page else "scorecard"

    def export(self, out: Path, report: str = "scorecard") -> None:
        """Write a report of the shown period into a file."""
        self.leave()
        export_report(self.workspace, report, self.period, out, self._tasks, self._shell.messages)

    # The log

    def undo(self) -> None:
        """Take back the latest step; ask first where it was made before the file was opened."""
        self.leave()
        step = self.workspace.undoable()
        if step is None or step.at >= self._opened:
            self._undo()
            return
        when = f"The last change is from {local_time(step.at)}, before this file was opened"
        self._shell.messages.tell(f"{when}: {bare(step.label)}.", "warning", act="Undo it", run=self._undo)

    def _undo(self) -> None:
        undone = self.workspace.undoable()
        self.workspace.undo()
        what = bare(undone.label) if undone else "the last step"
        self._shell.messages.tell(f"Undone: {what}.", act="Redo", run=self.redo)

    def redo(self) -> None:
        """Do again what was undone last."""
        redone = self.workspace.redoable()
        self.workspace.redo()
        what = bare(redone.label) if redone else "the last step"
        self._shell.messages.tell(f"Done again: {what}.", act="Undo", run=self.undo)

    # The preview of an import

    def end_preview(self, period: Period | None) -> None:
        """Put the page back in the preview's place, at the period of what was imported."""
        if self.preview is None:
            return
        self._drop_preview()
        self.show_period(period or self.period)
        if self.page is not None:
            self.page.first().setFocus()

    def _drop_preview(self) -> None:
        preview, self.preview = self.preview, None
        if preview is not None:
            self._shell.pages.removeWidget(preview)
            preview.hide()
            preview.deleteLater()

    def _show_preview(self, preview: ImportPreview) -> None:
        self.end_preview(None)
        self.preview = preview
        self._shell.pages.addWidget(preview)
        self._shell.pages.setCurrentWidget(preview)
        preview.first().setFocus()
        self.changed.emit()

    def _follow(self, changes: Changes) -> None:
        """Judge again what a change touched, and show it on the page that is open; the others when they are."""
        self._shell.messages.outdate()
        if changes.touched is None or self.period not in self.offered:
            self._offer()
            self._judge(self.period if self.period in self.offered else self._best_period())
        else:
            self.card = self.workspace.judge_again(self.card, changes.touched)
            self._stale = set(self.pages)
        if self.preview is None:
            self._show_page(changes.touched)
        (self.changed if changes.touched is None else self.touched).emit()

    def _offer(self) -> None:
        """Look again which periods can be worked on; one that was asked for by name stays until another is shown."""
        self.offered = tuple(sorted({*self.workspace.offered_periods(), *self._asked}))
