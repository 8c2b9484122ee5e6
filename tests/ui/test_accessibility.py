"""Every page and dialog as a screen reader and a keyboard meet them."""

from collections.abc import Callable, Iterator

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible, QAccessibleInterface
from PySide6.QtWidgets import QApplication, QMessageBox, QWidget

from tests.ui.conftest import Opened, workbook
from ui.main_window import MainWindow
from ui.pages import PAGES

ROLE = QAccessible.Role
# What one can do something with; labels, panes and borders say what stands in them.
CONTROLS = {
    ROLE.Button, ROLE.ButtonMenu, ROLE.ButtonDropDown, ROLE.CheckBox, ROLE.RadioButton, ROLE.ComboBox,
    ROLE.EditableText,
    ROLE.SpinBox, ROLE.Slider, ROLE.Dial, ROLE.List, ROLE.ListItem, ROLE.Table, ROLE.Tree, ROLE.TreeItem, ROLE.PageTab,
    ROLE.PageTabList, ROLE.MenuItem, ROLE.MenuBar, ROLE.Link, ROLE.ProgressBar, ROLE.Chart, ROLE.Canvas,
    ROLE.HotkeyField, ROLE.Clock, ROLE.Splitter,
}  # fmt: skip
# Qt's own inner parts, whose names are those of the control that they belong to.
INNER = {"qt_spinbox_lineedit", "qt_menubar_ext_button", "ScrollLeftButton", "ScrollRightButton"}
INNER_KINDS = {"QTableCornerButton", "QSplitter", "QComboBoxPrivateContainer", "QComboBoxListView"}
SAMPLE = "anytown"


def inside(widget: QWidget) -> Iterator[QAccessibleInterface]:
    """Yield all that Qt's accessibility tree shows inside a widget, but for the cells of tables."""
    waiting = [QAccessible.queryAccessibleInterface(widget)]
    while waiting:
        each = waiting.pop()
        yield each
        if each.role() in (ROLE.Table, ROLE.List, ROLE.Tree):
            waiting.extend(
                part for part in children(each) if part.role() not in (ROLE.Cell, ROLE.ListItem, ROLE.TreeItem)
            )
        else:
            waiting.extend(children(each))


def children(parent: QAccessibleInterface) -> list[QAccessibleInterface]:
    found = [parent.child(number) for number in range(parent.childCount())]
    return [each for each in found if each is not None and each.isValid() and not each.state().invisible]


def nameless(widget: QWidget) -> list[str]:
    """Return the controls inside a widget that a screen reader could not name."""
    found = []
    for each in inside(widget):
        made = each.object()
        kind = made.metaObject().className() if made else ""
        inner = made is not None and (made.objectName() in INNER or kind in INNER_KINDS)
        if each.role() in CONTROLS and not inner and not each.text(QAccessible.Text.Name).strip():
            found.append(f"{each.role().name} {kind} {made.objectName() if made else ''}")
    return found


def reachable(window: MainWindow) -> list[QWidget]:
    """Return the shown widgets that the keyboard must be able to reach."""
    return [
        each
        for each in window.findChildren(QWidget)
        if each.isVisible() and each.isEnabled() and each.focusPolicy() & Qt.FocusPolicy.TabFocus
        and each.focusProxy() is None and each.objectName() not in INNER
        and each.metaObject().className() not in INNER_KINDS
    ]  # fmt: skip


def tabbed(window: MainWindow, qtbot) -> set[QWidget]:
    """Return what Tab, and F6 out of a table that keeps Tab to itself, lead through from the search box on."""
    window.activateWindow()
    window.shell.search.setFocus()
    seen: set[QWidget] = set()
    for _ in range(300):
        focused = QApplication.focusWidget()
        assert focused is not None
        seen.add(focused)
        qtbot.keyClick(focused, Qt.Key.Key_Tab)
        if QApplication.focusWidget() is focused:
            qtbot.keyClick(focused, Qt.Key.Key_F6)
    return seen


@pytest.mark.parametrize("page", PAGES)
def test_every_control_of_a_page_has_a_name(opened: Opened, page: str) -> None:
    assert nameless(opened(SAMPLE, page)) == []


@pytest.mark.parametrize("page", PAGES)
def test_the_keyboard_reaches_every_control_of_a_page(opened: Opened, page: str, qtbot) -> None:
    window = opened(SAMPLE, page)
    seen = tabbed(window, qtbot)
    left = [f"{type(each).__name__} {each.accessibleName()}" for each in reachable(window) if each not in seen]
    assert left == []


def test_the_start_page_and_the_empty_file_are_named_and_reached(window: MainWindow, tmp_path, qtbot) -> None:
    assert nameless(window) == []
    window.new_file(tmp_path / "empty.ascdesk")
    qtbot.waitUntil(lambda: window.file is not None)
    assert nameless(window) == []
    seen = tabbed(window, qtbot)
    assert [each.accessibleName() for each in reachable(window) if each not in seen] == []


def test_the_preview_of_an_import_is_named_and_reached(opened: Opened, qtbot) -> None:
    window = opened("scorecard")
    assert window.file
    window.file.import_files([workbook("ascof")])
    qtbot.waitUntil(lambda: window.file is not None and window.file.preview is not None, timeout=20_000)
    assert nameless(window) == []
    seen = tabbed(window, qtbot)
    assert [each.accessibleName() for each in reachable(window) if each not in seen] == []


def test_what_stands_over_the_window_is_named(opened: Opened, dialogs: Callable[[], list[QWidget]]) -> None:
    window = opened("scorecard")
    for key in ("about", "keys"):
        window.commands[key].trigger()
        (dialog,) = dialogs()
        assert nameless(dialog) == []
        dialog.close()


@pytest.fixture
def dialogs(qapp: QApplication) -> Callable[[], list[QWidget]]:
    """The dialogs that are open."""

    def shown() -> list[QWidget]:
        return [each for each in qapp.topLevelWidgets() if each.isVisible() and not isinstance(each, MainWindow)]

    return shown


def test_a_control_without_a_name_is_found(window: MainWindow) -> None:
    box = QMessageBox(window)
    box.setText("Fine")
    assert nameless(box) == []
    stray = QWidget(window)
    stray.setObjectName("stray")
    from PySide6.QtWidgets import QLineEdit

    QLineEdit(stray)
    stray.show()
    assert any("EditableText" in each for each in nameless(window))
