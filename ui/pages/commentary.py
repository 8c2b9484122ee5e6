"""The Commentary page: what is to be written, the text, and all that its author looks at while writing."""

from __future__ import annotations

from contextlib import suppress

from PySide6.QtCore import QEvent, QModelIndex, QSignalBlocker, QSize, Qt
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import (
    QComboBox,
    QFrame,
    QHBoxLayout,
    QLineEdit,
    QPlainTextEdit,
    QScrollArea,
    QSplitter,
    QVBoxLayout,
    QWidget,
)
from typing_extensions import override

from ascdesk import commenting
from ascdesk.commenting import Line, Stage
from ascdesk.errors import UserError
from ascdesk.model import EntityId, Subject
from ascdesk.scorecard import Scorecard
from ui.models.commentaries import LINE, CommentariesModel
from ui.page import Desk, Page, Spot, Touched, Unsaved
from ui.widgets.beside import show_beside
from ui.widgets.commentary_doing import Doing
from ui.widgets.commentary_editor import CommentaryEditor
from ui.widgets.commentary_head import CommentaryHead
from ui.widgets.commentary_keeping import Keeping
from ui.widgets.commentary_list import CommentaryList, Filters
from ui.widgets.commentary_seen import Seen, background_of, head_of, seen, sheet_of
from ui.widgets.commentary_story import CommentaryStory
from ui.widgets.commentary_text import takes_back
from ui.widgets.labels import button, card, label

PAGE = "commentary"
ROOM_FOR_STORY = 980
LIST_WIDTH, STORY_WIDTH = 264, 300
TYPED_IN = (QLineEdit, QPlainTextEdit, QComboBox)
SPENT = "Nothing that was typed here is left to take back. Edit, Undo takes back the last step of the file."


