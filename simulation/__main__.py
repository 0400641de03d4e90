"""Runs and comparisons of scenarios on the command line: `python -m simulation --help`."""

import argparse
import json
import sys
import time
from collections.abc import Callable, Sequence
from dataclasses import asdict
from pathlib import Path
from typing import Any

from domain.bottleneck import sentence
from domain.command_line import exit_code, instant_of
from domain.errors import must
from domain.eventlog import EventLog
from domain.io import read_log, write_log
from domain.io.write import must_be_a_target
from domain.lateness import ALL
from scenarios import Scenario, file_schema, library, load
from scenarios.difference import changes_between
from simulation.options import add_run_options, terminal_progress
from simulation.pool import TaskError
from simulation.precision import LEAST, MOST, Precision, Target, as_data
from simulation.results import Study
from simulation.run import run
from simulation.study import compare, growing, replicate, replicate_to
from simulation.tables import lines_of_lateness, lines_of_precision, table_of_differences, table_of_figures


def main(arguments: Sequence[str] | None = None) -> int:
    """Run a command.

    Returns
    -------
    Exit code, see `exit_code`; a run that fails is a stated failure.
    """
    chosen = _parser().parse_args(arguments)
    return exit_code(lambda: chosen.run(chosen), TaskError)


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m simulation", description="What would happen.")
    commands = parser.add_subparsers(required=True, metavar="COMMAND")
    one = _command(commands, "run", _run, "key figures of a scenario")
    one.add_argument("scenario", metavar="SCENARIO", help="name in the library, or a file")
    one.add_argument("--out", metavar="FILE", type=Path, help="write the log of the first replication")
    _add_backlog_options(one)
    _add_study_options(one, replications=1)
    _add_precision_options(one)
    several = _command(
        commands, "compare", _compare, "differences between scenarios that meet the same customers"
    )
    several.add_argument("base", metavar="BASE", help="name in the library, or a file")
    several.add_argument("others", metavar="OTHER", nargs="+", help="compared with the base")
    _add_backlog_options(several)
    _add_study_options(several, replications=10)
    listed = _command(commands, "scenarios", _scenarios, "the scenarios of the library")
    listed.add_argument("--json", action="store_true", help="print JSON")
    differing = _command(commands, "differences", _differences, "in what a scenario differs from another")
    differing.add_argument("scenario", metavar="SCENARIO", help="name in the library, or a file")
    differing.add_argument("base", metavar="BASE", help="compared with; likewise")
    differing.add_argument("--json", action="store_true", help="print JSON")
    _command(commands, "schema", _schema, "JSON Schema of a scenario file, for editors")
    return parser


def _command(
    commands: Any, name: str, action: Callable[[argparse.Namespace], None], text: str
) -> argparse.ArgumentParser:
    command: argparse.ArgumentParser = commands.add_parser(name, help=text, description=text)
    command.set_defaults(run=action)
    return command


def _add_study_options(command: argparse.ArgumentParser, replications: int) -> None:
    command.add_argument(
        "--replications", type=int, default=replications, metavar="N", help="runs (default %(default)s)"
    )
    add_run_options(command)


def _add_backlog_options(command: argparse.ArgumentParser) -> None:
    add = command.add_argument
    add("--backlog", metavar="LOG", type=Path, help="begin with what is open in this log")
    add("--at", metavar="TIME", help="as known at this instant (default: the end of the log)")


def _add_precision_options(command: argparse.ArgumentParser) -> None:
    add = command.add_argument
    add(
        "--precision",
        nargs="+",
        action="extend",
        default=[],
        metavar="FIGURE=5%",
        help="replicate until the 95 %% interval of each figure reaches no further than this share of its "
        "mean, or (without %%) than this in its unit; FIGURE@track=hv for a part; overrules --replications",
    )
    add(
        "--least",
        type=int,
        default=LEAST,
        metavar="N",
        help="runs before a look is taken (default %(default)s)",
    )
    add("--max", type=int, default=MOST, metavar="N", help="runs at most (default %(default)s)")


