"""Ratings, arrows and direction words as reports print them, some of them damaged by scans and lost fonts."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from ascdesk.characters import normalise, tidy
from ascdesk.model import Direction, Movement, Rating
from ascdesk.periods import Period, read_period
from ascdesk.readings import Unreadable


@dataclass(frozen=True, slots=True, kw_only=True)
class Judgement:
    """A printed rating and arrow: None where none was printed or none can be told.

    `arrow` is the sign that was read as one, `base` the period of "From 2015/16", `unreadable` what is left.
    `certain` is false where a person should confirm: the sign is a damaged one, or something was left.
    """

    rating: Rating | None = None
    movement: Movement | None = None
    arrow: str = ""
    certain: bool = True
    unreadable: str = ""
    base: Period | None = None


@dataclass(frozen=True, slots=True)
class PrintedDirection:
    """A printed direction of travel: its wording, what it means, and where the figure moved, if said."""

    wording: str
    direction: Direction | None
    movement: Movement | None


_RATINGS = {
    **dict.fromkeys(("g", "green", "\N{LARGE GREEN CIRCLE}"), Rating.GREEN),
    **dict.fromkeys(("a", "amber", "\N{LARGE ORANGE CIRCLE}"), Rating.AMBER),
    **dict.fromkeys(("r", "red", "\N{LARGE RED CIRCLE}"), Rating.RED),
    **dict.fromkeys(("n/a", "na", "-", "none", "not rated", "not due", "no rating", "grey", "gray"), Rating.NONE),
}
# The shapes that stand beside the letter in this program's own reports; alone, they have lost their colour.
_SHAPES = "●▲■○◆□"

_TRUE_ARROWS = {
    **dict.fromkeys("↑⇑⬆⇧▲△⭡🡅🡩↗⇗⬈", Movement.UP),
    **dict.fromkeys("↓⇓⬇⇩▼▽⭣🡇🡫↘⇘⬊", Movement.DOWN),
    **dict.fromkeys("→⇒➔➜➡⇨►▶←⇐⬅◄◀↔⇔⬌⇄⟷▬=", Movement.LEVEL),
    "◄►": Movement.LEVEL,
    "◀▶": Movement.LEVEL,
}
# Word keeps a character of a symbol font as U+F000 and its number. Wingdings has plain, heavy and open arrows
# from DF, E7 and EF, each left, right, up, down, then corners; Symbol has its own from AB and DB. At DF both
# have one, left and down, and only the font could tell.
_SYMBOL_FONTS = {
    **dict.fromkeys((0xE1, 0xE9, 0xF1, 0xE4, 0xEC, 0xF6, 0xAD, 0xDD), Movement.UP),
    **dict.fromkeys((0xE2, 0xEA, 0xF2, 0xE6, 0xEE, 0xF8, 0xAF), Movement.DOWN),
    **dict.fromkeys((0xE0, 0xE8, 0xF0, 0xE7, 0xEF, 0xF3, 0xAB, 0xAC, 0xAE, 0xDB, 0xDC, 0xDE), Movement.LEVEL),
}
# What scans and lost fonts made of arrows (N67): Wingdings' letters, and one report's misread glyphs; two of
# them stand for "steady or up", and so for no movement that can be told.
_DAMAGED: dict[str, Movement | None] = {
    **dict.fromkeys(("Û", "Î", "é", "á", "ñ"), Movement.UP),
    **dict.fromkeys(("Ţ", "Ţ,", "∏", "□", "1", "ê", "â", "ò"), Movement.DOWN),
    **dict.fromkeys(("è", "à", "ð", "ó"), Movement.LEVEL),
    **dict.fromkeys(("₩", "Å", "\uf0df"), None),
}
_TEX = {
    "uparrow": Movement.UP,
    "downarrow": Movement.DOWN,
    "rightarrow": Movement.LEVEL,
    "leftrightarrow": Movement.LEVEL,
}
_TEX_ARROW = re.compile(r"\$?\\(?P<name>[A-Za-z]+)\$?")

_OWN_ARROWS = {"▲ ": Movement.UP, "▼ ": Movement.DOWN, "▬ ": Movement.LEVEL}
_DIRECTIONS: tuple[tuple[str, str, Direction | None, Movement | None], ...] = (
    (r"towards? (?:the )?target", "Towards target", Direction.BETTER, None),
    (r"away from (?:the )?target", "Away from target", Direction.WORSE, None),
    (r"no change|unchanged", "No change", Direction.SAME, Movement.LEVEL),
    (r"no significant change", "No significant change", Direction.SAME, None),
    (r"stable|static|steady|maintained|(?:the )?same", "Stable", Direction.SAME, None),
    (r"improv(?:ed|ing|ement)", "Improved", Direction.BETTER, None),
    (r"better", "Better", Direction.BETTER, None),
    (r"deteriorat(?:ed|ing|ion)|declin(?:ed|ing)|worsen(?:ed|ing)", "Deteriorated", Direction.WORSE, None),
    (r"worse", "Worse", Direction.WORSE, None),
    (r"up|increas(?:ed?|ing)|rising|rise", "Up", None, Movement.UP),
    (r"down|decreas(?:ed?|ing)|falling|fall", "Down", None, Movement.DOWN),
    (r"level", "Level", None, Movement.LEVEL),
    (r"n/?a|none|not compared|-", "None", Direction.NONE, Movement.NONE),
)


def read_rating(text: str) -> Rating | Unreadable | None:
    """Return the rating that a cell prints as letter or word, None if it is blank."""
    words = normalise(text).casefold()
    if not words:
        return None
    named = words.strip(_SHAPES + " ")
    if rating := _RATINGS.get(named):
        return rating
    if not named:
        return Unreadable("The colour of the mark is not in the text.", "Type G, A or R.")
    return Unreadable(f"“{tidy(text)}” is not a rating.", "Type G, A, R, or n/a where nothing was rated.")


def read_combined(text: str) -> Judgement | None:
    """Return what a cell says that may hold an arrow, a rating, or the base of one; None if it is blank."""
    cell = tidy(text)
    if not cell:
        return None
    if based := re.fullmatch(r"from (?P<period>.+)", cell, re.IGNORECASE):
        base = read_period(based["period"])
        return Judgement(base=base) if base else Judgement(certain=False, unreadable=cell)
    # Two of the shapes may be arrows, whole or damaged; word by word they are taken for these.
    if isinstance(rating := read_rating(cell), Rating) and cell[0] not in "▲□":
        return Judgement(rating=rating)
    judgement = Judgement()
    for word in _words(cell):
        judgement = _with_word(judgement, word)
    # A shape by itself has lost the colour that was its meaning.
    return Judgement(certain=False, unreadable=cell) if judgement == Judgement() else judgement


def read_direction(text: str) -> PrintedDirection | Unreadable | None:
    """Return what direction words or an arrow say, None if blank; an arrow does not say what is better."""
    words = normalise(text).casefold().removesuffix(" from baseline")
    if not words:
        return None
    # In this program's own reports the movement stands before the words as an arrow.
    own, said = _OWN_ARROWS.get(tidy(text)[:2]), normalise(tidy(text)[2:]).casefold()
    for pattern, wording, direction, movement in _DIRECTIONS:
        if re.fullmatch(pattern, said if own else words):
            return PrintedDirection(wording, direction, own or movement)
    arrow = read_combined(text)
    if arrow and arrow.arrow and arrow.movement and arrow.certain:
        return PrintedDirection(arrow.arrow, None, arrow.movement)
    return Unreadable(f"“{tidy(text)}” is not a direction of travel.", "Type Improved, No change or Deteriorated.")


def _words(cell: str) -> list[str]:
    """Split at spaces, and between a true arrow and what it touches."""
    arrows = "".join(arrow for arrow in _TRUE_ARROWS if len(arrow) == 1)
    return re.findall(rf"[{re.escape(arrows)}]+|[^ {re.escape(arrows)}]+", cell)


def _with_word(judgement: Judgement, word: str) -> Judgement:
    movement, certain = _arrow(word)
    if certain is not None and not judgement.arrow:
        return replace(judgement, movement=movement, arrow=word, certain=judgement.certain and certain)
    rating = _RATINGS.get(normalise(word).casefold())
    if rating and judgement.rating is None:
        # In this program's own reports a triangle before A is the shape of amber, not an arrow.
        sure = judgement.certain and not (judgement.arrow == "▲" and rating is Rating.AMBER)
        return replace(judgement, rating=rating, certain=sure)
    if word in _SHAPES:
        return judgement
    left = f"{judgement.unreadable} {word}".strip()
    return replace(judgement, unreadable=left, certain=False)


def _arrow(word: str) -> tuple[Movement | None, bool | None]:
    """Return where an arrow points and whether that is certain; (None, None) for what is no arrow."""
    if word in _TRUE_ARROWS:
        return _TRUE_ARROWS[word], True
    if word in _DAMAGED:
        return _DAMAGED[word], False
    if len(word) == 1 and ord(word) - 0xF000 in _SYMBOL_FONTS:
        return _SYMBOL_FONTS[ord(word) - 0xF000], True
    tex = _TEX_ARROW.fullmatch(word)
    if tex and tex["name"].lower() in _TEX:
        return _TEX[tex["name"].lower()], False
    return None, None
