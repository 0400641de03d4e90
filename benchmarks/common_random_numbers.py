"""What keyed randomness buys: the variance of a difference between scenarios that meet the same customers."""

import sys
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from benchmarks.measuring.command import command
from benchmarks.measuring.material import SEED
from benchmarks.measuring.section import Line, Section, at_least
from benchmarks.measuring.spread import Spread
from scenarios import Scenario, load
from simulation.pool import default_workers
from simulation.statistics import mean_interval
from simulation.study import replicate

Floats = NDArray[np.float64]
GROUP, OTHER_SEED, RESAMPLES = "installation_old_town", SEED + 1, 10_000
KPIS = (("cycle_time_mean", "hours"), ("on_time_rate", "share"))
TO_REACH = {"cycle_time_mean": at_least(10)}
"""Keyed luck is to bring the variance of the difference down to a tenth at most."""

ABOUT = f"""\
`one_stop` over 30 days against itself with one more crew of `{GROUP}`, where these crews have time to spare
and where they are short. The difference is taken once between runs of the same seed, which meet the same
customers with the same luck, and once against runs of another seed. The ratio is the variance of the latter
over that of the former: so many times more replications would independent seeds need for an interval as
narrow. Brackets hold 95 % intervals (of the ratio by bootstrap, percentiles; of the difference by t) and the
number of replications. Where a crew changes nearly nothing the ratio is huge and says little."""


class Case(NamedTuple):
    """A base, and the crews that its variant has one more of."""

    what: str
    demand_scale: float
    crews: int


CASES = (Case("usual demand, crews 5 to 6", 1.0, 5), Case("demand + 30 %, crews 4 to 5", 1.3, 4))


def measure(quick: bool) -> Section:
    """Replicate every case three times: the base, the variant on the same seed, the variant on another."""
    days, replications = (7, 6) if quick else (30, 60)
    lines = tuple(line for case in CASES for line in case_lines(case, days, replications))
    return Section("Common random numbers", ABOUT, lines, libraries=("numpy",))


def case_lines(case: Case, days: int, replications: int) -> list[Line]:
    """Two lines for each KPI: the difference, and what pairing does to its variance."""
    base = load("one_stop").vary(days=days, demand_scale=case.demand_scale, crews={GROUP: case.crews})
    more = base.vary(name="one_more_crew", crews={GROUP: case.crews + 1})
    asked = ((base, SEED), (more, SEED), (more, OTHER_SEED))
    before, same, other = (_values(scenario, seed, replications) for scenario, seed in asked)
    lines = []
    for name, unit in KPIS:
        paired, independent = same[name] - before[name], other[name] - before[name]
        lines.append(Line(f"{case.what}: difference of {name}", unit, _difference(paired)))
        ratio = variance_ratio(independent, paired, SEED)
        what = f"{case.what}: {name}, independent / common"
        lines.append(Line(what, "ratio of variances", ratio, target=TO_REACH.get(name)))
    return lines


def variance_ratio(independent: Floats, paired: Floats, seed: int) -> Spread:
    """Ratio of the variances of two sets of differences, with its bootstrap interval.

    Parameters
    ----------
    independent, paired : one difference per replication; those of one replication are drawn together, as they
        share their base.
    """
    count = len(paired)
    drawn = np.random.default_rng(seed).integers(0, count, (RESAMPLES, count))
    # Equal paired differences make an endless ratio; where the others are equal too they tell nothing.
    with np.errstate(divide="ignore", invalid="ignore"):
        ratios = independent[drawn].var(axis=1, ddof=1) / paired[drawn].var(axis=1, ddof=1)
    low, high = np.nanquantile(ratios, [0.025, 0.975], method="nearest")
    return Spread(float(independent.var(ddof=1) / paired.var(ddof=1)), float(low), float(high), count)


def _values(scenario: Scenario, seed: int, replications: int) -> dict[str, Floats]:
    study = replicate(scenario, replications, seed, default_workers())
    return {name: values for (name, group), values in study.values().items() if group == "all"}


def _difference(paired: Floats) -> Spread:
    found = mean_interval(paired)
    return Spread(found.mean or 0.0, found.low or 0.0, found.high or 0.0, found.n)


if __name__ == "__main__":
    sys.exit(command("common_random_numbers", measure))
