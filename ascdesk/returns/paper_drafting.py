"""The measure that a page of a paper is about, drafted from its heading, its notes and its commentary."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from ascdesk.identity import measure_id
from ascdesk.model import Basis, EntityId, Frequency, Measure, Polarity, Rule, Unit
from ascdesk.periods import Period, PeriodKind
from ascdesk.returns import describing
from ascdesk.returns.ledger import Ledger
from ascdesk.returns.paper import Page, Stretch
from ascdesk.returns.paper_notes import Notes, SetTarget

_SNAPSHOT = re.compile(
    r"\b(?:on|at) the (?:last day|end) of (?:the|each) (?:quarter|month|period|year)\b", re.IGNORECASE
)
_ROLLING = re.compile(r"\brolling 12[ -]months?\b|\b12[ -]months? rolling\b", re.IGNORECASE)
_FREQUENCIES = {
    PeriodKind.MONTH: Frequency.MONTHLY,
    PeriodKind.QUARTER: Frequency.QUARTERLY,
    PeriodKind.HALF: Frequency.HALF_YEARLY,
    PeriodKind.YEAR: Frequency.ANNUAL,
}


def drafted(
    page: Page, notes: Notes, commentary: Stretch | None, framework: str, period: Period | None,
    units: Mapping[EntityId, Unit], ledger: Ledger,
) -> Measure:  # fmt: skip
    """Return the measure that a page describes; `units` are those of held measures, which stand.

    What is concluded from less than plain words is put to the ledger, to be confirmed.
    """
    key = measure_id(framework, page.code, page.title)
    said = notes.text
    basis = _basis(page, said, commentary, ledger)
    way = _way(page, notes, ledger)
    return Measure(
        id=key,
        framework=framework,
        code=page.code,
        title=page.title,
        unit=units.get(key) or _unit(page.title, said, notes.targets),
        decimals=max((target.decimals for target in notes.targets), default=0),
        polarity=way,
        basis=basis,
        frequency=_frequency(basis, period),
        lag_months=notes.lag_months,
        series=notes.series,
        tags=tuple(dict.fromkeys(cell.text for cell in notes.tags)),
        notes=said,
        rule=Rule.TARGET if notes.rated or notes.targets else Rule.NONE,
    )


def _unit(title: str, notes: str, targets: Sequence[SetTarget]) -> Unit:
    """Return the unit that the notes or the title name, or else the one that a target is printed in."""
    if describing.unit(notes, (), ()) is Unit.PER_100K:
        return Unit.PER_100K
    printed = next((target.unit for target in targets if target.unit), None)
    return printed or describing.unit(title, (), ())


def _basis(page: Page, notes: str, commentary: Stretch | None, ledger: Ledger) -> Basis:
    """Return how the figures are counted; what only the commentary says of it is to be confirmed."""
    if _SNAPSHOT.search(page.title):
        return Basis.SNAPSHOT
    if _ROLLING.search(f"{page.title} {notes}"):
        return Basis.ROLLING_12
    told = describing.basis(page.title, [notes])
    if told is Basis.IN_PERIOD and commentary is not None and _ROLLING.search(commentary.text):
        ledger.confirm(
            page.heading[0],
            "Its commentary speaks of rolling 12 months, so its figures were taken to be counted like that.",
            "Look whether they are, and change how it is counted where not.",
        )
        return Basis.ROLLING_12
    return told


def _frequency(basis: Basis, period: Period | None) -> Frequency:
    """Return how often a measure is due: as often as its paper comes, but for a survey."""
    if basis is Basis.SURVEY:
        return Frequency.ANNUAL
    return _FREQUENCIES[period.kind] if period else Frequency.QUARTERLY


def _way(page: Page, notes: Notes, ledger: Ledger) -> Polarity:
    """Return which way is better as thresholds or words have it; none where they contradict each other."""
    ways = set(notes.ways)
    said = describing.polarity(f"{page.title} {notes.text}", ())
    if said is not None:
        ways.add(said)
    beyond = any(_contradicts(target, ways) for target in notes.targets)
    if len(ways) == 1 and not beyond:
        return ways.pop()
    if ways:
        ledger.confirm(
            page.heading[0],
            "Its target and threshold contradict each other, so which way is better was left open.",
            "Look both up, and set which way is better.",
        )
    return Polarity.NONE


def _contradicts(target: SetTarget, ways: set[Polarity]) -> bool:
    """Tell whether a floor lies above its target, or an upper threshold below."""
    if target.threshold is None or len(ways) != 1:
        return False
    above = target.threshold > target.value
    return target.threshold != target.value and above is (Polarity.HIGHER in ways)
