"""Coordinators: at their rounds they find what is stuck, and decide on it one by one."""

from collections.abc import Iterator, Sequence
from heapq import nsmallest
from math import inf
from typing import TYPE_CHECKING

from scenarios.coordination import COORDINATION, Coordination
from simulation.application import Visit
from simulation.contacts import Contact, Line
from simulation.happenings import Happening
from simulation.step import Step

if TYPE_CHECKING:
    from simulation.crews import Crew
    from simulation.queues import Queue
    from simulation.service import Service


class Case(Contact):
    """A stuck visit that waits for the coordinators' decision, and in its own queue all the while.

    Parameters
    ----------
    stuck : the visit.
    raised_priority : class in which it waits afterwards.
    """

    __slots__ = ("raised_priority", "stuck")

    def __init__(self, stuck: Visit, line: Line, number: int, raised_priority: int, now: float) -> None:
        super().__init__(stuck.application, line.place, number, stuck.round, now)
        self.stuck, self.raised_priority = stuck, raised_priority

    def end(self, service: "Service", now: float, crew: "Crew") -> None:
        """Write down that it is decided, and let the visit go ahead of others of its class."""
        super().end(service, now, crew)
        self.stuck.step.queues[self.stuck.application.region].promote(self.stuck, self.raised_priority)


class Coordinators:
    """Who looks at all queues at each round.

    Parameters
    ----------
    coordination : what counts as stuck.
    rounds : instants of the rounds, minutes, rising.
    queues : of all work.
    desk : by region, where cases wait for them.
    """

    def __init__(
        self,
        coordination: Coordination,
        rounds: Sequence[float],
        queues: Sequence["Queue"],
        desk: Sequence["Queue"],
    ) -> None:
        self.coordination, self.queues, self.desk = coordination, queues, desk
        self.stuck_minutes = coordination.stuck_after_hours * 60
        within = coordination.due_within_hours
        self.due_minutes = -inf if within is None else within * 60
        self._rounds = iter(rounds)
        self._lines: dict[int, Line] = {}

    def begin(self, service: "Service") -> None:
        """Await the first round."""
        self._await_next(Happening(service.env, service, self._look))

    def _await_next(self, round_: "Happening[Service]") -> None:
        at = next(self._rounds, None)
        if at is not None:
            round_.due(at)

    def _look(self, round_: "Happening[Service]") -> None:
        now, service = round_.at, round_.about
        # What may be done in one way or another waits in several queues, and is one case all the same.
        stuck = dict.fromkeys(self._stuck(now))
        found = nsmallest(self.coordination.per_round, stuck, key=_waiting_longest)
        for visit in found:
            self._take_up(service, visit, now)
        self._await_next(round_)

    def _stuck(self, now: float) -> Iterator[Visit]:
        for queue in self.queues:
            for visit in queue.all_waiting():
                if not visit.raised and self._is_stuck(visit, now):
                    yield visit

    def _is_stuck(self, visit: Visit, now: float) -> bool:
        if now - visit.ready_minutes >= self.stuck_minutes:
            return True
        return visit.application.due_minutes - now <= self.due_minutes

    def _take_up(self, service: "Service", visit: Visit, now: float) -> None:
        line = self._line(visit.step)
        visit.raised = True
        number = line.note(service, visit.application, visit.code, now)
        case = Case(visit, line, number, self.coordination.raised_priority, now)
        self.desk[visit.application.region].join(case, now)

    def _line(self, step: Step) -> Line:
        """Cases of one stage and track share their luck with the decision's length."""
        if step.code not in self._lines:
            desk, duration = self.coordination.desk, self.coordination.duration
            self._lines[step.code] = Line(
                COORDINATION, desk, 0, duration, step.customers, self.desk, about=step.name
            )
        return self._lines[step.code]


def _waiting_longest(visit: Visit) -> tuple[float, int]:
    return visit.ready_minutes, visit.code
