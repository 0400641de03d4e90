"""The command that compares policies of dispatch."""

import argparse
import json
from typing import Any

from scenarios import load
from simulation.comparison import Comparison
from simulation.options import add_run_options, terminal_progress
from simulation.results import Study
from simulation.statistics import Verdict
from simulation.study import compare
from workbench.figures import ALL, CYCLE_TIME, ON_TIME, differences_of
from workbench.policies import OPTIMISER, RULES, Optimising, Policies
from workbench.study_tables import NONE, interval, markdown

HEAD = (
    "policy",
    "promises kept (%)",
    "against the optimiser (points)",
    "verdict",
    "mean handling time (h)",
    "against the optimiser (h)",
)


def add_policies(commands: Any) -> None:
    """Add the command to those of the package."""
    text = "compare the optimiser with every rule of dispatch, over the same customers"
    command: argparse.ArgumentParser = commands.add_parser("policies", help=text, description=text)
    command.set_defaults(act=_policies)
    add, usual = command.add_argument, Optimising()
    add("scenario", metavar="SCENARIO", help="name in the library, or a file")
    add("--replications", type=int, default=10, metavar="N", help="runs of each (default %(default)s)")
    add(
        "--work",
        type=int,
        default=usual.work,
        metavar="N",
        help="rounds of search for each plan (default %(default)s)",
    )
    add(
        "--plan-days",
        type=int,
        default=usual.days,
        metavar="N",
        help="working days of each plan (default %(default)s)",
    )
    add(
        "--beside",
        choices=RULES,
        default=Policies.beside,
        help="rule by which desks, and crews without a plan, take up work where the optimiser plans "
        "(default %(default)s)",
    )
    add_run_options(command)


def _policies(chosen: argparse.Namespace) -> None:
    scenario = load(chosen.scenario).vary(days=chosen.days)
    how = Optimising(chosen.work, chosen.plan_days)
    policies = Policies(scenario, how, chosen.replications, chosen.seed, chosen.beside)
    found = compare(policies.comparing(chosen.workers), terminal_progress())
    if chosen.json:
        print(json.dumps(as_data(policies, found), indent=2, ensure_ascii=False))
    else:
        print(table_of_policies(found))


def as_data(policies: Policies, found: Comparison) -> dict[str, Any]:
    """Plain data: a rule's `mean` is its own, `base` the optimiser's, the difference rule - optimiser."""
    kpis = [
        {"policy": rule, **one.as_dict()}
        for place, rule in enumerate(RULES)
        for one in found.differences(place)
    ]
    asked = {
        "scenario": policies.scenario.name,
        "days": policies.scenario.horizon.days,
        "replications": policies.replications,
        "seed": policies.seed,
        "work": policies.how.work,
        "plan_days": policies.how.days,
        "beside": policies.beside,
    }
    return {"asked": asked, "base": OPTIMISER, "primary": found.primary, "kpis": kpis}


def table_of_policies(found: Comparison) -> str:
    """Promises kept and handling time of every policy, the optimiser first."""
    rows = [_row(found, place, rule) for place, rule in enumerate(RULES)]
    base = [OPTIMISER, *_means(found.base)]
    first = [base[0], base[1], NONE, NONE, base[2], NONE]
    return markdown(HEAD, [first, *rows])


def _means(study: Study) -> list[str]:
    means = {(one.name, one.group): one.mean for one in study.figures()}
    kept, hours = means.get((ON_TIME, ALL)), means.get((CYCLE_TIME, ALL))
    return [
        NONE if kept is None else f"{100 * kept:.1f}",
        NONE if hours is None else f"{hours:.1f}",
    ]


def _row(found: Comparison, place: int, rule: str) -> list[str]:
    kept, hours = _means(found.others[place])
    differences = differences_of(found, place)
    apart = {
        name: interval(one.difference, "{:+.1f}", 100 if name == ON_TIME else 1)
        for name, one in differences.items()
    }
    verdict: Verdict | None = differences[ON_TIME].verdict if ON_TIME in differences else None
    said = NONE if verdict is None else verdict.replace("_", " ")
    return [f"`{rule}`", kept, apart.get(ON_TIME, NONE), said, hours, apart.get(CYCLE_TIME, NONE)]
