"""Asks a dispatcher and gives its decisions to the crews of a twin."""

from collections.abc import Iterator, Sequence
from datetime import timedelta

from simpy import Environment

from domain.errors import must, nearest
from domain.plan import Assignment, VisitKey
from simulation.application import Ticket
from simulation.crews import Crew
from simulation.happenings import Happening
from simulation.plan_following import Dispatcher, Trigger
from simulation.shifts import OFF_DUTY
from simulation.view import View, Waiting

AHEAD_MINUTES = 1e-6
"""A plan is there a moment before the shift begins, so that no crew sets out without it."""
Moment = tuple[float, Trigger]


class Foreman:
    """Has crews do what a dispatcher decides.

    Parameters
    ----------
    view : of the twin.
    """

    def __init__(self, env: Environment, dispatcher: Dispatcher, view: View) -> None:
        self.dispatcher, self.view = dispatcher, view
        self.crews = {view.setting.resources[crew.code].name: crew for crew in view.crews}
        self._moments = iter(_moments(view.crews, dispatcher.every, view.setting.end_minutes))
        self._next = Happening(env, Trigger.SHIFT, self._ask)
        self._await_next()

    def _await_next(self) -> None:
        for at, trigger in self._moments:
            self._next.about = trigger
            self._next.due(at)
            return

    def _ask(self, moment: "Happening[Trigger]") -> None:
        at, trigger = moment.at, moment.about
        now = at + AHEAD_MINUTES if trigger is Trigger.SHIFT else at
        self._await_next()
        for queue in self.view.setting.field_queues.values():
            queue.unplan()
        waiting = self.view.waiting()
        decided = self.dispatcher.decide(self.view.snapshot(waiting, now), trigger)
        self._hand_out(decided, {one.seen.key: one for one in waiting}, now)
        for crew in self.crews.values():
            crew.look_again(at)

    def _hand_out(self, decided: Sequence[Assignment], waiting: dict[VisitKey, Waiting], now: float) -> None:
        agendas: dict[str, list[Ticket]] = {}
        for one in decided:
            hint = nearest(one.crew, self.crews)
            must(one.crew in self.crews, f"Plan: a crew must be one that is there, got {one.crew!r}{hint}.")
            found = waiting.get(one.key)
            # A crew that is away may stay away: its visits are anybody's until it comes and a plan is made.
            if found and self.crews[one.crew].shifts.at(now) != OFF_DUTY:
                agendas.setdefault(one.crew, []).append(self._plan(one, found))
        for name, crew in self.crews.items():
            crew.agenda = agendas.get(name, ())

    def _plan(self, one: Assignment, found: Waiting) -> Ticket:
        visit = found.visit
        able = self.crews[one.crew].pool in visit.step.pools(visit.application.region)
        work = f"visit {one.number} of {one.application} ({found.seen.skill}, {found.seen.region})"
        must(able, f"Plan: crew {one.crew!r} must have the skill and region of {work}.")
        return found.queue.plan(visit)


def _moments(crews: Sequence[Crew], every: timedelta | None, end_minutes: float) -> list[Moment]:
    """When to ask, and why; once where an interval ends as a shift begins."""
    shifts = {start for crew in crews for start in crew.pool.shifts.starts if 0 <= start < end_minutes}
    moments = [(max(0.0, start - AHEAD_MINUTES), Trigger.SHIFT) for start in shifts]
    moments += [(at, Trigger.INTERVAL) for at in _intervals(every, end_minutes) if at not in shifts]
    return sorted(moments)


def _intervals(every: timedelta | None, end_minutes: float) -> Iterator[float]:
    step = every.total_seconds() / 60 if every else end_minutes
    at = step
    while at < end_minutes:
        yield at
        at += step
