"""Key figures of a log file, conversion between formats, and a first mapping: `python -m domain --help`."""

import argparse
import json
import sys
from collections.abc import Callable, Sequence
from dataclasses import asdict
from pathlib import Path
from typing import Any

import pandas as pd

from domain.command_line import exit_code, instant_of
from domain.errors import InputError, must_be_one_of, nearest
from domain.eventlog import EventLog
from domain.io import ReadResult, guess_mapping, read_log, write_log
from domain.io.write import must_be_a_target
from domain.kpi import Figure, Measures, compute
from domain.kpi.dimensions import Unit
from domain.lateness import attribute, by_cause, causes_as_text, of_applications
from domain.records import records
from domain.terms import Terms
from domain.terms_file import read_terms

_BINS = ("hour", "day", "week", "month")
_WIDTHS = "{:<24} {:<28} {:>14} {:>25} {:>9}  {}"


def main(arguments: Sequence[str] | None = None) -> int:
    """Run a command.

    Returns
    -------
    Exit code, see `exit_code`.
    """
    chosen = _parser().parse_args(arguments)
    return exit_code(lambda: chosen.run(chosen))


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="python -m domain", description="Logs of a process: figures and files."
    )
    commands = parser.add_subparsers(required=True, metavar="COMMAND")
    kpis = _command(commands, "kpis", _kpis, "key figures of a log")
    kpis.add_argument(
        "--at", metavar="TIME", help="figures as known at this instant (default: the end of the log)"
    )
    kpis.add_argument(
        "--by", metavar="NAME", action="append", default=[], help="group by stage, region, week, ..."
    )
    kpis.add_argument(
        "--terms", metavar="FILE", type=Path, help="calendar, service levels and prices to judge by"
    )
    kpis.add_argument("--json", action="store_true", help="print JSON")
    late = _command(
        commands, "lateness", _lateness, "why promises were broken: hours beyond the limits by cause"
    )
    late.add_argument("--at", metavar="TIME", help="as known at this instant (default: the end of the log)")
    late.add_argument(
        "--by", metavar="NAME", default="track", help="property of applications (default: track)"
    )
    late.add_argument("--terms", metavar="FILE", type=Path, help="calendar and service levels to judge by")
    late.add_argument("--json", action="store_true", help="print JSON")
    convert = _command(commands, "convert", _convert, "write a log in another format")
    convert.add_argument(
        "out", metavar="OUT", type=Path, help="ends in .csv, .csv.gz, .parquet, .xes or .xes.gz"
    )
    _command(commands, "guess", _guess, "propose a mapping file", reads=False)
    return parser


def _command(
    commands: Any, name: str, run: Callable[[argparse.Namespace], None], text: str, *, reads: bool = True
) -> argparse.ArgumentParser:
    command: argparse.ArgumentParser = commands.add_parser(name, help=text, description=text)
    command.set_defaults(run=run)
    command.add_argument("log", metavar="LOG", type=Path, help="CSV, Parquet or XES, packed with gzip or not")
    if reads:
        command.add_argument(
            "--map", metavar="FILE", type=Path, help="mapping file (default: guessed and said)"
        )
        command.add_argument(
            "--lenient", action="store_true", help="set rows that break a rule aside in a file"
        )
    return command


def _kpis(chosen: argparse.Namespace) -> None:
    result = _read(chosen)
    at = _at(chosen, result.log)
    summary = _summary(result, at)
    terms = _terms(chosen.terms, result.log.time_zone)
    figures = compute(result.log, terms, at) + (
        _grouped(result.log, terms, at, chosen.by) if chosen.by else []
    )
    if chosen.json:
        print(json.dumps(summary | {"kpis": [asdict(figure) for figure in figures]}, ensure_ascii=False))
    else:
        print("\n".join((*_table(summary, at), *map(_line, figures))))


