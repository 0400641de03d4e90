"""How good crew plans are in themselves: small days proven optimal, and the gap left on larger ones."""

import sys
from collections.abc import Sequence
from statistics import fmean
from typing import NamedTuple

from benchmarks.measuring.command import command
from benchmarks.measuring.process import Report, report_of
from benchmarks.measuring.section import Line, Section, at_least, at_most
from benchmarks.measuring.spread import Spread, spread

SEEDS = 5

ABOUT = """\
Days of crews with deadlines (`benchmarks/contestants/crew_day.py`), each instance another seed. Every one is
planned twice in the same wall time: by search alone, and with a bound by column generation, which for small
days becomes a proof: every route that could be in a better plan is enumerated, and CP-SAT chooses among them.
Beside each other stand what search alone comes to and the proven optimum; where instances are not proven, the
gap is the share of the cost by which it may lie above the best. Kernels are compiled beforehand."""


class Size(NamedTuple):
    """How large instances are, and how long planning may take."""

    visits: int
    crews: int
    seconds: float

    @property
    def name(self) -> str:
        """How lines call it."""
        return f"{self.visits} visits, {self.crews} crews, {self.seconds:g} s"


SMALL = (Size(10, 3, 5), Size(15, 4, 5), Size(20, 4, 5), Size(25, 5, 5))
LARGE = (Size(60, 8, 20), Size(200, 24, 60))
SEARCH = 1.005
"""Cost of search alone to reach, as a multiple of the proven optimum."""


def measure(quick: bool) -> Section:
    """Measure proofs of small days and gaps of larger ones."""
    small, large = ((Size(10, 3, 1),), (Size(30, 5, 2),)) if quick else (SMALL, LARGE)
    seeds = range(1, 2 if quick else SEEDS + 1)
    lines = [line for size in small for line in _proofs(size, _reports(size, seeds))]
    lines += [line for size in large for line in _gaps(size, _reports(size, seeds))]
    return Section("Crew plans proven", ABOUT, tuple(lines), libraries=("ortools", "numba", "numpy"))


def _reports(size: Size, seeds: Sequence[int]) -> list[Report]:
    program = "benchmarks.contestants.crew_proof"
    return [report_of(program, size.visits, size.crews, seed, size.seconds, seed) for seed in seeds]


def _proofs(size: Size, reports: Sequence[Report]) -> list[Line]:
    """How many are proven, how soon, and how far search alone is from them."""
    proven = [report for report in reports if report["proven"]]
    share = len(proven) / len(reports)
    lines = [
        Line(
            f"proven, {size.name}", "share", Spread(share, share, share, len(reports)), target=at_least(1.0)
        ),
        Line(f"until proven or given up, {size.name}", "s", spread([one["seconds"] for one in reports])),
    ]
    if proven:
        ratios = [one["search"] / one["cost"] for one in proven]
        found = Spread(fmean(ratios), min(ratios), max(ratios), len(ratios))
        lines.append(
            Line(f"search alone / optimum, mean, {size.name}", "cost", found, target=at_most(SEARCH))
        )
    return lines


def _gaps(size: Size, reports: Sequence[Report]) -> list[Line]:
    """What is left between plan and bound, and between search alone and the bound."""
    gaps = {
        f"gap, {size.name}": [1 - one["bound"] / one["cost"] for one in reports],
        f"gap of search alone, {size.name}": [1 - one["bound"] / one["search"] for one in reports],
    }
    return [Line(what, "share of cost", spread(values)) for what, values in gaps.items()]


if __name__ == "__main__":
    sys.exit(command("crew_exact", measure))
