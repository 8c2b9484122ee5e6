"""What is done with a text besides writing it: its way to approval, its measure, its actions."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtCore import QObject, Signal

from ascdesk.commenting import Offer, paper_measure
from ascdesk.model import Action, CommentaryStatus, Measure
from ascdesk.undertakings import new_action
from ui.page import Desk, Spot
from ui.widgets.commentary_actions import ActionList
from ui.widgets.commentary_editor import CommentaryEditor, Sheet
from ui.widgets.commentary_keeping import Keeping

DONE = {Offer.SUBMIT: "Submitted", Offer.APPROVE: "Approved", Offer.SEND_BACK: "Sent back"}
STATUS = {
    Offer.SUBMIT: CommentaryStatus.SUBMITTED,
    Offer.APPROVE: CommentaryStatus.APPROVED,
    Offer.SEND_BACK: CommentaryStatus.RETURNED,
}


class Doing(QObject):
    """Carries out what the buttons offer, on the text of `sheet`. Emits `attached` with a commentary's new id."""

    attached = Signal(str)

    def __init__(self, desk: Desk, editor: CommentaryEditor, actions: ActionList, keeping: Keeping) -> None:
        super().__init__(editor)
        self._desk, self._editor, self._actions, self._keeping = desk, editor, actions, keeping
        self._workspace = desk.workspace
        self.sheet: Sheet | None = None
        editor.wanted.connect(self._mark)
        editor.sent_back.connect(lambda remark: self._mark(Offer.SEND_BACK, remark))
        editor.copy_wanted.connect(self._copy_earlier)
        editor.saved_wanted.connect(keeping.drop)
        editor.found_wanted.connect(self._keep_found)
        editor.attach.wanted.connect(self._attach)
        editor.attach.measures_wanted.connect(self._make_measure)
        actions.ticked.connect(self._tick)
        actions.given.connect(self._add_action)

    def _tell(self, text: str) -> None:
        self._desk.messages.tell(text, act="Undo", run=self._desk.undo)

    def _mark(self, offer: Offer, remark: str = "") -> None:
        self._keeping.commit(found=True)
        sheet = self.sheet
        if sheet is None or sheet.line.commentary is None:
            return
        line = sheet.line
        self._workspace.mark_commentary(sheet.line.commentary, STATUS[offer], remark)
        self._editor.close_remark()
        self._tell(f"{DONE[offer]}: {line.name or line.title}.")

    def _keep_found(self) -> None:
        self._keeping.commit(found=True)
        self._editor.text.setFocus()

    def _copy_earlier(self) -> None:
        if self.sheet is None or self.sheet.earlier is None:
            return
        self._editor.text.add(self.sheet.earlier.text)
        self._editor.text.setFocus()

    def _attach(self, measure: Measure, part: str) -> None:
        if self.sheet is None or self.sheet.line.commentary is None:
            return
        placed = self._workspace.attach(self.sheet.line.commentary, measure, part)
        self._editor.attach.clear()
        self.attached.emit(placed.id)
        self._tell(f"Attached to {measure.code or measure.title}.")

    def _make_measure(self) -> None:
        """Ask for a measure beside those of the paper that the text came from."""
        written = self.sheet.line.commentary if self.sheet else None
        beside = paper_measure(written, self._workspace.commentaries(written.period)) if written else None
        self._desk.messages.hide()
        self._desk.go(Spot("measures", beside, new=True))

    def _tick(self, action: Action, done: bool) -> None:
        verb = "Complete" if done else "Reopen"
        self._workspace.save([replace(action, done=done)], f"{verb} an action: {action.text}")

    def _add_action(self, text: str, owner: str, due: str) -> None:
        line = self._actions.about
        if line is None:
            return
        action = new_action(self._workspace.actions(), line.subject, line.subject_id, text, owner, due)
        self._workspace.save([action], f"Add an action for {line.name or line.title}")
        self._actions.close_form()
        self._tell(f"Added: {action.text}")