def _lateness(chosen: argparse.Namespace) -> None:
    log = _read(chosen).log
    at = _at(chosen, log)
    measures = Measures.of(log.as_of(at), _terms(chosen.terms, log.time_zone))
    must_be_one_of(chosen.by, measures.names[Unit.APPLICATIONS], "--by")
    found = attribute(measures, at=at)
    causes, applications = by_cause(found, chosen.by), of_applications(found)
    if chosen.json:
        tables = {"by_cause": records(causes), "applications": records(applications)}
        print(json.dumps({"late_deadlines": found.rows.size, **tables}, ensure_ascii=False))
    else:
        print(f"{found.rows.size:,} late deadlines, {len(applications):,} late applications")
        print("\n".join(causes_as_text(causes, chosen.by)))


def _at(chosen: argparse.Namespace, log: EventLog) -> pd.Timestamp:
    return instant_of(chosen.at, log.time_zone) if chosen.at else log.observed_until


def _terms(path: Path | None, zone: str) -> Terms:
    return read_terms(path, zone) if path else Terms.default(zone)


def _grouped(log: EventLog, terms: Terms, at: pd.Timestamp, by: list[str]) -> list[Figure]:
    figures = compute(log, terms, at, by=by)
    if not figures:
        known = {*_BINS, *log.visits.columns, *log.applications.columns}
        strange = next((name for name in by if name not in known), by[-1])
        raise InputError(
            f"--by must name a property of the log or a span of time, such as stage or week, got {strange!r}"
            f"{nearest(strange, known)}."
        )
    return figures


def _convert(chosen: argparse.Namespace) -> None:
    must_be_a_target(chosen.out)
    if chosen.out.exists() and chosen.log.exists() and chosen.out.samefile(chosen.log):
        raise InputError(f"{chosen.out}: the file written must not be the one read.")
    result = _read(chosen)
    write_log(result.log, chosen.out)
    _say(f"{chosen.out}: {len(result.log):,} cases, {len(result.log.visits):,} visits.")


def _guess(chosen: argparse.Namespace) -> None:
    mapping, notes = guess_mapping(chosen.log)
    print("".join(f"# {note}\n" for note in notes) + mapping.to_yaml(), end="")


def _read(chosen: argparse.Namespace) -> ReadResult:
    progress = _show if sys.stderr.isatty() else None
    result = read_log(chosen.log, chosen.map, lenient=chosen.lenient, progress=progress)
    if progress:
        print(file=sys.stderr)
    for note in result.guessed:
        _say(note)
    if result.set_aside:
        _say(f"{result.set_aside} rows were set aside in {result.set_aside_path}.")
    return result


def _show(share: float) -> None:
    print(f"\rReading {share:4.0%}", end="", file=sys.stderr, flush=True)


def _say(sentence: str) -> None:
    print(sentence, file=sys.stderr)


def _summary(result: ReadResult, at: pd.Timestamp) -> dict[str, int]:
    known = result.log.as_of(at) if at < result.log.observed_until else result.log
    return {
        "cases": len(known),
        "events": result.events if known is result.log else len(known.visits),
        "activities": int(known.visits["stage"].nunique()),
        "resources": int(known.visits["resource"].nunique()),
        "open_cases": _open(known),
    }


def _open(log: EventLog) -> int:
    return int((log.applications["finished_at"].isna() & log.applications["withdrawn_at"].isna()).sum())


def _table(summary: dict[str, int], at: pd.Timestamp) -> list[str]:
    counts = ", ".join(f"{count:,} {name.replace('_', ' ')}" for name, count in summary.items())
    return [
        f"{counts}; as known at {at.isoformat()}",
        _WIDTHS.format("figure", "of", "value", "95 %", "n", "unit"),
    ]


def _line(figure: Figure) -> str:
    mean = "not known" if figure.mean is None else f"{figure.mean:,.3f}"
    known = figure.low is not None and figure.high is not None
    interval = f"{figure.low:,.3f} to {figure.high:,.3f}" if known else ""
    return _WIDTHS.format(figure.name, figure.group, mean, interval, f"{figure.n:,}", figure.unit)


if __name__ == "__main__":
    sys.exit(main())
