"""From a file to a return: its tables recognised, its measures gathered, its entities read."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path

from ascdesk.judgements import read_combined
from ascdesk.model import (
    Base,
    Basis,
    Entity,
    EntityId,
    ImportedFile,
    Measure,
    Placement,
    Polarity,
    PublishedTally,
    Section,
    Unit,
    file_id,
    measure_id,
    named_id,
    placement_id,
    section_id,
)
from ascdesk.periods import Period, read_period
from ascdesk.returns import describing
from ascdesk.returns.compared import is_tag
from ascdesk.returns.describing import Gathered, split_code
from ascdesk.returns.entities import read_line
from ascdesk.returns.heads import Role
from ascdesk.returns.ledger import Ledger
from ascdesk.returns.line import Reader
from ascdesk.returns.reader import never, read_book
from ascdesk.returns.tables import Found, Line, Table, find_tables
from ascdesk.returns.values import Book, Cell, Return, Sheet, Taken
from ascdesk.wording import read_tally

# Statutory frameworks that re-used their codes: which version a report of a year follows.
_VERSIONED = {"ASCOF": ((2023, "ASCOF 2023-"), (2014, "ASCOF 2014-23"), (0, "ASCOF 2010-14"))}


@dataclass(slots=True)
class _Yield:
    """What has been read of a file so far."""

    framework: str = ""
    period: Period | None = None
    measures: list[Measure] = field(default_factory=list)
    structure: dict[EntityId, Entity] = field(default_factory=dict)
    entities: list[Entity] = field(default_factory=list)
    ledgers: list[Ledger] = field(default_factory=list)
    origins: dict[EntityId, str] = field(default_factory=dict)
    uncoded: set[EntityId] = field(default_factory=set)


def read_return(
    path: Path, sheet: str | None = None, period: Period | None = None, cancelled: Callable[[], bool] = never
) -> Return:
    """Read a file of figures; `period` says what it is for where it does not say so itself.

    Slow: run it on a worker. Raises UserError for a file that cannot be read, Cancelled when asked to stop.
    """
    return interpret(read_book(path, sheet, cancelled), period)


def interpret(book: Book, period: Period | None = None) -> Return:
    """Say what the cells of a book mean."""
    digest = hashlib.sha256(book.content).hexdigest()
    kept = ImportedFile(id=file_id(digest), name=book.name, sha256=digest, size=len(book.content))
    read = _Yield()
    for sheet in book.sheets:
        _read_sheet(sheet, book, kept.id, period, read)
    return Return(
        book=book,
        framework=read.framework,
        period=read.period,
        measures=tuple(read.measures),
        structure=(kept, *read.structure.values()),
        entities=tuple(read.entities),
        problems=tuple(problem for ledger in read.ledgers for problem in ledger.problems),
        notices=tuple(notice for ledger in read.ledgers for notice in ledger.notices),
        accounts=tuple(account for ledger in read.ledgers for account in ledger.accounts.items()),
        origins=read.origins,
        uncoded=frozenset(read.uncoded),
    )


def _read_sheet(sheet: Sheet, book: Book, file: EntityId, given: Period | None, read: _Yield) -> None:
    ledger = Ledger(sheet)
    read.ledgers.append(ledger)
    found = find_tables(sheet, ledger, given)
    period = found.period or _latest(found)
    framework = _framework(found, sheet, book, period)
    read.framework, read.period = read.framework or framework, read.period or period
    gathered = []
    for table in found.tables:
        reader = Reader(table.columns, period, file, ledger)
        gathered += [(table, reader, owner, each) for owner, each in _gather(table, reader, framework)]
    ways = _ways(found.tables, [each for _, _, _, each in gathered])
    _confirm_ways(ways, gathered)
    for table, reader, owner, each in gathered:
        _read_measure(table, reader, owner, each, ways, read)
    _read_tallies(found, framework, period, file, ledger, read)
    for cell in (cell for row in sheet.rows for cell in row):
        if sheet.place(cell) not in ledger.accounts:
            ledger.refuse(cell, "It stands where the table has no column or line for it.", _LEFT_OVER)


_LEFT_OVER = "Head its column, name its measure, or leave it out."


def _latest(found: Found) -> Period | None:
    """Return the latest period that heads a column or stands in a column of periods."""
    periods = {column.period for table in found.tables for column in table.columns if column.role is Role.FIGURE}
    for table in found.tables:
        if column := table.column(Role.PERIOD):
            texts = {line.cells[column.number].text for line in table.lines if column.number in line.cells}
            periods |= {read_period(text) for text in texts}
    return max((period for period in periods if period is not None), default=None)


def _framework(found: Found, sheet: Sheet, book: Book, period: Period | None) -> str:
    name = found.title or sheet.name
    if name in ("Table", "Sheet1", "Figures"):
        name = Path(book.name).stem
    for since, version in _VERSIONED.get(name.upper(), ()):
        if period is not None and period.start_year >= since:
            return version
    return name


@dataclass(frozen=True, slots=True)
class _Ways:
    """What a sheet says by its ways: it marks only what is low, or it compares with a baseline."""

    marks_low: bool
    from_base: bool


def _ways(tables: list[Table], gathered: list[Gathered]) -> _Ways:
    return _Ways(
        marks_low=any(describing.polarity(each.title, ()) is Polarity.LOWER for each in gathered),
        from_base=any(map(_names_bases, tables)),
    )


def _confirm_ways(ways: _Ways, gathered: list[tuple[Table, Reader, str, Gathered]]) -> None:
    """Say once, at the first of them, that unmarked measures were taken to be better when higher."""
    unmarked = [
        (table, reader, each)
        for table, reader, _, each in gathered
        if ways.marks_low and _polarity(table, each) is None
    ]
    if unmarked:
        table, reader, first = unmarked[0]
        reader.ledger.confirm(
            _cells(table, first, Role.MEASURE)[0],
            f"For the {len(unmarked)} measures that are not marked, higher was taken to be better, because this "
            "sheet marks those where low is good.",
            "Look through them, and change the measure where that is wrong.",
        )


def _read_measure(table: Table, reader: Reader, owner: str, each: Gathered, ways: _Ways, read: _Yield) -> None:
    measure = _with_ways(_measure(owner, each, table, reader, read), each, table, reader, ways)
    entities = [
        entity for line in each.lines for entity in read_line(reader, measure, _part(table, line, reader), line)
    ]
    series = (getattr(entity, "series", "") for entity in entities)
    measure = replace(measure, series=tuple(dict.fromkeys(name for name in series if name)))
    _note_origin(measure, each, table, reader, read)
    _place(measure, each, owner, read)
    read.measures.append(measure)
    read.entities.extend(entities)


def _gather(table: Table, reader: Reader, framework: str) -> Iterator[tuple[str, Gathered]]:
    """Yield each measure with its lines and the framework that it belongs to, in the file's order."""
    found: dict[tuple[str, str, str], Gathered] = {}
    for line in table.lines:
        code, title = _name(table, line, reader)
        if not code and not title:
            for cell in line.cells.values():
                reader.ledger.refuse(cell, "Its line names no measure.", _LEFT_OVER)
            continue
        owner = _text(table, line, Role.FRAMEWORK, reader, Taken.MEASURE) or framework
        section = _text(table, line, Role.SECTION, reader, Taken.SECTION) or line.section
        each = found.setdefault((owner, code, title if not code else ""), Gathered(code, title, section))
        each.lines.append(line)
        if (part := _part(table, line, reader)) and part not in each.parts:
            each.parts.append(part)
    yield from ((owner, each) for (owner, _, _), each in found.items())


