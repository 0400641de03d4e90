"""Appointments: booked, then kept, missed or moved by the customer, or broken by the company."""

from math import inf
from typing import TYPE_CHECKING

import numpy as np

from scenarios.appointment import Appointment
from scenarios.scenario import Scenario
from simulation.application import Application, Visit
from simulation.customers import Customers
from simulation.happenings import Happening
from simulation.record import Floats
from simulation.route import Place
from simulation.shifts import TINY_MINUTES
from simulation.windows import Windows

if TYPE_CHECKING:
    from simulation.crews import Crew
    from simulation.service import Service

OUTCOMES = KEPT, MISSED, MOVED, BROKEN, CANCELLED = ("kept", "missed", "moved", "broken", "cancelled")
NOT_BOOKED = -1


class BookedVisit(Visit):
    """A visit for which the customer is given an appointment.

    Attributes
    ----------
    booking : its appointment among all of the run, as long as that is not settled; NOT_BOOKED otherwise.
    occasion : how many appointments its customer has moved or missed; each has luck of its own.
    closes_minutes : end of the window, by which work has to begin; inf once it has.
    absent : nobody will be at home this time.
    """

    __slots__ = ("absent", "booking", "closes_minutes", "occasion")

    def __init__(self, application: Application, place: Place, code: int, round_: int, now: float) -> None:
        super().__init__(application, place, code, round_, now)
        self.booking, self.occasion = NOT_BOOKED, 0
        self.closes_minutes, self.absent = inf, False

    def offer(self, service: "Service", now: float) -> None:
        """Agree on a window with the customer."""
        appointments_for(self).book(service, self, now)

    def wait(self, service: "Service", now: float) -> None:
        """Wait for a crew until the window closes."""
        if self._still_in_time(service, now):
            super().wait(service, now)
            self._await_close(service)

    def put_back(self, service: "Service", now: float) -> None:
        """Wait again in its old place, until the window closes."""
        if self._still_in_time(service, now):
            super().put_back(service, now)
            self._await_close(service)

    def end(self, service: "Service", now: float, crew: "Crew") -> None:
        """The work is done, or nobody was at home."""
        if self.absent:
            service.record_way(self, crew)
            appointments_for(self).miss(service, self, now)
        else:
            self._keep(service)
            super().end(service, now, crew)

    def break_off(self, service: "Service", crew: "Crew") -> None:
        """Write down that somebody was or is at it, or at a closed door."""
        if self.absent:
            service.record_way(self, crew)
        else:
            self._keep(service)
            super().break_off(service, crew)

    def settle(self, service: "Service", outcome: str, at: float) -> None:
        """Write down what came of the appointment."""
        if self.booking != NOT_BOOKED:
            service.record.settled.extend((self.booking, OUTCOMES.index(outcome), at))
        self.booking = NOT_BOOKED

    def _still_in_time(self, service: "Service", now: float) -> bool:
        """Whether the window is open yet; it is agreed anew otherwise."""
        in_time = self.closes_minutes > now
        if not in_time:
            appointments_for(self).break_off(service, self, now)
        return in_time

    def _await_close(self, service: "Service") -> None:
        if self.ticket is not None and self.closes_minutes < inf:
            Happening(service.env, (service, self), _close).due(self.closes_minutes)

    def _keep(self, service: "Service") -> None:
        """Kept, unless what nobody foresaw held the crew up until the window had closed."""
        kept = self.started_minutes <= self.closes_minutes + TINY_MINUTES
        self.settle(service, *((KEPT, self.started_minutes) if kept else (BROKEN, self.closes_minutes)))
        self.closes_minutes = inf


class Appointments:
    """The appointments of one stage of a track, and every customer's luck with them."""

    def __init__(self, appointment: Appointment, name: str, windows: Windows, customers: Customers) -> None:
        self.appointment, self.name, self.windows, self.customers = appointment, name, windows, customers
        self.lead_minutes = appointment.lead_hours * 60
        self._drawn: dict[tuple[str, int, int], Floats] = {}

    def book(self, service: "Service", visit: BookedVisit, now: float) -> None:
        """Agree with the customer on the window they want."""
        later = self.appointment.later
        wanted = float(later.minutes(self._luck("later", visit))) if later else 0.0
        self._book(service, visit, now, now + self.lead_minutes + wanted)

    def miss(self, service: "Service", visit: BookedVisit, now: float) -> None:
        """Agree anew with a customer who was not there."""
        visit.settle(service, MISSED, now)
        self._agree_anew(service, visit, now)

    def break_off(self, service: "Service", visit: BookedVisit, now: float) -> None:
        """Agree on the very next window: the customer is at home and waits already."""
        visit.settle(service, BROKEN, visit.closes_minutes)
        self._book(service, visit, now, now)

    def _agree_anew(self, service: "Service", visit: BookedVisit, now: float) -> None:
        visit.occasion += 1
        if not visit.application.withdrawn:
            self.book(service, visit, now)

    def _book(self, service: "Service", visit: BookedVisit, now: float, wanted: float) -> None:
        window = self.windows.first(wanted)
        if window is None:
            return
        opens, visit.closes_minutes = window
        visit.booking = service.record.note_booking(visit, now, *window)
        change = self._luck("moves", visit)
        moves = change < self.appointment.moved
        # Given that the customer moves it, the quotient is even between 0 and 1: when.
        at = now + float(change) / self.appointment.moved * (opens - now) if moves else opens
        Happening(service.env, (service, visit), self._moves if moves else self._opens).due(at)

    def _moves(self, change: "Happening[tuple[Service, BookedVisit]]") -> None:
        service, visit = change.about
        if not visit.application.withdrawn:
            visit.settle(service, MOVED, change.at)
            self._agree_anew(service, visit, change.at)

    def _opens(self, opening: "Happening[tuple[Service, BookedVisit]]") -> None:
        service, visit = opening.about
        if visit.application.withdrawn:
            return
        visit.absent = bool(self._luck("misses", visit) < self.appointment.missed)
        visit.minutes = self._work_minutes(visit)
        visit.wait(service, opening.at)

    def _work_minutes(self, visit: BookedVisit) -> float:
        if not visit.absent:
            return visit.step.work_minutes(visit.round, visit.application.row)
        wasted = self.appointment.wasted
        return float(wasted.minutes(self._luck("wasted", visit))) if wasted else 0.0

    def _luck(self, purpose: str, visit: BookedVisit) -> Floats:
        """The customer's number for this occasion, as an array without dimensions."""
        key = (purpose, visit.round, visit.occasion)
        if key not in self._drawn:
            about = ("appointment", visit.occasion, purpose)
            self._drawn[key] = self.customers.uniforms(self.name, visit.round, *about)
        return np.asarray(self._drawn[key][visit.application.row])


def appointments_of(
    appointment: Appointment | None, name: str, scenario: Scenario, customers: Customers
) -> Appointments | None:
    """The appointments of a stage; None where there are none."""
    if appointment is None:
        return None
    return Appointments(appointment, name, Windows.of(appointment, scenario), customers)


def appointments_for(visit: BookedVisit) -> Appointments:
    """The appointments of a visit's stage."""
    appointments = visit.step.appointments
    assert appointments is not None
    return appointments


def _close(closing: "Happening[tuple[Service, BookedVisit]]") -> None:
    """Break an appointment whose visit still waits when its window closes."""
    service, visit = closing.about
    if visit.ticket is not None and visit.closes_minutes == closing.at:
        visit.ticket = None
        appointments_for(visit).break_off(service, visit, closing.at)
