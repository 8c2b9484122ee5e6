"""The measures that a sheet's lines are about, drafted from what the sheet says of them."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

from ascdesk.identity import measure_id
from ascdesk.judgements import read_combined
from ascdesk.model import Base, Basis, EntityId, Frequency, Measure, Polarity, Rating, Unit
from ascdesk.periods import Period
from ascdesk.readings import Unreadable
from ascdesk.returns import describing
from ascdesk.returns.beneath import starred, without_star
from ascdesk.returns.compared import is_tag
from ascdesk.returns.heads import Role
from ascdesk.returns.line import Reader
from ascdesk.returns.tables import Line, Table
from ascdesk.returns.values import Cell, Taken
from ascdesk.wording import read_polarity, read_unit

_TWINS = {"statutory", "local"}
LEFT_OVER = "Head its column, name its measure, or leave it out."


@dataclass(slots=True)
class Gathered:
    """The lines of one measure of a table, in the file's order.

    `star` is what stands behind its name, `within` the section that its whole sheet is.
    """

    table: Table
    reader: Reader
    framework: str
    code: str
    title: str
    section: str
    star: str = ""
    within: str = ""
    lines: list[Line] = field(default_factory=list)
    parts: list[str] = field(default_factory=list)

    def cells(self, role: Role) -> list[Cell]:
        """Return the measure's cells in the columns of a role."""
        numbers = [column.number for column in self.table.columns if column.role is role]
        return [line.cells[number] for line in self.lines for number in numbers if number in line.cells]

    @property
    def polarity(self) -> Polarity | None:
        """Which way is better, where the sheet says so."""
        return describing.polarity(self.title, self.cells(Role.POLARITY))


@dataclass(frozen=True, slots=True)
class Ways:
    """What a sheet says by its ways: it marks only what is low, compares with a baseline, or rates with letters."""

    marks_low: bool
    from_base: bool
    rates: bool = False


def gather(table: Table, reader: Reader, framework: str, within: str = "") -> list[Gathered]:
    """Return each measure with its lines; the cells of lines that name none are refused.

    `within` is the section that the whole sheet is, where a workbook has one on each.
    """
    found: dict[tuple[str, str, str], Gathered] = {}
    nameless: list[Cell] = []
    for line in table.lines:
        code, title = _name(table, line, reader)
        if not title:
            nameless += line.cells.values()
            continue
        owner = _text(table, line, Role.FRAMEWORK, reader, Taken.MEASURE) or framework
        section = _text(table, line, Role.SECTION, reader, Taken.SECTION) or line.section
        title, star = _without_star(title, table)
        key = (owner, code, "" if code else title)
        each = found.setdefault(key, Gathered(table, reader, owner, code, title, section, star, within))
        each.lines.append(line)
        if (part := part_of(each, line)) and part not in each.parts:
            each.parts.append(part)
    reader.ledger.refuse_all(nameless, "Its line names no measure.", LEFT_OVER)
    return list(found.values())


def _without_star(title: str, table: Table) -> tuple[str, str]:
    """Return a name without the star behind it, and the star, if the table has a line that says what it means."""
    bare, star = starred(title) if table.beneath.stars else (title, "")
    return (bare, star) if table.beneath.meaning(star) else (title, "")


def _name(table: Table, line: Line, reader: Reader) -> tuple[str, str]:
    title = _text(table, line, Role.MEASURE, reader, Taken.MEASURE)
    code = _text(table, line, Role.CODE, reader, Taken.MEASURE)
    return (code, title or code) if code else describing.split_code(title)


def _text(table: Table, line: Line, role: Role, reader: Reader, taken: Taken) -> str:
    """Return the words in a line's column of a role, and account for the cell."""
    column = table.column(role)
    cell = line.cells.get(column.number) if column else None
    if cell is None:
        return ""
    reader.ledger.take(cell, taken)
    if cell.lines and role is Role.MEASURE:
        said = f"The name was put together from {len(cell.lines)} cells."
        reader.ledger.confirm(cell, said, "Compare it with the report.")
    return " ".join(cell.text.split())


def part_of(each: Gathered, line: Line) -> str:
    """Return the part that a line of a measure is about; the whole has the empty name."""
    return _text(each.table, line, Role.PART, each.reader, Taken.PART)


def ways(gathered: Sequence[Gathered]) -> Ways:
    """Return what a sheet says by its ways."""
    return Ways(
        marks_low=any(describing.polarity(each.title, ()) is Polarity.LOWER for each in gathered),
        from_base=any(_named_bases(each) for each in gathered),
        rates=any(is_lettered(cell) for each in gathered for cell in each.cells(Role.RATING)),
    )


def is_lettered(cell: Cell) -> bool:
    """Tell whether a cell prints red, amber or green."""
    read = read_combined(cell.text)
    return read is not None and read.rating in (Rating.GREEN, Rating.AMBER, Rating.RED)


def _named_bases(each: Gathered) -> list[Period]:
    """Return the periods that a measure's ratings name as their base, as in "From 2015/16"."""
    return [base for base in map(_named_base, each.cells(Role.RATING)) if base]


def _named_base(cell: Cell) -> Period | None:
    read = read_combined(cell.text)
    return read.base if read else None


