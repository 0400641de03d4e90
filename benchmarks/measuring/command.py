"""What every benchmark does as a program: measure, print the table and, when asked, keep it."""

import argparse
import sys
from collections.abc import Callable
from datetime import UTC, datetime

from benchmarks.measuring.machine import machine
from benchmarks.measuring.process import ROOT, ProgramError
from benchmarks.measuring.results import record
from benchmarks.measuring.section import Section
from domain.errors import InputError

RESULTS = ROOT / "benchmarks" / "RESULTS.md"


def command(name: str, measure: Callable[[bool], Section], arguments: list[str] | None = None) -> int:
    """Run a benchmark.

    Parameters
    ----------
    name : of the benchmark.
    measure : does it; told whether to try it on small sizes only.

    Returns
    -------
    int
        0; 1 where it could not be measured or what it proves does not hold; 2 where an input cannot be used.
    """
    parser = argparse.ArgumentParser(prog=f"python -m benchmarks.{name}")
    add_options(parser)
    options = parser.parse_args(arguments)
    try:
        section = measure(options.quick)
    except InputError as error:
        print(error, file=sys.stderr)
        return 2
    except ProgramError as error:
        print(error, file=sys.stderr)
        return 1
    text = section.markdown(*_taken(name, section))
    print(text, flush=True)
    if options.write:
        record(RESULTS, name, text)
    return 0 if section.holds else 1


def add_options(parser: argparse.ArgumentParser) -> None:
    """Add the options of every benchmark; quick figures mean nothing, so they are never kept."""
    keep = parser.add_mutually_exclusive_group()
    keep.add_argument("--write", action="store_true", help="put what was found into benchmarks/RESULTS.md")
    keep.add_argument("--quick", action="store_true", help="small sizes, to see whether it works")


def _taken(name: str, section: Section) -> tuple[str, str]:
    day = datetime.now(UTC).date().isoformat()
    return f"Taken on {day} by `python -m benchmarks.{name}`.", machine(section.libraries)
