"""What there is to plan at an instant, wherever it comes from: a scenario, a log or files."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

import pandas as pd

from domain.errors import must
from domain.eventlog import EventLog
from domain.plan import Snapshot, VisitKey
from optimizer import Moment, Place, Problem
from optimizer.travel import great_circle
from scenarios import load
from scenarios.geography import Terrain
from scenarios.scenario import Scenario
from simulation.seen import seen_at, seen_in
from workbench.crew_problem import CrewProblems, Latest
from workbench.drone_teams import Reserve, drone_teams


@dataclass(frozen=True, eq=False)
class OpenWork:
    """Visits that wait for crews, and what is known of them and of their promises.

    Parameters
    ----------
    now : the instant.
    zone : IANA zone in which people read their times.
    problem : as it is, before anything is changed by hand.
    promises : by when visits must be done for what is promised next to be kept.
    due_at : what customers were told; None where they were told nothing.
    lands : terrain -> what it does to a journey.
    reserve : crews that may be added.
    """

    now: pd.Timestamp
    zone: str
    problem: Problem
    promises: Mapping[VisitKey, Latest]
    due_at: Mapping[VisitKey, pd.Timestamp | None]
    lands: Mapping[str, Terrain]
    reserve: Reserve = field(default_factory=Reserve)


@dataclass(frozen=True)
class PlanAsked:
    """Whose open work at which instant.

    Parameters
    ----------
    scenario : whose crews and rules; without a log, whose customers too.
    at : the instant.
    days : working days planned, 1 to 10.
    seed : of the scenario's run, or of what a log does not tell.
    """

    scenario: Scenario
    at: pd.Timestamp
    days: int = 1
    seed: int = 1

    def open_work(self, log: EventLog | None = None) -> OpenWork:
        """What is known at the instant.

        Raises
        ------
        InputError : an instant outside the horizon, or a log that does not fit the scenario.
        """
        snapshot, problems = self._snapshot(log), CrewProblems(self.scenario, self.days)
        due_at = {one.key: one.due_at for one in (*snapshot.waiting, *snapshot.booked)}
        return OpenWork(
            snapshot.now,
            self.scenario.horizon.time_zone,
            problems.of(snapshot),
            problems.promises(snapshot),
            due_at,
            self.scenario.terrains,
            drone_teams(self.scenario, snapshot, self.days),
        )

    def _snapshot(self, log: EventLog | None) -> Snapshot:
        if log is None:
            return seen_at(self.scenario, self.at, self.seed)
        return seen_in(log, self.scenario, self.at, self.seed)


def reaching(problem: Problem, places: Sequence[Place], lands: Mapping[str, Terrain]) -> Problem:
    """The problem with ways to more places, along great circles."""
    if all(place in problem.travel.at for place in places):
        return problem
    return replace(problem, travel=great_circle((*problem.travel.places, *places), lands))


def open_work_of(problem: Problem) -> OpenWork:
    """The open work of files, seen from when the first crew comes on duty, in the zone of the library.

    Raises
    ------
    InputError : no crew is ever on duty.
    """
    begins = [shift.begins_at for crew in problem.crews for shift in crew.shifts]
    must(bool(begins), "Plan: some crew must be on duty, got no shift at all.")
    promises = {
        visit.key: Latest(visit.due_at, visit.due_at, begins=visit.due_for is Moment.BEGIN)
        for visit in problem.visits
        if visit.due_at is not None
    }
    due_at = {visit.key: visit.due_at for visit in problem.visits}
    usual = load("traditional")
    return OpenWork(min(begins), usual.horizon.time_zone, problem, promises, due_at, usual.terrains)
