"""A day of crews with deadlines: what search alone comes to, and what is proven in the same time."""

import argparse
from dataclasses import replace

from benchmarks.contestants.crew_day import make
from benchmarks.contestants.crew_switchboard import problem_of
from benchmarks.measuring.process import tell
from optimizer import Problem, Result, Seconds, Status, Work, solve
from optimizer.check import check, cost_of


def main() -> None:
    """Read what is asked, plan without and with a bound, report both."""
    parser = argparse.ArgumentParser()
    for name in ("visits", "crews", "instance", "seconds", "seed"):
        parser.add_argument(name, type=float if name == "seconds" else int)
    given = parser.parse_args()
    solve(problem_of(make(30, 6, 1), soft=True), Work(200), 1, bound=True)
    problem = problem_of(make(given.visits, given.crews, given.instance), soft=True)
    budget = Seconds(given.seconds)
    alone = _checked(problem, solve(problem, budget, given.seed, bound=False))
    proven = _checked(problem, solve(problem, budget, given.seed, bound=True))
    tell(
        search=alone.objective or 0.0,
        cost=proven.objective or 0.0,
        bound=proven.bound or 0.0,
        proven=float(proven.status is Status.OPTIMAL),
        seconds=proven.seconds,
    )


def _checked(problem: Problem, result: Result) -> Result:
    """A result whose plan keeps the rules and costs what it says."""
    assert result.plan is not None
    broken = check(result.plan, problem)
    if broken:
        raise RuntimeError(broken[0])
    return replace(result, cost=cost_of(result.plan, problem))


if __name__ == "__main__":
    main()
