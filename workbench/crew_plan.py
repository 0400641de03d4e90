"""A plan of crews for what is known at an instant, beside the one a dispatcher would make by hand."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

import pandas as pd

from domain.errors import InputError
from domain.eventlog import EventLog
from domain.plan import Plan, Snapshot, VisitKey
from optimizer import Budget, Cost, Problem, Result, solve
from optimizer.check import cost_of
from scenarios.scenario import Scenario
from simulation.seen import seen_at, seen_in
from workbench.crew_problem import CrewProblems, Latest
from workbench.plan_changes import Changes
from workbench.rule_plan import rule_plan


@dataclass(frozen=True)
class PlanAsked:
    """A question to the optimiser.

    Parameters
    ----------
    scenario : whose crews and rules; without a log, whose customers too.
    at : the instant.
    days : working days planned, 1 to 10.
    seed : of the scenario's run, or of what a log does not tell.
    changes : what is other than it is.
    """

    scenario: Scenario
    at: pd.Timestamp
    days: int = 1
    seed: int = 1
    changes: Changes = field(default_factory=Changes)

    def snapshot(self, log: EventLog | None = None) -> Snapshot:
        """What is known at the instant.

        Raises
        ------
        InputError : an instant outside the horizon, or a log that does not fit the scenario.
        """
        if log is None:
            return seen_at(self.scenario, self.at, self.seed)
        return seen_in(log, self.scenario, self.at, self.seed)


@dataclass(frozen=True, eq=False)
class Planned:
    """A plan and what it is to be judged beside.

    Parameters
    ----------
    snapshot : what is known at the instant.
    promises : by when visits must be done for what is promised next to be kept.
    by_rule : the earliest deadline first, by the crew that is there first.
    """

    asked: PlanAsked
    snapshot: Snapshot
    promises: Mapping[VisitKey, Latest]
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


def planned(
    asked: PlanAsked,
    budget: Budget,
    log: EventLog | None = None,
    start: Plan | None = None,
    going_on: Callable[["Planned"], bool] = lambda found: True,
) -> Planned:
    """Plan what is known at an instant.

    Parameters
    ----------
    log : whose backlog is planned; the scenario's own run without it.
    start : an earlier plan to begin with, as far as it fits.
    going_on : is given every better plan; False ends the search.

    Raises
    ------
    InputError : what cannot be planned; see `PlanAsked.snapshot` and `Changes.of`.
    """
    snapshot = asked.snapshot(log)
    problems = CrewProblems(asked.scenario, asked.days)
    problem, promises = asked.changes.of(problems.of(snapshot)), problems.promises(snapshot)
    by_rule = rule_plan(problem)

    def found(result: Result) -> Planned:
        return Planned(asked, snapshot, promises, problem, result, by_rule)

    result = solve(problem, budget, seed=0, start=start, progress=lambda better: going_on(found(better)))
    if result.plan is None:
        raise InputError("Plan: what is pinned must keep the rules, and does not.")
    return found(result)
