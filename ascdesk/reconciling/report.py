"""The reconciliation of all that a file holds of imported reports for one period."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field

from ascdesk.model import PublishedTally, Rating
from ascdesk.reconciling import tallies
from ascdesk.reconciling.benchmarks import checked_benchmarks
from ascdesk.reconciling.differences import reconciled_differences
from ascdesk.reconciling.directions import is_printed, reconciled_directions
from ascdesk.reconciling.ranks import computed_ranks, is_ranked
from ascdesk.reconciling.ratings import printed_rating, rated, unrated
from ascdesk.reconciling.values import Known, LegendWords, PrintedCounts, Reconciliation
from ascdesk.scorecard import Row, Scorecard

_NOTHING = Known()


@dataclass(frozen=True, slots=True)
class _Report:
    """The rows of one framework that a report printed something of, and its legends of ratings and directions."""

    rows: tuple[Row, ...]
    ratings: tallies.Legend = field(default_factory=dict)
    directions: tallies.Legend = field(default_factory=dict)
    words: LegendWords = field(default_factory=LegendWords)


def reconcile(scorecard: Scorecard, printed: Sequence[PublishedTally], known: Known = _NOTHING) -> Reconciliation:
    """Lay what reports printed for a period beside what is computed for their rows.

    Only the frameworks count that a report printed something of; `known` is what else the file holds.
    """
    rows = tuple({(row.measure.id, row.part): row for row in scorecard.rows}.values())
    reports = _reports(rows, printed)
    about = [row for report in reports for row in report.rows]
    # Where nothing was printed there is nothing to lay beside, and the rows are counted as they are.
    rating = _those(reports, _rates) or reports or [_Report(rows)]
    directing = _those(reports, _directs) or reports
    ranking = _those(reports, lambda report: any(is_ranked(row) for row in report.rows)) or reports
    return Reconciliation(
        rows=rated(about),
        unrated=unrated(about),
        directions=tuple(line for each in reports for line in reconciled_directions(each.rows, each.words)),
        differences=reconciled_differences(about),
        benchmarks=checked_benchmarks(about, known),
        tally_published=tallies.added(tallies.published_ratings(each.rows, each.ratings) for each in rating),
        tally_letters=tallies.added(tallies.published_ratings(each.rows, {}) for each in rating),
        tally_computed=tallies.added(tallies.computed_ratings(each.rows) for each in rating),
        tally_directions_published=_published_directions(directing),
        tally_directions_computed=tallies.added(tallies.computed_directions(each.rows) for each in directing),
        tally_ranks_computed=tallies.added(computed_ranks(each.rows, known.comparators) for each in ranking),
    )


def _reports(rows: Iterable[Row], printed: Sequence[PublishedTally]) -> list[_Report]:
    """Return the reports that printed something, each with its rows in the scorecard's order."""
    held: dict[str, list[Row]] = {}
    for row in rows:
        held.setdefault(row.measure.framework, []).append(row)
    found = []
    for framework, own in held.items():
        legend = [tally for tally in printed if tally.framework == framework]
        if legend or any(row.published for row in own):
            found.append(_Report(tuple(own), *tallies.legends(legend), tallies.legend_words(legend)))
    return found


def _those(reports: Iterable[_Report], judge: Callable[[_Report], bool]) -> list[_Report]:
    return [each for each in reports if judge(each)]


def _rates(report: _Report) -> bool:
    return bool(report.ratings) or any(printed_rating(row) not in (None, Rating.NONE) for row in report.rows)


def _directs(report: _Report) -> bool:
    return bool(report.directions) or any(row.published and is_printed(row.published) for row in report.rows)


def _published_directions(reports: Iterable[_Report]) -> PrintedCounts | None:
    """Return the printed counts of directions added up; None where no report prints any that can be counted."""
    counts = [tallies.published_directions(each.rows, each.directions) for each in reports]
    told = [each for each in counts if each is not None]
    if not told:
        return None
    zero, one, two, none = (
        None if None in each else sum(count for count in each if count is not None) for each in zip(*told, strict=True)
    )
    return zero, one, two, none
