"""Every item model keeps the rules of Qt, filled as its page fills it, and while what it shows changes."""

import importlib
import inspect
import pkgutil
from collections.abc import Iterable

import pytest
from PySide6.QtCore import QAbstractItemModel

import resources
import ui.charts
import ui.models
from ascdesk.columns import BUILT_IN, Columns
from ascdesk.returns.reading import read_return
from ascdesk.sifting import Shown
from tests.ui.conftest import Opened, flush, page_of
from ui.dialogs.keys import HEADS, key_rows
from ui.main_window import MainWindow
from ui.models.kept_file import KeptSheetModel
from ui.models.texts import TextsModel
from ui.page import Spot
from ui.pages import PAGES
from ui.pages.figures import FiguresPage
from ui.pages.trends import TrendsPage

# These are filled for a dialog, not for a page.
IN_DIALOGS = {KeptSheetModel, TextsModel}


def kinds() -> set[type[QAbstractItemModel]]:
    """Every item model that the windows have."""
    found: set[type[QAbstractItemModel]] = set()
    for room in (ui.models, ui.charts):
        for each in pkgutil.iter_modules(room.__path__, f"{room.__name__}."):
            module = importlib.import_module(each.name)
            classes = [held for _, held in inspect.getmembers(module, inspect.isclass)]
            found |= {held for held in classes if issubclass(held, QAbstractItemModel) and held.__module__ == each.name}
    return found


def models(window: MainWindow) -> Iterable[QAbstractItemModel]:
    return [each for each in window.findChildren(QAbstractItemModel) if type(each).__module__.startswith("ui.")]


def walk(window: MainWindow) -> None:
    """Go to every page, and where its models are filled."""
    assert window.file
    row = next(row for row in window.file.card.rows if row.figure and row.target)
    for page in PAGES:
        window.file.go(Spot(page, row.measure.id))
        flush()
        if page == "trends":
            page_of(window, TrendsPage).show_table(True)
            page_of(window, TrendsPage).show_wall(True)
    window.file.go(Spot("measures", row.measure.id, how="targets"))
    flush()


@pytest.mark.parametrize("sample", ["anytown", "ascof", "scorecard"])
def test_the_models_of_every_page_keep_the_rules_of_qt(opened: Opened, qtmodeltester, sample: str) -> None:
    window = opened(sample, "figures")
    walk(window)
    for each in models(window):
        qtmodeltester.check(each)


def test_no_model_is_left_out(opened: Opened) -> None:
    window = opened("anytown", "figures")
    walk(window)
    seen = {type(each) for each in models(window)}
    bases = {base for each in seen for base in type.mro(each)}
    assert kinds() - bases == IN_DIALOGS
    filled = {type(each).__name__ for each in models(window) if each.rowCount()}
    assert {"FiguresModel", "ScorecardModel", "PointsModel", "WallModel", "EntriesModel", "NewYearModel"} <= filled


def test_the_models_of_dialogs_keep_the_rules_of_qt(qtmodeltester) -> None:
    texts = TextsModel(HEADS)
    texts.show_rows(key_rows())
    qtmodeltester.check(texts)
    for sheet in read_return(resources.path("samples/scorecard.xlsx")).book.sheets:
        qtmodeltester.check(KeptSheetModel(sheet))


def test_the_sheet_keeps_them_while_what_it_shows_changes(opened: Opened, qtmodeltester) -> None:
    window = opened("anytown", "figures")
    page = page_of(window, FiguresPage)
    assert window.file
    workspace, line = window.file.workspace, page.lines[0]
    qtmodeltester.check(page.model)  # it goes on watching
    for folded in (True, False):
        page.table.fold_all(folded)
    for shown in (*Shown, Shown.ALL):
        page.show_only(shown)
    for columns in (*BUILT_IN.values(), Columns(earlier=60, owner=True, note=True), Columns()):
        page.show_columns(columns)
    workspace.set_figure(line.measure, page.model.period, "12", part=line.row.part)
    workspace.flag(line.measure, page.model.period, "Ask about it", line.row.part)
    workspace.lock(page.model.period.previous(), "Published")
    workspace.undo()
    workspace.undo()
    page.table.set_zoom(1.5)
    window.file.show_period(page.model.period.previous())
    assert page.model.rowCount() > 10
