"""Who answers: the chance that a customer asked does, and weights that make up for those who do not."""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import pandas as pd

from domain.errors import InputError
from models.ordinal import fit_ordinal
from models.satisfaction_answers import Answers
from models.satisfaction_design import design_of
from models.satisfaction_drivers import DRIVERS

Floats = npt.NDArray[np.float64]
GREATEST = 5.0
"""A visit counts at most so many times as much as the typical one, that a few may not decide."""


@dataclass(frozen=True, eq=False)
class Response:
    """Who answers.

    Attributes
    ----------
    asked, answered : visits.
    weight : per answer of the log's frame, the inverse of the chance that its customer answers, in the mean
        1. It makes up for answering that depends on the stage and on what was lived through; answering that
        depends on the opinion itself cannot be seen in the answers.
    modelled : whether the weights come from a model; otherwise all are 1.
    moved_by : drivers with which the odds of answering differ, by log-odds with the 95 % interval.
    """

    asked: int
    answered: int
    weight: Floats
    modelled: bool
    moved_by: pd.DataFrame


def response_of(answers: Answers) -> Response:
    """Model who answers, by the stage and by what was lived through.

    Weights by the inverse of the chance of being heard: D. G. Horvitz and D. J. Thompson, Journal of the
    American Statistical Association 47 (1952). Without enough customers, or where all answer, they are 1.
    """
    asked = answers.asked
    told = len(asked), int(asked["answered"].sum())
    try:
        chance, moved_by = _modelled(asked)
    except InputError:
        return Response(*told, np.ones(len(answers.frame)), False, _table([]))
    weight = pd.Series(np.minimum(1 / chance, GREATEST * np.median(1 / chance)), index=asked["visit"])
    of_each = answers.frame["visit"].map(weight).fillna(weight.median()).to_numpy(np.float64)
    return Response(*told, of_each / of_each.mean(), True, moved_by)


def _modelled(asked: pd.DataFrame) -> tuple[Floats, pd.DataFrame]:
    """Chance of an answer for each visit asked about, and what moves it."""
    known = asked.assign(**{name: asked[name].fillna(asked[name].median()) for name in DRIVERS})
    design = design_of(known, DRIVERS, ["stage"])
    answered, customer = known["answered"].to_numpy(np.int64), known["customer"].to_numpy()
    fitted = fit_ordinal(design.columns, answered, customer, leanings=False)
    low, high = fitted.limits()
    rows = list(zip(design.drivers, fitted.effects, low, high, strict=False))
    return fitted.expected(design.columns @ fitted.effects), _table(rows)


def _table(rows: list[tuple[str, float, float, float]]) -> pd.DataFrame:
    table = pd.DataFrame(rows, columns=["driver", "log_odds", "low", "high"])
    return table.astype({"log_odds": float, "low": float, "high": float})
