"""Ordinal regression of answers of which each customer gives several: proportional odds, random intercept.

P. McCullagh, Regression models for ordinal data, Journal of the Royal Statistical Society B 42 (1980); with a
leaning of each customer as in D. Hedeker and R. D. Gibbons, A random-effects ordinal regression model for
multilevel analysis, Biometrics 50 (1994):

    log-odds of a score above the k-th = design @ effects + spread * leaning - cutpoint k,

the leaning standard normal. Without it the effects would come out too near to zero. OrderedModel of
statsmodels, the maintained library for ordinal regression, knows no leanings; so the likelihood stands here.
"""

from dataclasses import dataclass
from functools import cached_property
from typing import Any

import numpy as np
import numpy.typing as npt
from scipy.optimize import minimize
from scipy.special import expit, ndtri, roots_hermitenorm

from domain.errors import must
from models.ordinal_likelihood import Likelihood

Floats = npt.NDArray[np.float64]
Codes = npt.NDArray[np.integer]
UNSETTLED = "The answers do not settle the effects; leave out a driver or take a longer period."
_STEP = 1e-5
_STEPS = 500
_GRADIENT = 1e-5
_STEEP = 1e-3
"""Largest slope of the mean log-likelihood at which a search counts as ended at the top."""


@dataclass(frozen=True, eq=False)
class Ordinal:
    """A fitted model.

    Attributes
    ----------
    scores : shape (k,); the scores that occur, rising.
    cutpoints : shape (k - 1,); rising log-odds.
    effects : shape (p,); log-odds per unit of each column.
    who : shape (customers,).
    influence : shape (customers, p); the part that each customer has in the errors of the effects.
    spread : standard deviation of the customers' leanings.
    n : answers it rests on.
    """

    scores: Floats
    cutpoints: Floats
    effects: Floats
    who: Codes
    influence: Floats
    spread: float
    n: int

    @property
    def errors(self) -> Floats:
        """Standard errors of the effects."""
        return standard_errors(self.influence)

    def limits(self, confidence: float = 0.95) -> tuple[Floats, Floats]:
        """Both ends of the intervals of the effects, by the normal distribution."""
        reach = float(ndtri((1 + confidence) / 2)) * self.errors
        return self.effects - reach, self.effects + reach

    def expected(self, linear: Floats) -> Floats:
        """Mean score of customers of all leanings, at values of design @ effects."""
        nodes, weights = self._leanings
        at = linear[..., None, None] + self.spread * nodes[:, None] - self.cutpoints
        return np.asarray(self.scores[0] + (expit(at) @ np.diff(self.scores)) @ weights)

    @cached_property
    def _leanings(self) -> tuple[Floats, Floats]:
        nodes, weights = roots_hermitenorm(15)
        return nodes, weights / weights.sum()


def fit_ordinal(design: Floats, score: Codes, customer: Codes, *, leanings: bool = True) -> Ordinal:
    """Fit by maximum likelihood.

    Answers that are not there bias nothing as long as what decides whether a customer answers stands in the
    design or in the customer's other answers (D. B. Rubin, Inference and missing data, Biometrika 63, 1976).

    Parameters
    ----------
    design : shape (n, p); no constant column, and none that the others add up to.
    score, customer : shape (n,). The standard errors hold whatever ties the answers of one customer together
        (the sandwich of Huber and White, clustered by customer).
    leanings : without them the effects are those on all customers taken together, and the spread means
        nothing.

    Raises
    ------
    InputError
        When fewer than two scores or two customers occur, or the answers do not settle an effect.
    """
    scores, level = np.unique(score, return_inverse=True)
    must(len(scores) > 1, f"Answers must differ to teach anything, but all are {scores[:1].tolist()}.")
    likelihood = Likelihood.of(design, level, customer, nodes=1)
    must(likelihood.customers > 1, "Answers must come from at least two customers, got one.")
    found = _top(likelihood, likelihood.start())
    if leanings:
        # From where all are of one leaning, which is found in a moment, it is not far.
        likelihood = Likelihood.of(design, level, customer)
        found = _top(likelihood, found)
    effects = likelihood.effects
    return Ordinal(
        scores=scores.astype(np.float64),
        cutpoints=likelihood.cutpoints(found),
        effects=found[effects],
        who=np.unique(customer),
        influence=_influence(likelihood, found)[:, effects],
        spread=abs(float(found[-1])) if leanings else 0.0,
        n=len(level),
    )


def standard_errors(influence: Floats) -> Floats:
    """Standard errors from the customers' parts in them, shape (customers, p)."""
    many = len(influence)
    return np.asarray(np.sqrt(many / (many - 1) * (influence**2).sum(axis=0)))


def _top(likelihood: Likelihood, start: Floats) -> Floats:
    """Where the likelihood is greatest, looked for from a start."""

    def downhill(at: Floats) -> tuple[float, Floats]:
        value, slopes = likelihood.at(at)
        return -value / likelihood.n, -slopes.sum(axis=0) / likelihood.n

    options: Any = {"gtol": _GRADIENT, "maxiter": _STEPS, "hess_inv0": _first_guess(likelihood, start)}
    found = minimize(downhill, start, jac=True, method="BFGS", options=options)
    settled = np.isfinite(found.x).all() and np.abs(found.jac).max() < _STEEP
    must(bool(settled), UNSETTLED)
    return np.asarray(found.x)


def _first_guess(likelihood: Likelihood, start: Floats) -> Floats:
    """Inverse curvature, guessed from how the customers' slopes differ: it saves half the steps."""
    slopes = likelihood.at(start)[1]
    curvature = slopes.T @ slopes / likelihood.n
    inverse = np.linalg.inv(curvature + _STEEP * np.eye(start.size))
    return np.asarray((inverse + inverse.T) / 2)


def _influence(likelihood: Likelihood, at: Floats) -> Floats:
    """Each customer's slopes through the inverse curvature: their squares add up to the sandwich."""
    slopes = likelihood.at(at)[1]
    curvature = _curvature(likelihood, at, slopes.sum(axis=0))
    return np.asarray(slopes @ np.linalg.pinv((curvature + curvature.T) / 2))


def _curvature(likelihood: Likelihood, at: Floats, here: Floats) -> Floats:
    """Second derivatives by differences of the first."""
    there = [likelihood.at(at + step)[1].sum(axis=0) for step in np.eye(at.size) * _STEP]
    return np.asarray((np.array(there) - here) / _STEP)
