"""Weights that let finished applications speak for those still open when the log ends."""

import numpy as np
import numpy.typing as npt

from models.outcomes import Remaining

Floats = npt.NDArray[np.float64]

HEAVIEST = 20.0
"""A single application must not speak for more than this many."""


def weights_of(outcome: Remaining) -> Floats:
    """Weigh each finished look by how rarely so long a time could be seen; others weigh nothing.

    Inverse probability of censoring (J. M. Robins, D. M. Finkelstein, Biometrics 56 (2000) 779-788): a time r
    is seen only of looks that were watched for r or longer. As the end of the log censors and nothing else,
    the time watched is known of all, open ones too, and the probability is the share of looks so watched.
    """
    seen = np.isfinite(outcome.hours)
    counted = seen | outcome.open_still
    watched = np.sort(outcome.watched_hours[counted])
    longer = watched.size - np.searchsorted(watched, outcome.hours[seen], "left")
    weights = np.zeros(outcome.hours.size)
    weights[seen] = np.minimum(watched.size / np.maximum(longer, 1), HEAVIEST)
    return weights
