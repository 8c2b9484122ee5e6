"""Results that come once a year or every other year, and what stands in their place until then."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from ascdesk.invented.catalogue import Catalogue, Said, period_of
from ascdesk.invented.counting import blank_figure, counted, valued
from ascdesk.invented.streams import run_of
from ascdesk.model import Basis, Figure, Frequency, Marker, Measure


def surveys(council: Catalogue, measure: Measure, said: Said, part: str) -> Iterator[Figure]:
    """Yield a survey's results by year, and for the current year's quarters why there is none yet."""
    run = run_of(council, measure, said, part)
    biennial = said["frequency"] == Frequency.BIENNIAL
    for at, year in enumerate(council.years[:-1]):
        blank = blank_figure(measure, year, part)
        if biennial and at % 2:
            yield _no_survey(blank)
        else:
            yield valued(measure, blank, counted(run, Basis.SURVEY, year, measure.unit, False))
    for period in (council.period.previous(), council.period):
        blank = blank_figure(measure, period, part)
        yield _no_survey(blank) if biennial else _to_come(blank)


def texts(council: Catalogue, measure: Measure, said: Said) -> Iterator[Figure]:
    """Yield what is a text and no number, by year."""
    for year, text in said["texts"].items():
        yield replace(blank_figure(measure, period_of(year)), raw=text, note=text)
    yield _to_come(blank_figure(measure, council.period))


def _no_survey(blank: Figure) -> Figure:
    return replace(
        blank, marker=Marker.NOT_APPLICABLE, raw="No survey this year", note="The survey is every other year."
    )


def _to_come(blank: Figure) -> Figure:
    return replace(blank, marker=Marker.NOT_AVAILABLE, raw="Not yet available", note="Results are due in June 2026.")
