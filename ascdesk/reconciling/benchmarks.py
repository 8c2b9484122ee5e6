"""The years of benchmarks, checked against the values that are known of other years (N74, N75)."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from functools import cache

import resources
from ascdesk.amounts import show_amount
from ascdesk.characters import normalise
from ascdesk.model import Comparator, EntityId, Measure, Unit
from ascdesk.periods import read_period, show_period
from ascdesk.readings import own_decimals
from ascdesk.reconciling.values import BenchmarkFinding, Known, Release
from ascdesk.scorecard import Row, show_comparator

# The codes of the version of ASCOF in which the bundled values were published.
_FRAMEWORK = "ASCOF 2014-23"
_ENGLAND = re.compile(r"\b(england|english|national)\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Topic:
    """What a published statistic is about, by its codes and by words of its title, with its values for England."""

    name: str
    codes: frozenset[str]
    words: tuple[re.Pattern[str], ...]
    without: tuple[re.Pattern[str], ...]
    releases: tuple[Release, ...]

    def means(self, measure: Measure) -> bool:
        """Tell whether a measure is of this topic: by its code where its framework gives it, or else by its title."""
        if measure.unit is not Unit.PERCENT:
            return False
        if measure.framework == _FRAMEWORK:
            return measure.code.casefold() in self.codes
        title = normalise(measure.title)
        said = all(pattern.search(title) for pattern in self.words)
        return said and not any(pattern.search(title) for pattern in self.without)


@cache
def topics() -> tuple[Topic, ...]:
    """Return the topics of which values are bundled."""
    told = json.loads(resources.text("benchmarks.json"))["topics"]
    return tuple(
        Topic(
            name=each["name"],
            codes=frozenset(code.casefold() for code in each["codes"]),
            words=tuple(_word(pattern) for pattern in each["words"]),
            without=tuple(_word(pattern) for pattern in each["without"]),
            releases=tuple(_releases(each["values"])),
        )
        for each in told
    )


def _word(pattern: str) -> re.Pattern[str]:
    return re.compile(rf"\b(?:{pattern})\b", re.IGNORECASE)


def _releases(told: Iterable[dict[str, str]]) -> Iterator[Release]:
    for each in told:
        year = read_period(each["year"])
        assert year is not None
        yield Release(year, Decimal(each["value"]), each["source"])


def topic_of(measure: Measure) -> Topic | None:
    """Return the one topic that a measure is of, or None where it is of none or may be of several."""
    found = [each for each in topics() if each.means(measure)]
    return found[0] if len(found) == 1 else None


def checked_benchmarks(rows: Iterable[Row], known: Known) -> tuple[BenchmarkFinding, ...]:
    """Return what is wrong or not said of the years of the rows' comparators."""
    of_topic = {each.id: topic.name if (topic := topic_of(each)) else "" for each in known.measures.values()}
    found: dict[str, BenchmarkFinding] = {}
    for row in rows:
        for each in row.comparators:
            if each.value is not None and (finding := _finding(row, each, tuple(_known(row, each, known, of_topic)))):
                found.setdefault(each.id, finding)
    return tuple(found.values())


def _known(row: Row, printed: Comparator, known: Known, of_topic: Mapping[EntityId, str]) -> Iterator[Release]:
    """Yield what is known of the values that a comparator may be: bundled, and held of other years or reports."""
    topic = topic_of(row.measure)
    if topic is not None and _ENGLAND.search(printed.name):
        yield from topic.releases
    for each in known.comparators:
        if each.value is None or each.year is None or each.id == printed.id or not _alike(each, printed):
            continue
        held = known.measures.get(each.measure)
        same = each.measure == row.measure.id
        if held is not None and (same or (topic is not None and of_topic.get(each.measure) == topic.name)):
            where = "held for this measure" if same else f"held in {held.framework}"
            yield Release(each.year, each.value, where)


def _alike(one: Comparator, other: Comparator) -> bool:
    """Tell whether two comparators are of the same area and part."""
    england = bool(_ENGLAND.search(one.name)) and bool(_ENGLAND.search(other.name))
    return (one.part, one.series) == (other.part, other.series) and (
        england or one.name.casefold() == other.name.casefold()
    )


def _finding(row: Row, printed: Comparator, known: tuple[Release, ...]) -> BenchmarkFinding | None:
    matching = tuple(each for each in known if each.value == printed.value and each.year != printed.year)
    right = tuple(each for each in known if each.year == printed.year)
    if printed.year is None:
        return BenchmarkFinding(row, printed, matching, (), _undated(row, printed, matching)) if matching else None
    if not right or any(each.value == printed.value for each in right):
        return None
    return BenchmarkFinding(row, printed, matching, right, _mislabelled(row, printed, matching, right))


def _undated(row: Row, printed: Comparator, matching: tuple[Release, ...]) -> str:
    value = show_comparator(row.measure, printed)
    which = "which year it is of" if len({each.year for each in matching}) > 1 else "so"
    return f"{value} is {_whose(printed)} value of {_years(matching)}; the report does not say {which}."


def _mislabelled(row: Row, printed: Comparator, matching: tuple[Release, ...], right: tuple[Release, ...]) -> str:
    assert printed.year is not None
    value, label = show_comparator(row.measure, printed), show_period(printed.year)
    known = " or ".join(dict.fromkeys(_value(row.measure, printed, each) for each in right))
    sources = ", ".join(dict.fromkeys(each.source for each in (*matching, *right)))
    if matching:
        said = f"but it is the value of {_years(matching)}; that of {label} is {known}"
    else:
        said = f"but the value known for that year is {known}"
    return f"{printed.name} {value} is labelled {label}, {said} ({sources})."


def _value(measure: Measure, printed: Comparator, release: Release) -> str:
    places = max(measure.decimals, own_decimals(release.value), own_decimals(printed.value or release.value))
    return show_amount(release.value, measure.unit, places)


def _whose(printed: Comparator) -> str:
    return "England’s" if _ENGLAND.search(printed.name) else f"the {printed.name}"


def _years(releases: Iterable[Release]) -> str:
    return " and ".join(show_period(year) for year in sorted({each.year for each in releases}))
