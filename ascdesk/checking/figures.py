"""All that the checks find about one figure."""

from __future__ import annotations

from collections.abc import Iterator

from ascdesk.checking.alone import looked_at_alone
from ascdesk.checking.history import looked_at_beside_its_past
from ascdesk.checking.lengths import looked_at_with_its_months
from ascdesk.checking.running import looked_at_as_they_run
from ascdesk.checking.sums import looked_at_in_parts
from ascdesk.checking.values import Check, Known, Oddity

# One slip is one thing to see to, whatever else it makes of the figure.
_FOLLOWS_FROM = {
    Check.SLIP: {
        Check.RANGE, Check.NEGATIVE, Check.FRACTION, Check.STATED, Check.FALLING, Check.SUM, Check.PERIODS,
    },
    Check.STATED: {Check.HISTORY},
    Check.RANGE: {Check.HISTORY},
    Check.OVER: {Check.HISTORY, Check.RANGE},
    Check.FALLING: {Check.HISTORY},
    Check.UNCHANGED: {Check.COPIED},
}  # fmt: skip


def oddities(known: Known) -> tuple[Oddity, ...]:
    """Return what is odd about a figure, in the order of the checks; nothing of one that has no value."""
    if known.figure.value is None:
        return ()
    found = sorted(_all(known), key=lambda each: _ORDER[each.check])
    checks = {each.check for each in found}
    implied = {follows for check in checks for follows in _FOLLOWS_FROM.get(check, ())}
    return tuple(each for each in found if each.check not in implied)


_ORDER = {check: at for at, check in enumerate(Check)}


def _all(known: Known) -> Iterator[Oddity]:
    yield from looked_at_alone(known)
    yield from looked_at_beside_its_past(known)
    yield from looked_at_as_they_run(known)
    yield from looked_at_in_parts(known)
    yield from looked_at_with_its_months(known)
