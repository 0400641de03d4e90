"""How good crew plans are: beside PyVRP, plain OR-Tools and a dispatcher's rule, in equal wall time."""

import sys
from collections.abc import Sequence
from functools import partial
from pathlib import Path
from statistics import fmean
from typing import NamedTuple

from benchmarks.measuring.command import command
from benchmarks.measuring.process import PEERS, peer_version, report_of
from benchmarks.measuring.section import Line, Section, at_most
from benchmarks.measuring.sides import alternate
from benchmarks.measuring.spread import Spread, spread

SEEDS = 5

ABOUT = """\
A day of crews (`benchmarks/contestants/crew_day.py`): cost is minutes on the way, lateness by its weight and
the prizes of visits left out. Ours runs on two cores, its kernels compiled beforehand; PyVRP whole on one,
since it uses one, and split by skill over the same two; plain OR-Tools (guided local search) and the rule
(due first, nearest crew) on one. All have the same wall time and take turns. Each instance is another seed.
In front of the bracket stands the mean of the ratios of cost, ours over the peer's; in it, the extremes.
The first plan of a week is what a caller is told first: time to lay out the problem counts. Memory is the
most the process held."""


class Size(NamedTuple):
    """How large instances are, how long a scheduler has, and the ratios of costs to reach.

    Attributes
    ----------
    whole, split : beside PyVRP with windows.
    soft : beside plain OR-Tools with deadlines.
    """

    visits: int
    crews: int
    seconds: float
    whole: float
    split: float
    soft: float

    @property
    def name(self) -> str:
        """How lines call it."""
        return f"{self.visits:,} visits, {self.crews} crews, {self.seconds:g} s"


SIZES = (
    Size(200, 24, 10, 0.98, 1.0, 0.95),
    Size(600, 80, 20, 0.93, 0.97, 0.83),
    Size(1000, 130, 30, 0.92, 0.97, 0.75),
)
MULTI, RULE = 0.98, 0.8
"""Ratios to reach beside PyVRP with crews of several skills, and beside the rule with deadlines."""
WEEK = 1000, 130, 5
"""Visits, crews and days for which a first plan is made."""
FIRST_PLAN, MEMORY = 2, 2000
"""Seconds and megabytes to stay within."""


def measure(quick: bool) -> Section:
    """Measure windows, windows with crews of several skills, and deadlines."""
    sizes = (Size(60, 8, 1, 0.98, 1.0, 0.95),) if quick else SIZES
    seeds = range(1, 2 if quick else SEEDS + 1)
    pyvrp = peer_version("pyvrp")
    lines = [line for size in sizes for line in _deadlines(size, seeds)]
    if pyvrp:
        lines = [line for size in sizes for line in (*_windows(size, seeds), *_multi(size, seeds))] + lines
    lines += _first_plan(seeds)
    notes = (f"PyVRP {pyvrp}." if pyvrp else "PyVRP is not installed: windows were not measured.",)
    return Section("Crew scheduling", ABOUT, tuple(lines), notes, libraries=("ortools", "numba", "numpy"))


def _windows(size: Size, seeds: Sequence[int]) -> Sequence[Line]:
    costs = _costs(size, seeds, {"ours": (), "PyVRP": (), "PyVRP by skill": ("--split",)})
    what = f"windows, {size.name}"
    return [
        _line(what, costs["ours"], "PyVRP", costs["PyVRP"], size.whole),
        _line(what, costs["ours"], "PyVRP by skill", costs["PyVRP by skill"], size.split),
    ]


def _multi(size: Size, seeds: Sequence[int]) -> Sequence[Line]:
    costs = _costs(size, seeds, {"ours": ("--multi",), "PyVRP": ("--multi",)})
    what = f"windows, half the crews with two skills, {size.name}"
    return [_line(what, costs["ours"], "PyVRP", costs["PyVRP"], MULTI)]


def _deadlines(size: Size, seeds: Sequence[int]) -> Sequence[Line]:
    soft = ("--soft",)
    costs = _costs(size, seeds, {"ours": soft, "plain OR-Tools": soft, "rule": soft})
    what = f"deadlines, {size.name}"
    return [
        _line(what, costs["ours"], "plain OR-Tools", costs["plain OR-Tools"], size.soft),
        _line(what, costs["ours"], "rule", costs["rule"], RULE),
    ]


def _first_plan(seeds: Sequence[int]) -> Sequence[Line]:
    reports = [report_of("benchmarks.contestants.crew_week", *WEEK, seed) for seed in seeds]
    what = "first plan, {:,} visits, {} crews, {} days".format(*WEEK)
    seconds, memory = (spread([report[name] for report in reports]) for name in ("seconds", "peak_mb"))
    return [
        Line(what, "s", seconds, target=at_most(FIRST_PLAN)),
        Line(f"{what}: memory", "MB", memory, target=at_most(MEMORY)),
    ]


PROGRAMS: dict[str, tuple[str, str | Path]] = {
    "ours": ("crew_switchboard", sys.executable),
    "PyVRP": ("crew_pyvrp", PEERS),
    "PyVRP by skill": ("crew_pyvrp", PEERS),
    "plain OR-Tools": ("crew_ortools", sys.executable),
    "rule": ("crew_rule", sys.executable),
}


def _costs(size: Size, seeds: Sequence[int], sides: dict[str, tuple[str, ...]]) -> dict[str, list[float]]:
    """What each side's plans cost, by seed; sides take turns."""
    found: dict[str, list[float]] = {name: [] for name in sides}
    for seed in seeds:
        turn = {name: partial(_cost, name, size, seed, options) for name, options in sides.items()}
        for name, costs in alternate(turn, 1, warm_up=False).items():
            found[name] += costs
    return found


def _cost(name: str, size: Size, seed: int, options: tuple[str, ...]) -> float:
    module, python = PROGRAMS[name]
    asked = (size.visits, size.crews, seed, size.seconds, seed)
    program = f"benchmarks.contestants.{module}"
    return report_of(program, *asked, *options, python=python)["cost"]


def _line(what: str, ours: Sequence[float], peer: str, theirs: Sequence[float], most: float) -> Line:
    ratios = [our / their for our, their in zip(ours, theirs, strict=True)]
    spread = Spread(fmean(ratios), min(ratios), max(ratios), len(ratios))
    return Line(f"{what}: ours / {peer}", "cost", spread, target=at_most(most))


if __name__ == "__main__":
    sys.exit(command("crew_scheduling", measure))
