"""Which scenarios can be compared."""

from collections.abc import Sequence

from domain.errors import must
from scenarios.horizon import Horizon
from scenarios.scenario import Scenario


def must_be_comparable(base: Scenario, others: Sequence[Scenario]) -> None:
    """Refuse scenarios whose figures would not be of the same days, or could not be told apart.

    Raises
    ------
    InputError : two of them have one name, or cover different days.
    """
    names = [scenario.name for scenario in (base, *others)]
    for name in names:
        must(
            names.count(name) == 1,
            f"Scenarios that are compared must have names of their own, got {name!r} twice.",
        )
    for other in others:
        _must_cover_the_same(base, other)


def _must_cover_the_same(base: Scenario, other: Scenario) -> None:
    for key in Horizon.model_fields:
        wanted, came = (getattr(one.in_force.horizon, key) for one in (base, other))
        must(
            came == wanted,
            f"Scenarios that are compared must cover the same days: horizon.{key} of {other.name!r} must be "
            f"{wanted} as in {base.name!r}, got {came}.",
        )
