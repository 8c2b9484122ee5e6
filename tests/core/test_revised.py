from dataclasses import replace
from decimal import Decimal

from ascdesk.entering import revised
from ascdesk.identity import figure_id, measure_id
from ascdesk.model import Figure, Flag, Marker
from ascdesk.periods import Period
from ascdesk.returns.reader import book_of

Q1 = Period.quarter(2023, 1)
MEASURE = measure_id("Care plan", "ASCH11", "People supported")
HELD = Figure(id=figure_id(MEASURE, Q1), measure=MEASURE, period=Q1, value=Decimal(2501))
ANEW = replace(HELD, value=Decimal(2725))


def test_a_revision_keeps_its_reason_and_is_marked() -> None:
    made = revised(ANEW, HELD, " Late returns ")
    assert made
    assert (made.why, made.flags) == ("Late returns", (Flag.REVISED,))


def test_a_typing_slip_keeps_its_reason_and_is_no_revision() -> None:
    made = revised(ANEW, HELD, "Corrected a typing slip", marked=False)
    assert made
    assert (made.why, made.flags) == ("Corrected a typing slip", ())


def test_what_was_marked_already_is_marked_once() -> None:
    made = revised(replace(ANEW, flags=(Flag.REVISED,)), HELD, "Counted anew")
    assert made
    assert made.flags == (Flag.REVISED,)


def test_nothing_is_revised_where_no_value_stood_or_the_same_or_none_comes() -> None:
    assert revised(ANEW, None, "Late returns") == ANEW
    assert revised(ANEW, replace(HELD, value=None, marker=Marker.NOT_AVAILABLE), "Late returns") == ANEW
    assert revised(HELD, HELD, "Late returns") == HELD
    assert revised(None, HELD, "Late returns") is None


def test_the_bytes_of_a_kept_file_are_read_like_the_file() -> None:
    book = book_of("kept.csv", b"Code,Q1\nAB1,41.2%\n")
    assert [cell.text for cell in book.sheets[0].cells()] == ["Code", "Q1", "AB1", "41.2%"]
