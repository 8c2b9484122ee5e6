"""How a workbook looks: its named styles in the light colours of the look, and its number formats."""

from __future__ import annotations

from openpyxl import Workbook
from openpyxl.styles import Alignment, Border, Font, NamedStyle, PatternFill, Side

from ascdesk.model import Rating, Unit
from ascdesk.reports.cells import Amount, Rank, bracketed

INK, SECOND, ACCENT, RED = "1B2733", "4A5866", "12436D", "B3231B"
_FAINT = "DDE1E6"
_FONT = "Arial"
_SIZE = 10

RATING_MARKS = {
    Rating.GREEN: "● G Green",
    Rating.AMBER: "▲ A Amber",
    Rating.RED: "■ R Red",
    Rating.NONE: "○ Not rated",
}
_RATING_COLOURS = {
    Rating.GREEN: ("00703C", "E2F1E9"),
    Rating.AMBER: ("8A5300", "FCF0DA"),
    Rating.RED: (RED, "FBE6E4"),
    Rating.NONE: ("5A6570", "ECEFF2"),
}
_SURROUNDINGS = {
    Unit.PERCENT: ("", "%"),
    Unit.POUNDS: ('"£"', ""),
    Unit.POUNDS_MILLION: ('"£"', '"m"'),
}

TITLE, LEAD, HEADING, TEXT, NUMBER = ("ASC title", "ASC lead", "ASC heading", "ASC text", "ASC number")


def rating_style(rating: Rating) -> str:
    """Return the name of a rating's style."""
    return f"ASC {rating.value if rating is not Rating.NONE else 'not rated'}"


def add_styles(workbook: Workbook) -> None:
    """Give a workbook the styles by name; a council can change one of them and all its cells follow."""
    line = Border(bottom=Side("thin", color=_FAINT))
    heading = Border(bottom=Side("medium", color=ACCENT))
    words = Alignment(vertical="top", wrap_text=True)
    numbers = Alignment(horizontal="right", vertical="top", indent=1)
    styles = [
        NamedStyle(TITLE, font=_font(bold=True, size=15)),
        NamedStyle(LEAD, font=_font(SECOND)),
        NamedStyle(HEADING, font=_font(ACCENT, bold=True), border=heading, alignment=words),
        NamedStyle(TEXT, font=_font(), border=line, alignment=words),
        NamedStyle(NUMBER, font=_font(), border=line, alignment=numbers),
    ]
    for rating, (dark, light) in _RATING_COLOURS.items():
        fill = PatternFill("solid", fgColor=light)
        styles.append(
            NamedStyle(rating_style(rating), font=_font(dark, bold=True), fill=fill, border=line, alignment=words)
        )
    for style in styles:
        workbook.add_named_style(style)


def _font(colour: str = INK, *, bold: bool = False, size: int = _SIZE) -> Font:
    return Font(name=_FONT, size=size, bold=bold, color=colour)


def number_format(unit: Unit, decimals: int) -> str:
    """Return the format that shows a number as the program does."""
    before, after = _SURROUNDINGS.get(unit, ("", ""))
    whole = "0" if unit is Unit.PERCENT else "#,##0"
    return f"{before}{whole}{'.' + '0' * decimals if decimals > 0 else ''}{after}"


def amount_format(amount: Amount) -> str:
    """Return an amount's format; its flags stand in it, so that the cell stays a number."""
    shown = number_format(amount.unit, amount.decimals)
    return f'{shown}" {bracketed(amount.flags)}"' if amount.flags else shown


def rank_format(rank: Rank) -> str:
    """Return a rank's format: the cell holds the place and shows "126/150 (=)"."""
    return f'0"{rank.surroundings}"' if rank.surroundings else "0"
