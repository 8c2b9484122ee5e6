"""Arithmetic typed as in a cell of Excel: "=41/42", "=(3+4)*2", "=AVERAGE(3,4)"; no cells, names or texts.

It is worked out in exact fractions, and in Excel's order: a sign binds tighter than a power, so that =-2^2 is 4.
"""

from __future__ import annotations

import math
import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Context, Decimal
from enum import Enum
from fractions import Fraction

from ascdesk.characters import gist, tidy
from ascdesk.readings import MOST_DIGITS, Unreadable

HOW_TO_CALCULATE = "Type numbers and + - * / ^ % or SUM, AVERAGE, MIN, MAX, ROUND, such as =41/42."
_TOKEN = re.compile(
    r"(?P<number>(?:[0-9]+\.?[0-9]*|\.[0-9]+)(?:E[+-]?[0-9]{1,2})?(?![A-Z0-9.]))"
    r"|(?P<name>[A-Z_][A-Z0-9_.]*(?=\s*\())|(?P<cell>[$'\[]?[A-Z_$][A-Z0-9_.$:!'\]]*)|(?P<sign>[-+*/^%(),;])"
    r"|(?P<other>[^\s\-+*/^%(),;]+)",
    re.IGNORECASE,
)
_THOUSANDS = re.compile(r"(?<![0-9,.])[0-9]{1,3}(?:,[0-9]{3})+(?![0-9,])")
_DEEPEST, _MOST_BITS, _MOST_PLACES = 40, 2000, 15
_MOST_NAMED = 60
# As many digits as a division of numerator by denominator gives.
_RESULT = Context(prec=28)


class Said(Enum):
    """What a number was said to be: a plain one, a percentage, or something made of both."""

    PLAIN = "plain"
    PERCENT = "percent"
    MIXED = "mixed"


@dataclass(frozen=True, slots=True)
class Result:
    """What a formula gives: a percentage in percent (5% is 5), any other number as it is.

    `numerator` and `denominator` are the sides of its only division, where it is one number over another; `plain`
    if both were typed as they are.
    """

    value: Decimal
    said: Said = Said.PLAIN
    numerator: Decimal | None = None
    denominator: Decimal | None = None
    plain: bool = False


def is_formula(text: str) -> bool:
    """Tell whether a text is meant to be worked out."""
    return tidy(text).startswith("=")


def worked_out(text: str) -> Result | Unreadable:
    """Return what a formula gives, or why it gives nothing, with the place of the fault."""
    typed = tidy(text)
    try:
        return _Reader(typed).result()
    except _Fault as fault:
        return Unreadable(f"This cannot be worked out: {fault.problem}", fault.remedy, fault.choices)
    except ZeroDivisionError:
        return Unreadable("This cannot be worked out: it divides by 0.", "Type n/a where there was nothing to count.")


class _Fault(Exception):  # noqa: N818 - never leaves this module
    """Where and why a formula cannot be worked out."""

    def __init__(self, problem: str, remedy: str = HOW_TO_CALCULATE, choices: tuple[str, ...] = ()) -> None:
        super().__init__(problem)
        self.problem, self.remedy, self.choices = problem, remedy, choices


@dataclass(frozen=True, slots=True)
class _Term:
    """A part of a formula: its exact value, what it was said to be, and whether it was typed as it stands."""

    value: Fraction
    said: Said = Said.PLAIN
    typed: bool = False


@dataclass(frozen=True, slots=True)
class _Token:
    text: str
    kind: str
    start: int


