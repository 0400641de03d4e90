"""A crew, or a person at a desk: a process that walks its shifts and does one job after another."""

from heapq import merge
from math import inf, sqrt
from typing import TYPE_CHECKING

from simpy import Event, Interrupt

from benchmarks.contestants.plain_district.jobs import TINY_MINUTES, Job, Process, Result, Team
from simulation.modes import Way
from simulation.place import Point
from simulation.shifts import TINY_MINUTES as NEARLY_NOTHING
from simulation.shifts import TRAVEL, WORK
from simulation.staff import Resource
from simulation.step import Step

if TYPE_CHECKING:
    from benchmarks.contestants.plain_district.model import District


class Crew:
    """One crew.

    Parameters
    ----------
    code : its place among all resources.

    Attributes
    ----------
    job : what it does, or is just called away to.
    spot : where it is, or set out from; None at a desk.
    set_out, arrival : of the way it is on; inf when it is on none.
    shift : place of its current or last shift; until, off : its end as foreseen, and in fact.
    """

    def __init__(self, district: "District", code: int, resource: Resource, team: Team) -> None:
        self.district, self.env, self.boards = district, district.env, district.boards
        self.code, self.team, self.shifts = code, team, resource.shifts
        self.pace, self.errors, self.flies = resource.pace, resource.errors, resource.flies
        self.queues = resource.queues
        self.ways: dict[Step, Way | Step] = {}
        self.job: Job | None = None
        self.spot = team.depot
        self.set_out = self.arrival = inf
        self.shift, self.until, self.off = -1, -inf, -inf
        self.wake: Event | None = None
        self.process = self.env.process(self.live())

    def live(self) -> Process:
        """Come to one shift after the other."""
        while self.shift + 1 < len(self.shifts.starts):
            if self.shifts.ends[self.shift + 1] - self.env.now <= TINY_MINUTES:
                self.shift += 1
                continue
            yield from self._come(self.shift + 1)
            while self.off - self.env.now > TINY_MINUTES:
                job = self._next_job()
                if job is None:
                    job = yield from self._wait_for_job()
                while job is not None:
                    job = yield from self._do(job)

    def begins(self, job: Job, spot: Point | None = None) -> float:
        """When it could begin if it set out now; inf when not in this shift.

        Parameters
        ----------
        spot : where it is; None for its last place.
        """
        if self.env.now >= self.off:
            return inf
        at = self.env.now + job.way_minutes(spot or self.spot)
        if at > job.closes:
            return inf
        needed = self._needed_minutes(job)
        return at if at + needed <= self.until or self._overruns(job, at, needed) else inf

    def wake_for(self, job: Job) -> None:
        """Give a job to it while it is idle."""
        assert self.wake is not None
        self.team.idle.remove(self)
        self.wake.succeed(job)

    def may_leave_for(self, job: Job) -> bool:
        """Whether a job may call it away: from the way, or from a desk where it is not talking to anybody."""
        assert self.job is not None
        if self.job.priority <= job.priority or not self.job.yields or self.env.now >= self.off:
            return False
        return self.spot is None or self.env.now < self.arrival < inf

    def call_away(self, job: Job) -> None:
        """Interrupt what it does, wherever it is now."""
        self.spot, self.arrival, self.job = self.place(), inf, job
        self.process.interrupt(job)

    def place(self) -> Point | None:
        """Where it is on its way."""
        if self.spot is None or self.job is None or self.arrival == inf:
            return self.spot
        passed = (self.env.now - self.set_out) / (self.arrival - self.set_out)
        site = self.job.customer.site
        x, y, z = (a + passed * (b - a) for a, b in zip(self.spot, site, strict=True))
        length = sqrt(x * x + y * y + z * z)
        return x / length, y / length, z / length

    def _needed_minutes(self, job: Job) -> float:
        """What it must have of its shift to begin; before nightfall all that is not done in several goes."""
        step = job.step
        needs_all = not step.resumes if self.flies else step.needed_minutes > NEARLY_NOTHING
        return self._way_of(step).expected_minutes if needs_all else NEARLY_NOTHING

    def _overruns(self, job: Job, at: float, needed: float) -> bool:
        """Whether nobody's whole shift could hold a job, so that it is begun nevertheless: in overtime."""
        teams = [team for board in job.boards for team in board.teams]
        if any(team.could_hold(job, needed) for team in teams):
            return False
        return at < self.until or not any(team.could_hold(job, NEARLY_NOTHING) for team in teams)

    def _way_of(self, step: Step) -> Way | Step:
        """How it does the work of a stage: another way than the usual one, if that is what it is for."""
        if step not in self.ways:
            others = step.modes.ways if step.modes else ()
            own = (way for way in others if any(queue in self.queues for queue in way.queues))
            self.ways[step] = next(own, step)
        return self.ways[step]

    def _come(self, shift: int) -> Process:
        """Wait for a shift; after a night it begins at the depot."""
        start = self.shifts.starts[shift]
        if start > self.env.now:
            yield self.env.timeout(start - self.env.now)
            if self.shifts.rested(shift):
                self.spot = self.team.depot
        self.shift = shift
        self.until, self.off = self.shifts.foreseen[shift], self.shifts.ends[shift]

    def _next_job(self) -> Job | None:
        """The first job that it can begin before its shift ends, if need be in another region."""
        for ticket in merge(*(board.tickets for board in self.team.boards)):
            if self.begins(ticket[3]) < inf:
                self.boards.take_down(ticket[3])
                return ticket[3]
        return self._job_beyond()

    def _job_beyond(self) -> Job | None:
        """The first job of another region, if it has waited too long and is not too far."""
        for board in self.team.beyond:
            job = board.tickets[0][3] if board.tickets else None
            if job is not None and self._helps_with(job):
                self.boards.take_down(job)
                return job
        return None

    def _helps_with(self, job: Job) -> bool:
        rule, now = self.boards.help, self.env.now
        if rule is None or now - job.ready < rule.after_hours * 60 - TINY_MINUTES:
            return False
        return self.begins(job) - now <= rule.within_minutes

    def _wait_for_job(self) -> Process:
        self.wake = self.env.event()
        self.team.idle.append(self)
        yield self.wake | self.env.timeout(self.off - self.env.now)
        if self.wake.triggered:
            return self.wake.value
        self.team.idle.remove(self)
        return None

    def _do(self, job: Job) -> Process:
        """Go there and work; gives the job it is called away to, if any."""
        self.job = job
        if job.step.modes is not None and not job.absent:
            job.minutes = self._way_of(job.step).work_minutes(job.round, job.customer.row)
        try:
            finished = yield from self._carry_out(job)
        except Interrupt as call:
            self._give_back(job)
            return call.cause
        self.job = None
        if finished:
            self._finish(job)
        else:
            self._break_off(job)
        return None

    def _carry_out(self, job: Job) -> Process:
        """Travel and work in this shift and, where the work goes on later, in those that follow."""
        first, way = self.shift, job.way_minutes(self.spot)
        later = job.step.resumes and self.team.could_hold(job, NEARLY_NOTHING)
        while True:
            limit = (self.shifts.ends if later else self.shifts.breaks)[self.shift]
            way = yield from self._travel(job, way, limit)
            if way <= TINY_MINUTES:
                yield from self._work(job, limit)
            if job.minutes <= TINY_MINUTES:
                return True
            if not self._goes_on(first, later):
                return False
            yield from self._come(self.shift + 1)
            if self.shifts.rested(self.shift):
                way = job.way_minutes(self.team.depot)

    def _goes_on(self, first: int, later: bool) -> bool:
        """Whether there is a stretch of duty in which unfinished work is taken up again."""
        following = self.shift + 1
        if following == len(self.shifts.starts):
            return False
        return later or self.shifts.starts[following] < self.shifts.foreseen[first]

    def _travel(self, job: Job, minutes: float, limit: float) -> Process:
        """Go as far as there is time; gives what is left of the way."""
        now = self.env.now
        span = min(minutes, limit - now)
        if span > TINY_MINUTES:
            self.set_out, self.arrival = now, now + minutes
            yield from self._spend(job, TRAVEL, span)
            self.arrival, self.spot = inf, job.customer.site
        return minutes - max(0.0, span)

    def _work(self, job: Job, limit: float) -> Process:
        """Work as long as there is time."""
        span = min(job.minutes * self._pace(job), limit - self.env.now)
        if span > TINY_MINUTES or job.minutes <= TINY_MINUTES:
            if not job.absent:
                self._begin(job)
            yield from self._spend(job, WORK, max(0.0, span))

    def _spend(self, job: Job, kind: int, span: float) -> Process:
        start = self.env.now
        try:
            yield self.env.timeout(span)
        except Interrupt:
            self._note(job, kind, start)
            raise
        self._note(job, kind, start)

    def _note(self, job: Job, kind: int, start: float) -> None:
        """Write down what it did; the time at a closed door is no work."""
        now = self.env.now
        job.entry.segments.append((self.code, TRAVEL if job.absent else kind, start, now))
        if kind == WORK:
            job.minutes -= (now - start) / self._pace(job)

    def _pace(self, job: Job) -> float:
        """Everybody waits at a closed door as long."""
        return 1.0 if job.absent else self.pace

    def _begin(self, job: Job) -> None:
        if job.entry.started is None:
            job.entry.started = self.env.now
            self.district.promises.note(job.customer, job.step, "started")
        job.closes = inf

    def _finish(self, job: Job) -> None:
        if job.absent:
            job.done.succeed(Result.AWAY)
            return
        job.entry.completed, job.entry.resource = self.env.now, self.code
        if job.step.errs:
            job.customer.note_errors(job.step.index, self.errors)
        job.done.succeed(Result.DONE)

    def _break_off(self, job: Job) -> None:
        """What is not to be left half done over night begins anew; who did not get there goes home."""
        if job.entry.started is None:
            self.spot = self.team.depot
        job.minutes = job.whole_minutes
        self._give_back(job)

    def _give_back(self, job: Job) -> None:
        if job.customer.withdrawn:
            job.done.succeed(Result.CANCELLED)
        elif job.closes <= self.env.now:
            job.done.succeed(Result.BROKEN)
        else:
            self.boards.let_wait(job)
