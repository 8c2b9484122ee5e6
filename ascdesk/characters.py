"""Characters as people meant them: residue of scans and web pages, odd spaces, letters of other alphabets.

What comes out is for reading only: the text that stood in the cell is kept beside it by whoever calls.
"""

from __future__ import annotations

import re
import unicodedata

_INVISIBLE = dict.fromkeys(
    [0x00AD, *range(0x200B, 0x2010), *range(0x202A, 0x202F), *range(0x2060, 0x206A), 0xFE0E, 0xFE0F, 0xFEFF]
)
# The real minus sign and the hyphens that never break. Dashes stay: they join and they separate.
_MINUS = dict.fromkeys([0x2010, 0x2011, 0x2212, 0xFE63, 0xFF0D], "-")
_DASHES = dict.fromkeys([0x2012, 0x2013, 0x2014, 0x2015, 0xFE58], "-")
_QUOTES = {0x2018: "'", 0x2019: "'", 0x201C: '"', 0x201D: '"'}
_CHARACTERS: dict[int, str | None] = {**_INVISIBLE, **_MINUS}

# Written as escapes, since on the screen nobody could tell the two sides apart: Greek and Cyrillic letters,
# capital and small, that look like Latin ones.
_LOOKALIKES = str.maketrans(
    "\u0391\u0392\u0395\u0396\u0397\u0399\u039a\u039c\u039d\u039f\u03a1\u03a4\u03a5\u03a7\u03bf"
    "\u0410\u0412\u0415\u0405\u0406\u0408\u041a\u041c\u041d\u041e\u0420\u0421\u0422\u0423\u0425\u050c"
    "\u0430\u0435\u0456\u043e\u0440\u0441\u0443\u0445",
    "ABEZHIKMNOPTYXoABESIJKMHOPCTYXGaeiopcyx",
)

_TAG = re.compile(r"</?(?:b|i|u|em|strong)>", re.IGNORECASE)
_BOLD = re.compile(r"\*\*([^*]+)\*\*")


def tidy(text: str) -> str:
    """Return the text without bold and invisible residue, single-spaced; every visible character is kept.

    Superscripts stay what they are: turned into plain digits, a footnote mark would become part of a number. In a
    formula two stars are no bold: without them =9**9**9 would be 999.
    """
    thin = text if text.lstrip().startswith("=") else _BOLD.sub(r"\1", text)
    without = _TAG.sub("", thin)
    return " ".join(without.translate(_CHARACTERS).split())


def gist(text: str, longest: int = 60) -> str:
    """Return a text on one line, short enough to be named in a sentence."""
    line = " ".join(text.split())
    return line if len(line) <= longest else f"{line[: longest - 1]}…"


def dashes_as_hyphens(text: str) -> str:
    """Return the text, as long as before, with every dash as a plain hyphen."""
    return text.translate(_DASHES)


def normalise(text: str) -> str:
    """Return words and judgement letters in plain Latin characters: a scan's Greek capital alpha is an A.

    Not for figures: it makes a plain digit of a superscript.
    """
    compatible = unicodedata.normalize("NFKC", tidy(text))
    return tidy(dashes_as_hyphens(compatible).translate(_QUOTES).translate(_LOOKALIKES))
