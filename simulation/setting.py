"""A run before it begins: customers, their way through the stages, queues and who works."""

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from domain.eventlog import EventLog
from domain.moment import STAGE
from scenarios.scenario import Scenario
from scenarios.stage import Stage
from simulation.application import Application
from simulation.appointments import appointments_of
from simulation.arrivals import Block, absent, arrivals
from simulation.backlog import Opening, opening_of
from simulation.contacts import Enquiries, Grievance, enquiries_of, grievances_of
from simulation.coordination import Coordinators
from simulation.crowd import crowd_of
from simulation.customers import Customers, together
from simulation.diary import open_diaries
from simulation.dispatch import RULES, Rule
from simulation.experience import trace_errors
from simulation.follow_ups import follow_ups_of
from simulation.helping import Borders, borders_of
from simulation.modes import modes_of
from simulation.place import Point, minutes_per_radian
from simulation.promises import Marks, marks_of
from simulation.queues import Queue
from simulation.rounds import daily, rounds_of
from simulation.route import End, Node
from simulation.staff import Queues, Resource, resources_of
from simulation.step import Step
from simulation.stops import Stops, stops_of
from simulation.wiring import wire
from simulation.withdrawals import Withdrawals, withdrawals_of


@dataclass(frozen=True)
class Way:
    """What the applications of one track go through.

    Parameters
    ----------
    points : where its customers live.
    described : their attributes, as the log has them.
    first, end : where the procedure begins and ends.
    steps : its stages.
    marks : promises that moments make or keep; empty where nobody asks during the run.
    withdrawals : of its customers; None where nobody withdraws.
    enquiries : what its customers ask while they wait; None where they do not.
    """

    customers: Customers
    points: Sequence[Point]
    described: pd.DataFrame
    first: Node
    end: End
    steps: Sequence[Step]
    marks: Marks
    withdrawals: Withdrawals | None
    enquiries: Enquiries | None


@dataclass(frozen=True)
class Setting:
    """A run before it begins.

    Parameters
    ----------
    ways : one per track.
    coordinators : who finds what is stuck; None where nobody does.
    way, row, submitted_minutes : of each application, in order of submission: its way, its customer there,
        and when.
    resources, outcomes : what the codes of the record stand for, as do the steps.
    pace_minutes : by region, travel time of a radian of arc.
    rule : by which waiting work is taken up.
    borders : who may help whom across regions; None where nobody does.
    field_queues : skill, region -> where work for crews waits.
    service_levels : names of the promises, by number.
    start : beginning of the horizon.
    end_minutes : end of the horizon.
    opening : what the run begins with; None where it begins empty.
    """

    ways: Sequence[Way]
    coordinators: Coordinators | None
    way: NDArray[np.int64]
    row: NDArray[np.int64]
    submitted_minutes: NDArray[np.float64]
    resources: Sequence[Resource]
    outcomes: Sequence[str]
    pace_minutes: Sequence[float]
    rule: Rule
    borders: Borders | None
    field_queues: Mapping[tuple[str, str], Queue]
    service_levels: Sequence[str]
    start: pd.Timestamp
    end_minutes: float
    opening: Opening | None = None

    @property
    def begin_minutes(self) -> float:
        """When the run begins: with the horizon, unless it starts from a backlog."""
        return 0.0 if self.opening is None else self.opening.begin_minutes

    def application(self, number: int) -> Application:
        """An application as it is before its first visit, by its place in the order of submission."""
        way, row = self.ways[self.way[number]], int(self.row[number])
        region = int(way.customers.region[row])
        pace = self.pace_minutes[region]
        return Application(number, row, region, way.points[row], pace, len(way.steps))

    @property
    def steps(self) -> list[Step]:
        """All steps, by code."""
        return [step for way in self.ways for step in way.steps]

    @property
    def described(self) -> pd.DataFrame:
        """Attributes of all applications, in order of submission."""
        offsets = np.cumsum([0, *(len(way.customers) for way in self.ways)])
        everyone = pd.concat([way.described for way in self.ways], ignore_index=True)
        everyone.insert(0, "application_id", pd.Series(_numbers(self.ways), dtype="str"))
        return everyone.take(offsets[self.way] + self.row).reset_index(drop=True)


def prepare(
    scenario: Scenario,
    seed: int,
    replication: int,
    without: Collection[str] = (),
    planned: bool = False,
    backlog: EventLog | None = None,
) -> Setting:
    """Make a run ready.

    Parameters
    ----------
    scenario : with its levers carried out.
    seed, replication : together they decide all chance.
    without : printed numbers of applications that do not come.
    planned : whether a dispatcher plans, who has to know when promises fall due.
    backlog : what is open at the beginning; None to begin empty.
    """
    queues = Queues(RULES[scenario.dispatch](scenario))
    outcomes = sorted({name for track in scenario.tracks for name in _outcomes(track, scenario)})
    blocks = absent(arrivals(scenario, seed, replication), without)
    opening = None if backlog is None else opening_of(backlog, scenario, seed, replication)
    if opening is not None:
        blocks = opening.without_past(blocks)
    maker = _Maker(scenario, blocks, queues, outcomes, planned or queues.rule.heeds_promises, opening)
    ways = [maker.way(track) for track in scenario.tracks]
    coordinators = maker.coordinators()
    resources = resources_of(scenario, queues, seed, replication)
    open_diaries([step for way in ways for step in way.steps], resources, scenario)
    covered = scenario.horizon.covered
    return Setting(
        ways,
        coordinators,
        *_in_order(ways),
        resources,
        outcomes,
        [minutes_per_radian(scenario.terrains[region.terrain]) for region in scenario.regions.values()],
        queues.rule,
        borders_of(scenario, queues.of_crews()),
        queues.of_crews(),
        tuple(scenario.service_levels),
        covered.start,
        (covered.end - covered.start).total_seconds() / 60,
        opening,
    )


