"""From a file to a return: its tables recognised, its measures gathered, its entities read."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from types import MappingProxyType

from ascdesk.errors import Problem, UserError
from ascdesk.identity import file_id, named_id
from ascdesk.model import Entity, EntityId, ImportedFile, Measure, PublishedTally, Unit
from ascdesk.periods import Period, find_period
from ascdesk.returns import dating, drafting, ruling, sections
from ascdesk.returns.concluding import concluded
from ascdesk.returns.delimited import is_table
from ascdesk.returns.drafting import LEFT_OVER, Gathered, Ways, part_of
from ascdesk.returns.entities import read_line
from ascdesk.returns.heads import Role
from ascdesk.returns.ledger import Ledger
from ascdesk.returns.line import GIVE_PERIOD, Reader
from ascdesk.returns.paper import Lines
from ascdesk.returns.paper_measures import read_paper
from ascdesk.returns.reader import never, read_book, text_book
from ascdesk.returns.sniff import Format, sniff
from ascdesk.returns.tables import Found, find_tables
from ascdesk.returns.values import Book, Return, RulesTold, Sheet, Taken
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
    assumed: list[Problem] = field(default_factory=list)
    origins: dict[EntityId, str] = field(default_factory=dict)
    uncoded: set[EntityId] = field(default_factory=set)
    framed: set[EntityId] = field(default_factory=set)
    rules: dict[str, RulesTold] = field(default_factory=dict)


def read_return(
    path: Path, sheet: str | None = None, period: Period | None = None, cancelled: Callable[[], bool] = never
) -> Return:
    """Read a file of figures; `period` says what it is for where it does not say so itself.

    Slow: run it on a worker. Raises UserError for a file that cannot be read, Cancelled when asked to stop.
    """
    found = interpret(read_book(path, sheet, cancelled), period)
    text = not _says_anything(found) and sniff(path.name, found.book.content) is Format.TEXT
    return _table_at_least(found) if text else found


def read_text(name: str, text: str, period: Period | None = None) -> Return:
    """Read a report's text or a table that was copied from a document; `name` is what it is kept under.

    Raises UserError for a text that is neither.
    """
    if not text.strip():
        raise UserError("There is no text to read.", "Copy the paper or its table, and paste it.")
    try:
        content = text.encode()
    except UnicodeEncodeError as error:
        raise UserError("The text contains half a character.", "Copy it again, or save it as a text file.") from error
    found = interpret(text_book(name, content), period)
    return found if _says_anything(found) else _table_at_least(found)


def _says_anything(found: Return) -> bool:
    return bool(found.measures or found.entities)


def _table_at_least(found: Return) -> Return:
    """Return what was found in a text, if only that no column is headed or no year is said; refuse mere sentences."""
    if is_table(found.book.sheets[0]) or any(each.remedy == GIVE_PERIOD for each in found.problems):
        return found
    raise UserError(
        f"“{found.book.name}” is neither a table nor a paper of measures.",
        "A table has tabs or commas between its columns, and heads them. A paper has a heading such as “AB1: The "
        "number of people” for each measure, and below it “Technical Notes:” or “Commentary:”.",
    )


def interpret(book: Book, period: Period | None = None, units: Mapping[EntityId, Unit] = _NO_UNITS) -> Return:
    """Say what the cells of a book mean; `units` are those of held measures, to which its own words yield."""
    if book.sheets and isinstance(book.sheets[0], Lines):
        return read_paper(book, book.sheets[0], period, units)
    digest = book.sha256
    kept = ImportedFile(id=file_id(digest), name=book.name, sha256=digest, size=len(book.content))
    read = _Yield(units)
    looked = [_look(sheet, book, period, read) for sheet in book.sheets]
    report = sections.one_report([(each.sheet, each.found) for each in looked], book)
    for each in looked:
        _read_sheet(each, book, kept.id, report, read)
    _pass_over(read)
    return Return(
        book=book,
        given=period,
        framework=read.framework,
        period=read.period,
        measures=tuple(read.measures),
        structure=(kept, *read.structure.values()),
        entities=tuple(read.entities),
        problems=(
            *dating.asked(read.ledgers, book),
            *(problem for ledger in read.ledgers for problem in ledger.problems),
        ),
        notices=(
            *_of_book(book),
            *dict.fromkeys(read.assumed),
            *(notice for ledger in read.ledgers for notice in ledger.notices),
        ),
        accounts=tuple(account for ledger in read.ledgers for account in ledger.accounts.items()),
        origins=read.origins,
        uncoded=frozenset(read.uncoded),
        framed=frozenset(read.framed),
        rules=read.rules,
        guesses=tuple(guess for ledger in read.ledgers for guess in ledger.guesses),
    )


def _of_book(book: Book) -> Iterator[Problem]:
    """Yield what a person should know of the file as a whole before its values are used."""
    hidden = [
        f"{sheet.name}: the sheet is hidden, and was read like the others." for sheet in book.sheets if sheet.hidden
    ]
    for said in (*hidden, *book.notices):
        yield Problem(book.name, "", said, "Look whether they should be in the return.")


@dataclass(slots=True)
class _Looked:
    """A sheet taken apart into its tables, with the account that is kept of it and what its names say of a period."""

    sheet: Sheet
    ledger: Ledger
    found: Found
    outside: dating.Outside | None


def _look(sheet: Sheet, book: Book, given: Period | None, read: _Yield) -> _Looked:
    ledger = Ledger(sheet)
    read.ledgers.append(ledger)
    outside = dating.outside(sheet, book)
    found = find_tables(sheet, ledger, given, outside.period if outside else None)
    return _Looked(sheet, ledger, found, outside)


def _period(looked: _Looked, read: _Yield) -> Period | None:
    """Return the period that a sheet is for; one that only its name or the file's says is to be confirmed."""
    found, outside = looked.found, looked.outside
    period = found.period or dating.latest(found)
    if period is None and outside and dating.needs_period(found):
        period, found.assumed = outside.period, True
    if found.assumed and outside:
        read.assumed.append(outside.notice())
    return period


