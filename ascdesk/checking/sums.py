"""Checks of parts against the whole: categories and series that added up before, and do no longer (N81, N82)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal

from ascdesk.checking.values import Check, Known, Oddity, Run
from ascdesk.model import Unit
from ascdesk.periods import Period

# Once may be chance; twice, and four times out of five, is a rule.
_LEAST, _SHARE = 2, 0.8
_HUNDRED = Decimal(100)
# An average or a score of a whole is no sum of those of its parts.
_NO_SUMS = frozenset({Unit.SCORE, Unit.DAYS, Unit.TEXT})
# What is rounded even to whole numbers; counts are not.
_ROUNDED = frozenset({Unit.PERCENT, Unit.PER_100K, Unit.POUNDS_MILLION})
# Two breakdowns that agree are no chance where they are of so many.
_LEAST_AGREED = 20
# Nobody reads a longer list of summands.
_MOST_SHOWN = 6
Pieces = Mapping[str, Run]


@dataclass(frozen=True, slots=True)
class _Sum:
    """The parts of a period beside the whole, and by how much rounding may set the two apart."""

    parts: tuple[Decimal, ...]
    whole: Decimal
    slack: Decimal

    @property
    def holds(self) -> bool:
        """Whether the parts add up."""
        return abs(sum(self.parts) - self.whole) <= self.slack


def looked_at_in_parts(known: Known) -> Iterator[Oddity]:
    """Yield that the parts of a figure do not add up to it, or to 100%, where they have done so before."""
    if known.measure.unit in _NO_SUMS:
        return
    agreed = _agreed(known)
    if agreed:
        yield Oddity(Check.SUM, _agreed_words(known, agreed))
    for name, pieces in known.pieces.items():
        if name in agreed:
            continue
        wholes = (None, _HUNDRED) if known.measure.unit is Unit.PERCENT else (None,)
        for fixed in wholes:
            held = _times_held(known, pieces, fixed)
            if held:
                now = _sum(known, pieces, fixed, known.period)
                if now is not None and not now.holds and _all_there(known, pieces):
                    yield Oddity(Check.SUM, _words(known, name, now, held, fixed is not None))
                break


def _agreed(known: Known) -> Mapping[str, _Sum]:
    """Return the breakdowns that add up to one and the same number, which is not the whole; at least two of them.

    Only what is counted: shares and rates of parts are no sum, and 100% is what any two of them add up to.
    """
    if known.measure.unit is not Unit.COUNT:
        return {}
    sums = {
        name: found
        for name, pieces in known.pieces.items() if name
        and (found := _sum(known, pieces, None, known.period)) is not None and not found.holds
        and _rules_nothing_out(known, pieces)
    }  # fmt: skip
    totals = {sum(each.parts) for each in sums.values()}
    return sums if len(sums) > 1 and len(totals) == 1 and min(totals) >= _LEAST_AGREED else {}


def _rules_nothing_out(known: Known, pieces: Pieces) -> bool:
    """Tell whether no earlier time shows that the categories need not add up, as where some people are in none."""
    return all(found.holds for when in _earlier(known) if (found := _sum(known, pieces, None, when)) is not None)


def _times_held(known: Known, pieces: Pieces, fixed: Decimal | None) -> int:
    """Return how many times the parts added up before, or 0 where that is no rule."""
    sums = [found for when in _earlier(known) if (found := _sum(known, pieces, fixed, when)) is not None]
    held = sum(each.holds for each in sums)
    return held if held >= max(_LEAST, _SHARE * len(sums)) else 0


def _earlier(known: Known) -> list[Period]:
    """Return the earlier periods of its length; a new definition does not stop men and women from adding up."""
    months = known.period.months
    return sorted(when for when in known.run if when.months == months and when < known.period)


def _sum(known: Known, pieces: Pieces, fixed: Decimal | None, when: Period) -> _Sum | None:
    """Return the sum of a period, where it has the whole and at least two parts, none of them kept back."""
    whole = fixed if fixed is not None else _value(known.run, when)
    there = [run[when] for run in pieces.values() if when in run]
    parts = tuple(each.value for each in there if each.value is not None)
    if whole is None or len(parts) < 2 or len(parts) < len(there):
        return None
    rounded = known.measure.decimals or known.measure.unit in _ROUNDED
    last_place = Decimal(1).scaleb(-known.measure.decimals)
    return _Sum(parts, whole, last_place / 2 * (len(parts) + 1) if rounded else Decimal(0))


def _all_there(known: Known, pieces: Pieces) -> bool:
    """Tell whether every part of the last time is in: who keys a quarter fills one category after the other."""
    last = _earlier(known)[-1:]
    return all(
        _value(run, known.period) is not None for run in pieces.values() if last and _value(run, last[0]) is not None
    )


def _value(run: Run, when: Period) -> Decimal | None:
    figure = run.get(when)
    return figure.value if figure else None


def _agreed_words(known: Known, agreed: Mapping[str, _Sum]) -> str:
    total = known.shown(sum(next(iter(agreed.values())).parts, Decimal(0)))
    names = " and those of ".join(sorted(agreed))
    return f"The categories of {names} add up to {total}, not to {known.shown(known.value)}."


def _words(known: Known, name: str, now: _Sum, held: int, shares: bool) -> str:
    listed = f" ({' + '.join(known.shown(each) for each in now.parts)})" if len(now.parts) <= _MOST_SHOWN else ""
    total = known.shown(sum(now.parts, Decimal(0)))
    whose = f"The categories of {name}" if name else "The series"
    whole = "100%" if shares else known.shown(now.whole)
    return f"{whose} add up to {total}{listed}, not to {whole}, as they did {held} times before."
