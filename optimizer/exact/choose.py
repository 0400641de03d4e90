"""Which of the routes: set partitioning by CP-SAT."""

from collections.abc import Sequence
from math import floor, inf
from typing import NamedTuple

from ortools.sat.python import cp_model

from optimizer.exact.master import Column

WHOLE = 1e9
"""CP-SAT counts in whole numbers: a plan costs at most so many of its units, rounded down."""


class Chosen(NamedTuple):
    """What CP-SAT says.

    Attributes
    ----------
    bound : CNY below which no choice lies.
    columns : the best choice; None where none costs less than asked.
    """

    bound: float
    columns: list[Column] | None


def choose(
    columns: Sequence[Column],
    prices: Sequence[float],
    counts: Sequence[int],
    upper: float,
    work: float,
    seconds: float,
) -> Chosen:
    """Choose routes so that each visit is in at most one.

    Parameters
    ----------
    prices : CNY of leaving out each visit.
    counts : tours of each group.
    upper : CNY of a plan that is known; choices that cost more are of no use.
    work : limit in CP-SAT's own measure of work, which is the same on any machine.
    seconds : limit of time; infinite for none.
    """
    model, unit = cp_model.CpModel(), upper / WHOLE
    switches = [model.new_bool_var("") for _ in columns]
    missed = [model.new_bool_var("") for _ in prices]
    for visit, switch in enumerate(missed):
        of_visit = [one for one, column in zip(switches, columns, strict=True) if visit in column.route]
        model.add_exactly_one([switch, *of_visit])
    for group, count in enumerate(counts):
        of_group = [one for one, column in zip(switches, columns, strict=True) if column.group == group]
        model.add(cp_model.LinearExpr.sum(of_group) <= count)
    costs = [floor(cost / unit) for cost in (*(column.cost for column in columns), *prices)]
    model.minimize(cp_model.LinearExpr.weighted_sum([*switches, *missed], costs))
    solver = _solver(work, seconds)
    status = solver.solve(model)
    if status not in (cp_model.OPTIMAL, cp_model.FEASIBLE):
        return Chosen(upper if status == cp_model.INFEASIBLE else 0.0, None)
    taken = [column for one, column in zip(switches, columns, strict=True) if solver.boolean_value(one)]
    return Chosen(solver.best_objective_bound * unit, taken)


def _solver(work: float, seconds: float) -> cp_model.CpSolver:
    """One worker: the same answer every time, and the other cores are not ours alone."""
    solver = cp_model.CpSolver()
    solver.parameters.num_workers = 1
    solver.parameters.max_deterministic_time = work
    if seconds < inf:
        solver.parameters.max_time_in_seconds = max(seconds, 0.01)
    return solver