class CommentaryPage(Page):
    """Shows one text of a period and the list of all of them.

    What is typed is on disk half a second after the last key, and becomes one step of the log when the author
    leaves the text: for another line, page, period or control.
    """

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self._workspace = desk.workspace
        self._wide: bool | None = None
        self._stage: Stage | None = None
        self._said = ""
        self._unfinished: frozenset[EntityId] = frozenset()
        self.card: Scorecard | None = None
        self.lines: tuple[Line, ...] = ()
        self.line: Line | None = None
        self._seen: Seen | None = None
        self.model = CommentariesModel(self)
        self.list, self.filters = CommentaryList(self.model), Filters()
        self.head, self.editor, self.story = CommentaryHead(), CommentaryEditor(), CommentaryStory()
        self.keeping = Keeping(self._workspace, self.editor.text)
        self.doing = Doing(desk, self.editor, self.story.undertaken, self.keeping)
        self.details = button("Details", tip="Show the text before, the actions and notes beside the editor (F8)")
        self.details.setCheckable(True)
        self._lay_out()
        self._connect()

    def _lay_out(self) -> None:
        listed, self.story_ground = _on_card(self.list), _on_card(self.story)
        middle = Column()
        middle.setObjectName("desk")
        centre = QVBoxLayout(middle)
        centre.setContentsMargins(0, 0, 0, 0)
        centre.setSpacing(10)
        centre.addWidget(self.head)
        centre.addWidget(self.editor, 1)
        self.column = column = QScrollArea()
        column.setAccessibleName("The text and what it is about")
        column.setWidgetResizable(True)
        column.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        column.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        column.setMinimumWidth(330)
        column.setWidget(middle)
        self.splitter = QSplitter(Qt.Orientation.Horizontal)
        self.splitter.setHandleWidth(12)
        self.splitter.setChildrenCollapsible(False)
        for number, ground in enumerate((listed, column, self.story_ground)):
            self.splitter.addWidget(ground)
            self.splitter.setStretchFactor(number, int(ground is column))
        self.splitter.setSizes([LIST_WIDTH, 600, STORY_WIDTH])
        head = QHBoxLayout()
        head.setSpacing(14)
        head.addWidget(label("Commentary", "heading"))
        head.addWidget(self.filters, 1)
        head.addWidget(self.details)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(16, 10, 16, 12)
        layout.setSpacing(8)
        layout.addLayout(head)
        layout.addWidget(self.splitter, 1)

    def _connect(self) -> None:
        self.details.toggled.connect(self.show_details)
        self.filters.chosen.connect(self.show_stage)
        self.list.entered.connect(self.editor.text.setFocus)
        self.list.selectionModel().currentChanged.connect(self._list_moved)
        self.editor.text.stepped.connect(self._step)
        self.editor.text.left.connect(self.leave)
        self.editor.text.spent.connect(lambda: self.desk.messages.tell(SPENT, "warning"))
        self.keeping.changed.connect(self._show_sheet)
        self.keeping.stepped.connect(self._finish)
        self.doing.attached.connect(self._show_attached)

    # Being shown

    @override
    def show_card(self, card: Scorecard, touched: Touched = None) -> None:
        self.card = card
        work = self._workspace
        self.lines = commenting.lines(card, work.commentaries(card.period), work.sections(), work.measures(card.period))
        if touched is None:
            self._look_for_unfinished()
        same = self._same_line()
        if same is None:
            self._open(commenting.first_line(self.lines))
        elif self.line is None or same.key != self.line.key:
            self._open(same)
        else:
            self.line = same
            self._show_list()
            self._show_line()

    def _same_line(self) -> Line | None:
        """Return what the line that is open is now; in another period that of the same subject."""
        if self.line is None:
            return None
        about = (self.line.subject, self.line.subject_id, self.line.part)
        return next((each for each in self.lines if (each.subject, each.subject_id, each.part) == about), None)

    def _look_for_unfinished(self) -> None:
        before = self._unfinished
        waiting = self.keeping.unsaved_keys
        self._unfinished = commenting.unfinished(self.lines, self._workspace.half_typed) | waiting
        new = [each for each in self.lines if each.key in self._unfinished - before - waiting]
        if new:
            names = ", ".join(each.name or each.title for each in new)
            said = f"The program ended while a text was being typed: {names}. What was typed is still there."
            self.desk.messages.tell(said, "warning", act="Go to it", run=lambda: self._go_to_key(new[0].key))

    def _shown(self, keep: EntityId | None = None) -> tuple[Line, ...]:
        return commenting.chosen_lines(self.lines, self._stage, keep)

    def _show_list(self) -> None:
        key = self.line.key if self.line else None
        blocked = QSignalBlocker(self.list.selectionModel())
        self.model.show_lines(self._shown(key), self._unfinished)
        blocked.unblock()
        self.list.go_to(key)
        self.filters.show_counts(commenting.count_stages(self.lines), self._stage)

    def show_stage(self, stage: Stage | None) -> None:
        """Show only the texts that stand at a stage, or all."""
        self.leave()
        self._stage = stage
        self.filters.mark(stage)
        shown = self._shown()
        if shown and (self.line is None or self.line.key not in {each.key for each in shown}):
            self._move_to(shown[0])
        self._show_list()

    @override
    def go_to(self, spot: Spot) -> None:
        about = (spot.measure, spot.part)
        wanted = next((each for each in self.lines if (each.subject_id, each.part) == about), None)
        if wanted and (self.line is None or wanted.key != self.line.key):
            self._open(wanted)

    @override
    def first(self) -> QWidget:
        return self.list

    @override
    def leave(self) -> None:
        self._try_to_keep()
        if waiting := self.unsaved():
            why, names = waiting[0].why, ", ".join(each.where for each in waiting)
            self._said = f"What was typed into {names} is not saved, and waits there. {why.problem} {why.remedy}"
            self.desk.messages.tell(self._said, "trouble")
        elif self._said:
            self.desk.messages.take_back(self._said)
            self._said = ""

    @override
    def unsaved(self) -> tuple[Unsaved, ...]:
        return self.keeping.unsaved

    def _try_to_keep(self) -> None:
        with suppress(UserError):  # it is among those that wait
            self.keeping.commit()
        self.keeping.try_again()
        if not self.keeping.unsaved_keys <= self._unfinished:
            self._unfinished |= self.keeping.unsaved_keys
            self._show_list()
        self._show_sheet()

    def _finish(self, key: EntityId) -> None:
        if key in self._unfinished:
            self._unfinished -= {key}
            self._show_list()

    @override
    def event(self, event: QEvent) -> bool:
        # What is typed in a box is its own to take back: from its beginning nothing leads on into the file's steps.
        keys = isinstance(event, QKeyEvent) and event.type() is QEvent.Type.ShortcutOverride and takes_back(event)
        if keys and isinstance(self.focusWidget(), TYPED_IN):
            event.accept()
            return True
        return super().event(event)

    @override
    def toggle_details(self) -> None:
        self.details.toggle()

    def show_details(self, shown: bool) -> None:
        """Open or close the panel beside the text."""
        show_beside(self.story_ground, shown, self.first())
        self.details.setChecked(shown)

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        wide = self.width() >= ROOM_FOR_STORY
        if wide is not self._wide:
            self._wide = wide
            self.show_details(wide)

    # The line that is open

    def _list_moved(self, index: QModelIndex) -> None:
        line = index.data(LINE)
        if isinstance(line, Line) and (self.line is None or line.key != self.line.key):
            self._move_to(line)

    def _move_to(self, line: Line | None) -> None:
        """Open a line that somebody chose here, and say so."""
        if line is None or self.line is None or line.key != self.line.key:
            self._open(line)
        if self.line is not None:
            measure = self.line.subject_id if self.line.measure is not None else None
            self.moved.emit(Spot(PAGE, measure, self.line.part))

    def _step(self, step: int) -> None:
        if line := commenting.neighbour(self.model.lines, self.line.key if self.line else None, step):
            self._move_to(line)
            self.editor.text.setFocus()

    def _go_to_key(self, key: EntityId) -> None:
        self._move_to(next((each for each in self.lines if each.key == key), None))
        self.editor.text.setFocus()

    def _show_attached(self, key: EntityId) -> None:
        self._go_to_key(key)
        self.list.setFocus()

    def _open(self, line: Line | None) -> None:
        """Show another line, once the text of the one before is kept."""
        self.leave()
        # Keeping that text has judged everything again.
        self.line = next((each for each in self.lines if line and each.key == line.key), None)
        if self.line is None:
            return
        if self._stage is not None and self.line.key not in {each.key for each in self._shown()}:
            self._stage = None
            self.filters.mark(None)
        self.keeping.open(self.line)
        self._show_list()
        self._show_line()

    def _show_line(self) -> None:
        if self.line is None or self.card is None:
            return
        self.keeping.follow(self.line)
        self._seen = seen(self._workspace, self.line)
        self.head.show_head(head_of(self._workspace, self.line, self.card))
        self.story.show_background(background_of(self._workspace, self._seen))
        if self.line.subject is Subject.UNPLACED:
            self.editor.attach.show_measures(self._workspace.measures())
        self._show_sheet()

    def _show_sheet(self) -> None:
        if self._seen is not None:
            self.doing.sheet = sheet_of(self._seen, self.keeping)
            self.editor.show_sheet(self.doing.sheet)


class Column(QWidget):
    """What scrolls only where its texts, at the width that they have, need more height than there is."""

    @override
    def minimumSizeHint(self) -> QSize:
        # The layout's own is that of its labels at their narrowest.
        return QSize(0, 0)


def _on_card(widget: QWidget) -> QFrame:
    """Return a card with a widget on it."""
    ground = card()
    inside = QVBoxLayout(ground)
    inside.setContentsMargins(1, 1, 1, 1)
    inside.addWidget(widget)
    return ground
