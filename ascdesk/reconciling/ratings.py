"""Printed ratings beside the computed ones."""

from __future__ import annotations

from collections.abc import Iterable

from ascdesk.judgements import read_combined
from ascdesk.judging.values import RATING_WORDS
from ascdesk.model import Rating
from ascdesk.reconciling.values import Reconciled, Verdict, place_of
from ascdesk.scorecard import Row


def printed_rating(row: Row) -> Rating | None:
    """Return the rating that the report printed for a row, if it printed one."""
    return row.published.rating if row.published else None


def rated(rows: Iterable[Row]) -> tuple[Reconciled, ...]:
    """Return each row that was published with a rating beside its computed rating."""
    return tuple(
        Reconciled(row, rating, _verdict(rating, row.judged.rating), _printed(row, rating))
        for row in rows
        if (rating := printed_rating(row)) is not None
    )


def unrated(rows: Iterable[Row]) -> tuple[Reconciled, ...]:
    """Return the rows of which no rating could be taken from their report, and that are rated here.

    They differ where the report rates other rows; of a report without ratings there is nothing to compare.
    """
    about = list(rows)
    rating = {row.measure.framework for row in about if printed_rating(row) is not None}
    return tuple(
        Reconciled(row, None, *_not_rated(row, row.measure.framework in rating))
        for row in about
        if printed_rating(row) is None and row.judged.rating is not Rating.NONE
    )


def _not_rated(row: Row, others_are: bool) -> tuple[Verdict, str]:
    if not others_are:
        return Verdict.OPEN, "The report prints no ratings."
    read = read_combined(row.published.raw) if row.published else None
    if row.published and read and read.unreadable:
        return (
            Verdict.OPEN,
            f"The report printed “{row.published.raw}”{place_of(row)}, which cannot be read as a rating.",
        )
    return Verdict.DIFFERS, "It is not rated in the report."


def _verdict(published: Rating, computed: Rating) -> Verdict:
    return Verdict.AGREES if published is computed else Verdict.DIFFERS


def _printed(row: Row, rating: Rating) -> str:
    assert row.published is not None
    said = "that it is not rated" if rating is Rating.NONE else RATING_WORDS[rating]
    return f"The report printed {said}{place_of(row)}."