def _outcomes(track: str, scenario: Scenario) -> list[str]:
    return [name for stage in scenario.stages_of(track).values() for name in stage.outcomes]


def _in_order(ways: Sequence[Way]) -> tuple[NDArray[np.int64], NDArray[np.int64], NDArray[np.float64]]:
    """Way, row and instant of all applications in order of submission, simultaneous ones by their number."""
    way = np.repeat(np.arange(len(ways)), [len(one.customers) for one in ways])
    row = np.concatenate([np.arange(len(one.customers)) for one in ways])
    submitted = np.concatenate([one.customers.submitted_minutes for one in ways])
    order = np.lexsort((_numbers(ways).astype(str), submitted))
    return way[order], row[order], submitted[order]


def _numbers(ways: Sequence[Way]) -> NDArray[np.object_]:
    """Printed numbers of the customers of all ways, one after another."""
    return together([way.customers.numbers for way in ways])


class _Maker:
    def __init__(
        self,
        scenario: Scenario,
        blocks: Sequence[Block],
        queues: Queues,
        outcomes: Sequence[str],
        heeds_promises: bool,
        opening: Opening | None,
    ) -> None:
        self.scenario, self.blocks, self.queues, self.outcomes = scenario, blocks, queues, outcomes
        self.heeds_promises, self.opening = heeds_promises, opening
        self.codes = 0

    def way(self, track: str) -> Way:
        customers, sites, described = crowd_of(track, self.blocks, self.scenario, self.opening)
        marks, stops = self._promises(described, customers)
        procedure = self.scenario.procedure(track)
        stages = self.scenario.stages_of(track)
        steps = [
            self._step(index, name, track, stages[name], customers, marks, stops)
            for index, name in enumerate(self.scenario.visited(track))
        ]
        for step in steps:
            step.diverts = self.scenario.tracks[track].diverts
            step.lands = [region.terrain for region in self.scenario.regions.values()]
            step.modes = modes_of(step, self.scenario, self.queues)
        if self.scenario.experience.novice_errors > 1:
            trace_errors(steps)
        end = End(follow_ups_of(self.scenario.tracks[track].follow_up, steps, customers))
        first = wire(procedure, {step.name: step for step in steps}, customers, described, end)
        contacts = self.scenario.contacts
        enquiries = enquiries_of(contacts, customers, self._desk(contacts.desk)) if contacts else None
        withdrawals = withdrawals_of(self.scenario.tracks[track].withdrawal, steps, customers)
        return Way(customers, sites.points(), described, first, end, steps, marks, withdrawals, enquiries)

    def _desk(self, name: str) -> list[Queue]:
        return self.queues.of_desk(name, list(self.scenario.regions))

    def coordinators(self) -> Coordinators | None:
        """Who coordinates, once all queues are there."""
        coordination = self.scenario.coordination
        if coordination is None:
            return None
        times = {
            at
            for clock in coordination.rounds
            for at in daily(clock, coordination.roster, self.scenario)
            if self.opening is None or at >= self.opening.begin_minutes
        }
        return Coordinators(coordination, sorted(times), self.queues.all(), self._desk(coordination.desk))

    def _promises(self, described: pd.DataFrame, customers: Customers) -> tuple[Marks, Stops]:
        """Who plans, goes by deadlines, complains or coordinates needs them during the run; nobody else."""
        grievance = self._grievance(customers)
        coordination = self.scenario.coordination
        looked_at = coordination is not None and coordination.due_within_hours is not None
        if not self.heeds_promises and grievance is None and not looked_at:
            return {}, {}
        terms = self.scenario.terms()
        told = (terms.service_levels, described, terms.calendar, self.scenario.horizon)
        return marks_of(*told, grievance), stops_of(*told)

    def _grievance(self, customers: Customers) -> Callable[[int, str], Grievance] | None:
        contacts = self.scenario.contacts
        if contacts is None or contacts.complaint is None:
            return None
        return grievances_of(contacts, contacts.complaint, customers, self._desk(contacts.desk))

    def _step(
        self,
        index: int,
        name: str,
        track: str,
        stage: Stage,
        customers: Customers,
        marks: Marks,
        stops: Stops,
    ) -> Step:
        self.codes += 1
        step = Step(
            name,
            index,
            self.codes - 1,
            self.scenario.tracks[track].priority,
            stage,
            customers,
            self.queues.of_stage(stage, list(self.scenario.regions)),
            rounds_of(stage.hand_over, self.scenario),
            [self.outcomes.index(outcome) for outcome in stage.outcomes],
            {
                happening: (*marks.get((name, happening), ()), *marks.get((STAGE, happening), ()))
                for happening in ("enabled", "started", "completed")
                if (name, happening) in marks or (STAGE, happening) in marks
            },
            stops.get(stage.hold.cause, ()) if stage.hold else (),
        )
        step.appointments = appointments_of(stage.appointment, name, customers)
        return step
