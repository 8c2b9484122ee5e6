"""Figures as people write them, read and shown: "97.6% (41/42)", "£466", "304.5 124 admissions", "n/a".

Nothing is guessed: what can be read in two ways comes back as `Unreadable`, in words for a person.
"""

from __future__ import annotations

import re
from dataclasses import replace
from decimal import Decimal
from functools import lru_cache

from ascdesk.characters import normalise, tidy
from ascdesk.markers import read_marker, show_marker, split_codes
from ascdesk.model import Flag, Marker, Unit
from ascdesk.number_formats import format_decimals, percent_format, read_number
from ascdesk.readings import (
    HOW_TO_TYPE,
    MOST_DIGITS,
    Reading,
    Unreadable,
    checked,
    fraction_in,
    plain,
    scaled,
    show_amount,
    show_typed,
)

__all__ = [
    "Reading",
    "Unreadable",
    "format_decimals",
    "normalise",
    "percent_format",
    "plain",
    "read_amount",
    "read_number",
    "read_stacked",
    "show_amount",
    "show_marker",
    "show_typed",
    "split_labelled",
]


_NUMBER = r"(?:[1-9][0-9]{0,2}(?:,[0-9]{3})+|[0-9]+)(?![0-9,])(?:\.[0-9]+)?(?![0-9.,])"
_RATE = r"per ?(?P<per>1(?:[0-9]{0,2},?000|0{0,2}k))\b(?: (?:of the )?(?:pop(?:ulation)?|people|adults)\b)?"
_AMOUNT = re.compile(
    rf"""(?P<sign>[+-]?)(?P<pound>£[ ]?)?(?P<inner>-?)(?P<number>{_NUMBER})(?P<star>\**)
    (?:[ ]?(?P<scale>k|m|bn|million)\b)?
    (?:[ ]?(?P<percent>%|per[ ]?cent\b))?(?P<late_star>\**)
    (?:[ ]?{_RATE.replace(" ", "[ ]")})?
    (?:[ ]?(?P<days>days?)\b)?""",
    re.IGNORECASE | re.VERBOSE,
)
_RATIO = re.compile(rf"({_NUMBER}) ?(?:/|of|out of) ?({_NUMBER})", re.IGNORECASE)
_YEAR = re.compile(r"(?:19|20)[0-9]{2}/[0-9]{2}")
_RATE_LABEL = re.compile(rf"{_RATE}(?: ?[-–:,] ?(?P<label>.+))?", re.IGNORECASE)
_COUNTED = re.compile(r"(?P<count>[1-9][0-9]{0,2}(?:,[0-9]{3})+|[0-9]+) (?P<label>[A-Za-z].*)")
_THING = re.compile(r"[A-Za-z]{2,}s|people|staff", re.IGNORECASE)
_NO_THING = re.compile(
    r"plus|minus|times|points|pts|percents|thousands|millions|(?:min|minute|hr|hour|wk|week|mth|month|yr|year)s",
    re.IGNORECASE,
)
_SUPPRESSED = re.compile(r"(?:<|≤|less than|fewer than|under) ?(?:[2-9]|10)", re.IGNORECASE)
_SCALES = {
    "": (Unit.POUNDS, 0),
    "k": (Unit.POUNDS, 3),
    "m": (Unit.POUNDS_MILLION, 0),
    "million": (Unit.POUNDS_MILLION, 0),
    "bn": (Unit.POUNDS_MILLION, 3),
}
_LONGEST = 400
_LABELLED = re.compile(r"(?:^|(?<= ))(?P<label>[A-Z][a-z]+(?: [a-z]+)*):")


