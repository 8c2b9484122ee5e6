"""A scorecard as JSON: its rows, each with its arithmetic, and its tally."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal

from ascdesk.documents.catalogue import comparator
from ascdesk.documents.values import Document, number
from ascdesk.judging.arithmetic import Line, direction_lines, rating_lines
from ascdesk.judging.shown import as_shown
from ascdesk.judging.wording import direction_in
from ascdesk.scorecard import Row, Scorecard, Tally


def scorecard(judged: Scorecard) -> Document:
    """Return the document of a scorecard."""
    return {
        "period": str(judged.period),
        "rows": [_row(row) for row in judged.rows],
        "tally": tally(judged.tally),
        "tally_base": {
            "rated": judged.tally.rated,
            "not_due": judged.tally.not_due,
            "overridden": judged.tally.overridden,
        },
    }


def tally(counted: Tally) -> Document:
    """Return a tally."""
    return {"green": counted.green, "amber": counted.amber, "red": counted.red, "none": counted.none}


def _row(row: Row) -> Document:
    override = row.override
    return {
        "section": row.section.title if row.section else "",
        "framework": row.measure.framework,
        "code": row.measure.code,
        "title": row.measure.title,
        "part": row.part,
        "series": "",
        "period": str(row.standing.period),
        "due": row.standing.due,
        "period_reason": row.standing.note,
        "value": number(row.value),
        "display": row.display,
        "target": number(row.target.value) if row.target else None,
        "target_display": row.target_display,
        "rating": row.rating.value,
        "rating_reason": row.reason,
        "rating_rule": row.judged.rule,
        "rating_rule_version": row.measure.rule_version,
        "rating_arithmetic": _lines(rating_lines(row)),
        "rating_override": {"by": override.person, "reason": override.reason} if override else None,
        "small_numbers": row.small_numbers,
        "to_target": row.to_target,
        "movement": row.travel.movement.value,
        "direction": row.travel.direction.value,
        "direction_base": row.travel.base.value,
        "direction_period": str(row.travel.base_period) if row.travel.base_period else None,
        "direction_words": direction_in(row.conventions.wording, row.travel),
        "direction_significant": row.travel.significant,
        "direction_significance_reason": row.travel.significance_reason,
        "direction_reason": row.travel.reason,
        "direction_arithmetic": _lines(direction_lines(row)),
        "change_effects": row.effects,
        "forecast": number(_plain(row.forecast.value)),
        "forecast_people": number(row.forecast.people),
        "forecast_reason": row.forecast.reason,
        "comparators": [comparator(each) for each in row.comparators],
        "commentary_status": row.commentary.status.value if row.commentary else None,
    }


def _plain(value: Decimal | None) -> Decimal | None:
    """Return a computed number without the endless digits of a division."""
    return None if value is None else as_shown(value, 10)


def _lines(arithmetic: Iterable[Line]) -> list[Document]:
    return [{"name": each.name, "text": each.text} for each in arithmetic]
