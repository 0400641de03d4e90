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
from models.ordinal_likelihood import NODES, Likelihood

Floats = npt.NDArray[np.float64]
Codes = npt.NDArray[np.integer]
_STEP = 1e-4
_STEPS = 500
_GRADIENT = 1e-6
_STEEP = 1e-3
"""Largest slope of the mean log-likelihood at which a search counts as ended at the top."""


@dataclass(frozen=True, eq=False)
class Ordinal:
    """A fitted model.

    Attributes
    ----------
    scores : shape (k,); the scores that occur, rising.
    cutpoints : shape (k - 1,); rising log-odds.
    effects, errors : shape (p,); log-odds per unit of each column, and their standard errors.
    spread : standard deviation of the customers' leanings.
    n, customers : answers and customers it rests on.
    """

    scores: Floats
    cutpoints: Floats
    effects: Floats
    errors: Floats
    spread: float
    n: int
    customers: int

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
    likelihood = Likelihood.of(design, level, customer, NODES if leanings else 1)
    must(likelihood.customers > 1, "Answers must come from at least two customers, got one.")
    found = _top(likelihood)
    effects = likelihood.effects
    return Ordinal(
        scores=scores.astype(np.float64),
        cutpoints=likelihood.cutpoints(found),
        effects=found[effects],
        errors=np.sqrt(np.diag(_covariance(likelihood, found))[effects]),
        spread=abs(float(found[-1])) if leanings else 0.0,
        n=len(level),
        customers=likelihood.customers,
    )


def _top(likelihood: Likelihood) -> Floats:
    """Where the likelihood is greatest."""

    def downhill(at: Floats) -> tuple[float, Floats]:
        value, slopes = likelihood.at(at)
        return -value / likelihood.n, -slopes.sum(axis=0) / likelihood.n

    start = likelihood.start()
    options: Any = {"gtol": _GRADIENT, "maxiter": _STEPS, "hess_inv0": _first_guess(likelihood, start)}
    found = minimize(downhill, start, jac=True, method="BFGS", options=options)
    settled = np.isfinite(found.x).all() and np.abs(found.jac).max() < _STEEP
    must(bool(settled), "The answers do not settle the effects; leave out a driver or take a longer period.")
    return np.asarray(found.x)


def _first_guess(likelihood: Likelihood, start: Floats) -> Floats:
    """Inverse curvature, guessed from how the customers' slopes differ: it saves half the steps."""
    slopes = likelihood.at(start)[1]
    curvature = slopes.T @ slopes / likelihood.n
    inverse = np.linalg.inv(curvature + _STEEP * np.eye(start.size))
    return np.asarray((inverse + inverse.T) / 2)


def _covariance(likelihood: Likelihood, at: Floats) -> Floats:
    """The sandwich: inverse curvature, spread of the customers' slopes, inverse curvature."""
    _, slopes = likelihood.at(at)
    curvature = _curvature(likelihood, at)
    bread = np.linalg.pinv((curvature + curvature.T) / 2)
    many = likelihood.customers / (likelihood.customers - 1)
    return np.asarray(bread @ (many * slopes.T @ slopes) @ bread)


def _curvature(likelihood: Likelihood, at: Floats) -> Floats:
    """Second derivatives by central differences of the first."""
    steps = np.eye(at.size) * _STEP
    rise = [likelihood.at(at + step)[1].sum(axis=0) for step in steps]
    fall = [likelihood.at(at - step)[1].sum(axis=0) for step in steps]
    return np.asarray(np.subtract(rise, fall) / (2 * _STEP))
