"""Figures and other entities for the tests of storage, and child processes that use it."""

import subprocess
import sys
from decimal import Decimal
from pathlib import Path

from ascdesk.identity import figure_id, measure_id, section_id
from ascdesk.model import EntityId, Figure, Measure, Section
from ascdesk.periods import Period

ROOT = Path(__file__).parents[2]
Q1, Q2, Q3 = (Period.quarter(2023, number) for number in (1, 2, 3))


def measure(code: str = "2A", title: str = "Admissions") -> Measure:
    return Measure(id=measure_id("ASCOF", code, title), framework="ASCOF", code=code, title=title)


def figure(value: str | None, period: Period = Q1, code: str = "2A", note: str = "", part: str = "") -> Figure:
    of = EntityId(code)
    return Figure(
        id=figure_id(of, period, part),
        measure=of,
        period=period,
        part=part,
        value=None if value is None else Decimal(value),
        raw=value or "",
        note=note,
    )


def figures(count: int, value: str = "1") -> list[Figure]:
    return [figure(value, code=f"M{number}") for number in range(count)]


def section(title: str = "Health") -> Section:
    return Section(id=section_id("ASCOF", title), framework="ASCOF", title=title)


def child(code: str, *args: object) -> "subprocess.Popen[str]":
    """Start Python on some code, which finds its arguments in sys.argv[1:]."""
    preamble = f"import sys; sys.path.insert(0, {str(ROOT)!r}); from pathlib import Path; P = Path(sys.argv[1])\n"
    return subprocess.Popen(
        [sys.executable, "-c", preamble + code, *map(str, args)],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )


def said_by_child(code: str, *args: object) -> str:
    process = child(code, *args)
    out, err = process.communicate(timeout=60)
    assert process.returncode == 0, err
    return out.strip()
