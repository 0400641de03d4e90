"""The first dozen of the waiting visits, gone through for one that a crew can begin and a rule prefers."""

from collections.abc import Sequence
from heapq import heappop, heappush
from math import inf
from typing import TYPE_CHECKING

from simulation.application import Ticket
from simulation.dispatch import Candidate, Rule
from simulation.queues import Queue, most_pressing

if TYPE_CHECKING:
    from simulation.crews import Crew

SHORTLIST = 12
"""How many waiting visits a crew considers: a rule's choice, or how many it looks at that it cannot begin."""


def chosen(queues: Sequence[Queue], crew: "Crew", now: float, rule: Rule) -> Candidate | None:
    """The visit for a crew to take up; None when it can begin none before its shift ends.

    What nobody can begin in the current shift is put by and takes no place on the list.
    """
    seen: list[tuple[Queue, Ticket]] = []
    fitting: list[Candidate] = []
    while len(seen) < SHORTLIST and (queue := most_pressing(queues)):
        ticket = queue.waiting[0]
        if fitting and (not rule.chooses or ticket[0] > seen[-1][1][0]):
            break
        heappop(queue.waiting)
        begin = crew.begin(ticket[3], now)
        if begin < inf:
            fitting.append(Candidate(begin, ticket[3]))
        elif queue.park(ticket, crew.needed_minutes(ticket[3]), now):
            continue
        seen.append((queue, ticket))
    best = fitting[rule.pick(now, fitting)] if fitting else None
    _put_back(seen, best)
    return best


def _put_back(seen: Sequence[tuple[Queue, Ticket]], best: Candidate | None) -> None:
    for queue, ticket in seen:
        if best is None or ticket[3] is not best.visit:
            heappush(queue.waiting, ticket)