def measure(each: Gathered, code: str, sheet_ways: Ways, units: Mapping[EntityId, Unit]) -> Measure:
    """Return the measure that the lines describe; what they do not say keeps the model's default.

    `units` are those of measures that are held already: their figures are read in no other.
    """
    for cell in each.cells(Role.POLARITY):
        if isinstance(read := read_polarity(cell.text), Unreadable):
            each.reader.ledger.refuse(cell, read.problem, read.remedy)
        else:
            each.reader.ledger.take(cell, Taken.POLARITY)
    carers = [describing.is_carers_survey(each.table.columns, line) for line in each.lines]
    told = describing.basis(each.title, [cell.text for cell in each.cells(Role.COMMENTARY)])
    basis = Basis.SURVEY if any(carers) else told
    key = measure_id(each.framework, code, each.title)
    said_unit = _unit(each, key)
    unit = units.get(key) or said_unit
    said = describing.said_beside(each.table.columns, each.lines)
    tags = [cell.text.strip() for cell in each.cells(Role.COMPARATOR) if is_tag(cell)]
    drafted = Measure(
        id=key,
        framework=each.framework,
        code=code,
        title=each.title,
        aim=_aim(each),
        unit=unit,
        decimals=describing.decimals(unit, each.table.columns, each.lines),
        polarity=each.polarity or (Polarity.HIGHER if sheet_ways.marks_low else Polarity.NONE),
        basis=basis,
        frequency=describing.frequency(basis, each.table.columns, said),
        parts=tuple(each.parts),
        tags=describing.tags(each.title, tags),
        notes="\n".join((*said, *_star_notes(each))),
        parts_count_once=_count_once(each, key),
    )
    return _with_base(_biennial(drafted, each) if all(carers) else drafted, each, sheet_ways)


def _count_once(each: Gathered, measure: EntityId) -> bool:
    """Tell whether the parts are a statutory and a local way of counting one thing (N33)."""
    if {part.casefold() for part in each.parts} != _TWINS:
        return False
    each.reader.ledger.guess(
        measure,
        each.cells(Role.PART)[0],
        "Statutory and local parts were taken for two ways of counting one thing, which a tally counts once.",
        "If they are two things, say on the Measures page that each part counts.",
    )
    return True


def _biennial(drafted: Measure, each: Gathered) -> Measure:
    """Return a measure that is due every other year, since nobody but carers is asked."""
    each.reader.ledger.guess(
        drafted.id,
        each.cells(Role.MEASURE)[0],
        "There was a year without a survey of carers, so a figure was taken to be due every other year.",
        "If it is due more often, change how often.",
    )
    return replace(drafted, frequency=Frequency.BIENNIAL)


def _aim(each: Gathered) -> str:
    cells = each.cells(Role.AIM)
    for cell in cells:
        each.reader.ledger.take(cell, Taken.AIM)
    return "\n".join(dict.fromkeys(cell.text.strip() for cell in cells))


def _star_notes(each: Gathered) -> list[str]:
    """Return what the star behind the measure's name means."""
    cells = each.table.beneath.meaning(each.star)
    for cell in cells:
        each.reader.ledger.take(cell, Taken.NOTE)
    return [without_star(cell.text) for cell in cells]


def confirm_units(gathered: Sequence[Gathered]) -> None:
    """Say which words in a column of units are not understood, each once with its first cell."""
    unread: dict[str, list[tuple[Gathered, Cell, Unreadable]]] = {}
    for each in gathered:
        for word, cell in {cell.text.strip(): cell for cell in reversed(each.cells(Role.UNIT))}.items():
            if isinstance(read := read_unit(cell.text), Unreadable):
                unread.setdefault(word, []).append((each, cell, read))
    for several in unread.values():
        each, cell, read = several[0]
        whose = "the measure" if len(several) == 1 else f"{len(several)} measures"
        said = f"{read.problem.rstrip('.')}, so it was passed over for {whose}."
        remedy = f"{read.remedy} Or set the unit on the Measures page."
        each.reader.ledger.confirm(cell, said, remedy)


def _unit(each: Gathered, measure: EntityId) -> Unit:
    """Return the unit that a column names, or else the one that cells and title say."""
    cells = each.cells(Role.UNIT)
    for cell in cells:
        each.reader.ledger.take(cell, Taken.MEASURE)
    said = [(cell, read) for cell in cells if isinstance(read := read_unit(cell.text), Unit)]
    other = next((cell for cell, read in said if read is not said[0][1]), None)
    if other is not None:
        each.reader.ledger.guess(
            measure,
            other,
            "The lines of a measure name different units, and the first of them was taken.",
            "If it is another, change the unit of the measure.",
        )
    told = describing.unit(each.title, each.table.columns, each.lines)
    unit = said[0][1] if said else told
    # People write "number" for a count, too: a title and whole figures tell it from an average.
    if unit is Unit.NUMBER and told is Unit.COUNT and not describing.decimals(told, each.table.columns, each.lines):
        unit = Unit.COUNT
    if unit is Unit.DAYS and not said and not re.search(r"\bdays?\b", each.title, re.IGNORECASE):
        each.reader.ledger.confirm(
            each.cells(Role.MEASURE)[0],
            "It does not say what its time is counted in; that was taken to be days.",
            "If it is something else, change the unit of the measure.",
        )
    return unit


def _with_base(drafted: Measure, each: Gathered, sheet_ways: Ways) -> Measure:
    """Say what the measure's direction compares with."""
    if drafted.basis is Basis.CUMULATIVE:
        return replace(drafted, direction_base=Base.LAST_YEAR)
    if not sheet_ways.from_base or each.reader.period is None:
        return drafted
    # Lines that name no base compare with last year's outturn; parts may each name another.
    bases = {_named_base(cell) for cell in each.cells(Role.RATING)}
    named = bases.pop() if len(bases) == 1 else None
    baseline = named or each.reader.period.financial_year.previous()
    return replace(drafted, direction_base=Base.BASELINE, baseline=baseline)
