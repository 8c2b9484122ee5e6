"""The line at the foot of the window: that everything is saved, in which file, how much, and by whom."""

from __future__ import annotations

from PySide6.QtWidgets import QFrame, QHBoxLayout

from ui.widgets.labels import label, restyle

SAVED, BUSY = "● All changes saved", "◌ Working…"
GONE = "■ Nothing more can be saved: the file was moved or deleted"


class StatusLine(QFrame):
    """What is true of the file at any time."""

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("status")
        self.setAccessibleName("Status")
        self.setFixedHeight(27)
        self.saved, self.file, self.counts, self.author = (label("") for _ in range(4))
        self.saved.setObjectName("saved")
        layout = QHBoxLayout(self)
        layout.setContentsMargins(16, 0, 16, 0)
        layout.setSpacing(18)
        layout.addWidget(self.saved)
        layout.addWidget(self.file)
        layout.addWidget(self.counts)
        layout.addStretch(1)
        layout.addWidget(self.author)
        self.show_busy(False)

    def show_file(self, name: str, counts: str, author: str) -> None:
        """Show which file is open; an empty name is none."""
        self.file.setText(name)
        self.counts.setText(counts)
        self.author.setText(author)
        self.saved.setVisible(bool(name))

    def show_busy(self, busy: bool, in_place: bool = True, unsaved: int = 0) -> None:
        """Say that everything is on disk, or what keeps that from being true.

        That is a long step under way, a file that is not where it was, or so many texts that it did not take.
        """
        waits = f"■ Not saved: {unsaved} typed text{'' if unsaved == 1 else 's'}" if unsaved else ""
        self.saved.setText(BUSY if busy else GONE if not in_place else waits or SAVED)
        state = busy, not in_place or unsaved > 0
        if state != (self.saved.property("busy"), self.saved.property("gone")):
            self.saved.setProperty("busy", state[0])
            self.saved.setProperty("gone", state[1])
            restyle(self.saved)
