"""The two figures that studies of levers and priors tell of a scenario."""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from simulation.comparison import Comparison, Difference
from simulation.results import Study

CYCLE_TIME, ON_TIME = "cycle_time_mean", "on_time_rate"
ALL = "all"


def differences_of(comparison: Comparison, other: int) -> dict[str, Difference]:
    """Mean handling time and promises kept of one of the others beside the base's."""
    found = {one.name: one for one in comparison.differences(other) if one.group == ALL}
    return {name: found[name] for name in (CYCLE_TIME, ON_TIME) if name in found}


def handling_hours(study: Study) -> NDArray[np.float64]:
    """Mean handling time of all applications in each replication, hours; NaN where none finished."""
    numbers: Sequence[int] = sorted(study.replications)
    return study.values().get((CYCLE_TIME, ALL), np.full(len(numbers), np.nan))
