"""What the speed is measured on: invented data as large as a council's."""

import random
import shutil
import sqlite3
from datetime import UTC, datetime
from decimal import Decimal
from pathlib import Path

from ascdesk.identity import figure_id, measure_id, placement_id, section_id, target_id
from ascdesk.model import Figure, Frequency, Measure, Placement, Polarity, Section, Target, TargetKind, Unit
from ascdesk.periods import Period
from ascdesk.workspace import Workspace
from db.store import create

MEASURES = 500
ROWS = 20_000


def workbook(path: Path, rows: int = ROWS) -> None:
    """Write a workbook of figures, one to a line, as a system's export has them."""
    import openpyxl
    from openpyxl.cell import WriteOnlyCell

    book = openpyxl.Workbook(write_only=True)
    sheet = book.create_sheet("Returns")
    sheet.append(["Code", "Measure", "Period", "Numerator", "Denominator", "Value", "Note"])
    chance = random.Random(1)
    months = [Period.month(2021, 4).shift(step) for step in range(rows // MEASURES)]
    for number in range(MEASURES):
        for month in months:
            of = chance.randint(50, 5000)
            count = chance.randint(0, of)
            value = WriteOnlyCell(sheet, value=round(count / of, 3))
            value.number_format = "0.0%"
            title = f"Percentage of people in invented service {number:03d} seen on time"
            sheet.append([f"INV{number:03d}", title, str(month), count, of, value, "from the case system"])
    book.save(path)


def council(path: Path, months: int = 120) -> Workspace:
    """Make a file of 500 measures in 20 sections with ten years of months, and open it."""
    store = create(path, author="bench")
    titles = [f"Section {number}" for number in range(20)]
    sections = [
        Section(id=section_id("Invented", title), framework="Invented", title=title, position=number)
        for number, title in enumerate(titles)
    ]
    measures = [_measure(number) for number in range(MEASURES)]
    places = [
        Placement(
            id=placement_id(sections[n // 25].id, each.id), section=sections[n // 25].id, measure=each.id, position=n
        )
        for n, each in enumerate(measures)
    ]
    periods = [Period.month(2025, 9).shift(-back) for back in range(months)]
    years = sorted({period.financial_year for period in periods})
    with store.step("Invented figures"):
        store.write([*sections, *measures, *places])
        store.write([_target(each, year) for each in measures for year in years])
        store.write([_figure(each, period, n) for n, each in enumerate(measures) for period in periods])
    return Workspace(store, "bench", lambda: datetime(2026, 1, 1, tzinfo=UTC))


def large(small: Path, path: Path, times: int = 100) -> None:
    """Make of a council's file one with so many times the figures, in months and categories that no row shows.

    They go into the table alone, without revisions, which would take hours and as many gigabytes.
    """
    shutil.copy(small, path)
    held = sqlite3.connect(path)
    count, measures = held.execute("SELECT count(*), count(DISTINCT measure) FROM figure").fetchone()
    months = [str(Period.month(1901, 4).shift(step)) for step in range(1200)]
    categories = -(-count * (times - 1) // (measures * len(months)))
    with held:
        held.execute("PRAGMA synchronous=OFF")
        indexes = held.execute("SELECT name, sql FROM sqlite_master WHERE tbl_name = 'figure' AND sql LIKE '%INDEX%'")
        made_after = indexes.fetchall()
        for name, _ in made_after:
            held.execute(f'DROP INDEX "{name}"')
        held.execute("CREATE TEMP TABLE month (period TEXT)")
        held.executemany("INSERT INTO month VALUES (?)", [(each,) for each in months])
        held.execute("CREATE TEMP TABLE category (name TEXT)")
        held.executemany("INSERT INTO category VALUES (?)", [(f"Area {n}",) for n in range(categories)])
        held.execute(
            "INSERT INTO figure"
            " (id, measure, period, part, series, dimension, category, value, flags, raw, note, place)"
            " SELECT printf('%08x-0000-5000-8000-000000000000', row_number() OVER ()), measure.id, month.period,"
            " '', '', 'Area', category.name, '41.2', '[]', '41.2', '', '' FROM measure, month, category"
        )
        for _, sql in made_after:
            held.execute(sql)
    held.close()


def _measure(number: int) -> Measure:
    title = f"Percentage of people in invented service {number:03d} seen on time"
    code = f"INV{number:03d}"
    return Measure(
        id=measure_id("Invented", code, title), framework="Invented", code=code, title=title,
        unit=Unit.PERCENT, decimals=1, frequency=Frequency.MONTHLY,
        polarity=Polarity.HIGHER if number % 3 else Polarity.LOWER,
    )  # fmt: skip


def _target(measure: Measure, year: Period) -> Target:
    return Target(
        id=target_id(measure.id, year), measure=measure.id, year=year, kind=TargetKind.NUMBER,
        value=Decimal(75), threshold=Decimal(70),
    )  # fmt: skip


def _figure(measure: Measure, period: Period, number: int) -> Figure:
    seen = Decimal((number * 37 + period.last * 11) % 1000)
    return Figure(
        id=figure_id(measure.id, period), measure=measure.id, period=period, value=seen / 10, raw=str(seen / 10),
        numerator=seen, denominator=Decimal(1000),
    )  # fmt: skip
