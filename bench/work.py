"""One side of one row, run in a fresh process: prints the seconds that the work itself took."""

import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from ascdesk.model import Conventions, EntityId, Figure, Measure, Target
from ascdesk.periods import Period
from ascdesk.store import Store

SHOWN = Period.month(2025, 9)


def read_cells(source: Path) -> None:
    """Read every cell of a workbook with its number format, as openpyxl does it read-only."""
    import openpyxl

    book = openpyxl.load_workbook(source, read_only=True, data_only=True)
    for sheet in book.worksheets:
        sheet.reset_dimensions()
        for row in sheet.iter_rows():
            for cell in row:
                if cell.value is not None:
                    _ = cell.number_format


def import_file(source: Path) -> None:
    """Preview and store a workbook in a new file."""
    from ascdesk.returns.reading import read_return
    from ascdesk.workspace import Workspace
    from db.store import create

    with (
        tempfile.TemporaryDirectory() as folder,
        Workspace(create(Path(folder) / "bench.ascdesk", author="bench"), "bench") as workspace,
    ):
        workspace.apply(workspace.plan_import([read_return(source)], adopt=True))


def judge(file: Path) -> None:
    """Make the scorecard of an open file."""
    from ascdesk.workspace import Workspace
    from db.store import open_store

    with Workspace(open_store(file, author="bench"), "bench") as workspace:
        workspace.scorecard(SHOWN)
        timed(lambda: workspace.scorecard(SHOWN))


def judge_all(file: Path) -> None:
    """Judge every month of every measure, with a control chart for each measure and an interval for each figure."""
    from ascdesk.judging.values import USUAL
    from db.store import open_store

    store = open_store(file, author="bench")
    judged(store, USUAL)  # once to load what it needs
    timed(lambda: judged(store, USUAL))
    store.close()


def judged(store: Store, conventions: Conventions) -> None:
    """Read the figures and targets of a file and judge them all."""
    from ascdesk.judging.direction import travel
    from ascdesk.judging.forecast import forecast
    from ascdesk.judging.rating import rate
    from ascdesk.judging.standing import standing
    from ascdesk.judging.values import Case
    from ascdesk.stats import intervals, spc

    runs: dict[EntityId, dict[Period, Figure]] = {}
    for each in store.read(Figure):
        runs.setdefault(each.measure, {})[each.period] = each
    targets: dict[EntityId, dict[Period, Target]] = {}
    for target in store.read(Target):
        targets.setdefault(target.measure, {})[target.year] = target
    for measure in store.read(Measure):
        run, wanted = runs[measure.id], targets[measure.id]
        for period in run:
            case = Case(measure, standing(measure, period, run.get), run.get, wanted.get, conventions)
            rate(case, forecast(case))
            travel(case)
        spc.chart(list(run), [float(each.value or 0) for each in run.values()])
        for each in run.values():
            intervals.wilson(float(each.numerator or 0), float(each.denominator or 1))


def read_figures(file: Path) -> None:
    """Read the same figures and targets, and do nothing with them."""
    from db.store import open_store

    store = open_store(file, author="bench")

    def read() -> None:
        store.read(Figure), store.read(Target), store.read(Measure)

    read()
    timed(read)
    store.close()


def query(file: Path) -> None:
    """Fetch the shown and 12 earlier periods by one SQL query."""
    import sqlite3

    connection = sqlite3.connect(file)
    periods = [str(SHOWN.shift(-back)) for back in range(13)]
    sql = f"SELECT * FROM figure WHERE period IN ({','.join('?' * 13)})"
    connection.execute(sql, periods).fetchall()
    timed(lambda: connection.execute(sql, periods).fetchall())
    connection.close()


def timed(work: Callable[[], object]) -> None:
    """Print the seconds that the work takes."""
    start = time.perf_counter()
    work()
    print(time.perf_counter() - start)


def main() -> None:
    name, path = sys.argv[1], Path(sys.argv[2])
    match name:
        case "read":
            timed(lambda: read_cells(path))
        case "import":
            timed(lambda: import_file(path))
        case "judge":
            judge(path)
        case "judge-all":
            judge_all(path)
        case "figures":
            read_figures(path)
        case "query":
            query(path)


if __name__ == "__main__":
    main()
