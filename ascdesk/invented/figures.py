"""The figures of the invented council, as they were first sent and as they were revised."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from decimal import ROUND_HALF_UP, Decimal

from ascdesk.invented.catalogue import Catalogue, Said, parts_of, period_of
from ascdesk.invented.counting import blank_figure, counted, valued
from ascdesk.invented.splits import split
from ascdesk.invented.streams import Amount, Run, run_less, run_of, run_over, run_waiting
from ascdesk.invented.surveys import surveys, texts
from ascdesk.model import Basis, Figure, Flag, Frequency, Marker, Measure
from ascdesk.periods import Period, PeriodKind
from ascdesk.readings import plain

_LENGTHS = {
    Frequency.MONTHLY: (PeriodKind.MONTH, PeriodKind.QUARTER, PeriodKind.YEAR),
    Frequency.QUARTERLY: (PeriodKind.QUARTER, PeriodKind.YEAR),
    Frequency.HALF_YEARLY: (PeriodKind.HALF, PeriodKind.YEAR),
}
# How much of what is entered late was missing when a month was first sent: most in the latest quarter.
_FIRST_SENT = {0: 1.0, 1: 0.8, 2: 0.4}
_SPLIT_QUARTERS = 10
_CLIENT_LEVEL = "Client level"


@dataclass(frozen=True, slots=True)
class Line:
    """One row of figures: a measure's part and series, with its months and how they are counted."""

    measure: Measure
    said: Said
    run: Run
    part: str = ""
    series: str = ""
    basis: Basis = Basis.IN_PERIOD


def figures_of(council: Catalogue, code: str, revised: bool) -> Iterator[Figure]:
    """Yield a measure's figures: as first sent, or with what was entered late since."""
    measure, said = council.measures[code]
    for part, own in parts_of(said).items():
        if "texts" in own:
            yield from texts(council, measure, own)
        elif own.get("basis") == Basis.SURVEY:
            yield from surveys(council, measure, own, part)
        else:
            for line in _lines(council, measure, own, part, revised):
                yield from _counted(council, line)


def _lines(council: Catalogue, measure: Measure, said: Said, part: str, revised: bool) -> Iterator[Line]:
    if "over" in said:
        run = run_over(_run_of_code(council, said["over"]), _limits(council, said["over"]))
    else:
        run = _as_sent(council, said, run_of(council, measure, said, part), revised)
    yield Line(measure, said, run, part, "", measure.basis)
    if "series" in said:
        went = run_less(run, council, measure, "Completed", said["series"]["Completed"])
        waiting = run_waiting(run, went, said["series"]["Waiting"]["from"])
        yield Line(measure, said, went, part, "Completed", measure.basis)
        yield Line(measure, said, waiting, part, "Waiting", Basis.SNAPSHOT)


def _run_of_code(council: Catalogue, code: str) -> Run:
    measure, said = council.measures[code]
    return run_of(council, measure, said)


def _limits(council: Catalogue, code: str) -> dict[int, Decimal]:
    target = council.measures[code][1]["target"]
    first, rise = Decimal(str(target["first"])), Decimal(str(target["rise"]))
    return {year.start_year: first + rise * at for at, year in enumerate(council.years)}


def _as_sent(council: Catalogue, said: Said, run: Run, revised: bool) -> Run:
    """Take away what was entered late: from the latest quarter always, from earlier ones until it is revised."""
    if "late" not in said:
        return run
    sent = dict(run)
    for back, share in _FIRST_SENT.items():
        if revised and back:
            continue
        kept = Decimal(str(1 - said["late"] * share))
        worth = Decimal(str(said.get("late_worth", 1)))
        for month in council.period.shift(-back).parts(PeriodKind.MONTH):
            sent[month.last] = _less(run[month.last], kept, worth)
    return sent


def _less(amount: Amount, kept: Decimal, worth: Decimal) -> Amount:
    if amount.denominator is None:
        return Amount(_whole(amount.value * kept))
    return Amount(_whole(amount.value * kept * worth), _whole(amount.denominator * kept))


