"""What must be answered before a year can start."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence

from ascdesk.model import Definition, Measure
from ascdesk.periods import Period, show_period
from ascdesk.year.telling import changed_words, field_name, same_definition
from ascdesk.year.values import Fate, NewYear, Question, Turn

Codes = Mapping[tuple[str, str], Sequence[Turn]]


def questions(new_year: NewYear) -> tuple[Question, ...]:
    """Return what must be answered before a year can start, in the order of its measures; no target is no hindrance."""
    codes = _codes(new_year)
    return tuple(question for turn in new_year.turns for question in _of_turn(turn, new_year.year, codes))


def lacking_targets(new_year: NewYear) -> tuple[Measure, ...]:
    """Return the measures that had a target last year and have none for the new one: to be seen, and no hindrance."""
    return tuple(
        turn.now for turn in new_year.turns if turn.fate is not Fate.RETIRE and turn.last_targets and not turn.targets
    )


def hidden_by(measure: Measure, until: int, definitions: Iterable[Definition]) -> Definition | None:
    """Return the earlier definition that holds beyond a month, so that no change can start right after that."""
    later = [each for each in definitions if each.measure == measure.id and each.until.last > until]
    return min(later, key=lambda each: each.until.last, default=None)


def _of_turn(turn: Turn, year: Period, codes: Codes) -> Iterator[Question]:
    name = turn.measure.code or turn.measure.title
    if turn.fate is Fate.RETIRE:
        if not turn.reason.strip():
            yield Question(turn.measure, f"Why is {name} no longer reported from {show_period(year)} on?")
        return
    if turn.redefines and not turn.reason.strip():
        if fields := same_definition(turn.measure, turn.now):
            what = " and ".join((", ".join(map(field_name, fields[:-1])), field_name(fields[-1]))).removeprefix(" and ")
            changed = f"The {what} of {name} {'changes' if len(fields) == 1 else 'change'}"
            yield Question(turn.measure, f"{changed}. Do its figures compare with those before, and why?")
        elif not turn.comparable:
            yield Question(turn.measure, f"Why do the figures of {name} no longer compare with those before?")
    if twin := _twin(turn, codes):
        was = f"{twin.now.code} is the code of “{twin.now.title}”, too"
        yield Question(turn.measure, f"{was}. Which of the two has another code from {show_period(year)} on?")


def _twin(turn: Turn, codes: Codes) -> Turn | None:
    """Return another measure of the framework that would have the same code."""
    if turn.fate is Fate.RETIRE or not turn.now.code:
        return None
    return next((each for each in codes[_code(turn)] if each.measure.id != turn.measure.id), None)


def _codes(new_year: NewYear) -> Codes:
    """Return the measures that go on by framework and code."""
    found: dict[tuple[str, str], list[Turn]] = {}
    for turn in new_year.turns:
        if turn.fate is not Fate.RETIRE:
            found.setdefault(_code(turn), []).append(turn)
    return found


def _code(turn: Turn) -> tuple[str, str]:
    return _now(turn).framework, _now(turn).code.casefold()


def _now(turn: Turn) -> Measure:
    return turn.now if turn.fate is Fate.CHANGE else turn.measure


def changes_in_words(turn: Turn) -> str:
    """Return in words what becomes of a measure: what changes, or that it is kept or retired."""
    if turn.fate is Fate.RETIRE:
        return f"Retired: {turn.reason}" if turn.reason else "Retired"
    if not turn.redefines:
        return "Kept"
    broken = "" if turn.comparable else "; not comparable with before"
    return f"{changed_words(turn.measure, turn.now) or 'Counted otherwise'}{broken}"
