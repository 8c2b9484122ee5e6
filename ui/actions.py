"""Everything that can be done from the menus, as one table."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from enum import Enum

from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QMenuBar, QWidget

from ui.widgets.navigation import PLACES


class Needs(Enum):
    """What must be there for an action to be of use."""

    NOTHING = "nothing"
    FILE = "file"
    FIGURES = "figures"


@dataclass(frozen=True, slots=True)
class Command:
    """One action: where it stands, what it is called, its keys, and what it needs."""

    key: str
    menu: str
    text: str
    keys: tuple[str, ...] = ()
    needs: Needs = Needs.NOTHING
    apart: bool = False
    """Whether a line stands above it in the menu."""


COMMANDS = (
    Command("new", "&File", "&New…", ("Ctrl+N",)),
    Command("open", "&File", "&Open…", ("Ctrl+O",)),
    Command("copy", "&File", "Save a &copy…", ("Ctrl+Shift+S",), Needs.FILE),
    Command("import", "&File", "&Import…", ("Ctrl+I",), Needs.FILE, apart=True),
    Command("paste", "&File", "Import &pasted text", ("Ctrl+Shift+I",), Needs.FILE),
    Command("export", "&File", "&Export…", ("Ctrl+E",), Needs.FIGURES),
    Command("close", "&File", "C&lose the file", ("Ctrl+W",), Needs.FILE, apart=True),
    Command("quit", "&File", "E&xit", ("Ctrl+Q",)),
    Command("undo", "&Edit", "&Undo", ("Ctrl+Z",), Needs.FILE),
    Command("redo", "&Edit", "&Redo", ("Ctrl+Y", "Ctrl+Shift+Z"), Needs.FILE),
    Command("lock", "&Edit", "&Lock the period…", ("Ctrl+L",), Needs.FIGURES, apart=True),
    Command("closing", "&Edit", "Set the &day on which it closes…", needs=Needs.FIGURES),
    Command("year", "&Edit", "&Start a new year…", needs=Needs.FIGURES, apart=True),
    Command("search", "&View", "&Go to…", ("Ctrl+K",), Needs.FILE),
    Command("back", "&View", "&Previous period", ("Alt+Left",), Needs.FIGURES, apart=True),
    Command("on", "&View", "&Next period", ("Alt+Right",), Needs.FIGURES),
    *(
        Command(place.key, "&View", place.title, (place.keys,), Needs.FILE, apart=place is PLACES[0])
        for place in PLACES
    ),
    Command("as_at", "&View", "&As it was on…", needs=Needs.FILE, apart=True),
    Command("today", "&View", "&Back to today", needs=Needs.FILE),
    Command("compare", "&View", "Co&mpare with print", needs=Needs.FIGURES, apart=True),
    Command("details", "&View", "&Details beside the page", ("F8",), Needs.FIGURES),
    Command("keys", "&Help", "&Keys", ("F1",)),
    Command("about", "&Help", "&About ASC Desk"),
)


def make_actions(window: QWidget, slots: Mapping[str, Callable[[], object]]) -> dict[str, QAction]:
    """Return an action for every command, doing what `slots` says; each works from anywhere in the window."""
    actions = {}
    for command in COMMANDS:
        action = QAction(command.text, window)
        action.setShortcuts([QKeySequence(keys) for keys in command.keys])
        action.setMenuRole(QAction.MenuRole.NoRole)
        action.triggered.connect(lambda _=False, do=slots[command.key]: do())
        window.addAction(action)
        actions[command.key] = action
    return actions


def fill_menus(bar: QMenuBar, actions: Mapping[str, QAction]) -> None:
    """Put the actions into the menus that their commands name."""
    for title in dict.fromkeys(command.menu for command in COMMANDS):
        menu = bar.addMenu(title)
        menu.setAccessibleName(title.replace("&", ""))
        for command in COMMANDS:
            if command.menu == title:
                if command.apart:
                    menu.addSeparator()
                menu.addAction(actions[command.key])


def plain(text: str) -> str:
    """Return an action's text without its mnemonic and dots, as one would say it."""
    return text.replace("&", "").removesuffix("…")
