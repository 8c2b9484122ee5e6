from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence

from tests.ui.conftest import Opened, flush
from tests.ui.test_everywhere import nameless
from ui.actions import COMMANDS
from ui.dialogs.keys import GRID, KeysDialog, key_rows
from ui.main_window import MainWindow


def dialogs(window: MainWindow) -> list[KeysDialog]:
    return [each for each in window.findChildren(KeysDialog) if each.isVisible()]


def test_f1_shows_every_key_of_the_menus_and_the_grid(window: MainWindow, qtbot) -> None:
    qtbot.keyClick(window, Qt.Key.Key_F1)
    (dialog,) = dialogs(window)
    rows = key_rows()
    for command in COMMANDS:
        for keys in command.keys:
            shown = QKeySequence(keys).toString(QKeySequence.SequenceFormat.NativeText)
            assert any(shown in row[1].split(", ") for row in rows), keys
    assert {"F2", "Ctrl+;", "Ctrl+D, Ctrl+R"} <= {row[1] for row in rows if row[0] == GRID}
    assert dialog.table.model().rowCount() == len(rows)
    assert nameless(dialog) == []
    qtbot.mouseClick(dialog.shut, Qt.MouseButton.LeftButton)
    flush()
    assert dialogs(window) == []


def test_the_keys_are_shown_once_and_closed_by_escape(opened: Opened, qtbot) -> None:
    window = opened("scorecard")
    window.commands["keys"].trigger()
    window.commands["keys"].trigger()
    (dialog,) = dialogs(window)
    qtbot.keyClick(dialog, Qt.Key.Key_Escape)
    flush()
    assert dialogs(window) == []
