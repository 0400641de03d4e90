"""Customers who call: they wait in a desk's queue beside the visits."""

from array import array
from collections.abc import Callable, Sequence
from math import inf
from typing import TYPE_CHECKING

import numpy as np

from scenarios.contacts import COMPLAINT, ENQUIRY, Complaint, Contacts, Enquiry
from scenarios.coordination import COORDINATION
from scenarios.duration import Duration
from scenarios.stage import Stage, Work
from simulation.application import Application, Visit
from simulation.customers import Customers
from simulation.happenings import Happening
from simulation.record import FOUR
from simulation.route import End, Place
from simulation.step import Step

if TYPE_CHECKING:
    from simulation.crews import Crew
    from simulation.queues import Queue
    from simulation.service import Service

KINDS = (ENQUIRY, COMPLAINT, COORDINATION)
NOBODY, NO_VISIT = -1, -1
FIRST_CODE = 1 << 40
"""Codes of contacts follow those of all visits: no two entries of a queue may be alike."""
LOOK_AGAIN_MINUTES = 24 * 60.0
Luck = Callable[[int], Sequence[float]]


class Contact(Visit):
    """One contact on its way: a visit to a desk that belongs to no procedure.

    Parameters
    ----------
    number : its place among all contacts of the run.
    """

    __slots__ = ("number",)

    yields = False

    def __init__(self, application: Application, place: Place, number: int, round_: int, now: float) -> None:
        super().__init__(application, place, FIRST_CODE + number, round_, now)
        self.number, self.raised = number, True
        self.minutes = place.step.work_minutes(round_, application.row)

    def goes_with(self, application: Application) -> bool:
        """An answer is owed to a customer who has withdrawn, too."""
        return False

    def end(self, service: "Service", now: float, crew: "Crew") -> None:
        """Write down that it is handled; its application stays where it is."""
        service.record.handled.frombytes(FOUR(self.number, self.started_minutes, now, crew.code))

    def break_off(self, service: "Service", crew: "Crew") -> None:
        """Write down that somebody is at it."""
        service.record.handled.frombytes(FOUR(self.number, self.started_minutes, inf, crew.code))


class Line:
    """Contacts of one kind from the customers of one track.

    Parameters
    ----------
    kind : one of KINDS.
    desk, priority, duration : who answers, how urgently, and how long that takes.
    queues : by region, where contacts wait.
    about : what their luck is keyed by beside their kind.
    """

    def __init__(
        self,
        kind: str,
        desk: str,
        priority: int,
        duration: Duration,
        customers: Customers,
        queues: Sequence["Queue"],
        about: str = "",
    ) -> None:
        self.kind = float(KINDS.index(kind))
        stage = Stage(department=desk, work=Work(desk=desk, duration=duration))
        step = Step(f"contact:{kind}{about}", 0, NOBODY, priority, stage, customers, queues, (), (), {}, ())
        self.place = Place(step, End(), closes=False)

    def note(self, service: "Service", application: Application, visit: int, now: float) -> int:
        """Write down that a contact came in, and about which visit; gives its number."""
        return service.record.note_contact(application.number, visit, self.kind, now)

    def receive(self, service: "Service", application: Application, round_: int, now: float) -> None:
        """Take a contact in: the customer's luck with its length is that of this round."""
        number = self.note(service, application, NO_VISIT, now)
        contact = Contact(application, self.place, number, round_, now)
        self.place.step.queues[application.region].join(contact, now)


class Enquiries:
    """Questions of the customers of one track: a Poisson stream for each, while the application is open."""

    def __init__(self, enquiry: Enquiry, line: Line, customers: Customers) -> None:
        self.line, self.self_service = line, enquiry.self_service
        mean_gap_minutes = LOOK_AGAIN_MINUTES / enquiry.per_open_day if enquiry.per_open_day else inf
        self._gaps = _luck(customers, "gap", lambda drawn: -np.log1p(-drawn) * mean_gap_minutes)
        self._routine = _luck(customers, "routine", lambda drawn: drawn)

    def await_next(self, service: "Service", application: Application, before: int, now: float) -> None:
        """Let a customer who has asked so many times before ask again."""
        at = now + self._gaps(before)[application.row]
        if at < inf:
            Happening(service.env, (service, application, before), self._asks).due(at)

    def _asks(self, question: "Happening[tuple[Service, Application, int]]") -> None:
        service, application, before = question.about
        if not application.is_open:
            return
        if self._routine(before)[application.row] < self.self_service:
            number = self.line.note(service, application, NO_VISIT, question.at)
            service.record.handled.frombytes(FOUR(number, question.at, question.at, NOBODY))
        else:
            self.line.receive(service, application, before, question.at)
        self.await_next(service, application, before + 1, question.at)


class Grievance:
    """A promise of which some customers of a track complain when it is missed.

    Parameters
    ----------
    promise : number of the promise.
    complains : by customer, by row.
    """

    def __init__(self, promise: int, complains: Sequence[bool], line: Line) -> None:
        self.promise, self.complains, self.line = promise, complains, line

    def note(self, service: "Service", application: Application, now: float) -> None:
        """Have a customer watch a promise that has just been made."""
        due = application.dues.get(self.promise, inf)
        if self.complains[application.row] and due < inf and application.set_minutes[self.promise] == now:
            Happening(service.env, (service, application, now), self._falls_due).due(due)

    def _falls_due(self, due: "Happening[tuple[Service, Application, float]]") -> None:
        """Complain, unless the promise is kept, made anew or moved since.

        While a hold stops its clock the customer looks again after a day.
        """
        service, application, set_minutes = due.about
        now_due = application.dues.get(self.promise, inf)
        made_anew = application.set_minutes[self.promise] != set_minutes
        if not application.is_open or made_anew or now_due == inf:
            return
        if self.promise in application.stopped:
            due.due(due.at + LOOK_AGAIN_MINUTES)
        elif now_due > due.at:
            due.due(now_due)
        else:
            self.line.receive(service, application, self.promise, due.at)


def enquiries_of(contacts: Contacts, customers: Customers, queues: Sequence["Queue"]) -> Enquiries | None:
    """The enquiries of a track; None where there are none."""
    if contacts.enquiry is None:
        return None
    duration = contacts.enquiry.desk_time
    line = Line(ENQUIRY, contacts.desk, contacts.priority, duration, customers, queues)
    return Enquiries(contacts.enquiry, line, customers)


def grievances_of(
    contacts: Contacts, complaint: Complaint, customers: Customers, queues: Sequence["Queue"]
) -> Callable[[int, str], Grievance]:
    """Who of a track complains of a promise, by the promise's number and name."""
    line = Line(COMPLAINT, contacts.desk, contacts.priority, complaint.duration, customers, queues)

    def grievance(promise: int, name: str) -> Grievance:
        drawn = customers.uniforms("contact:complaint", name, "complains")
        return Grievance(promise, (drawn < complaint.when_late).tolist(), line)

    return grievance


def _luck(customers: Customers, purpose: str, read: Callable[[np.ndarray], np.ndarray]) -> Luck:
    """The luck of all customers with their nth enquiry, from 0, drawn when somebody first asks so often."""
    drawn: list[array[float]] = []

    def luck(number: int) -> Sequence[float]:
        while len(drawn) <= number:
            values = read(customers.uniforms("contact:enquiry", len(drawn), purpose))
            drawn.append(array("d", np.asarray(values, dtype=np.float64).tobytes()))
        return drawn[number]

    return luck
