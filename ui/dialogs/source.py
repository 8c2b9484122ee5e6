"""Where a figure came from: the kept file, opened at the cell."""

from __future__ import annotations

import shutil
import stat
import tempfile
from collections.abc import Callable
from concurrent.futures import Future
from functools import partial
from pathlib import Path

from PySide6.QtCore import QCoreApplication, QModelIndex, Qt, QTimer, QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import (
    QAbstractItemView,
    QDialog,
    QHBoxLayout,
    QProgressBar,
    QTableView,
    QTabWidget,
    QVBoxLayout,
    QWidget,
)

from ascdesk.errors import Cancelled, UserError
from ascdesk.returns.reader import book_of
from ascdesk.returns.values import Book, Sheet
from ui import asking
from ui.models.kept_file import KeptSheetModel, cell_text
from ui.tasks import Tasks
from ui.widgets.labels import button, card, label
from ui.widgets.marked_cell import MarkedCell

NARROWEST, WIDEST, MEASURED = 52, 260, 300


class SourceTable(QTableView):
    """One sheet of the file; nothing in it can be changed."""

    def __init__(self, sheet: Sheet, place: str) -> None:
        super().__init__()
        self.sheet = KeptSheetModel(sheet, self)
        self.setModel(self.sheet)
        self.found = self.sheet.find(place)
        self.setItemDelegate(MarkedCell(self.found, self))
        self.setAccessibleName(f"The sheet {sheet.name}" if not self.sheet.is_text else "The text")
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setWordWrap(False)
        self.setTabKeyNavigation(False)
        self.verticalHeader().setDefaultSectionSize(26)
        self.verticalHeader().setDefaultAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        if self.sheet.is_text:
            self.horizontalHeader().setStretchLastSection(True)
            self.horizontalHeader().hide()
        else:
            self._share_width()

    def _share_width(self) -> None:
        """Give every column the room of its texts, as far as they are looked at; a long one has its end cut off."""
        room = self.fontMetrics()
        rows = range(min(self.sheet.rowCount(), MEASURED))
        for column in range(self.sheet.columnCount()):
            cells = (self.sheet.cell_at(self.sheet.index(row, column)) for row in rows)
            needed = max((room.horizontalAdvance(cell_text(cell)) for cell in cells if cell), default=0) + 18
            self.setColumnWidth(column, min(max(needed, NARROWEST), WIDEST))

    def show_found(self) -> None:
        """Put the cursor on the cell, in the middle of what is seen, and its line from as far left as can be."""
        if self.found.isValid():
            self.setCurrentIndex(self.found)
            self.scrollTo(self.found, QAbstractItemView.ScrollHint.PositionAtCenter)
            self.horizontalScrollBar().setValue(0)
            self.scrollTo(self.found)


