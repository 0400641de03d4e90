"""How long to search."""

from dataclasses import dataclass
from time import perf_counter

from domain.errors import must


@dataclass(frozen=True)
class Seconds:
    """Wall time; promises a plan that keeps the rules, not the same one twice.

    Parameters
    ----------
    amount : seconds, above 0.
    """

    amount: float

    def __post_init__(self) -> None:
        """Refuse no time at all."""
        must(self.amount > 0, f"Seconds: must be above 0, got {self.amount}.")


@dataclass(frozen=True)
class Work:
    """Rounds of search; the same plan to the bit for the same seed, on any machine and number of cores.

    Parameters
    ----------
    rounds : ruin-and-recreate rounds over all parts of the problem together, at least 0: the first plan.
    """

    rounds: int

    def __post_init__(self) -> None:
        """Refuse less than nothing."""
        must(self.rounds >= 0, f"Work: must be at least 0, got {self.rounds}.")


Budget = Seconds | Work


def left_of(budget: Budget, begun: float) -> Budget:
    """What remains of a budget, a little at least.

    Parameters
    ----------
    begun : when it began, by the clock of `perf_counter`.
    """
    if isinstance(budget, Work):
        return budget
    return Seconds(max(budget.amount - (perf_counter() - begun), 0.01))