class _Reader:
    """Reads a formula from left to right, by Excel's rules of what binds tighter."""

    def __init__(self, typed: str) -> None:
        self._typed = typed
        self._tokens = [_token(match) for match in _TOKEN.finditer(typed, 1)]
        self._at = self._depth = 0

    def result(self) -> Result:
        self._refuse_foreign()
        whole, sides = self._sum()
        if self._at < len(self._tokens):
            raise self._unexpected()
        value = whole.value * 100 if whole.said is Said.PERCENT else whole.value
        if not sides:
            return Result(_decimal(value), whole.said)
        over, under = sides
        return Result(
            _decimal(value), whole.said, _decimal(over.value), _decimal(under.value), over.typed and under.typed
        )

    def _refuse_foreign(self) -> None:
        """Refuse what is no arithmetic before a comma or bracket beside it is blamed."""
        if not self._tokens:
            raise _Fault("there is nothing after the “=”.")
        for token in self._tokens:
            if token.kind == "cell":
                what = "a range of cells" if ":" in token.text else "a cell" if re.search("[0-9]", token.text) else ""
                refers = f"“{gist(token.text)}” is {what or 'a name'} of a workbook, which cannot be looked up here."
                raise _Fault(refers, "Type the numbers themselves, such as =41/42, or copy the cell’s result here.")
            if token.kind == "other":
                raise _Fault(f"“{gist(token.text)}” {self._where(token)} is no part of arithmetic.")
            if token.kind == "number" and sum(map(str.isdigit, token.text)) > MOST_DIGITS:
                raise _Fault(f"a number {self._where(token)} has more than {MOST_DIGITS} digits.")
        if not any(token.kind == "name" for token in self._tokens) and "," in self._typed:
            without = _THOUSANDS.sub(lambda match: match[0].replace(",", ""), self._typed)
            choices = () if "," in without else (without,)
            how = f"Type {without}." if choices else HOW_TO_CALCULATE
            raise _Fault("a comma parts the numbers of a SUM, never thousands.", how, choices)

    def _where(self, token: _Token) -> str:
        before = self._typed[: token.start].rstrip()
        return f"after “{_end(before)}”" if len(before) > 1 else "at its beginning"

    def _unexpected(self) -> _Fault:
        if self._at >= len(self._tokens):
            return _Fault(f"a number is missing after “{_end(self._typed)}”.")
        token = self._tokens[self._at]
        if token.text == ")" and not self._depth:
            return _Fault(f"the “)” {self._where(token)} has no “(”.")
        if token.kind == "number" or token.text == "(" or token.kind == "name":
            return _Fault(f"a sign such as + or * is missing {self._where(token)}.")
        return _Fault(f"a number is missing {self._where(token)}, before “{token.text}”.")

    def _take(self, signs: str) -> str:
        """Return the next token and pass it, if it is one of some signs."""
        token = self._tokens[self._at] if self._at < len(self._tokens) else None
        if token is None or token.kind != "sign" or token.text not in signs:
            return ""
        self._at += 1
        return token.text

    def _sum(self) -> tuple[_Term, tuple[_Term, _Term] | None]:
        total, sides = self._product()
        while sign := self._take("+-"):
            other, sides = self._product()[0], None
            value = total.value + (other.value if sign == "+" else -other.value)
            total = _Term(_bounded(value), _alike((total.said, other.said)))
        return total, sides

    def _product(self) -> tuple[_Term, tuple[_Term, _Term] | None]:
        """Return a product, and the two sides of it where it is no more than one number over another."""
        total, sides, first = self._power(), None, True
        while sign := self._take("*/"):
            other = self._power()
            sides = (total, other) if first and sign == "/" and _plainly(total, other) else None
            if sign == "/" and not other.value and sides:
                raise _Fault("it divides by 0.", "Type n/a where there was nothing to count.")
            value = total.value * other.value if sign == "*" else total.value / other.value
            total, first = _Term(_bounded(value), _multiplied(total.said, sign, other.said)), False
        return total, sides

    def _power(self) -> _Term:
        total = self._signed()
        while self._take("^"):
            at = self._tokens[self._at - 1]
            total = _Term(_raised(total.value, self._signed().value, self._where(at)), _mixed(total.said))
        return total

    def _signed(self) -> _Term:
        minus = typed = False
        while sign := self._take("+-"):
            minus, typed = minus != (sign == "-"), True
        term = self._percent()
        return _Term(-term.value if minus else term.value, term.said) if typed else term

    def _percent(self) -> _Term:
        term = self._atom()
        while self._take("%"):
            said = Said.PERCENT if term.said is Said.PLAIN else Said.MIXED
            term = _Term(term.value / 100, said)
        return term

    def _atom(self) -> _Term:
        if self._take("("):
            return self._inside()[0]
        token = self._tokens[self._at] if self._at < len(self._tokens) else None
        if token is None or token.kind == "sign":
            raise self._unexpected()
        self._at += 1
        if token.kind == "name":
            return self._called(token)
        return _Term(_bounded(Fraction(Decimal(token.text))), typed=True)

    def _called(self, token: _Token) -> _Term:
        name = token.text.upper()
        if name not in _FUNCTIONS:
            known = ", ".join(_FUNCTIONS)
            raise _Fault(f"{name} is not known here.", f"Known are {known}. Type the result of any other.")
        self._take("(")
        terms = self._inside(separators=",;")
        said = terms[0].said if name.startswith("ROUND") else _alike([each.said for each in terms])
        return _Term(_bounded(_FUNCTIONS[name]([each.value for each in terms], name)), said)

    def _inside(self, separators: str = "") -> list[_Term]:
        """Return what stands in a bracket that was just opened."""
        opened = self._tokens[self._at - 1]
        self._depth += 1
        if self._depth > _DEEPEST:
            raise _Fault(f"more than {_DEEPEST} brackets stand inside each other.")
        terms = [self._sum()[0]]
        while separators and self._take(separators):
            terms.append(self._sum()[0])
        if not self._take(")"):
            if self._at < len(self._tokens):
                raise self._unexpected()
            raise _Fault(f"the “(” {self._where(opened)} is not closed.", f"Type {self._typed}) or correct it.")
        self._depth -= 1
        return terms


