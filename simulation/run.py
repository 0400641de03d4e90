"""One run of a scenario: its event log."""

import gc
from collections.abc import Callable, Collection, Iterator
from contextlib import contextmanager
from math import ceil

from domain.errors import must
from domain.eventlog import EventLog
from scenarios.scenario import Scenario
from simulation.book import log_of
from simulation.plan_following import Dispatcher
from simulation.pool import StoppedError
from simulation.setting import prepare
from simulation.twin import Twin

DAY_MINUTES = 24 * 60.0
FEWER_COLLECTIONS = (200_000, 50, 100)
"""A run makes few cycles and many objects that stay; collecting less often gains a sixth of its speed."""


def run(
    scenario: Scenario,
    seed: int,
    replication: int = 0,
    stop: Callable[[], bool] | None = None,
    progress: Callable[[int, int], None] | None = None,
    without: Collection[str] = (),
    dispatcher: Dispatcher | None = None,
    backlog: EventLog | None = None,
) -> EventLog:
    """Simulate a scenario over its horizon, warm-up included, or over what is left of it.

    Parameters
    ----------
    seed, replication : from 0; together they decide all chance, whatever process runs them.
    stop : asked at each simulated midnight; True ends the run.
    progress : told (days done, days in all) at each simulated midnight.
    without : printed numbers of applications that do not come; all others keep their luck.
    dispatcher : plans what crews do, and leaves to the scenario's rule what it does not plan; None for the
        rule alone.
    backlog : a log as it was known at an instant within the horizon, `log.as_of(instant)`: the run begins
        then, with the applications that are open, see `simulation.backlog`; None to begin with the horizon
        and nothing.

    Returns
    -------
    The log, observed until the end of the horizon; work that is open then stays open.

    Raises
    ------
    InputError : a seed or replication below 0, a number in `without` that nobody has, levers that do not go
        together, or a backlog that does not fit the scenario.
    simulation.pool.StoppedError : when stopped.
    """
    must(seed >= 0, f"The seed must be at least 0, got {seed}.")
    must(replication >= 0, f"The replication must be at least 0, got {replication}.")
    in_force = scenario.in_force
    planned = dispatcher is not None
    with _fewer_collections():
        twin = Twin(prepare(in_force, seed, replication, without, planned, backlog), dispatcher)
        _run_through(twin, stop, progress)
        return log_of(twin.record, twin.setting, in_force, seed, replication)


def _run_through(
    twin: Twin, stop: Callable[[], bool] | None, progress: Callable[[int, int], None] | None
) -> None:
    end = twin.setting.end_minutes
    days = ceil(end / DAY_MINUTES)
    for day in range(int(twin.setting.begin_minutes // DAY_MINUTES), days):
        if stop is not None and stop():
            raise StoppedError(f"The run was stopped on day {day} of {days}.")
        twin.run_until(min((day + 1) * DAY_MINUTES, end))
        if progress is not None:
            progress(day + 1, days)
    twin.close()


@contextmanager
def _fewer_collections() -> Iterator[None]:
    usual = gc.get_threshold()
    gc.set_threshold(*FEWER_COLLECTIONS)
    try:
        yield
    finally:
        gc.set_threshold(*usual)
