"""``python -m optimizer slots PLAN VISIT``: windows for one more visit, the cheapest first."""

import argparse
import json
from pathlib import Path

from domain.errors import must, nearest
from domain.plan import Plan
from optimizer.commands.files import read_asked
from optimizer.files.records import records
from optimizer.files.visit_entry import VisitEntry
from optimizer.files.words import key_of
from optimizer.problem import Problem
from optimizer.slots import slots
from optimizer.visit import Visit


def add_slots(command: argparse.ArgumentParser) -> None:
    """Add what `slots` may be told."""
    command.set_defaults(act=_slots)
    add = command.add_argument
    add("plan", type=Path, metavar="PLAN", help="JSON that `plan --out` wrote")
    add("visit", metavar="VISIT", help="one of the plan's, such as A-17/1, or a file that holds one more")
    add("--most", type=int, default=5, metavar="N", help="windows told at most (default %(default)s)")
    add("--json", action="store_true", help="for machines")


def _slots(options: argparse.Namespace) -> None:
    must(options.most >= 1, f"--most must be at least 1, got {options.most}.")
    plan, problem, visit = _asked(options.plan, options.visit)
    found = [
        {
            "from": slot.window[0].isoformat(),
            "until": slot.window[1].isoformat(),
            **_price(slot.cost, slot.crew),
        }
        for slot in slots(plan, problem, visit, most=options.most)
    ]
    if options.json:
        print(json.dumps(found, indent=2, ensure_ascii=False))
    else:
        lines = [f"{one['from']} to {one['until']}: CNY {one['cost']:.2f}, {one['crew']}" for one in found]
        print("\n".join(lines) or "No crew can do it in any window.")


def _asked(path: Path, visit: str) -> tuple[Plan, Problem, Visit]:
    """The plan, its problem, and the visit, which a file may add to it."""
    if Path(visit).is_file():
        more = list(records(Path(visit), "visits", VisitEntry))
        must(len(more) == 1, f"{Path(visit).name} must hold one visit, got {len(more)}.")
        plan, problem = read_asked(path, more)
        return plan, problem, problem.visits[-1]
    plan, problem = read_asked(path)
    known = {f"{application}/{number}": key for key in problem.visit_of for application, number in (key,)}
    hint = nearest(visit, known)
    must(
        key_of(visit) in problem.visit_of, f"VISIT must be one of the plan's or a file, got {visit!r}{hint}."
    )
    return plan, problem, problem.visit_of[key_of(visit)]


def _price(cost: float, crew: str) -> dict[str, float | str]:
    return {"cost": round(cost, 2), "crew": crew}
