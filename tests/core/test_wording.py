from decimal import Decimal
from typing import Any

import pytest

from ascdesk.amounts import Reading, Unreadable
from ascdesk.model import Direction, Movement, Polarity, Rating, TargetKind, Unit
from ascdesk.periods import Period
from ascdesk.wording import (
    Judgement,
    PrintedDirection,
    Rank,
    positions,
    read_combined,
    read_direction,
    read_performance,
    read_polarity,
    read_rank,
    read_rank_before,
    read_rating,
    read_stacked_ranks,
    read_tally,
    read_target,
    read_unit,
)

D = Decimal
Q2_2016 = Period.quarter(2016, 2)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("126/150", Rank(126, 150)),
        ("28/152 (=)", Rank(28, 152, tie=True)),
        ("1/150(=)", Rank(1, 150, tie=True)),
        ("=12/150", Rank(12, 150, tie=True)),
        ("3rd out of 15", Rank(3, 15)),
        ("N/A", None),
        ("", None),
    ],
)
def test_a_rank_is_read(text, expected):
    assert read_rank(text) == expected


@pytest.mark.parametrize("text", ["153/152", "0/150", "28", "Published data: 47/152 Local data: 42/152", "28/"])
def test_a_rank_that_cannot_be_is_refused(text):
    assert isinstance(read_rank(text), Unreadable)


def test_an_earlier_rank_is_read_where_one_is_named():
    assert read_rank_before("From 147/150") == Rank(147, 150)
    assert read_rank_before("⇔") is None
    assert isinstance(read_rank_before("From 160/150"), Unreadable)


def test_two_ranks_in_a_cell_are_split_by_their_labels():
    stacked = read_stacked_ranks("Published data: 47/152  Local data: 42/152")
    assert stacked == (("Published data", Rank(47, 152)), ("Local data", Rank(42, 152)))
    assert read_stacked_ranks("47/152") == ()


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Low", Polarity.LOWER),
        ("High", Polarity.HIGHER),
        ("-", Polarity.NONE),
        ("–", Polarity.NONE),
        ("Lower is better", Polarity.LOWER),
        ("Low is good", Polarity.LOWER),
        ("Closer to target", Polarity.NEARER),
        ("", None),
    ],
)
def test_which_way_is_better(text, expected):
    assert read_polarity(text) == expected


def test_words_that_do_not_say_which_way_is_better_are_refused():
    assert isinstance(read_polarity("Best to be"), Unreadable)


@pytest.mark.parametrize(
    ("text", "kind", "value"),
    [
        ("83%", TargetKind.NUMBER, "83"),
        ("629.9 per 100k", TargetKind.NUMBER, "629.9"),
        ("653.2 266 admissions", TargetKind.NUMBER, "653.2"),
        ("at least 80%", TargetKind.NUMBER, "80"),
        ("To reduce", TargetKind.REDUCE, None),
        ("to increase", TargetKind.INCREASE, None),
        ("Maintain", TargetKind.MAINTAIN, None),
        ("new", TargetKind.TEXT, None),
        ("16/17 target in BCF plan", TargetKind.TEXT, None),
        ("TBC", TargetKind.TEXT, None),
        ("N/A", TargetKind.NONE, None),
        ("n/a", TargetKind.NONE, None),
        ("No target", TargetKind.NONE, None),
        ("-", TargetKind.NONE, None),
    ],
)
def test_a_target_is_a_number_a_direction_or_a_text(text, kind, value):
    target: Any = read_target(text)
    assert (target.kind, target.value, target.text) == (kind, value and D(value), text)


def test_a_target_of_rate_and_count_keeps_both():
    target: Any = read_target("653.2 266 admissions", Unit.PER_100K)
    assert (target.value, target.numerator, target.label) == (D("653.2"), D(266), "admissions")


@pytest.mark.parametrize("text", ["10-15%", "10% – 15%", "between 10% and 15%", "10 to 15"])
def test_a_target_may_be_a_range(text):
    target: Any = read_target(text)
    assert (target.kind, target.low, target.high) == (TargetKind.RANGE, D(10), D(15))


@pytest.mark.parametrize("text", ["1 234", "12,34", "#N/A", "16/17", "3.4 (per 10,000 pop - all)", "I F 70/"])
def test_a_target_that_cannot_be_read_is_not_passed_off_as_a_text(text):
    assert isinstance(read_target(text), Unreadable)


def test_no_target_cell_no_target():
    assert read_target(" ") is None


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("G", Rating.GREEN),
        ("A", Rating.AMBER),
        ("\u0391", Rating.AMBER),
        ("R", Rating.RED),
        ("amber", Rating.AMBER),
        ("Green", Rating.GREEN),
        ("● G", Rating.GREEN),
        ("▲ A", Rating.AMBER),
        ("○ not rated", Rating.NONE),
        ("\U0001f534", Rating.RED),
        ("N/A", Rating.NONE),
        ("", None),
    ],
)
def test_a_rating_is_read(text, expected):
    assert read_rating(text) == expected


