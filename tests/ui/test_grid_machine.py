"""Whatever is keyed, pasted, filled, cleared, undone and done again in the grid, it is what a dictionary says."""

import itertools
from decimal import Decimal
from pathlib import Path

from hypothesis import HealthCheck, Phase, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    precondition,
    rule,
    run_state_machine_as_test,
)
from PySide6.QtCore import QMimeData, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest

from ascdesk.__main__ import new_workspace, open_workspace
from ascdesk.entering import Field
from ascdesk.identity import figure_id, measure_id, placement_id, section_id
from ascdesk.model import Entity, Figure, Marker, Measure, Placement, Section, Unit
from ascdesk.pasting import Place
from ascdesk.periods import Period
from ascdesk.sheet import Line
from tests.ui.conftest import page_of
from ui.main_window import MainWindow
from ui.page import Spot
from ui.pages.figures import FiguresPage
from ui.widgets.figures_table import FiguresTable

FRAMEWORK = "Plan"
Q2 = Period.quarter(2023, 2)
Q1 = Q2.previous()
CODES = ["K1", "K2", "K3", "K4", "K5"]
KEY, CONTROL, SHIFT = Qt.Key, Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier
NUM, DEN, VALUE = Field.NUMERATOR, Field.DENOMINATOR, Field.VALUE

# What a cell of a percentage says: value, numerator and denominator, or the reason why there is none.
Said = tuple[Decimal | None, Decimal | None, Decimal | None, Marker | None]
Held = dict[str, Said]


def said(value: int | None, over: int | None = None, under: int | None = None, marker: Marker | None = None) -> Said:
    numbers = (None if each is None else Decimal(each) for each in (value, over, under))
    first, second, third = numbers
    return first, second, third, marker


TYPED: dict[str, Said] = {
    "66": said(66), "66%": said(66), "1,250": said(1250), "0": said(0), "3/4": said(75, 3, 4), "=3/4": said(75, 3, 4),
    "=12+30": said(42), "=5%": said(5), "-7%": said(-7), "n/a": said(None, marker=Marker.NOT_AVAILABLE),
    "No survey this year": said(None, marker=Marker.NOT_APPLICABLE),
}  # fmt: skip
SHOWN = {Marker.NOT_AVAILABLE: "Not available", Marker.NOT_APPLICABLE: "No survey this year"}
EARLIER: Held = {"K1": said(72), "K2": said(81), "K4": said(None, marker=Marker.NOT_AVAILABLE)}
BLANK = said(None)
# A number that is typed, and what it is.
PLAIN = {"3": Decimal(3), "1,000": Decimal(1000), "=2*3": Decimal(6)}

_lines, _texts = st.sampled_from(range(len(CODES))), st.sampled_from(sorted(TYPED))


def contents() -> list[Entity]:
    section = Section(id=section_id(FRAMEWORK, "Home"), framework=FRAMEWORK, title="Home")
    measures = [
        Measure(id=measure_id(FRAMEWORK, code, code), framework=FRAMEWORK, code=code, title=f"Share {code}",
                unit=Unit.PERCENT, decimals=0)
        for code in CODES
    ]  # fmt: skip
    figures = [
        Figure(id=figure_id(each.id, Q1), measure=each.id, period=Q1, value=EARLIER[each.code][0],
               marker=EARLIER[each.code][3])
        for each in measures if each.code in EARLIER
    ]  # fmt: skip
    now = Figure(id=figure_id(measures[0].id, Q2), measure=measures[0].id, period=Q2, value=Decimal(66))
    places = [
        Placement(id=placement_id(section.id, each.id), section=section.id, measure=each.id, position=at)
        for at, each in enumerate(measures)
    ]
    return [section, *measures, *places, *figures, now]


