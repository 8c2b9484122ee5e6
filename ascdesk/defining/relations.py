"""Rules across measures as an officer writes them, such as "ASCH8 [Completed] <= ASCH8 [Incoming] + 50"."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal

from ascdesk.amounts import plain
from ascdesk.entering import Field
from ascdesk.errors import UserError
from ascdesk.identity import relation_id
from ascdesk.model import EntityId, Measure, Relation

SIGNS = ("<=", ">=", "<", ">", "=")
HOW = "Write it as in: A <= B, A + B = C, or A [Completed, numerator] <= 100."
_APART = "\x1f"
_COMPARED = re.compile("<=|>=|=<|=>|≤|≥|<|>|=")
_SPELLED = {"≤": "<=", "≥": ">=", "=<": "<=", "=>": ">="}
_NUMBER = re.compile(r"(?:[0-9]{1,3}(?:,[0-9]{3})+|[0-9]+)(?:\.[0-9]+)?")
_QUOTES = {"“": "”", '"': '"'}
_PLAIN_CODE = re.compile(r"[^\W\d_]\w*(?:[.()/-]\w*[\w)])*|\d+[^\W\d_][\w]*(?:\(\w+\))*")


@dataclass(frozen=True, slots=True)
class Term:
    """One term of a rule: a figure of a measure, or a plain number; added, or taken off where it is `minus`."""

    minus: bool = False
    measure: EntityId | None = None
    part: str = ""
    series: str = ""
    field: Field = Field.VALUE
    number: Decimal | None = None


@dataclass(frozen=True, slots=True)
class Rule:
    """A rule across measures, taken apart."""

    left: tuple[Term, ...]
    sign: str
    right: tuple[Term, ...]

    @property
    def terms(self) -> tuple[Term, ...]:
        """Both sides, as they are read."""
        return *self.left, *self.right


def rule_of(relation: Relation) -> Rule:
    """Return a stored rule taken apart."""
    return Rule(tuple(map(_taken_apart, relation.left)), relation.sign, tuple(map(_taken_apart, relation.right)))


def relation_of(rule: Rule, framework: str, reason: str = "") -> Relation:
    """Return a rule as it is stored."""
    left, right = tuple(map(_stored, rule.left)), tuple(map(_stored, rule.right))
    key = relation_id(framework, left, rule.sign, right)
    return Relation(id=key, framework=framework, left=left, sign=rule.sign, right=right, reason=reason.strip())


def read_relation(text: str, framework: str, measures: Iterable[Measure], reason: str = "") -> Relation:
    """Return the rule that a text writes; UserError saying what cannot be read, and how it is written.

    A measure is named by its code, or in quotation marks by code, `framework:code` or title; its part, its series
    and `numerator` or `denominator` follow in square brackets.
    """
    held = sorted(measures, key=lambda each: each.framework != framework)
    return relation_of(_Reading(text, framework, held).rule(), framework, reason)


def show_relation(relation: Relation, measures: Iterable[Measure]) -> str:
    """Return a rule as it is written; a measure that is gone is called so."""
    held = list(measures)
    rule = rule_of(relation)
    left, right = (_side(terms, relation.framework, held) for terms in (rule.left, rule.right))
    return f"{left} {rule.sign} {right}"


def show_term(term: Term, framework: str, measures: Sequence[Measure]) -> str:
    """Return a term as it is written, without its sign."""
    if term.number is not None:
        return plain(term.number)
    measure = next((each for each in measures if each.id == term.measure), None)
    if measure is None:
        return "a measure that is gone"
    said = [_quoted(each) if re.search(r"[][,“”\"]", each) or _is_field(each) else each
            for each in (term.part, term.series) if each]  # fmt: skip
    said += [term.field.value] if term.field is not Field.VALUE else []
    return _name(measure, framework, measures) + (f" [{', '.join(said)}]" if said else "")


def named_in(relation: Relation) -> frozenset[EntityId]:
    """Return the measures that a rule names."""
    return frozenset(term.measure for term in rule_of(relation).terms if term.measure is not None)


def named_with(touched: Iterable[EntityId], relations: Iterable[Relation]) -> frozenset[EntityId]:
    """Return measures together with those that stand beside them in a rule, which want looking at again with them."""
    about = frozenset(touched)
    return about.union(*(named for each in relations if (named := named_in(each)) & about))


def _taken_apart(text: str) -> Term:
    minus, rest = text[0] == "-", text[1:].lstrip(_APART).split(_APART)
    if len(rest) == 1:
        return Term(minus, number=Decimal(rest[0]))
    measure, part, series, field = rest
    return Term(minus, EntityId(measure), part, series, Field(field) if field else Field.VALUE)


def _stored(term: Term) -> str:
    sign = "-" if term.minus else "+"
    if term.number is not None:
        return f"{sign}{plain(term.number)}"
    return sign + _APART.join((term.measure or "", term.part, term.series, term.field.value))


def _side(terms: Sequence[Term], framework: str, measures: Sequence[Measure]) -> str:
    said = ""
    for term in terms:
        word = show_term(term, framework, measures)
        said += (f" {'-' if term.minus else '+'} " if said else "-" if term.minus else "") + word
    return said


def _name(measure: Measure, framework: str, measures: Sequence[Measure]) -> str:
    """Return what names a measure and no other: its code as it is where that is read so, or in quotation marks."""
    alike = [each for each in measures if each.code.casefold() == measure.code.casefold()]
    here = [each for each in alike if each.framework == framework]
    if measure.code and here == [measure]:
        return measure.code if _PLAIN_CODE.fullmatch(measure.code) else _quoted(measure.code)
    own = [each for each in alike if each.framework == measure.framework]
    return _quoted(f"{measure.framework}:{measure.code}" if measure.code and own == [measure] else measure.title)


def _quoted(text: str) -> str:
    return f'"{text}"' if "”" in text else f"“{text}”"


def _is_field(text: str) -> bool:
    return text.casefold() in [each.value for each in Field]


class _Reading:
    """A rule while it is read, from left to right."""

    def __init__(self, text: str, framework: str, measures: Sequence[Measure]) -> None:
        self._text, self._at = text.strip(), 0
        self._framework, self._measures = framework, measures
        codes = {each.code for each in measures if each.code and not _NUMBER.fullmatch(each.code)}
        self._codes = sorted(codes, key=len, reverse=True)

    def rule(self) -> Rule:
        """Return the whole rule."""
        left = self._terms()
        compared = _COMPARED.match(self._text, self._at)
        if compared is None:
            raise UserError(f"“{self._text}” compares nothing.", f"A rule needs <=, >= or =. {HOW}")
        self._at = compared.end()
        right = self._terms()
        if self._rest():
            raise UserError(f"“{self._rest()}” cannot be read at the end of the rule.", HOW)
        sign = _SPELLED.get(compared[0], compared[0])
        if all(term.number is not None for term in (*left, *right)):
            raise UserError(f"“{self._text}” names no measure.", HOW)
        return Rule(left, sign, right)

    def _terms(self) -> tuple[Term, ...]:
        terms = [self._term(self._sign())]
        while self._rest()[:1] in ("+", "-", "−", "–"):
            terms.append(self._term(self._sign()))
        return tuple(terms)

    def _sign(self) -> bool:
        rest = self._rest()
        if rest[:1] in ("+", "-", "−", "–"):
            self._at += 1
            return rest[0] != "+"
        return False

    def _term(self, minus: bool) -> Term:
        rest = self._rest()
        if not rest or _COMPARED.match(rest):
            raise UserError("The rule breaks off." if not rest else f"There is nothing before “{rest}”.", HOW)
        named = next(self._measure(rest), None)
        if named is None:
            number = _NUMBER.match(rest)
            if number is None or re.match(r"\w", rest[number.end() :]):
                raise self._unknown(rest)
            self._at += number.end()
            self._at += self._rest()[:1] == "%"
            return Term(minus, number=Decimal(number[0].replace(",", "")))
        return self._qualified(minus, named)

    def _measure(self, rest: str) -> Iterator[Measure]:
        """Yield the measure that the text goes on with, if it does: the longest code that fits."""
        if close := _QUOTES.get(rest[0]):
            end = rest.find(close, 1)
            if end < 0:
                raise UserError(f"“{rest[1:]}” lacks its closing quotation mark.", HOW)
            self._at += end + 1
            yield self._named(rest[1:end].strip())
        for code in self._codes:
            if rest.casefold().startswith(code.casefold()) and not re.match(r"\w", rest[len(code) :]):
                self._at += len(code)
                yield self._named(rest[: len(code)])

    def _named(self, name: str) -> Measure:
        def says(each: Measure) -> bool:
            spelled = (each.code, f"{each.framework}:{each.code}", each.title)
            return name.casefold() in [one.casefold() for one in spelled if one]

        found = [each for each in self._measures if says(each)]
        own = [each for each in found if each.framework == self._framework]
        chosen = own or found
        if not chosen:
            raise UserError(f"There is no measure “{name}”.", f"Name a measure by its code. {HOW}")
        if len(chosen) > 1:
            which = ", ".join(f"“{each.framework}:{each.code}”" for each in chosen)
            raise UserError(f"“{name}” names {len(chosen)} measures.", f"Say which, in quotation marks: {which}.")
        return chosen[0]

    def _qualified(self, minus: bool, measure: Measure) -> Term:
        """Return the term of a measure, with what stands in square brackets behind it."""
        part = series = ""
        field = Field.VALUE
        for said, quoted in self._brackets():
            if not quoted and _is_field(said):
                field = Field(said.casefold())
            elif not part and (found := _among(said, measure.parts)):
                part = found
            elif not series and (found := _among(said, measure.series)):
                series = found
            else:
                known = [*measure.parts, *measure.series, "numerator", "denominator"]
                raise UserError(f"{_called(measure)} has no “{said}”.", f"It has: {', '.join(known)}.")
        if measure.parts and not part:
            raise UserError(
                f"{_called(measure)} has parts.", f"Say which in square brackets: {', '.join(measure.parts)}."
            )
        return Term(minus, measure.id, part, series, field)

    def _brackets(self) -> Iterator[tuple[str, bool]]:
        if self._rest()[:1] != "[":
            return
        self._at += 1
        while True:
            rest = self._rest()
            if close := _QUOTES.get(rest[:1]):
                end = rest.find(close, 1)
                said, quoted = rest[1:end], True
                self._at += end + 1
            else:
                match = re.match(r"[^],]*", rest)
                end = match.end() if match else 0
                said, quoted = rest[:end].strip(), False
                self._at += end
            after = self._rest()[:1]
            if end < 0 or after not in (",", "]"):
                raise UserError(f"A square bracket is not closed in “{self._text}”.", HOW)
            yield said, quoted
            self._at += 1
            if after == "]":
                return

    def _rest(self) -> str:
        """Return what is still to be read, without the spaces before it."""
        while self._text[self._at : self._at + 1].isspace():
            self._at += 1
        return self._text[self._at :]

    def _unknown(self, rest: str) -> UserError:
        name = re.split(r"\s*(?:[][<>=+≤≥]| - )", rest)[0].strip() or rest
        return UserError(f"There is no measure “{name}”.", f"Name a measure by its code. {HOW}")


def _called(measure: Measure) -> str:
    return f"“{measure.code or measure.title}”"


def _among(said: str, known: Sequence[str]) -> str:
    return said if said in known else next((each for each in known if each.casefold() == said.casefold()), "")
