"""``python -m optimizer check PLAN VISITS CREWS``: which rules a plan breaks, and what it costs."""

import argparse
import json
from dataclasses import asdict

from optimizer.check import check, cost_of
from optimizer.commands.files import add_plan_and_files, problem_of
from optimizer.files import read_plan


class BrokenRulesError(Exception):
    """A plan breaks rules."""


def add_check(command: argparse.ArgumentParser) -> None:
    """Add what `check` may be told."""
    command.set_defaults(act=_check)
    add_plan_and_files(command)


def _check(options: argparse.Namespace) -> None:
    plan, problem = read_plan(options.plan), problem_of(options)
    broken = check(plan, problem)
    cost = cost_of(plan, problem)
    if options.json:
        told = {"violations": broken, "objective": cost.total, "cost": asdict(cost)}
        print(json.dumps(told, indent=2, ensure_ascii=False))
    else:
        print("\n".join([*broken, f"CNY {cost.total:.2f}"]))
    if broken:
        raise BrokenRulesError(f"The plan breaks {len(broken)} rules.")
