"""What the panel beside the sheet does with the figure under the cursor: explain, flag, mark, bring back, show."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from functools import partial

from PySide6.QtCore import QObject, Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QMenu, QWidget

from ascdesk.entering import said
from ascdesk.errors import UserError
from ascdesk.holding import source_text
from ascdesk.identity import follow_up_id
from ascdesk.model import Explanation, Figure, Flag, FollowUp
from ascdesk.pasting import Place
from ascdesk.periods import show_period
from ascdesk.scorecard import show_figure
from ascdesk.sheet import Line
from ascdesk.store import Change
from ui import words
from ui.keying import Keying
from ui.models.unread import Kept
from ui.page import Desk
from ui.past import named
from ui.widgets.figure_checks import concerns_of
from ui.widgets.figure_history import Value
from ui.widgets.figure_panel import FigurePanel, Settled, Story
from ui.widgets.figure_status import NAMES

EXPLAIN, FLAG = "Ctrl+Shift+E", "Ctrl+Shift+F"


class Tending(QObject):
    """Takes what is done in the panel to the workspace, in one undoable step each, and says so."""

    def __init__(
        self, desk: Desk, panel: FigurePanel, keying: Keying, story: Callable[[], Story | None], page: QWidget
    ) -> None:
        super().__init__(page)
        self._desk, self._panel, self._keying, self._story = desk, panel, keying, story
        self._workspace = desk.workspace
        panel.noted.connect(self.note)
        panel.checks.explained.connect(self.explain)
        panel.checks.taken_back.connect(self.take_back)
        panel.checks.chosen.connect(self._type)
        panel.checks.reason_wanted.connect(self._ask_again)
        panel.flag.flagged.connect(self.flag)
        panel.flag.unflagged.connect(self.unflag)
        panel.status.marked.connect(self.mark)
        panel.history.restored.connect(self.restore)
        panel.history.source_wanted.connect(self.show_source)

    def add_keys(self, page: QWidget, show: Callable[[], object]) -> None:
        """Let keys on the page lead into the panel; `show` opens it."""
        for keys, begin in ((EXPLAIN, self._panel.begin_explaining), (FLAG, self._panel.begin_flagging)):
            shortcut = QShortcut(QKeySequence(keys), page)
            shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            shortcut.activated.connect(lambda begin=begin: (show(), begin()))

    def add_to_menu(self, menu: QMenu, show: Callable[[], object]) -> None:
        """Offer in a menu what can be done in the panel."""
        for text, keys, begin in (
            ("&Explain…", EXPLAIN, self._panel.begin_explaining), ("Fla&g…", FLAG, self._panel.begin_flagging),
        ):  # fmt: skip
            # The keys are only written beside it: the page takes them itself.
            menu.addAction(f"{text}\t{keys}").triggered.connect(lambda _=False, begin=begin: (show(), begin()))

    # What is told of a cell

    def story(self, line: Line, place: Place, unread: Kept | None) -> Story:
        """Return what the panel tells of a cell at once."""
        key = follow_up_id(line.entry(place.period, "").key)
        flag = next((each for each in self._workspace.follow_ups() if each.id == key), None)
        return Story(line, place, unread, flag)

    def settled(self, story: Story) -> Settled:
        """Return what the log says of a cell."""
        entity = story.line.entry(story.place.period, "").key
        files = self._workspace.imported_files()
        values: list[Value] = []
        explained: dict[object, str] = {}
        flagged = ""
        for change in self._workspace.history(story.line.measure, story.place.period):
            day = words.local_time(change.step.at).split(",")[0]
            if change.kind is Explanation:
                explained.setdefault(change.entity, day)
            elif change.kind is FollowUp and change.entity == follow_up_id(entity):
                flagged = flagged or day
            elif change.entity == entity and _says_more(change):
                after = change.after if isinstance(change.after, Figure) else None
                how = source_text(after, files) if after else words.bare(change.step.label)
                when = f"{words.local_time(change.step.at)}\n{change.step.author} · {how}"
                shown = show_figure(story.line.measure, after) or "blank"
                values.append(Value(shown, when, after.why if after else "", change, now=not values))
        return Settled(tuple(values), explained, flagged)  # type: ignore[arg-type]

    # What is done with it

    def note(self, note: str) -> None:
        """Keep a note on the figure, or take it away."""
        story = self._story()
        if story and story.figure:
            self._keying.note(story.line, story.figure, note)

    def explain(self, reason: str) -> None:
        """Say why the figure is right, for all that is odd about it and not explained yet."""
        story = self._story()
        if story is None or story.figure is None:
            return
        checks = [each.check for each in concerns_of(story.line, story.place.period) if each.open]
        if self._does(lambda: self._workspace.explain(story.line.measure, story.figure or _none(), checks, reason)):
            self._told(f"Explained {_where(story)}.")

    def take_back(self, explanations: tuple[Explanation, ...]) -> None:
        """Take explanations back, so that the figure wants checking again."""
        story = self._story()
        if story and self._does(
            lambda: self._workspace.remove(explanations, f"Take the explanation of {_where(story)} back")
        ):
            self._told(f"Took the explanation of {_where(story)} back.")

    def flag(self, text: str) -> None:
        """Put a flag on the cell."""
        if story := self._story():
            line = story.line
            if self._does(lambda: self._workspace.flag(
                line.measure, story.place.period, text, line.row.part, line.series, line.dimension, line.category
            )):  # fmt: skip
                self._told(f"Flagged {_where(story)}.")

    def unflag(self) -> None:
        """Take the flag off the cell."""
        story = self._story()
        flag = story.flag if story else None
        if story and flag and self._does(partial(self._workspace.unflag, flag)):
            self._told(f"Took the flag off {_where(story)}.")

    def mark(self, flag: Flag, on: bool) -> None:
        """Mark the figure, or no more; what explains it goes on explaining it."""
        story = self._story()
        if story is None or (figure := story.figure) is None:
            return
        flags = tuple(each for each in Flag if (on if each is flag else each in figure.flags))
        marked = replace(figure, flags=flags)
        kept = [
            replace(each.explanation, said=said(marked))
            for each in concerns_of(story.line, story.place.period)
            if each.explanation is not None and each.explanation.said == said(figure)
        ]
        name = NAMES[flag][0].lower()
        label = f"Mark {_where(story)} as {name}" if on else f"Mark {_where(story)} as {name} no more"
        if self._does(lambda: self._workspace.save([marked, *kept], label)):
            self._told(f"{_where(story)} is {'' if on else 'no longer '}marked as {name}.")
        self._panel.status.show_figure(after.figure if (after := self._story()) else None)

    def restore(self, change: Change) -> None:
        """Bring an earlier value back."""
        story = self._story()
        if story and self._does(lambda: self._workspace.restore(change)):
            after = change.after if isinstance(change.after, Figure) else None
            shown = show_figure(story.line.measure, after) or "a blank"
            self._told(f"Brought {shown} back in {_where(story)}.")

    def show_source(self, figure: Figure) -> None:
        """Open the kept file at the cell that a figure came from."""
        from ui.dialogs.source import show_source

        file = self._workspace.imported_files().get(figure.file) if figure.file else None
        if file is not None:
            content = self._workspace.file_content(file.id)
            show_source(self._panel.window(), self._desk.tasks, file.name, content, figure.place)

    def _type(self, text: str) -> None:
        """Type a text that says plainly what is meant."""
        if story := self._story():
            self._panel.left.emit()
            self._keying.type_text(story.line, story.place, text)

    def _ask_again(self) -> None:
        """Ask once more for the reason that a text waits for."""
        story = self._story()
        if story and story.unread:
            self._keying.type_text(story.line, story.place, story.unread.text)

    def _does(self, act: Callable[[], object]) -> bool:
        """Do something; False where the file does not take it, which is told."""
        try:
            act()
        except UserError as why:
            self._desk.messages.tell(f"{why.problem} {why.remedy}".strip(), "trouble")
            return False
        return True

    def _told(self, text: str) -> None:
        self._desk.messages.tell(text, act="Undo", run=self._desk.undo)


def _where(story: Story) -> str:
    return f"{named(story.line)} for {show_period(story.place.period)}"


def _none() -> Figure:
    raise UserError("There is no figure.", "Type one first.")


def _says_more(change: Change) -> bool:
    """Tell whether a change made the figure say something else than the one before; a note does not."""
    before, after = change.before, change.after
    if isinstance(before, Figure) and isinstance(after, Figure):
        return before != replace(after, note=before.note)
    return True
