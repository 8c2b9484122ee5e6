"""From a file to a return: its tables recognised, its measures gathered, its entities read."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from types import MappingProxyType

from ascdesk.errors import Problem
from ascdesk.identity import file_id, named_id, placement_id, section_id
from ascdesk.model import Entity, EntityId, ImportedFile, Measure, Placement, PublishedTally, Section, Unit
from ascdesk.periods import Period, read_period
from ascdesk.returns import drafting
from ascdesk.returns.drafting import LEFT_OVER, Gathered, Ways, part_of
from ascdesk.returns.entities import read_line
from ascdesk.returns.heads import Role
from ascdesk.returns.ledger import Ledger
from ascdesk.returns.line import Reader
from ascdesk.returns.reader import never, read_book
from ascdesk.returns.tables import Found, find_tables
from ascdesk.returns.values import Book, Return, Sheet, Taken
from ascdesk.wording import read_tally

# Statutory frameworks that re-used their codes: which version a report of a year follows.
_VERSIONED = {"ASCOF": ((2023, "ASCOF 2023-"), (2014, "ASCOF 2014-23"), (0, "ASCOF 2010-14"))}
_NO_UNITS: Mapping[EntityId, Unit] = MappingProxyType({})
_VERSIONS = {version for versions in _VERSIONED.values() for _, version in versions}


@dataclass(slots=True)
class _Yield:
    """What has been read of a file so far."""

    units: Mapping[EntityId, Unit]
    framework: str = ""
    period: Period | None = None
    measures: list[Measure] = field(default_factory=list)
    structure: dict[EntityId, Entity] = field(default_factory=dict)
    entities: list[Entity] = field(default_factory=list)
    ledgers: list[Ledger] = field(default_factory=list)
    tableless: list[Ledger] = field(default_factory=list)
    origins: dict[EntityId, str] = field(default_factory=dict)
    uncoded: set[EntityId] = field(default_factory=set)
    framed: set[EntityId] = field(default_factory=set)


def read_return(
    path: Path, sheet: str | None = None, period: Period | None = None, cancelled: Callable[[], bool] = never
) -> Return:
    """Read a file of figures; `period` says what it is for where it does not say so itself.

    Slow: run it on a worker. Raises UserError for a file that cannot be read, Cancelled when asked to stop.
    """
    return interpret(read_book(path, sheet, cancelled), period)


def interpret(book: Book, period: Period | None = None, units: Mapping[EntityId, Unit] = _NO_UNITS) -> Return:
    """Say what the cells of a book mean; `units` are those of held measures, to which its own words yield."""
    digest = book.sha256
    kept = ImportedFile(id=file_id(digest), name=book.name, sha256=digest, size=len(book.content))
    read = _Yield(units)
    for sheet in book.sheets:
        _read_sheet(sheet, book, kept.id, period, read)
    _pass_over(read)
    return Return(
        book=book,
        given=period,
        framework=read.framework,
        period=read.period,
        measures=tuple(read.measures),
        structure=(kept, *read.structure.values()),
        entities=tuple(read.entities),
        problems=tuple(problem for ledger in read.ledgers for problem in ledger.problems),
        notices=(*_of_book(book), *(notice for ledger in read.ledgers for notice in ledger.notices)),
        accounts=tuple(account for ledger in read.ledgers for account in ledger.accounts.items()),
        origins=read.origins,
        uncoded=frozenset(read.uncoded),
        framed=frozenset(read.framed),
    )


def _of_book(book: Book) -> Iterator[Problem]:
    """Yield what a person should know of the file as a whole before its values are used."""
    hidden = [
        f"{sheet.name}: the sheet is hidden, and was read like the others." for sheet in book.sheets if sheet.hidden
    ]
    for said in (*hidden, *book.notices):
        yield Problem(book.name, "", said, "Look whether they should be in the return.")


def _read_sheet(sheet: Sheet, book: Book, file: EntityId, given: Period | None, read: _Yield) -> None:
    ledger = Ledger(sheet)
    read.ledgers.append(ledger)
    found = find_tables(sheet, ledger, given)
    if not found.tables:
        read.tableless.append(ledger)
        return
    period = found.period or _latest(found)
    framework = _framework(found, sheet, book, period)
    read.framework, read.period = read.framework or framework, read.period or period
    gathered = [
        each
        for table in found.tables
        for each in drafting.gather(table, Reader(table.columns, period, file, ledger), framework)
    ]
    if not gathered and not found.tallies:
        # What looked like heads had nothing under them: no table after all.
        read.ledgers[-1] = Ledger(sheet)
        read.tableless.append(read.ledgers[-1])
        return
    ways = drafting.ways(gathered)
    _confirm_ways(ways, gathered)
    for each in gathered:
        _read_measure(each, ways, read)
    _read_tallies(found, framework, period, file, ledger, read)
    left = [cell for cell in sheet.cells() if sheet.place(cell) not in ledger.accounts]
    for column in sorted({cell.column for cell in left}):
        cells = [cell for cell in left if cell.column == column]
        ledger.refuse_all(cells, "It stands where the table has no column or line for it.", LEFT_OVER)


def _pass_over(read: _Yield) -> None:
    """Account for the sheets without a table: notes beside the others, or a file in which none was found."""
    for ledger in read.tableless:
        cells = list(ledger.sheet.cells())
        if cells and read.measures:
            for cell in cells:
                ledger.take(cell, Taken.UNREAD)
            ledger.confirm(cells[0], "This sheet has no table of figures, so it was not read.", _HEAD_IT)
        elif cells:
            ledger.refuse_all(cells, "No heading on this sheet says what its columns are.", _HEAD_IT)


_HEAD_IT = "If it has figures, head its columns with the measure and the period, such as “Measure” and “2023/24 Q2”."


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


def _confirm_ways(ways: Ways, gathered: list[Gathered]) -> None:
    """Say once, at the first of them, that unmarked measures were taken to be better when higher."""
    unmarked = [each for each in gathered if ways.marks_low and each.polarity is None]
    if unmarked:
        first = unmarked[0]
        first.reader.ledger.confirm(
            first.cells(Role.MEASURE)[0],
            f"For the {len(unmarked)} measures that are not marked, higher was taken to be better, because this "
            "sheet marks those where low is good.",
            "Look through them, and change the measure where that is wrong.",
        )


def _read_measure(each: Gathered, ways: Ways, read: _Yield) -> None:
    measure = drafting.measure(each, each.code or _next_code(each.framework, read), ways, read.units)
    entities = [entity for line in each.lines for entity in read_line(each.reader, measure, part_of(each, line), line)]
    series = (getattr(entity, "series", "") for entity in entities)
    measure = replace(measure, series=tuple(dict.fromkeys(name for name in series if name)))
    named = [*each.cells(Role.MEASURE), *each.cells(Role.CODE)]
    read.origins[measure.id] = each.reader.ledger.sheet.place(named[0])
    if not each.code:
        read.uncoded.add(measure.id)
    # A version of a statutory framework is as good as named: other versions mean other things by its codes.
    if each.cells(Role.FRAMEWORK) or each.framework in _VERSIONS:
        read.framed.add(measure.id)
    _place(measure, each, read)
    read.measures.append(measure)
    read.entities.extend(entities)


def _next_code(framework: str, read: _Yield) -> str:
    """Return the next of M001, M002... in the paper's order, for a source that prints no codes."""
    number = sum(measure.framework == framework for measure in read.measures) + 1
    return f"M{number:03d}"


def _place(measure: Measure, each: Gathered, read: _Yield) -> None:
    """Put a measure into its section, in the file's order."""
    if not each.section:
        return
    key = section_id(each.framework, each.section)
    sections = sum(isinstance(entity, Section) for entity in read.structure.values())
    read.structure.setdefault(key, Section(id=key, framework=each.framework, title=each.section, position=sections))
    place = placement_id(key, measure.id)
    read.structure.setdefault(place, Placement(id=place, section=key, measure=measure.id, position=len(read.measures)))


def _read_tallies(
    found: Found, framework: str, period: Period | None, file: EntityId, ledger: Ledger, read: _Yield
) -> None:
    for position, cell in enumerate(found.tallies):
        if period is None:
            ledger.refuse(cell, "The return does not say which period it was published for.", LEFT_OVER)
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
