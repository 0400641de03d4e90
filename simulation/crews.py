"""The crew at its work.

A person at a desk is a crew that does not travel.
"""

from bisect import bisect_right
from collections.abc import Sequence
from math import inf
from typing import TYPE_CHECKING

from simulation.application import Ticket, Visit
from simulation.crew_pool import Pool
from simulation.happenings import Happening
from simulation.place import Point, distance
from simulation.shifts import OFF_DUTY, TINY_MINUTES, TRAVEL, WORK, Pieces, Shifts

if TYPE_CHECKING:
    from simulation.service import Service
    from simulation.staff import Resource


class Crew:
    """A crew, or a person at a desk: does one visit at a time.

    Parameters
    ----------
    code : its place among all resources of the run.
    resource : what is known of it: when it is on duty, what it is able to do.

    Attributes
    ----------
    shifts : its pool's, or its own where something keeps it away now and then.
    pace, errors : factors on how long it takes for a visit and on how often it errs.
    flies : it begins nothing that is expected to be cut short by nightfall.
    agenda : tickets of what it is to do by a plan, in order.
    visit : what it does; None when free.
    spot : where it is or travels to; None at a desk.
    origin : where it set out from.
    dues : promises to the application it travels to, as they were when it set out.
    shift : place of its current or last stretch of duty.
    until : end of that as foreseen, by which it chooses what to do.
    off : end of that in fact.
    breaks : when its work is broken off, however pressing.
    """

    __slots__ = (
        "_broken", "_finish", "_return", "_returns", "agenda", "breaks", "code", "dues", "errors", "flies",
        "off", "origin", "pace", "plan", "pool", "service", "shift", "shifts", "spot", "until", "visit",
    )  # fmt: skip

    def __init__(self, code: int, pool: Pool, service: "Service", resource: "Resource") -> None:
        self.code, self.pool, self.service, self.shifts = code, pool, service, resource.shifts
        self.pace, self.errors, self.flies = resource.pace, resource.errors, resource.flies
        self.visit: Visit | None = None
        self.spot = self.origin = pool.depot
        self.dues: dict[int, float] = {}
        self.agenda: Sequence[Ticket] = ()
        self.plan: Pieces = []
        self.shift, self.until, self.off, self.breaks = OFF_DUTY, -inf, -inf, -inf
        self._finish = Happening(service.env, self, self._finished)
        self._broken: Happening[Crew] | None = None
        self._return = Happening(service.env, self, self._come_back)
        self._returns = _between(self.shifts, pool.shifts, service.env.now)

    def begin(self, visit: Visit, now: float) -> float:
        """When it could begin to work on a visit if it set out now; inf when not in this shift.

        A crew goes by what a visit is expected to take of anybody, not by what it will have taken.
        """
        if now >= self.off:
            return inf
        at = now
        if self.spot is not None:
            at += distance(self.spot, visit.application.site) * visit.application.pace_minutes
        if at > visit.closes_minutes:
            return inf
        step = visit.step
        usual = step.modes is None and not self.flies
        needed = step.needed_minutes if usual else self.needed_minutes(visit)
        return at if at + needed <= self.until or self._overruns(visit, at, needed) else inf

    def needed_minutes(self, visit: Visit) -> float:
        """What it must have of its shift to begin; before nightfall all that is not done in several goes."""
        step = visit.step
        if not self.flies and step.modes is None:
            return step.needed_minutes
        needs_all = not step.resumes if self.flies else step.needed_minutes > TINY_MINUTES
        expected = step.modes.expected_minutes(self.pool) if step.modes else step.expected_minutes
        return expected if needs_all else TINY_MINUTES

    def start(self, visit: Visit, now: float, begin: float) -> None:
        """Set out now and work from `begin` until the visit is done or, as its stage says, the shift ends."""
        if visit.step.modes is not None and not visit.absent:
            visit.minutes = visit.step.modes.work_minutes(visit, self.pool)
        self._take_on(visit, now, begin)
        if visit.step.on_started and visit.started_minutes < inf and not visit.absent:
            self.dues = dict(visit.application.dues)
            self.service.mark_started(visit, visit.started_minutes)

    def carry_on(self, visit: Visit, now: float) -> None:
        """Be at a visit that had begun before the run did: with the work that is left from now on."""
        started = visit.started_minutes
        self._take_on(visit, now, now)
        visit.started_minutes = started

    def settle(self, now: float) -> None:
        """Be where its roster has it at an instant at which the run begins, on duty or after its shift."""
        starts = self.shifts.starts
        self.shift = max(bisect_right(starts, now + TINY_MINUTES) - 1, 0) if starts else OFF_DUTY
        if starts and starts[self.shift] <= now + TINY_MINUTES:
            self._enter(self.shift)

    def _take_on(self, visit: Visit, now: float, begin: float) -> None:
        self.visit = visit
        visit.ticket = None
        visit.started_minutes = begin
        finish = begin + self._minutes(visit)
        if finish > self.off and (finish > self.breaks or self._goes_on_later(visit)):
            finish = self._spread(visit, now, begin)
        else:
            self.plan = (
                [(WORK, begin, finish)] if begin == now else [(TRAVEL, now, begin), (WORK, begin, finish)]
            )
        if self.spot is not None:
            self.origin, self.spot = self.spot, visit.application.site
        if finish < inf:
            self._finish.due(finish)

    def set_free(self, spot: Point | None) -> None:
        """Forget what it is at, wherever it is now; what was to happen at its end does not."""
        self.visit, self.spot = None, spot
        self._finish.call_off()
        self._finish = Happening(self.service.env, self, self._finished)
        if self._broken is not None:
            self._broken.call_off()
            self._broken = None

    def come_on_duty(self, now: float) -> None:
        """Begin a shift: from the depot, unless it was only a short break, and with what waits."""
        own = self.shifts is not self.pool.shifts
        shift = self.shifts.at(now) if own else self.pool.shift
        if shift == OFF_DUTY:
            return
        self._enter(shift)
        if self.visit is not None:
            return
        # Who was on duty already when the run began is where it was then.
        if self.shifts.rested(shift) and self.shifts.starts[shift] >= now - TINY_MINUTES:
            self.spot = self.pool.depot
        self._look_for_work(now)

    def await_return(self) -> None:
        """Let it come back on its own when it is next kept away for a part of its pool's shift."""
        if self._returns:
            self._return.due(self._returns.pop())

    def look_again(self, now: float) -> None:
        """Look for work once more if it is idle."""
        if self in self.pool.idle:
            self.pool.idle.remove(self)
            self._look_for_work(now)

    def _enter(self, shift: int) -> None:
        self.shift, self.until = shift, self.shifts.foreseen[shift]
        self.off, self.breaks = self.shifts.ends[shift], self.shifts.breaks[shift]

    def _come_back(self, back: "Happening[Crew]") -> None:
        now = back.at
        self.await_return()
        if self in self.pool.idle:
            self.pool.idle.remove(self)
        self.come_on_duty(now)

    def _finished(self, finish: "Happening[Crew]") -> None:
        now, visit = finish.at, self.visit
        assert visit is not None
        self.visit = None
        visit.end(self.service, now, self)
        self._look_for_work(now)

    def _look_for_work(self, now: float) -> None:
        if self.off - now > TINY_MINUTES and not self.pool.take(self, now):
            self.pool.idle.append(self)

    def _overruns(self, visit: Visit, at: float, needed: float) -> bool:
        """Whether nobody's whole shift could hold a visit, so that it is begun nevertheless: in overtime.

        Like other overtime it begins within the shift, unless the way alone is longer than any.
        """
        able = visit.step.pools(visit.application.region)
        if any(pool.could_hold(visit, needed) for pool in able):
            return False
        return at < self.until or not any(pool.could_hold(visit, TINY_MINUTES) for pool in able)

    def _minutes(self, visit: Visit) -> float:
        """How long it is at a visit; a novice rings and waits at a closed door as long as anybody."""
        return visit.minutes if visit.absent else visit.minutes * self.pace

    def _goes_on_later(self, visit: Visit) -> bool:
        return visit.step.resumes and self.pool.could_hold(visit, TINY_MINUTES)

    def _spread(self, visit: Visit, now: float, begin: float) -> float:
        """Lay the work over this stretch of duty and as many later ones as it takes; gives the finish."""
        later, minutes = self._goes_on_later(visit), self._minutes(visit)
        way_minutes = self.pool.way_minutes(visit)
        self.plan = self.shifts.spread(self.shift, now, begin, minutes, way_minutes, later)
        worked = [(start, end) for kind, start, end in self.plan if kind == WORK]
        visit.started_minutes = worked[0][0] if worked else inf
        if minutes - sum(end - start for start, end in worked) <= TINY_MINUTES:
            return self.plan[-1][2]
        if not later:
            self._broken = Happening(self.service.env, self, self._break_off)
            # A run begun from a backlog may find a crew at work after its shift, with nothing to lay out.
            self._broken.due(self.plan[-1][2] if self.plan else now)
        return inf

    def _break_off(self, broken: "Happening[Crew]") -> None:
        """Give a visit back that is not to be left half done over night: whoever takes it begins anew."""
        visit = self.visit
        assert visit is not None
        self.visit = self._broken = None
        if visit.started_minutes < inf:
            visit.break_off(self.service, self)
        else:
            self.service.record_work(visit, self)
            self.spot = self.pool.depot
        if not visit.application.withdrawn:
            visit.wait(self.service, broken.at)


def _between(own: Shifts, shared: Shifts, now: float) -> list[float]:
    """Starts still ahead of somebody's own stretches of duty at which no shift of their pool begins.

    The last comes first.
    """
    if own is shared:
        return []
    return sorted((start for start in set(own.starts) - set(shared.starts) if start >= now), reverse=True)
