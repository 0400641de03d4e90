"""Waiting work, in the order in which it is taken up."""

from heapq import heappush
from typing import TYPE_CHECKING

from simulation.application import Visit
from simulation.policy import Policy

if TYPE_CHECKING:
    from simulation.crews import Pool

Entry = tuple[int, float, int, Visit]
"""Priority, rank and code of a waiting visit, and the visit: the least is taken first."""


class Queue:
    """Waiting work of one skill in one region.

    Attributes
    ----------
    waiting : a heap.
    parked : what waits for somebody's next shift.
    pools : of the crews that can do it.
    """

    __slots__ = ("parked", "policy", "pools", "waiting")

    def __init__(self, policy: Policy) -> None:
        self.policy = policy
        self.pools: list[Pool] = []
        self.waiting: list[Entry] = []
        self.parked: list[Entry] = []

    def join(self, visit: Visit, now: float) -> None:
        """Have an idle crew take the visit up, or let it wait."""
        for pool in self.pools:
            if pool.idle and pool.give(visit, now):
                return
        heappush(self.waiting, (visit.step.priority, self.policy.rank(visit), visit.code, visit))

    def park(self, entry: Entry, now: float) -> bool:
        """Put by what nobody can begin in the current shift, wherever they are, so that it hides nothing."""
        needed = entry[3].step.needed_minutes
        if any(now + needed <= pool.until for pool in self.pools):
            return False
        self.parked.append(entry)
        return True

    def unpark(self) -> None:
        """Take up again what was put by: a shift begins."""
        for entry in self.parked:
            heappush(self.waiting, entry)
        self.parked.clear()
