"""``python -m optimizer plan VISITS CREWS``: who goes where when."""

import argparse
import json
import sys
from dataclasses import asdict
from pathlib import Path
from typing import Any

from domain.errors import must
from domain.plan import Plan
from optimizer.budget import Budget, Seconds, Work
from optimizer.check import check
from optimizer.commands.files import add_files, asked_of, problem_of
from optimizer.compiled import COMPILED
from optimizer.files import write_plan
from optimizer.problem import Problem
from optimizer.result import Result, Status
from optimizer.solve import solve

_SECONDS = 10.0


class NoPlanError(Exception):
    """What is pinned contradicts the rules."""


def add_plan(command: argparse.ArgumentParser) -> None:
    """Add what `plan` may be told."""
    command.set_defaults(act=_plan)
    add_files(command)
    add_budget(command)
    command.add_argument(
        "--bound",
        action="store_true",
        help="work out how good the plan is; that of a small problem always is",
    )
    command.add_argument(
        "--out", type=Path, metavar="FILE", help="write the plan, .json (for slots, replan) or .csv"
    )


def add_budget(command: argparse.ArgumentParser) -> None:
    """Let a command be told how long to search, and with what luck."""
    add = command.add_mutually_exclusive_group().add_argument
    add("--time-limit", type=float, metavar="S", help=f"seconds to search (default {_SECONDS:g})")
    add("--work", type=int, metavar="N", help="rounds to search: the same plan on any machine")
    command.add_argument("--seed", type=int, default=1, metavar="N", help="of the search (default 1)")


def say_if_slower() -> None:
    """Say on standard error that plans are made the slower way, where they are."""
    if not COMPILED:
        way = "plain OR-Tools guided local search, whose plans are dearer for the same time"
        print(f"Without numba this plans by {way}.", file=sys.stderr)


def budget_of(options: argparse.Namespace) -> Budget:
    """How long to search."""
    if options.work is not None:
        return Work(options.work)
    return Seconds(_SECONDS if options.time_limit is None else options.time_limit)


def _plan(options: argparse.Namespace) -> None:
    if options.out is not None:
        known = options.out.suffix.lower() in (".json", ".csv")
        must(known, f"--out must end in .json or .csv, got {options.out.name!r}.")
    say_if_slower()
    problem = problem_of(options)
    result = solve(problem, budget_of(options), options.seed, bound=options.bound or None)
    if result.plan is None:
        raise NoPlanError("Not even the empty plan keeps the rules: what is pinned contradicts them.")
    told = {**as_data(result, result.plan, problem), "asked": asked_of(options)}
    if options.out is not None:
        _write(told, result.plan, options.out)
    print(json.dumps(told, indent=2, ensure_ascii=False) if options.json else _text(result, result.plan))


def as_data(result: Result, plan: Plan, problem: Problem) -> dict[str, Any]:
    """A result as plain data."""
    return {
        "status": str(result.status),
        "objective": result.objective,
        "cost": None if result.cost is None else asdict(result.cost),
        "bound": result.bound,
        "gap": result.gap,
        "seconds": round(result.seconds, 3),
        "work": result.work,
        "unplanned": [f"{application}/{number}" for application, number in result.unplanned],
        "violations": check(plan, problem),
        "plan": plan.to_mapping(),
    }


def _write(told: dict[str, Any], plan: Plan, path: Path) -> None:
    if path.suffix.lower() == ".csv":
        write_plan(plan, path)
    else:
        path.write_text(json.dumps(told, indent=2, ensure_ascii=False) + "\n", encoding="utf-8")


def _text(result: Result, plan: Plan) -> str:
    """Each crew's visits, a line each, and what the plan costs."""
    lines = [
        f"{crew}: {one.starts_at:%a %d %H:%M} {one.application}/{one.number} {one.stage}"
        for crew, visits in plan.by_crew.items()
        for one in visits
    ]
    parts = {} if result.cost is None else {name: cny for name, cny in asdict(result.cost).items() if cny}
    cost = ", ".join(f"{name} {cny:.2f}" for name, cny in parts.items()) or "nothing"
    left = ", ".join(f"{application}/{number}" for application, number in result.unplanned) or "none"
    known = [] if result.gap is None else [_known(result)]
    return "\n".join([*lines, f"left out: {left}", f"CNY {result.objective or 0.0:.2f}: {cost}", *known])


def _known(result: Result) -> str:
    """What is known of all plans."""
    if result.status is Status.OPTIMAL:
        return "optimal: no plan costs less"
    return f"no plan costs less than CNY {result.bound or 0.0:.2f}; gap {result.gap or 0.0:.2%}"
