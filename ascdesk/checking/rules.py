"""Checks of the rules across measures that officers wrote."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal

from ascdesk.amounts import show_amount
from ascdesk.checking.values import Check, Oddity, counted
from ascdesk.defining.relations import Rule, Term, named_in, rule_of, show_term
from ascdesk.entering import Field
from ascdesk.model import EntityId, Figure, Measure, Relation
from ascdesk.periods import Period
from ascdesk.readings import own_decimals

Cell = tuple[EntityId, str, str]
FigureAt = Callable[[EntityId, str, str, Period], Figure | None]
_HOLDS: dict[str, Callable[[Decimal], bool]] = {
    "<=": lambda more: more <= 0,
    ">=": lambda more: more >= 0,
    "<": lambda more: more < 0,
    ">": lambda more: more > 0,
    "=": lambda more: more == 0,
}
_WANTED = {"<=": "at most", ">=": "at least", "<": "less than", ">": "more than", "=": "equal to"}


@dataclass(frozen=True, slots=True)
class Ruling:
    """A rule across measures, with the measures that it names and a way to their figures."""

    rule: Rule
    framework: str
    reason: str
    measures: tuple[Measure, ...]
    figure_at: FigureAt

    @property
    def cells(self) -> frozenset[Cell]:
        """The lines whose figures it names."""
        terms = self.rule.terms
        return frozenset((each.measure, each.part, each.series) for each in terms if each.measure is not None)

    def oddity(self, period: Period) -> Oddity | None:
        """Return that the rule does not hold in a period; nothing where one of its figures is not there."""
        left, right = self._sum(self.rule.left, period), self._sum(self.rule.right, period)
        if left is None or right is None:
            return None
        slack = self._slack(period)
        more = left - right
        if _HOLDS[self.rule.sign](more) or (abs(more) <= slack and "=" in self.rule.sign):
            return None
        said, other = (self._said(terms, period) for terms in (self.rule.left, self.rule.right))
        off = f"{counted(_short(abs(more)))} {'more' if more > 0 else 'less'}" if more else "equal"
        why = f" The rule is there because: {self.reason.rstrip('.')}." if self.reason else ""
        return Oddity(Check.RELATION, f"{said} is to be {_WANTED[self.rule.sign]} {other}, but is {off}.{why}")

    def _sum(self, terms: Sequence[Term], period: Period) -> Decimal | None:
        values = [self._value(term, period) for term in terms]
        held = [each for each in values if each is not None]
        return sum(held, Decimal(0)) if len(held) == len(values) else None

    def _value(self, term: Term, period: Period) -> Decimal | None:
        value = term.number if term.number is not None else self._of_figure(term, period)
        return -value if term.minus and value is not None else value

    def _of_figure(self, term: Term, period: Period) -> Decimal | None:
        figure = self.figure_at(term.measure, term.part, term.series, period) if term.measure else None
        value: Decimal | None = getattr(figure, term.field.value) if figure else None
        return value

    def _slack(self, period: Period) -> Decimal:
        """Return by how much rounding may set the sides apart: half a last place of each figure that has one.

        A count is not rounded, and what is said to be a whole number is taken for one.
        """
        slack = Decimal(0)
        for term in self.rule.terms:
            value = None if term.number is not None else self._of_figure(term, period)
            if value is not None and (places := own_decimals(_short(value))):
                slack += Decimal(1).scaleb(-places) / 2
        return slack

    def _said(self, terms: Sequence[Term], period: Period) -> str:
        said = ""
        for term in terms:
            word = show_term(term, self.framework, self.measures)
            value = self._of_figure(term, period) if term.number is None else None
            word += f" ({self._shown(term, value)})" if value is not None else ""
            said += (f" {'−' if term.minus else '+'} " if said else "−" if term.minus else "") + word
        return said

    def _shown(self, term: Term, value: Decimal) -> str:
        measure = next(each for each in self.measures if each.id == term.measure)
        if term.field is not Field.VALUE:
            return counted(value)
        return show_amount(value, measure.unit, max(measure.decimals, own_decimals(_short(value))))


def rulings(
    relations: Iterable[Relation], measures: Iterable[Measure], figures: Iterable[Figure]
) -> tuple[Ruling, ...]:
    """Return the rules all of whose measures are given, each with a way to the figures that are given."""
    held = {each.id: each for each in measures}
    by_cell: dict[tuple[EntityId, str, str, Period], Figure] = {
        (each.measure, each.part, each.series, each.period): each for each in figures if not each.dimension
    }

    def figure_at(measure: EntityId, part: str, series: str, period: Period) -> Figure | None:
        return by_cell.get((measure, part, series, period))

    found = []
    for each in relations:
        rule = rule_of(each)
        if named_in(each) <= held.keys():
            found.append(Ruling(rule, each.framework, each.reason, tuple(held.values()), figure_at))
    return tuple(found)


def _short(value: Decimal) -> Decimal:
    """Return a value without the endless digits of a division."""
    return round(value, 6) if own_decimals(value) > 6 else value
