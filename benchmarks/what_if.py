"""How long a reader waits for a what-if: to its first figures, and to its verdicts."""

import sys
import time
from collections.abc import Iterator

from benchmarks.measuring.command import command
from benchmarks.measuring.material import SEED
from benchmarks.measuring.section import Section, at_most, compared
from scenarios import Scenario, load
from simulation.comparison import Comparison
from simulation.study import growing

GROUP = "installation_old_town"
WORKERS = 2
ABOUT = """\
The default district (`one_stop`) over 90 days and its warm-up, 20 replications of itself and of itself with
one more installation crew in the old town, on two processes that are already up, as on a server in use: until
both sides have their first replication summed up, and until all differences have their verdicts."""


def measure(quick: bool) -> Section:
    """Ask the same what-if again and again."""
    days, replications, repeats = (5, 2, 1) if quick else (90, 20, 5)
    base = load("one_stop").vary(days=days)
    more = base.vary(name="one_more_crew", crews={GROUP: _crews(base) + 1})
    for _ in growing(base, [more], 2, SEED, WORKERS):
        pass
    firsts, ends = zip(
        *(_waits(growing(base, [more], replications, SEED, WORKERS)) for _ in range(repeats)), strict=True
    )
    what = f"{days} days, 2 x {replications} replications"
    lines = (
        compared(f"{what}: to the first figures", "s", firsts, target=at_most(3)),
        compared(f"{what}: to the verdicts", "s", ends, target=at_most(20)),
    )
    return Section("What-if", ABOUT, lines, libraries=("simpy", "pandas", "loky"))


def _crews(base: Scenario) -> int:
    return next(group.size for group in base.workforce.crews if group.name == GROUP)


def _waits(comparisons: Iterator[Comparison]) -> tuple[float, float]:
    """Seconds to the first comparison in which both sides have a figure, and to the last, judged."""
    start, first = time.perf_counter(), 0.0
    for comparison in comparisons:
        if not first and comparison.base.replications and comparison.others[0].replications:
            comparison.differences()
            first = time.perf_counter() - start
    comparison.differences()
    return first, time.perf_counter() - start


if __name__ == "__main__":
    sys.exit(command("what_if", measure))
