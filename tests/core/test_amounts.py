from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ascdesk.amounts import (
    Reading,
    Unreadable,
    format_decimals,
    normalise,
    percent_format,
    plain,
    read_amount,
    read_number,
    read_stacked,
    show_amount,
    show_marker,
    show_typed,
)
from ascdesk.markers import with_codes
from ascdesk.model import Flag, Marker, Unit
from ascdesk.typed import read_typed

D = Decimal
PERCENT, RATE = Unit.PERCENT, Unit.PER_100K
numbers = st.decimals(min_value=-(10**12), max_value=10**12, places=3)


def read(text, unit=None):
    reading = read_amount(text, unit)
    assert isinstance(reading, Reading), reading
    return reading


def refused(text, unit=None):
    reading = read_amount(text, unit)
    assert isinstance(reading, Unreadable), reading
    assert reading.remedy
    return reading.problem


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("17.8%", Reading(value=D("17.8"), unit=PERCENT, decimals=1)),
        ("66 per cent", Reading(value=D(66), unit=PERCENT, decimals=0)),
        ("74.4 %", Reading(value=D("74.4"), unit=PERCENT, decimals=1)),
        ("<b>74.4</b> %", Reading(value=D("74.4"), unit=PERCENT, decimals=1)),
        ("**49.7%**", Reading(value=D("49.7"), unit=PERCENT, decimals=1)),
        ("2,122", Reading(value=D(2122), decimals=0)),
        ("2375", Reading(value=D(2375), decimals=0)),
        ("0", Reading(value=D(0), decimals=0)),
        ("+1.42", Reading(value=D("1.42"), decimals=2)),
        ("-12.56", Reading(value=D("-12.56"), decimals=2)),
        ("\u22120.5", Reading(value=D("-0.5"), decimals=1)),
        ("16.3*", Reading(value=D("16.3"), decimals=1, starred=True)),
        ("£466", Reading(value=D(466), unit=Unit.POUNDS, decimals=0)),
        ("£12.5k", Reading(value=D(12500), unit=Unit.POUNDS, decimals=0)),
        ("£1.2m", Reading(value=D("1.2"), unit=Unit.POUNDS_MILLION, decimals=1)),
        ("-£3.6m", Reading(value=D("-3.6"), unit=Unit.POUNDS_MILLION, decimals=1)),
        ("£3.6 million", Reading(value=D("3.6"), unit=Unit.POUNDS_MILLION, decimals=1)),
        ("440 per 100K", Reading(value=D(440), unit=RATE, decimals=0)),
        ("629.9 per 100k", Reading(value=D("629.9"), unit=RATE, decimals=1)),
        ("14.9 per 100,000 population", Reading(value=D("14.9"), unit=RATE, decimals=1)),
        ("20 days", Reading(value=D(20), unit=Unit.DAYS, decimals=0)),
        ("13 admissions", Reading(value=D(13), unit=Unit.COUNT, decimals=0, label="admissions")),
    ],
)
def test_a_figure_is_read_with_the_unit_it_names(text, expected):
    assert read(text) == expected


@pytest.mark.parametrize(
    ("text", "value", "numerator", "denominator"),
    [
        ("97.6% (41/42)", "97.6", "41", "42"),
        ("99.7% (3,689/3698)", "99.7", "3689", "3698"),
        ("98.7% (3763/3812)", "98.7", "3763", "3812"),
        ("2.4% (19.5/820)", "2.4", "19.5", "820"),
        ("74.4 % (584/785)", "74.4", "584", "785"),
        ("100% (147/147)", "100", "147", "147"),
        ("66% (2 of 3)", "66", "2", "3"),
        ("(19.5/820)", None, "19.5", "820"),
        ("3221/4880", None, "3221", "4880"),
        ("0/0", None, "0", "0"),
    ],
)
def test_numerator_and_denominator_are_kept(text, value, numerator, denominator):
    reading = read(text)
    assert reading.value == (value and D(value))
    assert (reading.numerator, reading.denominator) == (D(numerator), D(denominator))
    assert not reading.disagrees


