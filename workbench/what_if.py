"""What if: a scenario of the library beside up to four changed copies of itself."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Self

from domain.errors import must
from domain.eventlog import EventLog
from scenarios import Scenario, load, loads
from simulation.comparison import Comparison
from simulation.pool import Stop
from simulation.run import run
from simulation.study import Progress, compare, growing
from workbench.variant import MOST_DAYS, Variant, must_lie, named_apart

MOST_VARIANTS = 4
MOST_REPLICATIONS = 200
MOST_SEED = 2**32 - 1
SUFFIX = "_what_if"
"""What the name of a variant's scenario adds to that of its base; the second and later add their number."""


@dataclass(frozen=True)
class WhatIf:
    """A question to the twin: what changes against a base scenario, and how long it is tried.

    Attributes
    ----------
    scenario : library name, or file, of the base; just its name where the text is given.
    variants : 1 to 4, each with a name of its own.
    days : days measured after the warm-up, 1 to 366; the base's own when None.
    replications : of each side, 1 to 200; an interval needs two.
    seed : of all chance, from 0.
    text : of the base, where a reader wrote it: the question then stays what it was when the file changes.
    """

    scenario: str
    variants: tuple[Variant, ...] = (Variant(),)
    days: int | None = None
    replications: int = 10
    seed: int = 1
    text: str | None = None

    def __post_init__(self) -> None:
        must_lie("the number of variants", len(self.variants), 1, MOST_VARIANTS)
        named_apart(self.variants)
        must_lie("days", self.days, 1, MOST_DAYS)
        must_lie("replications", self.replications, 1, MOST_REPLICATIONS)
        must_lie("seed", self.seed, 0, MOST_SEED)

    def tidied(self, base: Scenario) -> Self:
        """Without what is said but is as the base has it, so that equal questions are equal values."""
        return replace(self, variants=tuple(variant.tidied(base) for variant in self.variants))

    def base(self) -> Scenario:
        """The scenario everything is compared with, over the days asked for."""
        base = load(self.scenario) if self.text is None else loads(self.text)
        return base.vary(days=self.days)

    def scenarios(self) -> list[Scenario]:
        """The base with the changes of each variant.

        Raises
        ------
        InputError
            When a variant names what the base does not know; the message names the nearest.
        """
        base = self.base()
        return [self._of(base, place) for place in range(len(self.variants))]

    def variant(self, place: int = 0) -> Scenario:
        """The base with the changes of one variant, counted from 0."""
        must(
            0 <= place < len(self.variants),
            f"What if: the variant must lie between 1 and {len(self.variants)}, got {place + 1}.",
        )
        return self._of(self.base(), place)

    def _of(self, base: Scenario, place: int) -> Scenario:
        number = f"_{place + 1}" if place else ""
        return self.variants[place].of(base, f"{base.name}{SUFFIX}{number}")


def compared(
    what_if: WhatIf, workers: int, progress: Progress | None = None, stop: Stop | None = None
) -> Comparison:
    """Run base and variants with the same customers; see `simulation.study.growing`."""
    return compare(comparing(what_if, workers, stop), progress)


def comparing(what_if: WhatIf, workers: int, stop: Stop | None = None) -> Iterator[Comparison]:
    """Give the comparison anew after each replication; the last one is complete and has verdicts."""
    base, variants = what_if.base(), what_if.scenarios()
    yield from growing(base, variants, what_if.replications, what_if.seed, workers, stop=stop)


def one_log(what_if: WhatIf, replication: int = 0, place: int | None = 0) -> EventLog:
    """Run one replication again and give its log; the study that compared it saw the same.

    Parameters
    ----------
    place : of the variant, from 0; None for the base.
    """
    scenario = what_if.base() if place is None else what_if.variant(place)
    return run(scenario, what_if.seed, replication)
