"""The page without a file: what to do first."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path

from PySide6.QtCore import QEvent, QSize, Qt, Signal
from PySide6.QtWidgets import (
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QScrollArea,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)
from typing_extensions import override

from ascdesk.samples import SAMPLES, Sample, sample
from ui.icons import RECOLOURED, pixmap
from ui.tokens import tokens_now
from ui.widgets.labels import card, empty, label

MOST_RECENT = 6
WHAT_SAMPLES_ARE = (
    "Anytown is invented. The others hold the published figures of councils; what is said of the figures was written "
    "for these samples and is not the councils’."
)


class Choice(QPushButton):
    """A large button with an icon, a title and a sentence; a low one stands among many."""

    def __init__(self, picture: str, title: str, about: str, low: bool = False) -> None:
        super().__init__()
        self._picture = picture
        self.setProperty("role", "choice")
        self.setAccessibleName(title)
        self.setAccessibleDescription(about)
        self.setAutoDefault(False)
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self._icon = QLabel()
        self._icon.setFixedSize(20, 20)
        texts = QVBoxLayout()
        texts.setSpacing(2)
        texts.addWidget(label(title, "strong", wrap=True))
        texts.addWidget(label(about, "second", wrap=True))
        texts.addStretch(1)
        self._inside = QHBoxLayout(self)
        above = 8 if low else 14
        self._inside.setContentsMargins(16, above, 16, above)
        self._inside.setSpacing(12)
        self._inside.addWidget(self._icon, 0, Qt.AlignmentFlag.AlignTop)
        self._inside.addLayout(texts, 1)
        for part in self.findChildren(QLabel):
            part.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self._draw_icon()

    @override
    def sizeHint(self) -> QSize:
        return self._inside.sizeHint()

    @override
    def minimumSizeHint(self) -> QSize:
        return self._inside.minimumSize()

    @override
    def hasHeightForWidth(self) -> bool:
        return True

    @override
    def heightForWidth(self, width: int) -> int:
        return self._inside.heightForWidth(width)

    def _draw_icon(self) -> None:
        accent = tokens_now().accent
        self._icon.setPixmap(pixmap(self._picture, accent, 20, self.devicePixelRatioF()))

    @override
    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() in RECOLOURED:
            self._draw_icon()


class StartPage(QScrollArea):
    """Emits `new_wanted`, `open_wanted`, `sample_wanted` with a name, `recent_wanted` with a path."""

    new_wanted = Signal()
    open_wanted = Signal()
    sample_wanted = Signal(str)
    recent_wanted = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self.setWidgetResizable(True)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setAccessibleName("Start")
        inside = QWidget()
        inside.setObjectName("desk")
        inside.setAccessibleName("Start")
        middle = QWidget()
        middle.setMaximumWidth(940)
        self._lines = QVBoxLayout(middle)
        self._lines.setContentsMargins(0, 0, 0, 0)
        self._lines.setSpacing(8)
        around = QHBoxLayout(inside)
        around.setContentsMargins(32, 20, 32, 20)
        around.addStretch(1)
        around.addWidget(middle, 100)
        around.addStretch(1)
        self.setWidget(inside)
        self._fill()

    def _fill(self) -> None:
        self._lines.addWidget(label("Start here", "heading"))
        self._lines.addWidget(
            label(
                "Everything is kept in one file on this computer. No network is needed, and every change is "
                "saved as you make it.",
                "second",
                wrap=True,
            )
        )
        self._lines.addSpacing(4)
        new = Choice("new", "New file…", "Make a file for your council, then set it up from your last report.")
        opened = Choice("open", "Open…", "Open a file that you or a colleague made.")
        self.first = new
        new.clicked.connect(self.new_wanted)
        opened.clicked.connect(self.open_wanted)
        self._lines.addLayout(_side_by_side([new, opened]))
        self._lines.addSpacing(10)
        self._lines.addWidget(label("Start from a sample", "group"))
        self._lines.addWidget(label(WHAT_SAMPLES_ARE, "second", wrap=True))
        self._lines.addLayout(_side_by_side([self._sample(sample(name)) for name in SAMPLES]))
        self._lines.addSpacing(10)
        self._recent_title = label("Recent files", "group")
        self._lines.addWidget(self._recent_title)
        self._recent = card()
        self._recent_lines = QVBoxLayout(self._recent)
        self._recent_lines.setContentsMargins(8, 8, 8, 8)
        self._recent_lines.setSpacing(0)
        self._lines.addWidget(self._recent)
        self._lines.addStretch(1)
        self.show_recent(())

    def _sample(self, chosen: Sample) -> Choice:
        choice = Choice("sample", chosen.title, chosen.shows, low=True)
        choice.setAccessibleDescription(f"{chosen.shows} {chosen.about}")
        choice.clicked.connect(lambda: self.sample_wanted.emit(chosen.name))
        return choice

    def show_recent(self, paths: Sequence[Path]) -> None:
        """List the files that were open before, the latest first."""
        empty(self._recent_lines)
        for path in paths[:MOST_RECENT]:
            self._recent_lines.addWidget(_recent(path, partial(self.recent_wanted.emit, path)))
        self._recent.setVisible(bool(paths))
        self._recent_title.setVisible(bool(paths))


def _side_by_side(choices: list[Choice]) -> QGridLayout:
    grid = QGridLayout()
    grid.setHorizontalSpacing(12)
    grid.setVerticalSpacing(8)
    for number, choice in enumerate(choices):
        grid.addWidget(choice, number // 2, number % 2)
    grid.setColumnStretch(0, 1)
    grid.setColumnStretch(1, 1)
    return grid


def _recent(path: Path, do: Callable[[], object]) -> QPushButton:
    made = QPushButton(f"{path.name}    {path.parent}".replace("&", "&&"))
    made.setProperty("role", "recent")
    made.setAccessibleName(f"Open {path.name}")
    made.setToolTip("")
    made.setAutoDefault(False)
    made.clicked.connect(lambda: do())
    return made
