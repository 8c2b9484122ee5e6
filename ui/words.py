"""What a scorecard's row says, in words: shared by the table, the panel beside it and the screen reader."""

from __future__ import annotations

import html
from datetime import datetime

from ascdesk.days import short_day
from ascdesk.judging.standing import other_period
from ascdesk.judging.wording import MOVEMENT_WORDS, direction_in
from ascdesk.model import (
    CommentaryStatus,
    Comparator,
    Explanation,
    Figure,
    Measure,
    Movement,
    Polarity,
    PublishedJudgement,
)
from ascdesk.periods import Period, PeriodKind, show_period
from ascdesk.scorecard import Row, Tally, show_figure
from ui.widgets.chip import face_of, face_word

STATUS_WORDS = {
    CommentaryStatus.DRAFT: "Draft",
    CommentaryStatus.SUBMITTED: "Submitted",
    CommentaryStatus.RETURNED: "Sent back",
    CommentaryStatus.APPROVED: "Approved",
}
POLARITY_WORDS = {
    Polarity.HIGHER: "Higher", Polarity.LOWER: "Lower", Polarity.NEARER: "Nearer", Polarity.NONE: "–",
}  # fmt: skip


def bare(text: str) -> str:
    """Return a name without the full stop at its end, to put more text behind it."""
    return text[:-1] if text.endswith(".") and not text.endswith("..") else text


def title_of(measure: Measure, part: str) -> str:
    """Return a measure's title, with its part after a middle dot."""
    return f"{bare(measure.title)}{tail_of(part)}" if part else measure.title


def tail_of(part: str) -> str:
    """Return what a part adds to a title; the dot stays with the part where the line breaks."""
    return f" ·\u00a0{part}" if part else ""


def local_time(at: datetime) -> str:
    """Return a moment of the log as the clock here showed it: "22 Nov 2026, 14:05"."""
    here = at.astimezone()
    return f"{short_day(here.date())}, {here:%H:%M}"


def explained_words(explanation: Explanation, when: str = "") -> str:
    """Return who explained an odd figure, when and why: "Explained by A. Officer, 14 Oct 2025: …"."""
    day = f", {when}" if when else ""
    return f"Explained by {explanation.person}{day}: {bare(explanation.reason)}."


def plain_tooltip(text: str) -> str:
    """Return a tooltip that shows text as it stands; Qt would load what it takes for HTML."""
    return f'<p style="white-space: pre-wrap">{html.escape(text)}</p>' if text else ""


def figure_at(row: Row, period: Period) -> Figure | None:
    """Return a row's figure of an earlier period."""
    return next((figure for figure in row.before if figure.period == period), None)


def figure_words(row: Row, period: Period) -> str:
    """Return a row's figure of an earlier period as it is printed, or nothing."""
    return show_figure(row.measure_at(period), figure_at(row, period))


def direction_words(row: Row) -> str:
    """Return what a movement means in the words of the row's report; the plain movement where no way is better."""
    return direction_in(row.conventions.wording, row.travel)


def judged_when(row: Row) -> str:
    """Return of which period the judged figure is, and why; nothing where it is the shown period's own."""
    return other_period(row.measure, row.standing, row.period)


def judged_when_short(row: Row) -> str:
    """Return of which period the judged figure is in little room: "Q1 23/24"; nothing as above."""
    if not judged_when(row) or row.shown is None:
        return ""
    period = row.shown.period
    return show_period(period, "long" if period.kind is PeriodKind.YEAR else "short")


def significance_words(row: Row) -> str:
    """Return whether a change is more than chance, or why that could not be tested; nothing where no test is set."""
    travel = row.travel
    if travel.movement is Movement.NONE or not travel.significance_reason:
        return ""
    untested = "" if travel.significant is not None else "Not tested. "
    return f"{untested}{travel.significance_reason}"