@pytest.mark.parametrize("text", ["o", "●", "Blue", "G/A", "RAG"])
def test_a_rating_is_never_guessed(text):
    assert isinstance(read_rating(text), Unreadable)


@pytest.mark.parametrize(
    ("text", "rating", "movement", "certain"),
    [
        ("Û G", Rating.GREEN, Movement.UP, False),
        ("Î G", Rating.GREEN, Movement.UP, False),
        ("₩ G", Rating.GREEN, None, False),
        ("Ţ R", Rating.RED, Movement.DOWN, False),
        ("Ţ, R", Rating.RED, Movement.DOWN, False),
        ("∏ R", Rating.RED, Movement.DOWN, False),
        ("□ R", Rating.RED, Movement.DOWN, False),
        ("1 R", Rating.RED, Movement.DOWN, False),
        ("é", None, Movement.UP, False),
        ("$\\Leftrightarrow$", None, Movement.LEVEL, False),
        ("\uf0df G", Rating.GREEN, None, False),
        ("⇔ A", Rating.AMBER, Movement.LEVEL, True),
        ("⇔", None, Movement.LEVEL, True),
        ("↔", None, Movement.LEVEL, True),
        ("→", None, Movement.LEVEL, True),
        ("▬", None, Movement.LEVEL, True),
        ("↑G", Rating.GREEN, Movement.UP, True),
        ("Red ↓", Rating.RED, Movement.DOWN, True),
        ("⬆\ufe0f Amber", Rating.AMBER, Movement.UP, True),
        ("\uf0e1 \u0391", Rating.AMBER, Movement.UP, True),
        ("\uf0e9", None, Movement.UP, True),
        ("\uf0ea", None, Movement.DOWN, True),
        ("\uf0af", None, Movement.DOWN, True),
        ("\uf0db", None, Movement.LEVEL, True),
        ("● G", Rating.GREEN, None, True),
        ("▲ A", Rating.AMBER, Movement.UP, False),
        ("○ not rated", Rating.NONE, None, True),
        ("G", Rating.GREEN, None, True),
    ],
)
def test_arrow_and_rating_share_a_cell(text, rating, movement, certain):
    judgement: Any = read_combined(text)
    assert (judgement.rating, judgement.movement, judgement.certain) == (rating, movement, certain)
    assert judgement.unreadable == ""


def test_a_letter_that_is_no_rating_is_left_for_a_person():
    assert read_combined("Å o") == Judgement(arrow="Å", certain=False, unreadable="o")
    assert read_combined("●") == Judgement(certain=False, unreadable="●")
    assert read_combined("From 37/153") == Judgement(certain=False, unreadable="From 37/153")


def test_a_cell_may_name_only_the_base_of_the_direction():
    assert read_combined("From 2015/16") == Judgement(base=Period.year(2015))
    assert read_combined("") is None


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Towards target", PrintedDirection("Towards target", Direction.BETTER, None)),
        ("Away from target", PrintedDirection("Away from target", Direction.WORSE, None)),
        ("No change", PrintedDirection("No change", Direction.SAME, Movement.LEVEL)),
        ("Improved", PrintedDirection("Improved", Direction.BETTER, None)),
        ("Improvement from baseline", PrintedDirection("Improved", Direction.BETTER, None)),
        ("Deterioration from baseline", PrintedDirection("Deteriorated", Direction.WORSE, None)),
        ("No significant change", PrintedDirection("No significant change", Direction.SAME, None)),
        ("↑", PrintedDirection("↑", None, Movement.UP)),
        ("N/A", PrintedDirection("None", Direction.NONE, Movement.NONE)),
        ("", None),
    ],
)
def test_direction_words_are_read(text, expected):
    assert read_direction(text) == expected


@pytest.mark.parametrize("text", ["Towart", "Û", "R"])
def test_a_direction_is_never_guessed(text):
    assert isinstance(read_direction(text), Unreadable)


@pytest.mark.parametrize(
    ("text", "value", "numerator", "count", "starred"),
    [
        ("Position at Q2 2016/17: 99.6% (3,828/3,844)", "99.6", "3828", None, False),
        ("Same point last year (Q2 2016/17): 99.6% (3,828/3,844)", "99.6", "3828", None, False),
        ("April / Aug average data Position at Q2 2016/17 – 2.1%", "2.1", None, None, False),
        ("April / Aug average data Position at Q2 2016/17 – 36.3 %", "36.3", None, None, False),
        ("Position at Q2 2016/17: -5.2.", "-5.2", None, None, False),
        (
            "Cumulative measure: Position at Q2 2016/17: 5.89 (13 admissions)* Forecast based on Q2 = 26 admissions "
            "*2015/16 & 16/17 over counted",
            "5.89",
            None,
            "13",
            True,
        ),
    ],
)
def test_a_comment_may_give_an_earlier_position(text, value, numerator, count, starred):
    ((period, reading),) = positions(text, Period.quarter(2017, 2))
    assert period == Q2_2016
    assert (reading.value, reading.starred) == (D(value), starred)
    assert (reading.numerator, reading.count) == (numerator and D(numerator), count and D(count))


