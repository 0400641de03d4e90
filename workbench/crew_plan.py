"""A plan of crews for what is open at an instant, beside the one a dispatcher would make by hand."""

from collections.abc import Callable
from dataclasses import dataclass

from domain.errors import InputError
from domain.plan import Plan
from optimizer import Budget, Cost, Problem, Result, solve
from optimizer.check import cost_of
from workbench.open_work import OpenWork
from workbench.plan_changes import Changes
from workbench.rule_plan import rule_plan

NOTHING_CHANGED = Changes()


@dataclass(frozen=True, eq=False)
class Planned:
    """A plan and what it is to be judged beside.

    Parameters
    ----------
    work : what is open.
    changes : by hand, before it was planned.
    problem : the open work with the changes.
    by_rule : the earliest deadline first, by the crew that is there first.
    """

    work: OpenWork
    changes: Changes
    problem: Problem
    result: Result
    by_rule: Plan

    @property
    def plan(self) -> Plan:
        """The plan."""
        assert self.result.plan is not None
        return self.result.plan

    @property
    def cost(self) -> Cost:
        """What it costs."""
        assert self.result.cost is not None
        return self.result.cost

    @property
    def cost_by_rule(self) -> Cost:
        """What the plan by the rule costs."""
        return cost_of(self.by_rule, self.problem)


GoingOn = Callable[[Planned], bool]
"""Is given every better plan; False ends the search."""


def planned(
    work: OpenWork,
    budget: Budget,
    changes: Changes = NOTHING_CHANGED,
    start: Plan | None = None,
    going_on: GoingOn = lambda found: True,
    bound: bool | None = None,
) -> Planned:
    """Plan what is open at an instant.

    Parameters
    ----------
    start : an earlier plan to begin with, as far as it fits.
    bound : whether to work out how good the plan is; see `optimizer.solve`.

    Raises
    ------
    InputError : changes that cannot be; see `Changes.of`.
    """
    problem = changes.of(work)
    by_rule = rule_plan(problem)

    def found(result: Result) -> Planned:
        return Planned(work, changes, problem, result, by_rule)

    def progress(better: Result) -> bool:
        return going_on(found(better))

    result = solve(problem, budget, seed=0, start=start, progress=progress, bound=bound)
    if result.plan is None:
        raise InputError("Plan: what is pinned must keep the rules, and does not.")
    return found(result)
