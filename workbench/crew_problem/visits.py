"""The visits that a plan is to hold, with what lateness costs."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

import numpy as np
import pandas as pd

from domain.plan import Snapshot, WaitingVisit
from optimizer import Mode, Moment, Place, Visit
from scenarios.duration import Duration
from scenarios.scenario import Scenario
from scenarios.stage import Stage, Work
from workbench.crew_problem.time_left import Latest, TimeLeft

NO_TIME = pd.Timedelta(0)
NEXT_PLAN = pd.Timedelta(days=1)
"""What a plan leaves out counts as done so long after its end."""
HOUR = pd.Timedelta(hours=1)
QUANTILES = (np.arange(400) + 0.5) / 400


@dataclass(frozen=True)
class Pricing:
    """What a visit costs by when it is done.

    A promise that can still be kept is paid for by the hour after it should have been, a margin for what
    takes longer included; where none can, waiting itself is, at its own lower price. What calls crews away
    from other work is late from now on. The waiting there has been is no concern of a plan.

    Parameters
    ----------
    now, until : beginning and end of the plan.
    """

    scenario: Scenario
    now: pd.Timestamp
    until: pd.Timestamp

    def of(self, seen: WaitingVisit, latest: Latest | None) -> tuple[pd.Timestamp, Moment, float, float]:
        """Due instant, for what, price of an hour after that, and price of leaving it out."""
        prices = self.scenario.dispatching.prices
        weight = self.scenario.dispatching.tardiness_weights.get(seen.track, 1.0)
        late, waiting = weight * prices.late_hour, weight * prices.waiting_hour
        window = 0.0 if seen.window is None else prices.missed_window
        waited = waiting * self._hours_after(self.now) + window
        if self.scenario.tracks[seen.track].diverts:
            return self.now, Moment.BEGIN, late, late * self._hours_after(self.now)
        if latest is None or latest.at_best < self.now + (NO_TIME if latest.begins else seen.expected):
            return self.now, Moment.BEGIN, waiting, waited
        due_at = latest.by_expectation - pd.Timedelta(hours=self.scenario.dispatching.margin_hours)
        unplanned = max(late * self._hours_after(due_at) + window, waited)
        return due_at, Moment.BEGIN if latest.begins else Moment.END, late, unplanned

    def _hours_after(self, due_at: pd.Timestamp) -> float:
        return max(0.0, (self.until + NEXT_PLAN - due_at) / HOUR)


def visits_of(
    snapshot: Snapshot, until: pd.Timestamp, scenario: Scenario, time_left: TimeLeft
) -> Iterator[Visit]:
    """What waits, and what is booked for before the plan's end."""
    pricing = Pricing(scenario, snapshot.now, until)
    booked = (one for one in snapshot.booked if one.window is None or one.window[0] < until)
    everything = (*snapshot.waiting, *booked)
    latest = time_left.of(everything)
    for seen in everything:
        due_at, moment, late, unplanned = pricing.of(seen, latest.get(seen.key))
        stage = scenario.stages_of(seen.track)[seen.stage]
        terrain = scenario.regions[seen.region].terrain
        yield Visit(
            seen.application,
            seen.number,
            seen.stage,
            seen.track,
            seen.region,
            Place(seen.latitude, seen.longitude, terrain),
            tuple(_modes(stage, seen.region, terrain)),
            due_at=due_at,
            due_for=moment,
            price_late=late,
            price_unplanned=unplanned,
            window=seen.window,
            priority=seen.priority,
        )


def skill_in(region: str, skill: str) -> str:
    """What a crew must be able to do where: crews that follow a plan stay in their region."""
    return f"{region}/{skill}"


def _modes(stage: Stage, region: str, terrain: str) -> Iterator[Mode]:
    work = stage.work
    assert work is not None
    assert work.skill is not None
    parts = [_usual(work, terrain), *(duration for _, duration in stage.parts[1:])]
    yield _mode(region, work.skill, parts)
    for mode in work.modes:
        if not mode.terrains or terrain in mode.terrains:
            yield _mode(region, mode.skill, [mode.duration, *parts[1:]])


def _usual(work: Work, terrain: str) -> Duration:
    return work.terrains.get(terrain, work.duration)


def _mode(region: str, skill: str, parts: list[Duration]) -> Mode:
    minutes = sum(part.mean_minutes for part in parts)
    spread = float(np.sqrt(sum(_variance(part) for part in parts)))
    return Mode((skill_in(region, skill),), pd.Timedelta(minutes=minutes), pd.Timedelta(minutes=spread))


@cache
def _variance(duration: Duration) -> float:
    """By the quantiles' midpoints, since not every distribution knows its own."""
    return float(np.var(duration.minutes(QUANTILES)))
