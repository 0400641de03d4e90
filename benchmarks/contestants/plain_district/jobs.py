"""Work that waits for somebody, and the boards on which it waits."""

from bisect import insort
from collections.abc import Generator, Sequence
from enum import Enum, auto
from math import inf
from typing import TYPE_CHECKING, Any

from simpy import Environment, Event

from benchmarks.contestants.plain_district.diary import Entry
from simulation.application import Application
from simulation.helping import Borders
from simulation.place import Point, distance
from simulation.queues import Queue
from simulation.step import Step

if TYPE_CHECKING:
    from benchmarks.contestants.plain_district.crews import Crew

Process = Generator[Event, Any, Any]
TINY_MINUTES = 1e-6
"""The environment's clock carries the rounding of sums."""

AFTER_VISITS = 1 << 40


class Result(Enum):
    """What became of a job."""

    DONE = auto()
    AWAY = auto()
    BROKEN = auto()
    MOVED = auto()
    CANCELLED = auto()


class Customer(Application):
    """An application that knows its jobs."""

    __slots__ = ("jobs",)

    def __init__(self, *about: Any) -> None:
        super().__init__(*about)
        self.jobs: list[Job] = []


class Job:
    """Something to be done for a customer by one crew or person.

    Parameters
    ----------
    round_ : how many visits of this stage the customer had before.
    entry : where it is written down.
    ready : since when it could be taken up.
    rank : among jobs that are ready at the same instant.

    Attributes
    ----------
    closes : when work has to begin at the latest.
    absent : the customer will not be there.
    yields : whether an emergency may call away who is at it.
    raised : whether coordinators have taken it up, or never will.
    ticket : its place on the boards while it waits; None while it does not.
    done : happens at its end, with its `Result`.
    """

    def __init__(
        self, env: Environment, customer: Customer, step: Step, round_: int, entry: Entry, ready: float
    ) -> None:
        self.customer, self.step, self.round, self.entry, self.ready = customer, step, round_, entry, ready
        self.priority, self.rank = step.priority, entry.number
        self.minutes = self.whole_minutes = step.work_minutes(round_, customer.row)
        self.closes, self.absent, self.yields, self.raised = inf, False, True, False
        self.called = False
        self.boards: list[Board] = []
        self.ticket: Ticket | None = None
        self.done = env.event()

    def as_contact(self) -> "Job":
        """Make it a contact: it comes after visits, and nobody is called away from it."""
        self.rank += AFTER_VISITS
        self.yields, self.raised = False, True
        return self

    def way_minutes(self, spot: Point | None) -> float:
        """Travel to the customer; none from a desk."""
        return 0.0 if spot is None else distance(spot, self.customer.site) * self.customer.pace_minutes


Ticket = tuple[int, float, int, Job]
"""Priority, since when it is ready, its rank, and the job."""


class Team:
    """Crews with the same skills, region and roster.

    Attributes
    ----------
    idle : those on duty without work, the longest idle first.
    beyond : boards of other regions that they may take work from, the nearest first.
    """

    def __init__(self, boards: Sequence["Board"], depot: Point | None) -> None:
        self.boards, self.depot = boards, depot
        self.crews: list[Crew] = []
        self.idle: list[Crew] = []
        self.beyond: list[Board] = []
        self.longest_minutes = 0.0
        for board in boards:
            board.teams.append(self)

    def could_hold(self, job: Job, minutes: float) -> bool:
        """Whether the way to a job and some minutes there fit into a whole shift."""
        return bool(self.crews) and job.way_minutes(self.depot) + minutes <= self.longest_minutes


class Board:
    """Waiting jobs of one skill in one region, in the order in which they are taken up."""

    def __init__(self) -> None:
        self.tickets: list[Ticket] = []
        self.teams: list[Team] = []
        self.others: list[Board] = []


class Boards:
    """All boards, and how jobs find crews."""

    def __init__(self, env: Environment, borders: Borders | None) -> None:
        self.env, self.help = env, borders.help if borders else None
        self._of: dict[Queue, Board] = {}
        for queue, others in borders.beyond.items() if borders else ():
            self.of(queue).others = [self.of(other) for other in others]

    def of(self, queue: Queue) -> Board:
        """The board in place of a queue of the set-up."""
        return self._of.setdefault(queue, Board())

    def all(self) -> list[Board]:
        """Every board."""
        return list(self._of.values())

    def offer(self, job: Job) -> None:
        """Give a job to somebody idle, call somebody away for it, or let it wait."""
        region, modes = job.customer.region, job.step.modes
        beside = modes.queues[region] if modes else ()
        job.boards = [self.of(queue) for queue in (*beside, job.step.queues[region])]
        if job.ticket is None and not self._wake(job, job.boards) and not self._divert(job):
            self.let_wait(job)

    def let_wait(self, job: Job) -> None:
        """Put a job on its boards."""
        job.ticket = (job.priority, job.ready, job.rank, job)
        for board in job.boards:
            insort(board.tickets, job.ticket)
        if self.help and job.boards[-1].others and not job.called:
            job.called = True
            self.env.process(self._call_for_help(job, self.help.after_hours * 60))

    def take_down(self, job: Job) -> None:
        """Take a job from all boards."""
        if job.ticket is not None:
            for board in job.boards:
                board.tickets.remove(job.ticket)
            job.ticket = None

    def cancel(self, job: Job) -> None:
        """Take a job down that is not wanted any more."""
        self.take_down(job)
        job.done.succeed(Result.CANCELLED)

    def _wake(self, job: Job, boards: Sequence[Board], within: float = inf) -> bool:
        """Give it to the longest idle crew that can begin it, there soon enough."""
        for board in boards:
            for team in board.teams:
                for crew in team.idle:
                    begin = crew.begins(job)
                    if begin < inf and begin - self.env.now <= within:
                        crew.wake_for(job)
                        return True
        return False

    def _divert(self, job: Job) -> bool:
        """Interrupt whoever can begin first, from the least urgent work among equals."""
        if not job.step.diverts:
            return False
        crews = (crew for board in job.boards for team in board.teams for crew in team.crews)
        able = [
            (begin, -crew.job.priority, crew.code, crew)
            for crew in crews
            if crew.job is not None
            and crew.may_leave_for(job)
            and (begin := crew.begins(job, crew.place())) < inf
        ]
        if able:
            min(able)[-1].call_away(job)
        return bool(able)

    def _call_for_help(self, job: Job, after: float) -> Process:
        yield self.env.timeout(max(0.0, job.ready + after - self.env.now))
        assert self.help is not None
        if job.ticket and self._wake(job, job.boards[-1].others, self.help.within_minutes):
            self.take_down(job)