@pytest.mark.parametrize(
    ("text", "disagrees"),
    [
        ("99.7% (3,689/3,698)", False),  # cut off, not rounded
        ("46.8% (1,733/3,698)", False),
        ("66% (663/1000)", False),
        ("97.6% (40/42)", True),
        ("50.10% (501/1001)", True),
        ("5% (1/0)", False),
    ],
)
def test_parts_that_make_another_percentage_are_noticed(text, disagrees):
    assert read(text).disagrees is disagrees


def test_parts_are_compared_when_only_the_measure_says_percent():
    assert read("97.6 (10/42)", PERCENT).disagrees
    assert not read("97.6 (10/42)", RATE).disagrees


@pytest.mark.parametrize(
    ("text", "value", "numerator", "starred"),
    [
        ("304.5 124 admissions", "304.5", "124", False),
        ("644.1* 258 admissions", "644.1", "258", True),
        ("2.7 6 admissions", "2.7", "6", False),
        ("15.0 1,033 people", "15.0", "1033", False),
    ],
)
def test_a_rate_with_its_count_keeps_the_count_as_numerator(text, value, numerator, starred):
    reading = read(text, RATE)
    assert (reading.value, reading.numerator, reading.starred) == (D(value), D(numerator), starred)
    assert reading.label in ("admissions", "people")
    assert reading.count is None


@pytest.mark.parametrize(
    ("text", "value", "count", "label"),
    [
        ("3.1% (200 in reablement)", "3.1", "200", "in reablement"),
        ("8.9 (282 delays)", "8.9", "282", "delays"),
        ("5.89 (13 admissions)*", "5.89", "13", "admissions"),
        ("0.396 (Category C", "0.396", None, "Category C"),
        ("93.3% (Local measure counts full year)", "93.3", None, "Local measure counts full year"),
    ],
)
def test_a_bracket_with_words_is_a_label_and_never_a_numerator(text, value, count, label):
    reading = read(text)
    assert (reading.value, reading.count, reading.label) == (D(value), count and D(count), label)
    assert reading.numerator is None
    assert reading.starred is text.endswith("*")


def test_a_rate_may_stand_in_brackets():
    reading = read("8.9 (per 100,000 pop - total (All) DTOC bed delays)", RATE)
    assert (reading.value, reading.unit, reading.label) == (D("8.9"), RATE, "total (All) DTOC bed delays")


@pytest.mark.parametrize("text", ["3.4 (per 10,000 pop - Social care bed delays)", "3.4 per 10,000", "3 per 1,000"])
@pytest.mark.parametrize("unit", [None, RATE])
def test_a_rate_per_something_else_is_not_converted(text, unit):
    assert "not per 100,000" in refused(text, unit)


@pytest.mark.parametrize(
    ("text", "marker"),
    [
        *[(text, Marker.NOT_AVAILABLE) for text in ("N/A", "n/a", "NA", "TBC", "[x]", "x", "..", ":", "-", "–")],
        *[(text, Marker.NOT_AVAILABLE) for text in ("No national data published", "Not available", "No data")],
        ("No data on which to make a judgement", Marker.NOT_AVAILABLE),
        *[(text, Marker.NOT_APPLICABLE) for text in ("No carers survey", "No carer survey", "No carers", "No survey")],
        *[(text, Marker.NOT_APPLICABLE) for text in ("[z]", "z", "[Z]", "Not applicable")],
        ("No carers survey in 2017/18", Marker.NOT_APPLICABLE),
        ("This is an annually measured metric", Marker.NOT_APPLICABLE),
        *[(text, Marker.CONFIDENTIAL) for text in ("[c]", "c", "*", "Suppressed", "<5", "< 5", "fewer than 10")],
        *[(text, Marker.CONFIDENTIAL) for text in ("Withheld", "Suppressed (small numbers)", "Number too low")],
        *[(text, Marker.NOT_AVAILABLE) for text in ("Awaiting data", "Data awaited", "Awaiting return", "To follow")],
        *[(text, Marker.NOT_AVAILABLE) for text in ("TBD", "Unknown", "Not yet received", "Figures not yet available")],
        *[(text, Marker.NOT_APPLICABLE) for text in ("Survey not held this year", "Reported annually", "Discontinued")],
        ("No longer collected", Marker.NOT_APPLICABLE),
        ("[low]", Marker.LOW),
        ("\u200bN/A\u00a0", Marker.NOT_AVAILABLE),
    ],
)  # fmt: skip
def test_a_cell_may_say_why_there_is_no_figure(text, marker):
    reading = read(text)
    assert (reading.marker, reading.value) == (marker, None)


