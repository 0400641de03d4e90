"""In what one scenario differs from another, value by value."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any, NamedTuple

from scenarios.scenario import Scenario

NOT_COMPARED = frozenset({"name", "title", "why", "sources"})
"""What a scenario is called and where its figures come from changes nothing about a run."""


class Change(NamedTuple):
    """One value that differs.

    Parameters
    ----------
    path : keys that lead to it, joined by dots; an entry of a list of named things by its name.
    before, after : plain data; None where it is absent.
    """

    path: str
    before: Any
    after: Any


def changes_between(base: Scenario, other: Scenario) -> list[Change]:
    """Every value in which another scenario differs, in the order in which the scenarios hold them."""
    before, after = (one.model_dump(mode="json", exclude=set(NOT_COMPARED)) for one in (base, other))
    return list(_changes("", before, after))


def _changes(path: str, before: Any, after: Any) -> Iterator[Change]:
    if before == after:
        return
    left, right = _keyed(before), _keyed(after)
    if left is None or right is None:
        yield Change(path, before, after)
        return
    for key in dict.fromkeys([*left, *right]):
        yield from _changes(f"{path}.{key}" if path else key, left.get(key), right.get(key))


def _keyed(value: Any) -> Mapping[str, Any] | None:
    """A value as keys and values: mappings, and lists of things that have a name; None for anything else."""
    if isinstance(value, Mapping):
        return None if "distribution" in value else value
    if isinstance(value, Sequence) and not isinstance(value, str) and value:
        named = all(isinstance(entry, Mapping) and "name" in entry for entry in value)
        return {entry["name"]: entry for entry in value} if named else None
    return None
