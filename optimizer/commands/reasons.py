"""``python -m optimizer reasons PLAN VISITS CREWS``: why visits are left out or late."""

import argparse
import json
from typing import Any

import pandas as pd

from domain.errors import must
from domain.plan import VisitKey
from optimizer.budget import Work
from optimizer.commands.files import add_plan_and_files, plan_and_problem_of
from optimizer.reasons import Reason, Relaxation, Relaxed, reasons
from optimizer.reasons.explain import ROUNDS
from optimizer.visit import NO_TIME

_MINUTE = pd.Timedelta(minutes=1)


def add_reasons(command: argparse.ArgumentParser) -> None:
    """Add what `reasons` may be told."""
    command.set_defaults(act=_reasons)
    add_plan_and_files(command)
    add = command.add_argument
    add("--most", type=int, metavar="N", help="visits explained at most (default: all), the dearest first")
    help_ = f"rounds of search for each relaxation (default {ROUNDS.rounds})"
    add("--work", type=int, default=ROUNDS.rounds, metavar="N", help=help_)
    add("--seed", type=int, default=1, metavar="N", help="of the search (default 1)")


def _reasons(options: argparse.Namespace) -> None:
    must(options.most is None or options.most >= 1, f"--most must be at least 1, got {options.most}.")
    plan, problem = plan_and_problem_of(options)
    found = reasons(plan, problem, options.seed, Work(options.work), options.most)
    if options.json:
        print(json.dumps([_as_data(one) for one in found], indent=2, ensure_ascii=False))
    else:
        print("\n".join(map(_line, found)) or "Every visit is planned on time.")


def _as_data(reason: Reason) -> dict[str, Any]:
    return {
        "visit": _name(reason.key),
        "late_minutes": None if reason.late is None else reason.late / _MINUTE,
        "relaxations": [_relaxation(one) for one in reason.relaxations],
        "instead_of": [_name(key) for key in reason.instead_of],
    }


def _relaxation(one: Relaxation) -> dict[str, Any]:
    """What is relaxed, with as much as its kind tells."""
    told = {
        "kind": str(one.kind),
        "amount_minutes": one.amount / _MINUTE if one.amount > NO_TIME else None,
        "crew": one.crew,
        "skills": list(one.skills),
        "region": one.region,
    }
    return {name: value for name, value in told.items() if value}


def _line(reason: Reason) -> str:
    state = "left out" if reason.late is None else f"late by {_minutes(reason.late)}"
    return f"{_name(reason.key)}: {state}; {_helps(reason)}"


def _helps(reason: Reason) -> str:
    if reason.relaxations:
        return f"on time with {' or '.join(map(_said, reason.relaxations))}"
    if reason.instead_of:
        return f"on time only instead of {', '.join(map(_name, reason.instead_of))}"
    return "nothing that was tried plans it on time"


def _said(one: Relaxation) -> str:
    match one.kind:
        case Relaxed.NOTHING:
            return "a longer search"
        case Relaxed.OVERTIME:
            return f"{_minutes(one.amount)} of overtime for {one.crew}"
        case Relaxed.WINDOW:
            return "another appointment"
        case Relaxed.SKILL:
            return f"{', '.join(one.skills)} for {one.crew}"
        case Relaxed.CREW:
            return f"one more crew like {one.crew}"
    return f"a deadline later by {_minutes(one.amount)}"


def _minutes(amount: pd.Timedelta) -> str:
    return f"{amount / _MINUTE:.0f} min"


def _name(key: VisitKey) -> str:
    return f"{key[0]}/{key[1]}"
