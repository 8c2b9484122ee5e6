from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ascdesk.entering import Field, entered
from ascdesk.errors import UserError
from ascdesk.model import Figure, Marker, Unit
from ascdesk.pasting import Block, Cell, Layout, Place, fractions_in, laid_out
from ascdesk.periods import PeriodKind
from ascdesk.sheet import sheet_lines
from tests.core.test_copied import libreoffice
from tests.core.test_scorecard import card
from tests.data.judged import Q2, figure, measure

Q1, Q4 = Q2.previous(), Q2.shift(-2)
NUM, DEN, NOW = Place(Q2, Field.NUMERATOR), Place(Q2, Field.DENOMINATOR), Place(Q2)
# Code, measure, two earlier periods, numerator, denominator, value, target.
PLACES = (None, None, Place(Q4), Place(Q1), NUM, DEN, NOW, None)
ONE, TWO, THREE = (measure(f"A{number}", title=f"Share {number}") for number in (1, 2, 3))
PAID = measure("1I", title="Paid work", parts=("Users", "Carers"))
LINES = sheet_lines(card([ONE, TWO, THREE]).rows, ())
PARTS = sheet_lines(card([PAID, ONE]).rows, ())


def said(layout: Layout) -> list[tuple[str, Place, str]]:
    return [(cell.line.measure.code, cell.place, cell.text) for cell in layout.cells]


def lay(block: Block, row: int = 0, column: int = 6) -> Layout:
    return laid_out(block, LINES, PLACES, row, column)


def test_a_block_spreads_from_one_cell() -> None:
    layout = lay((("1", "2"), ("3", "4")), 1, 4)
    assert said(layout) == [("A2", NUM, "1"), ("A2", DEN, "2"), ("A3", NUM, "3"), ("A3", DEN, "4")]
    assert layout.left_out == ()


def test_what_goes_beyond_the_grid_is_left_out_and_told() -> None:
    layout = lay((("1", "x"), ("2", "x"), ("3", "x")), 1)
    assert said(layout) == [("A2", NOW, "1"), ("A3", NOW, "2")]
    assert layout.left_out == (
        "1 column of it goes beyond the columns that can be typed in.", "1 row of it goes beyond the last line.",
    )  # fmt: skip


def test_a_row_of_periods_says_which_column_is_meant() -> None:
    layout = lay((("Q2 2023/24", "Quarter 1 23/24", "England"), ("66", "72", "70"), ("5", "", "6")), column=2)
    assert said(layout) == [("A1", NOW, "66"), ("A1", Place(Q1), "72"), ("A2", NOW, "5"), ("A2", Place(Q1), "")]
    assert layout.left_out == ("The column “England” was left out.",)


def test_a_period_that_is_not_shown_is_left_out_and_told() -> None:
    layout = lay((("Q2 2023/24", "Q2 2019/20"), ("66", "72")))
    assert said(layout) == [("A1", NOW, "66")]
    assert layout.left_out == ("The column “Q2 2019/20” was left out.",)


def test_numerator_and_denominator_are_known_by_their_heads() -> None:
    layout = lay((("Den.", "Numerator", "Actual"), ("4880", "3221", "66%")))
    assert said(layout) == [("A1", DEN, "4880"), ("A1", NUM, "3221"), ("A1", NOW, "66%")]


def test_codes_say_which_line_is_meant() -> None:
    layout = lay((("A3", "66"), ("a1", "72"), ("Z9", "5")))
    assert said(layout) == [("A3", NOW, "66"), ("A1", NOW, "72")]
    assert layout.left_out == ("No line shown here is called “Z9”.",)


def test_codes_and_titles_stand_before_the_figures_with_a_row_of_heads() -> None:
    block = (("Code", "Measure", "Q1 23/24", "Q2 23/24"), ("A2", "Share 2", "1%", "2%"), ("", "Share 1", "3%", "4%"))
    layout = lay(block, 2, 2)
    assert said(layout) == [
        ("A2", Place(Q1), "1%"), ("A2", NOW, "2%"), ("A1", Place(Q1), "3%"), ("A1", NOW, "4%"),
    ]  # fmt: skip
    assert layout.left_out == ()


def test_twins_are_told_apart_by_their_titles_or_by_their_order() -> None:
    by_title = laid_out((("Paid work · Carers", "5"), ("Paid work Users", "6")), PARTS, PLACES, 0, 6)
    assert [(cell.line.row.part, cell.text) for cell in by_title.cells] == [("Carers", "5"), ("Users", "6")]
    by_order = laid_out((("1I", "5"), ("1I", "6")), PARTS, PLACES, 0, 6)
    assert [(cell.line.row.part, cell.text) for cell in by_order.cells] == [("Users", "5"), ("Carers", "6")]