def _read_sheet(looked: _Looked, book: Book, file: EntityId, report: str, read: _Yield) -> None:
    """Read a sheet's tables; it is a section of the `report`, where the book's sheets together are one."""
    sheet, ledger, found = looked.sheet, looked.ledger, looked.found
    if not found.tables:
        read.tableless.append(ledger)
        return
    if dating.is_undated(found):
        dating.withhold(sheet, found, ledger)
        return
    period = _period(looked, read)
    framework = report or _framework(found, sheet, book, period)
    within = sections.of_sheet(sheet, found) if report else ""
    read.framework, read.period = read.framework or framework, read.period or period
    gathered = [
        each
        for table in found.tables
        for each in drafting.gather(table, Reader(table.columns, period, file, ledger), framework, within)
    ]
    if not gathered and not found.tallies:
        # What looked like heads had nothing under them: no table after all.
        afresh = Ledger(sheet)
        read.ledgers[read.ledgers.index(ledger)] = afresh
        read.tableless.append(afresh)
        return
    ways = drafting.ways(gathered)
    _confirm_ways(ways, gathered)
    drafting.confirm_units(gathered)
    for each in gathered:
        _read_measure(each, ways, read)
    if rules := ruling.of_tables(found.tallies, gathered, ways, ledger):
        read.rules.setdefault(framework, rules)
    _read_tallies(found, framework, period, file, ledger, read)
    read.entities.extend(sections.remarks(found, framework, within, period, file, ledger))
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


def _framework(found: Found, sheet: Sheet, book: Book, period: Period | None) -> str:
    name = found.title or sheet.name
    if name in sections.UNNAMED:
        name = Path(book.name).stem
    # "Safeguarding Q2" will be "Safeguarding Q3" in the next quarter, and is the same report.
    elif (named := find_period(name, period)) and named[0] == period and named[1]:
        name = named[1]
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
    measure = concluded(measure, each, entities, ways)
    named = [*each.cells(Role.MEASURE), *each.cells(Role.CODE)]
    read.origins[measure.id] = each.reader.ledger.sheet.place(named[0])
    if not each.code:
        read.uncoded.add(measure.id)
    # A version of a statutory framework is as good as named: other versions mean other things by its codes.
    if each.cells(Role.FRAMEWORK) or each.framework in _VERSIONS:
        read.framed.add(measure.id)
    path = list(filter(None, (each.within, each.section)))
    sections.place(measure, path, read.structure, len(read.measures))
    read.measures.append(measure)
    read.entities.extend(entities)


def _next_code(framework: str, read: _Yield) -> str:
    """Return the next of M001, M002... in the paper's order, for a source that prints no codes."""
    number = sum(measure.framework == framework for measure in read.measures) + 1
    return f"M{number:03d}"


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
