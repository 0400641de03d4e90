"""Rehearsals: what a model made at an earlier time would have said of the cases that came next.

Cases are cut by their first look into five parts of equal size; each of the last three is foretold from all
parts before it (rolling origin: L. J. Tashman, International Journal of Forecasting 16 (2000) 437-450). What
is chosen and calibrated on them has met several drifts, not only that of the last weeks. Under the published
split of 64 % and 16 % the last part is the validation part.
"""

from collections.abc import Iterator

import numpy as np

from models.features import Moments
from models.outcomes import Flags

PARTS = 5
FORETOLD = range(2, PARTS)
MOST_LOOKS = 12_000
"""Looks to rehearse on at the most, drawn evenly: a choice needs fewer than a fit."""


def rehearsals(moments: Moments, rows: Flags, seed: int = 0) -> Iterator[tuple[Flags, Flags]]:
    """Give the looks that teach and those that are foretold, one pair for each of the last three parts.

    Parameters
    ----------
    rows : looks to use.
    seed : of the draw where there are too many.
    """
    rows = some(rows, seed)
    part = np.where(rows, _parts(moments, rows), PARTS)
    for place in FORETOLD:
        yield part < place, part == place


def some(rows: Flags, seed: int) -> Flags:
    """At most so many of the rows, drawn evenly."""
    places = np.flatnonzero(rows)
    if places.size <= MOST_LOOKS:
        return rows
    kept = np.zeros(rows.size, dtype=bool)
    kept[np.random.default_rng(seed).choice(places, MOST_LOOKS, replace=False)] = True
    return kept


def _parts(moments: Moments, rows: Flags) -> np.ndarray:
    """Part of the case of each look; all looks at a case are in one."""
    first = np.full(int(moments.application.max(initial=0)) + 1, np.iinfo(np.int64).max)
    np.minimum.at(first, moments.application[rows], moments.at[rows])
    cases = np.unique(moments.application[rows])
    place = np.zeros(first.size, dtype=np.int64)
    place[cases[np.argsort(first[cases], kind="stable")]] = np.arange(cases.size)
    return place[moments.application] * PARTS // max(cases.size, 1)
