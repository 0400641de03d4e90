"""Who works: pools of like crews, and the crew at its work.

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
from simulation.queues import Entry, Queue
from simulation.shifts import TINY_MINUTES, TRAVEL, WORK, Shifts

if TYPE_CHECKING:
    from simulation.service import Service

SHORTLIST = 12
"""How many waiting visits too far away for the rest of its shift a crew considers before it gives up."""


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
    longest_minutes : length of its longest shift.
    """

    def __init__(
        self, env: Environment, shifts: Shifts, queues: Sequence[Queue], depot: Point | None
    ) -> None:
        self.shifts, self.queues, self.depot = shifts, queues, depot
        self.crews: list[Crew] = []
        self.idle: deque[Crew] = deque()
        self.shift = -1
        self.until = -inf
        self.longest_minutes = shifts.longest_minutes
        self._wake = Happening(env, self, self._begin_shift)
        for queue in queues:
            queue.pools.append(self)

    def open(self) -> None:
        """Let the first shift begin."""
        if self.crews and self.shifts.starts:
            self._wake.due(self.shifts.starts[0])

    def way_minutes(self, visit: Visit) -> float:
        """Travel from the depot to a visit."""
        if self.depot is None:
            return 0.0
        return distance(self.depot, visit.application.site) * visit.application.pace_minutes

    def could_hold(self, visit: Visit, minutes: float) -> bool:
        """Whether the way to a visit and some minutes there fit into a whole shift."""
        return bool(self.crews) and self.way_minutes(visit) + minutes <= self.longest_minutes

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
            entry = heappop(queue.waiting)
            begin = crew.begin(entry[3], now)
            if begin < inf:
                crew.start(entry[3], now, begin)
            elif not queue.park(entry, now):
                passed_over.append((queue, entry))
        for queue, entry in passed_over:
            heappush(queue.waiting, entry)
        return begin < inf

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
        for queue in self.queues:
            queue.unpark()
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
        """When it could begin to work on a visit if it set out now; inf when not in this shift.

        A crew goes by what a visit is expected to take, not by what it will have taken.
        """
        at = now
        if self.spot is not None:
            at += distance(self.spot, visit.application.site) * visit.application.pace_minutes
        fits = at + visit.step.needed_minutes <= self.pool.until
        return at if fits or self._overruns(visit, at) else inf

    def start(self, visit: Visit, now: float, begin: float) -> None:
        """Set out now and work from `begin` until the visit is done or, as its stage says, the shift ends."""
        self.visit = visit
        visit.started_minutes = begin
        finish = begin + visit.minutes
        if finish > self.pool.until and visit.step.resumes and self.pool.could_hold(visit, TINY_MINUTES):
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

    def _overruns(self, visit: Visit, at: float) -> bool:
        """Whether nobody's whole shift could hold a visit, so that it is begun nevertheless: in overtime.

        Like other overtime it begins within the shift, unless the way alone is longer than any.
        """
        able = visit.step.queues[visit.application.region].pools
        if any(pool.could_hold(visit, visit.step.needed_minutes) for pool in able):
            return False
        return at < self.pool.until or not any(pool.could_hold(visit, TINY_MINUTES) for pool in able)

    def _resume_after(self, now: float, begin: float) -> float:
        """Lay the work over this shift and as many later ones as it takes; gives the finish."""
        visit = self.visit
        assert visit is not None
        way_minutes = self.pool.way_minutes(visit)
        self.plan = self.pool.shifts.spread(self.pool.shift, now, begin, visit.minutes, way_minutes)
        done = sum(end - start for kind, start, end in self.plan if kind == WORK)
        return self.plan[-1][2] if visit.minutes - done <= TINY_MINUTES else inf
