"""Marks in place of a figure and behind one, read and shown: `[x]`, "n/a", "No carers survey", `[p]`, "prov."."""

from __future__ import annotations

import re

from ascdesk.characters import normalise, tidy
from ascdesk.model import Flag, Marker, Unit

_CODES = re.compile(r"(?:\s?\[[A-Za-z][A-Za-z0-9 ]*\])+$")
_WORDS: tuple[tuple[Marker, str], ...] = (
    (Marker.NOT_APPLICABLE, r"not applicable|discontinued|no longer (?:collected|reported|measured)"),
    (Marker.NOT_APPLICABLE, r"no carers?|no (?:[a-z']+ )?survey(?: (?:in|for|this) .{1,20})?"),
    (Marker.NOT_APPLICABLE, r"survey not (?:run|held|carried out|due)(?: (?:in|for|this) .{1,20})?"),
    (Marker.NOT_APPLICABLE, r"(?:this is an )?annual(?:ly)? (?:measure|metric|measured metric)\.?"),
    (Marker.NOT_APPLICABLE, r"(?:reported|published|measured) (?:annually|yearly|every (?:year|two years))"),
    (Marker.NOT_AVAILABLE, r"n/?a|n\.a\.|tb[ca]|to be (?:confirmed|advised)|awaiting data|pending"),
    (Marker.NOT_AVAILABLE, r"tbd|to be determined|to follow|data to follow|unknown|not (?:yet )?known"),
    (Marker.NOT_AVAILABLE, r"await(?:ing|ed)|(?:data|figures?|results?) awaited"),
    (Marker.NOT_AVAILABLE, r"awaiting (?:the )?(?:figures?|results?|publication|submission|confirmation|return)"),
    (Marker.NOT_AVAILABLE, r"(?:data |figures? )?not (?:yet )?(?:available|published|collected|received|reported)"),
    (Marker.NOT_AVAILABLE, r"no (?:[a-z]+ )?data(?: (?:available|published|on which to make a judgement))?"),
    (Marker.CONFIDENTIAL, r"confidential|suppressed(?: \((?:small|low) numbers\))?|withheld|redacted|disclosive"),
    (Marker.CONFIDENTIAL, r"numbers? too (?:small|low)(?: to (?:show|report|publish))?"),
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
_FLAG_WORDS = {
    Flag.PROVISIONAL: r"prov\.?|provisional",
    Flag.ESTIMATED: r"est\.?|estimated?",
    Flag.REVISED: r"rev\.?|revised",
    Flag.BREAK: r"break(?: in (?:the )?series)?",
}
_WORD = "|".join(f"(?P<{flag.name}>{words})" for flag, words in _FLAG_WORDS.items())
_FLAG_BEHIND = re.compile(rf"(?P<figure>.*[0-9].*?)(?: ?[,;–-] ?| )(?:{_WORD})", re.IGNORECASE)
_FLAG_BRACKETED = re.compile(rf"(?P<figure>.*[0-9].*?) ?\((?:{_WORD})\)", re.IGNORECASE)
_FLAG_BEFORE = re.compile(rf"(?:{_WORD}):? (?P<figure>[-+£=]*[0-9].*)", re.IGNORECASE)
# In brackets a capital R is Red; without them so is any r, and an A or a G is a rating too.
_LETTER_BRACKETED = re.compile(r"(?P<figure>.*[0-9].*?) ?\((?P<letter>[per]|P|E)\)")
_LETTER = re.compile(r"(?P<figure>.*[0-9]%?) ?(?P<letter>[pe])", re.IGNORECASE)
_MAYBE_PENCE = (None, Unit.POUNDS, Unit.POUNDS_MILLION, Unit.NUMBER)
_TO_COME = re.compile(r"tb[ca]", re.IGNORECASE)


def split_codes(text: str) -> tuple[str, tuple[str, ...]]:
    """Split "12.3 [r][e]" into the text before the bracketed codes at its end, and the codes, lower case."""
    match = _CODES.search(text)
    if match is None:
        return text, ()
    return text[: match.start()], tuple(re.findall(r"\[(.*?)\]", match[0].lower()))


def with_codes(text: str, unit: Unit | None = None) -> str:
    """Return what was typed with its flags as codes, "41.2 prov." as "41.2 [p]"; as it is where it has none.

    A bare p is only a flag in a measure that cannot be in pence.
    """
    figure, codes = split_codes(tidy(text))
    flags: list[str] = []
    while found := _flagged(figure, unit):
        figure, flag = found
        flags.append(flag)
    # The first that was found stood last.
    return figure + "".join(f" [{each}]" for each in (*reversed(flags), *codes)) if flags else text


def _flagged(figure: str, unit: Unit | None) -> tuple[str, Flag] | None:
    """Return a text without the flag at its end or before it, and that flag."""
    for spelling in (_FLAG_BEHIND, _FLAG_BRACKETED, _FLAG_BEFORE):
        if match := spelling.fullmatch(figure):
            return match["figure"].rstrip(), next(flag for flag in Flag if match[flag.name])
    match = _LETTER_BRACKETED.fullmatch(figure)
    if not match and (match := _LETTER.fullmatch(figure)) and unit in _MAYBE_PENCE and "%" not in figure:
        return None
    return (match["figure"], Flag(match["letter"].lower())) if match else None


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
