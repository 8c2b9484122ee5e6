"""The document of a reconciliation as lines for a person to read: what differs first, each with both reasons."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from ascdesk.model import Rating
from ascdesk.periods import read_period, show_period

Document = dict[str, Any]
_RATINGS = {
    Rating.GREEN: "Green (met)",
    Rating.AMBER: "Amber (within tolerance)",
    Rating.RED: "Red (missed)",
    Rating.NONE: "not rated",
}
_DIRECTIONS = ("improved", "no change", "declined", "without a direction")
_RANKS = ("improved", "unchanged", "declined", "without a rank before")
_MOVED = {"up": "up", "down": "down", "level": "level"}
_MEANT = {"better": "better", "worse": "worse", "same": "the same"}


def reconciliation(document: Document) -> Iterator[str]:
    """Yield the tallies, then what differs, each with its reasons, then what cannot be compared, then what agrees."""
    ratings = [*document["rows"], *document["unrated"]]
    directions, differences = document["directions"], document["differences"]
    lacking = [each for each in directions if each["lacks_base"]]
    yield from _tallies(document)
    yield from _headed("Ratings that differ", map(_rating, _which(ratings, False)))
    yield from _headed("Directions that differ", map(_direction, _which(directions, False)))
    yield from _headed("Printed differences that differ", map(_difference, _which(differences, False)))
    yield from _headed("Benchmarks to look at", map(_benchmark, document["benchmarks"]))
    yield from _headed("No figure is held for the period that the report compares with", map(_lacking, lacking))
    yield from _headed("Directions that cannot be compared", map(_direction, _which(directions, None)))
    yield from _headed("Printed differences that cannot be worked out", map(_difference, _which(differences, None)))
    yield from _headed("Rated here, with nothing printed to compare with", map(_rating, _which(ratings, None)))
    yield from _headed("Ratings that agree", map(_rating, _which(ratings, True)))
    yield from _headed("Directions that agree", map(_direction, _which(directions, True)))
    yield from _headed("Printed differences that agree", map(_difference, _which(differences, True)))


def _tallies(document: Document) -> Iterator[str]:
    if not any(document[name] for name in ("rows", "unrated", "directions", "differences", "printed")):
        yield "No report that was imported printed a rating, a direction or a difference for this period."
        return
    if document["rows"] or any(document["tally_published"][:3]):
        yield f"Ratings: {document['agree']} agree, {document['differ']} differ."
        for name in ("published", "computed"):
            yield f"  {name}: {_counts(document[f'tally_{name}'], _RATINGS.values())}"
        letters, legend = document["tally_letters"], document["tally_published"]
        if letters[:3] != legend[:3]:
            counts = _counts(letters[:3], list(_RATINGS.values())[:3])
            yield f"  The report’s own letters say otherwise than its legend: {counts}."
    else:
        yield "No ratings were printed."
    if document["directions"] or document["tally_directions_published"]:
        told = f"{document['direction_agree']} agree, {document['direction_differ']} differ"
        yield f"Directions: {told}, {len(_which(document['directions'], None))} cannot be compared."
        if document["tally_directions_published"]:
            yield f"  published: {_counts(document['tally_directions_published'], _DIRECTIONS)}"
        yield f"  computed: {_counts(document['tally_directions_computed'], _DIRECTIONS)}"
    if any(document["tally_ranks_computed"][:3]):
        yield f"Ranks, computed: {_counts(document['tally_ranks_computed'], _RANKS)}"


def _counts(counts: Sequence[int | None], names: Iterable[str]) -> str:
    """Return a tally in words with its base, without what the report does not count."""
    said = ", ".join(f"{count} {name}" for count, name in zip(counts, names, strict=True) if count is not None)
    return said if None in counts else f"{said}, of {sum(filter(None, counts))}"


def _which(lines: Iterable[Document], agrees: bool | None) -> list[Document]:
    """Return the lines that agree, that do not, or of which that cannot be told."""
    return [each for each in lines if each["agrees"] is agrees]


def _headed(head: str, lines: Iterable[str]) -> Iterator[str]:
    """Yield lines under a head, or nothing where there are none."""
    said = list(lines)
    if said:
        yield from ("", f"{head}: {len(said)}", *said)


def _rating(each: Document) -> str:
    published, computed = (_RATINGS[Rating(each[name])] for name in ("published", "computed"))
    judged = f"published {published}, computed {computed}"
    return f"{_row_name(each)}: {judged}. {each['published_reason']} {each['reason']}"


def _direction(each: Document) -> str:
    computed = each["computed"]
    moved, meant = _MOVED.get(computed["movement"]), _MEANT.get(computed["direction"])
    said = " and ".join(filter(None, (moved, meant))) or "none"
    return f"Direction of {_row_name(each)}: computed {said}. {each['published_reason']} {each['reason']}"


def _lacking(each: Document) -> str:
    base = read_period(each["published"]["base"])
    return f"{_row_name(each)}: {show_period(base) if base else ''}"


def _difference(each: Document) -> str:
    return f"Difference of {_row_name(each)}: {each['published_reason']} {each['reason']}"


def _benchmark(each: Document) -> str:
    return f"Benchmark of {_row_name(each)}: {each['text']}"


def _row_name(row: Document) -> str:
    return " ".join(filter(None, (row["code"], row["title"].rstrip("."), f"· {row['part']}" if row["part"] else "")))
