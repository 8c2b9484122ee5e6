"""What a rating, a direction or a forecast opens to: its value, rule, numbers and result, line by line."""

from __future__ import annotations

from collections.abc import Callable
from enum import Enum

from PySide6.QtCore import QCoreApplication, QEvent, QPoint, Qt, Signal
from PySide6.QtGui import QGuiApplication, QKeyEvent, QKeySequence, QResizeEvent
from PySide6.QtWidgets import QFrame, QGridLayout, QLabel, QPushButton, QScrollArea, QVBoxLayout, QWidget
from typing_extensions import override

from ascdesk.judging.arithmetic import Line, direction_lines, forecast_lines, rating_lines
from ascdesk.scorecard import Row
from ui.widgets.chip import Chip, computed_face, face_of, face_word
from ui.widgets.direction_mark import DirectionMark
from ui.widgets.flow import FlowLayout
from ui.widgets.labels import empty, label

ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)
NAMES, SHORT, AROUND = 104, 24, 8


class Subject(Enum):
    """What is opened, by the heading that it stands under."""

    RATING = "How this was rated"
    DIRECTION = "How the direction was found"
    FORECAST = "Forecast"


EVERY = tuple(Subject)
_LINES: dict[Subject, Callable[[Row], tuple[Line, ...]]] = {
    Subject.RATING: rating_lines, Subject.DIRECTION: direction_lines, Subject.FORECAST: forecast_lines,
}  # fmt: skip
# The last line of each, which is written strong; the forecast's stands first.
_RESULTS = {Subject.RATING: ("Result", "Shown"), Subject.DIRECTION: ("Result",), Subject.FORECAST: ()}


def lines_of(row: Row, subject: Subject) -> tuple[Line, ...]:
    """Return the lines that a subject opens to, the shown rating in the words of its chip."""
    rated = subject is Subject.RATING and row.override is None
    return tuple(
        Line(line.name, face_word(face_of(row))) if rated and line.name == "Result" else line
        for line in _LINES[subject](row)
    )


def as_sentence(lines: tuple[Line, ...]) -> str:
    """Return lines as one text, for a reader who hears them."""
    return " ".join(f"{line.name}: {line.text.rstrip('.')}." for line in lines)


def as_table(lines: tuple[Line, ...]) -> str:
    """Return lines as they are pasted into a spreadsheet."""
    return "\n".join(f"{line.name}\t{line.text}" for line in lines)


class FoldButton(QPushButton):
    """A heading that unfolds what stands below it; Enter presses it, too."""

    def __init__(self, heading: str, name: str = "") -> None:
        super().__init__()
        self._heading = heading
        self.setAccessibleName(name or heading)
        self.setToolTip(name)
        self.setProperty("role", "fold")
        self.setAutoDefault(False)
        self.setCheckable(True)
        self.show_open(False)

    def show_open(self, shown: bool) -> None:
        """Show whether the lines below are unfolded."""
        self.setChecked(shown)
        self.setText(f"{'▾' if shown else '▸'} {self._heading}")
        self.setAccessibleDescription("unfolded" if shown else "folded")

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in ENTER:
            self.click()
        else:
            super().keyPressEvent(event)


