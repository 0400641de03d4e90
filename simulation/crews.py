"""Who works: queues of waiting visits, pools of like crews, and the crew at its work.

A person at a desk is a crew that does not travel.
"""

from collections import deque
from collections.abc import Sequence
from heapq import heappop, heappush
from math import inf
from typing import TYPE_CHECKING

from simpy import Environment

from simulation.application import Visit
from simulation.happenings import Happening
from simulation.place import Point, distance
from simulation.policy import Policy
from simulation.shifts import TINY_MINUTES, TRAVEL, WORK, Shifts

if TYPE_CHECKING:
    from simulation.service import Service

Entry = tuple[int, float, int, Visit]
"""Priority, rank and code of a waiting visit, and the visit: the least is taken first."""
SHORTLIST = 12
"""How many waiting visits a crew considers before it gives up; more would differ little in what fits."""


class Queue:
    """Waiting work of one skill in one region.

    Attributes
    ----------
    waiting : a heap.
    pools : of the crews that can do it.
    """

    __slots__ = ("policy", "pools", "waiting")

    def __init__(self, policy: Policy) -> None:
        self.policy = policy
        self.pools: list[Pool] = []
        self.waiting: list[Entry] = []

    def join(self, visit: Visit, now: float) -> None:
        """Have an idle crew take the visit up, or let it wait."""
        for pool in self.pools:
            if pool.idle and pool.give(visit, now):
                return
        heappush(self.waiting, (visit.step.priority, self.policy.rank(visit), visit.code, visit))


class Pool:
    """Crews with the same skills, region and roster.

    Parameters
    ----------
    shifts : when they are on duty.
    queues : whose work they do.
    depot : where a field crew begins its day; None for people at a desk.

    Attributes
    ----------
    idle : crews on duty without work, the longest idle first.
    until : end of the current shift, minutes.
    """

    def __init__(
        self, env: Environment, shifts: Shifts, queues: Sequence[Queue], depot: Point | None
    ) -> None:
        self.shifts, self.queues, self.depot = shifts, queues, depot
        self.crews: list[Crew] = []
        self.idle: deque[Crew] = deque()
        self.shift = -1
        self.until = -inf
        self._wake = Happening(env, self, self._begin_shift)
        for queue in queues:
            queue.pools.append(self)

    def open(self) -> None:
        """Let the first shift begin."""
        if self.crews and self.shifts.starts:
            self._wake.due(self.shifts.starts[0])

    def give(self, visit: Visit, now: float) -> bool:
        """Give a visit to the longest idle crew that can take it up before its shift ends."""
        if self.until - now <= TINY_MINUTES:
            self.idle.clear()
        for crew in self.idle:
            begin = crew.begin(visit, now)
            if begin < inf:
                self.idle.remove(crew)
                crew.start(visit, now, begin)
                return True
        return False

    def take(self, crew: "Crew", now: float) -> bool:
        """Have a crew take up the most pressing visit that it can begin before its shift ends."""
        queue = self._most_pressing()
        if queue is None:
            return False
        visit = queue.waiting[0][3]
        begin = crew.begin(visit, now)
        if begin == inf:
            return self._take_further(crew, now)
        heappop(queue.waiting)
        crew.start(visit, now, begin)
        return True

    def _take_further(self, crew: "Crew", now: float) -> bool:
        """The same, once the most pressing visit does not fit into the shift."""
        passed_over: list[tuple[Queue, Entry]] = []
        begin = inf
        while begin == inf and len(passed_over) < SHORTLIST and (queue := self._most_pressing()):
            passed_over.append((queue, heappop(queue.waiting)))
            begin = crew.begin(passed_over[-1][1][3], now)
        taken = passed_over.pop()[1][3] if begin < inf else None
        for queue, entry in passed_over:
            heappush(queue.waiting, entry)
        if taken is not None:
            crew.start(taken, now, begin)
        return taken is not None

    def _most_pressing(self) -> Queue | None:
        """The queue with the first visit in order of priority and rank; None when nothing waits."""
        if len(self.queues) == 1:
            return self.queues[0] if self.queues[0].waiting else None
        return min(
            (queue for queue in self.queues if queue.waiting),
            key=lambda queue: queue.waiting[0],
            default=None,
        )

    def _begin_shift(self, wake: "Happening[Pool]") -> None:
        now = wake.at
        self.shift += 1
        self.until = self.shifts.ends[self.shift]
        self.idle.clear()
        if self.shift + 1 < len(self.shifts.starts):
            self._wake.due(self.shifts.starts[self.shift + 1])
        for crew in self.crews:
            crew.come_on_duty(now)


