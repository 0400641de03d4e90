"""Commands for studies of the scenarios themselves: levers, priors and the description of the model."""

import argparse
import json
from collections.abc import Callable
from dataclasses import asdict
from pathlib import Path
from typing import Any

from domain.io.whole import written_whole
from scenarios import load
from simulation.options import add_run_options, terminal_progress
from workbench.levers import contributions
from workbench.model_document import written
from workbench.model_document.results import Effort, results
from workbench.priors import robustness
from workbench.study_tables import table_of_bills, table_of_levers, table_of_priors
from workbench.who_paid import AT_MOST, who_paid


def add_studies(commands: Any) -> None:
    """Add the commands to those of the package."""
    levers = _command(commands, "levers", _levers, "what each lever contributes, alone and left out of all")
    levers.add_argument("--base", default="traditional", metavar="SCENARIO", help="default: traditional")
    _add_replications(levers, replications=10)
    priors = _command(
        commands, "priors", _priors, "how the fall of mean handling time depends on unmeasured figures"
    )
    priors.add_argument("--base", default="traditional", metavar="SCENARIO", help="default: traditional")
    priors.add_argument("--other", default="one_stop", metavar="SCENARIO", help="default: one_stop")
    priors.add_argument(
        "--samples", type=int, default=40, metavar="N", help="sets of figures drawn (default 40)"
    )
    _add_replications(priors, replications=3)
    _add_who_paid(_command(commands, "who-paid", _who_paid, "which promises slipped for each emergency"))
    model = _command(commands, "model", _model, "describe the model, after the STRESS-DES checklist")
    _add_model(model)
    _add_replications(model, replications=10)


def _add_who_paid(command: argparse.ArgumentParser) -> None:
    add = command.add_argument
    add("scenario", metavar="SCENARIO", help="name in the library, or a file")
    add("--replication", type=int, default=0, metavar="N", help="which run, from 0 (default %(default)s)")
    add(
        "--at-most",
        type=int,
        default=AT_MOST,
        metavar="N",
        help="emergencies looked at, the first of the days measured (default %(default)s)",
    )
    add_run_options(command)


def _add_model(model: argparse.ArgumentParser) -> None:
    add = model.add_argument
    add("--write", type=Path, required=True, metavar="FILE", help="such as docs/model.md")
    add("--text", action="store_true", help="keep the results that are there, and write the rest anew")
    add("--samples", type=int, default=40, metavar="N", help="sets of figures drawn (default %(default)s)")
    add(
        "--sample-replications",
        type=int,
        default=3,
        metavar="N",
        help="runs of each set (default %(default)s)",
    )


def _command(
    commands: Any, name: str, act: Callable[[argparse.Namespace], None], text: str
) -> argparse.ArgumentParser:
    command: argparse.ArgumentParser = commands.add_parser(name, help=text, description=text)
    command.set_defaults(act=act)
    return command


def _add_replications(command: argparse.ArgumentParser, replications: int) -> None:
    add = command.add_argument
    add(
        "--replications",
        type=int,
        default=replications,
        metavar="N",
        help="runs of each (default %(default)s)",
    )
    add_run_options(command)


def _levers(chosen: argparse.Namespace) -> None:
    base = load(chosen.base).vary(days=chosen.days)
    found = contributions(base, chosen.replications, chosen.seed, chosen.workers, terminal_progress())
    if not chosen.json:
        print(table_of_levers(found))
        return
    together = {name: one.as_dict() for name, one in found.together.items()}
    levers = [one.as_dict() for one in found.levers]
    _print_json({**asdict(found), "together": together, "levers": levers})


def _priors(chosen: argparse.Namespace) -> None:
    base, other = (load(name).vary(days=chosen.days) for name in (chosen.base, chosen.other))
    found = robustness(
        base, other, chosen.samples, chosen.replications, chosen.seed, chosen.workers, terminal_progress()
    )
    if chosen.json:
        _print_json(found.as_dict())
    else:
        print(table_of_priors(found, base.priors))


def _who_paid(chosen: argparse.Namespace) -> None:
    base = load(chosen.scenario).vary(days=chosen.days)
    progress = terminal_progress() or (lambda done, total: None)
    found = who_paid(base, chosen.seed, chosen.replication, chosen.workers, chosen.at_most, progress)
    if chosen.json:
        _print_json(found.as_dict())
    else:
        print(table_of_bills(found))


def _model(chosen: argparse.Namespace) -> None:
    effort = Effort(chosen.replications, chosen.samples, chosen.sample_replications, chosen.seed, chosen.days)
    path: Path = chosen.write
    before = path.read_text(encoding="utf-8") if path.is_file() else ""
    found = {} if chosen.text else results(effort, chosen.workers, terminal_progress())
    with written_whole(path) as draft:
        draft.write_text(written(found, before), encoding="utf-8")
    print(f"{path}: written.")


def _print_json(data: Any) -> None:
    print(json.dumps(data, indent=2, ensure_ascii=False))
