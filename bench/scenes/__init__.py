"""What there are pictures of: a function for each, that brings the window there; its name is the picture's."""

from __future__ import annotations

from collections.abc import Callable

from bench.scenes import (
    around,
    as_at,
    commentary,
    figures,
    importing,
    measures,
    new_year,
    overview,
    panel,
    reconciliation,
    reports,
    scorecard,
    trends,
)
from bench.studio import Studio

SCENES: tuple[Callable[[Studio], None], ...] = (
    *around.SCENES,
    *as_at.SCENES,
    *importing.SCENES,
    *overview.SCENES,
    *figures.SCENES,
    *panel.SCENES,
    *commentary.SCENES,
    *scorecard.SCENES,
    *reconciliation.SCENES,
    *trends.SCENES,
    *reports.SCENES,
    *measures.SCENES,
    *new_year.SCENES,
)
