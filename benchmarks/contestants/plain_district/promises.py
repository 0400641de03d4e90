"""Promises to customers while the run goes on: coordinators look at them, customers complain about them."""

from collections.abc import Sequence
from math import inf
from typing import TYPE_CHECKING

from benchmarks.contestants.plain_district.jobs import TINY_MINUTES, Customer, Job, Process
from simulation.contacts import LOOK_AGAIN_MINUTES, Grievance
from simulation.promises import Mark, Note
from simulation.step import Step

if TYPE_CHECKING:
    from benchmarks.contestants.plain_district.model import District


class Promises:
    """Makes them, keeps them, and has customers watch them."""

    def __init__(self, district: "District") -> None:
        self.district, self.env = district, district.env

    def note(self, customer: Customer, step: Step, happening: str) -> None:
        """Something has happened at a stage."""
        if step.marks:
            self.note_all(customer, step.marks.get(happening, ()))

    def note_all(self, customer: Customer, notes: Sequence[Note]) -> None:
        """Something has happened from or to which promises run."""
        for note in notes:
            if isinstance(note, Mark):
                self._mark(customer, note)
            elif isinstance(note, Grievance) and self._is_watched(customer, note):
                self.env.process(self._watch(customer, note))

    def _mark(self, customer: Customer, mark: Mark) -> None:
        if not mark.applies[customer.row]:
            return
        if mark.due is None:
            if mark.promise in customer.dues:
                customer.dues[mark.promise] = inf
        elif mark.renewed or mark.promise not in customer.dues:
            customer.dues[mark.promise] = mark.due(self.env.now)
            customer.set_minutes[mark.promise] = self.env.now

    def _is_watched(self, customer: Customer, grievance: Grievance) -> bool:
        made_now = customer.set_minutes.get(grievance.promise) == self.env.now
        due = customer.dues.get(grievance.promise, inf)
        return grievance.complains[customer.row] and made_now and due < inf

    def _watch(self, customer: Customer, grievance: Grievance) -> Process:
        """Complain once the promise is past due; while a hold stops its clock look again after a day."""
        promise, made = grievance.promise, customer.set_minutes[grievance.promise]
        yield self.env.timeout(customer.dues[promise] - self.env.now)
        while customer.is_open and customer.set_minutes[promise] == made and customer.dues[promise] < inf:
            ahead = customer.dues[promise] - self.env.now
            if promise in customer.stopped:
                yield self.env.timeout(LOOK_AGAIN_MINUTES)
            elif ahead > TINY_MINUTES:
                yield self.env.timeout(ahead)
            else:
                self._complain(customer, grievance)
                return

    def _complain(self, customer: Customer, grievance: Grievance) -> None:
        step = grievance.line.place.step
        entry = self.district.diary.contact("complaint", customer.number, self.env.now)
        job = Job(self.env, customer, step, grievance.promise, entry, self.env.now)
        self.district.boards.offer(job.as_contact())
