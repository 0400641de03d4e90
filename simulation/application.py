"""One application and its visits, while the run goes on."""

from math import inf
from typing import TYPE_CHECKING

from simulation.place import Point
from simulation.route import Place
from simulation.step import NO_OUTCOME, Step

if TYPE_CHECKING:
    from simulation.crews import Crew
    from simulation.queues import Queue
    from simulation.service import Service


class Application:
    """An application on its way.

    Parameters
    ----------
    number : its place in the log.
    row : its customer, a row of the track's `Customers`.
    region : place of its region.
    site : where the customer lives.
    pace_minutes : travel time of a radian of arc there.
    steps : number of steps of its track.

    Attributes
    ----------
    is_open : whether it has not ended.
    withdrawn : whether its customer has withdrawn it; what nobody has begun of it is then done no more.
    visits : stage visits so far; visited, the same for each step of the track.
    outcome : of the visit that ended last.
    dues : number of a promise made to it -> when it falls due, minutes; inf once it is kept.
    set_minutes : number of a promise made to it -> when its clock started.
    stopped : number of a promise -> how many holds stop its clock, and since when.
    waits : queues its visits have joined since they were last ranked anew; kept only for a rule that heeds
        promises.
    """

    __slots__ = (
        "_errors", "_passages", "dues", "is_open", "number", "outcome", "pace_minutes", "region", "row",
        "set_minutes", "site", "stopped", "visited", "visits", "waits", "withdrawn",
    )  # fmt: skip

    def __init__(
        self, number: int, row: int, region: int, site: Point, pace_minutes: float, steps: int
    ) -> None:
        self.number, self.row, self.region, self.site, self.pace_minutes = (
            number,
            row,
            region,
            site,
            pace_minutes,
        )
        self.is_open, self.withdrawn = True, False
        self.visits = 0
        self.visited = [0] * steps
        self.outcome = NO_OUTCOME
        self.dues: dict[int, float] = {}
        self.set_minutes: dict[int, float] = {}
        self.stopped: dict[int, tuple[int, float]] = {}
        self.waits: list[tuple[Queue, Visit]] = []
        self._passages: dict[object, int] | None = None
        self._errors: dict[int, float] | None = None

    @property
    def due_minutes(self) -> float:
        """When the first of its open promises falls due."""
        return min(self.dues.values()) if self.dues else inf

    @property
    def pressing(self) -> int | None:
        """Number of that promise; None where none is open."""
        first = min(self.dues, key=self.dues.__getitem__, default=None)
        return first if first is not None and self.dues[first] < inf else None

    def rank_anew(self) -> None:
        """Give what waits for it the rank that its promises have now, unless a crew has it on its plan."""
        waits, self.waits = self.waits, []
        for queue, visit in waits:
            if visit.ticket is not None and visit.ticket[0] != PLANNED:
                queue.let_wait(visit)

    def note_errors(self, step: int, errors: float) -> None:
        """Remember how prone to errors the crew is that has just done a step."""
        if self._errors is None:
            self._errors = {}
        self._errors[step] = errors

    def errors_at(self, step: int) -> float:
        """Factor on the errors in what was done last at a step; 1 where no crew has worked."""
        return 1.0 if self._errors is None else self._errors.get(step, 1.0)

    def passed(self, point: object) -> int:
        """How often it passed a point before this time."""
        if self._passages is None:
            self._passages = {}
        before = self._passages.get(point, 0)
        self._passages[point] = before + 1
        return before

    def forget(self, point: object) -> None:
        """Count a point from the beginning again."""
        if self._passages is not None:
            self._passages.pop(point, None)


Ticket = tuple[int, float, int, "Visit"]
"""Class, rank and code of a waiting visit, and the visit: the least is taken up first."""
PLANNED = -1
"""Class of a ticket that waits for a crew of its own."""


class Visit:
    """A stage visit on its way.

    Parameters
    ----------
    code : its place among all visits of the run, in order of enabling.
    round : how many visits of this stage the application had before.

    Attributes
    ----------
    ticket : by which it waits in queues; None while it does not wait. All its other tickets are void.
    ready_minutes : when it could be taken up: enabled, nobody to be waited for, papers there.
    minutes : work it takes.
    priority : class in which it waits: that of its track, unless coordinators put it into a better one.
    raised : whether coordinators have taken it up, or never will.
    started_minutes : when work on it began; its end where nobody works on it.
    closes_minutes : when work has to begin at the latest.
    absent : the customer will not be there, so that no work can begin.
    """

    closes_minutes: float = inf
    absent: bool = False

    __slots__ = (
        "application",
        "code",
        "minutes",
        "place",
        "priority",
        "raised",
        "ready_minutes",
        "round",
        "started_minutes",
        "step",
        "ticket",
    )

    yields = True
    """Whether an emergency may call away who is at it."""

    def __init__(self, application: Application, place: Place, code: int, round_: int, now: float) -> None:
        self.application, self.place, self.code, self.round = application, place, code, round_
        self.step: Step = place.step
        self.started_minutes = self.ready_minutes = now
        self.minutes = 0.0
        self.ticket: Ticket | None = None
        self.priority = place.step.priority
        self.raised = False

    def offer(self, service: "Service", now: float) -> None:
        """Let it be worked on as soon as there is somebody."""
        self.wait(service, now)

    def wait(self, service: "Service", now: float) -> None:
        """Wait for a crew, once more or for the first time."""
        self.step.queues[self.application.region].join(self, now)

    def put_back(self, service: "Service", now: float) -> None:
        """Wait again in its old place: whoever is free has other work already."""
        self.step.queues[self.application.region].let_wait(self)

    def goes_with(self, application: Application) -> bool:
        """Whether it is needless once an application is withdrawn."""
        return self.application is application

    def end(self, service: "Service", now: float, crew: "Crew") -> None:
        """Its work is done: write it down and let the application go on."""
        service.record_work(self, crew)
        if self.step.errs:
            self.application.note_errors(self.step.index, crew.errors)
        service.leave(self, now, crew.code)

    def break_off(self, service: "Service", crew: "Crew") -> None:
        """Write down that somebody was or is at it: it was broken off, or the run is over."""
        service.record_started(self, crew)
