"""Nothing is lost: what a probe counts in the running twin is what its log says, in every scenario."""

from collections import Counter
from collections.abc import Callable
from typing import Any, NamedTuple

import numpy as np
import pandas as pd
import pytest

from domain.eventlog import EventLog
from scenarios import Scenario, library, load
from simulation.book import log_of
from simulation.contacts import FIRST_CODE
from simulation.setting import prepare
from simulation.twin import Twin

LIBRARY = [entry.name for entry in library()]
SEED, EVERY_MINUTES = 3, 10.0
APPLICATIONS = 1200
"""About so many are enough, so that a metropolis runs for days where a district runs for weeks."""
MINUTE = pd.Timedelta(minutes=1)


class Probe:
    """Counters kept beside a run, not taken from its log.

    Attributes
    ----------
    steps : instant and number of open applications after each coming and going.
    waiting : for each look, how many visits lie in the queues, by stage.
    held_twice : how many visits were found in two hands, or in hand and waiting.
    """

    def __init__(self, twin: Twin) -> None:
        self.twin, self.steps = twin, [(0.0, 0)]
        self.waiting: list[Counter[str]] = []
        self.held_twice = 0
        service = twin.service
        service.submit = self._counting(service.submit, +1, 2)  # type: ignore[method-assign]
        service.finish = self._counting(service.finish, -1, 1)  # type: ignore[method-assign]
        service.withdraw = self._counting(service.withdraw, -1, 1)  # type: ignore[method-assign]
        self.queues = {id(queue): queue for step in twin.setting.steps for queue in step.queues}

    def look(self) -> None:
        """Count what waits now."""
        waiting = {visit.code: visit for queue in self.queues.values() for visit in queue.all_waiting()}
        visits = [visit for code, visit in waiting.items() if code < FIRST_CODE]
        self.waiting.append(Counter(visit.step.name for visit in visits))
        at_hand = [crew.visit.code for crew in self.twin.crews if crew.visit is not None]
        self.held_twice += len(at_hand) - len(set(at_hand) - waiting.keys())

    def _counting(self, method: Callable[..., None], change: int, clock: int) -> Callable[..., None]:
        def counted(*arguments: Any) -> None:
            self.steps.append((arguments[clock], self.steps[-1][1] + change))
            method(*arguments)

        return counted


class Probed(NamedTuple):
    """A run with its probe and its log."""

    scenario: Scenario
    probe: Probe
    log: EventLog
    end: float

    def minutes(self, frame: str, column: str) -> "pd.Series[float]":
        """Instants of the log in minutes of the run."""
        return (self.log.frame(frame)[column] - self.scenario.horizon.covered.start) / MINUTE


@pytest.fixture(scope="module", params=LIBRARY)
def probed(request) -> Probed:
    """Days from empty; the probe looks once in each ten minutes, at an instant of its own."""
    scenario = load(request.param)
    per_day = sum(sum(stream.per_day.values()) for stream in scenario.demand.streams.values())
    days = min(21, max(4, round(APPLICATIONS / per_day)))
    horizon = scenario.horizon.model_copy(update={"days": days, "warm_up_days": 0})
    scenario = scenario.model_copy(update={"horizon": horizon}).in_force
    twin = Twin(prepare(scenario, SEED, 0))
    probe, end = Probe(twin), twin.setting.end_minutes
    starts = np.arange(0, end, EVERY_MINUTES)
    for at in starts + np.random.default_rng(SEED).uniform(0, EVERY_MINUTES, len(starts)):
        twin.run_until(at)
        probe.look()
    twin.run_until(end)
    twin.close()
    return Probed(scenario, probe, log_of(twin.record, twin.setting, scenario, SEED, 0), end)


def left_minutes(probed: Probed) -> "pd.Series[float]":
    """When each application finished or was withdrawn; unknown while it is open."""
    return probed.minutes("applications", "finished_at").fillna(
        probed.minutes("applications", "withdrawn_at")
    )


def test_nobody_both_finishes_and_withdraws(probed):
    applications = probed.log.applications
    assert len(applications) > 300
    assert not (applications["finished_at"].notna() & applications["withdrawn_at"].notna()).any()
    assert 0 < applications["withdrawn_at"].notna().sum() < 0.05 * len(applications)


def test_submitted_is_finished_and_withdrawn_and_open_at_every_instant(probed):
    """Between any two comings and goings the log has as many applications open as the probe counted."""
    at, count = (np.array(column) for column in zip(*probed.probe.steps, strict=True))
    submitted, left = probed.minutes("applications", "submitted_at"), left_minutes(probed).dropna()
    assert len(at) - 1 == len(submitted) + len(left)
    # The log has microseconds, so what is nearer together may be in another order there.
    clear = np.diff(at) > 1e-3
    middle = ((at[:-1] + at[1:]) / 2)[clear]
    by_log = np.searchsorted(np.sort(submitted), middle) - np.searchsorted(np.sort(left), middle)
    assert clear.sum() > 0.9 * len(submitted)
    assert (by_log == count[:-1][clear]).all()


def test_littles_law_holds_for_the_whole_service(probed):
    """L = lambda W over the horizon: the integral of the probe's count is the sum of times in the system."""
    at, count = (np.array(column) for column in zip(*probed.probe.steps, strict=True))
    area = (count * np.diff(at, append=probed.end)).sum()
    spent = left_minutes(probed).fillna(probed.end) - probed.minutes("applications", "submitted_at")
    assert spent.sum() == pytest.approx(area, rel=1e-9)


def test_no_visit_is_in_two_hands_or_in_hand_and_waiting(probed):
    assert len(probed.probe.waiting) > 500
    assert probed.probe.held_twice == 0


def waited_minutes(probed: Probed) -> "pd.Series[float]":
    """By stage, all minutes between the last hold of a visit and the first hand laid on it, by the log."""
    visits, log = probed.log.visits, probed.log
    ready = probed.minutes("visits", "enabled_at")
    held = probed.minutes("holds", "ended_at").fillna(probed.end).groupby(log.holds["visit"]).max()
    ready = np.fmax(ready, held.reindex(ready.index))
    taken = probed.minutes("segments", "started_at").groupby(log.segments["visit"]).min()
    gone = probed.minutes("applications", "withdrawn_at").take(visits["application"]).set_axis(visits.index)
    until = np.fmin(taken.reindex(ready.index), gone).fillna(probed.end).clip(upper=probed.end)
    passed = visits["completed_at"].notna() & taken.reindex(ready.index).isna()
    return (until - ready).where(~passed).clip(lower=0.0).groupby(visits["stage"].astype(str)).sum()


def test_littles_law_holds_for_the_queue_of_each_stage(probed):
    """What the probe saw waiting, times the time between its looks, is what the log's waits add up to."""
    seen = sum(probed.probe.waiting, Counter())
    waited = waited_minutes(probed)
    booked = {
        name
        for track in probed.scenario.tracks
        for name, stage in probed.scenario.stages_of(track).items()
        if stage.appointment is not None
    }
    stages = [name for name in waited.index if name not in booked and seen[name] > 500]
    assert len(stages) > 3
    for name in stages:
        assert seen[name] * EVERY_MINUTES == pytest.approx(waited[name], rel=0.03), name
