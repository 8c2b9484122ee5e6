"""What a reconciliation says, as lines: what differs first, what agrees at the end; and how much of each in words."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from ascdesk.judging.shown import show_change
from ascdesk.model import Movement
from ascdesk.periods import show_period
from ascdesk.readings import own_decimals
from ascdesk.reconciling.values import (
    BenchmarkFinding,
    Reconciled,
    ReconciledDifference,
    ReconciledDirection,
    Reconciliation,
    Verdict,
)
from ascdesk.scorecard import Row, show_comparator
from ui.widgets.chip import Face, computed_face, face_word
from ui.words import bare, comparator_year, direction_words, of_them, title_of

NOT_PRINTED = "None printed"
UNREAD = "Cannot be read"
_ALL_ALIKE = {Verdict.AGREES: "all agree", Verdict.DIFFERS: "all differ", Verdict.OPEN: "none can be compared"}


@dataclass(frozen=True, slots=True)
class Sign:
    """An arrow, where one points, and words."""

    words: str
    movement: Movement = Movement.NONE


Mark = Face | Sign


@dataclass(frozen=True, slots=True)
class Line:
    """One thing that was printed of a row, beside the computed one, with a reason for each."""

    row: Row
    printed: Mark
    computed: Mark
    reasons: tuple[str, ...]
    how: str = ""
    """The arithmetic that stands behind it: that of the "rating" or the "direction"."""


@dataclass(frozen=True, slots=True)
class Section:
    """Lines that are alike in what they are and how they came out."""

    title: str
    lines: tuple[Line, ...]
    differs: bool = False
    quiet: bool = False
    """Whether it is folded until somebody opens it."""


def sections(found: Reconciliation) -> tuple[Section, ...]:
    """Return a reconciliation's lines: what differs, what cannot be compared, the benchmarks, and what agrees."""
    ratings, directions = (*found.rows, *found.unrated), found.directions
    lacking = tuple(each for each in directions if each.lacks_base and each.verdict is not Verdict.DIFFERS)
    based = [each for each in directions if each not in lacking]
    every = (
        _ratings("Ratings that differ", ratings, Verdict.DIFFERS),
        _directions("Directions that differ", based, Verdict.DIFFERS),
        _directions("Directions that cannot be compared", based, Verdict.OPEN),
        Section("No figure is held for the period that the report compares with", tuple(map(_direction, lacking))),
        _differences("Printed differences that differ", found, Verdict.DIFFERS),
        _differences("Printed differences that cannot be worked out", found, Verdict.OPEN),
        Section("Benchmark years to look at", tuple(map(_benchmark, found.benchmarks)), differs=True),
        _ratings("Rated here, with nothing printed to compare with", ratings, Verdict.OPEN),
        _ratings("Ratings that agree", ratings, Verdict.AGREES),
        _directions("Directions that agree", based, Verdict.AGREES),
        _differences("Printed differences that agree", found, Verdict.AGREES),
    )
    return tuple(each for each in every if each.lines)


def _ratings(title: str, ratings: Iterable[Reconciled], verdict: Verdict) -> Section:
    lines = tuple(_rating(each) for each in ratings if each.verdict is verdict)
    return Section(title, lines, differs=verdict is Verdict.DIFFERS, quiet=verdict is not Verdict.DIFFERS)


def _directions(title: str, directions: Iterable[ReconciledDirection], verdict: Verdict) -> Section:
    lines = tuple(_direction(each) for each in directions if each.verdict is verdict)
    return Section(title, lines, differs=verdict is Verdict.DIFFERS, quiet=verdict is Verdict.AGREES)


def _differences(title: str, found: Reconciliation, verdict: Verdict) -> Section:
    lines = tuple(_difference(each) for each in found.differences if each.verdict is verdict)
    return Section(title, lines, differs=verdict is Verdict.DIFFERS, quiet=verdict is Verdict.AGREES)


def _rating(each: Reconciled) -> Line:
    printed = Sign(NOT_PRINTED) if each.published is None else Face(each.published)
    return Line(each.row, printed, computed_face(each.row), (each.published_reason, each.reason), "rating")


def _direction(each: ReconciledDirection) -> Line:
    said = f"“{bare(each.wording)}”" if each.wording else ""
    movement = each.movement or Movement.NONE
    if not said:
        said = {Movement.UP: "Up", Movement.DOWN: "Down", Movement.LEVEL: "Level"}.get(movement, UNREAD)
    return Line(each.row, Sign(said, movement), _travelled(each), (each.published_reason, each.reason), "direction")


