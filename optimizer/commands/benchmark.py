"""``python -m optimizer benchmark FILE``: a public instance solved, in its list's own figure."""

import argparse
import json
from pathlib import Path
from typing import Any

from domain.plan import Plan
from optimizer.budget import Budget
from optimizer.check import check
from optimizer.commands.plan import add_budget, budget_of, say_if_slower
from optimizer.instances import Instance, read_instance
from optimizer.solve import solve


def add_benchmark(command: argparse.ArgumentParser) -> None:
    """Add what `benchmark` may be told."""
    command.set_defaults(act=_benchmark)
    lists = "Solomon, gotic, Mankowska (JSON), SDVRPTW or MDVRPTW"
    command.add_argument("file", type=Path, metavar="FILE", help=f"instance of {lists}, told by its content")
    add_budget(command)
    command.add_argument("--json", action="store_true", help="for machines")


def _benchmark(options: argparse.Namespace) -> None:
    say_if_slower()
    told = measured(read_instance(options.file), budget_of(options), options.seed)
    if options.json:
        print(json.dumps(told))
    else:
        print("\n".join(f"{name}: {value}" for name, value in told.items()))


def measured(instance: Instance, budget: Budget, seed: int) -> dict[str, Any]:
    """Solve an instance and tell what came.

    Returns
    -------
    "gap" is the share by which the objective lies above the best known; the objective of a plan that leaves
    visits out is of those it holds, so look at "unserved" and "feasible" first.
    """
    result = solve(instance.problem, budget, seed)
    plan = Plan() if result.plan is None else result.plan
    objective, best = instance.objective(plan), instance.best_known
    broken = check(plan, instance.problem)
    return {
        "instance": instance.name,
        "format": str(instance.format),
        "objective": round(objective, 4),
        "best_known": None if best is None else round(best, 4),
        "gap": None if best is None else round(objective / best - 1, 6),
        "feasible": not broken,
        "unserved": len(result.unplanned),
        "seconds": round(result.seconds, 3),
        "broken": broken[:5],
    }