@pytest.mark.parametrize(
    "text",
    [
        "17/18 user survey results available May '18",
        "No carers survey in 2017/18",
        "Data up to August 2017",
        "Rate calculated using 2015 live hospital discharge data",
        "Q2 2016/17: 2.1% higher than before",
        "Q2 2016/17: N/A",
        "Q2 2016/17: 2 0%",
    ],
)
def test_other_comments_give_no_position(text):
    assert positions(text) == ()


def test_a_cell_of_several_periods_is_split():
    cell = "22/23 - 399 per 100K Quarter 1 - 23/24 404 ↑ Quarter 2 - 23/24 60.7 ↓"
    pieces: Any = read_performance(cell)
    year, first, second = pieces
    assert (year.period, first.period, second.period) == (
        Period.year(2022),
        Period.quarter(2023, 1),
        Period.quarter(2023, 2),
    )
    assert year.reading == Reading(value=D(399), unit=Unit.PER_100K, decimals=0)
    assert [first.reading.value, second.reading.value] == [D(404), D("60.7")]
    assert year.judgement is None
    assert [first.judgement.movement, second.judgement.movement] == [Movement.UP, Movement.DOWN]


def test_words_behind_the_figure_of_a_period_are_kept():
    pieces: Any = read_performance("22/23 - 68% ↑ This is an annually measured metric")
    (only,) = pieces
    assert (only.reading.value, only.judgement.movement) == (D(68), Movement.UP)
    assert only.note == "This is an annually measured metric"
    pieces = read_performance("22/23 -5% of the target")
    (negative,) = pieces
    assert (negative.reading.value, negative.note) == (D(-5), "of the target")


def test_a_piece_that_cannot_be_read_says_so():
    (only,) = read_performance("22/23 - 2 0%")
    assert isinstance(only.reading, Unreadable)
    assert read_performance("66%") == ()
    assert read_performance("Position at Q2 2016/17: 5%") == ()


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Forecast to meet or exceed target - 7", ("Forecast to meet or exceed target", 7)),
        ("Performance within 0.5% of target - 0", ("Performance within 0.5% of target", 0)),
        (
            "N/A - No data on which to make a judgement – 16",
            ("N/A - No data on which to make a judgement", 16),
        ),
        (
            "N/A - No data on which to make a judgement",
            ("N/A - No data on which to make a judgement", None),
        ),
        ("", None),
    ],
)
def test_a_legend_gives_label_and_count(text, expected):
    assert read_tally(text) == expected


@pytest.mark.parametrize(
    ("text", "unit"),
    [
        ("%", Unit.PERCENT), ("Percentage", Unit.PERCENT), ("per cent", Unit.PERCENT), ("Percent", Unit.PERCENT),
        ("Percentage (%)", Unit.PERCENT), ("%age", Unit.PERCENT), ("proportion", Unit.PERCENT),
        ("per 100k", Unit.PER_100K), ("Rate per 100,000 population", Unit.PER_100K), ("/100 000", Unit.PER_100K),
        ("£", Unit.POUNDS), ("GBP", Unit.POUNDS), ("£ per week", Unit.POUNDS), ("£m", Unit.POUNDS_MILLION),
        ("£ million", Unit.POUNDS_MILLION), ("Count", Unit.COUNT), ("People", Unit.COUNT), ("No.", Unit.NUMBER),
        ("#", Unit.NUMBER), ("Days", Unit.DAYS), ("Score", Unit.SCORE),
    ],
)  # fmt: skip
def test_a_unit_is_read_as_people_write_it(text: str, unit: Unit) -> None:
    assert read_unit(text) is unit


@pytest.mark.parametrize("unit", Unit)
def test_a_unit_is_read_as_our_own_reports_write_it(unit: Unit) -> None:
    assert read_unit(unit.value) is unit


@pytest.mark.parametrize("text", ["furlongs", "£000s", "£k", "per 1,000", "rate", "% or £", "weeks"])
def test_a_unit_that_is_not_known_is_not_guessed(text: str) -> None:
    read = read_unit(text)
    assert isinstance(read, Unreadable)
    assert read.problem == f"“{text}” is no unit that is known."


@pytest.mark.parametrize("text", ["", " ", "n/a"])
def test_no_unit_is_none(text: str) -> None:
    assert read_unit(text) is None
