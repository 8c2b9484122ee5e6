"""What typing, pasting, filling and clearing do to the open file, and what is said of it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from PySide6.QtCore import QObject, Signal

from ascdesk.entering import Field, entered, entered_together, number_text
from ascdesk.errors import UserError
from ascdesk.model import EntityId, Figure
from ascdesk.pasting import Cell, Layout, Place
from ascdesk.periods import Period, show_period
from ascdesk.scorecard import show_figure
from ascdesk.sheet import Line
from ui.models.figures import line_title
from ui.models.unread import Unread
from ui.page import Desk
from ui.words import of_them

Change = tuple[Line, Period, Figure | None, Figure | None]
_VERBS = {"Pasted": "Paste", "Cleared": "Clear", "Cut": "Cut", "Filled": "Fill", "Set": "Set"}


@dataclass(frozen=True, slots=True)
class PastChange:
    """A figure of an earlier period that a paste would make another."""

    line: Line
    period: Period
    before: str
    after: str

    @property
    def text(self) -> str:
        """What would change, in a phrase."""
        return f"{named(self.line)} {show_period(self.period, 'short')} {self.before} → {self.after or 'blank'}"


@dataclass(frozen=True, slots=True)
class Pending:
    """A paste that waits for somebody to agree, because it changes figures of earlier periods."""

    layout: Layout
    changes: tuple[PastChange, ...]


class Keying(QObject):
    """Takes what is typed to the workspace. Emits `asked` with a paste that wants agreeing to first.

    Emits `unread_changed` when a text could not be read, or was let go.
    """

    asked = Signal(object)
    unread_changed = Signal()

    def __init__(self, desk: Desk, unread: Unread, parent: QObject) -> None:
        super().__init__(parent)
        self._workspace, self._messages, self._undo = desk.workspace, desk.messages, desk.undo
        self._unread = unread
        self.period = Period.year(2000)

    def type_text(self, line: Line, place: Place, text: str) -> bool:
        """Enter what was typed into one cell; what cannot be read stays there, and is told."""
        cell, before = Cell(line, place, text), line.figures.get(place.period)
        try:
            after = entered(cell.entry, before)
        except UserError as refused:
            self._keep_unread([(cell, refused)])
            self._messages.tell(
                f"{named(line)}, {show_period(place.period)}: {refused.problem} {refused.remedy}", "warning"
            )
            return False
        self._let_go([cell])
        if after != before:
            self._workspace.enter([cell.entry])
            self._tell_one(cell, before, after)
        return True

    def set_cells(self, cells: Sequence[Cell], done: str, left_out: Iterable[str] = ()) -> None:
        """Enter texts into many cells as one step, and say how it went; `done` is the verb for it."""
        good, refused = self._sorted(cells)
        self._let_go(good)
        changed = _changed(good)
        if changed:
            self._workspace.enter([cell.entry for cell in good], _label(done, changed) if len(changed) > 1 else "")
        self._keep_unread(refused)
        self._tell_many(done, changed, [error for _, error in refused], tuple(left_out))

    def paste(self, layout: Layout) -> None:
        """Enter a pasted block, or ask first where it changes figures of earlier periods."""
        good, _ = self._sorted(layout.cells)
        changes = tuple(
            PastChange(line, period, show_figure(line.measure, before), show_figure(line.measure, after))
            for line, period, before, after in _changed(good)
            if period < self.period and before is not None
        )
        if changes:
            self.asked.emit(Pending(layout, changes))
        else:
            self.agree(layout)

    def tell(self, text: str) -> None:
        """Say why nothing was done."""
        self._messages.tell(text, "warning")

    def agree(self, layout: Layout) -> None:
        """Enter a pasted block."""
        self.set_cells(layout.cells, "Pasted", layout.left_out)

    def let_go(self, line: Line, place: Place) -> None:
        """Let the unread text of a cell go; what was there before shows again."""
        self._let_go([Cell(line, place, "")])

    def explain(self, line: Line, figure: Figure, note: str) -> None:
        """Keep a note on a figure, or take it away."""
        if note.strip() != figure.note:
            label = f"Note on {named(line)} for {show_period(figure.period)}"
            self._workspace.save([replace(figure, note=note.strip())], label)

    def _sorted(self, cells: Sequence[Cell]) -> tuple[list[Cell], list[tuple[Cell, UserError]]]:
        """Return the cells whose texts make figures, and those that do not with the reason."""
        together: dict[EntityId, list[Cell]] = {}
        for cell in cells:
            together.setdefault(cell.entry.key, []).append(cell)
        good, refused = [], []
        for group in together.values():
            if (why := _refusal(group)) is None:
                good += group
                continue
            wrong = [(cell, error) for cell in group if (error := _refusal([cell]))]
            rest = [cell for cell in group if cell not in [each for each, _ in wrong]]
            why = _refusal(rest) if rest else None
            refused += wrong + [(cell, why) for cell in rest if why]
            good += [] if why else rest
        return good, refused

    def _keep_unread(self, refused: Sequence[tuple[Cell, UserError]]) -> None:
        texts = {
            (cell.entry.key, cell.place.field): (
                cell.text, f"{why.problem} {why.remedy}", f"{named(cell.line)} for {show_period(cell.place.period)}",
            )
            for cell, why in refused
        }  # fmt: skip
        if texts:
            self._unread.keep(texts)
            self.unread_changed.emit()

    def _let_go(self, cells: Iterable[Cell]) -> None:
        if len(self._unread) and self._unread.drop((cell.entry.key, cell.place.field) for cell in cells):
            self.unread_changed.emit()

    def _tell_one(self, cell: Cell, before: Figure | None, after: Figure | None) -> None:
        line, period = cell.line, cell.place.period
        if before is None:
            return
        was, now = (show_figure(line.measure, each) or "blank" for each in (before, after))
        where = f"{named(line)} for {show_period(period)}"
        said = []
        if period != self.period:
            said.append(f"Changed {where}: {was} → {now}.")
        if cell.place.field is Field.VALUE and after and before.denominator is not None and after.denominator is None:
            pair = f"{number_text(before.numerator) or 'none'} of {number_text(before.denominator)}"
            said.append(f"{now} took the place of {pair} in {where}.")
        if before.note and not (after and after.note):
            said.append(f"The note “{before.note}” went with the old figure.")
        if said:
            self._messages.tell(" ".join(said), act="Undo", run=self._undo)

    def _tell_many(self, done: str, changed: list[Change], refused: list[UserError], left_out: tuple[str, ...]) -> None:
        cleared = sum(after is None for _, _, _, after in changed)
        past = {period for _, period, _, _ in changed if period != self.period}
        said = [f"{done} {of_them(len(changed), 'figure')}" if changed else "No figure changed"]
        if cleared and done != "Cleared":
            said.append(f", {cleared} of them cleared")
        if past:
            also = "also " if any(period == self.period for _, period, _, _ in changed) else ""
            said.append(f", {also}for {_list(past)}")
        text = f"{''.join(said)}."
        if refused:
            text += f" {of_them(len(refused), 'cell')} cannot be read: {refused[0].problem} {refused[0].remedy}"
        text = " ".join([text, *left_out])
        worth = refused or left_out or past or len(changed) > 1
        if worth or done in ("Pasted", "Cut"):
            kind = "warning" if refused or left_out else "done"
            self._messages.tell(text, kind, act="Undo" if changed else "", run=self._undo if changed else None)


def named(line: Line) -> str:
    """Return what a line is called in a sentence: its code, or its title where it has none."""
    twin = " ".join(each for each in (line.row.part, line.series, line.category) if each)
    return f"{line.measure.code} {twin}".strip() if line.measure.code else line_title(line)


def _changed(cells: Iterable[Cell]) -> list[Change]:
    """Return the figures that cells make another, each with how it was and how it will be."""
    together: dict[EntityId, list[Cell]] = {}
    for cell in cells:
        together.setdefault(cell.entry.key, []).append(cell)
    found = []
    for group in together.values():
        line, period = group[0].line, group[0].place.period
        before = line.figures.get(period)
        after = entered_together([cell.entry for cell in group], before)
        if after != before:
            found.append((line, period, before, after))
    return found


def _label(done: str, changed: Sequence[Change]) -> str:
    """Return what a step is called that changes several figures."""
    periods = {period for _, period, _, _ in changed}
    when = f" for {_list(periods)}" if len(periods) == 1 else ""
    return f"{_VERBS[done]} {of_them(len(changed), 'figure')}{when}"


def _refusal(cells: Sequence[Cell]) -> UserError | None:
    held = cells[0].line.figures.get(cells[0].place.period)
    try:
        entered_together([cell.entry for cell in cells], held)
    except UserError as refused:
        return refused
    return None


def _list(periods: Iterable[Period]) -> str:
    names = [show_period(each) for each in sorted(periods)]
    return " and ".join([", ".join(names[:-1]), names[-1]] if len(names) > 1 else names)