def test_a_suppressed_count_keeps_what_was_printed():
    assert read("<5").label == "<5"


def test_flags_stand_behind_figure_or_marker():
    assert read("12.3 [p]") == Reading(value=D("12.3"), decimals=1, flags=(Flag.PROVISIONAL,))
    assert read("12.3[r][e]").flags == (Flag.REVISED, Flag.ESTIMATED)
    assert read("[x][p]") == Reading(marker=Marker.NOT_AVAILABLE, flags=(Flag.PROVISIONAL,))
    assert read("97.6% (41/42) [b]").flags == (Flag.BREAK,)


@pytest.mark.parametrize("text", ["", " ", "\u00a0", "\u200b", "\n\t"])
def test_a_blank_cell_is_neither_zero_nor_marker(text):
    assert read_amount(text) is None


@pytest.mark.parametrize(
    "text",
    [
        "I F 70/", "2 0%", "1 234", "1\xa0234", "12,34", "1,2345", "1.2.3", "12%%", "4,5", "0,123", ".5", "5.",
        "1e5", "NaN", "Infinity", "(5.2)", "(5)", "66\xb9", "\uff16\uff16", "304 124 admissions", "12 plus",
        "45 minutes", "2016/17", "30/09/2022", "(41/42", "97.6% (41/4", "315 (315)", "97.6% (41/42) (local)",
        "<5%", "<50", ">95", "+-5", "\xa3", "%", "12m", "5% per 100k", "\xa35 days", "16/17 target in BCF plan",
        "66% of enquiries were", "new", "12.3 [q]", "3 [x]", "[x][z]", "[p]", "12.3 [note 1]", "12.3 (a) more",
        "60.7 \u2193", "1" * 31, "a" * 5000,
    ],
)  # fmt: skip
def test_what_can_be_read_in_two_ways_is_refused(text):
    refused(text)


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ("#N/A", "The cell says #N/A"),
        ("#DIV/0!", "The cell says #DIV/0!"),
        ("1 234", "space"),
        ("12,34", "comma"),
        ("(5.2)", "brackets"),
        ("1" * 31, "30 digits"),
        ("#######", "too narrow"),
        ("Published data: 2.9 (92 delays) Local data: 2.6 (82 delays)", "several"),
    ],
)
def test_a_refusal_says_what_is_wrong(text, problem):
    assert problem in refused(text)


def test_thirty_digits_are_read_whole():
    assert read("1" * 30).value == D("1" * 30)


@pytest.mark.parametrize(
    ("text", "unit"),
    [
        ("66%", Unit.COUNT), ("£5", Unit.COUNT), ("7/9", Unit.COUNT), ("66%", Unit.NUMBER), ("£5", Unit.NUMBER),
        ("£3.6m", Unit.NUMBER), ("£466", PERCENT), ("13 admissions", PERCENT),
    ],
)  # fmt: skip
def test_a_figure_plainly_in_another_unit_is_refused(text, unit):
    assert "but the measure is" in refused(text, unit)


def test_a_plain_number_takes_what_loses_no_sign():
    assert read("5 days", Unit.NUMBER).value == 5
    assert read("13 admissions", Unit.NUMBER).value == 13
    assert read("9.5", Unit.COUNT).value == D("9.5")
    assert (read("7/9", Unit.NUMBER).numerator, read("7/9", Unit.NUMBER).denominator) == (7, 9)


def test_pounds_and_millions_are_brought_together_only_where_that_is_exact():
    assert read("£1.2m", Unit.POUNDS) == Reading(value=D(1200000), unit=Unit.POUNDS, decimals=0)
    refused("£3.6", Unit.POUNDS_MILLION)


def test_a_bare_fraction_in_a_percentage_measure_is_asked_about():
    assert refused("0.4", PERCENT) == "This may be 0.4% or 40%."
    assert read("0.4%", PERCENT).value == D("0.4")
    assert read("84.8", PERCENT).value == D("84.8")
    assert read("0.396", Unit.SCORE).value == D("0.396")