class Lines(QFrame):
    """The lines of one subject, names at the left and texts at the right; Ctrl+C copies all of them."""

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("role", "arithmetic")
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.lines: tuple[Line, ...] = ()
        self._names: list[QLabel] = []
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(10, 8, 10, 9)
        self._grid.setHorizontalSpacing(10)
        self._grid.setVerticalSpacing(5)
        self._grid.setColumnStretch(1, 1)

    def show_lines(self, row: Row, subject: Subject) -> None:
        """Show the arithmetic of another row."""
        lines, before = lines_of(row, subject), self.lines
        signs = _signs(row, subject, lines)
        # A figure that is typed changes a few texts: what goes on standing is not made anew.
        same = [line.name for line in lines] == [line.name for line in before]
        if not same:
            empty(self._grid)
            self._names = []
        for number, line in enumerate(lines):
            if not same:
                self._name(number, line.name, number in signs)
            if not same or number in signs or line != before[number]:
                self._say(number, line, signs.get(number))
        self.lines = lines
        self._share_width()
        self.setAccessibleName(f"{subject.value}. {as_sentence(lines)}")

    def _name(self, number: int, text: str, signed: bool) -> None:
        name = label(text, "caption", wrap=True)
        self._names.append(name)
        side = Qt.AlignmentFlag.AlignVCenter if signed else Qt.AlignmentFlag.AlignTop
        self._grid.addWidget(name, number, 0, side)

    def _say(self, number: int, line: Line, sign: QWidget | None) -> None:
        if (standing := self._grid.itemAtPosition(number, 1)) and (old := standing.widget()):
            self._grid.removeWidget(old)
            old.hide()
            old.deleteLater()
        if sign is not None:
            self._grid.addWidget(sign, number, 1, Qt.AlignmentFlag.AlignLeft)
            return
        text = label(line.text, "small" if len(line.text) > SHORT else "smallstrong", wrap=True)
        text.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        text.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
        text.setAccessibleName(f"{line.name}: {line.text}")
        self._grid.addWidget(text, number, 1, Qt.AlignmentFlag.AlignTop)

    def _share_width(self) -> None:
        """Give the names little room where there is little."""
        room = min(NAMES, self.width() * 3 // 8)
        self._grid.setColumnMinimumWidth(0, room)
        for name in self._names:
            name.setFixedWidth(room)

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if event.size().width() != event.oldSize().width():
            self._share_width()

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.matches(QKeySequence.StandardKey.Copy):
            QGuiApplication.clipboard().setText(as_table(self.lines))
        else:
            super().keyPressEvent(event)


def _signs(row: Row, subject: Subject, lines: tuple[Line, ...]) -> dict[int, QWidget]:
    """Return the chips and marks that stand in the place of words, by the numbers of their lines."""
    found: dict[int, QWidget] = {}
    for number, line in enumerate(lines):
        if line.name in _RESULTS[subject]:
            found[number] = Chip(face_of(row)) if subject is Subject.RATING else DirectionMark(row)
        elif line.name == "Computed" and subject is Subject.RATING:
            found[number] = Chip(computed_face(row))
    return found


class Arithmetic(QWidget):
    """Headings that unfold the arithmetic of a row, one of them at a time; what is unfolded stays so for other rows.

    Emits `unfolded` with whether anything is. The lines stand below all headings, or `stacked` below their own.
    """

    unfolded = Signal(bool)

    def __init__(self, subjects: tuple[Subject, ...] = EVERY, stacked: bool = False) -> None:
        super().__init__()
        self.heads = {subject: FoldButton(subject.value) for subject in subjects}
        self.lines = Lines()
        self.subject: Subject | None = None
        self._row: Row | None = None
        self._written: tuple[Row, Subject] | None = None
        self._stacked = stacked
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(2 if stacked else 4)
        heads = FlowLayout(gap=4)
        for subject, head in self.heads.items():
            (self._column if stacked else heads).addWidget(head)
            head.clicked.connect(lambda _=False, subject=subject: self._press(subject))
        if not stacked:
            self._column.addLayout(heads)
        self._column.addWidget(self.lines)
        self.lines.hide()

    def show_row(self, row: Row | None) -> None:
        """Show the arithmetic of another row; without one there is none."""
        self._row = row
        self.setVisible(row is not None)
        self._write()

    def unfold(self, subject: Subject | None) -> None:
        """Unfold the lines of a subject, or fold all away."""
        self.subject = subject
        for each, head in self.heads.items():
            head.show_open(each is subject)
        if self._stacked and subject is not None:
            self._column.removeWidget(self.lines)
            self._column.insertWidget(self._column.indexOf(self.heads[subject]) + 1, self.lines)
            QWidget.setTabOrder(self.heads[subject], self.lines)
        self._write()
        self.unfolded.emit(subject is not None)

    def show_how(self, subject: Subject) -> None:
        """Unfold the lines of a subject and put the keyboard there."""
        self.unfold(subject)
        self.lines.setFocus()

    def _press(self, subject: Subject) -> None:
        self.unfold(None if self.subject is subject else subject)

    def _write(self) -> None:
        """Write the lines, if they are seen and not what is written already."""
        row, subject = self._row, self.subject
        shown = row is not None and subject is not None
        written = self._written
        same = written is not None and written[0] is row and written[1] is subject
        if row is not None and subject is not None and not same:
            self._written = row, subject
            self.lines.show_lines(row, subject)
        if not shown and self.lines.hasFocus():
            next(iter(self.heads.values())).setFocus()
        self.lines.setVisible(shown)


def bring_in_sight(area: QScrollArea, opened: QWidget) -> None:
    """Scroll as little as shows all that was unfolded, or its beginning where that is higher than the area."""
    QCoreApplication.sendPostedEvents(None, QEvent.Type.LayoutRequest)  # until then its place is the one before
    inside, bar = area.widget(), area.verticalScrollBar()
    if inside is None:
        return
    top = opened.mapTo(inside, QPoint(0, 0)).y() - AROUND
    bottom = top + opened.height() + 2 * AROUND
    bar.setValue(min(max(bar.value(), bottom - area.viewport().height()), top))
