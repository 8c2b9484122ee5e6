"""The Overview page: how far the period is, and what is due, missing, odd, flagged or unsaid; each line leads on."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, QPoint, QSize, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QScrollArea, QVBoxLayout, QWidget
from typing_extensions import override

from ascdesk.closing import closing_day, due_words
from ascdesk.completeness import Share, by_owner, by_section
from ascdesk.days import long_day
from ascdesk.expecting import expectations, longer_wanted, progress
from ascdesk.model import CommentaryStatus, Subject
from ascdesk.outstanding import Around, Kind, Matter, is_past, outstanding
from ascdesk.periods import Period
from ascdesk.scorecard import Scorecard
from ui.models.matters import Item
from ui.page import Desk, Page, Spot, Touched
from ui.period_words import told
from ui.widgets.labels import label
from ui.widgets.overview_card import BY_OWNER, BY_SECTION, TOPICS, MatterCard
from ui.widgets.overview_columns import Columns
from ui.widgets.overview_head import OverviewHead
from ui.widgets.period_state import Open

PAGES = {
    Kind.DUE: "figures",
    Kind.MISSING: "figures",
    Kind.ODD_FIGURE: "figures",
    Kind.ODD_COMPARATOR: "scorecard",
    Kind.FLAGGED: "figures",
    Kind.EXPLAINED: "figures",
}
ROLES = {Open.LATE: "alarm", Open.SOON: "soon"}


def nothing_words(topics: list[str]) -> str:
    """Return the topics of which there is nothing in one line: "Nothing odd · nothing sent back".

    A single one says nothing that its missing card does not.
    """
    line = " · ".join(topics) if len(topics) > 1 else ""
    return f"{line[:1].upper()}{line[1:]}." if line else ""


class Tall(QWidget):
    """What scrolls: as high as its texts need at its width, where Qt would take what they need at their narrowest."""

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("page")

    @override
    def minimumSizeHint(self) -> QSize:
        layout = self.layout()
        return QSize(0, layout.totalMinimumHeightForWidth(self.width()) if layout else 0)

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if event.size().width() != event.oldSize().width():
            self.updateGeometry()


class OverviewPage(Page):
    """What an officer sees first. Enter or a click on a line leads to its figure or commentary."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self._last: Scorecard | None = None
        self._period: Period | None = None
        self.head = OverviewHead()
        self.nothing = label("", "third", wrap=True)
        self.cards = tuple(MatterCard(topic) for topic in TOPICS)
        self.shares = MatterCard(BY_SECTION), MatterCard(BY_OWNER)
        self.columns = Columns((*self.cards, *self.shares))
        self.area = QScrollArea()
        self._lay_out()
        for card in (*self.cards, *self.shares):
            card.list.chosen.connect(self._lead)
            card.list.stood_on.connect(self._stand_on)
            card.list.selectionModel().currentChanged.connect(
                lambda index, _, card=card: self._keep_in_sight(card, index)
            )

    def _lay_out(self) -> None:
        inside = Tall()
        lines = QVBoxLayout(inside)
        lines.setContentsMargins(16, 10, 16, 12)
        lines.setSpacing(10)
        lines.addWidget(self.head)
        lines.addWidget(self.nothing)
        lines.addWidget(self.columns)
        lines.addStretch(1)
        self.area.setWidget(inside)
        self.area.setWidgetResizable(True)
        self.area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.area.setAccessibleName("Overview")
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self.area)

    @override
    def show_card(self, card: Scorecard, touched: Touched = None) -> None:
        self._period = card.period
        around = self._around(card)
        written = [each for each in around.commentaries if each.text and each.subject is not Subject.UNPLACED]
        approved = sum(each.status is CommentaryStatus.APPROVED for each in written)
        expected = expectations(card, around.longer)
        self.head.show_progress(card, self._before(card, touched), progress(expected), approved, len(written))
        self._show_closing(card, around)
        other = self._show_matters(outstanding(card, around), card, around)
        for each, shares in zip(self.shares, (by_section(card, expected), by_owner(card, expected)), strict=True):
            other |= each.show_matters(shares, card.period)
            each.setVisible(len(shares) > 1)
        if other:
            self.columns.place()

    def _show_closing(self, card: Scorecard, around: Around) -> None:
        """Say in the head how long the period is open, and on the card of what is due since or by when it is."""
        said = told(card.period, around.calendar, around.today)
        closes = closing_day(card.period, around.calendar)
        open_ = said.how not in (Open.LOCKED, Open.FREE)
        words = f"{said.text}: {long_day(closes)}." if open_ and closes else ""
        self.head.show_closing(words, ROLES.get(said.how, "second"))
        due = next(each for each in self.cards if Kind.DUE in each.topic.kinds)
        due.show_when(due_words(closes, around.today))

    def _around(self, card: Scorecard) -> Around:
        workspace = self.desk.workspace
        periods, measures = longer_wanted(card)
        return Around(
            today=workspace.today(),
            worked_on=workspace.default_period(),
            longer=workspace.figures_in(periods, measures) if measures else (),
            commentaries=workspace.commentaries(card.period),
            actions=workspace.actions(),
            calendar=workspace.calendar(),
            follow_ups=workspace.follow_ups(),
            findings=workspace.findings(card),
            measures={each.id: each for each in workspace.measures(card.period)},
            sections={each.id: each for each in workspace.sections()},
        )

    def _before(self, card: Scorecard, touched: Touched) -> Scorecard:
        """Return the scorecard of the period before, judged again only where something was touched."""
        period, last = card.period.previous(), self._last
        if touched is None or last is None or last.period != period:
            self._last = self.desk.workspace.scorecard(period)
        else:
            self._last = self.desk.workspace.judge_again(last, touched)
        return self._last

    def _show_matters(self, matters: tuple[Matter, ...], shown: Scorecard, around: Around) -> bool:
        """Show what is left to do; False where nothing is other than before."""
        other = False
        for card in self.cards:
            other |= card.show_matters(tuple(each for each in matters if each.kind in card.topic.kinds), shown.period)
            card.setVisible(bool(card.model.matters))
        none = [card.topic for card in self.cards if card.topic.none and not card.model.matters]
        past = is_past(shown.period, around)  # where nobody has looked for overdue actions
        self.nothing.setText(nothing_words([each.none for each in none if not past or Kind.OVERDUE not in each.kinds]))
        self.nothing.setVisible(bool(self.nothing.text()))
        return other

    @override
    def first(self) -> QWidget:
        cards = (*self.cards, *self.shares)
        return next((card.list for card in cards if card.model.rowCount() and not card.isHidden()), self.area)

    def _lead(self, matter: Item) -> None:
        if isinstance(matter, Share):
            self.desk.go(Spot("figures", matter.row.measure.id, matter.row.part, "", matter.period))
            return
        if matter.kind is Kind.LOCKED:
            if self._period and matter.period.months < self._period.months:  # a month within the shown quarter
                self.desk.go(Spot("overview", period=matter.period))
            self.desk.do("lock")
            return
        page = PAGES.get(matter.kind, "commentary")
        measure = matter.measure.id if matter.measure else None
        self.desk.go(Spot(page, measure, matter.part, matter.series, matter.period))

    def _stand_on(self, matter: Item) -> None:
        if isinstance(matter, Matter) and matter.measure is not None:
            self.moved.emit(Spot("overview", matter.measure.id, matter.part))

    def _keep_in_sight(self, card: MatterCard, index: QModelIndex) -> None:
        inside = self.area.widget()
        if index.isValid() and inside is not None:
            line = card.list.visualRect(index)
            at = card.list.viewport().mapTo(inside, QPoint(0, line.center().y()))
            self.area.ensureVisible(at.x(), at.y(), 0, line.height() // 2 + 12)