def test_two_values_in_a_cell_are_split_by_their_labels():
    stacked = read_stacked("Published data: 2.9 (92 delays) Local data: 2.6 (82 delays)")
    assert [(label, reading.value, reading.count) for label, reading in stacked] == [
        ("Published data", D("2.9"), D(92)),
        ("Local data", D("2.6"), D(82)),
    ]
    assert [label for label, _ in read_stacked("Users: 68%\nCarers: N/A")] == ["Users", "Carers"]
    assert read_stacked("2.9") == ()
    assert read_stacked("Published data: 2.9 Local data: I F 70/") == ()


@pytest.mark.parametrize(
    ("value", "number_format", "expected"),
    [
        ("0.412", "0.0%", ("41.2", PERCENT, 1)),
        ("0.283", "0.00%", ("28.3", PERCENT, 2)),
        ("1", "0%", ("100", PERCENT, 0)),
        ("1.5", "0%", ("150", PERCENT, 0)),
        ("-0.05", "0.0%;[Red]-0.0%", ("-5", PERCENT, 1)),
        ("41.2", '0.0"%"', ("41.2", PERCENT, 1)),
        ("41.2", r"0.0\%", ("41.2", PERCENT, 1)),
        ("466", '"£"#,##0', ("466", Unit.POUNDS, 0)),
        ("466.5", "[$£-809]#,##0.00", ("466.5", Unit.POUNDS, 2)),
        ("0", '_-"£"* #,##0_-;-"£"* #,##0_-;_-"£"* "-"_-;_-@_-', ("0", Unit.POUNDS, 0)),
        ("3600000", '£0.0,,"m"', ("3.6", Unit.POUNDS_MILLION, 1)),
        ("3.6", '"£"0.0"m"', ("3.6", Unit.POUNDS_MILLION, 1)),
        ("20", '0 "days"', ("20", Unit.DAYS, 0)),
        ("2122", "#,##0", ("2122", None, 0)),
        ("17.85", "0.00", ("17.85", None, 2)),
        ("0.5", "[<1]0.0%;0", ("50", PERCENT, 1)),
        ("5", "[<1]0.0%;0", ("5", None, 0)),
        ("1.53", "General", ("1.53", None, 2)),
        ("466", "General", ("466", None, 0)),
    ],
)
def test_a_number_cell_is_read_as_its_format_shows_it(value, number_format, expected):
    reading = read_number(D(value), number_format)
    assert isinstance(reading, Reading)
    assert (str(reading.value), reading.unit, reading.decimals) == expected


@pytest.mark.parametrize(
    ("value", "number_format", "unit", "problem"),
    [
        ("17.8", "0.0%", PERCENT, "1780%: was 17.8 typed"),
        ("0.412", "General", PERCENT, "0.412% or 41.2%"),
        ("0.412", "0.00", PERCENT, "0.412% or 41.2%"),
        ("1", "General", PERCENT, "1% or 100%"),
        ("44000", "dd/mm/yyyy", None, "date"),
        ("466", '"$"#,##0', None, "currency"),
        ("0.5", "0%", Unit.COUNT, "but the measure is a count"),
        ("0.5", "0%", Unit.NUMBER, "but the measure is a plain number"),
        ("466", '"£"#,##0', Unit.NUMBER, "but the measure is a plain number"),
        ("NaN", "General", None, "bounds"),
        ("1E+400", "General", None, "bounds"),
        ("1E+999999", "0%", None, "bounds"),
    ],
)
def test_a_number_that_cannot_be_what_it_shows_is_refused(value, number_format, unit, problem):
    reading = read_number(D(value), number_format, unit)
    assert isinstance(reading, Unreadable)
    assert problem in reading.problem


def test_a_fraction_that_is_no_percentage_is_read():
    assert read_number(D("0.396"), "0.000", Unit.SCORE) == Reading(value=D("0.396"), decimals=3)
    assert read_number(D(0), "General", PERCENT) == Reading(value=D(0), decimals=0)