def _token(match: re.Match[str]) -> _Token:
    return _Token(match[0], match.lastgroup or "other", match.start())


def _plainly(over: _Term, under: _Term) -> bool:
    return over.said is under.said is Said.PLAIN


def _alike(said: Sequence[Said]) -> Said:
    return said[0] if len(set(said)) == 1 else Said.MIXED


def _mixed(said: Said) -> Said:
    return Said.PLAIN if said is Said.PLAIN else Said.MIXED


def _multiplied(said: Said, sign: str, other: Said) -> Said:
    """Return what a product is: half of a percentage is one, but 5% of 40 people are two people."""
    if said is Said.PERCENT and sign == "/" and other is Said.PLAIN:
        return Said.PERCENT
    return Said.PLAIN if said is other is Said.PLAIN else Said.MIXED


def _end(text: str) -> str:
    """Return what a text ends with, where all of it is too long to be named in a sentence."""
    return text if len(text) <= _MOST_NAMED else f"…{text[1 - _MOST_NAMED :]}"


def _bounded(value: Fraction) -> Fraction:
    # Fractions grow without end; nobody counts to a number of 600 digits.
    if max(value.numerator.bit_length(), value.denominator.bit_length()) > _MOST_BITS:
        raise _Fault("its numbers grow out of all bounds.", "Type the figure.")
    return value


def _raised(base: Fraction, power: Fraction, where: str) -> Fraction:
    if power.denominator != 1:
        raise _Fault(f"the power {where} is no whole number.", "Type the result.")
    size = max(base.numerator.bit_length(), base.denominator.bit_length())
    if abs(power.numerator) * max(size, 1) > _MOST_BITS:
        raise _Fault("its numbers grow out of all bounds.", "Type the figure.")
    if not base and power <= 0:
        raise _Fault("0 has no such power.", "Type the figure.")
    return base**power.numerator


def _decimal(value: Fraction) -> Decimal:
    """Return a fraction in digits: all of them where they end, as a division gives them otherwise."""
    over, under = Decimal(value.numerator), Decimal(value.denominator)
    exact = Context(prec=MOST_DIGITS).divide(over, under)
    given = exact if Fraction(exact) == value else _RESULT.divide(over, under)
    if abs(given.adjusted()) > MOST_DIGITS:
        raise _Fault("its result is out of all bounds.", "Type the figure.")
    return Decimal(format(given.normalize(Context(prec=MOST_DIGITS)), "f"))


def _rounded(values: Sequence[Fraction], name: str) -> Fraction:
    """Return a number rounded as Excel does it: halves away from zero."""
    if len(values) != 2:
        raise _Fault(f"{name} takes a number and how many decimal places.", "Type it as =ROUND(41.25,1).")
    value, places = values
    if places.denominator != 1 or abs(places) > _MOST_PLACES:
        raise _Fault(f"{name} takes a whole number of decimal places, at most {_MOST_PLACES}.")
    scaled = abs(value) * Fraction(10) ** int(places)
    whole = {"ROUNDUP": math.ceil(scaled), "ROUNDDOWN": math.floor(scaled)}.get(
        name, math.floor(scaled + Fraction(1, 2))
    )
    return (whole if value > 0 else -whole) / Fraction(10) ** int(places)


def _absolute(values: Sequence[Fraction], name: str) -> Fraction:
    if len(values) != 1:
        raise _Fault(f"{name} takes one number.")
    return abs(values[0])


_FUNCTIONS: Mapping[str, Callable[[Sequence[Fraction], str], Fraction]] = {
    "SUM": lambda values, _: sum(values, Fraction(0)),
    "AVERAGE": lambda values, _: sum(values, Fraction(0)) / len(values),
    "MIN": lambda values, _: min(values),
    "MAX": lambda values, _: max(values),
    "ROUND": _rounded,
    "ROUNDUP": _rounded,
    "ROUNDDOWN": _rounded,
    "ABS": _absolute,
}