def _run(chosen: argparse.Namespace) -> None:
    if chosen.out is not None:
        must_be_a_target(chosen.out)
    scenario = _scenario(chosen.scenario, chosen)
    began = time.perf_counter()
    precision = _precision(chosen)
    must(
        precision is None or chosen.backlog is None,
        "--backlog must go with --replications, got --precision.",
    )
    backlog = _backlog(chosen)
    study = _study(scenario, precision, backlog, chosen)
    reached = precision.reached(study) if precision else []
    told = _told([study], scenario, chosen, time.perf_counter() - began)
    if chosen.out is not None:
        write_log(run(scenario, chosen.seed, backlog=backlog), chosen.out)
    if chosen.json:
        kpis = [asdict(figure) for figure in study.figures()]
        asked = {"precision": as_data(reached)} if reached else {}
        why = {"bottleneck": asdict(study.bottleneck()), "late_hours": _late_hours(study)}
        _print_json({"scenario": scenario.name, **told, **asked, **why, "kpis": kpis})
    else:
        why_late = lines_of_lateness(study)
        lines = [
            table_of_figures(study),
            *lines_of_precision(reached),
            *why_late,
            sentence(study.bottleneck()),
        ]
        print("\n".join(lines))


def _late_hours(study: Study) -> dict[str, Any]:
    """Mean hours beyond the limits by track and cause."""
    return {
        track: {cause: hours.mean for cause, hours in study.late_hours(track).items()}
        for track in (ALL, *study.tracks())
    }


def _precision(chosen: argparse.Namespace) -> Precision | None:
    targets = tuple(Target.read(text) for text in chosen.precision)
    return Precision(targets, chosen.least, chosen.max) if targets else None


def _backlog(chosen: argparse.Namespace) -> EventLog | None:
    """What was open in a log at an instant; None where every run begins empty."""
    if chosen.backlog is None:
        must(chosen.at is None, "--at must go with --backlog.")
        return None
    log = read_log(chosen.backlog).log
    return log.as_of(instant_of(chosen.at, log.time_zone) if chosen.at else log.observed_until)


def _study(
    scenario: Scenario, precision: Precision | None, backlog: EventLog | None, chosen: argparse.Namespace
) -> Study:
    if precision is not None:
        return replicate_to(scenario, precision, chosen.seed, chosen.workers, terminal_progress())
    runs = (chosen.replications, chosen.seed, chosen.workers, terminal_progress())
    return replicate(scenario, *runs, backlog=backlog)


def _compare(chosen: argparse.Namespace) -> None:
    base, *others = (_scenario(name, chosen) for name in (chosen.base, *chosen.others))
    backlog = _backlog(chosen)
    began = time.perf_counter()
    runs = (chosen.replications, chosen.seed, chosen.workers)
    comparisons = growing(base, others, *runs, backlog=backlog)
    found = compare(comparisons, terminal_progress())
    told = _told([found.base, *found.others], base, chosen, time.perf_counter() - began)
    if not chosen.json:
        print("\n\n".join(table_of_differences(found, number) for number in range(len(others))))
        return
    kpis = [
        {"scenario": other.name, **one.as_dict()}
        for number, other in enumerate(others)
        for one in found.differences(number)
    ]
    names = [other.name for other in others]
    of = {"scenario": base.name, "base": base.name, "others": names, "primary": found.primary}
    _print_json({**of, **told, "kpis": kpis})


def _scenarios(chosen: argparse.Namespace) -> None:
    entries = library()
    if chosen.json:
        _print_json([{"name": e.name, "title": e.title.model_dump(), "why": e.why} for e in entries])
    else:
        print("\n\n".join(f"{e.name}: {e.title.en} ({e.title.zh})\n  {e.why}" for e in entries))


def _differences(chosen: argparse.Namespace) -> None:
    changes = changes_between(load(chosen.base), load(chosen.scenario))
    if chosen.json:
        _print_json([change._asdict() for change in changes])
    else:
        print("\n".join(f"{c.path}: {json.dumps(c.before)} -> {json.dumps(c.after)}" for c in changes))


def _schema(_: argparse.Namespace) -> None:
    _print_json(file_schema())


def _scenario(name: str, chosen: argparse.Namespace) -> Scenario:
    must(chosen.seed >= 0, f"--seed must be at least 0, got {chosen.seed}.")
    scenario = load(name)
    return scenario if chosen.days is None else scenario.vary(days=chosen.days)


def _told(
    studies: Sequence[Study], scenario: Scenario, chosen: argparse.Namespace, seconds: float
) -> dict[str, Any]:
    """What was run, and how fast."""
    visits = sum(study.visits for study in studies)
    return {
        "seed": chosen.seed,
        "replications": studies[0].planned,
        "days": scenario.horizon.days + scenario.horizon.warm_up_days - studies[0].warm_up_days,
        "warm_up_days": studies[0].warm_up_days,
        "wall_seconds": round(seconds, 3),
        "visits": visits,
        "visits_per_second": round(visits / seconds),
    }


def _print_json(data: Any) -> None:
    print(json.dumps(data, indent=2, ensure_ascii=False, allow_nan=False))


if __name__ == "__main__":
    sys.exit(main())