class SourceDialog(QDialog):
    """Shows a kept file; what cannot be shown can still be opened elsewhere."""

    def __init__(self, window: QWidget, tasks: Tasks, name: str, content: bytes, place: str) -> None:
        super().__init__(window)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(f"{name} – {place}")
        self.setAccessibleName(f"Where the figure came from: {name}, {place}")
        self.resize(min(980, window.width() - 60), min(620, max(window.height() - 60, 360)))
        self._tasks, self._name, self._content, self._place = tasks, name, content, place
        self._gone = False
        self.head, self.where = label(name, "title", wrap=True), label(place_words(place), "second", wrap=True)
        self.cell = label("", "strong", wrap=True)
        self.cell.setAccessibleName("The chosen cell")
        self.trouble = label("", "trouble", wrap=True)
        self.tabs, self.working = QTabWidget(), QProgressBar()
        self.tabs.setAccessibleName("Sheets")
        self.working.setRange(0, 0)
        self.working.setTextVisible(False)
        self.working.setMaximumWidth(240)
        self.working.setAccessibleName("Reading the file")
        workbook = Path(name).suffix.casefold() in (".xlsx", ".xlsm", ".xls", ".xlsb", ".csv", ".ods")
        self.elsewhere = button("Open in Excel…" if workbook else "Open…", tip="Opens a copy that cannot be changed")
        self.save, self.stop = button("Save a copy…"), button("Cancel")
        self.shut = button("Close", "primary")
        self._lay_out()
        self.elsewhere.clicked.connect(self.open_copy)
        self.save.clicked.connect(self.save_copy)
        self.stop.clicked.connect(tasks.cancel)
        self.shut.clicked.connect(self.close)
        self.finished.connect(self._end)

    def _lay_out(self) -> None:
        ground, foot, read = card(), QHBoxLayout(), QHBoxLayout()
        inside = QVBoxLayout(ground)
        inside.setContentsMargins(1, 1, 1, 1)
        inside.addWidget(self.tabs)
        read.addWidget(self.working)
        read.addWidget(self.stop)
        read.addStretch(1)
        foot.addWidget(self.elsewhere)
        foot.addWidget(self.save)
        foot.addStretch(1)
        foot.addWidget(self.shut)
        self._ground = ground
        layout = QVBoxLayout(self)
        layout.setContentsMargins(16, 14, 16, 14)
        layout.setSpacing(8)
        for said in (self.head, self.where, self.cell, self.trouble):
            layout.addWidget(said)
        layout.addLayout(read)
        layout.addWidget(ground, 1)
        layout.addLayout(foot)
        hidden: tuple[QWidget, ...] = (self.cell, self.trouble, ground)
        for each in hidden:
            each.hide()

    def read(self) -> None:
        """Read the file on the worker, and show it when that is done."""
        self._tasks.start(f"Reading {self._name}…", partial(_read, self._name, self._content), partial(_arrived, self))

    def show_book(self, book: Book) -> None:
        """Show the sheets of the file, the one with the cell in front."""
        self._done()
        tables = [SourceTable(sheet, self._place) for sheet in book.sheets]
        for sheet, table in zip(book.sheets, tables, strict=True):
            self.tabs.addTab(table, sheet.name.replace("&", "&&"))
            table.selectionModel().currentChanged.connect(self._show_cell)
        self.tabs.tabBar().setVisible(len(tables) > 1)
        self._ground.setVisible(bool(tables))
        at = next((at for at, table in enumerate(tables) if table.found.isValid()), -1)
        if at < 0:
            self._complain(f"{self._place} was not found in the file as it is read now.")
            return
        self.tabs.setCurrentIndex(at)
        tables[at].setFocus()
        # It can only scroll to the cell once it has its size.
        QTimer.singleShot(0, tables[at], tables[at].show_found)

    def show_trouble(self, why: str) -> None:
        """Say why the file cannot be shown."""
        self._done()
        self._complain(why)

    def _complain(self, why: str) -> None:
        self.trouble.setText(why)
        self.trouble.show()

    def _done(self) -> None:
        self.working.hide()
        self.stop.hide()

    def _show_cell(self, index: QModelIndex) -> None:
        table = self.tabs.currentWidget()
        if isinstance(table, SourceTable):
            cell = table.sheet.cell_at(index)
            self.cell.setText(f"{table.sheet.place(index)}   {cell_text(cell) if cell else 'blank'}")
            self.cell.show()

    @property
    def gone(self) -> bool:
        """Whether somebody has closed it, so that there is nothing to show the file in."""
        return self._gone

    def _end(self) -> None:
        self._gone = True
        if not self.working.isHidden():
            self._tasks.cancel()

    def open_copy(self) -> None:
        """Open a copy that cannot be changed in the program that the system has for it."""
        path = read_only_copy(self._name, self._content)
        if not QDesktopServices.openUrl(QUrl.fromLocalFile(str(path))):
            self._complain(f"No program opens {self._name}. Save a copy, and open it yourself.")

    def save_copy(self) -> None:
        """Write the file as it was kept to where somebody says."""
        if path := asking.for_kept_copy(self, self._name):
            try:
                path.write_bytes(self._content)
            except OSError as error:
                self._complain(f"“{path.name}” cannot be written: {error.strerror}. Choose another folder.")


def _read(name: str, content: bytes, cancelled: Callable[[], bool]) -> Book:
    return book_of(name, content, cancelled=cancelled)


def _arrived(dialog: SourceDialog, future: Future[Book]) -> None:
    """Show a file that was read, unless somebody has closed the dialog."""
    if dialog.gone:
        return
    try:
        dialog.show_book(future.result())
    except UserError as why:
        dialog.show_trouble(f"{why.problem} {why.remedy}")
    except Cancelled:
        dialog.show_trouble("Reading was stopped. The file can still be opened or saved.")


def place_words(place: str) -> str:
    """Return where a figure stands, in words: "F5 on the sheet “Q2 2020-21”", "Line 103"."""
    sheet, sign, cell = place.rpartition("!")
    return f"{cell} on the sheet “{sheet}”" if sign else f"{place[:1].upper()}{place[1:]}"


def read_only_copy(name: str, content: bytes) -> Path:
    """Write a copy that cannot be changed into a folder of its own, which goes when the program ends."""
    folder = Path(tempfile.mkdtemp(prefix="ascdesk-"))
    path = folder / Path(name).name
    path.write_bytes(content)
    path.chmod(stat.S_IREAD)
    if application := QCoreApplication.instance():
        application.aboutToQuit.connect(partial(_clear_away, folder))
    return path


def _clear_away(folder: Path) -> None:
    for each in folder.glob("*"):
        each.chmod(stat.S_IREAD | stat.S_IWRITE)  # or Windows would keep it
    shutil.rmtree(folder, ignore_errors=True)


def show_source(window: QWidget, tasks: Tasks, name: str, content: bytes, place: str) -> SourceDialog:
    """Open a kept file at a cell."""
    dialog = SourceDialog(window, tasks, name, content, place)
    dialog.show()
    dialog.read()
    return dialog
