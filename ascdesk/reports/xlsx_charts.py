"""The trend charts of a workbook: native ones that follow the numbers of their sheet."""

from __future__ import annotations

import textwrap

from openpyxl.chart import LineChart, Reference
from openpyxl.chart.axis import ChartLines
from openpyxl.chart.data_source import AxDataSource, StrRef
from openpyxl.chart.label import DataLabel, DataLabelList
from openpyxl.chart.legend import Legend
from openpyxl.chart.marker import DataPoint, Marker
from openpyxl.chart.series import Series
from openpyxl.chart.series_factory import SeriesFactory
from openpyxl.chart.shapes import GraphicalProperties
from openpyxl.chart.text import RichText, Text
from openpyxl.chart.title import Title
from openpyxl.drawing.line import LineProperties
from openpyxl.drawing.text import CharacterProperties, Font, Paragraph, ParagraphProperties, RegularTextRun
from openpyxl.worksheet.worksheet import Worksheet

from ascdesk.model import Flag, Unit
from ascdesk.reports.cells import writable
from ascdesk.reports.trends import Trend
from ascdesk.reports.xlsx_style import ACCENT, INK, RED, SECOND, number_format

WIDTH, HEIGHT = 13, 7  # centimetres: two beside and two above one another on a page of A4
_LONGEST_TITLE = 60
_POINT = 12_700  # a point in the drawing's own unit
_PERIOD, _VALUE, _TARGET, _LIMIT = 4, 5, 6, 7  # columns of the sheet of numbers
_UNITS = {Unit.PERCENT: "%", Unit.POUNDS: "£", Unit.POUNDS_MILLION: "£ million"}


def trend_chart(data: Worksheet, trend: Trend, first: int) -> LineChart:
    """Return the chart of a trend whose numbers begin in row `first` of the sheet of numbers."""
    last = first + len(trend.points) - 1
    chart = LineChart()
    chart.width, chart.height = WIDTH, HEIGHT
    chart.title = _title(textwrap.shorten(trend.title, _LONGEST_TITLE, placeholder="…"), 10, INK)
    chart.display_blanks = "gap"
    chart.legend = Legend(legendPos="b", txPr=_text(9, SECOND))
    _add_axes(chart, trend)
    chart.series.append(_figures(data, trend, first, last))
    for column, name, line in (
        (_TARGET, trend.target_name, LineProperties(solidFill=INK, prstDash="sysDot", w=int(1.75 * _POINT))),
        (_LIMIT, trend.limit_name, LineProperties(solidFill=RED, prstDash="dash", w=int(1.25 * _POINT))),
    ):
        if name:
            chart.series.append(_level(data, column, name, line, first, last, alone=trend.targets == 1))
    for series in chart.series:
        series.cat = AxDataSource(strRef=StrRef(f=_range(data, _PERIOD, first, last)))
    return chart


def _range(data: Worksheet, column: int, first: int, last: int) -> str:
    return str(Reference(data, min_col=column, min_row=first, max_row=last))


def _add_axes(chart: LineChart, trend: Trend) -> None:
    measure = trend.row.measure
    kind = trend.points[0].period.kind
    chart.x_axis.title = _title("Financial year" if kind == "year" else kind.capitalize(), 9, SECOND)
    chart.y_axis.title = _title(_UNITS.get(measure.unit, measure.unit_label or measure.unit.capitalize()), 9, SECOND)
    chart.y_axis.number_format = number_format(measure.unit, measure.decimals)
    faint = GraphicalProperties(ln=LineProperties(solidFill="EBEEF1"))
    chart.y_axis.majorGridlines = ChartLines(spPr=faint)
    for axis in (chart.x_axis, chart.y_axis):
        axis.delete = False  # openpyxl 3.1 hides them otherwise
        axis.txPr = _text(9, SECOND)
        axis.graphicalProperties = GraphicalProperties(ln=LineProperties(solidFill="DDE1E6"))
    chart.x_axis.tickLblPos = "low"


def _figures(data: Worksheet, trend: Trend, first: int, last: int) -> Series:
    """Return the line of the figures; a hollow point is provisional, and the last one says its value."""
    series = _series(data, _VALUE, "Figure", first, last)
    strong = GraphicalProperties(ln=LineProperties(solidFill=ACCENT, w=int(2.25 * _POINT)))
    series.graphicalProperties = strong
    series.marker = _marker(ACCENT)
    for index, point in enumerate(trend.points):
        if point.figure and Flag.PROVISIONAL in point.figure.flags:
            series.dPt.append(DataPoint(idx=index, marker=_marker("FFFFFF"), spPr=strong))
    series.dLbls = _last_value(len(trend.points) - 1)
    return series


def _last_value(index: int) -> DataLabelList:
    """Return the labels of a series that writes only its last value."""
    label = DataLabel(
        idx=index,
        showVal=True,
        showSerName=False,
        showCatName=False,
        showLegendKey=False,
        showPercent=False,
        dLblPos="t",
        txPr=_text(9, INK, bold=True),
    )
    nothing = {"showVal": False, "showSerName": False, "showCatName": False, "showLegendKey": False}
    return DataLabelList(dLbl=[label], showPercent=False, **nothing)


def _level(
    data: Worksheet, column: int, name: str, line: LineProperties, first: int, last: int, *, alone: bool
) -> Series:
    """Return the line of a target or limit; one that stands at a point alone is a dash, as it has no line."""
    series = _series(data, column, name, first, last)
    series.graphicalProperties = GraphicalProperties(ln=line)
    fill = GraphicalProperties(solidFill=line.solidFill, ln=LineProperties(solidFill=line.solidFill))
    series.marker = Marker("dash", size=9, spPr=fill) if alone else Marker("none")
    return series


def _series(data: Worksheet, column: int, name: str, first: int, last: int) -> Series:
    series: Series = SeriesFactory(_range(data, column, first, last), title=name)
    series.smooth = False
    return series


def _marker(fill: str) -> Marker:
    line = LineProperties(solidFill=ACCENT, w=int(1.5 * _POINT))
    return Marker("circle", size=6, spPr=GraphicalProperties(solidFill=fill, ln=line))


def _characters(size: int, colour: str, *, bold: bool) -> CharacterProperties:
    return CharacterProperties(sz=size * 100, b=bold, solidFill=colour, latin=Font(typeface="Arial"))


def _text(size: int, colour: str, *, bold: bool = False) -> RichText:
    properties = ParagraphProperties(defRPr=_characters(size, colour, bold=bold))
    return RichText(p=[Paragraph(pPr=properties, endParaRPr=CharacterProperties())])


def _title(text: str, size: int, colour: str) -> Title:
    """Return a title that stands beside what it names and not over it."""
    characters = _characters(size, colour, bold=size > 9)
    run = RegularTextRun(rPr=characters, t=writable(text))
    paragraph = Paragraph(pPr=ParagraphProperties(defRPr=characters), r=[run])
    title = Title(tx=Text(rich=RichText(p=[paragraph])))
    title.overlay = False
    return title