@pytest.mark.parametrize(
    ("number_format", "percent", "decimals"),
    [
        ("0.0%", True, 1),
        ("0%", True, 0),
        ('0.0"%"', False, 1),
        (r"0\%", False, 0),
        ("[Red]0.00%", True, 2),
        ("#,##0", False, 0),
        ("General", False, None),
        ("0.00E+00", False, None),
        ("@", False, None),
    ],
)
def test_formats_tell_percent_and_decimals(number_format, percent, decimals):
    assert percent_format(number_format) is percent
    assert format_decimals(number_format) == decimals


@pytest.mark.parametrize(
    ("value", "unit", "decimals", "text"),
    [
        ("41.2", PERCENT, 1, "41.2%"),
        ("41.25", PERCENT, 1, "41.3%"),
        ("-41.25", PERCENT, 1, "-41.3%"),
        ("466", Unit.POUNDS, 0, "£466"),
        ("-3.6", Unit.POUNDS_MILLION, 1, "-£3.6m"),
        ("2122", Unit.COUNT, 0, "2,122"),
        ("304.5", RATE, 1, "304.5"),
        ("20", Unit.DAYS, 0, "20"),
        ("-0.04", None, 1, "0.0"),
        ("1" * 30, Unit.NUMBER, 0, ",".join(["111"] * 10)),
    ],
)
def test_a_value_is_shown_the_british_way(value, unit, decimals, text):
    assert show_amount(D(value), unit, decimals) == text


@pytest.mark.parametrize(
    ("value", "text"),
    [("563.90", "563.9"), ("1E+2", "100"), ("0.00", "0"), ("-0.0", "0"), ("1E-7", "0.0000001"), ("-1.50", "-1.5")],
)
def test_plain_digits(value, text):
    assert plain(D(value)) == text


@given(numbers)
def test_plain_digits_lose_nothing(value):
    assert D(plain(value)) == value
    assert read(plain(value)).value == value


@given(numbers, st.sampled_from([PERCENT, Unit.POUNDS, Unit.POUNDS_MILLION, Unit.COUNT, RATE]))
def test_what_is_shown_in_full_reads_back(value, unit):
    assert read(show_amount(value, unit, 3)).value == value


@pytest.mark.parametrize(
    ("marker", "raw", "words"),
    [
        (Marker.NOT_AVAILABLE, "", "Not available"),
        (Marker.NOT_AVAILABLE, "N/A", "Not available"),
        (Marker.NOT_AVAILABLE, "TBC", "To be confirmed"),
        (Marker.NOT_APPLICABLE, "[z]", "Not applicable"),
        (Marker.NOT_APPLICABLE, "No carers survey", "No carers survey"),
        (Marker.CONFIDENTIAL, "<5", "Confidential"),
        (Marker.LOW, "", "Rounds to zero"),
        (Marker.LOW, "No carers survey", "Rounds to zero"),
    ],
)
def test_a_marker_is_shown_in_words(marker, raw, words):
    assert show_marker(marker, raw) == words


flags = st.lists(st.sampled_from(Flag), unique=True, max_size=4).map(tuple)
whole = st.integers(0, 10**9).map(D)
labels = st.sampled_from(["delays", "admissions", "people"])
rates = st.decimals(min_value=0, max_value=10**6, places=1)
readings = st.one_of(
    st.builds(Reading, marker=st.sampled_from(Marker), flags=flags),
    st.builds(Reading, numerator=whole, denominator=whole, flags=flags),
    st.builds(
        Reading,
        value=numbers,
        unit=st.sampled_from([None, PERCENT, RATE, Unit.POUNDS, Unit.POUNDS_MILLION, Unit.DAYS]),
        decimals=st.just(3),
        flags=flags,
        starred=st.booleans(),
    ),
    st.builds(Reading, value=rates, decimals=st.just(1), numerator=whole, label=labels, flags=flags),
    st.builds(Reading, value=rates, decimals=st.just(1), count=whole, label=labels, starred=st.booleans()),
    st.builds(Reading, value=rates, decimals=st.just(1), label=st.sampled_from(["Category C", "total (All)"])),
    st.builds(Reading, value=whole, decimals=st.just(0), unit=st.just(Unit.COUNT), label=labels),
    whole.filter(bool).map(
        lambda n: Reading(value=D(100), decimals=0, unit=PERCENT, numerator=n, denominator=n),
    ),
)


@given(readings)
def test_what_is_typed_again_reads_back_whole(reading):
    assert read_amount(show_typed(reading)) == reading


