"""The card on which a commentary is written: what is to be known of it, the text, and what to do with it."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from ascdesk.commenting import Line, Offer, Remark, Stage, count_words
from ascdesk.model import Commentary, Subject
from ui.models.commentaries import STAGE_WORDS
from ui.widgets.commentary_attach import AttachBar
from ui.widgets.commentary_remark import RemarkField
from ui.widgets.commentary_text import CommentaryText
from ui.widgets.detail import selectable
from ui.widgets.flow import FlowLayout
from ui.widgets.labels import button, label, restyle
from ui.words import local_time, of_them

OFFER_WORDS = {Offer.SUBMIT: "Submit", Offer.APPROVE: "Approve", Offer.SEND_BACK: "Send back…"}
AGAIN = {
    Stage.SUBMITTED: "Submitted: changing the text makes it a draft again.",
    Stage.APPROVED: "Approved: changing the text makes it a draft again.",
}
RESTORED = "This was being typed when the program last ended."
GONE = "What this text is about is no longer in this file; it can be read here."


@dataclass(frozen=True, slots=True)
class Sheet:
    """What stands around the text of a line.

    `typing` while something is typed that is no step of the log yet, `restored` if that was found after the
    program ended, `unsaved` says why the file did not take it; `saved` says when it was last saved. In
    the `past`, where the file is shown as it was on a day, nothing is `writable`.
    """

    line: Line
    remark: Remark | None = None
    typing: bool = False
    restored: bool = False
    unsaved: str = ""
    writable: bool = True
    past: bool = False
    earlier: Commentary | None = None
    earlier_name: str = ""
    earlier_period: str = ""
    saved: str = ""


class CommentaryEditor(QFrame):
    """Emits `wanted` with an Offer, `sent_back` with a remark, and `copy_wanted` for the text before.

    And `found_wanted` or `saved_wanted` for the text that was found half typed, or the one that was saved.
    """

    wanted = Signal(object)
    sent_back = Signal(str)
    copy_wanted = Signal()
    found_wanted = Signal()
    saved_wanted = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("role", "card")
        self._sheet: Sheet | None = None
        self.text = CommentaryText()
        self.heading, self.status = label("Commentary", "group"), label("", "tag")
        self.words, self.saved = label("", "caption"), label("", "caption", wrap=True)
        self.note = label("", "second", wrap=True)
        self.remark_head, self.remark = label("", "group", wrap=True), selectable(label("", wrap=True), "Remark")
        self.notice = self._notice()
        self.use_found = button("Keep it", "link", "Make what was being typed the commentary")
        self.use_saved = button("Take the saved text", "link", "Leave out what was being typed")
        self.copy = button("Last quarter’s text")
        self.offers = {offer: button(text) for offer, text in OFFER_WORDS.items()}
        self.field = RemarkField()
        self.attach = AttachBar()
        self._lay_out()
        self._connect()

    def _notice(self) -> QFrame:
        notice = QFrame()
        notice.setProperty("role", "notice")
        inside = QVBoxLayout(notice)
        inside.setContentsMargins(12, 8, 12, 8)
        inside.setSpacing(2)
        inside.addWidget(self.remark_head)
        inside.addWidget(self.remark)
        return notice

    def _lay_out(self) -> None:
        top = QHBoxLayout()
        top.setSpacing(10)
        top.addWidget(self.heading)
        top.addWidget(self.status)
        top.addStretch(1)
        top.addWidget(self.words)
        beside = QHBoxLayout()
        beside.addWidget(self.note, 1)
        for each in (self.use_found, self.use_saved):
            beside.addWidget(each, 0, Qt.AlignmentFlag.AlignTop)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(12, 10, 12, 10)
        layout.setSpacing(8)
        layout.addLayout(top)
        layout.addWidget(self.notice)
        layout.addLayout(beside)
        layout.addWidget(self.text, 1)
        self.buttons = QWidget()
        foot = QHBoxLayout(self.buttons)
        foot.setContentsMargins(0, 0, 0, 0)
        foot.setSpacing(10)
        foot.addWidget(self.saved, 1)
        flow = FlowLayout(gap=8, right=True)
        flow.addWidget(self.copy)
        for offer in (Offer.SEND_BACK, Offer.APPROVE, Offer.SUBMIT):
            flow.addWidget(self.offers[offer])
        foot.addLayout(flow, 3)
        for widget in (self.buttons, self.field, self.attach):
            layout.addWidget(widget)
        self._show_foot(self.buttons)

    def _connect(self) -> None:
        self.text.textChanged.connect(self.show_words)
        self.copy.clicked.connect(self.copy_wanted)
        self.use_found.clicked.connect(self.found_wanted)
        self.use_saved.clicked.connect(self.saved_wanted)
        for offer, each in self.offers.items():
            each.clicked.connect(lambda _=False, offer=offer: self._offer(offer))
        self.field.given.connect(self.sent_back)
        self.field.dropped.connect(self._drop_remark)

    def show_sheet(self, sheet: Sheet) -> None:
        """Show what stands around the text."""
        if sheet == self._sheet:
            return
        before, self._sheet = self._sheet, sheet
        line, stray = sheet.line, sheet.line.subject is Subject.UNPLACED
        stage = Stage.DRAFT if sheet.typing else line.stage
        self.status.setText(STAGE_WORDS[stage])
        self.status.setVisible(stage is not Stage.OPTIONAL)
        self.saved.setText(sheet.saved)
        if self.text.isReadOnly() == sheet.writable:
            self.text.setReadOnly(not sheet.writable)
        self.text.setPlaceholderText(_prompt(line))
        self.text.setAccessibleDescription(f"{line.name} {line.title}".strip())
        self._tell_remark(sheet.remark)
        self._tell_note(sheet)
        self._show_offers(sheet)
        if before is None or before.line.key != line.key or stray or not self.field.isVisibleTo(self):
            self._show_foot(self.attach if stray else self.buttons)

    def show_words(self) -> None:
        """Show how many words there are, and whether there is anything to submit."""
        number = count_words(self.text.text())
        self.words.setText(of_them(number, "word"))
        for each in self.offers.values():
            each.setEnabled(bool(number))

    def _tell_remark(self, remark: Remark | None) -> None:
        self.notice.setVisible(remark is not None)
        if remark is not None:
            self.remark_head.setText(f"Sent back by {remark.person}, {local_time(remark.at)}")
            self.remark.setText(remark.text or "No remark was given.")
            self.remark.setAccessibleDescription(remark.text)

    def _tell_note(self, sheet: Sheet) -> None:
        standing = RESTORED if sheet.restored else "" if sheet.typing else AGAIN.get(sheet.line.stage, "")
        note = f"Not saved: {sheet.unsaved}" if sheet.unsaved else standing
        gone = not sheet.writable and not sheet.past and sheet.line.subject is not Subject.UNPLACED
        self.note.setText(GONE if gone else note)
        self.note.setVisible(bool(self.note.text()))
        self.use_found.setVisible(sheet.restored)
        self.use_saved.setVisible(sheet.restored or bool(sheet.unsaved))

    def _show_offers(self, sheet: Sheet) -> None:
        offered = (Offer.SUBMIT,) if sheet.typing else sheet.line.offers
        if not sheet.writable:
            offered = ()
        for offer, each in self.offers.items():
            each.setVisible(offer in offered)
            role = "primary" if offered and offer is offered[0] and offer is not Offer.SEND_BACK else ""
            if each.property("role") != role:
                each.setProperty("role", role)
                restyle(each)
        self.copy.setVisible(sheet.earlier is not None and sheet.writable)
        self.copy.setText(sheet.earlier_name[:1].upper() + sheet.earlier_name[1:])
        self.copy.setAccessibleName(f"Copy {sheet.earlier_name} into the editor")
        self.copy.setToolTip(f"Copy the text of {sheet.earlier_period} to where the cursor stands")
        self.show_words()

    def _offer(self, offer: Offer) -> None:
        if offer is Offer.SEND_BACK:
            self.field.clear()
            self._show_foot(self.field)
            self.field.line.setFocus()
        else:
            self.wanted.emit(offer)

    def close_remark(self) -> None:
        """Put the buttons back in the remark's place."""
        self._show_foot(self.buttons)

    def _drop_remark(self) -> None:
        self.close_remark()
        self.offers[Offer.SEND_BACK].setFocus()

    def _show_foot(self, shown: QWidget) -> None:
        for each in (self.buttons, self.field, self.attach):
            each.setVisible(each is shown)


def _prompt(line: Line) -> str:
    """Return what stands in an empty text."""
    if line.red:
        return "Red: needs a reason. Say why it is so, and what is being done about it."
    if line.subject is Subject.MEASURE:
        return "Say what the figure shows, and why."
    return "Say what matters here. This text may stay empty."
