"""A report's printed legend beside the tallies of its rows (N57): of ratings, directions, and how ranks moved."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from ascdesk.model import Direction, PublishedTally, Rating
from ascdesk.reconciling.directions import printed_meaning
from ascdesk.reconciling.ratings import printed_rating
from ascdesk.reconciling.values import Counts, LegendWords, PrintedCounts
from ascdesk.scorecard import Row, counted_once

# What a legend counts, by places in a tally.
Legend = dict[int, int | None]
_RATINGS = (
    (0, re.compile(r"\b(meet|met|exceed)", re.IGNORECASE)),
    (1, re.compile(r"\bwithin\b", re.IGNORECASE)),
    (2, re.compile(r"\bmiss", re.IGNORECASE)),
)
_DIRECTIONS = (
    (1, re.compile(r"\bno\b.*\bchange|\bunchanged\b|\bstable\b", re.IGNORECASE)),
    (0, re.compile(r"\b(improve|better\b|towards\b)", re.IGNORECASE)),
    (2, re.compile(r"\b(deteriorat|declin|worse|away\b)", re.IGNORECASE)),
)
_NEITHER = re.compile(r"\bn/a\b|\bno data\b|\bnot (rated|known|available|applicable)\b", re.IGNORECASE)
_NONE = 3
_RATING_PLACES = {Rating.GREEN: 0, Rating.AMBER: 1, Rating.RED: 2, Rating.NONE: _NONE}
_DIRECTION_PLACES = {Direction.BETTER: 0, Direction.SAME: 1, Direction.WORSE: 2, Direction.NONE: _NONE}


def legends(printed: Sequence[PublishedTally]) -> tuple[Legend, Legend]:
    """Return what one report's legend counts by places in the tallies of ratings and of directions.

    Its line for rows without data belongs to the lines before it; the first line of each kind counts.
    """
    ratings: Legend = {}
    directions: Legend = {}
    for tally in sorted(printed, key=lambda each: each.position):
        if (place := _place(tally.label, _RATINGS)) is not None:
            ratings.setdefault(place, tally.count)
        elif (place := _place(tally.label, _DIRECTIONS)) is not None:
            directions.setdefault(place, tally.count)
        elif _NEITHER.search(tally.label):
            (directions or ratings).setdefault(_NONE, tally.count)
    return ratings, directions


def _place(label: str, patterns: Iterable[tuple[int, re.Pattern[str]]]) -> int | None:
    return next((place for place, pattern in patterns if pattern.search(label)), None)


def legend_words(printed: Sequence[PublishedTally]) -> LegendWords:
    """Return what one report's legend says of its arrows."""
    labels = [(each.label, _place(each.label, _DIRECTIONS)) for each in printed]
    return LegendWords(
        level=next((label for label, place in labels if place == 1), ""),
        from_baseline=any("baseline" in label.casefold() for label, place in labels if place is not None),
    )


def published_ratings(rows: Sequence[Row], legend: Legend) -> Counts:
    """Return one report's count of ratings: its legend's where it prints one, or else of its letters."""
    if _says_any(legend):
        zero, one, two, none = (legend.get(place) or 0 for place in range(4))
        return zero, one, two, none
    printed = counted_once((row for row in rows if row.published), lambda row: bool(printed_rating(row)))
    return _counted(_RATING_PLACES[printed_rating(row) or Rating.NONE] for row in printed)


def computed_ratings(rows: Sequence[Row]) -> Counts:
    """Return how many rows have each computed rating."""
    counted = counted_once(rows, lambda row: row.judged.rating is not Rating.NONE)
    return _counted(_RATING_PLACES[row.judged.rating] for row in counted)


def published_directions(rows: Sequence[Row], legend: Legend) -> PrintedCounts | None:
    """Return one report's count of directions: its legend's, or else of its words; None where it prints neither."""
    if _says_any(legend):
        # Every kind that a legend leaves out it counts as none, but it need not say how many have no direction.
        return legend.get(0, 0), legend.get(1, 0), legend.get(2, 0), legend.get(_NONE)
    counted = counted_once((row for row in rows if row.published), lambda row: printed_meaning(row) is not None)
    meanings = [printed_meaning(row) for row in counted]
    if not any(meanings):
        return None
    return _counted(_DIRECTION_PLACES[meaning or Direction.NONE] for meaning in meanings)


def computed_directions(rows: Sequence[Row]) -> Counts:
    """Return how many rows have each computed direction."""
    counted = counted_once(rows, lambda row: row.travel.direction is not Direction.NONE)
    return _counted(_DIRECTION_PLACES[row.travel.direction] for row in counted)


def added(counts: Iterable[Counts]) -> Counts:
    """Return tallies added up."""
    zero, one, two, none = (sum(each) for each in zip((0, 0, 0, 0), *counts, strict=True))
    return zero, one, two, none


def _says_any(legend: Legend) -> bool:
    return any(count is not None for count in legend.values())


def _counted(places: Iterable[int]) -> Counts:
    counts = [0, 0, 0, 0]
    for place in places:
        counts[place] += 1
    return counts[0], counts[1], counts[2], counts[3]
