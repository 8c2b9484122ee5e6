"""One side of one row, run in a fresh process: prints the seconds that the work itself took."""

import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from ascdesk.periods import Period

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
        case "query":
            query(path)


if __name__ == "__main__":
    main()
