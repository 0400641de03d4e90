"""In which order waiting work is taken up: one rule for each value of a scenario's `dispatch`."""

from collections.abc import Callable, Mapping, Sequence
from math import log
from typing import TYPE_CHECKING, NamedTuple, Protocol

from simulation.application import Visit

if TYPE_CHECKING:
    from scenarios.scenario import Scenario

Key = tuple[int, float]
"""Class and rank of a waiting visit: the least is taken first, ties as enabled."""


class Candidate(NamedTuple):
    """A visit that a crew could take up now.

    Attributes
    ----------
    begin_minutes : when the crew would be there and begin.
    """

    begin_minutes: float
    visit: Visit


class Rule(Protocol):
    """The fast path of dispatch: an order kept with each visit, and a choice among the first dozen.

    Attributes
    ----------
    heeds_promises : the run must know when promises fall due.
    chooses : it makes a choice; otherwise the first that the crew can begin is taken.
    """

    heeds_promises: bool
    chooses: bool

    def key(self, visit: Visit) -> Key:
        """Class and rank of a visit, kept from when it joins a queue or a promise to it moves."""

    def pick(self, now: float, waiting: Sequence[Candidate]) -> int:
        """Place of the one to take up among visits of one class, in order of their rank, at least one."""


class FirstCome:
    """First come, first served, among equal priority."""

    heeds_promises = chooses = False

    def key(self, visit: Visit) -> Key:
        """The visit's priority, and since when it has waited."""
        return visit.priority, visit.ready_minutes

    def pick(self, now: float, waiting: Sequence[Candidate]) -> int:
        """The first."""
        return 0


class EarliestDeadline(FirstCome):
    """Among equal priority, whose first open promise falls due next.

    No other order of the same work on one machine has a smaller greatest lateness: J. R. Jackson,
    Scheduling a production line to minimize maximum tardiness, UCLA, 1955.
    """

    heeds_promises = True

    def key(self, visit: Visit) -> Key:
        """The visit's priority, and when the promise falls due: never, where none is open."""
        return visit.priority, visit.application.due_minutes


class PriorityAgeing(FirstCome):
    """Priority improves with waiting, so that nothing waits for ever behind more pressing work.

    A visit of priority p that has waited w hours counts as one of priority p - w / hours_per_class. All
    age alike, so their order never changes: J. R. Jackson, Some problems in queueing with dynamic
    priorities, Naval Research Logistics Quarterly 7 (1960).

    Parameters
    ----------
    class_minutes : waiting that makes up for one class of priority.
    """

    def __init__(self, class_minutes: float) -> None:
        self.class_minutes = class_minutes

    def key(self, visit: Visit) -> Key:
        """One class for all, ranked by the beginning of the wait put off by the priority."""
        return 0, visit.ready_minutes + visit.priority * self.class_minutes


class Nearest(FirstCome):
    """Among equal priority and the dozen that have waited longest, the one that a crew reaches first.

    So a far visit may be passed over, but only for others that have waited about as long.
    """

    chooses = True

    def pick(self, now: float, waiting: Sequence[Candidate]) -> int:
        """The one with the shortest way; at a desk, and among equals, the longest waiting."""
        return min(range(len(waiting)), key=lambda place: waiting[place].begin_minutes)


class TardinessCost(EarliestDeadline):
    """Among equal priority and the dozen due first, the one whose delay would cost most an hour.

    Apparent tardiness cost: w / p exp(-max(0, d - t - p) / (k q)) with weight w, way and work p, due
    instant d, now t, look-ahead k, and q the mean p of the dozen. A. P. J. Vepsalainen, T. E. Morton,
    Priority rules for job shops with weighted tardiness costs, Management Science 33 (1987); here with the
    way in p, as set-up times are in Y. H. Lee, K. Bhaskaran, M. Pinedo, IIE Transactions 29 (1997).

    Parameters
    ----------
    weights : track -> w; 1 where not given.
    look_ahead : k.
    """

    chooses = True

    def __init__(self, weights: Mapping[str, float], look_ahead: float) -> None:
        self.weights, self.look_ahead = weights, look_ahead

    def pick(self, now: float, waiting: Sequence[Candidate]) -> int:
        """The one of the greatest index; the first due among equals."""
        takes = [begin - now + visit.step.expected_minutes for begin, visit in waiting]
        horizon = self.look_ahead * sum(takes) / len(takes)
        costs = [self._cost(one.visit, now, took, horizon) for one, took in zip(waiting, takes, strict=True)]
        return costs.index(max(costs))

    def _cost(self, visit: Visit, now: float, takes: float, horizon: float) -> float:
        """The index's logarithm, which orders the same and tells apart what is due in a year or in two."""
        weight = self.weights.get(visit.step.customers.track, 1.0)
        slack = max(0.0, visit.application.due_minutes - now - takes)
        return log(weight / max(takes, LEAST_MINUTES)) - slack / max(horizon, LEAST_MINUTES)


LEAST_MINUTES = 1e-3
"""Work at a desk may be expected to take no time at all."""

RULES: Mapping[str, Callable[["Scenario"], Rule]] = {
    "fifo": lambda _: FirstCome(),
    "earliest_deadline": lambda _: EarliestDeadline(),
    "priority_ageing": lambda scenario: PriorityAgeing(60 * scenario.dispatching.ageing_hours_per_class),
    "nearest": lambda _: Nearest(),
    "tardiness_cost": lambda scenario: TardinessCost(
        scenario.dispatching.tardiness_weights, scenario.dispatching.look_ahead
    ),
}
"""The rule behind each value of a scenario's `dispatch`."""
