from ascdesk.identity import measure_id
from ascdesk.model import Measure
from ascdesk.naming import by_code


def measure(code: str, framework: str = "Kent") -> Measure:
    return Measure(id=measure_id(framework, code, code), framework=framework, code=code, title=code)


def test_measures_sort_by_the_numbers_in_their_codes() -> None:
    codes = ("ASCH10", "ASCH2", "1E", "1Cii", "1Ci", "", "2A(1)", "2A", "M002")
    assert [each.code for each in sorted(map(measure, codes), key=by_code)] == [
        "", "1Ci", "1Cii", "1E", "2A", "2A(1)", "ASCH2", "ASCH10", "M002",
    ]  # fmt: skip


def test_frameworks_stay_together() -> None:
    mixed = [measure("2", "B"), measure("10", "A"), measure("9", "A")]
    assert [(each.framework, each.code) for each in sorted(mixed, key=by_code)] == [("A", "9"), ("A", "10"), ("B", "2")]
