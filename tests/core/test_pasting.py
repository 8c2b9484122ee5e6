from ascdesk.entering import Field
from ascdesk.pasting import Block, Layout, Place, laid_out
from ascdesk.sheet import sheet_lines
from tests.core.test_scorecard import card
from tests.data.judged import Q2, measure

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
