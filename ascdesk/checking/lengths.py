"""Checks of a quarter or year against its months or quarters, which added up to it before and do no longer."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from ascdesk.checking.values import Check, Known, Oddity
from ascdesk.model import Basis, Unit
from ascdesk.periods import Period, PeriodKind

# As for categories: once may be chance; twice, and four times out of five, is a rule.
_LEAST, _SHARE = 2, 0.8
# Of nothing but noughts and ones any sum holds; counted in last places.
_LEAST_WHOLE = 10
# What can be counted or spent month by month; a rate or a share of a quarter is no sum.
_ADD_UP = frozenset({Unit.COUNT, Unit.POUNDS, Unit.POUNDS_MILLION})
_PLURALS = {PeriodKind.MONTH: "months", PeriodKind.QUARTER: "quarters", PeriodKind.HALF: "half-years"}
_NAMES = {PeriodKind.QUARTER: "quarters", PeriodKind.HALF: "half-years", PeriodKind.YEAR: "years"}
_MOST_SHOWN = 4


def looked_at_with_its_months(known: Known) -> Iterator[Oddity]:
    """Yield that a figure is not the sum of those of its months, or else of its quarters, as earlier ones were.

    That another definition holds since makes no difference: it is the same for the months and for the whole.
    """
    measure, period = known.measure, known.period
    if measure.basis is not Basis.IN_PERIOD or measure.unit not in _ADD_UP:
        return
    for kind in reversed(PeriodKind):  # the longest first: four quarters are read more easily than twelve months
        parts = _parts(known, period, kind)
        if not parts or _holds(known, period, parts):
            continue
        sums = [
            _holds(known, when, found)
            for when in known.run
            if when.months == period.months and when < period and _counts(known, when)
            and (found := _parts(known, when, kind))
        ]  # fmt: skip
        held = sum(sums)
        if held >= max(_LEAST, _SHARE * len(sums)):
            yield Oddity(Check.PERIODS, _words(known, kind, parts, held))
            return


def _parts(known: Known, period: Period, kind: PeriodKind) -> tuple[Decimal, ...]:
    """Return the values of a period's months or quarters; nothing unless all of them are there."""
    if kind.months >= period.months:
        return ()
    found = [known.run.get(each) for each in period.parts(kind)]
    values = tuple(each.value for each in found if each is not None and each.value is not None)
    return values if len(values) == len(found) else ()


def _holds(known: Known, period: Period, parts: tuple[Decimal, ...]) -> bool:
    """Tell whether the parts add up, as far as rounding goes; what has no places was counted and not rounded."""
    places = known.measure.decimals
    slack = Decimal(1).scaleb(-places) / 2 * (len(parts) + 1) if places else Decimal(0)
    return abs(sum(parts, Decimal(0)) - _value(known, period)) <= slack


def _counts(known: Known, when: Period) -> bool:
    return abs(_value(known, when)).scaleb(known.measure.decimals) >= _LEAST_WHOLE


def _value(known: Known, when: Period) -> Decimal:
    figure = known.run[when]
    return figure.value if figure.value is not None else Decimal(0)


def _words(known: Known, kind: PeriodKind, parts: tuple[Decimal, ...], held: int) -> str:
    listed = f" ({' + '.join(known.shown(each) for each in parts)})" if len(parts) <= _MOST_SHOWN else ""
    return (
        f"Its {_PLURALS[kind]} add up to {known.shown(sum(parts, Decimal(0)))}{listed}, not to "
        f"{known.shown(known.value)}, as they did in {held} earlier {_NAMES[known.period.kind]}."
    )
