"""Which of a measure's rules have any bearing on how it is judged, so that no other is asked for."""

from __future__ import annotations

from ascdesk.judging.plan import plan_rates
from ascdesk.model import Base, Basis, Measure, Rule

# Against a limit of amber; an activity's range has none.
_LIMITED = (Rule.TARGET, Rule.FORECAST, Rule.PROFILE)
# A snapshot, a year's worth of months or an average is taken as it stands, however its year runs.
_RUNNING = (Basis.CUMULATIVE, Basis.IN_PERIOD)


def applying(measure: Measure) -> frozenset[str]:
    """Return the fields of a measure's rules by which it is judged as they are; the others are kept for later."""
    named = {
        "tolerance": measure.rule in _LIMITED,
        "course": _needs_course(measure),
        "unrated_because": measure.rule is Rule.NONE,
        "parts_count_once": len(measure.parts) > 1,
        "baseline": measure.direction_base is Base.BASELINE,
        # A line through the series is tested as such, whatever its last step is.
        "same_within": measure.direction_base is not Base.TREND,
        "significance": measure.direction_base is not Base.TREND,
    }
    return frozenset({"rule", "polarity", "direction_base", *(field for field, bears in named.items() if bears)})


def _needs_course(measure: Measure) -> bool:
    """Tell whether a rating rests on a forecast, or on a plan that may not be typed."""
    forecast = measure.rule is Rule.FORECAST and measure.basis in _RUNNING
    return forecast or plan_rates(measure)
