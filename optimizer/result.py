"""The answer: a plan, how good it is and how that is known."""

from dataclasses import dataclass, fields
from enum import StrEnum

from domain.plan import Plan, VisitKey


class Status(StrEnum):
    """What is known of a plan."""

    OPTIMAL = "optimal"
    """No plan is better, which is proven."""
    FEASIBLE = "feasible"
    NO_PLAN = "no_plan"
    """Not even the empty plan keeps the rules: what is pinned contradicts them."""


@dataclass(frozen=True)
class Cost:
    """The objective and what it is made of, in CNY.

    Parameters
    ----------
    late : lateness by each visit's price.
    unplanned : visits left out.
    travel : time and kilometres on the way.
    overtime : after the end of shifts.
    crews : shifts and hours of crews used.
    imbalance : between crews of the same skills.
    moved : promises moved.
    worst_late : of the visit that is latest of all.
    """

    late: float = 0.0
    unplanned: float = 0.0
    travel: float = 0.0
    overtime: float = 0.0
    crews: float = 0.0
    imbalance: float = 0.0
    moved: float = 0.0
    worst_late: float = 0.0

    @property
    def total(self) -> float:
        """The objective: the sum."""
        return float(sum(getattr(self, part.name) for part in fields(self)))


@dataclass(frozen=True)
class Result:
    """What `optimizer.solve` found.

    Parameters
    ----------
    plan : the best plan; None where there is none.
    status : what is known of it.
    cost : its objective, by parts; None without a plan.
    bound : CNY below which no plan's objective lies; None where none was worked out.
    seconds : wall time it took.
    work : rounds of search done, which with the seed repeat it.
    unplanned : visits left out.
    """

    plan: Plan | None
    status: Status
    cost: Cost | None
    bound: float | None
    seconds: float
    work: int
    unplanned: tuple[VisitKey, ...] = ()

    @property
    def objective(self) -> float | None:
        """CNY; None without a plan."""
        return None if self.cost is None else self.cost.total

    @property
    def gap(self) -> float | None:
        """Share of the objective by which it may lie above the best; None where no bound is known."""
        if self.objective is None or self.bound is None:
            return None
        return 0.0 if self.objective <= self.bound else (self.objective - self.bound) / self.objective
