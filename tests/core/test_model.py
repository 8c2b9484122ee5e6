import uuid

from hypothesis import given
from hypothesis import strategies as st

from ascdesk.identity import commentary_id, comparator_id, figure_id, measure_id, named_id, under_measure
from ascdesk.model import Commentary, Comparator, Figure, Subject
from ascdesk.periods import Period

NAMESPACE = uuid.UUID("6f0d7f0e-8d3c-5b1e-9a3e-2b7c5c1f4a10")
NAMES = st.lists(st.text(st.characters(exclude_categories=["Cs"])), min_size=1, max_size=5)
Q2 = Period.quarter(2023, 2)


@given(NAMES)
def test_an_id_is_the_uuid_that_every_laptop_makes_of_the_names(names: list[str]) -> None:
    assert named_id(*names) == str(uuid.uuid5(NAMESPACE, "\x1f".join(names)))


def test_what_belongs_to_a_measure_can_stand_under_another() -> None:
    one, other = measure_id("A", "1", "One"), measure_id("B", "2", "Other")
    figure = Figure(id=figure_id(one, Q2, "Users"), measure=one, period=Q2, part="Users")
    moved = under_measure(figure, other)
    assert moved == Figure(id=figure_id(other, Q2, "Users"), measure=other, period=Q2, part="Users")
    compared = Comparator(id=comparator_id(one, "England", None), measure=one, name="England")
    assert under_measure(compared, other).id == comparator_id(other, "England", None)
    said = Commentary(id=commentary_id(Subject.MEASURE, one, Q2), subject=Subject.MEASURE, subject_id=one, period=Q2)
    assert under_measure(said, other).id == commentary_id(Subject.MEASURE, other, Q2)