@given(st.text(max_size=30))
def test_no_text_brings_the_reader_down(text):
    reading = read_amount(text)
    if isinstance(reading, Reading):
        assert read_amount(show_typed(reading)) == reading


@given(st.from_regex(r"[-+£(]?[0-9.,]{1,6} ?[%*km]?[ (]{0,2}[0-9/]{0,4} ?[a-z]{0,5}\)?(\[[prexzc]\])?", fullmatch=True))
def test_whatever_is_read_can_be_typed_again(text):
    reading = read_amount(text)
    if isinstance(reading, Reading):
        assert read_amount(show_typed(reading)) == reading


def test_lookalike_letters_become_latin_ones():
    assert normalise("\u0391") == "A"
    assert normalise("\u0410mber") == "Amber"
    assert normalise(" \u200bn\u00a0\u2013 \u2019s\ufe0f ") == "n - 's"


# What is typed, which may be more than is printed


@pytest.mark.parametrize(
    ("text", "flags"),
    [
        *[(f"41.2{tail}", (Flag.PROVISIONAL,)) for tail in (" [p]", "p", " p", " (p)", " prov.", ", provisional")],
        *[(f"41.2%{tail}", (Flag.ESTIMATED,)) for tail in ("e", " (e)", " est.", " (estimate)", " – estimated")],
        *[(f"41.2{tail}", (Flag.REVISED,)) for tail in (" rev", " revised", " (r)", " (Revised)")],
        ("41.2 break in series", (Flag.BREAK,)), ("est. 41.2", (Flag.ESTIMATED,)),
        ("Provisional: 41.2%", (Flag.PROVISIONAL,)),
        ("41.2 rev prov", (Flag.REVISED, Flag.PROVISIONAL)), ("41.2 (r) [p]", (Flag.REVISED, Flag.PROVISIONAL)),
    ],
)  # fmt: skip
def test_a_flag_may_be_typed_with_the_figure(text, flags):
    reading = read_typed(text, PERCENT)
    assert isinstance(reading, Reading), reading
    assert (reading.value, reading.flags, reading.label) == (D("41.2"), flags, "")


def test_a_flag_may_be_typed_behind_a_ratio_or_days():
    ratio = read_typed("97.6% (41/42) prov", PERCENT)
    assert isinstance(ratio, Reading)
    assert (ratio.numerator, ratio.flags) == (D(41), (Flag.PROVISIONAL,))
    days = read_typed("20 days est.", Unit.DAYS)
    assert isinstance(days, Reading)
    assert (days.value, days.flags) == (D(20), (Flag.ESTIMATED,))


@pytest.mark.parametrize(
    ("text", "unit"),
    [("41.2 R", PERCENT), ("41.2r", PERCENT), ("66A", PERCENT), ("50p", Unit.POUNDS), ("50p", Unit.NUMBER),
     ("50p", None), ("41.2 prob", PERCENT), ("prov", PERCENT)],
)  # fmt: skip
def test_a_letter_that_may_be_a_rating_or_pence_is_no_flag(text, unit):
    assert isinstance(read_typed(text, unit), Unreadable)


def test_a_letter_in_brackets_that_may_be_a_rating_stays_a_note():
    reading = read_typed("66 (R)", PERCENT)
    assert isinstance(reading, Reading)
    assert (reading.flags, reading.label) == ((), "R")


def test_a_text_without_a_flag_is_as_it_was():
    assert with_codes("97.6% (41/42)") == "97.6% (41/42)"
    assert with_codes("No survey") == "No survey"


@given(st.text(max_size=30), st.sampled_from([None, *Unit]))
def test_whatever_is_typed_is_read_or_refused(text, unit):
    reading = read_typed(text, unit)
    known = read_amount(text, unit)
    if isinstance(known, Reading) and not known.label:
        assert reading == known


@given(st.decimals(min_value=1, max_value=10**6, places=2), st.sampled_from(["p", "est"]))
def test_a_flag_never_changes_the_number(value, flag):
    reading = read_typed(f"{value} {flag}", PERCENT)
    assert isinstance(reading, Reading)
    assert (reading.value, reading.flags) == (value, (Flag(flag[0]),))
