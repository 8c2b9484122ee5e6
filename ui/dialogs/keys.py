"""All keys on one page, in a table that a screen reader can read: what the menus have, and what the grid has."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence
from PySide6.QtWidgets import QDialog, QHBoxLayout, QVBoxLayout, QWidget

from ui.actions import COMMANDS, plain
from ui.models.texts import TextsModel
from ui.widgets.labels import button, card, label
from ui.widgets.text_table import TextTable

HEADS = ("Where", "Keys", "What they do")
GRID = "In the grid of figures"
WHY = "Where it is asked why an earlier figure changes"
TEXTS = "In the text of a commentary"
DAYS = "In the field for a day of the past"
YEAR = "Where a new year is prepared"
BUTTONS = "On a button"
LISTS = "In lists and tables"
TYPED = (
    (GRID, "Any figure", "Replaces what stands in the cell"),
    (GRID, "F2", "Edits what stands in the cell"),
    (GRID, "Enter, Shift+Enter", "Keeps what was typed, and goes down or up"),
    (GRID, "Tab, Shift+Tab", "Keeps what was typed, and goes to the next or previous cell of the period"),
    (GRID, "Esc", "Leaves the cell as it was"),
    (GRID, "Ctrl+arrow", "Goes to the edge of the figures"),
    (GRID, "Shift+arrow", "Selects more cells"),
    (GRID, "Ctrl+C, Ctrl+X, Ctrl+V", "Copies, cuts and pastes a block, also from and to Excel"),
    (GRID, "Ctrl+D, Ctrl+R", "Fills the selected cells down or to the right"),
    (GRID, "Delete", "Clears the selected cells"),
    (GRID, "F4, Alt+Down", "Says why there is no figure"),
    (GRID, "Ctrl+;", "Writes a note on the figure"),
    (GRID, "Ctrl+Shift+E", "Explains why a figure is right that looks odd"),
    (GRID, "Ctrl+Shift+F", "Flags the cell: says what is still to be found out"),
    (WHY, "Up, Down", "Goes through the usual reasons"),
    (WHY, "Enter, Esc", "Changes the earlier figures, or leaves them as they were"),
    (GRID, "Ctrl+A", "Selects every figure of the period"),
    (GRID, "Ctrl+F, F3", "Finds a line, and the next one"),
    (GRID, "Enter, Space", "On a section’s heading: folds it away, or shows its lines again"),
    (GRID, "Ctrl+[, Ctrl+]", "Folds all sections away, or shows all their lines again"),
    (GRID, "F7", "Chooses columns: earlier periods, months, quarters, years, and saved sets"),
    (GRID, "Ctrl+plus, Ctrl+minus, Ctrl+0", "Makes the sheet larger, smaller or as usual, as Ctrl and the wheel do"),
    (GRID, "F6", "Leaves the grid for the rest of the page"),
    (TEXTS, "Ctrl+Z, Ctrl+Y", "Takes back what was typed there, or types it again; no step of the file"),
    (TEXTS, "Ctrl+Up, Ctrl+Down", "Goes to the text before or after"),
    (DAYS, "Up, Down", "Goes on or back by a day; Page Up and Page Down by a week"),
    (YEAR, "K, C, R, N", "Keeps, changes, retires or renumbers the selected measures"),
    (YEAR, "T", "Takes last year’s target over in the selected lines"),
    (YEAR, "Ctrl+Z", "Takes back what was answered last; no step of the file until the year starts"),
    (BUTTONS, "Enter, Space", "Presses the button that has the keyboard"),
    (LISTS, "Up, Down", "Goes from line to line"),
    (LISTS, "Enter", "Opens the line, or leads to its place"),
    (LISTS, "Enter", "On a rating or a direction: opens its arithmetic; Esc leads back"),
    (LISTS, "Tab, Shift+Tab", "Goes to the next or the previous part of the page"),
    (LISTS, "Ctrl+C", "Copies the selected lines as a table, where a report is compared with what is computed"),
    (
        LISTS,
        "Esc",
        "Closes a menu, a search or a preview; goes back from or to the comparison, and from the past to today",
    ),
)


def key_rows() -> tuple[tuple[str, str, str], ...]:
    """Return every key: where it works, how it is called, what it does."""
    shown = QKeySequence.SequenceFormat.NativeText
    anywhere = [
        ("Anywhere", ", ".join(QKeySequence(keys).toString(shown) for keys in command.keys), plain(command.text))
        for command in COMMANDS
        if command.keys
    ]
    return (*anywhere, *TYPED)


class KeysDialog(QDialog):
    """Stays open beside the work until it is closed."""

    def __init__(self, window: QWidget) -> None:
        super().__init__(window)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle("Keys")
        self.setAccessibleName("Keys")
        self.resize(640, min(620, max(window.height() - 60, 360)))
        model = TextsModel(HEADS, self)
        model.show_rows(key_rows())
        self.table = TextTable(model, (28, 30, 42), "Keys")
        self.shut = button("Close", "primary")
        self.shut.clicked.connect(self.close)
        ground = card()
        inside = QVBoxLayout(ground)
        inside.setContentsMargins(1, 1, 1, 1)
        inside.addWidget(self.table)
        foot = QHBoxLayout()
        foot.addStretch(1)
        foot.addWidget(self.shut)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(16, 14, 16, 14)
        layout.setSpacing(10)
        layout.addWidget(label("Keys", "heading"))
        layout.addWidget(ground, 1)
        layout.addLayout(foot)
        self.table.setFocus()


def show_keys(window: QWidget) -> None:
    """Show the keys, or bring them to the front where they are shown already."""
    held = window.findChild(KeysDialog)
    dialog = held if isinstance(held, KeysDialog) else KeysDialog(window)
    dialog.show()
    dialog.raise_()
    dialog.activateWindow()
