"""In which order waiting work is taken."""

from typing import Protocol

from simulation.application import Visit


class Policy(Protocol):
    """An order among visits of equal priority that wait in one queue."""

    def rank(self, waiting: Visit) -> float:
        """Sort key of a visit, kept from when it joins the queue: the least first, ties as enabled."""


class LongestWaiting:
    """First come, first served."""

    def rank(self, waiting: Visit) -> float:
        """When it joined."""
        return waiting.ready_minutes


class FirstDue:
    """Earliest deadline: whose first open promise falls due next."""

    def rank(self, waiting: Visit) -> float:
        """When the promise falls due; never, where none is open."""
        return waiting.application.due_minutes


POLICIES: dict[str, type[LongestWaiting | FirstDue]] = {"fifo": LongestWaiting, "earliest_deadline": FirstDue}
"""The rule behind each value of a scenario's `dispatch`."""
