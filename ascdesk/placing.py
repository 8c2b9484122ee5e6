"""Giving a commentary that lost its heading to the measure that it is about."""

from __future__ import annotations

from dataclasses import replace

from ascdesk.errors import UserError
from ascdesk.identity import commentary_id
from ascdesk.model import Commentary, Measure, Subject


def placed(commentary: Commentary, measure: Measure, part: str = "", held: Commentary | None = None) -> Commentary:
    """Return the commentary as the measure's own; UserError where `held`, the measure's, has a text already."""
    if held is not None and held.text:
        raise UserError(
            f"“{measure.title}” has a commentary for this period already.", "Copy what is missing into that one."
        )
    key = commentary_id(Subject.MEASURE, measure.id, commentary.period, part)
    return replace(commentary, id=key, subject=Subject.MEASURE, subject_id=measure.id, part=part)