def _name(table: Table, line: Line, reader: Reader) -> tuple[str, str]:
    title = _text(table, line, Role.MEASURE, reader, Taken.MEASURE)
    code = _text(table, line, Role.CODE, reader, Taken.MEASURE)
    return (code, title or code) if code else split_code(title)


def _text(table: Table, line: Line, role: Role, reader: Reader, taken: Taken) -> str:
    column = table.column(role)
    cell = line.cells.get(column.number) if column else None
    if cell is None:
        return ""
    reader.ledger.take(cell, taken)
    return " ".join(cell.text.split())


def _part(table: Table, line: Line, reader: Reader) -> str:
    return _text(table, line, Role.PART, reader, Taken.PART)


def _cells(table: Table, each: Gathered, role: Role) -> list[Cell]:
    numbers = [column.number for column in table.columns if column.role is role]
    return [line.cells[number] for line in each.lines for number in numbers if number in line.cells]


def _measure(owner: str, each: Gathered, table: Table, reader: Reader, read: _Yield) -> Measure:
    for cell in _cells(table, each, Role.POLARITY):
        reader.ledger.take(cell, Taken.POLARITY)
    said = [cell.text for cell in _cells(table, each, Role.COMMENTARY)]
    basis = describing.basis(each.title, said)
    unit = _unit(table, each, reader)
    code = each.code or _next_code(owner, read)
    return Measure(
        id=measure_id(owner, code, each.title),
        framework=owner,
        code=code,
        title=each.title,
        unit=unit,
        decimals=describing.decimals(unit, table.columns, each.lines),
        polarity=_polarity(table, each) or Polarity.NONE,
        basis=basis,
        frequency=describing.frequency(basis),
        parts=tuple(each.parts),
        tags=describing.tags(each.title, (c.text.strip() for c in _cells(table, each, Role.COMPARATOR) if is_tag(c))),
        direction_base=Base.LAST_YEAR if basis is Basis.CUMULATIVE else Base.PREVIOUS,
    )


