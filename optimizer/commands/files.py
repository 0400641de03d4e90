"""What commands that read a problem from files share."""

import argparse
from collections.abc import Mapping, Sequence
from pathlib import Path

from domain.errors import InputError
from domain.plan import Plan
from optimizer.check.words import strangers
from optimizer.files import read_plan, read_problem
from optimizer.files.read import Bounds
from optimizer.files.records import Record
from optimizer.json_text import read_json
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


def add_plan_and_files(command: argparse.ArgumentParser) -> None:
    """Let a command be told a plan, and the files it is a plan of."""
    command.add_argument("plan", type=Path, metavar="PLAN", help="CSV or JSON, as `plan --out` writes it")
    add_files(command)


def problem_of(options: argparse.Namespace) -> Problem:
    """The problem that the files hold."""
    within = None if options.within is None else _bounds(options.within)
    return read_problem(options.visits, options.crews, options.travel, within)


def plan_and_problem_of(options: argparse.Namespace) -> tuple[Plan, Problem]:
    """The plan of a file, and the problem that the files hold.

    Raises
    ------
    InputError : a plan of visits or crews that the files do not hold.
    """
    plan, problem = read_plan(options.plan), problem_of(options)
    for sentence in (sentence for one in plan.assignments for sentence in strangers(one, problem)):
        raise InputError(f"{options.plan.name}: {sentence}")
    return plan, problem


def asked_of(options: argparse.Namespace) -> dict[str, str | None]:
    """Which files a plan was asked of, to be written beside it."""
    travel = options.travel
    return {
        "visits": str(options.visits.resolve()),
        "crews": str(options.crews.resolve()),
        "travel": travel if travel is None or "://" in travel else str(Path(travel).resolve()),
    }


def read_asked(path: Path, more: Sequence[Record] = ()) -> tuple[Plan, Problem]:
    """A plan that `plan --out` wrote as JSON, and the problem of the files it was asked of.

    Parameters
    ----------
    more : visits that the files do not hold; they come last.

    Raises
    ------
    InputError : a file without that, or whose files are no more as they were.
    """
    data = read_json(path)
    asked = data.get("asked") if isinstance(data, Mapping) else None
    if not isinstance(asked, Mapping) or not {"visits", "crews"} <= set(asked):
        raise InputError(f"{path.name} must be JSON that `plan --out` wrote, with the files it was asked of.")
    files = Path(str(asked["visits"])), Path(str(asked["crews"]))
    return read_plan(path), read_problem(*files, asked.get("travel"), more=more)


def _bounds(text: str) -> Bounds:
    try:
        return Bounds(*(float(part) for part in text.split(",")))
    except (TypeError, ValueError) as error:
        raise InputError(
            f"--within must be four numbers such as 18,73,54,135 (south, west, north, east), got {text!r}."
        ) from error
