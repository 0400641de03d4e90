"""The crews of a snapshot with what their scenario knows of them."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

import pandas as pd

from domain.plan import CrewState, Snapshot
from optimizer import Break, Crew, Place, Shift, Visit
from scenarios.scenario import Scenario
from scenarios.workforce import CrewGroup
from simulation.experience import is_novice
from workbench.crew_problem.rosters import Rosters, Stretch, breaks_within
from workbench.crew_problem.visits import skill_in

NO_TIME = pd.Timedelta(0)
AT_ONCE = pd.Timedelta(seconds=1)


def crews_of(
    snapshot: Snapshot, until: pd.Timestamp, scenario: Scenario, rosters: Rosters, visits: Sequence[Visit]
) -> Iterator[Crew]:
    """All crews of a snapshot that the scenario knows."""
    groups = {group.name: group for group in scenario.workforce.crews}
    longest = _longest(visits, scenario)
    shifts = {name: rosters.shifts(group, snapshot.now, until) for name, group in groups.items()}
    for state in snapshot.crews:
        name, _, number = state.name.rpartition("-")
        yield _Making(scenario, snapshot.now, groups[name], longest).crew(
            state, int(number) - 1, shifts[name]
        )


def _longest(visits: Sequence[Visit], scenario: Scenario) -> dict[str, tuple[pd.Timedelta, bool]]:
    """By skill, the longest visit that may go on after a shift, and whether it is paid as overtime then."""
    found: dict[str, tuple[pd.Timedelta, bool]] = {}
    for visit in visits:
        work = scenario.stages_of(visit.track)[visit.stage].work
        assert work is not None
        if work.unfinished == "do_not_start":
            continue
        for mode in visit.modes:
            before, paid = found.get(mode.skills[0], (NO_TIME, False))
            found[mode.skills[0]] = max(before, mode.duration), paid or work.unfinished == "overtime"
    return found


@dataclass(frozen=True)
class _Making:
    scenario: Scenario
    now: pd.Timestamp
    group: CrewGroup
    longest: Mapping[str, tuple[pd.Timedelta, bool]]

    def crew(self, state: CrewState, number: int, shifts: Sequence[Sequence[Stretch]]) -> Crew:
        """A crew: its days, and what the end of a shift means to it."""
        skills = tuple(skill_in(self.group.region, skill) for skill in self.group.skills)
        over, paid = self._over(skills)
        is_out = state.doing is not None or (state.on_duty_until is not None and not self._begins(shifts))
        return Crew(
            state.name,
            skills,
            self.group.region,
            self._depot(),
            tuple(self._shift(shift, over) for shift in self._coming(state, shifts)),
            overtime=over + self._way_back() if over else NO_TIME,
            price_overtime=self._wage() if paid else 0.0,
            experience=self._experience(number),
            position=self._place(state.latitude, state.longitude) if is_out else None,
            free_at=state.free_at,
        )

    def _over(self, skills: Sequence[str]) -> tuple[pd.Timedelta, bool]:
        """Night ends every flight."""
        if self.group.flies:
            return NO_TIME, False
        found = [self.longest[skill] for skill in skills if skill in self.longest]
        return max((time for time, _ in found), default=NO_TIME), any(paid for _, paid in found)

    def _begins(self, shifts: Sequence[Sequence[Stretch]]) -> bool:
        """Whether a shift begins just now, at the depot."""
        return bool(shifts) and abs(shifts[0][0][0] - self.now) <= AT_ONCE

    def _coming(self, state: CrewState, shifts: Sequence[Sequence[Stretch]]) -> Sequence[Sequence[Stretch]]:
        """Who is not there though a stretch of the shift goes on is not reckoned with until the next."""
        on = bool(shifts) and any(start <= self.now < end for start, end in shifts[0])
        away = on and state.on_duty_until is None and state.doing is None
        return shifts[1:] if away else shifts

    def _shift(self, stretches: Sequence[Stretch], over: pd.Timedelta) -> Shift:
        """A break is put off by what is begun before it, as long as the shift has room for it."""
        begins_at, ends_at = max(stretches[0][0], self.now), stretches[-1][1]
        pauses = [(max(start, begins_at), end) for start, end in breaks_within(stretches) if end > begins_at]
        breaks = [
            Break(start, min(start + over, ends_at - (end - start)), end - start) for start, end in pauses
        ]
        return Shift(begins_at, ends_at, tuple(breaks))

    def _way_back(self) -> pd.Timedelta:
        """From the edge of its region to the middle."""
        region = self.scenario.regions[self.group.region]
        terrain = self.scenario.terrains[region.terrain]
        return pd.Timedelta(hours=region.radius_km * terrain.detour / terrain.speed_kmh)

    def _wage(self) -> float:
        """Of the best paid of its skills, with what is added for overtime."""
        scenario = self.scenario
        wages = [scenario.prices.get(skill, 0.0) for skill in self.group.skills]
        return scenario.dispatching.prices.overtime * max(wages)

    def _experience(self, number: int) -> float:
        share = self.scenario.workforce.novices if self.group.novices is None else self.group.novices
        return self.scenario.experience.novice_pace if is_novice(number, share) else 1.0

    def _depot(self) -> Place:
        group, centre = self.group, self.scenario.regions[self.group.region]
        latitude = centre.latitude if group.latitude is None else group.latitude
        return self._place(latitude, centre.longitude if group.longitude is None else group.longitude)

    def _place(self, latitude: float, longitude: float) -> Place:
        return Place(latitude, longitude, self.scenario.regions[self.group.region].terrain)
