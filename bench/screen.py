"""One side of a row that needs a screen, run in a fresh process: prints the seconds that the work itself took."""

import statistics
import sys
import tempfile
import time
from pathlib import Path

from ascdesk.periods import Period, PeriodKind

SHOWN = Period.month(2025, 9)
TYPED, SWITCHES = 100, 60
SIZE = (1366, 768)


def type_figures(file: Path) -> None:
    """Key figures into the grid; print the 99th of a hundred, from Enter until it is on disk and painted."""
    from PySide6.QtCore import Qt
    from PySide6.QtTest import QTest

    with Opened(file) as (app, window):
        _show(window, "figures")
        measures = window.file.workspace.measures()[:TYPED]
        seconds = []
        for number, measure in enumerate(measures):
            _go(window, "figures", measure.id)
            app.processEvents()
            for letter in f"{number % 90 + 1}.5":
                QTest.keyClicks(app.focusWidget(), letter)
            start = time.perf_counter()
            QTest.keyClick(app.focusWidget(), Qt.Key.Key_Return)
            app.processEvents()
            seconds.append(time.perf_counter() - start)
        assert window.file.workspace.figures(measures[3], SHOWN)[0].value is not None
        assert str(window.file.workspace.figures(measures[3], SHOWN)[0].value) == "4.5"
    print(sorted(seconds)[TYPED - 2])


def switch_charts(file: Path) -> None:
    """Go from measure to measure on the Trends page; print the median switch, drawn."""
    with Opened(file) as (app, window):
        _show(window, "trends")
        seconds = []
        for measure in window.file.workspace.measures()[:SWITCHES]:
            start = time.perf_counter()
            _go(window, "trends", measure.id)
            window.file.page.repaint()
            app.processEvents()
            seconds.append(time.perf_counter() - start)
    print(statistics.median(seconds[5:]))


def bare_charts(file: Path) -> None:
    """Plot the same points with pyqtgraph alone; print the median switch, drawn."""
    import pyqtgraph
    from PySide6.QtWidgets import QMainWindow

    from ascdesk.workspace import Workspace
    from db.store import open_store
    from ui.app import application

    app = application()
    with Workspace(open_store(file, author="bench"), "bench") as workspace:
        lines = [
            [float(each.value) for each in workspace.figures(measure) if each.value is not None]
            for measure in workspace.measures()[:SWITCHES]
        ]  # fmt: skip
    window, plot = QMainWindow(), pyqtgraph.PlotWidget()
    window.setCentralWidget(plot)
    window.resize(*SIZE)
    window.show()
    app.processEvents()
    seconds = []
    for line in lines:
        start = time.perf_counter()
        plot.clear()
        plot.plot(range(len(line)), line, symbol="o", pen="b", antialias=True)
        plot.repaint()
        app.processEvents()
        seconds.append(time.perf_counter() - start)
    window.close()
    print(statistics.median(seconds[5:]))


class Opened:
    """The window on a file, its month shown."""

    def __init__(self, file: Path) -> None:
        from PySide6.QtCore import QSettings

        from ascdesk.__main__ import new_workspace, open_workspace
        from ui.app import application
        from ui.doors import Doors
        from ui.main_window import MainWindow

        self._folder = tempfile.TemporaryDirectory()
        settings = QSettings(str(Path(self._folder.name) / "settings.ini"), QSettings.Format.IniFormat)
        self.app = application()
        self.window = MainWindow(Doors(open_workspace, new_workspace), settings)
        self.window.resize(*SIZE)
        self.window.show()
        self.window.activateWindow()
        self.window.open_file(file)
        assert self.window.file
        self.window.file.show_period(SHOWN)
        assert SHOWN.kind is PeriodKind.MONTH

    def __enter__(self):
        return self.app, self.window

    def __exit__(self, *_: object) -> None:
        self.window.close()
        self._folder.cleanup()


def _show(window, page: str) -> None:
    from PySide6.QtTest import QTest

    from ui.page import Spot

    window.file.go(Spot(page))
    QTest.qWait(200)


def _go(window, page: str, measure) -> None:
    from ui.page import Spot

    window.file.go(Spot(page, measure))


WORK = {"type": type_figures, "charts": switch_charts, "bare": bare_charts}

if __name__ == "__main__":
    WORK[sys.argv[1]](Path(sys.argv[2]))
