"""Studies on the command line: ``python -m workbench what-if one_stop --crews old_town/survey=+1``."""

import argparse
import json
import sys
from collections.abc import Iterator, Sequence
from dataclasses import asdict
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from domain.command_line import exit_code
from domain.errors import must
from scenarios import load
from simulation.comparison import Comparison
from simulation.options import add_workers, terminal_progress
from simulation.pool import TaskError
from simulation.tables import table_of_differences
from workbench.changes import crews_of, levers_of
from workbench.crew_plan_command import add_crew_plan
from workbench.link import variant_of
from workbench.policy_commands import add_policies
from workbench.reproduce import Reproduction, reproduce
from workbench.satisfaction_what_if import satisfaction_compared, satisfaction_of
from workbench.saved import load_saved, must_be_said, save, study_of
from workbench.study_commands import add_studies
from workbench.variant import Variant
from workbench.what_if import WhatIf, compared


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command and give its exit code; a message about bad input is one sentence on standard error."""
    chosen = _parser().parse_args(arguments)
    return exit_code(lambda: chosen.act(chosen), TaskError, DiffersError)


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m workbench", description=__doc__)
    commands = parser.add_subparsers(required=True, metavar="COMMAND")
    _add_what_if(commands.add_parser("what-if", help="compare a scenario with changed copies of itself"))
    _add_reproduce(commands.add_parser("reproduce", help="run a saved study again and compare its figures"))
    add_studies(commands)
    add_policies(commands)
    add_crew_plan(commands)
    return parser


def _add_what_if(what_if: argparse.ArgumentParser) -> None:
    what_if.set_defaults(act=_what_if)
    add = what_if.add_argument
    add("scenario", metavar="SCENARIO", help="name in the library, or a file")
    add(
        "--crews",
        nargs="+",
        action="extend",
        default=[],
        metavar="REGION/SKILL=+1",
        help="crews to add (+1), take away (-1) or have (4); a crew group's name may stand for REGION/SKILL",
    )
    add("--demand", type=float, metavar="FACTOR", help="factor on all streams of applications")
    add("--lever", nargs="+", action="extend", default=[], metavar="NAME=on|off", help="levers to switch")
    add("--dispatch", metavar="RULE", help="which waiting work is taken first: fifo, earliest_deadline, ...")
    add(
        "--variant",
        nargs=2,
        action="append",
        default=[],
        metavar=("NAME", "CHANGES"),
        help="another copy, up to four in all, with the keys of a what-if's link: "
        "'crews=survey_old_town:6; levers=data_sharing:off; demand=1.2'",
    )
    add(
        "--satisfaction",
        action="store_true",
        help="judge by satisfaction: scores, and the waiting behind them",
    )
    add("--days", type=int, metavar="N", help="days measured after the warm-up")
    add("--replications", type=int, default=10, metavar="N", help="runs of each side (default 10)")
    add("--seed", type=int, default=1, metavar="N", help="of all chance (default 1)")
    add(
        "--save", type=Path, metavar="FOLDER", help="keep the answer as a file there; needs --title and --why"
    )
    add("--title", default="", metavar="TEXT", help="what a saved study is called")
    add("--why", default="", metavar="TEXT", help="why it was asked")
    add_workers(what_if)


def _add_reproduce(command: argparse.ArgumentParser) -> None:
    command.set_defaults(act=_reproduce)
    command.add_argument("file", type=Path, metavar="FILE", help="a saved study")
    add_workers(command)


def _what_if(options: argparse.Namespace) -> None:
    what_if = WhatIf(
        scenario=options.scenario,
        variants=_variants(options),
        days=options.days,
        replications=options.replications,
        seed=options.seed,
    )
    if options.save is not None:
        must_be_said(options.title, options.why)
    if options.satisfaction:
        _satisfaction(what_if, options)
        return
    comparison = compared(what_if, options.workers, terminal_progress())
    if options.save is not None:
        study = study_of(what_if, comparison, options.title, options.why, datetime.now(UTC))
        print(save(study, options.save), file=sys.stderr)
    if options.json:
        print(json.dumps(_as_data(what_if, comparison), indent=2, ensure_ascii=False))
    else:
        tables = [table_of_differences(comparison, place) for place in range(len(what_if.variants))]
        print("\n\n".join(tables))


def _satisfaction(what_if: WhatIf, options: argparse.Namespace) -> None:
    must(
        options.save is None, "--save must go without --satisfaction: a saved study holds the usual figures."
    )
    found = satisfaction_compared(what_if, options.workers, terminal_progress())
    variants = [
        (variant.name, satisfaction_of(found, place)) for place, variant in enumerate(what_if.variants)
    ]
    if options.json:
        kpis = [{"variant": name, **one.as_dict()} for name, only in variants for one in only]
        told = {"what_if": asdict(what_if), "primary": found.primary, "kpis": kpis}
        print(json.dumps(told, indent=2, ensure_ascii=False))
    else:
        tables = [table_of_differences(found, place, only) for place, (_, only) in enumerate(variants)]
        print("\n\n".join(tables))


def _variants(options: argparse.Namespace) -> tuple[Variant, ...]:
    """The variant of the single options, where any is given or no other is, and those named."""
    base = load(options.scenario)
    plain = Variant(
        crews=crews_of(base, options.crews),
        demand=options.demand,
        levers=levers_of(base, options.lever),
        dispatch=options.dispatch,
    )
    named = tuple(variant_of(name, text) for name, text in options.variant)
    return named if named and plain == Variant() else (plain, *named)


def _as_data(what_if: WhatIf, comparison: Comparison) -> dict[str, Any]:
    kpis = [
        {"variant": variant.name, **one.as_dict()}
        for place, variant in enumerate(what_if.variants)
        for one in comparison.differences(place)
    ]
    return {"what_if": asdict(what_if), "primary": comparison.primary, "kpis": kpis}


class DiffersError(Exception):
    """A saved study run again gave other figures."""


def _reproduce(options: argparse.Namespace) -> None:
    found = reproduce(load_saved(options.file), options.workers, terminal_progress())
    if options.json:
        print(json.dumps({"agrees": found.agrees, **asdict(found)}, indent=2, ensure_ascii=False))
    else:
        print("\n".join(_lines(found)))
    if not found.agrees:
        raise DiffersError(f"{len(found.figures)} of {found.compared} values are not as they were.")


def _lines(found: Reproduction) -> Iterator[str]:
    yield f"{found.compared - len(found.figures)} of {found.compared} values agree to the last digit."
    kinds = {"figure": found.figures, "version": found.versions, "library": found.library}
    for kind, differing in kinds.items():
        yield from (f"{kind}: {one.what}: {one.then} then, {one.now} now" for one in differing)


if __name__ == "__main__":
    sys.exit(main())
