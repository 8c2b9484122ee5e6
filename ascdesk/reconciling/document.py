"""A reconciliation as the command line prints it: the keys that others depend on (design.md, section 6)."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from ascdesk.amounts import plain
from ascdesk.model import Rating
from ascdesk.reconciling.values import (
    BenchmarkFinding,
    Reconciled,
    ReconciledDifference,
    ReconciledDirection,
    Reconciliation,
    Release,
    Verdict,
)
from ascdesk.scorecard import Row

Document = dict[str, Any]


def reconciliation(found: Reconciliation) -> Document:
    """Return what reports printed beside what is computed; tallies that the report does not give are null."""
    printed = found.tally_directions_published
    return {
        "rows": [_rating(each) for each in found.rows],
        "unrated": [_rating(each) for each in found.unrated],
        "agree": found.agree,
        "differ": found.differ,
        "tally_published": list(found.tally_published),
        "tally_letters": list(found.tally_letters),
        "tally_computed": list(found.tally_computed),
        "directions": [_direction(each) for each in found.directions],
        "direction_agree": found.direction_agree,
        "direction_differ": found.direction_differ,
        "tally_directions_published": None if printed is None else list(printed),
        "tally_directions_computed": list(found.tally_directions_computed),
        "tally_ranks_computed": list(found.tally_ranks_computed),
        "lacking_base": [_name(each) for each in found.lacking_base],
        "differences": [_difference(each) for each in found.differences],
        "benchmarks": [_benchmark(each) for each in found.benchmarks],
    }


def _row(row: Row) -> Document:
    return {
        "section": row.section.title if row.section else "",
        "framework": row.measure.framework,
        "code": row.measure.code,
        "title": row.measure.title,
        "part": row.part,
    }


def _name(row: Row) -> str:
    part = f"· {row.part}" if row.part else ""
    return " ".join(filter(None, (row.measure.code, row.measure.title, part)))


def _number(value: Decimal | None) -> str | None:
    return None if value is None else plain(value)


def _agrees(verdict: Verdict) -> bool | None:
    """Return whether two agree; null where that cannot be told."""
    return None if verdict is Verdict.OPEN else verdict is Verdict.AGREES


def _rating(each: Reconciled) -> Document:
    return {
        **_row(each.row),
        "display": each.row.display,
        "target_display": each.row.target_display,
        "published": (each.published or Rating.NONE).value,
        "computed": each.computed.value,
        "agrees": _agrees(each.verdict),
        "published_reason": each.published_reason,
        "reason": each.reason,
    }


def _direction(each: ReconciledDirection) -> Document:
    travel = each.row.travel
    return {
        **_row(each.row),
        "published": {
            "movement": each.movement.value if each.movement else None,
            "direction": each.meaning.value if each.meaning else None,
            "significant": each.significant,
            "wording": each.wording,
            "base": str(each.base) if each.base else None,
        },
        "computed": {
            "movement": travel.movement.value,
            "direction": travel.direction.value,
            "significant": travel.significant,
            "base": travel.base.value,
            "base_period": str(travel.base_period) if travel.base_period else None,
        },
        "lacks_base": each.lacks_base,
        "verdict": each.verdict.value,
        "agrees": _agrees(each.verdict),
        "published_reason": each.published_reason,
        "reason": each.reason,
    }


def _difference(each: ReconciledDifference) -> Document:
    return {
        **_row(each.row),
        "published": _number(each.printed),
        "computed": _number(each.computed),
        "agrees": _agrees(each.verdict),
        "latest": _number(each.latest.value) if each.latest else None,
        "latest_period": str(each.latest.period) if each.latest else None,
        "against": each.against,
        "against_value": _number(each.against_value),
        "published_reason": each.published_reason,
        "reason": each.reason,
    }


def _benchmark(each: BenchmarkFinding) -> Document:
    return {
        **_row(each.row),
        "name": each.comparator.name,
        "value": _number(each.comparator.value),
        "year": str(each.comparator.year) if each.comparator.year else None,
        "value_of": [_release(one) for one in each.releases],
        "known": [_release(one) for one in each.right],
        "place": each.comparator.place,
        "text": each.text,
    }


def _release(each: Release) -> Document:
    return {"year": str(each.year), "value": _number(each.value), "source": each.source}
