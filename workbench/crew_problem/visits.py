"""The visits that a plan is to hold, with what lateness costs."""

from collections.abc import Iterator
from functools import cache

import numpy as np
import pandas as pd

from domain.plan import Snapshot
from optimizer import Mode, Place, Visit
from scenarios.duration import Duration
from scenarios.scenario import Scenario
from scenarios.stage import Stage, Work
from workbench.crew_problem.pricing import Pricing
from workbench.crew_problem.time_left import TimeLeft

QUANTILES = (np.arange(400) + 0.5) / 400


def visits_of(
    snapshot: Snapshot, until: pd.Timestamp, scenario: Scenario, time_left: TimeLeft
) -> Iterator[Visit]:
    """What waits, and what is booked for before the plan's end."""
    pricing = Pricing(scenario, snapshot.now, until)
    booked = (one for one in snapshot.booked if one.window is None or one.window[0] < until)
    everything = (*snapshot.waiting, *booked)
    latest = time_left.of(everything)
    for seen in everything:
        price = pricing.of(seen, latest.get(seen.key))
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
            due_at=price.due_at,
            due_for=price.due_for,
            price_late=price.late_hour,
            price_unplanned=price.unplanned,
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
