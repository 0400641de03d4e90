"""Likelihood of the ordinal model with leanings, integrated over them by Gauss and Hermite's quadrature."""

from dataclasses import dataclass
from typing import Self

import numpy as np
import numpy.typing as npt
from scipy.special import logit, logsumexp, roots_hermitenorm

Floats = npt.NDArray[np.float64]
Codes = npt.NDArray[np.integer]
NODES = 15
"""Enough for a dozen answers of a customer: with 25 effects move by less than a hundredth of their errors."""


@dataclass(frozen=True, eq=False)
class Likelihood:
    """Of parameters (first cutpoint, logarithms of the gaps to the next, effects, spread).

    Attributes
    ----------
    design : shape (n, p), the answers of one customer together.
    level : shape (n,); place of each score among those that occur, from 0.
    first : shape (customers,); row of each customer's first answer.
    owner : shape (n,); customer of each answer.
    gaps : number of gaps between cutpoints.
    nodes, weights : leanings integrated over, and the logarithms of their weights.
    """

    design: Floats
    level: Codes
    first: npt.NDArray[np.intp]
    owner: npt.NDArray[np.intp]
    gaps: int
    nodes: Floats
    weights: Floats

    @classmethod
    def of(cls, design: Floats, level: Codes, customer: Codes, nodes: int = NODES) -> Self:
        """Bring the answers of each customer together."""
        order = np.argsort(customer, kind="stable")
        _, first, owner = np.unique(customer[order], return_index=True, return_inverse=True)
        leanings, weights = roots_hermitenorm(nodes)
        logarithms = np.log(weights / weights.sum())
        gaps = int(level.max()) - 1
        return cls(design[order], level[order], first, owner, gaps, leanings, logarithms)

    @property
    def n(self) -> int:
        """Number of answers."""
        return len(self.level)

    @property
    def customers(self) -> int:
        """Number of customers."""
        return len(self.first)

    @property
    def effects(self) -> slice:
        """Where the effects stand among the parameters."""
        return slice(self.gaps + 1, self.gaps + 1 + self.design.shape[1])

    def cutpoints(self, point: Floats) -> Floats:
        """The cutpoints of some parameters."""
        return np.asarray(point[0] + np.concatenate([[0.0], np.cumsum(np.exp(point[1 : self.gaps + 1]))]))

    def start(self) -> Floats:
        """Parameters to begin a search at: the cutpoints of answers that nothing moves."""
        share = np.cumsum(np.bincount(self.level))[:-1] / self.n
        cut = logit(share)
        return np.concatenate([cut[:1], np.log(np.diff(cut)), np.zeros(self.design.shape[1]), [0.5]])

    def at(self, point: Floats) -> tuple[float, Floats]:
        """Logarithm of the likelihood, and its slopes by customer, shape (customers, parameters)."""
        cut = np.concatenate([[-np.inf], self.cutpoints(point), [np.inf]])
        linear = (self.design @ point[self.effects])[:, None] + point[-1] * self.nodes
        above, below = cut[self.level + 1], cut[self.level]
        upper, lower = above[:, None] - linear, below[:, None] - linear
        # F(u) - F(l) = F(u) F(-l) (1 - exp(l - u)) loses no digits where both are near 1.
        (log_up, up), (log_down, down) = _logistic(upper), _logistic(-lower)
        each = log_up + log_down + np.log(-np.expm1(below - above))[:, None]
        of_node = np.add.reduceat(each, self.first, axis=0) + self.weights
        total = logsumexp(of_node, axis=1)
        share = np.exp(of_node - total[:, None])[self.owner]
        return float(total.sum()), self._slopes(point, share, up, down, above - below)

    def _slopes(self, point: Floats, share: Floats, up: Floats, down: Floats, gap: Floats) -> Floats:
        """Slopes by parameter; an answer's are up by the cutpoint above it, down by the one below."""
        along = down - up
        moved = (share * along).sum(axis=1)
        spread = (share * along) @ self.nodes
        rise = (share * up).sum(axis=1) + 1 / np.expm1(gap)
        fall = (share * down).sum(axis=1) + 1 / np.expm1(gap)
        columns = np.hstack(
            [self._of_cutpoints(point, rise, fall), self.design * moved[:, None], spread[:, None]]
        )
        return np.asarray(np.add.reduceat(columns, self.first, axis=0))

    def _of_cutpoints(self, point: Floats, rise: Floats, fall: Floats) -> Floats:
        """Slopes by the first cutpoint and the logarithms of the gaps, each of which moves all above it."""
        rows, cuts = np.arange(self.n), self.gaps + 1
        by_cut = np.zeros((self.n, cuts + 2))
        by_cut[rows, self.level + 1] = rise
        by_cut[rows, self.level] = -fall
        moved = np.cumsum(by_cut[:, cuts:0:-1], axis=1)[:, ::-1]
        return np.asarray(moved * np.concatenate([[1.0], np.exp(point[1:cuts])]))


def _logistic(x: Floats) -> tuple[Floats, Floats]:
    """Log F(x) and F(-x) of the logistic distribution, from one exponential: most of the time goes here."""
    small = np.exp(-np.abs(x))
    return np.minimum(x, 0) - np.log1p(small), np.where(x > 0, small, 1) / (1 + small)
