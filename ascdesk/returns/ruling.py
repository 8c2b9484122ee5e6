"""By which rules a return rates its measures, as far as its legend, its letters or its notes tell it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from ascdesk.defining.presets import FLOOR, FORECAST, TOLERANCE
from ascdesk.errors import Problem
from ascdesk.returns.drafting import Gathered, Ways
from ascdesk.returns.heads import Role
from ascdesk.returns.ledger import Ledger
from ascdesk.returns.values import Cell, RulesTold

_FORECAST = re.compile(r"\bforecasts? to (?:meet|exceed|miss)\b", re.IGNORECASE)
_WITHIN = re.compile(r"\bwithin 0?\.5 ?(?:%|per ?cent) of (?:the )?target\b", re.IGNORECASE)
_TARGETWARDS = re.compile(r"\s*(?:towards?|away from) (?:the )?target\s*", re.IGNORECASE)
_REMEDY = "If it rates by other rules, choose them on the Measures page, or with “ascdesk rules”."
_SAID = {
    FORECAST: "Its legend rates on the forecast, so its measures are rated by “Forecast within 0.5%”: 0.5 percentage "
    "points for percentages and 0.5% of the target for everything else. The report does not say which 0.5% it means.",
    TOLERANCE: "It prints letters and directions towards or away from the target, so its measures are rated against "
    "their targets by “Tolerance”. It states no tolerance, so none was taken, and nothing is Amber.",
    FLOOR: "It sets floors beside targets, so its measures are rated by “Floor standard”; those without a target are "
    "held against the range that their own past leads to expect.",
}


def of_tables(tallies: Sequence[Cell], gathered: Iterable[Gathered], ways: Ways, ledger: Ledger) -> RulesTold | None:
    """Return the rules that a sheet's legend tells, or else its letters and directions; None where nothing does."""
    forecast = next((cell for cell in tallies if _FORECAST.search(cell.text)), None)
    if forecast is not None and any(_WITHIN.search(cell.text) for cell in tallies):
        return told(FORECAST, forecast, ledger)
    directions = (cell for each in gathered for cell in each.cells(Role.DIRECTION))
    first = next((cell for cell in directions if _TARGETWARDS.fullmatch(cell.text)), None)
    return told(TOLERANCE, first, ledger) if ways.rates and first else None


def told(preset: str, cell: Cell, ledger: Ledger) -> RulesTold:
    """Return that a cell tells a preset."""
    return RulesTold(preset, Problem(ledger.sheet.place(cell), cell.text, _SAID[preset], _REMEDY))
