"""One card of the Overview: what sort of work, how much of it, what counts as it, and its first lines."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout
from typing_extensions import override

from ascdesk.outstanding import Kind, Matter
from ascdesk.periods import Period
from ui.models.matters import MattersModel
from ui.widgets.labels import button, label
from ui.widgets.overview_list import MARGIN, MatterList


@dataclass(frozen=True, slots=True)
class Topic:
    """What a card is about: its kinds of matters, title, what counts as one, and what none of them is called."""

    kinds: tuple[Kind, ...]
    title: str
    about: str
    none: str


TOPICS = (
    Topic(
        (Kind.DUE,),
        "Due",
        "Expected by how often each measure is counted, and not in yet. A figure in arrears is due that much later; "
        "a two-yearly one is never counted here.",
        "nothing due",
    ),
    Topic(
        (Kind.MISSING,),
        "Missing",
        "Was due in one of the last four periods and is still blank, with figures before and after it.",
        "nothing missing",
    ),
    Topic(
        (Kind.ODD_FIGURE, Kind.ODD_COMPARATOR),
        "Odd",
        "Worth a second look. A note on the figure explains it, and takes it off this list.",
        "nothing odd",
    ),
    Topic(
        (Kind.RED,),
        "Red without commentary",
        "Rated red, and nobody has said why.",
        "no red without commentary",
    ),
    Topic(
        (Kind.SENT_BACK,),
        "Sent back",
        "Its reviewer asks for a change, and says which.",
        "nothing sent back",
    ),
    Topic(
        (Kind.SUBMITTED,),
        "Waiting for review",
        "Submitted, and neither approved nor sent back yet.",
        "nothing waiting for review",
    ),
    Topic(
        (Kind.OVERDUE,),
        "Overdue actions",
        "Their day has passed, and they are not done.",
        "no action overdue",
    ),
    Topic(
        (Kind.UNPLACED,),
        "Unplaced commentaries",
        "Imported under no heading. Say which measure each is about.",
        "no commentary unplaced",
    ),
)


class MatterCard(QFrame):
    """Shows the matters of one topic. Emits `folded` when it needs another height."""

    folded = Signal()

    def __init__(self, topic: Topic) -> None:
        super().__init__()
        self.topic = topic
        self.setProperty("role", "card")
        self.setAccessibleName(topic.title)
        self.model = MattersModel(self)
        self.list = MatterList(self.model, topic.title)
        self.count = label("0", "tag")
        self.more = button("Show all", "link")
        self.more.clicked.connect(lambda: self.unfold(not self.model.unfolded))
        self._lay_out()

    def _lay_out(self) -> None:
        head = QHBoxLayout()
        head.setSpacing(8)
        head.addWidget(label(self.topic.title, "title"))
        head.addWidget(self.count)
        head.addStretch(1)
        top = QVBoxLayout()
        top.setContentsMargins(MARGIN, 10, MARGIN, 6)
        top.setSpacing(3)
        top.addLayout(head)
        top.addWidget(label(self.topic.about, "caption", wrap=True))
        foot = QHBoxLayout()
        foot.setContentsMargins(MARGIN - 3, 2, MARGIN, 2)
        foot.addWidget(self.more)
        foot.addStretch(1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(1, 1, 1, 5)
        layout.setSpacing(0)
        layout.addLayout(top)
        layout.addWidget(self.list)
        layout.addLayout(foot)

    def show_matters(self, matters: tuple[Matter, ...], period: Period) -> bool:
        """Show other matters; False where nothing is other than before."""
        if not self.model.show_matters(matters, period):
            return False
        self.count.setText(f"{len(matters):,}")
        self.list.setAccessibleName(f"{self.topic.title}: {len(matters):,}")
        self._name_more()
        return True

    def unfold(self, unfolded: bool) -> None:
        """Show all lines, or the first few."""
        self.model.unfold(unfolded)
        self._name_more()
        self.folded.emit()

    def _name_more(self) -> None:
        count = len(self.model.matters)
        self.more.setText("Show fewer" if self.model.unfolded else f"Show all {count:,}")
        self.more.setAccessibleName(f"{self.more.text()}: {self.topic.title}")
        self.more.setVisible(self.model.long)

    @override
    def heightForWidth(self, width: int) -> int:
        self.list.fit(width - 2)
        layout = self.layout()
        assert layout is not None
        layout.invalidate()
        return layout.totalHeightForWidth(width)
