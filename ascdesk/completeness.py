"""How complete a period is, by section of the report and by owner: its figures and its commentaries."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from ascdesk.expecting import Expectation, Progress, progress
from ascdesk.model import CommentaryStatus, EntityId
from ascdesk.periods import Period
from ascdesk.scorecard import Row, Scorecard

NO_OWNER, NO_SECTION = "No owner", "In no section"


@dataclass(frozen=True, slots=True)
class Share:
    """How far one section, or what one owner answers for, is; `row` and `period` are where the work goes on.

    That is the first figure that is missing, or the first line where none is.
    """

    name: str
    figures: Progress
    written: int
    approved: int
    row: Row
    period: Period


def by_section(card: Scorecard, expected: Iterable[Expectation]) -> tuple[Share, ...]:
    """Return how far each section is, in the report's order; a measure that stands in several counts in each."""
    return _shares(card, expected, lambda row: (row.section.id, row.section.title) if row.section else ("", NO_SECTION))


def by_owner(card: Scorecard, expected: Iterable[Expectation]) -> tuple[Share, ...]:
    """Return how far each owner is, by name, those without one last; nothing where no measure has an owner."""
    if not any(row.measure.owner.strip() for row in card.rows):
        return ()
    shares = _shares(card, expected, _owner)
    return tuple(sorted(shares, key=lambda each: (each.name == NO_OWNER, each.name.casefold())))


def _owner(row: Row) -> tuple[str, str]:
    name = " ".join(row.measure.owner.split()) or NO_OWNER
    return name.casefold(), name


def _shares(
    card: Scorecard, expected: Iterable[Expectation], group: Callable[[Row], tuple[str, str]]
) -> tuple[Share, ...]:
    """Return the shares of which something is expected or was written."""
    wanted = {(each.row.measure.id, each.row.part): each for each in expected}
    names: dict[str, str] = {}
    groups: dict[str, dict[tuple[EntityId, str], Row]] = {}
    for row in card.rows:
        key, name = group(row)
        names.setdefault(key, name)
        groups.setdefault(key, {}).setdefault((row.measure.id, row.part), row)
    made = (_share(names[key], rows, wanted) for key, rows in groups.items())
    return tuple(each for each in made if each.figures.expected or each.written)


def _share(name: str, rows: dict[tuple[EntityId, str], Row], wanted: dict[tuple[EntityId, str], Expectation]) -> Share:
    expected = [wanted[key] for key in rows if key in wanted]
    texts = [row.commentary for row in rows.values() if row.commentary is not None and row.commentary.text]
    first = next((each for each in expected if each.figure is None), None)
    row = next(iter(rows.values())) if first is None else first.row
    return Share(
        name=name,
        figures=progress(expected),
        written=len(texts),
        approved=sum(each.status is CommentaryStatus.APPROVED for each in texts),
        row=row,
        period=row.period if first is None else first.period,
    )
