"""The words around a report's figures: ranks, targets, polarity, earlier positions, tallies."""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal

from ascdesk.amounts import Reading, Unreadable, read_amount, split_labelled
from ascdesk.characters import normalise, tidy
from ascdesk.judgements import Judgement, PrintedDirection, read_combined, read_direction, read_rating
from ascdesk.markers import read_marker
from ascdesk.model import Marker, Polarity, TargetKind, Unit
from ascdesk.periods import Period, periods_in

__all__ = [
    "Judgement",
    "Performance",
    "PrintedDirection",
    "Rank",
    "TargetReading",
    "positions",
    "read_combined",
    "read_direction",
    "read_performance",
    "read_polarity",
    "read_rank",
    "read_rank_before",
    "read_rating",
    "read_stacked_ranks",
    "read_tally",
    "read_target",
    "read_unit",
]


@dataclass(frozen=True, slots=True)
class Rank:
    """A place among councils, 1 being the best; `tie` if others share it."""

    rank: int
    out_of: int
    tie: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class TargetReading:
    """What a target cell sets; `text` is the cell's own, `numerator` the count printed beside a rate."""

    kind: TargetKind
    text: str
    value: Decimal | None = None
    low: Decimal | None = None
    high: Decimal | None = None
    numerator: Decimal | None = None
    label: str = ""
    unit: Unit | None = None
    decimals: int | None = None


@dataclass(frozen=True, slots=True)
class Performance:
    """One period of a cell that holds several: the reading, the arrow behind it, and what else was said."""

    period: Period
    reading: Reading | Unreadable | None
    judgement: Judgement | None
    note: str


_RANK = re.compile(
    r"(?P<before>=?) ?(?P<rank>[0-9]{1,4})(?:st|nd|rd|th)? ?(?P<mid>=?) ?(?:/|of|out of) ?"
    r"(?P<out_of>[0-9]{1,4}) ?(?P<after>\(?=\)?|\(?(?:joint|tied?)\)?)?",
    re.IGNORECASE,
)
_POLARITIES: tuple[tuple[Polarity, str], ...] = (
    (Polarity.LOWER, r"low(?:er)?|small(?:er)?|less|minimise|decrease"),
    (Polarity.HIGHER, r"high(?:er)?|big(?:ger)?|large(?:r)?|more|maximise|increase"),
    (Polarity.NEARER, r"(?:near(?:er)?|close(?:r)?)(?: to)?(?: the)? target|on target|nearer"),
    (Polarity.NONE, r"-|n/?a|none|neither|no polarity|not applicable"),
)
# The model's own words, which our exports write, and those that officers write for them.
_UNITS: tuple[tuple[Unit, str], ...] = (
    (Unit.PERCENT, r"%|%age|pct\.?|per ?cents?|(?:percentages?|proportion)(?: ?\(?%\)?)?"),
    (Unit.PER_100K, r"(?:rate )?(?:per|/) ?100(?:[ ,]?000|k)(?: .+)?"),
    (Unit.POUNDS_MILLION, r"£ ?(?:m|mn|millions?)|pounds? millions?|(?:million|millions of) pounds"),
    (Unit.POUNDS, r"£s?|(?:pounds?|gbp)(?: ?\(?£\)?)?|(?:£|pounds) ?(?:per|/|a) ?[a-z]+"),
    (Unit.COUNT, r"counts?|integer|whole numbers?|headcount|people|persons|cases"),
    (Unit.DAYS, r"(?:number of )?(?:calendar )?days?|days? \(.+\)"),
    (Unit.SCORE, r"(?:score|index)s?(?: .+)?"),
    (Unit.NUMBER, r"numbers?|nos?\.?|num\.?|#|numeric"),
    (Unit.TEXT, r"text|words"),
)
_TARGET_KINDS: tuple[tuple[TargetKind, str], ...] = (
    (TargetKind.REDUCE, r"(?:to )?(?:reduce|decrease)|reduction"),
    (TargetKind.INCREASE, r"(?:to )?increase"),
    (TargetKind.MAINTAIN, r"(?:to )?maintain"),
    (TargetKind.NONE, r"none|no target(?: set)?|not set|not applicable"),
)
_RANGE = re.compile(r"(?:between )?(?P<low>[^ -]+) ?(?:-| to | and ) ?(?P<high>[^ -]+)", re.IGNORECASE)
_BOUND = re.compile(r"(?:≥|≤|>=|<=|at least|at most|no more than|no less than) ?", re.IGNORECASE)
_WORD = re.compile(r"[A-Za-z]{2,}")
_OTHER_RATE = re.compile(r"per ?1[0-9,]*k?\b", re.IGNORECASE)
_TALLY = re.compile(r"(?P<label>.*[^\s–:=-])\s*[–:=-]\s*(?P<count>[0-9]{1,6})")
# A hyphen right before a figure would be its minus.
_JOINT = re.compile(r"\)?(?: ?: ?| ?[–—] ?| - )")
_MORE_FIGURE = re.compile(r"[0-9(%.,/£]|[+-][0-9]")  # "2 0%" is not 2 with a note
_LONGEST_AMOUNT = 12  # words: "8.9 (per 100,000 pop - total (All) DTOC bed delays)" has nine


