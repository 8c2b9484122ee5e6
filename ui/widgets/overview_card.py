"""One card of the Overview: what sort of work, how much of it, what counts as it, and its first lines."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout
from typing_extensions import override

from ascdesk.outstanding import Kind
from ascdesk.periods import Period
from ui.models.matters import FEW, Item, MattersModel
from ui.widgets.labels import button, label
from ui.widgets.overview_list import MARGIN, MatterList


@dataclass(frozen=True, slots=True)
class Topic:
    """What a card is about: its kinds of matters, title, what counts as one, and what none of them is called."""

    kinds: tuple[Kind, ...]
    title: str
    about: str
    none: str
    few: int = FEW


TOPICS = (
    Topic(
        (Kind.LOCKED,),
        "Locked",
        "It takes no figures, ratings or texts. Enter leads to where it is unlocked, with a reason.",
        "",
    ),
    Topic(
        (Kind.DUE,),
        "Due",
        "Expected by how often each measure is counted, and not in yet. A figure in arrears is due that much later, "
        "a two-yearly one two years after the last.",
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
        "Worth a second look. Correct the figure, or explain where it stands why it is right.",
        "nothing odd",
    ),
    Topic(
        (Kind.FLAGGED,),
        "Flagged",
        "Somebody wants to find out more, in this period or another one.",
        "nothing flagged",
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
    Topic(
        (Kind.EXPLAINED,),
        "Odd, and explained",
        "Looked odd; somebody has said why it is right. Nothing is left to do here but to read it.",
        "",
        few=0,
    ),
)


BY_SECTION = Topic((), "By section", "How far each is. Enter leads to its first missing figure.", "")
BY_OWNER = Topic((), "By owner", "What each answers for. Enter leads to the first missing figure.", "")


class MatterCard(QFrame):
    """Shows the matters of one topic. Emits `folded` when it needs another height."""

    folded = Signal()

    def __init__(self, topic: Topic) -> None:
        super().__init__()
        self.topic = topic
        self.setProperty("role", "card")
        self.setAccessibleName(topic.title)
        self.model = MattersModel(self, topic.few)
        self.list = MatterList(self.model, topic.title)
        self.count, self.about = label("0", "tag"), label(topic.about, "caption", wrap=True)
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
        top.addWidget(self.about)
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

    def show_matters(self, matters: tuple[Item, ...], period: Period) -> bool:
        """Show other matters; False where nothing is other than before."""
        if not self.model.show_matters(matters, period):
            return False
        self.count.setText(f"{len(matters):,}")
        self.list.setAccessibleName(f"{self.topic.title}: {len(matters):,}")
        self._name_more()
        return True

    def show_when(self, words: str) -> None:
        """Say since or by when all of it is due, before what counts as it."""
        said = f"{words[:1].upper()}{words[1:]}. " if words else ""
        self.about.setText(f"{said}{self.topic.about}")

    def unfold(self, unfolded: bool) -> None:
        """Show all lines, or the first few."""
        self.model.unfold(unfolded)
        self._name_more()
        self.folded.emit()

    def _name_more(self) -> None:
        count, folded = len(self.model.matters), "Show fewer" if self.topic.few else "Hide"
        whole = f"Show all {count:,}" if self.topic.few else f"Show {'it' if count == 1 else f'all {count:,}'}"
        self.more.setText(folded if self.model.unfolded else whole)
        self.more.setAccessibleName(f"{self.more.text()}: {self.topic.title}")
        self.more.setVisible(self.model.long)

    @override
    def heightForWidth(self, width: int) -> int:
        self.list.fit(width - 2)
        self.list.setVisible(self.model.rowCount() > 0)
        layout = self.layout()
        assert layout is not None
        layout.invalidate()
        return layout.totalHeightForWidth(width)
