"""An officer's words for the rules by which figures are judged, and what each choice does."""

from __future__ import annotations

from collections.abc import Mapping

from ascdesk.days import short_day
from ascdesk.judging.rating import RULE_WORDS
from ascdesk.model import Base, Course, Measure, Rule, Significance, Wording
from ascdesk.periods import show_period
from ascdesk.store import Step
from ascdesk.trying import Trial
from ui.measure_words import Choices
from ui.words import of_them

Explained = Mapping[str, str]
RULES: Choices = tuple(RULE_WORDS.items())
RULES_EXPLAINED: Explained = {
    Rule.TARGET: "Green where the target of its year is met, Amber as far as the floor, upper threshold or tolerance "
    "goes, Red beyond; a total counted from April is held against its plan or, without one, its forecast.",
    Rule.FORECAST: "What the year is expected to end with is held against the target: Green where that meets it, "
    "Amber as far as the limit goes, Red beyond.",
    Rule.PROFILE: "The figure is held against what was planned for this point of the year: as it is typed under "
    "Targets, or else by the course of the year.",
    Rule.EXPECTED: "For activity, which has no target: says whether the figure is within the range that the 12 before "
    "it lead to expect, and gives no colour.",
    Rule.DIRECTION: "Nothing is Green, Amber or Red; only the direction of travel is shown.",
    Rule.NONE: "It is shown as not rated, with the reason that is given here.",
}
COURSES: Choices = (
    (Course.EVEN, "Evenly"),
    (Course.LAST_YEAR, "As last year"),
    (Course.UNKNOWN, "Not known"),
)
COURSES_EXPLAINED: Explained = {
    Course.EVEN: "As much in every month, so that forecast and plan are a straight line.",
    Course.LAST_YEAR: "With the shape of the year before, of which this period’s figure and the outturn are needed.",
    Course.UNKNOWN: "No forecast is made; a plan counts only where it is typed under Targets.",
}
BASES: Choices = (
    (Base.PREVIOUS, "The period before"),
    (Base.LAST_YEAR, "The same period last year"),
    (Base.BASELINE, "A baseline period"),
    (Base.TARGET, "The distance to target"),
    (Base.TREND, "The trend over the series"),
)
BASES_EXPLAINED: Explained = {
    Base.PREVIOUS: "The figure that came before this one.",
    Base.LAST_YEAR: "Right for what goes up and down with the seasons, or is counted from April.",
    Base.BASELINE: "A period that stays the same, such as the first year of the plan.",
    Base.TARGET: "Better is nearer to the target than in the period before, each held against its own year’s.",
    Base.TREND: "The slope of a line through the latest 5 to 13 figures, and whether that is more than chance.",
}
TESTS: Choices = (
    (Significance.NONE, "No test"),
    (Significance.SLOPE, "Slope over the series"),
    (Significance.PROPORTIONS, "Two proportions"),
    (Significance.RECENT_TREND, "Fingertips’ recent trend"),
    (Significance.SIGNALS, "Control chart signals"),
)
TESTS_EXPLAINED: Explained = {
    Significance.NONE: "Whether a change is more than chance is not said.",
    Significance.SLOPE: "A line through the latest 5 to 13 figures; not for rolling or running totals.",
    Significance.PROPORTIONS: "This percentage against the earlier one; needs both numerators and denominators.",
    Significance.RECENT_TREND: "For annual figures: five years without a gap, with numerators and denominators.",
    Significance.SIGNALS: "Whether the latest figure is a special cause; needs 13 figures without a gap.",
}
COUNTED: Choices = (("no", "Each part counts"), ("yes", "The parts count once"))
COUNTED_EXPLAINED: Explained = {
    "no": "Parts are different things, such as Users and Carers.",
    "yes": "Parts are ways of counting one thing, such as Statutory and Local.",
}
WORDINGS: Choices = (
    (Wording.BETTER, "Better, worse, same"),
    (Wording.ARROWS, "Up, down, level"),
    (Wording.TARGET, "Towards target, away from it"),
    (Wording.IMPROVED, "Improved, deteriorated"),
    (Wording.TREND, "Significant, not significant"),
)
WORDINGS_EXPLAINED: Explained = {
    Wording.BETTER: "Prints “Better”, “Worse” or “Same”.",
    Wording.ARROWS: "Prints “Up”, “Down” or “Level”, whichever way is better.",
    Wording.TARGET: "Prints “Towards target”, “Away from target” or “No change”.",
    Wording.IMPROVED: "Prints “Improved”, “Deteriorated” or “No significant change”.",
    Wording.TREND: "Prints “Significant, improving”, “Significant, worsening” or “Not significant”; and where nothing "
    "is tested, which way it went.",
}


def version_words(measure: Measure, changed: Step | None) -> str:
    """Return which version of its rule a measure has, since when and by whom, and what a change does."""
    version = f"Version {measure.rule_version} of its rule"
    if changed is not None:
        at = changed.at.astimezone()
        version += f", changed {short_day(at.date())} by {changed.author}"
    return f"{version}. A change above makes another; what was published keeps the version of its time."


def trial_words(trial: Trial) -> tuple[str, ...]:
    """Return what taking a set of rules would change, in sentences; the ratings themselves are listed below them."""
    if trial.changes_nothing:
        return ("This report has these rules already; nothing would change.",)
    rules = (
        f"Changes {len(trial.changed)} of {of_them(trial.measures, 'measure')}" if trial.changed else "No rule changes"
    )
    when, count = show_period(trial.period), trial.redirected
    ratings = f"ratings of {when} that would change: {len(trial.rerated) or 'none'}."
    if trial.published:
        ratings = f"{when} was published, and keeps the ratings of then."
    read = f"{of_them(count, 'direction of travel', 'directions of travel')} would read otherwise." if count else ""
    kept = ", ".join(each.code or each.title for each in trial.kept)
    stays = f"Not rated for a reason of their own, and left so: {kept}." if kept else ""
    return tuple(each for each in (f"{rules}; {ratings}", read, stays) if each)


def taken_words(trial: Trial, title: str) -> str:
    """Return what taking a set of rules has changed, in a sentence."""
    count, when = len(trial.rerated), show_period(trial.period)
    rules = f"The words of “{title}” are taken"
    if trial.changed:
        rules = f"{of_them(len(trial.changed), 'measure')} changed to “{title}”"
    ratings = f"ratings of {when} that changed: {count or 'none'}"
    if trial.published:
        ratings = f"{when} was published, and keeps the ratings of then"
    read = of_them(trial.redirected, "direction of travel now reads", "directions of travel now read")
    otherwise = f"; {read} otherwise" if trial.redirected else ""
    return f"{rules}; {ratings}{otherwise}."
