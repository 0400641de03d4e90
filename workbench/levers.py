"""What each lever contributes: alone, added to a scenario with none, and left out of one with all."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from scenarios import Scenario
from simulation.comparison import Difference
from simulation.pool import Stop
from simulation.study import compare, growing
from workbench.figures import differences_of

Progress = Callable[[int, int], None]


@dataclass(frozen=True)
class Contribution:
    """What a lever changes.

    Attributes
    ----------
    lever : its name.
    alone : figures of the base with this lever only, beside the base with none.
    left_out : figures of the base with every lever but this one, beside the base with every lever: what would
        be lost. Where two levers do the same work, leaving one out loses little.
    """

    lever: str
    alone: dict[str, Difference]
    left_out: dict[str, Difference]

    def as_dict(self) -> dict[str, Any]:
        """Plain data for JSON."""
        sides = {"alone": self.alone, "left_out": self.left_out}
        return {
            "lever": self.lever,
            **{side: {name: one.as_dict() for name, one in found.items()} for side, found in sides.items()},
        }


@dataclass(frozen=True)
class Contributions:
    """All levers of a scenario.

    Attributes
    ----------
    together : figures of the base with every lever, beside the base with none.
    levers : each by itself.
    """

    base: str
    replications: int
    seed: int
    days: int
    together: dict[str, Difference]
    levers: tuple[Contribution, ...]


def contributions(
    base: Scenario,
    replications: int,
    seed: int,
    workers: int,
    progress: Progress | None = None,
    stop: Stop | None = None,
) -> Contributions:
    """Run a scenario with none, with all, with each one and with all but one of its levers.

    All meet the same customers. Verdicts are adjusted over all levers (`simulation.comparison`).

    Parameters
    ----------
    base : its levers are switched off first.
    """
    names = list(base.mechanisms)
    none = base.vary(name=f"{base.name}_without_levers", levers=dict.fromkeys(names, False))
    every = base.vary(name=f"{base.name}_with_every_lever", levers=dict.fromkeys(names, True))
    alone = [none.vary(name=f"only_{lever}", levers={lever: True}) for lever in names]
    left_out = [every.vary(name=f"all_but_{lever}", levers={lever: False}) for lever in names]
    added = compare(growing(none, [every, *alone], replications, seed, workers, stop=stop), progress)
    taken = compare(growing(every, left_out, replications, seed, workers, stop=stop), progress)
    found = [
        Contribution(lever, differences_of(added, place + 1), differences_of(taken, place))
        for place, lever in enumerate(names)
    ]
    together = differences_of(added, 0)
    return Contributions(base.name, replications, seed, base.horizon.days, together, tuple(found))
