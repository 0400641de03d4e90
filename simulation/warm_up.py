"""How long a stationary scenario takes to fill: MSER-5 on its work in progress.

A peak scenario is terminating: its warm-up is stated, for it starts from a state of its own. Only where a
scenario is declared stationary is the beginning cut where the rest is estimated most surely.

References
----------
White (1997), An effective truncation heuristic for bias reduction in simulation output, Simulation 69(6),
323-334.
Hoad, Robinson and Davies (2010), Automating warm-up length estimation, J. Oper. Res. Soc. 61(9), 1389-1403:
MSER-5 over the average of several replications, and not believed where it cuts more than half.
"""

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import ArrayLike, NDArray

from domain.errors import InputError
from domain.eventlog import EventLog
from domain.instants import DAY
from domain.kpi.case_columns import cases_of
from scenarios.scenario import Scenario
from simulation.pool import Stop, finished_tasks
from simulation.run import run

BATCH = 5
PILOTS = 5
LEAST_BATCHES = 10


class Pilot(NamedTuple):
    """One replication run to see how the system fills."""

    place: int
    scenario: Scenario
    seed: int
    number: int

    def __str__(self) -> str:
        return f"Pilot replication {self.number} of scenario '{self.scenario.name}'"


def settled(
    scenarios: Sequence[Scenario], seed: int, workers: int, stop: Stop | None = None
) -> list[Scenario]:
    """Scenarios with their warm-up: as stated where terminating, by MSER-5 where stationary.

    Scenarios that are compared cut the same days, the longest warm-up of any. The runs themselves do not
    change: cutting more of them means measuring less.

    Raises
    ------
    InputError : a stationary scenario is too short, or has not filled in the first half of its days.
    """
    if all(scenario.horizon.kind == "terminating" for scenario in scenarios):
        return list(scenarios)
    tasks = [Pilot(p, s, seed, number) for p, s in enumerate(scenarios) for number in range(PILOTS)]
    series: list[list[tuple[int, NDArray[np.float64]]]] = [[] for _ in scenarios]
    for one, work in finished_tasks(pilot, tasks, workers, stop):
        series[one.place].append((one.number, work))
    days = max(_days_to_cut(s, _mean(found)) for s, found in zip(scenarios, series, strict=True))
    return [scenario.measured_after(days) for scenario in scenarios]


def pilot(one: Pilot, stop: Stop) -> NDArray[np.float64]:
    """Work in progress of each day of a replication; what a worker process does."""
    return work_by_day(run(one.scenario, one.seed, one.number, stop=stop), one.scenario)


def work_by_day(log: EventLog, scenario: Scenario) -> NDArray[np.float64]:
    """Mean number of open applications of each 24 hours of a run."""
    start, end = scenario.horizon.covered.micros
    edges = np.arange(start, end + 1, DAY)
    cases = cases_of(log)
    spent = [(np.minimum(cases.ended, at) - np.minimum(cases.submitted, at)).sum() for at in edges]
    return np.asarray(np.diff(np.array(spent, dtype=np.float64)) / DAY)


def mser5(series: ArrayLike) -> int | None:
    """How many observations to cut from the beginning.

    Cuts, in batches of five, where the standard error of the mean of the rest is least.

    Parameters
    ----------
    series : observations in order, such as the work in progress of each day.

    Returns
    -------
    A multiple of 5; None where the least lies beyond the first half, for the series has not settled then.
    """
    values = np.asarray(series, dtype=np.float64)
    batches = values[: len(values) // BATCH * BATCH].reshape(-1, BATCH).mean(axis=1)
    size = len(batches)
    # The error of a handful of batches is small by chance, so the last five are never alone.
    errors = [float(batches[cut:].var()) / (size - cut) for cut in range(max(size - BATCH, 1))]
    cut = int(np.argmin(errors))
    return cut * BATCH if cut <= size // 2 else None


def _mean(found: list[tuple[int, NDArray[np.float64]]]) -> NDArray[np.float64]:
    """Mean of the pilots' series, in their order whoever finished first."""
    return np.asarray(np.mean([work for _, work in sorted(found, key=lambda one: one[0])], axis=0))


def _days_to_cut(scenario: Scenario, work: NDArray[np.float64]) -> int:
    where = f"Scenario {scenario.name!r}: horizon.kind is stationary, so"
    if len(work) < LEAST_BATCHES * BATCH:
        raise InputError(
            f"{where} days and warm_up_days must be at least {LEAST_BATCHES * BATCH} in all, got {len(work)}."
        )
    days = mser5(work)
    if days is None:
        raise InputError(
            f"{where} its work in progress must settle in the first half of its {len(work)} days, "
            "got none by MSER-5; give it more days, or declare it terminating."
        )
    return days
