"""What commands that read a problem from files share."""

import argparse
from pathlib import Path

from domain.errors import InputError
from optimizer.files import read_problem
from optimizer.files.read import Bounds
from optimizer.problem import Problem


def add_files(command: argparse.ArgumentParser) -> None:
    """Let a command be told visits, crews and travel."""
    add = command.add_argument
    add("visits", type=Path, metavar="VISITS", help="CSV or JSON, see `schema visits`")
    add("crews", type=Path, metavar="CREWS", help="CSV or JSON, see `schema crews`")
    add(
        "--travel",
        metavar="FILE|URL",
        help="table of minutes (CSV, JSON), or a routing server that speaks OSRM (default: great circles)",
    )
    add("--within", metavar="S,W,N,E", help="degrees between which all places must lie")
    add("--json", action="store_true", help="for machines")


def problem_of(options: argparse.Namespace) -> Problem:
    """The problem that the files hold."""
    within = None if options.within is None else _bounds(options.within)
    return read_problem(options.visits, options.crews, options.travel, within)


def _bounds(text: str) -> Bounds:
    try:
        return Bounds(*(float(part) for part in text.split(",")))
    except (TypeError, ValueError) as error:
        raise InputError(
            f"--within must be four numbers such as 18,73,54,135 (south, west, north, east), got {text!r}."
        ) from error
