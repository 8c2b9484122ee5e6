"""The texts of a period as one table: what is said of each measure, section and report, and how far it is."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from ascdesk.model import EntityId, Rating
from ascdesk.periods import show_period
from ascdesk.reports.cells import Cell, Column, Table
from ascdesk.reports.contents import Contents


@dataclass(frozen=True, slots=True, kw_only=True)
class TextLine:
    """One commentary under the names of what it is about; `rating` is None where that is no measure."""

    section: str = ""
    code: str = ""
    about: str
    part: str = ""
    rating: Rating | None = None
    text: str
    status: str
    author: str = ""
    remark: str = ""


def text_lines(contents: Contents) -> Iterator[TextLine]:
    """Yield the commentaries of the measures in the report's order, each once, then those of sections and reports."""
    seen: set[EntityId] = set()
    for row in contents.scorecard.rows:
        said = row.commentary
        if said is not None and said.text and said.id not in seen:
            seen.add(said.id)
            yield TextLine(
                section=row.section.title if row.section else "", code=row.measure.code, about=row.measure.title,
                part=row.part, rating=row.rating, text=said.text, status=said.status.value, author=said.author,
                remark=said.remark,
            )  # fmt: skip
    for each in contents.commentaries:
        yield TextLine(about=each.about, text=each.text, status=each.status, author=each.author, remark=each.remark)


def texts_table(contents: Contents) -> Table[TextLine]:
    """Return every commentary of the period as a row of its own."""

    def rating(line: TextLine) -> Cell:
        return line.rating if line.rating is not None else ""

    columns: tuple[Column[TextLine], ...] = (
        Column("Section", lambda line: line.section, 15),
        Column("Code", lambda line: line.code, 9),
        Column("About", lambda line: line.about, 27),
        Column("Part", lambda line: line.part, 11),
        Column("Rating", rating, 13),
        Column("Commentary", lambda line: line.text, 80),
        Column("Status", lambda line: line.status, 12),
        Column("Author", lambda line: line.author, 16),
        Column("Reviewer’s remark", lambda line: line.remark, 26),
    )
    lead = (f"{contents.title}: commentaries", show_period(contents.period))
    return Table("Commentaries", lead, columns, tuple(text_lines(contents)), held=3)
