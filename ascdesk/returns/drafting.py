"""The measures that a sheet's lines are about, drafted from what the sheet says of them."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

from ascdesk.identity import measure_id
from ascdesk.judgements import read_combined
from ascdesk.model import Base, Basis, EntityId, Measure, Polarity, Unit
from ascdesk.periods import Period
from ascdesk.readings import Unreadable
from ascdesk.returns import describing
from ascdesk.returns.beneath import starred, without_star
from ascdesk.returns.compared import is_tag
from ascdesk.returns.heads import Role
from ascdesk.returns.line import Reader
from ascdesk.returns.tables import Line, Table
from ascdesk.returns.values import Cell, Taken
from ascdesk.wording import read_polarity

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
    """What a sheet says by its ways: it marks only what is low, or it compares with a baseline."""

    marks_low: bool
    from_base: bool


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
    )


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
    said_unit = _unit(each)
    basis = describing.basis(each.title, [cell.text for cell in each.cells(Role.COMMENTARY)])
    key = measure_id(each.framework, code, each.title)
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
    )
    return _with_base(drafted, each, sheet_ways)


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


def _unit(each: Gathered) -> Unit:
    said = each.cells(Role.UNIT)
    for cell in said:
        each.reader.ledger.take(cell, Taken.MEASURE)
    known = {unit.value: unit for unit in Unit}
    named = (known[word] for cell in said if (word := cell.text.strip().lower()) in known)
    unit = next(named, None) or describing.unit(each.title, each.table.columns, each.lines)
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
