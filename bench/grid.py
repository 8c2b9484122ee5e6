"""The sides of the rows about the sheet, run in a fresh process: each prints the seconds that the work itself took."""

import sys
import time
from collections.abc import Sequence
from pathlib import Path

from bench.screen import SHOWN, SIZE, Opened

MONTHS, STEP, FRAMES = 120, 96, 200
PASTED = 5_000


def open_page(file: Path) -> None:
    """Open the page with 120 months; print how long it took until it was painted."""
    with Opened(file) as (app, window):
        _with_months(window)
        start = time.perf_counter()
        _show_figures(app, window)
        print(time.perf_counter() - start)


def scroll(file: Path) -> None:
    """Roll down and then back through the years; print the 99th of a hundred frames."""
    with Opened(file) as (app, window):
        _with_months(window)
        _show_figures(app, window)
        print(_rolled(app, window.file.page.table))


def bare_open(file: Path) -> None:
    """Open a bare table on the texts of the same sheet; print how long it took until it was painted."""
    texts = _texts(file)
    app, start = _app(), time.perf_counter()
    table = _bare(app, texts)
    print(time.perf_counter() - start)
    table.close()


def bare_scroll(file: Path) -> None:
    """Roll through a bare table on the texts of the same sheet; print the 99th of a hundred frames."""
    texts = _texts(file)
    app = _app()
    table = _bare(app, texts)
    print(_rolled(app, table))
    table.close()


def paste(file: Path) -> None:
    """Paste 5,000 figures onto blank cells of ten months; print how long it took until they were painted."""
    from PySide6.QtGui import QGuiApplication

    with Opened(file) as (app, window):
        window.file.show_period(SHOWN.shift(10))
        _with_months(window)
        _show_figures(app, window)
        table = window.file.page.table
        first = table.sheet.heads.current - 2 - 9
        table.stand(table.line_numbers()[0], first)
        QGuiApplication.clipboard().setText(_block())
        start = time.perf_counter()
        table.blocks.paste()
        app.processEvents()
        print(time.perf_counter() - start)
        held = window.file.workspace.figures_in([SHOWN.shift(back) for back in range(1, 11)])
        assert len(held) >= PASTED * 9 // 10, len(held)


def write_figures(file: Path) -> None:
    """Write as many figures, as rows that are ready, with one statement in one transaction; print how long it took."""
    from ascdesk.identity import figure_id
    from ascdesk.model import Figure
    from ascdesk.workspace import Workspace
    from db.store import open_store

    with Workspace(open_store(file, author="bench"), "bench") as workspace:
        (sample,) = workspace.figures(workspace.measures()[0], SHOWN)
        made = [
            (figure_id(each.id, SHOWN.shift(ahead)), each.id, str(SHOWN.shift(ahead)), f"{n % 1000 / 10}")
            for n, each in enumerate(workspace.measures())
            for ahead in range(1, 11)
        ]
    assert isinstance(sample, Figure)
    print(_written(file, made))


def _written(file: Path, made: Sequence[tuple[str, ...]]) -> float:
    import sqlite3

    held = sqlite3.connect(file)
    held.execute("PRAGMA synchronous=FULL")
    start = time.perf_counter()
    with held:
        held.execute("CREATE TABLE plain (id TEXT PRIMARY KEY, measure TEXT, period TEXT, value TEXT) STRICT")
        held.executemany("INSERT INTO plain VALUES (?, ?, ?, ?)", made)
    taken = time.perf_counter() - start
    held.execute("DROP TABLE plain")
    held.close()
    return taken


def _block() -> str:
    """Return 500 lines of ten percentages, as Excel would copy them."""
    lines = PASTED // 10
    return "".join("\t".join(f"{(n * 7 + m) % 90 + 5}.5" for m in range(10)) + "\r\n" for n in range(lines))


def _with_months(window) -> None:
    from ascdesk.columns import Columns, write_columns

    window.file.workspace.keep_half_typed("figures: columns", write_columns(Columns(earlier=MONTHS - 1)))


def _show_figures(app, window) -> None:
    from ui.page import Spot

    window.file.go(Spot("figures"))
    app.processEvents()
    window.file.page.table.viewport().repaint()


def _rolled(app, table) -> float:
    """Return the 99th of a hundred frames of rolling, painted: down, then sideways."""
    seconds = []
    for bar, forth in ((table.verticalScrollBar(), 1), (table.horizontalScrollBar(), -1)):
        bar.setValue(0 if forth > 0 else bar.maximum())
        app.processEvents()
        for _ in range(FRAMES // 2):
            start = time.perf_counter()
            bar.setValue(bar.value() + forth * STEP)
            app.processEvents()
            seconds.append(time.perf_counter() - start)
    return sorted(seconds)[len(seconds) * 99 // 100 - 1]


def _texts(file: Path) -> list[list[str]]:
    """Return what the sheet shows, cell by cell."""
    with Opened(file) as (app, window):
        _with_months(window)
        _show_figures(app, window)
        sheet = window.file.page.model
        return [
            [sheet.glance(row, column).text for column in range(sheet.columnCount())] for row in range(sheet.rowCount())
        ]


def _app():
    from ui.app import application

    return application()


def _bare(app, texts: list[list[str]]):
    from PySide6.QtCore import QAbstractTableModel, Qt
    from PySide6.QtWidgets import QTableView
    from typing_extensions import override

    class Plain(QAbstractTableModel):
        @override
        def rowCount(self, parent=None):
            return len(texts)

        @override
        def columnCount(self, parent=None):
            return len(texts[0])

        @override
        def data(self, index, role=Qt.ItemDataRole.DisplayRole):
            return texts[index.row()][index.column()] if role == Qt.ItemDataRole.DisplayRole else None

    table = QTableView()
    table.setModel(Plain(table))
    table.setHorizontalScrollMode(QTableView.ScrollMode.ScrollPerPixel)
    table.setVerticalScrollMode(QTableView.ScrollMode.ScrollPerPixel)
    table.resize(*SIZE)
    table.show()
    app.processEvents()
    table.viewport().repaint()
    return table


WORK = {
    "open": open_page, "scroll": scroll, "bare-open": bare_open, "bare-scroll": bare_scroll, "paste": paste,
    "write": write_figures,
}  # fmt: skip

if __name__ == "__main__":
    WORK[sys.argv[1]](Path(sys.argv[2]))
