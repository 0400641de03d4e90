"""Reading of CSV and XES files: events a second and memory, beside plain pandas and pm4py."""

import sys
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import NamedTuple

from benchmarks.measuring.command import command
from benchmarks.measuring.material import real_data
from benchmarks.measuring.plain import SMALL, own_file, plain_csv, plain_xes
from benchmarks.measuring.process import PEERS, Report, peer_version, report_of
from benchmarks.measuring.section import Line, Section, Target, at_least, at_most, compared
from benchmarks.measuring.sides import alternate

CSV, XES, MEMORY = at_least(100_000), at_least(25_000), at_most(2_000)

ABOUT = """\
Each reading is a process of its own that first reads a small file of the same format, then the whole one,
once; the time is that of the second reading, the memory the most the process ever held, the libraries' own
included. The product guesses the mapping, decodes every time, puts the cases together and checks them. Plain
pandas (`read_csv`, `to_datetime`) only fills a table; pm4py (`read_xes`, no optional extras) makes a table
too. An event is a row of a file of other programs and a recorded instant of a visit in our own layout.
Receipt and Boston are real logs and small: much of their time is fixed. Boston and the XES of receipt are the
largest of their kind at hand."""


class Case(NamedTuple):
    """A file to read, its kind, how often, and the speed to reach."""

    what: str
    path: Path | None
    is_xes: bool
    repeats: int
    target: Target | None


def measure(quick: bool) -> Section:
    """Read every file with both sides in turns."""
    lines = [line for case in cases(quick) for line in measure_case(case, quick)]
    return Section("Import of log files", ABOUT, tuple(lines), libraries=("pandas", "pyarrow"))


def cases(quick: bool) -> list[Case]:
    """The files: real ones, and those of a twin run."""
    events, often, seldom = (10_000, 2, 1) if quick else (1_000_000, 5, 3)
    receipt, boston = "permit_receipt/receipt", "requests_boston311/boston311_2011_q3.csv.gz"
    return [
        Case("CSV, receipt (real, 8,577 events)", real_data(f"{receipt}.csv"), False, often, None),
        Case("CSV, Boston requests (real, 31,828 rows, packed)", real_data(boston), False, often, CSV),
        Case(f"CSV of another program, {events:,} events", plain_csv(events, quick), False, often, CSV),
        Case(f"CSV of our own, {events:,} events", own_file(events, quick, "csv"), False, often, CSV),
        Case("XES, receipt (real, 8,577 events)", real_data(f"{receipt}.xes"), True, often, XES),
        Case(f"XES of another program, {events:,} events", plain_xes(events, quick), True, seldom, XES),
        Case(f"XES of our own, {events:,} events", own_file(events, quick, "xes"), True, seldom, XES),
    ]


def measure_case(case: Case, quick: bool) -> list[Line]:
    """Two lines: speed and memory."""
    if case.path is None:
        return [Line(case.what, "events/s", None, "the file is not at hand", target=case.target)]
    peer, sides = _sides(case, quick)
    reports = alternate(sides, case.repeats, warm_up=False)
    # Sides count differently what a row of our own layout is; speed is that of the same events.
    events = reports["ours"][0]["count"]
    speed = {side: [events / one["seconds"] for one in found] for side, found in reports.items()}
    held = {side: [one["peak_mb"] for one in found] for side, found in reports.items()}
    return [
        compared(case.what, "events/s", speed["ours"], peer, speed.get("theirs", ()), case.target),
        compared(f"{case.what}: memory", "MB", held["ours"], peer, held.get("theirs", ()), MEMORY),
    ]


def _sides(case: Case, quick: bool) -> tuple[str, dict[str, Callable[[], Report]]]:
    """Name of the peer, and both sides; only ours where the peer is not there."""
    small = (plain_xes if case.is_xes else plain_csv)(SMALL, quick)
    sides = {"ours": _reading("read_switchboard", case.path, small)}
    if not case.is_xes:
        return "pandas", sides | {"theirs": _reading("read_pandas", case.path, small)}
    version = peer_version("pm4py")
    if version is None:
        return "pm4py is not installed", sides
    return f"pm4py {version}", sides | {"theirs": _reading("read_pm4py", case.path, small, PEERS)}


def _reading(
    module: str, path: Path | None, small: Path, python: str | Path = sys.executable
) -> Callable[[], Report]:
    return partial(report_of, f"benchmarks.contestants.{module}", path, small, python=python)


if __name__ == "__main__":
    sys.exit(command("import_logs", measure))
