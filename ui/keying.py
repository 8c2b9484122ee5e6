"""What typing, pasting, filling and clearing do to the open file, and what is said of it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace

from PySide6.QtCore import QObject, Signal

from ascdesk.entering import Field, entered, entered_together, number_text
from ascdesk.errors import UserError
from ascdesk.model import EntityId, Figure
from ascdesk.pasting import Cell, Layout, Place
from ascdesk.periods import Period, show_period
from ascdesk.scorecard import show_figure
from ascdesk.sheet import Line
from ui.models.unread import CellKey, Exchange, Kept, Unread
from ui.page import Desk
from ui.past import PastChange, Pending, named, period_list
from ui.words import of_them

Change = tuple[Line, Period, Figure | None, Figure | None]
# Steps further back than this are not taken back to see a text again.
_LOOKED_BACK = 200
_VERBS = {"Pasted": "Paste", "Cleared": "Clear", "Cut": "Cut", "Filled": "Fill", "Set": "Set"}


class Keying(QObject):
    """Takes what is typed to the workspace. Emits `asked` with a block of texts that wants agreeing to first.

    Emits `unread_changed` when a text made no figure and stays in its cell, or was let go.
    """

    asked = Signal(object)
    unread_changed = Signal()

    def __init__(self, desk: Desk, unread: Unread, parent: QObject) -> None:
        super().__init__(parent)
        self._workspace, self._messages, self._undo = desk.workspace, desk.messages, desk.undo
        self._unread = unread
        self._said = ""
        # The texts that went and came with a step, by its id, and whether it is undone: undo turns that round.
        self._with_steps: dict[str, tuple[Exchange, bool]] = {}
        # The texts that came without a step, the latest last, each with the step that was the log's latest then.
        self._without_step: list[tuple[str, Exchange]] = []
        self.period = Period.year(2000)

    # What is entered

    def type_text(self, line: Line, place: Place, text: str) -> bool:
        """Enter what was typed into one cell; what makes no figure, or is refused, stays there, and is told."""
        cell, before = Cell(line, place, text), line.figures.get(place.period)
        try:
            after = entered(cell.entry, before)
        except UserError as why:
            self._keep_unread([(cell, why)])
            self._say(f"{_where(cell)}: {why.problem} {why.remedy}", "warning")
            return False
        if after != before and (refusal := self._enter([cell])):
            self._say(f"{_where(cell)}: {refusal.problem} {refusal.remedy}", "trouble")
            return False
        said = self._said
        if (self._let_go([cell]) or after != before) and not self._tell_one(cell, before, after):
            self._take_back(said)
        return True

    def change(self, layout: Layout, done: str) -> None:
        """Enter texts into many cells, or ask first where that changes figures of earlier periods.

        `done` is the verb for it.
        """
        changed = _changed(self._sorted(layout.cells)[0])
        past = tuple(
            PastChange(line, period, show_figure(line.measure, before), show_figure(line.measure, after))
            for line, period, before, after in changed
            if period < self.period and before is not None
        )
        pending = Pending(layout, past, done, any(period == self.period for _, period, _, _ in changed))
        if past:
            self.asked.emit(pending)
        else:
            self.agree(pending)

    def agree(self, pending: Pending) -> None:
        """Enter texts into many cells as one step, and say how it went."""
        done, cells = pending.done, pending.layout.cells
        good, refused = self._sorted(cells)
        changed = _changed(good)
        if changed and (refusal := self._enter(good, _label(done, changed) if len(changed) > 1 else "")):
            self._say(f"No figure was changed. {refusal.problem} {refusal.remedy}", "trouble")
            return
        exchange = self._exchange(good, refused)
        gone = exchange.gone
        step = self._workspace.undoable() if changed and exchange else None
        if step:
            self._with_steps[step.id] = exchange, False
        if gone and not changed and not refused:
            self._say(
                f"{done} {of_them(len(gone), 'text')} that made no figure.", act="Undo", run=lambda: self._bring(gone)
            )
            return
        self._tell_many(done, changed, [error for _, error in refused], pending.layout, exchange)
        if exchange.came and not changed:
            self._without_step.append((self._latest(), exchange))

    def _enter(self, cells: Sequence[Cell], label: str = "") -> UserError | None:
        """Enter cells as one step; where the file takes nothing, the texts stay in them, and the reason is returned."""
        try:
            self._workspace.enter([cell.entry for cell in cells], label)
        except UserError as why:
            changed = {line.entry(period, "").key for line, period, _, _ in _changed(cells)}
            # A cell that was to be emptied has no text that could be lost.
            kept = [cell for cell in cells if cell.text.strip() and cell.entry.key in changed]
            self._keep_unread([(cell, _not_saved(cell, why)) for cell in kept], refused=True)
            return _not_saved(cells[0], why) if len(cells) == 1 and kept else why
        return None

    def explain(self, line: Line, figure: Figure, note: str) -> None:
        """Keep a note on a figure, or take it away."""
        if note.strip() == figure.note:
            return
        where = f"{named(line)} for {show_period(figure.period)}"
        try:
            self._workspace.save([replace(figure, note=note.strip())], f"Note on {where}")
        except UserError as why:
            self._say(f"The note “{note.strip()}” on {where} is not saved. {why.problem} {why.remedy}", "trouble")

    # Texts that made no figure

    def let_go(self, line: Line, place: Place) -> None:
        """Let the text of a cell go that made no figure; what was there before shows again."""
        if self._let_go([Cell(line, place, "")]):
            self._take_back(self._said)

    def follow_undo(self) -> None:
        """Bring the texts back that went with a step which is undone, and let them go where it is done again."""
        if not self._with_steps:
            return
        reversed_by: dict[str, str] = {}
        for step in self._workspace.steps(_LOOKED_BACK):
            reversed_by.setdefault(step.of or "", step.action)
        for step_id, (exchange, before) in tuple(self._with_steps.items()):
            undone = reversed_by[step_id] == "undo" if step_id in reversed_by else before
            if undone is not before:
                self._with_steps[step_id] = self._turn(exchange), undone

    def can_take_away(self) -> bool:
        """Tell whether texts that made no figure were brought, by a paste or a fill, after the latest step."""
        if not self._without_step:
            return False
        latest = self._latest()
        self._without_step = [
            (step, exchange) for step, exchange in self._without_step if step == latest and self._standing(exchange)
        ]
        return bool(self._without_step)

    def take_away(self) -> None:
        """Take the texts away that were brought last without a step; what stood there before comes back."""
        if self.can_take_away():
            self._take_away(self._without_step.pop()[1])

    def _take_away(self, exchange: Exchange) -> None:
        """Take the texts away that came with an exchange, and offer to bring them back."""
        self._without_step = [each for each in self._without_step if each[1] is not exchange]
        turned = self._turn(exchange)
        count = len(turned.gone)
        if count:
            it = "it" if count == 1 else "them"
            text = f"Took {of_them(count, 'text')} away that made no figure."
            self._say(text, act=f"Bring {it} back", run=lambda: self._bring_back(turned))
        else:
            self._take_back(self._said)

    def _bring_back(self, turned: Exchange) -> None:
        self._without_step.append((self._latest(), self._turn(turned)))

    def _turn(self, exchange: Exchange) -> Exchange:
        """Undo an exchange of texts, as far as nobody has typed over them since; return what that exchanged."""
        gone = self._drop(self._standing(exchange))
        came = {key: kept for key, kept in exchange.gone.items() if self._unread.get(key) is None}
        self._bring(came)
        return Exchange(gone, came)

    def _standing(self, exchange: Exchange) -> list[CellKey]:
        """Return the cells in which the texts still stand that came with an exchange."""
        return [key for key, kept in exchange.came.items() if self._unread.get(key) == kept]

    def _exchange(self, good: Sequence[Cell], refused: Sequence[tuple[Cell, UserError]]) -> Exchange:
        """Let the texts of cells go that are read now, and keep those that are not; return what went and came."""
        gone, texts = self._let_go(good), _kept(refused)
        came = {key: kept for key, kept in texts.items() if self._unread.get(key) != kept}
        covered = {key: kept for key in came if (kept := self._unread.get(key))}
        self._bring(came)
        return Exchange({**gone, **covered}, came)

    def _latest(self) -> str:
        """Return the id of the latest step of the log."""
        return next((step.id for step in self._workspace.steps(1)), "")

    def save_unread(self) -> None:
        """Write the texts that made no figure into the file, where it did not take them before; else say so."""
        if self._unread.saved:
            return
        try:
            self._unread.save()
        except UserError as why:
            where = self._unread.where()
            self._say(f"What was typed in {where} is not in the file. {why.problem} {why.remedy}", "trouble")

    def _keep_unread(self, texts: Sequence[tuple[Cell, UserError]], refused: bool = False) -> None:
        self._bring(_kept(texts, refused))

    def _bring(self, texts: Mapping[CellKey, Kept]) -> None:
        if any(self._unread.get(key) != kept for key, kept in texts.items()):
            self._unread.keep(texts)
            self.save_unread()
            self.unread_changed.emit()

    def _let_go(self, cells: Iterable[Cell]) -> Mapping[CellKey, Kept]:
        return self._drop((cell.entry.key, cell.place.field) for cell in cells) if len(self._unread) else {}

    def _drop(self, keys: Iterable[CellKey]) -> Mapping[CellKey, Kept]:
        gone = self._unread.drop(keys)
        if gone:
            self.save_unread()
            self.unread_changed.emit()
        return gone

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

    # What is said

    def tell(self, text: str) -> None:
        """Say why nothing was done."""
        self._say(text, "warning")

    def _say(self, text: str, kind: str = "done", act: str = "", run: Callable[[], object] | None = None) -> None:
        self._said = text
        self._messages.tell(text, kind, act=act, run=run)

    def _take_back(self, said: str) -> None:
        """Close what was said of a cell before, which something else stands in now, or which undo is of no more."""
        if said:
            self._messages.take_back(said)

    def _tell_one(self, cell: Cell, before: Figure | None, after: Figure | None) -> bool:
        """Say what a figure was that another took the place of; False where nothing needs saying."""
        line, period = cell.line, cell.place.period
        if before is None or before == after:
            return False
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
            self._say(" ".join(said), act="Undo", run=self._undo)
        return bool(said)

    def _tell_many(
        self, done: str, changed: list[Change], refused: list[UserError], layout: Layout, exchange: Exchange
    ) -> None:
        cleared = sum(after is None for _, _, _, after in changed)
        past = {period for _, period, _, _ in changed if period != self.period}
        said = [f"{done} {of_them(len(changed), 'figure')}" if changed else "No figure changed"]
        if cleared and done != "Cleared":
            said.append(f", {cleared} of them cleared")
        if past:
            also = "also " if any(period == self.period for _, period, _, _ in changed) else ""
            said.append(f", {also}for {period_list(past)}")
        text = f"{''.join(said)}."
        if refused:
            text += f" {of_them(len(refused), 'cell')} cannot be read: {refused[0].problem} {refused[0].remedy}"
        text = " ".join([text, *layout.left_out])
        # Of many cells it is not seen how many have changed.
        worth = refused or layout.left_out or past or (changed and len(layout.cells) > 1)
        if not worth and done not in ("Pasted", "Cut"):
            return
        kind = "warning" if refused or layout.left_out else "done"
        if changed:
            self._say(text, kind, act="Undo", run=self._undo)
        elif exchange.came:
            act = "Take it away" if len(exchange.came) == 1 else "Take them away"
            self._say(text, kind, act=act, run=lambda: self._take_away(exchange))
        else:
            self._say(text, kind)


def _where(cell: Cell) -> str:
    return f"{named(cell.line)}, {show_period(cell.place.period)}"


def _kept(texts: Iterable[tuple[Cell, UserError]], refused: bool = False) -> dict[CellKey, Kept]:
    """Return what is kept of cells whose texts made no figure, each with the reason."""
    return {
        (cell.entry.key, cell.place.field): Kept(
            cell.text,
            f"{why.problem} {why.remedy}",
            f"{named(cell.line)} for {show_period(cell.place.period)}",
            refused,
        )
        for cell, why in texts
    }


def _not_saved(cell: Cell, why: UserError) -> UserError:
    return UserError(f"“{cell.text.strip()}” is not saved. {why.problem}", why.remedy)


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
    when = f" for {period_list(periods)}" if len(periods) == 1 else ""
    return f"{_VERBS[done]} {of_them(len(changed), 'figure')}{when}"


def _refusal(cells: Sequence[Cell]) -> UserError | None:
    held = cells[0].line.figures.get(cells[0].place.period)
    try:
        entered_together([cell.entry for cell in cells], held)
    except UserError as refused:
        return refused
    return None
