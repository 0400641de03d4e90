"""How much of a difference each of its causes makes, so that the parts add up to the whole."""

from math import factorial

import numpy as np

from models.outcomes import Flags, Floats


def subsets(players: int) -> Flags:
    """Every subset of so many players, the empty one first; shape (2 to the power of players, players)."""
    numbers = np.arange(2**players)
    return np.asarray((numbers[:, None] >> np.arange(players)) % 2 == 1)


def shares(values: Floats) -> Floats:
    """Share out a difference among those who made it (L. S. Shapley, A value for n-person games, 1953).

    Each gets what its change adds, averaged over all orders in which the changes can be made: the one rule by
    which the order does not matter, equal changes get equal shares, and the shares add up.

    Parameters
    ----------
    values : what came of it when the players of each subset had changed, in the order of `subsets`; shape
        (n, 2 to the power of players).

    Returns
    -------
    Shape (n, players); the rows add up to the last value less the first.
    """
    players = int(values.shape[1]).bit_length() - 1
    changed = subsets(players)
    size = changed.sum(axis=1)
    weight = np.array(
        [factorial(k) * factorial(players - k - 1) / factorial(players) for k in range(players)] + [0.0]
    )
    parts = []
    for player in range(players):
        without = np.flatnonzero(~changed[:, player])
        parts.append((values[:, without + 2**player] - values[:, without]) @ weight[size[without]])
    return np.column_stack(parts)
