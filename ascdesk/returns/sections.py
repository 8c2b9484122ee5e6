"""The sections of a report: the headings in its sheets, or its sheets themselves, and what is remarked on them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

from ascdesk.characters import normalise
from ascdesk.identity import commentary_id, placement_id, section_id
from ascdesk.model import Commentary, Entity, EntityId, Measure, Placement, Section, Subject
from ascdesk.periods import Period, find_period
from ascdesk.returns.heads import Role
from ascdesk.returns.ledger import Ledger
from ascdesk.returns.tables import Found, Table
from ascdesk.returns.values import Book, Cell, Sheet, Taken

# Names that a program gave; they say nothing of what is on the sheet.
UNNAMED = ("Table", "Sheet1", "Figures")


def one_report(sheets: Sequence[tuple[Sheet, Found]], book: Book) -> str:
    """Return the name of the one report whose sections a book's sheets are; empty where they are reports each.

    They are its sections where several have tables of different measures, and none names a period or framework.
    """
    tabled = [(sheet, found) for sheet, found in sheets if any(table.lines for table in found.tables)]
    if len(tabled) < 2 or any(_stands_alone(sheet, found) for sheet, found in tabled):
        return ""
    names = [name for _, found in tabled for name in _names(found)]
    if len(set(names)) < len(names):
        return ""
    stem = Path(book.name).stem
    named = find_period(stem)
    name = (named[1] if named else stem) or stem
    return name[:1].upper() + name[1:]


def _stands_alone(sheet: Sheet, found: Found) -> bool:
    """Tell whether a sheet is a report of its own: by its period, or columns that say what each line belongs to."""
    if found.titled or find_period(sheet.name, Period.year(2000)):
        return True
    own = (Role.PERIOD, Role.FRAMEWORK, Role.SECTION)
    return any(table.column(role) for table in found.tables for role in own)


def _names(found: Found) -> set[str]:
    """Return the names of a sheet's measures, as they are compared."""
    columns = [(table, table.column(Role.MEASURE) or table.column(Role.CODE)) for table in found.tables]
    cells = [line.cells.get(column.number) for table, column in columns if column for line in table.lines]
    return {normalise(cell.text).casefold() for cell in cells if cell}


def of_sheet(sheet: Sheet, found: Found) -> str:
    """Return the section that a sheet is: its title, or else its name."""
    return found.title or ("" if sheet.name in UNNAMED else " ".join(sheet.name.split()))


def place(measure: Measure, path: Sequence[str], structure: dict[EntityId, Entity], position: int) -> None:
    """Put a measure into the last section of a path, in the file's order; sections that are new are made."""
    parent = None
    for title in path:
        key = section_id(measure.framework, title, parent)
        count = sum(isinstance(entity, Section) for entity in structure.values())
        structure.setdefault(
            key, Section(id=key, framework=measure.framework, title=title, parent=parent, position=count)
        )
        parent = key
    if parent is not None:
        key = placement_id(parent, measure.id)
        structure.setdefault(key, Placement(id=key, section=parent, measure=measure.id, position=position))


def remarks(
    found: Found, framework: str, within: str, period: Period | None, file: EntityId, ledger: Ledger
) -> Iterator[Commentary]:
    """Yield one commentary for each section that has remarks beneath its table, or for the whole report."""
    told: dict[tuple[str, ...], list[Table]] = {}
    for table in found.tables:
        if table.beneath.remarks:
            told.setdefault(_path(table, within), []).append(table)
    for path, tables in told.items():
        cells = [cell for table in tables for cell in table.beneath.remarks]
        if period is None:
            for cell in cells:
                ledger.ask_period(cell, "")
            continue
        for cell in cells:
            ledger.take(cell, Taken.COMMENTARY)
        yield _remark(path, framework, period, "\n".join(table.beneath.text for table in tables), cells, file, ledger)


def _path(table: Table, within: str) -> tuple[str, ...]:
    """Return the section that a table's remarks are about: the sheet's, the one of all its lines, or none."""
    if within:
        return (within,)
    sections = {line.section for line in table.lines}
    return tuple(filter(None, sections)) if len(sections) == 1 else ()


def _remark(
    path: Sequence[str], framework: str, period: Period, text: str, cells: Sequence[Cell], file: EntityId,
    ledger: Ledger,
) -> Commentary:  # fmt: skip
    subject = Subject.SECTION if path else Subject.REPORT
    owner = section_id(framework, path[0]) if path else EntityId(framework)
    first = ledger.sheet.place(cells[0])
    return Commentary(
        id=commentary_id(subject, owner, period),
        subject=subject,
        subject_id=owner,
        period=period,
        text=text,
        file=file,
        place=first if len(cells) == 1 else f"{first}:{cells[-1].address}",
    )
