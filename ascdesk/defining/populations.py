"""Populations as they are typed: the people of an area and age band in a year, the denominators of rates."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal

from ascdesk.amounts import read_amount
from ascdesk.characters import tidy
from ascdesk.defining.targets import read_year
from ascdesk.errors import UserError
from ascdesk.identity import population_id
from ascdesk.model import Population, Unit
from ascdesk.periods import show_period
from ascdesk.readings import Reading, own_decimals, show_amount

POPULATION_NAMES = {
    "area": "area", "age_band": "age band", "year": "year", "estimate": "estimate", "source": "source",
}  # fmt: skip


def new_population(area: str, age_band: str, year: str, estimate: str) -> Population:
    """Return an estimate from what was typed; UserError if something of it is missing or cannot be read."""
    when, count = read_year(year), _estimate(estimate)
    area, age_band = _named("area", area), _named("age_band", age_band)
    return Population(id=population_id(area, age_band, when), area=area, age_band=age_band, year=when, estimate=count)


def read_populations(rows: Sequence[Sequence[str]]) -> tuple[Population, ...]:
    """Return the estimates of a copied table: area, age band, year, people and, if it has one, source.

    A row of heads may stand above, in which case its columns may stand in any order. UserError naming the row that
    cannot be read, or that is there twice.
    """
    filled = [tuple(map(tidy, row)) for row in rows if any(map(str.strip, row))]
    order = _columns(filled[0]) if filled else None
    found: dict[str, Population] = {}
    for number, row in enumerate(filled[1:] if order else filled, 2 if order else 1):
        cells = {key: row[at] for key, at in (order or _PLAIN).items() if at < len(row)}
        if len(cells) < len(_PLAIN) - 1:
            raise UserError(
                f"Row {number} of what was copied has {len(row)} of the columns area, age band, year and people.",
                "Copy all four, and the source if there is one.",
            )
        made = _in_row(number, cells)
        if made.id in found:
            named = f"{made.area}, {made.age_band}, {show_period(made.year)}"
            raise UserError(f"Row {number} gives {named} a second time.", "Keep one of them, and copy again.")
        found[made.id] = made
    return tuple(found.values())


def _columns(row: Sequence[str]) -> dict[str, int] | None:
    """Return where each column stands if a row is one of heads."""
    heads = [each.casefold() for each in row]
    found = {key: at for key, names in _HEADS.items() for at, head in enumerate(heads) if head in names}
    return found if len(found) >= len(_PLAIN) - 1 else None


def _in_row(number: int, cells: dict[str, str]) -> Population:
    try:
        made = new_population(cells["area"], cells["age_band"], cells["year"], cells["estimate"])
    except UserError as error:
        raise UserError(f"Row {number} of what was copied: {error.problem}", error.remedy) from None
    return replace(made, source=cells.get("source", ""))


_PLAIN = {"area": 0, "age_band": 1, "year": 2, "estimate": 3, "source": 4}
_HEADS = {
    "area": ("area", "council", "local authority", "place"),
    "age_band": ("age band", "age", "ages", "age group", "band"),
    "year": ("year", "financial year"), "estimate": ("people", "estimate", "population", "number"),
    "source": ("source",),
}  # fmt: skip


def population_changed(population: Population, field: str, typed: str) -> Population:
    """Return the estimate with what was typed in a field; another area, age band or year gives it another id."""
    made = _with(population, field, typed)
    if field in ("estimate", "source"):
        return made
    return replace(made, id=population_id(made.area, made.age_band, made.year))


def population_field(population: Population, field: str) -> str:
    """Return what a field of an estimate holds, as it would be typed."""
    if field == "year":
        return show_period(population.year)
    if field == "estimate":
        return show_amount(population.estimate, Unit.COUNT, own_decimals(population.estimate))
    return str(getattr(population, field))


def _with(population: Population, field: str, typed: str) -> Population:
    if field == "year":
        return replace(population, year=read_year(typed))
    if field == "estimate":
        return replace(population, estimate=_estimate(typed))
    if field == "area":
        return replace(population, area=_named(field, typed))
    if field == "age_band":
        return replace(population, age_band=_named(field, typed))
    return replace(population, source=tidy(typed))


def _named(field: str, typed: str) -> str:
    if not (name := tidy(typed)):
        raise UserError(f"A population needs an {POPULATION_NAMES[field]}.", "Type it, such as Anytown or 65 and over.")
    return name


def _estimate(typed: str) -> Decimal:
    reading = read_amount(typed, Unit.COUNT)
    count = reading.value if isinstance(reading, Reading) and not reading.label else None
    if count is None or count < 0:
        raise UserError(f"“{typed.strip()}” is not a number of people.", "Type one such as 234,500.")
    return count
