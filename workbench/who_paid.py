"""Who paid: which promises of others slipped because of each emergency.

The run is made again without the emergency, with the same seed and replication: all others come at the same
instants with the same luck, and whatever differs it caused. A crew that turns round serves others next, and
so on to the end of the run: some others gain, and paid and gained hours are told apart.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import pandas as pd

from domain.errors import must
from scenarios import Scenario
from simulation.pool import Stop, finished_tasks
from simulation.run import run
from workbench.bills import Bill, Emergency, emergencies
from workbench.moved_promises import moved, promises_of

Progress = Callable[[int, int], None]
AT_MOST = 20
MOST = 200


@dataclass(frozen=True)
class WhoPaid:
    """The bills of a run.

    Attributes
    ----------
    emergencies : submitted in the days measured; more than there are bills where only the first were asked
        for.
    bills : in order of submission.
    """

    scenario: str
    seed: int
    replication: int
    emergencies: int
    bills: tuple[Bill, ...]

    def as_dict(self) -> dict[str, Any]:
        """All of it as plain data."""
        return {
            "scenario": self.scenario,
            "seed": self.seed,
            "replication": self.replication,
            "emergencies": self.emergencies,
            "bills": [one.as_dict() for one in self.bills],
        }


@dataclass(frozen=True)
class Attended:
    """A run with everyone, or without the application whose printed number is given."""

    scenario: Scenario
    seed: int
    replication: int
    absent: str = ""

    def __str__(self) -> str:
        """What messages call it."""
        who = f"without {self.absent}" if self.absent else "with everyone"
        return f"{self.scenario.name}, run {self.replication} {who}"


def who_paid(
    scenario: Scenario,
    seed: int,
    replication: int,
    workers: int,
    at_most: int = AT_MOST,
    progress: Progress = lambda done, total: None,
    stop: Stop | None = None,
) -> WhoPaid:
    """Draw up the bill of each emergency of a run; the same on any number of workers.

    Parameters
    ----------
    at_most : emergencies looked at, 1 to 200: the first of the days measured; each costs a run.
    progress : told (runs done, runs in all) as soon as it is known how many there are.

    Raises
    ------
    InputError : a number outside its range.
    simulation.pool.StoppedError : when `stop` said so.
    """
    must(1 <= at_most <= MOST, f"The number of emergencies must lie between 1 and {MOST}, got {at_most}.")
    whole = Attended(scenario, seed, replication)
    [(_, (everyone, found))] = finished_tasks(promises_and_emergencies, [whole], workers, stop)
    chosen = {one.application_id: one for one in found[:at_most]}
    progress(1, 1 + len(chosen))
    bills: dict[str, Bill] = {}
    absences = [Attended(scenario, seed, replication, number) for number in chosen]
    for one, (without, _) in finished_tasks(promises_and_emergencies, absences, workers, stop):
        bills[one.absent] = Bill(chosen[one.absent], moved(without, everyone))
        progress(1 + len(bills), 1 + len(chosen))
    in_order = tuple(bills[number] for number in chosen)
    return WhoPaid(scenario.name, seed, replication, len(found), in_order)


def promises_and_emergencies(one: Attended, stop: Stop) -> tuple[pd.DataFrame, list[Emergency]]:
    """Run once and keep the promises and the emergencies measured; what a worker process does."""
    absent = [one.absent] if one.absent else []
    log = run(one.scenario, one.seed, one.replication, stop=stop, without=absent)
    in_force = one.scenario.in_force
    found = list(emergencies(log, one.scenario, in_force.horizon.measured))
    return promises_of(log, in_force.terms()), found