def test_figures_alone_are_no_heads_and_no_names() -> None:
    numbered = sheet_lines(card([measure("1"), measure("2")]).rows, ())
    layout = laid_out((("2", "30"), ("1", "40")), numbered, PLACES, 0, 4)
    assert [cell.text for cell in layout.cells] == ["2", "30", "1", "40"]


def test_a_ragged_block_is_filled_with_blanks() -> None:
    assert said(lay((("1", "2"), ("3",)), column=4))[-1] == ("A2", DEN, "")


def test_a_single_cell_that_names_a_period_is_a_text_and_no_head() -> None:
    assert said(lay((("Q2 2023/24",),))) == [("A1", NOW, "Q2 2023/24")]


def test_a_block_on_a_column_of_words_starts_at_the_first_that_can_be_typed_in() -> None:
    assert said(lay((("5",),), column=1)) == [("A1", Place(Q4), "5")]


def test_a_block_on_an_earlier_period_is_a_run_of_periods() -> None:
    assert said(lay((("1", "2", "3"),), column=2)) == [("A1", Place(Q4), "1"), ("A1", Place(Q1), "2"), ("A1", NOW, "3")]


def test_a_block_that_was_copied_here_or_is_wider_than_the_periods_fills_column_by_column() -> None:
    ours = laid_out((("1", "2"),), LINES, PLACES, 0, 3, ours=True)
    assert said(ours) == [("A1", Place(Q1), "1"), ("A1", NUM, "2")]
    wide = lay((("1", "2", "3", "4"),), column=3)
    assert [cell.place for cell in wide.cells] == [Place(Q1), NUM, DEN, NOW]


# Headings of other shapes


def test_a_title_may_stand_above_the_headings() -> None:
    block = (("Care plan", "", ""), ("Quarter 2 2023/24", "", ""), ("Code", "Q1 23/24", "Q2 23/24"), ("A2", "1%", "2%"))
    assert said(lay(block)) == [("A2", Place(Q1), "1%"), ("A2", NOW, "2%")]


def test_periods_may_stand_above_numerators_and_denominators() -> None:
    block = (
        ("", "Q1 23/24", "Q2 23/24", "", ""), ("Code", "", "Num.", "Den.", "Value"), ("A3", "70%", "3", "4", "75%"),
    )  # fmt: skip
    assert said(lay(block)) == [("A3", Place(Q1), "70%"), ("A3", NUM, "3"), ("A3", DEN, "4"), ("A3", NOW, "75%")]


def test_measures_across_the_top_and_periods_down_the_side_are_turned() -> None:
    block = (("Period", "A3", "Share 1"), ("Q1 2023/24", "81%", "70%"), ("Q2 2023/24", "80%", ""))
    assert said(lay(block)) == [
        ("A3", Place(Q1), "81%"), ("A3", NOW, "80%"), ("A1", Place(Q1), "70%"), ("A1", NOW, ""),
    ]  # fmt: skip


def test_codes_and_titles_across_the_top_are_turned_too() -> None:
    block = (("Code", "A3", "A1"), ("Measure", "Share 3", "Share 1"), ("Q2 23/24", "80%", "60%"))
    assert said(lay(block)) == [("A3", NOW, "80%"), ("A1", NOW, "60%")]


def test_a_turned_period_that_is_not_shown_is_left_out_and_told() -> None:
    layout = lay((("", "A1", "A2"), ("Q2 2023/24", "66", "67"), ("Q2 2019/20", "72", "73")))
    assert said(layout) == [("A1", NOW, "66"), ("A2", NOW, "67")]
    assert layout.left_out == ("The row “Q2 2019/20” was left out.",)


def test_periods_down_the_side_of_one_column_are_those_of_the_line_one_stands_on() -> None:
    down = (("Q1 23/24", "70%"), ("Q2 23/24", "71%"))
    assert said(lay(down, row=1)) == [("A2", Place(Q1), "70%"), ("A2", NOW, "71%")]
    assert said(lay((("Period", "Kent"), *down), row=1)) == [("A2", Place(Q1), "70%"), ("A2", NOW, "71%")]


def test_columns_that_name_no_measure_are_not_turned_into_lines() -> None:
    layout = lay((("Period", "Kent", "England"), ("Q1 23/24", "70%", "65%"), ("Q2 23/24", "71%", "66%")))
    assert ("A2", NOW, "66%") not in said(layout)
    assert ("A1", NOW, "71%") not in said(layout)


