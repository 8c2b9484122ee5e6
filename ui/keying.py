"""What typing, pasting, filling and clearing do to the open file, and what is said of it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace
from functools import partial

from PySide6.QtCore import QObject, Signal

from ascdesk.as_at import unchangeable
from ascdesk.entering import Field, entered, number_text, revised
from ascdesk.errors import UserError
from ascdesk.locking import locked_by
from ascdesk.model import Figure
from ascdesk.pasting import Cell, Layout, Place
from ascdesk.periods import Period, show_period
from ascdesk.scorecard import show_figure
from ascdesk.sheet import Line
from ui.keyed import (
    Change,
    Outcome,
    choices_of,
    kept_texts,
    label_of,
    not_saved,
    outcome,
    past_change,
    where_of,
    with_reason,
)
from ui.loading import loading
from ui.models.unread import CellKey, Exchange, Kept, Unread
from ui.page import Desk
from ui.past import TYPED, Either, Pending, named, period_list
from ui.words import of_them

# Steps further back than this are not taken back to see a text again.
_LOOKED_BACK = 200


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
        self.period = self.worked_on = Period.year(2000)

    def show_period(self, period: Period) -> None:
        """Take another period for the shown one, and look again which one the work of today is about."""
        self.period = period
        self.worked_on = self._workspace.default_period() or period

    # What is entered

    def type_text(self, line: Line, place: Place, text: str) -> bool:
        """Enter what was typed into one cell, or ask first why, where it changes a figure of an earlier period.

        What makes no figure, or is refused, stays there, and is told; False then.
        """
        if self.is_refused():
            return False
        cell, before = Cell(line, place, text), line.figures.get(place.period)
        try:
            after = entered(cell.entry, before)
        except UserError as why:
            self._keep_unread([(cell, why)])
            self._tell_unread(cell, why)
            return False
        valued = before is not None and before.value is not None
        if valued and after != before and self._is_past(place.period) and not self._is_locked([place.period]):
            change = past_change(line, place.period, before, after)
            self.asked.emit(Pending(Layout((cell,)), (change,), TYPED))
            return True
        return self._type(cell, before, after)

    def _type(
        self, cell: Cell, before: Figure | None, after: Figure | None, why: str = "", marked: bool = True
    ) -> bool:
        """Enter what one cell says; False where the file does not take it, which is told."""
        change = cell.line, cell.place.period, before, after
        if after != before and (refusal := self._enter([cell], [change], why=why, marked=marked)):
            self._say(f"{where_of(cell)}: {refusal.problem} {refusal.remedy}", "trouble")
            return False
        said = self._said
        now = revised(after, before, why, marked)
        if (self._let_go([cell]) or after != before) and not self._tell_one(cell, before, now):
            self._take_back(said)
        return True

    def _tell_unread(self, cell: Cell, why: UserError) -> None:
        """Say why a text made no figure, with a button for each way in which it can be read."""
        text, choices = f"{where_of(cell)}: {why.problem} {why.remedy}", choices_of(why)
        ways = [(each, partial(self.type_text, cell.line, cell.place, each)) for each in choices[:2]]
        first, second = (*ways, ("", None), ("", None))[:2]
        also = (first[0], first[1]) if second[1] and first[1] else None
        act, run = second if also else first
        self._said = text
        self._messages.tell(text, "warning", act=act, run=run, also=also)

    def is_refused(self) -> bool:
        """Tell, and say in a sentence, that nothing can be typed because the file is shown as it was on a day."""
        day = self._workspace.day
        if day is not None:
            self.tell(str(unchangeable(day)))
        return day is not None

    def _is_past(self, period: Period) -> bool:
        """Tell whether a period had ended when the one began that is worked on, or the shown one."""
        return any(period.last <= each.last - each.months for each in (self.period, self.worked_on))

    def _is_locked(self, periods: Iterable[Period]) -> bool:
        calendar = self._workspace.calendar()
        return any(locked_by(period, calendar) for period in periods)

    def change(self, layout: Layout, done: str) -> None:
        """Enter texts into many cells, or ask first where that changes figures of earlier periods.

        Asks first, too, where what is pasted looks like fractions. `done` is the verb for it.
        """
        if self.is_refused():
            return
        if done == "Pasted" and (fractions := layout.fractions):
            self.asked.emit(Either(layout, done, fractions))
        else:
            self._change(layout, done)

    def _change(self, layout: Layout, done: str) -> None:
        with loading(len(layout.cells)):
            self._ask_or_agree(layout, done)

    def _ask_or_agree(self, layout: Layout, done: str) -> None:
        found = outcome(layout.cells)
        changed = found.changed
        past = tuple(
            past_change(line, period, before, after)
            for line, period, before, after in changed
            if self._is_past(period) and before is not None
        )
        pending = Pending(layout, past, done, any(not self._is_past(period) for _, period, _, _ in changed))
        if past and not self._is_locked({period for _, period, _, _ in changed}):
            self.asked.emit(pending)
        else:
            self._agree(pending, found)

    def choose(self, either: Either, at: int) -> None:
        """Enter texts that may be read in two ways as somebody says that they are meant."""
        self._change(either.chosen(at), either.done)

    def leave_alone(self, pending: Pending) -> None:
        """Leave figures as they are that somebody was asked about; a text that waited for the answer goes."""
        if pending.done == TYPED:
            self._let_go(pending.layout.cells)

    def put_off(self, pending: Pending) -> None:
        """Keep a text in its cell that changes an earlier figure, until somebody says why."""
        cell = pending.layout.cells[0]
        if pending.done == TYPED and cell.text.strip():
            why = UserError(f"It waits for a reason: {pending.question}", "Press F2 and Enter to give it.")
            self._bring({key: replace(kept, waits=True) for key, kept in kept_texts([(cell, why)]).items()})

    def agree(self, pending: Pending, why: str = "", marked: bool = True) -> None:
        """Enter texts into many cells as one step, and say how it went.

        `why` is the reason of what becomes another in earlier periods; `marked` marks that as revised.
        """
        done, cells = pending.done, pending.layout.cells
        if done == TYPED:
            (cell,) = cells
            before = cell.line.figures.get(cell.place.period)
            self._type(cell, before, entered(cell.entry, before), why, marked)
            return
        with loading(len(cells)):
            self._agree(pending, outcome(cells), why, marked)

    def _agree(self, pending: Pending, found: Outcome, why: str = "", marked: bool = True) -> None:
        done, good, refused, changed = pending.done, found.good, found.refused, found.changed
        label = label_of(done, changed) if len(changed) > 1 else ""
        if changed and (refusal := self._enter(good, changed, label, why, marked)):
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

    def _enter(
        self, cells: Sequence[Cell], changed: Sequence[Change], label: str = "", why: str = "", marked: bool = True
    ) -> UserError | None:
        """Enter cells as one step; where the file takes nothing, the texts stay in them, and the reason is returned."""
        entries = [
            replace(cell.entry, why=why, marked=marked) if why and self._is_past(cell.place.period) else cell.entry
            for cell in cells
        ]
        try:
            self._workspace.enter(entries, with_reason(label, why, changed))
        except UserError as refused:
            keys = {line.entry(period, "").key for line, period, _, _ in changed}
            # A cell that was to be emptied has no text that could be lost.
            kept = [cell for cell in cells if cell.text.strip() and cell.entry.key in keys]
            self._keep_unread([(cell, not_saved(cell, refused)) for cell in kept], refused=True)
            return not_saved(cells[0], refused) if len(cells) == 1 and kept else refused
        return None

    def note(self, line: Line, figure: Figure, note: str) -> None:
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
        gone, texts = self._let_go(good), kept_texts(refused)
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
        self._bring(kept_texts(texts, refused))

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
        self, done: str, changed: Sequence[Change], refused: list[UserError], layout: Layout, exchange: Exchange
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
