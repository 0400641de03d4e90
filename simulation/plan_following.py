"""Crews that follow plans: what a dispatcher decides when shifts begin and every so often."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import timedelta
from enum import StrEnum
from typing import Protocol

from domain.errors import must
from domain.plan import Assignment, Plan, Snapshot


class Trigger(StrEnum):
    """Why a dispatcher is asked."""

    SHIFT = "shift"
    """A shift of some crews begins."""
    INTERVAL = "interval"
    """The time it asked for has gone by."""


class Dispatcher(Protocol):
    """Decides from all that can be seen who does what next.

    Attributes
    ----------
    every : how often it wants to be asked beside the beginning of shifts; None for never.
    """

    @property
    def every(self) -> timedelta | None:
        """How often it wants to be asked."""

    def decide(self, snapshot: Snapshot, trigger: Trigger) -> Sequence[Assignment]:
        """What the crews are to do next, each in the order given.

        It replaces what was decided before; what a crew is at goes on. Crews take what is not assigned by
        the scenario's rule once they are through, and more pressing work than their next visit at once.
        """


@dataclass(frozen=True)
class PlanFollowing:
    """Has the crews do their visits in the order of a plan, without waiting for its instants.

    Parameters
    ----------
    plan : one plan to be followed throughout, or what makes a new one from each snapshot.
    every : how often a new one is made beside the beginning of shifts; None for never.
    """

    plan: Plan | Callable[[Snapshot], Plan]
    every: timedelta | None = None

    def __post_init__(self) -> None:
        """Refuse to plan without pause."""
        must(
            self.every is None or self.every >= timedelta(minutes=1),
            f"PlanFollowing: every must be at least a minute, got {self.every}.",
        )

    def decide(self, snapshot: Snapshot, trigger: Trigger) -> Sequence[Assignment]:
        """The visits of the plan."""
        plan = self.plan if isinstance(self.plan, Plan) else self.plan(snapshot)
        return plan.assignments
