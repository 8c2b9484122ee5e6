"""Checks of a percentage against a history that is too short for statistics of it."""

from __future__ import annotations

from decimal import Decimal
from math import sqrt

from ascdesk.checking.past import any_past
from ascdesk.checking.values import Check, Known, Oddity
from ascdesk.model import Figure, Unit
from ascdesk.stats.trends import two_proportions

# One figure does not show how far they are apart.
_LEAST = 2
# The test takes people for independent, and quarters for samples of the same service: with thousands of people every
# change is significant at 5%. One in a million, and ten points beyond all that it has been, is no service's change.
_CHANCE, _POINTS = 1e-6, 10
# As many standard deviations as one in a million is.
_DEVIATIONS = Decimal("4.89")
# Without the two numbers nobody can tell how much is chance: it is to be three times as far out as the earlier
# figures are apart, and further than the ten points of the test.
_WIDTHS, _POINTS_ALONE = 3, 15


def leapt(known: Known) -> Oddity | None:
    """Return that a percentage is far beyond all the few figures before it, those of whole years among them."""
    held = any_past(known)
    values, value = held.values, known.value
    if known.measure.unit is not Unit.PERCENT or len(values) < _LEAST:
        return None
    low, high = min(values), max(values)
    beyond = max(value - high, low - value)
    between = f"{known.shown(low)} to {known.shown(high)}" if low != high else known.shown(low)
    said = f"{known.shown(value)} is {known.shown(beyond)[:-1]} points {'above' if value > high else 'below'} all"
    pairs = [each for each in held.figures if _pair(each)]
    if len(pairs) >= _LEAST and _pair(known.figure):
        if beyond < _POINTS or beyond <= high - low or not _significant(known.figure, pairs):
            return None
        why = "among so many people that is hardly chance"
    else:
        if beyond < _POINTS_ALONE or beyond <= _WIDTHS * (high - low) or beyond <= _by_chance(known, low, high):
            return None
        why = "it never changed so much"
    return Oddity(Check.HISTORY, f"{said} that it has been ({between} {held.words}); {why}.")


def _pair(figure: Figure) -> bool:
    """Tell whether a figure has two numbers that make a share."""
    if figure.numerator is None or figure.denominator is None:
        return False
    return 0 <= figure.numerator <= figure.denominator and figure.denominator > 0


def _significant(figure: Figure, pairs: list[Figure]) -> bool:
    """Tell whether a share differs from all the earlier ones taken together."""
    above, below = (float(sum(getattr(each, name) for each in pairs)) for name in ("numerator", "denominator"))
    now = float(figure.numerator or 0), float(figure.denominator or 0)
    return two_proportions(*now, above, below).p < _CHANCE


def _by_chance(known: Known, low: Decimal, high: Decimal) -> Decimal:
    """Return how far a share of so many people may be off by chance; nothing where it is not known of how many."""
    of = known.figure.denominator
    share = min(max(float(low + high) / 200, 0.01), 0.99)
    return _DEVIATIONS * Decimal(100 * sqrt(share * (1 - share) / float(of))) if of else Decimal(0)
