"""Changes of figures of earlier periods, which are only made when somebody agrees to them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import groupby

from ascdesk.pasting import Layout
from ascdesk.periods import Period, show_period
from ascdesk.sheet import Line
from ui.models.figures import line_title
from ui.words import of_them

# What is asked, and what the buttons say that do it and leave it alone.
_ASKED = {
    "Cleared": ("This{also} clears", "Clear them", "Leave them"),
    "Cut": ("This{also} cuts", "Cut them", "Leave them"),
    "Filled": ("This{also} changes", "Change them", "Leave them"),
    "Set": ("This{also} changes", "Change them", "Leave them"),
}


@dataclass(frozen=True, slots=True)
class PastChange:
    """A figure of an earlier period that would become another."""

    line: Line
    period: Period
    before: str
    after: str

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
    def question(self) -> str:
        """What is asked."""
        count = len(self.changes)
        if self.done not in _ASKED:
            figures = "1 figure of an earlier period" if count == 1 else f"{count} figures of earlier periods"
            return f"This paste changes {figures}."
        asked = _ASKED[self.done][0].format(also=" also" if self.also else "")
        return f"{asked} {of_them(count, 'figure')} of {period_list(each.period for each in self.changes)}."

    @property
    def answers(self) -> tuple[str, str]:
        """What the buttons say, the one that does it first."""
        _, take, leave = _ASKED.get(self.done, ("", "Paste", "Leave"))
        return (take.replace("them", "it"), leave.replace("them", "it")) if len(self.changes) == 1 else (take, leave)


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
