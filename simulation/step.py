"""A stage of one track: who does it under which rules, and every customer's luck with it."""

from bisect import bisect_left
from collections.abc import Mapping, Sequence
from math import inf
from typing import TYPE_CHECKING

import numpy as np

from scenarios.duration import Duration
from scenarios.stage import Stage
from simulation.customers import Customers
from simulation.shifts import TINY_MINUTES

if TYPE_CHECKING:
    from simulation.appointments import Appointments
    from simulation.crew_pool import Pool
    from simulation.modes import Modes
    from simulation.promises import Note
    from simulation.queues import Queue
    from simulation.stops import Stop

NO_OUTCOME = -1
NOBODYS = -1


class Step:
    """A stage of one track, made ready for a run.

    Luck is drawn per visit number (the first, second, ... visit of an application to this stage), for all
    customers of the track at once and only when a visit of that number first occurs.

    Parameters
    ----------
    name : of the stage.
    index : its place among the steps of the track.
    code : its place among all stages of the run.
    priority : of the track.
    stage : what the scenario says of it.
    customers : of the track.
    queues : by region, where its work waits; empty for a stage without work.
    rounds : instants of the internal post, minutes, rising.
    outcome_codes : code of each outcome of the stage.
    marks : happening -> the promises it makes or keeps; empty where nobody asks.
    stops : promises whose clocks its hold stops; empty where nobody asks.

    Attributes
    ----------
    on_enabled, on_started, on_completed : the promises that each happening makes or keeps.
    errors_from : index of the step whose crew's experience decides how likely its outcomes are; NOBODYS for
        none.
    errs : whether the experience of its own crew does so for some step.
    posted : whether papers come by the internal post; behind its last round they never do.
    lands : terrain of each region.
    modes : other ways to do its work; None where there is one way only.
    diverts : whether its work calls crews away from less urgent work.
    appointments : for its visits; None where they need none.
    """

    __slots__ = (
        "appointments", "code", "customers", "diverts", "errors_from", "errs", "expected_minutes",
        "hold_luck", "index", "lands", "lapse_minutes", "marks", "modes", "name", "needed_minutes",
        "on_completed", "on_enabled", "on_started", "only_after_lapse", "outcome_codes", "outcome_luck",
        "post_luck", "post_share", "posted", "priority", "queues", "resumes", "rounds", "stage", "stops",
        "waits", "work_luck",
    )  # fmt: skip

    def __init__(
        self,
        name: str,
        index: int,
        code: int,
        priority: int,
        stage: Stage,
        customers: Customers,
        queues: Sequence["Queue"],
        rounds: Sequence[float],
        outcome_codes: Sequence[int],
        marks: Mapping[str, Sequence["Note"]],
        stops: Sequence["Stop"],
    ) -> None:
        self.name, self.index, self.code, self.priority, self.stage = name, index, code, priority, stage
        self.customers, self.queues, self.rounds = customers, queues, rounds
        self.outcome_codes, self.marks, self.stops = outcome_codes, marks, stops
        self.on_enabled, self.on_started, self.on_completed = (
            marks.get(happening, ()) for happening in ("enabled", "started", "completed")
        )
        self.work_luck: list[list[float]] = []
        self.hold_luck: list[list[float]] = []
        self.post_luck: list[list[bool]] = []
        self.outcome_luck: dict[float, list[list[int]]] = {}
        self.lands: Sequence[str] = ()
        self.modes: Modes | None = None
        self.errors_from, self.errs, self.diverts = NOBODYS, False, False
        self.appointments: Appointments | None = None
        self._read(stage)

    def _read(self, stage: Stage) -> None:
        work, hold = stage.work, stage.hold
        self.posted = stage.hand_over is not None
        self.post_share = stage.hand_over.by_post if stage.hand_over else 1.0
        lapse_hours = hold.lapse_after_hours if hold else None
        self.waits = hold is not None or self.posted
        self.lapse_minutes = inf if lapse_hours is None else lapse_hours * 60
        self.only_after_lapse = work is not None and work.only_after_lapse
        self.resumes = work is not None and work.unfinished == "resume"
        do_not_start = work is not None and work.unfinished == "do_not_start"
        self.expected_minutes = stage.expected_minutes
        self.needed_minutes = self.expected_minutes if do_not_start else TINY_MINUTES

    def work_minutes(self, visit: int, row: int) -> float:
        """Working time of a customer's visit of this number, from 0."""
        luck = self.work_luck
        while len(luck) <= visit:
            luck.append(self._on_its_land(total_minutes(self, self.stage.parts, len(luck)), len(luck)))
        return luck[visit][row]

    def hold_minutes(self, visit: int, row: int) -> float:
        """How long whoever is waited for takes; 0 where nobody is."""
        luck = self.hold_luck
        while len(luck) <= visit:
            hold = self.stage.hold
            luck.append(total_minutes(self, [("hold", hold.duration)] if hold else [], len(luck)))
        return luck[visit][row]

    def by_post(self, visit: int, row: int) -> bool:
        """Whether a customer's papers wait for the internal post at a visit of this number."""
        if self.post_share == 1:
            return True
        luck = self.post_luck
        while len(luck) <= visit:
            luck.append((self.customers.uniforms(self.name, len(luck), "post") < self.post_share).tolist())
        return luck[visit][row]

    def pools(self, region: int) -> list["Pool"]:
        """Whose crews can do its work in a region, one way or another."""
        beside = self.modes.queues[region] if self.modes else ()
        return [pool for queue in (self.queues[region], *beside) for pool in queue.pools]

    def outcome(self, visit: int, row: int, errors: float = 1.0) -> int:
        """What comes out of a visit: a code, or NO_OUTCOME for success.

        Parameters
        ----------
        errors : factor on the probability of whatever is not success; the luck is the same at every factor.
        """
        luck = self.outcome_luck.setdefault(errors, [])
        while len(luck) <= visit:
            luck.append(self._draw_outcomes(len(luck), errors))
        return luck[visit][row]

    def next_round(self, now: float) -> float:
        """When the internal post brings what was ready by now; never, behind its last round."""
        at = bisect_left(self.rounds, now)
        return self.rounds[at] if at < len(self.rounds) else inf

    def _on_its_land(self, minutes: list[float], visit: int) -> list[float]:
        """The same where the land lets the work take its usual time; elsewhere it takes that of the land."""
        work = self.stage.work
        if work is None or not work.terrains:
            return minutes
        drawn, found = self.customers.uniforms(self.name, visit, "work"), np.array(minutes)
        for terrain, duration in work.terrains.items():
            there = np.array([land == terrain for land in self.lands])[self.customers.region]
            found[there] += (duration.minutes(drawn) - work.duration.minutes(drawn))[there]
        return list(found.tolist())

    def _draw_outcomes(self, visit: int, errors: float) -> list[int]:
        edges = np.cumsum(list(self.stage.outcomes.values())) * errors
        place = np.searchsorted(edges, self.customers.uniforms(self.name, visit, "outcome"), side="right")
        return list(np.array([*self.outcome_codes, NO_OUTCOME])[place].tolist())


def total_minutes(step: Step, parts: Sequence[tuple[str, Duration]], visit: int) -> list[float]:
    """What the parts of a visit of this number take together, by customer: each by luck of its own."""
    minutes = np.zeros(len(step.customers))
    for purpose, duration in parts:
        minutes += duration.minutes(step.customers.uniforms(step.name, visit, purpose))
    return minutes.tolist()
