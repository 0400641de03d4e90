"""Processes of customers who ask, and of coordinators who look for what is stuck."""

from heapq import nsmallest
from math import log1p
from typing import TYPE_CHECKING

from benchmarks.contestants.plain_district.jobs import Customer, Job, Process
from benchmarks.contestants.plain_district.luck import Luck
from scenarios.contacts import Enquiry
from scenarios.coordination import COORDINATION
from simulation.contacts import LOOK_AGAIN_MINUTES, Enquiries, Line
from simulation.coordination import Coordinators
from simulation.rounds import daily
from simulation.step import Step

if TYPE_CHECKING:
    from benchmarks.contestants.plain_district.model import District


def enquire(
    district: "District", customer: Customer, enquiry: Enquiry, enquiries: Enquiries, luck: Luck
) -> Process:
    """Ask every now and then as long as the application is open."""
    step, asked = enquiries.line.place.step, 0
    while enquiry.per_open_day:
        drawn = luck(customer.row, "contact:enquiry", asked, "gap")
        yield district.env.timeout(-log1p(-drawn) * LOOK_AGAIN_MINUTES / enquiry.per_open_day)
        if not customer.is_open:
            return
        entry = district.diary.contact("enquiry", customer.number, district.env.now)
        if luck(customer.row, "contact:enquiry", asked, "routine") < enquiry.self_service:
            entry.started = entry.completed = district.env.now
        else:
            job = Job(district.env, customer, step, asked, entry, district.env.now)
            district.boards.offer(job.as_contact())
        asked += 1


class Meetings:
    """Rounds at which coordinators look at all boards."""

    def __init__(self, district: "District", coordinators: Coordinators) -> None:
        self.district, self.env, self.coordinators = district, district.env, coordinators
        self.lines: dict[int, Step] = {}

    def hold(self) -> Process:
        """Hold one after the other."""
        rule, scenario = self.coordinators.coordination, self.district.scenario
        rounds = {at for clock in rule.rounds for at in daily(clock, rule.roster, scenario)}
        for at in sorted(rounds):
            yield self.env.timeout(at - self.env.now)
            for job in nsmallest(rule.per_round, self._stuck(), key=lambda job: (job.ready, job.rank)):
                job.raised = True
                self.env.process(self._decide(job))

    def _stuck(self) -> list[Job]:
        """What is stuck; a job on two boards is one."""
        boards = self.district.boards.all()
        waiting = dict.fromkeys(ticket[3] for board in boards for ticket in board.tickets)
        return [job for job in waiting if not job.raised and self._is_stuck(job)]

    def _is_stuck(self, job: Job) -> bool:
        if self.env.now - job.ready >= self.coordinators.stuck_minutes:
            return True
        return job.customer.due_minutes - self.env.now <= self.coordinators.due_minutes

    def _decide(self, stuck: Job) -> Process:
        """Wait for the decision, and let what is stuck go ahead of others if it waits still."""
        entry = self.district.diary.contact(COORDINATION, stuck.customer.number, self.env.now)
        case = Job(self.env, stuck.customer, self._line(stuck.step), stuck.round, entry, self.env.now)
        self.district.boards.offer(case.as_contact())
        yield case.done
        priority = self.coordinators.coordination.raised_priority
        if stuck.ticket is not None and priority < stuck.priority:
            self.district.boards.take_down(stuck)
            stuck.priority = priority
            self.district.boards.let_wait(stuck)

    def _line(self, step: Step) -> Step:
        if step.code not in self.lines:
            rule, desk = self.coordinators.coordination, self.coordinators.desk
            line = Line(COORDINATION, rule.desk, 0, rule.duration, step.customers, desk, about=step.name)
            self.lines[step.code] = line.place.step
        return self.lines[step.code]
