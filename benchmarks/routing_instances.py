"""How good plans of public instances are: beside the best known, the shipped solutions and PyVRP."""

import sys
from collections.abc import Iterator, Sequence
from functools import partial
from pathlib import Path
from statistics import fmean
from typing import NamedTuple

from benchmarks.measuring.command import command
from benchmarks.measuring.material import real_data
from benchmarks.measuring.process import PEERS, Report, peer_version, report_of
from benchmarks.measuring.section import Line, Section, Target, at_most
from benchmarks.measuring.sides import alternate
from benchmarks.measuring.spread import Spread

ABOUT = """\
Lists that other people published: Solomon (time windows), SDVRPTW and MDVRPTW (vehicles that may not serve
every site, several depots, a longest time out), gotic (technicians with skills) and Mankowska's (home care:
soft windows, two caregivers at once). Each instance is solved once, with seed 1, on both cores, in a process
of its own, kernels compiled beforehand; cost is the list's own figure. A gap is the share above the best
known solution; Mankowska's is beside the solution shipped with the list. PyVRP has the same wall time on one
core, since it uses one. In front of the bracket stands the mean, in it the extremes. Every plan is checked
without the solver."""


class Series(NamedTuple):
    """Instances of a list.

    Attributes
    ----------
    seconds : for each of them.
    mean, worst : targets of the gap, per cent; None where there is none.
    """

    name: str
    pattern: str
    seconds: float
    mean: Target | None = None
    worst: Target | None = None


SERIES = (
    Series("Solomon", "solomon/*.txt", 30, mean=at_most(0.5)),
    Series("SDVRPTW", "sdvrptw/*.vrp", 30, worst=at_most(2)),
    Series("MDVRPTW", "mdvrptw/*.vrp", 30, worst=at_most(2)),
    Series("Mankowska", "hhcrsp_mankowska/Instanz*.json", 10, mean=at_most(0)),
)
GOTIC = Series("gotic", "gotic/*.txt", 3, mean=at_most(1))


class Solved(NamedTuple):
    """What came of an instance."""

    name: str
    report: Report

    @property
    def gap(self) -> float:
        """Share above the best known, per cent."""
        return 100 * (self.report["cost"] / self.report["best_known"] - 1)


def measure(quick: bool) -> Section:
    """Measure all lists; each is skipped where it is not at hand."""
    lines: list[Line] = []
    notes: list[str] = []
    solved: list[Solved] = []
    *lists, gotic = (one._replace(seconds=1) if quick else one for one in (*SERIES, GOTIC))
    for series in lists:
        found = [_ours(path, series.seconds) for path in _files(series, quick)]
        lines += _gaps(series, found)
        notes += _told(series, found)
        solved += found
    pyvrp = peer_version("pyvrp")
    ours, theirs = _both(_files(gotic, quick), gotic.seconds, bool(pyvrp))
    lines += _beside(gotic, ours, theirs)
    notes += [_missing(gotic)] if not ours else []
    notes += [f"PyVRP {pyvrp}." if pyvrp else "PyVRP is not installed: gotic stands alone."]
    lines += _rules([*solved, *ours])
    return Section("Public instances of routing", ABOUT, tuple(lines), tuple(notes), ("ortools", "numba"))


def _files(series: Series, quick: bool) -> Sequence[Path]:
    folder = real_data("routing")
    files = sorted(folder.glob(series.pattern)) if folder else []
    return files[:2] if quick else files


def _ours(path: Path, seconds: float) -> Solved:
    return Solved(path.stem, report_of("benchmarks.contestants.list_switchboard", path, seconds, 1))


def _theirs(path: Path, seconds: float) -> Solved:
    program = "benchmarks.contestants.gotic_pyvrp"
    return Solved(path.stem, report_of(program, path, seconds, 1, python=PEERS))


def _both(files: Sequence[Path], seconds: float, is_there: bool) -> tuple[list[Solved], list[Solved]]:
    """Instances solved by either side in turns; nothing from a peer that is not there."""
    programs = {"ours": _ours, **({"theirs": _theirs} if is_there else {})}
    ours, theirs = [], []
    for path in files:
        sides = {name: partial(solve, path, seconds) for name, solve in programs.items()}
        found = alternate(sides, 1, warm_up=False)
        ours += found["ours"]
        theirs += found.get("theirs", [])
    return ours, theirs


def _gaps(series: Series, found: Sequence[Solved]) -> Iterator[Line]:
    if not found:
        return
    what = f"{series.name}, {len(found)} instances, {series.seconds:g} s"
    gaps = [one.gap for one in found]
    beside = "shipped" if series.name == "Mankowska" else "best known"
    yield Line(f"{what}: gap to {beside}", "%", _mean(gaps), target=series.mean)
    if series.worst:
        yield Line(f"{what}: largest gap", "%", _one(max(gaps)), target=series.worst)


def _told(series: Series, found: Sequence[Solved]) -> Iterator[str]:
    """Which instances are worst; or that there are none."""
    if not found:
        yield _missing(series)
        return
    worst = sorted(found, key=lambda one: -one.gap)[:3]
    told = ", ".join(f"{one.name} {one.gap:.2f} %" for one in worst)
    yield f"{series.name}, largest gaps: {told}."


def _missing(series: Series) -> str:
    return f"{series.name} is not at hand and was not measured."


def _beside(gotic: Series, ours: Sequence[Solved], theirs: Sequence[Solved]) -> Iterator[Line]:
    if not theirs:
        return
    pairs = list(zip(ours, theirs, strict=True))
    ratios = [our.report["cost"] / their.report["cost"] for our, their in pairs]
    what = f"gotic, {len(ours)} instances, {gotic.seconds:g} s"
    yield Line(f"{what}: ours / PyVRP", "cost", _mean(ratios), target=gotic.mean)
    dearer = sum(our.report["cost"] > their.report["cost"] for our, their in pairs)
    yield Line(f"{what}: instances in which PyVRP's plan costs less", "instances", _one(dearer))
    left = sum(their.report["unserved"] for their in theirs)
    yield Line(f"{what}: jobs that PyVRP leaves out", "jobs", _one(left))


def _rules(solved: Sequence[Solved]) -> Iterator[Line]:
    if solved:
        what = f"all {len(solved)} instances"
        broken, left = (sum(one.report[name] for one in solved) for name in ("broken", "unserved"))
        yield Line(f"{what}: plans that break a rule", "plans", _one(broken), target=at_most(0))
        yield Line(f"{what}: visits left out", "visits", _one(left), target=at_most(0))


def _mean(values: Sequence[float]) -> Spread:
    return Spread(fmean(values), min(values), max(values), len(values))


def _one(value: float) -> Spread:
    return Spread(value, value, value, 1)


if __name__ == "__main__":
    sys.exit(command("routing_instances", measure))
