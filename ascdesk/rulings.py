"""By which rules the measures of a file are judged, framework by framework: as JSON and as lines to read."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from typing import Any

from ascdesk.amounts import plain
from ascdesk.defining.presets import PRESETS
from ascdesk.errors import UserError
from ascdesk.holding import Held
from ascdesk.judging.rating import RULE_WORDS
from ascdesk.judging.shown import show_tolerance
from ascdesk.model import Base, Basis, Measure, Rule, Significance
from ascdesk.periods import show_period

Document = dict[str, Any]
_TOLERANT = (Rule.TARGET, Rule.FORECAST, Rule.PROFILE)


def frameworks(held: Held, wished: str = "") -> tuple[str, ...]:
    """Return the frameworks of a file, or the one that is wished for; UserError where it is not there."""
    found = tuple(dict.fromkeys(each.framework for each in held.measures()))
    if wished and wished not in found:
        there = f"There are: {'; '.join(found)}." if found else "Import a return, or add measures."
        raise UserError(f"This file has no framework “{wished}”.", there)
    return (wished,) if wished else found


def only_framework(held: Held, wished: str) -> str:
    """Return the framework that is wished for, or the only one of a file; UserError where there are several."""
    found = frameworks(held, wished)
    if len(found) != 1:
        problem = f"This file has {len(found)} frameworks." if found else "This file has no measures yet."
        remedy = f"Say which with --framework: {'; '.join(found)}." if found else "Import a return, or add measures."
        raise UserError(problem, remedy)
    return found[0]


def rules(held: Held, wished: str = "") -> Document:
    """Return the document of each framework's conventions and its measures' rules."""
    return {"frameworks": [_framework(held, each) for each in frameworks(held, wished)]}


def presets() -> Document:
    """Return the document of the presets."""
    return {"presets": [{"name": each.name, "title": each.title, "about": each.about} for each in PRESETS]}


def rule_words(measure: Measure) -> str:
    """Return in a sentence how a measure is rated, and what its direction compares with."""
    return f"{_rated(measure)}. {_compared(measure)}."


def rules_lines(document: Document) -> Iterator[str]:
    """Yield each framework with its conventions, and its measures with their rules."""
    for each in document["frameworks"]:
        yield f"{each['framework']}: {each['preset'] or 'no preset'}; directions in the words “{each['wording']}”"
        level, small = each["significance_level"], each["small_below"]
        yield f"  A change is significant below {level}; a denominator under {small} is a small number."
        for measure in each["measures"]:
            yield f"  {measure['code']} {measure['title'].rstrip('. ')}: {measure['rule_words']}"


def presets_lines(document: Document) -> Iterator[str]:
    """Yield each preset with what it does."""
    for each in document["presets"]:
        yield f"{each['name']}  {each['about']}"


def _framework(held: Held, framework: str) -> Document:
    conventions = held.conventions(framework)
    return {
        "framework": framework,
        "preset": conventions.preset,
        "wording": conventions.wording.value,
        "significance_level": plain(conventions.significance_level),
        "small_below": conventions.small_below,
        "measures": [_measure(each) for each in held.measures() if each.framework == framework],
    }


def _measure(measure: Measure) -> Document:
    return {
        "code": measure.code,
        "title": measure.title,
        "rule": measure.rule.value,
        "rule_version": measure.rule_version,
        "rule_words": rule_words(measure),
        "tolerance": None if measure.tolerance is None else plain(measure.tolerance),
        "tolerance_unit": measure.tolerance_unit.value if measure.tolerance_unit else None,
        "direction_base": measure.direction_base.value,
        "baseline": str(measure.baseline) if measure.baseline else None,
        "significance": measure.significance.value,
        "unrated_because": measure.unrated_because,
    }


def _rated(measure: Measure) -> str:
    if measure.rule is Rule.NONE and measure.unrated_because:
        return measure.unrated_because.rstrip(".")
    said = RULE_WORDS[measure.rule]
    if measure.rule is Rule.TARGET and measure.basis is Basis.CUMULATIVE:
        said += ", and before its end the plan or the forecast"
    if measure.rule in _TOLERANT and measure.tolerance not in (None, Decimal(0)):
        assert measure.tolerance is not None
        said += f", Amber within {show_tolerance(measure, measure.tolerance, measure.tolerance_unit)}"
    return said


def _compared(measure: Measure) -> str:
    base = f"Compared with the {measure.direction_base}" if measure.direction_base is not Base.TREND else "The trend"
    if measure.direction_base is Base.BASELINE and measure.baseline is not None:
        base += f", {show_period(measure.baseline)}"
    if measure.direction_base is Base.TREND:
        base += " over the series"
    return base if measure.significance is Significance.NONE else f"{base}, tested by {measure.significance}"
