"""What happened, in a sentence, with the way back in it; and what is being done, with *Cancel*."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QEvent, QSize, Qt, QTimer, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QProgressBar, QSizePolicy, QToolButton
from typing_extensions import override

from ui.icons import RECOLOURED, icon, pixmap
from ui.tokens import tokens_now
from ui.widgets.labels import button, label, restyle

ICONS = {"done": "done", "warning": "warning", "trouble": "warning", "working": "working"}


class MessageBar(QFrame):
    """One message at a time; the next one takes its place. Emits `told` with the kind of each."""

    told = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("message")
        self.setAccessibleName("Message")
        self._picture = QLabel()
        self._picture.setFixedSize(16, 16)
        self.text = label("", wrap=True)
        self.text.setAccessibleName("Message")
        self.text.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        self.progress = QProgressBar()
        self.progress.setRange(0, 0)
        self.progress.setTextVisible(False)
        self.progress.setFixedWidth(140)
        self.progress.setAccessibleName("Working")
        self.look, self.act = button("Look", "link"), button("Undo", "link")
        self.shut = QToolButton()
        self.shut.setProperty("role", "icon")
        self.shut.setIconSize(QSize(14, 14))
        self.shut.setAccessibleName("Close the message")
        self.shut.setToolTip("Close the message")
        self.shut.clicked.connect(self.hide)
        self.look.clicked.connect(lambda: self._run(self._look_there))
        self.act.clicked.connect(lambda: self._run(self._run_this))
        self._run_this: Callable[[], object] | None = None
        self._look_there: Callable[[], object] | None = None
        self._kind = "done"
        # Once all is done that was asked for: mostly another message takes its place at once.
        self._outdated = QTimer(self)
        self._outdated.setSingleShot(True)
        self._outdated.timeout.connect(self.hide)
        self._lay_out()
        self.hide()

    def _lay_out(self) -> None:
        layout = QHBoxLayout(self)
        layout.setContentsMargins(16, 6, 12, 6)
        layout.setSpacing(10)
        layout.addWidget(self._picture, 0, Qt.AlignmentFlag.AlignVCenter)
        layout.addWidget(self.text, 1)
        layout.addWidget(self.progress)
        layout.addWidget(self.look)
        layout.addWidget(self.act)
        layout.addWidget(self.shut)

    def outdate(self) -> None:
        """Take back a message whose button would undo or redo a step, because there is a later one."""
        if self.act.text() in ("Undo", "Redo") and self.isVisible():
            self._outdated.start(0)

    def tell(
        self, text: str, kind: str = "done", act: str = "", run: Callable[[], object] | None = None,
        also: tuple[str, Callable[[], object]] | None = None,
    ) -> None:  # fmt: skip
        """Say what happened; `act` names a button and `run` is what it does, `also` is another before it."""
        self._outdated.stop()
        self._kind, self._run_this = kind, run
        name, self._look_there = also or ("", None)
        self.look.setText(name)
        self.look.setAccessibleName(name or "No action")
        self.look.setVisible(bool(name))
        self.text.setText(text)
        self.setAccessibleDescription(text)
        self.act.setText(act)
        self.act.setAccessibleName(act or "No action")
        self.act.setVisible(bool(act))
        self.progress.setVisible(kind == "working")
        self.shut.setVisible(kind != "working")
        if self.property("kind") != kind:
            self.setProperty("kind", kind)
            restyle(self)
        self._draw_icons()
        self.show()
        self.told.emit(kind)

    def take_back(self, text: str) -> None:
        """Close the message if it is still this one, which is true no longer."""
        if self.text.text() == text:
            self.hide()

    def _run(self, run: Callable[[], object] | None) -> None:
        self._run_this = self._look_there = None
        self.hide()
        if run is not None:
            run()

    def _draw_icons(self) -> None:
        tokens = tokens_now()
        colour = {"done": tokens.accent, "warning": tokens.amber, "trouble": tokens.red}.get(self._kind, tokens.accent)
        self._picture.setPixmap(pixmap(ICONS[self._kind], colour, 16, self.devicePixelRatioF()))
        self.shut.setIcon(icon("close", tokens.second))

    @override
    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() in RECOLOURED:
            self._draw_icons()
