"""One visit of an application to a stage, from the wait for others to what comes out of it."""

from typing import TYPE_CHECKING

import numpy as np

from benchmarks.contestants.plain_district.diary import Entry
from benchmarks.contestants.plain_district.jobs import TINY_MINUTES, Customer, Job, Process, Result
from benchmarks.contestants.plain_district.luck import Luck
from simulation.appointments import Appointments
from simulation.step import NO_OUTCOME, NOBODYS, Step

if TYPE_CHECKING:
    from benchmarks.contestants.plain_district.model import District


About = tuple[str, int, str, int]
"""What the luck with an appointment is keyed by."""


class Withdrawn(Exception):  # noqa: N818 - no error, but the way out of a process
    """The customer has withdrawn: nothing more is done of the application."""


class Visits:
    """The visits of one track's applications."""

    def __init__(self, district: "District", luck: Luck) -> None:
        self.district, self.env, self.luck = district, district.env, luck

    def pay(self, customer: Customer, step: Step) -> Process:
        """Pass a stage; gives what comes out of it."""
        round_ = customer.visited[step.index]
        customer.visited[step.index] += 1
        entry = self.district.diary.visit(step.name, customer.number, self.env.now)
        self.district.promises.note(customer, step, "enabled")
        answered = step.waits and (yield from self._wait(customer, step, round_))
        if answered or not step.queues:
            entry.started = self.env.now
            self.district.promises.note(customer, step, "started")
        elif step.appointments is None:
            yield from self._have_done(self._job(customer, step, round_, entry, self.env.now))
        else:
            yield from self._have_done_by_appointment(customer, step, round_, entry, step.appointments)
        entry.completed = self.env.now
        self.district.promises.note(customer, step, "completed")
        _check(customer)
        return self._outcome(customer, step, round_)

    def _wait(self, customer: Customer, step: Step, round_: int) -> Process:
        """Wait for whoever is outside, then for the internal post; gives whether that was all."""
        held = step.hold_minutes(round_, customer.row)
        if step.stage.hold:
            yield from self._hold(customer, step, min(held, step.lapse_minutes))
        if step.only_after_lapse and held <= step.lapse_minutes:
            return True
        if step.rounds and step.by_post(round_, customer.row):
            yield self.env.timeout(max(0.0, step.next_round(self.env.now) - self.env.now))
            _check(customer)
        return False

    def _hold(self, customer: Customer, step: Step, minutes: float) -> Process:
        began = self.env.now
        for stop in step.stops:
            stop.begin(customer, began)
        yield self.env.timeout(minutes)
        for stop in step.stops:
            stop.end(customer, self.env.now)
        self.district.diary.holds.append((customer.number, step.name, began, self.env.now))
        _check(customer)

    def _job(self, customer: Customer, step: Step, round_: int, entry: Entry, ready: float) -> Job:
        job = Job(self.env, customer, step, round_, entry, ready)
        customer.jobs.append(job)
        return job

    def _have_done(self, job: Job) -> Process:
        self.district.boards.offer(job)
        yield job.done
        if job.done.value is Result.CANCELLED:
            raise Withdrawn

    def _have_done_by_appointment(
        self, customer: Customer, step: Step, round_: int, entry: Entry, booked: Appointments
    ) -> Process:
        """Agree on windows until the work is done in one of them."""
        job = self._job(customer, step, round_, entry, self.env.now)
        diary, fill = booked.diaries[customer.region], booked.appointment.fill
        way, minutes = booked.way_minutes[customer.region], booked.work_minutes[customer.region]
        occasion, waits_already = 0, False
        while True:
            about = (step.name, round_, "appointment", occasion)
            wanted = self.env.now if waits_already else self._wanted(customer, booked, about)
            place = diary.first(wanted, way, fill)
            if place is None:
                # Nobody ever comes.
                yield self.env.event()
                return
            promised = diary.promise(place, way + minutes, fill)
            opens, closes = diary.windows.opens[place], diary.windows.closes[place]
            result = yield from self._meet(job, booked, about, opens, closes)
            self.district.diary.appointments.append((customer.number, opens, closes, result.name))
            if result is Result.DONE:
                return
            diary.release(promised)
            _check(customer)
            waits_already = result is Result.BROKEN
            occasion += 0 if waits_already else 1

    def _wanted(self, customer: Customer, booked: Appointments, about: About) -> float:
        """The earliest instant that the customer agrees to."""
        later = booked.appointment.later
        put_off = float(later.minutes(np.asarray(self.luck(customer.row, *about, "later")))) if later else 0.0
        return self.env.now + booked.lead_minutes + put_off

    def _meet(self, job: Job, booked: Appointments, about: About, opens: float, closes: float) -> Process:
        """Wait for the window, unless the customer moves it before, and for the work; gives the result."""
        change = self.luck(job.customer.row, *about, "moves")
        moved = change < booked.appointment.moved
        share = change / booked.appointment.moved if moved else 1.0
        yield self.env.timeout(share * (opens - self.env.now))
        if job.customer.withdrawn:
            return Result.CANCELLED
        if moved:
            return Result.MOVED
        self._expect(job, booked, about, closes)
        return (yield from self._have_done_in_time(job))

    def _expect(self, job: Job, booked: Appointments, about: About, closes: float) -> None:
        """Say until when a crew is expected, and whether it will find anybody."""
        job.closes, job.done = closes, self.env.event()
        job.absent = self.luck(job.customer.row, *about, "misses") < booked.appointment.missed
        job.whole_minutes = job.step.work_minutes(job.round, job.customer.row)
        if job.absent:
            wasted, drawn = booked.appointment.wasted, self.luck(job.customer.row, *about, "wasted")
            job.whole_minutes = float(wasted.minutes(np.asarray(drawn))) if wasted else 0.0
        job.minutes = job.whole_minutes

    def _have_done_in_time(self, job: Job) -> Process:
        """Wait until it is done, or until the window closes and nobody is on the way; gives the result."""
        self.district.boards.offer(job)
        yield job.done | self.env.timeout(job.closes - self.env.now)
        if job.ticket is not None and job.closes <= self.env.now + TINY_MINUTES:
            self.district.boards.take_down(job)
            return Result.BROKEN
        if not job.done.triggered:
            yield job.done
        return job.done.value

    def _outcome(self, customer: Customer, step: Step, round_: int) -> int:
        if not step.outcome_codes:
            return NO_OUTCOME
        errors = 1.0 if step.errors_from == NOBODYS else customer.errors_at(step.errors_from)
        return step.outcome(round_, customer.row, errors)


def _check(customer: Customer) -> None:
    if customer.withdrawn:
        raise Withdrawn
