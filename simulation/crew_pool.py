"""Pools of like crews: who of them is idle, and who takes up what."""

from bisect import bisect_right
from collections import deque
from collections.abc import Sequence
from heapq import heappop
from math import inf
from typing import TYPE_CHECKING

from simpy import Environment

from simulation.agenda import next_planned
from simulation.application import Visit
from simulation.dispatch import Rule
from simulation.happenings import Happening
from simulation.place import Point, distance
from simulation.queues import Queue, most_pressing
from simulation.shifts import TINY_MINUTES, Shifts
from simulation.shortlist import chosen

if TYPE_CHECKING:
    from simulation.crews import Crew
    from simulation.helping import Beyond

Offer = tuple[float, "Crew"]
"""When a crew could begin a visit, and the crew."""


class Pool:
    """Crews with the same skills, region and roster.

    Parameters
    ----------
    shifts : when they are on duty, but for what keeps one of them away.
    rule : by which they choose among it.
    queues : whose work they do.
    depot : where a field crew begins its day; None for people at a desk.

    Attributes
    ----------
    idle : crews on duty without work, the longest idle first.
    until : foreseen end of the current shift, minutes.
    longest_minutes : length of the longest shift that one of them works.
    beyond : work of other regions that its idle crews may take up; None where they keep to their own.
    """

    def __init__(
        self, env: Environment, shifts: Shifts, rule: Rule, queues: Sequence[Queue], depot: Point | None
    ) -> None:
        self.shifts, self.rule, self.queues, self.depot = shifts, rule, queues, depot
        self.crews: list[Crew] = []
        self.idle: deque[Crew] = deque()
        self.shift = -1
        self.until = -inf
        self.longest_minutes = 0.0
        self.beyond: Beyond | None = None
        self._wake = Happening(env, self, self._begin_shift)
        for queue in queues:
            queue.pools.append(self)

    def open(self) -> None:
        """Let the first shift begin."""
        self.longest_minutes = max((crew.shifts.longest_minutes for crew in self.crews), default=0.0)
        now = self._wake.env.now
        # A run may begin in the middle of a shift; the first to begin is that which is not over.
        self.shift = bisect_right(self.shifts.ends, now) - 1
        if self.crews and self.shift + 1 < len(self.shifts.starts):
            self._wake.due(max(self.shifts.starts[self.shift + 1], now))
        for crew in self.crews:
            crew.await_return()

    def way_minutes(self, visit: Visit) -> float:
        """Travel from the depot to a visit."""
        if self.depot is None:
            return 0.0
        return distance(self.depot, visit.application.site) * visit.application.pace_minutes

    def could_hold(self, visit: Visit, minutes: float) -> bool:
        """Whether the way to a visit and some minutes there fit into a whole shift."""
        return bool(self.crews) and self.way_minutes(visit) + minutes <= self.longest_minutes

    def able(self, visit: Visit, now: float) -> "Offer | None":
        """The longest idle crew that can take a visit up before its shift ends.

        With a rule that looks at the way it is the one that is there first.
        """
        if self.until - now <= TINY_MINUTES:
            self.idle.clear()
        best: Offer | None = None
        for crew in self.idle:
            begin = crew.begin(visit, now)
            if begin < inf and not self.rule.chooses:
                return begin, crew
            if begin < (best[0] if best else inf):
                best = begin, crew
        return best

    def send(self, crew: "Crew", visit: Visit, now: float, begin: float) -> None:
        """Send an idle crew to a visit."""
        self.idle.remove(crew)
        crew.start(visit, now, begin)

    def take(self, crew: "Crew", now: float) -> bool:
        """Have a crew take up a visit that it can begin before its shift ends.

        First what it is to do by a plan; beside that the rule says which.
        """
        if crew.agenda and (planned := next_planned(crew, now)):
            crew.start(planned.visit, now, planned.begin_minutes)
            return True
        if self._take_at_home(crew, now):
            return True
        return self.beyond is not None and self.beyond.take(crew, now)

    def _take_at_home(self, crew: "Crew", now: float) -> bool:
        """The same among the work of its own queues."""
        queue = most_pressing(self.queues)
        if queue is None:
            return False
        if not self.rule.chooses:
            visit = queue.waiting[0][3]
            begin = crew.begin(visit, now)
            if begin < inf:
                heappop(queue.waiting)
                crew.start(visit, now, begin)
                return True
        best = chosen(self.queues, crew, now, self.rule)
        if best is not None:
            crew.start(best.visit, now, best.begin_minutes)
        return best is not None

    def _begin_shift(self, wake: "Happening[Pool]") -> None:
        now = wake.at
        self.shift += 1
        self.until = self.shifts.foreseen[self.shift]
        self.idle.clear()
        for queue in self.queues:
            queue.unpark()
        if self.shift + 1 < len(self.shifts.starts):
            self._wake.due(self.shifts.starts[self.shift + 1])
        for crew in self.crews:
            crew.come_on_duty(now)
