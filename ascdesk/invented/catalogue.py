"""The catalogue of the invented council: what is said of each measure, its causes and its populations."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

import resources
from ascdesk.identity import measure_id
from ascdesk.model import Base, Basis, Course, EntityId, Frequency, Measure, Polarity, Rule, Significance, Unit
from ascdesk.periods import Period, read_period

Said = Mapping[str, Any]
FIRST_YEAR = 2020


@dataclass(frozen=True, slots=True)
class Catalogue:
    """Everything the figures are made from; `measures` pairs each measure with what is said of it, by code."""

    said: Said
    measures: Mapping[str, tuple[Measure, Said]]
    first: Period
    period: Period

    @property
    def framework(self) -> str:
        """The framework of every measure, whose name says that it is invented."""
        return str(self.said["framework"])

    @property
    def years(self) -> tuple[Period, ...]:
        """The financial years that have a target."""
        return tuple(Period.year(year) for year in range(FIRST_YEAR, self.period.start_year + 1))

    def cause(self, name: str) -> tuple[Period, str]:
        """Return the month in which something happened, and the sentence that says so."""
        when, why = self.said["causes"][name]
        return period_of(when), str(why)

    def people(self, age_band: str, year: Period) -> Decimal:
        """Return the invented number of people of an age band in a year."""
        first, rise = self.said["populations"][age_band]
        return Decimal(first + rise * (year.start_year - FIRST_YEAR))

    def id_of(self, code: str) -> EntityId:
        """Return the id of the measure with a code."""
        return self.measures[code][0].id


def catalogue(name: str) -> Catalogue:
    """Read the catalogue that comes with the program."""
    said: Said = json.loads(resources.text(f"samples/{name}.json"))
    measures = {each["code"]: (_measure(said["framework"], each), each) for each in said["measures"]}
    return Catalogue(said, measures, period_of(said["first"]), period_of(said["period"]))


def period_of(text: str) -> Period:
    """Return the period that the catalogue names, such as "2024-04" or "2025-26 Q2"."""
    period = read_period(text)
    if period is None:
        raise ValueError(f"{text} is no period")
    return period


def parts_of(said: Said) -> Mapping[str, Said]:
    """Return what is said of each part of a measure: its own words over the measure's; the whole is ""."""
    return {part: {**said, **own} for part, own in said["parts"].items()} if "parts" in said else {"": said}


def _measure(framework: str, said: Said) -> Measure:
    return Measure(
        id=measure_id(framework, said["code"], said["title"]),
        framework=framework,
        code=said["code"],
        title=said["title"],
        aim=said.get("aim", ""),
        unit=Unit(said["unit"]),
        unit_label=said.get("unit_label", ""),
        decimals=said.get("decimals", 0),
        polarity=Polarity(said.get("polarity", "none")),
        basis=Basis(said.get("basis", "in period")),
        frequency=Frequency(said["frequency"]),
        lag_months=said.get("lag", 0),
        parts=tuple(said.get("parts", ())),
        series=tuple(said.get("series", ())),
        tags=tuple(said.get("tags", ())),
        notes=said.get("notes", ""),
        owner=said.get("owner", ""),
        author=said.get("author", ""),
        rule=Rule(said.get("rule", "target")),
        direction_base=Base(said.get("base", "previous period")),
        baseline=period_of(said["baseline"]) if "baseline" in said else None,
        parts_count_once=said.get("parts_count_once", False),
        course=Course(said.get("course", "evenly")),
        same_within=Decimal(str(said["same_within"])) if "same_within" in said else None,
        significance=Significance(said.get("significance", "none")),
        unrated_because=said.get("because", ""),
    )
