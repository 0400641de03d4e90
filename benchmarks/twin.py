"""Speed of the twin: the district, and a bare tandem queue beside other engines."""

import sys
from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path

import simulation
from benchmarks.measuring.command import command
from benchmarks.measuring.material import SEED
from benchmarks.measuring.process import PEERS, Report, peer_version, report_of
from benchmarks.measuring.section import Line, Section, at_least, compared, compared_to_reach
from benchmarks.measuring.sides import alternate, seconds
from scenarios import load

PEERS_HERE = {"SimPy, a generator per customer": "tandem_simpy", "bare heap loop, no engine": "tandem_heap"}
TO_REACH = {"SimPy, a generator per customer": 1.0, "ciw": 2.5}
"""How many times as fast as a peer the twin is to be."""
PEERS_APART = {"ciw": "tandem_ciw", "salabim": "tandem_salabim", "numba": "tandem_numba"}

ABOUT = """\
The district is `one_stop` over 90 days and its warm-up on one core, its log included; the district beside
another model of it is measured apart. The tandem is six stations of twenty servers at 90 % load, 20,000
customers, exponential times, first come first served; ours is the same engine with all it can do and its log,
SimPy and the heap loop record nothing, Ciw keeps its records, salabim its monitors. Every run is a process of
its own that warms up on a quarter of the customers; the engines take turns. The heap loop and the compiled
loop are no engines: they show what Python and the machine allow."""


def measure(quick: bool) -> Section:
    """Measure the district, then the tandem of every engine."""
    lines = (district(quick), *tandem_lines(quick))
    return Section("Twin", ABOUT, lines, libraries=("simpy", "numpy", "pandas"))


def district(quick: bool) -> Line:
    """Visits a second of the library's scenario."""
    scenario = load("one_stop").vary(days=10 if quick else 90)
    visits = len(simulation.run(scenario, SEED).visits)
    times = [seconds(partial(simulation.run, scenario, SEED)) for _ in range(2 if quick else 5)]
    what = f"one_stop, {scenario.horizon.days} days, {visits:,} visits"
    return compared(what, "visits/s", [visits / time for time in times])


def tandem_lines(quick: bool) -> list[Line]:
    """One line for each peer, with our figures of the same turns."""
    customers, repeats = (2_000, 2) if quick else (20_000, 5)
    engines = {"ours": _running("tandem_switchboard", customers, sys.executable)}
    engines |= {name: _running(module, customers, sys.executable) for name, module in PEERS_HERE.items()}
    installed = {name: version for name in PEERS_APART if (version := peer_version(name))}
    for name, version in installed.items():
        engines[f"{name} {version}"] = _running(PEERS_APART[name], customers, PEERS)
    found = {name: _rates(reports) for name, reports in alternate(engines, repeats, warm_up=False).items()}
    ours = found.pop("ours")
    beside = [line for name, rates in found.items() for line in _beside(ours, name, rates)]
    return beside + [_missing(ours, name) for name in PEERS_APART if name not in installed]


def _beside(ours: list[float], peer: str, theirs: list[float]) -> Sequence[Line]:
    """Our figures beside a peer's, and the ratio where one is to be reached."""
    known = [least for name, least in TO_REACH.items() if peer.startswith(name)]
    if not known:
        return [compared("tandem", "visits/s", ours, peer, theirs)]
    return compared_to_reach("tandem", "visits/s", ours, peer, theirs, at_least(known[0]))


def _missing(ours: list[float], peer: str) -> Line:
    """Our figures alone, or a ratio to be reached that is not known."""
    said = f"{peer} is not installed"
    if peer not in TO_REACH:
        return compared("tandem", "visits/s", ours, said)
    return Line(f"tandem: ours / {peer}", "ratio", None, said, target=at_least(TO_REACH[peer]))


def _running(module: str, customers: int, python: str | Path) -> Callable[[], Report]:
    return partial(report_of, f"benchmarks.contestants.{module}", customers, python=python)


def _rates(reports: list[Report]) -> list[float]:
    return [report["count"] / report["seconds"] for report in reports]


if __name__ == "__main__":
    sys.exit(command("twin", measure))