def _unit(table: Table, each: Gathered, reader: Reader) -> Unit:
    for cell in (cells := _cells(table, each, Role.UNIT)):
        reader.ledger.take(cell, Taken.MEASURE)
    named = {unit.value: unit for unit in Unit}
    said = next((named[cell.text.strip().lower()] for cell in cells if cell.text.strip().lower() in named), None)
    return said or describing.unit(each.title, table.columns, each.lines)


def _next_code(framework: str, read: _Yield) -> str:
    """Return the next of M001, M002... in the paper's order, for a source that prints no codes."""
    number = sum(measure.framework == framework for measure in read.measures) + 1
    return f"M{number:03d}"


def _names_bases(table: Table) -> bool:
    """Tell whether the ratings of a table name what they compare with, as in "From 2015/16"."""
    column = table.column(Role.RATING)
    return column is not None and any(
        _named_base(line.cells[column.number]) for line in table.lines if column.number in line.cells
    )


def _named_base(cell: Cell) -> Period | None:
    read = read_combined(cell.text)
    return read.base if read else None


def _with_ways(measure: Measure, each: Gathered, table: Table, reader: Reader, ways: _Ways) -> Measure:
    """Apply what the sheet says by its ways to one of its measures."""
    if ways.marks_low and _polarity(table, each) is None:
        measure = replace(measure, polarity=Polarity.HIGHER)
    if ways.from_base and measure.direction_base is Base.PREVIOUS and reader.period is not None:
        # Lines that name no base compare with last year's outturn; parts may each name another.
        bases = {_named_base(cell) for cell in _cells(table, each, Role.RATING)}
        named = bases.pop() if len(bases) == 1 else None
        baseline = named or reader.period.financial_year.previous()
        measure = replace(measure, direction_base=Base.BASELINE, baseline=baseline)
    return measure


def _polarity(table: Table, each: Gathered) -> Polarity | None:
    return describing.polarity(each.title, _cells(table, each, Role.POLARITY))


def _note_origin(measure: Measure, each: Gathered, table: Table, reader: Reader, read: _Yield) -> None:
    named = [*_cells(table, each, Role.MEASURE), *_cells(table, each, Role.CODE)]
    read.origins[measure.id] = reader.ledger.sheet.place(named[0])
    if not each.code:
        read.uncoded.add(measure.id)


def _place(measure: Measure, each: Gathered, owner: str, read: _Yield) -> None:
    """Put a measure into its section, in the file's order."""
    if not each.section:
        return
    key = section_id(owner, each.section)
    sections = sum(isinstance(entity, Section) for entity in read.structure.values())
    read.structure.setdefault(key, Section(id=key, framework=owner, title=each.section, position=sections))
    place = placement_id(key, measure.id)
    read.structure.setdefault(place, Placement(id=place, section=key, measure=measure.id, position=len(read.measures)))


def _read_tallies(
    found: Found, framework: str, period: Period | None, file: EntityId, ledger: Ledger, read: _Yield
) -> None:
    for position, cell in enumerate(found.tallies):
        if period is None:
            ledger.refuse(cell, "The return does not say which period it was published for.", _LEFT_OVER)
            continue
        label, count = read_tally(cell.text) or (cell.text, None)
        place = ledger.take(cell, Taken.TALLY)
        key = named_id("tally", framework, str(period), label, str(position))
        read.entities.append(
            PublishedTally(
                id=key, framework=framework, period=period, label=label, count=count, position=position,
                file=file, place=place,
            )
        )  # fmt: skip
