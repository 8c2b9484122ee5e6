"""Pictures of every page at the sizes that it is made for: `python -m bench.gallery OUTDIR`.

One child process a scale, since Qt takes its scale when it starts. Sizes are physical pixels.
"""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path

SCREENS = ((1366, 768, 1.0), (1366, 768, 1.25), (1920, 1080, 1.5), (1920, 1080, 2.0))
REFUSED = "“returns.xlsx” is damaged and cannot be read. Open it in Excel, save it as a workbook, and import that."
ODD = "Code,Indicator,2017/18 Q2\n1E,Adults in paid employment,I F 70/\n1G,In their own home,72.5%\nZZ,?,7 or 8\n"
OTHERS = "Code,Indicator,2017/18 Q2\nZ1,Beds lent in the year,70%\nZ2,Ramps built,12\n"
SAMPLES = {"scorecard": 4, "ascof": 3}


def main() -> int:
    """Take all pictures, or with a width, height and scale after the folder those of one screen."""
    out = Path(sys.argv[1]).resolve()
    out.mkdir(parents=True, exist_ok=True)
    if len(sys.argv) > 2:
        width, height, scale = int(sys.argv[2]), int(sys.argv[3]), float(sys.argv[4])
        take(out, width, height, scale)
        return 0
    for width, height, scale in SCREENS:
        words = [sys.executable, "-m", "bench.gallery", str(out), str(width), str(height), str(scale)]
        surroundings = os.environ | {"QT_SCALE_FACTOR": str(scale), "QT_QPA_PLATFORM": "offscreen"}
        subprocess.run(words, check=True, env=surroundings)
    print(f"{len(list(out.glob('*.png')))} pictures in {out}")
    return 0


def take(out: Path, width: int, height: int, scale: float) -> None:
    """Take the pictures of one screen, light and dark."""
    from PySide6.QtCore import QSettings

    from ascdesk.__main__ import new_workspace, open_workspace
    from ui import recent, theme
    from ui.app import application
    from ui.doors import Doors
    from ui.main_window import MainWindow
    from ui.tokens import DARK, LIGHT

    app = application()
    with tempfile.TemporaryDirectory() as folder:
        house = Path(folder)
        for name in SAMPLES:
            new_workspace(house / f"{name}.ascdesk", name).close()
        settings = QSettings(str(house / "settings.ini"), QSettings.Format.IniFormat)
        window = MainWindow(Doors(open_workspace, new_workspace), settings)
        recent.remember(settings, house / "scorecard.ascdesk")
        window.resize(round(width / scale), round(height / scale))
        window.show()
        for name, set_up in scenes(window, house):
            set_up()
            for shade, tokens in (("light", LIGHT), ("dark", DARK)):
                theme.dress(app, tokens)
                settle(window)
                picture(window).save(str(out / f"{name}-{width}x{height}-{round(scale * 100)}-{shade}.png"))
        window.close()


def scenes(window, house: Path) -> Iterator[tuple[str, Callable[[], None]]]:
    """Yield the name of every picture and what brings the window there."""
    import resources

    yield "start", window.show_start
    for name, row in SAMPLES.items():
        yield f"scorecard-{name}", partial(show_sample, window, house, name, row)
        yield f"scorecard-{name}-details", lambda: window.file.page.show_details(True)
        yield f"scorecard-{name}-table", lambda: window.file.page.show_details(False)
    workbook = resources.path("samples/ascof.xlsx")
    yield "empty", lambda: wait(window, lambda: window.new_file(house / "new.ascdesk"))
    yield "preview", lambda: wait(window, lambda: window.file.import_files([workbook]))
    yield "preview-to-confirm", lambda: window.file.preview.tabs.setCurrentIndex(2)
    yield "imported", lambda: window.file.preview.take.click()
    yield "working", lambda: window.shell.messages.tell("Reading scorecard.xlsx…", "working", act="Cancel")
    yield "refused", lambda: window.shell.messages.tell(REFUSED, "trouble")
    yield "preview-problems", lambda: show_problems(window, house)
    yield "preview-missing", lambda: show_missing(window, house)
    yield "left", lambda: window.file.preview.leave.click()
    for page in ("overview", "reports"):
        yield f"{page}-anytown", partial(show_page, window, house, "anytown", page)
    yield "reports-commentaries", lambda: window.file.page.choice.choices["commentaries"].click()
    yield "overview-unfolded", lambda: show_unfolded(window, house)
    for number, tab in enumerate(("what", "judged", "targets", "comparators", "sections", "notes")):
        yield f"measures-{tab}", partial(show_measure, window, house, "anytown", number)
    yield "measures-new", lambda: window.file.page.begin_new()
    yield "measures-populations", lambda: window.file.page.people.click()

    yield "commentary", partial(show_commentary, window, house, "anytown", "SU03")
    yield "commentary-story", lambda: window.file.page.show_details(True)
    yield "commentary-sending-back", lambda: show_sending_back(window, house)
    yield "commentary-unplaced", lambda: show_unplaced(window, house)
    yield "trends", partial(show_trend, window, house, "anytown", "SU06")
    yield "trends-read", lambda: read_point(window)
    yield "trends-division", lambda: show_split(window, "WF01")
    yield "trends-table", lambda: window.file.page.toggle_details()
    yield "trends-wall", lambda: window.file.page.show_wall(True)
    yield "search", lambda: type_search(window)


