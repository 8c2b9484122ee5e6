"""A figure shared out among the categories of a dimension, so that they add up to it again."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from decimal import ROUND_HALF_UP, Decimal
from random import Random

from ascdesk.identity import figure_id
from ascdesk.invented.counting import valued
from ascdesk.invented.streams import Amount
from ascdesk.model import Figure, Measure, Unit

Shares = Mapping[str, tuple[float, float]]


def split(figure: Figure, measure: Measure, dimension: str, shares: Shares) -> Iterator[Figure]:
    """Yield the figure of each category; `shares` gives its share of the whole and how its rate differs."""
    if figure.value is None:
        return
    chance = Random(f"{measure.code} {dimension} {figure.period}")
    wobble = [1 + (chance.random() - 0.5) * 0.04 for _ in shares]
    sizes = [size * off for (size, _), off in zip(shares.values(), wobble, strict=True)]
    rates = [size * rate for size, (_, rate) in zip(sizes, shares.values(), strict=True)]
    step = Decimal(1) if measure.unit is not Unit.POUNDS_MILLION else Decimal(1).scaleb(-measure.decimals)
    if figure.numerator is None or figure.denominator is None:
        amounts = [Amount(value) for value in share_out(figure.value, rates, step)]
    else:
        tops = share_out(figure.numerator, rates, step)
        amounts = [Amount(*pair) for pair in zip(tops, share_out(figure.denominator, sizes, step), strict=True)]
    for category, amount in zip(shares, amounts, strict=True):
        yield _of_category(figure, measure, dimension, category, amount)


def share_out(whole: Decimal, weights: Sequence[float], step: Decimal) -> list[Decimal]:
    """Share a whole out by weights in steps of one size; the last takes what is left, so that they add up."""
    total = sum(weights)
    shared = [
        (whole * Decimal(repr(weight / total)) / step).quantize(Decimal(1), ROUND_HALF_UP) * step
        for weight in weights[:-1]
    ]
    return [*shared, whole - sum(shared, Decimal(0))]


def _of_category(figure: Figure, measure: Measure, dimension: str, category: str, amount: Amount) -> Figure:
    key = figure_id(measure.id, figure.period, figure.part, figure.series, dimension, category)
    return valued(measure, replace(figure, id=key, dimension=dimension, category=category), amount)
