"""What one more crew-hour of each skill and region would save."""

from collections.abc import Callable, Iterator

import pandas as pd

from domain.plan import Plan
from optimizer.budget import Work
from optimizer.crew import Crew
from optimizer.problem import Problem
from optimizer.reasons.relaxation import with_one_more
from optimizer.solve import solve

ROUNDS = Work(2000)
_HOUR = pd.Timedelta(hours=1)


def marginal_values(
    plan: Plan,
    problem: Problem,
    seed: int = 0,
    budget: Work = ROUNDS,
    progress: Callable[[int, int], bool] | None = None,
) -> pd.DataFrame:
    """Solve again with one more crew of each kind and region.

    Both sides begin with the plan and search equally long, so that what a longer search gains is not put down
    to the crew. A crew more never costs: it may stay at home.

    Parameters
    ----------
    budget : search for each crew.
    progress : is told before each crew how many are done, of how many; False ends it.

    Returns
    -------
    region, skills (joined by ", "), crews (of this kind now), hours (on duty of one more), saves (CNY) and
    saves_per_hour (CNY for an hour of it on duty); one row for each region and set of skills.
    """
    as_it_is = _objective(plan, problem, budget, seed)
    rows = []
    kinds = list(_kinds(problem))
    for done, (crew, count) in enumerate(kinds):
        if progress is not None and not progress(done, len(kinds)):
            break
        more = with_one_more(problem, crew)
        saves = max(as_it_is - _objective(plan, more, budget, seed), 0.0)
        hours = sum((one.ends_at - one.begins_at) / _HOUR for one in crew.shifts)
        rows.append((crew.region, ", ".join(crew.skills), count, hours, saves, saves / hours))
    columns = ["region", "skills", "crews", "hours", "saves", "saves_per_hour"]
    return pd.DataFrame(rows, columns=columns)


def _kinds(problem: Problem) -> Iterator[tuple[Crew, int]]:
    """The first crew of each region and set of skills that is on duty at all, and how many there are."""
    alike: dict[tuple[str, tuple[str, ...]], list[Crew]] = {}
    for crew in problem.crews:
        if crew.shifts:
            alike.setdefault((crew.region, tuple(sorted(crew.skills))), []).append(crew)
    for _, crews in sorted(alike.items()):
        yield crews[0], len(crews)


def _objective(plan: Plan, problem: Problem, budget: Work, seed: int) -> float:
    result = solve(problem, budget, seed, start=plan, lanes=1)
    return float("inf") if result.objective is None else result.objective