def _whole(value: Decimal) -> Decimal:
    return value.quantize(Decimal(1), ROUND_HALF_UP)


def _counted(council: Catalogue, line: Line) -> Iterator[Figure]:
    never_sent = {period_of(each) for each in line.said.get("never_sent", ())}
    for period in _periods(council, line):
        if period in never_sent:
            continue
        figure = _figure(council, line, period)
        yield _planted(line, figure) if not line.series else figure
        if period.kind is PeriodKind.QUARTER and council.period.shift(-_SPLIT_QUARTERS) < period and not line.series:
            for dimension, shares in line.said.get("by", {}).items():
                yield from split(figure, line.measure, dimension, shares)


def _periods(council: Catalogue, line: Line) -> Iterator[Period]:
    """Yield the periods that a line has figures for, as far as they were sent."""
    said = line.said
    if "years_only" in said:
        yield from council.years[:-1]
        yield from (council.period.previous(), council.period)
        return
    start = period_of(said["starts"]) if "starts" in said else council.first
    sent = council.period.last - line.measure.lag_months - ("missing" in said)
    for kind in _LENGTHS[line.measure.frequency]:
        period = start.within(kind)
        if period.first_month < start:
            period = period.next()
        while period.last <= sent:
            yield period
            if kind is PeriodKind.HALF:
                yield period.last_month.within(PeriodKind.QUARTER)
            period = period.next()


def _figure(council: Catalogue, line: Line, period: Period) -> Figure:
    said = line.said
    blank = blank_figure(line.measure, period, line.part, line.series)
    if "years_only" in said and period.kind is not PeriodKind.YEAR:
        return replace(blank, marker=Marker.NOT_APPLICABLE, raw="Not applicable", note=said["years_only"])
    flags, note = _events(council, line, period)
    if flags is None:
        return replace(blank, marker=Marker.NOT_AVAILABLE, raw="Not available", note=note)
    if _CLIENT_LEVEL in line.measure.tags and council.period.contains(period):
        flags = (Flag.PROVISIONAL, *flags)
    counted_over = period
    if "years_only" in said:
        counted_over = Period.quarter(period.start_year, 3)
    elif line.measure.frequency is Frequency.HALF_YEARLY and period.kind is PeriodKind.QUARTER:
        counted_over = period.within(PeriodKind.HALF)
    stock = "people" in said or bool(said.get("of", {}).get("stock"))
    amount = counted(line.run, line.basis, counted_over, line.measure.unit, stock)
    return replace(valued(line.measure, blank, amount), flags=flags, note=note)


def _events(council: Catalogue, line: Line, period: Period) -> tuple[tuple[Flag, ...] | None, str]:
    """Return the flags that events leave on a figure, and why; no flags where its months were lost in a gap."""
    months = range(period.last - period.months + 1, period.last + 1)
    for event in line.said.get("events", ()):
        when, why = council.cause(event["cause"])
        gap = range(when.last, when.last + event.get("gap", 0))
        lost = any(month in gap for month in months)
        if lost and period.kind is PeriodKind.MONTH:
            return None, why
        if "break" in event and (lost or gap.stop in months):
            return ((Flag.ESTIMATED, Flag.BREAK) if lost else (Flag.BREAK,)), why
    return (), ""


def _planted(line: Line, figure: Figure) -> Figure:
    """Put something odd, or a mark, where the catalogue says so."""
    for plant in line.said.get("planted", ()):
        if period_of(plant["period"]) != figure.period:
            continue
        if "marker" in plant:
            blank = blank_figure(line.measure, figure.period, line.part, line.series)
            return replace(blank, marker=Marker(plant["marker"]), raw=plant["raw"], note=plant["note"])
        value = (figure.value or Decimal(0)) * plant["times"] if "times" in plant else Decimal(plant["value"])
        return replace(figure, value=value, raw=plain(value), note=plant["note"])
    return figure
