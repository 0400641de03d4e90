"""``python -m optimizer marginal PLAN VISITS CREWS``: what one more crew-hour of each kind would save."""

import argparse
import json
from collections.abc import Hashable
from typing import Any

from optimizer.budget import Work
from optimizer.commands.files import add_plan_and_files, plan_and_problem_of
from optimizer.marginal import ROUNDS, marginal_values


def add_marginal(command: argparse.ArgumentParser) -> None:
    """Add what `marginal` may be told."""
    command.set_defaults(act=_marginal)
    add_plan_and_files(command)
    add = command.add_argument
    help_ = f"rounds of search for each kind of crew (default {ROUNDS.rounds})"
    add("--work", type=int, default=ROUNDS.rounds, metavar="N", help=help_)
    add("--seed", type=int, default=1, metavar="N", help="of the search (default 1)")


def _marginal(options: argparse.Namespace) -> None:
    plan, problem = plan_and_problem_of(options)
    values = marginal_values(plan, problem, options.seed, Work(options.work))
    rows: list[dict[Hashable, Any]] = values.to_dict("records")
    if options.json:
        print(json.dumps(rows, indent=2, ensure_ascii=False))
    else:
        print("\n".join(map(_line, rows)) or "No crew is on duty at any time.")


def _line(row: dict[Hashable, Any]) -> str:
    region = row["region"] or "no region"
    return f"{region}, {row['skills']}: CNY {row['saves_per_hour']:.2f} an hour ({row['crews']} crews now)"
