"""Appointments: booked, then kept, missed or moved by the customer, or broken by the company."""

from bisect import bisect_left
from collections.abc import Sequence
from math import inf
from typing import TYPE_CHECKING

from scenarios.appointment import Appointment
from simulation.application import Application, Visit
from simulation.customers import Customers
from simulation.happenings import Happening
from simulation.luck import Luck
from simulation.record import THREE
from simulation.route import Place
from simulation.shifts import TINY_MINUTES

if TYPE_CHECKING:
    from simulation.crews import Crew
    from simulation.diary import Diary, Promised
    from simulation.service import Service

OUTCOMES = KEPT, MISSED, MOVED, BROKEN, CANCELLED = ("kept", "missed", "moved", "broken", "cancelled")
NOT_BOOKED = -1


class BookedVisit(Visit):
    """A visit for which the customer is given an appointment.

    Attributes
    ----------
    booking : its appointment among all of the run, as long as that is not settled; NOT_BOOKED otherwise.
    occasion : how many appointments its customer has moved or missed; each has luck of its own.
    promised : time of the crews set aside for it.
    opens_minutes, closes_minutes : the window, within which work has to begin; inf is its end once it has.
    absent : nobody will be at home this time.
    """

    __slots__ = ("absent", "booking", "closes_minutes", "occasion", "opens_minutes", "promised")

    def __init__(self, application: Application, place: Place, code: int, round_: int, now: float) -> None:
        super().__init__(application, place, code, round_, now)
        self.booking, self.occasion = NOT_BOOKED, 0
        self.promised: Promised = ()
        self.opens_minutes = self.closes_minutes = inf
        self.absent = False

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
            service.record.settled.frombytes(THREE(self.booking, OUTCOMES.index(outcome), at))
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
    """The appointments of one stage of a track, and every customer's luck with them.

    Attributes
    ----------
    diaries : by region, of the crews that come.
    way_minutes, work_minutes : by region, what a visit is expected to take of them.
    """

    def __init__(self, appointment: Appointment, name: str, customers: Customers) -> None:
        self.appointment, self.lead_minutes = appointment, appointment.lead_hours * 60
        later, wasted = appointment.later, appointment.wasted
        self.later = Luck(name, "later", customers, later.minutes) if later else None
        self.wasted = Luck(name, "wasted", customers, wasted.minutes) if wasted else None
        self.moves, self.misses = (Luck(name, purpose, customers) for purpose in ("moves", "misses"))
        self.diaries: Sequence[Diary] = ()
        self.way_minutes: Sequence[float] = ()
        self.work_minutes: Sequence[float] = ()
        self._ahead: dict[int, BookedVisit] = {}

    def book(self, service: "Service", visit: BookedVisit, now: float) -> None:
        """Agree with the customer on the first window with room that they want."""
        wanted = self.later.of(visit) if self.later else 0.0
        self._book(service, visit, now, now + self.lead_minutes + wanted)

    def miss(self, service: "Service", visit: BookedVisit, now: float) -> None:
        """Agree anew with a customer who was not there."""
        self._release(visit)
        visit.settle(service, MISSED, now)
        self._agree_anew(service, visit, now)

    def break_off(self, service: "Service", visit: BookedVisit, now: float) -> None:
        """Agree on the very next window with room: the customer is at home and waits already."""
        self._release(visit)
        visit.settle(service, BROKEN, visit.closes_minutes)
        self._book(service, visit, now, now)

    def recall(
        self, service: "Service", visit: BookedVisit, booked: float, opens: float, closes: float
    ) -> None:
        """Take up an appointment that was made before the run began."""
        region = visit.application.region
        diary, needed = self.diaries[region], self.way_minutes[region] + self.work_minutes[region]
        visit.promised = diary.promise(bisect_left(diary.windows.opens, opens), needed, self.appointment.fill)
        visit.opens_minutes, visit.closes_minutes = opens, closes
        visit.booking = service.record.note_booking(visit, booked, opens, closes)

    def cancel(self, application: Application) -> None:
        """Give others the time that was set aside for a customer who withdraws."""
        visit = self._ahead.pop(application.number, None)
        if visit is not None:
            self._release(visit)

    def ahead(self) -> list[BookedVisit]:
        """Visits whose windows are yet to open."""
        return list(self._ahead.values())

    def _agree_anew(self, service: "Service", visit: BookedVisit, now: float) -> None:
        visit.occasion += 1
        if not visit.application.withdrawn:
            self.book(service, visit, now)

    def _book(self, service: "Service", visit: BookedVisit, now: float, wanted: float) -> None:
        """Where no window has room, as where nobody ever comes, the visit waits without an appointment."""
        region = visit.application.region
        diary, way, fill = self.diaries[region], self.way_minutes[region], self.appointment.fill
        place = diary.first(wanted, way, fill)
        if place is None:
            return
        visit.promised = diary.promise(place, way + self.work_minutes[region], fill)
        visit.opens_minutes, visit.closes_minutes = diary.windows.opens[place], diary.windows.closes[place]
        visit.booking = service.record.note_booking(visit, now, visit.opens_minutes, visit.closes_minutes)
        self.await_opening(service, visit, now, self.appointment.moved)

    def await_opening(self, service: "Service", visit: BookedVisit, now: float, moved: float) -> None:
        """Let the window open, unless the customer moves it before: a share `moved` of them does."""
        change, self._ahead[visit.application.number] = self.moves.of(visit), visit
        if change < moved:
            # Given that the customer moves it, the quotient is even between 0 and 1: when.
            at = now + change / moved * (visit.opens_minutes - now)
            Happening(service.env, (service, visit), self._moves).due(at)
        else:
            Happening(service.env, (service, visit), self._opens).due(visit.opens_minutes)

    def _release(self, visit: BookedVisit) -> None:
        """Give back its time; once its window is open, only what reaches into later ones is of use."""
        self.diaries[visit.application.region].release(visit.promised)
        visit.promised = ()

    def find(self, visit: BookedVisit) -> None:
        """See whether the customer is at home: how long a crew will be there depends on it."""
        visit.absent = self.misses.of(visit) < self.appointment.missed
        visit.minutes = self._work_minutes(visit)

    def _moves(self, change: "Happening[tuple[Service, BookedVisit]]") -> None:
        service, visit = change.about
        if not visit.application.withdrawn:
            self.cancel(visit.application)
            visit.settle(service, MOVED, change.at)
            self._agree_anew(service, visit, change.at)

    def _opens(self, opening: "Happening[tuple[Service, BookedVisit]]") -> None:
        service, visit = opening.about
        if visit.application.withdrawn:
            return
        del self._ahead[visit.application.number]
        self.find(visit)
        visit.wait(service, opening.at)

    def _work_minutes(self, visit: BookedVisit) -> float:
        if not visit.absent:
            return visit.step.work_minutes(visit.round, visit.application.row)
        return self.wasted.of(visit) if self.wasted else 0.0


def appointments_of(appointment: Appointment | None, name: str, customers: Customers) -> Appointments | None:
    """The appointments of a stage; None where there are none."""
    return None if appointment is None else Appointments(appointment, name, customers)


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
