"""The targets of a measure: a line a year, and what else is known of the chosen one."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtWidgets import QVBoxLayout, QWidget

from ascdesk.defined import in_force
from ascdesk.defining.measures import read_typed_period
from ascdesk.defining.targets import (
    TARGET_NAMES,
    as_before,
    look_again,
    new_target,
    read_year,
    starting,
    target_changed,
    target_field,
    threshold_name,
    warning,
)
from ascdesk.errors import UserError
from ascdesk.judging.plan import plan_rates
from ascdesk.model import Measure, Rule, Target, TargetKind
from ascdesk.periods import Period, show_period
from ascdesk.workspace import Workspace
from ui.measure_words import KINDS, part_words
from ui.models.entries import Column, EntriesModel
from ui.widgets.controls import ChoiceField, LineField
from ui.widgets.entry_table import EntryTable
from ui.widgets.labels import button, label
from ui.widgets.measure_change import Change, beside
from ui.widgets.measure_fields import Asked, Field
from ui.widgets.measure_within import FROM, Within, WithinYear

PLAN = "What is planned by the end of each quarter (4 values) or month (12), parted by semicolons. {}"
PLAN_COUNTS = "The rating holds each figure against it; empty if the plan is to follow how the year runs."
PLAN_BACKS = "The rating holds each figure against it; without one, against the forecast for the year."
PLAN_WAITS = "It is printed; the rating does not look at it, as this measure is rated now."
DETAILS = (
    Asked("base", "Measured from", "For “to reduce”, “to increase” and “to maintain”; the year before if left empty."),
    Asked("profile", "Plan through the year", PLAN.format(PLAN_COUNTS)),
    Asked("approver", "Approved by"),
    Asked("rationale", "Why this target", lines=2),
    Asked("raw", "As it is printed", "The words of a target that is no number."),
)  # fmt: skip


class TargetsPanel(QWidget):
    """Shows and changes the targets of one measure."""

    def __init__(self, workspace: Workspace, change: Change) -> None:
        super().__init__()
        self._workspace, self._change = workspace, change
        self.measure: Measure | None = None
        self._shown: Target | None = None
        self.model = EntriesModel(self._text, self._keep, self)
        self.table = EntryTable(self.model, "Targets by year")
        self.trouble, self.odd = label("", "trouble", wrap=True), label("", "odd", wrap=True)
        self.none = label("No target is set yet. Type a year and add it; then type the target in its line.", "second")
        self.none.setWordWrap(True)
        self.year, self.part = LineField(), ChoiceField(())
        self.add, self.again = button("Add the year"), button("Add as last year", "link")
        self.gone = button("Remove the year", "link", "Take the chosen line away; Undo brings it back")
        self.chosen, self.origin = label("", "group", wrap=True), label("", "caption", wrap=True)
        self.details = {asked.key: Field(asked, self._keeper(asked.key)) for asked in DETAILS}
        self.within = WithinYear(self._set_within)
        self._lay_out()
        self.model.told.connect(self._tell)
        self.add.clicked.connect(lambda: self._add(copied=False))
        self.again.clicked.connect(lambda: self._add(copied=True))
        self.year.left.connect(self._year_left)
        self.gone.clicked.connect(self._remove)
        self.table.selectionModel().currentChanged.connect(self._show_details)
        self.model.modelReset.connect(self._show_details)

    def _lay_out(self) -> None:
        self.year.setFixedWidth(104)
        self.year.setPlaceholderText("2024/25")
        self.year.setAccessibleName("Year of a new target")
        self.part.setAccessibleName("Part of a new target")
        self.part.view().setAccessibleName("Part of a new target")
        self.again.setToolTip("Copies the year before: its target, limits, plan and reason")
        layout = QVBoxLayout(self)
        layout.setContentsMargins(16, 12, 16, 16)
        layout.setSpacing(8)
        for each in (self.none, self.table, self.trouble, self.odd):
            layout.addWidget(each)
        layout.addLayout(beside(self.year, self.part, self.add))
        layout.addLayout(beside(self.again, self.gone))
        layout.addWidget(self.within)
        layout.addSpacing(8)
        layout.addWidget(self.chosen)
        layout.addWidget(self.origin)
        for field in self.details.values():
            layout.addWidget(field)
        layout.addStretch(1)

    def show_measure(self, measure: Measure, year: Period) -> None:
        """Show the targets of a measure; `year` is offered for a new one."""
        another = self.measure is None or self.measure.id != measure.id
        if another:
            self._tell("")
        self.measure = measure
        rows = sorted(self._workspace.targets(measure), key=lambda each: _order(measure, each))
        self.model.show_rows(self._columns(rows), rows)
        self.within.show_measure(measure, year)
        if rows and (another or not self.table.currentIndex().isValid()):
            self.table.setCurrentIndex(self.model.index(0, [c.key for c in self.model.columns].index("value")))
        self.none.setVisible(not rows)
        figures = self._workspace.figures(measure)
        odd = [said for each in rows for said in (warning(measure, each), look_again(measure, each, figures, year))]
        self.odd.setText(" ".join(filter(None, odd)))
        self.odd.setVisible(bool(self.odd.text()))
        if another:
            self._offer(measure, rows, year)
            if refused := self.model.trouble():
                self._tell(refused)
        self._show_details()

    def first(self, year: Period) -> QWidget:
        """Return where the target of a year is set: its line, or where a year is added."""
        held = self.measure is not None and any(each.year == year for each in self._workspace.targets(self.measure))
        return self.table if held else self.year

    def finish(self) -> None:
        """Keep what is half typed."""
        self.table.finish()
        for field in self.details.values():
            field.commit()

    def _columns(self, rows: list[Target]) -> tuple[Column, ...]:
        assert self.measure is not None
        name = threshold_name(self.measure).capitalize()
        parts = any(part_words(each) for each in rows)
        starts = any(each.start for each in rows)
        return (
            Column("year", "Year", fixed=True, weight=10 if starts else 8),
            *((Column("start", "From", fixed=True, weight=13),) if starts else ()),
            *((Column("part", "Part", fixed=True, weight=10),) if parts else ()),
            Column("kind", "Kind", choices=KINDS, weight=10),
            Column("value", "Target", right=True, weight=13),
            Column("threshold", name, right=True, weight=13),
            Column("tolerance", "Tolerance", right=True, weight=12 if starts else 16),
        )

    def _offer(self, measure: Measure, rows: list[Target], year: Period) -> None:
        """Offer the first year that has no target yet, and the parts that there are."""
        self.part.clear()
        for part in measure.parts or ("",):
            self.part.addItem(part, part)
        self.part.setVisible(bool(measure.parts))
        self.year.show_value(show_period(max(each.year for each in rows).next() if rows else year))

    def _text(self, target: Target, key: str) -> str:
        assert self.measure is not None
        if key == "start":
            return show_period(target.start) if target.start else "Its start"
        return part_words(target) if key == "part" else target_field(self.measure, target, key)

    def _label(self, target: Target, what: str) -> str:
        assert self.measure is not None
        return f"Change the {what} of {self.measure.code} for {show_period(target.year)}"

    def _keep(self, target: Target, key: str, typed: str) -> None:
        assert self.measure is not None
        held = next((each for each in self._workspace.targets(self.measure) if each.id == target.id), None)
        if held is None:
            raise UserError(f"There is no target for {show_period(target.year)} any more.", "Add the year again.")
        made = target_changed(self.measure, held, key, typed)
        what = threshold_name(self.measure) if key == "threshold" else TARGET_NAMES[key]
        self._change(self._label(target, what), [made])

    def _keeper(self, key: str):  # type: ignore[no-untyped-def]
        def keep(typed: str) -> None:
            if self._shown is not None:
                self._keep(self._shown, key, typed)

        return keep

    def _year_left(self) -> None:
        if self.year.hasFocus():  # Enter, and not leaving it
            self._add(copied=False)

    def _add(self, copied: bool) -> None:
        """Add a line for a year, empty or, if asked for, as the latest year before it."""
        measure = self.measure
        if measure is None:
            return
        try:
            target = self._new(measure, copied)
        except UserError as error:
            self._tell(str(error))
            self.year.setFocus()
            return
        self._tell("")
        self._change(f"Add a target of {measure.code} for {show_period(target.year)}", [target])
        row = [each.id for each in self.model.rows].index(target.id)
        self.table.setCurrentIndex(self.model.index(row, [c.key for c in self.model.columns].index("value")))
        self.table.setFocus()
        self.year.show_value(show_period(target.year.next()))

    def _new(self, measure: Measure, copied: bool) -> Target:
        year, part = read_year(self.year.text()), self.part.typed() if measure.parts else ""
        target = new_target(measure, year, part)
        rows = [each for each in self._workspace.targets(measure) if each.part == part and not each.dimension]
        if any(each.id == target.id for each in rows):
            raise UserError(f"There is a target for {show_period(year)} already.", "Change it in its line.")
        if not copied:
            return target
        before = [each for each in rows if each.year < year and not each.series]
        if not before:
            raise UserError(f"There is no target before {show_period(year)} to copy.", "Add the year, and type it.")
        return as_before(target, max(before, key=lambda each: each.year))

    def _set_within(self, typed: Within) -> None:
        """Set a target from a period within its year on; UserError where that cannot be."""
        measure = self.measure
        if measure is None:
            return
        part = self.part.typed() if measure.parts else ""
        start = read_typed_period(typed.start)
        if start is None:
            raise UserError("It needs a period from which on it holds.", FROM.help)
        blank = starting(new_target(measure, start.financial_year, part), start)
        made = target_changed(measure, blank, "value", typed.value)
        if made.kind is TargetKind.NONE:
            raise UserError("It needs a target.", "Type what holds from then on.")
        whole = [each for each in self._workspace.targets(measure) if each.year == made.year and each.part == part]
        if any(each.id == made.id for each in whole):
            raise UserError(f"There is a target from {show_period(start)} on already.", "Change it in its line.")
        before = in_force([each for each in whole if not each.series and not each.dimension], start.previous())
        if before is not None and made.kind is before.kind:
            made = replace(made, threshold=before.threshold, tolerance=before.tolerance,
                           tolerance_unit=before.tolerance_unit)  # fmt: skip
        self._workspace.set_target(replace(made, approver=typed.approver.strip(), rationale=typed.reason.strip()))

    def _remove(self) -> None:
        target = self.model.entry(self.table.currentIndex())
        if isinstance(target, Target) and self.measure is not None:
            self._change(f"Remove the target of {self.measure.code} for {show_period(target.year)}", gone=[target])

    def _show_details(self) -> None:
        target = self.model.entry(self.table.currentIndex())
        target = target if isinstance(target, Target) else None
        another = (target.id if target else None) != (self._shown.id if self._shown else None)
        before, self._shown = self._shown, target
        # First the values, then what is to be seen: a field that is hidden is left, and would keep what it holds.
        for key, field in self.details.items():
            held = target_field(self.measure, target, key) if target and self.measure else ""
            if another:
                self._tell_lost(field, before)
                field.put(held)
            else:
                field.show_value(held)
        if self.measure is not None:
            self.details["profile"].explain(PLAN.format(_plan_use(self.measure)))
        for key, field in self.details.items():
            field.setVisible(target is not None and _wanted(target, key))
        self.gone.setVisible(target is not None)
        self.chosen.setVisible(target is not None)
        if target is not None:
            part = part_words(target)
            self.chosen.setText(f"{show_period(target.year)}{f' · {part}' if part else ''}")
        said = [self._origin(target), self._holding(target)] if target else []
        self.origin.setText(" ".join(filter(None, said)))
        self.origin.setVisible(bool(self.origin.text()))

    def _tell_lost(self, field: Field, before: Target | None) -> None:
        """Say what was refused in a field and goes with the year that it was typed for."""
        if before is not None and field.half_typed is not None:
            self._tell(f"{field.asked.name} of {show_period(before.year)}: “{field.half_typed}” was not kept.")

    def _holding(self, target: Target) -> str:
        """Return from when on a target holds, and what earlier periods of its year keep."""
        if target.start is None or self.measure is None:
            return ""
        own = [each for each in self._workspace.targets(self.measure)
               if each.year == target.year and (each.part, each.series) == (target.part, target.series)]  # fmt: skip
        before = in_force(own, target.start.previous())
        kept = (target_field(self.measure, before, "value") if before else "") or "no target"
        approved = f" {target.approver} approved it." if target.approver else ""
        return (
            f"It holds from {show_period(target.start)} on; the periods of its year before that keep {kept}.{approved}"
        )

    def _origin(self, target: Target) -> str:
        """Return where a target came from, and how it stands there."""
        file = self._workspace.imported_files().get(target.file) if target.file else None
        return f"From {file.name}, {target.place}, where it is “{target.raw}”." if file else ""

    def _tell(self, sentence: str) -> None:
        self.trouble.setText(sentence)
        self.trouble.setVisible(bool(sentence))


def _wanted(target: Target, key: str) -> bool:
    directed = target.kind in (TargetKind.REDUCE, TargetKind.INCREASE, TargetKind.MAINTAIN)
    if key == "approver":
        return target.start is not None
    if key == "base":
        return directed or target.base is not None
    return key != "raw" or directed


def _plan_use(measure: Measure) -> str:
    """Return what a plan through the year does under the measure's rule."""
    if not plan_rates(measure):
        return PLAN_WAITS
    return PLAN_COUNTS if measure.rule is Rule.PROFILE else PLAN_BACKS


def _order(measure: Measure, target: Target) -> tuple[object, ...]:
    """Return where a target stands: the latest year first, within it by part, and the latest start last."""
    return -target.year.last, _place(measure, target), target.start.last if target.start else 0


def _place(measure: Measure, target: Target) -> tuple[int, str]:
    parts = measure.parts
    return parts.index(target.part) if target.part in parts else len(parts), part_words(target)
