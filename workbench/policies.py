"""Policies of dispatch compared: the optimiser beside every rule, over the same customers."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import timedelta
from typing import get_args

from domain.errors import must, must_be_one_of
from domain.plan import Assignment, Snapshot
from optimizer import Work, solve
from scenarios.dispatching import Dispatch
from scenarios.scenario import Scenario
from simulation import Trigger
from simulation.comparison import Comparison
from simulation.pool import Stop
from simulation.study import growing
from workbench.crew_problem import CrewProblems, must_be_days
from workbench.figures import ON_TIME

RULES: tuple[str, ...] = get_args(Dispatch)
OPTIMISER = "optimiser"


@dataclass(frozen=True)
class Optimising:
    """How the optimiser plans a run; a value that makes the dispatcher in whatever process the run is.

    Parameters
    ----------
    work : rounds of search for each plan, so that a run can be repeated.
    days : working days that each plan covers.
    every : how often a plan is made beside the beginning of shifts.
    """

    work: int = 2000
    days: int = 1
    every: timedelta = timedelta(hours=1)

    def __post_init__(self) -> None:
        """Refuse what no plan can be made with."""
        Work(self.work)
        must_be_days(self.days)

    def __call__(self, scenario: Scenario) -> "Planner":
        """The dispatcher of a run."""
        return Planner(CrewProblems(scenario, self.days), self)


@dataclass(frozen=True)
class Planner:
    """Plans anew from each snapshot, as far as anybody is on duty.

    Parameters
    ----------
    problems : of the scenario.
    how : work, days and interval.
    """

    problems: CrewProblems
    how: Optimising

    @property
    def every(self) -> timedelta:
        """How often it wants to be asked."""
        return self.how.every

    def decide(self, snapshot: Snapshot, trigger: Trigger) -> Sequence[Assignment]:
        """The visits of the best plan found."""
        if not snapshot.waiting or not any(crew.on_duty_until for crew in snapshot.crews):
            return ()
        result = solve(self.problems.of(snapshot), Work(self.how.work), seed=0, lanes=1)
        return () if result.plan is None else result.plan.assignments


@dataclass(frozen=True)
class Policies:
    """A question to the twin: which promises are kept if crews go by a plan, and which by a rule.

    Parameters
    ----------
    scenario : all but its rule of dispatch.
    how : the optimiser plans.
    replications : of each policy.
    beside : rule by which desks, and crews without a plan, take up work where the optimiser plans. What the
        plans themselves do shows against this rule; against another one it is mixed with what the rules do.

    Raises
    ------
    InputError : no replication, or a rule that is none.
    """

    scenario: Scenario
    how: Optimising = field(default_factory=Optimising)
    replications: int = 10
    seed: int = 1
    beside: Dispatch = "earliest_deadline"

    def __post_init__(self) -> None:
        """Refuse to compare nothing."""
        must(self.replications >= 1, f"Policies: replications must be at least 1, got {self.replications}.")
        must_be_one_of(self.beside, RULES, "Policies: beside")

    def comparing(self, workers: int, stop: Stop | None = None) -> Iterator[Comparison]:
        """Give the comparison of every rule with the optimiser, its base, anew after each run.

        Its verdict is planned for the share of promises kept; what is said of the rules there is adjusted
        for their number (Holm).
        """
        base = self._under(self.beside, OPTIMISER)
        others = [self._under(rule, rule) for rule in RULES]
        dispatchers = {base.name: self.how}
        yield from growing(base, others, self.replications, self.seed, workers, ON_TIME, stop, dispatchers)

    def _under(self, rule: str, name: str) -> Scenario:
        return self.scenario.vary(name=f"{self.scenario.name}_{name}", dispatch=rule)
