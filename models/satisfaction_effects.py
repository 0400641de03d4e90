"""Effects of drivers on satisfaction: direction, size and interval, and whether the data show any."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

import numpy as np
import numpy.typing as npt
import pandas as pd
from scipy.special import ndtr, ndtri
from scipy.stats import false_discovery_control

from domain.errors import must
from models.ordinal import UNSETTLED, Ordinal, fit_ordinal, standard_errors
from models.satisfaction_answers import Answers
from models.satisfaction_design import CONCERNED, LeftOut, design_of
from models.satisfaction_drivers import DRIVERS

Floats = npt.NDArray[np.float64]
Codes = npt.NDArray[np.integer]
ALL = "all"
FALSE_SHARE = 0.05
"""Expected share of chance findings among the effects called shown."""
_ENDLESS = 10.0
"""Log-odds that only answers show which a driver parts wholly: no finite effect fits them best."""
_REACH = float(ndtri(0.975))
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


@dataclass(frozen=True, eq=False)
class Fit:
    """One regression.

    Attributes
    ----------
    dimension, stage : of the answers.
    drivers : looked at, in the order of the first columns of the design.
    left_out : those that could not be.
    fitted : the model.
    columns : shape (n, drivers).
    linear : shape (n,); what moves each answer, all drivers and groups together, in log-odds.
    """

    dimension: str
    stage: str
    drivers: tuple[str, ...]
    left_out: tuple[LeftOut, ...]
    fitted: Ordinal
    columns: Floats
    linear: Floats

    def change(self, driver: str, log_odds: float) -> float:
        """Change of the mean score where a step of a driver moves the answers by so much.

        A switch is turned on from off for all, an amount grows by one from where it is.
        """
        place = self.drivers.index(driver)
        own = self.columns[:, place] * self.fitted.effects[place] if self.switches(driver) else 0
        before = np.quantile(self.linear - own, (np.arange(_PLACES) + 0.5) / _PLACES)
        return float((self.fitted.expected(before + log_odds) - self.fitted.expected(before)).mean())

    def switches(self, driver: str) -> bool:
        """Whether a driver is there or not, rather than an amount."""
        return bool(np.isin(self.columns[:, self.drivers.index(driver)], [0, 1]).all())

    def concerned(self, driver: str) -> float:
        """Share of the answers with a driver; NaN of an amount."""
        return float(self.columns[:, self.drivers.index(driver)].mean()) if self.switches(driver) else np.nan


def fit_on(
    answers: Answers, dimension: str, stage: str = ALL, drivers: Sequence[str] = tuple(DRIVERS)
) -> Fit:
    """Regress the answers about one dimension on drivers.

    Parameters
    ----------
    stage : answers about this stage; "all" takes all, each compared within itself.
    drivers : columns of the answers.

    Raises
    ------
    InputError
        When fewer than 100 customers answered, all alike, or the answers do not settle the effects.
    """
    frame = answers.frame[(answers.frame["dimension"] == dimension).to_numpy()]
    frame = frame if stage == ALL else frame[(frame["stage"] == stage).to_numpy()]
    design = design_of(frame, drivers, ["stage"] if stage == ALL else [])
    rows = frame.iloc[design.rows]
    customer = rows["customer"].to_numpy()
    fitted = fit_ordinal(design.columns, rows["score"].to_numpy(), customer, leanings=_again(customer))
    many = len(design.drivers)
    must(bool((np.abs(fitted.effects[:many]) < _ENDLESS).all()), UNSETTLED)
    own = design.columns[:, :many]
    return Fit(
        dimension, stage, design.drivers, design.left_out, fitted, own, design.columns @ fitted.effects
    )


def effects_of(fits: Sequence[Fit], dimension: str) -> list[Effect]:
    """The effects that regressions show: of one, or the mean over several dimensions.

    The mean is told for the drivers that all of them looked at; its interval heeds that it is the same
    customers who answer about each dimension.
    """
    common = [name for name in fits[0].drivers if all(name in fit.drivers for fit in fits)]
    return [_effect(fits, dimension, name) for name in common]


def judged(effects: Sequence[Effect]) -> pd.DataFrame:
    """The effects as a table, a row each, judged together: columns as the attributes of `Effect`."""
    table = pd.DataFrame([vars(one) for one in effects], columns=list(Effect.__annotations__))
    if len(table):
        shown = false_discovery_control(table["p_value"].to_numpy()) <= FALSE_SHARE
        way = np.where(table["log_odds"] < 0, Direction.LOWER, Direction.HIGHER)
        table["direction"] = np.where(shown, way, Direction.NOT_SHOWN)
    return table


def _again(customer: Codes) -> bool:
    """Whether enough customers answered more than once: only what answers share shows a leaning."""
    _, counts = np.unique(customer, return_counts=True)
    return int((counts > 1).sum()) >= CONCERNED


def _effect(fits: Sequence[Fit], dimension: str, driver: str) -> Effect:
    effect = float(np.mean([fit.fitted.effects[fit.drivers.index(driver)] for fit in fits]))
    error, customers = _error(fits, driver)
    low, high = effect - _REACH * error, effect + _REACH * error
    return Effect(
        dimension=dimension,
        stage=fits[0].stage,
        driver=driver,
        factor=DRIVERS[driver].factor.value if driver in DRIVERS else "",
        log_odds=effect,
        low=low,
        high=high,
        change=_change(fits, driver, effect),
        change_low=_change(fits, driver, low),
        change_high=_change(fits, driver, high),
        p_value=float(2 * ndtr(-abs(effect / error))),
        n=sum(fit.fitted.n for fit in fits),
        customers=customers,
        concerned=float(np.mean([fit.concerned(driver) for fit in fits])),
    )


def _change(fits: Sequence[Fit], driver: str, log_odds: float) -> float:
    return float(np.mean([fit.change(driver, log_odds) for fit in fits]))


def _error(fits: Sequence[Fit], driver: str) -> tuple[float, int]:
    """Standard error of the mean effect, and how many customers it rests on."""
    parts = [
        pd.Series(fit.fitted.influence[:, fit.drivers.index(driver)], index=fit.fitted.who) for fit in fits
    ]
    influence = pd.concat(parts).groupby(level=0).sum().to_numpy() / len(fits)
    return float(standard_errors(influence[:, None])[0]), len(influence)
