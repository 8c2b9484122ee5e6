"""Marks in place of a figure and behind one, read and shown: `[x]`, "n/a", "No carers survey", `[p]`."""

from __future__ import annotations

import re

from ascdesk.characters import normalise, tidy
from ascdesk.model import Flag, Marker

_CODES = re.compile(r"(?:\s?\[[A-Za-z][A-Za-z0-9 ]*\])+$")
_WORDS: tuple[tuple[Marker, str], ...] = (
    (Marker.NOT_APPLICABLE, r"not applicable"),
    (Marker.NOT_APPLICABLE, r"no carers?|no (?:[a-z']+ )?survey(?: (?:in|for|this) .{1,20})?"),
    (Marker.NOT_APPLICABLE, r"(?:this is an )?annual(?:ly)? (?:measure|metric|measured metric)\.?"),
    (Marker.NOT_AVAILABLE, r"n/?a|n\.a\.|tb[ca]|to be (?:confirmed|advised)|awaiting data|pending"),
    (Marker.NOT_AVAILABLE, r"(?:data )?not (?:yet )?(?:available|published|collected)"),
    (Marker.NOT_AVAILABLE, r"no (?:[a-z]+ )?data(?: (?:available|published|on which to make a judgement))?"),
    (Marker.CONFIDENTIAL, r"confidential|suppressed"),
    (Marker.LOW, r"round(?:s|ed) to zero"),
)
# Older shorthand, alone in its cell. A dash has meant nil, not applicable and not available; reports put it
# where nothing was said, so it claims the least: never a zero, and not that there was no survey.
_SIGNS = {
    "x": Marker.NOT_AVAILABLE,
    "z": Marker.NOT_APPLICABLE,
    "c": Marker.CONFIDENTIAL,
    "*": Marker.CONFIDENTIAL,
    "..": Marker.NOT_AVAILABLE,
    "...": Marker.NOT_AVAILABLE,
    ":": Marker.NOT_AVAILABLE,
    "-": Marker.NOT_AVAILABLE,
    "–": Marker.NOT_AVAILABLE,
    "—": Marker.NOT_AVAILABLE,
}
_SHOWN = {
    Marker.NOT_AVAILABLE: "Not available",
    Marker.NOT_APPLICABLE: "Not applicable",
    Marker.CONFIDENTIAL: "Confidential",
    Marker.LOW: "Rounds to zero",
}
_TO_COME = re.compile(r"tb[ca]", re.IGNORECASE)


def split_codes(text: str) -> tuple[str, tuple[str, ...]]:
    """Split "12.3 [r][e]" into the text before the bracketed codes at its end, and the codes, lower case."""
    match = _CODES.search(text)
    if match is None:
        return text, ()
    return text[: match.start()], tuple(re.findall(r"\[(.*?)\]", match[0].lower()))


def read_marker(text: str) -> Marker | None:
    """Return why there is no figure, if the whole text says so in words or by a sign of statistics."""
    plain = tidy(text)
    if plain in _SIGNS:
        return _SIGNS[plain]
    words = normalise(plain).lower()
    return next((marker for marker, pattern in _WORDS if re.fullmatch(pattern, words)), None)


def show_marker(marker: Marker, raw: str = "") -> str:
    """Return why there is no figure in an officer's words: the report's own, where it used words."""
    own = tidy(raw)
    if _TO_COME.fullmatch(own):
        return "To be confirmed"
    if " " in own and read_marker(own) is marker:
        return own
    return _SHOWN[marker]


def show_codes(marker: Marker | None, flags: tuple[Flag, ...]) -> str:
    """Return the shorthand of published tables, such as "[x]" or "[p][r]"."""
    return "".join(f"[{code}]" for code in ((marker,) if marker else ()) + flags)