class GridMachine(RuleBasedStateMachine):
    """The grid of a real window on a real file, beside a dictionary of what each line says in the shown quarter."""

    window: MainWindow
    folder: Path
    number = itertools.count()

    def __init__(self) -> None:
        super().__init__()
        self.path = self.folder / f"{next(self.number)}.ascdesk"
        with new_workspace(self.path) as workspace:
            workspace.save(contents(), "Set up")
        self.held: Held = {"K1": said(66)}
        self.done: list[Held] = []
        self.undone: list[Held] = []

    @initialize()
    def open_file(self) -> None:
        self.window.open_file(self.path)
        assert self.window.file
        self.window.file.go(Spot("figures"))
        self.window.file.show_period(Q2)

    def teardown(self) -> None:
        if self.window.file:
            self.window.close_file()
        with open_workspace(self.path) as workspace:
            stored = {
                each.code: (figure.value, figure.numerator, figure.denominator, figure.marker)
                for each in workspace.measures()
                for figure in workspace.figures(each, Q2)
            }
        assert stored == self.held

    # What the dictionary does

    def _becomes(self, after: Held) -> None:
        """Note what was changed; what changes nothing is no step."""
        after = {code: each for code, each in after.items() if each != BLANK}
        if after != self.held:
            self.done.append(self.held)
            self.undone.clear()
        self.held = after

    # What a person does

    @property
    def table(self) -> FiguresTable:
        return page_of(self.window, FiguresPage).table

    def _row(self, line: int) -> int:
        shown = self.table.sheet.shown
        return next(n for n in self.table.line_numbers() if isinstance(each := shown[n], Line)
                    and each.measure.code == CODES[line])  # fmt: skip

    def _column(self, place: Place) -> int:
        return next(at for at in self.table.columns() if self.table.sheet.place_at(at) == place)

    def _select(self, first: int, last: int, start: Place, end: Place | None = None) -> None:
        self.table.setFocus()
        self.table.stand(self._row(first), self._column(start))
        if last != first or end:
            self.table.extend(self._row(last), self._column(end or start))

    def _press(self, key: Qt.Key, held: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
        QTest.keyClick(self.table, key, held)

    def _paste(self, rows: list[list[str]]) -> None:
        mime = QMimeData()
        mime.setText("".join("\t".join(row) + "\r\n" for row in rows))
        QGuiApplication.clipboard().setMimeData(mime)
        self._press(KEY.Key_V, CONTROL)

    @rule(line=_lines, text=_texts)
    def enter(self, line: int, text: str) -> None:
        self._select(line, line, Place(Q2))
        QTest.keyClicks(self.table, text[:1])
        QTest.keyClicks(self.window.focusWidget(), text[1:])
        QTest.keyClick(self.window.focusWidget(), KEY.Key_Return)
        self._becomes({**self.held, CODES[line]: TYPED[text]})

    @rule(line=_lines, over=st.sampled_from(sorted(PLAIN)), under=st.sampled_from(sorted(PLAIN)))
    def enter_two_numbers(self, line: int, over: str, under: str) -> None:
        for field, text in ((NUM, over), (DEN, under)):
            self._select(line, line, Place(Q2, field))
            QTest.keyClicks(self.table, text[:1])
            QTest.keyClicks(self.window.focusWidget(), text[1:])
            QTest.keyClick(self.window.focusWidget(), KEY.Key_Return)
            self._becomes({**self.held, CODES[line]: self._with_number(CODES[line], field, PLAIN[text])})

    def _with_number(self, code: str, field: Field, number: Decimal) -> Said:
        """What a line says with another numerator or denominator: with both, the value that they give."""
        value, over, under, marker = self.held.get(code, BLANK)
        if (over if field is NUM else under) == number:
            return value, over, under, marker
        given = over is not None and bool(under) and value == over * 100 / Decimal(under or 1)
        over, under = (number, under) if field is NUM else (over, number)
        if over is not None and under is not None:
            return over * 100 / under, over, under, None
        return None if given else value, over, under, None

    @rule(line=_lines, texts=st.lists(st.one_of(_texts, st.just("")), min_size=1, max_size=4))
    def paste_values(self, line: int, texts: list[str]) -> None:
        if not any(texts):
            return
        self._select(line, line, Place(Q2))
        self._paste([[text] for text in texts])
        # A blank takes nothing away, and what goes beyond the last line goes nowhere.
        there = zip(CODES[line:], texts, strict=False)
        self._becomes({**self.held, **{code: TYPED[text] for code, text in there if text}})

    @rule(first=_lines, second=_lines, text=_texts)
    def paste_one_into_a_selection(self, first: int, second: int, text: str) -> None:
        top, bottom = sorted((first, second))
        self._select(top, bottom, Place(Q2))
        self._paste([[text]])
        self._becomes({**self.held, **dict.fromkeys(CODES[top : bottom + 1], TYPED[text])})

    @rule(line=_lines, texts=st.lists(_texts, min_size=1, max_size=3), codes=st.permutations(CODES))
    def paste_with_codes(self, line: int, texts: list[str], codes: list[str]) -> None:
        self._select(line, line, Place(Q2))
        named = list(zip(codes, texts, strict=False))
        self._paste([["Code", "Q2 23/24"], *([code, text] for code, text in named)])
        self._becomes({**self.held, **{code: TYPED[text] for code, text in named}})

    @rule(line=_lines, over=st.integers(2, 9), under=st.integers(2, 9))
    def paste_two_numbers(self, line: int, over: int, under: int) -> None:
        self._select(line, line, Place(Q2, NUM))
        self._paste([[str(over), str(under), ""]])
        self._becomes({**self.held, CODES[line]: (Decimal(over) * 100 / under, Decimal(over), Decimal(under), None)})

    @rule(first=_lines, second=_lines)
    def fill_down(self, first: int, second: int) -> None:
        top, bottom = sorted((first, second))
        if top == bottom:
            return
        self._select(top, bottom, Place(Q2))
        self._press(KEY.Key_D, CONTROL)
        value, _, _, marker = self.held.get(CODES[top], BLANK)
        self._becomes({**self.held, **dict.fromkeys(CODES[top + 1 : bottom + 1], (value, None, None, marker))})

    @rule(first=_lines, second=_lines)
    def fill_right(self, first: int, second: int) -> None:
        top, bottom = sorted((first, second))
        self._select(top, bottom, Place(Q1), Place(Q2))
        self._press(KEY.Key_R, CONTROL)
        self._becomes({**self.held, **{code: EARLIER.get(code, BLANK) for code in CODES[top : bottom + 1]}})

    @rule(first=_lines, second=_lines)
    def clear(self, first: int, second: int) -> None:
        top, bottom = sorted((first, second))
        self._select(top, bottom, Place(Q2))
        self._press(KEY.Key_Delete)
        self._becomes({code: each for code, each in self.held.items() if code not in CODES[top : bottom + 1]})

    @rule(source=_lines, goal=_lines)
    def cut_and_paste(self, source: int, goal: int) -> None:
        code = CODES[source]
        self._select(source, source, Place(Q2))
        self._press(KEY.Key_X, CONTROL)
        value, _, _, marker = self.held.get(code, BLANK)
        self._becomes({other: each for other, each in self.held.items() if other != code})
        self._select(goal, goal, Place(Q2))
        self._press(KEY.Key_V, CONTROL)
        if value is not None or marker:
            self._becomes({**self.held, CODES[goal]: (value, None, None, marker)})

    @precondition(lambda self: self.done)
    @rule()
    def undo(self) -> None:
        self.window.commands["undo"].trigger()
        self.undone.append(self.held)
        self.held = self.done.pop()

    @precondition(lambda self: self.undone)
    @rule()
    def redo(self) -> None:
        self.window.commands["redo"].trigger()
        self.done.append(self.held)
        self.held = self.undone.pop()

    # What must be true at any time

    @invariant()
    def the_grid_and_the_file_say_what_the_dictionary_says(self) -> None:
        if not self.window.file:
            return
        workspace, sheet = self.window.file.workspace, self.table.sheet
        for line, code in enumerate(CODES):
            value, over, under, marker = self.held.get(code, BLANK)
            figures = list(workspace.figures(workspace.measure(code), Q2))
            stored = [(each.value, each.numerator, each.denominator, each.marker) for each in figures]
            assert stored == ([(value, over, under, marker)] if code in self.held else [])
            row = self._row(line)
            numbers = [sheet.look(row, self._column(Place(Q2, field))).text for field in (NUM, DEN)]
            assert numbers == ["" if each is None else f"{each:,}" for each in (over, under)]
            shown = SHOWN[marker] if marker else "" if value is None else f"{round_half_up(value):,}%"
            assert sheet.look(row, self._column(Place(Q2))).text == shown
            assert sheet.index(row, self._column(Place(Q2))).data() == shown

    @invariant()
    def earlier_figures_stay(self) -> None:
        if self.window.file:
            workspace = self.window.file.workspace
            for code in CODES:
                known = [(each.value, each.marker) for each in workspace.figures(workspace.measure(code), Q1)]
                assert known == ([(EARLIER[code][0], EARLIER[code][3])] if code in EARLIER else [])


def round_half_up(value: Decimal) -> Decimal:
    return value.quantize(Decimal(1), rounding="ROUND_HALF_UP")


def test_the_grid_never_says_anything_else_than_a_dictionary(window: MainWindow, tmp_path: Path) -> None:
    class Machine(GridMachine):
        pass

    Machine.window, Machine.folder = window, tmp_path
    run_state_machine_as_test(
        Machine,
        settings=settings(
            max_examples=15,
            stateful_step_count=20,
            deadline=None,
            suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
            # Explaining a failure traces every line, which takes longer than finding it.
            phases=[each for each in Phase if each is not Phase.explain],
        ),
    )
