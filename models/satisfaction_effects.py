"""Effects of drivers on satisfaction: direction, size and interval, and whether the data show any."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import NamedTuple

import numpy as np
import numpy.typing as npt
import pandas as pd
from scipy.special import ndtr
from scipy.stats import false_discovery_control

from models.ordinal import Ordinal, fit_ordinal
from models.satisfaction_answers import Answers
from models.satisfaction_design import LeftOut, design_of
from models.satisfaction_drivers import DRIVERS

Floats = npt.NDArray[np.float64]
ALL = "all"
FALSE_SHARE = 0.05
"""Expected share of chance findings among the effects called shown."""
_PLACES = 200
"""Quantiles of what else moves the customers at which the change of the mean is taken."""


class Direction(StrEnum):
    """Which way scores go where a driver is there, or greater."""

    HIGHER = "higher"
    LOWER = "lower"
    NOT_SHOWN = "not_shown"


@dataclass(frozen=True)
class Effect:
    """What goes with one driver, the others being equal.

    Attributes
    ----------
    dimension, stage : asked about; "all" for all of them together.
    factor : of the paper, efficiency, quality or technology; "" of a driver that is not of this product.
    log_odds, low, high : by which a step moves the odds of any better score, and the 95 % interval. The step
        is from without to with, or of an amount one unit: of waiting a doubling of 1 + its hours.
    change, change_low, change_high : of the mean score from 1 to 5, by the same step.
    p_value : two-sided, of no effect.
    direction : not shown where the data do not tell the effect from chance, all effects of the answer
        considered (the false discovery rate of Benjamini and Hochberg at 5 %).
    n, customers : answers and customers it rests on.
    concerned : share of the answers with the driver; NaN of an amount.
    """

    dimension: str
    stage: str
    driver: str
    factor: str
    log_odds: float
    low: float
    high: float
    change: float
    change_low: float
    change_high: float
    p_value: float
    n: int
    customers: int
    concerned: float
    direction: Direction = Direction.NOT_SHOWN


def effects_on(
    answers: Answers, dimension: str = ALL, stage: str = ALL, drivers: Sequence[str] = tuple(DRIVERS)
) -> tuple[list[Effect], tuple[LeftOut, ...]]:
    """Fit one regression and tell the effects, with those drivers it could not look at.

    Parameters
    ----------
    dimension, stage : answers about these; "all" takes all, each compared within itself.
    drivers : columns of the answers.

    Raises
    ------
    InputError
        When fewer than 100 customers answered, all alike, or the answers do not settle the effects.
    """
    frame = answers.frame
    for name, value in (("dimension", dimension), ("stage", stage)):
        frame = frame if value == ALL else frame[(frame[name] == value).to_numpy()]
    within = [name for name, value in (("dimension", dimension), ("stage", stage)) if value == ALL]
    design = design_of(frame, drivers, within)
    if not design.drivers:
        return [], design.left_out
    rows = frame.iloc[design.rows]
    fitted = fit_ordinal(design.columns, rows["score"].to_numpy(), rows["customer"].to_numpy())
    linear = design.columns @ fitted.effects
    told = [_effect(design.columns[:, place], linear, fitted, place) for place in range(len(design.drivers))]
    named = zip(design.drivers, told, strict=True)
    return [Effect(dimension, stage, name, _factor(name), *one) for name, one in named], design.left_out


def judged(effects: Sequence[Effect]) -> pd.DataFrame:
    """The effects as a table, a row each, judged together: columns as the attributes of `Effect`."""
    table = pd.DataFrame([vars(one) for one in effects], columns=list(Effect.__annotations__))
    if len(table):
        shown = false_discovery_control(table["p_value"].to_numpy()) <= FALSE_SHARE
        way = np.where(table["log_odds"] < 0, Direction.LOWER, Direction.HIGHER)
        table["direction"] = np.where(shown, way, Direction.NOT_SHOWN)
    return table


def _factor(driver: str) -> str:
    return DRIVERS[driver].factor.value if driver in DRIVERS else ""


class _Told(NamedTuple):
    """The figures of an effect, in its order."""

    log_odds: float
    low: float
    high: float
    change: float
    change_low: float
    change_high: float
    p_value: float
    n: int
    customers: int
    concerned: float


def _effect(column: Floats, linear: Floats, fitted: Ordinal, place: int) -> _Told:
    effect, error = float(fitted.effects[place]), float(fitted.errors[place])
    switch = bool(np.isin(column, [0, 1]).all())
    # A switch is turned on from off for all, an amount grows by one from where it is.
    before = np.quantile(linear - column * effect * switch, (np.arange(_PLACES) + 0.5) / _PLACES)
    low, high = (float(ends[place]) for ends in fitted.limits())
    up, up_low, up_high = (_mean_change(fitted, before, step) for step in (effect, low, high))
    p_value = float(2 * ndtr(-abs(effect / error)))
    concerned = float(column.mean()) if switch else float("nan")
    return _Told(effect, low, high, up, up_low, up_high, p_value, fitted.n, fitted.customers, concerned)


def _mean_change(fitted: Ordinal, before: Floats, step: float) -> float:
    return float((fitted.expected(before + step) - fitted.expected(before)).mean())
