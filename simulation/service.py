"""The service at work: applications come in, pass their stages and leave. It records; it measures nothing."""

from collections.abc import Mapping
from math import inf

from simpy import Environment

from simulation.application import Application, Visit
from simulation.appointments import BookedVisit
from simulation.crews import Crew
from simulation.happenings import Happening
from simulation.record import BY_POST, FIVE, FOUR, TWO, Record
from simulation.route import Node, Place
from simulation.shifts import TRAVEL
from simulation.step import NO_OUTCOME, NOBODYS

NOBODY = -1


class Service:
    """What moves applications on.

    Parameters
    ----------
    env : the SimPy environment, in minutes after the start of the run.
    record : where everything is written down.
    """

    def __init__(self, env: Environment, record: Record) -> None:
        self.env, self.record = env, record
        self._visits = record.visit_count

    def submit(self, application: Application, first: Node, now: float) -> None:
        """Take an application in."""
        first.enter(self, application, now)

    def enable(self, application: Application, place: Place, now: float) -> None:
        """Begin a visit: wait for others and for papers where the stage says so, then for the work."""
        step = place.step
        earlier = application.visited[step.index]
        application.visited[step.index] = earlier + 1
        application.visits += 1
        kind = Visit if step.appointments is None else BookedVisit
        visit = kind(application, place, self._visits, earlier, now)
        self._visits += 1
        self.record.enabled.frombytes(FOUR(application.number, application.visits, step.code, now))
        for mark in step.on_enabled:
            mark.note(self, application, now)
        if step.waits:
            self.wait_for_others(visit, now)
        else:
            self.offer(visit, now)

    def wait_for_others(self, visit: Visit, now: float) -> None:
        """Wait, from now on, for whoever has to answer and then for papers."""
        step, application = visit.step, visit.application
        held = step.hold_minutes(visit.round, application.row)
        lapsed = held > step.lapse_minutes
        ready = now + min(held, step.lapse_minutes)
        if step.stage.hold:
            self.record.held.frombytes(FIVE(application.number, visit.code, step.code, now, ready))
        if step.stops:
            self._stop_clocks(visit, now, ready)
        if step.only_after_lapse and not lapsed:
            Happening(self.env, visit, self._answered).due(ready)
            return
        if step.posted and step.by_post(visit.round, application.row):
            posted, ready = ready, step.next_round(ready)
            self.record.held.frombytes(FIVE(application.number, visit.code, BY_POST, posted, ready))
        if ready < inf:
            Happening(self.env, visit, self.be_ready).due(ready)

    def be_ready(self, ready: "Happening[Visit]") -> None:
        """Let the work be done, unless the application is withdrawn."""
        if not ready.about.application.withdrawn:
            self.offer(ready.about, ready.at)

    def offer(self, visit: Visit, now: float) -> None:
        """Let the work be done: nobody is waited for any more."""
        step = visit.step
        if not step.queues:
            self._pass(visit, now)
            return
        visit.ready_minutes = now
        visit.minutes = step.work_minutes(visit.round, visit.application.row)
        visit.offer(self, now)

    def leave(self, visit: Visit, now: float, resource: int) -> None:
        """End a visit and move its application on: the only place that does."""
        place, application = visit.place, visit.application
        outcome = _outcome(visit) if place.closes else NO_OUTCOME
        application.outcome = outcome
        self.record.completed.frombytes(FIVE(visit.code, visit.started_minutes, now, resource, outcome))
        for mark in visit.step.on_completed:
            mark.note(self, application, now)
        if application.is_open:
            place.then.enter(self, application, now)

    def finish(self, application: Application, now: float) -> None:
        """Let an application go: the lights are on."""
        application.is_open = False
        self.record.finished.frombytes(TWO(application.number, now))

    def withdraw(self, application: Application, now: float) -> None:
        """Let an application go that its customer withdraws: work already begun is the last for it."""
        application.is_open, application.withdrawn = False, True
        self.record.withdrawn.frombytes(TWO(application.number, now))

    def mark_started(self, visit: Visit, now: float) -> None:
        """Note the beginning of work, from or to which promises run."""
        for mark in visit.step.on_started:
            mark.note(self, visit.application, now)

    def unmark_started(self, visit: Visit, before: Mapping[int, float]) -> None:
        """Take back a beginning that was noted ahead and then did not come.

        Parameters
        ----------
        before : promises to the application as they were before it was noted.
        """
        for mark in visit.step.on_started:
            if mark.promise in before:
                visit.application.dues[mark.promise] = before[mark.promise]
            else:
                visit.application.dues.pop(mark.promise, None)

    def record_work(self, visit: Visit, crew: Crew) -> None:
        """Write down what a crew did for a visit."""
        for kind, start, end in crew.plan:
            self.record.worked.frombytes(FIVE(visit.code, crew.code, kind, start, end))

    def record_way(self, visit: Visit, crew: Crew) -> None:
        """Write down that a crew was on the way in vain: the time at a closed door is no work."""
        for _, start, end in crew.plan:
            self.record.worked.frombytes(FIVE(visit.code, crew.code, TRAVEL, start, end))

    def record_started(self, visit: Visit, crew: Crew) -> None:
        """Write down that a visit has begun and is not done."""
        self.record_work(visit, crew)
        self.record.completed.frombytes(FIVE(visit.code, visit.started_minutes, inf, crew.code, NO_OUTCOME))

    def _stop_clocks(self, visit: Visit, now: float, until: float) -> None:
        """Before anything else that happens when the hold ends, the clocks go on."""
        for stop in visit.step.stops:
            stop.begin(visit.application, now)
        Happening(self.env, visit, self._start_clocks).due(until)

    def _start_clocks(self, end: "Happening[Visit]") -> None:
        application = end.about.application
        for stop in end.about.step.stops:
            stop.end(application, end.at)
        application.rank_anew()

    def _answered(self, answer: "Happening[Visit]") -> None:
        if not answer.about.application.withdrawn:
            self._pass(answer.about, answer.at)

    def _pass(self, visit: Visit, now: float) -> None:
        """End a visit on which nobody works: it counts as started when it is done."""
        visit.started_minutes = now
        self.mark_started(visit, now)
        self.leave(visit, now, NOBODY)


def _outcome(visit: Visit) -> int:
    step, application = visit.step, visit.application
    errors = 1.0 if step.errors_from == NOBODYS else application.errors_at(step.errors_from)
    return step.outcome(visit.round, application.row, errors)