def test_a_table_of_one_measure_has_its_periods_down_the_side() -> None:
    block = (("Period", "Num", "Den", "Value"), ("Q1 23/24", "1", "4", "25%"), ("Q2 23/24", "3", "4", "75%"))
    layout = lay(block, row=2)
    assert said(layout) == [("A3", Place(Q1), "25%"), ("A3", NUM, "3"), ("A3", DEN, "4"), ("A3", NOW, "75%")]
    gone = lay((*block, ("Q2 2019/20", "1", "2", "50%")), row=2)
    assert gone.left_out == ("The row “Q2 2019/20” was left out.",)


def test_a_code_that_looks_like_a_period_is_a_code() -> None:
    ones = sheet_lines(card([measure("Q1"), measure("Q2")]).rows, ())
    layout = laid_out((("Q1", "70%"), ("Q2", "71%")), ones, PLACES, 0, 6)
    assert said(layout) == [("Q1", NOW, "70%"), ("Q2", NOW, "71%")]


def test_the_period_that_is_keyed_stands_last_also_behind_a_longer_one() -> None:
    half = Place(Q2.within(PeriodKind.HALF))
    layout = laid_out((("Num", "Value"), ("3", "75%")), LINES, (None, half, NUM, DEN, NOW), 0, 4)
    assert said(layout) == [("A1", NUM, "3"), ("A1", NOW, "75%")]
    assert said(laid_out((("Value",), ("75%",)), LINES, (None, half, NOW), 0, 2)) == [("A1", NOW, "75%")]


# Real copies of LibreOffice

KENT = sheet_lines(
    card(
        [
            measure("ASCH1"), measure("ASCH2"), measure("ASCH3", unit=Unit.PER_100K, decimals=1),
            measure("ASCH4", unit=Unit.COUNT), measure("ASCH5", unit=Unit.SCORE), measure("ASCH6", unit=Unit.POUNDS),
            measure("ASCH7", unit=Unit.COUNT),
        ]
    ).rows,
    (),
)  # fmt: skip


def figures(layout: Layout) -> dict[tuple[str, Place], Figure]:
    made = {(cell.line.measure.code, cell.place): entered(cell.entry, None) for cell in layout.cells}
    return {key: each for key, each in made.items() if each}


def test_a_whole_copy_of_libreoffice_becomes_the_figures_of_its_workbook() -> None:
    layout = laid_out(libreoffice("quarter"), KENT, PLACES, 0, 6)
    made = figures(layout)
    assert layout.left_out == ("The column “Q3 2022/23” was left out.",)
    now = {code: each.value for (code, place), each in made.items() if place == NOW}
    assert now == {
        "ASCH1": Decimal("68.75"), "ASCH2": Decimal("85.49"), "ASCH3": Decimal("594.25"), "ASCH4": 12510,
        "ASCH5": None, "ASCH6": 748, "ASCH7": 0,
    }  # fmt: skip
    assert made["ASCH5", NOW].marker is Marker.NOT_AVAILABLE
    assert made["ASCH5", Place(Q1)].raw == "No carers survey"
    assert made["ASCH3", Place(Q1)].raw == "TBC"
    assert ("ASCH2", Place(Q1)) not in made
    assert len(made) == 19


def test_a_copy_without_headings_goes_where_one_stands() -> None:
    made = figures(laid_out(libreoffice("figures"), KENT, PLACES, 0, 3))
    assert made["ASCH1", Place(Q1)].value == 70
    assert made["ASCH7", NOW].value == 0


def test_a_turned_copy_of_libreoffice_is_turned_back() -> None:
    made = figures(laid_out(libreoffice("turned"), KENT, PLACES, 0, 6))
    assert {(code, place): each.value for (code, place), each in made.items()} == {
        ("ASCH1", Place(Q1)): 70, ("ASCH1", NOW): Decimal("68.75"), ("ASCH2", Place(Q1)): 81,
        ("ASCH4", Place(Q1)): 12388, ("ASCH4", NOW): 12510,
    }  # fmt: skip


def test_numerators_and_denominators_of_libreoffice_come_with_their_value() -> None:
    layout = laid_out(libreoffice("parts"), KENT, PLACES, 0, 6)
    assert [(code, place.field, text) for code, place, text in said(layout)][:3] == [
        ("ASCH1", Field.NUMERATOR, "3,221"), ("ASCH1", Field.DENOMINATOR, "4,880"),
        ("ASCH1", Field.VALUE, "66.0040983606557%"),
    ]  # fmt: skip


