"""Changes of figures of earlier periods, which are only made when somebody agrees to them and says why."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import groupby

from ascdesk.pasting import Fractions, Layout
from ascdesk.periods import Period, show_period
from ascdesk.sheet import Line
from ui.models.figures import line_title
from ui.words import of_them

TYPED = "Typed"
# What is asked, and what the buttons say that do it and leave it alone.
_ASKED = {
    "Cleared": ("This{also} clears", "Clear them", "Leave them"),
    "Cut": ("This{also} cuts", "Cut them", "Leave them"),
    "Filled": ("This{also} changes", "Change them", "Leave them"),
    "Set": ("This{also} changes", "Change them", "Leave them"),
    TYPED: ("", "Change them", "Leave them"),
}
# What is said most often when an earlier figure is changed, and whether the figure is then marked as revised.
REASONS = (
    ("Late returns", True),
    ("Counted anew", True),
    ("The provisional figure is final", True),
    ("Corrected a typing slip", False),
)


@dataclass(frozen=True, slots=True)
class PastChange:
    """A figure of an earlier period that would become another; `valued` where a value stood there."""

    line: Line
    period: Period
    before: str
    after: str
    valued: bool = True

    @property
    def text(self) -> str:
        """What would change, in a phrase."""
        return f"{named(self.line)} {show_period(self.period, 'short')} {self.before} → {self.after or 'blank'}"


@dataclass(frozen=True, slots=True)
class Pending:
    """Texts for cells that wait for somebody to agree, because they change figures of earlier periods.

    `done` is the verb for it; `also` tells that figures of the shown period would change with them.
    """

    layout: Layout
    changes: tuple[PastChange, ...]
    done: str
    also: bool = False

    @property
    def wants_reason(self) -> bool:
        """Whether a value gives way, so that a reader of earlier reports will ask why."""
        return any(each.valued for each in self.changes)

    @property
    def can_be_marked(self) -> bool:
        """Whether any of the figures is another afterwards, and not only gone."""
        return any(each.valued and each.after for each in self.changes)

    @property
    def question(self) -> str:
        """What is asked."""
        count = len(self.changes)
        if self.done == TYPED:
            (change,) = self.changes
            where = f"{show_period(change.period)} of {named(change.line)}"
            return f"{where} changes from {change.before} to {change.after or 'blank'}. Why?"
        why = " Why?" if self.wants_reason else ""
        if self.done not in _ASKED:
            figures = "1 figure of an earlier period" if count == 1 else f"{count} figures of earlier periods"
            return f"This paste changes {figures}.{why}"
        asked = _ASKED[self.done][0].format(also=" also" if self.also else "")
        return f"{asked} {of_them(count, 'figure')} of {period_list(each.period for each in self.changes)}.{why}"

    @property
    def answers(self) -> tuple[str, str]:
        """What the buttons say, the one that does it first."""
        _, take, leave = _ASKED.get(self.done, ("", "Paste", "Leave"))
        return (take.replace("them", "it"), leave.replace("them", "it")) if len(self.changes) == 1 else (take, leave)


@dataclass(frozen=True, slots=True)
class Either:
    """Texts for cells that look like fractions where percentages go, as they came and as they may be meant."""

    layout: Layout
    done: str
    fractions: Fractions

    @property
    def question(self) -> str:
        """What is asked."""
        return f"{self.fractions.count} of these numbers look like fractions: {self.fractions.example}."

    @property
    def answers(self) -> tuple[str, str]:
        """What the buttons say: reading them as fractions, and leaving them as they came."""
        return "Read them as fractions", "Paste them as they stand"

    def chosen(self, at: int) -> Layout:
        """Return the cells with the texts that were chosen."""
        return Layout(self.fractions.cells, self.layout.left_out) if at == 0 else self.layout


def named(line: Line) -> str:
    """Return what a line is called in a sentence: its code, or its title where it has none."""
    twin = " ".join(each for each in (line.row.part, line.series, line.category) if each)
    return f"{line.measure.code} {twin}".strip() if line.measure.code else line_title(line)


def period_list(periods: Iterable[Period]) -> str:
    """Return periods in words, a year that several have in common said once: Quarter 1 and Quarter 2 2020/21."""
    names = []
    for year, of_year in groupby(sorted(set(periods)), key=lambda each: show_period(each).split(" ")[-1]):
        *others, last = [show_period(each) for each in of_year]
        names += [*(each.removesuffix(f" {year}") for each in others), last]
    return " and ".join([", ".join(names[:-1]), names[-1]] if len(names) > 1 else names)
