"""Levers: named improvements, each a difference it makes to the scenario's mechanisms."""

from collections.abc import Mapping
from typing import Any

from scenarios.merge import merge
from scenarios.part import Name, Part, Text, Words


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


def pull(data: Mapping[str, Any]) -> dict[str, Any]:
    """The data of a scenario with every lever that is on carried out, and no lever left.

    Levers are carried out in the order in which `mechanisms` lists them, so a later one may build on an
    earlier.
    """
    result: Any = {**data, "levers": {}, "mechanisms": {}}
    for name, lever in data["mechanisms"].items():
        if data["levers"].get(name):
            result = merge(result, lever["changes"])
    return dict(result)