def _travelled(each: ReconciledDirection) -> Sign:
    travel = each.row.travel
    if each.significant is not None:  # the report says no more than whether the change is more than chance
        tested = {True: "Significant", False: "Not significant", None: "Not tested"}
        return Sign(tested[travel.significant], travel.movement)
    return Sign(direction_words(each.row), travel.movement)


def _difference(each: ReconciledDifference) -> Line:
    measure = each.row.measure
    places = max(measure.decimals, own_decimals(each.printed))
    computed = "–" if each.computed is None else show_change(measure, each.computed, places)
    printed = show_change(measure, each.printed, places)
    return Line(each.row, Sign(printed), Sign(computed), (each.published_reason, each.reason))


def _benchmark(each: BenchmarkFinding) -> Line:
    shown = f"{show_comparator(each.row.measure, each.comparator)}, {comparator_year(each.comparator)}"
    years = " or ".join(show_period(year) for year in sorted({one.year for one in each.releases}))
    return Line(each.row, Sign(shown), Sign(f"Value of {years}" if years else "Another value"), (each.text,))


def mark_words(mark: Mark) -> str:
    """Return what was printed or computed as plain text."""
    return mark.words if isinstance(mark, Sign) else face_word(mark)


def name_of(row: Row) -> str:
    """Return what a row is called: its code and title."""
    return f"{row.measure.code} {title_of(row.measure, row.part)}".strip()


def spoken_line(line: Line) -> str:
    """Return a line as one sentence, for a screen reader."""
    marks = f"printed {mark_words(line.printed)}, computed {mark_words(line.computed)}"
    return f"{bare(name_of(line.row))}: {marks}. {' '.join(line.reasons)}"


def is_empty(found: Reconciliation) -> bool:
    """Tell whether no report printed anything that could be compared."""
    printed = any(found.tally_published[:3]) or bool(found.tally_directions_published)
    return not (printed or found.rows or found.directions or found.differences)


def summary(found: Reconciliation) -> tuple[str, ...]:
    """Return how printed and computed compare: "26 printed ratings: 19 agree, 7 differ", then the same of the rest."""
    said = [
        _counted(lines, f"printed {what}")
        for what, lines in (
            ("rating", found.rows), ("direction", found.directions), ("difference", found.differences),
        )
        if lines
    ]  # fmt: skip
    if found.tally_letters[:3] != found.tally_published[:3]:
        green, amber, red, _ = found.tally_letters
        said.append(f"its own letters count {green} Green, {amber} Amber, {red} Red")
    more = sum(each.verdict is Verdict.DIFFERS for each in found.unrated)
    if more:
        said.append(f"{of_them(more, 'row')} rated here and not in the report")
    if found.benchmarks:
        said.append(f"{of_them(len(found.benchmarks), 'benchmark year')} to look at")
    return tuple(said)


def _counted(lines: Sequence[Reconciled | ReconciledDirection | ReconciledDifference], what: str) -> str:
    counts = {verdict: sum(each.verdict is verdict for each in lines) for verdict in Verdict}
    said = {
        Verdict.AGREES: "agrees" if counts[Verdict.AGREES] == 1 else "agree",
        Verdict.DIFFERS: "differs" if counts[Verdict.DIFFERS] == 1 else "differ",
        Verdict.OPEN: "cannot be compared",
    }
    told = ", ".join(f"{counts[each]} {said[each]}" for each in Verdict if counts[each])
    for verdict, alike in _ALL_ALIKE.items():
        told = alike if counts[verdict] == len(lines) > 1 else told
    return f"{of_them(len(lines), what)}: {told}"


def import_words(found: Reconciliation) -> str:
    """Return in a sentence how much of what an imported report printed differs; nothing where it printed nothing."""
    kinds = (("rating", found.rows), ("direction", found.directions), ("difference", found.differences))
    differ = _kinds(kinds, Verdict.DIFFERS)
    if is_empty(found):
        return ""
    if differ:
        one = sum(count for count, _ in differ) == 1
        return f"{_and(differ)} {'differs from the computed one' if one else 'differ from the computed ones'}."
    if unclear := _kinds(kinds, Verdict.OPEN):
        return f"{_and(unclear)} cannot be compared."
    return "What it printed agrees with what is computed."


_Kind = tuple[str, Sequence[Reconciled | ReconciledDirection | ReconciledDifference]]


def _kinds(kinds: Iterable[_Kind], verdict: Verdict) -> list[tuple[int, str]]:
    counts = ((sum(each.verdict is verdict for each in lines), f"printed {what}") for what, lines in kinds)
    return [(count, what) for count, what in counts if count]


def _and(counts: Sequence[tuple[int, str]]) -> str:
    *others, last = [of_them(count, what) for count, what in counts]
    return f"{', '.join(others)} and {last}" if others else last