def read_rank(text: str) -> Rank | Unreadable | None:
    """Return the rank of "126/150 (=)", None where the cell is blank or says that there is none."""
    cell = normalise(text)
    if not cell or read_marker(cell):
        return None
    match = _RANK.fullmatch(cell)
    if match is None:
        return Unreadable(f"“{tidy(text)}” is not a rank.", "Type it as 28/152, and (=) behind it for a tie.")
    rank, out_of = int(match["rank"]), int(match["out_of"])
    if not 1 <= rank <= out_of:
        return Unreadable(f"There is no place {rank} among {out_of}.", "Look up the rank and type it again.")
    return Rank(rank, out_of, tie=any(match[name] for name in ("before", "mid", "after")))


def read_rank_before(text: str) -> Rank | Unreadable | None:
    """Return the earlier rank of "From 147/150"; None for a blank or an arrow, which names none."""
    cell = tidy(text)
    arrow = read_combined(cell)
    if arrow and arrow.arrow and not arrow.unreadable:
        return None
    return read_rank(re.sub("^from ", "", cell, flags=re.IGNORECASE))


def read_stacked_ranks(text: str) -> tuple[tuple[str, Rank], ...]:
    """Return the labelled ranks of "Published data: 47/152 Local data: 42/152", if all can be read."""
    ranks = [(label, read_rank(rest)) for label, rest in split_labelled(text)]
    good = tuple((label, rank) for label, rank in ranks if isinstance(rank, Rank))
    return good if len(good) == len(ranks) else ()


def read_polarity(text: str) -> Polarity | Unreadable | None:
    """Return which way is better where a cell says so ("Low", "-"), None if it is blank."""
    words = re.sub(r" (?:is|are) (?:good|better|best)$", "", normalise(text).casefold())
    if not words:
        return None
    for polarity, pattern in _POLARITIES:
        if re.fullmatch(pattern, words):
            return polarity
    return Unreadable(f"“{tidy(text)}” does not say which way is better.", "Type High, Low or -.")


def read_unit(text: str) -> Unit | Unreadable | None:
    """Return the unit that a cell names ("%", "£", "per 100k"), None if it is blank or says that there is none."""
    words = normalise(text).casefold()
    if not words or read_marker(words):
        return None
    for unit, pattern in _UNITS:
        if re.fullmatch(pattern, words):
            return unit
    return Unreadable(
        f"“{tidy(text)}” is no unit that is known.",
        "Write percent (%), per 100,000, pounds (£), pounds million (£m), count, days, score, number or text.",
    )


def read_target(text: str, unit: Unit | None = None) -> TargetReading | Unreadable | None:
    """Return what a target cell sets, None if it is blank; words that set no number are a target of text.

    "TBC" is one of those: the report goes on saying that the target is to come.
    """
    cell = tidy(text)
    if not cell:
        return None
    words = normalise(cell).casefold()
    for kind, pattern in _TARGET_KINDS:
        if re.fullmatch(pattern, words):
            return TargetReading(kind=kind, text=cell)
    if marker := read_marker(cell):
        to_come = marker is Marker.NOT_AVAILABLE and words.startswith("tb")
        return TargetReading(kind=TargetKind.TEXT if to_come else TargetKind.NONE, text=cell)
    return _read_range(cell, unit) or _read_target_number(cell, unit)


