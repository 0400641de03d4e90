"""What if: a scenario of the library with some crews moved, demand scaled, levers pulled, beside itself."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import Self, cast

from domain.errors import must
from domain.eventlog import EventLog
from scenarios import Scenario, load
from simulation.comparison import Comparison
from simulation.pool import Stop
from simulation.run import run
from simulation.study import Progress, compare, growing

MOST_DEMAND = 10
MOST_DAYS = 366
MOST_REPLICATIONS = 200
MOST_SEED = 2**32 - 1
MOST_CREWS = 999
SUFFIX = "_what_if"
"""What the name of a variant adds to that of its base."""


@dataclass(frozen=True)
class WhatIf:
    """A question to the twin: what changes against a base scenario, and how long it is tried.

    Attributes
    ----------
    scenario : library name, or file, of the base.
    crews : number of crews, 0 to 999, by name of the group; those not named stay as they are.
    demand : factor on all streams of applications, 0 to 10; the base's own when None.
    levers : switched on or off; those not named stay as they are.
    dispatch : which waiting work is taken first; the base's own rule when None.
    days : days measured after the warm-up, 1 to 366; the base's own when None.
    replications : 1 to 200; an interval needs two.
    seed : of all chance, from 0.
    """

    scenario: str
    crews: Mapping[str, int] = field(default_factory=dict)
    demand: float | None = None
    levers: Mapping[str, bool] = field(default_factory=dict)
    dispatch: str | None = None
    days: int | None = None
    replications: int = 10
    seed: int = 1

    def __post_init__(self) -> None:
        for name, crews in self.crews.items():
            _must_lie(f"crews of {name!r}", crews, 0, MOST_CREWS)
        _must_lie("demand", self.demand, 0, MOST_DEMAND)
        _must_lie("days", self.days, 1, MOST_DAYS)
        _must_lie("replications", self.replications, 1, MOST_REPLICATIONS)
        _must_lie("seed", self.seed, 0, MOST_SEED)

    def tidied(self, base: Scenario) -> Self:
        """Without what is said but is as the base has it, so that equal questions are equal values."""
        sizes = {group.name: group.size for group in base.workforce.crews}
        return replace(
            self,
            crews={name: crews for name, crews in self.crews.items() if crews != sizes.get(name)},
            demand=None if self.demand == base.demand.scale else self.demand,
            levers={name: on for name, on in self.levers.items() if on != base.levers.get(name, False)},
            dispatch=None if self.dispatch == base.dispatch else self.dispatch,
        )

    def base(self) -> Scenario:
        """The scenario everything is compared with, over the days asked for."""
        return load(self.scenario).vary(days=self.days)

    def variant(self) -> Scenario:
        """The base with the changes.

        Raises
        ------
        InputError
            When a group, lever or rule is unknown to the base; the message names the nearest.
        """
        base = self.base()
        return base.vary(
            name=f"{base.name}{SUFFIX}",
            crews=cast("Mapping[tuple[str, str] | str, int]", self.crews),  # key types are invariant
            demand_scale=self.demand,
            levers=dict(self.levers),
            dispatch=self.dispatch,
        )


def compared(
    what_if: WhatIf, workers: int, progress: Progress | None = None, stop: Stop | None = None
) -> Comparison:
    """Run base and variant with the same customers; see `simulation.study.growing`."""
    return compare(comparing(what_if, workers, stop), progress)


def comparing(what_if: WhatIf, workers: int, stop: Stop | None = None) -> Iterator[Comparison]:
    """Give the comparison anew after each replication; the last one is complete and has verdicts."""
    base, variant = what_if.base(), what_if.variant()
    yield from growing(base, [variant], what_if.replications, what_if.seed, workers, stop=stop)


def one_log(what_if: WhatIf, replication: int = 0) -> EventLog:
    """Run one replication of the variant again and give its log; the study that compared it saw the same."""
    return run(what_if.variant(), what_if.seed, replication)


def _must_lie(name: str, value: float | None, low: int, high: int) -> None:
    must(
        value is None or low <= value <= high,
        f"What if: {name} must lie between {low} and {high}, got {value}.",
    )
