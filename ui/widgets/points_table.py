"""The points of a chart as a table, for who reads figures rather than lines."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTableView, QVBoxLayout

from ui.models.trends import PointsModel
from ui.widgets.labels import card


class PointsTable(QTableView):
    """Shows a chart's data on a card; the newest period is in sight."""

    def __init__(self, model: PointsModel) -> None:
        super().__init__()
        self._points = model
        self.setModel(model)
        self.setAccessibleName("Points of the chart")
        self.setAccessibleDescription("A row for every period; the chart shows where the chosen one stands")
        self.setShowGrid(False)
        self.setTabKeyNavigation(False)
        self.setWordWrap(False)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.verticalHeader().hide()
        self.verticalHeader().setDefaultSectionSize(28)
        head = self.horizontalHeader()
        head.setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)
        head.setHighlightSections(False)
        head.setAccessibleName("Points of the chart: column heads")
        head.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        self.ground = card()
        self.ground.setMinimumWidth(220)
        layout = QVBoxLayout(self.ground)
        layout.setContentsMargins(1, 1, 1, 1)
        layout.addWidget(self)
        model.modelReset.connect(self.scrollToBottom)

    def wanted_width(self) -> int:
        """Return the width in which every column stands whole."""
        return self.horizontalHeader().length() + self.verticalScrollBar().sizeHint().width() + 4
