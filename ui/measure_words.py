"""An officer's words for what a measure's choices mean."""

from __future__ import annotations

from ascdesk.judging.values import RATING_WORDS
from ascdesk.model import Basis, Frequency, Measure, Polarity, Rating, Rule, Target, TargetKind, Unit
from ascdesk.scorecard import Row

Choices = tuple[tuple[str, str], ...]

UNITS: Choices = (
    (Unit.PERCENT, "Percentage (%)"),
    (Unit.PER_100K, "Rate per 100,000 people"),
    (Unit.POUNDS, "Pounds (£)"),
    (Unit.POUNDS_MILLION, "Millions of pounds (£m)"),
    (Unit.COUNT, "Count of people or things"),
    (Unit.DAYS, "Days"),
    (Unit.SCORE, "Score"),
    (Unit.NUMBER, "Other number"),
    (Unit.TEXT, "Words"),
)
POLARITIES: Choices = (
    (Polarity.HIGHER, "Higher is better"),
    (Polarity.LOWER, "Lower is better"),
    (Polarity.NEARER, "Nearer the target is better"),
    (Polarity.NONE, "Neither: no way is better"),
)
BASES_OF_COUNTING: Choices = (
    (Basis.IN_PERIOD, "In the period"),
    (Basis.SNAPSHOT, "On the last day (snapshot)"),
    (Basis.CUMULATIVE, "Added up from April"),
    (Basis.ROLLING_12, "Over the last 12 months"),
    (Basis.CUMULATIVE_AVERAGE, "Average since April"),
    (Basis.SURVEY, "From a survey"),
)
FREQUENCIES: Choices = (
    (Frequency.MONTHLY, "Every month"),
    (Frequency.QUARTERLY, "Every quarter"),
    (Frequency.HALF_YEARLY, "Every half year"),
    (Frequency.ANNUAL, "Once a year"),
    (Frequency.BIENNIAL, "Every second year"),
)
KINDS: Choices = (
    (TargetKind.NUMBER, "A number"),
    (TargetKind.RANGE, "A range"),
    (TargetKind.REDUCE, "To reduce"),
    (TargetKind.INCREASE, "To increase"),
    (TargetKind.MAINTAIN, "To maintain"),
    (TargetKind.TEXT, "In words"),
    (TargetKind.NONE, "None set"),
)


def called(choices: Choices, value: str) -> str:
    """Return what a choice is called."""
    return next(word for key, word in choices if key == value)


def name_of(measure: Measure) -> str:
    """Return a measure's code and title."""
    return f"{measure.code} · {measure.title}" if measure.code else measure.title


def part_words(target: Target) -> str:
    """Return which part, series or breakdown a target is for; nothing for the measure as a whole."""
    named = f"{target.dimension}: {target.category}" if target.dimension else ""
    return " · ".join(word for word in (target.part, target.series, named) if word)


def new_ratings(before: tuple[Row, ...], after: tuple[Row, ...]) -> str:
    """Return which ratings are others than before, in a sentence: "ASCH2 is now Red."; nothing where none is."""
    was = {(row.measure.id, row.part): row.rating for row in before}
    now = {
        (row.measure.id, row.part): row
        for row in after
        if was.get((row.measure.id, row.part), row.rating) is not row.rating
    }
    said = (f"{row.measure.code}{f' ({row.part})' if row.part else ''} is now {_word(row)}" for row in now.values())
    return "; ".join(said) + "." if now else ""


def where_to_set(row: Row) -> str:
    """Return where on the Measures page that can be set for want of which a figure is not rated.

    That is how it is "judged", or its "targets"; nothing where nothing is missing, or no rating is wanted.
    """
    measure, target = row.measure, row.target
    if row.judged.rating is not Rating.NONE or row.value is None or measure.rule in (Rule.EXPECTED, Rule.DIRECTION):
        return ""
    if measure.rule is Rule.NONE:
        return "" if measure.unrated_because else "judged"
    if target is None or target.kind in (TargetKind.NONE, TargetKind.TEXT):
        return "targets"
    if target.kind is not TargetKind.NUMBER:
        return ""
    return "judged" if measure.polarity is Polarity.NONE else "targets" if target.value is None else ""


def _word(row: Row) -> str:
    word = RATING_WORDS[row.rating]
    return word.lower() if word == "Not rated" else word
