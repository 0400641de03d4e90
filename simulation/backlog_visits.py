"""Open visits at the beginning of a run: somebody is at them, somebody is waited for, or they wait."""

from math import inf, isnan
from typing import TYPE_CHECKING

from simulation.application import Application, Visit
from simulation.appointments import MISSED, MOVED, BookedVisit, appointments_for
from simulation.backlog import Opening
from simulation.backlog_crews import Crews
from simulation.backlog_past import Booking, Past, PastHold, PastVisit
from simulation.backlog_rest import Rest
from simulation.crews import Crew
from simulation.happenings import Happening
from simulation.place import distance
from simulation.record import BY_POST, HAND_OVER
from simulation.route import Place

if TYPE_CHECKING:
    from simulation.service import Service


class Reopening:
    """Puts open visits where they are at the beginning.

    Parameters
    ----------
    past : what is known of all visits.
    """

    def __init__(self, opening: Opening, past: Past, service: "Service", crews: Crews) -> None:
        self.past, self.service, self.crews = past, service, crews
        self.rest, self.now = Rest(opening), opening.begin_minutes
        self.coordination = opening.scenario.coordination

    def put(self, application: Application, place: Place, seen: PastVisit) -> None:
        """Let a visit go on."""
        visit = self._visit(application, place, seen)
        crew = self._who_is_at(visit)
        if crew is not None:
            self._carry_on(visit, crew)
        elif self._is_held(visit, seen):
            self._await_answer(visit)
        elif self._is_posted(visit):
            self._await_post(visit)
        else:
            self._wait(visit)

    def _visit(self, application: Application, place: Place, seen: PastVisit) -> Visit:
        step = place.step
        visits = self.past.visits[application.number]
        before = sum(one.stage == seen.stage and one.number < seen.number for one in visits)
        kind = Visit if step.appointments is None else BookedVisit
        visit = kind(application, place, seen.number, before, seen.enabled)
        if seen.number in self.past.raised and self.coordination is not None:
            visit.raised, visit.priority = True, min(visit.priority, self.coordination.raised_priority)
        if not isnan(seen.started):
            visit.started_minutes = seen.started
        return visit

    def _who_is_at(self, visit: Visit) -> Crew | None:
        """Who works on it or travels to it, or has put it by for the night."""
        stretches = self.past.stretches[visit.code]
        if not stretches or not visit.step.queues:
            return None
        last = stretches[-1]
        return self.crews.of(last) if last.goes_on or visit.step.resumes else None

    def _carry_on(self, visit: Visit, crew: Crew) -> None:
        last = self.past.stretches[visit.code][-1]
        if isinstance(visit, BookedVisit):
            self._recall(visit)
        if last.goes_on and last.kind == "travel":
            self._travel_on(visit, crew, last.start)
        else:
            visit.minutes = self.rest.work_minutes(visit, self._worked_minutes(visit), crew)
            crew.carry_on(visit, self.now)

    def _travel_on(self, visit: Visit, crew: Crew, set_out: float) -> None:
        """It set out from where it had been before, so it is known when it will be there."""
        application, way_minutes = visit.application, 0.0
        if crew.spot is not None:
            way_minutes = distance(crew.spot, application.site) * application.pace_minutes
        visit.minutes = visit.step.work_minutes(visit.round, application.row)
        if isinstance(visit, BookedVisit):
            appointments_for(visit).find(visit)
        crew.start(visit, self.now, max(set_out + way_minutes, self.now))

    def _is_held(self, visit: Visit, seen: PastVisit) -> bool:
        """Whether somebody is waited for, if only because a log without holds does not say otherwise."""
        if visit.step.stage.hold is None:
            return False
        holds = [one for one in self.past.holds[visit.code] if one.cause != HAND_OVER]
        silent = not holds and isnan(seen.started) and not self.past.bookings[visit.code]
        return silent or any(isnan(one.end) for one in holds)

    def _await_answer(self, visit: Visit) -> None:
        """Wait for the rest of a hold; a lapse that the scenario has sooner than that comes now."""
        open_ = [one.start for one in self.past.holds[visit.code] if isnan(one.end)]
        since = max(min(open_, default=visit.ready_minutes), self.now - visit.step.lapse_minutes)
        self.rest.hold(visit, since)
        self.service.wait_for_others(visit, since)

    def _is_posted(self, visit: Visit) -> bool:
        return visit.step.posted and any(isnan(one.end) for one in self.past.holds[visit.code])

    def _await_post(self, visit: Visit) -> None:
        posted = max(one.start for one in self.past.holds[visit.code] if isnan(one.end))
        ready = visit.step.next_round(self.now)
        self.service.record.held.extend((visit.application.number, visit.code, BY_POST, posted, ready))
        if ready < inf:
            Happening(self.service.env, visit, self.service.be_ready).due(ready)

    def _wait(self, visit: Visit) -> None:
        if not visit.step.queues:
            self.service.offer(visit, self.now)
            return
        holds = self.past.holds[visit.code]
        visit.ready_minutes = max([visit.ready_minutes, *map(_end, holds)])
        visit.minutes = self._minutes(visit)
        if isinstance(visit, BookedVisit):
            self._await_window(visit)
        else:
            # Whoever could be called away for it would have been by now.
            visit.step.queues[visit.application.region].let_wait(visit)

    def _minutes(self, visit: Visit) -> float:
        """All of it where nothing done is kept: a crew that broke off begins anew."""
        worked = self._worked_minutes(visit)
        if worked == 0:
            return visit.step.work_minutes(visit.round, visit.application.row)
        left = self.rest.work_minutes(visit, worked, None)
        work = visit.step.stage.work
        begins_anew = work is not None and work.skill is not None
        return left + worked if begins_anew else left

    def _worked_minutes(self, visit: Visit) -> float:
        """What has been done of its work, in minutes of those who keep to the stated duration."""
        return sum(
            ((self.now if one.goes_on else one.end) - one.start) / self.crews.pace(one)
            for one in self.past.stretches[visit.code]
            if one.kind == "work"
        )

    def _recall(self, visit: BookedVisit) -> Booking | None:
        """Take up the appointment that stands, if there is one."""
        bookings = self.past.bookings[visit.code]
        visit.occasion = sum(one.outcome in (MISSED, MOVED) for one in bookings)
        standing = next((one for one in bookings if isnan(one.settled)), None)
        if standing is not None:
            appointments_for(visit).recall(
                self.service, visit, standing.booked, standing.opens, standing.closes
            )
        return standing

    def _await_window(self, visit: BookedVisit) -> None:
        booking, appointments = self._recall(visit), appointments_for(visit)
        if booking is None:
            # Once all that are made have been taken up.
            Happening(self.service.env, visit, self.service.be_ready).due(self.now)
        elif booking.opens <= self.now:
            appointments.find(visit)
            visit.wait(self.service, self.now)
        else:
            share = appointments.appointment.moved
            passed = (self.now - booking.booked) / (booking.opens - booking.booked)
            # Of those who move it, evenly until it opens, these have not yet.
            moved = share * (1 - passed) / (1 - share * passed)
            appointments.await_opening(self.service, visit, self.now, moved)


def _end(hold: PastHold) -> float:
    return hold.start if isnan(hold.end) else hold.end