class Crew:
    """A crew, or a person at a desk: does one visit at a time.

    Parameters
    ----------
    code : its place among all resources of the run.

    Attributes
    ----------
    visit : what it does; None when free.
    spot : where it is; None at a desk.
    """

    __slots__ = ("_finish", "code", "plan", "pool", "service", "spot", "visit")

    def __init__(self, code: int, pool: Pool, service: "Service") -> None:
        self.code, self.pool, self.service = code, pool, service
        self.visit: Visit | None = None
        self.spot = pool.depot
        self.plan: list[tuple[int, float, float]] = []
        self._finish = Happening(service.env, self, self._finished)

    def begin(self, visit: Visit, now: float) -> float:
        """When it could begin to work on a visit if it set out now; inf when not before its shift ends.

        A crew goes by what a visit is expected to take, not by what it will have taken.
        """
        at = now
        if self.spot is not None:
            at += distance(self.spot, visit.application.site) * visit.application.pace_minutes
        step = visit.step
        needed = step.expected_minutes if step.do_not_start else TINY_MINUTES
        return at if at + needed <= self.pool.until else inf

    def start(self, visit: Visit, now: float, begin: float) -> None:
        """Set out now and work from `begin` until the visit is done or, as its stage says, the shift ends."""
        self.visit = visit
        visit.started_minutes = begin
        finish = begin + visit.minutes
        if finish > self.pool.until and visit.step.resumes:
            finish = self._resume_after(now, begin)
        else:
            self.plan = (
                [(WORK, begin, finish)] if begin == now else [(TRAVEL, now, begin), (WORK, begin, finish)]
            )
        if self.spot is not None:
            self.spot = visit.application.site
        if visit.step.marks:
            self.service.mark(visit, "started", begin)
        if finish < inf:
            self._finish.due(finish)

    def come_on_duty(self, now: float) -> None:
        """Begin a shift: from the depot, unless it was only a short break, and with what waits."""
        if self.visit is not None:
            return
        if self.pool.shifts.rested(self.pool.shift):
            self.spot = self.pool.depot
        self._look_for_work(now)

    def _finished(self, finish: "Happening[Crew]") -> None:
        now, visit = finish.at, self.visit
        assert visit is not None
        self.visit = None
        self.service.record_work(visit, self)
        self.service.leave(visit, now, self.code)
        self._look_for_work(now)

    def _look_for_work(self, now: float) -> None:
        pool = self.pool
        if pool.until - now > TINY_MINUTES and not pool.take(self, now):
            pool.idle.append(self)

    def _resume_after(self, now: float, begin: float) -> float:
        """Lay the work over this shift and as many later ones as it takes; gives the finish."""
        visit = self.visit
        assert visit is not None
        way = 0.0
        if self.pool.depot is not None:
            way = distance(self.pool.depot, visit.application.site) * visit.application.pace_minutes
        self.plan = self.pool.shifts.spread(self.pool.shift, now, begin, visit.minutes, way)
        done = sum(end - start for kind, start, end in self.plan if kind == WORK)
        return self.plan[-1][2] if visit.minutes - done <= TINY_MINUTES else inf
