"""Checks of what stands beside the figures: ranks, the years of comparators, printed differences (N22, N73 to N76)."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from ascdesk.checking.values import Check, Oddity
from ascdesk.model import Comparator, EntityId, Frequency, Measure
from ascdesk.periods import Period, show_period
from ascdesk.reconciling.benchmarks import checked_benchmarks
from ascdesk.reconciling.differences import reconciled_differences
from ascdesk.reconciling.values import Known, Verdict
from ascdesk.scorecard import Row, show_comparator

# Councils are merged and split, and surveys go out to all but a few: a total moves by two, and for many ranks at once.
_MOVES = 2
# A total or a year is usual where so many others of the report have it.
_USUAL = 5
# One in ten comparators of another year is an exception that wants a reason; more of them are a habit of the report.
_EXCEPTION = 0.1


@dataclass(frozen=True, slots=True)
class Beside:
    """An oddity of a row that is about no stored figure of it."""

    row: Row
    oddity: Oddity


def looked_at_beside(rows: Sequence[Row], comparators: Sequence[Comparator], known: Known) -> Iterator[Beside]:
    """Yield what is odd about what is printed beside the rows' figures.

    `comparators` are those of every series of the rows' measures, in the years that the rows show.
    """
    by_row = _by_row(rows, comparators)
    of_report: dict[str, list[Comparator]] = {}
    for row in rows:
        of_report.setdefault(row.measure.framework, []).extend(by_row[row.measure.id, row.part])
    for row in rows:
        report = of_report[row.measure.framework]
        for each in by_row[row.measure.id, row.part]:
            for oddity in (*_ranks(each, report), *_year(row.measure, each, report)):
                yield Beside(row, oddity)
    for finding in checked_benchmarks(rows, known):
        yield Beside(finding.row, Oddity(Check.BENCHMARK, finding.text))
    for line in reconciled_differences(rows):
        if line.verdict is Verdict.DIFFERS:
            yield Beside(line.row, Oddity(Check.DIFFERENCE, f"{line.published_reason} {line.reason}"))


def _by_row(
    rows: Sequence[Row], comparators: Sequence[Comparator]
) -> Mapping[tuple[EntityId, str], tuple[Comparator, ...]]:
    """Return the comparators of each row: its own, and those of its series in the same year."""
    found = {}
    for row in rows:
        own = {each.id: each for each in row.comparators}
        years = {(each.name, each.year) for each in row.comparators}
        names = {each.name for each in row.comparators}
        own |= {
            each.id: each
            for each in comparators
            if each.series and (each.measure, each.part) == (row.measure.id, row.part)
            and ((each.name, each.year) in years or (each.name not in names and _shown(each, row.period)))
        }  # fmt: skip
        found[row.measure.id, row.part] = tuple(own.values())
    return found


def _shown(comparator: Comparator, period: Period) -> bool:
    return comparator.year is None or comparator.year <= period.financial_year


def _ranks(each: Comparator, report: Sequence[Comparator]) -> Iterator[Oddity]:
    """Yield that a rank is of more councils than there are, or was of another number than all others are (N22)."""
    name = f"{each.name}{f' ({each.series})' if each.series else ''}"
    for rank, total in ((each.rank, each.out_of), (each.rank_before, each.out_of_before)):
        if rank is not None and total is not None and not 1 <= rank <= total:
            yield Oddity(Check.RANK, f"{name}: a rank of {rank} among {total} cannot be.")
    if each.out_of is None or each.out_of_before is None or each.out_of == each.out_of_before:
        return
    totals = Counter(total for one in report for total in (one.out_of, one.out_of_before) if total is not None)
    alone = [total for total in (each.out_of, each.out_of_before) if totals[total] == 1]
    usual = max(totals[each.out_of], totals[each.out_of_before]) >= _USUAL
    said = f"{name} ranks {each.out_of} councils now and ranked {each.out_of_before} before"
    if usual and alone:
        yield Oddity(Check.RANK, f"{said}; no other rank of this report is of {alone[0]}.")
    elif abs(each.out_of - each.out_of_before) > _MOVES:
        yield Oddity(Check.RANK, f"{said}: councils are seldom so many fewer or more.")


def _year(measure: Measure, each: Comparator, report: Sequence[Comparator]) -> Iterator[Oddity]:
    """Yield that a comparator is of another year than nearly all of its name in the report (N76).

    What is only surveyed every other year has a comparator of its own year.
    """
    if each.year is None or each.value is None or measure.frequency is Frequency.BIENNIAL:
        return
    years = Counter(one.year for one in report if one.name == each.name and one.year and one.value is not None)
    usual, count = years.most_common(1)[0]
    if usual != each.year and count >= _USUAL and sum(years.values()) - count <= _EXCEPTION * sum(years.values()):
        yield Oddity(
            Check.BENCHMARK,
            f"{each.name} {show_comparator(measure, each)} is of {show_period(each.year)}, and {count} others of this "
            f"report are of {show_period(usual)}.",
        )
