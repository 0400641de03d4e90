"""Drone teams that a scenario could have, and what they could do of its open work."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace

import pandas as pd

from domain.plan import CrewState, Snapshot, VisitKey
from optimizer import Crew, Mode
from scenarios.scenario import Scenario
from scenarios.workforce import CrewGroup
from workbench.crew_problem import CrewProblems

_A_DAY = pd.Timedelta(days=1)


@dataclass(frozen=True)
class Reserve:
    """Crews that may be added to a problem.

    Parameters
    ----------
    crews : by name; none of them is in the problem.
    modes : ways to do its visits that hold with them.
    """

    crews: Mapping[str, Crew] = field(default_factory=dict)
    modes: Mapping[VisitKey, tuple[Mode, ...]] = field(default_factory=dict)


def drone_teams(scenario: Scenario, snapshot: Snapshot, days: int) -> Reserve:
    """The teams that the first lever brings which is off and has any, as if they were on duty now."""
    for lever in (name for name in scenario.mechanisms if not scenario.levers.get(name, False)):
        flying = scenario.vary(name=f"{scenario.name}_flying", levers={lever: True})
        states = tuple(_more(scenario, flying, snapshot.now))
        if states:
            seen = replace(snapshot, crews=(*snapshot.crews, *states))
            problem = CrewProblems(flying, days).of(seen)
            names = [state.name for state in states]
            modes = {visit.key: visit.modes for visit in problem.visits}
            return Reserve({name: problem.crew_of[name] for name in names}, modes)
    return Reserve()


def _more(scenario: Scenario, flying: Scenario, now: pd.Timestamp) -> Iterator[CrewState]:
    sizes = {group.name: group.size for group in scenario.in_force.workforce.crews}
    for group in flying.in_force.workforce.crews:
        for number in range(sizes.get(group.name, 0), group.size if group.flies else 0):
            yield _state(group, number + 1, flying, now)


def _state(group: CrewGroup, number: int, scenario: Scenario, now: pd.Timestamp) -> CrewState:
    region = scenario.regions[group.region]
    latitude = region.latitude if group.latitude is None else group.latitude
    longitude = region.longitude if group.longitude is None else group.longitude
    name = f"{group.name}-{number}"
    return CrewState(name, group.skills, group.region, latitude, longitude, on_duty_until=now + _A_DAY)
