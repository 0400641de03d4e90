"""What a crew does next by the plan it follows."""

from math import inf
from typing import TYPE_CHECKING

from simulation.dispatch import Candidate
from simulation.queues import most_pressing

if TYPE_CHECKING:
    from simulation.crews import Crew


def next_planned(crew: "Crew", now: float) -> Candidate | None:
    """The next visit of a crew's plan.

    What is gone is skipped, as is what the crew cannot begin before its shift ends. The plan waits while work
    of a more pressing priority, which it did not know of, can be begun.
    """
    for ticket in crew.agenda:
        visit = ticket[3]
        if visit.ticket is ticket and (begin := crew.begin(visit, now)) < inf:
            return None if _is_outdone(crew, visit.priority, now) else Candidate(begin, visit)
    return None


def _is_outdone(crew: "Crew", priority: int, now: float) -> bool:
    queue = most_pressing(crew.pool.queues)
    if queue is None:
        return False
    visit = queue.waiting[0][3]
    return visit.priority < priority and crew.begin(visit, now) < inf
