"""The page *Start a new year*."""

from __future__ import annotations

from PySide6.QtCore import Qt

from ascdesk.year import Fate
from ascdesk.year.draft import ToDo, to_do
from bench.studio import Studio
from ui.page import Spot
from ui.pages.new_year import NewYearPage


def prepared(studio: Studio) -> NewYearPage:
    """Open the page of the invented council behind its measures."""
    studio.start("anytown", "measures", "SU03")
    assert studio.window.file
    studio.window.file.go(Spot("new_year", returns=True))
    studio.settle()
    assert isinstance(studio.page, NewYearPage)
    studio.page.table.stand_on(0)
    return studio.page


def answered(studio: Studio) -> NewYearPage:
    """Answer for a few measures: two retire, one of them for a reason; one is renumbered, one redefined."""
    page = prepared(studio)
    measures = {turn.measure.code: turn.measure for turn in page.model.year.turns} if page.model.year else {}
    page.model.set_fate(Fate.RETIRE, [1])
    page.model.set_fate(Fate.RETIRE, [3])
    page.model.setData(page.model.index(3, page.model.column("reason")), "No longer collected nationally")
    page.model.set_field(measures["AA05"].id, "code", "AA05a")
    page.model.set_field(measures["AA06"].id, "title", "People who waited for an assessment for more than six weeks")
    page.table.clearSelection()
    page.table.stand_on(4)
    studio.settle()
    return page


def new_year(studio: Studio) -> None:
    """A year in which nothing is answered yet."""
    prepared(studio)


def new_year_answered(studio: Studio) -> None:
    """Retired, renumbered and redefined measures, and what is still to be answered."""
    answered(studio)


def new_year_targets(studio: Studio) -> None:
    """Last year's targets taken over, and one typed."""
    page = answered(studio)
    page.table.selectAll()
    page.take.click()
    page.model.setData(page.model.index(5, page.model.column("target")), "88")
    page.table.clearSelection()
    page.table.stand_on(5, "target")


def new_year_details(studio: Studio) -> None:
    """The whole definition beside."""
    page = answered(studio)
    page.lead(next(each for each in _to_do(page) if each.field == "comparable"))
    studio.hit(Qt.Key.Key_F8)


def _to_do(page: NewYearPage) -> tuple[ToDo, ...]:
    return to_do(page.model.year) if page.model.year else ()


SCENES = (new_year, new_year_answered, new_year_targets, new_year_details)
