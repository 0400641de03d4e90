"""``python -m optimizer replan PLAN EVENTS``: the rest of a plan, after what has happened."""

import argparse
import json
from dataclasses import asdict, replace
from pathlib import Path
from typing import Any

from domain.plan import Assignment
from optimizer.commands.files import read_asked
from optimizer.commands.plan import NoPlanError, add_budget, budget_of, say_if_slower
from optimizer.files.events import read_events
from optimizer.replan import Emergency, Moved, Replanned, replan


def add_replan(command: argparse.ArgumentParser) -> None:
    """Add what `replan` may be told."""
    command.set_defaults(act=_replan)
    add = command.add_argument
    add("plan", type=Path, metavar="PLAN", help="JSON that `plan --out` wrote")
    kinds = "emergency, away, overrun and absent"
    add("events", type=Path, metavar="EVENTS", help=f"JSON with now, frozen_minutes and events: {kinds}")
    add_budget(command)
    add("--json", action="store_true", help="for machines")


def _replan(options: argparse.Namespace) -> None:
    say_if_slower()
    told = read_events(options.events)
    plan, problem = read_asked(options.plan, told.emergencies)
    known = len(problem.visits) - len(told.emergencies)
    came = [Emergency(visit) for visit in problem.visits[known:]]
    before = replace(problem, visits=problem.visits[:known])
    found = replan(
        plan, before, [*came, *told.happenings], told.now, budget_of(options), options.seed, told.frozen
    )
    if found.plan is None:
        raise NoPlanError("There is no plan: what has begun or is pinned contradicts the rules.")
    data = _as_data(found)
    print(json.dumps(data, indent=2, ensure_ascii=False) if options.json else "\n".join(_lines(found)))


def _as_data(found: Replanned) -> dict[str, Any]:
    result = found.result
    return {
        "objective": result.objective,
        "cost": None if result.cost is None else asdict(result.cost),
        "seconds": round(result.seconds, 3),
        "unplanned": [f"{application}/{number}" for application, number in result.unplanned],
        "moved": [
            {"visit": _name(one), "before": _done(one.before), "now": _done(one.now)} for one in found.moved
        ],
        "plan": None if found.plan is None else found.plan.to_mapping(),
    }


def _lines(found: Replanned) -> list[str]:
    """What moved, a line each, and what is left out."""
    moved = [f"{_name(one)}: {_said(one.before)} -> {_said(one.now)}" for one in found.moved]
    left = ", ".join(f"{application}/{number}" for application, number in found.result.unplanned) or "none"
    price = 0.0 if found.result.cost is None else found.result.cost.moved
    return [*moved, f"moved: {len(moved)}, CNY {price:.2f}", f"left out: {left}"]


def _name(one: Moved) -> str:
    return f"{one.key[0]}/{one.key[1]}"


def _done(one: Assignment | None) -> dict[str, str] | None:
    return None if one is None else {"crew": one.crew, "starts_at": one.starts_at.isoformat()}


def _said(one: Assignment | None) -> str:
    return "left out" if one is None else f"{one.crew} {one.starts_at:%a %d %H:%M}"
