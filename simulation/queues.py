"""Waiting work, in the order in which it is taken up."""

from collections.abc import Callable, Iterator, Sequence
from heapq import heapify, heappop, heappush
from typing import TYPE_CHECKING

from simulation.application import PLANNED, Ticket, Visit
from simulation.dispatch import Rule
from simulation.diversion import called_away

if TYPE_CHECKING:
    from simulation.crew_pool import Offer, Pool
    from simulation.helping import Lookout


class Queue:
    """Waiting work of one skill in one region.

    A visit waits by a ticket. Whoever takes it up, or lets it wait by another ticket, voids the old one,
    wherever it lies: `visit.ticket` says which is good. So a visit may wait in several queues, change its
    rank or go away without a search.

    Attributes
    ----------
    waiting : a heap of tickets, void ones among them, though never at its head once `first` was asked.
    parked : what waits for somebody's next shift.
    planned : what waits for the crew that is to do it, and nobody else may take.
    pools : of the crews that can do it.
    lookout : sees to help from other regions; None where there is none.
    """

    __slots__ = ("lookout", "parked", "planned", "pools", "rule", "waiting")

    def __init__(self, rule: Rule) -> None:
        self.rule = rule
        self.lookout: Lookout | None = None
        self.pools: list[Pool] = []
        self.waiting: list[Ticket] = []
        self.parked: list[Ticket] = []
        self.planned: list[Ticket] = []

    def join(self, visit: Visit, now: float) -> None:
        """Have an idle crew take the visit up, or let it wait."""
        modes = visit.step.modes
        offer = None if modes is None else _first_offer(modes.queues[visit.application.region], visit, now)
        offer = offer or self.best_offer(visit, now)
        if offer is not None:
            begin, crew = offer
            crew.pool.send(crew, visit, now, begin)
        elif visit.step.diverts and (called := called_away(visit, now)):
            begin, crew = called
            crew.start(visit, now, begin)
        else:
            self.let_wait(visit)

    def let_wait(self, visit: Visit) -> None:
        """Let a visit wait by a new ticket, in the place that the rule gives it now."""
        class_, rank = self.rule.key(visit)
        visit.ticket = ticket = (class_, rank, visit.code, visit)
        heappush(self.waiting, ticket)
        if visit.step.modes is not None:
            for queue in visit.step.modes.queues[visit.application.region]:
                heappush(queue.waiting, ticket)
        if self.lookout is not None:
            self.lookout.note(visit)
        if self.rule.heeds_promises:
            visit.application.waits.append((self, visit))

    def first(self) -> Ticket | None:
        """The ticket of the visit to be taken up first; None when nothing waits."""
        waiting = self.waiting
        while waiting:
            ticket = waiting[0]
            if ticket[3].ticket is ticket:
                return ticket
            heappop(waiting)
        return None

    def void(self, gone: Callable[[Visit], bool]) -> list[Visit]:
        """Void the tickets of visits that need not wait here any more; gives them in order of enabling."""
        voided = sorted(filter(gone, self.all_waiting()), key=lambda visit: visit.code)
        for visit in voided:
            visit.ticket = None
        return voided

    def park(self, ticket: Ticket, needed: float, now: float) -> bool:
        """Put by what nobody can begin in the current shift, wherever they are, so that it hides nothing.

        Parameters
        ----------
        needed : minutes that must be left of a shift.
        """
        if any(now + needed <= pool.until for pool in self.pools):
            return False
        self.parked.append(ticket)
        return True

    def unpark(self) -> None:
        """Take up again what was put by: a shift begins."""
        if self.parked:
            self.waiting.extend(self.parked)
            heapify(self.waiting)
            self.parked.clear()

    def all_waiting(self) -> Iterator[Visit]:
        """What waits here, in no particular order but the same in every run."""
        for tickets in (self.waiting, self.parked, self.planned):
            for ticket in tickets:
                if ticket[3].ticket is ticket:
                    yield ticket[3]

    def promote(self, visit: Visit, priority: int) -> None:
        """Put a visit into a better class, if it still waits."""
        if visit.ticket is not None and priority < visit.priority:
            visit.priority = priority
            self.let_wait(visit)

    def best_offer(self, visit: Visit, now: float) -> "Offer | None":
        """Who takes a visit up at once: of the first pool that has somebody, unless the rule chooses."""
        best: Offer | None = None
        for pool in self.pools:
            offer = pool.able(visit, now) if pool.idle else None
            if offer and (best is None or offer[0] < best[0]):
                if not self.rule.chooses:
                    return offer
                best = offer
        return best

    def plan(self, visit: Visit) -> Ticket:
        """Let a visit wait for a crew of its own, which takes it up by this ticket."""
        visit.ticket = ticket = (PLANNED, 0.0, visit.code, visit)
        self.planned.append(ticket)
        return ticket

    def unplan(self) -> None:
        """Let everybody take what waits for a crew of its own."""
        for ticket in self.planned:
            if ticket[3].ticket is ticket:
                self.let_wait(ticket[3])
        self.planned.clear()


def _first_offer(beside: Sequence[Queue], visit: Visit, now: float) -> "Offer | None":
    """Whoever works another way goes first: that is what the other way is there for."""
    offers = (queue.best_offer(visit, now) for queue in beside)
    return next((offer for offer in offers if offer), None)


def most_pressing(queues: Sequence[Queue]) -> Queue | None:
    """The queue with the first of all waiting visits at its head; None when nothing waits."""
    found, least = None, None
    for queue in queues:
        ticket = queue.first()
        if ticket is not None and (least is None or ticket < least):
            found, least = queue, ticket
    return found
