"""Levers: named improvements, each a difference it makes to the scenario's mechanisms."""

from collections.abc import Collection
from typing import TYPE_CHECKING, Any

from scenarios.merge import merge
from scenarios.part import Name, Part, Text, Words

if TYPE_CHECKING:
    from scenarios.scenario import Scenario


class Lever(Part):
    """An improvement that can be switched on.

    Parameters
    ----------
    title : what it is called.
    mechanism : what it changes, in a sentence, and the source.
    changes : the difference laid over the scenario while it is on; it names mechanisms, never results.
    """

    title: Words
    mechanism: Text
    changes: dict[Name, Any]


def pull(scenario: "Scenario", levers: Collection[str]) -> dict[str, Any]:
    """The top-level keys of a scenario that some of its levers change, as plain data, and no lever left.

    Levers are carried out in the order in which `mechanisms` lists them, so a later one may build on an
    earlier.
    """
    changes = [lever.changes for name, lever in scenario.mechanisms.items() if name in levers]
    touched = scenario.model_dump(include={key for each in changes for key in each})
    result: Any = {**touched, "levers": {}, "mechanisms": {}}
    for each in changes:
        result = merge(result, each)
    return dict(result)
