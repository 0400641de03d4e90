"""What a dispatcher of a scenario sees at an instant."""

from datetime import datetime

from domain.errors import must
from domain.eventlog import EventLog
from domain.instants import MINUTE, micros_of
from domain.plan import Snapshot
from scenarios.scenario import Scenario
from simulation.setting import prepare
from simulation.twin import Twin


def seen_at(scenario: Scenario, at: datetime, seed: int, replication: int = 0) -> Snapshot:
    """Run a scenario up to an instant of its horizon, and look.

    Raises
    ------
    InputError : the instant lies outside the horizon.
    """
    in_force = scenario.in_force
    covered = in_force.horizon.covered
    must(
        covered.start <= at < covered.end,
        f"Scenario {scenario.name!r}: a snapshot must be taken from {covered.start:%Y-%m-%d %H:%M} and "
        f"before {covered.end:%Y-%m-%d %H:%M}, got {at:%Y-%m-%d %H:%M}.",
    )
    twin = Twin(prepare(in_force, seed, replication, planned=True))
    minutes = (int(micros_of(at)) - int(micros_of(covered.start))) / MINUTE
    if minutes > 0:
        twin.run_until(minutes)
    return _seen(twin, minutes)


def seen_in(log: EventLog, scenario: Scenario, at: datetime, seed: int = 1) -> Snapshot:
    """What of a log was known at an instant, with the crews and rules of a scenario.

    Parameters
    ----------
    seed : of what the log does not tell and nobody sees yet, such as who will be absent.

    Raises
    ------
    InputError : the log does not fit the scenario, see `simulation.backlog`.
    """
    twin = Twin(prepare(scenario.in_force, seed, 0, planned=True, backlog=log.as_of(at)))
    return _seen(twin, twin.setting.begin_minutes)


def _seen(twin: Twin, minutes: float) -> Snapshot:
    view = twin.view()
    return view.snapshot(view.waiting(), minutes)