@lru_cache(maxsize=8_192)  # a paste reads each of its texts several times: to ask, to show and to enter it
def read_amount(text: str, unit: Unit | None = None) -> Reading | Unreadable | None:
    """Return what a cell's text says, None if it is blank; `unit` is the measure's, where known."""
    typed = tidy(text)
    if not typed:
        return None
    if len(typed) > _LONGEST:
        return Unreadable("This is a text, not a figure.", HOW_TO_TYPE)
    if typed.startswith("#") and typed.strip("#"):
        return Unreadable(f"The cell says {typed}: its formula failed.", "Mend the formula, or type the figure.")
    figure, codes = split_codes(typed)
    marks = [code for code in codes if code in set(Marker)]
    flags = tuple(Flag(code) for code in codes if code in set(Flag))
    if len(marks) + len(flags) < len(codes):
        return Unreadable(
            "There is a mark in brackets that is not known.", "Known are [x] [z] [c] [low] [p] [e] [r] [b]."
        )
    if (figure != "") == bool(marks) or len(marks) > 1:
        return Unreadable("A cell holds either a figure or one mark in its place.", HOW_TO_TYPE)
    if marks:
        return Reading(marker=Marker(marks[0]), flags=flags)
    reading = _read_marked(figure) or _read_figure(figure, unit)
    return replace(reading, flags=flags) if isinstance(reading, Reading) else reading


def read_stacked(text: str) -> tuple[tuple[str, Reading], ...]:
    """Return the labelled readings of a cell like "Published data: 2.9 Local data: 2.6", if all read."""
    readings = [(label, read_amount(rest)) for label, rest in split_labelled(text)]
    good = tuple((label, reading) for label, reading in readings if isinstance(reading, Reading))
    return good if len(good) == len(readings) else ()


def split_labelled(text: str) -> tuple[tuple[str, str], ...]:
    """Split a cell of several labelled texts, "Published data: ... Local data: ..."; none in any other."""
    typed = tidy(text)
    heads = list(_LABELLED.finditer(typed))
    if len(heads) < 2 or heads[0].start():
        return ()
    ends = [head.start() for head in heads[1:]] + [len(typed)]
    return tuple((head["label"], typed[head.end() : end].strip()) for head, end in zip(heads, ends, strict=True))


def _read_marked(text: str) -> Reading | None:
    if _SUPPRESSED.fullmatch(text):
        return Reading(marker=Marker.CONFIDENTIAL, label=text)
    marker = read_marker(text)
    return Reading(marker=marker) if marker else None


def _read_figure(text: str, unit: Unit | None) -> Reading | Unreadable:
    if any(len(re.sub("[.,]", "", run)) > MOST_DIGITS for run in re.findall("[0-9.,]+", text)):
        return Unreadable(f"The number has more than {MOST_DIGITS} digits.", HOW_TO_TYPE)
    if ratio := _RATIO.fullmatch(_inside(text)[0] if text.startswith("(") else text):
        lost = text.count("(") != text.count(")")
        return _refuse(text) if lost or _YEAR.fullmatch(text) else fraction_in(unit) or _with_ratio(Reading(), ratio)
    match = _AMOUNT.match(text)
    head = _read_head(match) if match else None
    reading = _read_tail(head, text[match.end() :], unit) if match and isinstance(head, Reading) else head
    if reading is None:
        return _refuse(text)
    return checked(reading, unit) if isinstance(reading, Reading) else reading


def _read_head(match: re.Match[str]) -> Reading | Unreadable | None:
    """Read the value with its unit, up to the count, parts or label that may follow it."""
    if (match["sign"] and match["inner"]) or (match["scale"] and not match["pound"]):
        return None
    units = [match["pound"], match["percent"], match["per"], match["days"]]
    if sum(each is not None for each in units) > 1:
        return None
    if match["per"] and (other := _other_rate(match["per"])):
        return other
    said, power = _said_by_text(match)
    number = match["number"].replace(",", "")
    return Reading(
        value=scaled(Decimal(match["sign"] + match["inner"] + number), power),
        unit=said,
        decimals=max(len(number.partition(".")[2]) - power, 0),
        starred=bool(match["star"] or match["late_star"]),
    )


def _said_by_text(match: re.Match[str]) -> tuple[Unit | None, int]:
    """Return the unit that a text names, and the power of ten that brings its number to it."""
    if match["pound"]:
        return _SCALES[(match["scale"] or "").lower()]
    if match["percent"]:
        return Unit.PERCENT, 0
    if match["per"]:
        return Unit.PER_100K, 0
    return (Unit.DAYS if match["days"] else None), 0