def ordinal(number: int) -> str:
    """Return 1st, 2nd, 3rd, 11th, 22nd."""
    ending = "th" if number % 100 in (11, 12, 13) else {1: "st", 2: "nd", 3: "rd"}.get(number % 10, "th")
    return f"{number}{ending}"


def main_comparator(row: Row) -> Comparator | None:
    """Return the comparator that stands in the table: England where there is one."""
    england = (each for each in row.comparators if each.name.casefold().startswith(("england", "national")))
    return next(england, row.comparators[0] if row.comparators else None)


def comparator_year(comparator: Comparator) -> str:
    """Return the year that a comparator is of; an import says where a table left it out."""
    return show_period(comparator.year) if comparator.year else "year not given"


def rank_words(comparator: Comparator, short: bool = False) -> str:
    """Return a rank such as "28th of 152, shared", or short, "28th= of 152"; nothing where there is none."""
    if comparator.rank is None:
        return ""
    out_of = f" of {comparator.out_of}" if comparator.out_of else ""
    if short:
        return f"{ordinal(comparator.rank)}{'=' if comparator.tie else ''}{out_of}"
    return f"{ordinal(comparator.rank)}{out_of}{', shared' if comparator.tie else ''}"


def rank_before_words(comparator: Comparator) -> str:
    """Return what a rank moved from, and whether that is up or down, or nothing."""
    if comparator.rank is None or comparator.rank_before is None:
        return ""
    out_of = f" of {comparator.out_of_before}" if comparator.out_of_before else ""
    moved = comparator.rank_before - comparator.rank
    way = "up from" if moved > 0 else "down from" if moved < 0 else "as before,"
    return f"{way} {ordinal(comparator.rank_before)}{out_of}"


def published_words(published: PublishedJudgement) -> str:
    """Return the direction that an imported report printed, with the base that it names, as a phrase."""
    said = f"“{published.wording}”" if published.wording else ""
    if not said and published.movement not in (None, Movement.NONE):
        said = MOVEMENT_WORDS[published.movement]
    if published.base is None:
        return said
    against = f"compared with {show_period(published.base)}"
    return f"{said}, {against}" if said else f"A direction {against}; its arrow was not printed or cannot be read"


def differs(row: Row) -> bool:
    """Tell whether the report printed another rating than the one that is shown."""
    return row.published is not None and row.published.rating not in (None, row.rating)


def tally_words(tally: Tally) -> str:
    """Return the tally as a sentence: "Of 26 rated: 10 Green · 4 Amber · 12 Red · 5 not rated, 2 of them not due"."""
    counts = f"Of {tally.rated} rated: {tally.green} Green · {tally.amber} Amber · {tally.red} Red"
    return " · ".join(each for each in (counts if tally.rated else "None rated", *_beside_ratings(tally)) if each)


def tally_base(tally: Tally) -> str:
    """Return what the counts of a tally are of, and what stands beside them: "of 26 rated · 1 by hand"."""
    return " · ".join(each for each in (f"of {tally.rated} rated", *_beside_ratings(tally)) if each)


def _beside_ratings(tally: Tally) -> tuple[str, str]:
    every = tally.not_due == tally.none > 1
    not_due = f", {'all' if every else tally.not_due} of them not due" if tally.not_due else ""
    return f"{tally.none} not rated{not_due}", f"{tally.overridden} by hand" if tally.overridden else ""


def of_them(count: int, one: str, many: str = "") -> str:
    """Return "1 value" or "2 values"."""
    return f"{count:,} {one if count == 1 else many or one + 's'}"


def spoken_row(row: Row) -> str:
    """Return a row as one sentence, for a screen reader."""
    when = f" ({said})" if (said := judged_when(row)) else ""
    value = f"{row.display or 'no figure'}{when}"
    target = f", target {row.target_display}" if row.target_display else ""
    title = bare(title_of(row.measure, row.part))
    by_hand = ", given by hand" if row.override else ""
    return f"{row.measure.code} {title}: {value}{target}, {face_word(face_of(row))}{by_hand}. {row.reason}"