def read_tally(text: str) -> tuple[str, int | None] | None:
    """Return label and count of a legend's cell, "Forecast to miss target - 5"; None if it is blank.

    The count is None where the legend prints none.
    """
    cell = tidy(text)
    if not cell:
        return None
    match = _TALLY.fullmatch(cell)
    return (match["label"], int(match["count"])) if match else (cell, None)


def positions(text: str, within: Period | None = None) -> tuple[tuple[Period, Reading], ...]:
    """Return the figures that a comment gives for periods, "Position at Q2 2016/17: 99.6% (3,828/3,844)"."""
    comment = tidy(text)
    found: list[tuple[Period, Reading]] = []
    for period, _, end in periods_in(comment, within):
        # Only a figure joined to its period by a colon or dash: "Q2 2016/17 was poor: 5 homes" gives none.
        if joint := _JOINT.match(comment, end):
            reading, rest = _leading_amount(comment[joint.end() :])
            # "2.1% higher than" is no position but a comparison.
            if reading and not reading.marker and not re.match("[a-z]", rest):
                found.append((period, reading))
    return tuple(found)


def read_performance(text: str, unit: Unit | None = None) -> tuple[Performance, ...]:
    """Split a cell of several periods, "22/23 - 17.8% Quarter 1 - 23/24 21% ↑"; none in any other."""
    cell = tidy(text)
    places = list(periods_in(cell))
    if not places or places[0][1] != 0:
        return ()
    ends = [start for _, start, _ in places[1:]] + [len(cell)]
    return tuple(
        _read_performance(period, _without_joint(cell[end:stop]), unit)
        for (period, _, end), stop in zip(places, ends, strict=True)
    )


def _without_joint(piece: str) -> str:
    joint = _JOINT.match(piece)
    return piece[joint.end() if joint else 0 :].strip()


def _read_performance(period: Period, piece: str, unit: Unit | None) -> Performance:
    reading, rest = _leading_amount(piece, unit)
    first, _, note = rest.partition(" ")
    judgement = read_combined(first)
    if judgement is None or not judgement.arrow:
        judgement, note = None, rest
    return Performance(period, reading or read_amount(piece, unit), judgement, note)


def _leading_amount(text: str, unit: Unit | None = None) -> tuple[Reading | None, str]:
    """Return the longest figure that a text starts with, and the rest of the text; none if it may go on there."""
    words = text.split()
    for length in range(min(len(words), _LONGEST_AMOUNT), 0, -1):
        reading = read_amount(" ".join(words[:length]).rstrip(".;,"), unit)
        rest = " ".join(words[length:])
        if isinstance(reading, Reading):
            return (None, text) if _MORE_FIGURE.match(rest) else (reading, rest)
    return None, text


def _read_range(cell: str, unit: Unit | None) -> TargetReading | None:
    match = _RANGE.fullmatch(cell.replace("–", "-"))
    ends = [read_amount(match[name], unit) for name in ("low", "high")] if match else []
    limits = [end for end in ends if isinstance(end, Reading) and end.value is not None]
    if len(limits) < 2 or (limits[0].value or 0) > (limits[1].value or 0):
        return None
    low, high = limits
    return TargetReading(
        kind=TargetKind.RANGE,
        text=cell,
        low=low.value,
        high=high.value,
        unit=high.unit,
        decimals=high.decimals,
    )


def _read_target_number(cell: str, unit: Unit | None) -> TargetReading | Unreadable:
    amount = read_amount(_BOUND.sub("", cell, count=1) if _BOUND.match(cell) else cell, unit)
    if isinstance(amount, Reading) and amount.value is not None:
        return TargetReading(
            kind=TargetKind.NUMBER,
            text=cell,
            value=amount.value,
            numerator=amount.numerator,
            label=amount.label,
            unit=amount.unit,
            decimals=amount.decimals,
        )
    if isinstance(amount, Reading):
        return Unreadable("A target is one number, not a fraction of two.", "Type the target, such as 66%.")
    if amount and (cell.startswith("#") or _OTHER_RATE.search(cell) or not _WORD.search(cell)):
        return amount
    return TargetReading(kind=TargetKind.TEXT, text=cell)