def _read_tail(head: Reading, tail: str, unit: Unit | None) -> Reading | Unreadable | None:
    """Read what follows the value: nothing, a bracket, a count of things, or the things that it counts."""
    if not tail:
        return head
    rest = tail.strip()
    if rest.startswith("("):
        return _read_bracket(head, rest)
    if tail[0] != " ":
        return None
    counted = _COUNTED.fullmatch(rest)
    if counted and _is_thing(counted["label"]) and _is_rate(head, unit):
        return replace(head, numerator=_number(counted["count"]), label=counted["label"])
    if _is_thing(rest) and head.unit is None and not head.decimals:
        return replace(head, unit=Unit.COUNT, label=rest)
    return None


def _is_thing(text: str) -> bool:
    return bool(_THING.fullmatch(text)) and not _NO_THING.fullmatch(text)


def _is_rate(head: Reading, unit: Unit | None) -> bool:
    # Without a decimal point, star or unit, "304 124 admissions" may be one number that lost its comma.
    if head.unit not in (None, Unit.PER_100K) or unit is Unit.PERCENT:
        return False
    return bool(head.decimals or head.starred or head.unit)


def _read_bracket(head: Reading, rest: str) -> Reading | Unreadable | None:
    bracket = rest.rstrip("*")
    starred = head.starred or bracket != rest
    inside, closed = _inside(bracket)
    head = replace(head, starred=starred)
    if (ratio := _RATIO.fullmatch(inside)) and closed:
        return _with_ratio(head, ratio)
    if (rate := _RATE_LABEL.fullmatch(inside)) and head.unit in (None, Unit.PER_100K):
        return _other_rate(rate["per"]) or replace(head, unit=Unit.PER_100K, label=rate["label"] or "")
    if (counted := _COUNTED.fullmatch(inside)) and closed:
        return replace(head, count=_number(counted["count"]), label=counted["label"])
    # A label may have lost its closing bracket; a number may then have lost digits with it.
    if re.match(r"[A-Za-z]", inside) and (closed or "(" not in inside):
        return replace(head, label=inside)
    return None


def _inside(bracket: str) -> tuple[str, bool]:
    """Return what a bracket holds and whether it is closed, once, at its end; else an empty text."""
    depth = 0
    for place, sign in enumerate(bracket):
        depth += (sign == "(") - (sign == ")")
        if depth == 0:
            return (bracket[1:place].strip(), True) if place == len(bracket) - 1 else ("", False)
    return bracket[1:].strip(), False


def _with_ratio(reading: Reading, match: re.Match[str]) -> Reading:
    return replace(reading, numerator=_number(match[1]), denominator=_number(match[2]))


def _number(text: str) -> Decimal:
    return Decimal(text.replace(",", ""))


def _other_rate(per: str) -> Unreadable | None:
    """Refuse a rate per something else than 100,000; whether it is a slip, only its author knows."""
    if per.lower().replace(",", "").replace("k", "000") == "100000":
        return None
    return Unreadable(
        f"The cell says per {per}, not per 100,000.",
        "Find out which is meant, and type the figure per 100,000.",
    )


def _refuse(text: str) -> Unreadable:
    if split_labelled(text):
        problem = "The cell holds several figures."
    elif re.search(r"[0-9] [0-9]", text):
        problem = "There is a space inside the number, or two numbers in the cell."
    elif re.search(r"[0-9],[0-9]", text):
        problem = "A comma does not stand where thousands are parted."
    elif re.fullmatch(r"\([0-9.,]+%?\)", text):
        problem = "A number in brackets may be a minus figure or a note."
    elif _YEAR.fullmatch(text):
        insisted = f"={text}"
        return Unreadable("This may be a year or a fraction.", f"Type {insisted} if it is a fraction.", (insisted,))
    elif text.strip("#") == "":
        return Unreadable("The column was too narrow to show the figure.", "Widen it there and copy again.")
    else:
        problem = "This is not a figure."
    return Unreadable(problem, HOW_TO_TYPE, _instead(text))


def _instead(text: str) -> tuple[str, ...]:
    """Return what may have been meant by a number with a space, a comma or brackets where none belongs."""
    if re.fullmatch(r"[0-9]+(?: [0-9]+)+(?:\.[0-9]+)?%?", text):
        return (text.replace(" ", ""),)
    if re.fullmatch(r"[0-9]+,[0-9]{1,2}%?", text):
        return text.replace(",", "."), text.replace(",", "")
    if re.fullmatch(rf"\({_NUMBER}%?\)", text):
        return (f"-{text[1:-1]}",)
    return ()
