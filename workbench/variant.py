"""A variant: what one side of a what-if changes against the base."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Self, TypeVar, cast

from domain.errors import must
from domain.time_limit_text import parse_time_limit
from scenarios import Scenario
from scenarios.variation import Days

Value = TypeVar("Value", bound=float)

MOST_DEMAND = 10
MOST_DAYS = 366
MOST_CREWS = 999
MOST_PROMISE = 10_000
LONGEST_NAME = 40


@dataclass(frozen=True)
class Variant:
    """What changes against a base scenario; what is not named stays as it is.

    Attributes
    ----------
    name : what the reader calls it, at most 40 characters; "" where it needs no name.
    crews : number of crews, 0 to 999, by name of the group.
    desks : people per shift, 0 to 999, by department.
    demand : factor on all streams of applications, 0 to 10; the base's own when None.
    levers : switched on or off.
    promises : amount of a service level's limit in its own unit, over 0 to 10,000, by its name.
    dispatch : which waiting work is taken first; the base's own rule when None.
    away : by name of a crew group, the days measured on which none of its crews is there.
    """

    name: str = ""
    crews: Mapping[str, int] = field(default_factory=dict)
    desks: Mapping[str, int] = field(default_factory=dict)
    demand: float | None = None
    levers: Mapping[str, bool] = field(default_factory=dict)
    promises: Mapping[str, float] = field(default_factory=dict)
    dispatch: str | None = None
    away: Mapping[str, Days] = field(default_factory=dict)

    def __post_init__(self) -> None:
        must(len(self.name) <= LONGEST_NAME, f"What if: name must have at most {LONGEST_NAME} characters.")
        for kind, sizes in (("crews", self.crews), ("desk", self.desks)):
            for name, size in sizes.items():
                must_lie(f"{kind} of {name!r}", size, 0, MOST_CREWS)
        must_lie("demand", self.demand, 0, MOST_DEMAND)
        for name, amount in self.promises.items():
            must_lie(f"promise {name!r}", amount, 0.01, MOST_PROMISE)
        for name, days in self.away.items():
            must_lie(f"first day away of {name!r}", days.first, 1, MOST_DAYS)
            must_lie(f"days away of {name!r}", days.lasting, 1, MOST_DAYS)

    def tidied(self, base: Scenario) -> Self:
        """Without what is said but is as the base has it, so that equal questions are equal values."""
        crews = {group.name: group.size for group in base.workforce.crews}
        desks = {name: desk.size for name, desk in base.workforce.desks.items()}
        return replace(
            self,
            crews=_other(self.crews, crews),
            desks=_other(self.desks, desks),
            demand=None if self.demand == base.demand.scale else self.demand,
            levers=_other(self.levers, dict.fromkeys(base.mechanisms, False) | base.levers),
            promises=_other(self.promises, amounts(base)),
            dispatch=None if self.dispatch == base.dispatch else self.dispatch,
        )

    def of(self, base: Scenario, name: str) -> Scenario:
        """The base with the changes, under a name of its own.

        Raises
        ------
        InputError
            When a group, department, lever, promise or rule is unknown to the base; names the nearest.
        """
        return base.vary(
            name=name,
            crews=cast("Mapping[tuple[str, str] | str, int]", self.crews),  # key types are invariant
            desks=self.desks,
            demand_scale=self.demand,
            levers=dict(self.levers),
            dispatch=self.dispatch,
            promises=self.promises,
            away=self.away,
        )


def amounts(scenario: Scenario) -> dict[str, float]:
    """Amount of each promise's limit, in its own unit."""
    levels = scenario.service_levels.items()
    return {name: float(parse_time_limit(level.limit).amount) for name, level in levels}


def named_apart(variants: Sequence[Variant]) -> None:
    """Refuse two variants of one name: nobody could tell their results apart."""
    names = [variant.name for variant in variants]
    must(all(names[1:]), "What if: each variant beyond the first must have a name.")
    for name in names:
        must(names.count(name) == 1, f"What if: variants must have names of their own, got {name!r} twice.")


def must_lie(name: str, value: float | None, low: float, high: float) -> None:
    """Refuse a number outside its range."""
    must(
        value is None or low <= value <= high,
        f"What if: {name} must lie between {low} and {high}, got {value}.",
    )


def _other(said: Mapping[str, Value], base: Mapping[str, Value]) -> dict[str, Value]:
    return {name: value for name, value in said.items() if value != base.get(name)}
