"""Numbers told in sentences: "66% of calls answered within 24 hours", "Heard in 12 streets"."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from ascdesk.amounts import plain
from ascdesk.characters import tidy
from ascdesk.model import Unit
from ascdesk.periods import periods_in

_NUMBER = re.compile(
    r"(?<![\w./,£$€-])(?P<number>[1-9][0-9]{0,2}(?:,[0-9]{3})+|[0-9]+)(?P<part>\.[0-9]+)?"
    r"(?:(?P<percent> ?%| ?per ?cent\b)|(?![\w%/]|[.,][0-9]))"
)
_TIME = re.compile(r" ?-?(?:(?:working|calendar) )?(?:minute|hour|hr|day|week|month|year)s?\b", re.IGNORECASE)
# A number behind or before these is what the value is held against, not the value.
_HELD_AGAINST = re.compile(r"\b(?:target(?: of)?|from|by|against|than|compared (?:to|with))\W*\Z", re.IGNORECASE)
_NO_VALUE = re.compile(r"\W*(?:target|higher|lower|more|less|points|increase|decrease|reduction)\b", re.IGNORECASE)
# A line that ends in one of these, or in a dash or comma, goes on in the next.
_GOES_ON = re.compile(
    r"(?:\b(?:an?|the|of|to|in|on|at|for|by|and|or|with|within|from|their|its|who|that|which|were|was|is|are|has|have"
    r"|had|be|been|as|than)|[-–—,:(/&])\Z",
    re.IGNORECASE,
)
_JOINING = re.compile(
    r"\A(?:(?:and|or|with|of which|but|while|then)\b|[\s,;:=–—-]|\A\()+|[\s,;:=–—(-]+\Z", re.IGNORECASE
)
_OPEN_END = re.compile(r"\b(?:in|of|at|for|by|to|on|with)\Z", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Told:
    """A number that a sentence tells: what it is of, in the sentence's words, and whether it may be the value.

    One in brackets, or one that something is held against, is not.
    """

    value: Decimal
    percent: bool
    label: str
    eligible: bool

    @property
    def unit(self) -> Unit:
        """Whether it is a percentage or a count."""
        return Unit.PERCENT if self.percent else Unit.COUNT

    @property
    def shown(self) -> str:
        """The number as the sentence writes it."""
        return plain(self.value) + ("%" if self.percent else "")


def goes_on(text: str, following: str) -> bool:
    """Tell whether a line of text goes on in the one below it, by how the one ends and the other begins."""
    before, after = tidy(text), tidy(following)
    open_bracket = before.count("(") > before.count(")")
    return open_bracket or bool(_GOES_ON.search(before)) or after[:1].islower()


def sentences(lines: Sequence[str]) -> tuple[str, ...]:
    """Return the sentences that were wrapped into lines."""
    found: list[str] = []
    for line in map(tidy, lines):
        if found and goes_on(found[-1], line):
            found[-1] = f"{found[-1]} {line}"
        else:
            found.append(line)
    return tuple(found)


def numbers_told(sentence: str) -> tuple[Told, ...]:
    """Return the numbers of a sentence, without lengths of time and periods, which tell no amount."""
    dated = [(start, end) for _, start, end in periods_in(sentence)]
    matches = [
        match
        for match in _NUMBER.finditer(sentence)
        if (match["percent"] or not _TIME.match(sentence, match.end()))
        and not any(start <= match.start() < end for start, end in dated)
    ]
    starts = [0, *(match.end() for match in matches)]
    ends = [*(match.start() for match in matches[1:]), len(sentence)]
    return tuple(_told(match, sentence, start, end) for match, start, end in zip(matches, starts, ends, strict=False))


def _told(match: re.Match[str], sentence: str, start: int, end: int) -> Told:
    """Return a number with what is said of it between the numbers before and after it."""
    before, after = sentence[start : match.start()], sentence[match.end() : end]
    bracketed = sentence.count("(", 0, match.start()) > sentence.count(")", 0, match.start())
    against = _HELD_AGAINST.search(sentence[: match.start()]) or _NO_VALUE.match(after)
    return Told(
        value=Decimal(match["number"].replace(",", "") + (match["part"] or "")),
        percent=bool(match["percent"]),
        label=_label(before.rpartition("(")[2] if bracketed else before, after),
        eligible=not bracketed and not against,
    )


def _label(before: str, after: str) -> str:
    """Return what a number is of: the words before it, with a gap for it where they need those behind it."""
    ahead, behind = _bare(before), _bare(after.partition("(")[0].partition(")")[0])
    if not ahead:
        return behind
    return f"{ahead} … {behind}" if behind and _OPEN_END.search(ahead) else ahead


def _bare(text: str) -> str:
    return _JOINING.sub("", text.strip(" .")).strip(" .")


def candidates(told: Sequence[Told], unit: Unit) -> tuple[Told, ...]:
    """Return the numbers that may be the value of a measure of a unit."""
    return tuple(each for each in told if each.eligible and each.percent == (unit is Unit.PERCENT))


def unit_told(told: Sequence[Told]) -> Unit | None:
    """Return the unit that the numbers say, where only one of them may be a percentage."""
    return Unit.PERCENT if len(candidates(told, Unit.PERCENT)) == 1 else None
