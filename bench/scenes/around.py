"""What stands around the pages: the start, the message bar, the period, the search box, the dialogs."""

from __future__ import annotations

from PySide6.QtWidgets import QMenu

from bench.studio import Studio

REFUSED = "“returns.xlsx” is damaged and cannot be read. Open it in Excel, save it as a workbook, and import that."


def start(studio: Studio) -> None:
    """The first thing that is seen, with files that were open before."""
    studio.window.show_start()


def empty(studio: Studio) -> None:
    """A new file, which says what to do first."""
    (studio.folder / "new.ascdesk").unlink(missing_ok=True)
    studio.wait(lambda: studio.window.new_file(studio.folder / "new.ascdesk"))


def message_done(studio: Studio) -> None:
    """What happened, with Undo in it."""
    studio.start("anytown", "commentary", "SU02")
    tell(studio, "Approved: SU02.", "done", "Undo")


def message_warning(studio: Studio) -> None:
    """What was done only in part."""
    studio.start("anytown", "figures", "SU02")
    said = "Pasted 3 figures. 1 cell cannot be read: “0.4” is below 1. Type 40% or 0.4%, whichever is meant."
    tell(studio, f"{said} The column “Target” is not shown here.", "warning", "Undo")


def message_trouble(studio: Studio) -> None:
    """What could not be done."""
    studio.start("anytown", "scorecard", "SU02")
    tell(studio, REFUSED, "trouble")


def message_working(studio: Studio) -> None:
    """Something slow, which can be left."""
    studio.start("anytown", "reports")
    tell(studio, "Reading scorecard.xlsx…", "working", "Cancel")


def tell(studio: Studio, text: str, kind: str, act: str = "") -> None:
    """Say something in the message bar."""
    studio.window.shell.messages.tell(text, kind, act=act)


def search(studio: Studio) -> None:
    """Measures, pages and actions that hold what is typed."""
    studio.start("anytown", "scorecard")
    studio.type("care", studio.window.shell.search)


def period_menu(studio: Studio) -> None:
    """The periods that can be gone to."""
    studio.start("anytown", "overview")
    drop(studio, studio.window.shell.period.button.menu())


def period_menu_earlier(studio: Studio) -> None:
    """The menu of months within the menu of periods."""
    period_menu(studio)
    menu = studio.window.shell.period.button.menu()
    action = next(each for each in menu.actions() if each.menu() and "months" in each.text())
    menu.setActiveAction(action)
    studio.settle()


def drop(studio: Studio, menu: QMenu) -> None:
    """Open the menu of the period under its button."""
    button = studio.window.shell.period.button
    menu.popup(button.mapToGlobal(button.rect().bottomLeft()))


def another_period(studio: Studio) -> None:
    """The field for a period that no menu names, after something was typed that is none."""
    studio.start("anytown", "overview")
    studio.window.shell.period.ask()
    field = studio.window.shell.period.field
    field.line.setText("Michaelmas")
    field.show_.click()


def file_menu(studio: Studio) -> None:
    """What the first menu has."""
    studio.start("anytown", "overview")
    menus = studio.window.shell.menus
    action = menus.actions()[0]
    menu = action.menu()
    assert isinstance(menu, QMenu)
    menu.popup(menus.mapToGlobal(menus.actionGeometry(action).bottomLeft()))


def keys(studio: Studio) -> None:
    """All keys on one page."""
    studio.start("anytown", "figures")
    studio.window.commands["keys"].trigger()


def about(studio: Studio) -> None:
    """What the program is."""
    studio.start("anytown", "overview")
    studio.window.commands["about"].trigger()


SCENES = (
    start, empty, message_done, message_warning, message_trouble, message_working, search, period_menu,
    period_menu_earlier, another_period, file_menu, keys, about,
)  # fmt: skip