def show_sample(window, house: Path, name: str, row: int) -> None:
    from ui.page import Spot

    window.open_file(house / f"{name}.ascdesk")
    window.file.go(Spot("scorecard"))
    table = window.file.page.table
    table.setCurrentIndex(table.card.index(row, 1))


def show_page(window, house: Path, name: str, page: str) -> None:
    from ui.page import Spot

    window.open_file(sample_file(house, name))
    window.file.go(Spot(page))


def show_unfolded(window, house: Path) -> None:
    show_page(window, house, "ascof", "overview")
    window.file.page.cards[1].unfold(True)


def show_measure(window, house: Path, name: str, tab: int) -> None:
    from ui.page import Spot

    show_page(window, house, name, "measures")
    window.file.go(Spot("measures", window.file.workspace.measure("CA05").id))
    window.file.page.tabs.setCurrentIndex(tab)


def show_commentary(window, house: Path, name: str, code: str) -> None:
    from ui.page import Spot

    show_page(window, house, name, "commentary")
    window.file.go(Spot("commentary", window.file.workspace.measure(code).id))


def show_sending_back(window, house: Path) -> None:
    from ascdesk.commenting import Offer

    show_commentary(window, house, "anytown", "SU02")
    window.file.page.editor.offers[Offer.SEND_BACK].click()


def show_unplaced(window, house: Path) -> None:
    from ascdesk.commenting import Stage

    show_page(window, house, "kent", "commentary")
    window.file.page.show_stage(Stage.UNPLACED)


def show_trend(window, house: Path, name: str, code: str) -> None:
    """Show the chart of a measure large."""
    from ui.page import Spot

    show_page(window, house, name, "trends")
    window.file.go(Spot("trends", window.file.workspace.measure(code).id))


def read_point(window) -> None:
    """Read a point in the middle of the chart."""
    plot = window.file.page.large.plot
    plot.setFocus()
    plot.set_cursor((0, len(plot.chart.periods) // 2))


def show_split(window, code: str) -> None:
    """Show the categories of a measure's dimension."""
    from ui.page import Spot

    window.file.go(Spot("trends", window.file.workspace.measure(code).id))
    window.file.page.choices.split.menu().actions()[1].trigger()


def sample_file(house: Path, name: str) -> Path:
    """Return a sample as a file, made when it is first asked for."""
    from ascdesk.__main__ import new_workspace

    path = house / f"{name}.ascdesk"
    if not path.exists():
        new_workspace(path, name).close()
    return path


def show_problems(window, house: Path) -> None:
    odd = house / "odd.csv"
    odd.write_text(ODD, encoding="utf-8")
    wait(window, lambda: window.file.import_files([odd]))
    window.file.preview.tabs.setCurrentIndex(1)


def show_missing(window, house: Path) -> None:
    others = house / "others.csv"
    others.write_text(OTHERS, encoding="utf-8")
    wait(window, lambda: window.file.import_files([others]))


def type_search(window) -> None:
    from PySide6.QtTest import QTest

    window.shell.search.setFocus()
    QTest.keyClicks(window.shell.search, "care")


def picture(window):
    """Return the window as a picture, with what hangs over it."""
    from PySide6.QtGui import QPainter

    taken = window.grab()
    popup = window.shell.search.popup
    if window.shell.search.text():
        window.shell.search.completer_.complete()  # a change of dress has closed it
        painter = QPainter(taken)
        # Under its box: the screen that is none is smaller than the window, and pushes it aside.
        box = window.shell.search
        painter.drawPixmap(box.mapTo(window, box.rect().bottomLeft()), popup.grab())
        painter.end()
    return taken


def wait(window, begin: Callable[[], None]) -> None:
    """Begin something slow and wait until it is done."""
    begin()
    settle(window)
    while window.tasks.busy:
        settle(window)


def settle(window) -> None:
    from PySide6.QtTest import QTest

    QTest.qWait(30)


if __name__ == "__main__":
    sys.exit(main())
