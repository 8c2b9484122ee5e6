"""The Commentary page."""

from __future__ import annotations

from ascdesk.commenting import Offer, Stage, half_typed_key
from bench.studio import Studio
from ui.page import Spot
from ui.pages.commentary import CommentaryPage
from ui.widgets.arithmetic import Subject


def page(studio: Studio) -> CommentaryPage:
    """Return the page."""
    assert isinstance(studio.page, CommentaryPage)
    return studio.page


def commentary_draft(studio: Studio) -> None:
    """A draft, with the text of the last quarter and actions beside it."""
    studio.start("anytown", "commentary", "SU05")


def commentary_details(studio: Studio) -> None:
    """The panel open, where the window is too small for it by itself."""
    commentary_draft(studio)
    studio.details()


def commentary_sent_back(studio: Studio) -> None:
    """A text that its reviewer sent back, with the remark."""
    studio.start("anytown", "commentary", "SU03")


def commentary_sending_back(studio: Studio) -> None:
    """A reviewer about to send a text back."""
    studio.start("anytown", "commentary", "SU02")
    page(studio).editor.offers[Offer.SEND_BACK].click()
    studio.type("Say how many people")


def commentary_approved(studio: Studio) -> None:
    """A text that is done with."""
    studio.start("anytown", "commentary", "AA02")


def commentary_wanted(studio: Studio) -> None:
    """A red measure about which nothing is said."""
    studio.start("anytown", "commentary", "SU08")


def commentary_action(studio: Studio) -> None:
    """An action about to be added."""
    studio.start("anytown", "commentary", "SU03")
    studio.details()
    page(studio).story.undertaken.add.click()
    studio.type("Write to everybody who waits.")


def commentary_section(studio: Studio) -> None:
    """The text of a section."""
    studio.start("anytown", "commentary")
    shown = page(studio)
    line = next(each for each in shown.lines if each.section is not None and each.text)
    shown.list.go_to(line.key)


def commentary_unplaced(studio: Studio) -> None:
    """A text that was imported under no heading, and the measures that it can be attached to."""
    studio.start("kent", "commentary")
    page(studio).show_stage(Stage.UNPLACED)
    studio.type("ASCH1", page(studio).editor.attach.box.lineEdit())


def commentary_restored(studio: Studio) -> None:
    """What was being typed when the program ended."""
    studio.start("anytown", "overview")
    file = studio.window.file
    assert file
    measure = file.workspace.measure("SU05").id
    studio.go("commentary", "SU05")
    line = next(each for each in page(studio).lines if each.subject_id == measure)
    studio.go("overview")
    file.workspace.keep_half_typed(half_typed_key(line.key), f"{line.text} The new framework contract will")
    file.pages.pop("commentary").deleteLater()
    file.go(Spot("commentary", measure))


def commentary_stage(studio: Studio) -> None:
    """Only the texts that wait for review."""
    studio.start("anytown", "commentary")
    page(studio).show_stage(Stage.SUBMITTED)


def commentary_arithmetic(studio: Studio) -> None:
    """How a direction was found, opened above the text."""
    studio.start("ascof", "commentary", "1G")
    page(studio).head.how.show_how(Subject.DIRECTION)


SCENES = (
    commentary_draft, commentary_details, commentary_sent_back, commentary_sending_back, commentary_approved,
    commentary_wanted, commentary_action, commentary_section, commentary_unplaced, commentary_restored,
    commentary_stage, commentary_arithmetic,
)  # fmt: skip
