"""What every page of an open file has in common, and what it may ask of the window."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeAlias

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QWidget
from typing_extensions import override

if TYPE_CHECKING:  # known by name only: the window opens without them
    from ascdesk.errors import UserError
    from ascdesk.model import EntityId
    from ascdesk.periods import Period
    from ascdesk.scorecard import Scorecard
    from ascdesk.workspace import Workspace
    from ui.tasks import Tasks
    from ui.widgets.message_bar import MessageBar


Touched: TypeAlias = "frozenset[EntityId] | None"
# What stands before the name of the page that a button leads back to.
BACK = "\u2039"


@dataclass(frozen=True, slots=True)
class Spot:
    """A place in the window: a page by its key in the navigation, and on it a measure's line.

    An empty page stays on the one that is shown; `part` and `series` are those of the figure; without a
    `period` the shown one stays. `new` asks for something new beside the measure, where the page makes any;
    `returns` lets Esc lead back from there to the page that is left for it. `how` is what is opened of the measure:
    the arithmetic of its "rating" or its "direction"; on the Measures page how it is "judged", or its "targets".
    """

    page: str = ""
    measure: EntityId | None = None
    part: str = ""
    series: str = ""
    period: Period | None = None
    new: bool = False
    returns: bool = False
    how: str = ""


@dataclass(frozen=True, slots=True)
class Unsaved:
    """A text that the file did not take: in words where it was typed, by the measure's name, and why."""

    name: str
    where: str
    text: str
    why: UserError


@dataclass(frozen=True, slots=True)
class Desk:
    """What a page works with: the open file, and the window around it.

    `go` leads to a spot, `do` runs an action of the menus by its key ("import", "export"), `undo` takes back
    the latest step and says so in the message bar, `back` leads to where a spot that `returns` was gone to from.
    """

    workspace: Workspace
    tasks: Tasks
    messages: MessageBar
    go: Callable[[Spot], None]
    do: Callable[[str], None]
    undo: Callable[[], None]
    back: Callable[[], None]


class Page(QWidget):
    """A page. Emits `moved` with the Spot of the measure that somebody chose on it."""

    moved = Signal(object)

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self.setObjectName("page")
        self.desk = desk

    def show_card(self, card: Scorecard, touched: Touched = None) -> None:
        """Show the judged rows of a period; only those of the `touched` measures are others than before, if given.

        What the rows do not hold, the page asks the workspace for.
        """
        raise NotImplementedError

    def go_to(self, spot: Spot) -> None:
        """Put the cursor on a measure's line, where the page has one for it."""

    def show_way_back(self, title: str) -> None:
        """Show which page Esc leads back to, where the page says so; without a title, none."""

    def show_how(self, how: str) -> None:
        """Open what a spot names in `how` of the chosen measure, where the page has it."""

    def begin_new(self) -> None:
        """Ask for something new, where the page makes any."""

    def first(self) -> QWidget:
        """Return what has the keyboard when the page is shown."""
        raise NotImplementedError

    def toggle_details(self) -> None:
        """Open or close the panel beside (F8), where the page has one."""

    def leave(self) -> None:
        """Keep what is half done, because another page, period or file is coming, or the window closes."""

    def unsaved(self) -> tuple[Unsaved, ...]:
        """Try once more to save the texts that the file did not take; return those that still wait."""
        return ()

    def unsaved_count(self) -> int:
        """Return how many typed texts wait on the page because the file did not take them."""
        return len(self.unsaved())

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.desk.back()
            return
        super().keyPressEvent(event)