# Blanks


def test_a_blank_takes_no_figure_away_and_is_told() -> None:
    known = [figure(66, of=ONE), figure(None, of=TWO, marker=Marker.CONFIDENTIAL)]
    held = sheet_lines(card([ONE, TWO]).rows, known)
    layout = laid_out((("",), ("",)), held, PLACES, 0, 6)
    assert layout.cells == ()
    assert layout.left_out == ("2 blanks of it were passed over: their figures stay.",)
    one = laid_out((("3", "4", ""),), held, PLACES, 0, 4)
    assert said(one) == [("A1", NUM, "3"), ("A1", DEN, "4")]
    assert one.left_out == ("1 blank of it was passed over: its figure stays.",)


def test_a_blank_where_nothing_stands_is_not_worth_telling() -> None:
    layout = lay((("66", ""),), column=4)
    assert layout.left_out == ()


# Fractions of percentages


def cells(*texts: str, line: int = 0, place: Place = NOW) -> list[Cell]:
    return [Cell(LINES[line], place, text) for text in texts]


def test_a_column_of_fractions_is_asked_about_once() -> None:
    fractions = fractions_in(cells("0.412", "0.39", "n/a", "0.44 [p]", "1", "0", "", "33%", "3/4"))
    assert fractions
    assert [cell.text for cell in fractions.cells] == ["41.2%", "39%", "n/a", "44%[p]", "100%", "0", "", "33%", "3/4"]
    assert fractions.offer == "Read 4 cells as fractions: 0.412 is 41.2%"


@pytest.mark.parametrize(
    "texts",
    [("41.2", "0.39", "0.44"), ("0.4",), ("0", "1", "1"), ("41%", "39%"), ("n/a", ""), ("0.4%", "0.5%"), ("1/2", "1/4"),
     ("1.6", "0.4", "0.5")],
)  # fmt: skip
def test_what_is_no_column_of_fractions_is_not(texts: tuple[str, ...]) -> None:
    assert fractions_in(cells(*texts)) is None


def test_each_column_speaks_for_itself() -> None:
    mixed = [*cells("0.41", "0.39"), *cells("41", "0.39", place=Place(Q1)), *cells("0.5", "0.6", place=NUM)]
    fractions = fractions_in(mixed)
    assert fractions
    assert [cell.text for cell in fractions.cells] == ["41%", "39%", "41", "0.39", "0.5", "0.6"]


def test_measures_that_are_no_percentages_are_left_alone() -> None:
    score = sheet_lines(card([measure("S", unit=Unit.SCORE)]).rows, ())[0]
    assert fractions_in([Cell(score, NOW, "0.41"), Cell(score, NOW, "0.39")]) is None


def test_a_copy_of_bare_fractions_is_known_by_its_layout() -> None:
    five = sheet_lines(card([measure(f"B{number}") for number in range(5)]).rows, ())
    layout = laid_out(libreoffice("fractions"), five, PLACES, 0, 6)
    assert layout.fractions
    assert layout.fractions.count == 4
    values = [made.value for cell in layout.fractions.cells if (made := entered(cell.entry, None))]
    assert values == [Decimal("41.2"), 39, 44, 100, 0]
    with pytest.raises(UserError):
        entered(layout.cells[0].entry, None)


@given(st.lists(st.decimals(min_value=0, max_value=2, places=4), max_size=6))
def test_only_bare_numbers_are_multiplied_and_only_by_a_hundred(values: list[Decimal]) -> None:
    texts = [format(each, "f") for each in values]
    fractions = fractions_in(cells(*texts))
    if fractions:
        for value, cell in zip(values, fractions.cells, strict=True):
            made = entered(cell.entry, None)
            assert made
            assert made.value == value * 100


texts = st.sampled_from(
    ["", "A1", "Share 2", "Q1 23/24", "Q2 2023/24", "Num", "Value", "Code", "66%", "0.4", "n/a", "=1/2", "x y",
     "2019/20"]
)  # fmt: skip


@given(st.lists(st.lists(texts, max_size=5), max_size=5), st.integers(0, 4), st.integers(0, 9), st.booleans())
def test_any_block_is_laid_onto_cells_that_are_there(block: list[list[str]], row: int, column: int, ours: bool) -> None:
    tupled = tuple(tuple(each) for each in block)
    layout = laid_out(tupled, LINES, PLACES, row, column, ours) if any(tupled) else Layout(())
    for cell in layout.cells:
        assert cell.line in LINES
        assert cell.place in PLACES
        assert any(cell.text == text.strip() for line in block for text in (*line, ""))
